from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rawi.arabic import Fold, folded
from rawi.arabic.tokens import TOKEN, key
from rawi.facts.mending import mended
from rawi.facts.tagging import Chunk, known_lexemes

if TYPE_CHECKING:
    from rawi.model import EntityKind


def names(text: str, *chunks: Chunk) -> list[tuple[str, str]]:
    """The names of a text after mending, with their kinds."""
    forms = TOKEN.findall(key(folded(text, Fold.PLAIN)))
    words = [*map(known_lexemes().of, forms)]
    return [(" ".join(forms[start:end]), kind) for start, end, kind, _ in mended(chunks, words)]


@pytest.mark.parametrize(
    ("text", "chunk", "parts"),
    [
        ("راموس وبيريز", Chunk(0, 2, "person", 0.9), ["راموس", "وبيريز"]),
        ("الصين وروسيا", Chunk(0, 2, "place", 0.9), ["الصين", "وروسيا"]),
        ("البوسنة والهرسك", Chunk(0, 2, "place", 0.9), ["البوسنه والهرسك"]),
        ("وزارة الشباب والرياضة", Chunk(0, 3, "organisation", 0.9), ["وزاره الشباب والرياضه"]),
        ("الفرنسي لوكا مارتان", Chunk(0, 3, "person", 0.9), ["لوكا مارتان"]),
    ],
)
def test_what_is_two_becomes_two(text: str, chunk: Chunk, parts: list[str]) -> None:
    """Persons and places joined by «and» are two names, a body with «and» in its name is one; a nationality before a person is outside."""
    assert [name for name, _ in names(text, chunk)] == parts


@pytest.mark.parametrize(
    ("text", "kind"),
    [("وقالت صحيفة «الميدان الجديد» إن", "outlet"), ('أعلنت شركة "نورتك" أن', "organisation"), ('في بلدة "كفر زينة" أمس', "place")],
)
def test_quoted_names_are_shown_by_the_word_before(text: str, kind: EntityKind) -> None:
    """What «newspaper», «company», «town» put in quotation marks is a name of that kind."""
    assert [found for _, found in names(text)] == [kind]


def test_long_quotations_are_no_names() -> None:
    """Five words or more, or a mark among them, are speech."""
    assert names("وقالت حركة «لن نقبل بهذا الأمر بعد اليوم» ثم") == []
    assert names("وقالت حركة «لن نقبل، أبدا» ثم") == []


def test_quotation_marks_inside_close_inside() -> None:
    """A mark that opens inside a name takes its closing mark in; marks at the edges go."""
    text = "جامعة الشمال “المركزية” اليوم"
    assert [name for name, _ in names(text, Chunk(0, 4, "organisation", 0.9))] == ["جامعه الشمال “ المركزيه ”"]
    assert [name for name, _ in names("“سلمى” قالت", Chunk(0, 2, "person", 0.9))] == ["سلمي"]


def test_marks_alone_are_no_name() -> None:
    """A name of nothing but marks at the end of a passage is dropped, and breaks nothing."""
    assert names("قال ( )", Chunk(1, 3, "person", 0.9)) == []


@pytest.mark.parametrize(
    ("text", "chunk", "parts"),
    [
        ("سليم الحارثي سيرأس اللجنة", Chunk(0, 3, "person", 0.9), ["سليم الحارثي"]),
        ("سالم المري قال إنه", Chunk(0, 3, "person", 0.9), ["سالم المري"]),
        ("نايف العلي يدعم سالم المري", Chunk(0, 5, "person", 0.9), ["نايف العلي", "سالم المري"]),
        ("فهد الرشيدي لإبلاغه بالقرار", Chunk(0, 3, "person", 0.9), ["فهد الرشيدي"]),
        ("الكنعان وتجاوزاته المستمرة", Chunk(0, 2, "person", 0.9), ["الكنعان"]),
        ("اللاعبين بدأوا", Chunk(0, 2, "person", 0.9), []),
    ],
)
def test_a_persons_name_ends_before_the_next_verb_or_noun(text: str, chunk: Chunk, parts: list[str]) -> None:
    """A verb, a word with a preposition and a noun with a pronoun are outside a person's name; a common noun alone is none."""
    assert [name for name, _ in names(text, chunk)] == parts


@pytest.mark.parametrize("title", ["ونائبه", "ونظيره", "ووزيره", "وزوجته", "ومستشارها"])
def test_a_joined_title_with_a_pronoun_is_in_no_name(title: str) -> None:
    """«And his deputy» before a name belongs to the one named before, not to the name."""
    assert names(f"{title} سليم الكنعان", Chunk(0, 3, "person", 0.9)) == [("سليم الكنعان", "person")]
    assert [name for name, _ in names(f"فهد المري {title} سليم", Chunk(0, 4, "person", 0.9))] == ["فهد المري", "سليم"]


@pytest.mark.parametrize("name", ["يوسف ياسين", "سيرغي سيدوف", "عمر بن يزيد", "وليد بن غازي", "محمد يحيى السيد", "نوال السعداوي"])
def test_names_that_look_like_verbs_stay_whole(name: str) -> None:
    """A given name or a foreign one that is spelt like a verb is no verb."""
    end = len(name.split())
    assert names(name, Chunk(0, end, "person", 0.9)) == [(key(folded(name, Fold.PLAIN)), "person")]


def test_bodies_called_by_names_part_at_and() -> None:
    """Two bodies that are called by a name are two where «and» joins them; a body called by what it is stays one."""
    assert [name for name, _ in names("نورتيك وسيتي هيوز", Chunk(0, 3, "organisation", 0.9))] == ["نورتيك", "وسيتي هيوز"]
    assert len(names("مركز الملك فهد للبحوث والدراسات", Chunk(0, 5, "organisation", 0.9))) == 1


def test_an_office_and_an_adjective_are_in_no_name() -> None:
    """«The doctor Martineau» is Martineau, «the Swedish monarch» nobody by name, «Milano, the Italian» is Milano."""
    assert names("الطبيب مارتينو", Chunk(0, 2, "person", 0.9)) == [("مارتينو", "person")]
    assert names("العاهل السويدي", Chunk(0, 2, "person", 0.9)) == []
    assert names("ميلانو الإيطالية", Chunk(0, 2, "place", 0.9)) == [("ميلانو", "place")]


def test_a_set_phrase_is_no_name_but_a_surname_is() -> None:
    """«Good neighbourhood» names nobody; an ordinary word before a surname that is one too does."""
    assert names("حسن الجوار", Chunk(0, 2, "person", 0.9)) == []
    assert names("صالح الصغير", Chunk(0, 2, "person", 0.9)) == [("صالح الصغير", "person")]


def test_a_country_before_its_capital_is_an_adjective() -> None:
    """«The Saudi capital Riyadh» names Riyadh alone."""
    assert names("السعودية الرياض", Chunk(0, 2, "place", 0.9)) == [("الرياض", "place")]


@pytest.mark.parametrize(
    ("text", "chunk", "parts"),
    [
        ("يلتقيان الكنعان", Chunk(0, 2, "person", 0.9), ["الكنعان"]),
        ("سيرجي روبرتو", Chunk(0, 2, "person", 0.9), ["سيرجي روبرتو"]),
        ("كونور ويلكنسن", Chunk(0, 2, "person", 0.9), ["كونور ويلكنسن"]),
        ("جاسون وجايك جيلنهال", Chunk(0, 3, "person", 0.9), ["جاسون", "وجايك جيلنهال"]),
        ("التواهي وكفرنجة", Chunk(0, 2, "place", 0.9), ["التواهي", "وكفرنجه"]),
    ],
)
def test_rare_words_part_at_and_too(text: str, chunk: Chunk, parts: list[str]) -> None:
    """A verb opens no name; «and» before a rare word parts names, but a foreign name in W stays whole."""
    assert [name for name, _ in names(text, chunk)] == parts


@pytest.mark.parametrize(
    ("text", "chunk", "parts"),
    [
        ("القوات المسلحة ستحصل على", Chunk(0, 3, "organisation", 0.9), ["القوات المسلحه"]),
        ("مقهى الزاوية يشعر الزائر", Chunk(0, 3, "place", 0.9), ["مقهي الزاويه"]),
        ("صيني كوري", Chunk(0, 2, "person", 0.9), []),
    ],
)
def test_other_names_end_at_verbs_too(text: str, chunk: Chunk, parts: list[str]) -> None:
    """A body or place ends before the verb; two nationalities name nobody."""
    assert [name for name, _ in names(text, chunk)] == parts
