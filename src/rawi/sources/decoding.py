"""Content codings undone inside a bound: no decoder is ever asked for more than may still come.

A gigabyte of zeros is 841 bytes of brotli. A cap that looks at what a decoder hands out comes too late, for the decoder hands out the
gigabyte in one piece; so each decoder here is told beforehand how much it may make.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

import brotli

from rawi.limits import CODINGS_CHAINED, FETCHED_BYTES, ZSTD_WINDOW_LOG

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

MAGIC: Final = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
"""First bytes that leave no doubt, whatever the header announces."""


class Decoded(NamedTuple):
    """A decoded body, and the code of what went wrong on the way (empty: nothing)."""

    body: bytes
    problem: str = ""


class DamagedError(Exception):
    """A coded body breaks off or is damaged; ``args[0]`` holds what was decoded before."""


def decode(body: bytes, codings: str, limit: int = FETCHED_BYTES) -> Decoded:
    """Undo the codings that a ``Content-Encoding`` header announces, last one first.

    Problems: ``coding-unknown`` (body as received), ``too-many-codings`` (body as received), ``coding-not-applied`` (it was not coded at
    all), ``coding-damaged`` and ``body-too-large`` (what came before the damage or the limit).
    """
    names = [name for name in (part.strip().lower().removeprefix("x-") for part in codings.split(",")) if name not in {"", "identity"}]
    if len(names) > CODINGS_CHAINED:
        return Decoded(body, "too-many-codings")
    for name in reversed(names):
        decoded = undo(body, name, limit)
        if decoded.problem:
            return decoded
        body = decoded.body
    return Decoded(body)


def undo(body: bytes, name: str, limit: int) -> Decoded:
    """Undo one coding, making ``limit`` bytes at most."""
    name = next((known for magic, known in MAGIC.items() if body.startswith(magic)), name)
    if not body:
        return Decoded(body)
    if name not in DECODERS:
        return Decoded(body, "coding-unknown")
    try:
        made = DECODERS[name](body, limit + 1)
    except DamagedError as error:
        made = bytes(error.args[0])[:limit]
        return Decoded(made, "coding-damaged") if made else Decoded(body, "coding-not-applied" if _is_text(body) else "coding-damaged")
    return Decoded(made[:limit], "body-too-large") if len(made) > limit else Decoded(made)


def gunzip(body: bytes, most: int) -> bytes:
    """Every member of a gzip stream; bytes after the last that are no member are left out, as browsers do."""
    whole = bytearray()
    while body and len(whole) < most:
        inflater = zlib.decompressobj(wbits=31)
        try:
            whole += inflater.decompress(body, most - len(whole))
        except zlib.error:
            if whole:
                return bytes(whole)
            raise DamagedError(_inflated_so_far(body, 31, most)) from None
        if not inflater.eof and len(whole) < most:
            raise DamagedError(whole)
        body = inflater.unused_data
    return bytes(whole)


def inflate(body: bytes, most: int) -> bytes:
    """A ``deflate`` body: zlib by the standard, raw deflate as some servers have it."""
    for wbits in (15, -15):
        inflater = zlib.decompressobj(wbits=wbits)
        try:
            whole = inflater.decompress(body, most)
        except zlib.error:
            continue
        if not inflater.eof and len(whole) < most:
            raise DamagedError(whole)
        return whole
    raise DamagedError(_inflated_so_far(body, 15, most))


def unbrotli(body: bytes, most: int) -> bytes:
    """A brotli body."""
    decompressor = brotli.Decompressor()
    whole = bytearray()
    piece = body
    try:
        while True:
            made = decompressor.process(piece, output_buffer_limit=min(1 << 20, most - len(whole)))
            whole += made
            if len(whole) >= most or decompressor.is_finished():
                return bytes(whole)
            if decompressor.can_accept_more_data():  # it wants bytes that never came
                raise DamagedError(whole)
            piece = b""
    except brotli.error:
        raise DamagedError(whole) from None


def unzstd(body: bytes, most: int) -> bytes:
    """Every frame of a zstd body."""
    whole = bytearray()
    while body and len(whole) < most:
        decompressor = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG})
        try:
            whole += decompressor.decompress(body, most - len(whole))
        except zstd.ZstdError:
            if whole:
                return bytes(whole)
            raise DamagedError(whole) from None
        if not decompressor.eof and len(whole) < most:
            raise DamagedError(whole)
        body = decompressor.unused_data
    return bytes(whole)


DECODERS: Final[dict[str, Callable[[bytes, int], bytes]]] = {"gzip": gunzip, "deflate": inflate, "br": unbrotli, "zstd": unzstd}


def _inflated_so_far(body: bytes, wbits: int, most: int) -> bytearray:
    """What a damaged deflate stream held before its damage, found by feeding it in small pieces."""
    inflater = zlib.decompressobj(wbits=wbits)
    whole = bytearray()
    try:
        for start in range(0, len(body), 512):
            whole += inflater.decompress(body[start : start + 512], most - len(whole))
            if len(whole) >= most:
                break
    except zlib.error:
        pass
    return whole


def _is_text(body: bytes) -> bool:
    """Whether a body that would not decode looks like a page that never was coded."""
    return b"<" in body[:1024] and b"\0" not in body[:1024]
