"""Is what was kept what was got? Everything that an archive holds, looked at and held to its digest.

Bodies must unpack to bytes of their digest, pages and captures must have the seals that the ledger's chain names, rows and index entries
must be those that the page's own record gives when it is drawn again, and nothing that the ledger names may be missing.
"""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from rawi.archive import entities, ledger, migrating
from rawi.archive.columns import COLUMNS, OF_STORY
from rawi.archive.keeping import seal_of, stored
from rawi.model import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.archive.port import Database, Indexed, Row

_STORY: Final = ("stories", *OF_STORY)


def faults(database: Database) -> Iterator[str]:
    """Everything that is not as it was kept, in a line each. Nothing, if all is well."""
    found = database.faults()
    yield from found
    yield from ledger.faults(database)
    named = {(kind, subject): seal for kind, subject, seal in database.rows("SELECT kind, subject, seal FROM ledger ORDER BY number")}
    yield from _bodies(database)
    drawn_now = migrating.index_is_new(database)
    if not drawn_now:
        yield "index: another version of rawi made it, so it cannot be held to the records; `rawi reread` makes it anew"
    yield from _pages(database, named, drawn_now=drawn_now)
    yield from _captures(database, named)
    yield from _decisions(database, named)
    yield from _missing(database, named)


def _bodies(database: Database) -> Iterator[str]:
    for sha, size, packed in database.walk("SELECT digest, size, packed FROM bodies ORDER BY digest"):
        try:
            data = zlib.decompress(packed)
        except zlib.error as error:
            yield f"body {sha}: {error}"
            continue
        if digest(data) != sha or len(data) != size:
            yield f"body {sha}: its bytes are not those of its digest"


def _pages(database: Database, named: dict[tuple[str, str], str], *, drawn_now: bool) -> Iterator[str]:
    numbers = [row[0] for row in database.rows("SELECT number FROM pages ORDER BY number")]
    indexed: list[Indexed] = []
    for number in numbers:
        found = database.rows("SELECT id, address, text, record, seal FROM pages WHERE number = ?", (number,))
        if not found:  # one page of the file says that it is there and another that it is not
            yield f"page number {number}: it is listed and not there"
            continue
        page, address, text, record, seal = found[0]
        if seal_of(page, address, text, record) != seal or named.get(("page", page)) != seal:
            yield f"page {page}: it is not what the ledger says"
            continue
        try:
            rows, entries = stored(database, number)
        except (msgspec.DecodeError, zlib.error) as error:
            yield f"page {page}: its record cannot be read: {error}"
            continue
        if not drawn_now:
            continue
        indexed += entries
        drawn = {table: Counter(_comparable(row, table) for row in rows.get(table, [])) for table in (*_STORY, "restorations")}
        for table, expected in drawn.items():
            if Counter(_comparable(row, table) for row in _rows_of(database, table, number)) != expected:
                yield f"page {page}: its {table} are not those of its record"
    if not drawn_now:
        return
    yield from (f"inverted index: {fault}" for fault in database.index_faults(indexed))
    stories = {row[0] for row in database.rows("SELECT number FROM stories")}
    known = {entry.number for entry in indexed}
    if stories - known:
        yield f"stories: {len(stories - known)} belong to no page"


def _rows_of(database: Database, table: str, page: int) -> list[Row]:
    if table in {"stories", "restorations"}:
        return database.rows(f"SELECT {COLUMNS[table]} FROM {table} WHERE page = ?", (page,))
    return database.rows(f"SELECT {COLUMNS[table]} FROM {table} WHERE story IN (SELECT number FROM stories WHERE page = ?)", (page,))


def _comparable(row: Row, table: str) -> Row:
    """A row without what is told by other pages: whether a newer version has come."""
    return (*row[:9], None, *row[10:]) if table == "stories" else tuple(row)


def _captures(database: Database, named: dict[tuple[str, str], str]) -> Iterator[str]:
    sql = "SELECT c.id, c.record, c.digest, b.digest, p.number FROM captures AS c LEFT JOIN bodies AS b ON b.digest = c.digest "
    for capture, record, sha, body, page in database.walk(f"{sql}LEFT JOIN pages AS p ON p.number = c.page ORDER BY c.id"):
        if named.get(("capture", capture)) != digest(record):
            yield f"capture {capture}: it is not what the ledger says"
        if body is None:
            yield f"capture {capture}: its body {sha} is missing"
        if page is None:
            yield f"capture {capture}: its page is missing"


def _decisions(database: Database, named: dict[tuple[str, str], str]) -> Iterator[str]:
    for decision in entities.history(database):
        if named.get(("decision", decision.id)) != entities.seal_of(decision):
            yield f"decision {decision.id}: it is not what the ledger says"


def _missing(database: Database, named: dict[tuple[str, str], str]) -> Iterator[str]:
    """What the ledger names and no table holds, unless a stone says why."""
    held = {
        "page": {row[0] for row in database.rows("SELECT id FROM pages")} | {row[0] for row in database.rows("SELECT page FROM stones")},
        "capture": {row[0] for row in database.rows("SELECT id FROM captures")},
        "decision": {row[0] for row in database.rows("SELECT id FROM decisions")},
        "stone": {row[0] for row in database.rows("SELECT digest FROM stones")},
    }
    gone = {seal for (kind, _), seal in named.items() if kind == "gone"}
    for kind, subject in named:
        if kind in held and subject not in held[kind] and subject not in gone:
            yield f"{kind} {subject}: it is missing"
