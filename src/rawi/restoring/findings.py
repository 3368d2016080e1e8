"""What one look at a chunk of text yields, and how much evidence each device must bring."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from rawi.arabic.letters import TATWEEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Change: TypeAlias = tuple[int, int, str]
"""``chunk[start:end]`` reads as the text: an edit whose places count from the start of a chunk."""

SURE: Final = 99.0
"""The gain of a finding which form alone decides."""
UNBOUND: Final = -99.0
"""Less than any word's share (decimal logarithm)."""
LONGEST: Final = 24
"""The most letters of a word that is looked up."""
LONE_LETTER: Final = -4.5
"""What a letter alone before a sign costs if it is left there: unlike in running text it is no word."""
TIE: Final = 1e-9
"""Readings closer than this are equally likely, whatever order their parts were added in: the one with the shorter last word is taken."""
REPLACING: Final = frozenset("*#@$_\u00d7\u00b0%&?!" + TATWEEL)
"""Signs which writers set in a letter's place."""
FULL_STOP: Final = 2.5
"""A full stop is so much seldomer set in a letter's place than between letters (decimal logarithm)."""


class Masking(Enum):
    """How much masking a text shows elsewhere: what counts as evidence in a masked post would be an accident in a clean article."""

    SEEN = "seen"
    UNSEEN = "unseen"
    SHORT = "short"
    """Too short a text to tell."""


class Finding(msgspec.Struct, frozen=True, gc=False):
    """A proposal: these edits give ``word``. Places count from the start of the chunk.

    Findings are kept by the ten thousand, so nothing in them may be what the garbage collector has to walk through.
    """

    start: int
    end: int
    edits: tuple[Change, ...]
    word: str
    device: str
    gain: float
    """The decimal logarithm of how much likelier the restored word is than what stands there; ``SURE`` where form decides."""
    rule: str
    others: tuple[tuple[str, float], ...] = ()
    share: float | None = None
    """The decimal logarithm of how common the word is that holds in Arabic alone; None where no list knows it."""
    arabic_only: bool = False
    """Whether it holds in Arabic alone: Persian needs its letters and its zero-width non-joiner."""


MARGINS: Final[dict[str, tuple[float, float, float]]] = {
    # device: where masking was seen, not seen, in a text too short to tell; the first is the least, so that restoring twice changes nothing
    "mark": (2.0, 4.0, 2.5),
    "emoji": (2.0, 4.0, 2.5),
    "letters-apart": (1.0, 2.0, 1.0),
    "space": (3.0, 6.0, 4.0),
    "digit": (1.0, 3.0, 1.5),
    "latin": (1.0, 3.0, 1.5),
    "letter-lost": (1.0, 3.0, 1.5),
    "repeated": (3.2, 4.0, 3.2),  # less is emphasis
    "dots": (0.0, 1.0, 0.0),
    "dotless": (0.0, 1.0, 0.0),
}


def edited(text: str, start: int, end: int, edits: Iterable[Change]) -> str:
    """``text[start:end]`` with ``edits``, which lie inside."""
    pieces: list[str] = []
    for first, last, new in edits:
        pieces += (text[start:first], new)
        start = last
    return "".join((*pieces, text[start:end]))


def scored(share: float, others: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Alternatives with their part in all that the mask may stand for, in place of the logarithm of their share of running text."""
    if not others:
        return ()
    total = sum(10**other for _, other in others) + 10**share
    return tuple((word, round(10**other / total, 3)) for word, other in others)


_BY_MASKING: Final = {
    masking: {device: margins[i] for device, margins in MARGINS.items()}
    for i, masking in enumerate((Masking.SEEN, Masking.UNSEEN, Masking.SHORT))
}


def margins_where(masking: Masking) -> dict[str, float]:
    """The gain from which on a finding by each device is believed; 0 for a device that is not listed."""
    return _BY_MASKING[masking]


def margin(device: str, masking: Masking) -> float:
    """The gain from which on a finding by ``device`` is believed."""
    return _BY_MASKING[masking].get(device, 0.0)
