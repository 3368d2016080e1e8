"""The child's side: take an item, work on it inside the limits, give back what came of it."""

from __future__ import annotations

import math
import pickle  # the parent's own items only; nothing that a child says is unpickled
import signal
import sys
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from rawi.workers.pool import Bounds

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only limit
    resource = None  # type: ignore[assignment]

READY: Final = b"ready"
"""The first thing that a child says."""

DONE: Final = b"+"
FAILED: Final = b"-"
"""The first byte of an answer; the rest is the encoded result, or a code and a line that says more."""


def serve(link: Connection, work: Callable[[object], object], bounds: Bounds, prepare: Callable[[], None] | None) -> None:
    """Work on items until the parent hangs up.

    Args:
        link: where items come from and answers go.
        work: what is done with an item.
        bounds: what one item may cost.
        prepare: what is done first, if anything: what an item costs is counted afterwards.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the parent who is interrupted, and who ends its children
    _limit_memory(bounds.memory)
    if prepare is not None:
        prepare()
    link.send_bytes(READY)
    while True:
        try:
            item = pickle.loads(link.recv_bytes())  # noqa: S301 - from the parent
        except (EOFError, OSError):
            return
        _limit_time(bounds)
        answer, spent = _answered(work, item)
        _end_of_time()
        try:
            link.send_bytes(answer)
        except OSError:
            return
        if spent:
            return


def _answered(work: Callable[[object], object], item: object) -> tuple[bytes, bool]:
    """An answer, and whether this process had better not go on."""
    try:
        return DONE + msgspec.msgpack.encode(work(item)), False
    except MemoryError:
        return FAILED + b"out-of-memory\n", True
    except RecursionError as error:
        return _failed("failed", error), False
    except Exception as error:  # noqa: BLE001 - whatever one item does must not end the others
        return _failed("failed", error), False


def _failed(code: str, error: Exception) -> bytes:
    return FAILED + f"{code}\n{type(error).__name__}: {str(error)[:200]}".encode("utf-8", "replace")


def _limit_memory(memory: int) -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a child that dies leaves no image of its memory, which holds pages
    if resource is not None and memory and sys.platform.startswith("linux"):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))


def _limit_time(bounds: Bounds) -> None:
    """The system ends this process once the present item has had its time, also where the parent is gone and nobody else would."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, bounds.clock)
    if resource is not None and bounds.cpu:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        until = math.ceil(used.ru_utime + used.ru_stime) + bounds.cpu
        resource.setrlimit(resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most))


def _end_of_time() -> None:
    """An answer is there: the parent may take its time to hear it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
