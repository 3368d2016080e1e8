"""Inserts: what an outlet sets into or under a text to ask something of the reader, in a box that no name tells from the text's own.

A box with a field to fill in is a letter to subscribe to or a poll; so is a heading that calls to follow or subscribe, with the lines in
its box. An insert is short, and small beside the page's running text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.reading.labels import calls_reader
from rawi.reading.tree import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.reading.tree import Box, Layout
    from rawi.reading.zones import Zone

_PIECES: Final = 12
_LENGTH: Final = 600
_SHARE: Final = 0.25
"""An insert has at most so many pieces and code points, and so much of the page's running text."""
_CALL_LENGTH: Final = 80


def inserts_of(layout: Layout, zones: Sequence[Zone | None]) -> Iterator[tuple[int, str]]:
    """The pieces of every insert below the beginning of the text, each with what gave it away."""
    for box in layout.boxes:
        if box.asks and (asking := _asking(box, layout)):
            yield from ((i, "field") for i in range(asking.first, asking.last))
        elif 1 < box.last - box.first <= _PIECES and zones[box.first] and _is_calling(box, layout):
            yield from ((i, "call") for i in range(box.first, box.last))


def _asking(box: Box, layout: Layout) -> Box | None:
    """The smallest box with text in it that holds a field, if it is an insert."""
    while box.first == box.last and box.parent is not None:
        box = box.parent
    return box if _is_insert(box, layout) else None


def _is_calling(box: Box, layout: Layout) -> bool:
    """Whether a box begins with a call to follow or subscribe that is set as a heading."""
    head = layout.pieces[box.first]
    is_set_off = head.box.tag in HEADINGS or head.bold >= len(head.text) * 0.95
    return is_set_off and len(head.text) <= _CALL_LENGTH and calls_reader(head.text) and _is_insert(box, layout)


def _is_insert(box: Box, layout: Layout) -> bool:
    pieces = layout.pieces[box.first : box.last]
    if box.tag in {"html", "body", "article", "main"} or len(pieces) > _PIECES or any(piece.box.tag == "h1" for piece in pieces):
        return False
    inside = layout.running(box.first, box.last)
    is_small = sum(len(piece.text) for piece in pieces) <= _LENGTH and inside <= _SHARE * layout.running(0, len(layout.pieces))
    return is_small and layout.running(0, box.first) > 0
