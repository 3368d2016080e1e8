"""A reader that some pages hurt: they say themselves how. Children import it by name."""

from __future__ import annotations

import ctypes
import time
from typing import TYPE_CHECKING

from rawi import face

if TYPE_CHECKING:
    from collections.abc import Callable

    from rawi.model import Capture, Reading
    from rawi.sources import Got

MARK = "تؤذي هذه الصفحة قارئها: "


def hurt(body: bytes | str) -> None:
    """Do what a page says; nothing for others."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    if not text.startswith(MARK):
        return
    what = text.removeprefix(MARK).strip()
    if what == "segfault":
        ctypes.string_at(0)
    if what == "memory":
        bytearray(4_000_000_000)
    if what == "hang":
        time.sleep(60)
    if what == "deep":
        hurt(body)
    while what == "spin":
        pass
    raise ValueError(what)


def first(read: Callable[..., Reading]) -> Callable[..., Reading]:
    """A reader that is hurt before it reads."""

    def hurting(capture: Capture, body: bytes | str, **more: str | None) -> Reading:
        hurt(body)
        return read(capture, body, **more)

    return hurting


def read_got(got: Got) -> Reading:
    """The same for ``ingest``."""
    hurt(got.body)
    return face.read_got(got)
