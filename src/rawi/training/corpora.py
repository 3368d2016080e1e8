"""Annotated texts as sentences of word forms and labels, whatever scheme they were annotated in.

Two conventions meet here. The facts gold marks names by character spans, without the particles before them. FANE (and ANERcorp, which its
news part was drawn from) is a list of tokens in which many particles and pronouns stand as tokens of their own; they are written together
again as a newspaper writes them.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rawi.arabic import Fold, folded
from rawi.arabic.letters import BEH, FEH, KAF, LAM, WAW
from rawi.arabic.tokens import TOKEN, key
from rawi.data import words
from rawi.facts.passages import Passage
from rawi.facts.tagging import OUTSIDE, lines
from rawi.model import Span
from rawi.restoring import restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PARTICLES: Final = frozenset(WAW + FEH + BEH + LAM + KAF)

_PERSONS: Final = ("Politician", "Athlete", "Artist", "Other_PER", "Religious_PER", "Scientist", "Businessperson", "Lawyer", "Engineer")
_PLACES: Final = (
    *("Nation", "Population-Center", "State-or-Province", "GPE-Cluster", "Continent", "Water-Body", "County-or-District", "Land"),
    *("Land-Region-Natural", "Path", "Airport", "Building-Grounds", "Subarea-Facility", "Celestial"),
)
_BODIES: Final = (
    *("Government", "Non-Governmental", "Sports", "Commercial", "Educational", "Police", "Religious_ORG", "Medical-Science"),
    "Entertainment",
)
FANE_TYPES: Final = {
    **dict.fromkeys(_PERSONS, "per"),
    **dict.fromkeys(_PLACES, "pla"),
    **dict.fromkeys(_BODIES, "org"),
    "Media": "out",
    "Group": "gro",
}
"""The fine types of FANE as rawi's; all others (works, products) are «mis»."""

CONLL_TYPES: Final = {
    **dict.fromkeys(("PER", "PERS"), "per"),
    **dict.fromkeys(("LOC", "GPE", "FAC"), "pla"),
    **dict.fromkeys(("ORG", "ORGS"), "org"),
}


class Sentence(NamedTuple):
    """Folded word forms with a label each (B-, I- and the first letters of a kind, or O)."""

    forms: list[str]
    labels: list[str]


class Rejoined(NamedTuple):
    """A sentence of a token list, written together again."""

    sentence: Sentence
    origins: list[tuple[int, int]]
    """For each form the range of tokens that it was made of."""


def annotated(path: Path) -> Iterator[list[Sentence]]:
    """The documents of a file in the format of the facts gold, as sentences."""
    with path.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            yield _sentences(row)


def _sentences(row: dict[str, Any]) -> list[Sentence]:
    text = row["text"]
    passage = Passage(text, Span(0, len(text)), restore(text).layer)
    tokens = passage.tokens
    spans = [passage.span(start, end) for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    labels = [OUTSIDE] * len(tokens)
    at = 0
    for entity in sorted(row["entities"], key=lambda entity: entity["span"]):
        name = Span(*entity["span"])
        side = "B-"
        while at < len(tokens) and spans[at].end <= name.start:
            at += 1
        while at < len(tokens) and spans[at].start < name.end:
            if tokens.forms[at] not in {"\n", "_"}:
                labels[at], side = side + entity["type"][:3], "I-"
            at += 1
    kept = [at for at in range(len(tokens)) if tokens.forms[at] != "_"]
    forms, labels = [tokens.forms[at] for at in kept], [labels[at] for at in kept]
    return [Sentence(forms[start:end], labels[start:end]) for start, end in lines(forms)]


def token_list(rows: Iterable[str]) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a file with a token, a tab or blank and a label in each line and an empty line between sentences."""
    sentence: list[tuple[str, str]] = []
    for row in rows:
        cells = row.rstrip("\n").split("\t", 1) if "\t" in row else row.rstrip("\n").rsplit(" ", 1)
        if len(cells) == 2 and cells[0].strip():
            sentence.append((cells[0].strip(), cells[1].strip() or OUTSIDE))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def open_text(path: Path) -> Iterator[str]:
    """The lines of a file, packed or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            yield from rows
    else:
        with path.open(encoding="utf-8") as rows:
            yield from rows


def kind_of(label: str) -> str:
    """The label of a token list in rawi's scheme: «B-Nation», «B-LOC» and «B-PERS» alike."""
    kinds = []
    for one in label.split():  # nested names have several, the outermost first
        side, _, name = one.partition("-")
        if name:
            kinds.append(f"{side}-{FANE_TYPES.get(name) or CONLL_TYPES.get(name, 'mis')}")
    return next((kind for kind in kinds if kind[2:] != "mis"), kinds[0] if kinds else OUTSIDE)


def rejoined(tokens: list[tuple[str, str]]) -> Rejoined:
    """A sentence with particles and pronouns written onto their words, as newspapers do."""
    suffixes = words("pronoun_suffixes")
    folds = [key(folded(token, Fold.PLAIN)) for token, _ in tokens]
    labels = [kind_of(label) for _, label in tokens]
    made: list[tuple[str, str, int, int]] = []
    at = 0
    while at < len(tokens):
        first = at
        form, label = folds[at], labels[at]
        if form in suffixes and label == OUTSIDE and made and made[-1][0].isalpha():
            before = made.pop()
            made.append((before[0] + form, before[1], before[2], at + 1))
            at += 1
            continue
        while (
            form in PARTICLES
            and at - first < 2
            and at + 1 < len(tokens)
            and _belongs(label, labels[at + 1])
            and folds[at + 1][:1].isalpha()
        ):
            at += 1
            form, label = form + folds[at], labels[at]
            if folds[at] not in PARTICLES:
                break
        made.append((form, label, first, at + 1))
        at += 1
    return _cut(made)


def spread(found: list[str], tokens: list[tuple[str, str]], origins: list[tuple[int, int]]) -> list[str]:
    """Labels of the words of ``rejoined`` as labels of the tokens that they were made of."""
    labels = [OUTSIDE] * len(tokens)
    for label, (start, end) in zip(found, origins, strict=True):
        if label == OUTSIDE:
            continue
        at = start
        while at < end - 1 and tokens[at][0] in PARTICLES:
            labels[at] = label if label[0] == "I" else OUTSIDE
            at += 1
        if labels[at] == OUTSIDE:
            labels[at] = label
    return labels


def _belongs(label: str, following: str) -> bool:
    """Whether a particle with one label may be the beginning of a word with another."""
    return label == OUTSIDE or (label[0] == "I" and following == label)


def _cut(made: list[tuple[str, str, int, int]]) -> Rejoined:
    """The words cut into forms as the tagger cuts them."""
    forms: list[str] = []
    labels: list[str] = []
    origins: list[tuple[int, int]] = []
    for text, label, start, end in made:
        for number, match in enumerate(TOKEN.finditer(text)):
            if match.group() not in {"_", "\n"}:
                forms.append(match.group())
                labels.append(label if number == 0 or label == OUTSIDE else "I" + label[1:])
                origins.append((start, end))
    return Rejoined(Sentence(forms, labels), origins)


def raw_articles(folder: Path) -> Iterator[list[str]]:
    """The forms of each article of the corpora without annotation, title first."""
    for name in ("ant2018.jsonl.gz", "saudinewsnet.jsonl.gz"):
        for row in map(json.loads, open_text(folder / name)):
            text = key(folded(f"{row.get('title') or ''}\n{row['text']}", Fold.PLAIN))
            yield [match.group() for match in TOKEN.finditer(text) if match.group() != "_"]
