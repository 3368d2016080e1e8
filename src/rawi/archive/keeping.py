"""Keeping a reading: one transaction, all of it or nothing, and nothing twice.

What comes in is one of

    new        nothing like it is here
    seen       the same bytes at the same address, or the same stories at it in other furniture: only the capture is noted
    version    the address is known and its stories changed, or only a feed's excerpt of it was here: a new version, the older one is marked
    excerpt    a feed's item, and the page that it is of is here: kept beside it, never in its place
    renewed    the bytes are known and now we know their address, or a newer edition of rawi read them
    refused    it was taken down here; a stone says so

Of all that is kept of one address exactly one page is the newest (``newer`` is NULL), in whatever order they came: the last version of the
page itself, and only where there is none the last excerpt of it. A version has a number from 1; an excerpt is version 0.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import msgspec

from rawi.archive import ledger, migrating
from rawi.archive.columns import DRAWN, OF_STORY
from rawi.archive.days import BITS, day_of, first_number
from rawi.archive.port import Indexed
from rawi.archive.projection import Projection, Rows, content_of, numbered
from rawi.model import Capture, Reading, content_id, digest

if TYPE_CHECKING:
    from rawi.archive.port import Database
    from rawi.model import Page

Kind = Literal["new", "seen", "version", "excerpt", "renewed", "refused"]

_encoder: Final = msgspec.json.Encoder(order="deterministic")


class Outcome(NamedTuple):
    """What became of a reading, and the number of the page that now holds it (0 if refused)."""

    kind: Kind
    page: int


class Prepared(msgspec.Struct, frozen=True):
    """All that is stored of a reading, worked out beforehand so that other processes can do it: only the numbers are missing."""

    page: str
    capture: Capture
    address: str | None
    outlet: str | None
    title: str | None
    published: str | None
    language: str
    kind: str
    edition: str
    content: str
    seal: str
    text: str
    record: bytes
    day: int
    stories: int
    rows: Rows
    indexed: list[Indexed]
    size: int
    body: bytes


def prepare(reading: Reading, body: bytes | str) -> Prepared:
    """A reading, and the bytes or the decoded text that it was made of, as they are stored. Pure."""
    data = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    page = reading.page
    record, address, projection = packed(reading), address_of(page), Projection(reading)
    outlet, title, published = (value.value if value else None for value in (page.outlet, page.title, page.published))
    return Prepared(
        page.id,
        page.capture,
        address,
        outlet,
        title,
        published,
        page.language,
        page.kind,
        reading.edition,
        content_of(reading),
        seal_of(page.id, address, page.text, record),
        page.text,
        record,
        day_of(published) or day_of(page.capture.fetched_at),
        len(reading.stories),
        dict(projection.rows),
        projection.indexed,
        len(data),
        zlib.compress(data),
    )


def keep(database: Database, new: Prepared, at: str) -> Outcome:
    """Keep a reading and what it was made of.

    Args:
        database: where.
        new: the reading, prepared.
        at: the time now, ISO 8601 in UTC.

    Raises:
        ArchiveError: it could not be kept; then nothing of it was.
    """
    with database.writing():
        here = _look(database, new)
        outcome = _decide(here, new)
        if outcome.kind == "renewed" and not migrating.index_is_new(database):
            outcome = Outcome("seen", outcome.page)  # renewing waits until the index, out of which the old marks must go, is this rawi's
        if outcome.kind == "refused":
            return outcome
        lines: list[ledger.Line] = []
        rows: Rows = {}
        indexed: list[Indexed] = []
        if outcome.kind == "renewed":
            lines += _replace(database, outcome.page, new)
        elif outcome.kind != "seen":
            outcome = Outcome(outcome.kind, here.last_page + 1)
            version = 0 if new.capture.is_excerpt else here.newest.version + 1 if here.newest else 1
            rows, indexed = _page_rows(new, outcome.page, here.last_story, version=version)
            lines.append(ledger.Line("page", new.page, new.seal))
        if not here.is_captured:
            lines.append(_capture_rows(rows, new, outcome.page))
        database.insert(rows | ledger.rows(here.ledger, at[:10], lines), indexed)
        if outcome.kind not in {"new", "seen"}:
            settle(database, new.address)
    return outcome


def renew(database: Database, page: int, new: Prepared, at: str) -> None:
    """Put a newer edition's reading of the same capture in place of the older one."""
    with database.writing():
        ledger.write(database, at[:10], _replace(database, page, new))


def address_of(page: Page) -> str | None:
    """The address that captures are versions of: without the fragment, which never reaches a server."""
    return page.url.strip().partition("#")[0] or None if page.url else None


def seal_of(page_id: str, address: str | None, text: str, record: bytes) -> str:
    """The digest of all that a page's row says."""
    return digest("\0".join((page_id, address or "", text, digest(record))).encode("utf-8", "surrogatepass"))


def unpacked(record: bytes, text: str) -> Reading:
    """The reading that a page's row holds."""
    bare = msgspec.json.decode(zlib.decompress(record), type=Reading)
    return msgspec.structs.replace(bare, page=msgspec.structs.replace(bare.page, text=text))


def packed(reading: Reading) -> bytes:
    """The reading without its text, as it is stored."""
    bare = msgspec.structs.replace(reading, page=msgspec.structs.replace(reading.page, text=""))
    return zlib.compress(_encoder.encode(bare))


class _Newest(NamedTuple):
    """The page that stands for an address."""

    number: int
    version: int
    content: str


class _Same(NamedTuple):
    """A page that was read from the same bytes."""

    number: int
    page: str
    address: str | None
    outlet: str | None
    edition: str


class _Here(NamedTuple):
    """What is here already that has to do with a page to be kept."""

    is_refused: bool
    is_captured: bool
    last_page: int
    last_story: int
    """Of the page's day; before the first one, the number before its."""
    ledger: ledger.Last
    newest: _Newest | None
    same_bytes: list[_Same]


_LOOK: Final = (
    "SELECT EXISTS (SELECT 1 FROM stones WHERE digest = ?), EXISTS (SELECT 1 FROM captures WHERE id = ?), "
    "(SELECT coalesce(max(number), 0) FROM pages), (SELECT max(number) FROM stories WHERE number >= ? AND number < ?), "
    "l.number, l.day, l.chain, n.number, n.version, n.content, s.number, s.id, s.address, s.outlet, s.edition FROM (SELECT 1) AS one "
    "LEFT JOIN (SELECT number, day, chain FROM ledger ORDER BY number DESC LIMIT 1) AS l ON 1 = 1 "
    "LEFT JOIN (SELECT number, version, content FROM pages WHERE address = ? AND newer IS NULL ORDER BY number DESC LIMIT 1) AS n ON 1 = 1 "
    "LEFT JOIN (SELECT number, id, address, outlet, edition FROM pages WHERE digest = ?) AS s ON 1 = 1 ORDER BY s.number"
)


def _look(database: Database, new: Prepared) -> _Here:
    """All of it in one query: to a server every question is a journey."""
    first, end = _numbers_of(new.day)
    sha = new.capture.digest
    found = database.rows(_LOOK, (sha, _arrival(new.capture), first, end, new.address, sha))
    refused, captured, page, story = found[0][:4]
    return _Here(
        bool(refused),
        bool(captured),
        int(page),
        first - 1 if story is None else int(story),
        ledger.Last(*found[0][4:7]) if found[0][4] is not None else ledger.NOTHING,
        _Newest(*found[0][7:10]) if found[0][7] is not None else None,
        [_Same(*row[10:]) for row in found if row[10] is not None],
    )


def _decide(here: _Here, new: Prepared) -> Outcome:
    if here.is_refused:
        return Outcome("refused", 0)
    for same in here.same_bytes:
        if same.page == new.page or new.address is None or (same.address, same.outlet) == (new.address, new.outlet):
            return Outcome("renewed" if same.page == new.page and same.edition != new.edition else "seen", same.number)
    for same in here.same_bytes:
        if same.address is None:
            return Outcome("renewed", same.number)
    if (last := here.newest) is None:
        return Outcome("new", 0)
    excerpt = new.capture.is_excerpt
    if last.content == new.content and (excerpt or last.version):
        return Outcome("seen", last.number)
    return Outcome("excerpt" if excerpt and last.version else "version", last.number)


def settle(database: Database, address: str | None) -> None:
    """Let one page stand for an address after any came or went: the last version, or where there is none, the last excerpt."""
    if address is None:
        return
    rows = database.rows("SELECT number, version FROM pages WHERE address = ? AND newer IS NULL", (address,))
    *others, newest = [number for _, number in sorted((version > 0, number) for number, version in rows)] or [0]
    for number in others:
        database.rows("UPDATE pages SET newer = ? WHERE number = ?", (newest, number))
        database.rows("UPDATE stories SET newer = ? WHERE page = ?", (newest, number))


def _replace(database: Database, number: int, new: Prepared) -> list[ledger.Line]:
    newer, version, page = database.rows("SELECT newer, version, id FROM pages WHERE number = ?", (number,))[0]
    drop_page(database, number)
    database.insert(*_page_rows(new, number, _last_story(database, new.day), version=version))
    lines = [ledger.Line("page", new.page, new.seal)]
    database.rows("UPDATE pages SET newer = ? WHERE number = ?", (newer, number))
    database.rows("UPDATE stories SET newer = ? WHERE page = ?", (newer, number))
    if page != new.page:  # its address is known now: the ledger must not miss the page that it was
        lines.insert(0, ledger.Line("gone", page, page))
    return lines


def drop_page(database: Database, number: int) -> None:
    """Take a page's row and all marks drawn from it out of the tables and the index."""
    database.unindex(stored(database, number)[1])
    for table in OF_STORY:
        database.rows(f"DELETE FROM {table} WHERE story IN (SELECT number FROM stories WHERE page = ?)", (number,))
    database.rows("DELETE FROM restorations WHERE page = ?", (number,))
    database.rows("DELETE FROM stories WHERE page = ?", (number,))
    database.rows("DELETE FROM pages WHERE number = ?", (number,))


def stored(database: Database, number: int) -> tuple[Rows, list[Indexed]]:
    """The rows and index entries that a kept page was drawn into, made again from its record."""
    text, record = database.rows("SELECT text, record FROM pages WHERE number = ?", (number,))[0]
    first = database.rows("SELECT min(number) FROM stories WHERE page = ?", (number,))[0][0]
    projection = Projection(unpacked(record, text))
    return numbered(projection.rows, projection.indexed, number, first or 0)


def _page_rows(new: Prepared, number: int, last_story: int, *, version: int) -> tuple[Rows, list[Indexed]]:
    """A page as rows and index entries, all numbers put in."""
    stated = (new.address, new.outlet, new.title, new.published, new.language, new.kind, new.edition)
    row = (number, new.page, new.capture.digest, *stated, version, None, new.content, new.seal, new.text, new.record)
    rows, indexed = numbered(new.rows, new.indexed, number, last_story + 1)
    made: Rows = {"pages": [row]}
    return made | {table: rows.get(table, []) for table in DRAWN}, indexed


def _numbers_of(day: int) -> tuple[int, int]:
    """The first number that a story of a day may have, and the first that it may not."""
    first = first_number(day)
    return first, first + (1 << BITS)


def _last_story(database: Database, day: int) -> int:
    first, end = _numbers_of(day)
    used = database.rows("SELECT max(number) FROM stories WHERE number >= ? AND number < ?", (first, end))[0][0]
    return first - 1 if used is None else int(used)


def is_known(database: Database, capture: Capture, edition: str) -> bool:
    """Whether this very capture is here, read by this edition: then there is nothing to read again."""
    sql = "SELECT 1 FROM captures AS c JOIN pages AS p ON p.number = c.page WHERE c.id = ? AND p.edition = ?"
    return bool(database.rows(sql, (_arrival(capture), edition)))


def _arrival(capture: Capture) -> str:
    """The id of one coming of some bytes: the same coming twice is once."""
    return content_id("capture", capture.digest, capture.url, capture.fetched_at, capture.came_by, capture.name)


def _capture_rows(rows: Rows, new: Prepared, page: int) -> ledger.Line:
    """Add the bytes, and when, from where and through which door they came."""
    capture = new.capture
    capture_id = _arrival(capture)
    record = _encoder.encode(capture)
    came = (capture.digest, capture.url, capture.final_url, capture.fetched_at, capture.status, capture.came_by, capture.name)
    rows["bodies"] = [(capture.digest, new.size, new.body)]
    rows["captures"] = [(capture_id, page, *came, record)]
    return ledger.Line("capture", capture_id, digest(record))
