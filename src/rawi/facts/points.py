"""Points in time, said in words: days, months, years, parts of them, clocks; each with its value on the day of reference.

A grammar over tokens: every method looks at one position and gives the longest expression of its kind that begins there, or None.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.calendars import CalendarDate, Clock, calendar_day, clock_at, date_at, hijri_month, year_at
from rawi.arabic.dates import day_word_at, iso_clock, iso_date
from rawi.arabic.letters import ALEF, FEH, NOON, SEEN, TEH, WAW, YEH
from rawi.arabic.numerals import ordinal_at
from rawi.facts.resolving import (
    UNIT_GRAIN,
    Meaning,
    hijri_year_near,
    season_of_play,
    shifted,
    weekday_around,
    weekday_near,
    year_of_day,
    year_of_month,
)
from rawi.data import words
from rawi.arabic.tokens import key

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens

SHIFTS: Final = {"last": -1, "next": 1, "this": 0}
PLAIN_YEARS: Final = range(1900, 2050)
"""A bare number among these may be a year, if its place in the sentence says so."""
CLAUSE: Final = 14
"""Tokens on either side in which the tense of a clause is looked for."""
SENTENCE_ENDS: Final = frozenset('.:?!\n"«»“”')
_FUTURE: Final = re.compile(f"[{WAW}{FEH}]?{SEEN}[{YEH}{TEH}{NOON}].{{3,}}")


class Expression(NamedTuple):
    """Tokens ``first`` to ``end`` with what they mean; ``rule`` names the grammar's rule."""

    first: int
    end: int
    meaning: Meaning
    rule: str


class _Day(NamedTuple):
    """The parts of a day's name met so far."""

    offset: int | None = None
    weekday: int | None = None
    shift: int | None = None
    date: CalendarDate | None = None
    plural: bool = False


class Points:
    """The points in time of one passage, seen from ``today`` (None: unknown, and what depends on it cannot be told)."""

    def __init__(self, tokens: Tokens, today: date | None) -> None:
        self.tokens = tokens
        self.today = today
        self.last_day: date | None = None
        """The day last spoken of: what «in the evening» or «the next day» refers to."""

    def at(self, at: int, *, governed: bool = False) -> Expression | None:
        """The point in time that begins at token ``at``. ``governed`` says that a preposition of time stands before it."""
        roles = self.tokens.roles(at)
        if not roles:
            return self._from_digits(at, governed=governed)
        found: Expression | None = None
        if "edge" in roles:
            return self._edge(at)
        if "final" in roles or roles.get("ordinal") == "1":
            found = self._edge_day(at)
        if "clock" in roles:
            return self._clock(at)
        if "part" in roles or roles.get("prep") in {"after", "before"}:
            found = self._part(at)
        elif "this" in roles:
            found = self._this(at)
        return found or self.day(at) or self._period(at, governed=governed)

    def _from_digits(self, at: int, *, governed: bool) -> Expression | None:
        if not "0" <= self.tokens.forms[at][:1] <= "9":
            return None
        return self.day(at) or self._clock(at) or self._bare_year(at, governed=governed)

    # days

    def day(self, at: int) -> Expression | None:
        """«yesterday, Tuesday 3 April», «next Sunday», «17 February», «October 2019»: all that names one day, month or year, in any order."""
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
            self.last_day = meaning.day
            return self._with_clock(Expression(at, end, meaning, "day"))
        return Expression(at, end, meaning, "day")

    def _day_step(self, at: int, found: _Day) -> tuple[_Day, int] | None:
        """One more part of a day's name."""
        tokens = self.tokens
        if found.offset is None and found.weekday is None and (near := day_word_at(tokens, at)) is not None and self._is_today(at, near):
            return found._replace(offset=near[0]), near[1]
        weekday = tokens.role(at, "weekday")
        if weekday is not None and found.weekday is None and found.date is None and tokens.role(at - 1, "rite") is None:
            shift = self._shift(at + 1)
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
        shift = self._shift(printed.end) if printed.year is None else None
        end = printed.end + (shift is not None)
        if printed.year is None and shift is None:
            of = end + (tokens.role(end, "prep") == "from")
            year = self._this(of) if tokens.role(of, "this") is not None else self._unit(of, governed=False)
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
        beside = tokens.role(at - 1, "prep") in {"in", "since", "until", "from", "to"} or self._shift(printed.end) is not None
        return beside and tokens.role(at, "only") != "never alone"

    def _is_today(self, at: int, near: tuple[int, int]) -> bool:
        """«today» is not «the national day», «the third day» or the name of a paper."""
        tokens = self.tokens
        if near[0] or tokens.role(at, "unit") is None:
            return True
        after = tokens.roles(near[1])
        named = tokens.role(at - 1, "outlet_word") is not None
        if "weekday" in after:
            return True
        return not (named or "not_today" in after or "shift" in after or ("ordinal" in after and tokens.article(near[1])))

    def _shift(self, at: int) -> int | None:
        """«last», «next» or «this» after a name of time."""
        found = self.tokens.role(at, "shift")
        return SHIFTS.get(found or "") if not self.tokens.clitics(at) else None

    def _day_meaning(self, found: _Day, first: int, end: int) -> Meaning | None:
        if found.date is not None:
            return self._dated_meaning(found, first, end)
        if found.offset is not None:
            day = self.today and _moved(self.today, found.offset)
            if day and found.weekday:
                day = weekday_around(day, found.weekday)
            return Meaning(day.isoformat() if day else None, "date", "day", "relative")
        if found.weekday is None:
            return None
        if self.last_day and first and self.tokens.role(first - 1, "weekday") and self.tokens.clitic(first) == WAW and found.shift is None:
            # «on Sunday **and Monday**» go on from the first
            return Meaning(weekday_near(self.last_day, found.weekday, ahead=True).isoformat(), "date", "day", "weekday")
        ahead = found.shift == 1 or (found.shift is None and (found.plural or bool(self.ahead(first, end))))
        day = self.today and weekday_near(self.today, found.weekday, ahead=ahead)
        if day and found.shift == -1 and day == self.today:
            day = _moved(day, -7)
        return Meaning(day.isoformat() if day else None, "date", "day", "weekday")

    def _dated_meaning(self, found: _Day, first: int, end: int) -> Meaning | None:
        printed = found.date
        if printed is None:
            return None
        grain = UNIT_GRAIN["D" if printed.day else "M" if printed.month else "Y"]
        relative = printed.year is None
        calendar = "hijri" if printed.hijri else "gregorian"
        if not printed.real or printed.month is None and printed.year is None:
            return Meaning(None, "date", grain, "absolute")
        if relative:
            printed = printed._replace(year=self._year(date, found, first, end))
        if printed.year is None:
            return Meaning(None, "date", grain, "relative", calendar=calendar)
        anchor = "relative" if relative else "absolute"
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
        if self.today is None or printed.month is None:
            return None
        ahead = {1: True, -1: False}.get(found.shift if found.shift is not None else 0, self.ahead(first, end))
        if printed.hijri:
            return hijri_year_near(self.today, printed.month, ahead=bool(ahead))
        if printed.day is not None:
            return year_of_day(self.today, printed.month, printed.day, ahead=ahead)
        year = year_of_month(self.today, printed.month, ahead=ahead)
        return year - (found.shift == -1 and printed.month == self.today.month)

    def ahead(self, first: int, end: int) -> bool | None:
        """Whether the clause around an expression speaks of the future; None where its tense says nothing."""
        return True if self._future(range(first - 1, max(first - CLAUSE, 0) - 1, -1)) or self._future(range(end, end + CLAUSE)) else None

    def _future(self, places: range) -> bool:
        stops = _not_future()
        for at in places:
            form = self.tokens.form(at)
            roles = self.tokens.roles(at)
            if not form or form in SENTENCE_ENDS:
                return False
            if "that" in roles:
                # «it is expected **that** he will meet»: the verb before it governs; any other «that» begins another clause
                return places.step < 0 and self.tokens.role(at - 1, "future") is not None
            if "future" in roles or (_FUTURE.fullmatch(form) and not form[form.index(SEEN) :].startswith(stops)):
                return True
        return False

    # parts of a day and clocks

    def _part(self, at: int) -> Expression | None:
        """«Tuesday evening», «at dawn today», «in the evening», «last night»."""
        tokens, first = self.tokens, at
        prep = tokens.role(at, "prep")
        at += prep is not None
        part = tokens.role(at, "part")
        if part is None or (prep and (part not in {"TAF", "TNI"} or tokens.clitics(at))):
            return None
        if prep == "before" and part == "TAF":
            part = "TMO"
        end = at + 1
        half = tokens.role(end, "part")
        if half == "TNI" and not tokens.clitics(end):
            end += 1
        if tokens.article(at) and (shift := self._shift(end)) is not None and self.today:
            return Expression(first, end + 1, self._day_part(_moved(self.today, shift), part, "relative"), "part of a day")
        start = end + (tokens.role(end, "prep") == "from")
        day = self._day_or_next(start) if not tokens.clitics(start) or start > end else None
        if day is not None and day.meaning.grain in {"day", "minute", "second"}:
            if day.meaning.grain != "day":
                return day._replace(first=first)
            end = day.end
            if part == "TNI" and tokens.forms[end] in {"-", "/"} and tokens.role(end + 1, "weekday"):
                end += 2
            value = day.meaning.value + part if day.meaning.value else None
            return Expression(first, end, day.meaning._replace(value=value, kind="time", grain="part"), "part of a day")
        if tokens.article(at) and part == "TNI" and not prep and tokens.form(at).endswith(key("\u0629")) and self.today:
            return Expression(first, end, self._day_part(self.today, part, "relative"), "part of a day")
        if prep is None and self._is_adverb(at):
            return Expression(first, end, self._day_part(self.last_day or self.today, part, "relative"), "part of a day")
        return None

    def _day_or_next(self, at: int) -> Expression | None:
        return self.day(at) or (self._unit(at, governed=False) if self.tokens.role(at, "unit") == "D" else None)

    def _is_adverb(self, at: int) -> bool:
        """A part of the day which stands for itself («in the evening»): in the accusative of adverbs."""
        form = self.tokens.forms[at]
        return self.tokens.role(at, "ampm") is not None and len(form) > 1 and not self.tokens.article(at) and form.endswith((ALEF, ALEF + "\u0621"))

    @staticmethod
    def _day_part(day: date | None, part: str, anchor: str) -> Meaning:
        return Meaning(day.isoformat() + part if day else None, "time", "part", "relative" if anchor == "relative" else "weekday")

    def _clock(self, at: int) -> Expression | None:
        """«at 10 in the morning of 11 April»: a time of day with the day beside it, or of the day last spoken of."""
        clock = clock_at(self.tokens, at)
        if clock is None:
            return None
        tokens, end = self.tokens, clock.end
        start = end + (tokens.role(end, "prep") in {"from", "in"})
        half = tokens.role(start, "ampm")
        if half and len(tokens.form(start)) > 1 and clock.hour <= 12 and start > end:
            hour = clock.hour % 12 + (12 if half in {"pm", "noon"} or (half == "night" and clock.hour >= 6) else 0)
            clock, start = clock._replace(hour=hour), start + 1
            end = start
        day = self.day(start) if not tokens.clitics(start) or start > end else None
        if day is not None and day.meaning.grain == "day":
            return Expression(at, day.end, _at_clock(day.meaning, clock), "clock")
        if day is not None and day.meaning.grain == "minute":
            return None
        if self.last_day is not None and self._same_sentence(at):
            return Expression(at, end, _at_clock(Meaning(self.last_day.isoformat(), "date", "day", "relative"), clock), "clock")
        value = f"T{clock.hour:02}:{clock.minute or 0:02}" + clock.zone
        return Expression(at, end, Meaning(value, "time", "minute", "absolute"), "clock")

    def _same_sentence(self, at: int) -> bool:
        return all(self.tokens.forms[place] not in SENTENCE_ENDS for place in range(max(at - CLAUSE, 0), at))

    def _with_clock(self, day: Expression) -> Expression:
        """A day with the time of day after it."""
        tokens = self.tokens
        start = day.end + (tokens.forms[day.end] == "," or tokens.role(day.end, "prep") == "in")
        clock = clock_at(tokens, start) if tokens.role(start, "clock") or "0" <= tokens.form(start)[:1] <= "9" else None
        if clock is None:
            return day
        return day._replace(end=clock.end, meaning=_at_clock(day.meaning, clock), rule="clock")

    # months, years and other periods

    def _edge(self, at: int) -> Expression | None:
        """«the beginning of the year», «mid-May», «the end of this month»."""
        tokens = self.tokens
        mod = tokens.roles(at)["edge"]
        start = at + 1 + (tokens.role(at + 1, "prep") == "from")
        if tokens.clitics(start) and tokens.role(start, "prep") is None:
            return None
        if mod == "MID" and tokens.role(start, "part") == "TNI":
            return self._part(start) and self._renamed(self._part(start), at)
        found = self._period(start, governed=True) or self.day(start) or self._bare_year(start, governed=True)
        if tokens.role(start, "this") is not None:
            found = self._this(start)
        if found is None or found.meaning.grain in {"day", "part", "minute", "vague"}:
            return None
        return Expression(at, found.end, found.meaning._replace(mod=mod), "edge of a period")

    def _edge_day(self, at: int) -> Expression | None:
        """«the last day of the month of May», «the first day of this year»."""
        tokens = self.tokens
        if tokens.role(at + 1, "unit") != "D" or tokens.clitics(at + 1) or tokens.role(at + 2, "prep") not in {"from", "in"}:
            return None
        period = self.day(at + 3) or self._period(at + 3, governed=True)
        ends = _ends(period.meaning) if period is not None else None
        if period is None or ends is None:
            return None
        day = ends[self.tokens.role(at, "final") is not None]
        return Expression(at, period.end, Meaning(day.isoformat(), "date", "day", period.meaning.anchor, hijri=period.meaning.hijri), "edge day")

    @staticmethod
    def _renamed(found: Expression | None, first: int) -> Expression | None:
        return found._replace(first=first) if found is not None else None

    def _this(self, at: int) -> Expression | None:
        """«this week», «this season», «this evening», «these days»."""
        tokens, roles = self.tokens, self.tokens.roles(at + 1)
        if tokens.clitics(at + 1) or not tokens.article(at + 1):
            return None
        if "part" in roles and self.today:
            return Expression(at, at + 2, self._day_part(self.today, roles["part"], "relative"), "this")
        unit = roles.get("unit")
        if unit in {"W", "M", "Y", "D", "DE", "CE"}:
            return Expression(at, at + 2, Meaning(shifted(self.today, unit, 0), "date", UNIT_GRAIN[unit], "relative"), "this")
        if roles.get("units") == "D":
            return Expression(at, at + 2, Meaning("PRESENT_REF", "date", "vague", "relative"), "this")
        if "campaign" in roles:
            return self._season_of_play(at, at + 2, 0)
        if "season" in roles and self.today:
            return Expression(at, at + 2, Meaning(f"{self.today.year}-{roles['season']}", "date", "season", "relative"), "this")
        return None

    def _period(self, at: int, *, governed: bool) -> Expression | None:
        """A week, month, year, season, quarter, decade or century."""
        roles = self.tokens.roles(at)
        if "decade" in roles:
            return self._decade(at)
        if "campaign" in roles:
            return self._campaign(at)
        if "season" in roles and (found := self._season(at)) is not None:
            return found
        if "fraction" in roles or "half" in roles:
            return self._share(at)
        if roles.get("unit") == "CE" and self.tokens.article(at) and (found := self._century(at)) is not None:
            return found
        return self._years(at) or self._unit(at, governed=governed)

    def _unit(self, at: int, *, governed: bool) -> Expression | None:
        """«last year», «next month», «the week before last»; after a preposition also «the year»."""
        tokens = self.tokens
        unit = tokens.role(at, "unit")
        if unit not in {"W", "M", "Y", "DE", "CE", "D"} or not tokens.article(at):
            return None
        end, back = at + 1, 0
        if tokens.role(end, "school") is not None:
            end += 1
        if tokens.role(end, "prep") == "before":
            end, back = end + 1, -1
        shift = self._shift(end)
        if tokens.role(end, "shift") == "following":
            return self._following(at, end + 1, unit)
        if unit == "D" or (shift is None and not (governed and unit != "CE")):
            return None
        value = shifted(self.today, unit, (shift or 0) + back)
        return Expression(at, end + (shift is not None), Meaning(value, "date", UNIT_GRAIN[unit], "relative"), "period")

    def _following(self, at: int, end: int, unit: str) -> Expression | None:
        """«the next day», seen from the day last spoken of."""
        if self.last_day is None:
            return None
        return Expression(at, end, Meaning(shifted(self.last_day, unit, 1), "date", UNIT_GRAIN[unit], "relative"), "period")

    def _years(self, at: int) -> Expression | None:
        """«years 1998», «the season 2017/2018», «the school year 1436-1437»."""
        tokens = self.tokens
        unit = tokens.roles(at)
        if unit.get("units") != "Y" and unit.get("unit_dual") != "Y" and unit.get("unit") != "Y":
            return None
        start = at + 1 + (tokens.role(at + 1, "school") is not None)
        pair = self._year_pair(start)
        if pair is not None:
            return Expression(at, pair.end, pair.meaning, "years")
        year = year_at(tokens, start) if tokens.forms[start].isdigit() else None
        if year is None or year.hijri or unit.get("unit"):
            return None
        return Expression(at, year.end, Meaning(f"{year.number:04}", "date", "year", "absolute"), "year")

    def _year_pair(self, at: int) -> Expression | None:
        """«2017/2018», «2017-18»."""
        tokens = self.tokens
        first, sign, second = tokens.form(at), tokens.form(at + 1), tokens.form(at + 2)
        if not (first.isdigit() and len(first) == 4 and sign in {"/", "-", "–"} and second.isdigit() and len(second) in {2, 4}):
            return None
        end = first[: 4 - len(second)] + second
        if int(first) not in PLAIN_YEARS or int(end) - int(first) not in range(1, 30) or tokens.forms[at + 3] in {"/", "-"}:
            return None
        return Expression(at, at + 3, Meaning(first, "range", "year", "absolute", end=end), "years")

    def _bare_year(self, at: int, *, governed: bool) -> Expression | None:
        """A number of four figures which its place in the sentence makes a year."""
        tokens = self.tokens
        pair = self._year_pair(at)
        if pair is not None:
            return pair
        form = tokens.forms[at]
        if not form.isdigit() or len(form) != 4 or int(form) not in PLAIN_YEARS:
            return None
        era = year_at(tokens, at)
        if era is not None and era.named and not era.hijri:
            return Expression(at, era.end, Meaning(form, "date", "year", "absolute"), "year")
        beside = governed or tokens.role(at - 1, "prep") is not None or tokens.role(at - 1, "month") is not None
        if not self._may_be_year(at, beside=beside):
            return None
        return Expression(at, at + 1, Meaning(form, "date", "year", "absolute"), "year")

    def _may_be_year(self, at: int, *, beside: bool) -> bool:
        """No year is counted in units, goes with a sign, or is a round number without a preposition."""
        tokens = self.tokens
        after, before = tokens.roles(at + 1), tokens.roles(at - 1)
        if after.keys() & {"scale", "scales", "unit", "units", "percent", "counted", "currency", "measure"}:
            return False
        if before.keys() & {"numbered", "currency", "percent"} or tokens.form(at - 1) in {"$", "€", "+", "-", "/", ":", "#"}:
            return False
        if tokens.form(at + 1) in {"%", "$", "€", "/", "-", ":"} or (tokens.glued(at + 1) and tokens.form(at + 1)[:1].isalpha()):
            return False
        return beside or int(tokens.forms[at]) % 50 != 0

    def _century(self, at: int) -> Expression | None:
        tokens = self.tokens
        found = ordinal_at(tokens, at + 1)
        if found is not None and tokens.article(at + 1):
            number, end = found
        elif tokens.role(at + 1, "tens") and tokens.article(at + 1):
            number, end = int(tokens.roles(at + 1)["tens"]), at + 2
        elif tokens.form(at + 2).isdigit() and tokens.glued(at + 2) and len(tokens.form(at + 2)) <= 2:
            number, end = int(tokens.form(at + 2)), at + 3
        else:
            return None
        return Expression(at, end, Meaning(f"{number - 1:02}XX", "date", "century", "absolute"), "century")

    def _decade(self, at: int) -> Expression | None:
        """«the eighties», «the eighties of the last century»; not somebody's age."""
        tokens = self.tokens
        decade, end = tokens.roles(at)["decade"], at + 1
        if tokens.role(end + (tokens.role(end, "prep") == "from"), "of_age") is not None:
            return None
        start = end + (tokens.role(end, "prep") == "from")
        century = self._century(start) or self._unit(start, governed=False) if tokens.role(start, "unit") == "CE" else None
        if century is not None and century.meaning.value is not None:
            return Expression(at, century.end, Meaning(century.meaning.value[:2] + decade + "X", "date", "decade", "relative"), "decade")
        return Expression(at, end, Meaning(f"19{decade}X", "date", "decade", "relative"), "decade") if tokens.article(at) else None

    def _campaign(self, at: int) -> Expression | None:
        """«last season», «season 2017-2018»."""
        shift = self._shift(at + 1)
        if shift is not None and self.tokens.article(at):
            return self._season_of_play(at, at + 2, shift)
        pair = self._year_pair(at + 1)
        return Expression(at, pair.end, pair.meaning, "years") if pair is not None else None

    def _season_of_play(self, at: int, end: int, by: int) -> Expression:
        first, last = season_of_play(self.today, by) if self.today else (None, None)
        return Expression(at, end, Meaning(first, "range", "season", "relative", end=last), "season of play")

    def _season(self, at: int) -> Expression | None:
        """«last summer», «summer 2018», «the summer of last year»."""
        tokens = self.tokens
        season, shift = tokens.roles(at)["season"], self._shift(at + 1)
        if shift is not None and tokens.article(at) and self.today:
            months = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
            over, begun = self.today.month > months[season] + 2, self.today.month >= months[season]
            year = self.today.year + (0 if shift == 0 else (0 if over else -1) if shift < 0 else (1 if begun else 0))
            return Expression(at, at + 2, Meaning(f"{year}-{season}", "date", "season", "relative"), "season")
        start = at + 1 + (tokens.role(at + 1, "prep") == "from")
        year = self._year_name(start)
        if year is None or year.meaning.value is None:
            return None
        return Expression(at, year.end, year.meaning._replace(value=f"{year.meaning.value}-{season}", grain="season"), "season")

    def _share(self, at: int) -> Expression | None:
        """«the first quarter of 2018», «the first half of this year»."""
        tokens = self.tokens
        found = ordinal_at(tokens, at + 1) if tokens.article(at) else None
        if found is None or not tokens.article(at + 1) or tokens.role(at, "fraction") not in {"1/4", "1/2"}:
            return None
        start = found[1] + (tokens.role(found[1], "prep") == "from")
        year = self._year_name(start) if start > found[1] or tokens.role(start, "unit") else None
        if year is None or year.meaning.value is None or found[0] > 4:
            return None
        letter = "Q" if tokens.role(at, "fraction") == "1/4" else "H"
        return Expression(at, year.end, year.meaning._replace(value=f"{year.meaning.value}-{letter}{found[0]}", grain="quarter"), "share of a year")

    def _year_name(self, at: int) -> Expression | None:
        """A year in any of its names: «2018», «year 2018», «this year», «last year»."""
        tokens = self.tokens
        found = self._this(at) if tokens.role(at, "this") is not None else self._unit(at, governed=True) or self._bare_year(at, governed=True)
        if found is None and (year := year_at(tokens, at)) is not None and year.named and not year.hijri:
            found = Expression(at, year.end, Meaning(f"{year.number:04}", "date", "year", "absolute"), "year")
        return found if found is not None and found.meaning.grain == "year" and found.meaning.end is None else None


def _at_clock(day: Meaning, clock: Clock) -> Meaning:
    when = day.day
    return day._replace(value=when.isoformat() + iso_clock(clock, when) if when else None, kind="time", grain="minute")


def _moved(day: date, by: int) -> date | None:
    return calendar_day(day.year, day.month, day.day) and day.fromordinal(day.toordinal() + by)


def _ends(period: Meaning) -> tuple[date, date] | None:
    """The first and the last day of a month or year."""
    value = period.value or ""
    try:
        if period.end is not None:
            return date.fromisoformat(value), date.fromisoformat(period.end)
        year, month = int(value[:4]), int(value[5:7] or 1)
        last = month if value[5:] else 12
        return date(year, month, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None


@cache
def _not_future() -> tuple[str, ...]:
    return tuple(sorted(key(form) for form in words("time_words", role="not_future")))
