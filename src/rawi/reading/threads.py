"""Threads of forums: the first post is the page's text, what stands under it are replies.

A forum's software numbers its posts in their ids («post901», «post_message_901»); some of these forms are its own, the others are believed
only on a page that says which software made it, since blogs number their entries in the same way.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.dates import read_date
from rawi.reading.people import without_role
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, is_running

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from rawi.reading.tree import Box, Layout

_OWN_ID: Final = re.compile(r"^(post_message_|td_post_|js-post-|elComment_)\d{1,12}$")
"""Ids that no other software gives."""
_SHARED_ID: Final = re.compile(r"^(post[_-]?|p|pid_?|msg_?|message-)\d{1,12}$")
_RULE: Final = "_" * 8
_CELLS: Final = 5
_CELL: Final = 60
_STAMP: Final = re.compile(r"\d[/.-]\d{1,2}[/.-]\d{1,4}\D{1,6}\d{1,2}:\d\d|\d:\d\d\D{1,6}\d{1,4}[/.-]\d{1,2}[/.-]\d")
"""A day and a clock in figures."""
_DATED_HEAD: Final = re.compile(r"[^\d:]{4,60}\d[^:]{0,40}:")
"""Words and a figure before a colon."""
_NUMBERED: Final = re.compile(r"\d{1,4}(?:\W|$)")
_SMALLEST_POST: Final = 2
_NAME: Final = 30
_LINK: Final = 12
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_ANY_TIME: Final = datetime(2020, 1, 15, 12, tzinfo=UTC)
"""What «3 days ago» is counted from where only its being a time matters."""
_SOFTWARE: Final = re.compile(r"vbulletin|phpbb|xenforo|mybb|simple machines|smf|discourse|invision|flarum|fluxbb|punbb", re.IGNORECASE)


class Thread(NamedTuple):
    """The first post's own pieces, and those from the second post to the last."""

    first: range
    replies: range


def thread_of(layout: Layout) -> Thread | None:
    """The thread that a page is; None where it is none, or has one post only."""
    is_forum = _is_forum(layout.root)
    posts: dict[str, list[Box]] = {}
    for box in layout.boxes:
        name = box.element.get("id")
        match = name and (_OWN_ID.match(name) or (_SHARED_ID.match(name) if is_forum else None))
        if match and box.first < box.last:
            form = posts.setdefault(match.group(1), [])
            if not form or form[-1].last <= box.first:
                form.append(box)
    threads = [boxes for boxes in posts.values() if len(boxes) > 1]
    if not threads:
        return None
    outermost = max(threads, key=lambda boxes: boxes[0].last - boxes[0].first)
    return Thread(range(outermost[0].first, outermost[1].first), range(outermost[1].first, outermost[-1].last))


def signature_of(layout: Layout, post: range) -> range:
    """A member's motto under a post: what stands below a rule of underscores in its last box."""
    ruled = next((i for i in post if layout.pieces[i].text.startswith(_RULE)), None)
    return range(0) if ruled is None else range(ruled, min(post.stop, layout.pieces[ruled].box.last))


def readers_rows(layout: Layout, *, counted: int | None) -> list[range]:
    """What readers wrote in the rows of a table without a name: above each text a row of who and when, two times or more.

    Args:
        layout: the pieces of the page.
        counted: the piece below the text that counts the comments, if there is one; then a row that begins with a number is enough.
    """
    rows = [box for box in layout.boxes if box.tag == "tr" and box.first < box.last]
    inner = [row for row, after in zip_longest(rows, rows[1:]) if after is None or after.first >= row.last]
    found: list[range] = []
    for head, text in pairwise(inner):
        if head.last == text.first and _says_who(head, layout, numbered=counted is not None and counted < head.first):
            found.append(range(head.first, text.last))
    before = layout.running(0, found[0].start) if found else 0
    is_small = all(0 < layout.running(post.start, post.stop) < before for post in found)
    return found if len(found) > 1 and is_small else []


def readers_boxes(layout: Layout) -> list[range]:
    """What readers wrote below the text in boxes without a name: each a name, a time and a few words that lead nowhere, two times or more.

    The time is a day with a clock, or counted from now («3 days ago»). A chronicle has headings or no names; a live report is longer than
    what stands above it.
    """
    children: dict[Box, list[Box]] = {}
    for box in layout.boxes:
        if box.parent is not None and _SMALLEST_POST <= box.last - box.first <= _CELLS:
            children.setdefault(box.parent, []).append(box)
    for boxes in children.values():
        if not layout.tells_above(boxes[0].first) or layout.running(boxes[-1].last, len(layout.pieces)) > 0:
            continue
        posts = [box for box in boxes if _is_post(box, layout)]
        if len(posts) < _SMALLEST_POST or len({(box.tag, box.element.get("class")) for box in posts}) > 1:
            continue
        found = range(posts[0].first, posts[-1].last)
        said = sum(len(layout.pieces[i].text) for i in found)
        above = sum(len(piece.text) for piece in layout.pieces[: found.start] if not piece.links and len(piece.text) > _CELL)
        is_below = above > said and not layout.running(found.stop, len(layout.pieces))
        if is_below and all(any(post.first <= i < post.last for post in posts) for i in found):
            return [range(post.first, post.last) for post in posts]
    return []


def readers_above_form(layout: Layout) -> range:
    """What readers wrote between the text and the field for the next comment: short lines and texts in turn, in a box of their own."""
    for field in layout.boxes:
        if field.asks != "text" or not layout.tells_above(field.first):
            continue
        for box in layout.boxes:
            is_above = box.last <= field.first and field.first - box.last <= _CELLS and not layout.running(box.last, field.first)
            if is_above and box.last - box.first >= _SMALLEST_POST * 2 and _in_turn(box, layout):
                return range(box.first, box.last)
    return range(0)


def readers_lines(layout: Layout) -> range:
    """What readers wrote in a guest book: under a heading, to the end of its box, lines that each begin with who wrote on which day."""
    pieces = layout.pieces
    first = next((i for i in range(1, len(pieces)) if layout.tells_above(i) and _is_note(pieces[i].text)), len(pieces))
    last = next((i for i in range(first, len(pieces)) if not _is_note(pieces[i].text)), len(pieces))
    if last - first < _SMALLEST_POST or last < pieces[first].box.last:
        return range(0)
    head = pieces[first - 1]
    is_headed = len(head.text) <= _NAME and not head.links and not ENDS_SENTENCE.search(head.text)
    return range(first - 1, last) if is_headed and not layout.running(last, len(pieces)) else range(0)


def _is_note(text: str) -> bool:
    """Whether a line says who wrote it and on which day before it begins: «Hani of Haifa wrote on 09/02/2006: …»."""
    if not _DATED_HEAD.match(text):
        return False
    when = read_date(text[: _CELL * 2])
    if when is None or when.span.start > _CELL or not text[when.span.end :].lstrip().startswith(":"):
        return False
    return any(without_role(word)[1] for word in text[: when.span.start].split())


def _in_turn(box: Box, layout: Layout) -> bool:
    """Whether a box below a longer text holds nothing but names, each above what its owner says."""
    pieces = layout.pieces[box.first : box.last]
    if any(piece.links >= _LINK or piece.box.tag in HEADINGS for piece in pieces):
        return False
    is_short = [len(piece.text) <= _NAME and not ENDS_SENTENCE.search(piece.text) for piece in pieces]
    heads = sum(is_short and not before for is_short, before in zip(is_short, [False, *is_short], strict=False))
    above = sum(len(piece.text) for piece in layout.pieces[: box.first] if not piece.links and len(piece.text) > _CELL)
    is_small = sum(len(piece.text) for piece in pieces) < above
    return is_small and heads >= _SMALLEST_POST and is_short[0] and not is_short[-1]


def _is_post(box: Box, layout: Layout) -> bool:
    """Whether a box holds a short line of who and when, and a text."""
    pieces = layout.pieces[box.first : box.last]
    if any(piece.box.tag in HEADINGS or piece.links >= _LINK for piece in pieces):
        return False
    stamps = [piece for piece in pieces if len(piece.text) <= _CELL and (_is_stamp(piece.text) or _says_wrote(piece.text))]
    if len(stamps) != 1:
        return False
    when = read_date(stamps[0].text, reference=_ANY_TIME)
    beside = stamps[0].text if when is None else f"{stamps[0].text[: when.span.start]} {stamps[0].text[when.span.end :]}"
    rest = [piece for piece in pieces if piece is not stamps[0]]
    is_named = _WORD.search(beside) is not None or (len(rest) > 1 and any(len(piece.text) <= _NAME for piece in rest))
    return is_named and any(len(piece.text) > _NAME for piece in rest)


def _is_stamp(text: str) -> bool:
    """Whether a short line gives a day with a clock, or a time counted from now."""
    if _STAMP.search(text):
        return True
    when = read_date(text, reference=_ANY_TIME)
    return when is not None and (when.relative or "T" in when.value)


def _says_wrote(text: str) -> bool:
    """Whether a short line says that somebody wrote something on a day («X wrote on 12-03-2023»)."""
    when = read_date(text)
    return when is not None and any(without_role(word)[1] for word in text[: when.span.start].split()[1:])


def _says_who(row: Box, layout: Layout, *, numbered: bool) -> bool:
    """Whether a row of short cells that lead nowhere gives a day and a clock beside a name, or a number where comments are numbered."""
    pieces = layout.pieces[row.first : row.last]
    if len(pieces) > _CELLS or any(piece.links or is_running(piece) or len(piece.text) > _CELL for piece in pieces):
        return False
    return (len(pieces) > 1 and any(_STAMP.search(piece.text) for piece in pieces)) or (
        numbered and _NUMBERED.match(pieces[0].text) is not None
    )


def _is_forum(root: HtmlElement) -> bool:
    """Whether the page names a forum's software: as its generator, or on its outermost elements."""
    body = root.find("body")
    names = [element.get(name) or "" for element in (root, body) if element is not None for name in ("id", "class")]
    names += [meta.get("content") or "" for meta in root.iter("meta") if (meta.get("name") or "").lower() == "generator"]
    return any(_SOFTWARE.search(name[:200]) for name in names)
