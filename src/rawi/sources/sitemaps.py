"""Sitemaps: addresses of pages, with what Google's news extension says of each, and indexes of further sitemaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rawi.limits import FETCHED_BYTES, SITEMAP_ADDRESSES
from rawi.model import Problem
from rawi.sources.decoding import undo
from rawi.sources.feeds import flat, when
from rawi.sources.got import Given
from rawi.sources.xmlstream import XmlStream, local, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.sources.xmlstream import Element


class Entry(NamedTuple):
    """An address in a sitemap."""

    given: Given
    is_index: bool
    """Whether it is a further sitemap."""


class Sitemap:
    """A sitemap being read.

    Args:
        body: its bytes, packed by gzip or not.
        address: where it is from.

    Attributes:
        problems: what was wrong with it, known when its last entry was read.

    Raises:
        SourceError: ``feed-refused``.
    """

    def __init__(self, body: bytes, address: str = "") -> None:
        self.address = address
        self.problems: list[Problem] = []
        if body.startswith(b"\x1f\x8b"):
            body = undo(body, "gzip", FETCHED_BYTES).body
        self._stream = XmlStream(body, address)

    def entries(self) -> Iterator[Entry]:
        """The entries in the sitemap's order, ``limits.SITEMAP_ADDRESSES`` at most."""
        for number, element in enumerate(self._stream.elements(frozenset({"url", "sitemap"}))):
            if number >= SITEMAP_ADDRESSES:
                self.problems.append(
                    Problem("sitemap-too-long", subject=self.address, hint="addresses past limits.SITEMAP_ADDRESSES were not read")
                )
                break
            if (entry := self._entry(element)) is not None:
                yield entry
        if self._stream.cut and not self.problems:
            self.problems.append(Problem("sitemap-too-long", subject=self.address, hint="what comes past limits.XML_TAGS was not read"))
        elif self._stream.repaired:
            self.problems.append(
                Problem("feed-repaired", subject=self.address, hint="it is no well-formed XML; it was read as far as it can be")
            )

    def _entry(self, element: Element) -> Entry | None:
        said = {local(part): text_of(part).strip() for part in list(element)[:50] if local(part) != "news"}
        news: dict[str, str] = {}
        for part in element:
            if local(part) == "news":
                news.update((local(inside), text_of(inside).strip()) for inside in list(part.iter())[:50])
        url = said.get("loc", "")
        if not url:
            return None
        raw = news.get("publication_date") or said.get("lastmod", "")
        given = Given(
            url=url,
            title=flat(news.get("title", "")),
            outlet=flat(news.get("name", "")),
            published=when(news.get("publication_date", "")),
            published_raw=raw,
            language=news.get("language", ""),
            item=url,
            by=self.address,
        )
        return Entry(given, is_index=local(element) == "sitemap")
