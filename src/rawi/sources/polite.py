"""Manners: one request at a time to a host and a pause after it, waits that servers ask for, and what a robots.txt allows."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

from protego import Protego

from rawi.limits import CRAWL_DELAY_SECONDS, HOST_PACE_SECONDS, RETRY_AFTER_SECONDS, ROBOTS_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

AGENT: Final = "rawi"
"""The name under which a robots.txt speaks to us."""


class Clock(Protocol):
    """The time of day, and a way to let it pass; tests bring their own."""

    def now(self) -> datetime:
        """The time, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass
class Turns:
    """One clock per host: at most one request at a time, and ``pace`` seconds between the end of one and the start of the next.

    Args:
        clock: the time.
        pace: the pause; a host's robots.txt can make it longer, never shorter.
    """

    clock: Clock
    pace: float = HOST_PACE_SECONDS
    _locks: dict[str, Lock] = field(default_factory=lambda: defaultdict(Lock))
    _ready: dict[str, float] = field(default_factory=dict)
    _paces: dict[str, float] = field(default_factory=dict)

    def slow_down(self, host: str, seconds: float) -> None:
        """A host asks for a longer pause (``Crawl-delay``)."""
        self._paces[host] = max(self.pace, min(seconds, CRAWL_DELAY_SECONDS))

    def hold(self, host: str, seconds: float) -> None:
        """Ask a host for nothing in the next ``seconds``."""
        self._ready[host] = max(self._ready.get(host, 0.0), self.clock.now().timestamp() + seconds)

    def wait(self, host: str) -> float:
        """How many seconds the host is still to be left alone. A clock set back can never make it longer than the longest pause."""
        longest = max(self._paces.get(host, self.pace), RETRY_AFTER_SECONDS)
        return min(longest, max(0.0, self._ready.get(host, 0.0) - self.clock.now().timestamp()))

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """The right to ask ``host`` once; waits for it."""
        with self._locks[host]:
            if left := self.wait(host):
                self.clock.sleep(left)
            try:
                yield
            finally:
                self.hold(host, self._paces.get(host, self.pace))


def asked_to_wait(retry_after: str, now: datetime) -> float | None:
    """The seconds that a ``Retry-After`` header asks for; 0 for a time in the past, None if it can't be read."""
    value = retry_after.strip()
    if value.isascii() and value.isdecimal():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
        return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp())
    except (ValueError, TypeError, OverflowError):
        return None


def back_off(attempt: int, asked: float | None) -> float:
    """Seconds to wait before trying again: what the server asks for, else 4, 8, 16 … of our own."""
    return asked if asked is not None else 2.0 * 2**attempt


@dataclass(frozen=True)
class Rules:
    """What a host's robots.txt says; without one everything is allowed."""

    robots: Protego | None = None
    allowed: bool = True

    def allow(self, url: str) -> bool:
        """Whether we may ask for ``url``."""
        return self.allowed and (self.robots is None or self.robots.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The pause that it asks for."""
        return float((self.robots.crawl_delay(AGENT) if self.robots else None) or 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names."""
        return tuple(self.robots.sitemaps) if self.robots else ()


EVERYTHING: Final = Rules()
NOTHING: Final = Rules(allowed=False)


def rules_of(status: int, body: bytes) -> Rules:
    """The rules in an answer to a request for robots.txt (RFC 9309): none for 4xx, everything forbidden while the server has trouble."""
    if 200 <= status < 300:
        return Rules(Protego.parse(body[:ROBOTS_BYTES].decode("utf-8", "replace")))
    return NOTHING if status >= 500 or status == 429 else EVERYTHING
