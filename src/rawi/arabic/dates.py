"""Dates of bylines and metadata: one printed moment, in whatever family it is written, as ISO 8601 to the precision printed.

Running text is the business of ``rawi.facts.times``; here a whole string is about one moment.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.calendars import CalendarDate, Clock, calendar_day, clock_at, date_at, hijri_month, offset_on
from rawi.arabic.folding import Fold, fold
from rawi.arabic.numerals import numeral_at
from rawi.arabic.tokens import Tokens
from rawi.arabic.words import with_marks
from rawi.model import Calendar, Grain, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 400
"""Characters of a string in which a date is looked for; a longer one is no byline."""

SECONDS: Final = {"S": 1, "M_": 60, "H": 3_600, "D": 86_400, "W": 604_800}
FURTHEST: Final = 100_000
"""A greater number of minutes, days or years ago is no news."""


class DateRead(NamedTuple):
    """A date as it is printed in a byline."""

    value: str
    """ISO 8601 to the precision printed; with an offset where one is printed, or the moment that it is counted from has one."""
    span: Span
    grain: Grain
    calendar: Calendar = "gregorian"
    relative: bool = False
    """Whether it was counted from the reference («three hours ago»)."""
    hijri: str | None = None
    """The Hijri date as printed, in ISO order, where that is what the value was converted from."""


def read_date(text: str, *, reference: datetime | date | None = None) -> DateRead | None:
    """The date that a byline prints, or None where none can be told.

    Args:
        text: a short string: a date with its months in any of their names, a length of time ago, a Hijri date, with or without a clock.
        reference: the moment or day from which «yesterday» or «three hours ago» is counted and to which a day without a year belongs
            (the nearest past); without it such strings have no date.

    Of a Gregorian and a Hijri date of one day the Gregorian one is read. A bare number of four figures is no date.
    """
    return _Byline(text, reference).read()


class _Found(NamedTuple):
    """A date or clock with the tokens that it takes."""

    first: int
    end: int
    date: CalendarDate | None = None
    clock: Clock | None = None


class _Byline:
    """One string on its way to a date."""

    def __init__(self, text: str, reference: datetime | date | None) -> None:
        self.text = text
        self.layer = fold(text[:LONGEST], Fold.PLAIN)
        self.tokens = Tokens(self.layer.text)
        self.reference = reference

    def read(self) -> DateRead | None:
        """The printed date; else one that is counted from the reference."""
        best: CalendarDate | None = None
        first = 0
        clock: _Found | None = None
        for found in self._found():
            if found.clock is not None:
                clock = clock or found
            elif found.date is not None and (best is None or _rank(found.date) > _rank(best)):
                best, first = found.date, found.first
        if best is None:
            return self._relative(clock)
        return self._printed(best, first, clock) if best.real else None

    def _found(self) -> Iterator[_Found]:
        """Every date and clock of the string."""
        at = 0
        while at < len(self.tokens):
            day = date_at(self.tokens, at)
            if day is not None and (day.sure or day.year is not None):
                yield _Found(at, day.end, date=day)
                at = day.end + (self.tokens.forms[day.end] == "T")
            elif (clock := clock_at(self.tokens, at)) is not None:
                yield _Found(at, clock.end, clock=clock)
                at = clock.end
            else:
                at += 1

    def _printed(self, found: CalendarDate, first: int, clock: _Found | None) -> DateRead | None:
        if found.year is None:
            found = _nearest(found, self.reference)
        value = iso_date(found)
        if value is None:
            return None
        grain: Grain = "day" if found.day else "month" if found.month else "year"
        hijri = "-".join(f"{part:02}" for part in (found.year, found.month, found.day) if part) if found.hijri else None
        calendar: Calendar = "hijri" if found.hijri else "gregorian"
        return self._mark(value, grain, first, found.end, clock if found.day else None)._replace(calendar=calendar, hijri=hijri)

    def _mark(self, value: str, grain: Grain, first: int, end: int, clock: _Found | None) -> DateRead:
        """A day or longer, with the clock of the string if it has one."""
        if clock is not None and clock.clock is not None:
            value += iso_clock(clock.clock, date.fromisoformat(value))
            grain = "minute" if clock.clock.second is None else "second"
            first, end = min(first, clock.first), max(end, clock.end)
        span = self.layer.back(Span(self.tokens.start(first), self.tokens.ends[end - 1]))
        return DateRead(value, with_marks(self.text, span), grain)

    def _relative(self, clock: _Found | None) -> DateRead | None:
        """«three hours ago», «two days ago», «yesterday», counted from the reference."""
        if self.reference is None:
            return None
        tokens = self.tokens
        for at in range(len(tokens)):
            if tokens.role(at, "prep") in {"since", "before"} and (length := length_at(tokens, at + 1)) is not None:
                found = moment_before(self.reference, length.number, length.unit)
                return self._mark(*found, at, length.end, None)._replace(relative=True) if found is not None else None
            if (near := day_word_at(tokens, at)) is not None:
                day = (_day_of(self.reference) + timedelta(days=near[0])).isoformat()
                return self._mark(day, "day", at, near[1], clock)._replace(relative=True)
        return None


def _rank(found: CalendarDate) -> tuple[bool, int, bool]:
    """Real dates before impossible ones, fuller before barer, Gregorian before Hijri."""
    return found.real, sum(part is not None for part in (found.year, found.month, found.day)), not found.hijri


def _nearest(found: CalendarDate, reference: datetime | date | None) -> CalendarDate:
    """A day and month without a year, put in the nearest past of the reference; as it is where that cannot be told."""
    if reference is None or found.month is None or found.day is None or found.hijri:
        return found
    today = _day_of(reference)
    for year in range(today.year, today.year - 9, -1):
        day = calendar_day(year, found.month, found.day)
        if day is not None and day <= today:
            return found._replace(year=year)
    return found


def _day_of(reference: datetime | date) -> date:
    return reference.date() if isinstance(reference, datetime) else reference


def iso_date(found: CalendarDate) -> str | None:
    """The date in ISO 8601 to its precision; a Hijri one as the Gregorian day, or as the month that holds its middle."""
    if found.year is None:
        return None
    if found.hijri:
        if found.day and found.month:
            day = calendar_day(found.year, found.month, found.day, hijri=True)
            return day.isoformat() if day else None
        ends = hijri_month(found.year, found.month or 6)
        if ends is None:
            return None
        middle = ends[0] + (ends[1] - ends[0]) / 2
        return f"{middle:%Y-%m}" if found.month else f"{middle.year}"
    parts = [f"{found.year:04}"]
    parts += [f"{part:02}" for part in (found.month, found.day) if part]
    return "-".join(parts)


def iso_clock(clock: Clock, day: date) -> str:
    """The time of day in ISO 8601, with its offset if it has one."""
    value = f"T{clock.hour:02}:{clock.minute or 0:02}" + (f":{clock.second:02}" if clock.second is not None else "")
    return value + (offset_on(clock.zone, clock.summer, day) if clock.zone else "")


def day_word_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """«today», «yesterday», «the day before yesterday», «tomorrow»: days from the reference, and the token after it."""
    offset = tokens.role(at, "day")
    if offset is not None:
        twice = offset == "-1" and tokens.role(at + 1, "ordinal") == "1" and tokens.article(at + 1)
        return int(offset) - twice, at + 1 + twice
    if tokens.role(at, "ordinal") == "1" and not tokens.article(at):
        end = at + 1 + (tokens.role(at + 1, "prep") == "from")
        if tokens.role(end, "day") == "-1":
            return -2, end + 1
    if tokens.role(at, "prep") == "after" and tokens.role(at + 1, "day") == "1":
        return 2, at + 2
    if tokens.role(at, "unit") == "D" and tokens.article(at):
        return 0, at + 1
    return None


class Length(NamedTuple):
    """A whole number of units of time; ``end`` is the token after it."""

    number: int
    unit: str
    """As in TIMEX3; ``M_`` is the minute, ``DE`` ten years, ``CE`` a hundred."""
    end: int


def length_at(tokens: Tokens, at: int) -> Length | None:
    """«3 hours», «two days», «an hour»."""
    roles = tokens.roles(at)
    if "unit_dual" in roles:
        return Length(2, roles["unit_dual"], at + 1)
    if "unit" in roles and not tokens.article(at):
        return Length(1, roles["unit"], at + 1)
    number = numeral_at(tokens, at)
    if number is None or number.value is None or number.value != int(number.value):
        return None
    unit = tokens.roles(number.end)
    name = unit.get("unit") or unit.get("units")
    return Length(int(number.value), name, number.end + 1) if name else None


def moment_before(reference: datetime | date, number: int, unit: str) -> tuple[str, Grain] | None:
    """What lies a length of time before the reference, at the grain of its unit; None where that cannot be told."""
    number, unit = (number * 10, "Y") if unit == "DE" else (number, unit)
    if number > FURTHEST or (unit in {"H", "M_", "S"} and not isinstance(reference, datetime)):
        return None
    if unit in SECONDS:
        try:
            moment = reference - timedelta(seconds=number * SECONDS[unit])
        except OverflowError:
            return None
        if isinstance(moment, datetime) and unit not in {"D", "W"}:
            return moment.isoformat(timespec="minutes"), "minute"
        return _day_of(moment).isoformat(), "day"
    months = reference.year * 12 + reference.month - 1 - number * (1 if unit == "M" else 12)
    if months < 12 or unit == "CE":
        return None
    return (f"{months // 12:04}-{months % 12 + 1:02}", "month") if unit == "M" else (f"{months // 12:04}", "year")
