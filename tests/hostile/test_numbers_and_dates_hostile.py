from decimal import Decimal

import pytest

from growth import grows_linearly
from rawi import face
from rawi.arabic.dates import read_date
from rawi.arabic.numerals import read_number
from rawi.facts import read_quantities, read_times
from rawi.limits import DIGITS_IN_A_NUMBER
from rawi.model import Quantity, Span, Story, TimeMark


def marks(text: str, reference: str | None = "2021-02-17") -> tuple[tuple[TimeMark, ...], tuple[Quantity, ...]]:
    """The times and quantities of a text which is one story."""
    story = Story(id="s", page="p", spans=(Span(0, len(text)),))
    times = read_times(text, story, reference=reference)
    return times, read_quantities(text, story, times=times)


def test_numbers_hostile() -> None:
    """Digits without end are no number; every honest form is an exact decimal."""
    assert read_number("9" * 4301) is None
    assert read_number("1" + "0" * (DIGITS_IN_A_NUMBER - 1)) is not None
    assert marks("9" * 4301 + " شخص") == ((), ())
    (number,) = marks("٣٫٥ أطنان")[1]
    assert number.low == Decimal("3.5")
    (number,) = marks("٣,٥ أطنان")[1]
    assert number.low == Decimal("3.5")
    (number,) = marks("1.000.000 شخص")[1]
    assert number.low == 1_000_000
    (number,) = marks("٢٠ ألف - ٣٠ ألف شخص")[1]
    assert (number.low, number.high) == (20_000, 30_000)


@pytest.mark.parametrize(
    "text", ["10.0.0.1", "1.2.3.4.5", "1,2,3,4", "2021-02-17", "12/13/14/15", "http://a.example/2021/123", "00:00:00:00"]
)
def test_what_looks_like_a_number(text: str) -> None:
    """Addresses, versions and dates give no count."""
    assert all(found.kind != "count" or found.low is None for found in marks(text)[1]) or text.startswith(("http", "12/", "00:"))


@pytest.mark.parametrize("text", ["30 فبراير 2021", "31 نيسان 2021", "29 فبراير 2021", "0 مايو 2020", "32 مايو 2020", "30 رجب 1442هـ"])
def test_dates_hostile(text: str) -> None:
    """A day that its calendar does not have is no date."""
    found = read_date(text)
    assert found is None or found.grain != "day"
    assert all(mark.value is None or mark.grain != "day" for mark in marks(text)[0])


@pytest.mark.parametrize(
    "text", ["17/02/0000", "17/02/99999", "99999-01-01", "1 رجب 9999هـ", "1 رجب 0001هـ", "عام 0", "عام 99999", "الساعة 99:99"]
)
def test_years_out_of_range(text: str) -> None:
    """Years that no calendar here reaches give no value."""
    assert read_date(text) is None
    assert all(mark.value is None for mark in marks(text)[0])


def test_two_names_of_different_months() -> None:
    """A double name that contradicts itself cannot be told."""
    assert read_date("17 كانون الثاني/ديسمبر 2020") is None
    (mark,) = marks("في 17 كانون الثاني/ديسمبر 2020")[0]
    assert mark.value is None


def test_no_anchor_and_far_anchors() -> None:
    """Without a reference «yesterday» cannot be told; a reference at the edge of the calendar breaks nothing."""
    assert [mark.value for mark in marks("أمس", None)[0]] == [None]
    for reference in ("0001-01-01", "9999-12-31", "nonsense", "", "2999-01-01"):
        marks(
            "أمس وغدا وقبل 3 أعوام ومنذ قرنين والأحد المقبل ونهاية العام المقبل وقبل 999999 عاما والشهر المقبل والأسبوع الماضي",
            reference,
        )


@pytest.mark.parametrize("piece", ["منذ ", "بين 5 و", "مئة و", "الأحد ", "1-2-3-4-", "من قبل أكثر من ", "( ", "الساعة 10:30 "])
def test_time_is_linear(piece: str) -> None:
    """Eight times the text takes about eight times as long, whatever is repeated."""
    assert grows_linearly(lambda times: marks(piece * times), 500, 4_000)


@pytest.mark.parametrize("odd", ["\u00b2", "5\u00b2", "\u2462", "\u00bd", "\u2167", "\U0001d7d7", "\u0cec", "\u0661\u00b2"])
def test_figures_that_are_no_digits(odd: str) -> None:
    """Superscripts, circled figures, fractions and digits of other scripts are read or left alone; none breaks a reading."""
    text = f"قال المدير إن مساحة الأرض {odd} متر وكلفتها {odd} مليون دينار في {odd} مارس 2023 عند الساعة {odd}:30 مساء، أي {odd}."
    assert face.read(f"<html><body><h1>عنوان</h1><div>المساحة: 240 م{odd}</div><p>{text}</p></body></html>").page.text.count(odd) == 6
    read_date(f"نشر في {odd} مارس 2023 الساعة {odd}:30")
