"""Listing pages: entries that lead to stories elsewhere, each with its title, address, time and excerpt."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.limits import LISTING_ITEMS
from rawi.model import Item, Problem, Span
from rawi.reading.labels import label_of
from rawi.reading.own import is_told, shared_box
from rawi.reading.tree import HEADINGS, collapse, is_running
from rawi.reading.when import is_nothing_but_date, moment
from rawi.reading.zones import OUTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from lxml.html import HtmlElement

    from rawi.reading.metadata import Claims
    from rawi.reading.own import Headline
    from rawi.reading.tree import Box, Layout
    from rawi.reading.zones import Zone

FEWEST: Final = 6
"""Fewer entries make no listing."""
_TITLE_LENGTH: Final = (12, 300)
_STORY_LENGTH: Final = 700
"""Running text in one box, outside all entries, that makes the page a story with links beside it."""
_BRIEF_LENGTH: Final = 160
"""The same where the entries are bare titles, as beside any story, or the page says that it is one article."""
_CARD_PIECES: Final = 6
"""A card around a story has at most so many."""
_NAME_LENGTH: Final = 20
_NO_PAGE: Final = re.compile(r"^(?:#|javascript:|mailto:|tel:|whatsapp:)", re.IGNORECASE)


class Entries(NamedTuple):
    """The entries of a listing page, and what is to be said of those that were not taken; or the cards around a story."""

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    around: tuple[int, ...] = ()
    """The pieces of cards around a story that stands under its own headline."""


def items_of(
    layout: Layout,
    zones: Sequence[Zone | None],
    spans: Sequence[Span],
    reference: datetime | None,
    *,
    own: Sequence[Headline],
    claims: Claims,
) -> Entries:
    """The entries of a listing page, in page order; none if the page is a story.

    Args:
        layout: the pieces of the page.
        zones: what each is said to be.
        spans: the place of each in the page's text.
        reference: the time of the capture, from which relative times are counted.
        own: what could be the page's own headline.
        claims: what the head says; many listing pages declare themselves to be one article.
    """
    heads = _linked_headlines(layout)
    cards = list(_cards(heads, layout, own))
    inside = _inside(layout, cards)
    if cards and _tells_story(layout, zones, cards, inside, own, dated=claims.is_dated()):
        kinds = Counter((box.parent, box.tag) for box, _, _ in cards)
        others = [box for box, head, _ in cards if _is_other_story(box, head, layout, zones, is_alone=kinds[box.parent, box.tag] == 1)]
        return Entries(around=tuple(i for box in others for i in range(box.first, box.last)))
    if len(cards) < FEWEST or not _is_listing(layout, zones, cards, inside, says_article=claims.says_article()):
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


def _tells_story(
    layout: Layout, zones: Sequence[Zone | None], cards: Sequence[Card], inside: Sequence[bool], own: Sequence[Headline], *, dated: bool
) -> bool:
    """Whether text of the page's own stands below its own headline: a story, however many cards stand around it.

    A section's name, too, stands above a sentence or two on what it is about: below a short headline there must be paragraphs, or a date or
    a byline between the two, or in the page's head.
    """
    told = [i for i in range(len(layout.pieces)) if not inside[i] and is_told(i, layout, zones)]
    starts = sorted(box.first for box, _, _ in cards)
    pairs = ((one, other) for one, other in pairwise(told) if _are_near(layout.pieces[one].box, layout.pieces[other].box))
    last_run = max((one for one, other in pairs if _between(starts, one, other) < FEWEST), default=-1)
    are_few = len(cards) < FEWEST  # no listing, but for the question whether they are part of the text
    for headline in own:
        below = bisect_right(told, headline.at)
        if below == len(told):
            break
        first = told[below]
        is_signed = dated or _is_signed(layout, zones, range(headline.at + 1, first), inside)
        are_close = _between(starts, headline.at, first) < FEWEST
        around = shared_box(layout.pieces[headline.at].box, first)
        are_one = around is not None and around.first > 0  # and not the whole page: something stands above it
        if are_few or last_run >= first or (headline.is_sure and (is_signed or are_close or are_one)) or (is_signed and are_close):
            return True
    return False


def _between(starts: Sequence[int], first: int, last: int) -> int:
    """How many entries begin between two pieces."""
    return bisect_left(starts, last) - bisect_right(starts, first)


def _is_other_story(box: Box, head: Box, layout: Layout, zones: Sequence[Zone | None], *, is_alone: bool) -> bool:
    """Whether a card leads to another story; what is no longer than a name, alone of its kind, may be the writer's."""
    if box.last - box.first > _CARD_PIECES or any((zone := zones[i]) and zone.kind == "byline" for i in range(box.first, box.last)):
        return False
    return not is_alone or (_has_more(box, head, layout) and len(layout.pieces[head.first].text) > _NAME_LENGTH)


def _are_near(one: Box, other: Box) -> bool:
    """Whether two paragraphs stand in one box, or wrapped each for itself."""
    wraps = one.parent, other.parent
    return wraps[0] is wraps[1] or (wraps[0] is not None and wraps[1] is not None and wraps[0].parent is wraps[1].parent)


def _is_signed(layout: Layout, zones: Sequence[Zone | None], between: range, inside: Sequence[bool]) -> bool:
    """Whether a date or a byline stands between a headline and the text, in no entry."""
    return any(
        not inside[i] and (((zone := zones[i]) and zone.kind in {"byline", "date"}) or is_nothing_but_date(layout.pieces[i].text, None))
        for i in between
    )


def _inside(layout: Layout, cards: Sequence[Card]) -> list[bool]:
    """Which pieces lie in an entry."""
    inside = [False] * len(layout.pieces)
    for box, _, _ in cards:
        inside[box.first : box.last] = [True] * (box.last - box.first)
    return inside


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


def _linked_headlines(layout: Layout) -> list[tuple[Box, HtmlElement]]:
    """The headings below the first rank that one link covers, with the link."""
    return [
        (box, link) for box in layout.boxes if box.tag in HEADINGS and box.tag != "h1" and (link := _only_link(box.element)) is not None
    ]


def _cards(heads: Sequence[tuple[Box, HtmlElement]], layout: Layout, own: Sequence[Headline]) -> Iterator[Card]:
    """Boxes that hold one linked headline each: an ``article``, or the element that repeats around such headlines."""
    counts: dict[Box, int] = {}
    for box, _ in heads:
        parent = box.parent
        while parent is not None:
            counts[parent] = counts.get(parent, 0) + 1
            parent = parent.parent
    for box, link in heads:
        card = box
        while card.parent is not None and counts[card.parent] == 1 and not _is_text(card.parent, box, layout, own):
            card = card.parent
        yield card, box, link


def _is_text(box: Box, head: Box, layout: Layout, own: Sequence[Headline]) -> bool:
    """Whether a box around a linked headline is a story in which that stands: an excerpt is short and below its headline."""
    if layout.running(box.first, head.first) > 0 or layout.running(head.last, box.last) >= _STORY_LENGTH:
        return True
    return any(box.first <= headline.at < box.last for headline in own)


def _only_link(element: HtmlElement) -> HtmlElement | None:
    """The link that covers a heading, if there is one: inside it, or around it."""
    links = [link for link in element.iter("a") if link.get("href")]
    if len(links) == 1:
        return links[0]
    parent = element.getparent()
    return parent if parent is not None and parent.tag == "a" and parent.get("href") else None


def _is_listing(layout: Layout, zones: Sequence[Zone | None], cards: Sequence[Card], inside: Sequence[bool], *, says_article: bool) -> bool:
    """Whether the page is its entries: little running text stands outside them, and nowhere much of it together."""
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
