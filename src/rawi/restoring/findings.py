"""What one look at a chunk of text yields, and how much evidence each device must bring."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.arabic import Edit

SURE: Final = 99.0
"""The gain of a finding which form alone decides."""


class Masking(Enum):
    """How much masking a text shows elsewhere: what counts as evidence in a masked post would be an accident in a clean article."""

    SEEN = "seen"
    UNSEEN = "unseen"
    SHORT = "short"
    """Too short a text to tell."""


class Finding(NamedTuple):
    """A proposal: these edits give ``word``. Places count from the start of the chunk."""

    start: int
    end: int
    edits: tuple[Edit, ...]
    word: str
    device: str
    gain: float
    """The decimal logarithm of how much likelier the restored word is than what stands there; ``SURE`` where form decides."""
    rule: str
    others: tuple[tuple[str, float], ...] = ()
    share: float | None = None
    """The decimal logarithm of how common the restored word is; None where no list knows it."""
    arabic_only: bool = False
    """Whether it holds in Arabic alone: Persian needs its letters and its zero-width non-joiner."""


MARGINS: Final[dict[str, tuple[float, float, float]]] = {
    # device: where masking was seen, not seen, in a text too short to tell
    "mark": (2.0, 4.0, 2.5),
    "emoji": (2.0, 4.0, 2.5),
    "letters-apart": (1.0, 2.0, 1.0),
    "space": (3.0, 6.0, 4.0),
    "digit": (1.0, 3.0, 1.5),
    "latin": (1.0, 3.0, 1.5),
    "letter-lost": (1.0, 3.0, 1.5),
    "dots": (0.0, 1.0, 0.0),
    "dotless": (0.0, 1.0, 0.0),
}


def edited(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """``text[start:end]`` with ``edits``, which lie inside."""
    pieces: list[str] = []
    for edit in edits:
        pieces += (text[start : edit.start], edit.text)
        start = edit.end
    return "".join((*pieces, text[start:end]))


_ORDER: Final = (Masking.SEEN, Masking.UNSEEN, Masking.SHORT)


def margin(device: str, masking: Masking) -> float:
    """The gain from which on a finding by ``device`` is believed."""
    return MARGINS[device][_ORDER.index(masking)] if device in MARGINS else 0.0
