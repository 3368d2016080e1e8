"""The archive on a PostgreSQL server, for a team: the same tables, the same tokens in a ``tsvector``, the same answers."""

from __future__ import annotations

import importlib
import re
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from rawi.archive.expressions import Column, Every, Expression, Has, No, Some
from rawi.archive.port import NOWHERE_ELSE, Indexed, Row, Where
from rawi.errors import ArchiveError, UsageError
from rawi.limits import QUERY_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_LOCK: Final = 0x72617769
"""The advisory lock that is the archive's one pen: «rawi» in ASCII."""

_BUSY_MILLISECONDS: Final = 30_000
_PARAMETERS: Final = 30_000
"""Parameters of one statement, at most (the protocol allows 32,767)."""
_FETCHED: Final = 500

_CODES: Final = {
    "53100": "archive-full",
    "55P03": "archive-busy",
    "40P01": "archive-busy",
    "57014": "query-too-long",
    "25006": "archive-unwritable",
    "42501": "archive-unwritable",
    "XX001": "archive-damaged",
    "XX002": "archive-damaged",
}

_LETTER: Final[dict[Column, str]] = {"words": "w", "stems": "s", "keys": "k", "strong": "g", "marks": "m"}
"""What a token of each column begins with; all stand in one ``tsvector``."""

_VALUES: Final = re.compile(r"VALUES (\([?, ]+\))")


class Postgres:
    """One connection to one database."""

    kind = "postgres"

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Connect to ``postgresql://user:password@host:port/database``; ``?host=/folder`` names a Unix socket's folder.

        Raises:
            UsageError: the part of rawi that speaks to PostgreSQL is not installed.
            ArchiveError: there is no connection to be had.
        """
        self._driver = _driver()
        self.name = url.partition("@")[2] or url  # never the password
        self._depth = 0
        try:
            self._connection = self._driver.connect(**_arguments(url))
            self._connection.autocommit = True
            self.rows(f"SET lock_timeout = {_BUSY_MILLISECONDS}")
            self.rows("SET enable_seqscan = off")  # a tsvector is dear to unpack, which the planner does not count
            if read_only:
                self.rows("SET default_transaction_read_only = on")
        except (self._driver.Error, OSError) as error:
            raise self._said(error) from error

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement and give its rows, if it has any."""
        try:
            cursor = self._connection.cursor()
            cursor.execute(_in_its_words(sql), tuple(parameters))
            return [tuple(row) for row in cursor.fetchall()] if cursor.description else []
        except (self._driver.Error, OSError) as error:
            raise self._said(error) from error

    def walk(self, sql: str) -> Iterator[Row]:
        """The rows of a query one by one, through a cursor of the server."""
        outermost = not self._depth
        if outermost:
            self.rows("BEGIN")
        try:
            self.rows(f"DECLARE walking CURSOR FOR {sql}")
            while rows := self.rows(f"FETCH {_FETCHED} FROM walking"):
                yield from rows
            self.rows("CLOSE walking")
        finally:
            if outermost:
                self.rows("ROLLBACK")

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Insert many rows with few statements: a round trip to the server costs more than a row."""
        source = iter(rows)
        while first := next(source, None):
            block = [first, *islice(source, _PARAMETERS // len(first) - 1)]
            values = _VALUES.search(sql)
            assert values is not None
            each = ", ".join([values[1]] * len(block))
            self.rows(f"{sql[: values.start(1)]}{each}{sql[values.end(1) :]}", [cell for row in block for cell in row])

    def script(self, sql: str) -> None:
        """Run several statements inside the open transaction; none of ours holds a semicolon."""
        for statement in re.sub(r"--[^\n]*", "", sql).split(";"):
            if statement.strip():
                self.rows(statement)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction with the archive's one pen in hand; inside another it is part of that one."""
        if self._depth:
            yield
            return
        self.rows("BEGIN")
        self._depth = 1
        try:
            self.rows("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            yield
            self.rows("COMMIT")
        except BaseException:
            with suppress(ArchiveError):
                self.rows("ROLLBACK")
            raise
        finally:
            self._depth = 0

    @contextmanager
    def streaming(self) -> Iterator[Callable[[], None]]:
        """Commits that do not wait for the server's disk one by one."""

        def settle() -> None:
            self.rows("SET synchronous_commit = on")
            with self.writing():
                self.rows("UPDATE meta SET value = value WHERE name = 'schema'")
            self.rows("SET synchronous_commit = off")

        self.rows("SET synchronous_commit = off")
        try:
            yield settle
        finally:
            with suppress(ArchiveError):
                settle()
                self.rows("SET synchronous_commit = on")

    def index(self, stories: Iterable[Indexed]) -> None:
        """Put stories into the inverted index."""
        sql = "INSERT INTO found (number, tokens) VALUES (?, CAST(? AS tsvector))"
        for story in sorted(stories):
            self.rows(sql, (story.number, _vector(story)))

    def unindex(self, stories: Iterable[Indexed]) -> None:
        """Take stories out again."""
        for story in stories:
            self.rows("DELETE FROM found WHERE number = ?", (story.number,))

    def clear_index(self) -> None:
        """Empty the inverted index."""
        self.rows("DELETE FROM found")

    def indexed(self) -> set[int]:
        """The numbers of the stories in the inverted index."""
        return {int(row[0]) for row in self.rows("SELECT number FROM found")}

    def match(
        self, expression: Expression, *, above: int = -1, below: int | None = None, where: Where = NOWHERE_ELSE, limit: int
    ) -> list[int]:
        """Numbers of current stories that the expression holds for."""
        sql, parameters = _select(expression, above, below, where)
        with self._in_time():
            return [int(row[0]) for row in self.rows(f"{sql} ORDER BY f.number LIMIT ?", (*parameters, limit))]

    def count(self, expression: Expression, *, below: int | None = None, above: int = -1, where: Where = NOWHERE_ELSE, limit: int) -> int:
        """How many there are, counted as far as ``limit``."""
        sql, parameters = _select(expression, above, below, where)
        with self._in_time():
            return int(self.rows(f"SELECT count(*) FROM ({sql} LIMIT ?) AS counted", (*parameters, limit))[0][0])

    def frequency(self, expression: Expression, *, limit: int) -> int:
        """How many stories the expression holds for, by the index alone."""
        with self._in_time():
            sql = "SELECT count(*) FROM (SELECT 1 FROM found WHERE tokens @@ CAST(? AS tsquery) LIMIT ?) AS counted"
            return int(self.rows(sql, (said(expression), limit))[0][0])

    def index_faults(self, stories: Iterable[Indexed]) -> list[str]:
        """How the inverted index differs from one that holds exactly ``stories``."""
        found, held = [], self.indexed()
        for story in stories:
            if not self.rows("SELECT 1 FROM found WHERE number = ? AND tokens = CAST(? AS tsvector)", (story.number, _vector(story))):
                found.append(f"the tokens of story {story.number} are not those of its record")
            held.discard(story.number)
        return found + [f"story {number} has tokens and no record" for number in sorted(held)]

    def forget(self) -> None:
        """Let the server take back the room of deleted rows; its write-ahead log keeps them for as long as it is set to."""
        for table in ("found", "pages", "bodies", "stories", "statements", "restorations"):
            self.rows(f"VACUUM FULL {table}")

    def faults(self) -> list[str]:
        """What the server finds wrong: nothing that it would tell a client; its own pg_amcheck reads the files."""
        return []

    def close(self) -> None:
        """Close it; twice is once."""
        with suppress(self._driver.Error, OSError):
            self._connection.close()

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        self.rows(f"SET statement_timeout = {int(QUERY_SECONDS * 1000)}")
        try:
            yield
        finally:
            self.rows("SET statement_timeout = 0")

    def _said(self, error: Exception) -> ArchiveError:
        """The error as ours: what is wrong and what to do."""
        said = error.args[0] if error.args else {}
        if not isinstance(said, dict):
            return ArchiveError("archive-unwritable", self.name, error)
        code = str(said.get("C", ""))
        kind = _CODES.get(code, "archive-unwritable" if code[:2] in {"08", "28", "3D"} else "archive-failed")
        return ArchiveError(kind, self.name, said.get("M", error))


def _driver() -> Any:
    try:
        return importlib.import_module("pg8000.dbapi")
    except ImportError:
        raise UsageError("missing-extra", "PostgreSQL", "postgres") from None


def _arguments(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    folder = asked.get("host", [""])[0]
    port = parts.port or int(asked.get("port", ["5432"])[0])
    where: dict[str, object] = (
        {"unix_sock": f"{folder}/.s.PGSQL.{port}"} if folder else {"host": parts.hostname or "localhost", "port": port}
    )
    return {
        "user": unquote(parts.username or "") or "postgres",
        "password": unquote(parts.password) if parts.password else None,
        "database": unquote(parts.path.lstrip("/")) or None,
        "application_name": "rawi",
        **where,
    }


def _in_its_words(sql: str) -> str:
    """A statement with the driver's placeholders; ours hold no other question mark."""
    return sql.replace("%", "%%").replace("?", "%s")


def _select(expression: Expression, above: int, below: int | None, where: Where) -> tuple[str, tuple[object, ...]]:
    """The stories that an expression holds for.

    The index is asked first and by itself: along the order of numbers, or from end to end, every story's tokens would be unpacked.
    """
    hits = "SELECT number FROM found WHERE tokens @@ CAST(? AS tsquery)"
    parameters: list[object] = [said(expression)]
    for sign, bound in ((">", above if above >= 0 else None), ("<", below)):
        if bound is not None:
            hits += f" AND number {sign} ?"
            parameters.append(bound)
    sql = f"WITH f AS MATERIALIZED ({hits}) SELECT f.number FROM f JOIN stories AS s ON s.number = f.number WHERE s.newer IS NULL"
    if where.sql:
        sql = f"{sql} AND {where.sql}"
    return sql, (*parameters, *where.parameters)


def said(expression: Expression) -> str:
    """An expression as a ``tsquery``. Every token is quoted, so nothing in it is ever read as syntax."""
    match expression:
        case Has(column, tokens, prefix):
            words = [_quoted(f"{_LETTER[column]}:{token}") for token in tokens]
            words[-1] += ":*" if prefix else ""
            return f"({' <-> '.join(words)})"
        case Some(parts):
            return f"({' | '.join(map(said, parts))})"
        case Every(parts):
            return f"({' & '.join(map(said, parts))})"
        case No(part):
            return f"!{said(part)}"


def _quoted(token: str) -> str:
    doubled = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _vector(story: Indexed) -> str:
    """A story's tokens as a ``tsvector``, those of ordered columns with their places."""
    places: dict[str, list[int]] = {}
    for letter, column in (("w", story.words), ("s", story.stems)):
        for place, token in enumerate(column.split(" "), 1):
            if token:
                places.setdefault(f"{letter}:{token}", []).append(place)
    bare = {
        f"{letter}:{token}" for letter, column in (("k", story.keys), ("g", story.strong), ("m", story.marks)) for token in column.split()
    }
    ordered = [f"{_quoted(token)}:{','.join(map(str, at))}" for token, at in places.items()]
    return " ".join([*ordered, *map(_quoted, sorted(bare))])
