"""Layers: a text derived from another one, with the way back for every character.

Restored, folded and tokenised text are views of the text as found. A layer keeps only the places where the two lengths part (a deletion, an
insertion, an expansion), so that a page whose words are clean costs nothing, and both directions are a binary search.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rawi.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """``source[start:end]`` reads ``text`` in the layer."""

    start: int
    end: int
    text: str


class Layer:
    """A derived text and its two-way map to the text that it was made from.

    Inside an edit the map is as fine as it can be: a replacement of equal length maps character by character; any other edit maps as a
    whole.
    """

    __slots__ = ("_lay_ends", "_lay_starts", "_src_ends", "_src_starts", "source_length", "text")

    def __init__(self, source: str, edits: Iterable[Edit | tuple[int, int, str]] = ()) -> None:
        """Apply ``edits`` (in order, not overlapping) to ``source``."""
        pieces: list[str] = []
        src_starts: list[int] = []
        src_ends: list[int] = []
        lay_starts: list[int] = []
        lay_ends: list[int] = []
        at = shift = 0
        for start, end, new in edits:
            if start < at:
                raise ValueError("edits overlap or are out of order")
            pieces += (source[at:start], new)
            if len(new) != end - start:
                src_starts.append(start)
                src_ends.append(end)
                lay_starts.append(start + shift)
                lay_ends.append(start + shift + len(new))
                shift += len(new) - (end - start)
            at = end
        pieces.append(source[at:])
        self.text = "".join(pieces)
        self.source_length = len(source)
        self._src_starts, self._src_ends = src_starts, src_ends
        self._lay_starts, self._lay_ends = lay_starts, lay_ends

    def back(self, span: Span) -> Span:
        """The span of the source that ``span`` of this layer was made from.

        A span which touches an edit of another length takes it whole; characters deleted at its edges stay outside.
        """
        start = self._before(self._lay_starts, self._lay_ends, self._src_starts, self._src_ends, span.start)
        end = self._after(self._lay_starts, self._lay_ends, self._src_ends, span.end)
        return Span(min(start, end), end) if span.start == span.end else Span(start, max(start, end))

    def forward(self, span: Span) -> Span:
        """The span of this layer that was made from ``span`` of the source (empty where all of it was deleted)."""
        start = self._before(self._src_starts, self._src_ends, self._lay_starts, self._lay_ends, span.start)
        end = self._after(self._src_starts, self._src_ends, self._lay_ends, span.end)
        return Span(min(start, end), end) if span.start == span.end else Span(start, max(start, end))

    def back_point(self, at: int) -> int:
        """The place in the source of the layer's character ``at`` (of the end, for ``at == len(text)``)."""
        return self._before(self._lay_starts, self._lay_ends, self._src_starts, self._src_ends, at)

    def offsets(self) -> list[int]:
        """The place in the source of every character of the layer and of its end: ``len(text) + 1`` numbers that never fall."""
        out: list[int] = []
        at_source = at_layer = 0
        for src_start, src_end, lay_start, lay_end in zip(self._src_starts, self._src_ends, self._lay_starts, self._lay_ends, strict=True):
            out.extend(range(at_source, at_source + lay_start - at_layer))
            out.extend([src_start] * (lay_end - lay_start))
            at_source, at_layer = src_end, lay_end
        out.extend(range(at_source, at_source + len(self.text) - at_layer + 1))
        return out

    @property
    def is_identity(self) -> bool:
        """Whether every character stands where it stood."""
        return not self._src_starts

    @staticmethod
    def _before(starts: list[int], ends: list[int], to_starts: list[int], to_ends: list[int], at: int) -> int:
        """Where a span that begins at ``at`` begins on the other side."""
        i = bisect_right(starts, at) - 1
        if i < 0:
            return at
        if at < ends[i]:
            return to_starts[i]
        return to_ends[i] + at - ends[i]

    @staticmethod
    def _after(starts: list[int], ends: list[int], to_ends: list[int], at: int) -> int:
        """Where a span that ends at ``at`` ends on the other side."""
        i = bisect_left(starts, at) - 1
        if i < 0:
            return at
        if at < ends[i]:
            return to_ends[i]
        # an edit which gave nothing, at the very end of the span, stays outside
        return to_ends[i] + at - ends[i]


class Chained:
    """A layer of a layer: what was made from what was made from the source."""

    __slots__ = ("_lower", "_upper", "text")

    def __init__(self, lower: Layer | Chained, upper: Layer) -> None:
        """Put ``upper``, which was made from ``lower.text``, on top of ``lower``."""
        self._lower, self._upper = lower, upper
        self.text = upper.text

    def back(self, span: Span) -> Span:
        """The span of the source that ``span`` of the uppermost text was made from."""
        return self._lower.back(self._upper.back(span))

    def forward(self, span: Span) -> Span:
        """The span of the uppermost text that was made from ``span`` of the source."""
        return self._upper.forward(self._lower.forward(span))
