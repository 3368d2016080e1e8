"""Pages that kill, hang or bloat whoever reads them: each costs itself, by name, and never the run."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import hurting
import pytest

from rawi import face
from rawi.archive import open_archive
from rawi.archive.ingest import ingest
from rawi.sources import captures
from rawi.workers import Bounds

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "أعلنت بلدية المرج الأخضر اليوم إغلاق الجسر القديم أمام الشاحنات بعد ظهور تشققات في دعاماته، صفحة {}.\n"
CODES = {
    "segfault": "reading-killed",
    "memory": "reading-out-of-memory",
    "spin": "reading-took-too-long",
    "hang": "reading-took-too-long",
    "raise": "reading-failed",
    "deep": "reading-failed",
}
QUICK = Bounds(cpu=1, clock=2.5)

HOOK = """
import os, sys
sys.path.insert(0, {folder!r})
import hurting, rawi.pipeline
rawi.pipeline.read = hurting.first(rawi.pipeline.read)
if "PROCESSORS" in os.environ:
    os.cpu_count = lambda: int(os.environ["PROCESSORS"])
"""
"""What Python runs first in every process of the command: pages of these tests then do to their reader what they say."""


QUICKLY = ("segfault", "memory", "raise")
"""What hurts without taking long."""


def mixed(folder: Path, *hurts: str) -> Path:
    """A folder in which every second page hurts."""
    folder.mkdir()
    for number, what in enumerate(hurts):
        (folder / f"{number}a.txt").write_text(GOOD.format(number), encoding="utf-8")
        (folder / f"{number}b.txt").write_text(f"{hurting.MARK}{what}", encoding="utf-8")
    return folder


def rawi(tmp_path: Path, *arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line, with readers that these tests' pages hurt."""
    hook = tmp_path / "hook"
    hook.mkdir(exist_ok=True)
    folder = hurting.__file__.rpartition("/")[0]
    (hook / "sitecustomize.py").write_text(HOOK.format(folder=folder), encoding="utf-8")
    command = [sys.executable, "-c", "from rawi.cli import main; main()", *arguments]
    environment |= {"PYTHONUTF8": "1", "PYTHONPATH": str(hook)}
    return subprocess.run(command, input=given, capture_output=True, check=False, env=environment, timeout=100)


pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits are the operating system's")


def test_reading_goes_on_past_what_kills_it(tmp_path: Path) -> None:
    """``rawi read`` gives the record of every good page, in order, and one line with a hint for each that hurt its reader."""
    done = rawi(tmp_path, "read", "--json", str(mixed(tmp_path / "pages", *QUICKLY)), "-", given=GOOD.format("خير").encode())
    names = [json.loads(line)["page"]["capture"].get("name", "") for line in done.stdout.splitlines()]
    assert names == ["0a.txt", "1a.txt", "2a.txt", "<stdin>"]
    complaints = done.stderr.decode().splitlines()
    assert len(complaints) == len(QUICKLY), complaints
    assert all(f"{number}b.txt" in line for number, line in enumerate(complaints))
    assert done.returncode == 1


def test_standard_input_that_kills_its_reader(tmp_path: Path) -> None:
    """A single page that can't be read is said to be so, with exit code 3."""
    done = rawi(tmp_path, "read", "-", given=f"{hurting.MARK}segfault".encode())
    assert done.returncode == 3
    assert f"signal {int(signal.SIGSEGV)}" in done.stderr.decode()


def test_filling_an_archive_goes_on_past_what_kills_its_readers(tmp_path: Path) -> None:
    """``ingest`` refuses each page that hurts, with its code and a hint, and makes the same archive as if they were not there."""
    inputs = list(captures([str(mixed(tmp_path / "pages", *CODES))]))
    with open_archive(tmp_path / "a.rawi") as archive:
        report = ingest(archive, inputs, hurting.read_got, workers=2, bounds=QUICK)
        assert report.outcomes == {"new": len(CODES), "refused": len(CODES)}
        assert [each.why.partition(":")[0] for each in report.refused] == list(CODES.values())
        assert all("The other pages are read." in each.why or "the other pages are read." in each.why for each in report.refused)
        kept = archive.digest()
    with open_archive(tmp_path / "b.rawi") as archive:
        ingest(archive, inputs[::2], hurting.read_got, workers=1)
        assert archive.digest() == kept


def test_reading_an_archive_again_goes_on_past_what_kills_its_reader(tmp_path: Path) -> None:
    """``rawi reread`` leaves a page that now hurts as it was read before, names it, and reads the others."""
    where = tmp_path / "a.rawi"
    with open_archive(where) as archive:
        ingest(archive, captures([str(mixed(tmp_path / "pages", *QUICKLY))]), face.read_got, workers=0)
        archive.database.rows("UPDATE pages SET edition = 'older'")
    done = rawi(tmp_path, "reread", "--archive", str(where))
    assert done.stdout.decode() == "3 read again · 3 left\n"
    assert len(done.stderr.splitlines()) == 3
    with open_archive(where) as archive:
        assert archive.counts()["pages"] == 6
        assert list(archive.faults()) == []


def test_same_everywhere(tmp_path: Path) -> None:
    """The same bytes give the same record to the letter, whatever seed Python hashes with and however many read at once."""
    pages = mixed(tmp_path / "pages", *QUICKLY)
    (pages / "page.html").write_text(f"<html><head><title>{GOOD}</title></head><body><article><p>{GOOD * 5}</p></article></body></html>")
    records = set()
    for seed, processors in (("0", "1"), ("1", "3"), ("4242", "1")):
        done = rawi(tmp_path, "read", "--json", str(pages), PYTHONHASHSEED=seed, PROCESSORS=processors)
        records.add(done.stdout)
        assert done.stdout.count(b"\n") == len(QUICKLY) + 1
    assert len(records) == 1
