"""Threads of forums: the first post is the page's text, what stands under it are replies.

A forum's software numbers its posts in their ids («post901», «post_message_901»); some of these forms are its own, the others are believed
only on a page that says which software made it, since blogs number their entries in the same way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from rawi.reading.tree import Box, Layout

_OWN_ID: Final = re.compile(r"^(post_message_|td_post_|js-post-|elComment_)\d{1,12}$")
"""Ids that no other software gives."""
_SHARED_ID: Final = re.compile(r"^(post[_-]?|p|pid_?|msg_?|message-)\d{1,12}$")
_RULE: Final = "_" * 8
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


def _is_forum(root: HtmlElement) -> bool:
    """Whether the page names a forum's software: as its generator, or on its outermost elements."""
    body = root.find("body")
    names = [element.get(name) or "" for element in (root, body) if element is not None for name in ("id", "class")]
    names += [meta.get("content") or "" for meta in root.iter("meta") if (meta.get("name") or "").lower() == "generator"]
    return any(_SOFTWARE.search(name[:200]) for name in names)
