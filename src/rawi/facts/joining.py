"""Which mentions of a page name the same person, body or place, and what its full name is.

Names are compared as lists of folded words without their article. The rules, in order: the same words; one place of the gazetteer or
one row of ``name_aliases.tsv``; an acronym in brackets after a name; a shorter name inside a longer one (a surname, a given name, a
body without its nationality), the nearest before it first; two spellings of a foreign name, which differ by a long vowel or one letter.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import Fold, folded
from rawi.arabic.letters import AL, ALEF, HEH, LAM, NOON, WAW, YEH
from rawi.arabic.tokens import TOKEN, key
from rawi.data import table, words
from rawi.facts.gazetteer import known_as
from rawi.limits import NAMES_COMPARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.model import EntityKind

SPELT: Final = 6
"""Letters from which two spellings of one word are looked for: shorter Arabic names differ by a vowel and are not the same."""

Words = tuple[str, ...]


class Named(NamedTuple):
    """A mention as joining sees it."""

    kind: EntityKind
    words: Words
    """Folded, without articles."""
    name: str
    """As the text has it, restored, its article whole."""
    bracketed: int | None = None
    """The number of the mention that stands right before the bracket which this one opens in."""


def name_words(forms: Sequence[str], kind: EntityKind) -> Words:
    """The words of a name as they are compared."""
    return tuple(_bare(form, group=kind == "group") for form in forms if form[0].isalnum()) or tuple(forms)


@lru_cache(maxsize=20_000)
def _bare(form: str, *, group: bool) -> str:
    bare = form.casefold()
    if (bare.startswith(AL) and len(bare) > 4) or (bare.startswith(LAM + LAM) and len(bare) > 4):
        bare = bare[2:]
    if group and bare.endswith(YEH + NOON):
        bare = bare[:-2] + WAW + NOON
    return words_alike().get(bare, bare)


@cache
def words_alike() -> dict[str, str]:
    """Words within names that are written in two ways, to the one that is compared."""
    return {row["form"]: row["like"] for row in table("name_spellings")}


@cache
def aliases() -> dict[Words, int]:
    """The row of ``name_aliases.tsv`` that a name stands in."""
    found = {}
    for number, row in enumerate(table("name_aliases")):
        for name in row["names"].split("|"):
            found[name_words(_forms(name), "organisation")] = number
    return found


@cache
def _rows() -> dict[int, list[Words]]:
    """The forms of the names of each row of ``name_aliases.tsv`` as a text has them."""
    return {number: [tuple(_forms(name)) for name in row["names"].split("|")] for number, row in enumerate(table("name_aliases"))}


def also_called(words: Words) -> list[Words]:
    """The other names of a body, as folded forms."""
    row = aliases().get(words)
    return _rows()[row] if row is not None else []


def _forms(name: str) -> list[str]:
    return [form for form in TOKEN.findall(key(folded(name, Fold.PLAIN))) if form[0].isalnum()]


class Joined:
    """Clusters of mentions, grown one mention at a time."""

    def __init__(self, mentions: Sequence[Named]) -> None:
        """Join ``mentions``, which come in the order of the text."""
        self.mentions = mentions
        self.cluster_of = [-1] * len(mentions)
        self.members: list[list[int]] = []
        self._exact: dict[tuple[str, object], int] = {}
        order = sorted(range(len(mentions)), key=lambda at: (-min(len(mentions[at].words), 2), at))
        for at in order:  # full names first, so that a surname before them finds them too
            self._place(at)

    def _place(self, at: int) -> None:
        mention = self.mentions[at]
        keys = self._keys(mention)
        cluster = next((self._exact[one] for one in keys if one in self._exact), None)
        if cluster is None and mention.bracketed is not None and _family(self.mentions[mention.bracketed].kind) == _family(mention.kind):
            cluster = self.cluster_of[mention.bracketed]
            cluster = None if cluster < 0 else cluster
        if cluster is None:
            cluster = self._shorter(at)
        if cluster is None:
            cluster = len(self.members)
            self.members.append([])
        self.members[cluster].append(at)
        self.cluster_of[at] = cluster
        for one in keys:
            self._exact.setdefault(one, cluster)

    @staticmethod
    def _keys(mention: Named) -> list[tuple[str, object]]:
        family = _family(mention.kind)
        found: list[tuple[str, object]] = [(family, mention.words)]
        alias = aliases().get(mention.words)
        if alias is not None:
            found.append((family, alias))
        if family == "place" and (place := known_as(mention.words)) is not None:
            found.append((family, place))
        return found

    def _shorter(self, at: int) -> int | None:
        """The cluster of the nearest fuller or differently spelt name."""
        mention = self.mentions[at]
        fits = _FITS.get(mention.kind, _alike)
        best: tuple[int, int] | None = None
        for cluster in range(max(0, len(self.members) - NAMES_COMPARED), len(self.members)):
            for other in self.members[cluster][-NAMES_COMPARED:]:
                there = self.mentions[other]
                if _family(there.kind) == _family(mention.kind) and fits(mention.words, there.words):
                    distance = at - other if other < at else (other - at) * 3
                    if best is None or distance < best[0]:
                        best = (distance, cluster)
        return best[1] if best else None

    def canonical(self, cluster: int) -> list[str]:
        """The names of a cluster, the fullest first."""
        names = {self.mentions[at].name: self.mentions[at].words for at in self.members[cluster]}
        return sorted(names, key=lambda name: (-len(names[name]), -len(name)))


def _family(kind: EntityKind) -> str:
    return "organisation" if kind == "outlet" else kind


def _person(one: Words, other: Words) -> bool:
    """Whether one name of a person is the other's surname, given name or other part, or another spelling of it."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) == len(other):
        return _alike(one, other)
    if len(one) == 1:
        return any(_same_word(one[0], word) for word in (other[-1], other[0])) or (
            len(other) > 2 and " ".join(other).find(one[0]) >= 0 and one[0] in other
        )
    return _within(one, other)


def _body(one: Words, other: Words) -> bool:
    """Whether one name of a body is the beginning of the other, or another spelling of it."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) == len(other):
        return _alike(one, other)
    if len(one) == 1 and one[0] in words("name_heads"):
        return False
    return all(_same_word(a, b) for a, b in zip(one, other, strict=False)) and len(other) - len(one) <= 3


def _whole(one: Words, other: Words) -> bool:
    return len(one) == len(other) and _alike(one, other)


def _alike(one: Words, other: Words) -> bool:
    """Whether two names of as many words differ in the spelling of one at most."""
    return len(one) == len(other) and all(_same_word(a, b) for a, b in zip(one, other, strict=True))


def _within(one: Words, other: Words) -> bool:
    """Whether the words of one name come in the other in the same order."""
    rest = iter(other)
    return all(any(_same_word(word, there) for there in rest) for word in one)


_FITS: Final = {"person": _person, "organisation": _body, "outlet": _body, "event": _body, "place": _whole, "group": _whole}


@lru_cache(maxsize=20_000)
def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < SPELT - 1 or max(len(one), len(other)) < SPELT:
        return False
    return skeleton(one) == skeleton(other) or _one_letter_apart(one, other)


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """A word without the long vowels inside and at its end, and without doubled letters."""
    kept = word[0]
    for letter in word[1:]:
        if letter not in (ALEF, WAW, YEH, HEH) and letter != kept[-1]:
            kept += letter
    return kept


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1 and one[0] == other[0]
    if abs(len(one) - len(other)) != 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short[at:] == long[at + 1 :] and at > 0
