"""What a person looks for, as data: clauses that must all hold, filters, and remarks on what could not be understood."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from rawi.arabic.stems import Forms

Kind = Literal["word", "exact", "prefix"]
Field = Literal["speaker", "about", "outlet", "credit", "via", "stance", "mode", "place", "since", "until", "number", "masked"]

OF_STATEMENTS: Final[frozenset[Field]] = frozenset({"speaker", "via", "stance", "mode"})
"""Filters that speak of one statement: several of them must hold for the same one."""


class Term(msgspec.Struct, frozen=True):
    """One word, or several that must follow one another.

    ``word`` is found in any of its shapes, ``exact`` only as written (folded), ``prefix`` wherever a word begins so.
    """

    kind: Kind
    words: tuple[Forms, ...]

    @property
    def is_phrase(self) -> bool:
        """Whether order counts."""
        return len(self.words) > 1


class Clause(msgspec.Struct, frozen=True):
    """At least one of the terms must be there; or none, if the clause is negated.

    ``others`` are ways to write the same that only the widest degree of likeness looks for.
    """

    terms: tuple[Term, ...]
    negated: bool = False
    others: tuple[Term, ...] = ()


class Filter(msgspec.Struct, frozen=True):
    """A condition on what rawi knows of a story.

    ``value`` is what was asked for, in the words of the archive where the field has a fixed list; ``words`` are its forms. ``low`` and
    ``high`` bound ``number`` (both included); ``since`` and ``until`` are days as ordinals in ``day``.
    """

    field: Field
    value: str
    words: tuple[Forms, ...] = ()
    negated: bool = False
    low: float | None = None
    high: float | None = None
    day: int | None = None


class Plan(msgspec.Struct, frozen=True):
    """A query understood."""

    text: str
    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()
    notes: tuple[str, ...] = ()
    """What was left out or read differently, for the person to see."""

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return not self.clauses and not self.filters
