"""Words beside a number which say that it is approximate or a bound: «about», «more than», «at most»."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from rawi.arabic.letters import BEH, FEH, LAM, WAW
from rawi.arabic.tokens import key
from rawi.data import table
from rawi.model import Approximation

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens

PARTICLES: Final = ("", WAW, FEH, BEH, LAM, WAW + BEH, WAW + LAM)
_VALUES: Final[dict[str, Approximation]] = {value: value for value in get_args(Approximation)}


class Bound(NamedTuple):
    """A phrase that bounds a number: its value, and the tokens it takes."""

    value: Approximation
    first: int
    end: int


def bound_before(tokens: Tokens, at: int) -> Bound | None:
    """The phrase that ends right before token ``at``."""
    for phrase, value in _phrases("before").get(tokens.form(at - 1), ()):
        first = at - len(phrase)
        if (
            first >= 0
            and all(tokens.forms[first + step] == word for step, word in enumerate(phrase) if step)
            and _begins(tokens.forms[first], phrase[0])
        ):
            return Bound(value, first, at)
    return None


def bound_after(tokens: Tokens, at: int) -> Bound | None:
    """The phrase that begins at token ``at``."""
    for phrase, value in _by_first().get(tokens.form(at), ()):
        if all(tokens.form(at + step) == word for step, word in enumerate(phrase)):
            return Bound(value, at, at + len(phrase))
    return None


def _begins(form: str, word: str) -> bool:
    return form.endswith(word) and form[: len(form) - len(word)] in PARTICLES


@cache
def _phrases(side: str) -> dict[str, list[tuple[tuple[str, ...], Approximation]]]:
    """The phrases of one side by their last word (with its particles, if it is the only one), the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Approximation]]] = {}
    for row in table("approximations"):
        phrase = tuple(key(word) for word in row["phrase"].split())
        if row["side"] == side:
            for particle in PARTICLES if len(phrase) == 1 else ("",):
                found.setdefault(particle + phrase[-1], []).append((phrase, _VALUES[row["value"]]))
    for phrases in found.values():
        phrases.sort(key=lambda one: -len(one[0]))
    return found


@cache
def _by_first() -> dict[str, list[tuple[tuple[str, ...], Approximation]]]:
    found: dict[str, list[tuple[tuple[str, ...], Approximation]]] = {}
    for phrases in _phrases("after").values():
        for phrase, value in phrases:
            found.setdefault(phrase[0], []).append((phrase, value))
    return found
