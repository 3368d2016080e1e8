"""The words which decide where form alone cannot: how common each is, which are beyond suspicion, which fill a gap."""

from __future__ import annotations

import lzma
from collections import defaultdict
from functools import cache, cached_property
from math import log10
from typing import TYPE_CHECKING, Final, Self

from rawi.arabic.letters import AL, ALEF_MAKSURA, YEH
from rawi.data import binary, table
from rawi.restoring.findings import UNBOUND
from rawi.restoring.signs import PLAIN, REPEATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rawi.restoring.findings import Finding

UNKNOWN: Final = -7.6
"""What a word of three letters costs which no list knows; each further letter costs ``UNKNOWN_LETTER`` more (decimal logarithms)."""
UNKNOWN_LETTER: Final = 0.45
TRUSTED: Final = {2: -4.4, 3: -5.2, 4: -6.0, 5: -6.3, 6: -6.6}
"""From which share of running text on a word of so many letters is beyond suspicion of being a fragment; longer words as six letters."""
LONGEST_AFFIX: Final = 4
STEM: Final = -6.0
"""From which share on a stem vouches for its forms."""
RAREST: Final = -8.0
"""Forms which their stem makes as rare as this are not believed."""
MEMORY: Final = 50_000
"""Findings kept for chunks already seen."""


class Lexicon:
    """Arabic words, each with the decimal logarithm of its share of running text.

    A lexicon remembers what was found in a chunk of text, since the same chunks come again and again; the memory changes no answer.
    """

    def __init__(self, shares: Mapping[str, float]) -> None:
        """Take each word's decimal logarithm of its share of running text, below zero."""
        self.shares = dict(shares)
        trusted = {word for word, share in shares.items() if share >= TRUSTED.get(min(len(word), 6), 0.0)}
        drawn_out = {word for word in trusted if REPEATED.search(word)}  # lists of the open web hold these too
        self.clean: set[str] = trusted - drawn_out - {AL}
        self.memory: dict[str, tuple[Finding, ...]] = {}
        self.weights: dict[str, float] = {}
        self._stems: dict[str, float | None] = {}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a list of words: one a line, after a tab how often it was counted (once, if not said).

        Lines which begin with ``#`` are notes.
        """
        counts: dict[str, float] = {}
        for line in text.splitlines():
            word, _, count = line.partition("\t")
            if word and not word.startswith("#"):
                counts[word] = counts.get(word, 0) + (float(count) if count else 1)
        return cls(_shares(counts))

    def learned(self, words: Iterable[str], *, least: int = 2) -> Lexicon:
        """This lexicon with the words of other texts besides: every word that occurs ``least`` times or more, at its share there."""
        counts: dict[str, float] = defaultdict(int)
        for word in words:
            counts[word] += 1
        seen = _shares(counts)
        return Lexicon(
            self.shares | {word: max(share, self.shares.get(word, share)) for word, share in seen.items() if counts[word] >= least}
        )

    def __contains__(self, word: str) -> bool:
        return word in self.shares

    def __len__(self) -> int:
        return len(self.shares)

    def known(self, word: str) -> float | None:
        """The logarithm of the share of a word that is listed, or whose stem is; None for a word that nobody knows."""
        share = self.shares.get(word)
        return share if share is not None else self._by_stem(word)

    def share(self, word: str) -> float:
        """``known``, and a guess by length for a word that nobody knows."""
        known = self.known(word)
        return known if known is not None else unlisted(len(word))

    def _by_stem(self, word: str) -> float | None:
        length = len(word)
        if not 4 <= length <= 16:
            return None
        if word in self._stems:
            return self._stems[word]
        best = RAREST
        before, after, shares = _affixes("before"), _affixes("after"), self.shares
        ends = [(end, cost) for end in range(max(3, length - LONGEST_AFFIX), length + 1) if (cost := after.get(word[end:])) is not None]
        for start in range(min(LONGEST_AFFIX, length - 3) + 1):
            cost_before = before.get(word[:start])
            if cost_before is None:
                continue
            for end, cost in ends:
                if end - start >= 3 and (share := shares.get(word[start:end])) is not None and share >= STEM:
                    best = max(best, share - cost_before - cost)
        found = best if best > RAREST else None
        if len(self._stems) < MEMORY:
            self._stems[word] = found
        return found

    def filling(self, before: str, after: str) -> list[tuple[float, str]]:
        """The listed words which have one letter more between ``before`` and ``after``, likeliest first."""
        shares = self.shares
        return sorted([(shares[word], word) for letter in PLAIN if (word := before + letter + after) in shares], reverse=True)

    def likeliest(self, first: str, last: str, length: int) -> float:
        """The greatest share of a word of ``length`` letters with these two at its ends: what ``filling`` finds is no likelier."""
        return self._likeliest.get((first, last, length), UNBOUND)

    @cached_property
    def _likeliest(self) -> dict[tuple[str, str, int], float]:
        most: dict[tuple[str, str, int], float] = {}
        for word, share in self.shares.items():
            key = word[:1], word[-1:], len(word)
            if share > most.get(key, UNBOUND):
                most[key] = share
        return most

    def dotless(self, word: str) -> list[tuple[float, str]]:
        """The listed words which look like ``word`` once all dots are taken away, likeliest first."""
        return self._by_shape.get(shape(word), [])

    @cached_property
    def _by_shape(self) -> dict[str, list[tuple[float, str]]]:
        found: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for word, share in self.shares.items():
            found[shape(word)].append((share, word))
        for words in found.values():
            words.sort(reverse=True)
        return dict(found)


def unlisted(letters: int) -> float:
    """What a word of so many letters costs which no list knows."""
    return UNKNOWN - UNKNOWN_LETTER * max(0, letters - 3)


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values()) or 1
    return {word: log10(min(count / total, 0.999)) for word, count in counts.items() if count > 0}


@cache
def _affixes(side: str) -> dict[str, float]:
    return {"": 0.0} | {row["form"]: float(row["cost"]) for row in table("affixes") if row["side"] == side}


@cache
def _shapes() -> dict[int, str]:
    return {ord(row["letter"]): row["shape"] for row in table("shapes")}


def shape(word: str) -> str:
    """``word`` without its dots; inside a word all letters on one tooth look the same, at its end noon and ya keep shapes of their own."""
    inner = word.translate(_shapes())
    if not inner:
        return inner
    last = word[-1]
    ending = {"\u0646": "\u06ba", "\u06ba": "\u06ba", YEH: ALEF_MAKSURA, "\u0626": ALEF_MAKSURA, ALEF_MAKSURA: ALEF_MAKSURA}.get(last)
    return inner[:-1] + (ending or inner[-1])


@cache
def shipped() -> Lexicon:
    """The lexicon that rawi ships (``data/arabic_words.tsv.xz``)."""
    return Lexicon(rarities("arabic_words"))


def rarities(name: str) -> dict[str, float]:
    """The words of a shipped list, each with the decimal logarithm of its share."""
    text = lzma.decompress(binary(f"{name}.tsv.xz")).decode()
    cells = text[text.index("\nword\t") + 1 :].split()[2:]
    return dict(zip(cells[::2], [int(cost) / -100 for cost in cells[1::2]], strict=True))
