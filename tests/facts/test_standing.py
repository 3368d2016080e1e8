from __future__ import annotations

import pytest

from rawi.facts import read_names
from rawi.model import Span, Story


def names(text: str) -> list[tuple[str, str]]:
    """The names of a text with their kinds."""
    story = Story(id="story", page="page", spans=(Span(0, len(text)),))
    return [(mention.span.of(text), mention.kind) for mention in read_names(text, story).mentions]


@pytest.mark.parametrize(
    "text",
    [
        "وبلغ المتوسط اليومي عشرين زائرا للمتحف.",
        "وفي المتوسط 20 زائرا كل يوم.",
        "وبلغ المتوسط 20 درجة.",
        "وهي خطة على المدى المتوسط تنفذها البلدية.",
        "يسعى الفريق لنيل لقب البطولة الوطنية.",
        "عزا المدير التأخير بهدف النيل من سمعة الشركة.",
        "وحقق الفريق بانتصار نادر أمس ثلاث نقاط.",
        "وسقط جرحى في قصف تركي على القرية.",
        "ولحسن الحظ لم يصب أحد.",
        "ودعا إلى احترام مبادئ حسن الجوار.",
        "وتوفي الفنان عن عمر ناهز 64 عاما.",
        "تسببت الأمطار في أضرار بالملابس البيضاء.",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    """A word that is a name of a person or place too is none where nothing around it speaks for a name."""
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وغرق قارب في البحر المتوسط أمس.", ("البحر المتوسط", "place")),
        ("انقلب قارب للمهاجرين شرق المتوسط قبل يومين.", ("المتوسط", "place")),
        ("فاض نهر النيل في جنوب البلاد.", ("النيل", "place")),
        ("وقعت اشتباكات في محافظة البيضاء أمس.", ("البيضاء", "place")),
        ("قال الفنان نادر إنه سعيد بالجائزة.", ("نادر", "person")),
        ("وقال نادر الكنعان إن الحفل نجح، وشكر نادر جمهوره.", ("نادر الكنعان", "person")),
    ],
)
def test_evidence_makes_a_name_of_an_ordinary_word(text: str, name: tuple[str, str]) -> None:
    """After a word of place, after a title, or beside a fuller name an ordinary word is a name."""
    assert any(kind == name[1] and name[0] in found for found, kind in names(text))


@pytest.mark.parametrize(
    "text",
    [
        "عقد الوزراء اجتماعا في مدينة روما أمس.",
        "وصلت الوزيرة إلى برشلونة الإسبانية أمس.",
        "اجتمع رئيس بلدية ليفربول بالسكان.",
        "وقع الوفدان اتفاقا في روما ثم غادرا.",
    ],
)
def test_a_town_is_no_club_without_sport(text: str) -> None:
    """A town that lends its name to a club is a place after a word of place, before an adjective in the feminine, and away from sport."""
    found = names(text)
    assert found
    assert {kind for _, kind in found} == {"place"}


def test_a_club_stays_a_club() -> None:
    """On a page of sport the name of a town alone may mean the club."""
    assert ("روما", "organisation") in names("فاز روما الإيطالي على ضيفه بهدفين في مباراة الدوري، وقال مدرب روما إن فريقه لعب جيدا.")


def test_a_nationality_behind_a_definite_noun_is_no_country() -> None:
    """«The Saudi markets» names no country, «Saudi Arabia announced» does."""
    assert names("ارتفعت الأسواق السعودية اليوم.") == []
    assert names("أعلنت السعودية موقفها.") == [("السعودية", "place")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("درس الطب بجامعة دمشق سنوات.", "جامعة دمشق"),
        ("قال لوكالة الأنباء الألمانية أمس", "وكالة الأنباء الألمانية"),
        ("ولد في وارسو عام 1990.", "وارسو"),
    ],
)
def test_common_forms_with_a_particle_leave_it_out(text: str, name: str) -> None:
    """«At the university of …» begins with a particle even where the whole form is a common word; «Warsaw» does not."""
    assert name in [found for found, _ in names(text)]


def test_an_opposition_keeps_its_country() -> None:
    """A body that is called by a title's word and a nationality is both; «her Saudi counterpart» names no country."""
    assert ("المعارضة السورية", "organisation") in names("أكدت المعارضة السورية موقفها في بيان أمس.")
    assert names("وقعت الوزيرة مع نظيرتها السعودية اتفاقات.") == []


def test_a_surname_that_is_a_town() -> None:
    """Where a person named so speaks, the town of the name is not told of."""
    text = "وأوضح كريستوفر أوستن، أمين المتحف، أن السحالي نادرة. وقال أوستن إن دمها أخضر."
    assert ("أوستن", "place") not in names(text)
