"""A person's own query on a SQLite archive: a connection without a pen, with an authorizer that knows the public views and little else."""

from __future__ import annotations

import re
import secrets
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rawi.archive import migrating
from rawi.archive.console_rules import VIRTUAL, functions
from rawi.archive.sqlite import SQLite
from rawi.archive.tables import TABLES
from rawi.errors import ArchiveError, RawiError, UsageError
from rawi.limits import SQL_CHARACTERS, SQL_VALUE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rawi.archive.port import Row

VIEWS: Final = frozenset(f"rawi_{name}" for name in TABLES)

BEHIND: Final = frozenset(name for table in TABLES for name in re.findall(r"(?:FROM|JOIN) (\w+)", migrating.view("sqlite", table)))
"""The tables that the views are made of."""

FUNCTIONS: Final = functions("sqlite")

_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LENGTH: SQL_VALUE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 4 * SQL_CHARACTERS,  # in bytes
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_STEPS: Final = 1_000
"""Virtual-machine steps between two looks at the clock: a step of a person's query may be a dear one."""


class SQLiteConsole(SQLite):
    """One connection for one query."""

    def __init__(self, where: str, *, clock: Callable[[], float]) -> None:
        """Open the archive at ``where`` to look at.

        Raises:
            ArchiveError: there is none, or it is not of this schema.
        """
        path = Path(where)
        if not path.is_file():
            raise ArchiveError("archive-missing", path)
        super().__init__(path, read_only=True, clock=clock)
        self._sql_clock = clock
        self._hidden: frozenset[str] = frozenset()
        self._secret = f"inner_{secrets.token_hex(16)}_"
        """How the names of the views begin that may read tables. SQLite tells which view a column is read by, but takes a name that a
        query gives to a part of itself for one; so it has to be a name that no query can know."""
        self._refused = ""
        self._seconds = 0.0
        try:
            migrating.check(self, where)
            self._hidden = frozenset(str(row[0]).lower() for row in self.rows("SELECT name FROM sqlite_schema")) - BEHIND - VIEWS
            for name in TABLES:  # as this rawi means them, whatever the file says; they are found before those of the file
                self.rows(f"CREATE TEMP VIEW {self._secret}{name} AS {migrating.view('sqlite', name)}")
                self.rows(f"CREATE TEMP VIEW rawi_{name} AS SELECT * FROM {self._secret}{name}")
            self.rows("PRAGMA query_only = ON")
        except BaseException:
            self.close()
            raise

    def ask(self, question: str, limit: int, seconds: float) -> tuple[list[str], Iterator[Row]]:
        """The columns and the first ``limit`` rows of a query that is ended after ``seconds``.

        From here on the connection does nothing else.
        """
        for what, most in _LIMITS.items():
            self._connection.setlimit(what, most)
        self._connection.text_factory = lambda text: text.decode("utf-8", "replace")
        self._connection.set_authorizer(self._allowed)
        self._connection.set_progress_handler(self._late, _STEPS)
        self._seconds = seconds
        self._deadline = self._sql_clock() + seconds
        try:
            cursor = self._connection.execute(question)
        except Exception as error:
            raise self._complaint(error) from error
        if cursor.description is None:
            raise UsageError("sql-wrong", self.path, "there is no query in it")
        return [column[0] for column in cursor.description], self._given(cursor, limit)

    def _given(self, cursor: sqlite3.Cursor, limit: int) -> Iterator[Row]:
        try:
            for _ in range(limit):
                row = cursor.fetchone()
                if row is None:
                    return
                yield row
        except Exception as error:
            raise self._complaint(error) from error

    def _allowed(self, action: int, what: str | None, which: str | None, database: str | None, inside: str | None) -> int:
        """Whether a statement may do one of the things that it is made of; all of them are asked for before it runs."""
        if action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE}:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            refused = "" if (which or "").lower() in FUNCTIONS else f"it calls {which}"
        elif action == sqlite3.SQLITE_READ:
            refused = "" if self._readable((what or "").lower(), which or "", database, inside) else f"it reads {what}"
        else:
            refused = "it does something else than to select"
        self._refused = self._refused or refused
        return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK

    def _readable(self, table: str, column: str, database: str | None, inside: str | None) -> bool:
        """Whether a table may be read: by one of our views, or because it is one, or a name that the query itself gave to a part of it.

        Where no column of a table is read, SQLite tells neither the view nor, mostly, the database that it belongs to. The tables behind
        the views can therefore be counted; no more can be learned of them so.
        """
        if table in VIRTUAL:
            return True
        if column:
            return (table in VIEWS and database == "temp") or table.startswith(self._secret) or (inside or "").startswith(self._secret)
        return table not in self._hidden and not table.startswith(("sqlite_", "pragma_")) and (database != "main" or table in BEHIND)

    def _complaint(self, error: Exception) -> RawiError:
        """The error as one of ours."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if isinstance(error, MemoryError):
            raise error
        if self._refused:
            return UsageError("sql-refused", self.path, self._refused)
        if code == sqlite3.SQLITE_INTERRUPT:
            return ArchiveError("sql-too-long", self.path, f"{self._seconds:g}")
        if code in {sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_FULL}:
            return ArchiveError("sql-too-large", self.path, error)
        if code in {sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY}:
            return UsageError("sql-refused", self.path, error)
        if code in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE}:
            return UsageError("sql-wrong", self.path, error)
        return self._said(error)
