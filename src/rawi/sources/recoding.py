"""Tables and feeds in whatever charset they were saved in: told by the bytes, read as UTF-8."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, Final

from resiliparse.parse.encoding import detect_encoding

if TYPE_CHECKING:
    from typing import BinaryIO

PIECE: Final = 65_536
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ARABIC: Final = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6", "iso-8859-6": "iso-8859-6", "windows-1256": "windows-1256"}


def charset_of_xml(body: bytes) -> str | None:
    """The charset of a document where its bytes leave no doubt; None where its own declaration has to tell."""
    if b"\0" in body:
        return None
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return _ARABIC.get(detect_encoding(body[:PIECE]) or "")
    return "utf-8"  # no document in another charset is so by chance, once it holds words in Arabic


def charset_of(head: bytes) -> str:
    """The charset of a table, by its beginning: UTF-8 if it can be, else UTF-16 or an Arabic one of a byte a letter."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 20 > len(head):  # delimiters and digits; no other table holds a NUL
        return "utf-16-le" if odd > even else "utf-16-be"
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head)  # a letter cut at its end is no damage
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") * 2 <= foreign:
        return "utf-8"
    return _ARABIC.get(detect_encoding(head) or "", "utf-8")


class Recoded(io.RawIOBase):
    """A file in another charset as UTF-8, a piece at a time."""

    def __init__(self, file: BinaryIO, charset: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(charset)("replace")
        self._left = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the buffer protocol has no name before 3.12
        """Fill the buffer as far as one piece goes; 0 at the end."""
        ended = False
        while not self._left and not ended:
            data = self._file.read(PIECE)
            ended = not data
            self._left = self._decoder.decode(data, ended).encode("utf-8", "replace")
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def in_utf_8(file: BinaryIO) -> BinaryIO:
    """A table's file, to be read as UTF-8 whatever it is in."""
    buffered = io.BufferedReader(file, PIECE) if isinstance(file, io.RawIOBase) else file
    head = buffered.read(PIECE)
    buffered.seek(0)
    charset = charset_of(head)
    return buffered if charset == "utf-8" else io.BufferedReader(Recoded(buffered, charset))
