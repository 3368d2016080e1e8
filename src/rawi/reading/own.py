"""The page's own headline and the text under it, and what stands above both: strips of short news, notes on cookies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.limits import TITLE_LENGTH
from rawi.reading.metadata import SEPARATOR, key_of, whole_heading
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, is_text
from rawi.reading.when import is_nothing_but_date
from rawi.reading.zones import OUTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.reading.tree import Box, Layout
    from rawi.reading.zones import Zone

_HEADLINES: Final = 8
"""So many lines are tried as the page's own headline."""
_HEADLINE_WORDS: Final = 5
"""A headline of fewer words could be the name of a section."""
_CARDS: Final = 3
_CARD: Final = (3, 4)
"""So many cards side by side make a row, of so many pieces each."""
_DAY: Final = 60
"""No day is printed longer."""
_ROW: Final = 6
"""A box around a paragraph that has no more pieces is that paragraph's own."""


class Headline(NamedTuple):
    """A line that could be the page's own headline."""

    at: int
    is_sure: bool
    """Whether it cannot be the name of a section or of the site."""
    is_title: bool
    """Whether the page claims it as its title, or as a part of that."""


def headlines_of(layout: Layout, zones: Sequence[Zone | None], titles: Sequence[str]) -> list[Headline]:
    """The lines that could be the page's own headline: what prints its title or a part of it, and a long ``h1``.

    It leads nowhere, but for a headline of several words that is the title: some templates link it to the page itself.
    """
    parts = {key for title in titles for part in (title, *SEPARATOR.split(title)) if (key := key_of(part))}
    found: list[Headline] = []
    for i, piece in enumerate(layout.pieces):
        if len(piece.text) > TITLE_LENGTH or ((zone := zones[i]) and zone.kind in OUTER):
            continue
        key = key_of(whole_heading(layout, i))
        is_long = len(key.split()) >= _HEADLINE_WORDS
        if piece.links and not (is_long and piece.box.tag in HEADINGS and key in parts):
            continue
        if key in parts or (is_long and piece.box.tag in HEADINGS and (piece.box.tag == "h1" or any(key in part for part in parts))):
            found.append(Headline(i, is_long and not SEPARATOR.search(piece.text), key in parts))
            if len(found) == _HEADLINES:
                break
    return found


def text_outside(layout: Layout, zones: Sequence[Zone | None], own: Sequence[Headline]) -> Iterator[int]:
    """Running text outside the one box that holds the page's title, as printed, and text below it: what is above, and dated cards below.

    There templates print strips of the latest news and notes on cookies, opinions and the like.
    """
    headline = main_headline(layout, own)
    if headline is None:
        return
    first = next((i for i in range(headline.at + 1, len(layout.pieces)) if is_told(i, layout, zones)), None)
    around = shared_box(layout.pieces[headline.at].box, first) if first is not None else None
    if around is not None:
        yield from _above(around.first, layout, zones)
        yield from _dated_cards(around.last, layout)


def main_headline(layout: Layout, own: Sequence[Headline]) -> Headline | None:
    """The line that prints the page's title, if one surely does: an ``h1`` before any other."""
    tags = {headline: layout.pieces[headline.at].box.tag for headline in own if headline.is_title}
    headline = next((one for one, tag in tags.items() if tag == "h1"), next(iter(tags), None))
    return headline if headline is not None and (headline.is_sure or tags[headline] in {"h1", "h2"}) else None


def _above(end: int, layout: Layout, zones: Sequence[Zone | None]) -> Iterator[int]:
    """Running text above a piece, with the fields in its rows; none if a headline of another story stands among it."""
    if any(_heads_story(i, layout) for i in range(end)):
        return
    for i in range(end):
        if is_told(i, layout, zones):
            row = layout.pieces[i].box.parent
            is_row = row is not None and row.last <= end and row.last - row.first <= _ROW
            yield from range(row.first, row.last) if row is not None and is_row else (i,)


def _dated_cards(start: int, layout: Layout) -> Iterator[int]:
    """Below a piece, boxes of one kind side by side that hold a line, more words and a day each."""
    row: list[Box] = []
    for box in layout.boxes:
        if box.first < start or not _is_dated_card(box, layout):
            continue
        if row and (row[-1].last != box.first or row[-1].parent is not box.parent or row[-1].tag != box.tag):
            row = []
        row.append(box)
        if len(row) >= _CARDS:
            yield from range(row[-_CARDS].first, box.last)


def _is_dated_card(box: Box, layout: Layout) -> bool:
    """Whether a box holds a line, no sentence, and a longer one, and one of its other lines is nothing but a date."""
    if not _CARD[0] <= box.last - box.first <= _CARD[1]:
        return False
    head, *rest = (piece.text for piece in layout.pieces[box.first : box.last])
    days = (text for text in rest if len(text) <= _DAY and any(map(str.isdigit, text)))
    return len(head) < max(map(len, rest)) and not ENDS_SENTENCE.search(head) and any(is_nothing_but_date(text, None) for text in days)


def _heads_story(i: int, layout: Layout) -> bool:
    """Whether a piece is a heading of several words that leads nowhere."""
    piece = layout.pieces[i]
    return piece.box.tag in HEADINGS and not piece.links and len(piece.text.split()) >= _HEADLINE_WORDS


def shared_box(box: Box, i: int) -> Box | None:
    """The smallest box that holds another one and a piece below it."""
    around: Box | None = box
    while around is not None and around.last <= i:
        around = around.parent
    return around


def is_told(i: int, layout: Layout, zones: Sequence[Zone | None]) -> bool:
    """Whether a piece is a sentence of a story that leads nowhere and that nothing names as something else."""
    zone, piece = zones[i], layout.pieces[i]
    return zone is None and not piece.links and is_text(piece)
