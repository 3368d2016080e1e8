"""When a page was published and changed: what it says, where it says so, to the precision that it gives and no finer.

Midnight in machine-readable places means that no time is given. A zone is kept if the page gives one, never invented. A date is read from
the visible text only near the title; one in the story, in a list of other stories or in the site's clock is not the page's.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import folded
from rawi.arabic.dates import read_date
from rawi.arabic.letters import AL, TATWEEL
from rawi.data import words
from rawi.model import Stated
from rawi.reading.labels import dates_issue, speaks_of_publishing
from rawi.reading.tree import ENDS_SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable

_ISO: Final = re.compile(
    r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:T|\s{1,3})(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s{0,3}(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$"
)
_STAMP: Final = re.compile(r"^1\d{9}(?:\d{3})?$")
_RFC: Final = re.compile(r"^(?:[A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2} \d{4}")
_MONTH_FIRST: Final = re.compile("([^\\W\\d_]{3,12})\\s{1,3}(\\d{1,2})\\s{0,2}[,\u060c]\\s{0,2}(\\d{4})(?!\\d)")
"""The order that some systems keep from English: «May 13, 2025» with an Arabic month."""
_MONTH_LED: Final = re.compile(
    r"(?<!\d )([^\W\d_]{3,12}(?:\s[^\W\d_]{3,12})?)\s{0,2}[/,\u060c-]?\s{0,2}(\d{1,2})"
    r"(?:\s{1,3}|\s{0,2}[-\u2013\u2014/]\s{0,2})(\d{4})(?!\d)"
)
"""The same with a dash, a stroke or nothing before the year."""
_FOUR_FIGURES: Final = re.compile(r"\d{4}")
_DAY_YEAR: Final = re.compile(r"\d[-\u2013\u2014/\s]{1,5}\d{4}")
_TWO_NAMES: Final = re.compile(r"(?<!\d)(\d{1,2}\s{1,2}[^\W_]{3,8}(?:\s[^\W\d_]{3,6})?)\s?/\s?[^\W\d_]{3,8}\s{1,2}(\d{4})(?!\d)")
"""A month with two names, the second of which may be misspelt."""
_YEAR_DASHED: Final = re.compile(
    r"(?<!\d)(\d{4})\s{0,2}[-/.]\s{0,2}([^\W\d_]{3,12}(?:\s[^\W\d_]{3,12})?)\s{0,2}[-/.]\s{0,2}(\d{1,2})(?!\d)"
)
"""Year, month and day between dashes or strokes."""
_PAIR_FIRST: Final = re.compile("([^\\W\\d_]{3,12}\\s{1,3}[^\\W\\d_]{3,12})\\s{1,3}(\\d{1,2})\\s{0,2}[,\u060c]\\s{0,2}(\\d{4})(?!\\d)")
"""The same with a month of two words, or a weekday before the month."""
_YEAR_FIRST: Final = re.compile(r"(\d{4})\s{1,3}[^\W\d_]{3,10}\s{1,3}(\d{1,2})\s{1,3}([^\W\d_]{3,12})(?![^\W\d_]|\s{0,3}\d{4})")
"""The order of templates that print fields from left to right: «2013 Monday 4 March»."""
_DASHED: Final = re.compile(r"(?<!\d)(\d{1,2})\s{0,2}[-/.]\s{0,2}([^\W\d_]{3,12}(?:\s[^\W\d_]{3,12})?)\s{0,2}[-/.]\s{0,2}(\d{4})(?!\d)")
_SHORT_YEAR: Final = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})(?=\s{1,3}(?:[-|]\s{0,3})?\d{1,2}:\d{2})")
"""A year in two figures is believed only where a clock follows."""
_SLASHED: Final = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)$", re.DOTALL)
_ZONE_AFTER: Final = re.compile(r"[\s(\[,\u060c-]{0,4}(?:GMT|UTC)\s{0,2}([+-]\d{1,2}:?(?:\d{2})?)?(?![\w:])")
"""A zone in brackets after the clock."""
_TO: Final = "|".join(
    sorted({form for value in ("to", "until") for word in words("time_words", value=value) for form in (word, folded(word))})
)
_DASHES: Final = f"[-~\u2011\u2012\u2013\u2014\u2212{TATWEEL}]"
_RANGE_START: Final = re.compile(rf"(?<![\w:./])(\d{{1,2}}|\d{{4}})(?:\s{{1,3}}([^\W\d_]{{3,12}}))?\s{{0,3}}(?:{_DASHES}|{_TO})\s{{0,3}}$")
"""A day, a day and its month, or a year, with what leads to the date at which the time ends."""
_UNTIL: Final = re.compile(rf"(?:^|\s)(?:{_TO})\s{{1,3}}(?:[^\W\d_]{{3,12}}\s{{1,3}})?$")
"""What leads to the day at which a time ends, whether or not its beginning is said."""
_RANGE_END: Final = re.compile(rf"\s{{0,3}}(?:{_DASHES}|{_TO})\s{{0,3}}(?=\d)")
_SHORTEST_PLACE: Final = 3
"""Shorter words beside a date are marks of a calendar or a part of the day."""
_IN_WORDS: Final = words("time_words", role="prep", value="in")
_IN: Final = "|".join(sorted({*_IN_WORDS, *map(folded, _IN_WORDS)}))
_HAPPENED: Final = re.compile(rf"[^\W\d_]{{3}}\s{{1,3}}(?:{_IN})\s{{1,3}}(?:[^\W\d_]{{3,12}}\s{{1,3}})?$")
"""A word and «in» before a date."""
_FIELDS: Final = re.compile("\\s[-\u2013\u2014]\\s|[|\u2022\u00b7]")
_YEARS: Final = range(1400, 2100)
_CALENDARS: Final = 2
"""The same day is often printed in two calendars."""
_DATE_LINE: Final = 80
_WORDS_BESIDE_DATE: Final = 4
_WORDS_BESIDE_CLOCK: Final = 7
"""A line that also gives a time of day may hold more words and yet be no sentence: views, comments, a place."""
FIRST_YEAR: Final = 1990
"""The web's first year; an older date on a page is not the page's."""
_AHEAD: Final = timedelta(days=2)
"""How far ahead of the capture a date may lie: zones, and stories published for tomorrow."""


class Moment(NamedTuple):
    """A date that a page states."""

    stated: Stated
    day: str
    clock: str
    zone: str

    @property
    def value(self) -> str:
        """ISO 8601 to the precision stated."""
        return self.stated.value


def moment(raw: str, where: str, *, reference: datetime | None = None, prose: bool = False) -> Moment | None:
    """The moment that ``raw`` states, or None where it states none that can be trusted.

    Args:
        raw: an attribute's value or a short line of visible text.
        where: the provenance to record.
        reference: the time of the capture, from which relative dates are counted and beyond which no date may lie.
        prose: whether ``raw`` is visible text.
    """
    text = " ".join(raw.split())
    if not text or len(text) > 200:
        return None
    value = (None if prose else _machine(text)) or _printed(text, reference, prose=prose)
    if value is None:
        return None
    day, _, rest = value.partition("T")
    clock, zone = _clock_and_zone(rest)
    if not prose and clock in {"00:00", "00:00:00"}:
        value, clock, zone = day, "", ""
    if not is_plausible(day, reference):
        return None
    return Moment(Stated(value, where=where, raw=text), day, clock, zone)


def finest(moments: Iterable[Moment]) -> Moment | None:
    """The first of ``moments``, or a later one of the same day that also gives the time where the first does not."""
    found = list(moments)
    if not found:
        return None
    first = found[0]
    if first.clock:
        return first
    return next((other for other in found[1:] if other.day == first.day and other.clock), first)


def is_nothing_but_date(text: str, reference: datetime | None) -> bool:
    """Whether a line is a date with at most a few words around it, so that even where a paragraph could stand it is none."""
    left = day_first(text)
    dates = 0
    while dates < _CALENDARS and (found := read_date(left, reference=reference)):
        left = f"{left[: found.span.start]} {left[found.span.end :]}"
        dates += 1
    beside = len(re.findall(r"[^\W\d_]+", folded(left)))
    return dates > 0 and len(text) <= _DATE_LINE and beside <= (_WORDS_BESIDE_CLOCK if re.search(r"\d:\d\d", text) else _WORDS_BESIDE_DATE)


def is_dated_field(text: str) -> bool:
    """Whether a line is a day between dashes or bars and beside it fields of a few words, without a figure or an end of a sentence."""
    parts = [part for part in _FIELDS.split(text) if part.strip()] if len(text) <= _DATE_LINE else []
    others = [part for part in parts if not is_date_alone(part)]
    return 0 < len(others) == len(parts) - 1 and all(map(_is_field, others))


def _is_field(text: str) -> bool:
    """Whether a few words hold no figure and end no sentence."""
    return len(text.split()) <= _WORDS_BESIDE_CLOCK and not any(map(str.isdigit, text)) and not ENDS_SENTENCE.search(text)


def is_range(text: str) -> bool:
    """Whether a line gives two ends of a time («12 - 14 March 2023», «1948 - 24 November 2020»): it was published at neither."""
    plain = day_first(text)
    found = read_date(plain)
    if found is None or found.calendar != "gregorian":
        return False
    before, after = plain[: found.span.start], plain[found.span.end :]
    if _UNTIL.search(before):
        return True
    if (other := read_date(before)) is not None and other.calendar != "gregorian":
        before = ""  # the same day in another calendar
    if start := _RANGE_START.search(before):
        number, month = int(start.group(1)), start.group(2)
        if month:
            return read_date(f"{number} {month} {found.value[:4]}") is not None
        is_issue = dates_issue(before[: start.start()])
        return not is_issue and (0 < number < int(found.value[8:10]) or number in _YEARS)
    if dash := _RANGE_END.match(after):
        end = read_date(after)
        return end is not None and end.span.start == dash.end() and end.calendar == "gregorian" and end.value[:10] != found.value[:10]
    return False


def tells_when(text: str) -> bool:
    """Whether a line says what happened «in» or «on» its date, so that the date is that of what it tells; unless it was published then."""
    plain = day_first(text)
    found = read_date(plain)
    return (
        found is not None
        and not speaks_of_publishing(plain[: found.span.start])
        and _HAPPENED.search(plain[: found.span.start]) is not None
    )


def is_date_alone(text: str) -> bool:
    """Whether a line is a date and its weekday, without even a word that says what happened then, or where."""
    plain = day_first(text)
    found = read_date(plain)
    if found is None:
        return False
    beside = re.findall(r"[^\W\d_]+", folded(f"{plain[: found.span.start]} {plain[found.span.end :]}"))
    return not beside or (len(beside) == 1 and (len(beside[0]) < _SHORTEST_PLACE or beside[0].removeprefix(AL) in time_words()))


@cache
def time_words() -> frozenset[str]:
    """Words that dates are made of: weekdays, hours, parts of the day."""
    return frozenset(map(folded, words("time_words")))


def day_first(text: str) -> str:
    """``text`` with its date as it is said: day, month, year in full."""
    text = _SHORT_YEAR.sub(r"\1/\2/20\3", text)
    pair = _PAIR_FIRST.search(text)
    if pair is not None and (turned := read_date(f"{pair.group(2)} {pair.group(1)} {pair.group(3)}")) and turned.grain == "day":
        text = _PAIR_FIRST.sub(r"\2 \1 \3", text, count=1)
    text = _turned(text)
    text = _MONTH_FIRST.sub(r"\2 \1 \3", text)
    return _YEAR_FIRST.sub(r"\2 \3 \1", _DASHED.sub(r"\1 \2 \3", text))


def _turned(text: str) -> str:
    """``text`` with its date as it is said, where that is a day: other words and numbers in such an order are none."""
    if not _FOUR_FIGURES.search(text):
        return text
    if _DAY_YEAR.search(text) and (led := _MONTH_LED.search(text)) is not None:
        words, number, year = led.groups()
        for month in dict.fromkeys((words, words.split()[-1])):
            if _is_day(said := f"{number} {month} {year}"):
                return f"{text[: led.start()]}{words.removesuffix(month)}{said}{text[led.end() :]}"
    named = _TWO_NAMES.search(text) if "/" in text else None
    if named is not None and not _is_day(named.group()) and _is_day(said := " ".join(named.groups())):
        return f"{text[: named.start()]}{said}{text[named.end() :]}"
    dashed = _YEAR_DASHED.search(text)
    if dashed is not None and _is_day(said := "{2} {1} {0}".format(*dashed.groups())):
        return f"{text[: dashed.start()]}{said}{text[dashed.end() :]}"
    return text


def _is_day(text: str) -> bool:
    """Whether words are a day with its month and year."""
    found = read_date(text)
    return found is not None and found.grain == "day"


def instant(value: Moment) -> datetime | None:
    """The moment as a naive wall-clock time, for comparisons inside one page."""
    try:
        return datetime.fromisoformat(value.day + ("T" + value.clock if value.clock else "")).replace(tzinfo=None)
    except ValueError:
        return None


def _machine(text: str) -> str | None:
    """ISO 8601 out of ISO-like forms, RFC 2822 and Unix time."""
    if match := _ISO.match(text):
        return _iso(match)
    if _STAMP.match(text):
        return f"{datetime.fromtimestamp(int(text[:10]), UTC):%Y-%m-%dT%H:%M:%S}Z"
    if _RFC.match(text):
        try:
            return parsedate_to_datetime(text).isoformat()
        except (ValueError, TypeError):
            return None
    return None


def _iso(match: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        when = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC)
    except ValueError:
        return None
    if hour is None:
        return f"{when:%Y-%m-%d}"
    return f"{when:%Y-%m-%dT%H:%M}" + (f":{second}" if second else "") + _zone(zone)


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return "Z"
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{zone[0]}{hours:0>2}:{minutes}"


def _printed(text: str, reference: datetime | None, *, prose: bool) -> str | None:
    """The date of a printed form. In attributes a date such as 3/4/2020 is ambiguous (month first in many systems) and is not read."""
    plain = folded(text)
    if (
        not prose
        and (match := _SLASHED.match(plain))
        and int(match.group(1)) <= 12
        and int(match.group(2)) <= 12
        and match.group(1) != match.group(2)
    ):
        return None
    if _ISO.match(plain.replace("/", "-")):
        return _machine(plain.replace("/", "-"))
    found = read_date(_turned(text), reference=reference)
    if found is None or found.grain in {"year", "month"}:
        found = read_date(day_first(text), reference=reference) or found
    if found is None or found.grain in {"year", "month", "vague"} or len(found.value) < 10:
        return None
    _, clock, rest = found.value.partition("T")
    zone = _ZONE_AFTER.match(plain, found.span.end) if clock and not re.search(r"[Z+-]", rest) and len(plain) == len(text) else None
    return found.value + (_zone(zone.group(1) or "Z") if zone else "")


def _clock_and_zone(rest: str) -> tuple[str, str]:
    match = re.match(r"^([\d:.]*)(.*)$", rest)
    return (match.group(1), match.group(2)) if match else ("", "")


def is_plausible(day: str, reference: datetime | None) -> bool:
    """Whether a page of the web can be of that day: after the web began, and not long after it was captured."""
    try:
        when = datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        return False
    if when.year < FIRST_YEAR:
        return False
    return reference is None or when <= reference.astimezone(UTC) + _AHEAD
