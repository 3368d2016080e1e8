from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import Edit, Layer
from rawi.facts import read_times
from rawi.model import Span, Story, TimeMark

REFERENCE = "2021-02-17T10:00:00+00:00"
"""A Wednesday."""


def times(text: str, reference: str | None = REFERENCE) -> tuple[TimeMark, ...]:
    """The times of a text which is one story."""
    return read_times(text, Story(id="s", page="p", spans=(Span(0, len(text)),)), reference=reference)


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """Each time as written, with its value and end."""
    return [(mark.span.of(text), mark.value, mark.end) for mark in times(text)]


POINTS = {
    "قال الوزير الأربعاء إن": ("الأربعاء", "2021-02-17"),
    "وصلت القافلة الأحد إلى": ("الأحد", "2021-02-14"),
    "سيصل الوفد الأحد إلى": ("الأحد", "2021-02-21"),
    "يصل الوفد الأحد المقبل": ("الأحد المقبل", "2021-02-21"),
    "وصل الأربعاء الماضي": ("الأربعاء الماضي", "2021-02-10"),
    "عقد أمس الثلاثاء اجتماع": ("أمس الثلاثاء", "2021-02-16"),
    "التي وصلت أول أمس إلى": ("أول أمس", "2021-02-15"),
    "يعقد غدا الخميس": ("غدا الخميس", "2021-02-18"),
    "يعقد بعد غد": ("بعد غد", "2021-02-19"),
    "مساء اليوم الأربعاء": ("مساء اليوم الأربعاء", "2021-02-17TEV"),
    "في فجر الاثنين": ("فجر الاثنين", "2021-02-15TMO"),
    "بعد ظهر أمس": ("بعد ظهر أمس", "2021-02-16TAF"),
    "ليلة أمس": ("ليلة أمس", "2021-02-16TNI"),
    "في الثالث من مارس/آذار الماضي": ("الثالث من مارس/آذار الماضي", "2020-03-03"),
    "يوم 14 يناير": ("يوم 14 يناير", "2021-01-14"),
    "في كانون الثاني/يناير": ("كانون الثاني/يناير", "2021-01"),
    "في شهر نوفمبر الماضي": ("شهر نوفمبر الماضي", "2020-11"),
    "في سبتمبر من العام الماضي": ("سبتمبر من العام الماضي", "2020-09"),
    "في أيلول/سبتمبر 2014": ("أيلول/سبتمبر 2014", "2014-09"),
    "في عام 1998،": ("عام 1998", "1998"),
    "اندلعت في 2015 وانتهت": ("2015", "2015"),
    "خسر العام الماضي": ("العام الماضي", "2020"),
    "في الأسبوع المقبل": ("الأسبوع المقبل", "2021-W08"),
    "هذا الأسبوع": ("هذا الأسبوع", "2021-W07"),
    "في مطلع الشهر الجاري": ("مطلع الشهر الجاري", "2021-02"),
    "الصيف الماضي": ("الصيف الماضي", "2020-SU"),
    "في صيف 2018": ("صيف 2018", "2018-SU"),
    "الربع الأول من عام 2020": ("الربع الأول من عام 2020", "2020-Q1"),
    "ثمانينيات القرن الماضي": ("ثمانينيات القرن الماضي", "198X"),
    "في القرن العشرين": ("القرن العشرين", "19XX"),
    "في القرن الحادي والعشرين": ("القرن الحادي والعشرين", "20XX"),
    "قبل ثلاثة أيام،": ("قبل ثلاثة أيام", "2021-02-14"),
    "قبل عامين.": ("قبل عامين", "2019"),
    "قبل أيام": ("قبل أيام", "PAST_REF"),
    "في وقت سابق": ("وقت سابق", "PAST_REF"),
    "حالياً": ("حالياً", "PRESENT_REF"),
    "الساعة العاشرة صباح 11 أبريل 2020": ("الساعة العاشرة صباح 11 أبريل 2020", "2020-04-11T10:00"),
    "السبت الساعة 9:30 مساء": ("السبت الساعة 9:30 مساء", "2021-02-13T21:30"),
    "في 25 من الشهر الجاري": ("25 من الشهر الجاري", "2021-02-25"),
    "في الخامس من الشهر الماضي": ("الخامس من الشهر الماضي", "2021-01-05"),
    "آخر يوم من شهر مارس المقبل": ("آخر يوم من شهر مارس المقبل", "2021-03-31"),
    "ليل الأحد الاثنين": ("ليل الأحد الاثنين", "2021-02-14TNI"),
    "بتاريخ 17 رجب 1434هـ": ("17 رجب 1434هـ", "2013-05-27"),
}

LENGTHS = {
    "لمدة ثلاثة أيام": ("ثلاثة أيام", "P3D"),
    "خلال شهرين": ("خلال شهرين", "P2M"),
    "في غضون 48 ساعة": ("في غضون 48 ساعة", "PT48H"),
    "منذ عقدين": ("منذ عقدين", "P20Y"),
    "منذ سنوات": ("منذ سنوات", "PXY"),
    "خلال الأيام القليلة الماضية": ("خلال الأيام القليلة الماضية", "PXD"),
    "في السنوات الخمس الماضية": ("السنوات الخمس الماضية", "P5Y"),
    "خلال الـ24 ساعة الماضية": ("خلال الـ24 ساعة الماضية", "PT24H"),
    "استمرت نصف ساعة": ("نصف ساعة", "PT30M"),
    "سنة واحدة": ("سنة واحدة", "P1Y"),
    "بعد أسبوع من الحفل": ("بعد أسبوع", "P1W"),
    "قبل أسبوع من عقد القمة": ("قبل أسبوع", "P1W"),
    "لأكثر من عام": ("عام", "P1Y"),
    "عدة أسابيع": ("عدة أسابيع", "PXW"),
    "سنويا": ("سنويا", "P1Y"),
    "كل ثلاثة أشهر": ("كل ثلاثة أشهر", "P3M"),
}

RANGES = {
    "منذ 2014 نزاعا": ("منذ 2014", "2014", None),
    "حتى عام 2003": ("حتى عام 2003", None, "2003"),
    "بين 1942 و1945": ("بين 1942 و1945", "1942", "1945"),
    "من عام 2011 إلى عام 2014": ("من عام 2011 إلى عام 2014", "2011", "2014"),
    "من 5 إلى 7 يناير 2020": ("من 5 إلى 7 يناير 2020", "2020-01-05", "2020-01-07"),
    "من 14 حزيران/يونيو إلى 15 تموز/يوليو 2018": ("من 14 حزيران/يونيو إلى 15 تموز/يوليو 2018", "2018-06-14", "2018-07-15"),
    "للعام الدراسي 1436-1437هـ": ("لعام الدراسي 1436-1437هـ", "2015", "2016"),
    "منذ مطلع العام الجديد": ("منذ مطلع العام الجديد", "2021", None),
    "هذا الموسم": ("هذا الموسم", "2020", "2021"),
    "موسم 2017/2018": ("موسم 2017/2018", "2017", "2018"),
    "رمضان عام 2013": ("رمضان عام 2013", "2013-07-09", "2013-08-07"),
}


@pytest.mark.parametrize(("text", "mark"), [*POINTS.items(), *LENGTHS.items()])
def test_points_and_lengths(text: str, mark: tuple[str, str]) -> None:
    """A point or length of time is found whole, without what merely governs it, and has its ISO value."""
    assert told(text) == [(*mark, None)]


@pytest.mark.parametrize(("text", "mark"), RANGES.items())
def test_ranges(text: str, mark: tuple[str, str | None, str | None]) -> None:
    """A range has both its ends; an open side is None."""
    assert told(text) == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "قرار مجلس الأمن 2254",
        "من قبل الحكومة",
        "من خلال الاجتماع",
        "على بعد كيلومترات",
        "أمين عام الحزب",
        "اليوم الوطني",
        "صحيفة اليوم",
        "صلاة الجمعة",
        "بعد أن وصل",
        "قال مارس رياضته",
        "نهاية المطاف",
        "حضر 2000 شخص",
        "وعمره 17 عاما",
        "سالم ناجي (55 عاما)",
        "تيريزا ماي",
    ],
)
def test_what_is_no_time(text: str) -> None:
    """Words of time in names, idioms, ages and other numbers are no times."""
    assert told(text) == []


def test_without_a_reference_nothing_is_guessed() -> None:
    """What depends on the day of publication keeps its span and has no value; what is complete in itself has one."""
    marks = times("قال أمس إن الاتفاق وقع العام الماضي بعد حرب عام 2006 ويسري منذ الأحد", None)
    assert [mark.value for mark in marks] == [None, None, "2006", None]


def test_a_text_older_than_its_reference() -> None:
    """If every «today, Friday» says that the story was written a day earlier, its other days follow."""
    assert [mark.value for mark in times("اليوم الثلاثاء. ووصل أمس. ويعقد غدا الأربعاء")] == ["2021-02-16", "2021-02-15", "2021-02-17"]


def test_lists_of_weekdays_go_on() -> None:
    """The days of a list follow each other, and each has its own mark."""
    text = "أيام الأحد والاثنين والثلاثاء عطلة"
    assert told(text) == [("أيام الأحد", "2021-02-21", None), ("الاثنين", "2021-02-22", None), ("الثلاثاء", "2021-02-23", None)]


def test_spans_lie_in_the_text_as_found() -> None:
    """Marks, tatweel and restored masks stay inside the span."""
    text = "وقال وقتٍ سابقٍ إن الأيام القـ.ـليلة الماضية"
    masked = text.index("ـ.ـ")
    layer = Layer(text, [Edit(masked, masked + 3, "")])
    story = Story(id="s", page="p", spans=(Span(0, len(text)),))
    marks = read_times(text, story, reference=REFERENCE, layer=layer)
    assert [mark.span.of(text) for mark in marks] == ["وقتٍ سابقٍ", "الأيام القـ.ـليلة الماضية"]


def test_only_the_story_is_read() -> None:
    """Times outside the story's spans belong to other stories."""
    text = "أمس\nوصل الوفد اليوم\nغدا"
    story = Story(id="s", page="p", spans=(Span(4, 19),))
    assert [mark.span.of(text) for mark in read_times(text, story, reference=REFERENCE)] == ["اليوم"]


@given(
    st.lists(
        st.sampled_from(
            [
                "منذ",
                "قبل",
                "بعد",
                "خلال",
                "حتى",
                "بين",
                "من",
                "إلى",
                "2015",
                "3",
                "أيام",
                "سنوات",
                "عامين",
                "العام",
                "الماضي",
                "المقبل",
                "الأحد",
                "أمس",
                "مساء",
                "الساعة",
                "10",
                "مارس",
                "و",
                "،",
                ".",
                "نهاية",
            ]
        ),
        max_size=14,
    )
)
def test_any_words_give_marks_in_order(words: list[str]) -> None:
    """Whatever words meet, the marks are in order, never overlap, and each has a reason."""
    text = " ".join(words)
    marks = times(text)
    assert all(first.span.end <= second.span.start for first, second in pairwise(marks))
    assert all(mark.reason.rule and mark.span.of(text) for mark in marks)


@pytest.mark.parametrize(
    "text",
    [
        "رجل في الستينات من عمره",
        "شباب في أوائل العشرينات من أعمارهم",
        "وهي سيدة في السبعينيات، وصلت",
        "توفي وهو في أواخر الثمانينيات.",
    ],
)
def test_decades_of_life_are_no_years(text: str) -> None:
    """«In his sixties» is an age, said of a person before or by the word age behind."""
    assert told(text) == []


def test_decades_of_a_century_stay() -> None:
    """«The sixties» with nobody beside them are years."""
    assert told("وفي الستينات كانت البلدة صغيرة") == [("الستينات", "196X", None)]


@pytest.mark.parametrize(
    ("text", "value"), [("يصل بشكل يومي إلى", "P1D"), ("وبصورة أسبوعية", "P1W"), ("على أساس سنوي", "P1Y"), ("بشكل شهري،", "P1M")]
)
def test_in_a_daily_way_is_how_often(text: str, value: str) -> None:
    """An adjective of frequency after a word of manner is a set of times, never two days or months."""
    assert [(mark.kind, mark.value) for mark in times(text)] == [("set", value)]


@pytest.mark.parametrize("text", ["دخل شهري جيد", "تقرير يومي عن", "بمعدل يومي", "تقرير أسبوعي إلى اللجنة", "برنامج شهري التي"])
def test_daily_is_not_two_days(text: str) -> None:
    """The construct dual stands before a name of time, a number or a definite noun; elsewhere the word is an adjective."""
    assert told(text) == []


def test_years_between_commas_after_a_name_are_an_age() -> None:
    """«Salim Naji, 33 years,» tells an age; the same after a common noun tells a length."""
    assert told("قال سالم المري، 33 عاما، إنه بخير") == []
    assert told("حكم عليه بالسجن، 15 عاما، ثم") == [("15 عاما", "P15Y", None)]


def test_a_share_of_the_hour_is_no_clock() -> None:
    """«The first quarter of an hour» is no one o'clock; a clock may stand in brackets."""
    assert told("بعد ربع الساعة الأول من المباراة") == []
    assert told("عند الساعة(19.00) أغلقت")[0][1] == "T19:00"


def test_a_month_in_which_somebody_said_is_past() -> None:
    """A month without year before a verb of saying in the perfect lies in the past, even if it is near ahead."""
    assert told("وفي مارس قالت الشركة إن")[0][1] == "2020-03"
