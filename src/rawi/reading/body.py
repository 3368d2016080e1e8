"""Which pieces are the main body.

trafilatura judges first, on our own tree from which labelled furniture is already gone: of eight extractors measured it is the best on
Arabic pages. Its answer is evidence for pieces of our own, never the text itself, since it drops invisible characters. Structure then draws
the border: the smallest box that holds the evidence, what is shaped like it, and nothing that the page itself names as something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trafilatura import bare_extraction
from trafilatura.settings import Document

from rawi.arabic.dates import read_date
from rawi.arabic.letters import INVISIBLE
from rawi.limits import HTML_ELEMENTS_JUDGED, HTML_LENGTH_JUDGED
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, is_running, is_written_large
from rawi.reading.when import is_nothing_but_date
from rawi.reading.zones import OUTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from rawi.reading.tree import Box, Layout, Piece
    from rawi.reading.zones import Zone

_SQUEEZED: Final = re.compile(f"[\\s{INVISIBLE}]+")
_EVIDENCE_LENGTH: Final = 25
"""A shorter piece may stand in trafilatura's answer by chance: its place decides instead."""
_FIELD_LENGTH: Final = 40
_LED_AWAY: Final = 0.4
_HEADLINE: Final = 20
_ALL_BOLD: Final = 0.95
_ROW_LINKED: Final = 0.7
_ROW: Final = 12
"""A row of fields holds no more pieces."""
_WINDOW: Final = 20_000
_DIGIT: Final = re.compile(r"\d")
_NUMBERED_NAME: Final = 4
"""A class that differs from another by its number only has so many other characters."""
_TEXT_SHARE: Final = 0.75
"""The box of the text itself holds at least so much of the evidence."""
_CONTAINER_SHARE: Final = 0.95
"""The container is the smallest box with this share of the evidence."""
_UNREAD: Final = ("script", "style", "noscript", "template", "svg", "iframe", "select", "object", "embed", "video", "audio", "canvas")


def main_body(layout: Layout, zones: Sequence[Zone | None]) -> list[bool]:
    """For every piece, whether it belongs to the main body. The tree of ``layout`` is used up by the call.

    Pieces in zones such as credit, byline or caption may be part of the body; their kind says what they are.
    """
    found = [False] * len(layout.pieces)
    if len(layout.boxes) <= HTML_ELEMENTS_JUDGED and layout.length <= HTML_LENGTH_JUDGED:
        found = _matched(layout, _judged(layout, zones))
    if not any(found):
        found = _by_weight(layout, zones)
    inside = [hit and not (zone and zone.kind in OUTER) for hit, zone in zip(found, zones, strict=True)]
    if not any(inside):
        return found if any(found) else inside
    main = _consolidated(layout, zones, inside)
    if any(is_main and is_running(piece) for is_main, piece in zip(main, layout.pieces, strict=True)):
        return main
    weighed = _by_weight(layout, zones)  # what was found is no text: a heading, a row of fields
    return _consolidated(layout, zones, weighed) if any(weighed) else weighed


def _judged(layout: Layout, zones: Sequence[Zone | None]) -> HtmlElement | None:
    """The page's body as trafilatura sees it, without what labels have already named."""
    root = layout.root
    _take_out(layout, zones)
    for element in list(root.iter(*_UNREAD)):
        element.drop_tree()
    document = bare_extraction(root, include_comments=False, include_tables=True, include_links=True, include_formatting=True)
    return document.body if isinstance(document, Document) else None


def _take_out(layout: Layout, zones: Sequence[Zone | None]) -> None:
    """Remove from the tree every outermost box all of whose pieces are in outer zones."""
    outer = [zone is not None and zone.kind in OUTER for zone in zones]
    done = 0
    for box in layout.boxes:
        if box.first >= done and box.first < box.last and box.parent is not None and all(outer[box.first : box.last]) and box.tag != "body":
            done = box.last
            if box.element.getparent() is not None:
                box.element.drop_tree()


def _matched(layout: Layout, body: HtmlElement | None) -> list[bool]:
    """Which pieces stand in trafilatura's answer."""
    if body is None:
        return [False] * len(layout.pieces)
    whole = _squeeze("".join(body.itertext()))
    parts = {_squeeze("".join(element.itertext())) for element in body}
    cursor = 0
    found: list[bool] = []
    for piece in layout.pieces:
        text = _squeeze(piece.text)
        at = whole.find(text, cursor, cursor + _WINDOW + len(text)) if len(text) >= _EVIDENCE_LENGTH else -1
        if at >= 0:
            cursor = at + len(text)
        found.append(at >= 0 or (len(text) >= _EVIDENCE_LENGTH and text in parts))
    return found


def _squeeze(text: str) -> str:
    return _SQUEEZED.sub("", text)


def _by_weight(layout: Layout, zones: Sequence[Zone | None]) -> list[bool]:
    """Our own rule where trafilatura gives nothing or the page is too large for it: the box whose near pieces hold most running text."""
    scores: dict[Box, float] = {}
    free = [not (zone and zone.kind in OUTER) for zone in zones]
    for piece, is_free in zip(layout.pieces, free, strict=True):
        if is_free and is_running(piece):
            parent = piece.box.parent
            if piece.box.tag not in {"p", "li", "td", "blockquote"}:
                scores[piece.box] = scores.get(piece.box, 0.0) + len(piece.text)
            if parent is not None:
                scores[parent] = scores.get(parent, 0.0) + len(piece.text)
                if parent.parent is not None:
                    scores[parent.parent] = scores.get(parent.parent, 0.0) + len(piece.text) * 0.5
    if not scores:
        return [ok and len(piece.text) >= _EVIDENCE_LENGTH and not piece.links for ok, piece in zip(free, layout.pieces, strict=True)]
    best = max(scores, key=lambda box: (scores[box], box.depth))
    texts = {piece.box for piece, ok in zip(layout.pieces, free, strict=True) if ok and is_running(piece)}
    return [
        best.first <= i < best.last and ok and (piece.box in texts or piece.box.tag == "p") and piece.link_share < 0.5
        for i, (piece, ok) in enumerate(zip(layout.pieces, free, strict=True))
    ]


def _consolidated(layout: Layout, zones: Sequence[Zone | None], inside: Sequence[bool]) -> list[bool]:
    """The evidence, with what is shaped like it inside its container, without what lies far outside."""
    pieces = layout.pieces
    inside = _with_siblings(layout, zones, _without_next_boxes(layout, inside))
    container = _container(layout, inside)
    shapes = {_shape(pieces[i]) for i in range(container.first, container.last) if inside[i]}
    hits = [i for i in range(container.first, container.last) if inside[i]]
    texts = {_shape(pieces[i])[3] for i in hits}
    first, last = hits[0], hits[-1]
    main = [False] * len(pieces)
    for i, piece in enumerate(pieces):
        zone = zones[i]
        if zone is not None and zone.kind in OUTER:
            continue
        if container.first <= i < container.last:
            between = first <= i <= last and (not _is_cell(piece.box) or _is_beside(piece.box, inside, pieces))
            heads = between and (_heads_list(pieces[i : i + 2]) or (_is_crosshead(piece) and _shape(piece)[3] in texts))
            main[i] = _belongs(piece, hit=inside[i], shaped=_shape(piece) in shapes or heads, between=between) or (
                piece.box is container and len(piece.text) > _FIELD_LENGTH and not piece.links and bool(ENDS_SENTENCE.search(piece.text))
            )
        else:
            main[i] = inside[i] and _shape(piece) in shapes and is_running(piece)
    _drop_head_of_links(pieces, main)
    _drop_foot(pieces, main)
    _drop_trailing_headings(pieces, main)
    _drop_leading_fields(pieces, zones, main)
    return main


def _without_next_boxes(layout: Layout, inside: Sequence[bool]) -> list[bool]:
    """The evidence without what stands below the box that holds nearly all of it, in other boxes and shaped unlike it.

    There templates print who the writer is, whose opinion a text is, what else there is to read.
    """
    pieces = layout.pieces
    weights: dict[Box, int] = {}
    for piece, hit in zip(pieces, inside, strict=True):
        if hit and (parent := _shape(piece)[3]) is not None:
            for box in {parent, piece.box} if parent is piece.box.parent else {parent}:
                weights[box] = weights.get(box, 0) + len(piece.text)
    text = max(weights, key=lambda box: (weights[box], box.depth), default=None)
    if text is None or text.tag in {"body", "html"}:
        return list(inside)
    total = sum(len(pieces[i].text) for i in range(text.first, len(pieces)) if inside[i])
    parts = [i for i, hit in enumerate(inside) if hit and (text.first <= i < text.last or _is_part(pieces[i].box, text))]
    if sum(len(pieces[i].text) for i in parts) < total * _TEXT_SHARE:
        return list(inside)
    own = {(pieces[i].box.tag, pieces[i].box.element.get("class")) for i in range(text.first, text.last) if inside[i]}
    found = list(inside)
    for i in range(text.last, len(pieces)):
        found[i] = found[i] and _is_part(pieces[i].box, text) and (pieces[i].box.tag, pieces[i].box.element.get("class")) in own
    return found


def _is_part(box: Box, text: Box) -> bool:
    """Whether a box lies in others that are called like the text's: texts are cut into parts around what is set between them."""
    own, whole = _outward(box), _outward(text)
    shared = next((i for i, (one, other) in enumerate(zip(own, whole, strict=False)) if one is not other), min(len(own), len(whole)))
    inner = whole[shared:]
    return len(own) - shared >= len(inner) and all(is_called_like(one, other) for one, other in zip(own[shared:], inner, strict=False))


def is_called_like(one: Box, other: Box) -> bool:
    """Whether two boxes have the same element and class but for what numbers them («part-1», «part-2», «widget widget-3f2a»)."""
    names = one.element.get("class") or "", other.element.get("class") or ""
    if one.tag != other.tag or names[0] == names[1]:
        return one.tag == other.tag
    words = [frozenset(word for word in name.split() if not _DIGIT.search(word)) for name in names]
    if words[0] or words[1]:
        return len(words[0] & words[1]) * 2 > len(words[0] | words[1])
    bare = [_DIGIT.sub("", name) for name in names]
    return bare[0] == bare[1] and len(bare[0]) >= _NUMBERED_NAME


def _outward(box: Box) -> list[Box]:
    """A box and those around it, the outermost first."""
    found = [box]
    while (parent := found[-1].parent) is not None:
        found.append(parent)
    return found[::-1]


def with_lead(layout: Layout, zones: Sequence[Zone | None], main: Sequence[bool], title: int | None) -> list[bool]:
    """The body with a paragraph that stands alone between the printed title and it: many templates set the lead apart."""
    first = next((i for i, is_main in enumerate(main) if is_main), None)
    found = list(main)
    if title is None or first is None:
        return found
    for i in range(title + 1, first):
        piece = layout.pieces[i]
        is_epigraph = piece.box.tag == "blockquote" and piece.box.parent is layout.pieces[first].box.parent
        is_lead = is_running(piece) and not piece.links and ENDS_SENTENCE.search(piece.text)
        if zones[i] is None and (is_lead or is_epigraph):
            found[i] = True
    return found


def without_bar(layout: Layout, main: Sequence[bool], title: int) -> list[bool]:
    """The body without short lines above the printed title, unless running text stands among them: bars and menus of the site."""
    above = [i for i in range(title) if main[i]]
    if any(is_running(layout.pieces[i]) for i in above):
        return list(main)
    return [is_main and i > title for i, is_main in enumerate(main)]


def _with_siblings(layout: Layout, zones: Sequence[Zone | None], inside: Sequence[bool]) -> list[bool]:
    """The evidence, extended to every ``article`` beside the one that has it, if that is a story too."""
    found = list(inside)
    held = [box for box in layout.boxes if box.tag == "article" and any(inside[box.first : box.last])]
    parents = {box.parent for box in held}
    for box in layout.boxes:
        if box.tag == "article" and box.parent in parents and not any(inside[box.first : box.last]) and _is_story(box, layout, zones):
            for i in range(box.first, box.last):
                found[i] = len(layout.pieces[i].text) >= _EVIDENCE_LENGTH and layout.pieces[i].links == 0
    return found


def _is_story(box: Box, layout: Layout, zones: Sequence[Zone | None]) -> bool:
    """Whether an element has a heading that is no link, and running text."""
    own = [layout.pieces[i] for i in range(box.first, box.last) if not ((zone := zones[i]) and zone.kind in OUTER)]
    heads = [piece for piece in own if piece.box.tag in HEADINGS]
    return bool(heads) and not heads[0].links and any(is_running(piece) for piece in own)


def _belongs(piece: Piece, *, hit: bool, shaped: bool, between: bool) -> bool:
    """Whether a piece of the container is part of the body."""
    is_row = len(piece.text) <= _FIELD_LENGTH and piece.link_share >= _ROW_LINKED and not ENDS_SENTENCE.search(piece.text)
    if piece.link_share >= 0.9 or is_row or _is_dated_link(piece):
        return False
    if hit:
        return True
    if between:
        return (
            shaped
            or piece.box.tag in HEADINGS
            or is_running(piece)
            or ((piece.box.tag in {"li", "dt", "dd"} or _is_cell(piece.box) or _is_quoted(piece.box)) and piece.links == 0)
        )
    return shaped and piece.link_share < 0.3 and (piece.box.tag == "p" or bool(ENDS_SENTENCE.search(piece.text)))


def _heads_list(pieces: Sequence[Piece]) -> bool:
    """Whether a line with a colon at its end stands right above the points of a list."""
    return len(pieces) > 1 and pieces[0].text.endswith(":") and not pieces[0].links and pieces[1].box.tag == "li" and not pieces[1].links


def _is_crosshead(piece: Piece) -> bool:
    """Whether a line is all bold and leads nowhere: set among the text's own boxes, it heads what follows."""
    return piece.bold >= len(piece.text) * _ALL_BOLD and not piece.links


def _is_dated_link(piece: Piece) -> bool:
    """Whether a piece is a link to another story and its date."""
    if piece.link_share < _LED_AWAY:
        return False
    found = read_date(piece.text)
    return found is not None and piece.links + found.span.end - found.span.start >= len(piece.text) * 0.85


def _is_quoted(box: Box) -> bool:
    """Whether a box is a quotation, or the paragraph in one."""
    return "blockquote" in {box.tag, box.parent.tag if box.parent else ""}


def _is_cell(box: Box) -> bool:
    """Whether a box is a cell of a table, or the paragraph in one."""
    return box.tag in {"td", "th"} or (box.parent is not None and box.parent.tag in {"td", "th"})


def _is_beside(box: Box, inside: Sequence[bool], pieces: Sequence[Piece]) -> bool:
    """Whether the table that holds a cell holds evidence too, or stands between two paragraphs of the text without a link in it."""
    table: Box | None = box
    while table is not None and table.tag != "table":
        table = table.parent
    if table is None or any(inside[table.first : table.last]):
        return True
    if table.first == 0 or table.last >= len(pieces) or any(pieces[i].links for i in range(table.first, table.last)):
        return False
    before, after = table.first - 1, next((i for i in range(table.last, len(pieces)) if pieces[i].box.parent is table.parent), table.last)
    return (inside[before] or inside[after]) and all(pieces[i].box.parent is table.parent for i in (before, after))


def _shape(piece: Piece) -> tuple[str, str, str, Box | None]:
    """Paragraphs of one text have the same tag, class and parent, or wrappers of the same class around each of them."""
    box, parent, wrappers = piece.box, piece.box.parent, ""
    while parent is not None and parent.last - parent.first == 1 and parent.parent is not None:
        wrappers += f"{parent.tag}.{parent.element.get('class') or ''} "
        parent = parent.parent
    return box.tag, box.element.get("class") or "", wrappers, parent


def _container(layout: Layout, inside: Sequence[bool]) -> Box:
    """The deepest box which holds nearly all of the evidence."""
    sums = [0]
    for piece, hit in zip(layout.pieces, inside, strict=True):
        sums.append(sums[-1] + (len(piece.text) if hit else 0))
    wanted = sums[-1] * _CONTAINER_SHARE
    best = layout.boxes[0]
    for box in layout.boxes:
        if box.depth > best.depth and sums[box.last] - sums[box.first] >= wanted:
            best = box
    return best


def _drop_foot(pieces: Sequence[Piece], main: list[bool]) -> None:
    """Short lines that end no sentence, below the text and shaped unlike all of it, are the page's foot."""
    running = [i for i, piece in enumerate(pieces) if main[i] and is_running(piece)]
    shapes = {_shape(pieces[i]) for i in running}
    for i in range(len(pieces) - 1, running[-1] if running else len(pieces), -1):
        if main[i]:
            if ENDS_SENTENCE.search(pieces[i].text) or _shape(pieces[i]) in shapes or pieces[i].box.tag not in {"p", "div", "span"}:
                return
            main[i] = False


def _drop_head_of_links(pieces: Sequence[Piece], main: list[bool]) -> None:
    """A short last line right above links to other stories heads them."""
    last = next((i for i in range(len(pieces) - 1, -1, -1) if main[i]), len(pieces))
    below = pieces[last + 1 : last + 3]
    is_short = last < len(pieces) and len(pieces[last].text) <= _FIELD_LENGTH and not pieces[last].text.endswith(".")
    if is_short and len(below) > 1 and all(piece.link_share >= _LED_AWAY * 2 and len(piece.text) > _HEADLINE for piece in below):
        main[last] = False


def _drop_trailing_headings(pieces: Sequence[Piece], main: list[bool]) -> None:
    """A heading with no text after it heads something else."""
    for i in range(len(pieces) - 1, -1, -1):
        if main[i]:
            if pieces[i].box.tag not in HEADINGS or is_written_large(pieces[i]):
                return
            main[i] = False


def _drop_leading_fields(pieces: Sequence[Piece], zones: Sequence[Zone | None], main: list[bool]) -> None:
    """Short lines above all running text are fields of the template: those of a list without a sentence, those in one box with a date."""
    text = [i for i, piece in enumerate(pieces) if main[i] and (is_running(piece) or ENDS_SENTENCE.search(piece.text))]
    first = next((i for i in text if is_running(pieces[i])), text[0] if text else 0)
    for i in range(first):
        main[i] = main[i] and not _is_beside_date(i, pieces)
    above = [i for i in range(first) if main[i] and pieces[i].box.tag == "li"]
    if all(zones[i] or (len(pieces[i].text) <= _FIELD_LENGTH and not ENDS_SENTENCE.search(pieces[i].text)) for i in above):
        for i in above:
            main[i] = False


def _is_beside_date(i: int, pieces: Sequence[Piece]) -> bool:
    """Whether the box that holds a piece's own holds a line that is nothing but a date, and no running text."""
    row = pieces[i].box.parent
    if row is None or row.last - row.first > _ROW or any(is_running(piece) for piece in pieces[row.first : row.last]):
        return False
    return any(is_nothing_but_date(piece.text, None) for piece in pieces[row.first : row.last])
