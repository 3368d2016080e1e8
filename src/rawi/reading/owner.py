"""The outlet as the line of rights at the foot of a page names it: «all rights reserved to X © 2024»."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic import has_arabic
from rawi.arabic.letters import ALEF, LAM
from rawi.data import words
from rawi.model import Stated
from rawi.reading.labels import label_of

if TYPE_CHECKING:
    from rawi.reading.tree import Layout

_SIGN: Final = "\u00a9"
_FOOT: Final = 12
"""How many of a page's last pieces may hold the line of rights."""
_LENGTH: Final = 200
_WORDS: Final = 6
_YEARS: Final = re.compile(f"[{_SIGN}(]?\\s?\\b[12]\\d{{3}}\\b\\)?(?:\\s?[-\u2013/]\\s?[12]\\d{{3}}\\b)?|{_SIGN}")
_BORDERS: Final = re.compile("[|.,\u060c;\u061b]|\\s[-\u2013\u2014]\\s")
_EDGES: Final = " :-\u2013\u2014\u200e\u200f"


def owner_of(layout: Layout) -> Stated | None:
    """Whom the last line of rights names, in Arabic; None where none names anybody."""
    for piece in reversed(layout.pieces[-_FOOT:]):
        if len(piece.text) <= _LENGTH and (_SIGN in piece.text or any(form in piece.text for form in _phrases())):
            left = _YEARS.sub(" ", piece.text)
            for form in _phrases():
                left = left.replace(form, "|")
            left = _without_links(left) if piece.links else left
            name = next((bare for part in _BORDERS.split(left) if (bare := _bare(part))), "")
            if has_arabic(name) and len(name.split()) <= _WORDS:
                return Stated(name, where="visible", raw=piece.text)
    return None


def _without_links(line: str) -> str:
    """A line without what links behind the name say, of two words or more: «contact us», «terms of use»."""
    words = line.split()
    while words and (count := next((n for n in (3, 2) if n < len(words) and _leads_on(" ".join(words[-n:]))), 0)):
        del words[-count:]
    return " ".join(words)


def _leads_on(words: str) -> bool:
    """Whether words are a label of the site's."""
    label = label_of(words)
    return label is not None and label.scope == "line" and label.kind in {"furniture", "share"}


def _bare(part: str) -> str:
    """A name without the preposition that says whose the rights are."""
    name = " ".join(part.split()).strip(_EDGES)
    for lead in words("rights", kind="lead"):
        name = name.removeprefix(f"{lead} ")
    first = name.split(maxsplit=1)[0] if name else ""
    if first.removeprefix(LAM) in words("rights", kind="head"):
        return name.removeprefix(LAM)
    return ALEF + name[1:] if name.startswith(LAM * 2) else name


@cache
def _phrases() -> tuple[str, ...]:
    """The phrases that reserve rights, longest first."""
    return tuple(sorted(words("rights", kind="phrase"), key=len, reverse=True))
