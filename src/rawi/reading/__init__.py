"""Bytes to a page: decoded text and typed blocks. Drops nothing without naming it."""

from __future__ import annotations

from rawi.model import Capture, Page, Stated, content_id
from rawi.reading.text import blocks_of


def read_page(
    capture: Capture, body: bytes | str, *, url: str | None = None, published: str | None = None, outlet: str | None = None
) -> Page:
    """The page in ``body``."""
    text = body if isinstance(body, str) else body.decode("utf-8", "replace")
    blocks = blocks_of(text)
    title = next((block for block in blocks if block.kind == "title"), None)
    return Page(
        id=content_id("page", capture.id),
        capture=capture,
        text=text,
        blocks=blocks,
        title=Stated(title.span.of(text), "visible", span=title.span) if title else None,
        published=Stated(published, "given") if published else None,
        outlet=Stated(outlet, "given") if outlet else None,
        url=url,
    )
