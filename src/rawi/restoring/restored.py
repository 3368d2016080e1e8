"""A text with its masked words restored, and the way back for every character."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from rawi.arabic import Layer
from rawi.model import Alternative, Reason, Restoration, Span
from rawi.restoring.lexicon import shipped
from rawi.restoring.marks import composed, merged
from rawi.restoring.scan import scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.restoring.lexicon import Lexicon
    from rawi.restoring.marks import Mark

PASSES: Final = 12
"""How often a restored text is looked at again; words nest in words no deeper."""


class Restored:
    """What ``restore`` gives: the restored text, each restoration with its reason, and the map between the two texts."""

    text: str
    layer: Layer
    """Maps the restored text to the text as given, in both directions."""

    def __init__(self, source: str, layer: Layer, marks: Sequence[Mark]) -> None:
        """Take the text as given, what was made of it, and the marks that did it, in order."""
        self.text, self.layer = layer.text, layer
        self._source, self._marks = source, marks

    @cached_property
    def restorations(self) -> tuple[Restoration, ...]:
        """Each restored word, in order; spans are places in the text as given."""
        return tuple([_restoration(self._source, self.layer, mark) for mark in self._marks])


def restore(text: str, *, lexicon: Lexicon | None = None) -> Restored:
    """Restore the masked words of ``text``; ``lexicon`` is the shipped one unless given.

    The restored text is looked at again until nothing more is found (a word may come out of two devices), so that restoring
    twice changes nothing.
    """
    lexicon = lexicon or shipped()
    marks, masking, settled = scan(text, lexicon)
    if not marks:
        return Restored(text, Layer(text), ())
    edits = [edit for mark in marks for edit in mark.edits]
    layer = Layer(text, edits)
    for _ in range(PASSES):
        if settled:
            break
        more, masking, settled = scan(layer.text, lexicon, masking)
        if not more:
            break
        marks = merged(marks, [mark.moved(layer) for mark in more])
        edits = composed(edits, [edit for mark in more for edit in mark.edits])
        layer = Layer(text, edits)
    return Restored(text, layer, marks)


def _restoration(text: str, layer: Layer, mark: Mark) -> Restoration:
    span = Span(mark.start, mark.end)
    word = layer.forward(span).of(layer.text) if mark.word is None else mark.word
    reason = Reason(mark.rule, tuple([Span(start, end) for start, end, _ in mark.edits]), mark.score)
    others = tuple([Alternative(word, score) for word, score in mark.others]) if mark.others else ()
    return Restoration(span, text[mark.start : mark.end], word, mark.device, reason, others)
