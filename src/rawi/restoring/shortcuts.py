"""Short ways to what ``weighing`` finds at length: the commonest chunks, decided by one regular expression and a look-up or two.

A shortcut answers only where it is sure to answer as the long way does (a test compares them); for all else it gives None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic import Edit
from rawi.arabic.letters import AL, ALPHABET, DIGITS, INVISIBLE, TATWEEL
from rawi.restoring.findings import SURE, Finding
from rawi.restoring.sacred import joints, web_names
from rawi.restoring.signs import ZERO_WIDTH_NON_JOINER

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

_STOPS: Final = ".\u060c,\u061b\u2026\u2022\u00b7*#@$_!?\u061f+^~|`\u00b0\u00d7\u00a6\u2014\\\\"
"""Signs which may stand beside a tatweel inside a masked word, and which belong nowhere else beside one."""
_SIGNS: Final = ".,:;!?\"'\u060c\u061b\u061f\u00ab\u00bb\u201c\u201d\u2026\u2022"
_AROUND: Final = f"[{_SIGNS}]*"
_QUOTES: Final = '"\u201c\u201d\u00ab\u00bb'
_BROKEN: Final = re.compile(f"{_AROUND}([{ALPHABET}][{ALPHABET}{TATWEEL}{_STOPS} ]*[{ALPHABET}])[{_SIGNS}{TATWEEL}]*")
_GAP: Final = re.compile(f"[{TATWEEL}{_STOPS} ]+")
_UNSEEN: Final = re.compile(f"{_AROUND}([{ALPHABET}][{ALPHABET}{INVISIBLE}]*[{ALPHABET}]){_AROUND}")
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]+")
_TWO_WORDS: Final = re.compile(f"{_AROUND}([{ALPHABET}]{{2,}})([.:\u060c,\u061b\u2026-]{{1,8}})([{ALPHABET}]{{2,}}){_AROUND}")
_NUMBERED: Final = re.compile(f"{_AROUND}(?:[{ALPHABET}]+{TATWEEL}*)?[{DIGITS}]{{2,}}(?:[{ALPHABET}]+)?{_AROUND}")
_QUOTED: Final = re.compile(f"{_AROUND}([{ALPHABET}]{{1,4}}){TATWEEL}?[{_QUOTES}]([{ALPHABET}]{{4,}}){_AROUND}")
FULL_STOP: Final = 2.5
"""A full stop is so much seldomer set in a letter's place than between letters (decimal logarithm)."""
REPLACING: Final = frozenset("*#@$_\u00d7\u00b0%&?!" + TATWEEL)
"""Signs which writers set in a letter's place."""
LONGEST: Final = 24
"""The most letters of a word that is looked up."""


def shortcut(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """What the long way finds in ``chunk``, or None where only the long way can tell."""
    broken = _BROKEN.fullmatch(chunk)
    if broken is not None:
        return _joined(chunk, *broken.span(1), lexicon) if TATWEEL in chunk else _two_words(chunk, lexicon)
    if unseen := _UNSEEN.fullmatch(chunk):
        return _without_invisible(chunk, *unseen.span(1), lexicon)
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
    if (
        len(stops) == 1
        and len(word) <= LONGEST
        and _lacks_a_letter(start, end, stops[0], lexicon.share(word) if share is None else share, lexicon)
    ):
        return None
    return (Finding(start, end, tuple(edits), word, "+".join(sorted(devices)), SURE, "form", (), share),)


def _lacks_a_letter(start: int, end: int, gap: re.Match[str], share: float, lexicon: Lexicon) -> bool:
    """Whether some word with one letter more, in the place of the one sign, is likelier than the word without."""
    signs = gap.group().strip(TATWEEL)
    if signs != "." and not REPLACING.issuperset(signs):
        return False
    price = FULL_STOP if signs == "." else 0.0
    before, after = _GAP.sub("", gap.string[start : gap.start()]), _GAP.sub("", gap.string[gap.end() : end])
    if share >= lexicon.commonest[len(before) + len(after) + 1] - price:
        return False
    return any(other - price > share for other, _ in lexicon.filling(before, after))


def _without_invisible(chunk: str, start: int, end: int, lexicon: Lexicon) -> tuple[Finding, ...]:
    """A word with nothing between its letters but what takes no room."""
    edits = tuple([Edit(gap.start(), gap.end(), "") for gap in _INVISIBLE.finditer(chunk, start, end)])
    if not edits:
        return ()
    word = _INVISIBLE.sub("", chunk[start:end])
    share = lexicon.known(word)
    return (Finding(start, end, edits, word, "invisible", SURE, "form", (), share, ZERO_WIDTH_NON_JOINER in chunk),)


def _two_words(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """Two words, or one, with a sign in between which nobody set in a letter's place."""
    words = _TWO_WORDS.fullmatch(chunk)
    if words is None:
        return None
    first, sign, second = words.groups()
    length = len(first) + len(second)
    joined = lexicon.known(first + second)
    if joined is not None and (length > LONGEST or second.startswith(AL) or first in joints("letter") or second in web_names()):
        return None
    stand = lexicon.share(first) + lexicon.share(second)
    if sign == "." and length <= LONGEST:
        least = stand if joined is None else max(stand, joined)
        if lexicon.commonest[length + 1] - FULL_STOP > least and any(
            share - FULL_STOP > least for share, _ in lexicon.filling(first, second)
        ):
            return None
    if joined is None or joined <= stand:
        return ()
    start, end = words.start(1), words.end(3)
    return (Finding(start, end, (Edit(words.start(2), words.end(2), ""),), first + second, "mark", joined - stand, "lexicon", (), joined),)
