"""One walk over the tree: every visible text becomes a piece in document order, each field of a template a piece of its own.

A run of text ends where a box begins or ends, at a line break, where a style sheet sets two fields apart, and before a link to another
story that ends a paragraph.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree

from rawi.arabic.letters import INVISIBLE
from rawi.data import words
from rawi.reading.decode import clean
from rawi.reading.labels import label_of
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, PEOPLE_PAGE, Box, Layout, Piece, collapse, field_names, name_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SKIPPED: Final = words("html_elements", "tag", role="unread")
"""Elements whose text a reader never sees as text of the page."""
BOXES: Final = words("html_elements", "tag", role="box")
_BOLD: Final = frozenset(["b", "strong"])
_FIELD: Final = frozenset(["span", "a", "time", "label", "b", "i", "em", "small", "cite", "font"])
"""Inline elements that site templates use as fields of a row: name, date, section."""
_PICTURES: Final = frozenset(["img", "amp-img", "picture"])
_ASKING: Final = frozenset(["input", "textarea"])
_LINES: Final = frozenset(["", "text", "email", "tel", "radio"])
"""Types of ``input`` that a reader fills in; the others are buttons, boxes to tick and what a framework keeps hidden."""
_ICON_WIDTH: Final = 48
_ICON_FIGURES: Final = 4
_TEASING: Final = frozenset(["a", "b", "strong", "span", "font"])
_SENTENCE_LENGTH: Final = 40
"""So much of a paragraph stands before a link to another story that ends it."""
_LABEL_LENGTH: Final = 60
_SHORTEST_LABEL: Final = 4
_LAST_WORDS: Final = re.compile('[^.!?\u061f\u00bb\n"]{4,30}$')
_APART: Final = frozenset(["span", "a", "time", "small", "b", "i", "em", "strong"])
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
_BLOCK_STYLE: Final = re.compile(r"display\s{0,3}:\s{0,3}(?:block|flex|grid|table)(?![\w-])", re.IGNORECASE)
_AUTHOR_NAMES: Final = frozenset(["username", "authorname", "authorlink", "postauthor", "fn"])
"""What templates call an element that holds nothing but an author's name."""
_TIMED: Final = frozenset(["time", "abbr", "span", "i", "small", "div", "p", "li"])
_TIMED_TITLE: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_TIMED_DATA: Final = ("data-time", "data-timestamp", "data-datetime", "data-date", "data-utime", "data-published", "data-unix")
"""Attributes from which a script makes «3 hours ago» when the page is shown."""
_VISIBLE: Final = re.compile(f"[^\\s{INVISIBLE}]")


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


def _is_field(element: HtmlElement) -> bool:
    """Whether an inline element is a field of the template: it has a class, gives a time, or leads to a person's page."""
    return element.tag == "time" or element.get("class") is not None or PEOPLE_PAGE.search((element.get("href") or "")[:300]) is not None


def _names_author(element: HtmlElement) -> bool:
    """Whether an inline element is marked as naming an author, by a link relation, microdata or the page that it leads to."""
    return (
        "author" in (element.get("rel") or "").split()
        or not _AUTHOR_NAMES.isdisjoint(name_words(element.get("class") or ""))
        or element.get("itemprop") == "author"
        or PEOPLE_PAGE.search((element.get("href") or "")[:300]) is not None
    )


def _moment_of(element: HtmlElement, tag: str) -> str:
    """The machine-readable moment of an element: of ``time``, of its data for a script, or of its ``title`` in older templates."""
    if tag not in _TIMED:
        return ""
    title: str = element.get("title") or ""
    said: str = (element.get("datetime") or title) if tag == "time" else ""
    data: str = next((value for name in _TIMED_DATA if (value := element.get(name))), "")
    return said or data or (title if _TIMED_TITLE.match(title) else "")


def _is_box(element: HtmlElement, tag: str) -> bool:
    """Whether an element begins on its own line: by its tag, or as an element of a framework («app-article») that holds such ones."""
    if tag in BOXES:
        return True
    return (
        "-" in tag
        and tag not in _PICTURES
        and any(isinstance(child.tag, str) and (child.tag in BOXES or "-" in child.tag) for child in element)
    )


def _is_set_as_block(element: HtmlElement) -> bool:
    """Whether an inline element is shown on lines of its own."""
    style = element.get("style")
    return style is not None and _BLOCK_STYLE.search(style) is not None


def _is_icon(element: HtmlElement) -> bool:
    """Whether a picture is a sign beside a field: drawn as a vector, called an icon, or as small as one."""
    names = f"{element.get('src') or ''} {element.get('class') or ''}"[:300].lower()
    width = (element.get("width") or element.get("height") or "").removesuffix("px")
    return ".svg" in names or "icon" in names or (width.isdecimal() and len(width) <= _ICON_FIGURES and int(width) <= _ICON_WIDTH)


def _asked_for(element: HtmlElement, tag: str) -> str:
    """What a field asks of a reader: a «line», a «text», or nothing."""
    if tag == "textarea":
        return "text"
    return "line" if (element.get("type") or "").strip().lower() in _LINES else ""


def _leads_away(words: str) -> bool:
    """Whether a few words begin a line that leads to another story."""
    label = label_of(words) if len(words) >= _SHORTEST_LABEL else None
    return label is not None and label.kind == "teaser"


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
        self._set_apart: set[HtmlElement] = set()
        self._after_field = self._after_inline = self._in_teaser = False
        self._fields: list[tuple[HtmlElement, str]] = []
        self._field = ""
        self._uncovered = 0
        self._when = ""
        self._authors: list[str] = []
        self._author_from: tuple[HtmlElement, int] | None = None

    def enter(self, element: HtmlElement, tag: str) -> None:
        if _is_box(element, tag):
            self.flush()
            counts = self._counts[-1]
            counts[tag] = counts.get(tag, 0) + 1
            box = Box(element, self._open[-1] if self._open else None, counts[tag], len(self.pieces))
            self.boxes.append(box)
            self._open.append(box)
            self._counts.append({})
            self._headings += tag in HEADINGS
            self._when = _moment_of(element, tag)
        elif tag == "br":
            if self._headings:
                self._run.append(" ")
            else:
                self.flush()
        elif tag in _PICTURES:
            if self._open and not _is_icon(element):
                self._open[-1].pictured = True
        else:
            if (self._after_field and (tag == "time" or (tag in _FIELD and element.get("class") is not None))) or self._is_glued(element):
                self._field_border()
            elif tag in _TEASING and self._run:
                self._teaser_border(element, tag)
            if _is_set_as_block(element):
                self.flush()
                self._set_apart.add(element)
            self._in_link += tag == "a"
            self._in_bold += tag in _BOLD
            self._when = self._when or _moment_of(element, tag)
            if tag in _FIELD and (names := field_names(element)):
                self._fields.append((element, names))
                self._field = f"{self._field} {names}"
                if self._author_from is None and _names_author(element):
                    self._author_from = (element, len(self._run))
        self._after_field = self._after_inline = False
        self.add(element.text)

    def leave(self, element: HtmlElement, tag: str) -> None:
        if element in self._skipped:
            self._skipped.discard(element)
        elif _is_box(element, tag):
            self.flush()
            self._open.pop().last = len(self.pieces)
            self._counts.pop()
            self._headings -= tag in HEADINGS
        else:
            if (tag == "a" and self._in_teaser) or element in self._set_apart:
                self.flush()
                self._set_apart.discard(element)
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
        if tag in _ASKING and self._open:
            box = self._open[-1]
            box.asks = "text" if box.asks == "text" else _asked_for(element, tag) or box.asks
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
        self._in_teaser = False
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
        if not first.isalnum() or not (self._after_inline or (last.isdecimal() and first.isdecimal())):
            return False
        return sum(len(text.strip()) for text in islice(parent.itertext(), _FIELD_TEXTS)) <= _FIELD_ROW

    def _teaser_border(self, element: HtmlElement, tag: str) -> None:
        """A link to another story at the end of a paragraph, with the words that lead to it, is a piece of its own."""
        before = "".join(self._run)
        if len(before) < _SENTENCE_LENGTH:
            return
        cut = len(before)
        own = collapse("".join(islice(element.itertext(), _FIELD_TEXTS)))[:_LABEL_LENGTH]
        if not _leads_away(own):
            tail = _LAST_WORDS.search(before)
            if tag != "a" or tail is None or not _leads_away(tail.group()):
                return
            cut = tail.start()
        if ENDS_SENTENCE.search(before[:cut]):
            self._run = [before[:cut]]
            self.flush()
            self._run = [before[cut:]] if before[cut:].strip() else []
            self._in_teaser = True

    def _field_border(self) -> None:
        """Two fields of a template side by side, outside a paragraph, are two pieces."""
        box = self._open[-1]
        if (box.tag != "p" or not box.words.isdisjoint(_ROW_NAMES)) and sum(map(len, self._run)) <= 120:
            self.flush()
