"""Weeks, months, years, seasons, quarters, decades, centuries: periods of time said in words, with their values on the day of reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.calendars import HIJRI_LOOKING, CalendarDate, year_at
from rawi.arabic.dates import iso_date
from rawi.arabic.numerals import ordinal_at
from rawi.facts.resolving import UNIT_GRAIN, Meaning, season_of_play, shifted
from rawi.facts.units import is_said_as

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rawi.arabic.tokens import Tokens

SHIFTS: Final = {"last": -1, "next": 1, "this": 0}
PLAIN_YEARS: Final = range(1900, 2050)
"""A bare number among these may be a year, if its place in the sentence says so."""
SEASON_BEGINS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Expression(NamedTuple):
    """Tokens ``first`` to ``end`` with what they mean; ``rule`` names the grammar's rule."""

    first: int
    end: int
    meaning: Meaning
    rule: str


class View:
    """From where the times of a passage are seen."""

    __slots__ = ("last_day", "today")

    def __init__(self, today: date | None) -> None:
        self.today = today
        """The day of publication; None: unknown, and what depends on it cannot be told."""
        self.last_day: date | None = None
        """The day last spoken of: what «in the evening» or «the next day» refers to."""


class Periods:
    """The periods of one passage: every method gives the longest expression of its kind that begins at a token, or None."""

    def __init__(self, tokens: Tokens, view: View) -> None:
        self.tokens = tokens
        self.view = view

    def shift(self, at: int) -> int | None:
        """«last», «next» or «this» after a name of time."""
        found = self.tokens.role(at, "shift")
        return SHIFTS.get(found or "") if not self.tokens.clitics(at) else None

    def this(self, at: int) -> Expression | None:
        """«this week», «this season», «this evening», «these days»."""
        tokens, roles = self.tokens, self.tokens.roles(at + 1)
        if tokens.clitics(at + 1) or not tokens.article(at + 1):
            return None
        if "campaign" in roles:
            return self._season_of_play(at, at + 2, 0)
        meaning = self._current(roles)
        return Expression(at, at + 2, meaning, "this") if meaning is not None else None

    def _current(self, roles: Mapping[str, str]) -> Meaning | None:
        """The week, month, year, evening or season that today lies in."""
        today, unit = self.view.today, roles.get("unit")
        if "part" in roles:
            return Meaning(today.isoformat() + roles["part"] if today else None, "time", "part", "relative")
        if unit in {"W", "M", "Y", "D", "DE", "CE"}:
            return Meaning(shifted(today, unit, 0), "date", UNIT_GRAIN[unit], "relative")
        if roles.get("units") == "D":
            return Meaning("PRESENT_REF", "date", "vague", "relative")
        if "season" in roles:
            return Meaning(f"{today.year}-{roles['season']}" if today else None, "date", "season", "relative")
        return None

    def period(self, at: int, *, governed: bool) -> Expression | None:
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
        if roles.get("unit") == "CE" and self.tokens.article(at) and (found := self.century(at)) is not None:
            return found
        return self._years(at) or self.unit(at, governed=governed)

    def unit(self, at: int, *, governed: bool) -> Expression | None:
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
        shift = self.shift(end)
        if tokens.role(end, "shift") == "following":
            return self._following(at, end + 1, unit)
        governed = governed and unit != "CE" and tokens.role(at - 1, "prep") not in {"in", "from", "to"}
        if unit == "D" or (shift is None and not governed):
            return None
        value = shifted(self.view.today, unit, (shift or 0) + back)
        return Expression(at, end + (shift is not None), Meaning(value, "date", UNIT_GRAIN[unit], "relative"), "period")

    def _following(self, at: int, end: int, unit: str) -> Expression | None:
        """«the next day», seen from the day last spoken of."""
        if self.view.last_day is None:
            return None
        return Expression(at, end, Meaning(shifted(self.view.last_day, unit, 1), "date", UNIT_GRAIN[unit], "relative"), "period")

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
        year = year_at(tokens, start) if tokens.forms[start].isdecimal() else None
        if year is None or year.hijri or unit.get("unit"):
            return None
        return Expression(at, year.end, Meaning(f"{year.number:04}", "date", "year", "absolute"), "year")

    def _year_pair(self, at: int) -> Expression | None:
        """«2017/2018», «2017-18»."""
        tokens = self.tokens
        first, sign, second = tokens.form(at), tokens.form(at + 1), tokens.form(at + 2)
        if not (first.isdecimal() and len(first) == 4 and sign in {"/", "-", "–"} and second.isdecimal() and len(second) in {2, 4}):
            return None
        end = first[: 4 - len(second)] + second
        if int(first) in HIJRI_LOOKING and int(end) - int(first) == 1 and int(end) in HIJRI_LOOKING:
            return self._hijri_pair(at, int(first))
        if int(first) not in PLAIN_YEARS or int(end) - int(first) not in range(1, 30) or tokens.forms[at + 3] in {"/", "-"}:
            return None
        return Expression(at, at + 3, Meaning(first, "range", "year", "absolute", end=end), "years")

    def _hijri_pair(self, at: int, first: int) -> Expression | None:
        """The school year «1436/1437 AH» in the years of the other calendar."""
        tokens = self.tokens
        years = [iso_date(CalendarDate(year, None, None, hijri=True, end=at)) for year in (first, first + 1)]
        meaning = Meaning(years[0], "range", "year", "absolute", end=years[1], calendar="hijri", hijri=f"{first}/{first + 1}")
        return Expression(at, at + 3 + (tokens.role(at + 3, "era") == "hijri"), meaning, "years")

    def bare_year(self, at: int, *, governed: bool) -> Expression | None:
        """A number of four figures which its place in the sentence makes a year."""
        tokens = self.tokens
        pair = self._year_pair(at)
        if pair is not None:
            return pair
        form = tokens.forms[at]
        if not form.isdecimal() or len(form) != 4 or int(form) not in PLAIN_YEARS:
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

    def century(self, at: int) -> Expression | None:
        """«the twentieth century», «the 19th century»."""
        tokens = self.tokens
        found = ordinal_at(tokens, at + 1)
        if found is not None and tokens.article(at + 1):
            number, end = found
        elif tokens.role(at + 1, "tens") and tokens.article(at + 1):
            number, end = int(tokens.roles(at + 1)["tens"]), at + 2
        elif tokens.form(at + 2).isdecimal() and tokens.glued(at + 2) and len(tokens.form(at + 2)) <= 2:
            number, end = int(tokens.form(at + 2)), at + 3
        else:
            return None
        return Expression(at, end, Meaning(f"{number - 1:02}XX", "date", "century", "absolute"), "century")

    def _decade(self, at: int) -> Expression | None:
        """«the eighties», «the eighties of the last century»; not somebody's age."""
        tokens = self.tokens
        decade, end = tokens.roles(at)["decade"], at + 1
        if tokens.role(end + (tokens.role(end, "prep") == "from"), "of_age") is not None or self._is_somebodys(at):
            return None
        start = end + (tokens.role(end, "prep") == "from")
        century = self.century(start) or self.unit(start, governed=False) if tokens.role(start, "unit") == "CE" else None
        if century is not None and century.meaning.value is not None:
            return Expression(at, century.end, Meaning(century.meaning.value[:2] + decade + "X", "date", "decade", "relative"), "decade")
        return Expression(at, end, Meaning(f"19{decade}X", "date", "decade", "relative"), "decade") if tokens.article(at) else None

    def _is_somebodys(self, at: int) -> bool:
        """«A man in the sixties», «and she in her forties»: a person right before «in», past «the end of»."""
        tokens = self.tokens
        before = at - 1 - (tokens.role(at - 1, "edge") is not None)
        return tokens.role(before, "prep") == "in" and is_said_as(tokens.form(before - 1), "aged")

    def _campaign(self, at: int) -> Expression | None:
        """«last season», «season 2017-2018»."""
        shift = self.shift(at + 1)
        if shift is not None and self.tokens.article(at):
            return self._season_of_play(at, at + 2, shift)
        pair = self._year_pair(at + 1)
        return Expression(at, pair.end, pair.meaning, "years") if pair is not None else None

    def _season_of_play(self, at: int, end: int, by: int) -> Expression:
        first, last = season_of_play(self.view.today, by) if self.view.today else (None, None)
        return Expression(at, end, Meaning(first, "range", "season", "relative", end=last), "season of play")

    def _season(self, at: int) -> Expression | None:
        """«last summer», «summer 2018», «the summer of last year»."""
        tokens = self.tokens
        season, shift = tokens.roles(at)["season"], self.shift(at + 1)
        if shift is not None and tokens.article(at) and self.view.today:
            over, begun = self.view.today.month > SEASON_BEGINS[season] + 2, self.view.today.month >= SEASON_BEGINS[season]
            by = {0: 0, -1: int(over) - 1, 1: int(begun)}[shift]
            return Expression(at, at + 2, Meaning(f"{self.view.today.year + by}-{season}", "date", "season", "relative"), "season")
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
        return Expression(
            at, year.end, year.meaning._replace(value=f"{year.meaning.value}-{letter}{found[0]}", grain="quarter"), "share of a year"
        )

    def _year_name(self, at: int) -> Expression | None:
        """A year in any of its names: «2018», «year 2018», «this year», «last year»."""
        tokens = self.tokens
        found = self.this(at) if tokens.role(at, "this") is not None else self.unit(at, governed=True) or self.bare_year(at, governed=True)
        if found is None and (year := year_at(tokens, at)) is not None and year.named and not year.hijri:
            found = Expression(at, year.end, Meaning(f"{year.number:04}", "date", "year", "absolute"), "year")
        return found if found is not None and found.meaning.grain == "year" and found.meaning.end is None else None
