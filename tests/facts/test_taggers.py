from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from rawi.facts import read_names, taggers
from rawi.model import Mention, Span, Story
from rawi.restoring import restore

TEXT = "التقى سليم الدوراني وفدا في موسكو.\nوزار الدورانـ.ـي باريس.\n"


def found(tagger: taggers.SpanTagger) -> list[tuple[str, str]]:
    """What a tagger of another maker makes of the text."""
    mentions: tuple[Mention, ...] = read_names(
        TEXT, Story("s", "p", (Span(0, len(TEXT)),)), layer=restore(TEXT).layer, tagger=tagger
    ).mentions
    return [(mention.span.of(TEXT), mention.kind) for mention in mentions]


NAMES = {"سليم الدوراني": "PER", "الدوراني": "PERS", "موسكو": "LOC", "باريس": "GPE", "وفدا": "MISC"}
EXPECTED = [("سليم الدوراني", "person"), ("موسكو", "place"), ("الدورانـ.ـي", "person"), ("باريس", "place")]


def spans(text: str) -> list[tuple[int, int, str]]:
    """Where a model that knows NAMES finds them."""
    return [
        (text.index(name), text.index(name) + len(name), label)
        for name, label in NAMES.items()
        if name in text and not (name == "الدوراني" and "سليم" in text)
    ]


def test_a_hugging_face_pipeline() -> None:
    """A token-classification pipeline gets restored lines; its names come back in the text as found, those of other kinds left out."""
    asked: list[str] = []

    def pipeline(text: str) -> list[dict[str, Any]]:
        asked.append(text)
        return [{"start": start, "end": end, "entity_group": label, "score": 0.5} for start, end, label in spans(text)]

    assert found(taggers.hugging_face(pipeline)) == EXPECTED
    assert asked == ["التقى سليم الدوراني وفدا في موسكو.", "وزار الدوراني باريس."]


def test_a_stanza_pipeline() -> None:
    """A pipeline of Stanza gives its entities by characters."""

    def pipeline(text: str) -> SimpleNamespace:
        return SimpleNamespace(ents=[SimpleNamespace(start_char=start, end_char=end, type=label) for start, end, label in spans(text)])

    assert found(taggers.stanza(pipeline)) == EXPECTED


def test_a_camel_recognizer() -> None:
    """CAMeL's recognizer gets the words of a line and labels each."""

    class Fake:
        def predict_sentence(self, sentence: list[str]) -> list[str]:
            """Labels by a table."""
            table = {"سليم": "B-PERS", "موسكو": "B-LOC", "باريس": "B-LOC"}
            return [table.get(word, ("I-PERS" if "سليم" in sentence else "B-PERS") if word == "الدوراني" else "O") for word in sentence]

    assert found(taggers.camel(Fake())) == EXPECTED


def test_what_others_find_is_joined() -> None:
    """Names by another model are joined like our own."""
    tagger = taggers.SpanTagger(lambda text: [taggers.Found(start, end, label, 0.9) for start, end, label in spans(text)])
    names = read_names(TEXT, Story("s", "p", (Span(0, len(TEXT)),)), layer=restore(TEXT).layer, tagger=tagger)
    persons = {mention.entity for mention in names.mentions if mention.kind == "person"}
    assert len(persons) == 1
