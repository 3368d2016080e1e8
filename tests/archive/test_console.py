"""SQL of a person's own: what it can be asked, and everything that it cannot do."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from readings import many, reading

from rawi.archive import ask, open_archive, views
from rawi.errors import ArchiveError, UsageError
from rawi.limits import SQL_CHARACTERS, SQL_ROWS, SQL_SECONDS

if TYPE_CHECKING:
    from pathlib import Path

SAID = "قال وزير النقل سامر الغيداني إن المرفأ الجديد سيستقبل 900 سفينة."

WRITES = (
    "INSERT INTO meta (name, value) VALUES ('x', 'y')",
    "UPDATE pages SET text = ''",
    "DELETE FROM ledger",
    "DROP TABLE stones",
    "DROP VIEW rawi_pages",
    "CREATE TABLE mine (x TEXT)",
    "CREATE TEMP TABLE mine (x TEXT)",
    "CREATE TEMP VIEW mine AS SELECT 1",
    "CREATE VIRTUAL TABLE mine USING fts5(x)",
    "ALTER TABLE pages ADD COLUMN mine TEXT",
    "REINDEX",
    "ANALYZE",
    "VACUUM",
    "WITH gone AS (SELECT number FROM pages) DELETE FROM pages WHERE number IN (SELECT number FROM gone)",
    "WITH gone AS (DELETE FROM pages RETURNING id) SELECT * FROM gone",
    "WITH mine AS (SELECT 1) INSERT INTO meta SELECT 'x', 'y' FROM mine",
    "INSERT INTO meta (name, value) VALUES ('x', 'y') RETURNING name",
    "SELECT * INTO mine FROM rawi_pages",
    "SELECT id FROM rawi_pages FOR UPDATE",
    "MERGE INTO meta USING pages ON true WHEN MATCHED THEN DELETE",
    "TRUNCATE pages",
)
LEAVES = (
    "ATTACH '{folder}/mine' AS mine",
    "DETACH temp",
    "VACUUM INTO '{folder}/mine'",
    "SELECT load_extension('{folder}/mine')",
    "SELECT writefile('{folder}/mine', 'x')",
    "SELECT readfile('/etc/passwd')",
    "SELECT edit('x')",
    "SELECT fts3_tokenizer('simple', x'00')",
    "COPY (SELECT 1) TO '{folder}/mine'",
    "COPY meta FROM PROGRAM 'touch {folder}/mine'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT * FROM pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '{folder}/mine')",
    "SELECT query_to_xml('DELETE FROM meta', true, true, '')",
    "SELECT count(*) FILTER (WHERE pg_sleep(0) IS NULL) FROM rawi_pages",
    "SELECT (SELECT max(pg_backend_pid()) FROM rawi_pages)",
    "SELECT pg_terminate_backend(pg_backend_pid())",
    "SELECT pg_advisory_lock(1918990185)",
    "SELECT nextval('x')",
    "LOAD 'plpgsql'",
    "DO $$ BEGIN DELETE FROM meta; END $$",
    "CALL mine()",
    "LISTEN mine",
)
SETTINGS = (
    "PRAGMA writable_schema = ON",
    "PRAGMA query_only = OFF",
    "PRAGMA trusted_schema = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA user_version",
    "SELECT * FROM pragma_table_info('pages')",
    "SELECT count(*) FROM pragma_journal_mode('delete')",
    "SET statement_timeout = 0",
    "SELECT set_config('statement_timeout', '0', false)",
    "SELECT set_config('transaction_read_only', 'off', true)",
    "RESET ALL",
    "BEGIN",
    "BEGIN IMMEDIATE",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT mine",
    "LOCK TABLE meta",
)
NO_VIEWS = (
    "SELECT * FROM pages",
    "SELECT text FROM pages",
    "SELECT record FROM main.pages",
    "SELECT packed FROM bodies",
    "SELECT * FROM ledger",
    "SELECT count(*) FROM ledger",
    "SELECT value FROM meta",
    "SELECT * FROM found",
    "SELECT count(*) FROM found WHERE found MATCH 'words : x'",
    "SELECT block FROM found_data",
    "SELECT * FROM sqlite_master",
    "SELECT count(*) FROM sqlite_schema",
    "SELECT * FROM temp.sqlite_master",
    "SELECT * FROM sqlite_dbpage",
    "SELECT * FROM main.rawi_pages",
    "SELECT count(*) FROM main.rawi_pages",
    "SELECT * FROM pg_catalog.pg_authid",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM information_schema.tables",
    "SELECT (SELECT max(value) FROM meta) FROM rawi_pages",
    "WITH rawi_pages AS (SELECT record FROM pages) SELECT * FROM rawi_pages",
    "WITH rawi_pages AS (SELECT value FROM meta) SELECT * FROM rawi_pages",
    "SELECT * FROM (SELECT value FROM meta) AS rawi_pages",
    "WITH rawi_names AS (SELECT * FROM rawi_pages) SELECT record FROM rawi_names",
    "SELECT id FROM rawi_pages WHERE EXISTS (SELECT 1 FROM meta WHERE value > 'a')",
)
NOT_ONE_QUERY = (
    "",
    "   ;  ",
    "-- nothing",
    "/* nothing",
    "SELECT 1; SELECT 2",
    "SELECT 1; DELETE FROM meta",
    "SELECT 1); DELETE FROM meta; --",
    "SELECT 1) AND EXISTS (SELECT value FROM meta",
    "SELECT 1) UNION (SELECT 2",
    "SELECT ?",
    "SELECT :mine",
    "SELECT $1",
    "SELECT 'open",
    "SELECT \0",
    "SELECT '\ud83d'",
    "SELEC 1",
    "SELECT " + "(" * 5_000 + "1" + ")" * 5_000,
    "SELECT 1" + " UNION ALL SELECT 1 FROM mine" * 200,
    "قال",
)
LARGE = (
    "SELECT randomblob(1000000000)",
    "SELECT zeroblob(1000000000)",
    "SELECT printf('%1000000000d', 1)",
    "SELECT format('%1000000000s', 1)",
    "SELECT format('%*s', 1000000000, 'a')",
    "SELECT repeat('a', 1000000000)",
    "SELECT lpad('a', 1000000000)",
    "SELECT * FROM generate_series(1, 1000000000000)",
)
HOSTILE = (*WRITES, *LEAVES, *SETTINGS, *NO_VIEWS, *NOT_ONE_QUERY, *LARGE)

DOUBLED = "WITH RECURSIVE d(n, t) AS (SELECT 1, 'aaaaaaaa' UNION ALL SELECT n + 1, t || t FROM d WHERE n < {times}) "
ENDLESS = (
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0",
    "WITH t AS (SELECT 1 AS a" + " UNION ALL SELECT 1" * 9 + ") SELECT count(*) FROM " + ", ".join(f"t AS t{n}" for n in range(12)),
)


@pytest.fixture
def filled(where: str) -> str:
    """An archive with a few pages, one of them with a statement."""
    with open_archive(where) as archive:
        for each in (*many(3), reading(SAID, url="https://example.org/said", statements=[("سامر الغيداني", "neutral", "المرفأ الجديد")])):
            archive.add(each, each.page.text)
    return where


def test_sql_console_cannot_write(filled: str, tmp_path: Path) -> None:
    """No statement of a table of hostile ones gives anything, changes anything or leaves a file; each is told why, in one line."""
    with open_archive(filled) as archive:
        before = archive.digest()
    for sql in HOSTILE:
        with pytest.raises((UsageError, ArchiveError)) as error:
            pytest.fail(f"{sql}: {ask(filled, sql.replace('{folder}', str(tmp_path)), seconds=1)}")
        assert error.value.code.startswith("sql-"), (sql, str(error.value))
        assert "\n" not in str(error.value), sql
    with open_archive(filled) as archive:
        assert archive.digest() == before
        assert list(archive.faults()) == []
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("sql", ENDLESS)
def test_an_endless_query_is_ended(filled: str, sql: str) -> None:
    """A query that never ends is ended after its time, and the error says how long that is."""
    with pytest.raises(ArchiveError) as error:
        ask(filled, sql, seconds=0.3)
    assert (error.value.code, error.value.detail) == ("sql-too-long", "0.3")


@pytest.mark.parametrize(
    "sql",
    [
        DOUBLED.format(times=27) + "SELECT length(max(t)) FROM d",
        DOUBLED.format(times=22) + "SELECT a.t FROM d AS a, d AS b, d AS c, d AS e WHERE a.n = 22 ORDER BY a.t || b.n || c.n",
        DOUBLED.format(times=22) + "SELECT a.t FROM d AS a, d AS b WHERE a.n > 20",
    ],
)
def test_memory_is_bounded(tmp_path: Path, sql: str) -> None:
    """A value, a sort or an answer that grows past its limit is an error, and the process that asked is none the larger."""
    open_archive(tmp_path / "a.rawi").close()
    with pytest.raises(ArchiveError) as error:
        ask(str(tmp_path / "a.rawi"), sql)
    assert error.value.code == "sql-too-large"


def test_every_view_can_be_read(filled: str) -> None:
    """Every view and column that is listed can be asked for, by name and all at once, and counted."""
    for view, columns in views().items():
        assert ask(filled, f"SELECT {', '.join(columns)} FROM {view}").columns == tuple(columns)
        everything = ask(filled, f"SELECT * FROM {view}")
        assert set(columns) <= set(everything.columns)
        assert ask(filled, f"SELECT count(*) FROM {view}").rows == ((len(everything.rows),),)


def test_what_experts_ask(filled: str) -> None:
    """Joins, groups, windows, common tables, recursion, unions and comments work; both databases give the same cells."""
    stories = "rawi_stories AS s JOIN rawi_statements AS t ON t.story = s.id"
    for sql, rows in {
        f"SELECT t.who, count(*) FROM {stories} GROUP BY t.who ORDER BY 2 DESC": (("سامر الغيداني", 1),),
        f"SELECT s.outlet, t.text, s.newest FROM {stories} -- the end;": (("صحيفة المنارة", "المرفأ الجديد", 1),),
        "SELECT row_number() OVER (ORDER BY id), 'a' || coalesce(NULL, 'b') FROM rawi_statements;": ((1, "ab"),),
        "WITH pages AS (SELECT id FROM rawi_pages) SELECT count(*), count(*) FROM pages": ((4, 4),),
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5) SELECT sum(x) + 0.5 > 15 FROM c": ((1,),),
        "SELECT 1 UNION SELECT 2 ORDER BY 1": ((1,), (2,)),
        "VALUES (1, NULL, 'x')": ((1, None, "x"),),
        "SELECT count(*) FROM rawi_pages WHERE text LIKE '%الغيداني%'": ((1,),),
    }.items():
        assert ask(filled, sql).rows == rows, sql


def test_rows_are_limited(filled: str) -> None:
    """No more rows come than asked for, and the answer says whether there were more."""
    numbers = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < {}) SELECT x, x FROM c"
    for count, more in ((SQL_ROWS - 1, False), (SQL_ROWS, False), (SQL_ROWS + 1, True)):
        answer = ask(filled, numbers.format(count))
        assert (len(answer.rows), answer.more) == (min(count, SQL_ROWS), more)
        assert answer.columns == ("x", "x_2")
    assert ask(filled, numbers.format(9), limit=3).rows == ((1, 1), (2, 2), (3, 3))
    for limit in (0, SQL_ROWS + 1):
        with pytest.raises(UsageError):
            ask(filled, "SELECT 1", limit=limit)
    with pytest.raises(UsageError):
        ask(filled, "SELECT 1", seconds=SQL_SECONDS + 1)


def test_a_query_is_of_bounded_length(filled: str) -> None:
    """A query of the longest length is put; one letter more, and it is refused."""
    longest = f"SELECT '{'ب' * (SQL_CHARACTERS - 9)}'"
    assert len(ask(filled, longest).rows[0][0]) == SQL_CHARACTERS - 9
    with pytest.raises(UsageError) as error:
        ask(filled, f"{longest} ")
    assert error.value.code == "sql-wrong"


def test_views_of_an_enemy_are_not_run(tmp_path: Path) -> None:
    """What a file says that its views are, or which others it has, plays no part: only rawi's own definitions are run."""
    where = tmp_path / "a.rawi"
    with open_archive(where) as archive:
        archive.add(many(1)[0], many(1)[0].page.text)
    with sqlite3.connect(where) as enemy:
        enemy.execute("DROP VIEW rawi_pages")
        enemy.execute("CREATE VIEW rawi_pages AS SELECT 'forged' AS id, 'forged' AS text")
        enemy.execute("CREATE VIEW mine AS SELECT 'forged' AS id")
    enemy.close()
    assert ask(str(where), "SELECT id FROM rawi_pages").rows == ((many(1)[0].page.id,),)
    for sql in ("SELECT id FROM mine", "SELECT count(*) FROM mine", "SELECT id FROM main.rawi_pages"):
        with pytest.raises(UsageError) as error:
            ask(str(where), sql)
        assert error.value.code == "sql-refused"


def test_there_must_be_an_archive(where: str, tmp_path: Path) -> None:
    """Asking where there is no archive says so, and makes none."""
    with pytest.raises(ArchiveError) as error:
        ask(where, "SELECT 1")
    assert error.value.code == "archive-missing"
    (tmp_path / "other").write_bytes(b"no database" * 1000)
    with pytest.raises(ArchiveError):
        ask(str(tmp_path / "other"), "SELECT 1")
