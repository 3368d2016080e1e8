"""Dates that are those of something else than the page: of an event, of a calendar, of another story's card, of the site's bar.

Each question is put to one piece that prints a date; ``dating`` asks them before it believes one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from rawi.arabic.dates import read_date
from rawi.reading.labels import dates_event, publication_label
from rawi.reading.tree import HEADINGS
from rawi.reading.when import is_nothing_but_date, is_range, moment
from rawi.reading.zones import OUTER

if TYPE_CHECKING:
    from rawi.reading.around import Surroundings
    from rawi.reading.tree import Box

_LINE: Final = 160
"""No line that dates a page is longer."""
_LABEL: Final = 40
_CARD_PIECES: Final = 8
CARD_LINK: Final = 12
"""A card that leads to another story holds few pieces, and a link of so many code points."""
_CLOCK: Final = re.compile(r"\d:\d\d")
_SCORE: Final = re.compile(r"\d{1,2}\s?[-\u2013]\s?\d{1,2}$")
_ALL_LINKS: Final = 0.9
_MENU: Final = 3
"""A bar or frame that holds more links, or more linked words, than these is the site's."""


def says_other(i: int, around: Surroundings) -> bool:
    """Whether a piece gives two ends of a time, or says, or the label before it does, that the date is that of something else."""
    pieces = around.layout.pieces
    if _is_quoted(pieces[i].box) or is_range(pieces[i].text) or dates_event(pieces[i].text) or is_of_match(i, around):
        return True
    if i == 0 or i - 1 == around.title or len(pieces[i - 1].text) > _LINE:
        return False
    before = pieces[i - 1]  # the label in an element of its own
    is_label = len(before.text) <= _LABEL and (before.box.tag in {"dt", "th"} or before.text.endswith(":"))
    as_label = f"{before.text.rstrip(' :')}: {pieces[i].text}"
    return dates_event(before.text) or (is_label and publication_label(before.text) is None and dates_event(as_label))


def is_in_schedule(i: int, day: str, around: Surroundings) -> bool:
    """Whether other lines in boxes of the same kind have another day: a calendar, a chronicle, posts of several days."""
    pieces, box = around.layout.pieces, around.layout.pieces[i].box
    row = box.parent
    if row is None:
        return False
    holds_title = around.title is not None and row.first <= around.title < row.last
    whole = row if holds_title or row.parent is None else row.parent
    for j in range(whole.first, min(whole.last, around.body_end + 2)):
        other = pieces[j].box
        if j == i or len(pieces[j].text) > _LINE or not _is_like(other, box) or ((zone := around.zones[j]) and zone.kind in OUTER):
            continue
        is_date = is_nothing_but_date(pieces[j].text, None)
        in_like_row = not holds_title and other.parent is not None and other.parent is not row and _is_like(other.parent, row)
        if (other.parent is row and (is_date or abs(i - j) == 1)) or (in_like_row and is_date):
            said = moment(pieces[j].text, "visible", prose=True)
            if said is None or said.day == day or publication_label(pieces[j].text) is not None:
                continue
            if not _is_same_night(day, pieces[j].text):
                return True
    return False


def _is_same_night(day: str, text: str) -> bool:
    """Whether a line gives ``day`` once more by the moon, as printed calendars and sightings have it: up to a day apart."""
    found = read_date(text)
    if found is None or found.hijri is None or found.grain in {"month", "year"}:
        return False
    try:
        return abs(date.fromisoformat(found.value[:10]) - date.fromisoformat(day)) <= timedelta(days=1)
    except ValueError:
        return False


def is_of_match(i: int, around: Surroundings) -> bool:
    """Whether a date stands in one row with a score («2 - 1»): it is that of the match."""
    row = around.layout.pieces[i].box.parent or around.layout.pieces[i].box
    if row.last - row.first > _CARD_PIECES:
        row = around.layout.pieces[i].box
    return any(_SCORE.match(piece.text) for piece in around.layout.pieces[row.first : row.last])


def is_beside_picture(i: int, around: Surroundings) -> bool:
    """Whether a date without a clock stands alone with a picture: it says when that was taken, unless the picture is the writer's."""
    piece = around.layout.pieces[i]
    row = piece.box.parent
    is_alone = row is not None and row.pictured and row.last - row.first == 1
    if around.kinds[i][0] == "byline":
        return False
    return piece.box.pictured or (is_alone and _CLOCK.search(piece.text) is None)


def is_above_text(i: int, around: Surroundings) -> bool:
    """Whether a piece stands between the title and the text, or is the first line of what is taken for it."""
    title, first = around.title, around.first
    return title is not None and first is not None and title < i <= first and around.kinds[i][0] in {"furniture", "paragraph", "deck"}


def is_in_card(i: int, around: Surroundings) -> bool:
    """Whether a piece stands with a heading or a link of some length: it dates what that leads to."""
    box = around.layout.pieces[i].box
    if box.last - box.first == 1 and box.parent is not None:
        box = box.parent
    if around.title is not None and box.first <= around.title < box.last:
        return False
    others = (around.layout.pieces[j] for j in range(box.first, min(box.last, box.first + _CARD_PIECES)) if j != i)
    return any(other.box.tag in HEADINGS or other.links >= CARD_LINK for other in others)


def is_in_bar(i: int, within: Box, around: Surroundings) -> bool:
    """Whether a date stands in a bar of the site, beside the links of a menu; one link beside it is the story's section."""
    bar = around.layout.pieces[i].box
    while bar.parent is not None and bar.parent is not within and bar is not within:
        bar = bar.parent
    if bar is within:
        return False
    linked = [piece.text.split() for piece in around.layout.pieces[bar.first : bar.last] if piece.link_share >= _ALL_LINKS]
    return len(linked) > _MENU or sum(map(len, linked)) > _MENU


def is_frame(box: Box, title: int, around: Surroundings) -> bool:
    """Whether a box holds the whole page, the site's menu above the title included."""
    pieces = around.layout.pieces[box.first : title]
    return box.tag in {"html", "body"} or sum(piece.link_share >= _ALL_LINKS for piece in pieces) > _MENU


def _is_quoted(box: Box | None) -> bool:
    """Whether a box lies in a quotation: its date is that of what was said."""
    while box is not None and box.tag != "blockquote":
        box = box.parent
    return box is not None


def _is_like(one: Box, other: Box) -> bool:
    """Whether two boxes are of one kind."""
    return one is other or (one.tag == other.tag and one.element.get("class") == other.element.get("class"))
