"""Tokens for grammars: the words, numbers and signs of a text, each with the word of the lexicon that it is a form of.

A grammar over tokens reads tables of words by their roles instead of matching letters. Words are compared in the part of the SEARCH fold
which keeps lengths, so that offsets hold; writers who leave out a hamza or the dots of a ta marbuta are understood.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.folding import Fold, fates
from rawi.arabic.letters import AL, BEH, DECIMAL_SEPARATOR, FEH, KAF, LAM, LETTERS, THOUSANDS_SEPARATOR, WAW
from rawi.data import table

if TYPE_CHECKING:
    from collections.abc import Mapping

LEXICON: Final = ("number_words", "month_names", "time_words")
"""The tables whose words the grammars of numbers and dates know."""

TOKEN: Final = re.compile(
    f"[0-9]+(?:[.,{DECIMAL_SEPARATOR}{THOUSANDS_SEPARATOR}][0-9]+)*|[{LETTERS}]+|[A-Za-z\u00c0-\u024f]+|\\n|[^\\s]",
)
"""A number with its separators, a run of Arabic or of Latin letters, the end of a line, or one other sign."""


class Word(NamedTuple):
    """A form of a word: what it may be, and the letters that stand before it in the same writing."""

    clitics: int
    """Letters of «and, then, in, for, like» before the word."""
    article: bool
    roles: Mapping[str, str]
    """Role to value, as in the tables."""


NO_ROLES: Final[Mapping[str, str]] = {}


@cache
def even_fates() -> dict[int, str]:
    """The part of the SEARCH fold which puts one character for one."""
    return {code: new for code, new in fates(Fold.SEARCH).items() if len(new) == 1}


def key(text: str) -> str:
    """``text`` as the lexicon spells it; the length stays."""
    return text.translate(even_fates())


class Tokens:
    """The tokens of one piece of text in parallel lists: ``forms`` (folded), ``starts``, ``ends`` and ``words`` (None outside the lexicon).

    The text must be in the PLAIN fold; offsets are those of that text. Looking past either end gives an empty form, no word.
    """

    __slots__ = ("ends", "forms", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        forms: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for match in TOKEN.finditer(key(text)):
            forms.append(match.group())
            start, end = match.span()
            starts.append(start)
            ends.append(end)
        words = list(map(lexicon().get, forms))
        forms.append("")
        starts.append(len(text))
        ends.append(len(text))
        words.append(None)
        self.forms, self.starts, self.ends, self.words = forms, starts, ends, words

    def __len__(self) -> int:
        return len(self.forms) - 1

    def form(self, at: int) -> str:
        """The folded form of a token, empty past the ends."""
        return self.forms[at] if 0 <= at < len(self.forms) else ""

    def role(self, at: int, role: str) -> str | None:
        """The value of a token's word in ``role``, or None."""
        if 0 <= at < len(self.words):
            word = self.words[at]
            if word is not None:
                return word.roles.get(role)
        return None

    def roles(self, at: int) -> Mapping[str, str]:
        """All roles of a token's word."""
        if 0 <= at < len(self.words):
            word = self.words[at]
            if word is not None:
                return word.roles
        return NO_ROLES

    def clitics(self, at: int) -> int:
        """Letters of clitics before a token's word."""
        word = self.words[at] if 0 <= at < len(self.words) else None
        return word.clitics if word is not None else 0

    def clitic(self, at: int) -> str:
        """The clitics before a token's word."""
        return self.form(at)[: self.clitics(at)]

    def article(self, at: int) -> bool:
        """Whether a token's word bears the article."""
        word = self.words[at] if 0 <= at < len(self.words) else None
        return word is not None and word.article

    def start(self, at: int) -> int:
        """Where the word of a token begins, after its clitics."""
        return self.starts[at] + self.clitics(at)

    def glued(self, at: int) -> bool:
        """Whether a token stands right against the one before it."""
        return 0 < at < len(self.forms) and self.starts[at] == self.ends[at - 1]


CLITICS: Final = {
    "all": ("", WAW, FEH, BEH, LAM, KAF, WAW + BEH, WAW + LAM, FEH + BEH, FEH + LAM, WAW + KAF),
    "and": ("", WAW, FEH),
    "none": ("",),
}
"""The particles written onto a word, by what a table allows it."""


@cache
def lexicon() -> dict[str, Word]:
    """Every form of the lexicon's words with the particles and the article that may be written onto it.

    A form that can be read in two ways has the roles of the reading with the fewest particles; two words of one form share their roles.
    """
    found: dict[str, Word] = {}
    stop = {key(row["form"]) for name in LEXICON for row in table(name) if row["role"] == "stop"}
    for name in LEXICON:
        for row in table(name):
            if row["role"] != "stop":
                for form, word in _forms(row):
                    if form not in stop:
                        _admit(found, form, word)
    return found


def _forms(row: Mapping[str, str]) -> list[tuple[str, Word]]:
    bare, roles = key(row["form"]), {row["role"]: row["value"]}
    if row.get("only"):
        roles["only"] = row["only"]
    out: list[tuple[str, Word]] = []
    for clitic in CLITICS[row["clitics"] or "all"]:
        if row["article"] != "must":
            out.append((clitic + bare, Word(len(clitic), False, roles)))
        if row["article"]:
            # «for» takes the place of the article's alef
            out.append((clitic + (AL[1:] if clitic.endswith(LAM) else AL) + bare, Word(len(clitic), True, roles)))
    return out


def _admit(found: dict[str, Word], form: str, word: Word) -> None:
    old = found.get(form)
    if old is None or word.clitics < old.clitics:
        found[form] = word
    elif word.clitics == old.clitics:
        found[form] = Word(old.clitics, old.article or word.article, {**old.roles, **word.roles})
