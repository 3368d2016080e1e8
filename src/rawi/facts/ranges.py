"""Ranges and lists: the upper end of «20-30», «5 or 6 thousand», the multiplier that both ends share; «minutes 21 and 49»."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import COMMA, WAW
from rawi.arabic.numerals import Numeral, numeral_at
from rawi.facts.units import context

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens

DASHES: Final = frozenset("-–—")
SCALES: Final = (Decimal(1_000), Decimal(1_000_000), Decimal(1_000_000_000))
JOINTS: Final = frozenset((WAW, ",", COMMA))
"""What may stand between numbers of a list."""
LISTED: Final = 8
"""Tokens over which a list of numbers is followed back."""
NO_ROLES: Final[frozenset[str]] = frozenset()


def second_number(tokens: Tokens, at: int, first: Numeral) -> Numeral | None:
    """The upper end of «20-30», «three to five», «three or four», «between 20 and 30»."""
    link = first.end
    if first.value is None:
        return None
    if (
        tokens.forms[link] in DASHES
        or "or" in context().get(tokens.form(link), NO_ROLES)
        or (tokens.role(link, "prep") == "to" and tokens.role(at - 1, "prep") != "from")
    ):
        start = link + 1
    elif tokens.role(at - 1, "prep") == "between" and (tokens.forms[link] == WAW or tokens.clitic(link) == WAW):
        start = link + (tokens.forms[link] == WAW)
    else:
        return None
    if tokens.clitics(start) and start > link:
        return None
    second = numeral_at(tokens, start)
    return second if second is not None and second.value is not None and second.value > first.value else None


def scaled(tokens: Tokens, first: Numeral, second: Numeral) -> Decimal | None:
    """The lower end of a range, whose multiplier stands behind the upper: «5 or 6 thousand»."""
    low, high = first.value, second.value
    if low is None or high is None or low >= SCALES[0]:
        return low
    scale = next((scale for scale in reversed(SCALES) if high >= scale and high % scale == 0), Decimal(1))
    multiplied = not tokens.roles(second.end - 1).keys().isdisjoint({"scale", "scales"})
    return low * scale if multiplied and low * scale < high else low


def minutes_before(tokens: Tokens, at: int) -> int | None:
    """The token of «the minutes» from which a list of numbers goes on up to token ``at``."""
    first = at
    while first > 0 and at - first < LISTED and (tokens.forms[first].isdecimal() or tokens.forms[first] in JOINTS):
        first -= 1
    roles = tokens.roles(first)
    return first if tokens.article(first) and "M_" in {roles.get("units"), roles.get("unit_dual")} else None
