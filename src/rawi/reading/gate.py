"""A linear look at markup before any parser sees it, and a plain way to read what no parser shall see.

A hundred thousand nested elements cost one good parser 53 s, a tag with as many attributes another one 31 s; counting them costs
milliseconds. What is over a limit is not parsed: it is read flat, tag by tag, and the page says so.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate
from typing import Final

from rawi.data import words
from rawi.limits import HTML_ATTRIBUTES, HTML_DEPTH, HTML_TAG_LENGTH, HTML_TAGS
from rawi.model import Problem

_TAG: Final = re.compile(r"</?(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)[a-zA-Z]", re.IGNORECASE)
_QUOTED: Final = re.compile("\"[^\"]*\"|'[^']*'")
_RAW_OR_COMMENT: Final = re.compile(r"<(?:(script|style)\b[^<>]{0,2000}>|!--)", re.IGNORECASE)
_CLOSING: Final = {
    "": re.compile("-->"),
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
}
_BLOCK: Final = re.compile(f"</?(?:{'|'.join(sorted(words('html_elements', 'tag', role='box')))}|br)(?![a-zA-Z0-9-])[^<>]*>", re.IGNORECASE)
_TAG_LEFT: Final = re.compile("<[/a-zA-Z!?][^<>]*>")
_LINE_ENDS: Final = {10: " ", 13: " "}


def refusal(markup: str) -> Problem | None:
    """Why ``markup`` must not be parsed, or None if it may be. Linear in its length, a few milliseconds a megabyte."""
    suspicion = _too_many(markup) or _too_long(markup)
    if suspicion is None:
        return None
    bare = _without_raw(markup)  # scripts hold «<» and «=» that are no markup
    return _too_many(bare) or _too_long(bare)


def _too_many(markup: str) -> Problem | None:
    opening = markup.count("<")
    if opening > HTML_TAGS:
        return Problem("html-too-many-tags", subject=str(opening), hint=_hint(HTML_TAGS))
    if opening - markup.count("</") - markup.count("<!") <= HTML_DEPTH:
        return None
    depth = max(accumulate((-1 if tag[1] == "/" else 1 for tag in _TAG.findall(markup)), initial=0))
    return Problem("html-too-deep", subject=str(depth), hint=_hint(HTML_DEPTH)) if depth > HTML_DEPTH else None


def _too_long(markup: str) -> Problem | None:
    """A tag that is too long or has too many attributes. Text between tags may be of any length."""
    for piece in markup.split("<"):
        if len(piece) <= HTML_ATTRIBUTES * 2 or not (piece[0].isalpha() or piece[0] in "/!?"):
            continue
        end = piece.find(">")
        tag = piece if end < 0 else piece[:end]
        if len(tag) > HTML_TAG_LENGTH:
            return Problem("html-tag-too-long", subject=str(len(tag)), hint=_hint(HTML_TAG_LENGTH))
        attributes = max(tag.count("="), len(_QUOTED.sub("", tag).split()) - 1) if tag[0].isalpha() else 0
        if attributes > HTML_ATTRIBUTES:
            return Problem("html-too-many-attributes", subject=str(attributes), hint=_hint(HTML_ATTRIBUTES))
    return None


def _without_raw(markup: str) -> str:
    """``markup`` without what stands inside scripts, styles and comments."""
    kept: list[str] = []
    at = 0
    for opening in _RAW_OR_COMMENT.finditer(markup):
        if opening.start() >= at:
            kept.append(markup[at : opening.end()])
            at = _end_of(opening.group(1), markup, opening.end())
    kept.append(markup[at:])
    return "".join(kept)


def _end_of(element: str | None, markup: str, at: int) -> int:
    """Where the raw text of a script, style or comment that is open at ``at`` ends."""
    closing = _CLOSING[element.lower() if element else ""].search(markup, at)
    return closing.start() if closing else len(markup)


def _hint(limit: int) -> str:
    return f"The limit is {limit}; the page was read without its structure."


def flat_lines(markup: str) -> list[str]:
    """The text of ``markup`` without parsing it as a tree: one line for each run between tags that begin or end a block.

    Scripts, styles and comments go; character references are resolved. Linear in the length of ``markup``.
    """
    bare = _without_raw(markup).translate(_LINE_ENDS)
    lines = _TAG_LEFT.sub("", _BLOCK.sub("\n", bare)).split("\n")
    return [line for line in (" ".join((unescape(line) if "&" in line else line).split()) for line in lines) if line]
