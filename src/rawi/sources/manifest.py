"""The manifest of an evidence folder: one line for each record kept, each line holding the digest of the line before it.

    manifest.jsonl   {"n":1,"previous":"000…","file":"captures/2026-11-24.warc.gz","offset":0,"length":412,"sha256":"…", …}
    head.json        {"count":1,"digest":"…"}: how many lines there are, and the digest of the last

A changed, removed, added or exchanged line breaks the chain; lines cut from the end contradict the head. Somebody who rewrites everything
can be caught only by a head that was written down elsewhere: ``verify`` says the head and takes one to look for.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST: Final = "manifest.jsonl"
HEAD: Final = "head.json"
CAPTURES: Final = "captures"

START: Final = "0" * 64
"""What the first line names as the line before it."""

LONGEST_LINE: Final = 65_536


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record kept: where it lies, what its packed bytes digest to, what it is."""

    n: int
    """From 1."""
    previous: str
    """SHA-256 of the line before, its line end included."""
    file: str
    offset: int
    length: int
    sha256: str
    """Of the record's packed bytes, as they lie in the file."""
    kind: str
    """The WARC type of the record."""
    record: str
    """Its id."""
    at: str
    """When the record's bytes came, ISO 8601 in UTC."""
    url: str = ""
    status: int = 0
    body: str = ""
    """``Capture.digest``: SHA-256 of the body out of its codings."""
    came_by: str = ""

    @property
    def end(self) -> int:
        """Where the next record of the file begins."""
        return self.offset + self.length

    @property
    def line(self) -> bytes:
        """The row as the manifest holds it."""
        return msgspec.json.encode(self) + b"\n"


class Head(msgspec.Struct, frozen=True):
    """The end of the chain."""

    count: int
    digest: str

    @property
    def line(self) -> bytes:
        """The head as its file holds it."""
        return msgspec.json.encode(self) + b"\n"


def digest_of(line: bytes) -> str:
    """The digest by which the next line names this one."""
    return sha256(line).hexdigest()


def lines(folder: Path) -> Iterator[bytes]:
    """The manifest's lines, line ends included. A line longer than any of ours comes in pieces, none of which will be a row."""
    path = folder / MANIFEST
    if path.exists():
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE):
                yield line


def row_of(line: bytes) -> Row | None:
    """The row that a line holds; None if it is not exactly what we would write for it."""
    try:
        row = msgspec.json.decode(line, type=Row)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return row if row.line == line else None


def read_head(folder: Path) -> Head | None:
    """The head, or None if there is none that we would have written."""
    path = folder / HEAD
    if not path.exists():
        return None
    with path.open("rb") as file:
        line = file.read(1_024)
    try:
        head = msgspec.json.decode(line, type=Head)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return head if head.line == line else None


def replace(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of a file so that a crash leaves the old one or the new one, whole."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; not every system can."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
