"""Bytes → Page: decode, typed blocks, metadata, furniture. Drops nothing without naming it."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from rawi.model import Capture, Page, Stated, content_id
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
    capture: Capture, body: bytes | str, *, url: str | None = None, published: str | None = None, outlet: str | None = None
) -> Page:
    """The page in ``body``, HTML or flattened text: what it is shows in the text itself, whatever its media type says.

    Args:
        capture: where and when the bytes were got.
        body: the bytes as received, or text that somebody decoded already.
        url: the page's address, if the caller knows it better than the page.
        published: its time of publication, likewise (ISO 8601).
        outlet: its outlet, likewise.
    """
    decoded = decode_capture(capture, body)
    read = read_html if is_html(decoded.text) else _read_text
    page = read(capture, decoded, url=url, published=published, outlet=outlet)
    if not (url or outlet or capture.final_url or capture.url):
        return page
    # the same bytes at two addresses, or carried by two outlets, are two pages of one capture
    return msgspec.structs.replace(page, id=content_id("page", capture.id, page.url or "", outlet or ""))


def is_html(text: str) -> bool:
    """Whether ``text`` is markup: an element opens near its beginning, and either nothing stands before it or some element is closed."""
    head = text[:_SNIFFED]
    opening = _MARKUP.search(head)
    return opening is not None and (not head[: opening.start()].strip("\ufeff \t\r\n") or _CLOSING.search(head) is not None)


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
