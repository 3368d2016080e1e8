"""Markup → boxes and pieces: the shape in which every later question is put to a page. ``walk`` fills it.

A *box* is an element that begins on its own line; a *piece* is a run of text between the borders of boxes and line breaks. A box covers a
range of pieces, so that every later question («how much running text is in this element?») is a difference of two sums.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from rawi.arabic.letters import QUESTION_MARK
from rawi.limits import PATH_STEPS, TITLE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Sequence

_IN_HEAD: Final = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "h7"])
PEOPLE_PAGE: Final = re.compile(r"/(author|writer|editor|reporter|journalist)s?(?:/|\?|$)", re.IGNORECASE)
"""Where a link leads to what a person has written."""
_BIG_FONT: Final = re.compile(r"[4-7]|\+[1-4]")
"""How pages without headings set a headline."""
_SPACE: Final = re.compile("[ \t\n\r\f\xa0]+")
_CAMEL: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_HEADLINE_LENGTH: Final = 160
"""No headline is longer and ends as a sentence does."""
_SENTENCE: Final = 40
_STOPS: Final = f".!{QUESTION_MARK}\u2026"
"""How a short paragraph, which has so many code points at least, ends."""
ENDS_SENTENCE: Final = re.compile('[.!\u061f?\u2026\u06d4:\u00bb")\u201d]\\s*$')
"""What running text ends with and a field of the template does not."""


class Box:
    """A block-level element: its place, its names, and the range of pieces that lie in it."""

    __slots__ = ("_words", "asks", "depth", "element", "first", "index", "last", "parent", "pictured", "tag")

    def __init__(self, element: HtmlElement, parent: Box | None, index: int, first: int) -> None:
        self.element = element
        self.tag: str = element.tag
        self.parent = parent
        self.index = index
        self.depth: int = parent.depth + 1 if parent else 0
        self.first = self.last = first
        self.pictured = False
        """Whether a picture stands in it, and in no smaller box."""
        self.asks = ""
        """The field to be filled in that stands in it, and in no smaller box: «line» of text, or «text» of several lines."""
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words of its class and id, lower case: ``postRelated-list`` → post, related, list, postrelated."""
        if self._words is None:
            self._words = name_words(field_names(self.element))
        return self._words

    @property
    def path(self) -> str:
        """The element path, its innermost steps."""
        steps: list[str] = []
        box: Box | None = self
        while box is not None and len(steps) < PATH_STEPS:
            steps.append(f"{box.tag}[{box.index}]" if box.index > 1 else box.tag)
            box = box.parent
        return ("…/" if box is not None else "") + "/".join(reversed(steps))


class Piece:
    """A run of visible text."""

    __slots__ = ("authors", "bold", "box", "field", "links", "text", "when")

    def __init__(
        self, text: str, box: Box, *, links: int = 0, bold: int = 0, field: str = "", when: str = "", authors: tuple[str, ...] = ()
    ) -> None:
        self.text = text
        self.authors = authors
        """The texts of the inline elements in it that are marked as naming an author."""
        self.when = when
        """The ``datetime`` of a ``time`` element in it."""
        self.field = field
        """Class, id and other names of the inline elements that hold all of it, if any do: ``author vcard``."""
        self.box = box
        self.links = links
        """Code points of it inside links."""
        self.bold = bold
        """Code points of it in bold."""

    @property
    def link_share(self) -> float:
        """The share of the text that stands inside links, between 0 and 1."""
        return min(1.0, self.links / len(self.text))


class Layout:
    """The boxes and pieces of a page, with sums over ranges of pieces."""

    def __init__(self, root: HtmlElement, boxes: Sequence[Box], pieces: Sequence[Piece], hidden: int) -> None:
        self.root = root
        self.boxes = boxes
        self.pieces = pieces
        self.hidden = hidden
        """Code points of text in elements that a browser would not show."""
        self.length = sum(len(piece.text) for piece in pieces)
        """Code points of visible text."""
        self._running = list(accumulate((len(piece.text) if is_running(piece) else 0 for piece in pieces), initial=0))
        title = collapse((root.findtext(".//title") or "")[:TITLE_LENGTH])
        headline = next((i for i, piece in enumerate(pieces) if piece.box.tag == "h1"), len(pieces))
        self._told = next(
            (i for i, piece in enumerate(pieces) if is_text(piece) and piece.text not in title and (is_running(piece) or i > headline)),
            len(pieces),
        )

    def running(self, first: int, last: int) -> int:
        """How many code points of running text the pieces ``first`` to ``last`` hold."""
        return self._running[last] - self._running[first]

    def tells_above(self, i: int) -> bool:
        """Whether text stands above piece ``i``: running text, or a sentence, short as it is, below the page's headline."""
        return self._told < i


def is_running(piece: Piece) -> bool:
    """Whether a piece looks like a paragraph of a story: long, and not made of links."""
    return len(piece.text) >= 80 and piece.links * 3 < len(piece.text)


def is_text(piece: Piece) -> bool:
    """Whether a piece is running text or a sentence that leads nowhere, and not a headline, long as that may be."""
    if piece.box.tag in HEADINGS and not is_written_large(piece):
        return False
    return is_running(piece) or (len(piece.text) >= _SENTENCE and not piece.links and piece.text[-1] in _STOPS)


def is_written_large(piece: Piece) -> bool:
    """Whether a piece in a heading's element is a paragraph all the same, set so for its size."""
    text = piece.text
    closed = text.endswith(".") or (len(text) >= _HEADLINE_LENGTH and ENDS_SENTENCE.search(text) is not None)
    return piece.box.tag in HEADINGS and closed and is_running(piece)


@lru_cache(maxsize=4096)
def name_words(names: str) -> frozenset[str]:
    """The words in class names and ids, lower case, split at hyphens, underscores and capitals, with each name's words also joined."""
    found: set[str] = set()
    for name in names.replace("_", "-").split():
        parts = [part.lower() for part in _CAMEL.findall(name)]
        found.update(parts)
        found.update(first + second for first, second in pairwise(parts))
    return frozenset(found)


def parse(markup: str) -> HtmlElement | None:
    """The tree of ``markup``, or None where there is no element in it. Text nodes of any length; comments are no part of it."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if not isinstance(root, HtmlElement):
        return None
    _free_from_head(root)
    return root


def _free_from_head(root: HtmlElement) -> None:
    """Move to the body what the parser, which knows no ``article`` that begins one, left in the head of a page without those tags."""
    head = root.find("head")
    strays = [element for element in head if isinstance(element.tag, str) and element.tag not in _IN_HEAD] if head is not None else []
    if not strays:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    for place, element in enumerate(strays):
        body.insert(place, element)


def collapse(text: str) -> str:
    """``text`` with runs of ASCII white space and no-break spaces as one space; every other character stays."""
    return _SPACE.sub(" ", text).strip(" ")


def field_names(element: HtmlElement) -> str:
    """Everything that names an element: class, id, link relation, microdata, the kind of page that it leads to, a headline's font."""
    names = " ".join(filter(None, map(element.get, ("class", "id", "rel", "itemprop", "property"))))[:300]
    if element.tag == "a" and (leads := PEOPLE_PAGE.search((element.get("href") or "")[:300])):
        names += f" {leads.group(1)}"
    if element.tag == "font" and _BIG_FONT.match(element.get("size") or ""):
        names += " bigfont"
    return names
