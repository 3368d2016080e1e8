"""Dates of bylines and metadata: one printed date or moment, in whatever family it is written, as ISO 8601 to the precision printed.

Running text is the business of ``rawi.facts.times``; here the whole string is about one moment («Published: Wednesday 17 February 2021 - 09:22 in the evening»).
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
    from rawi.arabic.layers import Layer

LONGEST: Final = 400
"""Characters of a string in which a date is looked for; a longer one is no byline."""

SECONDS: Final = {"S": 1, "M_": 60, "H": 3_600, "D": 86_400, "W": 604_800}
FURTHEST: Final = 100_000
"""A greater number of minutes, days or years ago is no news."""


class DateRead(NamedTuple):
    """A date as it is printed in a byline."""

    value: str
    """ISO 8601 to the precision printed; with an offset only where one is printed, or where a relative one is counted from a moment that has one."""
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
        text: a short string: «17 شباط/فبراير 2021 - 09:22 مساءً», «منذ 3 ساعات», «1442/09/15 هـ».
        reference: the moment or day from which «yesterday» or «three hours ago» is counted and to which a day without a year belongs
            (the nearest past); without it such strings have no date.

    Of a Gregorian and a Hijri date of one day the Gregorian one is read. A bare number of four figures is no date.
    """
    layer = fold(text[:LONGEST], Fold.PLAIN)
    tokens = Tokens(layer.text)
    best: tuple[CalendarDate, int] | None = None
    clock: tuple[Clock, int] | None = None
    at = 0
    while at < len(tokens):
        found = date_at(tokens, at)
        if found is not None and (found.sure or found.year is not None):
            if best is None or _rank(found) > _rank(best[0]):
                best = (found, at)
            at = found.end
            at += tokens.forms[at] == "T"
            continue
        hours = clock_at(tokens, at)
        if hours is not None:
            clock = clock or (hours, at)
            at = hours.end
            continue
        at += 1
    if best is None:
        return _relative(tokens, layer, text, clock, reference)
    return _printed(tokens, layer, text, best, clock, reference)


def _rank(found: CalendarDate) -> tuple[bool, int, bool]:
    """Real dates before impossible ones, fuller before barer, Gregorian before Hijri."""
    return found.real, sum(part is not None for part in (found.year, found.month, found.day)), not found.hijri


def _printed(
    tokens: Tokens,
    layer: Layer,
    text: str,
    best: tuple[CalendarDate, int],
    clock: tuple[Clock, int] | None,
    reference: datetime | date | None,
) -> DateRead | None:
    found, start = best
    if not found.real:
        return None
    if found.year is None:
        found = _nearest(found, reference)
    if found is None or found.year is None:
        return None
    first, last = start, found.end
    value = iso_date(found)
    if value is None:
        return None
    grain: Grain = "day" if found.day else "month" if found.month else "year"
    if clock is not None and found.day:
        value, grain = value + iso_clock(clock[0], date.fromisoformat(value)), "minute" if clock[0].second is None else "second"
        first, last = min(first, clock[1]), max(last, clock[0].end)
    hijri = "-".join(f"{part:02}" for part in (found.year, found.month, found.day) if part) if found.hijri else None
    return DateRead(value, _span(tokens, layer, text, first, last), grain, "hijri" if found.hijri else "gregorian", hijri=hijri)


def _nearest(found: CalendarDate, reference: datetime | date | None) -> CalendarDate | None:
    """A day and month without a year, in the nearest past of the reference."""
    if reference is None or found.month is None or found.day is None or found.hijri:
        return None
    today = _day_of(reference)
    for year in range(today.year, today.year - 9, -1):
        day = calendar_day(year, found.month, found.day)
        if day is not None and day <= today:
            return found._replace(year=year)
    return None


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


def _span(tokens: Tokens, layer: Layer, text: str, first: int, last: int) -> Span:
    return with_marks(text, layer.back(Span(tokens.start(first), tokens.ends[last - 1])))


def _day_of(reference: datetime | date) -> date:
    return reference.date() if isinstance(reference, datetime) else reference


def _relative(
    tokens: Tokens,
    layer: Layer,
    text: str,
    clock: tuple[Clock, int] | None,
    reference: datetime | date | None,
) -> DateRead | None:
    """«three hours ago», «two days ago», «yesterday», counted from the reference."""
    if reference is None:
        return None
    for at in range(len(tokens)):
        if tokens.role(at, "prep") in {"since", "before"} and (found := _ago(tokens, at + 1, reference)) is not None:
            value, grain, end = found
            return DateRead(value, _span(tokens, layer, text, at, end), grain, relative=True)
        if (near := day_word_at(tokens, at)) is not None:
            first, end, day = at, near[1], _day_of(reference) + timedelta(days=near[0])
            value, grain = day.isoformat(), "day"
            if clock is not None:
                value, grain = value + iso_clock(clock[0], day), "minute"
                first, end = min(first, clock[1]), max(end, clock[0].end)
            return DateRead(value, _span(tokens, layer, text, first, end), grain, relative=True)
    return None


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


def _ago(tokens: Tokens, at: int, reference: datetime | date) -> tuple[str, Grain, int] | None:
    """What lies a length of time before the reference, at the grain of its unit."""
    found = length_at(tokens, at)
    if found is None:
        return None
    number, unit, end = found
    if unit in {"DE", "CE"} or number > FURTHEST:
        return None
    try:
        if unit in SECONDS:
            moment = reference - timedelta(seconds=number * SECONDS[unit])
            if unit in {"D", "W"}:
                return _day_of(moment).isoformat(), "day", end
            if not isinstance(reference, datetime) or not isinstance(moment, datetime):
                return None
            return moment.isoformat(timespec="minutes"), "minute", end
        months = reference.year * 12 + reference.month - 1 - number * (12 if unit == "Y" else 1)
        if months < 12:
            return None
    except OverflowError:
        return None
    return (f"{months // 12:04}", "year", end) if unit == "Y" else (f"{months // 12:04}-{months % 12 + 1:02}", "month", end)


def length_at(tokens: Tokens, at: int) -> tuple[int, str, int] | None:
    """A whole number of units of time: «3 hours», «two days», «an hour»."""
    roles = tokens.roles(at)
    if "unit_dual" in roles:
        return 2, roles["unit_dual"], at + 1
    if "unit" in roles and not tokens.article(at):
        return 1, roles["unit"], at + 1
    number = numeral_at(tokens, at)
    if number is None or number.value is None or number.value != int(number.value):
        return None
    unit = tokens.roles(number.end)
    name = unit.get("unit") or unit.get("units")
    return (int(number.value), name, number.end + 1) if name else None
