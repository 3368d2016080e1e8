"""What rawi draws inside a page: restorations, stories, credits."""

from __future__ import annotations

from typing import Literal

import msgspec

from rawi.model.spans import Reason, Span

CreditKind = Literal["outlet", "agency", "author", "unnamed", "unknown"]


class Alternative(msgspec.Struct, frozen=True):
    """Another word that a mask may have stood for, with its score."""

    text: str
    score: float


class Restoration(msgspec.Struct, frozen=True, omit_defaults=True):
    """A masked word and what it stood for. The text as found is never overwritten."""

    span: Span
    found: str
    restored: str
    device: str
    """The way it was masked; the list is in ``docs/restoring.md``."""
    reason: Reason
    others: tuple[Alternative, ...] = ()


class Credit(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whom a story says it is taken from.

    ``reason`` gives the ground for its scope: a line of the story's own, or a closing line of a later one.
    """

    name: str
    kind: CreditKind
    span: Span | None
    reason: Reason


class Dateline(msgspec.Struct, frozen=True, omit_defaults=True):
    """The opening of a wire story: a city, perhaps a country, perhaps who sends it."""

    span: Span
    city: Span | None = None
    country: str | None = None
    agency: Credit | None = None


class Repeat(msgspec.Struct, frozen=True):
    """Two passages of one page with the same words."""

    first: Span
    second: Span


class Story(msgspec.Struct, frozen=True, omit_defaults=True):
    """One news item on a page. ``spans`` covers everything that belongs to it, ``paragraphs`` its running text."""

    id: str
    page: str
    spans: tuple[Span, ...]
    headline: Span | None = None
    headings: tuple[Span, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    credits: tuple[Credit, ...] = ()
    dateline: Dateline | None = None
    repeats: tuple[Repeat, ...] = ()
    cut_off: Span | None = None
    """The paragraph that the page breaks off in, if it does."""
    reason: Reason | None = None
    """Why it is a story of its own."""

    @property
    def body(self) -> Span | None:
        """From the first paragraph to the end of the last, headings in between included."""
        if not self.paragraphs:
            return None
        return Span(self.paragraphs[0].start, self.paragraphs[-1].end)
