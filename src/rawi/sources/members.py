"""The bytes of a web archive out of its packed members, never more at once than were asked for, and always knowing where they lie.

Archives are packed by gzip (nearly all), by zstd with or without a dictionary of their own, or by lz4; each record is a member, which can
be unpacked without the ones before it.
"""

from __future__ import annotations

import importlib
import sys
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from rawi.errors import SourceError
from rawi.limits import WARC_DICTIONARY_BYTES, WARC_WINDOW_LOG

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

PIECE: Final = 65_536
DICTIONARY: Final = b"\x5d\x2a\x4d\x18"
"""The skippable frame at the head of a zstd archive that holds the dictionary of all its members (IIPC's draft for ``.warc.zst``)."""
ZSTD: Final = b"\x28\xb5\x2f\xfd"
WINDOW: Final[dict[int, int]] = {zstd.DecompressionParameter.window_log_max: WARC_WINDOW_LOG}
LZ4: Final = b"\x04\x22\x4d\x18"


class DamagedError(Exception):
    """The bytes at this place are no record, or not a whole one; ``args[0]`` says how."""


class Member(Protocol):
    """One member being unpacked."""

    @property
    def hungry(self) -> bool:
        """Whether it can give nothing more before it is fed."""
        ...

    @property
    def ended(self) -> bool:
        """Whether all of it was given out."""
        ...

    @property
    def rest(self) -> bytes:
        """What was fed and comes after its end."""
        ...

    def feed(self, data: bytes, most: int) -> bytes:
        """Unpack, giving ``most`` bytes at most.

        Raises:
            DamagedError: it is damaged.
        """
        ...


class Packing(NamedTuple):
    """How an archive is packed."""

    magic: bytes
    """What each member begins with."""
    begin: Callable[[], Member]
    start: int = 0
    """Where the first member may begin."""


class _Gzip:
    """A member packed by gzip."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(wbits=31)
        self._tail = b""

    @property
    def hungry(self) -> bool:
        return not self._tail

    @property
    def ended(self) -> bool:
        return self._inflater.eof

    @property
    def rest(self) -> bytes:
        return self._inflater.unused_data

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            made = self._inflater.decompress(self._tail + data, most)
        except zlib.error:
            raise DamagedError("the packed bytes are damaged") from None
        self._tail = self._inflater.unconsumed_tail
        return made


class _Framed:
    """A member packed by zstd or lz4, whose decoders keep by themselves what they were fed."""

    def __init__(self, decoder: Any, error: type[Exception]) -> None:
        self._decoder = decoder
        self._error = error

    @property
    def hungry(self) -> bool:
        return bool(self._decoder.needs_input)

    @property
    def ended(self) -> bool:
        return bool(self._decoder.eof)

    @property
    def rest(self) -> bytes:
        return bytes(self._decoder.unused_data or b"")

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            return bytes(self._decoder.decompress(data, most))
        except self._error:
            raise DamagedError("the packed bytes are damaged") from None


GZIP: Final = Packing(b"\x1f\x8b\x08", _Gzip)


def packing_of(file: BinaryIO, subject: str) -> Packing | None:
    """How an archive is packed; None if it is not.

    Raises:
        SourceError: by lz4, and the part of rawi that reads it is not installed; or with a dictionary that can't be read.
    """
    file.seek(0)
    head = file.read(8)
    if head.startswith(GZIP.magic[:2]):
        return GZIP
    if head.startswith(ZSTD):
        return _zstd(None, 0)
    if head.startswith(LZ4):
        return _lz4(subject)
    if head.startswith(DICTIONARY):
        size = int.from_bytes(head[4:8], "little")
        if size > WARC_DICTIONARY_BYTES:
            raise SourceError("not-a-page", subject, "a WARC whose dictionary is larger than limits.WARC_DICTIONARY_BYTES")
        return _zstd(_dictionary(file.read(size), subject), 8 + size)
    return None


def begins_archive(head: bytes, subject: str) -> bool:
    """Whether a file that begins so is a packed web archive.

    Raises:
        SourceError: it may be one packed by lz4, and the part of rawi that reads it is not installed.
    """
    if head.startswith(DICTIONARY):
        return True
    begin = {GZIP.magic[:2]: GZIP, ZSTD[:2]: _zstd(None, 0)}.get(head[:2]) or (_lz4(subject) if head.startswith(LZ4) else None)
    if begin is None:
        return False
    try:
        return begin.begin().feed(head, 64).startswith(b"WARC/")
    except DamagedError:
        return False


def _zstd(dictionary: zstd.ZstdDict | None, start: int) -> Packing:
    return Packing(ZSTD, lambda: _Framed(zstd.ZstdDecompressor(zstd_dict=dictionary, options=WINDOW), zstd.ZstdError), start)


def _dictionary(data: bytes, subject: str) -> zstd.ZstdDict:
    """The dictionary of an archive, which may be packed by zstd itself."""
    try:
        if data.startswith(ZSTD):
            data = zstd.ZstdDecompressor(options=WINDOW).decompress(data, WARC_DICTIONARY_BYTES)
        return zstd.ZstdDict(data)
    except (zstd.ZstdError, ValueError) as error:
        raise SourceError("not-a-page", subject, f"a WARC whose dictionary cannot be read ({error})") from None


def _lz4(subject: str) -> Packing:
    try:
        frame: Any = importlib.import_module("lz4.frame")
    except ImportError:
        raise SourceError("missing-extra", subject, "lz4") from None
    return Packing(LZ4, lambda: _Framed(frame.LZ4FrameDecompressor(), RuntimeError))


class Source:
    """The bytes of an archive from a place on, out of its members where it has any."""

    def __init__(self, file: BinaryIO, start: int, packing: Packing | None) -> None:
        start = max(start, packing.start if packing else 0)
        self.file = file
        self.packing = packing
        self.member = start  # where the present member, or the file's reading, began
        self._raw_end = start  # how far the file was read
        self._raw = b""
        self._out = bytearray()
        self._used = 0  # of what was not packed
        self._unpacking = packing.begin() if packing else None
        file.seek(start)

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end of the file.

        Raises:
            DamagedError: the packing is damaged.
        """
        while len(self._out) < size and self._more():
            pass
        with memoryview(self._out) as view, view[:size] as part:  # a slice of the array would be one more copy
            taken = bytes(part)
        del self._out[:size]
        self._used += len(taken)
        return taken

    def peek(self, size: int) -> bytes:
        """The next bytes, left where they are."""
        while len(self._out) < size and self._more():
            pass
        return bytes(self._out[:size])

    @property
    def at(self) -> int:
        """Where the next byte lies: its member's place, for packed ones."""
        if self._unpacking is None:
            return self.member + self._used
        return self.member if self._out or not self._unpacking.ended else self._raw_end - len(self._unpacking.rest)

    def _more(self) -> bool:
        if self._unpacking is not None and self._unpacking.ended:
            if self._out:
                return False  # a member's bytes are used up before the next begins, so that each record knows its own
            self._next_member(self._unpacking)
        data = b""
        if self._unpacking is None or self._unpacking.hungry:
            data, self._raw = self._raw or self.file.read(PIECE), b""
            self._raw_end = self.file.tell()
            if not data:
                if self._unpacking is not None and self._raw_end > self.member:
                    raise DamagedError("the file breaks off inside a packed member")
                return False
        self._out += data if self._unpacking is None else self._unpacking.feed(data, PIECE)
        return True

    def _next_member(self, ended: Member) -> None:
        rest = ended.rest
        self.member = self._raw_end - len(rest)
        self._raw = rest.lstrip(b"\0")  # padding between members
        self._unpacking = self.packing.begin() if self.packing else None
