"""Flattened text: a page whose markup is gone. Titles, headings, paragraphs, source lines and furniture are told apart by their own form.

A heading is a line of its own, short, without a full stop, with a longer paragraph after it; what no label names is a paragraph otherwise.
Offsets are those of the text as given: nothing is cleaned away, bullets and outer white space only stand outside the spans.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import has_arabic
from rawi.arabic.letters import FULL_STOP, INVISIBLE, LETTERS, MARKS, QUESTION_MARK, SEMICOLON, TATWEEL
from rawi.arabic.openings import joined_on
from rawi.model import STORY_KINDS, Block, Reason, Span
from rawi.reading.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.model import BlockKind

LONGEST_HEADING: Final = 130
"""Code points. The longest headline of 37,000 Arabic news articles that we measured at the 99.5th percentile."""

FULL_PARAGRAPH: Final = 100
"""A line longer than this that ends with a stop is no entry of a list of other stories."""

SHORTEST_TEXT: Final = 90
"""A page whose longest line is shorter than this is a post: its lines are sentences, none of them a heading."""

_LINE: Final = re.compile(r"[^\n\r\u2028\u2029]+")
_LEAD_IN: Final = re.compile(rf"[\s{INVISIBLE}]*(?:[*\u2022\u25cf\u25aa\u25a0\u00b7\uf0b7]+[\s{INVISIBLE}]*)?")
_NAME: Final = rf"[{LETTERS}{MARKS}.]+(?: [{LETTERS}{MARKS}.]+){{0,2}}"
_BYLINE: Final = re.compile(rf"{_NAME} ?[-\u2013\u2014{TATWEEL}/] ?{_NAME}(?: ?\(?{_NAME}\)?)?:?")
"""A line of nothing but two short names with a dash between them: reporter and city, outlet and city."""
_STOPS: Final = f".!\u2026{FULL_STOP}{SEMICOLON};:"
_CLOSERS: Final = "\u00bb\u201d\u2019\"')]"
_ENDED_QUOTATIONS: Final = {mark + closer for mark in f"?!{QUESTION_MARK}" for closer in _CLOSERS}
_HASHTAGS: Final = re.compile(r"(?:#\w+\s*)+")
_TRAILING: Final = " \t\u00a0\u200f\u200e\u200b\ufeff*"


class Line(NamedTuple):
    """A line with something on it, without bullets and outer white space."""

    span: Span
    text: str
    bulleted: bool
    gap: bool
    """Whether an empty line stands before it."""


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that hold more than white space and bullets."""
    found: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        lead = _LEAD_IN.match(raw)
        start = match.start() + (lead.end() if lead else 0)
        content = text[start : match.end()].rstrip(_TRAILING).rstrip()
        if content:
            gap = text.count("\n", before, start) > 1
            bulleted = bool(lead and lead.group().strip())
            found.append(Line(Span(start, start + len(content)), content, bulleted, gap or not found))
            before = start + len(content)
    return found


def blocks_of(text: str) -> tuple[Block, ...]:
    """The typed blocks of a flattened page, in order."""
    lines = lines_of(text)
    longest = max((len(line.text) for line in lines), default=0)
    blocks: list[Block] = []
    swallowed: BlockKind | None = None  # the kind that a heading such as «related stories» gives to all after it
    for line, following in zip_longest(lines, lines[1:]):
        label = label_of(line.text)
        if swallowed not in {None, "comment"} and len(line.text) > FULL_PARAGRAPH and not ends_openly(line.text):
            swallowed = None  # a list of other stories holds no full paragraph: the story goes on
        if label is not None:
            kind: BlockKind = "furniture" if label.kind == "share" else label.kind
            swallowed = kind if label.scope == "heading_until_end" else swallowed
            blocks.append(Block(kind, line.span, reason=Reason(f"label.{label.scope}", (line.span,), note=label.form)))
        elif swallowed is not None:
            blocks.append(Block(swallowed, line.span, reason=Reason("label.heading_until_end", (line.span,))))
        else:
            blocks.append(Block(_kind(line, following, longest), line.span))
    return tuple(_titled(blocks if any(block.kind in STORY_KINDS for block in blocks) else list(_as_text(blocks))))


def _kind(line: Line, following: Line | None, longest: int) -> BlockKind:
    if not has_arabic(line.text) and len(line.text) < LONGEST_HEADING:
        return "furniture"
    if _HASHTAGS.fullmatch(line.text):
        return "furniture"
    if _BYLINE.fullmatch(line.text):
        return "byline"
    return "heading" if looks_like_heading(line.text, following.text if following else "", longest) else "paragraph"


def looks_like_heading(line: str, following: str, longest: int) -> bool:
    """Whether a line, by its own form and by the line after it, is a heading.

    In a post (see ``SHORTEST_TEXT``) short lines are sentences.
    """
    if longest < SHORTEST_TEXT or len(line) > LONGEST_HEADING or len(line) * 1.2 > longest or not following:
        return False
    if line.rstrip(_CLOSERS)[-1:] in _STOPS or line[-2:] in _ENDED_QUOTATIONS or joined_on(line):
        return False
    return len(following) > len(line) or label_of(following) is not None


def _titled(blocks: list[Block]) -> Iterator[Block]:
    """The same blocks, the first heading as the page's title unless running text stands before it."""
    for i, block in enumerate(blocks):
        if block.kind in {"heading", "paragraph"}:
            yield from blocks[:i]
            yield Block("title", block.span) if block.kind == "heading" else block
            yield from blocks[i + 1 :]
            return
    yield from blocks


def _as_text(blocks: list[Block]) -> Iterator[Block]:
    """The blocks of a page on which nothing but labelled lines was found: a line that only begins with a label is its text then."""
    for block in blocks:
        only_begins = block.reason is not None and block.reason.rule == "label.prefix" and block.kind != "credit"
        yield Block("paragraph", block.span) if only_begins else block


def ends_openly(line: str) -> bool:
    """Whether a paragraph ends without a stop, a question mark or a closing quotation mark."""
    return line.rstrip()[-1:] not in _STOPS + _CLOSERS + "?" + QUESTION_MARK
