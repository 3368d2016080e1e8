"""What search sees of a reading's stories: the words of the restored text in three degrees of likeness, and what rawi knows of each story.

The same functions make the tokens of the index and, later, find the places to highlight; so what is found is what is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from rawi.arabic import Edit, Layer
from rawi.arabic.stems import Forms, Token, tokens
from rawi.arabic.stems import name_forms as forms_of_name
from rawi.limits import WORDS_INDEXED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rawi.model import Restoration, Span

INDEX: Final = "6"
"""The version of the tokens that this module makes. An index made by another version is made anew by ``rawi reread``."""

HEADLINE_WEIGHT: Final = 3
"""A word of the headline counts as often as three of the text."""
K1: Final = 1.2
B: Final = 0.75
AVERAGE_WORDS: Final = 250
"""BM25's constants, with a fixed average length (the mean of 37,814 news articles), so that a story's weights never depend on others."""
STRONG: Final = 0.7
"""Saturated weight from which a word is among a story's strong ones: a headline word of a story of average length is."""

_OTHER: Final = re.compile(r"[^\w:~.-]+|_+")
"""What SQLite's tokenizer would split a token at."""


def restored_layer(text: str, restorations: Iterable[tuple[int, int, str]]) -> Layer:
    """The text with its masked words restored, mapped to the text as found."""
    return Layer(text, (Edit(start, end, restored) for start, end, restored in restorations))


def edits_of(restorations: Iterable[Restoration]) -> list[tuple[int, int, str]]:
    """Restorations as the bare edits that ``restored_layer`` takes."""
    return without_overlaps((mark.span.start, mark.span.end, mark.restored) for mark in sorted(restorations, key=lambda mark: mark.span))


def without_overlaps(edits: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Edits in order, of overlapping ones the first."""
    kept: list[tuple[int, int, str]] = []
    for start, end, restored in edits:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, restored))
    return kept


def story_words(layer: Layer, spans: Iterable[Span], headline: Span | None) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The words of a story's headline and of its other spans; their spans are places in the text as found."""
    head = _found(layer, headline) if headline is not None else ()
    body = (token for span in spans if headline is None or not headline.holds(span) for token in _found(layer, span))
    return tuple(head), tuple(islice(body, WORDS_INDEXED - len(head)))


def _found(layer: Layer, span: Span) -> tuple[Token, ...]:
    within = layer.forward(span)
    if layer.is_identity:
        return tuple(islice(tokens(layer.text, within), WORDS_INDEXED))
    return tuple(Token(layer.back(token.span), token.forms) for token in islice(tokens(layer.text, within), WORDS_INDEXED))


def weights(head: Iterable[Token], body: Iterable[Token]) -> Counter[str]:
    """How often each stem counts in a story, its headline weighed."""
    counts = Counter(token.forms.stem for token in body)
    for token in head:
        counts[token.forms.stem] += HEADLINE_WEIGHT
    return counts


def saturated(weight: float, words: int) -> float:
    """BM25's term weight, between 0 and 1: the second mention of a word adds less than the first, and less in a long story."""
    return weight / (weight + K1 * (1 - B + B * words / AVERAGE_WORDS))


def packed(counts: Counter[str]) -> str:
    """The stems that count more than once, as « stem=3 stem=2 », heaviest first: what ranking needs of a story."""
    return "".join(f" {stem}={count}" for stem, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count > 1)


def weight_in(terms: str, stem: str, particles: frozenset[str]) -> int:
    """The weight of ``stem``, alone or behind one of ``particles``, in a packed line; 1 where it is absent: who counts once is left out.

    All that may be meant end alike, and the heaviest comes first, so one search for the ending finds it.
    """
    ending = f"{stem}="
    at = terms.find(ending)
    while at >= 0:
        start = terms.rfind(" ", 0, at) + 1
        if start == at or terms[start:at] in particles:
            first = at + len(ending)
            last = terms.find(" ", first)
            return int(terms[first : last if last > 0 else None])
        at = terms.find(ending, at + 1)
    return 1


def mark(field: str, value: str) -> str:
    """A token of the column of marks: the field and a value without spaces."""
    return f"{field}:{_OTHER.sub('-', value)}"


def pair_field(field: str, manner: str) -> str:
    """The field of a token that says two things of one statement: that its speaker (relay, subject) is somebody, and its stance or mode."""
    return f"{field}.{manner}"


def number_mark(value: float) -> str:
    """The token of a quantity's value: two numbers have one token only if they are equal."""
    return mark("number", f"{value:.0f}" if value.is_integer() else repr(value))


def name_marks(field: str, name: str) -> Iterator[str]:
    """The tokens by which a name (of an outlet, an agency, a place) is found by any of its words, in two degrees of likeness."""
    for forms in name_forms(name):
        yield mark(field, forms.stem)
        yield mark(f"{field}~", forms.key)


def name_words(name: str) -> str:
    """A name's words in both degrees of likeness, in one line, a space before and after each."""
    forms = name_forms(name)
    return "".join(f" {word}" for word in (*(each.stem for each in forms), *(f"~{each.key}" for each in forms), ""))


def name_forms(name: str) -> list[Forms]:
    """The forms of a name's words."""
    return list(islice(forms_of_name(name), 40))
