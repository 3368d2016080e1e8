"""Points in time, said in words: days, months, years, parts of them, clocks; each with its value on the day of reference.

A grammar over tokens: every method looks at one position and gives the longest expression of its kind that begins there, or None.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from rawi.arabic.calendars import calendar_day, clock_at, day_at, offset_on
from rawi.arabic.letters import ALEF, HAMZA, TEH_MARBUTA
from rawi.arabic.tokens import key
from rawi.facts.days import CLAUSE, SENTENCE_ENDS, Days, at_clock, moved
from rawi.facts.periods import Expression, Periods, View
from rawi.facts.resolving import Meaning, shifted

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens


class Points:
    """The points in time of one passage, seen from ``today`` (None: unknown, and what depends on it cannot be told)."""

    def __init__(self, tokens: Tokens, today: date | None) -> None:
        self.tokens = tokens
        self.view = View(today)
        self.periods = Periods(tokens, self.view)
        self.days = Days(tokens, self.view, self.periods)

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
            return self.clock(at)
        if "part" in roles or roles.get("prep") in {"after", "before"}:
            found = self.part(at)
        elif "this" in roles:
            found = self.periods.this(at)
        if "ordinal" in roles or "tens" in roles:
            found = found or self._of_that_month(at)
        return found or self.days.day(at) or self.periods.period(at, governed=governed)

    def _from_digits(self, at: int, *, governed: bool) -> Expression | None:
        if not "0" <= self.tokens.forms[at][:1] <= "9":
            return None
        return self.days.day(at) or self._of_that_month(at) or self.clock(at) or self.periods.bare_year(at, governed=governed)

    def _of_that_month(self, at: int) -> Expression | None:
        """«the 5th of this month», «the 29th of the same month», «on the 11th of it»: a day of a month that is not named."""
        tokens = self.tokens
        found = day_at(tokens, at)
        if found is None:
            return None
        number, end = found
        month = self.view.last_day
        if tokens.role(end, "that_month") is None:
            shift = self.periods.shift(end)
            if tokens.role(end - 1, "unit") != "M" or not tokens.article(end - 1) or (shift is None and tokens.role(end, "same") is None):
                return None
            if shift is not None:
                name = shifted(self.view.today, "M", shift)
                month = date.fromisoformat(f"{name}-01") if name else None
        day = calendar_day(month.year, month.month, number) if month is not None else None
        return Expression(at, end + 1, Meaning(day.isoformat() if day else None, "date", "day", "relative"), "day")

    def part(self, at: int) -> Expression | None:
        """«Tuesday evening», «at dawn today», «in the evening», «last night», «in the afternoon»."""
        tokens, first = self.tokens, at
        prep = tokens.role(at, "prep")
        at += prep is not None
        part = tokens.role(at, "part")
        if part is None or (prep and (part not in {"TAF", "TNI"} or tokens.clitics(at))):
            return None
        if prep == "before" and part == "TAF":
            part = "TMO"
        end = at + 1 + (tokens.role(at + 1, "part") == "TNI" and not tokens.clitics(at + 1))
        start = end + (tokens.role(end, "prep") == "from")
        day = self._day_or_next(start) if not tokens.clitics(start) or start > end else None
        if day is not None and day.meaning.grain in {"minute", "second"}:
            return day._replace(first=first)
        if day is not None and day.meaning.grain == "day":
            value = day.meaning.value + part if day.meaning.value else None
            meaning = day.meaning._replace(value=value, kind="time", grain="part")
            return Expression(first, self._second_night(part, day.end), meaning, "part of a day")
        return self._part_alone(first, at, end, part)

    def _second_night(self, part: str, end: int) -> int:
        """Past the second day of «the night of Sunday-Monday»."""
        tokens = self.tokens
        sign = tokens.forms[end] in {"-", "/"}
        double = part == "TNI" and tokens.role(end + sign, "weekday") is not None and not tokens.clitics(end + sign)
        return end + (1 + sign) * double

    def _part_alone(self, first: int, at: int, end: int, part: str) -> Expression | None:
        """A part of a day without the day's name: «last night», «tonight», «in the evening»."""
        tokens, today = self.tokens, self.view.today
        shift = self.periods.shift(end) if tokens.article(at) else None
        if shift is not None:
            return Expression(first, end + 1, _day_part(moved(today, shift) if today else None, part), "part of a day")
        if first == at and tokens.article(at) and part == "TNI" and tokens.form(at).endswith(key(TEH_MARBUTA)):
            return Expression(first, end, _day_part(today, part), "part of a day")
        if first == at and self._is_adverb(at):
            return Expression(first, end, _day_part(self.view.last_day or today, part), "part of a day")
        return None

    def _day_or_next(self, at: int) -> Expression | None:
        return self.days.day(at) or (self.periods.unit(at, governed=False) if self.tokens.role(at, "unit") == "D" else None)

    def _is_adverb(self, at: int) -> bool:
        """A part of the day which stands for itself («in the evening»): in the accusative of adverbs."""
        form = self.tokens.forms[at]
        return (
            self.tokens.role(at, "ampm") is not None
            and len(form) > 1
            and not self.tokens.article(at)
            and form.endswith((ALEF, ALEF + HAMZA))
        )

    def clock(self, at: int) -> Expression | None:
        """«at 10 in the morning of 11 April»: a time of day with the day beside it, or of the day last spoken of."""
        clock = clock_at(self.tokens, at)
        if clock is None or (self.tokens.role(at, "clock") is not None and self.tokens.role(at - 1, "fraction") is not None):
            return None  # «the first quarter of an hour» is no time of day
        tokens, end = self.tokens, clock.end
        start = end + (tokens.role(end, "prep") in {"from", "in"})
        half = tokens.role(start, "ampm")
        if half and len(tokens.form(start)) > 1 and clock.hour <= 12 and start > end:
            hour = clock.hour % 12 + (12 if half in {"pm", "noon"} or (half == "night" and clock.hour >= 6) else 0)
            clock, start = clock._replace(hour=hour), start + 1
            end = start
        day = self.days.day(start) if not tokens.clitics(start) or start > end else None
        if day is not None and day.meaning.grain == "day":
            return Expression(at, day.end, at_clock(day.meaning, clock), "clock")
        if day is not None and day.meaning.grain == "minute":
            return None
        if self.view.last_day is not None and self._same_sentence(at):
            return Expression(at, end, at_clock(Meaning(self.view.last_day.isoformat(), "date", "day", "relative"), clock), "clock")
        zone = offset_on(clock.zone, clock.summer, self.view.today) if self.view.today else clock.zone
        value = f"T{clock.hour:02}:{clock.minute or 0:02}{zone}"
        return Expression(at, end, Meaning(value, "time", "minute", "absolute"), "clock")

    def _same_sentence(self, at: int) -> bool:
        return all(self.tokens.forms[place] not in SENTENCE_ENDS for place in range(max(at - CLAUSE, 0), at))

    def _edge(self, at: int) -> Expression | None:
        """«the beginning of the year», «mid-May», «the end of this month»."""
        tokens = self.tokens
        mod = tokens.roles(at)["edge"]
        start = at + 1 + (tokens.role(at + 1, "prep") == "from")
        if tokens.clitics(start) and tokens.role(start, "prep") is None:
            return None
        if mod == "MID" and tokens.role(start, "part") == "TNI":
            return self.part(start) and self._renamed(self.part(start), at)
        period = self.periods.this(start) if tokens.role(start, "this") is not None else self.periods.period(start, governed=True)
        named = self.days.day(start) or self.periods.bare_year(start, governed=True)
        found = named if period is None or (named is not None and named.end > period.end) else period
        if found is None or found.meaning.grain in {"day", "part", "minute", "vague"}:
            return None
        return Expression(at, found.end, found.meaning._replace(mod=mod), "edge of a period")

    def _edge_day(self, at: int) -> Expression | None:
        """«the last day of the month of May», «the first day of this year»."""
        tokens = self.tokens
        if tokens.role(at + 1, "unit") != "D" or tokens.clitics(at + 1) or tokens.role(at + 2, "prep") not in {"from", "in"}:
            return None
        period = self.days.day(at + 3) or self.periods.period(at + 3, governed=True)
        ends = _ends(period.meaning) if period is not None else None
        if period is None or ends is None:
            return None
        day = ends[self.tokens.role(at, "final") is not None]
        return Expression(
            at, period.end, Meaning(day.isoformat(), "date", "day", period.meaning.anchor, hijri=period.meaning.hijri), "edge day"
        )

    @staticmethod
    def _renamed(found: Expression | None, first: int) -> Expression | None:
        return found._replace(first=first) if found is not None else None


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


def _day_part(day: date | None, part: str) -> Meaning:
    return Meaning(day.isoformat() + part if day else None, "time", "part", "relative")
