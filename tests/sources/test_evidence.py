"""Evidence: kept whole through every crash, and any change to it found."""

from __future__ import annotations

import gzip
import random
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from rawi.errors import EvidenceError
from rawi.sources import evidence, manifest
from rawi.sources.address import parse
from rawi.sources.evidence import Keeper
from rawi.sources.exchange import Exchange, opened
from rawi.sources.verify import verify
from serving import answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def exchanged(number: int) -> Exchange:
    """An exchange with a page of a few words."""
    raw = answer(f"<p>صفحة {number}</p>".encode())
    return Exchange(parse(f"http://outlet.example/{number}"), "192.0.2.1", b"GET / HTTP/1.1\r\n\r\n", raw, *opened(raw))


def keep(folder: Path, *numbers: int, day: int = 0) -> None:
    """Keep some pages."""
    with Keeper(folder) as keeper:
        for number in numbers:
            keeper.keep(exchanged(number), NOON + timedelta(days=day, seconds=number), body="0" * 64, came_by="url")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A small evidence folder of two days."""
    keep(tmp_path / "evidence", 1, 2)
    keep(tmp_path / "evidence", 3, day=1)
    return tmp_path / "evidence"


def evidence_files(folder: Path) -> list[Path]:
    """The files that the promise is about."""
    return [*sorted((folder / "captures").iterdir()), folder / "manifest.jsonl", folder / "head.json"]


def found_broken(folder: Path) -> bool:
    """Whether ``verify`` finds something."""
    return not verify(folder).whole


def test_a_place_leads_to_its_record(tmp_path: Path) -> None:
    """What ``keep`` returns is where the response lies, alone in one gzip member."""
    with Keeper(tmp_path) as keeper:
        keeper.keep(exchanged(1), NOON, body="", came_by="url")
        place = keeper.keep(exchanged(2), NOON, body="", came_by="url")
    data = (tmp_path / place.file).read_bytes()[place.offset : place.offset + place.length]
    record = gzip.decompress(data)
    assert record.startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")
    assert exchanged(2).raw in record
    assert place.record_id.encode() in record


def flips(path: Path, step: int) -> list[tuple[int, int]]:
    """Bits of a file: all of them, or every so many."""
    return [divmod(bit, 8) for bit in range(0, path.stat().st_size * 8, step)]


def assert_every_flip_is_found(folder: Path, step: int) -> None:
    """Flip bits one by one, all or every so many."""
    for path in evidence_files(folder):
        whole = path.read_bytes()
        for at, bit in flips(path, step):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            assert found_broken(folder), f"{path.name}: bit {bit} of byte {at}"
        path.write_bytes(whole)
    assert verify(folder).whole


def test_verify_many_bits(kept: Path) -> None:
    """A flipped bit in any file is found (every 61st bit here, all of them in the slow test)."""
    assert_every_flip_is_found(kept, 61)


@pytest.mark.slow
def test_verify_every_bit(kept: Path) -> None:
    """Every flipped bit of captures, manifest and head is found."""
    assert_every_flip_is_found(kept, 1)


def test_verify_every_cut(kept: Path) -> None:
    """A file cut at any byte is found, and so is one that is missing."""
    for path in evidence_files(kept):
        whole = path.read_bytes()
        for cut in range(len(whole)):
            path.write_bytes(whole[:cut])
            assert found_broken(kept), f"{path.name} cut at {cut}"
        path.unlink()
        assert found_broken(kept), f"{path.name} missing"
        path.write_bytes(whole)
    assert verify(kept).whole


def lines_of(kept: Path) -> list[bytes]:
    """The lines of a manifest."""
    return (kept / "manifest.jsonl").read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda lines: lines[1:],
        lambda lines: [*lines[:3], *lines[4:]],
        lambda lines: lines[:-1],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [*lines, b"\n"],
        lambda lines: [line.replace(b'"status":200', b'"status":404') for line in lines],
        lambda lines: [line.replace(b'{"n"', b'{ "n"') for line in lines],
        lambda lines: [b"{}\n" * 3],
        lambda lines: [lines[0].replace(b'"offset":0', b'"offset":-1'), *lines[1:]],
        lambda lines: [lines[0].replace(b"captures/", b"../captures/"), *lines[1:]],
    ],
)
def test_rows_exchanged_removed_or_added_are_found(kept: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """The chain shows each way in which lines can be other than they were."""
    (kept / "manifest.jsonl").write_bytes(b"".join(change(lines_of(kept))))
    assert found_broken(kept)


def test_records_exchanged_or_removed_are_found(kept: Path) -> None:
    """Records are found to be in each other's place, gone, repeated, or of a file that nobody listed."""
    rows = [manifest.row_of(line) for line in lines_of(kept)]
    path = kept / rows[0].file
    data = path.read_bytes()
    members = [data[row.offset : row.end] for row in rows if row.file == rows[0].file]
    for other in ([members[0], *members[3:5], *members[1:3]], members[:3], [*members, members[-1]], members[1:]):
        path.write_bytes(b"".join(other))
        assert found_broken(kept)
    path.write_bytes(data)
    stray = kept / "captures" / "stray.warc.gz"
    stray.write_bytes(b"")
    assert [problem.code for problem in verify(kept).problems] == ["evidence-unlisted"]


def test_a_file_replaced_by_an_older_state_is_found(kept: Path, tmp_path: Path) -> None:
    """A file from an earlier copy of the folder contradicts the others; a whole folder from then contradicts a head written down."""
    old = tmp_path / "old"
    shutil.copytree(kept, old)
    keep(kept, 4, 5, day=1)
    head = verify(kept).head.digest
    for name in ("manifest.jsonl", "head.json", "captures/2026-11-25-001.warc.gz"):
        now = (kept / name).read_bytes()
        shutil.copy(old / name, kept / name)
        assert found_broken(kept), name
        (kept / name).write_bytes(now)
    assert verify(kept, known_head=verify(old).head.digest).whole
    assert [problem.code for problem in verify(old, known_head=head).problems] == ["head-not-met"]


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    """One process at a time writes to a folder; the next may after it."""
    with Keeper(tmp_path), pytest.raises(EvidenceError) as error:
        Keeper(tmp_path)
    assert error.value.code == "evidence-in-use"
    Keeper(tmp_path).close()


def test_nothing_is_added_to_damaged_evidence(kept: Path) -> None:
    """Where what the head counts is gone or other, writing is refused, and nothing is touched."""
    path = kept / "manifest.jsonl"
    whole = path.read_bytes()
    path.write_bytes(b"".join(lines_of(kept)[:-2]))
    with pytest.raises(EvidenceError) as error:
        Keeper(kept)
    assert error.value.code == "evidence-damaged"
    path.write_bytes(whole)
    for name in ("captures/2026-11-25-001.warc.gz", "head.json"):
        data = (kept / name).read_bytes()
        (kept / name).write_bytes(data[:-3])
        with pytest.raises(EvidenceError):
            Keeper(kept)
        (kept / name).write_bytes(data)
    assert verify(kept).whole


class CrashError(BaseException):
    """The process ends here."""


def test_a_crash_at_any_write_loses_nothing_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever part of whichever write is the last one, every acknowledged record is there afterwards and the folder goes on whole."""
    random.seed(7)
    real_append, real_replace = evidence._append, manifest.replace
    for step in range(60):
        folder = tmp_path / str(step)
        keep(folder, 1)
        left = [step // 4]

        def append(path: Path, at: int | None, data: bytes, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                with path.open("ab") as file:
                    file.write(data[: random.randrange(len(data) + 1)])
                raise CrashError
            real_append(path, at, data)

        def replace(path: Path, content: bytes, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                path.with_name(path.name + ".new").write_bytes(content[: random.randrange(len(content) + 1)])
                raise CrashError
            real_replace(path, content)

        acknowledged = 3
        with monkeypatch.context() as patch:
            patch.setattr(evidence, "_append", append)
            patch.setattr(manifest, "replace", replace)
            try:
                with Keeper(folder) as keeper:
                    for number in range(2, 5):
                        keeper.keep(exchanged(number), NOON, body="", came_by="url")
                        acknowledged += 2
            except CrashError:
                pass
        keep(folder, 9)
        found = verify(folder)
        assert found.whole, (step, found.problems)
        assert found.records >= acknowledged + 2


def test_a_full_file_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A WARC file that has grown to its size is closed; the next begins with its own warcinfo."""
    monkeypatch.setattr(evidence, "FILE_BYTES", 1_000)
    keep(tmp_path, *range(6))
    files = sorted((tmp_path / "captures").iterdir())
    assert len(files) > 1
    assert all(b"warcinfo" in gzip.decompress(path.read_bytes())[:40] for path in files)
    assert verify(tmp_path).whole
