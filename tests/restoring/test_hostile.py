from __future__ import annotations

import time

import pytest

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
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: str) -> None:
    """A megabyte of one masked letter, or of anything else a mask is made of, takes about a second and no more than linear time."""
    restore(unit * 10)
    spent = []
    for size in (100_000, 400_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        restore(text)
        spent.append(time.process_time() - start)
    assert spent[1] < 8 * max(spent[0], 0.02)
    assert spent[1] < 3


def test_a_megabyte_of_one_masked_letter() -> None:
    """One masked letter repeated for a megabyte is done within a second or so."""
    text = "حـ.ـ" * 150_000
    start = time.process_time()
    restore(text)
    assert time.process_time() - start < 2
