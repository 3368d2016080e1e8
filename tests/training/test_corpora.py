from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rawi.facts.lexemes import Lexemes
from rawi.facts.tagging import CrfTagger
from rawi.training.corpora import annotated, kind_of, rejoined, spread, token_list
from rawi.training.names import GENERAL_MARK, hints, packed, span_f1, train

if TYPE_CHECKING:
    from pathlib import Path


def test_token_lists_of_either_kind() -> None:
    """A tab or a blank parts token and label; an empty line ends a sentence; the last one needs none."""
    rows = ["زار\tO\n", "سليم\tB-PER\n", "\n", "في O\n", "بغداد B-LOC\n"]
    assert list(token_list(rows)) == [[("زار", "O"), ("سليم", "B-PER")], [("في", "O"), ("بغداد", "B-LOC")]]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("B-PERS", "B-per"),
        ("I-PER", "I-per"),
        ("B-LOC", "B-pla"),
        ("B-Nation", "B-pla"),
        ("I-Media", "I-out"),
        ("B-MISC", "B-mis"),
        ("O", "O"),
        ("I-OCC B-ORG", "B-org"),
    ],
)
def test_labels_of_other_schemes(label: str, kind: str) -> None:
    """The labels of ANERcorp, FANE and, where names are nested, the outermost that names something are rawi's kinds."""
    assert kind_of(label) == kind


TOKENS = [
    ("و", "O"),
    ("قال", "O"),
    ("سليم", "B-PERS"),
    ("و", "O"),
    ("بغداد", "B-LOC"),
    ("عاصمة", "O"),
    ("ها", "O"),
    ("وزارة", "B-ORG"),
    ("و", "I-ORG"),
    ("هيئة", "I-ORG"),
]


def test_particles_and_pronouns_are_written_onto_their_words() -> None:
    """What a token list parts is one word again, with the label of the word."""
    sentence, origins = rejoined(TOKENS)
    assert sentence.forms == ["وقال", "سليم", "وبغداد", "عاصمهها", "وزاره", "وهييه"]
    assert sentence.labels == ["O", "B-per", "B-pla", "O", "B-org", "I-org"]
    assert origins == [(0, 2), (2, 3), (3, 5), (5, 7), (7, 8), (8, 10)]


def test_labels_go_back_to_the_tokens() -> None:
    """The labels of the words, spread over the tokens again, are those that the list had."""
    sentence, origins = rejoined(TOKENS)
    assert spread(sentence.labels, TOKENS, origins) == [kind_of(label) for _, label in TOKENS]


def test_gold_becomes_labels(tmp_path: Path) -> None:
    """A span of the gold labels the words that it touches, a particle before it included; masks do not matter."""
    text = "قال سليم لـ«داعـ.ـش» وبغداد.\n"
    entities = [{"span": [4, 8], "type": "person"}, {"span": [12, 19], "type": "organisation"}, {"span": [22, 27], "type": "place"}]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": text, "entities": entities}) + "\n", encoding="utf-8")
    (sentences,) = annotated(path)
    assert dict(zip(sentences[0].forms, sentences[0].labels, strict=True)) == {
        "قال": "O",
        "سليم": "B-per",
        "ل": "O",
        "«": "O",
        "داعش": "B-org",
        "»": "O",
        "وبغداد": "B-pla",
        ".": "O",
    }


def test_a_tagger_learns_and_gives_hints() -> None:
    """Trained on a sentence, a tagger labels it so, and its hints say of each word what it made of it."""
    sentence, _ = rejoined(TOKENS)
    lexemes = Lexemes()
    tagger = CrfTagger(train([sentence] * 5, lexemes, {"c1": 0.0, "c2": 0.01, "max_iterations": 50, "feature.minfreq": 0}), lexemes)
    assert tagger.labels(sentence.forms) == sentence.labels
    told = hints(tagger, [sentence.forms] * 3, GENERAL_MARK)
    assert told["سليم"] == ("vper3", "vb2")
    assert packed(told)
    assert span_f1([sentence.labels], [sentence.labels])["all"] == 1.0
