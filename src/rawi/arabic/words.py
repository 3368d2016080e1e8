"""Words and where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import DIGITS, INVISIBLE, LETTERS, MARKS, TATWEEL
from rawi.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD: Final = re.compile(f"(?:[{LETTERS}{TATWEEL}{MARKS}{INVISIBLE}]+|[^\\W_{LETTERS}]+)+", re.UNICODE)
"""A run of letters (with their marks, tatweel and invisible characters) and digits, of any script."""

ARABIC_LETTER: Final = re.compile(f"[{LETTERS}]")
MARKS_HERE: Final = re.compile(f"[{MARKS}{TATWEEL}]+")
NUMBER: Final = re.compile(f"[{DIGITS}]+(?:[.,\u066b\u066c][{DIGITS}]+)*")


def words(text: str, within: Span | None = None) -> Iterator[Span]:
    """The spans of the words of ``text`` (of ``within``, if given), in order."""
    first, last = (within.start, within.end) if within else (0, len(text))
    for match in WORD.finditer(text, first, last):
        yield Span(match.start(), match.end())


def with_marks(text: str, span: Span) -> Span:
    """``span`` with the marks and the tatweel that hang on its last letter, which a fold takes away."""
    match = MARKS_HERE.match(text, span.end)
    return Span(span.start, match.end()) if match else span


def has_arabic(text: str) -> bool:
    """Whether ``text`` holds a letter of the Arabic script."""
    return ARABIC_LETTER.search(text) is not None


def collapse(text: str) -> str:
    """``text`` with each run of white space as one space, none at the ends."""
    return " ".join(text.split())
