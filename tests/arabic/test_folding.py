"""One fold table, in which every code point of the Arabic blocks has a stated fate."""

from __future__ import annotations

import unicodedata

import pytest

from growth import seconds
from rawi.arabic import Fold, fold, folded
from rawi.arabic.folding import BLOCKS, fates
from rawi.data import table

ARABIC = [char for first, last in BLOCKS for char in map(chr, range(first, last + 1)) if unicodedata.category(char) != "Cn"]


@pytest.mark.parametrize("how", list(Fold))
def test_every_code_point_has_a_fate(how: Fold) -> None:
    """Marks and format characters go, digits become European, forms become letters; the rest stays or is named in the table."""
    named = {row["from"] for row in table("folds")}
    for char in ARABIC:
        fate = folded(char, how)
        if char in named:
            continue
        category = unicodedata.category(char)
        if category in {"Mn", "Cf"}:
            assert fate == "", hex(ord(char))
        elif category == "Nd":
            assert fate == str(unicodedata.digit(char)), hex(ord(char))
        elif unicodedata.normalize("NFKC", char) == char:
            assert fate == char, hex(ord(char))


@pytest.mark.parametrize("how", list(Fold))
def test_no_presentation_form_survives(how: Fold) -> None:
    """What a fold gives holds no code point that the fold would change."""
    changed = fates(how)
    for char in ARABIC:
        assert not any(ord(part) in changed for part in folded(char, how)), hex(ord(char))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إرهاب", "ارهاب"),
        ("أمريكية", "امريكيه"),
        ("على", "علي"),
        ("مُحَمَّد", "محمد"),
        ("محمـــد", "محمد"),
        ("ﺍﻹﺭﻫﺎﺏ", "الإرهاب"),
        ("اﻷحمر", "الأحمر"),
        ("کتاب", "كتاب"),
        ("ہلال", "هلال"),
        ("٢٠٢١", "2021"),
        ("۲۰۲۱", "2021"),
        ("٣٫٥", "3.5"),
        ("قا\u200bل", "قال"),
        ("\u200fقال\u200e", "قال"),
        ("چيتشن", "جيتشن"),
    ],
)
def test_spellings_that_a_reader_takes_for_the_same_are_the_same(one: str, other: str) -> None:
    """Hamza seats, final letters, vowels, tatweel, presentation forms, other keyboards and digit sets fold together for search."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("أعتقد", "اعتقد"), ("على", "علي"), ("كتبة", "كتبه")])
def test_the_plain_fold_keeps_what_changes_a_word(one: str, other: str) -> None:
    """The plain fold keeps hamza seats, alef maqsura and ta marbuta: «I believe» is not «he believed»."""
    assert folded(one, Fold.PLAIN) != folded(other, Fold.PLAIN)


def test_marks_without_end_are_linear() -> None:
    """A million vowel marks heaped on one letter fold at once, and the letter maps back to the whole heap's beginning."""
    text = "ب" + "\u064e\u0651" * 500_000 + " قال"
    layer = fold(text)
    assert layer.text == "ب قال"
    assert min(seconds(lambda: fold(text)) for _ in range(2)) < 2  # unicodedata.normalize needs minutes here
