"""Times: every expression of the calendar and of «yesterday», «for two months», «since 2014», with its value in ISO 8601 dress.

What depends on the day of publication is counted from ``reference``; without one its value is None: it cannot be told.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from rawi.arabic.calendars import YEARS
from rawi.arabic.dates import day_word_at, length_at
from rawi.facts.bounds import bound_before
from rawi.facts.lengths import BOUND_MODS, Lengths
from rawi.facts.passages import Passage, passages
from rawi.facts.periods import Expression
from rawi.facts.points import Points
from rawi.facts.prepositions import Prepositions, vague
from rawi.facts.resolving import Meaning, weekday_around
from rawi.facts.units import is_said_as
from rawi.model import Reason, TimeMark

if TYPE_CHECKING:
    from rawi.arabic import Chained, Layer
    from rawi.arabic.tokens import Tokens
    from rawi.model import Story

FURTHEST_SLIP: Final = 3
"""Days by which a story's own weekdays may show that it was written before the day given as its reference."""


def read_times(text: str, story: Story, *, reference: str | None, layer: Layer | Chained | None = None) -> tuple[TimeMark, ...]:
    """Every time that ``story`` names, in order, none inside another.

    Args:
        text: the page's text as found; spans of the marks are in it.
        story: whose spans are read.
        reference: when the story was published (ISO 8601, a day is enough), from which relative expressions are counted.
        layer: the restored text, made from ``text``, if words were restored.
    """
    today = _day(reference)
    pieces = passages(text, story, layer)
    slip = _slip(pieces, today) if today is not None else 0
    today = today + timedelta(days=slip) if today is not None else None
    return tuple(mark for piece in pieces for mark in _marks(piece, story.id, today))


def _day(reference: str | None) -> date | None:
    try:
        day = date.fromisoformat(reference[:10]) if reference else None
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None


def _slip(pieces: tuple[Passage, ...], today: date) -> int:
    """How many days before its reference a story was written, if every «today, Friday» in it says the same."""
    slips = set()
    for piece in pieces:
        tokens = piece.tokens
        for at in range(len(tokens)):
            if (
                tokens.words[at] is not None
                and (near := day_word_at(tokens, at)) is not None
                and (weekday := tokens.role(near[1], "weekday"))
            ):
                day = today + timedelta(days=near[0])
                slips.add((weekday_around(day, int(weekday)) - day).days)
    return slips.pop() if len(slips) == 1 and max(slips) <= 0 and -min(slips) <= FURTHEST_SLIP else 0


def _marks(piece: Passage, story: str, today: date | None) -> list[TimeMark]:
    tokens = piece.tokens
    grammar = Times(tokens, today)
    marks: list[TimeMark] = []
    at, count, words, forms = 0, len(tokens), tokens.words, tokens.forms
    while at < count:
        if words[at] is None and not "0" <= forms[at][:1] <= "9":
            at += 1
            continue
        found = grammar.at(at)
        if found is None:
            at += 1
            continue
        marks.append(_mark(piece, story, found))
        at = max(found.end, at + 1)
    return marks


def _mark(piece: Passage, story: str, found: Expression) -> TimeMark:
    tokens, meaning = piece.tokens, found.meaning
    return TimeMark(
        story=story,
        span=piece.span(tokens.start(found.first), tokens.ends[found.end - 1]),
        value=meaning.value,
        kind=meaning.kind,
        anchor=meaning.anchor,
        reason=Reason(f"times.{found.rule}"),
        end=meaning.end,
        grain=meaning.grain,
        calendar=meaning.calendar,
        mod=meaning.mod,
        hijri=meaning.hijri,
    )


class Times:
    """The times of one passage: points, lengths, and what prepositions make of them."""

    def __init__(self, tokens: Tokens, today: date | None) -> None:
        self.tokens = tokens
        self.points = Points(tokens, today)
        self.lengths = Lengths(tokens)
        self.prepositions = Prepositions(tokens, today, self.points, self.lengths)

    def at(self, at: int) -> Expression | None:
        """The longest expression that begins at token ``at``."""
        tokens, roles = self.tokens, self.tokens.roles(at)
        if "ref" in roles:
            return vague(at, at + 1, roles["ref"])
        if "set" in roles or "every" in roles or ("rate" in roles and is_said_as(tokens.form(at - 1), "manner")):
            return self._often(at)
        preposition = roles.get("prep")
        found = None
        if "stretch" in roles:
            found = self.prepositions.stretch(at)
        elif preposition is not None:
            found = self.prepositions.at(at, preposition)
        if found is not None or preposition in {"in", "from", "to"}:
            return found or (self._abstract(at) if preposition == "in" else None)
        point = self.points.at(at, governed=tokens.role(at - 1, "prep") is not None)
        return point or self._length(at)

    def _length(self, at: int) -> Expression | None:
        """A length of time, with what the words before it say of its size."""
        bound = bound_before(self.tokens, at)
        before = at - 1 if bound is None else bound.first - 1
        roles = self.tokens.roles(before)
        governed = bound is not None or "govern" in roles or roles.get("prep") in {"during", "since", "within"}
        found = self.lengths.at(at, governed=governed)
        if found is None:
            return None
        return found._replace(meaning=found.meaning._replace(mod=BOUND_MODS[bound.value] if bound is not None else None))

    def _often(self, at: int) -> Expression | None:
        """«yearly», «every day», «every three years»."""
        often = self.tokens.role(at, "set")
        if often is None and is_said_as(self.tokens.form(at - 1), "manner"):
            often = self.tokens.role(at, "rate")
        if often is not None:
            return Expression(at, at + 1, Meaning(often, "set"), "set")
        length = length_at(self.tokens, at + 1)
        if length is None or self.tokens.clitics(at + 1):
            return None
        found = self.lengths.at(at + 1, governed=True)
        return found._replace(first=at, meaning=found.meaning._replace(kind="set"), rule="set") if found is not None else None

    def _abstract(self, at: int) -> Expression | None:
        """«in the past», «in the future»."""
        tokens = self.tokens
        if (ref := tokens.role(at + 1, "noun_ref")) is not None and not tokens.clitics(at + 1):
            return vague(at + 1, at + 2 + (tokens.role(at + 2, "shade") is not None), ref)
        alone = tokens.role(at + 1, "shift") == "last" and tokens.role(at + 1, "stretch_shift") is None
        return vague(at + 1, at + 2, "PAST_REF") if alone and not tokens.clitics(at + 1) else None
