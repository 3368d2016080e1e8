"""An open archive: what programs and the command line hold in the hand."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rawi.arabic.stems import name_forms
from rawi.archive import copying, entities, finding, keeping, ledger, migrating, proving, rereading, saying, surnames, tables, taking_down
from rawi.archive.postgres import Postgres
from rawi.archive.sqlite import SQLite
from rawi.errors import ArchiveError, UsageError
from rawi.search import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from rawi.archive.finding import Order
    from rawi.archive.keeping import Outcome, Prepared
    from rawi.archive.port import Database
    from rawi.archive.results import Found
    from rawi.archive.saying import Said
    from rawi.model import Reading
    from rawi.sources import Lost


def now() -> str:
    """The time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Archive:
    """Keeps readings and gives them back. Use it as a context manager, or close it.

    Every method that writes does so in one transaction: when it returns, what it kept is on disk; when it raises, nothing was kept.
    """

    def __init__(self, database: Database, name: str, *, clock: Callable[[], str] = now) -> None:
        """Take an open database whose schema is the newest."""
        self.database = database
        self.name = name
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the archive; twice is once."""
        self.database.close()

    @property
    def at(self) -> str:
        """The time by the archive's clock."""
        return self._clock()

    def add(self, reading: Reading, body: bytes | str) -> Outcome:
        """Keep a reading and the bytes (or text) that it was made of; what is here already is not added again.

        Raises:
            ArchiveError: it could not be kept.
        """
        return self.keep(keeping.prepare(reading, body))

    def keep(self, prepared: Prepared) -> Outcome:
        """The same for a reading that ``keeping.prepare`` worked on in another process."""
        return keeping.keep(self.database, prepared, self.at)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is added inside in one transaction: faster, and lost together if it fails."""
        with self.database.writing():
            yield

    @contextmanager
    def streaming(self) -> Iterator[Callable[[], None]]:
        """Keep many pages, each in its own transaction, waiting for the disk only when what this gives is called, and at the end.

        What was kept before such a call survives a power cut; what was kept after it survives the end of the process.
        """
        with self.database.streaming() as settle:
            yield settle

    def find(self, query: str, *, limit: int = 20, cursor: str | None = None, order: Order = "best", facets: bool = False) -> Found:
        """Search: any text is a legal query (``docs/search.md``).

        Args:
            query: what to look for.
            limit: hits on one screen, at least 1.
            cursor: ``Found.cursor`` of the screen before.
            order: ``best`` first, or ``newest`` first.
            facets: whether to count what the stories found have in common.

        Raises:
            UsageError: the limit or cursor is not possible.
            ArchiveError: it took too long, or the archive cannot be read.
        """
        if limit < 1:
            raise UsageError("bad-option", f"limit {limit}", "at least 1")
        return finding.find(self.database, parse(query), limit=limit, cursor=cursor, order=order, facets=facets)

    def said(self, name: str, *, about: str | None = None, stance: str | None = None) -> Iterator[Said]:
        """Everything that the bearers of ``name`` said, in the order of time; ``docs/archive.md`` says how names are joined.

        Raises:
            UsageError: nobody of that name is here, or the stance is none.
        """
        return saying.said(self.database, name, about=about, stance=stance)

    def who(self, name: str) -> list[entities.Known]:
        """The entities that a name may mean, those who say most first; an entity's id is a name as well."""
        if name.startswith("e") and self.database.rows("SELECT 1 FROM entities WHERE id = ?", (name,)):
            return [entities.describe(self.database, name)]
        return entities.lookup(self.database, list(name_forms(name)))

    def names(self, entity: str) -> list[tuple[str, str]]:
        """The names of an entity, each with its id."""
        return entities.names_of(self.database, entity)

    def merge(self, into: str, *others: str, by: str, why: str = "") -> list[entities.Decision]:
        """Say that other entities are the same as ``into``; see ``entities.merge``."""
        return entities.merge(self.database, into, others, by=by, at=self.at, why=why)

    def split(self, name: str, *, by: str, why: str = "") -> entities.Decision:
        """Take a name out of its entity; see ``entities.split``."""
        return entities.split(self.database, name, by=by, at=self.at, why=why)

    def rename(self, entity: str, name: str, *, by: str, why: str = "") -> entities.Decision:
        """Give an entity the name that it is shown by; see ``entities.rename``."""
        return entities.rename(self.database, entity, name, by=by, at=self.at, why=why)

    def alias(self, entity: str, name: str, *, by: str, why: str = "") -> entities.Decision:
        """Say that a name is one of an entity's; see ``entities.alias``."""
        return entities.alias(self.database, entity, name, by=by, at=self.at, why=why)

    def undo(self, decision: str, *, by: str, why: str = "") -> entities.Decision:
        """Take a decision back; see ``entities.undo``."""
        return entities.undo(self.database, decision, by=by, at=self.at, why=why)

    def history(self) -> list[entities.Decision]:
        """Every decision, the latest first."""
        return entities.history(self.database)

    def reading(self, page: str) -> Reading:
        """The whole reading of a page, by the page's or a story's id.

        Raises:
            UsageError: there is no such page.
        """
        rows = self.database.rows(
            "SELECT text, record FROM pages WHERE id = ? OR number = (SELECT page FROM stories WHERE id = ?)", (page, page)
        )
        if not rows:
            raise UsageError("no-such-page", page)
        return keeping.unpacked(rows[0][1], rows[0][0])

    def readings(self) -> Iterator[Reading]:
        """Every reading that is kept, older versions included, in the order in which they came."""
        last = 0
        while rows := self.database.rows("SELECT number, text, record FROM pages WHERE number > ? ORDER BY number LIMIT 100", (last,)):
            for number, text, record in rows:
                yield keeping.unpacked(record, text)
                last = number

    def table(self, name: str) -> Iterator[tuple[object, ...]]:
        """The rows of a named view (``tables.TABLES``), in a fixed order, without any cap.

        Raises:
            UsageError: there is no such table.
        """
        return tables.walk(self.database, name)

    def faults(self) -> Iterator[str]:
        """Everything that is not as it was kept, in a line each; nothing, if all is well."""
        return proving.faults(self.database)

    def head(self) -> str:
        """The digest of the ledger's last line: who writes it down can tell later whether anything before it was changed or lost."""
        return ledger.last(self.database).chain

    def passes_through(self, head: str) -> bool:
        """Whether the ledger has a line of that digest."""
        return bool(self.database.rows("SELECT 1 FROM ledger WHERE chain = ?", (head,)))

    def digest(self) -> str:
        """A digest of everything that the archive gives out: equal for two archives that hold the same."""
        return copying.export_digest(self.database)

    def back_up(self, to: Path) -> str:
        """Copy the archive to a new SQLite file while others write, its digest beside it; gives the copy's ``digest()``."""
        return copying.back_up(self.database, to)

    def take_down(self, page: str, *, by: str, why: str) -> int:
        """Take a page down by its id, address or a story's id, and leave a stone; gives how many pages went."""
        return taking_down.take_down(self.database, page, by=by, at=self.at, why=why)

    def reread(
        self, *, limit: int | None = None, done: Callable[[int], None] | None = None, lost: Callable[[Lost], None] | None = None
    ) -> int:
        """Read again what another edition of rawi read; gives how many pages. ``lost`` hears of each that could not be."""
        count = rereading.reread(self.database, at=self.at, limit=limit, done=done, lost=lost)
        self.join()
        return count

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        tables = ("bodies", "captures", "pages", "stories", "statements", "mentions", "entities", "names", "times", "quantities", "places")
        return {
            table: int(self.database.rows(f"SELECT count(*) FROM {table}")[0][0])
            for table in (*tables, "restorations", "decisions", "stones")
        }

    def join(self) -> int:
        """Join bare surnames that pages brought to their only bearers; done at the end of every ingest."""
        return surnames.join(self.database)


def open_archive(where: Path | str, *, new: bool = True, read_only: bool = False) -> Archive:
    """Open the archive at ``where``: a path, or ``postgresql://…`` for a server.

    Args:
        where: the file or address.
        new: make it where there is none.
        read_only: only look.

    Raises:
        ArchiveError: it cannot be opened, or is no archive.
    """
    database, name = _database(where, new=new, read_only=read_only)
    try:
        if read_only:
            migrating.check(database, name)
        else:
            migrating.migrate(database, name)
    except BaseException:
        database.close()
        raise
    return Archive(database, name)


def is_server(where: Path | str) -> bool:
    """Whether an archive's name is the address of a server, and not a path."""
    return str(where).startswith(("postgresql://", "postgres://"))


def _database(where: Path | str, *, new: bool, read_only: bool) -> tuple[Database, str]:
    """An open database, and what errors call it: never with a password in it."""
    if is_server(where):
        server = Postgres(str(where), read_only=read_only)
        if (read_only or not new) and not migrating.version_of(server):
            server.close()
            raise ArchiveError("archive-missing", server.name)
        return server, server.name
    path = Path(where)
    if (read_only or not new) and not path.is_file():
        raise ArchiveError("archive-missing", path)
    return SQLite(path, read_only=read_only, clock=time.monotonic), str(path)
