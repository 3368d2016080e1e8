"""Content ids: the same thing has the same id on a laptop, on a cluster, today and next year."""

from __future__ import annotations

from hashlib import sha256


def content_id(kind: str, *parts: object) -> str:
    """A 20-digit hexadecimal id of ``kind`` and ``parts``.

    The parts are joined by a character that no decoded page can hold (U+0000 is replaced at decoding), so that
    no two lists of parts run together into the same id.
    """
    digest = sha256("\0".join((kind, *map(str, parts))).encode("utf-8", "surrogatepass"))
    return f"{kind[0]}{digest.hexdigest()[:19]}"


def digest(data: bytes) -> str:
    """The SHA-256 of ``data`` in hexadecimal digits, as kept beside every capture."""
    return sha256(data).hexdigest()
