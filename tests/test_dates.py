from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic.dates import read_date

REFERENCE = datetime(2021, 2, 18, 15, 30)  # noqa: DTZ001 (a page's own clock has no zone)

PRINTED = {
    # Egypt and the Gulf, the Levant, Tunisia and Algeria, Morocco
    "17 فبراير 2021": "2021-02-17",
    "24 آب 2020": "2020-08-24",
    "3 أيار 2019": "2019-05-03",
    "8 فيفري 2019": "2019-02-08",
    "17 جويلية 2018": "2018-07-17",
    "5 أوت 2019": "2019-08-05",
    "2 ماي 2020": "2020-05-02",
    "15 غشت 2020": "2020-08-15",
    "1 دجنبر 2020": "2020-12-01",
    "9 شتنبر 2019": "2019-09-09",
    "12 إبريل 2019": "2019-04-12",
    "12 ابريل 2019": "2019-04-12",
    # double names in either order, with and without spaces
    "17 شباط/فبراير 2021": "2021-02-17",
    "11 مارس/ آذار 2021": "2021-03-11",
    "24 نيسان / أبريل 2020": "2020-04-24",
    "04 آب/اغسطس 2013": "2013-08-04",
    "15 تشرين الثاني/ نوفمبر 2020": "2020-11-15",
    "09 تشرين2/نوفمبر 2015": "2015-11-09",
    "3 كانون1 2015": "2015-12-03",
    # the weekday tells the order of day and month
    "سبت, 02/10/2018": "2018-02-10",
    "الثلاثاء 02/10/2018": "2018-10-02",
    "الجمعة 02/10/2018": "2018-10-02",
    "17 فبراير (شباط) 2021": "2021-02-17",
    # months of two words
    "كانون ثاني 2021": "2021-01",
    "3 كانون الأول 2020": "2020-12-03",
    "تشرين أول 2020": "2020-10",
    # numbers
    "17/02/2021": "2021-02-17",
    "05/03/2021": "2021-03-05",
    "02/17/2021": "2021-02-17",
    "٢٠٢١/٠٢/١٧": "2021-02-17",
    "17-2-2021": "2021-02-17",
    "17.02.2021": "2021-02-17",
    "2021-02-17T10:20:00+03:00": "2021-02-17T10:20:00+03:00",
    "2021-02-17 10:20": "2021-02-17T10:20",
    # words and eras
    "الأول من يوليو 2020": "2020-07-01",
    "الحادي والعشرين من شهر مايو عام 2018": "2018-05-21",
    "17 فبراير 2020م": "2020-02-17",
    "عام 2019": "2019",
    "أكتوبر/تشرين الأول عام 2019": "2019-10",
    # Hijri
    "1442/09/15": "2021-04-27",
    "1436/10/5هـ": "2015-07-21",
    "21 شوال 1436هـ": "2015-08-06",
    "١٢ ربيع الأول ١٤٤٢ هـ": "2020-10-29",
    "7 ذو الحجة 1440": "2019-08-08",
    "5 رجب 1442 هـ - 17 فبراير 2021": "2021-02-17",
    # clocks
    "الأربعاء 17 فبراير 2021 - 09:22 مساءً": "2021-02-17T21:22",
    "نشر في: 17/02/2021 12:09 م": "2021-02-17T12:09",
    "17/02/2021 12:09 ص": "2021-02-17T00:09",
    "15 نيسان 2020، الساعة 14:30 بتوقيت غرينتش": "2020-04-15T14:30+00:00",
    "الخميس, 18 فبراير/شباط 2021, 14:05 GMT": "2021-02-18T14:05+00:00",
    "آخر تحديث: 18:05 2021/2/17": "2021-02-17T18:05",
    "17 Feb 2021": "2021-02-17",
    "February 17, 2021": "2021-02-17",
}

RELATIVE = {
    "منذ 3 ساعات": "2021-02-18T12:30",
    "منذ ساعتين": "2021-02-18T13:30",
    "قبل 5 دقائق": "2021-02-18T15:25",
    "قبل يومين": "2021-02-16",
    "قبل أسبوع": "2021-02-11",
    "قبل شهر": "2021-01",
    "أمس": "2021-02-17",
    "أول أمس": "2021-02-16",
    "أمس الأول": "2021-02-16",
    "اليوم 10:30 ص": "2021-02-18T10:30",
    "24 نيسان": "2020-04-24",
}


@pytest.mark.parametrize(("text", "value"), PRINTED.items())
def test_printed_dates(text: str, value: str) -> None:
    """A printed date is read to the precision printed, with a zone only where one is printed, and with no need of a reference."""
    found = read_date(text)
    assert found is not None
    assert found.value == value
    assert not found.relative


@pytest.mark.parametrize(("text", "value"), RELATIVE.items())
def test_relative_dates_need_a_reference(text: str, value: str) -> None:
    """«three hours ago» is counted from the reference, and cannot be told without one."""
    found = read_date(text, reference=REFERENCE)
    assert found is not None
    assert found.value == value
    assert read_date(text) is None


def test_an_aware_reference_keeps_its_offset() -> None:
    """A moment counted from one with an offset has that offset; hours before a mere day cannot be told."""
    found = read_date("منذ 3 ساعات", reference=REFERENCE.replace(tzinfo=UTC))
    assert found is not None
    assert found.value == "2021-02-18T12:30+00:00"
    assert read_date("منذ 3 ساعات", reference=date(2021, 2, 18)) is None


@pytest.mark.parametrize(
    "text",
    ["2019", "قرار 2254", "كان 11", "3-1", "192.168.1.1", "30 فبراير 2021", "31/02/2020", "0000-01-01", "99999/01/01", "قال مارس", ""],
)
def test_nothing_is_invented(text: str) -> None:
    """Numbers that are no dates and days that no calendar has give nothing, least of all a first of January."""
    assert read_date(text, reference=REFERENCE) is None


def test_the_hijri_date_is_kept() -> None:
    """A converted date keeps the date as printed."""
    found = read_date("21 شوال 1436هـ")
    assert found is not None
    assert (found.calendar, found.hijri) == ("hijri", "1436-10-21")


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    """Every day is read back from its digits in the order of the Arabic press and in ISO order."""
    for text in (f"{day.day}/{day.month}/{day.year}", day.isoformat(), f"{day.year}/{day.month:02}/{day.day:02}"):
        found = read_date(text)
        assert found is not None
        assert found.value == day.isoformat()


@given(st.text(alphabet="0123456789/-:. منذقبليومشهرساعةفبرايرهـمصالأمسT+Z", max_size=80))
def test_any_string_gives_a_date_or_nothing(text: str) -> None:
    """The reader never fails, and its span lies in the string."""
    found = read_date(text, reference=REFERENCE)
    assert found is None or 0 <= found.span.start < found.span.end <= len(text)
