"""The public calls: what ``import rawi`` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawi import pipeline
from rawi.sources import local

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from rawi.model import Reading


def read(
    source: Path | bytes | str | BinaryIO, *, url: str | None = None, published: str | None = None, outlet: str | None = None
) -> Reading:
    """Read one page: its stories without furniture, its masked words restored, its statements with speaker and chain.

    Args:
        source: a path, an open binary stream, the bytes of a page, or its text. A ``str`` which is one line and names an existing file is
            read as that file; any other ``str`` is the page itself (HTML or flattened text).
        url: where the page comes from, if you know.
        published: when it was published, ISO 8601; it outranks what the page says, and dates such as «yesterday» are told from it.
        outlet: who published it.

    Returns:
        A frozen ``Reading``; what is wrong with the page stands in its ``problems``, never in an exception.

    Raises:
        SourceError: the file cannot be had.
    """
    capture, body = local.take(source)
    return pipeline.read(capture, body, url=url, published=published, outlet=outlet)
