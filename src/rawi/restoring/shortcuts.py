"""Short ways to what ``weighing`` finds at length: the commonest chunks, decided by one regular expression and a look-up or two.

A shortcut answers only where it is sure to answer as the long way does (a test compares them); for all else it gives None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import ALPHABET, DIGITS, INVISIBLE, MARKS, TATWEEL
from rawi.restoring.findings import FULL_STOP, LONE_LETTER, LONGEST, REPLACING, SURE, TIE, UNBOUND, Finding
from rawi.restoring.sacred import Joint, belongs, is_address, joints
from rawi.restoring.signs import EMOJI, NO_BODY, ODD_MARKS, REPEATED, ZERO_WIDTH_NON_JOINER

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

_SIGNS: Final = f"[^\\w\\s/{MARKS}{ODD_MARKS}{INVISIBLE}]"
"""What stands around a word and says nothing of it; a slash may belong to an address."""
_QUOTES: Final = '"\u201c\u201d\u00ab\u00bb'
_BROKEN: Final = re.compile(f"{_SIGNS}*([{ALPHABET}][{ALPHABET}{TATWEEL}\\W_]*[{ALPHABET}])(?:{_SIGNS}|{TATWEEL})*")
_GAP: Final = re.compile(f"([^{ALPHABET}]+)")
_TWO_WORDS: Final = re.compile(f"{_SIGNS}*([{ALPHABET}]+)([\\W_]{{1,8}})([{ALPHABET}]+){_SIGNS}*")
_UNSEEN: Final = re.compile(f"{_SIGNS}*([{ALPHABET}][{ALPHABET}{INVISIBLE}]*[{ALPHABET}]){_SIGNS}*")
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]+")
_WHOLE: Final = re.compile(f"{_SIGNS}*[{ALPHABET}{TATWEEL}]+{_SIGNS}*")
_NUMBERED: Final = re.compile(f"{_SIGNS}*(?:[{ALPHABET}]+{TATWEEL}*)?[{DIGITS}]{{2,}}(?:[{ALPHABET}]+)?{_SIGNS}*")
_QUOTED: Final = re.compile(f"{_SIGNS}*([{ALPHABET}]{{1,4}}){TATWEEL}?[{_QUOTES}]([{ALPHABET}]{{4,}}){_SIGNS}*")
_SPACE: Final = re.compile(r"\s")
_NO_SIGN: Final = re.compile(f"[\\s{INVISIBLE}{MARKS}{ODD_MARKS}\ufe0f]")
_NEVER_BELONG: Final = frozenset(".\u060c,\u061b\u2026\u2022\u00b7*#@$_!?\u061f+^~|`\u00b0\u00d7\u00a6\u2014\\")
"""Signs which belong nowhere beside a tatweel."""


def shortcut(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """What the long way finds in ``chunk``, or None where only the long way can tell."""
    found = _found(chunk, lexicon)
    return None if found == () and REPEATED.search(chunk) else found


def _found(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    if ("/" in chunk or "@" in chunk) and is_address(chunk):
        return ()
    if TATWEEL not in chunk:
        if (words := _TWO_WORDS.fullmatch(chunk)) and not _NO_SIGN.search(words[2]):
            return _two_words(chunk, words, lexicon)
    elif broken := _BROKEN.fullmatch(chunk):
        return _joined(chunk, *broken.span(1), lexicon)
    if unseen := _UNSEEN.fullmatch(chunk):
        return _without_invisible(chunk, *unseen.span(1), lexicon)
    if (
        _WHOLE.fullmatch(chunk)
        or _NUMBERED.fullmatch(chunk)
        or ((quoted := _QUOTED.fullmatch(chunk)) and quoted.group(1) in joints("prefix"))
    ):
        return ()
    return None


def _joined(chunk: str, start: int, end: int, lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """A word in which every gap has a tatweel."""
    pieces = _GAP.split(chunk[start:end])  # letters, gap, letters …
    edits = []
    devices = set()
    stops = []
    at = start
    for i in range(1, len(pieces), 2):
        gap = pieces[i]
        at += len(pieces[i - 1])
        edits.append((at, at + len(gap), ""))
        if signs := gap.strip(TATWEEL):
            spaced = _SPACE.search(signs) is not None
            if TATWEEL not in gap or TATWEEL in signs or (spaced and not gap[0] == gap[-1] == TATWEEL) or NO_BODY.search(signs):
                return None
            if not _NEVER_BELONG.issuperset(signs) and belongs(Joint(chunk, at, at + len(gap), pieces[i - 1], pieces[i + 1]), lexicon):
                return None
            devices.add("tatweel-space" if spaced else "tatweel-mark")
            stops.append(i)
        at += len(gap)
    if not devices:
        return ()
    letters = pieces[::2]
    word = "".join(letters)
    if len(set(word)) == 1:  # perhaps a table of the shapes of one letter
        return () if len(word) == len(letters) else None
    if len(stops) == 1 and _lacks_a_letter(pieces, stops[0], UNBOUND, lexicon):
        return None
    return (Finding(start, end, tuple(edits), word, "+".join(sorted(devices)), SURE, "form"),)


def _lacks_a_letter(pieces: list[str], gap: int, stand: float, lexicon: Lexicon) -> bool:
    """Whether some word with one letter more, in the place of the sign of one gap, is likelier than the word without and than ``stand``."""
    signs = pieces[gap].strip(TATWEEL)
    if signs != "." and not REPLACING.issuperset(signs):
        return False
    word = "".join(pieces[::2])
    if not 3 <= len(word) <= LONGEST:
        return False
    least = max(stand, lexicon.share(word)) + (FULL_STOP if signs == "." else 0.0)
    if lexicon.likeliest(word[0], word[-1], len(word) + 1) <= least:
        return False
    return any(share > least for share, _ in lexicon.filling("".join(pieces[:gap:2]), "".join(pieces[gap + 1 :: 2])))


def _without_invisible(chunk: str, start: int, end: int, lexicon: Lexicon) -> tuple[Finding, ...]:
    """A word with nothing between its letters but what takes no room."""
    edits = tuple([(*gap.span(), "") for gap in _INVISIBLE.finditer(chunk, start, end)])
    if not edits:
        return ()
    word = _INVISIBLE.sub("", chunk[start:end])
    if ZERO_WIDTH_NON_JOINER in chunk:
        return (Finding(start, end, edits, word, "invisible", SURE, "form", (), lexicon.known(word), arabic_only=True),)
    return (Finding(start, end, edits, word, "invisible", SURE, "form"),)


def _two_words(chunk: str, words: re.Match[str], lexicon: Lexicon) -> tuple[Finding, ...] | None:
    """Two words, or one, with a sign in between which nobody set in a letter's place."""
    first, sign, second = pieces = list(words.groups())
    start, end = words.span(2)
    if belongs(Joint(chunk, start, end, first, second), lexicon):
        return ()
    word = first + second
    joined = lexicon.known(word)
    stand = (LONE_LETTER if len(first) == 1 else lexicon.share(first)) + (LONE_LETTER if len(second) == 1 else lexicon.share(second))
    if _lacks_a_letter(pieces, 1, stand, lexicon):
        return None
    if joined is None or joined <= stand + TIE or not 3 <= len(word) <= LONGEST:
        return ()
    device = "emoji" if EMOJI.search(sign) else "mark"
    return (Finding(words.start(1), words.end(3), ((start, end, ""),), word, device, joined - stand, "lexicon"),)
