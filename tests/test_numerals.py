from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic.numerals import read_digits, read_number

WRITTEN = {
    "7": "7",
    "٣٫٥": "3.5",
    "۳٬۵۰۰": "3500",
    "٣,٥": "3.5",
    "3،7 مليون": "3700000",
    "1.000.000": "1000000",
    "49,300": "49300",
    "1,234.56": "1234.56",
    "1.234,56": "1234.56",
    "0.125": "0.125",
    "1.102 مليار": "1102000000",
    "62 ألفاً": "62000",
    "10 آلاف": "10000",
    "7 آلاف و367": "7367",
    "مليون و200 ألف": "1200000",
    "مليون ومئتي ألف": "1200000",
    "مائة وخمسة وعشرون ألفا": "125000",
    "ثلاثة ملايين ونصف": "3500000",
    "ثلاثة ملايين ونصف المليون": "3500000",
    "نصف مليون": "500000",
    "ثلاث مئة وخمس عشرة": "315",
    "خمسمئة وستون": "560",
    "أحد عشر": "11",
    "إحدى وعشرين": "21",
    "ألفان": "2000",
    "ألفي": "2000",
    "مليونا": "1000000",
    "الثلاثة": "3",
    "خمسين ألفاً": "50000",
    "مئة ألف": "100000",
    "صفر": "0",
}


@pytest.mark.parametrize(("text", "value"), WRITTEN.items())
def test_numbers_in_every_dress(text: str, value: str) -> None:
    """Digits of three sets, words, duals and mixtures give one exact decimal, and the span holds all of it."""
    found = read_number(text)
    assert found is not None
    assert found.value == Decimal(value)
    assert found.span.of(text) == text


@pytest.mark.parametrize("text", ["بضع مئات", "عشرات الآلاف", "آلاف", "مئات الملايين"])
def test_vague_numbers_have_no_value(text: str) -> None:
    """An order of size is a number without a value."""
    found = read_number(text)
    assert found is not None
    assert found.value is None


@pytest.mark.parametrize("text", ["192.168.1.1", "لست", "1,2,3", "قال", "", "٫٥٫"])
def test_what_is_no_number(text: str) -> None:
    """Addresses, lists and words that merely look like numbers give nothing or only the plain digits in them."""
    found = read_number(text)
    assert found is None or found.value == 5


@given(st.integers(0, 10**15))
def test_digits_of_all_sets_agree(number: int) -> None:
    """A number has one value in all three digit sets, grouped or not."""
    for zero in ("0", "٠", "۰"):
        for form in (str(number), f"{number:,}"):
            text = "".join(chr(ord(zero) + int(char)) if char.isdigit() else char for char in form)
            found = read_number(text)
            assert found is not None
            assert found.value == number


@given(st.decimals(min_value=0, max_value=10**6, places=4))
def test_decimals_stay_exact(number: Decimal) -> None:
    """No digit behind the point is lost or rounded."""
    assert read_digits(str(number)) == number


@given(st.text(alphabet="0123456789.,٫٬ألفمئةوعشرين ", max_size=60))
def test_any_text_gives_a_number_or_nothing(text: str) -> None:
    """The reader never fails, and its span lies in the text."""
    found = read_number(text)
    assert found is None or 0 <= found.span.start < found.span.end <= len(text)
