"""Arabic on screens that cannot turn it: visual order and joined shapes, and boxes that hidden direction marks cannot leave.

For display only. ``visual`` is for terminals which write every character to the right of the last one; it applies the parts of the Unicode
Bidirectional Algorithm (UAX #9: W1-W7 and N1-N2 over a right-to-left paragraph without explicit levels, then L2 and L4) that news text
needs. Explicit controls are taken out first (``tamed``), so no text can move its neighbours (CVE-2021-42574).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from rawi.arabic.letters import (
    ALEF,
    ALEF_HAMZA_ABOVE,
    ALEF_HAMZA_BELOW,
    ALEF_MADDA,
    BIDI_CONTROLS,
    INVISIBLE,
    LAM,
    MARKS,
    TATWEEL,
    joins_next,
)

FIRST_STRONG_ISOLATE: Final = "\N{FIRST STRONG ISOLATE}"
POP_ISOLATE: Final = "\N{POP DIRECTIONAL ISOLATE}"
ALEFS: Final = (ALEF, ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, ALEF_MADDA)
_CONTROL: Final = re.compile(f"[{BIDI_CONTROLS}]")
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_MARK: Final = re.compile(f"[{MARKS}]")


def tamed(text: str) -> str:
    """``text`` without the characters which move other characters."""
    return _CONTROL.sub("", text)


def isolated(text: str) -> str:
    """``text`` in a box of its own: whatever stands in it, the text around it stays where it is."""
    return f"{FIRST_STRONG_ISOLATE}{tamed(text)}{POP_ISOLATE}"


@cache
def _forms() -> dict[str, dict[str, str]]:
    """For each letter its presentation forms by shape: ``isolated``, ``initial``, ``medial``, ``final``; ligatures of lam and alef too."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFD), *range(0xFE70, 0xFEFD)):
        kind, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        if kind.startswith("<") and letters:
            base = "".join(chr(int(part, 16)) for part in letters.split())
            if len(base) == 1 or (base[0] == LAM and base[1:] in ALEFS):
                forms.setdefault(base, {}).setdefault(kind.strip("<>"), chr(code))
    return forms


def shaped(text: str) -> str:
    """``text`` in logical order with every Arabic letter in the shape that its neighbours give it, and lam-alef as one sign."""
    forms = _forms()
    letters = list(_INVISIBLE.sub("", text))
    out: list[str] = []
    joined = False  # does the last letter written reach out to the next one?
    i = 0
    while i < len(letters):
        char = letters[i]
        if _MARK.match(char):
            out.append(char)
            i += 1
            continue
        following = _next_letter(letters, i)
        pair = char + (letters[following] if following is not None else "")
        if len(pair) == 2 and pair in forms and following == i + 1:
            out.append(forms[pair]["final" if joined else "isolated"])
            joined = False
            i += 2
            continue
        if char in forms or char == TATWEEL:
            reaches = joins_next(char) and following is not None and _takes(letters[following])
            shape = ("medial" if reaches else "final") if joined else ("initial" if reaches else "isolated")
            out.append(forms.get(char, {}).get(shape, char))
            joined = reaches
        else:
            out.append(char)
            joined = False
        i += 1
    return "".join(out)


def _next_letter(letters: list[str], i: int) -> int | None:
    """The place of the letter after ``i``, vowel marks passed over."""
    for j in range(i + 1, len(letters)):
        if not _MARK.match(letters[j]):
            return j
    return None


def _takes(letter: str) -> bool:
    """Whether ``letter`` can be joined from its right side."""
    return letter == TATWEEL or "final" in _forms().get(letter, {})


def _levels(text: str) -> list[int]:
    """The embedding level of each character in a right-to-left paragraph: 1 for Arabic, 2 for numbers and other scripts."""
    kinds = [unicodedata.bidirectional(char) for char in text]
    strong = "R"
    for i, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = "L" if kind == "L" else "R"
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"
        elif kind == "NSM":
            kinds[i] = kinds[i - 1] if i else "R"
        elif (
            kind in {"ES", "CS"}
            and 0 < i < len(kinds) - 1
            and kinds[i - 1] in {"EN", "AN"}
            and unicodedata.bidirectional(text[i + 1]) == kinds[i - 1]
        ):
            kinds[i] = kinds[i - 1]
    for i, kind in enumerate(kinds):  # a terminator belongs to the number beside it
        if kind == "ET" and ((i and kinds[i - 1] == "EN") or (i + 1 < len(kinds) and kinds[i + 1] == "EN")):
            kinds[i] = "EN"
    return [2 if kind in {"L", "EN", "AN"} or _between_latin(kinds, i) else 1 for i, kind in enumerate(kinds)]


def _between_latin(kinds: list[str], i: int) -> bool:
    """Whether a neutral character stands between two left-to-right ones (N1)."""
    if kinds[i] in {"R", "AL", "L", "EN", "AN"}:
        return False
    before = next((kind for kind in reversed(kinds[:i]) if kind in {"L", "R", "AL", "EN", "AN"}), "R")
    after = next((kind for kind in kinds[i + 1 :] if kind in {"L", "R", "AL", "EN", "AN"}), "R")
    return before == after == "L"


def visual(line: str) -> str:
    """One line in the order in which a screen without bidi must be given it, joined shapes included."""
    text = shaped(tamed(line))
    pieces: list[str] = []
    run = ""
    for char, level in zip(text, _levels(text), strict=True):
        if level == 2:
            run += char
            continue
        if run:
            pieces.append(run)
            run = ""
        if pieces and _MARK.match(char):
            pieces[-1] += char  # a mark is drawn on what was written last, so it stays behind its letter (L3)
        else:
            pieces.append(_MIRRORED.get(char, char))
    pieces.append(run)
    return "".join(reversed(pieces))


_OPENING, _CLOSING = "([{<\u00ab\u2039\u27e6", ")]}>\u00bb\u203a\u27e7"
_MIRRORED: Final = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))
