"""Dates and clocks in tokens: months of every family, Hijri dates, numbers with strokes, hours with their part of the day and zone.

Nothing is invented: a day that no calendar has is no date, a month without a year stays without one, a bare number is no year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from hijridate import Hijri

from rawi.arabic.letters import AL, WAW
from rawi.arabic.numerals import numeral_at, ordinal_at
from rawi.arabic.tokens import Tokens, key
from rawi.data import table

YEARS: Final = range(1000, 2200)
"""Gregorian years that a date may have."""
HIJRI_YEARS: Final = range(1343, 1501)
"""Hijri years of the Umm al-Qura tables."""
DAYS: Final = range(1, 32)
HIJRI_LOOKING: Final = range(1300, 1500)
"""Years which are read as Hijri where nothing says otherwise: no news has a full date of the Middle Ages."""

NUMERIC: Final = re.compile(r"([0-9]{1,4})( ?)([/.\-])\2([0-9]{1,2})\2\3\2([0-9]{1,4})(?![0-9]|[/.\-][0-9])")
CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-4])[:.,]([0-5][0-9])(?:[:.]([0-5][0-9])(?:\.[0-9]{1,9})?)?(?![0-9:])")
OFFSET: Final = re.compile(r" ?(?:(Z)(?![A-Za-z])|([+\-])([01][0-9]):?([0-5][0-9])(?![0-9]))")
SLASHES: Final = frozenset("/-–—(")
OPENING: Final = "("


class Month(NamedTuple):
    """A month's name, or two names of one month. ``number`` is None where the two contradict each other."""

    number: int | None
    hijri: bool
    end: int
    only: str
    """What the name needs beside it, as in the table."""


class Year(NamedTuple):
    """A year and the calendar it is counted in."""

    number: int
    hijri: bool
    end: int
    named: bool
    """Whether the word «year» or the sign of its era says that it is one."""


class CalendarDate(NamedTuple):
    """What is printed of a date; ``end`` is the token after it. ``real`` is False for a day that its calendar does not have."""

    year: int | None
    month: int | None
    day: int | None
    hijri: bool
    end: int
    real: bool = True
    sure: bool = True
    """False for a month's name that could be another word."""


class Clock(NamedTuple):
    """A time of day; ``zone`` is an ISO offset, or the summer rule that it depends on."""

    hour: int
    minute: int | None
    second: int | None
    zone: str
    summer: str
    end: int


def month_at(tokens: Tokens, at: int) -> Month | None:
    """The month that token ``at`` names, with its other name after a slash or in brackets."""
    first = _month_name(tokens, at)
    if first is None:
        return None
    sign = tokens.forms[first.end]
    after = first.end + (sign in SLASHES)
    second = _month_name(tokens, after) if tokens.forms[after] and not tokens.clitics(after) else None
    same = second is not None and tokens.forms[after : second.end] == tokens.forms[at : first.end]
    if second is None or same or second.hijri != first.hijri or (sign not in SLASHES and second.number != first.number):
        return first
    end = second.end + (sign == OPENING and tokens.forms[second.end] == ")")
    return Month(first.number if first.number == second.number else None, first.hijri, end, "")


def _month_name(tokens: Tokens, at: int) -> Month | None:
    roles = tokens.roles(at)
    if not roles:
        return None
    for role in ("month", "hijri"):
        if role in roles:
            return Month(int(roles[role]), role == "hijri", at + 1, roles.get("only", ""))
    for role in ("month_pair", "hijri_pair"):
        second = tokens.role(at + 1, "second") or (tokens.forms[at + 1] if tokens.glued(at + 1) else "")
        if role in roles and second in {"1", "2"}:
            return Month(int(roles[role].split()[int(second) - 1]), role == "hijri_pair", at + 2, "")
    if "hijri_of" in roles and (found := tokens.role(at + 1, "hijri_second")):
        return Month(int(found), True, at + 2, "")
    return None


def year_at(tokens: Tokens, at: int, *, hijri: bool = False) -> Year | None:
    """The year at token ``at``: «2019», «year 2019», «2019 AD», «1442 AH». ``hijri`` says that the month before it is."""
    end = at + (tokens.role(at, "prep") == "from")
    named = tokens.role(end, "unit") == "Y" and not (end > at and tokens.clitics(end))
    end += named
    bracket = tokens.forms[end] == OPENING
    form = tokens.forms[end + bracket]
    if not form.isdecimal() or not (len(form) == 4 or (named and len(form) == 3)):
        return None
    number, end = int(form), end + bracket + 1
    era = tokens.role(end, "era")
    if era and (tokens.glued(end) or len(tokens.forms[end]) > 1 or hijri or named):
        end += 1
    else:
        era = None
    is_hijri = era == "hijri" or (era is None and (hijri or number in HIJRI_LOOKING) and number in HIJRI_LOOKING)
    if number not in (HIJRI_YEARS if is_hijri else YEARS) and not (named and not is_hijri and 100 <= number < YEARS.stop):
        return None
    return Year(number, is_hijri, end + (bracket and tokens.forms[end] == ")"), bool(named or era))


def date_at(tokens: Tokens, at: int) -> CalendarDate | None:
    """The date that begins at token ``at``: in numbers, day and month, month alone, or a year which plainly is one."""
    if "0" <= tokens.forms[at][:1] <= "9" and (found := _numeric(tokens, at)) is not None:
        return found
    day = day_at(tokens, at)
    if day is not None and (month := month_at(tokens, day[1])) is not None and not tokens.clitics(day[1]):
        return _with_year(tokens, month, day[0])
    month = month_at(tokens, at)
    if month is not None:
        return _month_first(tokens, month)
    year = year_at(tokens, at)
    if year is not None and year.named and tokens.role(at, "prep") is None:
        return CalendarDate(year.number, None, None, year.hijri, year.end)
    return None


def day_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A day of the month in digits or as an ordinal, with «of» and «the month of» after it."""
    form = tokens.forms[at]
    if form.isdecimal():
        if len(form) > 2 or not 1 <= int(form) <= 31:
            return None
        value, end = int(form), at + 1
    elif (found := ordinal_at(tokens, at)) is not None and tokens.role(found[1], "prep") == "from":
        value, end = found
    elif tokens.role(at, "tens") in {"20", "30"} and tokens.article(at) and tokens.role(at + 1, "prep") == "from":
        value, end = int(tokens.roles(at)["tens"]), at + 1
    elif (words := numeral_at(tokens, at)) is not None and words.words and words.value in DAYS and not tokens.article(at):
        value, end = int(words.value or 0), words.end
    else:
        return None
    end += tokens.role(end, "prep") == "from"
    end += tokens.role(end, "unit") == "M" and not tokens.clitics(end)
    return value, end


def _with_year(tokens: Tokens, month: Month, day: int | None) -> CalendarDate | None:
    """A day and month with the year after them, if there is one."""
    comma = tokens.forms[month.end] == ","
    year = year_at(tokens, month.end + comma, hijri=month.hijri)
    if year is not None and comma and year.named:
        year = None
    if year is not None and year.hijri != month.hijri:
        year = _hijri_year_in(year, month) if month.hijri and day is None and year.named else None
    end = year.end if year is not None else month.end
    number = year.number if year is not None else None
    real = month.number is not None and (
        number is None or day is None or calendar_day(number, month.number, day, hijri=month.hijri) is not None
    )
    real = real and (day is None or day <= _longest(month)) and not (year is None and _is_long(tokens.forms[end + comma]))
    return CalendarDate(number, month.number, day, month.hijri, end, real=real, sure=True)


def _hijri_year_in(year: Year, month: Month) -> Year | None:
    """The Hijri year whose ``month`` begins in a Gregorian year («Ramadan of the year 2013»)."""
    about = (year.number - 622) * 33 // 32
    for number in range(about - 1, about + 3):
        first = calendar_day(number, month.number or 1, 1, hijri=True)
        if first is not None and first.year == year.number:
            return year._replace(number=number, hijri=True)
    return None


def _is_long(form: str) -> bool:
    """Whether a token is a number that stands where a year would, and is none."""
    return form.isdecimal() and len(form) >= 4


def _longest(month: Month) -> int:
    if month.hijri:
        return 30
    return {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month.number or 1, 31)


def _month_first(tokens: Tokens, month: Month) -> CalendarDate | None:
    """A month alone or with a year; in English order («February 17, 2021») also with its day."""
    form = tokens.forms[month.end]
    if form.isdecimal() and len(form) <= 2 and 1 <= int(form) <= 31 and tokens.forms[month.end - 1].isascii():
        return _with_year(tokens, month._replace(end=month.end + 1), int(form))
    found = _with_year(tokens, month, None)
    return found._replace(sure=not month.only or found.year is not None) if found is not None else None


def _as_weekday_says(tokens: Tokens, at: int, year: int, pairs: tuple[tuple[int, int], tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The order of day and month that the weekday before them proves; both, where there is none or it proves nothing."""
    name = at - 1 - (tokens.form(at - 1) == ",")
    weekday = tokens.role(name, "weekday") or tokens.role(name, "weekday_bare")
    if weekday is None:
        return pairs
    proved = tuple(
        (month, day) for month, day in pairs if (found := calendar_day(year, month, day)) is not None and found.isoweekday() == int(weekday)
    )
    return proved or pairs


def _numeric(tokens: Tokens, at: int) -> CalendarDate | None:
    """«17/02/2021», «2021-02-17», «1442/9/15»: a year of four figures at one end, day before month unless the figures forbid it."""
    match = NUMERIC.match(tokens.text, tokens.starts[at])
    if match is None:
        return None
    first, _, _, middle, last = match.groups()
    if len(first) == 4 and len(last) <= 2:
        year, pairs = int(first), ((int(middle), int(last)), (int(last), int(middle)))
    elif len(last) == 4 and len(first) <= 2:
        year, pairs = int(last), ((int(middle), int(first)), (int(first), int(middle)))
    else:
        return None
    end = at
    while tokens.ends[end] < match.end():
        end += 1
    end += 1
    era = tokens.role(end, "era") if tokens.glued(end) or tokens.form(end + 1)[:1] != ":" else None
    hijri = era == "hijri" or (era is None and year in HIJRI_LOOKING)
    end += era is not None and (tokens.glued(end) or len(tokens.forms[end]) > 1 or hijri)
    for month, day in _as_weekday_says(tokens, at, year, pairs) if not hijri else pairs:
        if calendar_day(year, month, day, hijri=hijri) is not None:
            return CalendarDate(year, month, day, hijri, end)
    return CalendarDate(year, None, None, hijri, end, real=False) if year in YEARS or hijri else None


def calendar_day(year: int, month: int, day: int, *, hijri: bool = False) -> date | None:
    """The Gregorian day of a date in either calendar (Umm al-Qura), None where the calendar has no such day."""
    try:
        if not hijri:
            return date(year, month, day)
        return Hijri(year, month, day).to_gregorian() if year in HIJRI_YEARS else None
    except (ValueError, OverflowError):
        return None


def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """The first and the last Gregorian day of a Hijri month."""
    first = calendar_day(year, month, 1, hijri=True)
    following = calendar_day(year + month // 12, month % 12 + 1, 1, hijri=True)
    return (first, following - timedelta(days=1)) if first is not None and following is not None else None


def clock_at(tokens: Tokens, at: int) -> Clock | None:
    """The time of day at token ``at``: «09:22 in the evening», «the tenth hour and a half», «14:00 GMT»."""
    named = tokens.role(at, "clock") is not None
    start = at + named
    opened = named and tokens.form(start) == "("
    start += opened
    if (found := _hours(tokens, start, named=named)) is None:
        return None
    hour, minute, second, end = found
    exact = minute is not None and tokens.forms[start].isdecimal()
    half = tokens.role(end, "ampm")
    if half is not None and len(tokens.forms[end]) == 1 and not exact:
        half = None
    if not (named or exact or half):
        return None
    if half is not None:
        hour, end = _on_the_day(hour, half), end + 1
    end += opened and tokens.form(end) == ")"
    zone, summer, end = _zone(tokens, end)
    end += opened and tokens.form(end) == ")" and tokens.form(end - 1) != ")"
    return Clock(hour % 24, minute, second, zone, summer, end)


def _hours(tokens: Tokens, at: int, *, named: bool) -> tuple[int, int | None, int | None, int] | None:
    form = tokens.forms[at]
    match = CLOCK.match(tokens.text, tokens.starts[at]) if "0" <= form[:1] <= "9" else None
    if match is not None and (":" in match.group() or named or tokens.role(at + 1, "ampm")):
        end = at
        while tokens.ends[end] < match.end():
            end += 1
        second = match.group(3)
        return int(match.group(1)), int(match.group(2)), int(second) if second else None, end + 1
    if form.isdecimal() and len(form) <= 2 and int(form) <= 24:
        hour, end = int(form), at + 1
    elif named and (found := ordinal_at(tokens, at)) is not None and found[0] <= 12:
        hour, end = found
    elif named and tokens.role(at, "ones") == "1":
        hour, end = 1, at + 1
    else:
        return None
    minute, end = _minutes(tokens, end)
    return hour - (minute is not None and minute < 0), None if minute is None else minute % 60, None, end


def _minutes(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """«and a half», «and a quarter», «less a third», «and ten minutes» after an hour."""
    less = tokens.role(at, "less") is not None
    part = tokens.role(at + less, "fraction")
    if part is not None and (less or tokens.clitic(at) == WAW):
        above, below = part.split("/")
        minute = 60 * int(above) // int(below)
        return (-minute if less else minute), at + less + 1
    if (
        tokens.forms[at] == WAW
        and tokens.form(at + 1).isdecimal()
        and len(tokens.form(at + 1)) <= 2
        and tokens.role(at + 2, "unit") == "M_"
    ):
        return int(tokens.form(at + 1)) % 60, at + 3
    return None, at


def _on_the_day(hour: int, half: str) -> int:
    """The hour of 24 that an hour of twelve means in a part of the day."""
    if hour > 12 or (half == "night" and 5 < hour < 12):
        return hour + 12 if half == "night" and hour < 12 else hour
    if half == "am" or (half == "night" and (hour == 12 or hour <= 5)):
        return hour % 12
    if half == "noon" and hour in {10, 11}:
        return hour
    return hour % 12 + 12


def _zone(tokens: Tokens, at: int) -> tuple[str, str, int]:
    """The offset that a clock names, the summer rule it follows, and the end."""
    match = OFFSET.match(tokens.text, tokens.ends[at - 1])
    if match is not None:
        end = at
        while tokens.ends[end] < match.end():
            end += 1
        return "+00:00" if match.group(1) else f"{match.group(2)}{match.group(3)}:{match.group(4)}", "", end + 1
    if tokens.role(at, "utc") is not None:
        return "+00:00", "", at + 1
    if tokens.role(at, "zone_intro") is None:
        return "", "", at
    for length in (2, 1):
        row = _zones().get(" ".join(_bare(tokens.form(at + step)) for step in range(1, length + 1)))
        if row is not None:
            return row[0], row[1], _zone_end(tokens, at + 1 + length)
    return "", "", at + 2 if tokens.article(at + 1) or tokens.form(at + 1).startswith(AL) else at + 1


def _bare(form: str) -> str:
    return form.removeprefix(AL)


def _zone_end(tokens: Tokens, end: int) -> int:
    """Past what only says more of a zone's name: «of the United States», «the venerated»."""
    for _ in range(2):
        if tokens.form(end).startswith((AL, AL[1:] * 2)) and not tokens.roles(end):
            end += 1
    return end


@cache
def _zones() -> dict[str, tuple[str, str]]:
    return {" ".join(_bare(key(word)) for word in row["name"].split()): (row["offset"], row["summer"]) for row in table("zones")}


def offset_on(zone: str, summer: str, day: date) -> str:
    """The offset of a zone on a day: an hour more in summer where its rule has one."""
    if not summer or not _is_summer(summer, day):
        return zone
    minutes = (int(zone[1:3]) * 60 + int(zone[4:6])) * (-1 if zone[0] == "-" else 1) + 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _is_summer(rule: str, day: date) -> bool:
    if rule == "us":
        return _sunday(day.year, 3, 8) <= day < _sunday(day.year, 11, 1)
    return _sunday(day.year, 3, 25) <= day < _sunday(day.year, 10, 25)


def _sunday(year: int, month: int, first: int) -> date:
    """The first Sunday on or after a day of a month."""
    day = date(year, month, first)
    return day + timedelta(days=6 - day.weekday())
