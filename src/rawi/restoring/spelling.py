"""Letters in disguise: other keyboards, rare shapes, other dots, no dots, presentation forms, strange signs on a letter."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from rawi.arabic.letters import ALEF_MAKSURA, YEH
from rawi.restoring.findings import Change
from rawi.restoring.signs import PLAIN, QURANIC, VOWELS, disguises

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

LETTERS_OF_A_WORD: Final = 40
"""Of anything longer, vowel signs included, each letter is taken for the likeliest and no list is asked."""
READINGS: Final = 256
"""How many spellings of one word are tried."""
FILLER: Final = 1.5
"""A digit or Latin letter which could stand for a letter is so much seldomer a mere filler (decimal logarithm)."""
DOTTED: Final = frozenset("\u0628\u062a\u062b\u062c\u062e\u0630\u0632\u0634\u0636\u0638\u063a\u0641\u0642\u0646\u064a\u0629")


_STAYING: Final = frozenset({"unknown", "loan"})
"""Kinds of letters that are read, not written: a foreign sound is looked up as its Arabic neighbour and stays as it stands."""


class Letter(msgspec.Struct, frozen=True, gc=False):
    """One letter of a piece: where it stands, what it may be (itself, if it is a plain letter)."""

    start: int
    end: int
    options: tuple[str, ...]
    kind: str


class Spelling(msgspec.Struct, frozen=True, gc=False):
    """A word spelled out of disguised letters: the edits that do it, how known it is, by which kinds of disguise."""

    word: str
    edits: tuple[Change, ...]
    share: float | None
    kinds: frozenset[str]
    others: tuple[tuple[str, float], ...] = ()


def letters_of(text: str, start: int, end: int) -> list[Letter]:
    """The letters of ``text[start:end]``; a vowel mark belongs to no letter, a strange sign is a letter of nothing."""
    known = disguises()
    quranic = QURANIC.search(text) is not None
    letters = []
    for at in range(start, end):
        char = text[at]
        if char in PLAIN:
            letters.append(Letter(at, at + 1, (char,), ""))
        elif (disguise := known.get(char)) is not None:
            letters.append(Letter(at, at + 1, disguise.letters, disguise.kind))
        elif VOWELS.match(char):
            if not ("\u064b" <= char <= "\u0670" or "\u0610" <= char <= "\u061a" or "\u06d6" <= char <= "\u06ed" or quranic):
                letters.append(Letter(at, at + 1, ("",), "combining"))
        else:
            letters.append(Letter(at, at + 1, (char,), "unknown"))
    return letters


def spell(letters: list[Letter], lexicon: Lexicon) -> Spelling:
    """The likeliest word that ``letters`` spell; the first option of each where no list knows any."""
    kinds = frozenset([letter.kind for letter in letters if letter.kind])
    if not kinds:
        word = "".join([letter.options[0] for letter in letters])
        return Spelling(word, (), lexicon.known(word), kinds)
    if len(letters) > LETTERS_OF_A_WORD:
        letters = [replace(letter, options=letter.options[:1] or ("",)) for letter in letters]
    if not all(letter.options for letter in letters):
        return Spelling("".join(letter.options[0] for letter in letters if letter.options), (), None, kinds)
    readings: list[tuple[float, tuple[str, ...]]] = []
    if "dotless" in kinds:
        readings = _dotless(letters, lexicon)
    if not readings:
        for options in islice(product(*[letter.options for letter in letters]), READINGS):
            share = lexicon.known("".join(options))
            if share is not None:
                readings.append((share - _cost(letters, options), options))
        readings.sort(reverse=True)
    share, best = readings[0] if readings else (None, tuple([letter.options[0] for letter in letters]))
    edits = [
        (letter.start, letter.end, new)
        for letter, new in zip(letters, best, strict=True)
        if letter.kind not in _STAYING and (letter.kind or new != letter.options[0])
    ]
    word = "".join(best)
    others = [(other, weight) for weight, options in readings[1:4] if (other := "".join(options)) != word]
    return Spelling(word, tuple(edits), share, kinds, tuple(others))


def _cost(letters: list[Letter], options: tuple[str, ...]) -> float:
    """What it costs to read signs which could be letters as mere fillers."""
    return sum(FILLER for letter, option in zip(letters, options, strict=True) if not option and len(letter.options) > 1)


def _dotless(letters: list[Letter], lexicon: Lexicon) -> list[tuple[float, tuple[str, ...]]]:
    """The words of this shape. Where some letter kept its dots, only those without may change; else the whole word lost them.

    Alef maksura ends words: anywhere else it is a yeh without dots.
    """
    shown = "".join(letter.options[0] for letter in letters)
    if len(shown) != len(letters):
        return []
    partly = any(letter.options[0] in DOTTED for letter in letters if letter.kind != "dotless")
    may_be = [
        {*letter.options, YEH} if letter.options == (ALEF_MAKSURA,) and letter is not letters[-1] else letter.options for letter in letters
    ]
    changing = [letter.kind != "dotless" and not partly for letter in letters]
    return [
        (share, tuple(word))
        for share, word in lexicon.dotless(shown)
        if all(new in options or change for new, options, change in zip(word, may_be, changing, strict=True))
    ]
