"""Evidence: every fetched capture kept as it was received, in WARC files with a chained manifest.

The order of writing is the promise. A record's bytes are on the disk before its line in the manifest is; the line is before the head counts
it; ``keep`` returns after that. So whatever a crash leaves is either counted and whole, or not counted: the latter is taken up if whole and
cut off if not when the folder is opened to be written to again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Self

import msgspec

from rawi.errors import EvidenceError
from rawi.model import WarcPlace
from rawi.sources import manifest, records
from rawi.sources.manifest import CAPTURES, HEAD, MANIFEST, START, Head, Row

if TYPE_CHECKING:
    from pathlib import Path

    from rawi.sources.exchange import Exchange
    from rawi.sources.records import Member

FILE_BYTES: Final = 1_000_000_000
"""A WARC file that has grown to this is closed and another begun, as is usual in web archives."""

BATCH: Final = 3
"""Records written between two heads: a file's own first record, a response, its request. A crash leaves no more uncounted."""

SOFTWARE: Final = "rawi"
LOCK: Final = "writing.lock"


class Keeper:
    """An evidence folder open to be added to. One at a time: a second one is refused.

    Raises:
        EvidenceError: ``evidence-in-use``, ``evidence-damaged`` (``rawi verify`` says where), ``evidence-unwritable``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._new = not folder.exists()
        try:
            (folder / CAPTURES).mkdir(parents=True, exist_ok=True)
            self._lock = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o644)
        except OSError as error:
            raise EvidenceError("evidence-unwritable", folder, error.strerror) from None
        try:
            _lock(self._lock, folder)
            self._row, self._last = recovered(folder)
        except BaseException:
            os.close(self._lock)
            raise
        self._ends: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others write. A folder that was made for evidence that never came goes again."""
        if self._new and self._row is None:
            with suppress(OSError):  # something else was written there meanwhile: it stays
                (self.folder / LOCK).unlink()
                (self.folder / CAPTURES).rmdir()
                self.folder.rmdir()
        with suppress(OSError):
            os.close(self._lock)

    @property
    def head(self) -> Head:
        """How much is kept, and the digest that stands for all of it."""
        return Head(self._row.n if self._row else 0, self._last)

    def keep(self, done: Exchange, at: datetime, *, body: str, came_by: str) -> WarcPlace:
        """Keep an exchange; where its response lies. It is on the disk when this returns.

        Args:
            done: the exchange.
            at: when its answer had come.
            body: the digest of its body (``Capture.digest``).
            came_by: the door (``Capture.came_by``).
        """
        response, request = records.of_exchange(done, at)
        row = _row(response, at, done.address.url, status=done.head.status, body=body, came_by=came_by)
        return self._add(at, [(response, row), (request, _row(request, at, done.address.url))])

    def keep_resource(self, url: str, body: bytes, at: datetime, *, media_type: str, came_by: str) -> WarcPlace:
        """Keep bytes that did not come over HTTP (a file, a pasted text)."""
        packed = records.of_resource(url, at, body, media_type)
        row = _row(packed, at, url, body=sha256(body).hexdigest(), came_by=came_by)
        return self._add(at, [(packed, row)])

    def _add(self, at: datetime, packed: list[tuple[Member, Row]]) -> WarcPlace:
        try:
            return self._written(at, packed)
        except OSError as error:
            raise EvidenceError("evidence-unwritable", self.folder, error.strerror) from None

    def _written(self, at: datetime, packed: list[tuple[Member, Row]]) -> WarcPlace:
        name = self._file_for(at)
        offset = self._end_of(name)
        if not offset:
            info = records.of_info(name.rpartition("/")[2], at, SOFTWARE)
            packed = [(info, _row(info, at, "")), *packed]
        rows: list[Row] = []
        number, last, end = (self._row.n if self._row else 0), self._last, offset
        for member, row in packed:
            number += 1
            placed = {"n": number, "previous": last, "file": name, "offset": end, "length": len(member.data)}
            rows.append(msgspec.structs.replace(row, **placed, sha256=sha256(member.data).hexdigest()))
            last, end = manifest.digest_of(rows[-1].line), rows[-1].end
        _append(self.folder / name, offset, b"".join(member.data for member, _ in packed))
        _append(self.folder / MANIFEST, None, b"".join(row.line for row in rows))
        manifest.replace(self.folder / HEAD, Head(number, last).line)
        self._row, self._last, self._ends[name] = rows[-1], last, end
        kept = next(row for row in rows if row.kind in {"response", "resource"})
        return WarcPlace(file=name, offset=kept.offset, length=kept.length, record_id=kept.record)

    def _file_for(self, at: datetime) -> str:
        """The file of the day; a file that is full is followed by the next number."""
        number = 1
        while True:
            name = f"{CAPTURES}/{at.astimezone(UTC):%Y-%m-%d}-{number:03}.warc.gz"
            if self._end_of(name) < FILE_BYTES:
                return name
            number += 1

    def _end_of(self, name: str) -> int:
        """Where the counted part of a file ends."""
        if name not in self._ends:
            path = self.folder / name
            self._ends[name] = path.stat().st_size if path.exists() else 0
        return self._ends[name]


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _row(member: Member, at: datetime, url: str, *, status: int = 0, body: str = "", came_by: str = "") -> Row:
    """A record's row, its place still to be filled in."""
    return Row(0, "", "", 0, 0, "", member.kind, member.record_id, _iso(at), url, status, body, came_by)


def _append(path: Path, at: int | None, data: bytes) -> None:
    """Add to the end of a file (or at an offset known to be its counted end), and wait until it lies on the disk."""
    new = not path.exists()
    with path.open("ab") as file:
        if at is not None and file.tell() != at:
            file.truncate(at)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if new:
        manifest.sync_folder(path.parent)


def _lock(handle: int, folder: Path) -> None:
    """Take the folder's lock, which the system gives back when the process ends, however it ends."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has no such module; there the promise rests on one writer being started
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise EvidenceError("evidence-in-use", folder) from None


def recovered(folder: Path) -> tuple[Row | None, str]:
    """The last row of a folder after a crash, and its digest: whole records past the head are taken up, the rest is cut off.

    Raises:
        EvidenceError: ``evidence-damaged``: what the head counts is not there, or not as it was.
    """
    head = manifest.read_head(folder)
    if head is None and (folder / HEAD).exists():
        raise EvidenceError("evidence-damaged", folder, HEAD)
    counted = head or Head(0, START)
    row, last, size = None, START, 0
    for line in manifest.lines(folder):
        following = manifest.row_of(line)
        if following is None or following.previous != last or following.n != (row.n + 1 if row else 1):
            break
        if following.n > counted.count and not _lies_whole(folder, following):
            break
        row, last, size = following, manifest.digest_of(line), size + len(line)
        if row.n == counted.count and last != counted.digest:
            raise EvidenceError("evidence-damaged", folder, MANIFEST)
    if not counted.count <= (row.n if row else 0) <= counted.count + BATCH:
        raise EvidenceError("evidence-damaged", folder, MANIFEST)
    _cut(folder, row, size)
    if row is not None and row.n > counted.count:
        manifest.replace(folder / HEAD, Head(row.n, last).line)
    return row, last


def _lies_whole(folder: Path, row: Row) -> bool:
    try:
        with (folder / row.file).open("rb") as file:
            file.seek(row.offset)
            return sha256(file.read(row.length)).hexdigest() == row.sha256
    except OSError:
        return False


def _cut(folder: Path, row: Row | None, size: int) -> None:
    """Cut off what never was acknowledged: at the end of the manifest, and of the file that was being written."""
    path = folder / MANIFEST
    if path.exists() and path.stat().st_size > size:
        os.truncate(path, size)
    if row is None:
        return
    current = folder / row.file
    if not current.exists() or current.stat().st_size < row.end:
        raise EvidenceError("evidence-damaged", folder, row.file)
    if current.stat().st_size > row.end:
        os.truncate(current, row.end)
