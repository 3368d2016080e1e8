"""What stands around the title: who wrote the story, and when it was published and changed.

The machine-readable places are asked first. What is printed is believed only near the title, at the head of the body and at its very end,
where templates put such lines; a date or name elsewhere belongs to other stories, to readers or to the site.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import has_arabic
from rawi.model import STORY_KINDS, Problem, Reason, Span, Stated
from rawi.reading.jsonld import Json, text_of, types_of
from rawi.reading.labels import dates_issue, label_of
from rawi.reading.people import is_agency, people, person_alone, role_part, without_role
from rawi.reading.tree import HEADINGS, name_words
from rawi.reading.when import Moment, finest, instant, is_nothing_but_date, moment
from rawi.reading.zones import OUTER, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rawi.reading.kinds import Kind
    from rawi.reading.metadata import Claims
    from rawi.reading.tree import Layout, Piece

_NEAR: Final = 8
"""Pieces before the first of the body among which a byline or date near the title is looked for."""
_PARTICULARS: Final = frozenset({"postprofile", "userinfo"})
"""What forums print about a member beside each post, the head of the first one included."""
_HIGH_HEADINGS: Final = HEADINGS - {"h5", "h6"}
"""What heads the text or a part of it; lower ranks are used for their size."""
_ALL_LINKS: Final = 0.9
_PUBLISHED: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dateposted",
    "dc:date",
    "dc.date",
    "dc.date.issued",
    "dc:created",
    "dcterms.created",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published",
    "parsely-pub-date",
    "sailthru.date",
    "article_date_original",
    "cxenseparse:recs:publishtime",
)
_UPDATED: Final = ("article:modified_time", "og:updated_time", "datemodified", "dc.date.modified", "dcterms.modified", "last-modified")
_AUTHOR_METAS: Final = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_UPDATE_NAMES: Final = frozenset({"update", "updated", "updatetime", "modified", "datemodified"})
_PUBLISH_NAMES: Final = frozenset({"published", "datepublished", "pubdate", "publishdate", "created", "entrydate", "postdate"})
_CLOCK: Final = re.compile(r"^\W{0,4}(?:[^\W\d_]{4,8}\W{1,3})?\d{1,2}:\d{2}(?!\d)\W{0,3}(?:[^\W\d_]{1,7}\W{0,2}){0,2}$")
"""A line that holds nothing but a time of day."""
_LINE: Final = 160
"""No line that dates a page is longer."""


class Dates(NamedTuple):
    """When a page was published and last changed, and what is doubtful about it."""

    published: Stated | None
    updated: Stated | None
    problems: tuple[Problem, ...]


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
        self.near = self._near(title, first)
        self.edges = self._edges(title, first)

    def _near(self, title: int | None, first: int | None) -> list[int]:
        """Pieces around the title, at the head of the body, at its very end; and fields of the template that stand in the body."""
        count = len(self.layout.pieces)
        start = self._head_start(title if title is not None else (first or 0))
        end = self._head_end(title, first)
        free = [not ((zone := self.zones[i]) and zone.kind in OUTER) for i in range(count)]
        self.head_end = end
        body = [i for i in range(end, count) if self.kinds[i][0] in {"paragraph", "byline", "credit", "quote", "list_item", "heading"}]
        self.body_end = body[-1] if body else end
        last = min(count, body[-1] + 4) if body else end
        fields = [i for i in range(end, last) if (zone := self.zones[i]) and zone.kind in {"byline", "date"}]
        tail = range(body[-1], last) if body else ()
        signed = {i for i in tail if self.layout.pieces[i].authors and (zone := self.zones[i]) and zone.kind == "furniture"}
        return [i for i in dict.fromkeys((*range(start, end), *fields, *tail)) if free[i] or i in signed]

    def _head_start(self, title: int) -> int:
        """Where the head of the story begins: above the title up to a menu or bar of the site, whose date is that of today."""
        links = 0
        for i in range(title - 1, max(0, title - _NEAR) - 1, -1):
            zone = self.zones[i]
            links += self.layout.pieces[i].link_share >= _ALL_LINKS
            if (zone and zone.kind in OUTER and zone.rule != "label" and zone.note not in _PARTICULARS) or links > 1:
                return i + 1
        return max(0, title - _NEAR)

    def _head_end(self, title: int | None, first: int | None) -> int:
        """Where the head ends: at the second line of the body, or below the fields between a first line set apart and the rest."""
        count = len(self.layout.pieces)
        if first is None:
            return min(count, (title or 0) + 2)
        second = next((i for i in range(first + 1, min(count, first + _NEAR)) if self.kinds[i][0] in STORY_KINDS), first)
        return min(count, max(first + 1, second) + 1)

    def _edges(self, title: int | None, first: int | None) -> list[int]:
        """Where a line that only names a person names the writer: between the title and the body, its first lines, its last."""
        if first is None:
            return []
        count = len(self.layout.pieces)
        head = range(first if title is None or title > first else title + 1, min(first + 2, count))
        end = self.body_end
        box = self.layout.pieces[end].box if end < count else None
        tail = [i for i in range(end, min(end + 4, count)) if self.layout.pieces[i].box in {box, box and box.parent}]
        kinds = {"paragraph", "heading", "furniture", "question"}
        near = [i for i in dict.fromkeys((*head, *tail)) if i in self.near]
        return [i for i in near if self.layout.pieces[i].box.tag not in _HIGH_HEADINGS and self.kinds[i][0] in kinds]

    def byline(self, claims: Claims, outlets: Sequence[str]) -> tuple[Stated, ...]:
        """The people named as authors. A byline that names an agency becomes a credit on the way."""
        printed = self._printed_byline(outlets)
        claimed = [Stated(name, where="json-ld", raw=raw) for raw in _claimed_authors(claims) for name in people(raw, outlets=outlets)]
        if claimed and not (printed and has_arabic(printed[0].value) and not any(has_arabic(said.value) for said in claimed)):
            return tuple({said.value: said for said in reversed(claimed)}.values())[::-1]
        if printed:
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
            for i in self.edges:
                names = person_alone(self.layout.pieces[i].text, outlets=outlets) if (i < self.head_end) == is_head else ()
                if names:
                    return self._named(i, names, Reason("name-alone", score=0.8))
        return accounts

    def _labelled(self, i: int, outlets: Sequence[str]) -> tuple[Stated, ...]:
        """The people whom a piece names and says, by its words or its names, to be the writers."""
        piece, zone = self.layout.pieces[i], self.zones[i]
        stripped, has_role = without_role(role_part(piece.text))
        is_field = zone is not None and zone.kind == "byline"
        says_who = bool(piece.authors) or (len(stripped.split()) <= 12 and (is_field or (has_role and len(piece.text) <= 80)))
        if i == self.title or not says_who or len(piece.text) > _LINE * 2:
            return ()
        if is_agency(piece.text):
            self.kinds[i] = ("credit", Reason("agency-byline"))
            return ()
        names = _linked_people(piece, outlets) or people(piece.text, outlets=outlets, labelled=is_field)
        if not names:
            return ()
        return self._with_others(i, self._named(i, names, Reason("byline-form", note=zone.note if zone else "role")), outlets)

    def _with_others(self, i: int, named: tuple[Stated, ...], outlets: Sequence[str]) -> tuple[Stated, ...]:
        """The people of a byline with those whom the same row of fields names beside them."""
        row = self.layout.pieces[i].box
        for j in range(i + 1, min(row.last, len(self.layout.pieces))):
            zone = self.zones[j]
            names = people(self.layout.pieces[j].text, outlets=outlets) if zone is not None and zone.kind == "byline" else ()
            if not names:
                break
            named += self._named(j, names, Reason("byline-form", note="row"))
        return named

    def _named(self, i: int, names: Sequence[str], reason: Reason) -> tuple[Stated, ...]:
        """Piece ``i`` as the byline."""
        self.kinds[i] = ("byline", reason)
        return tuple(Stated(name, where="visible", raw=self.layout.pieces[i].text, span=self.spans[i]) for name in names)

    def dates(self, claims: Claims, reference: datetime | None) -> Dates:
        """When the page was published and changed, in the order of trust."""
        seen = list(self._printed_moments(reference))
        times = [
            (found, is_update)
            for i in self.near
            if self._may_date(i) and (found := self._timed(i, reference))
            for is_update in (self._is_update(i),)
        ]
        printed = [found for found, is_update in seen if not is_update]
        published = [*_claimed_moments(claims, "datePublished", _PUBLISHED, reference), *(t for t, update in times if not update), *printed]
        published = published or list(self._issue_moments(reference)) or self._only_day(reference)
        changed = [found for found, is_update in (*times, *seen) if is_update]
        updated = [*_claimed_moments(claims, "dateModified", _UPDATED, reference), *changed]
        said = finest(published) or finest(changed)
        last = next((found for found in updated if said is None or _is_later(found, said)), None)
        if last is None and not published:
            last = said
        return Dates(said.stated if said else None, last.stated if last else None, _doubts(said, printed))

    def _issue_moments(self, reference: datetime | None) -> Iterator[Moment]:
        """The date of the paper's issue, wherever it is printed: what a page without any other date is dated by."""
        for i, piece in enumerate(self.layout.pieces):
            if len(piece.text) <= _LINE and self.kinds[i][0] in {"furniture", "date", "table"} and dates_issue(piece.text):
                said = moment(piece.text, "visible", reference=reference, prose=True)
                if said is not None:
                    self.kinds[i] = ("date", Reason("issue-date", score=0.8))
                    yield said._replace(stated=_at(said.stated, self.spans[i]))

    def _only_day(self, reference: datetime | None) -> list[Moment]:
        """The moments of ``time`` elements among the text, if they are all of one day: posts of a channel carry their dates below."""
        places = range(self.head_end, min(len(self.layout.pieces), self.body_end + _NEAR))
        free = (i for i in places if not ((zone := self.zones[i]) and zone.kind in OUTER - {"furniture"}))
        found = [said for i in free if (said := self._timed(i, reference)) is not None]
        return found if len({said.day for said in found}) == 1 else []

    def _with_clock(self, i: int, said: Moment, reference: datetime | None) -> Moment:
        """The moment with the clock that a field of its own beside the date gives."""
        if said.clock:
            return said
        for j in (i + 1, i - 1):
            if 0 <= j < len(self.layout.pieces) and _CLOCK.match(text := self.layout.pieces[j].text):
                whole = moment(f"{self.layout.pieces[i].text} {text}", "visible", reference=reference, prose=True)
                if whole is not None and whole.day == said.day and whole.clock:
                    return whole
        return said

    def _may_date(self, i: int) -> bool:
        """Whether a date may be the page's: after the head only a field in the body, after the body only what is labelled."""
        label = label_of(self.layout.pieces[i].text)
        zone = self.zones[i]
        is_labelled = label is not None and label.kind == "date"
        is_field = zone is not None and zone.kind == "date"
        return i < self.head_end or is_labelled or (is_field and (i <= self.body_end or self._is_publication(i)))

    def _timed(self, i: int, reference: datetime | None) -> Moment | None:
        """The machine-readable moment of a ``time`` element in a piece."""
        raw = self.layout.pieces[i].when
        return moment(raw, "time", reference=reference) if raw else None

    def _is_publication(self, i: int) -> bool:
        """Whether a machine-readable date is named that of publication."""
        piece = self.layout.pieces[i]
        return bool(piece.when) and not name_words(piece.field).isdisjoint(_PUBLISH_NAMES)

    def _is_update(self, i: int) -> bool:
        """Whether a date is labelled as that of a change."""
        label = label_of(self.layout.pieces[i].text)
        if label is not None and label.kind == "date":
            return label.note == "update"
        names = name_words(self.layout.pieces[i].field) | self.layout.pieces[i].box.words
        return not names.isdisjoint(_UPDATE_NAMES) and names.isdisjoint(_PUBLISH_NAMES)

    def _printed_moments(self, reference: datetime | None) -> Iterator[tuple[Moment, bool]]:
        """Dates printed near the title, best first, each with whether it is labelled as that of a change."""
        found: list[tuple[int, Moment, bool]] = []
        for i in self.near:
            piece, zone = self.layout.pieces[i], self.zones[i]
            if len(piece.text) > _LINE or (zone and zone.kind in {"caption", "credit"}) or self.kinds[i][0] in {"title", "quote"}:
                continue
            said = moment(piece.text, "visible", reference=reference, prose=True)
            is_field = bool((zone and zone.kind in {"date", "byline"}) or label_of(piece.text))
            if said is None or not (is_field or is_nothing_but_date(piece.text, reference)) or not self._may_date(i):
                continue
            after = self.title is None or i > self.title
            self.kinds[i] = ("date", Reason("date-near-title", note=zone.note if zone else ""))
            said = self._with_clock(i, said, reference)
            found.append(((not is_field) + 2 * (not after), said._replace(stated=_at(said.stated, self.spans[i])), self._is_update(i)))
        found.sort(key=lambda entry: entry[0])
        yield from ((said, is_update) for _, said, is_update in found)


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


def _claimed_moments(claims: Claims, field: str, metas: Sequence[str], reference: datetime | None) -> list[Moment]:
    """The moments that JSON-LD and the head state."""
    raws = [(text_of(claims.article.get(field)), "json-ld")]
    raws += [(raw, "og" if ":" in name else "meta") for name in metas for raw in claims.metas.get(name, ())]
    return [found for raw, where in raws if raw and (found := moment(raw, where, reference=reference))]


def _at(stated: Stated, span: Span) -> Stated:
    return Stated(stated.value, where=stated.where, raw=stated.raw, span=span)


def _is_later(found: Moment, than: Moment) -> bool:
    late, early = instant(found), instant(than)
    return late is not None and early is not None and late > early and bool(found.clock) == bool(than.clock)


def _doubts(said: Moment | None, printed: Sequence[Moment]) -> tuple[Problem, ...]:
    """What is said in one place and not in another."""
    if said is None or not printed or said.stated.where == "visible":
        return ()
    shown = printed[0]
    if shown.day != said.day and all(other.day != said.day for other in printed):
        return (
            Problem(
                "dates-disagree",
                span=shown.stated.span,
                subject=f"{said.value} {shown.value}",
                hint="The page prints another day than its head states.",
            ),
        )
    if said.zone == "Z" and shown.clock and not shown.zone and said.clock.startswith(shown.clock[:5]):
        return (
            Problem(
                "zone-doubtful", subject=said.value, hint="The clock in UTC equals the one printed for readers: the zone may be wrong."
            ),
        )
    return ()
