"""Story numbers: the newest day first, and inside a day in the order of arrival.

An inverted index walks its numbers upwards, so that the newest stories that match are found without looking at the older ones. A number is
the days that are left in the calendar, times 2²⁴, plus a counter.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

BITS: Final = 24
LAST_DAY: Final = date.max.toordinal()


def moment(stated: str | None) -> datetime | None:
    """The time in ``stated`` (ISO 8601, with or without an offset), in UTC; None where there is none."""
    if not stated:
        return None
    try:
        time = datetime.fromisoformat(stated.strip().replace(" ", "T", 1))
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day_of(stated: str | None) -> int:
    """The ordinal of the day of ``stated``, 0 where it cannot be told."""
    time = moment(stated)
    return time.date().toordinal() if time else 0


def first_number(day: int) -> int:
    """The least number that a story of ``day`` (an ordinal, 0 for unknown) can have."""
    return (LAST_DAY - day) << BITS


def bounds(since: int | None, until: int | None) -> tuple[int, int | None]:
    """The numbers between which stories of the days ``since`` to ``until`` (both included) stand: above the first, below the second.

    Stories without a day are in no bounds but the open ones.
    """
    above = first_number(until) - 1 if until is not None else -1
    below = first_number(max(since, 1) - 1) if since is not None else first_number(0) if until is not None else None
    return above, below


def day_in(number: int) -> int:
    """The ordinal of the day that a story number was given for."""
    return LAST_DAY - (number >> BITS)
