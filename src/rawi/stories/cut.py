"""Where a page breaks off in mid-sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import FULL_STOP, QUESTION_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.model import Span

_FINAL: Final = ".!?:;" + FULL_STOP + QUESTION_MARK
_CLOSERS: Final = "\u00bb\u201d\u2019\"')]"
_ELLIPSES: Final = ("...", "\u2026", "[...]", "[\u2026]", "..")
SHORTEST: Final = 40
"""A shorter last line without a stop is a caption, a signature or a name."""
STOPPED: Final = 0.6
"""The share of a page's other paragraphs that must end with a stop before the lack of one says anything."""


def cut_off(text: str, paragraphs: Sequence[Span]) -> Span | None:
    """The last paragraph, if the page breaks off in it: it ends with dots of omission, or with no stop where the page uses them."""
    if not paragraphs:
        return None
    last = paragraphs[-1]
    if last.of(text).rstrip().endswith(_ELLIPSES):
        return last
    others = paragraphs[:-1]
    if len(last) < SHORTEST or not others or _stopped(last.of(text)):
        return None
    share = sum(_stopped(span.of(text)) for span in others) / len(others)
    return last if share >= STOPPED else None


def _stopped(passage: str) -> bool:
    return passage.rstrip().rstrip(_CLOSERS).rstrip()[-1:] in _FINAL or passage.rstrip()[-1:] in _CLOSERS
