"""Dates in the text itself that are the page's: of a dateline that names the outlet, and of whoever signs a statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.model import STORY_KINDS
from rawi.reading.naming import begins_as_name, is_of_outlet, name_key
from rawi.reading.tree import ENDS_SENTENCE
from rawi.reading.when import is_nothing_but_date, is_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.reading.around import Surroundings

_PARTS: Final = re.compile("\\s*[:|/()\u060c,]\\s*|\\s+[-\u2013\u2014]+\\s*|\\s*[-\u2013\u2014]+\\s+")
_DATELINE: Final = 3
"""A dateline with the outlet has at least a place, a day and the outlet."""
_LINE: Final = 80
_SHORTEST_OUTLET: Final = 4


def datelines(around: Surroundings, outlets: Sequence[str]) -> Iterator[int]:
    """Lines of the text by which the page is dated, if by nothing else.

    One is the first of the text, «place: day: outlet»; the other stands in its last two lines beside whoever issued it, the outlet or whom
    the headline names («Beirut, 14 November 2015», «the bureau of the movement»): a poem that a person dates so was written then.
    """
    own = {key for outlet in outlets if (key := name_key(outlet))}
    pieces, end = around.layout.pieces, around.body_end
    for i in range(around.first if around.first is not None else around.head_end, around.head_end):
        parts = [part for part in _PARTS.split(pieces[i].text) if part]
        if _is_dated(i, around) and len(parts) >= _DATELINE and any(is_of_outlet(part, own) for part in parts[1:]):
            yield i
    for i, other in ((end - 1, end), (end, end - 1)):
        if i > around.head_end and end < len(pieces) and _is_dated(i, around) and _is_signed(other, around, own):
            yield i


def _is_dated(i: int, around: Surroundings) -> bool:
    """Whether a line of the text is a day with few words beside it."""
    text = around.layout.pieces[i].text
    return around.kinds[i][0] in STORY_KINDS and len(text) <= _LINE and is_nothing_but_date(text, None) and not is_range(text)


def _is_signed(i: int, around: Surroundings, own: set[str]) -> bool:
    """Whether a line names the outlet, or begins with those whom the headline names."""
    text = around.layout.pieces[i].text
    if len(text) > _LINE or ENDS_SENTENCE.search(text) or around.kinds[i][0] not in STORY_KINDS:
        return False
    key = name_key(text)
    if any(len(outlet) >= _SHORTEST_OUTLET and outlet in key for outlet in own):
        return True
    title = name_key(around.layout.pieces[around.title].text) if around.title is not None else ""
    head = key.split()[:2]
    return len(head) > 1 and f" {' '.join(head)} " in f" {title} " and not begins_as_name(text)
