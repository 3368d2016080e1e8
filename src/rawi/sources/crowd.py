"""Many addresses at once: several hosts in parallel, each host one at a time, no host starved by another."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.errors import FetchError, RawiError
from rawi.sources.address import parse
from rawi.sources.got import NOTHING_GIVEN, Given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rawi.sources.fetcher import Fetched, Fetcher
    from rawi.sources.got import Got

HOSTS_AT_ONCE: Final = 8
WINDOW: Final = 2_000
"""Addresses looked at ahead, so that a list which names one host a thousand times in a row does not hold up the others."""


class Wanted(NamedTuple):
    """An address to be fetched, and what the source that led to it knows of its page."""

    url: str
    given: Given = NOTHING_GIVEN
    came_by: str = "url"
    led_to: bool = False
    spare: Got | None = None
    """What the source itself brings of the page, to be read if the page can't be had."""

    @property
    def named_by(self) -> str:
        """The feed or sitemap that named it; empty for an address that the caller asked for, itself or in a list."""
        return self.given.by if self.led_to else ""


class Answer(NamedTuple):
    """What became of a wanted address."""

    wanted: Wanted
    fetched: Fetched | None
    error: RawiError | None = None


def fetch_all(fetcher: Fetcher, wanted: Iterable[Wanted], *, hosts: int = HOSTS_AT_ONCE) -> Iterator[Answer]:
    """Fetch every address; the answers come as they are ready.

    An address that differs from an earlier one only in what tracks its reader is fetched once.
    """
    crowd = _Crowd(fetcher, iter(wanted), hosts)
    with ThreadPoolExecutor(hosts, thread_name_prefix="fetch") as threads:
        try:
            yield from crowd.answers(threads)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


class _Crowd:
    """Waiting addresses by host, and the ones under way."""

    def __init__(self, fetcher: Fetcher, wanted: Iterator[Wanted], hosts: int) -> None:
        self.fetcher = fetcher
        self.wanted = wanted
        self.hosts = hosts
        self.waiting: dict[str, deque[Wanted]] = {}
        self.running: dict[Future[Answer], str] = {}
        self.seen: set[str] = set()
        self.count = 0

    def answers(self, threads: ThreadPoolExecutor) -> Iterator[Answer]:
        while True:
            yield from self._take_in()
            pause = self._send_out(threads)
            if self.running:
                done, _ = wait(self.running, timeout=pause, return_when=FIRST_COMPLETED)
                for future in done:
                    del self.running[future]
                    yield future.result()
            elif self.waiting:
                self.fetcher.clock.sleep(pause or 0.0)
            else:
                return

    def _take_in(self) -> Iterator[Answer]:
        """Fill the window; what is no address at all is answered at once."""
        for each in islice(self.wanted, max(0, WINDOW - self.count)):
            try:
                address = parse(each.url)
            except FetchError as error:
                yield Answer(each, None, error)
                continue
            if address.key not in self.seen:
                self.seen.add(address.key)
                self.waiting.setdefault(address.host, deque()).append(each)
                self.count += 1

    def _send_out(self, threads: ThreadPoolExecutor) -> float | None:
        """Start what may start now; the seconds until the next host may be asked, None if none waits for its clock."""
        pause: float | None = None
        busy = set(self.running.values())
        for host in [host for host in self.waiting if host not in busy]:
            left = self.fetcher.turns.wait(host)
            if left > 0:
                pause = left if pause is None else min(left, pause)
            elif len(self.running) < self.hosts:
                self.running[threads.submit(self._one, self._next(host))] = host
        return pause

    def _next(self, host: str) -> Wanted:
        queue = self.waiting[host]
        each = queue.popleft()
        self.count -= 1
        if not queue:
            del self.waiting[host]
        return each

    def _one(self, each: Wanted) -> Answer:
        try:
            return Answer(each, self.fetcher.get(each.url, came_by=each.came_by, given=each.given, led_to=each.led_to))
        except RawiError as error:
            return Answer(each, None, error)
