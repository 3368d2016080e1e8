"""What came in: captures, pages and their typed blocks."""

from __future__ import annotations

from typing import Literal

import msgspec

from rawi.model.spans import Problem, Reason, Span

BlockKind = Literal[
    "title",
    "paragraph",
    "heading",
    "question",
    "quote",
    "list_item",
    "table",
    "caption",
    "deck",
    "byline",
    "dateline",
    "credit",
    "date",
    "item",
    "teaser",
    "comment",
    "furniture",
]
"""``title`` is a line which names a story, ``heading`` a line inside one; ``item`` is an entry of a listing page;
``teaser`` leads to another story; ``furniture`` belongs to the site, not to a story. Nothing is dropped: it gets a kind."""

STORY_KINDS: frozenset[BlockKind] = frozenset({"paragraph", "heading", "question", "quote", "list_item", "table"})
"""The kinds whose text is the story's own running text."""


class Capture(msgspec.Struct, frozen=True, omit_defaults=True):
    """Bytes got at one moment from one address. The bytes themselves stay where ``warc`` or the archive keeps them."""

    id: str
    digest: str
    """SHA-256 of the bytes as received."""
    url: str | None = None
    final_url: str | None = None
    fetched_at: str | None = None
    """ISO 8601 in UTC; None for a local file whose time of fetching nobody knows."""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str = ""
    name: str = ""
    """What a person calls it: the file's name."""
    came_by: str = ""
    """The door: ``file``, ``text``, ``stdin``, ``url``, ``feed``, ``sitemap``, ``warc``, ``table``."""
    warc: WarcPlace | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_excerpt(self) -> bool:
        """Whether it is what a feed itself brings of a page, and not the page's own bytes: never a version of the page."""
        return self.came_by == "feed" and self.status is None


class WarcPlace(msgspec.Struct, frozen=True):
    """Where a capture's record lies in a WARC file."""

    file: str
    offset: int
    length: int
    record_id: str


class Block(msgspec.Struct, frozen=True, omit_defaults=True):
    """A typed piece of a page."""

    kind: BlockKind
    span: Span
    path: str = ""
    """Where it stood in the source: an element path for HTML, empty for plain text."""
    reason: Reason | None = None
    """Why it has its kind, where the kind is a judgement."""


class Stated(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of metadata with its provenance: what the page says, where it says it, what we read in it."""

    value: str
    """The value: collapsed text, or ISO 8601 for times (with an offset only if the page gives one)."""
    where: str = ""
    """``json-ld``, ``og``, ``meta``, ``time``, ``visible``, ``given`` (by the caller) …"""
    raw: str = ""
    span: Span | None = None


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry of a listing page: a story elsewhere."""

    title: str
    href: str
    time: str | None = None
    time_raw: str = ""
    excerpt: str = ""
    span: Span | None = None


class Page(msgspec.Struct, frozen=True, omit_defaults=True):
    """A capture decoded to text and typed blocks.

    ``text`` is the one coordinate system of everything that rawi says about the page. For plain text it is the decoded input itself;
    for HTML it is the visible text, block by block, separated by blank lines. Blocks are in order and do not overlap.
    """

    id: str
    capture: Capture
    text: str
    blocks: tuple[Block, ...] = ()
    title: Stated | None = None
    byline: tuple[Stated, ...] = ()
    """People only."""
    published: Stated | None = None
    updated: Stated | None = None
    outlet: Stated | None = None
    section: Stated | None = None
    language: str = ""
    url: str | None = None
    """The canonical address if the page names one, else the address it was got from."""
    encoding: str = "utf-8"
    kind: Literal["article", "listing"] = "article"
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
