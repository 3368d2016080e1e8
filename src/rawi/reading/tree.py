"""Markup → boxes and pieces: one walk over the tree, in which every visible text becomes a piece in document order.

A *box* is an element that begins on its own line; a *piece* is a run of text between the borders of boxes and line breaks. A box covers a
range of pieces, so that every later question («how much running text is in this element?») is a difference of two sums.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from rawi.arabic.letters import INVISIBLE
from rawi.data import words
from rawi.limits import PATH_STEPS
from rawi.reading.decode import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

SKIPPED: Final = words("html_elements", "tag", role="unread")
"""Elements whose text a reader never sees as text of the page."""

BOXES: Final = words("html_elements", "tag", role="box")
HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "h7"])
_BOLD: Final = frozenset(["b", "strong"])
_FIELD: Final = frozenset(["span", "a", "time", "label", "b", "i", "em", "small", "cite", "font"])
"""Inline elements that site templates use as fields of a row: name, date, section."""

_APART: Final = frozenset(["span", "a", "time", "small"])
"""Inline elements that a style sheet may set apart from their neighbour without a space between them."""
_FIELD_ROW: Final = 160
"""A row of fields holds no more text; in a longer one two elements side by side are two styles of one word."""
_FIELD_TEXTS: Final = 24
_ROW_NAMES: Final = frozenset(["meta", "info", "byline", "details", "data"])
"""What templates call a paragraph that is a row of fields."""

_HIDDEN_CLASS: Final = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader-text|visually-?hidden|element-invisible|assistive-text|hidden-text|d-none)(?:$|\s)"
)
_SHOWN_CLASS: Final = re.compile(r"(?:^|\s)d-(?:sm|md|lg|xl|xxl)-(?:block|flex|inline|grid|table)")
"""What a screen of some width shows after all."""
_HIDDEN_STYLE: Final = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_PEOPLE_PAGE: Final = re.compile(r"/(author|writer|editor|reporter|journalist)s?(?:/|\?|$)", re.IGNORECASE)
"""Where a link leads to what a person has written."""
_AUTHOR_NAMES: Final = frozenset(["username", "authorname", "authorlink", "postauthor"])
"""What templates call an element that holds nothing but an author's name."""
_BIG_FONT: Final = re.compile(r"[4-7]|\+[1-4]")
"""How pages without headings set a headline."""
_TIMED: Final = frozenset(["time", "abbr", "span"])
_TIMED_TITLE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_SPACE: Final = re.compile("[ \t\n\r\f\xa0]+")
_VISIBLE: Final = re.compile(f"[^\\s{INVISIBLE}]")
_CAMEL: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


_HEADLINE_LENGTH: Final = 160
"""No headline is longer and ends as a sentence does."""
ENDS_SENTENCE: Final = re.compile('[.!\u061f?\u2026\u06d4:\u00bb")\u201d]\\s*$')
"""What running text ends with and a field of the template does not."""


class Box:
    """A block-level element: its place, its names, and the range of pieces that lie in it."""

    __slots__ = ("_words", "depth", "element", "first", "index", "last", "parent", "tag")

    def __init__(self, element: HtmlElement, parent: Box | None, index: int, first: int) -> None:
        self.element = element
        self.tag: str = element.tag
        self.parent = parent
        self.index = index
        self.depth: int = parent.depth + 1 if parent else 0
        self.first = self.last = first
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words of its class and id, lower case: ``postRelated-list`` → post, related, list, postrelated."""
        if self._words is None:
            self._words = name_words(_field_names(self.element))
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

    def running(self, first: int, last: int) -> int:
        """How many code points of running text the pieces ``first`` to ``last`` hold."""
        return self._running[last] - self._running[first]


def is_running(piece: Piece) -> bool:
    """Whether a piece looks like a paragraph of a story: long, and not made of links."""
    return len(piece.text) >= 80 and piece.links * 3 < len(piece.text)


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
    return root if isinstance(root, HtmlElement) else None


def collapse(text: str) -> str:
    """``text`` with runs of ASCII white space and no-break spaces as one space; every other character stays."""
    return _SPACE.sub(" ", text).strip(" ")


def lay_out(root: HtmlElement) -> Layout:
    """Walk the tree once."""
    walk = _Walk()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "end":
            walk.leave(element, tag)
        elif tag in SKIPPED or _is_hidden(element, tag):
            walker.skip_subtree()
            walk.skip(element, tag)
        else:
            walk.enter(element, tag)
    walk.flush()
    if clean("\n".join(piece.text for piece in walk.pieces))[1]:  # character references can name what the markup itself did not hold
        for piece in walk.pieces:
            piece.text = clean(piece.text)[0]
    return Layout(root, walk.boxes, walk.pieces, walk.hidden)


def _is_hidden(element: HtmlElement, tag: str) -> bool:
    names = element.get("class")
    if names is not None and _HIDDEN_CLASS.search(names) and not _SHOWN_CLASS.search(names):
        return True
    style = element.get("style")
    if style is not None and _HIDDEN_STYLE.search(style):
        return True
    return tag not in {"html", "body"} and element.get("hidden") is not None


def _field_names(element: HtmlElement) -> str:
    names = " ".join(filter(None, map(element.get, ("class", "id", "rel", "itemprop", "property"))))[:300]
    if element.tag == "a" and (leads := _PEOPLE_PAGE.search((element.get("href") or "")[:300])):
        names += f" {leads.group(1)}"
    if element.tag == "font" and _BIG_FONT.match(element.get("size") or ""):
        names += " bigfont"
    return names


def _is_field(element: HtmlElement) -> bool:
    """Whether an inline element is a field of the template: it has a class, or leads to a person's page."""
    return element.get("class") is not None or _PEOPLE_PAGE.search((element.get("href") or "")[:300]) is not None


def _names_author(element: HtmlElement) -> bool:
    """Whether an inline element is marked as naming an author, by a link relation, microdata or the page that it leads to."""
    return (
        "author" in (element.get("rel") or "").split()
        or not _AUTHOR_NAMES.isdisjoint(name_words(element.get("class") or ""))
        or element.get("itemprop") == "author"
        or _PEOPLE_PAGE.search((element.get("href") or "")[:300]) is not None
    )


def _moment_of(element: HtmlElement, tag: str) -> str:
    """The machine-readable moment of an element: of ``time``, or of the ``title`` by which older templates give it."""
    if tag == "time":
        return element.get("datetime") or ""
    title = element.get("title") or ""
    return title if _TIMED_TITLE.match(title) else ""


class _Walk:
    """The state of the walk: the open boxes, the run of text being gathered, how deep it is in links and bold."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.pieces: list[Piece] = []
        self.hidden = 0
        self._open: list[Box] = []
        self._counts: list[dict[str, int]] = [{}]
        self._run: list[str] = []
        self._links = self._bold = self._in_link = self._in_bold = self._headings = 0
        self._skipped: set[HtmlElement] = set()
        self._after_field = self._after_inline = False
        self._fields: list[tuple[HtmlElement, str]] = []
        self._field = ""
        self._uncovered = 0
        self._when = ""
        self._authors: list[str] = []
        self._author_from: tuple[HtmlElement, int] | None = None

    def enter(self, element: HtmlElement, tag: str) -> None:
        if tag in BOXES:
            self.flush()
            counts = self._counts[-1]
            counts[tag] = counts.get(tag, 0) + 1
            box = Box(element, self._open[-1] if self._open else None, counts[tag], len(self.pieces))
            self.boxes.append(box)
            self._open.append(box)
            self._counts.append({})
            self._headings += tag in HEADINGS
        elif tag == "br":
            if self._headings:
                self._run.append(" ")
            else:
                self.flush()
        else:
            if (self._after_field and tag in _FIELD and element.get("class") is not None) or (self._is_glued(element)):
                self._field_border()
            self._in_link += tag == "a"
            self._in_bold += tag in _BOLD
            if tag in _TIMED:
                self._when = self._when or _moment_of(element, tag)
            if tag in _FIELD and (names := _field_names(element)):
                self._fields.append((element, names))
                self._field = f"{self._field} {names}"
                if self._author_from is None and _names_author(element):
                    self._author_from = (element, len(self._run))
        self._after_field = self._after_inline = False
        self.add(element.text)

    def leave(self, element: HtmlElement, tag: str) -> None:
        if element in self._skipped:
            self._skipped.discard(element)
        elif tag in BOXES:
            self.flush()
            self._open.pop().last = len(self.pieces)
            self._counts.pop()
            self._headings -= tag in HEADINGS
        else:
            self._in_link -= tag == "a"
            self._in_bold -= tag in _BOLD
            if self._fields and self._fields[-1][0] is element:
                self._fields.pop()
                if self._author_from is not None and self._author_from[0] is element:
                    self._authors.append(collapse("".join(self._run[self._author_from[1] :])))
                    self._author_from = None
        tail = element.tail
        self._after_field = tag in _FIELD and (tail is None or not tail.strip()) and _is_field(element)
        self._after_inline = tag not in BOXES and not tail
        self.add(tail)

    def skip(self, element: HtmlElement, tag: str) -> None:
        """Pass over an element without visible text."""
        self._skipped.add(element)
        if tag not in SKIPPED:
            self.hidden += sum(len(text.strip()) for text in element.itertext())

    def add(self, text: str | None) -> None:
        if text:
            self._run.append(text)
            if not self._fields:
                self._uncovered += len(text.strip())
            if self._in_link or self._in_bold:
                length = len(text.strip())
                self._links += length if self._in_link else 0
                self._bold += length if self._in_bold else 0

    def flush(self) -> None:
        """End the run of text: what it holds becomes a piece."""
        if self._run:
            text = collapse("".join(self._run))
            if _VISIBLE.search(text):
                field = self._field.strip() if self._uncovered * 10 <= len(text) else ""
                self.pieces.append(
                    Piece(
                        text, self._open[-1], links=self._links, bold=self._bold, field=field, when=self._when, authors=tuple(self._authors)
                    )
                )
            self._run.clear()
        self._links = self._bold = self._uncovered = 0
        self._when = ""
        self._authors.clear()
        self._author_from = None
        self._field = " ".join(names for _, names in self._fields)

    def _is_glued(self, element: HtmlElement) -> bool:
        """Whether an element begins in the middle of what would be one word: a field that a style sheet sets apart."""
        parent = element.getparent()
        if element.tag not in _APART or parent is None or not self._run or not self._run[-1][-1:].isalnum():
            return False
        if parent.tag == "p" and name_words(parent.get("class") or "").isdisjoint(_ROW_NAMES):
            return False
        last, first = self._run[-1][-1:], next(element.itertext(), "")[:1]
        if not first.isalnum() or not (self._after_inline or (last.isdigit() and first.isdigit())):
            return False
        return sum(len(text.strip()) for text in islice(parent.itertext(), _FIELD_TEXTS)) <= _FIELD_ROW

    def _field_border(self) -> None:
        """Two fields of a template side by side, outside a paragraph, are two pieces."""
        box = self._open[-1]
        if (box.tag != "p" or not box.words.isdisjoint(_ROW_NAMES)) and sum(map(len, self._run)) <= 120:
            self.flush()
