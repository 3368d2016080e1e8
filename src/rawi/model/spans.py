"""The smallest values: a place in a text, why a mark was made, what is wrong."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A half-open range of code points of ``Page.text`` as found: ``text[start:end]``.

    In JSON a span is ``[start, end]``. No UTF-16 and no byte offsets anywhere in rawi.
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The piece of ``text`` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> Span:
        """The same length, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a mark was made: the rule or model, where it looked, how sure it is.

    ``score`` is between 0 and 1; 1 means that the form alone decides.
    """

    rule: str
    spans: tuple[Span, ...] = ()
    score: float = 1.0
    note: str = ""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something wrong with a page, named instead of dropped.

    ``code`` is stable and documented in ``docs/problems.md``; ``subject`` is the thing concerned; ``hint`` is a way out.
    """

    code: str
    span: Span | None = None
    subject: str = ""
    hint: str = ""
