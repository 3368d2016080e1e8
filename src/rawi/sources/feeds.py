"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, as items with what the feed says of each.

Our own reader on a streaming parser: the library measured best on broken feeds took 18 s for ten thousand items and 3 GB for one token
of 20 MB; this one reads the same broken forms (``tests/sources/test_feed_forms.py`` holds it to that library) inside fixed bounds.
"""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin

import msgspec

from rawi.arabic.dates import read_date
from rawi.errors import SourceError
from rawi.limits import FEED_ITEMS
from rawi.model import Problem
from rawi.sources.got import Given
from rawi.sources.xmlstream import XmlStream, decoded, inner, local, space, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.sources.xmlstream import Element

ITEMS: Final = frozenset({"item", "entry"})
OWN_SPACES: Final = (
    "",
    "http://www.w3.org/2005/atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
    "http://purl.org/rss/2.0/",
)
"""Namespaces of feeds themselves; a ``title`` in another (of a picture, of a podcast) is not the item's."""

LONG: Final = ("encoded", "content", "body")
SHORT: Final = ("description", "summary", "abstract")
WHEN: Final = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
WHO: Final = ("creator", "author")

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
FIRST_YEAR: Final = 1995
"""No outlet's feed is older; an earlier date (1 January 1970) is a clock that was never set."""


class FeedItem(NamedTuple):
    """An item: what the feed says of a page elsewhere, and what it brings of its text, as HTML."""

    given: Given
    content: str
    whole: bool
    """Whether the content is the item's full text, not its summary, as far as the feed says."""

    @property
    def page(self) -> str:
        """The item as a small page of its own, its title on top."""
        return f"<article>\n<h1>{html.escape(self.given.title, quote=False)}</h1>\n{self.content}\n</article>\n"


class Feed:
    """A feed being read.

    Args:
        body: its bytes.
        address: where it is from; what relative links are relative to.

    Attributes:
        problems: what was wrong with it, known when its last item was read.

    Raises:
        SourceError: ``feed-refused``.
    """

    def __init__(self, body: bytes, address: str = "") -> None:
        self.address = address
        self.problems: list[Problem] = []
        self._body = body
        self._stream = None if body.lstrip()[:1] == b"{" else XmlStream(body, address)

    def items(self) -> Iterator[FeedItem]:
        """The items in the feed's order, ``limits.FEED_ITEMS`` at most."""
        for number, item in enumerate(self._xml(self._stream) if self._stream else self._json()):
            if number >= FEED_ITEMS:
                self.problems.append(Problem("feed-too-long", subject=self.address, hint="items past limits.FEED_ITEMS were not read"))
                break
            yield item
        if self._stream is not None and self._stream.cut and not self.problems:
            self.problems.append(Problem("feed-too-long", subject=self.address, hint="what comes past limits.XML_TAGS was not read"))
        elif self._stream is not None and self._stream.repaired:
            self.problems.append(
                Problem("feed-repaired", subject=self.address, hint="it is no well-formed XML; it was read as far as it can be")
            )

    def _xml(self, stream: XmlStream) -> Iterator[FeedItem]:
        outlet = language = ""
        for element in stream.elements(ITEMS | {"title", "language", "image", "textInput"}):
            name = local(element)
            if name in ITEMS:
                language = language or (element.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
                yield self._item(element, outlet, language)
            elif name == "language":
                language = language or text_of(element).strip()
            elif name == "title" and not outlet and _of_channel(element):
                outlet = flat(text_of(element))

    def _item(self, element: Element, outlet: str, language: str) -> FeedItem:
        parts = _Parts(element)
        raw = parts.first(WHEN)
        url = parts.link()
        content, whole = parts.content()
        source = parts.first(("source",)) if not parts.has_child("source", "id") else ""
        title = flat(parts.own("title"))
        given = Given(
            url=urljoin(self.address, url) if url else None,
            title=title,
            outlet=flat(source) or outlet,
            byline=flat(parts.who()),
            published=when(raw),
            published_raw=raw,
            language=language,
            section=flat(parts.first(("category", "subject"))),
            item=parts.first(("guid", "id")) or url or sha256(f"{title}\0{content}".encode("utf-8", "replace")).hexdigest(),
            by=self.address,
        )
        return FeedItem(given, content, whole)

    def _json(self) -> Iterator[FeedItem]:
        try:
            feed = msgspec.json.decode(decoded(self._body).lstrip("\ufeff"), type=_JsonFeed)
        except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
            raise SourceError("feed-refused", self.address, f"it is no JSON Feed ({type(error).__name__})") from None
        for item in feed.items:
            authors = [*item.authors, *([item.author] if item.author else [])]
            raw = item.date_published or item.date_modified
            url = item.url or item.external_url
            given = Given(
                url=urljoin(self.address, url) if url else None,
                title=flat(item.title),
                outlet=flat(feed.title),
                byline="، ".join(flat(author.name) for author in authors if author.name),
                published=when(raw),
                published_raw=raw,
                language=item.language or feed.language,
                section=flat(item.tags[0]) if item.tags else "",
                item=str(item.id) or url,
                by=self.address,
            )
            text = item.content_html or html.escape(item.content_text, quote=False).replace("\n", "<br>\n")
            yield FeedItem(given, text or html.escape(item.summary, quote=False), whole=bool(text))


class _Parts:
    """The children of an item by name; the first of a name that says anything counts."""

    def __init__(self, element: Element) -> None:
        self.children = list(element)[:200]

    def own(self, name: str) -> str:
        """The text of the item's own child of that name, else of one from elsewhere (``dc:title``)."""
        found = [child for child in self.children if local(child) == name]
        found.sort(key=lambda child: space(child).lower() not in OWN_SPACES)
        return next((said for child in found if (said := text_of(child).strip())), "")

    def first(self, names: tuple[str, ...]) -> str:
        """The text of the first name that has any."""
        return next((said for name in names if (said := self.own(name))), "")

    def has_child(self, name: str, inside: str) -> bool:
        return any(local(child) == name and any(local(part) == inside for part in child) for child in self.children)

    def link(self) -> str:
        """The page's address: the alternate link of Atom, the link of RSS, or an id that says that it is one."""
        for child in self.children:
            if local(child) == "link" and (href := child.get("href")) and child.get("rel", "alternate") == "alternate":
                return str(href).strip()
        said = self.first(("origlink", "link"))
        if said:
            return said
        identity = self.first(("guid", "id"))
        permanent = not any(local(child) == "guid" and child.get("isPermaLink", "true").lower() == "false" for child in self.children)
        return identity if permanent and identity.startswith(("http://", "https://")) else ""

    def who(self) -> str:
        for child in self.children:
            if local(child) in WHO:
                name = next((text_of(part) for part in child if local(part) == "name"), "") or text_of(child)
                if name.strip():
                    return _mailed(name.strip())
        return ""

    def content(self) -> tuple[str, bool]:
        for names, whole in ((LONG, True), (SHORT, False)):
            for name in names:
                for child in self.children:
                    if local(child) == name and (said := _html(child).strip()):
                        return said, whole
        return "", False


def _html(element: Element) -> str:
    kind = element.get("type", "html")
    if kind == "xhtml" or len(element):
        return inner(element)
    said = text_of(element)
    plain = kind in {"text", "text/plain"}
    return html.escape(said, quote=False) if plain else said


def _of_channel(element: Element) -> bool:
    """Whether a title is the feed's own, not one of an item or a picture."""
    parent = element.getparent()
    return parent is not None and local(parent) in {"channel", "feed"} and space(element).lower() in OWN_SPACES


def _mailed(name: str) -> str:
    """RSS asks for an address and puts the name in brackets behind it: «a@b.example (Name)»."""
    mail, bracket, rest = name.partition("(")
    return rest.rstrip(") ") if bracket and "@" in mail else "" if "@" in name and " " not in name else name


def flat(said: str) -> str:
    """A short text on one line, without markup and with its references resolved (feeds often escape twice)."""
    return " ".join(_TAG.sub(" ", html.unescape(said)).split())


def when(raw: str) -> str | None:
    """A feed's date in ISO 8601: as the standards have it, or as Arabic outlets print it; None if it cannot be told."""
    said = " ".join(raw[:200].split())
    if not said:
        return None
    for reader in (date.fromisoformat, datetime.fromisoformat, parsedate_to_datetime):  # a bare day stays one
        try:
            moment = reader(said)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return moment.isoformat() if moment.year >= FIRST_YEAR else None
    read = read_date(said)
    return read.value if read is not None and int(read.value[:4]) >= FIRST_YEAR else None


class _Author(msgspec.Struct):
    name: str = ""


class _JsonItem(msgspec.Struct):
    """The parts of a JSON Feed's item that say something of a page."""

    id: str | int | float = ""
    url: str = ""
    external_url: str = ""
    title: str = ""
    content_html: str = ""
    content_text: str = ""
    summary: str = ""
    date_published: str = ""
    date_modified: str = ""
    author: _Author | None = None
    authors: list[_Author] = []
    tags: list[str] = []
    language: str = ""


class _JsonFeed(msgspec.Struct):
    title: str = ""
    language: str = ""
    items: list[_JsonItem] = []
