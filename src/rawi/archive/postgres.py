"""The archive on a PostgreSQL server, for a team: the same tables, the same tokens in a ``tsvector``, the same answers."""

from __future__ import annotations

import importlib
import re
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qs, unquote, urlsplit

from rawi.archive.columns import COLUMNS, on_conflict
from rawi.archive.expressions import Column, Every, Expression, Has, No, Some
from rawi.archive.port import NOWHERE_ELSE, Indexed, Row, Where
from rawi.archive.transactions import Transactions
from rawi.errors import ArchiveError, UsageError
from rawi.limits import QUERY_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_LOCK: Final = 0x72617769
"""The advisory lock that is the archive's one pen: «rawi» in ASCII."""

_BUSY_MILLISECONDS: Final = 30_000
_PREPARED: Final = 100
"""Statements that the server keeps for a connection."""
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


class Postgres(Transactions):
    """One connection to one database."""

    kind = "postgres"
    BEGINS = f"BEGIN; SET LOCAL plan_cache_mode = auto; SELECT pg_advisory_xact_lock({_LOCK})"
    WAITS = "SET synchronous_commit = on"
    HURRIES = "SET synchronous_commit = off"

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Connect to ``postgresql://user:password@host:port/database``; ``?host=/folder`` names a Unix socket's folder.

        Raises:
            UsageError: the part of rawi that speaks to PostgreSQL is not installed.
            ArchiveError: there is no connection to be had.
        """
        self._driver = _driver()
        self.name = url.partition("@")[2] or url  # never the password
        self._statements: dict[str, Any] = {}
        self._closed = False
        try:
            self._connection = self._driver.Connection(**_arguments(url))
            self.rows(f"SET lock_timeout = {_BUSY_MILLISECONDS}")
            self.rows("SET plan_cache_mode = force_custom_plan")  # what a search asks for decides how to look for it
            self.rows("SET enable_seqscan = off")  # a tsvector is dear to unpack, which the planner does not count
            with suppress(ArchiveError):  # a server built without it packs as it always did
                self.rows("SET default_toast_compression = lz4")
            if read_only:
                self.rows("SET default_transaction_read_only = on")
        except (self._driver.Error, OSError) as error:
            raise self._said(error) from error

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement and give its rows, if it has any."""
        try:
            found = self._prepared(sql).run(**_named(parameters)) if parameters else self._connection.run(sql)
        except (self._driver.Error, OSError) as error:
            raise self._said(error) from error
        return [tuple(row) for row in found or ()]

    def _prepared(self, sql: str) -> Any:
        """The statement, parsed by the server once; the least used of ``_PREPARED`` is given up."""
        statement = self._statements.pop(sql, None)
        if statement is None:
            if len(self._statements) >= _PREPARED:
                self._statements.pop(next(iter(self._statements))).close()
            statement = self._connection.prepare(_in_its_words(sql))
        self._statements[sql] = statement
        return statement

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
            if outermost and not self._closed:
                self.rows("ROLLBACK")

    def insert(self, rows: Mapping[str, Sequence[Row]], stories: Iterable[Indexed] = ()) -> None:
        """Put rows into tables of ours, and stories into the inverted index.

        All in one statement, each column as one array: a round trip costs more than a hundred rows.
        """
        tables = {table: (COLUMNS[table], drawn) for table, drawn in rows.items()}
        if found := [(story.number, _vector(story)) for story in sorted(stories)]:
            tables["found"] = ("number, tokens", found)
        parts, arrays = [], []
        for table, (columns, drawn) in tables.items():
            names = columns.split(", ")
            types = ", ".join(f"CAST(? AS {self._types[table, name]}[])" for name in names)
            parts.append(f"into_{table} AS (INSERT INTO {table} ({columns}) SELECT * FROM unnest({types}){on_conflict(table)})")
            arrays += [_array(column) for column in zip(*drawn, strict=True)] if drawn else ["{}"] * len(names)
        if parts:
            self.rows(f"WITH {', '.join(parts)} SELECT 1", arrays)

    @cached_property
    def _types(self) -> dict[tuple[str, str], str]:
        """The type of each column of each table."""
        sql = "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema()"
        return {(table, column): kind for table, column, kind in self.rows(sql)}

    def script(self, sql: str) -> None:
        """Run several statements inside the open transaction; none of ours holds a semicolon."""
        for statement in re.sub(r"--[^\n]*", "", sql).split(";"):
            if statement.strip():
                self.rows(statement)

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
        self._closed = True
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
        return importlib.import_module("pg8000.native")
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
    numbers = count()
    return re.sub(r"\?", lambda _: f":p{next(numbers)}", sql)


def _named(parameters: Sequence[object]) -> dict[str, object]:
    return {f"p{number}": value for number, value in enumerate(parameters)}


def _array(values: Sequence[object]) -> str:
    """Values as the text of an array; those that are all numbers or all strings, as most columns are, at once."""
    types = set(map(type, values))
    if types <= {int, float}:
        return "{" + ",".join(map(repr, values)) + "}"
    if types == {str} and (joined := "\0".join(cast("Sequence[str]", values))).count("\0") == len(values) - 1:
        return '{"' + _escaped(joined).replace("\0", '","') + '"}'
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    if isinstance(value, str):
        return f'"{_escaped(value)}"'
    return repr(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


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
    older = "SELECT 1 FROM stories AS o WHERE o.number = f.number AND o.newer IS NOT NULL"
    sql = f"WITH f AS MATERIALIZED ({hits}) SELECT f.number FROM f WHERE NOT EXISTS ({older})"
    if where.sql:
        sql = f"{sql} AND {where.sql.replace('{story}', 'f.number')}"
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
    return f"'{_doubled(token)}'"


def _doubled(tokens: str) -> str:
    return tokens.replace("\\", "\\\\").replace("'", "''")


def _vector(story: Indexed) -> str:
    """A story's tokens as a ``tsvector``, those of ordered columns with their places; the server puts equal ones together."""
    parts = []
    for letter, ordered in (("w", story.words), ("s", story.stems)):
        parts += [f"'{letter}:{token}':{place}" for place, token in enumerate(_doubled(ordered).split(" "), 1) if token]
    for letter, bare in (("k", story.keys), ("g", story.strong), ("m", story.marks)):
        parts += [f"'{letter}:{token}'" for token in _doubled(bare).split()]
    return " ".join(parts)
