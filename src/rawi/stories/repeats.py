"""Passages that a page prints twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawi.arabic import Fold, folded
from rawi.model import Repeat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.arabic import Layer
    from rawi.model import Span

FEWEST_WORDS = 8
"""Shorter lines recur by chance or by custom («Read also»)."""


def passage_key(span: Span, restored: Layer) -> str:
    """The words of a passage, restored and folded, so that a masked copy equals a plain one."""
    return " ".join(folded(restored.forward(span).of(restored.text), Fold.SEARCH).split())


def repeats(passages: Iterable[Span], restored: Layer) -> tuple[Repeat, ...]:
    """The pairs of passages with the same words: each later copy beside the first one, in order."""
    first: dict[str, Span] = {}
    found: list[Repeat] = []
    for span in passages:
        key = passage_key(span, restored)
        if key.count(" ") + 1 < FEWEST_WORDS:
            continue
        if key in first:
            found.append(Repeat(first[key], span))
        else:
            first[key] = span
    return tuple(found)
