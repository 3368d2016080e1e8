"""What a power cut leaves of an archive: all that was synced, and any part of what was not.

A writer runs with ``disk_log.c`` preloaded, which notes every write and sync in order. From the log the files are made as a disk may hold
them after a cut at any moment: of the writes since a file's last sync each is there, or not, or by halves.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from readings import many

from rawi.archive import open_archive

HERE = Path(__file__).resolve().parent
SECTOR = 512
PAGES = 90

WRITER = """
import os, sys
sys.path[:0] = [{here!r}]
from readings import many
from rawi.archive import open_archive
archive = open_archive(sys.argv[1])
archive.database.rows("PRAGMA wal_autocheckpoint = 80")
told = open(sys.argv[2], "wb", buffering=0)
pages = many({pages})
if sys.argv[3] == "each":
    for page in pages:
        archive.add(page, page.page.text)
        told.write(b".")
else:
    with archive.streaming() as settle:
        for number, page in enumerate(pages, 1):
            archive.add(page, page.page.text)
            if number % 9 == 0:
                settle()
                told.write(b"." * 9)
os._exit(0)
"""


class Told(NamedTuple):
    """One thing that the disk was told: w(rite), t(runcate) or s(ync)."""

    kind: str
    name: str
    offset: int
    data: bytes


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled log."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("there is no C compiler here, or it is not Linux")
    library = tmp_path_factory.mktemp("shim") / "disk_log.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "disk_log.c"), "-ldl"], check=True)
    return library


def log_of(shim: Path, folder: Path, log: Path, how: str) -> list[Told]:
    """Let a writer fill the archive in ``folder`` and give what it told the disk."""
    code = WRITER.format(here=str(HERE), pages=PAGES)
    environment = os.environ | {"LD_PRELOAD": str(shim), "DISK_LOG": str(log), "DISK_FOLDER": str(folder)}
    command = [sys.executable, "-c", code, str(folder / "a.rawi"), str(folder / "told"), how]
    subprocess.run(command, check=True, env=environment, timeout=120)
    data, at, told = log.read_bytes(), 0, []
    while at < len(data):
        end = data.index(b"\n", at)
        kind, name, offset, length = data[at:end].decode().split(" ")
        at = end + 1 + int(length)
        told.append(Told(kind, name, int(offset), data[end + 1 : at]))
    return told


class Disk:
    """The files as they are for certain, and what is still on its way to them."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._synced = {name: bytearray(content) for name, content in files.items()}
        self._waiting: dict[str, list[Told]] = {}

    def tell(self, told: Told) -> None:
        """Take one thing in."""
        if told.kind == "s":
            for each in self._waiting.pop(told.name, []):
                apply(self._synced, each)
        else:
            self._waiting.setdefault(told.name, []).append(told)

    def cut(self, chance: random.Random) -> dict[str, bytearray]:
        """What a power cut leaves."""
        files = {name: bytearray(content) for name, content in self._synced.items()}
        share = chance.choice((0.0, 0.3, 0.7, 0.95))
        for name in self._waiting:
            for told in self._waiting[name]:
                if chance.random() < share:
                    torn = SECTOR * chance.randrange(len(told.data) // SECTOR + 1) if chance.random() < 0.3 else len(told.data)
                    apply(files, told._replace(data=told.data[:torn]))
        return files


def apply(files: dict[str, bytearray], told: Told) -> None:
    """Write or truncate; a gap before a write is zeros."""
    content = files.setdefault(told.name, bytearray())
    end = told.offset + len(told.data)
    if told.kind == "t":
        del content[told.offset :]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[told.offset : end] = told.data


@pytest.mark.parametrize("how", ["each", "streaming"])
@pytest.mark.parametrize("rounds", [25, pytest.param(250, marks=pytest.mark.slow)])
def test_power_loss(shim: Path, tmp_path: Path, how: str, rounds: int) -> None:
    """A power cut at any moment loses no acknowledged page, keeps none by halves, and leaves an archive that opens and is whole."""
    written, left = tmp_path / "written", tmp_path / "left"
    written.mkdir()
    open_archive(written / "a.rawi").close()
    before = {"a.rawi": (written / "a.rawi").read_bytes()}
    told = log_of(shim, written, tmp_path / "log", how)
    assert sum(each.kind == "s" and each.name == "a.rawi" for each in told) > 1, "the log was never brought into the file"
    chance, ids = random.Random(rounds), [page.page.id for page in many(PAGES)]
    for moment in sorted(chance.sample(range(len(told)), rounds)):
        disk, acknowledged = Disk(before), 0
        for each in told[: moment + 1]:
            if each.name == "told":
                acknowledged += len(each.data)
            elif not each.name.endswith("-shm"):
                disk.tell(each)
        shutil.rmtree(left, ignore_errors=True)
        left.mkdir()
        for name, content in disk.cut(chance).items():
            (left / name).write_bytes(content)
        with open_archive(left / "a.rawi") as archive:
            kept = [row[0] for row in archive.database.rows("SELECT id FROM pages ORDER BY number")]
            assert kept == ids[: len(kept)], f"after {moment} of {len(told)}"
            assert len(kept) >= acknowledged, f"after {moment} of {len(told)}"
            assert list(archive.faults()) == []
