"""The name tagger: a linear-chain conditional random field over the words of a line.

Its model, what it was trained on and how well it does are described in ``docs/models/names.md``. Taggers of other makers stand behind the
same small protocol (``rawi.facts.taggers``).
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from pycrfsuite import Tagger

from rawi.data import binary
from rawi.facts.lexemes import Lexemes, features, name_hints
from rawi.limits import WORDS_TAGGED_AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.model import EntityKind

KINDS: Final[dict[str, EntityKind]] = {
    "per": "person",
    "org": "organisation",
    "out": "outlet",
    "pla": "place",
    "gro": "group",
    "eve": "event",
}
"""The labels of the model by their first letters."""

OUTSIDE: Final = "O"
GENERAL_MARK: Final = "v"
NEWS_MARK: Final = "u"
"""The first letter of a hint says which tagger gave it."""


class Chunk(NamedTuple):
    """A name as a range of tokens."""

    start: int
    end: int
    kind: EntityKind
    score: float


class Line(NamedTuple):
    """The words of a passage, line ends among them: as they are compared, and where they stand in its text."""

    forms: Sequence[str]
    """Folded."""
    starts: Sequence[int]
    ends: Sequence[int]
    text: str
    """Restored, without vowel marks."""

    def rows(self) -> Iterator[tuple[int, int]]:
        """The ranges of words which are read at once."""
        return lines(self.forms)


class WordTagger(Protocol):
    """Anything that finds names among words."""

    def tagged(self, line: Line) -> list[Chunk]:
        """The names among the words of ``line``, in order, none inside another."""
        ...


class CrfTagger:
    """A tagger that runs a model of python-crfsuite. One may be shared by threads."""

    def __init__(self, model: bytes, lexemes: Lexemes) -> None:
        """Open ``model``, which was trained with the features of ``lexemes``."""
        self._model = model  # the tagger reads these bytes where they lie and does not keep them alive
        self._tagger = Tagger()
        self._tagger.open_inmemory(model)
        self._lexemes = lexemes
        self._lock = Lock()

    @property
    def lexemes(self) -> Lexemes:
        """The word forms that the tagger knows."""
        return self._lexemes

    def labels(self, forms: Sequence[str]) -> list[str]:
        """The label of each word of one line."""
        with self._lock:
            return cast("list[str]", self._tagger.tag(features([*map(self._lexemes.of, forms)])))

    def tagged(self, line: Line) -> list[Chunk]:
        """The names among the words of ``line``, with the model's own probability of the first word's label."""
        found = []
        for first, last in line.rows():
            with self._lock:
                labels = self._tagger.tag(features([*map(self._lexemes.of, line.forms[first:last])]))
                found += [
                    Chunk(first + start, first + end, KINDS[kind], round(self._tagger.marginal(labels[start], start), 3))
                    for start, end, kind in runs(labels)
                    if kind in KINDS
                ]
        return found


@cache
def known_lexemes() -> Lexemes:
    """The word forms with what the shipped files know of them."""
    return Lexemes(name_hints())


def is_name_like(form: str) -> bool:
    """Whether a folded word alone looks like a part of a person's name: a rare word, or one that often is."""
    word = known_lexemes().of(form) if form.isalpha() else None
    return word is not None and (not word.known or any(hint[1:4] == "per" and hint[-1] in "123" for hint in word.hints))


@cache
def shipped() -> CrfTagger:
    """The tagger that rawi ships."""
    return CrfTagger(binary("names.crf"), known_lexemes())


@cache
def general() -> CrfTagger:
    """The tagger of the wider convention of FANE and ANERcorp: descriptors inside names, nationalities among the groups."""
    own = {stem: told for stem, hints in name_hints().items() if (told := tuple(hint for hint in hints if hint[0] == GENERAL_MARK))}
    return CrfTagger(binary("names_general.crf"), Lexemes(own))


def runs(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Where the names begin and end in a list of labels of the B-, I-, O scheme, and their types."""
    start, kind = 0, ""
    for at, label in enumerate((*labels, OUTSIDE)):
        if kind and (label[0] != "I" or label[2:] != kind):
            yield start, at, kind
            kind = ""
        if label != OUTSIDE and not kind:
            start, kind = at, label[2:]


def lines(forms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The ranges of tokens which are read at once: lines, and long ones in pieces."""
    start = 0
    for at, form in enumerate((*forms, "\n")):
        if form == "\n" or at - start >= WORDS_TAGGED_AT_ONCE:
            if at > start:
                yield start, at
            start = at + 1 if form == "\n" else at
