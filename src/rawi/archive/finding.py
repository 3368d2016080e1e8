"""Search: candidates from the index in order of time, ranked by likeness, weight and freshness, the same in every database.

Results come in tiers: stories with every word as written, then by stem, then by consonants. Inside a tier the score is BM25 (terms weighed
by rarity, saturated by frequency, headline words three times as heavy), raised by up to 15 % for the newest. All of it is computed
here from what the database only stores, so two databases cannot disagree.

The index is asked for stories in which every term weighs much before it is asked for any, and never for more than
``limits.QUERY_RANKED``: a query for the commonest word costs no more than one for a rare name.
"""

from __future__ import annotations

import base64
import binascii
import math
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import msgspec

from rawi.arabic.stems import particles, with_particles
from rawi.archive import analysis
from rawi.archive.compiling import Question, Tier, compiled
from rawi.archive.days import day_in
from rawi.archive.expressions import Has, every, some
from rawi.archive.results import Facet, Found, Hit
from rawi.archive.snippets import Wanted, snippet, whole_line
from rawi.errors import UsageError
from rawi.limits import QUERY_COUNTED, QUERY_RANKED
from rawi.model import Span, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rawi.archive.port import Database, Row
    from rawi.search import Plan

Order = Literal["best", "newest"]

STORIES: Final = 1_000_000
RARE: Final = 20_000
"""Terms are counted up to this many stories; a commoner one weighs no less. The number of stories is taken as a million throughout, so
that a story's score does not change when others are added."""
FRESH: Final = 0.15
HALF_LIFE_DAYS: Final = 90
FACETS: Final = 10
SPANS: Final = tuple[Span, ...]


class _Ranked(NamedTuple):
    """Where a story stands: smaller is earlier."""

    tier: int
    minus_score: float
    number: int


class _Cursor(msgspec.Struct, array_like=True):
    query: str
    order: str
    tier: int
    minus_score: float
    number: int
    newest: int
    rarities: tuple[float, ...]


class _Scale(NamedTuple):
    """What scores are measured by; a cursor carries it, so that what is added meanwhile moves nothing."""

    newest: int
    """The day that the newest story found is of."""
    rarities: tuple[float, ...]
    """The weight of each term."""


def find(
    database: Database, plan: Plan, *, limit: int = 20, cursor: str | None = None, order: Order = "best", facets: bool = False
) -> Found:
    """The stories that ``plan`` asks for.

    Args:
        database: where to look.
        plan: what to look for.
        limit: hits on one screen.
        cursor: of the screen before.
        order: by rank, or the newest first.
        facets: whether to count outlets, speakers, stances, places and months of the stories found.

    Raises:
        UsageError: the cursor belongs to another query.
        ArchiveError: the search took too long, or the archive cannot be read.
    """
    if plan.is_empty:
        return Found(plan.text, (), 0, more=False, cursor=None, notes=(*plan.notes, "the query holds no word and no filter"))
    question = compiled(plan, database)
    after, scale = _opened(cursor, plan, order) if cursor else (None, None)
    if order == "newest":
        ranked, every = _newest(database, question, after, limit), None
    else:
        ranked, scale, every = _best(database, plan, question, after, scale)
    shown = ranked[:limit]
    most = QUERY_RANKED if question.where.sql else QUERY_COUNTED
    counted = _count(database, question, most + 1) if every is None else every
    return Found(
        plan.text,
        tuple(_hits(database, plan, shown)),
        min(counted, most),
        more=counted > most,
        cursor=_closed(plan, order, shown[-1], scale) if len(ranked) > limit else None,
        facets=_facets(database, question) if facets else {},
        notes=plan.notes,
    )


def matching(database: Database, plan: Plan, limit: int) -> list[int]:
    """The numbers of all stories that a plan asks for in any degree of likeness, the newest first."""
    question = compiled(plan, database)
    return database.match(question.tiers[-1], above=question.above, below=question.below, where=question.where, limit=limit)


def _count(database: Database, question: Question, limit: int) -> int:
    return database.count(question.tiers[-1], above=question.above, below=question.below, where=question.where, limit=limit)


def _newest(database: Database, question: Question, after: _Ranked | None, limit: int) -> list[_Ranked]:
    above = max(question.above, after.number if after else -1)
    numbers = database.match(question.tiers[-1], above=above, below=question.below, where=question.where, limit=limit + 1)
    return [_Ranked(0, 0.0, number) for number in numbers]


def _best(
    database: Database, plan: Plan, question: Question, after: _Ranked | None, scale: _Scale | None
) -> tuple[list[_Ranked], _Scale, int | None]:
    """The candidates after the cursor in order, what they were measured by, and how many there are if these are all."""
    tiers = _candidates(database, question)
    numbers = [number for number, _ in tiers]
    terms = _stems(plan)
    if scale is None or len(scale.rarities) != len(terms):
        scale = _Scale(max(map(day_in, numbers), default=0), _rarities(database, terms))
    stored = _by_number(database, "SELECT number, words, terms FROM stories WHERE number IN ", numbers)
    ranked = []
    for number, tier in tiers:
        if number in stored:
            _, words, line = stored[number]
            fresh = 1 + FRESH * 0.5 ** (max(scale.newest - day_in(number), 0) / HALF_LIFE_DAYS)
            weights = (rarity * _weight(line, stems, words) for stems, rarity in zip(terms, scale.rarities, strict=True))
            ranked.append(_Ranked(int(tier), -round(fresh * sum(weights), 6), number))
    every = len(tiers) if len(tiers) < QUERY_RANKED else None
    return sorted(each for each in ranked if after is None or each > after), scale, every


def _weight(line: str, stems: Sequence[str], words: int) -> float:
    return analysis.saturated(max(analysis.weight_in(line, stem, particles()) for stem in stems), words)


def _candidates(database: Database, question: Question) -> list[tuple[int, Tier]]:
    """Up to ``QUERY_RANKED`` numbers, each with the nearest tier that it was found in."""
    found: dict[int, Tier] = {}
    for tier, expression in zip(Tier, question.tiers, strict=True):
        if tier and expression == question.tiers[tier - 1]:
            continue
        for wanted in (expression,) if question.strong is None else (every(question.strong, expression), expression):
            left = QUERY_RANKED - len(found)
            if left <= 0:
                return list(found.items())
            # what was found already comes again, so as many more are asked for
            for number in database.match(wanted, above=question.above, below=question.below, where=question.where, limit=QUERY_RANKED):
                if left and number not in found:
                    found[number] = tier
                    left -= 1
    return list(found.items())


def _stems(plan: Plan) -> list[tuple[str, ...]]:
    """The stems of each positive term."""
    terms = [term for clause in plan.clauses if not clause.negated for term in clause.terms]
    return [tuple(dict.fromkeys(word.stem for word in term.words)) for term in terms]


def _rarities(database: Database, terms: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """The weight of each term's rarity, by its rarest word; 1 for a query of one term, where there is nothing to weigh."""
    if len(terms) < 2:
        return (1.0,) * len(terms)
    return tuple(round(_rarity(min(_stories_with(database, stem) for stem in stems)), 6) for stems in terms)


def _stories_with(database: Database, stem: str) -> int:
    return database.frequency(some(*(Has("stems", (each,)) for each in with_particles(stem))), limit=RARE)


def _rarity(stories: int) -> float:
    return math.log(1 + (STORIES - stories + 0.5) / (stories + 0.5)) / math.log(1 + STORIES)


def _by_number(database: Database, sql: str, numbers: Sequence[int]) -> dict[int, Row]:
    """Rows by their first column, asked for in handfuls."""
    rows: dict[int, Row] = {}
    for start in range(0, len(numbers), 500):
        some_of_them = numbers[start : start + 500]
        rows.update({int(row[0]): row for row in database.rows(f"{sql}({', '.join('?' * len(some_of_them))})", some_of_them)})
    return rows


def _hits(database: Database, plan: Plan, ranked: Sequence[_Ranked]) -> Iterable[Hit]:
    stories = _by_number(
        database,
        "SELECT s.number, s.id, p.id, p.address, s.outlet, s.published, p.title, p.text, s.head_start, s.head_end, s.spans, p.number "
        "FROM stories AS s JOIN pages AS p ON p.number = s.page WHERE s.number IN ",
        [each.number for each in ranked],
    )
    wanted = Wanted(plan)
    for each in ranked:
        if each.number not in stories:
            continue
        _, story, page, url, outlet, published, title, text, head_start, head_end, spans, page_number = stories[each.number]
        restorations = database.rows("SELECT starts, ends, restored FROM restorations WHERE page = ? ORDER BY starts, ends", (page_number,))
        layer = analysis.restored_layer(text, analysis.without_overlaps(restorations))
        head = Span(head_start, head_end) if head_start is not None else None
        body = [span for span in msgspec.json.decode(spans, type=SPANS) if head is None or not head.holds(span)]
        yield Hit(
            story,
            page,
            url,
            outlet,
            published,
            head.of(text) if head else title or "",
            each.tier,
            -each.minus_score,
            whole_line(layer, text, head, wanted) if head else None,
            snippet(layer, text, body, wanted),
        )


def _facets(database: Database, question: Question) -> dict[str, tuple[Facet, ...]]:
    """What the stories found have in common, of the newest ``QUERY_COUNTED``."""
    numbers = database.match(question.tiers[-1], above=question.above, below=question.below, where=question.where, limit=QUERY_COUNTED)
    counts: dict[str, dict[str, int]] = {name: {} for name in _FACETS}
    for start in range(0, len(numbers), 500):
        part = numbers[start : start + 500]
        for name, sql in _FACETS.items():
            for value, count in database.rows(sql.replace("{numbers}", ", ".join("?" * len(part))), part):
                counts[name][value] = counts[name].get(value, 0) + int(count)
    return {
        name: tuple(Facet(value, count) for value, count in sorted(values.items(), key=lambda item: (-item[1], item[0]))[:FACETS])
        for name, values in counts.items()
    }


_FACETS: Final = {
    "outlet": "SELECT outlet, count(*) FROM stories WHERE number IN ({numbers}) AND outlet IS NOT NULL GROUP BY outlet",
    "month": "SELECT substr(published, 1, 7), count(*) FROM stories WHERE number IN ({numbers}) AND published IS NOT NULL "
    "GROUP BY substr(published, 1, 7)",
    "speaker": "SELECT speaker, count(DISTINCT story) FROM statements WHERE story IN ({numbers}) AND speaker IS NOT NULL GROUP BY speaker",
    "stance": "SELECT stance, count(DISTINCT story) FROM statements WHERE story IN ({numbers}) GROUP BY stance",
    "place": "SELECT name, count(DISTINCT story) FROM places WHERE story IN ({numbers}) GROUP BY name",
    "credit": "SELECT name, count(DISTINCT story) FROM credits WHERE story IN ({numbers}) GROUP BY name",
}


def _closed(plan: Plan, order: str, last: _Ranked, scale: _Scale | None) -> str:
    data = msgspec.json.encode(_Cursor(_signature(plan), order, *last, *(scale or _Scale(0, ()))))
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _opened(cursor: str, plan: Plan, order: str) -> tuple[_Ranked, _Scale]:
    try:
        data = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        opened = msgspec.json.decode(data, type=_Cursor)
    except (binascii.Error, UnicodeEncodeError, msgspec.DecodeError):
        raise UsageError("bad-option", "cursor", "it is none of ours") from None
    if (opened.query, opened.order) != (_signature(plan), order):
        raise UsageError("bad-option", "cursor", "it belongs to another query")
    return _Ranked(opened.tier, opened.minus_score, opened.number), _Scale(opened.newest, opened.rarities)


def _signature(plan: Plan) -> str:
    return digest(plan.text.encode("utf-8", "surrogatepass"))[:12]
