"""The archive in one SQLite file: write-ahead log, every commit on disk before it counts, FTS5 as the inverted index."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from rawi.archive.columns import COLUMNS, on_conflict
from rawi.archive.expressions import COLUMNS as COLUMNS_OF_INDEX
from rawi.archive.expressions import Every, Expression, Has, No, Some
from rawi.archive.port import NOWHERE_ELSE, Indexed, Row, Where
from rawi.archive.transactions import Transactions
from rawi.errors import ArchiveError
from rawi.limits import QUERY_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_BUSY_SECONDS: Final = 30
"""How long a writer waits for another one's pen."""

_STEPS: Final = 20_000
"""Virtual-machine steps between two looks at the clock: about a millisecond."""

_PRAGMAS: Final = (
    "PRAGMA trusted_schema = OFF",  # a file made by an enemy may hold views and triggers which call functions
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)

_CODES: Final = {
    sqlite3.SQLITE_FULL: "archive-full",
    sqlite3.SQLITE_BUSY: "archive-busy",
    sqlite3.SQLITE_LOCKED: "archive-busy",
    sqlite3.SQLITE_READONLY: "archive-unwritable",
    sqlite3.SQLITE_CANTOPEN: "archive-unwritable",
    sqlite3.SQLITE_PERM: "archive-unwritable",
    sqlite3.SQLITE_CORRUPT: "archive-damaged",
    sqlite3.SQLITE_NOTADB: "archive-damaged",
    sqlite3.SQLITE_INTERRUPT: "query-too-long",
}

_MAGIC: Final = b"SQLite format 3\0"

_NEEDS_A_PEN: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says where it would have to make a file beside the archive to read it."""

_INSERT: Final = "INSERT INTO found (rowid, words, stems, keys, strong, marks) VALUES (?, ?, ?, ?, ?, ?)"
_DELETE: Final = "INSERT INTO found (found, rowid, words, stems, keys, strong, marks) VALUES ('delete', ?, ?, ?, ?, ?, ?)"


class SQLite(Transactions):
    """One connection to one file."""

    kind = "sqlite"
    BEGINS = "BEGIN IMMEDIATE"
    WAITS = "PRAGMA synchronous = FULL"
    HURRIES = "PRAGMA synchronous = NORMAL"

    def __init__(self, path: Path, *, read_only: bool = False, clock: Callable[[], float] | None = None) -> None:
        """Open the file at ``path``, or make it.

        Args:
            path: the archive.
            read_only: open it without a pen.
            clock: seconds that only go forward; a search that takes longer than ``limits.QUERY_SECONDS`` on it is ended.

        Raises:
            ArchiveError: it cannot be opened, or is no archive.
        """
        self.path = path
        self._clock = clock
        self._deadline: float | None = None
        try:
            self._connection = _to_look_at(path) if read_only else _connected(path, "mode=rwc")
            self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
            if not read_only:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute(self.WAITS)
                self._connection.execute("PRAGMA wal_autocheckpoint = 8000")
            self._connection.set_progress_handler(self._late, _STEPS)
        except sqlite3.Error as error:
            raise self._said(error) from error

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement and give its rows, if it has any."""
        try:
            return self._connection.execute(sql, tuple(parameters)).fetchall()
        except (sqlite3.Error, OverflowError) as error:
            raise self._said(error) from error

    def walk(self, sql: str) -> Iterator[Row]:
        """The rows of a query one by one."""
        try:
            # fetched one by one: «yield from» a cursor would close it when nobody reads on, which may be after the database is closed
            yield from iter(self._connection.execute(sql).fetchone, None)
        except sqlite3.Error as error:
            raise self._said(error) from error

    def insert(self, rows: Mapping[str, Sequence[Row]], stories: Iterable[Indexed] = ()) -> None:
        """Put rows into tables of ours, and stories into the inverted index, which likes them in order."""
        for table, drawn in rows.items():
            if drawn:
                places = ", ".join("?" * len(drawn[0]))
                self._many(f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({places}){on_conflict(table)}", drawn)
        self._many(_INSERT, sorted(stories))

    def _many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row."""
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._said(error) from error

    def script(self, sql: str) -> None:
        """Run several statements inside the open transaction (``executescript`` would end it)."""
        statement = ""
        for line in sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.rows(statement)
                statement = ""

    def unindex(self, stories: Iterable[Indexed]) -> None:
        """Take stories out again; a contentless index must be told the tokens."""
        self._many(_DELETE, sorted(stories))

    def clear_index(self) -> None:
        """Empty the inverted index."""
        self.rows("INSERT INTO found (found) VALUES ('delete-all')")

    def indexed(self) -> set[int]:
        """The numbers of the stories in the inverted index."""
        return {int(row[0]) for row in self.rows("SELECT rowid FROM found")}

    def match(
        self, expression: Expression, *, above: int = -1, below: int | None = None, where: Where = NOWHERE_ELSE, limit: int
    ) -> list[int]:
        """Numbers of current stories that the expression holds for."""
        sql, parameters = _select(expression, above, below, where)
        with self._in_time():
            return [row[0] for row in self.rows(f"{sql} ORDER BY f.rowid LIMIT ?", (*parameters, limit))]

    def count(self, expression: Expression, *, below: int | None = None, above: int = -1, where: Where = NOWHERE_ELSE, limit: int) -> int:
        """How many there are, counted as far as ``limit``."""
        sql, parameters = _select(expression, above, below, where)
        with self._in_time():
            return int(self.rows(f"SELECT count(*) FROM ({sql} LIMIT ?)", (*parameters, limit))[0][0])

    def frequency(self, expression: Expression, *, limit: int) -> int:
        """How many stories the expression holds for, by the index alone."""
        with self._in_time():
            sql = "SELECT count(*) FROM (SELECT rowid FROM found WHERE found MATCH ? LIMIT ?)"
            return int(self.rows(sql, (said(expression), limit))[0][0])

    def index_faults(self, stories: Iterable[Indexed]) -> list[str]:
        """How the inverted index differs from one that holds exactly ``stories``: both as sums of digests of their tokens."""
        expected: dict[int, int] = {}
        for story in stories:
            pairs = ((token, column) for column, tokens in zip(COLUMNS_OF_INDEX, story[1:], strict=True) for token in tokens.split())
            expected[story.number] = sum(map(hash, pairs))
        self.rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'found', 'instance')")
        held: dict[int, int] = {}
        for token, number, column in self.walk("SELECT term, doc, col FROM temp.vocabulary"):
            held[number] = held.get(number, 0) + hash((token, column))
        self.rows("DROP TABLE temp.vocabulary")
        differ = {number for number, tokens in expected.items() if held.pop(number, 0) != tokens} | held.keys()
        return [f"the tokens of story {number} are not those of its record" for number in sorted(differ)]

    def forget(self) -> None:
        """Leave nothing on disk of what was deleted: the index is written anew, the log emptied, free pages given back."""
        self.rows("INSERT INTO found (found) VALUES ('optimize')")
        self.rows("VACUUM")
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def faults(self) -> list[str]:
        """What SQLite finds wrong with the file."""
        return [str(row[0]) for row in self.rows("PRAGMA integrity_check(100)") if row[0] != "ok"]

    def backup(self, path: Path) -> None:
        """A copy of the file as it is at this moment, others writing or not."""
        try:
            with sqlite3.connect(path) as copy:
                self._connection.backup(copy, pages=4096)
                copy.execute("PRAGMA journal_mode = DELETE")
            copy.close()
        except sqlite3.Error as error:
            raise self._said(error) from error

    def close(self) -> None:
        """Close it; twice is once."""
        self._connection.close()

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        self._deadline = self._clock() + QUERY_SECONDS if self._clock else None
        try:
            yield
        finally:
            self._deadline = None

    def _late(self) -> bool:
        return self._deadline is not None and self._clock is not None and self._clock() > self._deadline

    def _said(self, error: Exception) -> ArchiveError:
        """The error as ours: what is wrong and what to do. The extended codes of SQLite keep the primary one in their low byte."""
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_NOTADB and not _is_a_database(self.path):
            return ArchiveError("archive-foreign", self.path)
        return ArchiveError("archive-failed" if code is None else _CODES.get(code & 0xFF, "archive-failed"), self.path, error)


def _is_a_database(path: Path) -> bool:
    """Whether a file begins as every SQLite file does."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _connected(path: Path, how: str) -> sqlite3.Connection:
    """A connection that has seen the file's first page."""
    connection = sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?{how}", uri=True, isolation_level=None, timeout=_BUSY_SECONDS, check_same_thread=False
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _to_look_at(path: Path) -> sqlite3.Connection:
    """A connection without a pen, also to a file in a folder that cannot be written.

    SQLite reads a file with a write-ahead log by an index of that log beside it, and has to make one if there is none. Where it may not,
    and there is no log, the file is all there is: it can be read as one that nobody changes.

    Raises:
        ArchiveError: there is a log, which holds what the file does not, and it cannot be read here.
    """
    try:
        return _connected(path, "mode=ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NEEDS_A_PEN or not os.access(path, os.R_OK) or os.access(path.parent, os.W_OK):
            raise
        if path.with_name(f"{path.name}-wal").exists():
            raise ArchiveError("archive-unsettled", path, path.parent) from error
        return _connected(path, "mode=ro&immutable=1")


def _select(expression: Expression, above: int, below: int | None, where: Where) -> tuple[str, tuple[object, ...]]:
    """The stories that an expression holds for; older versions are left out by their own index, without a look at the story itself."""
    sql = (
        "SELECT f.rowid FROM found AS f WHERE found MATCH ? AND NOT EXISTS "
        "(SELECT 1 FROM stories AS o INDEXED BY stories_older WHERE o.number = f.rowid AND o.newer IS NOT NULL)"
    )
    parameters: tuple[object, ...] = (said(expression),)
    if above >= 0:
        sql, parameters = f"{sql} AND f.rowid > ?", (*parameters, above)
    if below is not None:
        sql, parameters = f"{sql} AND f.rowid < ?", (*parameters, below)
    if where.sql:
        sql, parameters = f"{sql} AND {where.sql.replace('{story}', 'f.rowid')}", (*parameters, *where.parameters)
    return sql, parameters


def said(expression: Expression) -> str:
    """An expression in FTS5's query language. Every token is quoted, so nothing in it is ever read as syntax."""
    match expression:
        case Has(column, tokens, prefix):
            assert column in COLUMNS_OF_INDEX
            quoted = " ".join(tokens).replace('"', '""')
            return f'{column} : "{quoted}"' + (" *" if prefix else "")
        case Some(parts):
            return "(" + " OR ".join(map(said, parts)) + ")"
        case Every(parts):
            held = " AND ".join(said(part) for part in parts if not isinstance(part, No))
            excluded = [said(part.part) for part in parts if isinstance(part, No)]
            return f"(({held}) NOT ({' OR '.join(excluded)}))" if excluded else f"({held})"
        case No(part):
            raise ValueError(f"a negation stands alone: {part}")
