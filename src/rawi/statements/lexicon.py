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
    from collections.abc import Iterator

    from rawi.model import Stance


class Verb(NamedTuple):
    """One reporting verb: what its use says of the reporter's commitment, and what may follow it as content."""

    lemma: str
    stance: Stance
    frames: frozenset[str]
    object: str
    weak: bool
    continues: bool


class Cue(NamedTuple):
    """A word read as a form of a reporting verb."""

    verb: Verb
    form: Form
    joined: bool
    """Whether «and» or «so» is glued to its beginning."""
    future: bool


@cache
def forms() -> tuple[dict[str, tuple[Verb, Form]], dict[str, tuple[Verb, Form]]]:
    """Every form with its verb, by the spelling with hamza and by the one without; of two readings the commoner kind wins."""
    exact: dict[str, tuple[Verb, Form]] = {}
    bare: dict[str, tuple[Verb, Form]] = {}
    readings = [(rank, verb, form) for verb, row in verbs() for rank, form in _ranked(row)]
    for _, verb, form in sorted(readings, key=lambda reading: (reading[0], reading[1].weak)):
        exact.setdefault(form.text, (verb, form))
        bare.setdefault(form.text.translate(BARE), (verb, form))
    return exact, bare


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
    exact, bare = forms()
    for joined, future, kind, rest in _splits(word):
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
    if rest[:2] == AL:
        yield joined, False, "noun", rest[2:]
    if rest[:2] == LAM + LAM:
        yield joined, False, "noun", rest[2:]
    if rest[:1] in {LAM, BEH} and len(rest) > 4:
        yield joined, False, "noun", rest[1:]
        if rest[:1] == LAM and rest[1:2] in {YEH, TEH}:
            yield joined, False, "imperfect", rest[1:]
