"""Inserts: what an outlet sets into or under a text, in boxes that no name tells from the text's own.

A box with a field to fill in is a letter to subscribe to or a poll; so is a heading that calls to follow or subscribe, with the lines in
its box. A row of linked headlines, each with a few words, leads to other stories. An insert is short, and small beside the running text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from rawi.arabic import folded
from rawi.limits import TITLE_LENGTH
from rawi.reading.labels import calls_reader, skips_insert
from rawi.reading.people import without_role
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, is_running, is_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rawi.reading.tree import Box, Layout
    from rawi.reading.zones import Zone

_PIECES: Final = 12
_LENGTH: Final = 600
_SHARE: Final = 0.25
"""An insert has at most so many pieces and code points, and so much of the page's running text."""
_CALL_LENGTH: Final = 80
_MATCHES: Final = 2
_MATCH: Final = (3, 8)
_FIELD: Final = 60
_IN_TABLE: Final = frozenset({"table", "tbody", "tr", "td", "ul", "ol"})
_SCORE: Final = re.compile(r"\d{1,2}\s?(?:\(\d{1,2}\)\s?)?[-\u2013]\s?(?:\(\d{1,2}\)\s?)?\d{1,2}$")
_NAMED: Final = re.compile(r"[^\W\d][^\d]{1,40}$")
"""The card of a match has so many pieces, none longer than a field, and a score between two names."""
_FEW: Final = 4
_LINKED: Final = 0.9
_LINKED_PART: Final = 0.5
_HEADLINE: Final = 20
_LEAD_IN: Final = 3
_LEAD_IN_LENGTH: Final = 200
"""A lead-in has at most so many words and a headline at least so many; together they are no longer."""


def inserts_of(layout: Layout, zones: Sequence[Zone | None]) -> Iterator[tuple[int, str]]:
    """The pieces of every insert below the beginning of the text, each with what gave it away."""
    for box in layout.boxes:
        if box.asks and (asking := _asking(box, layout)):
            yield from ((i, "field") for i in range(asking.first, asking.last))
        elif 1 < box.last - box.first <= _PIECES and (_is_calling(box, layout, zones) or _holds_call(box, layout, zones)):
            yield from ((i, "call") for i in range(box.first, box.last))
        elif (
            1 < box.last - box.first <= _PIECES
            and _is_labelled(zones[box.first])
            and skips_insert(layout.pieces[box.first].text)
            and _is_insert(box, layout)
        ):
            yield from ((i, "skipped") for i in range(box.first, box.last))


def _is_labelled(zone: Zone | None) -> bool:
    """Whether a piece's own words say what it is."""
    return zone is not None and zone.rule == "label"


def matches_of(layout: Layout) -> Iterator[int]:
    """The pieces of cards that give the score of a match, on a page with running text and no more than a few of them side by side."""
    boxes = (box for box in layout.boxes if _MATCH[0] <= box.last - box.first <= _MATCH[1] and box.tag not in _IN_TABLE)
    found = _outermost([box for box in boxes if _is_match(box, layout)]) if layout.running(0, len(layout.pieces)) else []
    beside = Counter(box.parent for box in found)
    for box in found:
        if beside[box.parent] <= _MATCHES:
            yield from range(box.first, box.last)


def cards_below(layout: Layout) -> Iterator[int]:
    """The pieces of cards below the text: boxes of one kind side by side, each a linked headline above a few words that lead nowhere."""
    row: list[Box] = []
    for box in layout.boxes:
        if not (1 < box.last - box.first <= _FEW and _is_card(box, layout)):
            continue
        if row and (row[-1].last != box.first or row[-1].parent is not box.parent or row[-1].tag != box.tag):
            row = []
        row.append(box)
        if len(row) > 1 and layout.tells_above(row[0].first):
            yield from range(row[-2].first, row[-1].last)


def row_of_cards(start: int, end: int, layout: Layout) -> int:
    """Where the cards end that begin with piece ``start``: boxes called alike side by side, each with a line above a few words.

    Args:
        start: the first piece that may belong to a card.
        end: the end of the box in which they stand.
        layout: the pieces.

    Returns:
        The piece behind the last card; ``start`` where no two cards stand there.
    """
    row: list[Box] = []
    for k in range(bisect_left(layout.boxes, start, key=lambda box: box.first), len(layout.boxes)):
        box = layout.boxes[k]
        if row and box.first < row[-1].last:
            continue
        if box.first != (row[-1].last if row else start) or box.last > end:
            break
        if (not row or _is_like(box, row[0])) and _begins_with_line(box, layout):
            row.append(box)
        elif row:
            break
    return row[-1].last if len(row) > 1 else start


def _is_like(one: Box, other: Box) -> bool:
    """Whether two boxes stand in the same one and have the same element and class."""
    return one.parent is other.parent and one.tag == other.tag and one.element.get("class") == other.element.get("class")


def _begins_with_line(box: Box, layout: Layout) -> bool:
    """Whether a box of few pieces holds a linked line, or begins with a heading, above text."""
    if not 1 < box.last - box.first <= _FEW:
        return False
    text = next((i for i in range(box.first + 1, box.last) if is_text(layout.pieces[i]) or len(layout.pieces[i].text) > _FIELD), None)
    if text is None:
        return False
    head = layout.pieces[box.first]
    is_set_off = head.box is not box and (head.box.tag in HEADINGS or head.box.element.get("class") is not None)
    is_line = (is_set_off or head.bold >= len(head.text) * _LINKED) and (head.box.tag in HEADINGS or not ENDS_SENTENCE.search(head.text))
    return is_line or any(piece.link_share > _LINKED_PART for piece in layout.pieces[box.first : text])


def lead_ins(layout: Layout) -> Iterator[int]:
    """Lines below the beginning of the text that are a word or two with a colon and a linked headline: «you may like: …»."""
    for i, piece in enumerate(layout.pieces):
        if not piece.links or len(piece.text) > _LEAD_IN_LENGTH or ENDS_SENTENCE.search(piece.text):
            continue
        lead, colon, headline = piece.text.partition(":")
        is_lead_in = bool(colon) and len(lead.split()) <= _LEAD_IN and len(headline.split()) >= _LEAD_IN
        if is_lead_in and piece.links >= len("".join(headline.split())) * _LINKED and not without_role(lead)[1] and layout.tells_above(i):
            yield i


def next_stories(layout: Layout) -> Iterator[int]:
    """The pieces of other stories below or among the text: boxes that begin with a linked headline, unless it is the page's own.

    One such box is a card or, as an ``article``, a story that the site shows next; several that outweigh the text are the text.
    """
    own = folded((layout.root.findtext(".//title") or "")[:TITLE_LENGTH])
    headline = next((i for i, piece in enumerate(layout.pieces) if piece.box.tag == "h1" and not piece.links), len(layout.pieces))
    boxes: dict[int, Box] = {}
    for box in layout.boxes:
        head = layout.pieces[box.first] if box.last - box.first > 1 else None
        if head is None or not (head.box.tag in HEADINGS and head.link_share > _LINKED and len(head.text) > _HEADLINE):
            continue
        is_below = box.first > headline or layout.tells_above(box.first)
        if is_below and folded(head.text) not in own and box.tag not in {"html", "body", "main"}:
            holds_text = layout.running(box.first, box.last) > 0
            boxes[box.first] = box if holds_text or box.first not in boxes else boxes[box.first]
    found = _outermost(boxes.values())
    inside = sum(layout.running(box.first, box.last) for box in found)
    are_small = inside * 2 <= layout.running(0, len(layout.pieces))
    for box in found:
        if are_small or (_begins_article(box) and layout.tells_above(box.first)):
            yield from range(box.first, box.last)


def _begins_article(box: Box) -> bool:
    """Whether a box is an ``article`` or begins one."""
    while box.tag != "article" and box.parent is not None and box.parent.first == box.first:
        box = box.parent
    return box.tag == "article"


def _outermost(boxes: Iterable[Box]) -> list[Box]:
    """Boxes in page order without those that lie in another of them."""
    found: list[Box] = []
    for box in boxes:
        if not found or box.first >= found[-1].last:
            found.append(box)
    return found


def _is_card(box: Box, layout: Layout) -> bool:
    head, *rest = layout.pieces[box.first : box.last]
    return head.link_share > _LINKED and len(head.text) > _HEADLINE and not any(piece.links for piece in rest)


def _asking(box: Box, layout: Layout) -> Box | None:
    """The smallest box with text in it that holds a field, if it is an insert."""
    while box.first == box.last and box.parent is not None:
        box = box.parent
    return box if _is_note(box, layout) or _is_insert(box, layout) else None


def _is_note(box: Box, layout: Layout) -> bool:
    """Whether a small box with at most one line of running text stands below text."""
    pieces = layout.pieces[box.first : min(box.last, box.first + _FEW + 1)]
    lines = sum(map(is_running, pieces))
    return lines <= 1 and len(pieces) <= _FEW and not any(piece.box.tag == "h1" for piece in pieces) and layout.tells_above(box.first)


def _is_match(box: Box, layout: Layout) -> bool:
    """Whether a box gives the score of a match between the names of two sides, in short lines without a sentence."""
    pieces = layout.pieces[box.first : box.last]
    if any(len(piece.text) > _FIELD or piece.box.tag in HEADINGS or piece.text.endswith(".") for piece in pieces):
        return False
    sides = ((pieces[i - 1].text, pieces[i + 1].text) for i in range(1, len(pieces) - 1) if _SCORE.match(pieces[i].text))
    return any(_NAMED.match(one) and _NAMED.match(other) for one, other in sides)


def _holds_call(box: Box, layout: Layout, zones: Sequence[Zone | None]) -> bool:
    """Whether a box without any running text holds a call to follow or subscribe."""
    if box.last - box.first > _FEW or layout.running(box.first, box.last) or not any(zones[box.first : box.last]):
        return False
    return _is_insert(box, layout) and any(zones[i] and calls_reader(layout.pieces[i].text) for i in range(box.first, box.last))


def _is_calling(box: Box, layout: Layout, zones: Sequence[Zone | None]) -> bool:
    """Whether a box begins with a call to follow or subscribe that is set as a heading."""
    head = layout.pieces[box.first]
    if zones[box.first] is None:
        return False
    is_set_off = head.box.tag in HEADINGS or head.bold >= len(head.text) * 0.95
    return is_set_off and len(head.text) <= _CALL_LENGTH and calls_reader(head.text) and _is_insert(box, layout)


def _is_insert(box: Box, layout: Layout) -> bool:
    pieces = layout.pieces[box.first : box.last]
    if box.tag in {"html", "body", "article", "main"} or len(pieces) > _PIECES or any(piece.box.tag == "h1" for piece in pieces):
        return False
    inside = layout.running(box.first, box.last)
    is_small = sum(len(piece.text) for piece in pieces) <= _LENGTH and inside <= _SHARE * layout.running(0, len(layout.pieces))
    return is_small and layout.tells_above(box.first)
