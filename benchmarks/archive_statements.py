"""How fast an archive answers what is asked about statements: sixty queries with six filters, alone, paired, negated, and what was said.

    python benchmarks/archive_statements.py ARCHIVE [--slowest N] [--json]

ARCHIVE is one that ``rawi add`` filled, or ``archive.py --marked --keep``. Forty queries name whoever speaks, relays and is spoken of most
in it, and some who do seldom, alone and several for one statement; twenty name places, or say what is not wanted. They are put to it four
times, the first uncounted. Twenty speakers are asked for as ``rawi said`` does, for as many statements as a person reads (the first 200).
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from rawi.archive import open_archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from rawi.archive import Archive

ROUNDS: Final = 4

SPEAKERS: Final = (
    "SELECT n.name FROM statements AS t JOIN names AS n ON n.id = t.name GROUP BY n.name ORDER BY count(*) DESC, n.name LIMIT 190"
)
RELAYS: Final = "SELECT name FROM links WHERE from_page = 0 GROUP BY name ORDER BY count(*) DESC, name LIMIT 90"
SUBJECTS: Final = (
    "SELECT n.name FROM mentions AS m JOIN names AS n ON n.id = m.name GROUP BY n.name ORDER BY count(*) DESC, n.name LIMIT 190"
)

PLACES: Final = "SELECT name FROM places GROUP BY name ORDER BY count(*) DESC, name LIMIT 190"
SAID: Final = 200


def queries(archive: Archive) -> list[str]:
    """The sixty."""
    speakers = named(archive, "speaker", SPEAKERS)
    relays = named(archive, "via", RELAYS)
    subjects = named(archive, "about", SUBJECTS)
    stances = [f"stance:{stance}" for stance in ("neutral", "deny", "accuse", "demand")]
    alone = [*speakers[:6], *speakers[60::40], *relays[:4], *relays[30::30], *subjects[:6], *stances]
    pairs = [*product(speakers[:3], stances[:1]), *product(subjects[:4], stances[2:3]), *product(relays[:2], ["mode:direct"])]
    pairs += [*product(speakers[:2], subjects[:1]), *product(relays[:2], subjects[2:3])]
    threes = [(stances[1], subjects[1], "mode:indirect")]
    forty = [*alone, *(" ".join(each) for each in (*pairs, *threes))][:40]
    return [*forty, *without(speakers, relays, subjects, stances, named(archive, "place", PLACES))]


def without(speakers: list[str], relays: list[str], subjects: list[str], stances: list[str], places: list[str]) -> list[str]:
    """Twenty with places, and with what is not wanted, alone or beside what is."""
    here = [*places[:3], *places[60::60], f"{places[0]} {speakers[0]}", f"{places[1]} {stances[1]}", f"{places[0]} {relays[0]} mode:direct"]
    alone = [f"-{each}" for each in (speakers[0], relays[0], subjects[0], places[0], "stance:neutral", "mode:direct")]
    beside = [f"{speakers[0]} -{relays[0]}", f"{subjects[0]} -{speakers[0]}", f"{stances[1]} -{places[0]}", f"{places[0]} -{subjects[1]}"]
    several = [f"{speakers[1]} {stances[0]} -mode:direct -{places[1]}", f"{subjects[1]} {stances[1]} -{speakers[0]} -{relays[1]}"]
    return [*here, *alone, *beside, *several][:20]


def named(archive: Archive, field: str, sql: str) -> list[str]:
    """Filters for the names that a query of ours gives."""
    return [f'{field}:"{row[0]}"' for row in archive.database.rows(sql)]


def latency(archive: Archive) -> tuple[dict[str, float], list[tuple[float, str]]]:
    """Milliseconds of whole answers, and the median of each query, the slowest first."""
    asked = queries(archive)
    found = [query for query in asked if archive.find(query).hits]
    finding = timed(asked, archive.find)
    names = [row[0] for row in archive.database.rows(SPEAKERS)][::10]
    saying = timed(names, lambda name: list(islice(archive.said(name), SAID)))
    slowest = sorted(((statistics.median(times), asked) for asked, times in (finding | saying).items()), reverse=True)
    figures = {"queries": len(asked), "with_hits": round(len(found) / len(asked), 3)}
    return figures | percentiles("", finding) | percentiles("said_", saying), slowest


def timed(asked: list[str], answer: Callable[[str], object]) -> dict[str, list[float]]:
    """The milliseconds of each query, the first round uncounted."""
    times: defaultdict[str, list[float]] = defaultdict(list)
    for round_number in range(ROUNDS):
        for each in asked:
            start = time.perf_counter()
            answer(each)
            if round_number:
                times[each].append((time.perf_counter() - start) * 1000)
    return times


def percentiles(name: str, times: dict[str, list[float]]) -> dict[str, float]:
    """The median, the 95th percentile and the longest."""
    every = sorted(each for of_one in times.values() for each in of_one)
    figures = {"p50_ms": statistics.median(every), "p95_ms": every[len(every) * 95 // 100], "max_ms": every[-1]}
    return {f"{name}{key}": round(value, 1) for key, value in figures.items()}


def main() -> None:
    """Ask, and print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive")
    parser.add_argument("--slowest", type=int, default=0, help="queries that are printed with their time")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with open_archive(options.archive, read_only=True) as archive:
        counts = archive.counts()
        measured, slowest = latency(archive)
        figures = {"stories": counts["stories"], "statements": counts["statements"], "names": counts["names"]} | measured
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:12} {value:>10,}")
        for milliseconds, query in slowest[: options.slowest]:
            print(f"{milliseconds:10.1f}  {query}")


if __name__ == "__main__":
    main()
