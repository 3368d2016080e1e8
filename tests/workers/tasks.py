"""What the pool's tests let children do; a child imports it by name."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path


def do(task: str) -> str:
    """Work, or fail in the way that the task names."""
    name, _, rest = task.partition(" ")
    if name == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "segfault":
        ctypes.string_at(0)
    if name == "exit":
        os._exit(3)
    if name == "raise":
        raise ValueError(rest)
    if name == "sleep":
        time.sleep(float(rest))
    if name == "spin":
        while True:
            pass
    if name == "eat":
        return str(len(bytearray(int(rest))))
    if name == "deep":
        return do(task)
    if name == "hang":  # tells who hangs
        Path(rest).write_text(str(os.getpid()), encoding="ascii")
        time.sleep(60)
    if name == "pid":
        return str(os.getpid())
    return task.upper()


_loaded: list[str] = []


def load() -> None:
    """Take longer than an item may."""
    time.sleep(0.5)
    _loaded.append("loaded")


def loaded(_task: str) -> str:
    """What was loaded before."""
    return " ".join(_loaded)


def lie(_task: str) -> int:
    """Return something of another type than was agreed."""
    return 5
