"""A plan as questions to the index: the same clauses in three degrees of likeness, each wider than the one before."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.stems import with_particles, without_particle
from rawi.archive import entities
from rawi.archive.analysis import mark, number_mark, pair_field
from rawi.archive.days import bounds
from rawi.archive.expressions import ANYTHING, Expression, Has, No, every, some
from rawi.archive.migrating import index_is_new
from rawi.archive.port import NOWHERE_ELSE, Where
from rawi.search.plan import OF_STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rawi.arabic.stems import Forms
    from rawi.archive.port import Database
    from rawi.search import Clause, Filter, Plan, Term


class Tier(IntEnum):
    """How a story's words are like the words asked for; the nearest comes first in every answer."""

    FORM = 0
    STEM = 1
    KEY = 2


class Question(NamedTuple):
    """What to ask of the database."""

    tiers: tuple[Expression, ...]
    """One expression for each ``Tier``; equal ones are not asked twice."""
    strong: Expression | None
    """What the stories hold in which every term weighs much."""
    where: Where
    above: int
    below: int | None


_NOTHING: Final = Has("marks", ("none",))
"""No story has this token."""


def compiled(plan: Plan, database: Database) -> Question:
    """The question that ``plan`` asks of an archive. Names in filters are looked up, so that merged and renamed ones are found."""
    filters = _Filters(database, plan.filters)
    tiers = tuple(every(*(_clause(clause, tier) for clause in plan.clauses), *filters.expressions) for tier in Tier)
    positive = [clause for clause in plan.clauses if not clause.negated]
    strong = every(*(some(*(_strong(term) for term in clause.terms)) for clause in positive)) if positive else None
    return Question(tiers, strong, filters.where, *filters.bounds)


def _clause(clause: Clause, tier: Tier) -> Expression:
    if clause.negated:  # what is not wanted is not wanted in any of its shapes, but a likeness of consonants does not exclude
        return No(some(*(_term(term, Tier.STEM) for term in clause.terms)))
    terms = (*clause.terms, *clause.others) if tier is Tier.KEY else clause.terms
    return some(*(_term(term, tier) for term in terms))


def _term(term: Term, tier: Tier) -> Expression:
    forms = Has("words", tuple(word.form for word in term.words), term.kind == "prefix")
    if term.kind != "word" or tier is Tier.FORM:
        return forms
    if term.is_phrase:
        rest = tuple(word.stem for word in term.words[1:])
        return some(forms, *(Has("stems", (first, *rest)) for first in with_particles(term.words[0].stem)))
    word = term.words[0]
    stems = [Has("stems", (stem,)) for stem in with_particles(word.stem)]
    if tier is Tier.STEM:
        return some(*stems)
    guesses = [Has("stems", (stem,)) for stem in without_particle(word.form)]
    return some(*stems, Has("keys", (word.key,)), *guesses)


def _strong(term: Term) -> Expression:
    return every(*(some(*(Has("strong", (stem,)) for stem in with_particles(word.stem))) for word in term.words))


class _Filters:
    """Filters in the words of the index where it can say them, of SQL where it can't, and as bounds of days."""

    def __init__(self, database: Database, filters: Sequence[Filter]) -> None:
        self._database = database
        self._known: dict[tuple[Forms, ...], list[str]] = {}
        asked = _of_one_statement(filters)
        pairs = _pairs(asked) if index_is_new(database) else []  # an older index has no tokens for pairs
        self.expressions = [self._said(each) for each in filters if each.field not in {"since", "until"}]
        self.expressions += [self._pair(*pair) for pair in pairs]
        self.bounds = _bounds(filters)
        self.where = _and([*self._ranges(filters), *self._same_statement(asked, exact=len(pairs) == 1 and _is_exact(pairs[0][0]))])

    def _said(self, each: Filter) -> Expression:
        if each.field == "number" and each.low != each.high:
            return ANYTHING  # the range is a matter of SQL, negated or not
        said = self._positive(each)
        return No(said) if each.negated != (each.field == "masked" and each.value == "no") else said

    def _positive(self, each: Filter) -> Expression:
        if each.field in {"stance", "mode"}:
            return Has("marks", (mark(each.field, each.value),))
        if each.field == "masked":
            return Has("marks", ("masked",))
        if each.field == "number":
            return Has("marks", (number_mark(each.low or 0.0),))
        if each.field in {"speaker", "about"}:
            names = self._names(each)
            return some(*(Has("marks", (mark(each.field, name),)) for name in names)) if names else _NOTHING
        named = _by_name(each.field, each.words)
        return some(named, Has("marks", (mark("place", each.value.casefold()),))) if each.field == "place" else named

    def _names(self, each: Filter) -> list[str]:
        """The ids of the names that a filter's words mean."""
        if each.words not in self._known:
            self._known[each.words] = entities.names_like(self._database, each.words)
        return self._known[each.words]

    @staticmethod
    def _ranges(filters: Iterable[Filter]) -> list[Where]:
        sql = "EXISTS (SELECT 1 FROM quantities AS q WHERE q.story = {story} AND q.low <= ? AND q.high >= ?)"
        return [
            Where(f"NOT {sql}" if each.negated else sql, (each.high, each.low))
            for each in filters
            if each.field == "number" and each.low != each.high
        ]

    def _pair(self, one: Filter, manner: Filter) -> Expression:
        """Some statement has the one and, in the same statement, the manner, as far as tokens of the index can say it."""
        field = pair_field(one.field, manner.value)
        if one.field in {"speaker", "about"}:
            names = self._names(one)
            return some(*(Has("marks", (mark(field, name),)) for name in names)) if names else _NOTHING
        return _by_name(field, one.words) if one.field == "via" else Has("marks", (mark(pair_field(one.field, one.value), manner.value),))

    def _same_statement(self, asked: Sequence[Filter], *, exact: bool) -> list[Where]:
        """The condition that one statement has all that is asked for, where the tokens of the index do not say as much by themselves."""
        if len(asked) < 2 or (len(asked) == 2 and exact):
            return []
        conditions = _and([self._of_statement(each) for each in asked])
        return [Where(f"EXISTS (SELECT 1 FROM statements AS t WHERE t.story = {{story}} AND {conditions.sql})", conditions.parameters)]

    def _of_statement(self, each: Filter) -> Where:
        if each.field == "speaker":
            return self._named("t.name IN ({marks})", each)
        if each.field == "about":
            inside = "m.starts >= t.starts AND m.ends <= t.ends"
            return self._named(f"EXISTS (SELECT 1 FROM mentions AS m WHERE m.story = t.story AND {inside} AND m.name IN ({{marks}}))", each)
        if each.field == "via":
            return _through(each.words)
        return Where(f"t.{'stance' if each.field == 'stance' else 'mode'} = ?", (each.value,))

    def _named(self, sql: str, each: Filter) -> Where:
        """A condition on the names that a filter's words mean; no name meets none."""
        names = self._names(each)
        return Where(sql.replace("{marks}", ", ".join("?" * len(names))), tuple(names)) if names else Where("1 = 0")


def _of_one_statement(filters: Iterable[Filter]) -> list[Filter]:
    """Who asks for a speaker and a stance means one statement that has both; «about» joins them where it does not stand alone."""
    wanted = [each for each in filters if not each.negated]
    asked = [each for each in wanted if each.field in OF_STATEMENTS]
    return asked + [each for each in wanted if each.field == "about"] if asked else []


def _pairs(asked: Sequence[Filter]) -> list[tuple[Filter, Filter]]:
    """Each name that is asked for with each stance and mode, and stances with modes."""
    manners = [each for each in asked if each.field in {"stance", "mode"}]
    return [(one, manner) for one in asked for manner in manners if one.field not in {manner.field, "mode"}]


def _is_exact(one: Filter) -> bool:
    """Whether a token for it and its manner says all: the words of a relay's name may be those of two relays."""
    return one.field != "via" or len(one.words) == 1


def _through(words: Sequence[Forms]) -> Where:
    """Some relay of the statement has every word in its name, by stem or by consonant key."""
    degrees = ([f" {word.stem} " for word in words], [f" ~{word.key} " for word in words])
    every_word = " AND ".join(["replace(l.words, ?, '') <> l.words"] * len(words))
    sql = f"EXISTS (SELECT 1 FROM links AS l WHERE l.story = t.story AND l.statement = t.place AND ({every_word} OR {every_word}))"
    return Where(sql, (*degrees[0], *degrees[1]))


def _by_name(field: str, words: Sequence[Forms]) -> Expression:
    """Every word of a name, by stem or by consonant key."""
    return some(
        every(*(Has("marks", (mark(field, word.stem),)) for word in words)),
        every(*(Has("marks", (mark(f"{field}~", word.key),)) for word in words)),
    )


def _bounds(filters: Iterable[Filter]) -> tuple[int, int | None]:
    """The numbers between which the days lie. «Not since» is before, «not until» is after."""
    since, until = None, None
    for each in filters:
        if each.day is None:
            continue
        if (each.field == "since") != each.negated:
            first = each.day if not each.negated else each.day + 1
            since = first if since is None else max(since, first)
        else:
            last = each.day if not each.negated else each.day - 1
            until = last if until is None else min(until, last)
    return bounds(since, until)


def _and(conditions: Sequence[Where]) -> Where:
    if not conditions:
        return NOWHERE_ELSE
    return Where(" AND ".join(each.sql for each in conditions), tuple(value for each in conditions for value in each.parameters))
