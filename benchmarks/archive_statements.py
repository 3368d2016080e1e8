"""How fast an archive answers what is asked about statements: forty queries with speaker:, via:, stance:, mode: and about:.

    python benchmarks/archive_statements.py ARCHIVE [--json]

ARCHIVE is one that ``rawi add`` filled. The queries name whoever speaks, relays and is spoken of most in it, and some who do seldom;
they are put to it four times, the first uncounted.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from itertools import product
from typing import TYPE_CHECKING, Final

from rawi.archive import open_archive

if TYPE_CHECKING:
    from rawi.archive import Archive

ROUNDS: Final = 4

SPEAKERS: Final = (
    "SELECT n.name FROM statements AS t JOIN names AS n ON n.id = t.name GROUP BY n.name ORDER BY count(*) DESC, n.name LIMIT 190"
)
RELAYS: Final = "SELECT name FROM links WHERE from_page = 0 GROUP BY name ORDER BY count(*) DESC, name LIMIT 90"
SUBJECTS: Final = (
    "SELECT n.name FROM mentions AS m JOIN names AS n ON n.id = m.name GROUP BY n.name ORDER BY count(*) DESC, n.name LIMIT 190"
)


def queries(archive: Archive) -> list[str]:
    """The forty."""
    speakers = named(archive, "speaker", SPEAKERS)
    relays = named(archive, "via", RELAYS)
    subjects = named(archive, "about", SUBJECTS)
    stances = [f"stance:{stance}" for stance in ("neutral", "deny", "accuse", "demand")]
    alone = [*speakers[:6], *speakers[60::40], *relays[:4], *relays[30::30], *subjects[:6], *stances]
    pairs = [*product(speakers[:3], stances[:1]), *product(subjects[:4], stances[2:3]), *product(relays[:2], ["mode:direct"])]
    pairs += [*product(speakers[:2], subjects[:1]), *product(relays[:2], subjects[2:3])]
    threes = [(stances[1], subjects[1], "mode:indirect")]
    return [*alone, *(" ".join(each) for each in (*pairs, *threes))][:40]


def named(archive: Archive, field: str, sql: str) -> list[str]:
    """Filters for the names that a query of ours gives."""
    return [f'{field}:"{row[0]}"' for row in archive.database.rows(sql)]


def latency(archive: Archive) -> dict[str, float]:
    """Milliseconds of a whole answer."""
    times: list[float] = []
    found = 0
    asked = queries(archive)
    for round_number in range(ROUNDS):
        for query in asked:
            start = time.perf_counter()
            answer = archive.find(query)
            if round_number:
                times.append((time.perf_counter() - start) * 1000)
                found += bool(answer.hits)
    times.sort()
    return {
        "queries": len(asked),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[len(times) * 95 // 100], 1),
        "max_ms": round(times[-1], 1),
        "with_hits": round(found / len(times), 3),
    }


def main() -> None:
    """Ask, and print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with open_archive(options.archive, read_only=True) as archive:
        counts = archive.counts()
        figures = {"stories": counts["stories"], "statements": counts["statements"], "names": counts["names"]} | latency(archive)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:12} {value:>10,}")


if __name__ == "__main__":
    main()
