"""How cost grows with size: for tests that promise linear time on hostile input."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ALLOWANCE: Final = 4
"""How far from linear a measured ratio may be on a busy machine; quadratic growth over a factor of eight is twice that and more."""
GRAIN: Final = 0.3
"""Seconds of CPU time below which a difference says nothing."""
TRIES: Final = 3


def seconds(run: Callable[[], object]) -> float:
    """The CPU time of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def grows_linearly(run: Callable[[int], object], small: int, large: int) -> bool:
    """Whether ``run(large)`` takes at most about ``large / small`` times as long as ``run(small)``; a busy moment gets another try."""
    run(max(1, small // 10))
    for _ in range(TRIES):
        least = min(seconds(lambda: run(small)) for _ in range(2))
        if seconds(lambda: run(large)) < ALLOWANCE * large / small * least + GRAIN:
            return True
    return False
