"""What a search gives back: frozen values, spans in the text as found."""

from __future__ import annotations

import msgspec

from rawi.model import Span


class Snippet(msgspec.Struct, frozen=True):
    """A piece of a page as found, and which places in it were looked for. All spans are places in ``Page.text``."""

    span: Span
    text: str
    marks: tuple[Span, ...] = ()

    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is marked."""
        pieces: list[tuple[str, bool]] = []
        at = self.span.start
        for mark in self.marks:
            pieces += [(self._cut(at, mark.start), False), (self._cut(mark.start, mark.end), True)]
            at = mark.end
        return tuple(piece for piece in (*pieces, (self._cut(at, self.span.end), False)) if piece[0])

    def _cut(self, start: int, end: int) -> str:
        return self.text[start - self.span.start : end - self.span.start]


class Hit(msgspec.Struct, frozen=True):
    """One story that was found."""

    story: str
    page: str
    url: str | None
    outlet: str | None
    published: str | None
    title: str
    tier: int
    """0 as written, 1 by stem, 2 by consonants."""
    score: float
    headline: Snippet | None
    snippet: Snippet | None


class Facet(msgspec.Struct, frozen=True):
    """One value and how many of the stories found have it."""

    value: str
    count: int


class Found(msgspec.Struct, frozen=True):
    """One screenful of an answer."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    """How many stories there are, counted as far as ``limits.QUERY_COUNTED``."""
    more: bool
    """Whether there are more than ``total``."""
    cursor: str | None
    """Give it back to get the next hits; None at the end."""
    facets: dict[str, tuple[Facet, ...]] = {}
    notes: tuple[str, ...] = ()
