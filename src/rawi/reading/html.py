"""HTML → Page: one tree, every visible text as a block, the main body told from the rest, metadata with provenance."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.model import Block, Capture, Page, Problem, Reason, Span, Stated, content_id
from rawi.reading import gate
from rawi.reading.body import main_body
from rawi.reading.decode import Decoded, clean, decode_capture
from rawi.reading.jsonld import Json, linked_data, text_of, types_of
from rawi.reading.kinds import Kind, kinds_of
from rawi.reading.labels import label_of
from rawi.reading.listings import items_of
from rawi.reading.metadata import Claims, canonical_of, claims_of, language_of, outlet_of, section_of, site_names, title_of
from rawi.reading.people import is_agency, people, without_role
from rawi.reading.tree import Layout, lay_out, parse
from rawi.reading.when import Moment, finest, instant, moment
from rawi.reading.zones import OUTER, Zone, zones_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_GAP: Final = "\n\n"
_NEAR: Final = 8
"""Pieces before the first of the body among which a byline or date near the title is looked for."""
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
_UPDATE_FORMS: Final = frozenset({"update", "updated", "modified"})


def read_html(
    capture: Capture,
    body: bytes | str | Decoded,
    *,
    url: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
) -> Page:
    """Read one page of HTML. A pure function of its arguments, safe to run in another process.

    Args:
        capture: where and when the bytes were got; relative dates are counted from its time.
        body: the bytes as received, or text already decoded.
        url: the page's address, if the capture does not know it.
        published: the time of publication (ISO 8601), where the caller knows better than the page.
        outlet: the outlet's name, likewise.

    Returns:
        The page. Its text is the texts of all blocks joined by blank lines. What could not be read is named in ``problems``.
    """
    decoded = body if isinstance(body, Decoded) else decode_capture(capture, body)
    given = _Given(
        url or capture.final_url or capture.url,
        Stated(published, where="given", raw=published) if published else None,
        Stated(outlet, where="given", raw=outlet) if outlet else None,
    )
    refused = gate.refusal(decoded.text)
    root = None if refused else parse(decoded.text)
    if root is None:
        return _flat_page(capture, decoded, refused, given)
    return _Reader(capture, decoded, root, given).page()


class _Given(NamedTuple):
    """What the caller knows better than the page."""

    url: str | None
    published: Stated | None
    outlet: Stated | None


def _flat_page(capture: Capture, decoded: Decoded, refused: Problem | None, given: _Given) -> Page:
    """A page that no parser may see, or in which there is no element: its lines, none of them judged."""
    lines = gate.flat_lines(decoded.text)
    lines = [clean(line)[0] for line in lines]
    text, spans = _joined(lines)
    blocks = tuple(Block("paragraph", span, reason=Reason("unparsed", score=0.0)) for span in spans)
    problems = (
        *decoded.problems,
        *((refused,) if refused else ()),
        *(() if lines else (Problem("no-text", hint="The page holds no visible text."),)),
    )
    return Page(
        content_id("page", capture.id),
        capture,
        text,
        blocks,
        published=given.published,
        outlet=given.outlet,
        url=given.url,
        encoding=decoded.encoding,
        problems=problems,
    )


def _joined(lines: Sequence[str]) -> tuple[str, list[Span]]:
    spans: list[Span] = []
    at = 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + len(_GAP)
    return _GAP.join(lines), spans


class _Dates(NamedTuple):
    published: Stated | None
    updated: Stated | None
    problems: tuple[Problem, ...]


class _Reader:
    """One page being read: what every step needs of the others."""

    def __init__(self, capture: Capture, decoded: Decoded, root: HtmlElement, given: _Given) -> None:
        self.capture = capture
        self.decoded = decoded
        self.reference = _time_of(capture)
        linked = linked_data(root)
        self.given = given
        self.claims: Claims = claims_of(root, linked, given.url)
        self.language_root = root
        self.layout: Layout = lay_out(root)
        self.zones: list[Zone | None] = zones_of(self.layout)
        self.problems = [*decoded.problems, *linked.problems]
        if self.layout.hidden > 400:
            self.problems.append(
                Problem("hidden-text", subject=str(self.layout.hidden), hint="Code points in elements that a browser does not show.")
            )
        self.times = list(_time_elements(root))

    def page(self) -> Page:
        layout, zones = self.layout, self.zones
        text, spans = _joined([piece.text for piece in layout.pieces])
        language = language_of(self.language_root, self.claims, text)
        items = items_of(layout, zones, spans, self.reference, says_article=self.claims.says_article())
        main = [False] * len(layout.pieces) if items else main_body(layout, zones)
        first = next((i for i, is_main in enumerate(main) if is_main), None)
        title = title_of(layout, zones, self.claims, first)
        if title.piece is not None:
            main[title.piece] = False
        kinds = kinds_of(layout, zones, main, title.piece)
        stated_outlet = self.given.outlet or outlet_of(self.claims, title.stated.value if title.stated else "")
        names = [*site_names(self.claims), *((stated_outlet.value,) if stated_outlet else ())]
        byline = () if items else self._byline(kinds, spans, title.piece, first, names)
        dates = _Dates(None, None, ()) if items else self._dates(kinds, spans, title.piece, first)
        if not layout.pieces:
            self.problems.append(Problem("no-text", hint="The page holds no visible text."))
        blocks = tuple(
            Block(kind, span, path=piece.box.path, reason=reason)
            for (kind, reason), span, piece in zip(kinds, spans, layout.pieces, strict=True)
        )
        return Page(
            content_id("page", self.capture.id),
            self.capture,
            text,
            blocks,
            title=title.stated if title.piece is None or title.stated is None else _at(title.stated, spans[title.piece]),
            byline=byline,
            published=self.given.published or dates.published,
            updated=dates.updated,
            outlet=stated_outlet,
            section=section_of(self.claims),
            language=language,
            url=canonical_of(self.claims),
            encoding=self.decoded.encoding,
            kind="listing" if items else "article",
            items=items,
            problems=(*self.problems, *dates.problems),
        )

    # who wrote it

    def _byline(
        self, kinds: list[Kind], spans: Sequence[Span], title: int | None, first: int | None, outlets: Sequence[str]
    ) -> tuple[Stated, ...]:
        """The people named as authors; a byline block that names an agency becomes a credit."""
        for raw, where, labelled in self._claimed_authors():
            if names := people(raw, outlets=outlets, labelled=labelled):
                return tuple(Stated(name, where=where, raw=raw) for name in names)
        for i in self._near_title(kinds, title, first):
            piece = self.layout.pieces[i]
            zone = self.zones[i]
            stripped, has_role = without_role(piece.text)
            is_field = zone is not None and zone.kind == "byline"
            if not (is_field or (has_role and len(piece.text) <= 80)) or len(stripped.split()) > 12:
                continue
            if is_agency(piece.text):
                kinds[i] = ("credit", Reason("agency-byline"))
                continue
            if names := people(piece.text, outlets=outlets, labelled=is_field):
                kinds[i] = ("byline", Reason("byline-form", note=zone.note if zone else "role"))
                return tuple(Stated(name, where="visible", raw=piece.text, span=spans[i]) for name in names)
        for name in _AUTHOR_METAS:
            for raw in self.claims.metas.get(name, ()):
                if names := people(raw, outlets=outlets):
                    return tuple(Stated(found, where="meta", raw=raw) for found in names)
        return ()

    def _claimed_authors(self) -> Iterator[tuple[str, str, bool]]:
        author: Json = self.claims.article.get("author")
        for item in author if isinstance(author, list) else [author]:
            is_person = isinstance(item, str) or (isinstance(item, dict) and not types_of(item) & {"Organization", "NewsMediaOrganization"})
            if is_person and (raw := text_of(item)):
                yield raw, "json-ld", False

    def _near_title(self, kinds: Sequence[Kind], title: int | None, first: int | None) -> list[int]:
        """Pieces where a byline or date of the story may stand: around the title, at the head of the body, at its very end."""
        count = len(self.layout.pieces)
        start = max(0, (title if title is not None else (first or 0)) - _NEAR)
        end = min(count, (first if first is not None else (title or 0)) + 2)
        near = [i for i in range(start, end) if not ((zone := self.zones[i]) and zone.kind in OUTER)]
        body = [i for i in range(count) if kinds[i][0] in {"paragraph", "byline", "credit"} and i >= end]
        tail = list(range(body[-1], min(count, body[-1] + 4))) if body else []
        fields = [i for i in range(count) if (zone := self.zones[i]) and zone.kind in {"byline", "date"} and not start <= i < end]
        inner = [i for i in fields if first is not None and body and first <= i <= body[-1] + 4]
        return [*near, *body[-1:], *(i for i in tail if not ((zone := self.zones[i]) and zone.kind in OUTER)), *inner]

    # when it was published

    def _dates(self, kinds: list[Kind], spans: Sequence[Span], title: int | None, first: int | None) -> _Dates:
        seen = list(self._visible_moments(kinds, spans, title, first))
        printed = [found for found, is_update in seen if not is_update]
        article = self.claims.article
        published = [
            found
            for found in (
                self._moment(text_of(article.get("datePublished")), "json-ld"),
                *(self._moment(raw, "og" if ":" in name else "meta") for name in _PUBLISHED for raw in self.claims.metas.get(name, ())),
                *(self._moment(raw, "time") for raw, is_update in self.times if not is_update),
                *printed,
            )
            if found
        ]
        updated = [
            found
            for found in (
                self._moment(text_of(article.get("dateModified")), "json-ld"),
                *(self._moment(raw, "og" if ":" in name else "meta") for name in _UPDATED for raw in self.claims.metas.get(name, ())),
                *(self._moment(raw, "time") for raw, is_update in self.times if is_update),
                *(found for found, is_update in seen if is_update),
            )
            if found
        ]
        first_said = finest(published) or finest(found for found, is_update in seen if is_update)
        last_change = next((found for found in updated if first_said is None or _is_later(found, first_said)), None)
        if last_change is None and not published and first_said:
            last_change = first_said
        return _Dates(first_said.stated if first_said else None, last_change.stated if last_change else None, _doubts(first_said, printed))

    def _moment(self, raw: str, where: str) -> Moment | None:
        return moment(raw, where, reference=self.reference) if raw else None

    def _visible_moments(
        self, kinds: list[Kind], spans: Sequence[Span], title: int | None, first: int | None
    ) -> Iterator[tuple[Moment, bool]]:
        """Dates printed near the title, best first, each with whether it is labelled as that of a change."""
        found: list[tuple[int, Moment, bool]] = []
        for i in self._near_title(kinds, title, first):
            piece, zone = self.layout.pieces[i], self.zones[i]
            if (
                len(piece.text) > 160
                or (zone and zone.kind in {"caption", "credit"})
                or kinds[i][0] in {"paragraph", "title", "quote", "list_item"}
            ):
                continue
            said = moment(piece.text, "visible", reference=self.reference, prose=True)
            if said is None:
                continue
            label = label_of(piece.text)
            is_field = bool((zone and zone.kind == "date") or label)
            is_update = _says_update(piece.text, zone)
            rank = (0 if is_field else 1) if title is None or i > title else (2 if is_field else 3)
            kinds[i] = ("date", Reason("date-near-title", note=zone.note if zone else ""))
            found.append((rank, said._replace(stated=_at(said.stated, spans[i])), is_update))
        found.sort(key=lambda entry: entry[0])
        yield from ((said, is_update) for _, said, is_update in found)


def _at(stated: Stated, span: Span) -> Stated:
    return Stated(stated.value, where=stated.where, raw=stated.raw, span=span)


def _says_update(text: str, zone: Zone | None) -> bool:
    label = label_of(text)
    if label is not None and label.kind == "date":
        return label.note == "update"
    return zone is not None and zone.note in _UPDATE_FORMS


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


def _time_of(capture: Capture) -> datetime | None:
    if not capture.fetched_at:
        return None
    try:
        when = datetime.fromisoformat(capture.fetched_at)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _time_elements(root: HtmlElement) -> Iterator[tuple[str, bool]]:
    """``time`` elements that date the page itself, each with whether it dates a change."""
    found = [element for element in root.iter("time") if element.get("datetime")]
    marked = [
        element
        for element in found
        if element.get("pubdate") is not None or "date" in (element.get("itemprop") or "").lower() or _is_entry_date(element)
    ]
    days = {(element.get("datetime") or "")[:10] for element in found}
    for element in marked or (found[:1] if len(days) == 1 else ()):
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        yield element.get("datetime") or "", "updated" in names or "modified" in names


def _is_entry_date(element: HtmlElement) -> bool:
    names = (element.get("class") or "").lower()
    return any(name in names for name in ("entry-date", "published", "post-date", "article-date", "updated"))
