"""Zip files and WACZ: their entries one by one, never by their names, inside bounds that are checked while they are unpacked."""

from __future__ import annotations

import struct
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.errors import SourceError
from rawi.limits import ZIP_BYTES, ZIP_ENTRIES, ZIP_RATIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

PIECE: Final = 1 << 20
END: Final = b"PK\x05\x06"
FIRST_GROWTH: Final = 1_000_000
"""An entry this small unpacked is let be, whatever its ratio: a page of blanks is no bomb."""
NAME_BYTES: Final = 500
"""Of a file in a zip's directory, header included, on the average; the directory is read whole, so it is bounded first."""
REGULAR: Final = (0, 0o100000)
"""File types (as Unix writes them, 0 for none) that are files; a link or a device is not opened."""


class Entry(NamedTuple):
    """An entry: a name to show, never to write to, and its unpacked bytes."""

    name: str
    file: BinaryIO


def entries(file: BinaryIO, subject: str) -> Iterator[Entry]:
    """The files in a zip, each open while it is looked at.

    Raises:
        SourceError: ``zip-refused``: it is damaged, has more than ``limits.ZIP_ENTRIES``, its entries overlap, or they grow past
            ``limits.ZIP_RATIO`` or ``limits.ZIP_BYTES``.
    """
    _directory_is_bounded(file, subject)
    try:
        with zipfile.ZipFile(file) as whole:
            infos = [info for info in whole.infolist() if not info.is_dir()]
            _apart(infos, subject)
            left = ZIP_BYTES
            for info in infos:
                if info.external_attr >> 16 & 0o170000 not in REGULAR:
                    continue  # a link leads out of the file; what it leads to is no part of it
                with _unpacked(whole, info, left, subject) as (unpacked, size):
                    left -= size
                    yield Entry(info.filename, unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SourceError("zip-refused", subject, str(error)[:200] or type(error).__name__) from None


def _directory_is_bounded(file: BinaryIO, subject: str) -> None:
    """Look at the end record before anything reads the directory that it announces."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 22:
        raise SourceError("zip-refused", subject, "it has no directory")
    count, length = struct.unpack("<10xHL6x", tail[at : at + 22])
    if count > ZIP_ENTRIES or (length != 0xFFFFFFFF and length > ZIP_ENTRIES * NAME_BYTES) or count == 0xFFFF:
        raise SourceError("zip-refused", subject, f"more entries than limits.ZIP_ENTRIES ({ZIP_ENTRIES})")
    file.seek(0)


def _apart(infos: list[zipfile.ZipInfo], subject: str) -> None:
    """Entries lie one behind the other in an honest zip; in a bomb they share their bytes."""
    if len(infos) > ZIP_ENTRIES:
        raise SourceError("zip-refused", subject, f"more entries than limits.ZIP_ENTRIES ({ZIP_ENTRIES})")
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise SourceError("zip-refused", subject, "its entries overlap")
        end = info.header_offset + 30 + info.compress_size


@contextmanager
def _unpacked(whole: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, subject: str) -> Iterator[tuple[BinaryIO, int]]:
    """An entry's bytes in a file of their own without a name, and their number, counted as they come and not as announced."""
    with tempfile.SpooledTemporaryFile(PIECE * 8) as spool:
        size = 0
        with whole.open(info) as packed:
            while piece := packed.read(PIECE):
                size += len(piece)
                if size > left:
                    raise SourceError("zip-refused", subject, f"more than limits.ZIP_BYTES ({ZIP_BYTES})")
                if size > FIRST_GROWTH and size > ZIP_RATIO * max(1, info.compress_size):
                    raise SourceError("zip-refused", subject, f"an entry grows more than {ZIP_RATIO} times (limits.ZIP_RATIO)")
                spool.write(piece)
        spool.seek(0)
        yield spool, size  # type: ignore[misc]  # a spooled file is a binary file in all that is used here
