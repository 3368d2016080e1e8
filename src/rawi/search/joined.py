"""Other ways to write what was asked for: two words as one («عبدالله»), one as two («أبو ظبي»)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL
from rawi.arabic.stems import forms_of
from rawi.data import table
from rawi.search.plan import Clause, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.arabic.stems import Forms

_PART: Final = 2
"""Letters that each part of a word has at least."""


def with_joined(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses, each with what its word would be if it were written as one with a neighbour, or as two.

    A joined word stands beside both of its parts, so that a story which has it has both.
    """
    others: list[list[Term]] = [[] for _ in clauses]
    words = [_word(clause) for clause in clauses]
    for at, word in enumerate(words):
        if word is None:
            continue
        others[at] += [Term("word", parts) for parts in _apart(word.form)]
        following = words[at + 1] if at + 1 < len(words) else None
        if following is not None:
            one = Term("word", (forms_of(word.form + following.form),))
            others[at].append(one)
            others[at + 1].append(one)
    return tuple(
        Clause(clause.terms, clause.negated, tuple(more)) if more else clause for clause, more in zip(clauses, others, strict=True)
    )


def _word(clause: Clause) -> Forms | None:
    """The one word that a clause asks for in any of its shapes; None for any other clause."""
    if clause.negated or len(clause.terms) > 1:
        return None
    (term,) = clause.terms
    return term.words[0] if term.kind == "word" and not term.is_phrase else None


def _apart(form: str) -> Iterator[tuple[Forms, Forms]]:
    """A word as two: before an article in its middle, and after the first words of compound names."""
    for at in range(_PART, len(form) - _PART):
        if form.startswith(AL, at) or form[:at] in _heads():
            yield forms_of(form[:at]), forms_of(form[at:])


@cache
def _heads() -> frozenset[str]:
    """What begins a compound name («father of», «servant of»): the words on which a name's next word depends, but for the article."""
    return frozenset(row["form"] for row in table("name_links")) - {AL}
