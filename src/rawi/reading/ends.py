"""Where the story has ended: boxes under a heading of their own below it, and headings whose box has lost all else.

Below its text a template prints what a reader may want next: a horoscope, columns of the day, more of the section. None of it needs a
link or a date. What tells such a box from the last part of a text is its place: below the last paragraph and what follows that, the row of
buttons, the source, other stories.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.reading.body import is_called_like
from rawi.reading.inserts import row_of_cards
from rawi.reading.own import Headline, is_told, main_headline, shared_box
from rawi.reading.people import person_alone, without_role
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, is_running, is_text, is_written_large
from rawi.reading.when import is_nothing_but_date
from rawi.reading.zones import OUTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.reading.tree import Box, Layout, Piece
    from rawi.reading.zones import Zone

_HEAD_LENGTH: Final = 60
"""The heading of a box below the story is no longer; headlines are."""
_PIECES: Final = 60
_LENGTH: Final = 600
"""So much text a box outside the story's holds at most."""
_FRAMED: Final = 120
"""A notice in a frame of its own is no longer."""
_SHARE: Final = 0.5
"""And all boxes inside the story's together so much of the text above them."""
_WHOLE: Final = frozenset({"html", "body", "main", "article"})
_INNER_HEADINGS: Final = HEADINGS - {"h1"}
_LABELS: Final = frozenset({"div", "header", "label"})
_LABEL_WORDS: Final = 4
"""So many words in a box of their own head a box, where no heading does."""
_DAY: Final = 60
"""No day is printed longer."""
_FEW: Final = 2
_HEADLINE: Final = 3
"""A headline has so many words at least."""
_PARTED: Final = ":-\u2013\u2014|"
"""What stands between a headline and its excerpt."""


def below_end(layout: Layout, zones: Sequence[Zone | None], own: Sequence[Headline]) -> Iterator[int]:
    """The pieces of boxes that begin with a short heading, below the last of the story's text and a piece that no story holds.

    Args:
        layout: the pieces.
        zones: what each is said to be.
        own: what could be the page's own headline; without one nothing is known to be the story's.
    """
    headline = main_headline(layout, own)
    first = next((i for i in range(headline.at + 1, len(layout.pieces)) if is_told(i, layout, zones)), None) if headline else None
    around = shared_box(layout.pieces[headline.at].box, first) if headline and first is not None else None
    if first is None or around is None:
        return
    found = _headed_boxes(layout, zones, first, around)
    covered = {i for box in found for i in range(box.first, box.last)}
    last = _last_told(layout, zones, first, covered)
    story = _Story(first, last, shared_box(layout.pieces[first].box.parent or around, last) or around, around)
    found = [box for box in found if box.first > last]
    yield from (i for box in _below(found, story, layout, zones) for i in range(box.first, box.last))


class _Story(NamedTuple):
    """Where the story's text begins and ends, the box that holds it, and the one that holds its headline too."""

    first: int
    last: int
    text: Box
    around: Box


def _below(found: Sequence[Box], story: _Story, layout: Layout, zones: Sequence[Zone | None]) -> Iterator[Box]:
    """Of the boxes below the text those that are none of it: the nearer to it they stand, the more must speak for it.

    Among the text's own paragraphs both the row of buttons, or the source, and other stories stand above them, or they hold dated cards;
    beside its box one of these does; outside the headline's box other stories do, or the box holds cards.
    """
    cards = [box for box in found if _holds_cards(box, layout)]
    below, none = range(story.last + 1, len(layout.pieces)), len(layout.pieces)
    closed = next((i for i in below if (zone := zones[i]) and zone.kind in {"share", "credit"}), none)
    others = next((i for i in below if _is_others(zones[i])), none)
    apart = min((others, *(box.first for box in cards if box.first >= story.around.last)))
    inside = [
        box for box in found if others <= box.first < story.text.last and (closed <= box.first or (box in cards and _is_dated(box, layout)))
    ]
    beside = [box for box in found if story.text.last <= box.first < story.around.last and min(closed, apart) <= box.first]
    beside = [box for box in beside if not is_called_like(box, story.text)]
    outside = [box for box in found if box.first >= max(story.around.last, apart)]
    is_signed = any((zone := zones[i]) and zone.kind == "credit" for i in range(story.first, story.around.last))
    for boxes, share in ((inside, _SHARE), (beside, _SHARE), (outside, none if is_signed else 1)):
        rest = [box for box in boxes if box not in cards]
        told = sum(_told(box.first, box.last, layout, zones) for box in rest)
        if told <= share * _told(story.first, story.last + 1, layout, zones) and (boxes is outside or not _are_parts(rest, layout, zones)):
            yield from boxes
        else:
            yield from (box for box in boxes if box in cards)


def _holds_cards(box: Box, layout: Layout) -> bool:
    """Whether below its heading a box is a row of cards, or of paragraphs that each begin with a link."""
    if row_of_cards(box.first + 1, box.last, layout) == box.last:
        return True
    rest = layout.pieces[box.first + 1 : box.last]
    return len(rest) >= _FEW and all(map(_begins_with_link, rest))


def _begins_with_link(piece: Piece) -> bool:
    """Whether a piece is a paragraph that begins with a link of several words and goes on below a colon or the like."""
    element = piece.box.element
    if (element.text or "").strip() or len(element) == 0 or element[0].tag != "a" or not 0 < piece.link_share < 1:
        return False
    return len("".join(element[0].itertext()).split()) >= _HEADLINE and (element[0].tail or "").lstrip()[:1] in set(_PARTED)


def _is_dated(box: Box, layout: Layout) -> bool:
    """Whether two lines of a box at least are nothing but a day."""
    short = (piece.text for piece in layout.pieces[box.first : box.last] if len(piece.text) <= _DAY and any(map(str.isdigit, piece.text)))
    return sum(is_nothing_but_date(text, None) for text in short) >= _FEW


def _is_others(zone: Zone | None) -> bool:
    """Whether a piece belongs to other stories or to readers, or stands outside the story by its place."""
    return zone is not None and (zone.kind in {"teaser", "comment"} or zone.rule == "insert")


def below_rule(layout: Layout, zones: Sequence[Zone | None]) -> Iterator[int]:
    """The last paragraph of a text, where a rule stands above it and its class is none of the text's: a note of the site's."""
    for i, piece in enumerate(layout.pieces):
        box, parent = piece.box, piece.box.parent
        if zones[i] is not None or parent is None or parent.last - i > _FEW or not is_text(piece) or not _is_below_rule(box):
            continue
        names = {layout.pieces[j].box.element.get("class") for j in range(max(parent.first, i - _PIECES), i) if is_told(j, layout, zones)}
        if box.element.get("class") and names and box.element.get("class") not in names:
            yield from range(i, parent.last)


def lone_cells(layout: Layout, zones: Sequence[Zone | None]) -> Iterator[int]:
    """Lines below the text alone in a table each: a notice of the site's in a frame, unless it is a day or says who wrote."""
    for box in layout.boxes:
        i, around = box.first, box.parent
        if box.tag != "table" or box.last - i != 1 or around is None or zones[i] is not None or not layout.tells_above(i):
            continue
        text = layout.pieces[i].text
        is_line = len(text) <= _FRAMED and not text.endswith(".") and not is_nothing_but_date(text, None)
        is_last = not any(is_text(layout.pieces[j]) and zones[j] is None for j in range(box.last, around.last))
        if is_line and is_last and not without_role(text)[1] and not person_alone(text) and _is_beside_text(box, layout, zones):
            yield i


def _is_beside_text(table: Box, layout: Layout, zones: Sequence[Zone | None]) -> bool:
    """Whether running text that lies in no such table stands right above one."""
    above = layout.pieces[table.first - 1]
    part = above.box
    while part.parent is not None and part.parent is not table.parent:
        part = part.parent
    return is_running(above) and part.tag != "table" and zones[table.first - 1] is None


def _is_below_rule(box: Box) -> bool:
    """Whether a rule stands right above a box."""
    above = box.element.getprevious()
    return above is not None and above.tag == "hr"


def _headed_boxes(layout: Layout, zones: Sequence[Zone | None], first: int, around: Box) -> list[Box]:
    """Boxes below the first piece of text that begin with a short heading and hold little, and none called like one with the text."""
    told = {
        (box.tag, box.element.get("class"))
        for i in range(first, len(layout.pieces))
        if is_told(i, layout, zones) and (box := layout.pieces[i].box.parent) is not None and not _is_headed(box, layout)
    }
    found: list[Box] = []
    for box in layout.boxes:
        if box.first <= first or (found and box.first < found[-1].last) or not _is_headed(box, layout):
            continue
        is_part = box.element.get("class") and (box.tag, box.element.get("class")) in told
        if not is_part and (box.first < around.last or _told(box.first, box.last, layout, zones) <= _LENGTH):
            found.append(box)
    return found


def _is_headed(box: Box, layout: Layout) -> bool:
    """Whether a box begins with a short heading in an element of its own and goes on below it."""
    if not 1 < box.last - box.first <= _PIECES or box.tag in _WHOLE:
        return False
    head = layout.pieces[box.first]
    if head.box is box or len(head.text) > _HEAD_LENGTH or ENDS_SENTENCE.search(head.text):
        return False
    is_label = head.box.tag in _LABELS and head.box.last - head.box.first == 1 and len(head.text.split()) <= _LABEL_WORDS
    return head.box.tag in _INNER_HEADINGS or is_label


def _last_told(layout: Layout, zones: Sequence[Zone | None], first: int, covered: set[int]) -> int:
    """The last piece of the text: of what stands in no box of the sought kind, leaving out a line alone in its box below them."""
    rest = [i for i in range(first, len(layout.pieces)) if i not in covered and _is_text(i, layout, zones)]
    start = min(covered, default=len(layout.pieces))
    counts: dict[Box | None, int] = {}
    for i in rest:
        parent = layout.pieces[i].box.parent
        counts[parent] = counts.get(parent, 0) + 1
    return next((i for i in reversed(rest) if i < start or counts[layout.pieces[i].box.parent] >= _FEW), first)


def _is_text(i: int, layout: Layout, zones: Sequence[Zone | None]) -> bool:
    """Whether a piece is text, with links or without, that nothing names as something else."""
    return not ((zone := zones[i]) and zone.kind in OUTER) and is_text(layout.pieces[i])


def _told(first: int, last: int, layout: Layout, zones: Sequence[Zone | None]) -> int:
    """How many code points of text stand in a range of pieces."""
    return sum(len(layout.pieces[i].text) for i in range(first, last) if _is_text(i, layout, zones))


def _are_parts(boxes: Sequence[Box], layout: Layout, zones: Sequence[Zone | None]) -> bool:
    """Whether several boxes with text are called alike: the parts of one text, each under its heading."""
    names = [(box.tag, box.element.get("class")) for box in boxes if _told(box.first, box.last, layout, zones)]
    return len(set(names)) < len(names)


def without_lone_headings(layout: Layout, zones: Sequence[Zone | None], main: Sequence[bool]) -> list[bool]:
    """The body without headings of boxes that have lost all else, and without those that head nothing but what is no story's."""
    pieces, found = layout.pieces, list(main)
    below = len(pieces)
    for i in range(len(pieces) - 1, -1, -1):
        if not main[i]:
            continue
        if pieces[i].box.tag in _INNER_HEADINGS and not is_written_large(pieces[i]):
            found[i] = not (_has_lost_all(i, layout, main) or _heads_others(i, below, layout, zones))
        below = i
    return found


def _has_lost_all(i: int, layout: Layout, main: Sequence[bool]) -> bool:
    """Whether a heading begins a box of which nothing else, though more than it says, is in the body."""
    box = layout.pieces[i].box.parent
    if box is None or box.first != i or box.tag in _WHOLE or any(main[i + 1 : box.last]):
        return False
    rest = layout.pieces[i + 1 : box.last]
    return sum(len(piece.text) for piece in rest) > len(layout.pieces[i].text)


def _heads_others(i: int, below: int, layout: Layout, zones: Sequence[Zone | None]) -> bool:
    """Whether between a heading and the next one of its rank, or the end, stand only several pieces that no story holds."""
    if below < len(layout.pieces) and layout.pieces[below].box.tag > layout.pieces[i].box.tag:
        return False
    if below < len(layout.pieces) and layout.pieces[below].box.tag not in HEADINGS:
        return False
    between = zones[i + 1 : below]
    return len(between) > _FEW and all(zone is not None and zone.kind in OUTER for zone in between)
