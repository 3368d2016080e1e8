"""An HTTP answer as bytes: its head, its framing, its body. One reader for the network and for WARC records.

Written for us because both ends are hostile or old: heads are bounded in bytes, not in lines; ``HTTP/2 200`` (browser crawlers write it
into WARCs) is a status line; a chunked body that breaks off, or that never was chunked, still gives what came.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from rawi.limits import HEADER_BYTES

Headers = tuple[tuple[str, str], ...]

STATUS_LINE: Final = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})(?: ([^\r\n]{0,200}))?\r?\n")
CHUNK_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r?\n")
HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
LONGEST_CHUNK_LINE: Final = 1_024

NO_BODY: Final = frozenset({204, 304})


class BadHeadError(ValueError):
    """What came is no HTTP answer."""


class Head(NamedTuple):
    """A status line and its headers."""

    status: int
    headers: Headers
    size: int
    """Bytes of the head, the empty line included: the body begins there."""

    def get(self, name: str) -> str:
        """The first header of that name (small letters), or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def all(self, name: str) -> str:
        """Every header of that name, joined by commas."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    @property
    def chunked(self) -> bool:
        """Whether the body comes in chunks."""
        return self.all("transfer-encoding").lower().rpartition(",")[2].strip() == "chunked"

    @property
    def length(self) -> int | None:
        """How long the body says it is, if it says so in one voice."""
        if self.status in NO_BODY:
            return 0
        stated = {part.strip() for part in self.all("content-length").split(",")}
        value = stated.pop()
        return int(value) if not stated and value.isascii() and value.isdecimal() and len(value) < 16 else None

    @property
    def media_type(self) -> str:
        """The type that the server gives, without parameters, in small letters."""
        return self.get("content-type").partition(";")[0].strip().lower()


def head_of(raw: bytes | bytearray) -> Head | None:
    """The head at the beginning of ``raw``; None if it is not whole yet.

    Raises:
        BadHeadError: it is no HTTP head, or longer than ``limits.HEADER_BYTES``.
    """
    end = HEAD_END.search(raw, 0, HEADER_BYTES)
    if end is None:
        if len(raw) >= HEADER_BYTES:
            raise BadHeadError("its headers are too long")
        if raw and not b"HTTP/".startswith(bytes(raw[:5])):
            raise BadHeadError("it does not speak HTTP")
        return None
    line = STATUS_LINE.match(raw)
    if line is None:
        raise BadHeadError("it does not speak HTTP")
    return Head(int(line[1]), fields(bytes(raw[line.end() : end.start()])), end.end())


def fields(block: bytes) -> Headers:
    """The header fields of a block of lines; folded lines are joined, lines without a colon left out."""
    found: list[tuple[str, str]] = []
    for raw in block.split(b"\n"):
        line = _text(raw.rstrip(b"\r"))
        if line[:1] in {" ", "\t"} and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon and name.strip():
            found.append((name.strip(), value.strip()))
    return tuple(found)


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


class Dechunker:
    """Takes a chunked body apart as it comes.

    ``body`` is what it held so far; ``done`` after its last chunk; ``broken`` where it stops being chunked.
    """

    def __init__(self) -> None:
        self.body = bytearray()
        self.done = False
        self.broken = False
        self._left = 0  # bytes of the present chunk still to come
        self._line = bytearray()  # a size line, or the line end after a chunk, not whole yet
        self._between = False  # whether the next line end belongs to the chunk before it

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        at = 0
        while at < len(data) and not (self.done or self.broken):
            if self._left:
                piece = data[at : at + self._left]
                self.body += piece
                self._left -= len(piece)
                at += len(piece)
                continue
            end = data.find(b"\n", at)
            self._line += data[at:] if end < 0 else data[at : end + 1]
            at = len(data) if end < 0 else end + 1
            self.broken = len(self._line) > LONGEST_CHUNK_LINE
            if end >= 0 and not self.broken:
                self._size_line()

    def _size_line(self) -> None:
        if self._between:
            self.broken = bool(self._line.strip())
            self._between = False
        else:
            size = CHUNK_SIZE.fullmatch(self._line)
            self.broken = size is None
            self._left = int(size[1], 16) if size else 0
            self._between = self._left > 0
            self.done = size is not None and not self._left
        self._line.clear()


def dechunked(raw: bytes) -> tuple[bytes, str]:
    """The body inside a chunked one, and a problem's code: ``incomplete``, or ``coding-not-applied`` if it never was chunked."""
    dechunker = Dechunker()
    dechunker.feed(raw)
    if raw and not dechunker.body and not dechunker.done and not CHUNK_SIZE.match(raw):
        return raw, "coding-not-applied"
    return bytes(dechunker.body), "" if dechunker.done else "incomplete"
