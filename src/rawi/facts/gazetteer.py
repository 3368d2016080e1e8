"""The gazetteer: places by their names, ranked by what else a page speaks of."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import hypot, log10
from typing import TYPE_CHECKING, Final

from rawi.arabic import Fold, folded
from rawi.arabic.letters import AL, ALEF, HEH, NOON, WAW, YEH
from rawi.arabic.tokens import TOKEN, key
from rawi.data import table
from rawi.limits import PLACES_OF_ONE_NAME
from rawi.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Words = tuple[str, ...]

NEAR: Final = 6.0
"""Degrees within which a place of the page speaks for another."""
SPREAD: Final = 0.12
"""How fast a score falls behind the best one: the rule's points become shares of likelihood by an exponential."""


class Entry:
    """A row of the gazetteer. ``weight`` orders places of one name: thousands of people, or a judgement."""

    __slots__ = ("country", "id", "kind", "latitude", "longitude", "name", "weight")

    def __init__(self, row: dict[str, str]) -> None:
        self.id = row["id"]
        self.name = row["names"].split("|")[0]
        self.latitude, self.longitude = float(row["latitude"]), float(row["longitude"])
        self.country = row["country"] or None
        self.kind = row["kind"]
        self.weight = int(row["weight"])

    def place(self, score: float) -> Place:
        """The entry as a value."""
        return Place(self.name, self.id, self.latitude, self.longitude, self.country, self.kind, round(score, 3))


def place_words(forms: Iterable[str]) -> Words:
    """Folded words without articles, as the gazetteer compares names."""
    return tuple(form[2:] if form.startswith(AL) and len(form) > 4 else form for form in forms)


def words_of(name: str) -> Words:
    """The words of a name as it is written."""
    return place_words(form for form in TOKEN.findall(key(folded(name, Fold.PLAIN))) if form[0].isalnum())


@cache
def entries() -> dict[Words, tuple[Entry, ...]]:
    """The places of each name, the weightiest first."""
    found: dict[Words, list[Entry]] = {}
    for row in table("gazetteer"):
        entry = Entry(row)
        for name in row["names"].split("|"):
            same = found.setdefault(words_of(name), [])
            if entry not in same:
                same.append(entry)
    return {words: tuple(sorted(same, key=lambda entry: -entry.weight)[:PLACES_OF_ONE_NAME]) for words, same in found.items()}


def known_as(words: Sequence[str]) -> str | None:
    """The id of the weightiest place of this name."""
    same = entries().get(tuple(words))
    return same[0].id if same else None


@cache
def demonyms() -> dict[str, str]:
    """Folded adjectives of nationality without article, to the country."""
    found: dict[str, str] = {}
    for words, same in entries().items():
        if len(words) == 1 and same[0].kind == "country" and same[0].country:
            base = words[0]
            for ending in (YEH + ALEF, YEH + HEH, ALEF, HEH):
                if base.endswith(ending) and len(base) - len(ending) > 2:
                    base = base[: -len(ending)]
                    break
            found.update(dict.fromkeys((base + YEH + ending for ending in ("", HEH, WAW + NOON, YEH + NOON)), same[0].country))
    return found


class Surroundings:
    """What a page says of where it is: the countries it names, by name or nationality, and the places that can only be one."""

    def __init__(self, names: Iterable[Words], nationalities: Iterable[str] = ()) -> None:
        """Look at the ``names`` of the page's places and at words which may be ``nationalities`` (folded, without article)."""
        self._countries: Counter[str] = Counter()
        self._points: dict[str, tuple[float, float]] = {}
        for words in names:
            same = entries().get(words, ())
            kinds = {entry.country for entry in same}
            if len(kinds) == 1 and same[0].country:
                self._countries[same[0].country] += 1
                self._points[same[0].id] = (same[0].latitude, same[0].longitude)
        known = demonyms()
        for word in nationalities:
            if word in known:
                self._countries[known[word]] += 1

    def ranked(self, words: Words) -> tuple[Place, ...]:
        """The places of a name, the likeliest first; scores are shares of one."""
        same = entries().get(words, ())
        if len(same) < 2:
            return tuple(entry.place(1.0) for entry in same)
        points = [self._points_of(entry) for entry in same]
        weights = [10 ** ((each - max(points)) / SPREAD / 2.3) for each in points]
        shares = sorted(zip(weights, range(len(same)), strict=True), key=lambda pair: (-pair[0], pair[1]))
        return tuple(same[at].place(weight / sum(weights)) for weight, at in shares)

    def _points_of(self, entry: Entry) -> float:
        told = self._countries.total()
        spoken = self._countries[entry.country] / told if entry.country and told else 0.0
        near = any(
            other != entry.id and hypot(entry.latitude - latitude, entry.longitude - longitude) < NEAR
            for other, (latitude, longitude) in self._points.items()
        )
        # a country outweighs its capital of the same name; beyond that size, company decides
        return log10(entry.weight + 2) / 10 + 0.6 * spoken + 0.1 * near + 0.05 * (entry.kind == "country")
