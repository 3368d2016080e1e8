"""Articles to fill archives with: real ones from tables, more of their kind made from them, and the bulk path into an archive."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from archive_mixing import mixtures
from archive_reading import Article, light, text_of
from rawi import pipeline
from rawi.archive import keeping
from rawi.sources import Got, captures
from rawi.sources.got import captured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rawi.archive import Archive
    from rawi.archive.keeping import Prepared
    from rawi.model import Reading

REAL: Final = 37_814
"""All of them."""
BULK: Final = 20_000
"""Stories of one transaction on the bulk path."""
CACHE: Final = "PRAGMA cache_size = -1000000"
HASHED: Final = 64 << 20
"""Bytes of tokens that FTS5 gathers before it writes them down; its own default is a mebibyte."""


def rows(folder: Path) -> Iterator[Got]:
    """The rows of the corpora as sources give them; where one has no time of publication, that of its fetching."""
    paths = [str(folder / name) for name in ("ant2018.jsonl.gz", "saudinewsnet.jsonl.gz")]
    yield from (row for row in captures(paths) if isinstance(row, Got))


def articles(folder: Path, count: int) -> Iterator[Article]:
    """The real articles, ``count`` at most."""
    for row in islice(rows(folder), count):
        given = row.given
        text = str(row.body).removeprefix(given.title).strip()
        yield Article(given.title, text, given.url or "", given.outlet, given.published or given.fetched or "")


def readings(folder: Path, count: int, *, marked: bool = False) -> Iterator[Prepared]:
    """``count`` light readings: of the real articles, and past their number of mixtures of them; or of mixtures alone, with their marks."""
    if marked:
        return islice(mixtures(read_whole(articles(folder, REAL))), count)
    real = list(articles(folder, count))
    return islice(chain(map(light, real), mixtures((article, None) for article in real)), count)


def read_whole(real: Iterable[Article]) -> Iterator[tuple[Article, Reading]]:
    """The articles with what the whole reader makes of them."""
    with ProcessPoolExecutor() as pool:
        for article, record in pool.map(_whole, real, chunksize=50):
            yield article, keeping.unpacked(record, text_of(article))


def _whole(article: Article) -> tuple[Article, bytes]:
    text = text_of(article)
    capture = captured(text, "table", url=article.url)
    return article, keeping.packed(pipeline.read(capture, text, published=article.published, outlet=article.outlet))


def fill(archive: Archive, source: Iterable[Prepared]) -> float:
    """Keep readings on the bulk path: many in one transaction, sorted by the index. Gives the seconds that it took."""
    start = time.perf_counter()
    made = iter(source)
    with _roomy(archive), archive.streaming():
        while batch := list(islice(made, BULK)):
            batch.sort(key=lambda each: -each.day)
            with archive.together():
                for prepared in batch:
                    archive.keep(prepared)
    return time.perf_counter() - start


@contextmanager
def _roomy(archive: Archive) -> Iterator[None]:
    """SQLite with more memory than it takes by itself; the index is merged as ever, only in larger pieces."""
    if archive.database.kind != "sqlite":
        yield
        return
    before = archive.database.rows("PRAGMA cache_size")[0][0]
    archive.database.rows(CACHE)
    archive.database.rows("INSERT INTO found (found, rank) VALUES ('hashsize', ?)", (HASHED,))
    try:
        yield
    finally:
        archive.database.rows("INSERT INTO found (found, rank) VALUES ('hashsize', ?)", (1 << 20,))
        archive.database.rows(f"PRAGMA cache_size = {before}")
