"""Is what was kept what was got? Every bit of an evidence folder is looked at, against its manifest and its head."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.errors import EvidenceError
from rawi.model import Problem
from rawi.sources import manifest
from rawi.sources.manifest import CAPTURES, HEAD, MANIFEST, START, Head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

PIECE: Final = 1 << 20


class Verified(NamedTuple):
    """What looking through an evidence folder found."""

    head: Head
    """The chain's end as it really is: write it down elsewhere, and the whole folder can be held to it later."""
    records: int
    bytes: int
    problems: tuple[Problem, ...]

    @property
    def whole(self) -> bool:
        """Whether everything kept is there and unchanged."""
        return not self.problems


def verify(folder: Path, *, known_head: str = "") -> Verified:
    """Look through an evidence folder.

    Args:
        folder: the folder.
        known_head: a head's digest that was written down earlier; the chain must pass through it.

    Raises:
        EvidenceError: ``no-evidence``: the folder holds none.
    """
    if not (folder / MANIFEST).exists() and not (folder / HEAD).exists() and not any((folder / CAPTURES).glob("*")):
        raise EvidenceError("no-evidence", folder)
    return _Look(folder, known_head).result()


class _Look:
    """One walk along the manifest, with the files open beside it."""

    def __init__(self, folder: Path, known_head: str) -> None:
        self.folder = folder
        self.known_head = known_head
        self.ends: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.bytes = 0

    def result(self) -> Verified:
        count, last = 0, START
        met = self.known_head in {"", START}
        for line in manifest.lines(self.folder):
            count += 1
            self._row(line, count, last)
            last = manifest.digest_of(line)
            met = met or last == self.known_head
        head = Head(count, last)
        self._head(head)
        if not met:
            self.problems.append(Problem("head-not-met", subject=self.known_head, hint="the chain does not pass through the head given"))
        self.problems.extend(self._unlisted())
        return Verified(head, count, self.bytes, tuple(self.problems))

    def _row(self, line: bytes, number: int, last: str) -> None:
        row = manifest.row_of(line)
        if row is None or not 0 <= row.offset <= row.end < 1 << 62:
            self._broken(number, "the line is no row")
            return
        if row.previous != last or row.n != number:
            self._broken(number, "the line does not follow from the one before it")
        if not _inside(row.file) or row.offset != self.ends.get(row.file, 0):
            self._broken(number, "the record does not follow the one before it in its file")
        self.ends[row.file] = max(row.end, self.ends.get(row.file, 0))
        if _inside(row.file):
            self._record(row)

    def _record(self, row: manifest.Row) -> None:
        place = f"{row.file} at {row.offset}"
        path = self.folder / row.file
        if not path.is_file():
            self.problems.append(Problem("evidence-missing", subject=place, hint=f"the file is not there: {row.url}"))
            return
        with path.open("rb") as file:
            file.seek(row.offset)
            digest, size = _digest(file, row.length)
        self.bytes += size
        if size < row.length:
            self.problems.append(Problem("evidence-cut", subject=place, hint=f"{row.length - size} bytes are not there: {row.url}"))
        elif digest != row.sha256:
            self.problems.append(Problem("evidence-changed", subject=place, hint=f"the record is not what was kept: {row.url}"))

    def _head(self, head: Head) -> None:
        path = self.folder / HEAD
        content = b""
        if path.is_file():
            with path.open("rb") as file:
                content = file.read(1_024)
        if content != head.line:
            self.problems.append(
                Problem(
                    "head-broken",
                    subject=HEAD,
                    hint="it does not name the last line of the manifest: lines were cut off, or it was changed",
                )
            )

    def _unlisted(self) -> Iterator[Problem]:
        """Bytes after the last record of a file, and files, that the manifest does not know."""
        for path in sorted((self.folder / CAPTURES).rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and path.stat().st_size > self.ends.get(name, 0):
                place = f"{name} at {self.ends.get(name, 0)}"
                yield Problem(
                    "evidence-unlisted",
                    subject=place,
                    hint="the manifest does not know these bytes: a crash left them, or somebody added them",
                )
            elif path.is_file() and name not in self.ends:
                yield Problem("evidence-unlisted", subject=name, hint="the manifest does not know this file")

    def _broken(self, number: int, hint: str) -> None:
        self.problems.append(Problem("manifest-broken", subject=f"{MANIFEST} line {number}", hint=hint))


def _inside(name: str) -> bool:
    """Whether a row's file lies where evidence lies, whatever the row says."""
    return name.startswith(f"{CAPTURES}/") and ".." not in name.split("/") and "\0" not in name and "\\" not in name


def _digest(file: BinaryIO, length: int) -> tuple[str, int]:
    """The digest of the next ``length`` bytes, and how many there were."""
    whole, left = sha256(), length
    while left > 0 and (piece := file.read(min(PIECE, left))):
        whole.update(piece)
        left -= len(piece)
    return whole.hexdigest(), length - left
