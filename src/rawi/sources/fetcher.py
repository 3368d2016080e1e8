"""Fetching: an address in, a capture out, by way of the guard, the manners and the evidence.

Nothing else in rawi opens a connection, and nothing can without a ``Fetcher`` in its hands: to be offline is to have none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from rawi.errors import FetchError
from rawi.limits import REDIRECTS, RETRIES, RETRY_AFTER_SECONDS
from rawi.sources import polite
from rawi.sources.address import Address, parse
from rawi.sources.exchange import Exchange, Patience, exchange
from rawi.sources.got import NOTHING_GIVEN, Given, Got, captured, noted
from rawi.sources.guard import Guard
from rawi.sources.polite import EVERYTHING, NOTHING, Clock, Rules, SystemClock, Turns
from rawi.sources.sniff import is_block_page, kind_of
from rawi.sources.visits import Visit, Visits

if TYPE_CHECKING:
    from collections.abc import Callable

    from rawi.model import Capture, WarcPlace
    from rawi.sources.evidence import Keeper
    from rawi.sources.message import Headers

ASKED: Final = (
    ("User-Agent", "rawi/0.1 (reads news; honours robots.txt under the name rawi)"),
    (
        "Accept",
        "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5",
    ),
    ("Accept-Language", "ar,*;q=0.5"),
    ("Accept-Encoding", "gzip, deflate, br, zstd"),
)

MOVED: Final = frozenset({301, 302, 303, 307, 308})
BUSY: Final = frozenset({429, 500, 502, 503, 504})
NOT_MODIFIED: Final = 304
GONE: Final = frozenset({404, 410, 451})
LASTING: Final = frozenset({200, 203, 226, 301, 308, 404, 410, 451})
"""Answers worth keeping as evidence: what a page said, where it went, that it is gone."""

FRESH: Final = timedelta(days=1)
"""A page that was got no longer ago is not asked for again when a feed or list leads to it."""

SECRET_HEADERS: Final = frozenset({"set-cookie", "set-cookie2", "authorization", "cookie"})


class Fetched(NamedTuple):
    """A page got from the network, and what to remember of the visit once the page is safe in other hands."""

    got: Got
    visit: Visit


@dataclass
class Fetcher:
    """The one way to the network.

    Args:
        guard: decides which addresses may be connected to.
        turns: one clock per host.
        clock: the time.
        visits: what is remembered between runs.
        keeper: where evidence is kept, if it is.
        patience: how long and how much one answer may be.
        fresh: how long a page counts as just got, where a feed or list leads to it.
        ask: does one exchange; tests bring their own.
    """

    guard: Guard = field(default_factory=Guard)
    clock: Clock = field(default_factory=SystemClock)
    turns: Turns = field(init=False)
    pace: float | None = None
    visits: Visits = field(default_factory=Visits)
    keeper: Keeper | None = None
    patience: Patience = field(default_factory=Patience)
    fresh: timedelta = FRESH
    ask: Callable[[Address, Headers, Guard, Patience], Exchange] = exchange
    _rules: dict[str, Rules] = field(default_factory=dict)
    _keeping: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.turns = Turns(self.clock) if self.pace is None else Turns(self.clock, self.pace)

    def get(self, url: str, *, came_by: str = "url", given: Given = NOTHING_GIVEN, led_to: bool = False) -> Fetched:
        """The page at ``url``.

        Args:
            url: its address.
            came_by: the door, for ``Capture.came_by``.
            given: what the source that led here knows of it.
            led_to: a feed or list led here: an address got within ``fresh`` is not asked for again.

        Raises:
            FetchError: there is no page to be had; ``unchanged`` if it is the one that was got before.
        """
        address = parse(url)
        visit = self.visits.of(address.key)
        self._due(address, visit, led_to=led_to)
        done, at = self._followed(address, visit)
        return self._judged(address, done, at, visit, came_by=came_by, given=given)

    def remember(self, visit: Visit) -> None:
        """Take note of a visit whose page is safe."""
        self.visits.remember(visit)

    def rules(self, address: Address) -> Rules:
        """What the robots.txt of an address's host says; asked for once."""
        if address.origin not in self._rules:
            self._rules[address.origin] = found = self._ask_rules(address)
            if found.delay:
                self.turns.slow_down(address.host, found.delay)
        return self._rules[address.origin]

    def _due(self, address: Address, visit: Visit | None, *, led_to: bool) -> None:
        now = self.clock.now()
        if visit is None:
            return
        if visit.not_before and (until := _time(visit.not_before)) > now:
            raise FetchError("put-off", address.url, _iso(until))
        if led_to and visit.status == 200 and _time(visit.at) > now - self.fresh:
            raise FetchError("unchanged", address.url, visit.at)

    def _ask_rules(self, address: Address) -> Rules:
        here = address
        for _ in range(REDIRECTS // 2):  # RFC 9309 asks for five
            try:
                here = parse("/robots.txt", here) if here is address else here
                with self.turns.turn(here.host):
                    done = self.ask(here, ASKED, self.guard, self.patience)
                if done.head.status not in MOVED or not done.head.get("location"):
                    return polite.rules_of(done.head.status, done.body)
                here = parse(done.head.get("location"), here)
            except FetchError as error:
                if error.code in {"address-refused", "no-such-host"}:
                    raise
                return NOTHING  # not to be reached: the RFC says to take that as a refusal
        return EVERYTHING

    def _followed(self, address: Address, visit: Visit | None) -> tuple[Exchange, datetime]:
        """The last answer of a chain of redirects, each hop judged by the guard and the hop's own robots.txt."""
        here, seen = address, {address.url}
        for _ in range(REDIRECTS + 1):
            if not self.rules(here).allow(here.url):
                raise FetchError("robots-refused", here.url)
            done, at = self._patiently(here, visit if here is address else None)
            if done.head.status not in MOVED or not done.head.get("location"):
                return done, at
            self._kept(done, at, "", "redirect")
            here = parse(done.head.get("location"), here)
            if here.url in seen:
                raise FetchError("redirected-in-a-circle", address.url, here.url)
            seen.add(here.url)
        raise FetchError("too-many-redirects", address.url, REDIRECTS)

    def _patiently(self, address: Address, visit: Visit | None) -> tuple[Exchange, datetime]:
        """An answer, asked for again after a pause while the server is busy or does not answer."""
        attempt = 0
        while True:
            attempt += 1
            try:
                with self.turns.turn(address.host):
                    done = self.ask(address, (*ASKED, *_conditions(visit)), self.guard, self.patience)
            except FetchError as error:
                if attempt >= RETRIES or error.code not in {"unreachable", "took-too-long"}:
                    raise
                self.turns.hold(address.host, polite.back_off(attempt, None))
                continue
            at = self.clock.now()
            if done.head.status not in BUSY or is_block_page(done.body, done.head.headers):
                return done, at
            wait = polite.back_off(attempt, polite.asked_to_wait(done.head.get("retry-after"), at))
            if wait > RETRY_AFTER_SECONDS:
                self._put_off(address, at, wait, done.head.status)
            if attempt >= RETRIES:
                raise FetchError("server-trouble", address.url, done.head.status)
            self.turns.hold(address.host, wait)

    def _put_off(self, address: Address, at: datetime, wait: float, status: int) -> None:
        until = at + timedelta(seconds=min(wait, timedelta(days=1).total_seconds()))
        self.visits.remember(Visit(address.key, _iso(at), status, not_before=_iso(until)))
        raise FetchError("put-off", address.url, _iso(until))

    def _judged(self, asked: Address, done: Exchange, at: datetime, before: Visit | None, *, came_by: str, given: Given) -> Fetched:
        """The page in an answer.

        Raises:
            FetchError: the answer holds none.
        """
        status = done.head.status
        if is_block_page(done.body, done.head.headers):
            raise FetchError("block-page", asked.url, status)
        if status == NOT_MODIFIED and before is not None:
            self.visits.remember(msgspec.structs.replace(before, at=_iso(at), not_before=""))
            raise FetchError("unchanged", asked.url, before.at)
        if status not in LASTING or status in MOVED:
            raise FetchError("refused-by-server", asked.url, status)
        capture = _capture(asked, done, at, came_by)
        # what came with something wrong is asked for in full next time, and never answered with 304
        tags = ("", "") if done.problems else (done.head.get("etag"), done.head.get("last-modified"))
        visit = Visit(asked.key, _iso(at), 0 if done.problems else status, *tags, capture.digest)
        same = before is not None and before.digest == capture.digest
        warc = None if same else self._kept(done, at, capture.digest, came_by)
        if status in GONE:
            self.visits.remember(visit)
            raise FetchError("not-there", asked.url, status)
        if same and before is not None:
            self.visits.remember(visit)
            raise FetchError("unchanged", asked.url, before.at)
        if not done.body.strip():
            raise FetchError("empty-input", asked.url)
        if kind_of(done.body) == "binary":
            raise FetchError("not-a-page", asked.url, done.head.media_type)
        return Fetched(Got(msgspec.structs.replace(capture, warc=warc), done.body, given), visit)

    def _kept(self, done: Exchange, at: datetime, body: str, came_by: str) -> WarcPlace | None:
        if self.keeper is None or done.head.status not in LASTING:
            return None
        with self._keeping:
            return self.keeper.keep(done, at, body=body, came_by=came_by)


def _capture(asked: Address, done: Exchange, at: datetime, came_by: str) -> Capture:
    return captured(
        done.body,
        came_by,
        url=asked.url,
        final_url=done.address.url,
        fetched_at=_iso(at),
        status=done.head.status,
        headers=tuple((name, value) for name, value in done.head.headers if name.lower() not in SECRET_HEADERS),
        media_type=done.head.media_type,
        problems=noted(done.problems, asked.url),
    )


def _conditions(visit: Visit | None) -> Headers:
    """Headers that let a server say that nothing has changed."""
    if visit is None or visit.status != 200:
        return ()
    said = (("If-None-Match", visit.etag), ("If-Modified-Since", visit.last_modified))
    return tuple((name, value) for name, value in said if value and value.isprintable())


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _time(text: str) -> datetime:
    """A time that we wrote; the distant past for anything else."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
