"""What stands around the title, and who wrote the story; ``dating`` asks the same places when it was published.

The machine-readable places are asked first. What is printed is believed only near the title, at the head of the body and at its very end,
where templates put such lines; a date or name elsewhere belongs to other stories, to readers or to the site.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic import has_arabic
from rawi.arabic.dates import read_date
from rawi.model import STORY_KINDS, Reason, Span, Stated
from rawi.reading.jsonld import Json, text_of, types_of
from rawi.reading.kinds import BESIDE_PICTURE
from rawi.reading.others import CARD_LINK
from rawi.reading.people import in_headline, is_agency, is_with_agency, people, person_alone, role_part, run_in, without_date, without_role
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS
from rawi.reading.when import day_first, is_nothing_but_date
from rawi.reading.zones import OUTER, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.reading.kinds import Kind
    from rawi.reading.metadata import Claims
    from rawi.reading.tree import Box, Layout, Piece

_NEAR: Final = 8
"""Pieces before the first of the body among which a byline or date near the title is looked for."""
_PARTICULARS: Final = frozenset({"postprofile", "userinfo"})
"""What forums print about a member beside each post, the head of the first one included."""
_HIGH_HEADINGS: Final = HEADINGS - {"h5", "h6"}
"""What heads the text or a part of it; lower ranks are used for their size."""
_LIFE_SHARE: Final = 0.5
_ALL_LINKS: Final = 0.9
_BETWEEN_LINKS: Final = re.compile(r"[\s|]+")
_MENU: Final = 5
"""A line of links with more words is a menu."""
_SEVERAL: Final = frozenset({"authors", "writers", "reporters"})
"""What templates call a box of several writers."""
_AUTHOR_METAS: Final = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_LINE: Final = 160
"""No line that dates a page is longer."""


class Surroundings:
    """The pieces of a page with what is known of them, and where its title and its body stand.

    ``kinds`` is the caller's own list: a piece that turns out to be the byline or the date becomes one in it.
    """

    def __init__(
        self,
        layout: Layout,
        zones: Sequence[Zone | None],
        kinds: list[Kind],
        spans: Sequence[Span],
        *,
        title: int | None,
        first: int | None,
    ) -> None:
        """Find the places where a byline or date of the story may stand."""
        self.layout = layout
        self.zones = zones
        self.kinds = kinds
        self.spans = spans
        self.title = title
        self.first = first
        self.near = self._near(title, first)
        self.edges = self._edges(title, first)

    def _near(self, title: int | None, first: int | None) -> list[int]:
        """Pieces around the title, at the head of the body, at its very end; and fields of the template that stand in the body."""
        count = len(self.layout.pieces)
        start = self._head_start(title if title is not None else (first or 0))
        end = self._head_end(title, first)
        free = [not ((zone := self.zones[i]) and zone.kind in OUTER) for i in range(count)]
        self.head_end = end
        for i in range((title or 0) + 1, min(first or 0, end)):  # a row of fields that is called after its share buttons
            free[i] = free[i] or (_is_share_row(self.zones[i]) and is_nothing_but_date(self.layout.pieces[i].text, None))
        body = [i for i in range(end, count) if self.kinds[i][0] in {"paragraph", "byline", "credit", "quote", "list_item", "heading"}]
        self.body_end = body[-1] if body else end
        last = min(count, body[-1] + 4) if body else end
        fields = [i for i in range(end, last) if (zone := self.zones[i]) and zone.kind in {"byline", "date"}]
        is_note = bool(body) and self.layout.pieces[body[-1]].text.startswith("*")  # who the writer is, below the name
        self.tail = self.body_end - is_note
        tail = range(self.tail, last) if body else ()
        signed = {i for i in tail if self.layout.pieces[i].authors and (zone := self.zones[i]) and zone.kind == "furniture"}
        return [i for i in dict.fromkeys((*range(start, end), *self._writers_above(start), *fields, *tail)) if free[i] or i in signed]

    def _writers_above(self, start: int) -> list[int]:
        """What is named as the writer in the small box of the title, above fields of the site's in it."""
        if self.title is None:
            return []
        row = self.layout.pieces[self.title].box.parent
        if row is None or row.tag in {"html", "body"} or row.first < self.title - _NEAR:
            return []
        return [i for i in range(row.first, start) if (zone := self.zones[i]) and zone.kind == "byline"]

    def _head_start(self, title: int) -> int:
        """Where the head of the story begins: above the title up to a menu or bar of the site, whose date is that of today."""
        links = 0
        for i in range(title - 1, max(0, title - _NEAR) - 1, -1):
            zone = self.zones[i]
            if not (zone and zone.kind == "byline"):
                links += _links_in(self.layout.pieces[i])
            if (zone and zone.kind in OUTER and zone.rule != "label" and zone.note not in _PARTICULARS) or links > 1:
                return i + 1
        return max(0, title - _NEAR)

    def _head_end(self, title: int | None, first: int | None) -> int:
        """Where the head ends: at the second line of the body, or below the fields between a first line set apart and the rest."""
        count = len(self.layout.pieces)
        if first is None:
            return min(count, (title or 0) + 2)
        if self.kinds[first][0] in {"date", "byline"}:  # fields that stand in the text's own box
            first = next((i for i in range(first + 1, min(count, first + _NEAR)) if self.kinds[i][0] in STORY_KINDS), first)
        second = next((i for i in range(first + 1, min(count, first + _NEAR)) if self.kinds[i][0] in STORY_KINDS), first)
        if any(self._is_card(i) for i in range(first + 1, second)):
            second = first
        return min(count, max(first + 1, second) + 1)

    def _is_card(self, i: int) -> bool:
        """Whether a piece belongs to a card of another story: linked or a heading, nothing says what it is, and it is no person's name."""
        piece = self.layout.pieces[i]
        return self.zones[i] is None and (piece.links >= CARD_LINK or piece.box.tag in HEADINGS) and not person_alone(piece.text)

    def _edges(self, title: int | None, first: int | None) -> list[int]:
        """Where a line that only names a person names the writer: between the title and the body, its first lines, its last."""
        if first is None:
            return []
        count = len(self.layout.pieces)
        above = self._above(title, first) if title is not None and title < first else ()
        head = (*range(first if title is None or title > first else title + 1, min(max(first + 2, self.head_end), count)), *above)
        end = self.body_end
        box = self.layout.pieces[end].box if end < count else None
        tail = [i for i in range(self.tail, min(end + 4, count)) if i < end or self.layout.pieces[i].box in {box, box and box.parent}]
        kinds = {"paragraph", "heading", "furniture", "question", "credit", "date"}
        near = [i for i in dict.fromkeys((*head, *tail)) if i in self.near and self.layout.pieces[i].box.tag not in _HIGH_HEADINGS]
        return [i for i in near if self.kinds[i][0] in kinds or self._is_row_beside_portrait(i) or self._is_row_alone(i)]

    def _above(self, title: int, first: int) -> Iterator[int]:
        """The lines above the title, in the element of the story, that stand in a row with its date."""
        pieces, story = self.layout.pieces, self.layout.pieces[title].box
        while story.parent is not None and first >= story.last:
            story = story.parent
        start = max(story.first, self._head_start(title))
        dated = {i for i in range(start, title) if len(pieces[i].text) <= _LINE and read_date(day_first(pieces[i].text)) is not None}
        yield from (i for i in range(start, title) if not dated.isdisjoint({i - 1, i, i + 1}))

    def _is_row_beside_portrait(self, i: int) -> bool:
        """Whether what looks like a picture's caption gives the day too: the writer's picture, name and date make one row."""
        return self.kinds[i] == BESIDE_PICTURE and read_date(self.layout.pieces[i].text) is not None

    def _is_row_alone(self, i: int) -> bool:
        """Whether a cell is the only one of its row: a line of a layout in tables."""
        box = self.layout.pieces[i].box
        row = box.parent if box.tag == "td" else None
        return self.kinds[i][0] == "table" and row is not None and row.tag == "tr" and row.last - row.first == 1

    def byline(self, claims: Claims, outlets: Sequence[str]) -> tuple[Stated, ...]:
        """The people named as authors. A byline that names an agency becomes a credit on the way."""
        printed = self._printed_byline(outlets)
        claimed = [Stated(name, where="json-ld", raw=raw) for raw in _claimed_authors(claims) for name in people(raw, outlets=outlets)]
        if claimed and not (printed and has_arabic(printed[0].value) and not any(has_arabic(said.value) for said in claimed)):
            return tuple({said.value: said for said in reversed(claimed)}.values())[::-1]
        if printed or (printed := self._in_headline(outlets)):
            return printed
        for raw in (raw for name in _AUTHOR_METAS for raw in claims.metas.get(name, ())):
            if names := people(raw, outlets=outlets):
                return tuple(Stated(found, where="meta", raw=raw) for found in names)
        return ()

    def _printed_byline(self, outlets: Sequence[str]) -> tuple[Stated, ...]:
        """Who wrote the story, as the head says it or else the end: in a labelled line, in one of a name alone, in Latin letters."""
        accounts: tuple[Stated, ...] = ()
        for is_head in (True, False):
            for i in self.near:
                named = self._labelled(i, outlets) if (i < self.head_end) == is_head else ()
                if any(has_arabic(name.value) for name in named):
                    return named
                accounts = accounts or named
            for i in sorted(self.edges, key=self._is_under_picture):  # who wrote it wins over who is shown
                if is_with_agency(self.layout.pieces[i].text):
                    self.kinds[i] = ("credit", Reason("agency-byline"))
                names = person_alone(self.layout.pieces[i].text, outlets=outlets) if (i < self.head_end) == is_head else ()
                if names and not (self._is_under_picture(i) and self._tells_of(names)):
                    return self._named(i, names, Reason("name-alone", score=0.8))
        return accounts or self._run_in(outlets)

    def _is_under_picture(self, i: int) -> bool:
        """Whether a line stands alone with a picture, in one box with it or in a box beside it, and leads nowhere."""
        box = self.layout.pieces[i].box
        row = box.parent if box.parent is not None and box.parent.last - box.parent.first == 1 else box
        is_alone = box.last - box.first == 1 and (box.pictured or row.pictured)
        return is_alone and not self.layout.pieces[i].links and not self.layout.pieces[i].authors

    def _tells_of(self, names: Sequence[str]) -> bool:
        """Whether the text, above its last line, which may present its writer, tells of one of these people by the whole name."""
        told = (self.layout.pieces[i].text for i in range(self.head_end - 1, self.body_end) if self.kinds[i][0] in STORY_KINDS)
        return any(name in text and text != name for text in told for name in names)

    def _in_headline(self, outlets: Sequence[str]) -> tuple[Stated, ...]:
        """Who wrote the story, where its printed headline says so, or a heading above the text that could be it."""
        above = range((self.first or 0) - 1, -1, -1)
        heads = (i for i in above if self.layout.pieces[i].box.tag in HEADINGS and not ((zone := self.zones[i]) and zone.kind in OUTER))
        i = self.title if self.title is not None else next(heads, None)
        if i is None:
            return ()
        text = self.layout.pieces[i].text
        name, words = in_headline(text, outlets=outlets)
        at = text.find(words) if name else -1
        start = self.spans[i].start + at
        return (Stated(name, where="visible", raw=words, span=Span(start, start + len(words))),) if at >= 0 else ()

    def _run_in(self, outlets: Sequence[str]) -> tuple[Stated, ...]:
        """Who wrote the story, where its first paragraph opens with the place and the name."""
        if self.first is None or self.kinds[self.first][0] != "paragraph":
            return ()
        name, head = run_in(self.layout.pieces[self.first].text, outlets=outlets)
        start = self.spans[self.first].start
        return (Stated(name, where="visible", raw=head, span=Span(start, start + len(head))),) if name else ()

    def _labelled(self, i: int, outlets: Sequence[str]) -> tuple[Stated, ...]:
        """The people whom a piece names and says, by its words or its names, to be the writers."""
        piece, zone = self.layout.pieces[i], self.zones[i]
        stripped, has_role = without_role(role_part(piece.text))
        is_field = zone is not None and zone.kind == "byline"
        if zone is not None and zone.kind == "credit" and i in self.edges and (names := person_alone(piece.text, outlets=outlets)):
            return self._named(i, names, Reason("byline-form", note=zone.note))
        says_who = bool(piece.authors) or (len(without_date(stripped).split()) <= 12 and (is_field or (has_role and len(piece.text) <= 80)))
        if i > 0 and not has_role and without_role(self.layout.pieces[i - 1].text) == ("", True):
            is_field = says_who = True  # the label stands in an element of its own
        if i == self.title or not says_who or len(piece.text) > _LINE * 2 or piece.box.tag == "blockquote":
            return ()
        if is_agency(piece.text):
            self.kinds[i] = ("credit", Reason("agency-byline"))
            return ()
        names = _linked_people(piece, outlets) or people(piece.text, outlets=outlets, labelled=is_field)
        if not names or (is_field and not has_role and not piece.authors and self._is_beside_a_name(i, outlets)):
            return ()
        return self._with_others(i, self._named(i, names, Reason("byline-form", note=zone.note if zone else "role")), outlets)

    def _with_others(self, i: int, named: tuple[Stated, ...], outlets: Sequence[str]) -> tuple[Stated, ...]:
        """The people of a byline with those whom the same row of fields names beside them."""
        row = self._row_of_writers(i)
        for j in range(i + 1, min(row.last, len(self.layout.pieces))):
            zone = self.zones[j]
            piece = self.layout.pieces[j]
            is_field = (
                zone is not None and zone.kind == "byline" and not ENDS_SENTENCE.search(piece.text)
            )  # a sentence tells who the writer is
            names = people(piece.text, outlets=outlets) if is_field else ()
            if not names:
                break
            if not has_arabic(piece.text) or person_alone(piece.text, outlets=outlets) or self._is_field_alike(i, j):
                named += self._named(j, names, Reason("byline-form", note="row"))
        return named

    def _is_field_alike(self, i: int, j: int) -> bool:
        """Whether two pieces are each alone in a box that is called the writer's, by the same name."""
        one, other = self.layout.pieces[i].box, self.layout.pieces[j].box
        is_alone = all(box.last - box.first == 1 for box in (one, other)) and one.parent is other.parent
        zone = self.zones[i]
        is_called = zone is not None and zone.note in one.words and one.element.get("class") == other.element.get("class")
        return is_alone and one.tag == other.tag and is_called

    def _row_of_writers(self, i: int) -> Box:
        """The box of a piece, or the one around it where that holds nothing but what is named the writers'."""
        box = self.layout.pieces[i].box
        row = box.parent
        if row is None or row.last - row.first > _NEAR:
            return box
        return row if all(zone is not None and zone.kind == "byline" for zone in self.zones[row.first : row.last]) else box

    def _is_beside_a_name(self, i: int, outlets: Sequence[str]) -> bool:
        """Whether the field of the writer holds a piece that is surely a name, and ``i`` is none: the name of the writer's column."""
        if (own := self.zones[i]) and own.note in _SEVERAL:
            return False
        row = [j for j in (i - 1, i + 1) if 0 <= j < len(self.zones) and (zone := self.zones[j]) and zone.kind == "byline"]
        alone = [bool(person_alone(self.layout.pieces[j].text, outlets=outlets)) for j in (i, *row)]
        return has_arabic(self.layout.pieces[i].text) and not alone[0] and any(alone[1:])

    def set_lives_aside(self, byline: Sequence[Stated]) -> None:
        """Below the text a line that repeats the writer's name heads what the site says of the writer, to the end of its box."""
        names = {" ".join(said.value.split()) for said in byline}
        pieces, running = self.layout.pieces, [i for i, kind in enumerate(self.kinds) if kind[0] in STORY_KINDS]
        for i in running[1:]:
            box = pieces[i].box.parent
            if pieces[i].text not in names or box is None or box.first != i or any(j > box.last for j in running):
                continue
            if self.layout.running(i, box.last) <= self.layout.running(running[0], i) * _LIFE_SHARE:
                self.kinds[i : box.last] = [
                    ("furniture", Reason("writers-life")) if kind[0] in STORY_KINDS else kind for kind in self.kinds[i : box.last]
                ]

    def _named(self, i: int, names: Sequence[str], reason: Reason) -> tuple[Stated, ...]:
        """Piece ``i`` as the byline."""
        self.kinds[i] = ("byline", reason)
        return tuple(Stated(name, where="visible", raw=self.layout.pieces[i].text, span=self.spans[i]) for name in names)


def _links_in(piece: Piece) -> int:
    """How many links a line holds, as far as they count: none, one, or the two and more of a menu."""
    is_linked = piece.links >= len(_BETWEEN_LINKS.sub("", piece.text)) * _ALL_LINKS
    is_menu = is_linked and (len(piece.text.split()) > _MENU or piece.text.count("|") > 1)
    return 2 if is_menu else int(piece.link_share >= _ALL_LINKS)


def _is_share_row(zone: Zone | None) -> bool:
    return zone is not None and zone.kind == "share" and zone.rule == "element-name"


def _linked_people(piece: Piece, outlets: Sequence[str]) -> tuple[str, ...]:
    """The people in the elements of a piece that are marked as naming an author."""
    return tuple(dict.fromkeys(name for text in piece.authors for name in people(text, outlets=outlets, labelled=True)))


def _claimed_authors(claims: Claims) -> Iterator[str]:
    """The names of persons in the article's JSON-LD, references to other nodes resolved."""
    author: Json = claims.article.get("author")
    for item in author if isinstance(author, list) else [author]:
        node: Json = claims.linked.resolved(item) if isinstance(item, dict) else item
        if isinstance(node, dict) and types_of(node) & {"Organization", "NewsMediaOrganization"}:
            continue
        if raw := text_of(node):
            yield raw
