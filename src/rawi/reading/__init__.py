"""Bytes → Page: decode, typed blocks, metadata, furniture. Drops nothing without naming it."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from rawi.model import Capture, Page, Span, Stated, content_id
from rawi.reading.decode import Decoded, decode_capture
from rawi.reading.html import read_html
from rawi.reading.text import blocks_of

_MARKUP: Final = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|meta|title|article|section|main|div|p|h[1-6]|table|ul|ol|br|span|a)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(r"</(?:html|head|body|title|article|section|main|div|p|h[1-6]|table|ul|ol|span|a)\s{0,9}>", re.IGNORECASE)
_SNIFFED: Final = 20_000
"""Code points at the head of a text in which markup is looked for."""


def read_page(
    capture: Capture,
    body: bytes | str,
    *,
    url: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
) -> Page:
    """The page in ``body``, HTML or flattened text: what it is shows in the text itself, whatever its media type says.

    Args:
        capture: where and when the bytes were got.
        body: the bytes as received, or text that somebody decoded already.
        url: the page's address, if the caller knows it better than the page.
        published: its time of publication, likewise (ISO 8601).
        outlet: its outlet, likewise.
        title: its title as its source (a table's row, a feed) says it: it counts where the page shows none.
    """
    decoded = decode_capture(capture, body)
    read = read_html if is_html(decoded.text) else _read_text
    page = _titled(read(capture, decoded, url=url, published=published, outlet=outlet), " ".join((title or "").split()))
    if not (url or outlet or capture.final_url or capture.url):
        return page
    # the same bytes at two addresses, or carried by two outlets, are two pages of one capture
    return msgspec.structs.replace(page, id=content_id("page", capture.id, page.url or "", outlet or ""))


def is_html(text: str) -> bool:
    """Whether ``text`` is markup: an element opens near its beginning, and either nothing stands before it or some element is closed."""
    head = text[:_SNIFFED]
    opening = _MARKUP.search(head)
    return opening is not None and (not head[: opening.start()].strip("\ufeff \t\r\n") or _CLOSING.search(head) is not None)


def _titled(page: Page, title: str) -> Page:
    """The page with the title that its source gives it, if it shows none: its first words, if they are that title, else beside the text."""
    if page.title is not None or not title:
        return page
    first = page.blocks[0].span if page.blocks else Span(0, 0)
    words = first.of(page.text)
    if " ".join(words.split()) == title and page.blocks[0].kind in {"paragraph", "heading"}:
        blocks = (msgspec.structs.replace(page.blocks[0], kind="title"), *page.blocks[1:])
        return msgspec.structs.replace(page, title=Stated(title, "given", span=first), blocks=blocks)
    shown = Span(first.start, first.start + len(title)) if words.startswith(title) else None
    return msgspec.structs.replace(page, title=Stated(title, "given", span=shown))


def _read_text(capture: Capture, decoded: Decoded, *, url: str | None, published: str | None, outlet: str | None) -> Page:
    blocks = blocks_of(decoded.text)
    title = next((block for block in blocks if block.kind == "title"), None)
    return Page(
        id=content_id("page", capture.id),
        capture=capture,
        text=decoded.text,
        blocks=blocks,
        title=Stated(title.span.of(decoded.text), "visible", span=title.span) if title else None,
        published=Stated(published, "given") if published else None,
        outlet=Stated(outlet, "given") if outlet else None,
        url=url or capture.final_url or capture.url,
        encoding=decoded.encoding,
        problems=decoded.problems,
    )
