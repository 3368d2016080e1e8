"""The query language.

    words                     all must be there, in any shape: with article, ending or particle, or without
    "a phrase"                the words in this order (any of the usual quotation marks)
    =word  ="a phrase"        only as written, but for hamza seats, vowel marks and the like
    word*                     a beginning
    a OR b   a | b            either
    -word  -"…"  -filter:…    not
    filter:value              what rawi knows: speaker about outlet credit via stance mode place since until number masked

There is no wrong query. What looks like syntax and is none is searched for as words; what cannot be understood is named in ``Plan.notes``.
One pass over at most ``limits.QUERY_CHARACTERS``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import folded
from rawi.arabic.quotes import FAMILIES
from rawi.arabic.stems import Forms, tokens
from rawi.data import table
from rawi.limits import QUERY_CHARACTERS, QUERY_TERMS
from rawi.restoring import restore
from rawi.search.joined import with_joined
from rawi.search.plan import Clause, Filter, Kind, Plan, Term
from rawi.search.values import filter_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTES: Final = "".join(mark for mark, family in FAMILIES.items() if family != "single")
_PIECE: Final = re.compile(
    rf"(?P<no>[-!](?=[^\s]))?(?:(?P<field>[^\W\d_]{{2,20}}):)?(?P<exact>=)?(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<bare>[^\s{_QUOTES}]+))"
)
_EITHER: Final = frozenset({"OR", "|", "||"})
_SHORTEST_PREFIX: Final = 2
"""Letters of a beginning, at least; and an article alone is no beginning."""


class _Piece(NamedTuple):
    """What stands between spaces, or between quotation marks, taken apart."""

    text: str
    field: str
    negated: bool
    exact: bool
    quoted: bool


def parse(query: str) -> Plan:
    """The plan of any text."""
    notes: list[str] = []
    text = query[:QUERY_CHARACTERS]
    if len(query) > len(text):
        notes.append(f"only the first {QUERY_CHARACTERS} characters were read")
    clauses: list[Clause] = []
    filters: list[Filter] = []
    joined = False
    left = QUERY_TERMS
    for piece in _pieces(text):
        if piece.text in _EITHER and not (piece.quoted or piece.field or piece.negated):
            joined = bool(clauses)
            continue
        if left <= 0:
            notes.append(f"only the first {QUERY_TERMS} terms were read")
            break
        left -= 1
        if piece.field:
            understood = filter_of(piece.field, restore(piece.text).text, negated=piece.negated)
            if isinstance(understood, Filter):
                filters.append(understood)
            else:
                notes.append(understood)
        elif (term := _term(piece)) is not None:
            clauses.append(_clause(clauses, term, negated=piece.negated, joined=joined))
        joined = False
    return Plan(query, with_joined(clauses), tuple(filters), tuple(notes))


def _clause(clauses: list[Clause], term: Term, *, negated: bool, joined: bool) -> Clause:
    """A clause of its own, or the one before with one more alternative."""
    if joined and not negated and not clauses[-1].negated:
        return Clause((*clauses.pop().terms, term))
    return Clause((term,), negated)


def _pieces(text: str) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text):
        field, quoted, bare = match["field"] or "", match["quoted"], match["bare"]
        known = _filters().get(folded(field).casefold(), "")
        words = quoted if quoted is not None else bare
        if field and not known:
            words = f"{field} {words}"
        yield _Piece(words, known, match["no"] is not None, match["exact"] is not None, quoted is not None)


@cache
def _filters() -> dict[str, str]:
    return {folded(row["form"]).casefold(): row["to"] for row in table("query_words") if row["kind"] == "filter"}


def _term(piece: _Piece) -> Term | None:
    """The term that a piece asks for; None where it holds no word. A bare piece of several words (a dash, a slash) is a phrase."""
    words = tuple(token.forms for token in tokens(restore(piece.text).text))
    if not words:
        return None
    kind: Kind = "word"
    if piece.exact:
        kind = "exact"
    elif not piece.quoted and piece.text.endswith("*") and _is_beginning(words[-1]):
        kind = "prefix"
    return Term(kind, words[:QUERY_TERMS])


def _is_beginning(word: Forms) -> bool:
    return len(word.form) >= _SHORTEST_PREFIX and word.form not in _articles()


@cache
def _articles() -> frozenset[str]:
    return frozenset(row["form"] for row in table("light_stem") if row["kind"] in {"prefix", "particle"})
