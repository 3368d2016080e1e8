"""Short ways to what ``weighing`` finds at length: the commonest chunks, decided by one regular expression and a look-up or two.

A shortcut answers only where it is sure to answer as the long way does (a test compares them); for all else it gives None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic import Edit
from rawi.arabic.letters import ALPHABET, DIGITS, TATWEEL
from rawi.restoring.findings import SURE, Finding
from rawi.restoring.sacred import joints

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

_STOPS: Final = ".\u060c,\u061b\u2026\u2022"
_SIGNS: Final = ".,:;!?\"'\u060c\u061b\u061f\u00ab\u00bb\u201c\u201d\u2026\u2022"
_AROUND: Final = f"[{_SIGNS}]*"
_QUOTES: Final = '"\u201c\u201d\u00ab\u00bb'
_BROKEN: Final = re.compile(f"{_AROUND}([{ALPHABET}][{ALPHABET}{TATWEEL}{_STOPS} ]*[{ALPHABET}])[{_SIGNS}{TATWEEL}]*")
_GAP: Final = re.compile(f"[{TATWEEL}{_STOPS} ]+")
_TWO_WORDS: Final = re.compile(f"{_AROUND}([{ALPHABET}]{{2,}})([.:\u060c,\u061b\u2026-]{{1,8}})([{ALPHABET}]{{2,}}){_AROUND}")
_NUMBERED: Final = re.compile(f"{_AROUND}(?:[{ALPHABET}]+{TATWEEL}*)?[{DIGITS}]{{2,}}(?:[{ALPHABET}]+)?{_AROUND}")
_QUOTED: Final = re.compile(f"{_AROUND}([{ALPHABET}]{{1,4}}){TATWEEL}?[{_QUOTES}]([{ALPHABET}]{{4,}}){_AROUND}")
FULL_STOP: Final = 2.5
"""A full stop is so much seldomer set in a letter's place than between letters (decimal logarithm)."""
LONGEST: Final = 24
"""The most letters of a word that is looked up."""


def shortcut(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """What the long way finds in ``chunk``, or None where only the long way can tell."""
    broken = _BROKEN.fullmatch(chunk)
    if broken is not None:
        return _joined(chunk, *broken.span(1), lexicon) if TATWEEL in chunk else _two_words(chunk, lexicon)
    if _NUMBERED.fullmatch(chunk) or ((quoted := _QUOTED.fullmatch(chunk)) and quoted.group(1) in joints("prefix")):
        return ()
    return _two_words(chunk, lexicon)


def _joined(chunk: str, start: int, end: int, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """A word in which every gap has a tatweel."""
    edits: list[Edit] = []
    devices = set()
    stops: list[re.Match[str]] = []
    for gap in _GAP.finditer(chunk, start, end):
        text = gap.group()
        edits.append(Edit(gap.start(), gap.end(), ""))
        if signs := text.strip(TATWEEL):
            spaced = " " in signs
            if TATWEEL not in text or TATWEEL in signs or (spaced and not text[0] == text[-1] == TATWEEL):
                return None
            devices.add("tatweel-space" if spaced else "tatweel-mark")
            stops.append(gap)
    if not devices:
        return ()
    word = _GAP.sub("", chunk[start:end])
    share = lexicon.known(word)
    if len(set(word)) == 1:  # perhaps a table of the shapes of one letter
        return () if len(word) == len(edits) + 1 else None
    only = stops[0] if len(stops) == 1 and len(word) <= LONGEST and stops[0].group().strip(TATWEEL) == "." else None
    if only and _lacks_a_letter(start, end, only, lexicon.share(word) if share is None else share, lexicon):
        return None
    return (Finding(start, end, tuple(edits), word, "+".join(sorted(devices)), SURE, "form", (), share),)


def _lacks_a_letter(start: int, end: int, gap: re.Match[str], share: float, lexicon: Lexicon) -> bool:
    """Whether some word with one letter more, in the place of the one full stop, is likelier than the word without."""
    before, after = _GAP.sub("", gap.string[start : gap.start()]), _GAP.sub("", gap.string[gap.end() : end])
    if share >= lexicon.commonest[len(before) + len(after) + 1] - FULL_STOP:
        return False
    return any(other - FULL_STOP > share for other, _ in lexicon.filling(before, after))


def _two_words(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """Two words with a sign between them, which make no word together nor with a letter in the sign's place."""
    words = _TWO_WORDS.fullmatch(chunk)
    if words is None or lexicon.known(words.group(1) + words.group(3)) is not None:
        return None
    if words.group(2) != ".":
        return ()
    first, second = words.group(1), words.group(3)
    if lexicon.commonest[min(len(first) + len(second) + 1, 39)] - FULL_STOP <= lexicon.share(first) + lexicon.share(second):
        return ()
    return None if lexicon.filling(first, second) else ()
