"""A person's own query on a PostgreSQL archive: the server says what it is made of before it runs, in a transaction that cannot write.

PostgreSQL has no authorizer. The query is first made a temporary view in a transaction that is rolled back: that runs nothing, and the
rule behind the view names every table and function that the query would use. A data-modifying query cannot be a view at all.
"""

from __future__ import annotations

import math
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from rawi.archive import migrating
from rawi.archive.console_rules import functions
from rawi.archive.postgres import Postgres
from rawi.archive.tables import TABLES
from rawi.errors import ArchiveError, RawiError, UsageError

if TYPE_CHECKING:
    from rawi.archive.port import Row

_NAMED: Final = re.compile(r":(relid|funcid|aggfnoid|winfnoid) (\d+)")
"""A table or function in the text of a rule; names that a query gives have their spaces and colons escaped there."""

_RULE: Final = "SELECT ev_class::bigint, ev_action::text FROM pg_rewrite WHERE ev_class = 'pg_temp.rawi_asked'::regclass"

_FORBIDDEN: Final = (
    "SELECT 'it reads ' || CAST(relname AS text) FROM pg_class WHERE oid::bigint = ANY (CAST(? AS bigint[])) "
    "AND NOT (relnamespace = current_schema()::regnamespace AND relkind = 'v' AND relname::text = ANY (CAST(? AS text[]))) "
    "UNION ALL SELECT 'it calls ' || CAST(proname AS text) FROM pg_proc WHERE oid::bigint = ANY (CAST(? AS bigint[])) AND NOT "
    "(pronamespace = 'pg_catalog'::regnamespace AND (proname::text = ANY (CAST(? AS text[])) OR oid IN (SELECT castfunc FROM pg_cast)))"
)

_REFUSED: Final = frozenset({"25006", "42501", "0A000"})
_LARGE: Final = frozenset({"53100", "53200", "53400", "54000", "54001"})


class PostgresConsole(Postgres):
    """One connection for one query."""

    def __init__(self, where: str) -> None:
        """Connect to the archive at ``where`` to look at it.

        Raises:
            ArchiveError: there is none, or it is not of this schema.
        """
        super().__init__(where, read_only=True)
        self._seconds = 0.0
        try:
            migrating.there(self, self.name)
            self.rows("SET enable_seqscan = on")  # who asks in SQL may well want to see every row
        except BaseException:
            self.close()
            raise

    def ask(self, question: str, limit: int, seconds: float) -> tuple[list[str], list[Row]]:
        """The columns and the first ``limit`` rows of a query that is ended after ``seconds``.

        The driver's extended protocol takes one statement at a time, so nothing can follow the query. All rows come in one statement: a
        query that does away with its time limit does so for a statement that never comes.
        """
        bare = question.strip().removesuffix(";")
        if not bare:
            raise UsageError("sql-wrong", self.name, "there is no query in it")
        self._seconds = seconds
        try:
            self.rows(f"SET statement_timeout = {math.ceil(seconds * 1000)}")
            self._look(bare)
            self._connection.run("BEGIN READ ONLY")
            self._connection.execute_unnamed(f"DECLARE asked NO SCROLL CURSOR FOR {bare}")
            context = self._connection.execute_unnamed(f"FETCH {limit} FROM asked")
            return [column["name"] for column in context.columns or ()], [tuple(row) for row in context.rows or ()]
        except (self._driver.Error, OSError, ValueError) as error:
            raise self._complaint(error) from error
        finally:
            self._back()

    def _look(self, bare: str) -> None:
        """Refuse a query that uses what is not on the list."""
        self._connection.run("BEGIN READ WRITE")
        try:
            # inside EXISTS, so that two columns may have one name; on lines of its own, so that a comment ends
            self._connection.execute_unnamed(f"CREATE TEMP VIEW rawi_asked AS SELECT 1 AS one WHERE EXISTS (\n{bare}\n)")
            ((itself, rule),) = self._connection.run(_RULE)
            used: dict[str, set[int]] = {"relid": set(), "funcid": set()}
            for kind, number in _NAMED.findall(rule):
                used["relid" if kind == "relid" else "funcid"].add(int(number))
            tables, called = sorted(used["relid"] - {0, itself}), sorted(used["funcid"])
            views = [f"rawi_{name}" for name in TABLES]
            forbidden = self.rows(_FORBIDDEN, [_listed(part) for part in (tables, views, called, sorted(functions(self.kind)))])
        finally:
            self._back()
        if forbidden:
            raise UsageError("sql-refused", self.name, forbidden[0][0])

    def _back(self) -> None:
        with suppress(self._driver.Error, OSError):
            self._connection.run("ROLLBACK")

    def _complaint(self, error: Exception) -> RawiError:
        """The error as one of ours."""
        said = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
        code, message = str(said.get("C", "")), said.get("M", error)
        if code == "57014":
            return ArchiveError("sql-too-long", self.name, f"{self._seconds:g}")
        if code in _LARGE:
            return ArchiveError("sql-too-large", self.name, message)
        if code in _REFUSED:
            return UsageError("sql-refused", self.name, message)
        if code[:2] in {"22", "42", "21", "08"} or not code:
            return UsageError("sql-wrong", self.name, message)
        return self._said(error)


def _listed(values: list[int] | list[str]) -> str:
    """Values as the text of an array; none of ours needs quotes."""
    return "{" + ",".join(map(str, values)) + "}"
