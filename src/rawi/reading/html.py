"""HTML → Page: one tree, every visible text as a block, the main body told from the rest, metadata with provenance."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.limits import FLAT_BLOCKS
from rawi.model import Block, Capture, Page, Problem, Reason, Span, Stated, content_id
from rawi.reading import gate
from rawi.reading.around import Surroundings
from rawi.reading.body import main_body, with_lead, without_bar
from rawi.reading.dating import Dates, dates_of
from rawi.reading.decode import Decoded, clean, decode_capture
from rawi.reading.ends import below_end, below_rule, lone_cells, without_lone_headings
from rawi.reading.jsonld import linked_data
from rawi.reading.kinds import kinds_of
from rawi.reading.listings import items_of
from rawi.reading.metadata import canonical_of, claims_of, language_of, section_of, site_names, title_of
from rawi.reading.outlets import home_of, outlet_of
from rawi.reading.own import headlines_of, text_outside
from rawi.reading.tree import Layout, parse
from rawi.reading.walk import lay_out
from rawi.reading.zones import OUTER, Zone, zones_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

_GAP: Final = "\n\n"
_MUCH_HIDDEN: Final = 400
"""Code points of hidden text below which it is menus and labels for screen readers."""


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
    return _parsed_page(capture, decoded, root, given)


class _Given(NamedTuple):
    """What the caller knows better than the page."""

    url: str | None
    published: Stated | None
    outlet: Stated | None


def _flat_page(capture: Capture, decoded: Decoded, refused: Problem | None, given: _Given) -> Page:
    """A page that no parser may see, or in which there is no element: its lines, none of them judged."""
    lines = clean("\n".join(gate.flat_lines(decoded.text)))[0].split("\n")
    lines = [line for line in [*lines[: FLAT_BLOCKS - 1], " ".join(lines[FLAT_BLOCKS - 1 :])] if line]
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


def _parsed_page(capture: Capture, decoded: Decoded, root: HtmlElement, given: _Given) -> Page:
    """A page with a tree. What needs the tree comes first: finding the body uses it up."""
    reference = _time_of(capture)
    linked = linked_data(root)
    claims = claims_of(root, linked, given.url)
    home = home_of(root)
    layout = lay_out(root)
    zones = zones_of(layout)
    text, spans = _joined([piece.text for piece in layout.pieces])
    own = headlines_of(layout, zones, claims.titles())
    items, cut, around_story = items_of(layout, zones, spans, reference, own=own, claims=claims)
    for i in text_outside(layout, zones, own) if not items else ():
        zones[i] = zones[i] or Zone("furniture", "insert", "outside-story")
    for i in around_story:
        zones[i] = said if (said := zones[i]) and said.kind in OUTER else Zone("teaser", "insert", "cards")
    for i in (*below_end(layout, zones, own), *below_rule(layout, zones), *lone_cells(layout, zones)) if not items else ():
        zones[i] = said if (said := zones[i]) and said.kind in OUTER else Zone("furniture", "insert", "below-story")
    main = [False] * len(layout.pieces) if items else without_lone_headings(layout, zones, main_body(layout, zones))
    first = next((i for i, is_main in enumerate(main) if is_main), None)
    title = title_of(layout, zones, claims, first)
    if title.piece is not None:
        main[title.piece] = False
        main = without_bar(layout, main, title.piece)
        main = with_lead(layout, zones, main, title.piece)
        first = next((i for i, is_main in enumerate(main) if is_main), None)
    kinds = kinds_of(layout, zones, main, title.piece)
    outlet = given.outlet or outlet_of(claims, title.stated.value if title.stated else "", layout, home)
    around = Surroundings(layout, zones, kinds, spans, title=title.piece, first=first)
    names = [*site_names(claims), *((outlet.value,) if outlet else ())]
    byline = () if items else around.byline(claims, names)
    around.set_lives_aside(byline)
    dates = Dates(None, None, ()) if items else dates_of(around, claims, reference, names)
    blocks = zip(kinds, spans, layout.pieces, strict=True)
    return Page(
        content_id("page", capture.id),
        capture,
        text,
        tuple(Block(kind, span, path=piece.box.path, reason=reason) for (kind, reason), span, piece in blocks),
        title=title.stated if title.piece is None or title.stated is None else _at(title.stated, spans[title.piece]),
        byline=byline,
        published=given.published or dates.published,
        updated=dates.updated,
        outlet=outlet,
        section=section_of(claims),
        language=language_of(root, claims, text),
        url=canonical_of(claims),
        encoding=decoded.encoding,
        kind="listing" if items else "article",
        items=items,
        problems=(*decoded.problems, *linked.problems, *_unseen(layout), *cut, *dates.problems),
    )


def _unseen(layout: Layout) -> tuple[Problem, ...]:
    """What a browser would not show, or that it would show nothing."""
    if not layout.pieces:
        return (Problem("no-text", hint="The page holds no visible text."),)
    if layout.hidden > _MUCH_HIDDEN:
        return (Problem("hidden-text", subject=str(layout.hidden), hint="Code points in elements that a browser does not show."),)
    return ()


def _at(stated: Stated, span: Span) -> Stated:
    return Stated(stated.value, where=stated.where, raw=stated.raw, span=span)


def _time_of(capture: Capture) -> datetime | None:
    if not capture.fetched_at:
        return None
    try:
        when = datetime.fromisoformat(capture.fetched_at)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
