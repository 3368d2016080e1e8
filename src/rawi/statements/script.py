"""A story as the clause grammar reads it: folded words with their classes, in sentences and quotations, each with its place in the page.

All analysis happens on words of the restored and folded text; every word remembers its span of the text as found, so that whatever is
decided about words holds in the page's own coordinates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic import Edit, Fold, Layer, fold
from rawi.arabic.inflection import BARE
from rawi.arabic.letters import AL, BEH, COMMA, FEH, KAF, LAM, LETTERS, SEMICOLON, TATWEEL, WAW
from rawi.arabic.quotes import QuotePair, pair_quotes
from rawi.arabic.sentences import sentences
from rawi.data import table
from rawi.data import words as data_words
from rawi.model import Span
from rawi.statements.lexicon import Cue, look_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rawi.arabic import Chained
    from rawi.model import Mention

_MASK: Final = re.compile(f"(?<=[{LETTERS}])(?:{TATWEEL}?\\.{TATWEEL}|{TATWEEL}\\.{TATWEEL}?)(?=[{LETTERS}])")
_TOKEN: Final = re.compile(r"[#@]?\w+(?:[./'\-]\w+)*|[^\w\s]")
_GLUED: Final = re.compile(rf"[{LETTERS}]{{3}}\.(?=[{LETTERS}]{{3}})")
LETTERS_OF_KINDS: Final = {"person": "p", "organisation": "o", "outlet": "m", "place": "l", "group": "g", "event": "e"}
"""How names are marked on their words, in capitals on the first."""
PERSON: Final = frozenset("Pp")
"""How ``Script.names`` marks the words of a person's name."""
NONE: Final[frozenset[str]] = frozenset()
COMMAS: Final = frozenset((COMMA, ",", SEMICOLON, ";"))
DASHES: Final = frozenset("-\u2013\u2014|\u2022")


class Word:
    """One word or mark of the folded text."""

    __slots__ = ("bare", "classes", "cue", "end", "line", "mark", "pair", "quoted", "sentence", "start", "text")

    def __init__(self, text: str, start: int, end: int, line: int) -> None:
        self.text = text
        self.start, self.end, self.line = start, end, line
        self.mark = not (text[0].isalnum() or text[0] in "#@_")
        self.classes = NONE if self.mark else classes_of(text)
        self.cue: Cue | None = None if self.mark else look_up(text)
        self.bare = text if self.mark else host(text)
        self.sentence = 0
        self.pair = -1
        """For a quotation mark: the number of its pair."""
        self.quoted = -1
        """The innermost pair that holds the word."""

    def __repr__(self) -> str:
        return self.text


class Script:
    """The words of a story, with sentence borders and quotation pairs."""

    def __init__(self, text: str, lines: Iterable[Span], restored: Layer | Chained | None = None) -> None:
        self.text = text
        self.words: list[Word] = []
        self.pairs: list[QuotePair] = []
        self.starts: list[int] = []
        """For each sentence, its first word; the next one's first word ends it."""
        self.lines: list[tuple[int, int]] = []
        """For each line, its first word and the word after its last."""
        for line in lines:
            self._add(line, restored)
        self.starts.append(len(self.words))
        self.names: list[str] = ["-"] * len(self.words)
        """For each word the kind of name that it belongs to, a letter of ``LETTERS_OF_KINDS``, in capitals at the name's first word."""
        self._begins = [word.start for word in self.words]
        self._ends = [word.end for word in self.words]

    def _add(self, line: Span, restored: Layer | Chained | None) -> None:
        first, number = len(self.words), len(self.lines)
        for text, start, end in _tokens(self.text, line, restored):
            self.words.append(Word(text, start, end, number))
        self.lines.append((first, len(self.words)))
        if first == len(self.words):
            return
        base = len(self.pairs)
        pairs = pair_quotes(self.text, line)
        self.pairs += pairs
        at = {word.start: i for i, word in enumerate(self.words[first:], first)}
        for n, pair in enumerate(pairs, base):
            opening, closing = at.get(pair.open.start), at.get(pair.close.start)
            if len(pair.open) and opening is not None:
                self.words[opening].pair = n
            if len(pair.close) and closing is not None:
                self.words[closing].pair = n
            inside = range(
                first if not pair.opened else (opening or first) + 1,
                closing if closing is not None and pair.closed else len(self.words),
            )
            if pair.opened:
                for i in inside:
                    self.words[i].quoted = n
        self._split(line, first, pairs)

    def _split(self, line: Span, first: int, pairs: Sequence[QuotePair]) -> None:
        """Number the sentences; one that begins inside a quotation goes on with the sentence before."""
        word_starts = [word.start for word in self.words[first:]]
        held = [pair.inside for pair in pairs if pair.closed and pair.opened and pair.kind == "speech"]
        for piece in sentences(self.text, line):
            if any(inside.start < piece.start < inside.end for inside in held):
                continue
            i = first + bisect_left(word_starts, piece.start)
            if not self.starts or self.starts[-1] < i:
                self.starts.append(i)
        number = bisect_left(self.starts, first)
        for i in range(first, len(self.words)):
            if number + 1 < len(self.starts) and self.starts[number + 1] <= i:
                number += 1
            self.words[i].sentence = number

    def sentence(self, i: int) -> tuple[int, int]:
        """The first word of the sentence of word ``i``, and the word after its last."""
        number = self.words[i].sentence
        return self.starts[number], self.starts[number + 1]

    def span(self, first: int, last: int) -> Span:
        """The span of the page from word ``first`` to the word before ``last``."""
        return Span(self.words[first].start, self.words[last - 1].end)

    def mark_names(self, mentions: Iterable[Mention]) -> None:
        """Note which words belong to names that were found elsewhere."""
        for mention in mentions:
            at = self.range(mention.span)
            if at is not None:
                kind = LETTERS_OF_KINDS[mention.kind]
                self.names[at[0] : at[1]] = [kind.upper(), *(kind * (at[1] - at[0] - 1))]
                for word in self.words[at[0] : at[1]] if kind == "p" else ():
                    word.classes -= {"prep", "on"}  # a given name is spelled like the preposition «on»

    def range(self, span: Span) -> tuple[int, int] | None:
        """The words that meet a span of the page, or None."""
        first = bisect_left(self._ends, span.start + 1)
        last = bisect_left(self._begins, span.end)
        return (first, last) if first < last else None

    def folded(self, first: int, last: int) -> str:
        """The folded words from ``first`` to before ``last``, with single spaces."""
        return " ".join(word.text for word in self.words[first:last])

    def is_quote(self, i: int) -> bool:
        """Whether word ``i`` is a quotation mark of a pair."""
        return self.words[i].pair >= 0

    def opens(self, i: int) -> QuotePair | None:
        """The pair that word ``i`` opens, if it is an opening mark."""
        word = self.words[i]
        if word.pair < 0:
            return None
        pair = self.pairs[word.pair]
        return pair if pair.opened and pair.open.start == word.start else None

    def after_pair(self, i: int) -> int:
        """The word after the closing mark of the pair that word ``i`` opens (the end of the line if it is never closed)."""
        pair = self.words[i].pair
        stop = self.lines[self.words[i].line][1]
        if not self.pairs[pair].closed:
            return stop
        close = self.pairs[pair].close.start
        k = i + 1
        while k < stop and self.words[k].start < close:
            k += 1
        return min(k + 1, stop)


def _tokens(text: str, line: Span, restored: Layer | Chained | None) -> list[tuple[str, int, int]]:
    """Folded words of a line with their places in the page."""
    piece = line.of(text)
    lower: Layer | None = None
    if restored is not None:
        there = restored.forward(line)
        piece = there.of(restored.text)
    if TATWEEL in piece and "." in piece:
        lower = Layer(piece, (Edit(m.start(), m.end(), "") for m in _MASK.finditer(piece)))
    upper = fold(lower.text if lower else piece, Fold.PLAIN)
    out: list[tuple[str, int, int]] = []
    plain = upper.is_identity and lower is None and restored is None
    for start, end in _pieces(upper.text):
        if plain:
            out.append((upper.text[start:end], start + line.start, end + line.start))
            continue
        span = upper.back(Span(start, end))
        if lower:
            span = lower.back(span)
        span = restored.back(span.moved(there.start)) if restored is not None else span.moved(line.start)
        out.append((upper.text[start:end], span.start, span.end))
    return out


def _pieces(folded: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        if "." in match.group() and (glued := _GLUED.search(folded, start, end)):
            out += [(start, glued.end() - 1), (glued.end() - 1, glued.end()), (glued.end(), end)]
        else:
            out.append((start, end))
    return out


@cache
def _classes() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    exact: dict[str, set[str]] = {}
    for row in table("clause_words"):
        exact.setdefault(row["word"], set()).add(row["class"])
    bare: dict[str, set[str]] = {}
    for word, found in exact.items():
        bare.setdefault(word.translate(BARE), set()).update(found - {"never"})  # «here» is no word of its own with a hamza at its end
    return {word: frozenset(found) for word, found in exact.items()}, {word: frozenset(found) for word, found in bare.items()}


@cache
def words_of(name: str) -> frozenset[str]:
    """All words of a class."""
    return data_words("clause_words", "word", **{"class": name})


@cache
def classes_of(word: str) -> frozenset[str]:
    """The classes of a folded word in ``data/clause_words.tsv``."""
    exact, bare = _classes()
    found = exact.get(word) or bare.get(word.translate(BARE))
    if found is None and word[0] in {WAW, FEH}:
        joined = exact.get(word[1:], NONE)
        found = joined & JOINABLE if joined & {"prep"} else None
    return found or NONE


JOINABLE: Final = frozenset(("prep", "in", "from", "to", "on", "timehead", "because"))
"""Classes of a preposition that it keeps behind a glued conjunction."""


@cache
def host(word: str) -> str:
    """The word without a glued preposition or conjunction, where what is left is a known word or has the article."""
    for particle in (WAW, LAM, BEH, FEH, KAF, WAW + LAM, WAW + BEH, FEH + LAM, FEH + BEH):
        if word.startswith(particle) and len(word) > len(particle) + 2:
            rest = word[len(particle) :]
            if particle[-1] == LAM and rest.startswith(LAM):
                rest = AL + rest[1:]
            if rest.startswith(AL) or classes_of(rest):
                return word if classes_of(word) else rest
    return word
