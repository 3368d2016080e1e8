"""Reading an archive again when rawi got better: from the bytes that were kept, with people's decisions left as they are."""

from __future__ import annotations

import zlib
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi import pipeline
from rawi.archive import indexing, keeping
from rawi.edition import EDITION
from rawi.sources.got import Got, unread
from rawi.workers import USUAL, Failed, Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rawi.archive.port import Database
    from rawi.model import Capture, Stated
    from rawi.sources import Lost
    from rawi.workers import Bounds

_DECODED: Final = frozenset({"text", "table", "feed"})
"""Doors through which a page may come as text; what was got from a server came as bytes."""


def older(database: Database) -> int:
    """How many pages were read by another edition than this one."""
    return int(database.rows("SELECT count(*) FROM pages WHERE edition <> ?", (EDITION,))[0][0])


class _Job(NamedTuple):
    """A page to read again: its row, its bytes, and what the caller knew better than the page the first time."""

    number: int
    got: Got
    url: str | None
    published: str | None
    outlet: str | None
    title: str | None


def reread(
    database: Database,
    *,
    at: str,
    limit: int | None = None,
    done: Callable[[int], None] | None = None,
    lost: Callable[[Lost], None] | None = None,
    bounds: Bounds = USUAL,
) -> int:
    """Read again every page that another edition read, each in its own transaction. Gives how many.

    An index whose tokens another version made is made anew first. A run that was stopped goes on where it stopped. A page that is over a
    limit, or kills its reader, stays as it was read before.

    Args:
        database: the archive's.
        at: the time now.
        limit: stop after so many pages.
        done: called with 1 after each page.
        lost: called with each page that could not be read again.
        bounds: what one page may cost.
    """
    indexing.ensure_new(database)
    count = 0
    with Pool(_read, keeping.Prepared, bounds=bounds, prepare=pipeline.load) as pool:
        for job, made in pool.map(islice(_older(database), limit)):
            if isinstance(made, Failed):
                if lost:
                    lost(unread(job.got, made))
            else:
                keeping.renew(database, job.number, made, at)
                count += 1
            if done:
                done(1)
    return count


def _older(database: Database) -> Iterator[_Job]:
    """The pages that another edition read, in the order of their rows."""
    last = 0
    while rows := database.rows("SELECT number FROM pages WHERE edition <> ? AND number > ? ORDER BY number LIMIT 1", (EDITION, last)):
        last = int(rows[0][0])
        text, record, sha = database.rows("SELECT text, record, digest FROM pages WHERE number = ?", (last,))[0]
        data = zlib.decompress(database.rows("SELECT packed FROM bodies WHERE digest = ?", (sha,))[0][0])
        page = keeping.unpacked(record, text).page
        body = data.decode("utf-8", "surrogatepass") if _came_decoded(page.capture) else data
        url = page.url if page.url != (page.capture.final_url or page.capture.url) else None
        yield _Job(last, Got(page.capture, body), url, _given(page.published), _given(page.outlet), _given(page.title))


def _read(job: _Job) -> keeping.Prepared:
    """What a child does."""
    reading = pipeline.read(job.got.capture, job.got.body, url=job.url, published=job.published, outlet=job.outlet, title=job.title)
    return keeping.prepare(reading, job.got.body)


def _came_decoded(capture: Capture) -> bool:
    return capture.status is None and capture.came_by in _DECODED


def _given(stated: Stated | None) -> str | None:
    return stated.value if stated is not None and stated.where == "given" else None
