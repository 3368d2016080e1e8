"""Reading an archive again when rawi got better: from the bytes that were kept, with people's decisions left as they are."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from rawi import pipeline
from rawi.archive import copying, keeping, migrating
from rawi.edition import EDITION

if TYPE_CHECKING:
    from collections.abc import Callable

    from rawi.archive.port import Database
    from rawi.model import Capture, Page, Reading, Stated

_DECODED: Final = frozenset({"text", "table", "feed"})
"""Doors through which a page may come as text; what was got from a server came as bytes."""


def older(database: Database) -> int:
    """How many pages were read by another edition than this one."""
    return int(database.rows("SELECT count(*) FROM pages WHERE edition <> ?", (EDITION,))[0][0])


def reread(database: Database, *, at: str, limit: int | None = None, done: Callable[[int], None] | None = None) -> int:
    """Read again every page that another edition read, each in its own transaction. Gives how many.

    An index whose tokens another version made is made anew first. A run that was stopped goes on where it stopped.

    Args:
        database: the archive's.
        at: the time now.
        limit: stop after so many pages.
        done: called with 1 after each page.
    """
    if not migrating.index_is_new(database):
        copying.index_anew(database)
    count = last = 0
    while limit is None or count < limit:
        rows = database.rows("SELECT number FROM pages WHERE edition <> ? AND number > ? ORDER BY number LIMIT 1", (EDITION, last))
        if not rows:
            break
        last = int(rows[0][0])
        text, record, sha = database.rows("SELECT text, record, digest FROM pages WHERE number = ?", (last,))[0]
        data = zlib.decompress(database.rows("SELECT packed FROM bodies WHERE digest = ?", (sha,))[0][0])
        body = data.decode("utf-8", "surrogatepass") if _came_decoded(keeping.unpacked(record, text).page.capture) else data
        reading = _again(keeping.unpacked(record, text).page, body)
        keeping.renew(database, last, keeping.prepare(reading, body), at)
        count += 1
        if done:
            done(1)
    return count


def _came_decoded(capture: Capture) -> bool:
    return capture.status is None and capture.came_by in _DECODED


def _again(page: Page, body: bytes | str) -> Reading:
    """What the caller knew better than the page the first time is known now too."""
    url = page.url if page.url != (page.capture.final_url or page.capture.url) else None
    return pipeline.read(page.capture, body, url=url, published=_given(page.published), outlet=_given(page.outlet))


def _given(stated: Stated | None) -> str | None:
    return stated.value if stated is not None and stated.where == "given" else None
