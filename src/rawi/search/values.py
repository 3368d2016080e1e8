"""What stands after a filter's name, understood: days, numbers, fixed words, names."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, cast, get_args

from rawi.arabic import folded
from rawi.arabic.stems import name_forms
from rawi.data import table
from rawi.model import Mode, Stance
from rawi.search.plan import Field, Filter

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY: Final = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?:T.{0,30})?")
_NUMBER: Final = re.compile(r"-?\d{1,18}(?:\.\d{1,9})?")
_RANGE: Final = re.compile(r"(.{1,30}?)(?:\.\.|\u2026)(.{0,30})")
_BOUND: Final = re.compile(r"([<>]=?)(.{1,30})")
_NEXT: Final = 1e-9
"""What keeps «more than 5» from holding 5, relative to the size of the number."""

_FIXED: Final = {"stance": frozenset(get_args(Stance)), "mode": frozenset(get_args(Mode)), "masked": frozenset({"yes", "no"})}


def filter_of(field: str, value: str, *, negated: bool) -> Filter | str:
    """The filter that ``field:value`` means, or one line that says why it means none."""
    name = cast("Field", field)
    maker = _MAKERS.get(field, _name)
    made = maker(name, " ".join(value.split()))
    if isinstance(made, str):
        return f"{field}:{value} {made} and was left out"
    return Filter(made.field, made.value, made.words, negated, made.low, made.high, made.day)


def _name(field: Field, value: str) -> Filter | str:
    words = tuple(name_forms(value))
    return Filter(field, value, words) if words else "names nobody"


def _fixed(field: Field, value: str) -> Filter | str:
    meant = _values(field).get(folded(value).casefold(), value.casefold())
    if meant not in _FIXED[field]:
        return f"is not one of {', '.join(sorted(_FIXED[field]))}"
    return Filter(field, meant)


@cache
def _values(field: str) -> dict[str, str]:
    return {folded(row["form"]).casefold(): row["to"] for row in table("query_words") if row["kind"] == "value" and row["of"] == field}


def _day(field: Field, value: str) -> Filter | str:
    """A year, a month or a day; ``until`` means its end."""
    match = _DAY.fullmatch(folded(value))
    if not match:
        return "is no date such as 2021-02-18, 2021-02 or 2021"
    year, month, day = (int(part) if part else None for part in match.groups())
    late = field == "until"
    try:
        month = month or (12 if late else 1)
        day = day or (calendar.monthrange(year or 0, month)[1] if late else 1)
        return Filter(field, value, day=date(year or 0, month, day).toordinal())
    except (ValueError, calendar.IllegalMonthError):
        return "is not in the calendar"


def _number(field: Field, value: str) -> Filter | str:
    """A number, ``low..high``, or a bound such as ``>=100``."""
    plain = folded(value).replace(",", "").replace(" ", "")
    if bound := _BOUND.fullmatch(plain):
        return _bounded(field, value, bound[1], _read(bound[2]))
    if sides := _RANGE.fullmatch(plain):
        low, high = _read(sides[1]), _read(sides[2]) if sides[2] else float("inf")
    else:
        low = high = _read(plain)
    if low is None or high is None:
        return "is no number such as 900, 100..500 or >=1000"
    return Filter(field, value, low=min(low, high), high=max(low, high))


def _bounded(field: Field, value: str, sign: str, number: float | None) -> Filter | str:
    if number is None:
        return "is no number"
    step = 0.0 if sign.endswith("=") else max(abs(number), 1.0) * _NEXT
    if sign[0] == ">":
        return Filter(field, value, low=number + step, high=float("inf"))
    return Filter(field, value, low=float("-inf"), high=number - step)


def _read(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


_MAKERS: Final[dict[str, Callable[[Field, str], Filter | str]]] = {
    "stance": _fixed,
    "mode": _fixed,
    "masked": _fixed,
    "since": _day,
    "until": _day,
    "number": _number,
}
