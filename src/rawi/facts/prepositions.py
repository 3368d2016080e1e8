"""What prepositions make of times: «three days ago», «since 2014», «within two months», «until 2003», «from Sunday to Thursday»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawi.arabic.calendars import calendar_day
from rawi.arabic.dates import length_at, moment_before
from rawi.arabic.letters import WAW
from rawi.facts.bounds import Bound, bound_before
from rawi.facts.lengths import BOUND_MODS, Lengths
from rawi.facts.periods import Expression
from rawi.facts.resolving import UNIT_GRAIN, Meaning

if TYPE_CHECKING:
    from datetime import date

    from rawi.arabic.tokens import Tokens
    from rawi.facts.points import Points


class Prepositions:
    """The times of one passage that a preposition governs; the preposition is part of their span where it carries value."""

    def __init__(self, tokens: Tokens, today: date | None, points: Points, lengths: Lengths) -> None:
        self.tokens = tokens
        self.today = today
        self.points = points
        self.lengths = lengths

    def at(self, at: int, preposition: str) -> Expression | None:
        """The expression that begins with the preposition at token ``at``."""
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
        """«three days ago» is a day; «a week before the summit» is a length; «before 2015» is a bound; «a while ago» is the past."""
        tokens = self.tokens
        if tokens.role(at + 1, "little") is not None:
            return vague(at, at + 2, "PAST_REF")
        start, bound = self._past_bound(at + 1)
        by_somebody = tokens.role(at - 1, "prep") == "from" and not tokens.clitics(at)
        if by_somebody or tokens.clitics(start):
            return None
        part = self.points.part(at)
        if part is not None:
            return part
        point = self._point(start)
        if point is not None:
            return point._replace(first=at, meaning=point.meaning._replace(mod="BEFORE"), rule="before")
        found = self._length(at, start, bound, "before")
        if found is None or self._has_event(found.end) or tokens.role(found.end - 1, "shift") is not None:
            return found
        return found._replace(meaning=self._ago(start, found), rule="ago")

    def _has_event(self, end: int) -> bool:
        """Whether a length is counted from an event: «a week before **the** summit» says «from» or «on» after it."""
        return self.tokens.role(end, "prep") == "from" or self.tokens.role(end, "on") is not None

    def _length(self, at: int, start: int, bound: Bound | None, rule: str) -> Expression | None:
        """The length at token ``start``, from the preposition at ``at`` on, with what ``bound`` says of its size."""
        found = self.lengths.at(start, governed=True)
        if found is None:
            return None
        mod = BOUND_MODS[bound.value] if bound is not None else None
        return found._replace(first=at, meaning=found.meaning._replace(anchor="relative", mod=mod), rule=rule)

    def _ago(self, at: int, found: Expression) -> Meaning:
        """The day, month or year that lies so long before today."""
        length = length_at(self.tokens, at)
        if length is None or "X" in (found.meaning.value or ""):
            return Meaning("PAST_REF", "date", "vague", "relative", mod=found.meaning.mod)
        grain = UNIT_GRAIN[length.unit]
        if self.today is None or (grain in {"hour", "minute", "second"}):
            return Meaning(None if self.today is None else "PAST_REF", "date", grain, "relative")
        moment = moment_before(self.today, length.number, length.unit)
        if moment is None:
            return Meaning(None, "date", grain, "relative")
        return Meaning(moment[0], "date", moment[1], "relative", mod=found.meaning.mod)

    def _after(self, at: int) -> Expression | None:
        """«the day after tomorrow»; «ten years later» and «days after» are lengths."""
        tokens = self.tokens
        if tokens.role(at - 1, "on") is not None and not tokens.clitics(at):
            return None
        point = self.points.at(at)
        if point is not None and point.end > at + 1:
            return point
        if tokens.role(at + 1, "little") is not None:
            return vague(at, at + 2, "FUTURE_REF")
        start, bound = self._past_bound(at + 1)
        found = self._length(at, start, bound, "after") if not tokens.clitics(start) else None
        if found is not None:
            return found
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
        point = self._point(start)
        if point is not None:
            meaning = point.meaning
            kept = meaning.end if meaning.grain == "season" else None
            return point._replace(first=at, meaning=meaning._replace(kind="range", end=kept), rule="since")
        found = self._length(at, start, bound, "since")
        if found is not None:
            return found
        return vague(at, at + 2, tokens.roles(start)["ref"]) if tokens.role(start, "ref") else None

    def _during(self, at: int) -> Expression | None:
        """«within two months», «during the past days», «in the course of 2017»."""
        tokens = self.tokens
        first = at if tokens.role(at - 1, "prep") != "from" or tokens.clitics(at) else at + 1
        start, bound = self._past_bound(at + 1)
        if tokens.clitics(start):
            return None
        if tokens.roles(at)["prep"] == "within" and tokens.role(at - 1, "prep") == "in":
            first = at - 1
        found = self._length(first, start, bound, "during")
        point = self._point(start)
        if found is not None and (point is None or point.end <= found.end):
            return found
        if tokens.role(start, "stretch") is not None and (stretch := self.stretch(start)) is not None:
            return stretch._replace(first=first)
        return point._replace(first=first) if point is not None else None

    def _point(self, at: int) -> Expression | None:
        """The point in time that a preposition governs, unless a greater length begins there."""
        point = self.points.at(at, governed=True)
        length = self.lengths.at(at, governed=True)
        return None if point is None or (length is not None and length.end > point.end) else point

    def _until(self, at: int) -> Expression | None:
        """«until 2003», «so far»."""
        tokens = self.tokens
        if tokens.clitics(at + 1):
            return None
        if tokens.role(at + 1, "ref") is not None:
            return vague(at, at + 2, tokens.roles(at + 1)["ref"])
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
        if value is not None and first.meaning.anchor == "relative" and second.meaning.anchor == "absolute":
            value = _in_year_of(value, second.meaning.value or "")
        anchor = first.meaning.anchor if first.meaning.anchor != "absolute" else second.meaning.anchor
        meaning = Meaning(value, "range", second.meaning.grain, anchor, end=second.meaning.value)
        return Expression(at, second.end, meaning, "range")

    def _first_day(self, at: int) -> Expression | None:
        """The first day of «from 5 to 7 January», whose month is named with the second."""
        form = self.tokens.forms[at]
        if not (form.isdecimal() and len(form) <= 2 and 1 <= int(form) <= 31):
            return None
        return Expression(at, at + 1, Meaning(None, "date", "day"), "day")

    def stretch(self, at: int) -> Expression | None:
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
        return vague(at, at + 2, shift)


def _in_year_of(first: str, second: str) -> str:
    """The first day or month of «from 14 June to 15 July 2018» in the year of the second, or the year before."""
    if not (first[:4].isdecimal() and second[:4].isdecimal()):
        return first
    value = second[:4] + first[4:]
    return value if value <= second else f"{int(second[:4]) - 1:04}{first[4:]}"


def vague(first: int, end: int, value: str) -> Expression:
    """A vague reference to past, present or future."""
    return Expression(first, end, Meaning(value, "date", "vague", "relative"), "vague")
