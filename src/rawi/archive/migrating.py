"""The schema, and how an older archive gets to it: numbered scripts that are only ever added to, each run once, in one transaction."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from rawi.archive.analysis import INDEX
from rawi.errors import ArchiveError

if TYPE_CHECKING:
    from rawi.archive.port import Database

_SCRIPTS: Final = files(__name__.rpartition(".")[0]) / "migrations"

_PIECES: Final = {
    "sqlite": "(SELECT group_concat(substr(p.text, json_extract(value, '$[0]') + 1, "
    "json_extract(value, '$[1]') - json_extract(value, '$[0]')), {gap}) FROM json_each({spans}))",
    "postgres": "(SELECT string_agg(substr(p.text, (piece ->> 0)::int + 1, (piece ->> 1)::int - (piece ->> 0)::int), {gap} ORDER BY place) "
    "FROM jsonb_array_elements({spans}::jsonb) WITH ORDINALITY AS pieces (piece, place))",
}
"""The words of a list of spans, out of ``p.text``: the one thing that the two databases say in different words."""

_CHAIN: Final = {
    "sqlite": "(SELECT group_concat(name, {gap}) FROM "
    "(SELECT name FROM links AS l WHERE l.story = t.story AND l.statement = t.place ORDER BY l.place))",
    "postgres": "(SELECT string_agg(l.name, {gap} ORDER BY l.place) FROM links AS l WHERE l.story = t.story AND l.statement = t.place)",
}

_LINE: Final = {"sqlite": "char(10) || char(10)", "postgres": "chr(10) || chr(10)"}
_DOTS: Final = "' \u2026 '"
_ARROW: Final = "' \u2190 '"

_TYPES: Final = {
    "sqlite": {"{key}": "INTEGER PRIMARY KEY", "{bytes}": "BLOB", "{number}": "REAL", "{packed}": "WITHOUT ROWID"},
    "postgres": {"{key}": "BIGINT PRIMARY KEY", "{bytes}": "BYTEA", "{number}": "DOUBLE PRECISION", "{packed}": ""},
}

_TABLES: Final = {
    "sqlite": "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    "postgres": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
}


def scripts(kind: str) -> list[tuple[int, str]]:
    """The migrations for a database of ``kind`` in order: number and SQL. A script for one database alone has its name before ``.sql``."""
    found = []
    for path in sorted(_SCRIPTS.iterdir(), key=lambda path: path.name):
        parts = path.name.split(".")
        if parts[-1] == "sql" and (len(parts) == 2 or parts[1] == kind):
            sql = path.read_text(encoding="utf-8")
            for name, meaning in _meanings(kind).items():
                sql = sql.replace(name, meaning)
            found.append((int(path.name[:4]), sql))
    return sorted(found, key=lambda script: script[0])


def _meanings(kind: str) -> dict[str, str]:
    """What stands in braces in the scripts."""
    pieces = _PIECES[kind]
    return {
        **_TYPES[kind],
        "{story_text}": pieces.replace("{gap}", _LINE[kind]).replace("{spans}", "s.spans"),
        "{statement_text}": pieces.replace("{gap}", _DOTS).replace("{spans}", "t.spans"),
        "{chain}": _CHAIN[kind].replace("{gap}", _ARROW),
    }


def view(kind: str, name: str) -> str:
    """The query behind a named view, out of the script that made it: SQL in a file, which an enemy may have made, is never run."""
    made = [sql.partition(f"CREATE VIEW rawi_{name} AS")[2].partition(";")[0] for _, sql in scripts(kind) if f"VIEW rawi_{name} AS" in sql]
    return made[-1]


def newest() -> int:
    """The number of the newest schema."""
    return max(number for number, _ in scripts("sqlite"))


def version_of(database: Database) -> int | None:
    """The schema of an archive; 0 for an empty database, None for one that holds something else."""
    tables = {row[0] for row in database.rows(_TABLES[database.kind])}
    if not tables:
        return 0
    if not {"meta", "ledger", "pages"} <= tables:
        return None
    rows = database.rows("SELECT value FROM meta WHERE name = 'schema'")
    return int(rows[0][0]) if rows and str(rows[0][0]).isdecimal() else None


def migrate(database: Database, subject: str) -> None:
    """Bring the database to the newest schema; all of it or nothing.

    Raises:
        ArchiveError: it is no archive, or a newer rawi made it.
    """
    if _version(database, subject) == newest():
        return
    with database.writing():
        before = _version(database, subject)  # another process may have done it while we waited
        for number, sql in scripts(database.kind):
            if number > before:
                database.script(sql)
        for name, value in {"schema": str(newest()), "index": INDEX}.items():
            if name == "schema" or before == 0:
                _put(database, name, value)


def index_is_new(database: Database) -> bool:
    """Whether the inverted index holds the tokens that this rawi makes."""
    return database.rows("SELECT value FROM meta WHERE name = 'index'") == [(INDEX,)]


def note_index(database: Database) -> None:
    """Say that the inverted index holds the tokens that this rawi makes."""
    _put(database, "index", INDEX)


def check(database: Database, subject: str) -> None:
    """Refuse to read what is not an archive of this schema.

    Raises:
        ArchiveError: it is no archive, or not of this version.
    """
    version = _version(database, subject)
    if version == 0:
        raise ArchiveError("archive-foreign", subject)
    if version < newest():
        raise ArchiveError("archive-older", subject)


def there(database: Database, subject: str) -> None:
    """Refuse an empty database as well.

    Raises:
        ArchiveError: there is no archive, or not of this version.
    """
    if version_of(database) == 0:
        raise ArchiveError("archive-missing", subject)
    check(database, subject)


def _version(database: Database, subject: str) -> int:
    version = version_of(database)
    if version is None:
        raise ArchiveError("archive-foreign", subject)
    if version > newest():
        raise ArchiveError("archive-newer", subject, version)
    return version


def _put(database: Database, name: str, value: str) -> None:
    database.insert({"meta": [(name, value)]})
