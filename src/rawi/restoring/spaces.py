"""Words with a space inside, and words whose letters all stand apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.letters import AL, ALPHABET, MARKS, TATWEEL
from rawi.restoring.sacred import FREQUENT, are_initials, joints
from rawi.restoring.signs import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.restoring.lexicon import Lexicon

ENDING: Final = re.compile(f"[^\\w{TATWEEL}]*([{ALPHABET}][{ALPHABET}{MARKS}]*{TATWEEL}*)")
"""A chunk that ends in a letter: one word, perhaps with signs before it."""
BEGINNING: Final = re.compile(f"({TATWEEL}*[{ALPHABET}][{ALPHABET}{MARKS}]*)[^\\w{TATWEEL}]*")
"""A chunk that begins with a letter: one word, perhaps with signs after it."""
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
    done = -1
    for i in odd:
        pairs = [(first, first + 1) for first in (i - 1, i) if first > done and first + 1 < len(chunks) and first >= 0]
        found = [(gain, first) for first, last in pairs if (gain := _gain(chunks[first], chunks[last], lexicon)) is not None]
        if found:
            gain, first = max(found)
            if gain > 0:
                done = first + 1
                yield Joined(first, first + 1, "space", gain)


def _gain(left: str, right: str, lexicon: Lexicon) -> float | None:
    before, after = ENDING.fullmatch(left), BEGINNING.fullmatch(right)
    if not before or not after:
        return None
    first, second = bare(before.group(1)), bare(after.group(1))
    word = first + second
    known = (first in lexicon.clean) + (second in lexicon.clean)
    if len(word) < 4 or known == 2 or (known and min(len(first), len(second)) == 1 and word[:2] != AL):
        return None
    if first in joints("prefix") and before.group(1)[-1] == TATWEEL and first[-2:] != AL and lexicon.share(second) > FREQUENT:
        return None
    if second.startswith(AL) and len(second) > 3 and lexicon.share(second) > FREQUENT and len(first) > 1:
        return None
    share = lexicon.known(word)
    return None if share is None else share - lexicon.share(first) - lexicon.share(second)
