"""Calendar arithmetic: what a weekday, a month without a year or «last year» means on a given day.

Where no reference is given every relative value is None: it cannot be told.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.calendars import calendar_day, hijri_month

if TYPE_CHECKING:
    from rawi.model import Anchor, Calendar, Grain, TimeKind

UNIT_GRAIN: Final[dict[str, Grain]] = {
    "S": "second",
    "M_": "minute",
    "H": "hour",
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
}
SOON: Final = timedelta(days=61)
"""A day without a year lies ahead rather than a whole year back if it is as near as this."""

RECENT: Final = timedelta(days=91)
FAR: Final = timedelta(days=183)
MONTHS_SOON: Final = 2
"""The same for a month without a year."""

SUMMER_BREAK: Final = 7
"""The month in which a new season of play begins."""


class Meaning(NamedTuple):
    """The value of an expression, as ``TimeMark`` has it."""

    value: str | None
    kind: TimeKind = "date"
    grain: Grain | None = None
    anchor: Anchor = "absolute"
    end: str | None = None
    mod: str | None = None
    calendar: Calendar = "gregorian"
    hijri: str | None = None

    @property
    def day(self) -> date | None:
        """The day that it lies in, if it is a day or less."""
        if self.value is None or self.grain not in {"day", "part", "hour", "minute", "second"}:
            return None
        try:
            return date.fromisoformat(self.value[:10])
        except ValueError:
            return None


def weekday_near(today: date, weekday: int, *, ahead: bool) -> date:
    """The nearest day of an ISO weekday, today included."""
    distance = (weekday - today.isoweekday()) % 7 if ahead else -((today.isoweekday() - weekday) % 7)
    return today + timedelta(days=distance)


def weekday_around(day: date, weekday: int) -> date:
    """The day of an ISO weekday that lies closest to ``day``: what «yesterday, Sunday» means where the two disagree."""
    return day + timedelta(days=(weekday - day.isoweekday() + 3) % 7 - 3)


def shifted(today: date | None, unit: str, by: int) -> str | None:
    """The day, week, month, year, decade or century ``by`` units from today's, in TIMEX3 dress."""
    if today is None:
        return None
    try:
        if unit in {"D", "W"}:
            day = today + timedelta(days=by * (7 if unit == "W" else 1))
            year, week, _ = day.isocalendar()
            return day.isoformat() if unit == "D" else f"{year}-W{week:02}"
    except OverflowError:
        return None
    months = today.year * 12 + today.month - 1 + by
    return {
        "M": f"{months // 12:04}-{months % 12 + 1:02}",
        "Y": f"{today.year + by:04}",
        "DE": f"{today.year // 10 + by:03}X",
        "CE": f"{today.year // 100 + by:02}XX",
    }.get(unit)


def year_of_month(today: date, month: int, *, ahead: bool | None) -> int:
    """The year of a month without one: the nearest past or to come; None for ``ahead`` lets a near future win over a far past."""
    if ahead is None:
        ahead = 0 < (month - today.month) % 12 <= MONTHS_SOON
    if ahead:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def year_of_day(today: date, month: int, day: int, *, ahead: bool | None) -> int | None:
    """The year of a day and month without one, or None for a day that no near year has."""
    near = [when for by in range(-4, 5) if (when := calendar_day(today.year + by, month, day))]
    past = max((when for when in near if when <= today), default=None)
    coming = min((when for when in near if when >= today), default=None)
    if past is None or coming is None:
        return None
    if ahead is None:
        ahead = coming - today <= SOON and today - past > coming - today
    elif ahead and today - past < RECENT and coming - today > FAR:
        ahead = False  # the tense is another clause's
    return coming.year if ahead else past.year


def year_by_shift(today: date, month: int, day: int, shift: int) -> int | None:
    """The year of «3 March last» (-1) or «next» (1)."""
    near = [
        when
        for by in range(-4, 5)
        if (when := calendar_day(today.year + by, month, day)) and (when >= today if shift > 0 else when <= today)
    ]
    return (min(near) if shift > 0 else max(near)).year if near else None


def season_of_play(today: date, by: int) -> tuple[str, str]:
    """The two years of a season of play that runs from summer to summer."""
    year = today.year - (today.month < SUMMER_BREAK) + by
    return f"{year:04}", f"{year + 1:04}"


def hijri_year_near(today: date, month: int, *, ahead: bool) -> int | None:
    """The Hijri year of a month without one."""
    about = (today.year - 622) * 33 // 32
    years = [year for year in range(about - 2, about + 4) if hijri_month(year, month)]
    for year in years if ahead else reversed(years):
        ends = hijri_month(year, month)
        if ends is not None and ((ends[1] >= today) if ahead else (ends[0] <= today)):
            return year
    return None
