"""A story's running pieces as tokens, with the way back to the text as found."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rawi.arabic import Chained, Fold, Layer, fold
from rawi.arabic.tokens import Tokens
from rawi.arabic.words import with_marks
from rawi.model import Span

if TYPE_CHECKING:
    from rawi.model import Story


class Passage:
    """One contiguous piece of a story: its tokens, and where they stand in the text as found."""

    __slots__ = ("_layer", "_lower", "_offset", "_text", "tokens")

    def __init__(self, text: str, within: Span, lower: Layer | Chained | None) -> None:
        """Fold ``within`` of ``text``, of its restored form if ``lower`` gives one, and cut it into tokens."""
        part = lower.forward(within) if lower is not None else within
        self._text, self._lower, self._offset = text, lower, part.start
        self._layer = fold(part.of(lower.text if lower is not None else text), Fold.PLAIN)
        self.tokens = Tokens(self._layer.text)

    def span(self, start: int, end: int) -> Span:
        """The span in the text as found of ``start:end`` of the tokens' text, the marks on its last letter included."""
        here = self._layer.back(Span(start, end)).moved(self._offset)
        return with_marks(self._text, self._lower.back(here) if self._lower is not None else here)


def passages(text: str, story: Story, layer: Layer | Chained | None = None) -> tuple[Passage, ...]:
    """The pieces of ``story`` in order. ``layer`` is the restored page, made from ``text``; without it the text is read as found."""
    return _passages(text, story.spans, layer)


@lru_cache(maxsize=2)
def _passages(text: str, spans: tuple[Span, ...], layer: Layer | Chained | None) -> tuple[Passage, ...]:
    # times and quantities of one story are read one after the other: the tokens are made once
    return tuple(Passage(text, span, layer) for span in spans)
