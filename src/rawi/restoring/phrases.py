"""Which language a phrase is in: Persian, Urdu and Kurdish phrases stand inside Arabic text, in letters which masks borrow."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, TEH_MARBUTA
from rawi.data import words
from rawi.restoring.lexicon import MEMORY, rarities
from rawi.restoring.signs import ZERO_WIDTH_NON_JOINER, bare, disguises

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.restoring.lexicon import Lexicon

NEIGHBOURS: Final = 6
"""How many words on each side may belong to the phrase."""
NOT_LISTED: Final = -7.5
"""What a word costs in a language whose list lacks it."""
SIGNIFICANT: Final = 1.2
"""By how much (decimal logarithm) a phrase must be likelier in another language than in Arabic: Arabic is where we are."""


def is_arabic(chunks: Sequence[str], at: int, lexicon: Lexicon, share: float | None) -> bool:
    """Whether the phrase around chunk ``at``, which holds letters in disguise or invisible characters, is Arabic.

    ``share`` is how common the Arabic word is that the chunk may stand for; None where no list knows it.
    """
    weight = foreign(chunks[at], lexicon, share)
    foreign_letter = _foreign_letter()
    if not foreign_letter.search(chunks[at]):
        weight = min(weight, 0.5)
    before, after = chunks[max(0, at - NEIGHBOURS) : at], chunks[at + 1 : at + 1 + NEIGHBOURS]
    if foreign_letter.search(" ".join((*before, *after))):
        weight += _most(before[::-1], lexicon) + _most(after, lexicon)
    return weight < SIGNIFICANT


def _most(neighbours: Sequence[str], lexicon: Lexicon) -> float:
    """The greatest weight of any first few of ``neighbours``; a clearly Arabic word ends the phrase."""
    here = best = 0.0
    for chunk in neighbours:
        here += _weight(chunk, lexicon)
        best = max(best, here)
        if here < ARABIC:
            break
    return best


def _weight(chunk: str, lexicon: Lexicon) -> float:
    """``foreign``, remembered."""
    known = lexicon.weights.get(chunk)
    if known is None:
        known = foreign(chunk, lexicon)
        if len(lexicon.weights) < MEMORY:
            lexicon.weights[chunk] = known
    return known


def foreign(chunk: str, lexicon: Lexicon, share: float | None = None) -> float:
    """How much likelier ``chunk`` is in Persian, Urdu or Kurdish than in Arabic, as a decimal logarithm."""
    word = bare(chunk)
    if not word.isalpha():
        word = "".join([char for char in word if char.isalpha()])
    if not word:
        return 0.0
    plain = word.translate(_to_arabic())
    arabic = lexicon.known(plain) if share is None else share
    other = _other_words().get(word)
    weight = (other if other is not None else NOT_LISTED) - (arabic if arabic is not None else NOT_LISTED)
    weight += 2.5 * len(_decisive().intersection(word)) + (2.0 if ZERO_WIDTH_NON_JOINER in chunk and word != plain else 0.0)
    if TEH_MARBUTA in word or (word.startswith(AL) and len(word) > 4) or not _HAMZAS.isdisjoint(word):
        weight -= 3.0
    return weight


ARABIC: Final = -2.0
"""From which weight down a neighbour is Arabic beyond doubt."""
_HAMZAS: Final = frozenset("\u0623\u0625\u0624")


@cache
def _foreign_letter() -> re.Pattern[str]:
    return re.compile(f"[{''.join(disguises())}]")


@cache
def _to_arabic() -> dict[int, str]:
    return {ord(char): disguise.letters[0] for char, disguise in disguises().items()}


@cache
def _decisive() -> frozenset[str]:
    return words("foreign_letters", column="letter")


@cache
def _other_words() -> dict[str, float]:
    return rarities("persian_words")
