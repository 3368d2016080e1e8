"""Listing pages: entries that lead to stories elsewhere, each with its title, address, time and excerpt."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.limits import LISTING_ITEMS
from rawi.model import Item, Problem, Span
from rawi.reading.labels import label_of
from rawi.reading.tree import HEADINGS, collapse, is_running
from rawi.reading.when import moment
from rawi.reading.zones import OUTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from lxml.html import HtmlElement

    from rawi.reading.tree import Box, Layout
    from rawi.reading.zones import Zone

FEWEST: Final = 6
"""Fewer entries make no listing."""
_TITLE_LENGTH: Final = (12, 300)
_STORY_LENGTH: Final = 700
"""Running text in one box, outside all entries, that makes the page a story with links beside it."""
_BRIEF_LENGTH: Final = 160
"""The same where the entries are bare titles, as beside any story, or the page says that it is one article."""
_HEADLINE_WORDS: Final = 5
_LINK: Final = 12
"""A link of so many code points leads to a page of its own."""
_NO_PAGE: Final = re.compile(r"^(?:#|javascript:|mailto:|tel:|whatsapp:)", re.IGNORECASE)


class Entries(NamedTuple):
    """The entries of a listing page, and what is to be said of those that were not taken."""

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()


def items_of(
    layout: Layout, zones: Sequence[Zone | None], spans: Sequence[Span], reference: datetime | None, *, says_article: bool
) -> Entries:
    """The entries of a listing page, in page order; none if the page is a story.

    Args:
        layout: the pieces of the page.
        zones: what each is said to be.
        spans: the place of each in the page's text.
        reference: the time of the capture, from which relative times are counted.
        says_article: whether the page declares itself to be one article, as many listing pages do.
    """
    cards = list(_cards(layout))
    if (
        len(cards) < FEWEST
        or (says_article and _heads_brief(layout, cards[0]))
        or not _is_listing(layout, zones, cards, says_article=says_article)
    ):
        return Entries()
    found = list(islice(_items(cards, layout, spans, reference), LISTING_ITEMS + 1))
    if len(found) < FEWEST:
        return Entries()
    if len(found) <= LISTING_ITEMS:
        return Entries(tuple(found))
    cut = Problem(
        "listing-too-long", found[-1].span, str(LISTING_ITEMS), "The entries from here on were not taken; their text is on the page."
    )
    return Entries(tuple(found[:-1]), (cut,))


def _heads_brief(layout: Layout, card: Card) -> bool:
    """Whether a headline of several words, no link, stands with a sentence of its own above the first entry: a story told in brief."""
    headline = next((i for i, piece in enumerate(layout.pieces[: card[0].first]) if piece.box.tag == "h1"), None)
    if headline is None or layout.pieces[headline].links or len(layout.pieces[headline].text.split()) < _HEADLINE_WORDS:
        return False
    return layout.tells_above(card[0].first) and not any(piece.links >= _LINK for piece in layout.pieces[headline : card[0].first])


def _items(cards: Sequence[Card], layout: Layout, spans: Sequence[Span], reference: datetime | None) -> Iterator[Item]:
    """The entries that lead to a page each, every page once."""
    seen: set[str] = set()
    for box, head, link in cards:
        place = Span(spans[box.first].start, spans[box.last - 1].end)
        item = _item((box, head, link), layout, place, reference)
        if item and item.href not in seen:
            seen.add(item.href)
            yield item


Card = tuple["Box", "Box", "HtmlElement"]


def _cards(layout: Layout) -> Iterator[Card]:
    """Boxes that hold one linked headline each: an ``article``, or the element that repeats around such headlines."""
    heads = [
        (box, link) for box in layout.boxes if box.tag in HEADINGS and box.tag != "h1" and (link := _only_link(box.element)) is not None
    ]
    counts: dict[Box, int] = {}
    for box, _ in heads:
        parent = box.parent
        while parent is not None:
            counts[parent] = counts.get(parent, 0) + 1
            parent = parent.parent
    for box, link in heads:
        card = box
        while card.parent is not None and counts[card.parent] == 1 and not _is_text(card.parent, box, layout):
            card = card.parent
        yield card, box, link


def _is_text(box: Box, head: Box, layout: Layout) -> bool:
    """Whether a box around a linked headline is the text of a story in which that stands: an excerpt is short and below its headline."""
    return layout.running(box.first, head.first) > 0 or layout.running(head.last, box.last) >= _STORY_LENGTH


def _only_link(element: HtmlElement) -> HtmlElement | None:
    """The link that covers a heading, if there is one: inside it, or around it."""
    links = [link for link in element.iter("a") if link.get("href")]
    if len(links) == 1:
        return links[0]
    parent = element.getparent()
    return parent if parent is not None and parent.tag == "a" and parent.get("href") else None


def _is_listing(layout: Layout, zones: Sequence[Zone | None], cards: Sequence[Card], *, says_article: bool) -> bool:
    """Whether the page is its entries: little running text stands outside them, and nowhere much of it together."""
    inside = [False] * len(layout.pieces)
    for box, _, _ in cards:
        for i in range(box.first, box.last):
            inside[i] = True
    sums: dict[Box | None, int] = {}
    outside = entries = 0
    for i, piece in enumerate(layout.pieces):
        if inside[i]:
            entries += len(piece.text)
        elif is_running(piece) and not ((zone := zones[i]) and zone.kind in OUTER):
            outside += len(piece.text)
            sums[piece.box.parent] = sums.get(piece.box.parent, 0) + len(piece.text)
            sums[piece.box] = sums.get(piece.box, 0) + len(piece.text)
    rich = sum(_has_more(box, head, layout) for box, head, _ in cards) * 2 >= len(cards)
    if says_article and not rich:
        return False
    longest = _STORY_LENGTH if rich and not says_article else _BRIEF_LENGTH
    return max(sums.values(), default=0) < longest and entries > outside * 2


def _has_more(box: Box, head: Box, layout: Layout) -> bool:
    """Whether an entry has an excerpt beside its title."""
    return any(len(layout.pieces[i].text) >= 60 for i in range(box.first, box.last) if not head.first <= i < head.last)


def _item(card: Card, layout: Layout, place: Span, reference: datetime | None) -> Item | None:
    box, head, link = card
    href = (link.get("href") or "").strip()
    title = collapse(" ".join(layout.pieces[i].text for i in range(head.first, head.last)))
    if not href or _NO_PAGE.match(href) or not _TITLE_LENGTH[0] <= len(title) <= _TITLE_LENGTH[1]:
        return None
    time, time_raw, excerpt = None, "", ""
    for i in range(box.first, box.last):
        if head.first <= i < head.last:
            continue
        piece = layout.pieces[i]
        said = moment(piece.text, "visible", reference=reference, prose=True) if time is None and len(piece.text) <= 60 else None
        if said is not None:
            time, time_raw = said.value, piece.text
        elif len(piece.text) > len(excerpt) and len(piece.text) >= 30 and label_of(piece.text) is None:
            excerpt = piece.text
    return Item(title, href, time, time_raw, excerpt, place)
