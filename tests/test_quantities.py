from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.facts import read_quantities, read_times
from rawi.model import Quantity, Span, Story


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text which is one story."""
    story = Story(id="s", page="p", spans=(Span(0, len(text)),))
    return read_quantities(text, story, times=read_times(text, story, reference="2021-02-17"))


ONE = {
    "مقتل 12 شخصا": ("12", "12", "count", "شخص"),
    "يضم 62 ألف شخص": ("62 ألف", "62000", "count", "شخص"),
    "10 آلاف من المقاتلين": ("10 آلاف", "10000", "count", "مقاتل"),
    "ألفان من الأجانب": ("ألفان", "2000", "count", "أجنبي"),
    "عبر 7 آلاف و367 مرشحا": ("7 آلاف و367", "7367", "count", "مرشح"),
    "أطفالها الثلاثة": ("الثلاثة", "3", "count", "طفل"),
    "تدريب (670) متدربة": ("670", "670", "count", "متدربة"),
    "وعضوين من الشركات": ("عضوين", "2", "count", "عضو"),
    "أمام لجنتين": ("لجنتين", "2", "count", "لجنة"),
    "في جلستي استماع": ("جلستي", "2", "count", "جلسة"),
    "سيارة واحدة": ("واحدة", "1", "count", "سيارة"),
    "فاز بثلاثية نظيفة": ("ثلاثية", "3", "count", "هدف"),
    "في المركز الثاني": ("الثاني", "2", "ordinal", "مركز"),
    "ثالث زعيم للبلاد": ("ثالث", "3", "ordinal", "زعيم"),
    "لأول مرة": ("أول", "1", "ordinal", "مرة"),
    "لقبه العشرين": ("العشرين", "20", "ordinal", "لقب"),
    "لقبه رقم 20": ("20", "20", "ordinal", "لقب"),
    "في الدقيقة 35": ("35", "35", "ordinal", "دقيقة"),
    "للدورة الـ31": ("31", "31", "ordinal", "دورة"),
    "بنسبة 20 في المئة": ("20 في المئة", "20", "percent", "percent"),
    "بنسبة 6,3%": ("6,3%", "6.3", "percent", "percent"),
    "مبلغ 3,7 مليون يورو": ("3,7 مليون", "3700000", "money", "euro"),
    "دفع $500": ("500", "500", "money", "dollar"),
    "ركض 40 كيلومترا": ("40", "40", "measure", "kilometre"),
    "سرعة 170 كلم/الساعة": ("170", "170", "measure", "km/h"),
    "سالم ناجي (55 عاما)": ("55", "55", "age", "year"),
    "وعمره 17 عاما": ("17", "17", "age", "year"),
    "بلغ سن السادسة عشرة": ("السادسة عشرة", "16", "age", "year"),
    "رضيع (6 أشهر)": ("6", "6", "age", "month"),
    "حل بالمركز السادس": ("السادس", "6", "ordinal", "مركز"),
    "أربعة أخماس الطرق": ("أربعة أخماس", "0.8", "cardinal", None),
    "بعد تجاوزه الثلاثين": ("الثلاثين", "30", "age", "year"),
    "قرار مجلس الأمن الدولي 2254": ("2254", "2254", "id", "قرار"),
    "ثلث الحالات": ("ثلث", "0.333333", "cardinal", None),
    "انخفضت إلى -5 درجات": ("-5", "-5", "count", "درجة"),
}


@pytest.mark.parametrize(("text", "mark"), ONE.items())
def test_one_quantity(text: str, mark: tuple[str, str, str, str | None]) -> None:
    """A number is found whole, with its multiplier and without its unit, and says what it counts, measures, ranks or names."""
    (found,) = quantities(text)
    assert (found.span.of(text), found.low, found.kind, found.unit) == (mark[0], Decimal(mark[1]), mark[2], mark[3])
    assert found.low == found.high


@pytest.mark.parametrize("text", ["بضع مئات من الجنود", "آلاف السكان", "عشرات الآلاف من النازحين"])
def test_vague_quantities(text: str) -> None:
    """An order of size has no value and is approximate."""
    (found,) = quantities(text)
    assert (found.low, found.high, found.approximation) == (None, None, "about")


@pytest.mark.parametrize(
    ("text", "approximation"),
    [
        ("نحو 200 شخص", "about"),
        ("أكثر من 200 شخص", "atleast"),
        ("ما لا يقل عن 200 شخص", "atleast"),
        ("200 شخص على الأقل", "atleast"),
        ("لم يتجاوز 200 شخص", "atmost"),
        ("ما يصل إلى 60 جنديا", "atmost"),
        ("200 شخص", "exact"),
    ],
)
def test_bounds(text: str, approximation: str) -> None:
    """Words beside a number say whether it is exact, about, at least or at most."""
    (found,) = quantities(text)
    assert found.approximation == approximation


def test_scores() -> None:
    """The score of a match has two sides and no value."""
    marks = quantities("فاز على خصمه 6-2 و3-1 و1-صفر")
    assert [(mark.score, mark.low, mark.kind) for mark in marks] == [
        ((6, 2), None, "score"),
        ((3, 1), None, "score"),
        ((1, 0), None, "score"),
    ]


@pytest.mark.parametrize("text", ["20-30 شخصا", "20 ألف - 30 ألف لاجئ", "المرتبة الثالثة إلى الخامسة", "بين 20 و30 شخصا"])
def test_ranges_have_two_ends(text: str) -> None:
    """A range is one quantity with a low and a high end."""
    (found,) = quantities(text)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.high


def test_money_has_a_currency() -> None:
    """The currency is named by its ISO code where the words tell it, and left open where they do not."""
    assert [mark.currency for mark in quantities("3 دولارات و4 ريال قطري و5 دينار كويتي و6 دينار")] == ["USD", "QAR", "KWD", None]


@pytest.mark.parametrize(
    "text",
    [
        "الدور نصف النهائي",
        "دور الثمانية",
        "الحرب العالمية الثانية",
        "الملك خالد الثالث",
        "واحدة من أكبر الدول",
        "في الوقت نفسه",
        "كلا البلدين",
        "بوتين",
        "طائرة F-16",
        "فرانس 24",
        "لمدة ثلاثة أيام",
        "في 17 فبراير 2021",
        "192.168.1.1",
        "من جهة ثانية",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    """Numbers in names, rounds, dates and lengths of time are no quantities."""
    assert quantities(text) == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "نحو",
                "أكثر",
                "من",
                "20",
                "3,5",
                "ألف",
                "مليون",
                "آلاف",
                "خمسة",
                "عشر",
                "ونصف",
                "%",
                "دولار",
                "شخصا",
                "الأول",
                "ثاني",
                "هدفين",
                "-",
                "/",
                "و",
                "،",
                "في",
                "المئة",
                "المركز",
                "رقم",
            ]
        ),
        max_size=14,
    )
)
def test_any_words_give_marks_in_order(words: list[str]) -> None:
    """Whatever words meet, the marks are in order, never overlap, and each has a reason and at most one kind of value."""
    text = " ".join(words)
    marks = quantities(text)
    assert all(first.span.end <= second.span.start for first, second in pairwise(marks))
    assert all(mark.reason.rule and mark.span.of(text) and (mark.score is None or mark.low is None) for mark in marks)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("حصل على 3 مغرب أمس", None),
        ("وضم الفريق 4 تونس", None),
        ("بحجم 5 بأبعاد صغيرة", None),
        ("أوقف 5 لعدم حيازتهم", None),
        ("ضم 57 ألفا يواجهون", None),
        ("حضرت 24 سعودية", "سعودية"),
        ("ضم 24 متدربة", "متدربة"),
        ("رسم أربعة وشوم", "وشم"),
    ],
)
def test_only_nouns_are_units(text: str, unit: str | None) -> None:
    """A country, an hour of the day, a verb, a particle with its noun are counted by no number; a people's women are."""
    assert [mark.unit for mark in quantities(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [("في 5 أو 6 آلاف ريال", 5000, 6000, "riyal"), ("بنسبة 300 أو 400%", 300, 400, "percent"), ("ثلاث أو أربع مرات", 3, 4, "مرة")],
)
def test_or_between_two_numbers_is_a_range(text: str, low: int, high: int, unit: str) -> None:
    """«5 or 6 thousand» is one quantity, whose lower end has the multiplier of the upper."""
    (mark,) = quantities(text)
    assert (mark.low, mark.high, mark.unit) == (low, high, unit)


def test_each_of_the_minutes_is_a_rank() -> None:
    """«In the minutes 21 and 49» ranks both."""
    assert [(mark.kind, mark.low, mark.unit) for mark in quantities("سجل في الدقيقتين 21 و49 هدفين")][:2] == [
        ("ordinal", 21, "دقيقة"),
        ("ordinal", 49, "دقيقة"),
    ]


def test_dozens_count_what_follows() -> None:
    """«The death of dozens» counts no deaths, «thousands of the dollars» are dollars."""
    assert quantities("أسفر عن مقتل العشرات")[0].unit is None
    assert quantities("دفع آلاف الدولارات")[0].currency == "USD"


def test_one_counts_the_noun_before_it() -> None:
    """«One accused with …» counts the accused; a plural participle is no dual; «his 40th» ranks."""
    assert quantities("حكم على متهم واحد بالسجن")[0].unit == "متهم"
    assert quantities("كانوا معرضين لخطر كبير") == ()
    assert [(mark.kind, mark.unit) for mark in quantities("المهرجان بدورته الـ71")] == [("ordinal", "دورة")]


def test_the_sixth_decade_of_life_is_an_age() -> None:
    """«In the sixth decade of her life» is fifty to fifty-nine years."""
    (mark,) = quantities("امرأة في العقد السادس من عمرها")
    assert (mark.kind, mark.low, mark.high) == ("age", 50, 59)


def test_kilo_is_of_road_beside_words_of_distance() -> None:
    """«Kilo», cut short, is a kilometre beside a distance and a kilogram elsewhere."""
    assert quantities("مسافة تزيد على 500 كيلو من المدينة")[0].unit == "kilometre"
    assert quantities("اشترى 5 كيلو من اللحم")[0].unit == "kilogram"


def test_a_noun_joined_by_and_may_stand_before_one() -> None:
    """«And one picture» counts a picture; «four and encouragement» counts nothing."""
    assert quantities("وصورة واحدة")[0].unit == "صورة"
    assert quantities("أوقف 4 وتشجيع الفريق")[0].unit is None
