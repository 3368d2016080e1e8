"""Ordinals: «the second centre», «third leader», «for the first time»; not «the Second World War», kings, rounds or «firstly»."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.letters import AL, ALEF, HEH, LAM, MEEM, NOON, WAW, YEH
from rawi.arabic.numerals import ordinal_at
from rawi.facts.units import context, is_known, is_plural, lemma_of, unit_at, without_article

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens
    from rawi.model import Approximation, QuantityKind

NO_NOUN: Final = frozenset({"prep", "that", "on", "ordinal", "ones", "day", "month", "fraction"})
"""Roles of words that have no rank."""
NO_ROLES: Final[frozenset[str]] = frozenset()


POSSESSED: Final = frozenset({HEH, HEH + ALEF, HEH + MEEM, YEH, NOON + ALEF})
"""Endings of a noun that is definite by a pronoun: «his title»."""


def is_possessed(form: str) -> bool:
    """Whether a folded noun ends like one with a pronoun."""
    return form[-1:] in POSSESSED or form[-2:] in POSSESSED


class Found(NamedTuple):
    """A quantity on its way to a mark: where its number begins, its tokens, its value, and what it counts."""

    start: int
    first: int
    end: int
    low: Decimal | None
    high: Decimal | None
    kind: QuantityKind = "count"
    unit: str | None = None
    unit_tokens: tuple[int, int] | None = None
    currency: str | None = None
    approximation: Approximation = "exact"
    score: tuple[int, int] | None = None
    rule: str = "count"


class Ordinals:
    """The ordinals of one passage."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def at(self, at: int) -> Found | None:
        """The ordinal that begins at token ``at``."""
        tokens = self.tokens
        found = ordinal_at(tokens, at)
        if found is None:
            return self._tens(at)
        value, end = found
        if tokens.role(at - 1, "of_age") is not None or tokens.role(end + (tokens.role(end, "prep") == "from"), "of_age") is not None:
            if tokens.role(at - 1, "unit") == "DE":  # «in the sixth decade of his life»
                return Found(tokens.start(at), at, end, Decimal(10 * value - 10), Decimal(10 * value - 1), "age", "year", rule="age")
            age = Decimal(value)
            return Found(tokens.start(at), at, end, age, age, "age", "year", rule="age")
        if not tokens.article(at) and value == 1 and tokens.role(end, "prep") == "from" and not tokens.forms[at].endswith(HEH):
            return self._found(at, value, end, None)
        if not tokens.article(at):
            return self._before_noun(at, value, end) or self._after_noun(at, value, end)
        return self._after_noun(at, value, end)

    def _before_noun(self, at: int, value: int, end: int) -> Found | None:
        """«third leader», «second biggest city»: the noun comes after."""
        tokens = self.tokens
        if tokens.forms[at].endswith(HEH):
            return None
        noun = end + self._is_superlative(end)
        if not self._is_noun(noun):
            return None
        return self._found(at, value, end, noun)

    def _is_superlative(self, at: int) -> bool:
        """Whether a token is «biggest» and the like, between an ordinal and its noun: by the table or by its pattern."""
        form = self.tokens.form(at)
        looks = len(form) == 4 and form[0] == ALEF and form[1] != LAM and not is_known(form)
        return (
            ("superlative" in context().get(form, NO_ROLES) or looks)
            and self._is_noun(at + 1)
            and not self.tokens.form(at + 1).startswith(AL)
        )

    def _after_noun(self, at: int, value: int, end: int) -> Found | None:
        """«the second centre», «a fifth set», «the first and second centres»."""
        tokens = self.tokens
        noun = at - 1
        if tokens.article(noun) and tokens.role(noun, "ordinal") is not None:
            noun -= 1
        if not self._is_noun(noun):
            return self._found(at, value, end, None) if tokens.article(at) and tokens.clitic(at) in {"", WAW} else None
        near = context().get(tokens.form(noun), NO_ROLES)
        share = tokens.role(noun, "clock") is not None and tokens.role(noun - 1, "fraction") is not None  # «the first quarter of an hour»
        if (
            share
            or near & {"idiom", "regnal"}
            or context().get(tokens.form(noun - 1), NO_ROLES) & {"regnal"}
            or tokens.role(noun, "fraction")
        ):
            return None
        if "world" in near and "war" in context().get(tokens.form(noun - 1), NO_ROLES):
            return None
        form = tokens.form(noun)
        definite = without_article(form) or tokens.article(noun)
        if tokens.article(at) and not (definite or is_possessed(form)):
            return None
        if not tokens.article(at) and (definite or tokens.clitics(at)):
            return None
        second, end = self._up_to(end)
        before = noun - 1
        if not is_known(form) and self._is_noun(before) and is_known(tokens.form(before)):
            noun = before  # an adjective stands between
        return self._found(at, value, end, noun, second)

    def _up_to(self, end: int) -> tuple[int | None, int]:
        """The upper end of «the third to the fifth»."""
        tokens = self.tokens
        if tokens.role(end, "prep") == "to" and tokens.article(end + 1) and (found := ordinal_at(tokens, end + 1)) is not None:
            return found
        return None, end

    def _tens(self, at: int) -> Found | None:
        """«his twentieth title»: tens with the article after a noun in the singular."""
        tokens = self.tokens
        if tokens.role(at, "tens") is None or not tokens.article(at) or tokens.clitics(at) or not self._is_noun(at - 1):
            return None
        if unit_at(tokens, at + 1) is not None:
            return None  # «the sixty litres»
        form = tokens.form(at - 1)
        if is_plural(form) or not (form.endswith(HEH) or without_article(form)) or context().get(form, NO_ROLES) & {"club", "age_verb"}:
            return None
        return self._found(at, int(tokens.roles(at)["tens"]), at + 1, at - 1)

    def _is_noun(self, at: int) -> bool:
        tokens = self.tokens
        form = tokens.form(at)
        if at < 0 or len(form) < 2 or not form.isalpha() or form.isascii():
            return False
        roles = context().get(form, NO_ROLES)
        return not roles & {"not_unit", "not_counted_by_order"} and tokens.roles(at).keys().isdisjoint(NO_NOUN)

    def _found(self, at: int, value: int, end: int, noun: int | None, second: int | None = None) -> Found:
        tokens = self.tokens
        unit = lemma_of(tokens.text[tokens.start(noun) : tokens.ends[noun]]) if noun is not None else None
        place = (noun, noun + 1) if noun is not None else None
        high = Decimal(value if second is None else second)
        return Found(tokens.start(at), at, end, Decimal(value), high, "ordinal", unit, place, rule="ordinal")
