"""The scores of matches («6-2», «1-nil») and goals named in one word («by a treble»)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import BEH
from rawi.data import words
from rawi.facts.ordinals import Found
from rawi.facts.units import context, is_known, is_noun, unit_at

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens

SCORE_SIGNS: Final = frozenset("-–/:")
MOST_GOALS: Final = 30
"""Two numbers up to this, joined by a sign, are the score of a match unless something is counted after them."""
MOST_POINTS: Final = 199
"""The same where words of sport stand near."""
NEAR: Final = 10
"""Tokens on either side of a score in which words of sport are looked for."""
GOAL: Final = next(iter(words("number_words", "note", role="goals")))
NO_ROLES: Final[frozenset[str]] = frozenset()


class Scores:
    """The scores of one passage."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def score(self, at: int) -> Found | None:
        """«6-2», «3/1», «1-nil»: two numbers joined by a sign, where nothing is counted after them."""
        tokens = self.tokens
        if tokens.forms[at + 1] not in SCORE_SIGNS:
            return None
        first, second = self._side(at), self._side(at + 2)
        if (
            first is None
            or second is None
            or tokens.form(at + 3) in SCORE_SIGNS
            or (tokens.glued(at) and tokens.form(at - 1) in SCORE_SIGNS)
        ):
            return None
        sport = any("sport" in context().get(tokens.form(place), NO_ROLES) for place in range(max(at - NEAR, 0), at + NEAR))
        other = tokens.forms[at + 1] != "-"
        counted = (is_noun(tokens, at + 3) and is_known(tokens.form(at + 3))) or self._is_measured(at + 3)
        if max(first, second) > (MOST_POINTS if sport else MOST_GOALS) or (counted and not sport) or (other and not sport):
            return None
        return Found(tokens.start(at), at, at + 3, None, None, kind="score", score=(first, second), rule="score")

    def _is_measured(self, at: int) -> bool:
        return unit_at(self.tokens, at) is not None or self.tokens.role(at, "scale") is not None

    def goals(self, at: int) -> Found | None:
        """«by a treble»: how many goals, in one noun."""
        tokens = self.tokens
        if not tokens.clitic(at).endswith(BEH) or tokens.article(at):
            return None
        goals = Decimal(tokens.roles(at)["goals"])
        return Found(tokens.start(at), at, at + 1, goals, goals, unit=GOAL, rule="goals")

    def _side(self, at: int) -> int | None:
        tokens = self.tokens
        if tokens.role(at, "zero") is not None:
            return 0
        form = tokens.form(at)
        return int(form) if form.isdecimal() and len(form) <= 3 else None
