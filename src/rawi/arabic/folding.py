"""One fold for text and for query: every code point of the Arabic blocks has a stated fate.

``Fold.PLAIN`` takes away what changes no word: vowel marks, tatweel, invisible characters, presentation forms, the shapes of other
keyboards, the digit set. ``Fold.SEARCH`` also folds what writers interchange: hamza seats, final ya and alef maqsura, ta marbuta and ha,
letters with extra dots. Reporting verbs are looked up in PLAIN, since «I believe» and «he believed» differ in a hamza alone; words are
searched in SEARCH.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache
from typing import Final

from rawi.arabic.layers import Edit, Layer
from rawi.arabic.letters import INVISIBLE
from rawi.data import table

BLOCKS: Final = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x089F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
"""The Arabic blocks of the basic plane: Arabic, its Supplement, Extended-B and -A, Presentation Forms A and B."""


class Fold(Enum):
    """How far a fold goes."""

    PLAIN = "plain"
    SEARCH = "search"


@cache
def fates(fold: Fold) -> dict[int, str]:
    """What becomes of each code point which does not stay: its replacement, empty for those that go.

    Every code point of ``BLOCKS`` that is absent here stays as it is, and ``data/folds.tsv`` gives the reason for every letter named there.
    """
    named = {row["from"]: row["to"] for row in table("folds") if row["fold"] == Fold.PLAIN.value or fold is Fold.SEARCH}
    return {ord(char): new for char in _folded_chars() if (new := _fate(char, named)) != char}


def _folded_chars() -> list[str]:
    chars = [chr(code) for first, last in BLOCKS for code in range(first, last + 1)]
    invisible = re.compile(f"[{INVISIBLE}]")
    chars += [chr(code) for code in range(0x3000) if invisible.match(chr(code))] + ["\ufeff"]
    chars += [chr(code) for code in range(0xFF01, 0xFF5F)]  # fullwidth ASCII
    return chars


def _fate(char: str, named: dict[str, str]) -> str:
    if char in named:
        return named[char]
    if unicodedata.category(char) in {"Mn", "Cf"} or re.match(f"[{INVISIBLE}]", char):
        return ""
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    form = unicodedata.normalize("NFKC", char)
    if form == char:
        return char
    return "".join(_fate(part, named) if part != char else part for part in form if part != " ")


@cache
def _steps(fold: Fold) -> tuple[dict[int, str], re.Pattern[str]]:
    """The translation, and a pattern of the places where the length changes: a run that goes, or one character that becomes several."""
    fate = fates(fold)
    gone = "".join(re.escape(chr(code)) for code, new in fate.items() if not new)
    expanded = "".join(re.escape(chr(code)) for code, new in fate.items() if len(new) > 1)
    return fate, re.compile(f"[{gone}]+|[{expanded}]")


def folded(text: str, fold: Fold = Fold.SEARCH) -> str:
    """``text`` folded, without the way back. Linear in its length."""
    return text.translate(fates(fold))


def fold(text: str, how: Fold = Fold.SEARCH) -> Layer:
    """``text`` folded, as a layer which maps back to it. Linear in its length, whatever marks are heaped on a letter."""
    fate, uneven = _steps(how)
    layer = Layer(text, (Edit(m.start(), m.end(), fate[ord(m.group()[0])]) for m in uneven.finditer(text)))
    layer.text = layer.text.translate(fate)
    return layer
