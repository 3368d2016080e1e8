"""Sentences of Arabic news text, whose stops are glued, doubled, forgotten, or hidden inside words.

A full stop ends a sentence before white space or the end of a line, and also between two words that a writer forgot to separate. It
ends none inside a number, a masked word (a dot beside tatweel), an abbreviation spelled letter by letter, or after a single letter
that stands for a title. A line always ends a sentence; no-break spaces are spaces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import FULL_STOP, LETTERS, QUESTION_MARK, TATWEEL
from rawi.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP: Final = re.compile(f'[.!\u2026{QUESTION_MARK}{FULL_STOP}]{{1,10}}["\u00bb\u201d\u203a)\\]]{{0,3}}|[\n\r\u2028\u2029]')
_LAST_WORD: Final = re.compile(f"[{LETTERS}{TATWEEL}\\w]{{1,12}}$")
_NEXT_WORD: Final = re.compile(f"[{LETTERS}{TATWEEL}\\w]{{1,12}}")
CLOSING: Final = frozenset('"\u00bb\u201d\u060c,)')
SHORT: Final = 3
"""Letters up to which a piece between two dots is taken for a spelled-out letter (in transcribed abbreviations such as N.B.C.)."""


def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of ``text[within]``, without the white space between them; stops belong to the sentence that they end."""
    return tuple(_sentences(text, within))


def _sentences(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for match in _STOP.finditer(text, within.start, within.end):
        if match.start() < start:
            continue
        newline = match.group()[0] in "\n\r\u2028\u2029"
        if newline or _ends(text, match.start(), match.end(), within):
            if piece := _trimmed(text, start, match.start() if newline else match.end()):
                yield piece
            start = match.end()
    if piece := _trimmed(text, start, within.end):
        yield piece


def _ends(text: str, start: int, end: int, within: Span) -> bool:
    """Whether the stop at ``text[start:end]`` ends a sentence."""
    before = text[start - 1] if start > within.start else " "
    after = text[end] if end < within.end else "\n"
    stop = text[start:end]
    if stop[0] != ".":
        return after.isspace() or (stop[0] in {QUESTION_MARK, "!", FULL_STOP} and after not in CLOSING)
    if TATWEEL in {before, after} and not before.isspace():
        return False  # a mask inside a word
    word = _LAST_WORD.search(text, max(within.start, start - 12), start)
    length = len(word.group()) if word else 0
    if after.isspace():
        return len(stop) > 1 or length != 1 or after in "\n\r" or (word is not None and word.group().isdecimal())
    following = _NEXT_WORD.match(text, end, within.end)
    if before.isdecimal() and after.isdecimal():
        return False
    if not following or len(stop) > 1:
        return len(stop) > 1 and following is not None and length > SHORT
    return length > SHORT and len(following.group()) > SHORT and not after.isascii()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
