from __future__ import annotations

import ast
import re
import time
from pathlib import Path

import pytest
from readings import many

import rawi
from rawi.archive import migrating, open_archive
from rawi.archive.sqlite import SQLite
from rawi.errors import ArchiveError

ARCHIVE = Path(rawi.__file__).parent / "archive"
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|PRAGMA|VACUUM|DECLARE|FETCH|ORDER BY|SET)\b")

OURS = frozenset(
    {
        *("columns", "table", "sql", "_COLUMNS", "COLUMNS[table]", "condition", "conditions.sql", "where.sql", "hits", "sign", "order"),
        *(
            "marks",
            "on_conflict(table)",
            "places",
            "types",
            "inside",
            "stories",
            "older",
            "every_word",
            "_ROOT",
            "_NEWEST",
            "_LOCK",
            "view(database.kind, name)",
            "', '.join(TABLES[name])",
            "', '.join(parts)",
        ),
        *(
            "bare",
            "name",
            "limit",
            "self._secret",
            "_borne(1)",
            "_borne(len(roots))",
            "migrating.view('sqlite', name)",
            "math.ceil(seconds * 1000)",
        ),
        *("_BUSY_MILLISECONDS", "_FETCHED", "int(QUERY_SECONDS * 1000)", "self._types[table, name]"),
        *("', '.join('?' * len(names))", "', '.join('?' * len(wanted))", "', '.join('?' * len(found))", "', '.join('?' * len(asked))"),
    }
)
"""All that is ever formatted into a statement: names of tables and columns, conditions made of them, our numbers, question marks, and
``bare``: a query that a person wrote as SQL, on the connection that only such queries go through."""


def test_no_string_sql() -> None:
    """No value becomes part of a statement's text: only what ``OURS`` names is formatted into SQL, anywhere in the archive."""
    for path in ARCHIVE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                fixed = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
                formatted = {ast.unparse(part.value) for part in node.values if isinstance(part, ast.FormattedValue)}
                assert not SQL.search(fixed) or formatted <= OURS, f"{path.name}:{node.lineno}: {formatted - OURS}"


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO meta (name, value) VALUES ('x', 'y')",
        "UPDATE pages SET text = ''",
        "DELETE FROM ledger",
        "DROP TABLE stones",
        "CREATE TABLE mine (x TEXT)",
        "CREATE INDEX mine ON pages (text)",
        "ALTER TABLE pages ADD COLUMN mine TEXT",
        "WITH gone AS (SELECT number FROM pages) DELETE FROM pages WHERE number IN (SELECT number FROM gone)",
    ],
)
def test_a_reader_cannot_write(where: str, sql: str) -> None:
    """Whatever is asked of an archive that was opened to look at, nothing in it changes, and the error says why."""
    with open_archive(where) as archive:
        archive.add(many(1)[0], many(1)[0].page.text)
        before = archive.digest()
    with open_archive(where, read_only=True) as reader, pytest.raises(ArchiveError) as error:
        reader.database.rows(sql)
    assert error.value.code == "archive-unwritable"
    with open_archive(where) as archive:
        assert archive.digest() == before


@pytest.mark.parametrize("version", range(1, migrating.newest() + 1))
def test_migrations_from_every_schema(tmp_path: Path, version: int) -> None:
    """An archive of any earlier schema is brought to the newest one when it is opened for writing, and has every table and view then."""
    database = SQLite(tmp_path / "a.rawi")
    with database.writing():
        for number, sql in migrating.scripts("sqlite"):
            if number <= version:
                database.script(sql)
        migrating._put(database, "schema", str(version))
    database.close()
    with open_archive(tmp_path / "a.rawi") as archive:
        assert migrating.version_of(archive.database) == migrating.newest()
        assert set(archive.counts().values()) == {0}
        assert list(archive.table("statements")) == []


def test_scripts_are_numbered_without_a_gap() -> None:
    """Both databases have the same migrations, numbered from one on; what is only said differently has the same number."""
    for kind in ("sqlite", "postgres"):
        assert sorted({number for number, _ in migrating.scripts(kind)}) == list(range(1, migrating.newest() + 1))
        assert not any("{" in sql for _, sql in migrating.scripts(kind))


def test_opening_is_quick(tmp_path: Path) -> None:
    """An archive opens in well under a second."""
    open_archive(tmp_path / "a.rawi").close()
    start = time.perf_counter()
    open_archive(tmp_path / "a.rawi", read_only=True).close()
    assert time.perf_counter() - start < 0.5
