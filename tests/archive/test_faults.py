from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from readings import many

from rawi.archive import Archive, open_archive
from rawi.errors import ArchiveError

if TYPE_CHECKING:
    from rawi.model import Reading

HERE = Path(__file__).resolve().parent

WRITER = """
import sys
sys.path[:0] = [{here!r}]
from readings import many
from rawi.archive import open_archive
start = int(sys.argv[2])
with open_archive(sys.argv[1]) as archive:
    for number, page in enumerate(many(start + 400)[start:], start):
        archive.add(page, page.page.text)
        print(number, flush=True)
"""


def killed_while_writing(path: Path, start: int, after: float) -> int:
    """Start a writer, kill it with SIGKILL after so many seconds, and give the last page that it acknowledged."""
    code = WRITER.format(here=str(HERE))
    child = subprocess.Popen([sys.executable, "-c", code, str(path), str(start)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stderr is not None
    last = start - 1
    first = child.stdout.readline()
    if first:
        last = int(first)
        time.sleep(after)
    child.send_signal(signal.SIGKILL)
    rest, trouble = child.stdout.read(), child.stderr.read()
    child.wait()
    child.stdout.close()
    child.stderr.close()
    assert not trouble, trouble
    lines = rest.split("\n")[:-1]
    return int(lines[-1]) if lines else last


def holds_all(path: Path, acknowledged: int) -> int:
    """Check that every acknowledged page is there, whole, and give how many pages there are: at most one more."""
    with open_archive(path) as archive:
        kept = archive.counts()["pages"]
        assert acknowledged + 1 <= kept <= acknowledged + 2
        assert {page.page.id for page in many(acknowledged + 1)} <= {row[0] for row in archive.table("pages")}
        assert archive.counts()["stories"] == kept == len(archive.database.indexed())
    return kept


@pytest.mark.parametrize("rounds", [4, pytest.param(200, marks=pytest.mark.slow)])
def test_kill(tmp_path: Path, rounds: int) -> None:
    """A writer killed at any moment has lost nothing that it acknowledged, and no page is there by halves."""
    path = tmp_path / "a.rawi"
    open_archive(path).close()
    chance = random.Random(rounds)
    kept = 0
    for _ in range(rounds):
        acknowledged = killed_while_writing(path, kept, chance.random() * 0.12)
        kept = holds_all(path, acknowledged)
    with open_archive(path) as archive:
        assert list(archive.faults()) == []
        before = archive.counts()
        for page in many(kept):
            assert archive.add(page, page.page.text).kind == "seen"
        assert archive.counts() == before


class FailingConnection:
    """A connection whose n-th statement that writes fails as a disk does."""

    def __init__(self, connection: sqlite3.Connection, n: int, error: sqlite3.Error) -> None:
        self._connection, self._left, self._error = connection, n, error

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def _count(self, sql: str) -> None:
        if not sql.lstrip().upper().startswith(("SELECT", "ROLLBACK", "PRAGMA")):
            self._left -= 1
            if self._left == 0:
                raise self._error

    def execute(self, sql: str, *parameters: object) -> object:
        """Run a statement, unless it is the one to fail."""
        self._count(sql)
        return self._connection.execute(sql, *parameters)  # type: ignore[arg-type]  # handed through

    def executemany(self, sql: str, rows: object) -> object:
        """Run a statement for each row, unless it is the one to fail."""
        self._count(sql)
        return self._connection.executemany(sql, rows)  # type: ignore[arg-type]  # handed through


def failing(code: int, message: str) -> sqlite3.OperationalError:
    """An error as SQLite raises it."""
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return error


def writes_of(path: Path) -> int:
    """One more than the statements by which a second page is kept."""
    pages = many(2)
    with open_archive(path) as archive:
        archive.add(pages[0], pages[0].page.text)
        counting = FailingConnection(archive.database._connection, 1_000_000, failing(0, ""))  # type: ignore[attr-defined]  # as below
        archive.database._connection = counting  # type: ignore[attr-defined]  # as below
        archive.add(pages[1], pages[1].page.text)
        return 1_000_001 - counting._left


@pytest.mark.parametrize(
    ("code", "expected"),
    [(sqlite3.SQLITE_FULL, "archive-full"), (sqlite3.SQLITE_IOERR, "archive-failed"), (sqlite3.SQLITE_BUSY, "archive-busy")],
)
def test_io_fails_at_n(tmp_path: Path, code: int, expected: str) -> None:
    """Whichever write fails, first, last or between, the error says what happened, nothing is kept, and the next try succeeds."""
    pages = many(3)
    with open_archive(tmp_path / "a.rawi") as archive:
        archive.add(pages[0], pages[0].page.text)
        real = archive.database._connection  # type: ignore[attr-defined]  # the fault is put under the database
        before = archive.digest()
        n, statements = 0, writes_of(tmp_path / "counted.rawi")
        while archive.counts()["pages"] == 1:
            n += 1
            archive.database._connection = FailingConnection(real, n, failing(code, "injected"))  # type: ignore[attr-defined]  # as above
            with pytest.raises(ArchiveError) if n < statements else nullcontext() as error:
                archive.add(pages[1], pages[1].page.text)
            archive.database._connection = real  # type: ignore[attr-defined]  # as above
            if n < statements:
                assert error is not None
                assert error.value.code == expected
                assert archive.digest() == before
        assert n == statements > 5
        assert archive.counts()["pages"] == 2
        assert list(archive.faults()) == []


def test_a_full_disk(tmp_path: Path) -> None:
    """On a disk that is full the error says so, what was acknowledged is kept, and after making room the same command goes on."""
    pages = many(300)
    with open_archive(tmp_path / "a.rawi") as archive:
        limit = archive.database.rows("PRAGMA page_count")[0][0] + 40
        archive.database.rows(f"PRAGMA max_page_count = {limit}")
        kept = 0

        def until_full() -> None:
            nonlocal kept
            for page in pages:
                archive.add(page, page.page.text)
                kept += 1

        with pytest.raises(ArchiveError) as error:
            until_full()
        assert error.value.code == "archive-full"
        assert archive.counts()["pages"] == kept > 0
        archive.database.rows("PRAGMA max_page_count = 1000000")
        for page in pages:
            archive.add(page, page.page.text)
        assert archive.counts()["pages"] == 300
        assert list(archive.faults()) == []


def test_two_writers(where: str) -> None:
    """Two writers at once keep everything of both, each page once, and the ledger's chain holds."""
    pages = many(60)
    open_archive(where).close()
    troubles: list[Exception] = []

    def write(mine: list[Reading]) -> None:
        try:
            with open_archive(where) as archive:
                for page in mine:
                    archive.add(page, page.page.text)
        except Exception as error:  # noqa: BLE001  # shown by the assert below
            troubles.append(error)

    writers = [threading.Thread(target=write, args=(pages[start:end],)) for start, end in ((0, 40), (20, 60))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert troubles == []
    with open_archive(where) as archive:
        assert archive.counts()["pages"] == 60
        assert list(archive.faults()) == []


def test_a_clock_that_goes_back(archive: Archive) -> None:
    """A clock that goes back does not take the ledger's days with it, nor change what is found first."""
    times = iter(["2030-01-01T00:00:00+00:00", "2020-01-01T00:00:00+00:00", "2025-01-01T00:00:00+00:00"])
    archive._clock = lambda: next(times)
    for page in many(3):
        archive.add(page, page.page.text)
    days = [row[0] for row in archive.database.rows("SELECT day FROM ledger ORDER BY number")]
    assert days == ["2030-01-01"] * len(days)
    assert list(archive.faults()) == []


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Where no file can be made the error names the place and says what to do."""
    with pytest.raises(ArchiveError) as error:
        open_archive(tmp_path / "absent" / "a.rawi")
    assert error.value.code == "archive-unwritable"
    assert "absent" in str(error.value)


def test_an_interrupted_migration_is_as_if_it_had_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that breaks off leaves an empty file to begin again with; run twice, it changes nothing."""
    path = tmp_path / "a.rawi"
    with monkeypatch.context() as patch:
        patch.setattr("rawi.archive.migrating.note_index", lambda _: None)
        patch.setattr("rawi.archive.migrating._put", lambda *_: (_ for _ in ()).throw(ArchiveError("archive-full", path)))
        with pytest.raises(ArchiveError):
            open_archive(path)
    with open_archive(path) as archive:
        tables = archive.counts()
    with open_archive(path) as archive:
        assert archive.counts() == tables


def test_settled_pages_are_on_disk(where: str) -> None:
    """In a stream of pages each is a transaction of its own, seen by others at once; settling and the end bring them to disk."""
    pages = many(10)
    with open_archive(where) as archive, open_archive(where) as other:
        with archive.streaming() as settle:
            for number, page in enumerate(pages, 1):
                archive.add(page, page.page.text)
                assert other.counts()["pages"] == number
                if number == 5:
                    settle()
        assert other.find("رقم").total == 10


def test_readers_see_whole_pages_while_a_writer_writes(tmp_path: Path) -> None:
    """A reader beside a writer sees each page with its story and its index entry, or none of them."""
    path = tmp_path / "a.rawi"
    with open_archive(path) as archive, open_archive(path, read_only=True) as reader:
        for number, page in enumerate(many(20)):
            with archive.database.writing():
                archive.add(page, page.page.text)
                assert reader.find("رقم").total == number == reader.counts()["stories"]
