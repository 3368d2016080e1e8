"""Times: every expression of the calendar and of «yesterday», «for two months», «since 2014», with its value in ISO 8601 dress.

What depends on the day of publication is counted from ``reference``; without one its value is None: it cannot be told.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from rawi.arabic.calendars import calendar_day
from rawi.arabic.dates import day_word_at, length_at, moment_before
from rawi.arabic.letters import WAW
from rawi.facts.bounds import Bound, bound_before
from rawi.facts.lengths import BOUND_MODS, Lengths
from rawi.facts.passages import Passage, passages
from rawi.facts.points import Expression, Points
from rawi.facts.resolving import UNIT_GRAIN, Meaning, weekday_around
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
        return date.fromisoformat(reference[:10]) if reference else None
    except ValueError:
        return None


def _slip(pieces: tuple[Passage, ...], today: date) -> int:
    """How many days before its reference a story was written, if every «today, Friday» in it says the same."""
    slips = set()
    for piece in pieces:
        tokens = piece.tokens
        for at in range(len(tokens)):
            if tokens.words[at] is not None and (near := day_word_at(tokens, at)) is not None and (weekday := tokens.role(near[1], "weekday")):
                day = calendar_day(today.year, today.month, today.day) and today + timedelta(days=near[0])
                slips.add((weekday_around(day, int(weekday)) - day).days if day else 0)
    return slips.pop() if len(slips) == 1 and max(slips) <= 0 and -min(slips) <= FURTHEST_SLIP else 0


def _marks(piece: Passage, story: str, today: date | None) -> list[TimeMark]:
    tokens = piece.tokens
    grammar = _Times(tokens, today)
    marks: list[TimeMark] = []
    at = 0
    while at < len(tokens):
        if tokens.words[at] is None and not "0" <= tokens.forms[at][:1] <= "9":
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


class _Times:
    """The times of one passage: points and lengths, and what prepositions make of them."""

    def __init__(self, tokens: Tokens, today: date | None) -> None:
        self.tokens = tokens
        self.today = today
        self.points = Points(tokens, today)
        self.lengths = Lengths(tokens)

    def at(self, at: int) -> Expression | None:
        """The longest expression that begins at token ``at``."""
        tokens, roles = self.tokens, self.tokens.roles(at)
        if "ref" in roles:
            return _vague(at, at + 1, roles["ref"])
        if "set" in roles:
            return Expression(at, at + 1, Meaning(roles["set"], "set"), "set")
        if "every" in roles:
            return self._every(at)
        if "stretch" in roles and (found := self._stretch(at)) is not None:
            return found
        preposition = roles.get("prep")
        if preposition is not None and (found := self._governed(at, preposition)) is not None:
            return found
        if preposition in {"in", "from", "to"}:
            return self._abstract(at) if preposition == "in" else None
        point = self.points.at(at, governed=tokens.role(at - 1, "prep") is not None or tokens.role(at - 1, "govern") is not None)
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

    def _every(self, at: int) -> Expression | None:
        """«every day», «every three years»."""
        length = length_at(self.tokens, at + 1)
        if length is None or self.tokens.clitics(at + 1):
            return None
        found = self.lengths.at(at + 1, governed=True)
        return found._replace(first=at, meaning=found.meaning._replace(kind="set"), rule="set") if found is not None else None

    def _stretch(self, at: int) -> Expression | None:
        """«earlier», «at present», «lately», «earlier this month»."""
        tokens = self.tokens
        shift = tokens.role(at + 1, "stretch_shift")
        if shift is None or tokens.clitics(at + 1) or tokens.article(at) != tokens.article(at + 1):
            return None
        if not tokens.article(at) and shift not in {"PAST_REF", "FUTURE_REF"}:
            return None
        start = at + 2 + (tokens.role(at + 2, "prep") == "from")
        point = self.points.at(start, governed=start > at + 2) if not tokens.clitics(start) else None
        if point is not None and point.meaning.kind in {"date", "time"}:
            return point._replace(first=at, rule="part of a period")
        return _vague(at, at + 2, shift)

    def _abstract(self, at: int) -> Expression | None:
        """«in the past», «in the future»."""
        tokens = self.tokens
        if (ref := tokens.role(at + 1, "noun_ref")) is not None and not tokens.clitics(at + 1):
            return _vague(at + 1, at + 2, ref)
        alone = tokens.role(at + 1, "shift") == "last" and tokens.role(at + 1, "stretch_shift") is None
        return _vague(at + 1, at + 2, "PAST_REF") if alone and not tokens.clitics(at + 1) else None

    # prepositions

    def _governed(self, at: int, preposition: str) -> Expression | None:
        if preposition == "before":
            return self._before(at)
        if preposition == "after":
            return self._after(at)
        if preposition == "since":
            return self._since(at)
        if preposition in {"during", "within"}:
            return self._during(at)
        if preposition == "until":
            return self._until(at)
        return self._range(at, preposition) if preposition in {"between", "from"} else None

    def _past_bound(self, at: int) -> tuple[int, Bound | None]:
        """Past a bound between a preposition and what it governs: «before **more than** a year»."""
        for end in range(at + 1, at + 4):
            bound = bound_before(self.tokens, end)
            if bound is not None and bound.first <= at:
                return end, bound
        return at, None

    def _before(self, at: int) -> Expression | None:
        """«three days ago» is a day; «a week before the summit» is a length; «before 2015» is a bound."""
        tokens = self.tokens
        if tokens.role(at - 1, "prep") == "from" and not tokens.clitics(at):
            return None
        part = self.points.at(at)
        if part is not None and part.end > at + 1:
            return part
        if tokens.role(at + 1, "little") is not None:
            return _vague(at, at + 2, "PAST_REF")
        if tokens.role(at + 1, "stretch") is not None and not tokens.article(at + 1) and tokens.role(at + 2, "stretch_shift") is None:
            return None
        start, bound = self._past_bound(at + 1)
        if tokens.clitics(start):
            return None
        point = self.points.at(start, governed=True)
        if point is not None:
            return point._replace(first=at, meaning=point.meaning._replace(mod="BEFORE"), rule="before") if point.meaning.value else point
        found = self.lengths.at(start, governed=True)
        if found is None:
            return None
        mod = BOUND_MODS[bound.value] if bound is not None else None
        if tokens.role(found.end, "prep") == "from" or tokens.role(found.end, "on") is not None or found.meaning.anchor == "relative":
            return found._replace(first=at, meaning=found.meaning._replace(anchor="relative", mod=mod), rule="before")
        return found._replace(first=at, meaning=self._ago(start, found)._replace(mod=mod), rule="ago")

    def _ago(self, at: int, found: Expression) -> Meaning:
        """The day, month or year that lies so long before today."""
        length = length_at(self.tokens, at)
        if length is None or "X" in (found.meaning.value or ""):
            return Meaning("PAST_REF", "date", "vague", "relative")
        grain = UNIT_GRAIN[length.unit]
        if self.today is None or (grain in {"hour", "minute", "second"}):
            return Meaning(None if self.today is None else "PAST_REF", "date", grain, "relative")
        moment = moment_before(self.today, length.number, length.unit)
        if moment is None:
            return Meaning(None, "date", grain, "relative")
        return Meaning(moment[0], "date", moment[1], "relative")

    def _after(self, at: int) -> Expression | None:
        """«the day after tomorrow»; «ten years later» and «days after» are lengths."""
        tokens = self.tokens
        if tokens.role(at - 1, "on") is not None and not tokens.clitics(at):
            return None
        point = self.points.at(at)
        if point is not None and point.end > at + 1:
            return point
        if tokens.role(at + 1, "little") is not None:
            return _vague(at, at + 2, "FUTURE_REF")
        start, bound = self._past_bound(at + 1)
        found = self.lengths.at(start, governed=True) if not tokens.clitics(start) else None
        if found is not None:
            mod = BOUND_MODS[bound.value] if bound is not None else None
            return found._replace(first=at, meaning=found.meaning._replace(anchor="relative", mod=mod), rule="after")
        point = self.points.at(start, governed=True) if not tokens.clitics(start) else None
        if point is None or point.meaning.kind not in {"date", "time"}:
            return None
        return point._replace(first=at, meaning=point.meaning._replace(kind="range"), rule="after")

    def _since(self, at: int) -> Expression | None:
        """«since 2014» is an open range, «for two decades now» a length."""
        tokens = self.tokens
        start, bound = self._past_bound(at + 1)
        if tokens.clitics(start):
            return None
        point = self.points.at(start, governed=True)
        if point is not None:
            meaning = point.meaning
            if meaning.kind == "duration":
                return point._replace(first=at)
            kept = meaning.end if meaning.grain == "season" else None
            return point._replace(first=at, meaning=meaning._replace(kind="range", end=kept), rule="since")
        found = self.lengths.at(start, governed=True)
        if found is not None:
            mod = BOUND_MODS[bound.value] if bound is not None else None
            return found._replace(first=at, meaning=found.meaning._replace(anchor="relative", mod=mod), rule="since")
        return _vague(at, at + 2, tokens.roles(start)["ref"]) if tokens.role(start, "ref") else None

    def _during(self, at: int) -> Expression | None:
        """«within two months», «during the past days», «in the course of 2017»."""
        tokens = self.tokens
        first = at if tokens.role(at - 1, "prep") != "from" or tokens.clitics(at) else at + 1
        start, bound = self._past_bound(at + 1)
        if tokens.clitics(start):
            return None
        if tokens.roles(at)["prep"] == "within" and tokens.role(at - 1, "prep") == "in":
            first = at - 1
        found = self.lengths.at(start, governed=True)
        if found is not None:
            mod = BOUND_MODS[bound.value] if bound is not None else None
            return found._replace(first=first, meaning=found.meaning._replace(anchor="relative", mod=mod), rule="during")
        if tokens.role(start, "stretch") is not None and (stretch := self._stretch(start)) is not None:
            return stretch._replace(first=first)
        point = self.points.at(start, governed=True)
        return point._replace(first=first) if point is not None else None

    def _until(self, at: int) -> Expression | None:
        """«until 2003», «so far»."""
        tokens = self.tokens
        if tokens.clitics(at + 1):
            return None
        if tokens.role(at + 1, "ref") is not None:
            return _vague(at, at + 2, tokens.roles(at + 1)["ref"])
        point = self.points.at(at + 1, governed=True)
        if point is None:
            return None
        meaning = point.meaning
        return point._replace(first=at, meaning=meaning._replace(kind="range", value=None, end=meaning.end or meaning.value), rule="until")

    def _range(self, at: int, preposition: str) -> Expression | None:
        """«between 1942 and 1945», «from Sunday to Thursday», «from 5 to 7 January»."""
        tokens = self.tokens
        start = at + 1
        if tokens.role(start, "unit_dual") in {"Y", "D"}:
            start += 1
        if tokens.clitics(start):
            return None
        first = self.points.at(start, governed=True) or self._first_day(start)
        if first is None or first.meaning.kind == "range":
            return None
        link = first.end
        if preposition == "between":
            ok = tokens.forms[link] == WAW or tokens.clitic(link) == WAW
            second_at = link + (tokens.forms[link] == WAW)
        else:
            ok = tokens.role(link, "prep") in {"to", "until"} and not tokens.clitics(link)
            second_at = link + 1
        second = self.points.at(second_at, governed=True) if ok else None
        if second is None or second.meaning.kind == "range":
            return None
        value = first.meaning.value
        if value is None and second.meaning.day is not None:
            day = calendar_day(second.meaning.day.year, second.meaning.day.month, int(tokens.forms[start]))
            value = day.isoformat() if day else None
        anchor = first.meaning.anchor if first.meaning.anchor != "absolute" else second.meaning.anchor
        meaning = Meaning(value, "range", second.meaning.grain, anchor, end=second.meaning.value)
        return Expression(at, second.end, meaning, "range")

    def _first_day(self, at: int) -> Expression | None:
        """The first day of «from 5 to 7 January», whose month is named with the second."""
        form = self.tokens.forms[at]
        if not (form.isdigit() and len(form) <= 2 and 1 <= int(form) <= 31):
            return None
        return Expression(at, at + 1, Meaning(None, "date", "day"), "day")


def _vague(first: int, end: int, value: str) -> Expression:
    return Expression(first, end, Meaning(value, "date", "vague", "relative"), "vague")
