"""Every kind of input through one door: ``captures`` gives pages, and names what it could not give."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import msgspec

from rawi.errors import FetchError, RawiError, SourceError, UsageError
from rawi.limits import SITEMAPS_FOLLOWED
from rawi.model import Problem
from rawi.sources import files
from rawi.sources.address import is_web, parse
from rawi.sources.crowd import Answer, Wanted, fetch_all
from rawi.sources.discovery import feeds_of
from rawi.sources.got import Got, Skipped, lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rawi.sources.fetcher import Fetcher
    from rawi.sources.files import Found
    from rawi.sources.tables import Columns
    from rawi.sources.visits import Visit

OFFLINE: Final = "link of a feed or sitemap, which is followed only online"

ROUNDS: Final = 5
"""An index of sitemaps leads to sitemaps, these to pages; what leads further than this leads nowhere."""

PASSING: Final = frozenset({"unreachable", "took-too-long", "server-trouble", "put-off", "bad-answer"})
"""What may be otherwise next time: a feed that led to such a page is not taken as done."""


def captures(
    specs: Iterable[str], *, fetcher: Fetcher | None = None, columns: Columns = files.USUAL, discover: bool = False
) -> Iterator[Got | Problem]:
    """The pages that ``specs`` name, each with what its source knows of it, and a ``Problem`` for each that can't be had.

    What lies on this machine comes first and in order; what is fetched follows as it comes, several hosts at a time.

    Args:
        specs: files, folders, patterns, ``-``, web addresses. What a file or an answer is shows in its bytes: a page, a feed, a sitemap,
            a list of addresses, a web archive, a table. An empty one is an error, not the folder that one stands in.
        fetcher: the way to the network; without one nothing is fetched, and the items of a feed are read from the feed.
        columns: which column of a table says what, where they are not called as they usually are.
        discover: take a page given by its address for an outlet's front door, and read the feeds and sitemaps that it names instead.

    Raises:
        UsageError: one of ``specs`` is empty.
    """
    specs = tuple(specs)
    if not all(spec.strip() for spec in specs):
        raise UsageError("bad-option", "an empty name", "it takes a file, a folder, a pattern or an address; «.» is the folder you are in")
    return _captures(specs, _Door(fetcher, discover=discover), columns)


def _captures(specs: Iterable[str], door: _Door, columns: Columns) -> Iterator[Got | Problem]:
    for spec in specs:
        if is_web(spec):
            door.wanted.append(Wanted(spec))
        elif "://" in spec[:20] and not spec.startswith("file:"):
            yield lost(FetchError("not-http", spec))
        else:
            yield from door.sorted_out(files.in_path(spec, columns))
    yield from door.fetched()


class _Door:
    """The addresses still to be fetched while sources are read."""

    def __init__(self, fetcher: Fetcher | None, *, discover: bool) -> None:
        self.fetcher = fetcher
        self.discover = discover
        self.wanted: list[Wanted] = []
        self.sitemaps = 0

    def sorted_out(self, found: Iterable[Found]) -> Iterator[Got | Problem]:
        """Pages and losses go through; addresses wait, or without a network are answered at once."""
        for each in found:
            if not isinstance(each, Wanted):
                yield each
            elif self.fetcher is not None:
                self.wanted.append(each)
            elif each.spare is not None:
                yield each.spare
            elif each.named_by:
                yield Skipped("link-skipped", subject=each.url, hint=OFFLINE)
            else:
                yield lost(FetchError("offline", each.url))

    def fetched(self) -> Iterator[Got | Problem]:
        """Fetch what waits, and what that leads to."""
        if self.fetcher is None:
            yield from (lost(FetchError("offline", each.url)) for each in self.wanted)
            return
        led: list[Visit] = []
        whole = True
        for _ in range(ROUNDS):
            now, self.wanted = self.wanted, []
            for answer in fetch_all(self.fetcher, now):
                whole = whole and (answer.error is None or answer.error.code not in PASSING)
                yield from self._answer(answer, self.fetcher, led)
        yield from (lost(SourceError("nothing-found", each.url)) for each in self.wanted)
        if whole:  # only now: a feed remembered earlier would be «unchanged» after a crash, its pages never fetched
            for visit in led:
                self.fetcher.remember(visit)

    def _answer(self, answer: Answer, fetcher: Fetcher, led: list[Visit]) -> Iterator[Got | Problem]:
        wanted = answer.wanted
        if answer.fetched is None:
            yield from self._not_had(wanted, answer.error)
            return
        got, visit = answer.fetched
        try:
            inside = list(self._front_door(got, fetcher)) if self.discover and wanted.came_by == "url" else files.in_body(got, wanted.url)
            leads = False
            for each in inside:
                leads = leads or isinstance(each, Wanted)
                yield from self._led(each)
        except SourceError as error:
            yield lost(error)
            return
        led.append(visit) if leads else fetcher.remember(visit)

    def _led(self, each: Found) -> Iterator[Got | Problem]:
        if isinstance(each, Wanted) and each.came_by == "sitemap" and not each.led_to:
            self.sitemaps += 1
            if self.sitemaps > SITEMAPS_FOLLOWED:
                if self.sitemaps == SITEMAPS_FOLLOWED + 1:
                    yield Problem("too-many-sitemaps", subject=each.url, hint="sitemaps past limits.SITEMAPS_FOLLOWED were not read")
                return
        yield from self.sorted_out([each])

    def _not_had(self, wanted: Wanted, error: RawiError | None) -> Iterator[Got | Problem]:
        """The page as the feed brings it, if it brings more than a few words; else the loss."""
        if error is None:
            return
        if wanted.spare is None or error.code == "unchanged" or len(wanted.spare.body) < len(wanted.given.title) + 200:
            yield lost(error, named_by=wanted.named_by)
            return
        note = Problem("page-from-feed", subject=wanted.url, hint=f"the page itself could not be had ({error.code}); its item was read")
        yield wanted.spare._replace(capture=msgspec.structs.replace(wanted.spare.capture, problems=(note,)))

    @staticmethod
    def _front_door(got: Got, fetcher: Fetcher) -> Iterator[Found]:
        """The feeds and sitemaps of an outlet; the page itself if it names none."""
        body = got.body if isinstance(got.body, bytes) else got.body.encode()
        here = got.capture.final_url or got.capture.url or ""
        named = tuple(dict.fromkeys(chain(feeds_of(body, here), fetcher.rules(parse(here)).sitemaps)))
        yield from (Wanted(url, came_by="discovered") for url in named)
        if not named:
            yield from files.in_body(got, here)
