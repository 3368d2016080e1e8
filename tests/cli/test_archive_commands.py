from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from rawi.cli import app
from rawi.errors import ArchiveError, EvidenceError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {
        "body": "قال الوزير سامر الغيداني إن المرفأ الجديد سيفتح أبوابه يوم الأحد.",
        "head": "المرفأ يفتح أبوابه",
        "date": "2021-03-04",
    },
    {"body": "افتتحت المدينة سوقا جديدا للخضار قرب محطة القطار، وحضر مئات السكان.", "head": "سوق جديد", "date": "2020-01-01"},
    {"body": "", "head": "فارغ", "date": "2021-01-01"},
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs one command in a folder of its own, and gives its exit code and output."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout

    return command


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A packed table with two pages, an empty one and a line that is none."""
    path = tmp_path / "pages.jsonl.gz"
    lines = [json.dumps({**row, "url": f"https://example.org/{number}"}, ensure_ascii=False) for number, row in enumerate(ROWS)]
    path.write_bytes(gzip.compress("\n".join([*lines, "{broken"]).encode()))
    return path


MAP = ("--map", "text=body,title=head", "--map", "published=date", "--workers", "0")


def test_add_search_said_export(run, table: Path, tmp_path: Path) -> None:
    """A table goes in with a column map, bad lines are named, and its stories, statements and tables come out."""
    code, out = run("add", str(table), *MAP, "--outlet", "المنارة")
    assert code == 1
    assert out.startswith("2 new · 2 refused")
    assert "empty-input" in out
    assert "bad-line" in out
    code, out = run("add", str(table), *MAP, "--outlet", "المنارة", "--json")
    assert json.loads(out)["seen"] == 2
    code, out = run("search", "وللسوق", "outlet:المنارة")
    assert (code, "سوق جديد" in out.replace("⟦", "").replace("⟧", "")) == (0, True)
    code, out = run("search", "--json", "--facets", "المرفأ")
    assert json.loads(out)["hits"][0]["published"] == "2021-03-04"
    assert run("search", "كلمة_لا_توجد")[0] == 1
    code, out = run("said", "الغيداني", "--json")
    assert json.loads(out.splitlines()[0])["who"] == "سامر الغيداني"
    rows = list(csv.DictReader(io.StringIO(run("said", "الغيداني", "--csv")[1])))
    assert rows[0]["who"] == "سامر الغيداني"
    assert run("export", "stories", "stories.parquet")[0] == 0
    assert len(list(csv.reader(io.StringIO(run("export", "stories", "-")[1])))) == 3
    assert len(run("export", "readings", "-")[1].splitlines()) == 2
    with pytest.raises(UsageError):
        run("export", "stories", "stories.xml")


def test_since_and_limit(run, table: Path) -> None:
    """``--since`` leaves out what was published before, ``--limit`` stops after so many."""
    assert run("add", str(table), *MAP, "--since", "2021", "--limit", "1")[1].startswith("1 new")
    assert run("add", str(table), *MAP, "--limit", "2")[1].startswith("1 new · 1 seen")
    with pytest.raises(UsageError):
        run("add", str(table), "--since", "yesterday")
    with pytest.raises(UsageError):
        run("add", str(table), "--map", "colour=red")


def test_pages_and_folders(run, tmp_path: Path) -> None:
    """Files and folders of pages go in; what is missing is refused by name."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, row in enumerate(ROWS[:2]):
        (folder / f"{number}.txt").write_text(f"{row['head']}\n\n{row['body']}", encoding="utf-8")
    code, out = run("add", str(folder), str(tmp_path / "absent.txt"), "--workers", "1")
    assert code == 1
    assert out.startswith("2 new · 1 refused")
    assert "absent.txt" in out


def test_entities_by_hand(run, table: Path) -> None:
    """Entities are found, renamed, merged and the decisions taken back from the command line."""
    run("add", str(table), *MAP)
    found = json.loads(run("entity", "find", "الغيداني", "--json")[1].splitlines()[0])
    assert run("entity", "rename", found["id"], "الوزير", "--by", "a", "--why", "shorter")[0] == 0
    assert "الوزير" in run("entity", "find", "الغيداني")[1]
    run("entity", "alias", found["id"], "أبو سالم", "--by", "a")
    decision = json.loads(run("entity", "history", "--json")[1].splitlines()[0])
    assert decision["field"] == "entity"
    assert run("entity", "undo", decision["id"], "--by", "b")[0] == 0
    with pytest.raises(UsageError):
        run("entity", "merge", found["id"], "nobody at all")
    with pytest.raises(UsageError):
        run("entity", "find", "nobody at all")


def test_sql(run, table: Path) -> None:
    """A query's answer is a table, JSON or CSV in which nothing runs as a formula; without a query the views are listed."""
    run("add", str(table), *MAP)
    query = "SELECT substr(text, 1, 8) AS head, words, '=1+1' AS risk, NULL AS missing FROM rawi_stories ORDER BY words"
    code, out = run("sql", "archive.rawi", query)
    assert (code, out.splitlines()[-1]) == (0, "2 rows")
    assert out.split()[:4] == ["head", "words", "risk", "missing"]
    assert "سوق جديد" in out
    lines = [json.loads(line) for line in run("sql", "archive.rawi", query, "--json")[1].splitlines()]
    assert (lines[0]["head"], lines[0]["missing"]) == ("سوق جديد", None)
    rows = list(csv.reader(io.StringIO(run("sql", "archive.rawi", query, "--csv")[1])))
    assert rows[2][2:] == ["'=1+1", ""]
    assert "text: " in run("sql", "archive.rawi", "SELECT * FROM rawi_stories")[1]
    assert run("sql", "archive.rawi", query, "--limit", "1")[1].splitlines()[-1] == "1 row"
    listed = run("sql", "archive.rawi")[1]
    assert all(word in listed for word in ("rawi_statements", "masked (truth)", "group_concat"))
    assert json.loads(run("sql", "archive.rawi", "--json")[1].splitlines()[0])["view"] == "rawi_pages"
    assert run("sql", "archive.rawi", "--csv")[1].startswith("view,column,type")
    for arguments in (("SELECT * FROM ledger",), ("DELETE FROM pages",), (query, "--json", "--csv")):
        with pytest.raises(UsageError):
            run("sql", "archive.rawi", *arguments)


def test_sql_from_standard_input(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query can come from a file through standard input."""
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(app, ["add", str(table), *MAP])
    done = CliRunner().invoke(app, ["sql", "archive.rawi", "-", "--json"], input="SELECT count(*) AS n\nFROM rawi_pages -- all\n")
    assert done.stdout == '{"n":2}\n'


def test_no_archive(run) -> None:
    """Asking without an archive says that there is none."""
    asked = ("sql", "absent.rawi", "SELECT 1")
    for command in (("search", "x"), ("said", "x"), ("export", "stories", "-"), ("entity", "history"), asked):
        with pytest.raises(ArchiveError):
            run(*command)


def test_verify_backup_takedown(run, table: Path, tmp_path: Path) -> None:
    """An archive is verified, copied, cleared of a page and brought back without it; a changed copy is refused."""
    run("add", str(table), *MAP)
    code, out = run("verify", "archive.rawi")
    assert (code, "2 pages: whole" in out) == (0, True)
    head = out.split()[-1]
    digest = run("backup", "copy.rawi")[1].split()[-1]
    assert run("takedown", "https://example.org/1", "--why", "order", "--by", "editor")[1] == "1 taken down\n"
    assert run("verify", "archive.rawi", "--head", head)[0] == 0
    assert run("verify", "archive.rawi", "--head", "0" * 64)[0] == 1
    assert run("restore-backup", "copy.rawi", "old.rawi")[1].split()[-1] == digest
    assert "1 page taken down again" in run("restore-backup", "copy.rawi", "archive.rawi", "--replace")[1]
    assert run("search", "سوق")[0] == 1
    assert run("verify", "copy.rawi")[0] == 0
    with (tmp_path / "copy.rawi").open("rb+") as file:
        file.seek(5000)
        file.write(b"x")
    with pytest.raises(EvidenceError):
        run("verify", "copy.rawi")


def test_a_changed_archive_is_not_whole(run, table: Path, tmp_path: Path) -> None:
    """What was changed behind rawi's back is named, with exit code 1."""
    run("add", str(table), *MAP)
    with contextlib.closing(sqlite3.connect(tmp_path / "archive.rawi")) as connection, connection:
        connection.execute("UPDATE pages SET text = text || 'x' WHERE number = 1")
    code, out = run("verify", "archive.rawi")
    assert code == 1
    assert "it is not what the ledger says" in out


def test_reread(run, table: Path, tmp_path: Path) -> None:
    """Pages that another edition read are read again, a limited number at a time."""
    run("add", str(table), *MAP)
    assert run("reread")[1] == "0 read again\n"
    with contextlib.closing(sqlite3.connect(tmp_path / "archive.rawi")) as connection, connection:
        connection.execute("UPDATE pages SET edition = 'older'")
    assert run("reread", "--limit", "1")[1] == "1 read again · 1 left\n"
    assert run("reread")[1] == "1 read again\n"
    assert run("search", "المرفأ")[0] == 0
