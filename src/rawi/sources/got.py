"""What a source hands on: a capture with its body, and what the source itself knows about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from rawi.errors import SourceError
from rawi.model import Capture, Problem, content_id, digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.errors import RawiError
    from rawi.model import WarcPlace
    from rawi.workers import Failed


class Given(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a source says of a page apart from the page: a feed's item, a table's row, a sitemap's entry.

    Nothing in it is judged. Times are ISO 8601 if the source's own words could be read, and those words stand beside them.
    """

    url: str | None = None
    title: str = ""
    outlet: str = ""
    byline: str = ""
    published: str | None = None
    published_raw: str = ""
    fetched: str | None = None
    language: str = ""
    section: str = ""
    item: str = ""
    """The source's own id of the page: a feed item's id, a row's key."""
    by: str = ""
    """Who says so: the address or name of the feed, sitemap or table."""


NOTHING_GIVEN = Given()


class Got(NamedTuple):
    """A page as it came: its capture, its body (text where the source had decoded it already) and what the source knows of it."""

    capture: Capture
    body: bytes | str
    given: Given = NOTHING_GIVEN
    name: str = ""
    """What whoever asked for it calls it, such as a path; empty where the capture's own name or address will do."""


def captured(
    body: bytes | str,
    came_by: str,
    *,
    url: str | None = None,
    final_url: str | None = None,
    fetched_at: str | None = None,
    status: int | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    media_type: str = "",
    warc: WarcPlace | None = None,
    problems: tuple[Problem, ...] = (),
) -> Capture:
    """A capture of ``body``. Its id is its bytes' digest, so that the same bytes from a feed, a file and a WARC are one capture."""
    sha = digest(body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass"))
    return Capture(
        id=content_id("capture", sha),
        digest=sha,
        url=url,
        final_url=final_url,
        fetched_at=fetched_at,
        status=status,
        headers=headers,
        media_type=media_type,
        came_by=came_by,
        warc=warc,
        problems=problems,
    )


NOTES: Final = {
    note.code: note
    for note in (
        Problem("incomplete", hint="the answer broke off, or took longer than the limits allow; what came is read"),
        Problem("body-too-large", hint="the body is larger than limits.FETCHED_BYTES; what lies under the limit is read"),
        Problem("coding-damaged", hint="the compressed body breaks off or is damaged; what could be unpacked is read"),
        Problem("coding-unknown", hint="the body is packed in a way that rawi does not know; it is kept as received"),
        Problem("coding-not-applied", hint="the header announces a packing that the body is not in; it is read as it is"),
        Problem("digest-differs", hint="the record's bytes are not those that its own digest names: it was damaged or changed"),
        Problem("too-many-codings", hint="the body is packed more often than limits.CODINGS_CHAINED; it is kept as received"),
    )
}
"""What can be wrong with the transport of a capture, by the code that the decoders give."""


def noted(codes: Iterable[str], subject: str) -> tuple[Problem, ...]:
    """The problems of a capture's transport."""
    return tuple(msgspec.structs.replace(NOTES[code], subject=subject) for code in codes)


class Lost(Problem, frozen=True, omit_defaults=True):
    """An input that could not be had, named among those that could."""

    detail: str = ""
    """What the system, the server or a library said."""
    named_by: str = ""
    """The feed or sitemap that named it; empty for what the caller asked for."""

    @property
    def error(self) -> SourceError:
        """The same as an error, which says itself in both languages."""
        return SourceError(self.code, self.subject, self.detail)


class Skipped(Problem, frozen=True, omit_defaults=True):
    """What was passed over on purpose and is no loss: a file in a folder that is no document, a link without a way to the network."""


def lost(error: RawiError, *, named_by: str = "") -> Lost:
    """An error as a named loss."""
    return Lost(code=error.code, subject=error.subject, hint=error.hint, detail=error.detail, named_by=named_by)


def unread(got: Got, failed: Failed) -> Lost:
    """A page that was had and could not be read, as a named loss: its reader was over a limit, or died."""
    subject = got.name or got.capture.name or got.capture.url or got.capture.id
    return lost(SourceError(f"reading-{failed.code}", subject, failed.detail))
