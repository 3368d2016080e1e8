"""A word as the name tagger sees it: its particles off, its class, what is known of it, and what it tells its neighbours.

Everything that depends on one word form alone is made once and kept, so that tagging a text is mostly looking up. Features are bytes
because the tagger takes bytes; their first letter says whether they speak of the word itself or of a neighbour.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import Fold, folded
from rawi.arabic.letters import AL, ALEF, BEH, FEH, KAF, LAM, WAW
from rawi.arabic.tokens import key
from rawi.data import binary, table
from rawi.limits import WORD_FORMS_KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CONJUNCTIONS: Final = WAW + FEH
PREPOSITIONS: Final = BEH + LAM + KAF
ARTICLED: Final = frozenset(letter + AL for letter in WAW + FEH + BEH + KAF)
LONG: Final = 6
"""Letters from which an unknown form that begins like particle and article is taken to be that."""


class Lexeme(NamedTuple):
    """One word form."""

    form: str
    clitics: int
    """Letters of particles before the word."""
    stem: str
    """The word without them, its article whole."""
    known: bool
    """Whether the word is common enough to have a class or a hint, or is a place."""
    hints: tuple[str, ...]
    own: tuple[bytes, ...]
    as_previous: tuple[bytes, ...]
    as_next: tuple[bytes, ...]
    as_second_previous: tuple[bytes, ...]
    as_second_next: tuple[bytes, ...]
    middle: bytes
    """The word's class of the middle grain."""


@cache
def word_classes() -> dict[str, tuple[str, str, str]]:
    """The fine, middle and coarse class of every word that is common enough to have one."""
    found = {}
    for line in lzma.decompress(binary("word_classes.xz")).decode().split("\n"):
        fine, middle, coarse, members = line.split("\t")
        found.update(dict.fromkeys(members.split(" "), (fine, middle, coarse)))
    return found


@cache
def name_hints() -> dict[str, tuple[str, ...]]:
    """What an earlier tagger made of each word over some 38,000 articles: kinds with the share of its uses, and whether it begins names."""
    found = {}
    for line in lzma.decompress(binary("name_hints.xz")).decode().split("\n"):
        hints, members = line.split("\t")
        found.update(dict.fromkeys(members.split(" "), tuple(hints.split(" "))))
    return found


@cache
def place_words() -> dict[str, str]:
    """Names of places of one word, with how large the place is."""
    found: dict[str, str] = {}
    for row in table("gazetteer"):  # the largest places come first
        weight = int(row["weight"])
        size = "g3" if weight >= 1000 else "g2" if weight >= 100 else "g1"
        for name in row["names"].split("|"):
            if " " not in name and len(name) > 3:
                found.setdefault(key(folded(name, Fold.PLAIN)), size)
    return found


class Lexemes:
    """The word forms of a tagger, analysed on first sight."""

    def __init__(self, hints: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Use ``hints`` (``name_hints()`` for the shipped tagger, none for the first of two in training)."""
        self._hints = hints or {}
        self._classes = word_classes()
        self._places = place_words()
        self.of = lru_cache(maxsize=WORD_FORMS_KEPT)(self._analysed)

    def split(self, form: str) -> tuple[int, str]:
        """How many letters of particles stand before the word of ``form``, and the word with its article whole.

        A form that is a word by itself is left whole; what remains after taking particles off must be one.
        """
        if len(form) < 4 or self._is_word(form):
            return 0, form
        for cut in self._cuts(form):
            rest = form[cut:]
            if form[cut - 1] == LAM and rest[0] == LAM and self._is_word(ALEF + rest):
                return cut, ALEF + rest
            if len(rest) > 2 and self._is_word(rest):
                return cut, rest
        if len(form) >= LONG and form[:3] in ARTICLED:
            return 1, form[1:]
        return 0, form

    def _is_word(self, form: str) -> bool:
        return form in self._classes or form in self._places or form in self._hints

    @staticmethod
    def _cuts(form: str) -> Iterable[int]:
        if form[0] in CONJUNCTIONS:
            yield 1
            if form[1] in PREPOSITIONS:
                yield 2
        elif form[0] in PREPOSITIONS:
            yield 1

    def _analysed(self, form: str) -> Lexeme:
        clitics, stem = (0, form) if not form[0].isalpha() else self.split(form)
        if form[0].isdecimal():
            stem = "0" * min(len(form), 5)
        fine, middle, coarse = self._classes.get(stem, ("-", "-", "-"))
        known = self._known(stem)
        word = f"w={stem}"
        classed = (f"c1={coarse}", f"c2={middle}")
        lent = (word, *classed, *known, *((f"p={form[:clitics]}",) if clitics else ()))
        far = (word, classed[0])
        return Lexeme(
            form,
            clitics,
            stem,
            fine != "-" or bool(known),
            known,
            _bytes("", (word, *_shape(form, clitics, stem, fine), *classed, f"c3={fine}", *known)),
            _bytes("-", lent),
            _bytes("+", lent),
            _bytes("=", far),
            _bytes("*", far),
            middle.encode(),
        )

    def _known(self, stem: str) -> tuple[str, ...]:
        size = self._places.get(stem)
        hints = self._hints.get(stem, ())
        return (size, *hints) if size else hints


def _shape(form: str, clitics: int, stem: str, fine: str) -> list[str]:
    """What the letters of a word tell: particles, beginning, end, length; for others, what sort of sign it is."""
    if not stem[0].isalpha():
        return ["sh=N" if stem[0].isdecimal() else "sh=P"]
    if stem[0] < "\u0600":
        return ["sh=L"]
    found = [f"p={form[:clitics]}", f"ln={min(len(stem), 7)}"]
    if len(stem) > 3:
        found += (f"s1={stem[-2:]}", f"s2={stem[-3:]}", f"q1={stem[:2]}", f"q2={stem[:3]}")
    if stem.startswith(AL):
        found.append("al")
        if fine == "-" and len(stem) > 4:
            found.append(f"b={stem[2:]}")
    return found


def _bytes(side: str, features: Iterable[str]) -> tuple[bytes, ...]:
    return tuple((side + feature).encode() for feature in features)


_BEFORE: Final = Lexeme("", 0, "", False, (), (), (b"-BOS",), (), (), (), b"!")
_AFTER: Final = Lexeme("", 0, "", False, (), (), (), (b"+EOS",), (), (), b"!")


def features(words: Sequence[Lexeme]) -> list[tuple[bytes, ...]]:
    """The features of each word of a sentence."""
    around = (_BEFORE, _BEFORE, *words, _AFTER, _AFTER)
    return [
        (
            *word.own,
            *previous.as_previous,
            *following.as_next,
            *second_previous.as_second_previous,
            *second_next.as_second_next,
            b"<" + previous.middle + b"|" + word.middle,
            b">" + word.middle + b"|" + following.middle,
        )
        for second_previous, previous, word, following, second_next in zip(around, around[1:], words, around[3:], around[4:], strict=False)
    ]
