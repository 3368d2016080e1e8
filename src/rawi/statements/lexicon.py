"""The reporting words: every inflected form of the verbs in ``data/cues.tsv``, looked up by two keys.

The first key keeps hamza, since «I believe» and «he believed» differ in nothing else; the second does without it, for the many
writers who do.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from rawi.arabic.inflection import BARE, Form, imperfect_forms, noun_forms, participle_forms, perfect_forms
from rawi.arabic.letters import AL, BEH, FEH, LAM, SEEN, TEH, WAW, YEH
from rawi.data import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rawi.model import Stance


class Verb(NamedTuple):
    """One reporting verb: what its use says of the reporter's commitment, and what may follow it as content."""

    lemma: str
    stance: Stance
    frames: frozenset[str]
    object: str
    weak: bool
    continues: bool

    @property
    def names_nobody(self) -> bool:
        """Whether it is passive, so that nobody is said to speak («it was said that»)."""
        return self.object == "p"


class Cue(NamedTuple):
    """A word read as a form of a reporting verb."""

    verb: Verb
    form: Form
    joined: bool
    """Whether «and» or «so» is glued to its beginning."""
    future: bool


Readings = dict[str, tuple[Verb, Form]]


class Forms(NamedTuple):
    """Every form with its verb, by the spelling with hamza and by the one without."""

    exact: Readings
    bare: Readings


@cache
def forms() -> Forms:
    """All forms; of two readings the commoner kind wins."""
    readings = [(rank, verb, form) for verb, row in verbs() for rank, form in _ranked(row)]
    return _by_spelling((verb, form) for _, verb, form in sorted(readings, key=lambda reading: (reading[0], reading[1].weak)))


@cache
def nouns() -> Forms:
    """The verbal nouns alone: behind an article or a preposition nothing else can stand («the demand», never «the he demanded»)."""
    return _by_spelling((verb, form) for verb, row in verbs() for _, form in _ranked(row) if form.kind == "noun")


def _by_spelling(readings: Iterable[tuple[Verb, Form]]) -> Forms:
    found = Forms({}, {})
    for verb, form in readings:
        found.exact.setdefault(form.text, (verb, form))
        found.bare.setdefault(form.text.translate(BARE), (verb, form))
    return found


@cache
def verbs() -> tuple[tuple[Verb, dict[str, str]], ...]:
    """The rows of the table as verbs, with the rows."""
    return tuple(
        (
            Verb(
                row["perfect"],
                cast("Stance", row["stance"]),
                frozenset(row["frames"]),
                row["object"],
                row["weak"] == "y",
                row["continues"] == "y",
            ),
            row,
        )
        for row in table("cues")
    )


def _ranked(row: dict[str, str]) -> Iterator[tuple[int, Form]]:
    """The forms of one verb, each with how far it yields to another verb's form of the same spelling."""
    for form in perfect_forms(row["perfect"]):
        yield (0 if form.person == 3 and not form.clitic else 3 if form.person == 3 else 5), form
    if row["imperfect"]:
        for form in imperfect_forms(row["imperfect"]):
            yield (1 if form.person == 3 and not form.clitic else 4 if form.person == 3 else 6), form
    if row["participle"]:
        for form in participle_forms(row["participle"]):
            yield 2, form
    for noun in row["masdar"].split("/"):
        if noun:
            for form in noun_forms(noun):
                yield (4 if form.clitic else 2), form


@cache
def look_up(word: str) -> Cue | None:
    """The reading of a folded word as a reporting word, or None."""
    for joined, future, kind, rest in _splits(word):
        exact, bare = nouns() if kind == "noun" else forms()
        found = exact.get(rest) or bare.get(rest.translate(BARE))
        if found and kind in {"", found[1].kind}:
            return Cue(found[0], found[1], joined, future)
    return None


def _splits(word: str) -> Iterator[tuple[bool, bool, str, str]]:
    """The word as it is, without a glued conjunction, without the future prefix, and as a verbal noun without article or preposition."""
    yield False, False, "", word
    joined = word[:1] in {WAW, FEH}
    if joined:
        yield True, False, "", word[1:]
    rest = word[1:] if joined else word
    if rest[:1] == SEEN:
        yield joined, True, "imperfect", rest[1:]
    for before in (AL, LAM + LAM, BEH + AL):
        if rest.startswith(before):
            yield joined, False, "noun", rest[len(before) :]
    if rest[:1] in {LAM, BEH} and len(rest) > 3:
        yield joined, False, "noun", rest[1:]
        if rest[:1] == LAM and rest[1:2] in {YEH, TEH}:
            yield joined, False, "imperfect", rest[1:]
