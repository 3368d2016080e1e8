"""What kind of block each piece is, with the reason where the kind is a judgement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic import folded
from rawi.arabic.letters import QUESTION_MARK, TATWEEL
from rawi.model import BlockKind, Reason
from rawi.reading.tree import HEADINGS, is_running, is_written_large
from rawi.reading.zones import OUTER, Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.reading.tree import Layout, Piece

_SIGNATURE: Final = re.compile(
    r"^[\s\-\u2013\u2014_*.]*[(\[\u00ab\"\u201c]\s{0,3}[^()\[\]\u00ab\u00bb\"\u201c\u201d]{2,40}[)\]\u00bb\"\u201d][\s.\-\u2013\u2014_]*$"
)
"""An agency's signature under a text: «--(…)»."""
_POSTED_BY: Final = re.compile(r"^[\u2014\u2013-]\s?[^()\n]{1,60}\(@\w{1,30}\)")
"""Who posted what an embedded post says: «— Name (@name) March 12»."""
_LETTER: Final = re.compile(f"[^\\W_{TATWEEL}]")
"""What a line of stars, dashes or underscores, which only parts what stands above from what stands below, does not hold."""
_HASHTAGS: Final = re.compile(r"^(?:#[^\s#]{1,80}[\s\u060c,|]{0,3}){1,30}$")
"""A line of nothing but hashtags."""
_ADDRESS: Final = re.compile(r"^(?:https?://\S{4,2000}|pic\.twitter\.com/\w{1,40})$")
"""A line that is nothing but an address."""
_CLOSED: Final = re.compile("[.!\u061f?\u2026\u06d4:\u061b;\u060c,]\\s*$")
_CROSSHEAD_LENGTH: Final = 60
_BOLD_HEADING_LENGTH: Final = 120
_ZONE_KINDS: Final[dict[str, BlockKind]] = {
    "furniture": "furniture",
    "share": "furniture",
    "teaser": "teaser",
    "comment": "comment",
    "credit": "credit",
    "caption": "caption",
    "byline": "byline",
    "date": "date",
    "deck": "deck",
}

_TAG_KINDS: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("td", "th"), "table"),
    **dict.fromkeys(("li", "dd", "dt"), "list_item"),
    "blockquote": "quote",
}

Kind = tuple[BlockKind, Reason | None]
BESIDE_PICTURE: Final[Kind] = ("caption", Reason("beside-picture", score=0.8))
"""A short line, no sentence, in a box with nothing but a picture."""


def kinds_of(layout: Layout, zones: Sequence[Zone | None], main: Sequence[bool], title: int | None) -> list[Kind]:
    """The kind of every piece.

    Args:
        layout: the pieces.
        zones: what each is said to be.
        main: which belong to the main body.
        title: the piece that is the page's printed title, if it is one.
    """
    inner = [i for i, is_main in enumerate(main) if is_main]
    last = inner[-1] if inner else -1
    headline = _key(layout.pieces[title].text) if title is not None else ""
    kinds: list[Kind] = []
    for i, (piece, zone) in enumerate(zip(layout.pieces, zones, strict=True)):
        if i == title:
            kinds.append(("title", None))
        elif headline and not (zone and zone.kind in OUTER) and _key(piece.text) == headline:
            kinds.append(("title", Reason("repeats-title")))
        elif main[i]:
            kinds.append(_inside(i, layout, zone, is_last=i == last))
        else:
            kinds.append(_outside(zone))
    return kinds


def _outside(zone: Zone | None) -> Kind:
    if zone is None:
        return "furniture", Reason("outside-body")
    return _ZONE_KINDS[zone.kind], _reason(zone)


def _inside(i: int, layout: Layout, zone: Zone | None, *, is_last: bool) -> Kind:
    piece = layout.pieces[i]
    if not _LETTER.search(piece.text) or _HASHTAGS.match(piece.text):
        return "furniture", Reason("hashtags" if _LETTER.search(piece.text) else "rule")
    if _ADDRESS.match(piece.text):
        return "furniture", Reason("address")
    if zone is not None:
        return _ZONE_KINDS[zone.kind], _reason(zone)
    if signed := _signed(piece.text, is_last=is_last):
        return signed
    if _is_below_picture(piece):
        return BESIDE_PICTURE
    return _by_element(i, layout)


def _by_element(i: int, layout: Layout) -> Kind:
    """The kind of running text that its element says, or else its look."""
    piece = layout.pieces[i]
    tag = piece.box.tag
    if is_written_large(piece):
        return "paragraph", None
    if tag in _TAG_KINDS and not _is_laid_out(piece):
        return _TAG_KINDS[tag], None
    return ("quote", None) if _is_within(piece, "blockquote") else _paragraph(i, layout)


def _signed(text: str, *, is_last: bool) -> Kind | None:
    """A line that only says whose words stand above it."""
    if _POSTED_BY.match(text):
        return "byline", Reason("post-signature")
    if is_last and text.startswith("*") and len(text) <= _BOLD_HEADING_LENGTH:
        return "byline", Reason("author-note", score=0.8)
    return ("credit", Reason("signature")) if is_last and _SIGNATURE.match(text) else None


def _is_below_picture(piece: Piece) -> bool:
    """Whether a short line that is no sentence stands alone with a picture in a box that is no paragraph."""
    box = piece.box
    alone = box.pictured and box.last - box.first == 1 and box.tag not in {"p", "td", "th", "li"} and box.tag not in HEADINGS
    return alone and len(piece.text) <= _BOLD_HEADING_LENGTH and not _CLOSED.search(piece.text)


def _is_laid_out(piece: Piece) -> bool:
    """Whether a cell holds lines of running text: a table for the sake of layout, as old templates have it."""
    return piece.box.tag in {"td", "th"} and (is_running(piece) or piece.box.last - piece.box.first > 1)


def _paragraph(i: int, layout: Layout) -> Kind:
    """Text in a plain element: a paragraph, a question of an interview, or a heading that only its look sets apart."""
    piece, pieces = layout.pieces[i], layout.pieces
    text = piece.text
    all_bold = piece.bold >= len(text) * 0.95
    if text.startswith("*") or (all_bold and text.endswith((QUESTION_MARK, "?")) and len(text) > _CROSSHEAD_LENGTH):
        return "question", Reason("interview-form", score=0.8)
    follows = i + 1 < len(pieces) and len(pieces[i + 1].text) > len(text) * 2
    if all_bold and len(text) <= _BOLD_HEADING_LENGTH and not _CLOSED.search(text) and follows:
        return "heading", Reason("bold-line", score=0.9)
    precedes = i > 0 and len(pieces[i - 1].text) > _CROSSHEAD_LENGTH
    if len(text) <= _CROSSHEAD_LENGTH and precedes and follows and not _CLOSED.search(text) and text[-1].isalnum():
        return "heading", Reason("short-line", score=0.7)
    return "paragraph", None


def _is_within(piece: Piece, tag: str) -> bool:
    box = piece.box
    for _ in range(6):
        if box.tag == tag:
            return True
        if box.parent is None:
            return False
        box = box.parent
    return False


def _reason(zone: Zone) -> Reason:
    return Reason(zone.rule, note=zone.note, score=1.0 if zone.rule != "element-name" else 0.9)


def _key(text: str) -> str:
    return " ".join(folded(text).split())
