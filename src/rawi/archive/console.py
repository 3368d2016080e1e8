"""SQL for those who know it: one query, on the public views, that can change nothing and ends.

The query runs in a child process, on a connection of its own that was opened to look: a query made to hang or to bloat costs only itself.
What it may touch is said by a list (``console_rules``), not by the absence of a rule; what a file says its views are is not believed.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import msgspec

from rawi.archive.archive import is_server
from rawi.archive.console_postgres import PostgresConsole
from rawi.archive.console_sqlite import SQLiteConsole
from rawi.archive.tables import TABLES
from rawi.errors import ArchiveError, RawiError, UsageError
from rawi.limits import SQL_ANSWER_BYTES, SQL_CHARACTERS, SQL_ROWS, SQL_SECONDS
from rawi.workers import Bounds, Failed, Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rawi.archive.port import Row
    from rawi.archive.tables import Type

Cell = int | float | str | None

_OPENING_SECONDS: Final = 10
"""What the child may take besides the query: to open the archive, or to be heard by a server."""

_KINDS: Final[dict[str, type[RawiError]]] = {"UsageError": UsageError, "ArchiveError": ArchiveError}


class Answer(msgspec.Struct, frozen=True):
    """What a query gives."""

    columns: tuple[str, ...]
    """Their names, each once: the second of a name is ``name_2``."""
    rows: tuple[tuple[Cell, ...], ...]
    more: bool
    """Whether there were more rows than these."""


class Console(Protocol):
    """A connection that only a query of a person's own goes through."""

    def ask(self, question: str, limit: int, seconds: float) -> tuple[list[str], Iterable[Row]]:
        """The columns and the first ``limit`` rows of a query that is ended after ``seconds``.

        Raises:
            UsageError: it is no query, or may not be put.
            ArchiveError: it takes too long, or too much.
        """
        ...

    def close(self) -> None:
        """Close it."""
        ...


class _Question(NamedTuple):
    where: str
    sql: str
    limit: int
    seconds: float


class _Complaint(msgspec.Struct, frozen=True):
    """An error on its way from the child."""

    kind: str
    code: str
    subject: str
    detail: str


class _Outcome(msgspec.Struct, frozen=True):
    answer: Answer | None = None
    complaint: _Complaint | None = None


def views() -> Mapping[str, Mapping[str, Type]]:
    """The public views with their columns and the types of these; ``docs/archive.md`` describes them."""
    return {f"rawi_{name}": columns for name, columns in TABLES.items()}


def ask(where: str, sql: str, *, limit: int = SQL_ROWS, seconds: float = SQL_SECONDS) -> Answer:
    """Put one query in SQL to the archive at ``where``, a file or ``postgresql://…``.

    Args:
        where: the archive.
        sql: one SELECT, in the words of the database: SQLite's or PostgreSQL's.
        limit: rows that are given, at most ``limits.SQL_ROWS``.
        seconds: what the query may take, at most ``limits.SQL_SECONDS``.

    Raises:
        UsageError: it is no query, does what it may not, or a limit is not possible.
        ArchiveError: it takes longer or more than ``limits.py`` allows, or there is no archive.
    """
    if not 1 <= limit <= SQL_ROWS:
        raise UsageError("bad-option", f"limit {limit}", f"1 to {SQL_ROWS:,}; rawi export writes whole tables")
    if not 0 < seconds <= SQL_SECONDS:
        raise UsageError("bad-option", f"{seconds:g} seconds", f"up to {SQL_SECONDS:g}")
    if len(sql) > SQL_CHARACTERS:
        raise UsageError("sql-wrong", where, f"it is longer than {SQL_CHARACTERS:,} characters")
    bounds = Bounds(cpu=math.ceil(seconds) + _OPENING_SECONDS, clock=seconds + _OPENING_SECONDS)
    with Pool(_outcome, _Outcome, bounds=bounds) as pool:
        (done,) = pool.map([_Question(where, sql, limit, seconds)])
    if isinstance(done.result, Failed):
        raise _lost(where, done.result, seconds)
    if complaint := done.result.complaint:
        raise _KINDS[complaint.kind](complaint.code, complaint.subject, complaint.detail)
    assert done.result.answer is not None
    return done.result.answer


def _lost(where: str, failed: Failed, seconds: float) -> ArchiveError:
    """What became of a child that does not answer."""
    if failed.code == "took-too-long":
        return ArchiveError("sql-too-long", where, f"{seconds:g}")
    if failed.code == "out-of-memory":
        return ArchiveError("sql-too-large", where, failed.detail)
    return ArchiveError("archive-failed", where, failed.detail)


def _outcome(question: _Question) -> _Outcome:
    """What a child does."""
    try:
        console = _console(question.where)
        try:
            columns, rows = console.ask(question.sql, question.limit + 1, question.seconds)
            return _Outcome(_answer(question, columns, rows))
        finally:
            console.close()
    except RawiError as error:
        return _Outcome(complaint=_Complaint(type(error).__name__, error.code, error.subject, " ".join(error.detail.split()).rstrip(".")))


def _console(where: str) -> Console:
    return PostgresConsole(where) if is_server(where) else SQLiteConsole(where, clock=time.monotonic)


def _answer(question: _Question, columns: list[str], rows: Iterable[Row]) -> Answer:
    """The rows as plain cells, as long as all of them together are of a size that a person can use."""
    given: list[tuple[Cell, ...]] = []
    left = SQL_ANSWER_BYTES
    for row in rows:
        cells = tuple(map(_cell, row))
        left -= sum(map(_size, cells))
        if left < 0:
            raise ArchiveError("sql-too-large", question.where, f"the answer has more than {SQL_ANSWER_BYTES:,} bytes")
        given.append(cells)
    return Answer(tuple(_unique(columns)), tuple(given[: question.limit]), len(given) > question.limit)


_WHOLE: Final = range(-(1 << 63), 1 << 63)


def _cell(value: object) -> Cell:
    """A value as one of four types, the same from both databases: truths are 0 and 1, bytes are hexadecimal, all else is text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, bytes):
        return value.hex()
    if value is None or isinstance(value, float | str) or (isinstance(value, int) and value in _WHOLE):
        return value
    return str(value)


def _size(cell: Cell) -> int:
    return len(cell.encode("utf-8", "replace")) if isinstance(cell, str) else 8


def _unique(names: list[str]) -> list[str]:
    """Names, each once."""
    given: dict[str, None] = {}
    for name in names:
        number = 1
        while (numbered := name if number == 1 else f"{name}_{number}") in given:
            number += 1
        given[numbered] = None
    return list(given)
