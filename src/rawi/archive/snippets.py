"""The place to show of a story that was found, with what was looked for marked, in the text as found: masks, vowel marks and all."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from rawi.arabic.stems import forms_of, with_particles, without_particle
from rawi.arabic.words import WORD
from rawi.archive.results import Snippet
from rawi.limits import WORDS_INDEXED
from rawi.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rawi.arabic import Layer
    from rawi.arabic.stems import Forms
    from rawi.search import Plan, Term

LENGTH: Final = 240
"""Code points of a snippet, about three lines."""


class Wanted:
    """The words that a plan looks for, in every degree of likeness."""

    def __init__(self, plan: Plan) -> None:
        self.forms: set[str] = set()
        self._stems: set[str] = set()
        self._keys: set[str] = set()
        self._beginnings: list[str] = []
        self._known: dict[str, int] = {}
        for clause in plan.clauses:
            if not clause.negated:
                for term in (*clause.terms, *clause.others):
                    self._add(term)

    def _add(self, term: Term) -> None:
        self.forms.update(word.form for word in term.words)
        if term.kind == "prefix":
            self._beginnings.append(term.words[-1].form)
        elif term.kind == "word":
            for word in term.words:
                self._stems.update(with_particles(word.stem))
                if not term.is_phrase:
                    self._stems.update(without_particle(word.form))
                    self._keys.add(word.key)

    def degree(self, word: str) -> int:
        """3 for a word as written, 2 by its stem or beginning, 1 by its consonants, 0 for any other word."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._judged(forms_of(word))
        return known

    def _judged(self, forms: Forms) -> int:
        if forms.form in self.forms:
            return 3
        if forms.stem in self._stems or any(forms.form.startswith(beginning) for beginning in self._beginnings):
            return 2
        return 1 if forms.key in self._keys else 0


def snippet(layer: Layer, text: str, spans: Sequence[Span], wanted: Wanted) -> Snippet | None:
    """The stretch of ``spans`` with the most and nearest of the words wanted; their beginning where none is there."""
    whole = [span for span in spans if len(span)]
    if not whole:
        return None
    marked = _marked(layer, whole, wanted)
    if not marked:
        return _cut(text, Span(whole[0].start, whole[0].end), ())
    best = max(range(len(marked)), key=lambda first: (_worth(marked, first), -first))
    home = next(span for span in whole if span.holds(marked[best][0]))
    lead = max(home.start, marked[best][0].start - LENGTH // 4)
    return _cut(text, Span(_word_start(text, lead, home.start), home.end), [span for span, _ in marked])


def whole_line(layer: Layer, text: str, span: Span, wanted: Wanted) -> Snippet:
    """A headline, with what was looked for marked."""
    return Snippet(span, span.of(text), tuple(place for place, _ in _marked(layer, [span], wanted)))


def _marked(layer: Layer, spans: Iterable[Span], wanted: Wanted) -> list[tuple[Span, int]]:
    found = []
    for span in spans:
        within = layer.forward(span)
        for match in islice(WORD.finditer(layer.text, within.start, within.end), WORDS_INDEXED):
            degree = wanted.degree(match.group())
            if degree:
                found.append((layer.back(Span(match.start(), match.end())), degree))
    return found


def _worth(marked: Sequence[tuple[Span, int]], first: int) -> int:
    """What a window that begins at mark ``first`` shows: squares, so that one word as written outweighs a few likenesses."""
    start = marked[first][0].start
    return sum(degree * degree for span, degree in marked[first : first + 40] if span.end <= start + LENGTH * 3 // 4)


def _word_start(text: str, at: int, least: int) -> int:
    """The start of the word that stands at ``at``, if it is near."""
    space = text.rfind(" ", max(least, at - 30), at)
    return space + 1 if space >= 0 else at


def _cut(text: str, span: Span, marks: Iterable[Span]) -> Snippet:
    end = min(span.end, span.start + LENGTH)
    if end < span.end:
        space = text.rfind(" ", span.start + LENGTH // 2, end)
        end = space if space > 0 else end
    shown = Span(span.start, end)
    return Snippet(shown, shown.of(text), tuple(mark for mark in marks if shown.holds(mark)))
