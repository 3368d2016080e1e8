"""Days, and months and years by name: «yesterday, Tuesday 3 April», «next Sunday», «October 2019»; the tense tells past from future."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.calendars import CalendarDate, Clock, clock_at, date_at, hijri_month
from rawi.arabic.dates import day_word_at, iso_clock, iso_date
from rawi.arabic.letters import FEH, NOON, SEEN, TEH, WAW, YEH
from rawi.arabic.tokens import key
from rawi.data import words
from rawi.facts.edges import said
from rawi.facts.periods import Expression, Periods, View
from rawi.facts.resolving import (
    UNIT_GRAIN,
    Meaning,
    hijri_year_near,
    weekday_around,
    weekday_near,
    year_by_shift,
    year_of_day,
    year_of_month,
)

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens
    from rawi.model import Anchor, Calendar

CLAUSE: Final = 14
"""Tokens on either side in which the tense of a clause is looked for."""
SENTENCE_ENDS: Final = frozenset('.:?!\n"«»“”')
_FUTURE: Final = re.compile(f"[{WAW}{FEH}]?{SEEN}[{YEH}{TEH}{NOON}].{{2,}}")


class _Day(NamedTuple):
    """The parts of a day's name met so far."""

    offset: int | None = None
    weekday: int | None = None
    shift: int | None = None
    date: CalendarDate | None = None
    plural: bool = False


class Days:
    """The days, months and years by name of one passage."""

    def __init__(self, tokens: Tokens, view: View, periods: Periods) -> None:
        self.tokens = tokens
        self.view = view
        self.periods = periods

    def day(self, at: int) -> Expression | None:
        """«yesterday, Tuesday 3 April», «next Sunday», «17 February», «October 2019»: one day, month or year in any order of its names."""
        tokens, end, found = self.tokens, at, _Day()
        while True:
            step = end
            if tokens.role(step, "unit") in {"D", "M"} and not tokens.article(step):
                step += 1
            elif tokens.role(step, "units") == "D" and tokens.role(step + 1, "weekday"):
                step, found = step + 1, found._replace(plural=True)
            if end > at and (tokens.forms[step] == "(" or tokens.role(step, "same_day") is not None):
                step += 1
            if end > at and tokens.clitics(step) and not (step == end + 1 and tokens.clitic(step) != WAW):
                break
            more = self._day_step(step, found)
            if more is None:
                break
            found, step = more
            end = step + (tokens.forms[step] == ")" and tokens.forms[end] == "(")
        if end == at:
            return None
        meaning = self._day_meaning(found, at, end)
        if meaning is None:
            return None
        if meaning.day is not None and meaning.grain == "day":
            self.view.last_day = meaning.day
            return with_clock(self.tokens, Expression(at, end, meaning, "day"))
        return Expression(at, end, meaning, "day")

    def _day_step(self, at: int, found: _Day) -> tuple[_Day, int] | None:
        """One more part of a day's name."""
        tokens = self.tokens
        if found.offset is None and found.weekday is None and (near := day_word_at(tokens, at)) is not None and self._is_today(at, near):
            return found._replace(offset=near[0]), near[1]
        weekday = tokens.role(at, "weekday")
        if weekday is not None and found.weekday is None and found.date is None and tokens.role(at - 1, "rite") is None:
            shift = self.periods.shift(at + 1)
            return found._replace(weekday=int(weekday), shift=shift), at + 1 + (shift is not None)
        if found.date is None or (found.date.hijri and found.date.day):
            printed = date_at(tokens, at)
            if printed is not None and (self._fits(printed, found) if printed.sure else self._is_sure(printed, at)):
                return self._dated(found, printed)
        return None

    def _dated(self, found: _Day, printed: CalendarDate) -> tuple[_Day, int]:
        """A date taken in, with «last» or «of last year» after it."""
        tokens = self.tokens
        if found.date is not None and printed.hijri:
            return found, printed.end
        shift = self.periods.shift(printed.end) if printed.year is None else None
        end = printed.end + (shift is not None)
        if printed.year is None and shift is None:
            of = end + (tokens.role(end, "prep") == "from")
            year = self.periods.this(of) if tokens.role(of, "this") is not None else self.periods.unit(of, governed=False)
            if year is not None and year.meaning.grain == "year" and year.meaning.value is not None:
                printed, end = printed._replace(year=int(year.meaning.value)), year.end
        return found._replace(date=printed, shift=found.shift if shift is None else shift), end

    @staticmethod
    def _fits(printed: CalendarDate, found: _Day) -> bool:
        """A second, Gregorian date beside a Hijri one, or a date beside a weekday; a year alone goes with neither."""
        return printed.day is not None or (found.weekday is None and found.offset is None and found.date is None)

    def _is_sure(self, printed: CalendarDate, at: int) -> bool:
        """Whether a month's name that could be another word is one: by the word «month», a preposition or «last» beside it."""
        tokens = self.tokens
        if tokens.role(at - 1, "unit") == "M" or tokens.role(at - 1, "edge") is not None:
            return True
        beside = tokens.role(at - 1, "prep") in {"in", "since", "until", "from", "to"} or self.periods.shift(printed.end) is not None
        return beside and tokens.role(at, "only") != "never alone"

    def _is_today(self, at: int, near: tuple[int, int]) -> bool:
        """«today» is not «the national day», «the third day» or the name of a paper."""
        tokens = self.tokens
        if near[0] or tokens.role(at, "unit") is None:
            named = tokens.article(at) and tokens.role(at - 1, "outlet_word") is not None
            return tokens.role(near[1], "need") is None and not named
        after = tokens.roles(near[1])
        named = tokens.role(at - 1, "outlet_word") is not None
        if "weekday" in after:
            return True
        return not (named or "not_today" in after or "shift" in after or ("ordinal" in after and tokens.article(near[1])))

    def _day_meaning(self, found: _Day, first: int, end: int) -> Meaning | None:
        if found.date is not None:
            return self._dated_meaning(found, first, end)
        if found.offset is not None:
            day = self.view.today and moved(self.view.today, found.offset)
            if day and found.weekday:
                day = weekday_around(day, found.weekday)
            return Meaning(day.isoformat() if day else None, "date", "day", "relative")
        if found.weekday is None:
            return None
        if (
            self.view.last_day
            and first
            and self.tokens.role(first - 1, "weekday")
            and self.tokens.clitic(first) == WAW
            and found.shift is None
        ):
            # «on Sunday **and Monday**» go on from the first
            return Meaning(weekday_near(self.view.last_day, found.weekday, ahead=True).isoformat(), "date", "day", "weekday")
        ahead = found.shift == 1 or (found.shift is None and (found.plural or bool(self.ahead(first, end))))
        day = self.view.today and weekday_near(self.view.today, found.weekday, ahead=ahead)
        if day and found.shift == -1 and day == self.view.today:
            day = moved(day, -7)
        return Meaning(day.isoformat() if day else None, "date", "day", "weekday")

    def _dated_meaning(self, found: _Day, first: int, end: int) -> Meaning | None:
        printed = found.date
        if printed is None:
            return None
        grain = UNIT_GRAIN["D" if printed.day else "M" if printed.month else "Y"]
        relative = printed.year is None
        calendar: Calendar = "hijri" if printed.hijri else "gregorian"
        if not printed.real or (printed.month is None and printed.year is None):
            return Meaning(None, "date", grain, "absolute")
        if relative:
            printed = printed._replace(year=self._year(printed, found, first, end))
        if printed.year is None:
            return Meaning(None, "date", grain, "relative", calendar=calendar)
        anchor: Anchor = "relative" if relative else "absolute"
        if not printed.hijri:
            return Meaning(iso_date(printed), "date", grain, anchor)
        hijri = "-".join(f"{part:02}" for part in (printed.year, printed.month, printed.day) if part)
        if printed.day:
            return Meaning(iso_date(printed), "date", grain, anchor, calendar="hijri", hijri=hijri)
        months = (printed.month, printed.month) if printed.month else (1, 12)
        ends = hijri_month(printed.year, months[0]), hijri_month(printed.year, months[1])
        start, stop = ends[0] and ends[0][0].isoformat(), ends[1] and ends[1][1].isoformat()
        return Meaning(start, "range", grain, anchor, end=stop, calendar="hijri", hijri=hijri)

    def _year(self, printed: CalendarDate, found: _Day, first: int, end: int) -> int | None:
        """The year of a day or month without one."""
        if self.view.today is None or printed.month is None:
            return None
        if found.shift and printed.day is not None and not printed.hijri:
            return year_by_shift(self.view.today, printed.month, printed.day, found.shift)
        ahead = {1: True, -1: False}.get(found.shift if found.shift is not None else 0, self.ahead(first, end))
        if printed.hijri:
            return hijri_year_near(self.view.today, printed.month, ahead=bool(ahead))
        if printed.day is not None:
            return year_of_day(self.view.today, printed.month, printed.day, ahead=ahead)
        year = year_of_month(self.view.today, printed.month, ahead=ahead)
        return year - (found.shift == -1 and printed.month == self.view.today.month)

    def ahead(self, first: int, end: int) -> bool | None:
        """Whether the clause around an expression speaks of the future; None where no tense tells; «in May he said» is past."""
        if self._future(range(first - 1, max(first - CLAUSE, 0) - 1, -1)) or self._future(range(end, end + CLAUSE)):
            return True
        return False if self.tokens.form(end) in said() else None

    def _future(self, places: range) -> bool:
        stops = _not_future()
        for at in places:
            form = self.tokens.form(at)
            roles = self.tokens.roles(at)
            if not form or form in SENTENCE_ENDS or (form == "," and (places.step > 0 or self.tokens.form(at + 1).startswith(WAW))):
                return False
            if "that" in roles:
                # «it is expected **that** he will meet»: the verb before it governs; any other «that» begins another clause
                return places.step < 0 and self.tokens.role(at - 1, "future") is not None
            if "future" in roles or (_FUTURE.fullmatch(form) and not _is_stopped(form[form.index(SEEN) :], stops)):
                return True
        return False


def with_clock(tokens: Tokens, day: Expression) -> Expression:
    """A day with the time of day after it."""
    start = day.end + (tokens.forms[day.end] == "," or tokens.role(day.end, "prep") == "in")
    clock = clock_at(tokens, start) if tokens.role(start, "clock") is not None or "0" <= tokens.form(start)[:1] <= "9" else None
    if clock is None:
        return day
    return day._replace(end=clock.end, meaning=at_clock(day.meaning, clock), rule="clock")


def at_clock(day: Meaning, clock: Clock) -> Meaning:
    """The time of day on a day."""
    when = day.day
    return day._replace(value=when.isoformat() + iso_clock(clock, when) if when else None, kind="time", grain="minute")


def moved(day: date, by: int) -> date | None:
    """A day so many days later, None where no calendar reaches."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return None


@cache
def _not_future() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that merely look like verbs of the future: whole, and by their beginnings."""
    forms = words("time_words", role="not_future")
    return frozenset(key(form) for form in forms), tuple(sorted(key(form[:-1]) for form in forms if form.endswith("*")))


def _is_stopped(form: str, stops: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    return form in stops[0] or form.startswith(stops[1])
