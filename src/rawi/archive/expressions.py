"""What to look for in the inverted index, as data that each database says in its own words."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Column = Literal["words", "stems", "keys", "strong", "marks"]
"""``words`` and ``stems`` keep the order of the text, so that phrases can be found; the other three are sets of tokens.

``strong`` holds the stems which weigh much in a story, ``marks`` what rawi knows of it (outlet, speakers, stances, numbers …).
"""

COLUMNS: Final[tuple[Column, ...]] = ("words", "stems", "keys", "strong", "marks")


class Has(NamedTuple):
    """The column holds these tokens one after the other; with ``prefix`` the last one only needs to begin so."""

    column: Column
    tokens: tuple[str, ...]
    prefix: bool = False


class Every(NamedTuple):
    """All parts hold."""

    parts: tuple[Expression, ...]


class Some(NamedTuple):
    """At least one part holds."""

    parts: tuple[Expression, ...]


class No(NamedTuple):
    """The part does not hold. Stands only inside ``Every``, beside a part that is not ``No``."""

    part: Expression


Expression = Has | Every | Some | No

ANYTHING: Final = Has("marks", ("any",))
"""Every story of the index has this token."""


def every(*parts: Expression) -> Expression:
    """All of ``parts``, with something positive among them."""
    positive = [part for part in parts if not isinstance(part, No)] or [ANYTHING]
    negative = [part for part in parts if isinstance(part, No)]
    whole = (*positive, *negative)
    return whole[0] if len(whole) == 1 else Every(whole)


def some(*parts: Expression) -> Expression:
    """At least one of ``parts``."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Some(distinct)
