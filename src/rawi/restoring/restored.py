"""A text with its masked words restored, and the way back for every character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rawi.arabic import Edit, Layer
from rawi.arabic.letters import ALPHABET, INVISIBLE, MARKS, TATWEEL
from rawi.model import Reason, Restoration, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.restoring.lexicon import Lexicon

_BREAK: Final = "|".join(
    (
        f"{TATWEEL}+[.\u060c,*\u2022]{{1,4}}{TATWEEL}*",
        f"[.\u060c,]{{1,4}}{TATWEEL}+",
        f"{TATWEEL}+[.\u060c]{{0,2}} {{1,2}}[.\u060c]{{0,2}}{TATWEEL}+",
        f"[{INVISIBLE}]+",
    )
)
_GAP: Final = re.compile(f"(?<=[{ALPHABET}{MARKS}])(?:{_BREAK})(?=[{ALPHABET}])")
_WORD: Final = re.compile(f"[{ALPHABET}{MARKS}{TATWEEL}]+")


@dataclass(frozen=True, slots=True)
class Restored:
    """What ``restore`` gives: the restored text, each restoration with its reason, and the map between the two texts."""

    text: str
    restorations: tuple[Restoration, ...]
    """In order; spans are places in the text as given."""
    layer: Layer
    """Maps the restored text to the text as given, in both directions."""


def restore(text: str, *, lexicon: Lexicon | None = None) -> Restored:
    """Restore the masked words of ``text``; ``lexicon`` is the shipped one unless given."""
    del lexicon
    edits = [Edit(gap.start(), gap.end(), "") for gap in _GAP.finditer(text)]
    layer = Layer(text, edits)
    return Restored(layer.text, tuple(_restorations(text, layer, edits)), layer)


def _restorations(text: str, layer: Layer, edits: list[Edit]) -> Iterator[Restoration]:
    done = 0
    for edit in edits:
        if edit.start < done:
            continue
        at = layer.forward(Span(edit.end, edit.end)).start
        for word in _WORD.finditer(layer.text, max(0, at - 60), at + 60):
            if word.start() <= at < word.end():
                span = layer.back(Span(word.start(), word.end()))
                done = span.end
                reason = Reason("break-with-tatweel", (Span(edit.start, edit.end),))
                yield Restoration(span, span.of(text), word.group(), "tatweel-mark", reason)
