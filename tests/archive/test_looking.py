"""An archive that may only be looked at: on a read-only disk, in a folder of somebody else's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from readings import many

from rawi.archive import open_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKER = """
import os, sys, time
from pathlib import Path
from rawi.archive import open_archive
from rawi.archive.console_sqlite import SQLiteConsole
from rawi.errors import ArchiveError
with open_archive(sys.argv[2], read_only=True):  # what reading wants of rawi's own files is read before they are out of reach
    pass
if not os.geteuid():
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
try:
    with open_archive(sys.argv[1], read_only=True) as archive:
        print(archive.counts()["pages"], *archive.faults())
    console = SQLiteConsole(sys.argv[1], clock=time.monotonic)
    print(*console.ask("SELECT count(*) FROM rawi_pages", 1, 5)[1])
except ArchiveError as error:
    print(error.code, error)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may come to."""
    made = Path(tempfile.mkdtemp(prefix="rawi-looking-"))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def looked_at(path: Path, tmp_path: Path) -> str:
    """What a process sees which may neither write the archive nor make a file beside it."""
    open_archive(tmp_path / "other.rawi").close()
    path.parent.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", LOOKER, str(path), str(tmp_path / "other.rawi")], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are POSIX's")
@pytest.mark.parametrize("mode", [0o644, 0o444])
def test_an_archive_is_read_where_nothing_may_be_written(folder: Path, tmp_path: Path, mode: int) -> None:
    """An archive that was closed is read, searched and asked in SQL in a folder that may not be written."""
    path = folder / "archive.rawi"
    with open_archive(path) as archive:
        for page in many(2):
            archive.add(page, page.page.text)
    path.chmod(mode)
    assert looked_at(path, tmp_path) == "2\n(2,)\n"
    assert [each.name for each in folder.iterdir()] == ["archive.rawi"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are POSIX's")
def test_a_log_that_cannot_be_read_is_no_silence(folder: Path, tmp_path: Path) -> None:
    """An archive whose log holds pages that are not in it yet is never read without them: the error says what to do."""
    path, copy = tmp_path / "archive.rawi", folder / "archive.rawi"
    with open_archive(path) as archive:
        for page in many(2):
            archive.add(page, page.page.text)
        for name in ("archive.rawi", "archive.rawi-wal"):
            shutil.copy(tmp_path / name, folder / name)
            (folder / name).chmod(0o444)
    said = looked_at(copy, tmp_path)
    assert said.startswith("archive-unsettled")
    assert "Copy the archive with its -wal file" in said
