"""How fast an archive is filled and searched, how large it is, and what its search finds that others do not.

    python benchmarks/archive.py [--stories N] [--ingest N] [--backend sqlite|postgres] [--data DIR] [--keep PATH] [--no-peers] [--json]

``--stories`` (5,000 unless given) is the size of the archive that 200 fixed queries are put to, three times, the first uncounted; the
articles are real as far as they reach (37,814), past that they are mixtures of sentences of the real ones, read lightly, and stored as
every page is (``archive_mixing.py``); with ``--marked`` all are mixtures, and have the statements, names and places of their sentences.
``--keep PATH --stories 0`` searches an archive that was filled before.

``--ingest`` real articles (400 unless given) go through the whole reader twice, once into nothing and once into an archive, with the same
processes: ``ingest_share`` is the second rate over the first.

Fifty queries in another spelling than the text's (``variants``), and others that were written later (thirty each of ``variants_more``,
``variants_third`` and ``variants_fourth``, sixty each of ``variants_fifth`` and ``variants_sixth``), are put to 5,000 articles, some of
them masked, and to the peers that are there: plain FTS5, PostgreSQL's ``arabic`` and tantivy's. A query's recall is the share of the texts
with the word meant that it finds; ``variants_found`` is the share of queries with a recall of 95 % or more.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import deque
from contextlib import ExitStack, nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archive_corpus import fill, readings, rows
from archive_peers import recalls
from postgres_server import fresh_database, running_server
from rawi import face
from rawi.archive import Archive, ingest, open_archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

HERE: Final = Path(__file__).resolve().parent
VARIANTS: Final = tuple(HERE / f"archive_variants{part}.tsv" for part in ("", "_more", "_third", "_fourth", "_fifth", "_sixth"))
WORKERS: Final = 2
ROUNDS: Final = 3


def queries() -> list[str]:
    """The fixed queries."""
    return [line for line in (HERE / "archive_queries.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def latency(archive: Archive) -> dict[str, float]:
    """Milliseconds of a whole answer: found, ranked, counted, with highlighted snippets of twenty hits."""
    times: list[float] = []
    found = 0
    for round_number in range(ROUNDS):
        for query in queries():
            start = time.perf_counter()
            answer = archive.find(query)
            if round_number:
                times.append((time.perf_counter() - start) * 1000)
                found += bool(answer.hits)
    times.sort()
    slowest = {"p50": statistics.median(times), "p95": times[len(times) * 95 // 100], "max": times[-1]}
    return {f"search_{name}_ms": round(value, 2) for name, value in slowest.items()} | {
        "queries_with_hits": round(found / (ROUNDS - 1) / len(queries()), 3)
    }


def size(archive: Archive) -> int:
    """Bytes of the whole database."""
    if archive.database.kind == "sqlite":
        archive.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(archive.name).stat().st_size
    return int(archive.database.rows("SELECT pg_database_size(current_database())")[0][0])


def searching(where: str, data: Path, stories: int, *, marked: bool) -> dict[str, float]:
    """Fill an archive on the bulk path (unless it is full already) and search it."""
    with open_archive(where) as archive:
        there = archive.counts()["stories"]
        seconds = fill(archive, islice(readings(data, stories, marked=marked), there, None)) if there < stories else 0.0
        if archive.database.kind == "postgres":
            archive.database.rows("ANALYZE")
        kept = archive.counts()["stories"]
        numbers = {"stories": kept, "bulk_per_second": round((kept - there) / seconds, 1) if seconds else 0.0}
        return numbers | {"bytes_per_light_story": round(size(archive) / kept)} | latency(archive)


def ingesting(where: str, data: Path, count: int) -> dict[str, float]:
    """The whole reader's own rate, and its rate into an archive; then the same again, which must add nothing."""
    inputs = list(islice(rows(data), count))
    start = time.perf_counter()
    deque(ingest.read_all(inputs, face.read_got, WORKERS), maxlen=0)
    alone = time.perf_counter() - start
    with open_archive(where) as archive:
        start = time.perf_counter()
        report = ingest.ingest(archive, inputs, face.read_got, workers=WORKERS)
        into = time.perf_counter() - start
        before = archive.counts()
        again = ingest.ingest(archive, inputs, face.read_got, workers=WORKERS)
        return {
            "ingested": sum(report.outcomes.values()) - report.outcomes["refused"],
            "reader_per_second": round(count / alone, 1),
            "ingest_per_second": round(count / into, 1),
            "ingest_share": round(alone / into, 3),
            "bytes_per_story": round(size(archive) / max(1, before["stories"])),
            "again_added": sum(archive.counts().values()) - sum(before.values()) + again.outcomes["new"],
        }


def server_for(backend: str, *, peers: bool) -> AbstractContextManager[str | None]:
    """A PostgreSQL server where one is needed, or wanted as a peer and to be had."""
    if backend == "postgres" or peers:
        return running_server(optional=backend != "postgres")
    return nullcontext(None)


def places(backend: str, server: str | None, folder: Path) -> Iterator[str]:
    """Addresses of new archives."""
    number = 0
    while True:
        number += 1
        yield str(folder / f"{number}.rawi") if backend == "sqlite" else fresh_database(server or "")


def main() -> None:
    """Run what was asked for and print it."""
    options = arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rawi-bench-")))
        server = stack.enter_context(server_for(options.backend, peers=options.peers))
        new = places(options.backend, server, folder)
        figures: dict[str, float] = {"backend": options.backend}
        figures |= searching(options.keep or next(new), options.data, options.stories, marked=options.marked)
        if options.ingest:
            figures |= ingesting(next(new), options.data, options.ingest)
        if options.variants:
            figures |= recalls(next(new), options.data, VARIANTS, server if options.peers else None, peers=options.peers)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:26} {value:>14,}" if not isinstance(value, str) else f"{name:26} {value:>14}")


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=5_000)
    parser.add_argument("--ingest", type=int, default=400, help="real articles that go through the whole reader; 0 for none")
    parser.add_argument("--backend", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--keep", help="an archive to fill for the search, and to find full the next time")
    parser.add_argument("--marked", action="store_true", help="fill it with mixtures that have statements, names and places")
    parser.add_argument("--no-variants", dest="variants", action="store_false")
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
