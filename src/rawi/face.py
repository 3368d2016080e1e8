"""The public calls: what ``import rawi`` gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from rawi import pipeline
from rawi.archive import Archive, open_archive
from rawi.errors import UsageError
from rawi.sources import local

if TYPE_CHECKING:
    from pathlib import Path

    from rawi.model import Reading
    from rawi.sources import Got
    from rawi.sources.local import Source


def read(source: Source, *, url: str | None = None, published: str | date | None = None, outlet: str | None = None) -> Reading:
    """Read one page: its stories without furniture, its masked words restored, its statements with speaker and chain.

    Args:
        source: a path, an open file, the bytes of a page, or its text. Of a file opened as text the bytes are read as well, where it has
            any: rawi tells charsets better than the locale does. A ``str`` which is one line and names an existing file is
            read as that file; any other ``str`` is the page itself (HTML or flattened text), but for one without white space and markup
            that has a separator or a file's ending: that is a path which leads nowhere, and an error.
        url: where the page comes from, if you know.
        published: when it was published, ISO 8601 or a ``datetime``; it outranks what the page says, and dates such as «yesterday» are
            told from it.
        outlet: who published it.

    Returns:
        A frozen ``Reading``; what is wrong with the page stands in its ``problems``, never in an exception.

    Raises:
        SourceError: the file cannot be had.
        UsageError: ``published`` is no such time.
        TypeError: ``source`` is nothing of this kind.
    """
    capture, body = local.take(source)
    return pipeline.read(capture, body, url=url, published=_time(published), outlet=outlet)


def _time(published: str | date | None) -> str | None:
    """A time as ISO 8601."""
    if not isinstance(published, str):
        return None if published is None else published.isoformat()
    try:
        datetime.fromisoformat(published)
    except ValueError:
        raise UsageError("bad-option", f"published={published!r}", "it takes an ISO 8601 time such as 2021-02-18T14:05+03:00") from None
    return published


def read_got(got: Got, *, url: str | None = None, published: str | None = None, outlet: str | None = None) -> Reading:
    """Read what a source gave.

    What the caller says outranks the page; the page outranks what its source (a feed, a table) says of it, which counts where the page says
    nothing.
    """
    given = got.given
    title = given.title or None
    url = url or (None if got.capture.url else given.url)
    if isinstance(got.body, str):  # a feed's item or a table's row: the page is the source's own words
        published, outlet = published or given.published, outlet or given.outlet or None
        return pipeline.read(got.capture, got.body, url=url, published=published, outlet=outlet, title=title)
    reading = pipeline.read(got.capture, got.body, url=url, published=published, outlet=outlet, title=title)
    lacks_time = reading.page.published is None and given.published is not None
    lacks_outlet = reading.page.outlet is None and given.outlet
    if not lacks_time and not lacks_outlet:
        return reading
    return pipeline.read(
        got.capture,
        got.body,
        url=url,
        published=published or (given.published if lacks_time else None),
        outlet=outlet or (given.outlet if lacks_outlet else None),
        title=title,
    )


def open(where: Path | str, *, read_only: bool = False) -> Archive:  # noqa: A001  # called as rawi.open, like gzip.open
    """Open an archive: a file, made if it is not there, or ``postgresql://…`` for a server.

    Args:
        where: the file or address.
        read_only: only look; then the archive must be there.

    Returns:
        An ``Archive`` to add to, search and ask; close it, or use it as a context manager.

    Raises:
        ArchiveError: it cannot be opened, or is no archive.
    """
    return open_archive(where, read_only=read_only)
