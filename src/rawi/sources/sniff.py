"""What bytes are, by the bytes: headers and suffixes lie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from rawi.data import words

if TYPE_CHECKING:
    from rawi.sources.message import Headers

Kind = Literal["page", "feed", "json-feed", "sitemap", "warc", "gzip", "packed", "zip", "parquet", "list", "json", "binary"]

MAGIC: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"WARC/", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"%PDF-", "binary"),
    (b"\x89PNG\r\n", "binary"),
    (b"\xff\xd8\xff", "binary"),
    (b"GIF8", "binary"),
    (b"RIFF", "binary"),
    (b"\x00\x00\x00", "binary"),  # MP4 and its kin; no text begins with three NULs
    (b"ID3", "binary"),
    (b"\x7fELF", "binary"),
    (b"wOF", "binary"),
    (b"SQLite format 3\0", "binary"),
    (b"\x28\xb5\x2f\xfd", "packed"),  # zstd
    (b"\x5d\x2a\x4d\x18", "packed"),  # zstd with a dictionary before it
    (b"\x04\x22\x4d\x18", "packed"),  # lz4
)

HEAD: Final = 4_096
FEW_WORDS: Final = 150
"""A check for robots says less; an article under a firewall's script says more."""

_ROOT: Final = re.compile(rb"<(?![!?])(?:[\w.-]{1,40}:)?([\w-]{1,40})")
_ROOTS: Final[dict[bytes, Kind]] = {b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"urlset": "sitemap", b"sitemapindex": "sitemap"}
_JSON_FEED: Final = re.compile(rb"^\s{0,100}\{.{0,2000}?jsonfeed\.org/version/", re.DOTALL)
_TITLE: Final = re.compile(r"<title[^<>]{0,200}>([^<]{0,200})<", re.IGNORECASE)
SMALL_PAGE: Final = 60_000
"""Bytes; a page that only checks its visitor is smaller, one that only quotes such a check in an article rarely is."""


def kind_of(body: bytes) -> Kind:
    """What a body is."""
    known = next((kind for magic, kind in MAGIC if body.startswith(magic)), None)
    if known is not None:
        return known
    head = _in_utf8(body[:HEAD])
    root = _ROOT.search(head)
    if root is not None and root[1].lower() in _ROOTS:
        return _ROOTS[root[1].lower()]
    if _JSON_FEED.match(head):
        return "json-feed"
    if is_list(body):
        return "list"
    return "json" if is_json(body) else "page"


def is_json(body: bytes) -> bool:
    """Whether a body is one JSON object or array, whole."""
    text = body.removeprefix(b"\xef\xbb\xbf").strip()
    if not text.startswith((b"{", b"[")) or not text.endswith((b"}", b"]")):
        return False
    try:
        msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _in_utf8(head: bytes) -> bytes:
    """The head of a body, with the zero bytes of UTF-16 taken out."""
    return head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head


def is_list(body: bytes) -> bool:
    """Whether a text is nothing but web addresses, one a line, with empty lines and ``#`` comments between."""
    lines = body[: 16 * HEAD].removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if len(body) > 16 * HEAD:
        lines.pop()  # cut in the middle
    said = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith(b"#")]
    return bool(said) and all(line.lower().startswith((b"http://", b"https://")) and b" " not in line and b"<" not in line for line in said)


def is_block_page(body: bytes, headers: Headers) -> bool:
    """Whether a server shows a check or a refusal in the page's place."""
    said = {f"{name.lower()}: {value.lower()}" for name, value in headers}
    if said & words("block_pages", where="header"):
        return True
    if len(body) > SMALL_PAGE:
        return False
    text = body.decode("utf-8", "replace").lower()
    title = _TITLE.search(text)
    if title is not None and " ".join(title[1].split()) in words("block_pages", where="title"):
        return True
    return any(needle in text for needle in words("block_pages", where="text")) and shown_words(text) < FEW_WORDS


def shown_words(text: str) -> int:
    """About how many words a page in small letters shows: those outside of tags, scripts and styles."""
    count = 0
    hidden = ""
    for piece in text.split("<"):
        tag, closed, after = piece.partition(">")
        if hidden:
            hidden = "" if tag.startswith(f"/{hidden}") else hidden
        else:
            hidden = next((name for name in ("script", "style") if tag.startswith(name)), "")
        if closed and not hidden:
            count += len(after.split())
    return count
