"""Taking a page down: its bytes, text and marks go; a stone stays, says who, when and why, and keeps the same bytes from coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawi.archive import indexing, keeping, ledger, surnames
from rawi.errors import UsageError
from rawi.model import digest

if TYPE_CHECKING:
    from rawi.archive.port import Database


def take_down(database: Database, page: str, *, by: str, at: str, why: str) -> int:
    """Take down a page, by its id, its address (with every version of it) or a story's id. Gives how many pages went.

    Raises:
        UsageError: there is no such page.
    """
    with database.writing():
        digests = [
            row[0]
            for row in database.rows(
                "SELECT DISTINCT digest FROM pages WHERE id = ? OR address = ? OR number = (SELECT page FROM stories WHERE id = ?) "
                "ORDER BY digest",
                (page, page, page),
            )
        ]
        if not digests:
            raise UsageError("no-such-page", page)
        indexing.ensure_new(database)
        count = sum(_take_down(database, sha, by=by, at=at, why=why) for sha in digests)
        _forget_names(database)
    database.forget()
    return count


def reapply(database: Database, stones: list[tuple[str, str, str | None, str, str, str]]) -> int:
    """Lay the stones of another archive in this one, as after going back to an older copy. Gives how many pages went."""
    count = 0
    with database.writing():
        indexing.ensure_new(database)
        for sha, page, address, at, by, why in stones:
            if database.rows("SELECT 1 FROM stones WHERE digest = ?", (sha,)):
                continue
            count += _take_down(database, sha, by=by, at=at, why=why)
            if not database.rows("SELECT 1 FROM stones WHERE digest = ?", (sha,)):
                _lay(database, sha, page, address, by=by, at=at, why=why)
        _forget_names(database)
    database.forget()
    return count


def _take_down(database: Database, sha: str, *, by: str, at: str, why: str) -> int:
    """Every page that was made of the same bytes goes with them."""
    pages = database.rows("SELECT number, id, address FROM pages WHERE digest = ? ORDER BY number", (sha,))
    bodies = {sha}
    for number, page, address in pages:
        bodies |= {row[0] for row in database.rows("SELECT digest FROM captures WHERE page = ?", (number,))}
        for (capture,) in database.rows("SELECT id FROM captures WHERE page = ?", (number,)):
            ledger.write(database, at[:10], [ledger.Line("gone", capture, capture)])
        ledger.write(database, at[:10], [ledger.Line("gone", page, page)])
        keeping.drop_page(database, number)
        database.rows("DELETE FROM captures WHERE page = ?", (number,))
        database.rows("UPDATE pages SET newer = NULL WHERE newer = ?", (number,))
        database.rows("UPDATE stories SET newer = NULL WHERE newer = ?", (number,))
        keeping.settle(database, address)
        for body in sorted(bodies):
            if not database.rows("SELECT 1 FROM stones WHERE digest = ?", (body,)):
                _lay(database, body, page, address, by=by, at=at, why=why)
    for body in sorted(bodies):
        database.rows("DELETE FROM bodies WHERE digest = ?", (body,))
    return len(pages)


def _lay(database: Database, sha: str, page: str, address: str | None, *, by: str, at: str, why: str) -> None:
    stone = (sha, page, address, at, by, why)
    database.rows("INSERT INTO stones (digest, page, address, at, by, why) VALUES (?, ?, ?, ?, ?, ?)", stone)
    seal = digest("\0".join(map(str, stone)).encode("utf-8", "surrogatepass"))
    ledger.write(database, at[:10], [ledger.Line("stone", sha, seal)])


def _forget_names(database: Database) -> None:
    """Names that nothing kept bears any longer, and that nobody decided about."""
    unused = (
        "SELECT n.id FROM names AS n WHERE NOT EXISTS (SELECT 1 FROM statements AS t WHERE t.name = n.id) "
        "AND NOT EXISTS (SELECT 1 FROM mentions AS m WHERE m.name = n.id) "
        "AND NOT EXISTS (SELECT 1 FROM decisions AS d WHERE d.about = n.id)"
    )
    for (name,) in database.rows(unused):
        surnames.unjoin(database, name)
        for table in ("name_words", "roles"):
            database.rows(f"DELETE FROM {table} WHERE name = ?", (name,))
        database.rows("DELETE FROM names WHERE id = ?", (name,))
