"""Taggers of other makers behind rawi's port: give ``read_names(..., tagger=…)`` one of these around a model that you have.

    from camel_tools.ner import NERecognizer
    tagger = taggers.camel(NERecognizer.pretrained())

    pipeline = transformers.pipeline("token-classification", model=…, aggregation_strategy="simple")
    tagger = taggers.hugging_face(pipeline)

    tagger = taggers.stanza(stanza.Pipeline("ar", processors="tokenize,ner"))

They read the restored text without vowel marks, line by line; rawi maps their names back, cuts particles off, joins and gives roles as it
does with its own. No weights come with rawi and none are fetched by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from rawi.arabic.words import words
from rawi.facts.tagging import Chunk, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rawi.facts.tagging import Line
    from rawi.model import EntityKind

LABELS: Final[dict[str, EntityKind]] = {
    **dict.fromkeys(("PER", "PERS", "PERSON"), "person"),
    **dict.fromkeys(("ORG", "ORGANIZATION"), "organisation"),
    **dict.fromkeys(("LOC", "GPE", "FAC", "LOCATION"), "place"),
    "NORP": "group",
    "EVENT": "event",
}
"""The labels that models of Arabic names use; others (works, dates, miscellany) are left out."""


class Found(NamedTuple):
    """A name that a model found in a piece of text: where, what it calls it, how sure it is."""

    start: int
    end: int
    label: str
    score: float


class Recognizer(Protocol):
    """What is used of ``camel_tools.ner.NERecognizer``."""

    def predict_sentence(self, sentence: list[str]) -> list[str]:
        """A label of the B-, I-, O scheme for each token."""
        ...


class SpanTagger:
    """A tagger made of any function from a line of text to the names in it."""

    def __init__(self, entities: Callable[[str], Iterable[Found]]) -> None:
        """Ask ``entities`` about one line at a time."""
        self._entities = entities

    def tagged(self, line: Line) -> list[Chunk]:
        """The names among the words of ``line``: each word that a name of the model touches is its part."""
        chunks: list[Chunk] = []
        for first, last in line.rows():
            offset = line.starts[first]
            for name in sorted(self._entities(line.text[offset : line.ends[last - 1]])):
                kind = LABELS.get(name.label.removeprefix("B-").removeprefix("I-").upper())
                inside = [at for at in range(first, last) if line.starts[at] < name.end + offset and line.ends[at] > name.start + offset]
                if kind and inside and (not chunks or chunks[-1].end <= inside[0]):
                    chunks.append(Chunk(inside[0], inside[-1] + 1, kind, round(float(name.score), 3)))
        return chunks


def camel(recognizer: Recognizer) -> SpanTagger:
    """A tagger around CAMeL Tools' recognizer (F1 0.83 on ANERcorp by its authors)."""

    def entities(text: str) -> list[Found]:
        spans = list(words(text))
        labels = recognizer.predict_sentence([span.of(text) for span in spans])
        return [Found(spans[start].start, spans[end - 1].end, kind, 1.0) for start, end, kind in runs(labels)]

    return SpanTagger(entities)


def hugging_face(pipeline: Callable[[str], Sequence[dict[str, Any]]]) -> SpanTagger:
    """A tagger around a token-classification pipeline of transformers with an aggregation strategy."""

    def entities(text: str) -> list[Found]:
        return [Found(int(each["start"]), int(each["end"]), str(each["entity_group"]), float(each["score"])) for each in pipeline(text)]

    return SpanTagger(entities)


def stanza(pipeline: Callable[[str], Any]) -> SpanTagger:
    """A tagger around a pipeline of Stanza with the processors ``tokenize,ner``."""

    def entities(text: str) -> list[Found]:
        return [Found(int(each.start_char), int(each.end_char), str(each.type), 1.0) for each in pipeline(text).ents]

    return SpanTagger(entities)
