from __future__ import annotations

import pytest

from growth import grows_linearly, seconds
from rawi.restoring import restore

UNITS = [
    "حـ.ـ",
    "ح.",
    "ـ.",
    "ـ ",
    "ح ",
    "حـ ـ",
    "7ح",
    "حa",
    "ٮ",
    "ی",
    "ﻻ",
    "ح\u200c",
    "ح̶",
    "حـ*ـ",
    "«ـ",
    "غزة.",
    "💔ح",
    "ـ",
    ".",
    "ا\u064e",
    "لـ«",
    "و#",
    "مش.هد ",
    "ه ە ",
    "ااا",
    "اااـ",
    "عااااجل ",
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: str) -> None:
    """A long text of one masked letter, or of anything else a mask is made of, takes no more than linear time."""
    assert grows_linearly(lambda times: restore(unit * times), 50_000 // len(unit), 400_000 // len(unit))


def test_a_megabyte_of_one_masked_letter() -> None:
    """One masked letter repeated for a megabyte is done within a second or so."""
    text = "حـ.ـ" * 150_000
    assert min(seconds(lambda: restore(text)) for _ in range(2)) < 3
