"""Words with a space inside, and words whose letters all stand apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.letters import AL, TATWEEL
from rawi.restoring.sacred import FREQUENT, are_initials, joints
from rawi.restoring.signs import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.restoring.lexicon import Lexicon

_BEFORE: Final = "\"'([{\u00ab\u201c\u2018#*-"
_AFTER: Final = ".,:;!?\"')]}\u060c\u061b\u061f\u00bb\u201d\u2019\u2026"
_AROUND: Final = _BEFORE + _AFTER + TATWEEL
LETTERS_APART: Final = 12
"""The most letters of a word that stands letter by letter."""


class Joined(NamedTuple):
    """Chunks ``first`` to ``last`` (inclusive) are one word."""

    first: int
    last: int
    device: str
    gain: float


def apart(chunks: Sequence[str], singles: Sequence[int], lexicon: Lexicon) -> Iterator[Joined]:
    """Words spelled letter by letter in ``chunks``; ``singles`` are the places of the chunks that hold one letter, in order."""
    i = 0
    while i < len(singles):
        j = i
        while j + 1 < len(singles) and singles[j + 1] == singles[j] + 1 and j - i < LETTERS_APART:
            j += 1
        if j - i >= 2:
            yield from _spelled(chunks, singles[i], singles[j], lexicon)
        i = j + 1


def _spelled(chunks: Sequence[str], first: int, last: int, lexicon: Lexicon) -> Iterator[Joined]:
    letters = ["".join(char for char in bare(chunks[i]) if char.isalpha()) for i in range(first, last + 1)]
    for start in (0, 1) if letters[0] in joints("prefix") else (0,):
        word = "".join(letters[start:])
        share = lexicon.known(word)
        if share is not None and len(word) >= 3 and not are_initials(word, lexicon):
            yield Joined(first + start, last, "letters-apart", share + 2.0 * len(word))
            return


def halves(chunks: Sequence[str], odd: Sequence[int], lexicon: Lexicon) -> Iterator[Joined]:
    """Words with one space inside; ``odd`` are the places of the chunks that are no common words, in order."""
    shares = lexicon.shares
    places = {i - 1 for i in odd}.union(odd) - {-1, len(chunks) - 1}
    gains = {
        i: gain
        for i in places
        if chunks[i].strip(_AROUND) + chunks[i + 1].strip(_AROUND) in shares
        and (gain := _gain(chunks[i].lstrip(_BEFORE), chunks[i + 1].rstrip(_AFTER), lexicon))
    }
    done = -1
    for i in odd if gains else ():
        found = [(gains[place], -place) for place in (i - 1, i) if place > done and place in gains]
        if found:
            gain, place = max(found)
            done = 1 - place
            yield Joined(-place, done, "space", gain)


def stirs(chunks: Sequence[str], word: Joined, lexicon: Lexicon) -> bool:
    """Whether the word might be joined again with what stands around it: with a single letter, or to a listed word."""
    joined = "".join(chunk.strip(_AROUND) for chunk in chunks[word.first : word.last + 1])
    before = chunks[word.first - 1].strip(_AROUND) if word.first else ""
    after = chunks[word.last + 1].strip(_AROUND) if word.last + 1 < len(chunks) else ""
    if len(before) == 1 or len(after) == 1:
        return True
    return bool(before and before + joined in lexicon.shares) or bool(after and joined + after in lexicon.shares)


def _gain(left: str, right: str, lexicon: Lexicon) -> float | None:
    """How much likelier one word is than the two; None where they are two words whatever the lexicon says."""
    first, second = left.rstrip(TATWEEL), right.lstrip(TATWEEL)
    word = first + second
    if not first or not second or len(word) < 4 or word not in lexicon.shares:
        return None
    known = (first in lexicon.clean) + (second in lexicon.clean)
    if known == 2 or (known and min(len(first), len(second)) == 1 and word[:2] != AL):
        return None
    if left[-1] == TATWEEL and first in joints("prefix") and first[-2:] != AL and lexicon.share(second) > FREQUENT:
        return None
    if second.startswith(AL) and len(second) > 3 and lexicon.share(second) > FREQUENT and len(first) > 1:
        return None
    gain = lexicon.shares[word] - lexicon.share(first) - lexicon.share(second)
    return gain if gain > 0 else None
