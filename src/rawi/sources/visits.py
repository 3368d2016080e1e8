"""What is remembered between runs: when an address was asked last, what it answered, and until when to leave it alone.

A file of JSON lines, one a visit, the last of an address counts. It saves work and is no evidence: without it everything is asked for
again.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_LINE: Final = 65_536


class Visit(msgspec.Struct, frozen=True, omit_defaults=True):
    """The last visit to an address."""

    key: str
    """``Address.key``."""
    at: str
    """ISO 8601 in UTC."""
    status: int = 0
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    """Of the body, as in ``Capture.digest``."""
    not_before: str = ""
    """The server asked not to be asked again earlier than this."""


class Visits:
    """The visits kept in a file, or only in memory if there is none."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = Lock()
        self._last: dict[str, Visit] = {}
        self._lines = 0
        if path is not None and path.exists():
            self._load(path)

    def of(self, key: str) -> Visit | None:
        """The last visit to an address, if there was one."""
        return self._last.get(key)

    def remember(self, visit: Visit) -> None:
        """Take note of a visit."""
        with self._lock:
            self._last[visit.key] = visit
            self._lines += 1
            if self._path is not None:
                with self._path.open("ab") as file:
                    file.write(msgspec.json.encode(visit) + b"\n")

    def close(self) -> None:
        """Rewrite the file without the visits that later ones replaced, if those are most of it."""
        with self._lock:
            if self._path is None or self._lines <= 2 * len(self._last):
                return
            fresh = self._path.with_suffix(".new")
            with fresh.open("wb") as file:
                file.writelines(msgspec.json.encode(visit) + b"\n" for visit in self._last.values())
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
            self._lines = len(self._last)

    def _load(self, path: Path) -> None:
        decoder = msgspec.json.Decoder(Visit)
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE):
                try:
                    visit = decoder.decode(line)
                except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    continue  # a line cut by a crash costs one visit
                self._last[visit.key] = visit
                self._lines += 1
