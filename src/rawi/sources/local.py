"""What lies on this machine: a file, bytes, a text, an open stream."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, cast

from rawi.errors import SourceError
from rawi.limits import PAGE_BYTES
from rawi.model import Capture, content_id, digest

if TYPE_CHECKING:
    from typing import BinaryIO

    Source = Path | os.PathLike[str] | bytes | bytearray | memoryview | str | BinaryIO | TextIO
    """What a page can be read from."""

LONGEST_PATH = 4096
"""No file system we know of takes a longer one, so a longer string is a text."""


ENDINGS: Final = (
    ".html",
    ".htm",
    ".xhtml",
    ".mhtml",
    ".txt",
    ".md",
    ".xml",
    ".json",
    ".jsonl",
    ".csv",
    ".pdf",
    ".warc",
    ".wacz",
    ".gz",
    ".zip",
)
"""How the names of files end that somebody may want to read."""


def take(source: Source) -> tuple[Capture, bytes | str]:
    """A capture of ``source`` and its body.

    A ``str`` on one line which names an existing file is that file; one that can only be a path or an address, and is none, is refused;
    any other is the page itself.

    Raises:
        SourceError: the file is missing, unreadable, empty or larger than ``limits.PAGE_BYTES``.
        TypeError: it is nothing of this kind.
    """
    if isinstance(source, os.PathLike):
        return from_file(Path(source))
    if isinstance(source, bytes | bytearray | memoryview):
        body = bytes(source)
        return _capture(body, "bytes"), body
    if not isinstance(source, str):
        if not callable(getattr(source, "read", None)):
            raise TypeError(f"a page is read from a path, bytes, a text or an open file, not from {type(source).__name__}")
        return from_text_stream(source) if isinstance(source, io.TextIOBase) else from_stream(cast("BinaryIO", source))
    if "\n" not in source and len(source) < LONGEST_PATH and "\0" not in source and _names_a_file(source):
        return from_file(Path(source))
    if _looks_like_a_path(source):
        raise SourceError("no-text", source)
    return _capture(source.encode("utf-8", "surrogatepass"), "text"), source


def from_file(path: Path) -> tuple[Capture, bytes]:
    """A capture of the file at ``path`` and its bytes.

    Raises:
        SourceError: the file is missing, unreadable, empty or larger than ``limits.PAGE_BYTES``.
    """
    try:
        if path.stat().st_size > PAGE_BYTES:
            raise SourceError("too-large", path, PAGE_BYTES)
        body = path.read_bytes()
    except FileNotFoundError:
        raise SourceError("no-such-file", path) from None
    except OSError as error:
        raise SourceError("unreadable-file", path, error.strerror) from None
    if not body.strip():
        raise SourceError("empty-input", path)
    return _capture(body, "file", name=shown(path.name)), body


def shown(name: str) -> str:
    """A file's name as text: of one that is not in the system's charset, what can't be read stands as U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


def from_text_stream(stream: TextIO) -> tuple[Capture, bytes | str]:
    """A capture of a stream opened as text: its bytes from where it stands, if it has any, else its text.

    Raises:
        SourceError: there is nothing in it, or more than ``limits.PAGE_BYTES``.
    """
    if isinstance(stream, io.TextIOWrapper):
        if stream.seekable():
            stream.seek(stream.tell())  # what was read ahead is given back
        return from_stream(stream.buffer)
    text = stream.read(PAGE_BYTES + 1)
    if len(text) > PAGE_BYTES:
        raise SourceError("too-large", "stream", PAGE_BYTES)
    if not text.strip():
        raise SourceError("empty-input", "stream")
    return _capture(text.encode("utf-8", "surrogatepass"), "stream", name="stream"), text


def from_stream(stream: BinaryIO) -> tuple[Capture, bytes]:
    """A capture of an open stream, such as standard input, and its bytes.

    Raises:
        SourceError: there is nothing in it, or more than ``limits.PAGE_BYTES``.
    """
    name = str(getattr(stream, "name", "stream"))
    body = stream.read(PAGE_BYTES + 1)
    if not isinstance(body, bytes):
        raise TypeError(f"{name} gives {type(body).__name__}; a page is read from a stream of bytes, such as open(path, 'rb')")
    if len(body) > PAGE_BYTES:
        raise SourceError("too-large", name, PAGE_BYTES)
    if not body.strip():
        raise SourceError("empty-input", name)
    return _capture(body, "stream", name=name), body


def _names_a_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # a text can be no path at all: name too long, a forbidden character
        return False


def _looks_like_a_path(text: str) -> bool:
    """Whether a text is one word with a separator or a file's ending, and no markup: no page is."""
    if not text or len(text) > LONGEST_PATH or any(character.isspace() or character in "<>\0" for character in text):
        return False
    return "/" in text or "\\" in text or text.lower().endswith(ENDINGS)


def _capture(body: bytes, came_by: str, *, name: str = "") -> Capture:
    sha = digest(body)
    return Capture(id=content_id("capture", sha), digest=sha, came_by=came_by, name=name)
