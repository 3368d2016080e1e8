"""Where an outlet says that its feeds and sitemaps are: links in a page's head, lines in its robots.txt."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urljoin

FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml"})
HEAD_BYTES: Final = 500_000
_LINK: Final = re.compile(r"<link\b([^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"([a-zA-Z-]{1,30})\s{0,5}=\s{0,5}(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'|([^\s\"'<>]{1,1000}))")


def feeds_of(body: bytes, address: str) -> tuple[str, ...]:
    """The feeds that a page names in ``<link rel=alternate>``, in its order, each once; feeds of comments last."""
    found: dict[str, str] = {}
    for link in _LINK.finditer(body[:HEAD_BYTES].decode("utf-8", "replace")):
        said = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(link[1])}
        if "alternate" in said.get("rel", "").lower().split() and said.get("type", "").lower() in FEED_TYPES and said.get("href"):
            found.setdefault(urljoin(address, said["href"].strip()), said.get("title", ""))
    return tuple(sorted(found, key=lambda url: "comments" in url.lower()))
