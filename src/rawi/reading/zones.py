"""Zones: what the page itself says a piece is, by its elements, their names, and Arabic labels.

A zone is evidence from form alone. It never outweighs the text: an element that holds a good part of the page's running text is no zone,
whatever its class is called.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from rawi.data import table
from rawi.reading.inserts import cards_below, inserts_of, lead_ins, matches_of, next_stories, row_of_cards
from rawi.reading.labels import PREFIX_LENGTH, Label, label_of, linked_label, opens_section
from rawi.reading.threads import readers_above_form, readers_boxes, readers_lines, readers_rows, signature_of, thread_of
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, is_running, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.reading.tree import Box, Layout, Piece

ZoneKind = Literal["furniture", "teaser", "comment", "credit", "share", "caption", "byline", "date", "deck"]

OUTER: Final[frozenset[ZoneKind]] = frozenset({"furniture", "teaser", "comment", "share"})
"""Zones that are no part of a story."""

_TAGS: Final[dict[str, ZoneKind]] = {
    "nav": "furniture",
    "menu": "furniture",
    "footer": "furniture",
    "button": "furniture",
    "legend": "furniture",
    "option": "furniture",
    "form": "furniture",
    "aside": "teaser",
    "dialog": "furniture",
    "figcaption": "caption",
    "caption": "caption",
}
_INNER_HEADINGS: Final = HEADINGS - {"h1"}
_SHARE_KEPT: Final = 0.4
"""An element with more than this share of the page's running text is no outer zone."""
AUTHOR_BOXES: Final = frozenset({"authorbox", "aboutauthor", "aboutwriter"})
"""Below the text they tell the writer's life, above it they name the writer."""
_SECTION_SHARE: Final = 0.25
"""A section of other stories holds no more of the page's running text, unless it is made of cards."""
_LINKED: Final = 0.5
_BOLD: Final = 0.95
_NOTE_LINES: Final = 2
"""What a site says of itself or of the writer has at most so many lines of running text."""
_NOTE_PIECES: Final = 40
"""And so many pieces."""
_FIELD_PIECES: Final = 4
_FIELD_LENGTH: Final = 400
"""A byline, date, caption, credit or deck has at most so many pieces and code points."""


class Zone(NamedTuple):
    """What a piece is said to be, and by what."""

    kind: ZoneKind
    rule: str
    note: str


def zones_of(layout: Layout) -> list[Zone | None]:
    """The zone of every piece, None where nothing speaks against running text."""
    zones: list[Zone | None] = [None] * len(layout.pieces)
    for box in layout.boxes:
        if zone := _zone_of_box(box, layout):
            for i in range(box.first, box.last):
                if zones[i] is None or (zone.kind not in OUTER and cast("Zone", zones[i]).kind not in {"comment", "teaser"}):
                    zones[i] = zone
    if thread := thread_of(layout):
        for i in thread.replies:
            zones[i] = Zone("comment", "thread", "reply")
        for i in signature_of(layout, thread.first):
            zones[i] = Zone("furniture", "thread", "signature")
    for i, piece in enumerate(layout.pieces):
        if piece.field and zones[i] is None and len(piece.text) <= _FIELD_LENGTH:
            zones[i] = _field_zone(piece)
    for i, piece in enumerate(layout.pieces):
        _label_piece(i, piece, layout, zones)
    _readers_rows(layout, zones)
    _inserts(layout, zones)
    _head_furniture(layout, zones)
    return zones


def _inserts(layout: Layout, zones: list[Zone | None]) -> None:
    """What leads to other stories or asks something of the reader, in boxes that no name tells from the text's own."""
    for i in cards_below(layout):
        zones[i] = zones[i] or Zone("teaser", "insert", "cards")
    for i in matches_of(layout):
        zones[i] = zones[i] or Zone("furniture", "insert", "match")
    for i in lead_ins(layout):
        zones[i] = zones[i] or Zone("teaser", "insert", "lead-in")
    for i in next_stories(layout):
        zones[i] = zones[i] or Zone("teaser", "insert", "next-story")
    for i, note in inserts_of(layout, zones):
        zones[i] = zones[i] if (said := zones[i]) and said.kind in OUTER else Zone("furniture", "insert", note)


def _readers_rows(layout: Layout, zones: list[Zone | None]) -> None:
    """What readers wrote in a table or in boxes that no name tells from the text's own."""
    counted = next((i for i, zone in enumerate(zones) if zone and zone.kind == "comment" and layout.tells_above(i)), None)
    for post in readers_rows(layout, counted=counted) or readers_boxes(layout) or [readers_above_form(layout) or readers_lines(layout)]:
        for i in post:
            zones[i] = Zone("comment", "thread", "rows")


def _head_furniture(layout: Layout, zones: list[Zone | None]) -> None:
    """A heading alone in its container with furniture heads the furniture: an embedded video, a form."""
    for box in layout.boxes:
        if 1 < box.last - box.first <= _FIELD_PIECES and any(zones[box.first : box.last]):
            rest = [zones[i] for i in range(box.first, box.last) if layout.pieces[i].box.tag not in _INNER_HEADINGS]
            is_title_bar = not layout.tells_above(box.first) and all(zone is not None and zone.kind == "share" for zone in rest)
            if rest and not is_title_bar and all(zone is not None and zone.kind in OUTER for zone in rest):
                for i in range(box.first, box.last):
                    zones[i] = zones[i] or rest[0]


def _zone_of_box(box: Box, layout: Layout) -> Zone | None:
    if box.first == box.last:
        return None
    kind = _TAGS.get(box.tag)
    rule, note = "element", box.tag
    if kind is None and box.tag not in {"html", "body", "main", "h1"}:
        kind, note = _named_kind(box)
        rule = "element-name"
    if kind is None:
        return None
    if kind == "deck" and _is_text(box, layout):
        return None
    if kind == "byline" and layout.running(box.first, box.last) > layout.running(0, len(layout.pieces)) * _SECTION_SHARE:
        return None  # a good part of the text is no name
    if note in AUTHOR_BOXES and layout.running(0, box.last) == 0:
        kind = "byline"
    return Zone(kind, rule, note) if _holds_little(box, layout, kind) else None


def _is_text(box: Box, layout: Layout) -> bool:
    """Whether what a box between title and text holds is sentences: all of them long, or several, or all the running text of the page."""
    pieces = layout.pieces[box.first : box.last]
    if not all(ENDS_SENTENCE.search(piece.text) for piece in pieces):
        return False
    long = sum(map(is_running, pieces))
    return long > 1 or long == len(pieces) or 0 < layout.running(box.first, box.last) == layout.running(0, len(layout.pieces))


def _field_zone(piece: Piece) -> Zone | None:
    """What the inline elements that hold a piece are called: «author», «date», «tag»."""
    kind, note = _kind_of(name_words(piece.field))
    return Zone(kind, "element-name", note) if kind in {"byline", "date", "caption", "share"} else None


def _named_kind(box: Box) -> tuple[ZoneKind | None, str]:
    return _kind_of(box.words)


def _kind_of(words: frozenset[str]) -> tuple[ZoneKind | None, str]:
    hits = words & _names().keys()
    if "elementor" in words:  # its names are those of the builder's widgets
        hits = frozenset(word for word in hits if _names()[word] in {"byline", "date"} and word != "editor")
    if not hits:
        return None, ""
    # outer zones first: the author inside a comment is a comment
    word = min(hits, key=lambda word: (_names()[word] not in OUTER, word))
    return _names()[word], word


def _holds_little(box: Box, layout: Layout, kind: ZoneKind) -> bool:
    """Whether the text lets ``box`` be a zone of this kind."""
    if kind not in OUTER:
        length = sum(len(layout.pieces[i].text) for i in range(box.first, min(box.last, box.first + _FIELD_PIECES)))
        return box.last - box.first <= _FIELD_PIECES and length <= _FIELD_LENGTH
    total = layout.running(0, len(layout.pieces))
    inside = layout.running(box.first, box.last)
    if kind == "comment":
        return layout.tells_above(box.first) or inside == 0
    is_foot = box.tag == "footer" and box.last == len(layout.pieces)
    is_short = kind == "furniture" and box.last - box.first <= _NOTE_PIECES
    is_line = is_short and sum(map(is_running, layout.pieces[box.first : box.last])) == 1
    is_below = (is_foot or is_line) and layout.tells_above(box.first)
    return (inside <= total * _SHARE_KEPT or is_below) and not any(
        layout.pieces[i].box.tag == "h1" for i in range(box.first, min(box.last, box.first + 50)) if box.tag != "nav"
    )


def _label_piece(i: int, piece: Piece, layout: Layout, zones: list[Zone | None]) -> None:
    if piece.box.tag == "h1" or len(piece.text) > max(PREFIX_LENGTH.values()):
        return
    section = opens_section(piece.text)
    if section is not None and (section.kind != "comment" or layout.tells_above(i)):  # no comments stand above what they are about
        _mark_section(i, section, layout, zones)
        return
    label = label_of(piece.text) or (linked_label(piece.text) if piece.links else None)
    if label is not None and (zones[i] is None or label.kind == "credit"):
        zones[i] = Zone(label.kind, "label", label.form)


def _mark_section(i: int, label: Label, layout: Layout, zones: list[Zone | None]) -> None:
    """A heading that opens a section: all that follows in its container is of the section's kind."""
    zone = Zone(label.kind, "section", label.form)
    for j in _section(i, label, layout):
        if zones[j] is None or cast("Zone", zones[j]).kind not in OUTER:
            zones[j] = zone
    if zones[i] is None:
        zones[i] = Zone("share" if label.kind == "share" else label.kind, "label", label.form)


def _section(i: int, label: Label, layout: Layout) -> Iterator[int]:
    box = own = layout.pieces[i].box
    while box.parent is not None and box.parent.first == i and _is_own(box.parent, label, layout):
        box = box.parent
    yield from range(i, box.last)
    has_container = box.tag not in HEADINGS and (
        (box is not own and box.last - i > 1) or any(layout.pieces[j].link_share > _LINKED for j in range(i + 1, box.last))
    )
    if box.parent is None or (has_container and label.kind != "comment"):
        return
    end = box.parent.last
    if label.kind == "teaser" and layout.tells_above(i):
        cards = row_of_cards(box.last, end, layout)
        yield from range(box.last, cards)
        if cards > box.last:
            return
    if not _is_small(box.last, end, label, layout):
        end = box.last
        while end < box.parent.last and not is_running(layout.pieces[end]) and end - box.last < 60:
            end += 1
        if not any(layout.pieces[j].link_share > _LINKED for j in range(box.last, end)):
            return
    has_led = False
    for j in range(box.last, end):
        piece = layout.pieces[j]
        if label.kind != "comment" and (is_running(piece) or (piece.box.tag in HEADINGS and not piece.links) or _goes_on(piece, i, layout)):
            return
        if label.kind == "teaser" and has_led and _is_of_text(piece, box.parent, layout):
            return
        has_led = has_led or piece.link_share > _LINKED
        yield j


def _is_of_text(piece: Piece, text: Box, layout: Layout) -> bool:
    """Whether a piece below a list of links is the text's again: without links and shaped like its paragraphs, bold, or a sentence."""
    part = piece.box
    while part.parent is not None and part.parent is not text:
        part = part.parent
    if part.last - part.first > _NOTE_PIECES or any(layout.pieces[j].links for j in range(part.first, part.last)):
        return False
    near = layout.pieces[max(text.first, part.first - _NOTE_PIECES) : part.first]
    alike = (above.box for above in near if is_running(above) and above.box.parent is text)
    is_alike = any(box.tag == part.tag and box.element.get("class") == part.element.get("class") for box in alike)
    return is_alike or piece.bold >= len(piece.text) * _BOLD or ENDS_SENTENCE.search(piece.text) is not None


def _is_own(box: Box, label: Label, layout: Layout) -> bool:
    """Whether a box that begins with the label is the section's own: small, or a note below the text, or below more text than it holds."""
    if _is_small(box.first, box.last, label, layout):
        return True
    if label.kind == "comment" or box.tag in {"html", "body", "main", "article"}:
        return False
    can_be_note = label.kind == "furniture" and box.last - box.first <= _NOTE_PIECES and layout.tells_above(box.first)
    is_note = can_be_note and sum(map(is_running, layout.pieces[box.first : box.last])) <= _NOTE_LINES
    return is_note or layout.running(0, box.first) >= layout.running(box.first, box.last)


def _goes_on(piece: Piece, label: int, layout: Layout) -> bool:
    """Whether a short piece below a label is a sentence set like the running text above it."""
    if piece.links or not piece.text.endswith("."):
        return False
    alike = (layout.pieces[j] for j in range(max(0, label - _FIELD_PIECES), label))
    return any(is_running(above) and above.box.tag == piece.box.tag and above.box.parent is piece.box.parent for above in alike)


def _is_small(first: int, last: int, label: Label, layout: Layout) -> bool:
    """Whether the pieces of a section leave the page's story alone."""
    total = layout.running(0, len(layout.pieces))
    share = layout.running(first, last) / total if total else 0.0
    if label.kind == "comment":
        return layout.tells_above(first) or share == 0
    return share <= _SECTION_SHARE or (label.kind == "teaser" and layout.tells_above(first) and _are_cards(first, last, layout))


def _are_cards(first: int, last: int, layout: Layout) -> bool:
    """Whether every piece of running text stands in a box with a link to another story above it: excerpts of a list of stories."""
    for i in range(first, last):
        if is_running(layout.pieces[i]):
            box = layout.pieces[i].box.parent
            if box is None or box.first <= first or not any(layout.pieces[j].link_share > _LINKED for j in range(box.first, i)):
                return False
    return True


@cache
def _names() -> dict[str, ZoneKind]:
    return {row["word"]: cast("ZoneKind", row["kind"]) for row in table("element_names") if row["kind"] not in {"title", "site"}}
