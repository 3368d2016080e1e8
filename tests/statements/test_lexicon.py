"""Which words are read as forms of which reporting verb."""

from __future__ import annotations

import pytest

from rawi.model import Span
from rawi.statements.candidates import candidates
from rawi.statements.lexicon import look_up
from rawi.statements.script import Script


@pytest.mark.parametrize(
    ("word", "lemma", "kind"),
    [
        ("المطالبة", "طالب", "noun"),
        ("للمطالبة", "طالب", "noun"),
        ("مطالبة", "طالب", "participle"),
        ("الطلب", "طلب", "noun"),
        ("برفض", "رفض", "noun"),
        ("رفض", "رفض", "perfect"),
        ("بالإعلان", "أعلن", "noun"),
        ("يقلن", "قال", "imperfect"),
        ("متسائلين", "تساءل", "participle"),
        ("بحجة", "تحجج", "noun"),
        ("أسماه", "أسمى", "perfect"),
    ],
)
def test_forms_of_reporting_verbs(word: str, lemma: str, kind: str) -> None:
    """Behind an article or a preposition a word is a verbal noun, even one that is spelled like a verb or a participle by itself."""
    cue = look_up(word)
    assert cue is not None
    assert (cue.verb.lemma, cue.form.kind) == (lemma, kind)


@pytest.mark.parametrize(("text", "found"), [("هنأ الرئيس الفائزين", 1), ("هنا الرئيس والوزير", 0)])
def test_a_hamza_makes_another_word(text: str, found: int) -> None:
    """«He congratulated» is not «here», whose letters without the hamza are the same."""
    assert len(candidates(Script(text, [Span(0, len(text))]))) == found
