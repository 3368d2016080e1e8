"""A linear look at markup before any parser sees it, and a plain way to read what no parser shall see.

A hundred thousand nested elements cost one good parser 53 s, a tag with as many attributes another one 31 s; counting them costs
milliseconds. What is over a limit is not parsed: it is read flat, tag by tag, and the page says so.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate
from typing import Final

from rawi.limits import HTML_ATTRIBUTES, HTML_DEPTH, HTML_TAG_LENGTH, HTML_TAGS
from rawi.model import Problem

_TAG: Final = re.compile(r"</?(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)[a-zA-Z]", re.IGNORECASE)
_QUOTED: Final = re.compile("\"[^\"]*\"|'[^']*'")
_RAW: Final = re.compile(r"<(script|style|template|noscript|svg|title)\b", re.IGNORECASE)
_RAW_OR_COMMENT: Final = re.compile(r"<(?:(script|style)\b[^<>]{0,2000}>|!--)", re.IGNORECASE)
_CLOSING: Final = {
    "": re.compile("-->"),
    **{name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "template", "noscript", "svg", "title")},
}
_BLOCK: Final = re.compile(
    r"/?(?:address|article|aside|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|main"
    r"|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?![a-zA-Z0-9-])",
    re.IGNORECASE,
)


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
        attributes = max(tag.count("="), len(_QUOTED.sub("", tag).split())) if tag[0].isalpha() else 0
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

    Scripts, styles and other elements without visible text go; character references are resolved. Linear in the length of ``markup``.
    """
    lines: list[str] = []
    run: list[str] = []
    at = 0
    while at < len(markup):
        start = markup.find("<", at)
        run.append(markup[at:] if start < 0 else markup[at:start])
        if start < 0:
            break
        at = _after_tag(markup, start)
        if raw := _RAW.match(markup, start):
            at = _end_of(raw.group(1), markup, at)
        if _BLOCK.match(markup, start + 1):
            lines.append("".join(run))
            run = []
        elif at == start + 1:
            run.append("<")
    lines.append("".join(run))
    return [line for line in (" ".join(unescape(line).split()) for line in lines) if line]


def _after_tag(markup: str, start: int) -> int:
    """Where the markup goes on after the tag or comment that begins at ``start`` (one further for a bare ``<``)."""
    if markup.startswith("<!--", start):
        end = markup.find("-->", start + 4)
        return len(markup) if end < 0 else end + 3
    following = markup[start + 1 : start + 2]
    if not (following.isalpha() or following in {"/", "!", "?"}):
        return start + 1
    end = markup.find(">", start + 1)
    return len(markup) if end < 0 else end + 1
