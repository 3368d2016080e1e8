"""Short ways to what ``weighing`` finds at length: the commonest chunks, decided by one regular expression and one look-up.

A shortcut answers only where it is sure to answer as the long way does (a test compares them); for all else it gives None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic import Edit
from rawi.arabic.letters import ALPHABET, TATWEEL
from rawi.restoring.findings import SURE, Finding

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

_STOPS: Final = ".\u060c,\u061b\u2026\u2022"
_AROUND: Final = "[.,:;!?\"'\u060c\u061b\u061f\u00ab\u00bb\u201c\u201d]*"
_BROKEN: Final = re.compile(f"{_AROUND}([{ALPHABET}][{ALPHABET}{TATWEEL}{_STOPS}]*[{ALPHABET}]){_AROUND}")
_GAP: Final = re.compile(f"[{TATWEEL}{_STOPS}]+")
_TWO_WORDS: Final = re.compile(f"{_AROUND}([{ALPHABET}]{{2,}})[:\u060c,\u061b\u2026-]+([{ALPHABET}]{{2,}}){_AROUND}")
_FREQUENT: Final = -4.5
"""A word so common is never one with a letter lost: the word with the letter would have to be commoner than any."""


def shortcut(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """What the long way finds in ``chunk``, or None where only the long way can tell."""
    broken = _BROKEN.fullmatch(chunk)
    if broken is None:
        return None
    start, end = broken.span(1)
    word = _GAP.sub("", broken.group(1))
    signs = 0
    edits: list[Edit] = []
    for gap in _GAP.finditer(chunk, start, end):
        text = gap.group()
        if TATWEEL not in text:
            return _two_words(chunk, lexicon) if not edits else None
        stops = text.strip(TATWEEL)
        if stops:
            signs += 1
            if TATWEEL in stops or len(text) > 8:
                return None
        edits.append(Edit(gap.start(), gap.end(), ""))
    share = lexicon.shares.get(word)
    if not signs:
        return ()
    if len(set(word)) == 1 or len(word) > 20 or (signs == 1 and (share is None or share < _FREQUENT)):
        return None
    return (Finding(start, end, tuple(edits), "tatweel-mark", SURE, "form", (), share),)


def _two_words(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """Two words with a sign between them which nobody sets in a letter's place, and which make no word together."""
    words = _TWO_WORDS.fullmatch(chunk)
    return () if words and lexicon.known(words.group(1) + words.group(2)) is None else None
