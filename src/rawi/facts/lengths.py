"""Lengths of time and how often: «three days», «two months», «a few years», «the past 24 hours», «yearly».

A length with a plain number is P3D; one of unknown size is PXD. A number of years which tells somebody's age is none of these.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, BEH, COMMA, LAM, WAW, YEH
from rawi.arabic.numerals import fraction, numeral_at
from rawi.facts.bounds import bound_before
from rawi.facts.days import SENTENCE_ENDS
from rawi.facts.periods import Expression
from rawi.facts.resolving import Meaning
from rawi.facts.tagging import is_name_like
from rawi.facts.units import is_said_as

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens

BELOW_A_DAY: Final = {"H": "H", "M_": "M", "S": "S"}
SMALLER: Final = {"H": ("M_", 60), "Y": ("M", 12), "D": ("H", 24)}
"""In what a broken number of a unit is told: half an hour is 30 minutes."""
BOUND_MODS: Final = {"atleast": "MORE_THAN", "atmost": "EQUAL_OR_LESS", "about": "APPROX", "exact": None}
AGE_BEFORE: Final = 7
"""Tokens before a number of years in which the word «age» is looked for."""
AGES: Final = range(1, 121)
YOUNGEST_NAMED: Final = 13
"""Years from which a bare number after a name is taken for an age rather than for a term."""
COMMAS: Final = frozenset((",", COMMA))
LONGEST: Final = 1_000_000_000
"""A greater number of units is no length of time."""


def iso_length(number: Decimal | None, unit: str, more: str = "") -> str:
    """The TIMEX3 duration of a number of units; None is an unknown number."""
    if number is not None and number % 1 and unit in SMALLER:
        unit, times = SMALLER[unit]
        number *= times
    amount = "X" if number is None else f"{number.normalize():f}"
    if unit in BELOW_A_DAY:
        return f"PT{amount}{BELOW_A_DAY[unit]}{more}"
    if unit in {"DE", "CE"} and number is not None:
        return f"P{(number * (10 if unit == 'DE' else 100)).normalize():f}Y"
    return f"P{amount}{unit}{more}"


class Lengths:
    """The lengths of time of one passage."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def at(self, at: int, *, governed: bool = False) -> Expression | None:
        """The length that begins at token ``at``. ``governed`` says that a preposition before it makes «years» or «a month» a length."""
        at += self.tokens.form(at) == AL and self.tokens.glued(at + 1)
        return self._stretch(at) or self._counted(at) or self._unknown(at, governed=governed) or self._single(at, governed=governed)

    def _counted(self, at: int) -> Expression | None:
        """«three days», «24 minutes», «two years and a half», «half an hour», «an hour and 20 minutes»."""
        tokens = self.tokens
        roles = tokens.roles(at)
        number: Decimal | None
        if "unit_dual" in roles and not tokens.article(at):
            if tokens.forms[at].endswith(YEH) and not self._is_construct(at):
                return None
            number, unit, end = Decimal(2), roles["unit_dual"], at + 1
            end += tokens.role(end, "ones") == "2" and not tokens.clitics(end)
        else:
            found = numeral_at(tokens, at)
            if found is None:
                return None
            number, end = found.value, found.end
            named = self._unit_after(end, words=found.words)
            if named is None:
                return None
            unit, end = named
        if number is not None and not 0 < number < LONGEST:
            return None
        if number is not None and self.is_age(at, end, number, unit):
            return None
        number, end = self._and_a_half(number, end)
        more, end = self._more(unit, end)
        return Expression(at, end, Meaning(iso_length(number, unit, more), "duration", None, "absolute"), "length")

    def _is_construct(self, at: int) -> bool:
        """Whether «two days of» goes on with what the days are: a name of time, a number, a definite noun; else it reads «daily»."""
        tokens, roles = self.tokens, self.tokens.roles(at + 1)
        if is_said_as(tokens.form(at - 1), "manner"):
            return False
        form = tokens.form(at + 1)
        definite = form.startswith(AL) and "prep" not in roles and not is_said_as(form, "not_unit")
        return form.isdecimal() or definite or not roles.keys().isdisjoint({"weekday", "month"})

    def _unit_after(self, at: int, *, words: bool) -> tuple[str, int] | None:
        """The unit that a number counts."""
        tokens = self.tokens
        roles = tokens.roles(at)
        unit = roles.get("unit") or roles.get("units")
        if unit is None or tokens.clitics(at) or (unit == "S" and words and "unit" in roles):
            return None
        if tokens.article(at) and "scales" not in tokens.roles(at - 1) and "vague" not in tokens.roles(at - 1):
            return None
        return unit, at + 1

    def _and_a_half(self, number: Decimal | None, end: int) -> tuple[Decimal | None, int]:
        tokens = self.tokens
        part = tokens.role(end, "fraction")
        if number is None or part is None or tokens.clitic(end) != WAW or tokens.article(end):
            return number, end
        again = tokens.role(end + 1, "unit") is not None and tokens.article(end + 1)
        return number + fraction(part), end + 1 + again

    def _more(self, unit: str, end: int) -> tuple[str, int]:
        """A smaller unit after the first: «an hour **and 20 minutes**», «two years **and three months**»."""
        tokens = self.tokens
        smaller = {"H": "M_", "Y": "M", "M_": "S"}.get(unit)
        start = end + (tokens.forms[end] == WAW)
        if smaller is None or (start == end and tokens.clitic(end) != WAW):
            return "", end
        found = numeral_at(tokens, start)
        if found is None or found.value is None or not 0 < found.value < LONGEST:
            return "", end
        after = tokens.roles(found.end)
        if smaller not in {after.get("unit"), after.get("units")} or tokens.clitics(found.end):
            return "", end
        return f"{found.value.normalize():f}{BELOW_A_DAY.get(smaller, smaller)}", found.end + 1

    def _unknown(self, at: int, *, governed: bool) -> Expression | None:
        """«several days», «some weeks»; after a preposition also «years»."""
        tokens = self.tokens
        several = tokens.role(at, "several") is not None or tokens.role(at, "some") is not None
        end = at + several
        unit = tokens.role(end, "units")
        if unit is None or (several and (tokens.clitics(end) or (tokens.article(end) and tokens.role(at, "some") is None))):
            return None
        if not several and (tokens.article(end) or not (governed or tokens.clitic(end).endswith((LAM, BEH)))):
            return None
        return Expression(at, end + 1, Meaning(iso_length(None, unit), "duration", None, "absolute"), "length")

    def _single(self, at: int, *, governed: bool) -> Expression | None:
        """«a year» where a preposition or a bound makes it a length; «one year», «a whole month», «a year and a half» anywhere."""
        tokens = self.tokens
        unit = tokens.role(at, "unit")
        if unit is None or tokens.article(at) or (tokens.clitics(at) and governed):
            return None
        one = tokens.role(at + 1, "ones") == "1" and not tokens.clitics(at + 1)
        whole = tokens.role(at + 1, "whole") is not None
        number, end = self._and_a_half(Decimal(1), at + 1)
        if not (governed or one or whole or number != 1):
            return None
        if unit in {"S", "D", "M_"} and not (governed or one or whole):
            return None
        end += number == 1 and (one or whole)
        more, end = self._more(unit, end)
        return Expression(at, end, Meaning(iso_length(number, unit, more), "duration", None, "absolute"), "length")

    def _stretch(self, at: int) -> Expression | None:
        """«the past days», «the next three years», «the last 24 hours»."""
        tokens = self.tokens
        found = numeral_at(tokens, at) if tokens.article(at) or tokens.glued(at) else None
        end = found.end if found is not None else at
        roles = tokens.roles(end)
        unit = (
            roles.get("units") or roles.get("unit_dual") or (roles.get("unit") if found is not None and not tokens.article(end) else None)
        )
        if unit is None or not (found is not None or tokens.article(end)):
            return None
        number = found.value if found is not None else Decimal(2) if "unit_dual" in roles else None
        end += 1
        if found is None:
            start = end + (tokens.forms[end] == AL)
            after = numeral_at(tokens, start)
            if after is not None and (tokens.forms[start].isdecimal() or tokens.article(end)) and not tokens.clitics(start):
                number, end = after.value, after.end
        while tokens.role(end, "few") is not None:
            end += 1
        shift = tokens.role(end, "shift")
        early = number is not None and tokens.role(end, "ordinal") == "1" and tokens.article(end)
        if not (shift in {"last", "next"} or early) or tokens.clitics(end):
            return None
        end += 1
        first = at - (found is not None and tokens.glued(at) and not tokens.article(at))
        return Expression(max(first, 0), end, Meaning(iso_length(number, unit), "duration", None, "relative"), "stretch")

    def is_age(self, at: int, end: int, number: Decimal, unit: str) -> bool:
        """Whether the years at ``at:end`` are somebody's age: by the words around, or alone in brackets or between commas after a name.

        Months, weeks and days are an age only in brackets or beside the word «age».
        """
        tokens = self.tokens
        if number != int(number) or int(number) not in AGES or unit not in {"Y", "M", "W", "D"}:
            return False
        in_brackets = (tokens.form(at - 1), tokens.forms[end]) in {("(", ")"), ("/", "/")}
        of_age = tokens.role(end + (tokens.role(end, "prep") == "from"), "of_age") is not None
        if in_brackets or of_age or tokens.role(at - 1, "of_age") is not None:
            return True
        return unit == "Y" and (self._is_apposition(at, end, int(number)) or self._is_of_age(at))

    def _is_of_age(self, at: int) -> bool:
        """Whether the words before a number speak of age and not of a term."""
        tokens, first = self.tokens, at
        while (bound := bound_before(tokens, first)) is not None:
            first = bound.first
        around = range(max(first - AGE_BEFORE, 0), at)
        for place in reversed(around):
            roles = tokens.roles(place)
            if tokens.forms[place] in SENTENCE_ENDS or "govern" in roles or roles.get("prep") in {"before", "after", "since", "during"}:
                return False
            if "of_age" in roles or ("of_age_weak" in roles and place >= first - 2):
                return True
        return False

    def _is_apposition(self, at: int, end: int, number: int) -> bool:
        """«Salim Naji 33 years,»: years right after a word that is none of time, with the phrase ending there.

        Between two commas they tell the age of the one whose name stands before.
        """
        tokens = self.tokens
        before = tokens.form(at - 1)
        if before in COMMAS:
            return tokens.forms[end] in COMMAS and tokens.forms[at].isdecimal() and is_name_like(tokens.form(at - 2))
        alone = tokens.forms[at].isdecimal() and tokens.form(end) in {",", ")", "."} and number >= YOUNGEST_NAMED
        return alone and before.isalpha() and len(before) > 2 and not tokens.roles(at - 1) and bound_before(tokens, at) is None
