from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic.letters import TATWEEL
from rawi.facts import read_names
from rawi.model import Entity, Mention, Span, Story
from rawi.restoring import restore

REPORT = (
    "قال وزير الخارجية الروسي سليم الدوراني إن بلاده مستعدة للحوار مع تركيا وإيران.\n"
    "وأضاف الدوراني في موسكو أن تنظيم داعش خسر مدينة الرقة، وفق ما نقلته وكالة رويترز.\n"
)


def story_of(text: str) -> Story:
    """A text as one story."""
    return Story("s1", "p1", (Span(0, len(text)),))


def names_in(text: str) -> dict[str, tuple[Mention, Entity]]:
    """The mentions of a text by what they cover, with their entities."""
    found = read_names(text, story_of(text), layer=restore(text).layer)
    entities = {entity.id: entity for entity in found.entities}
    return {mention.span.of(text): (mention, entities[mention.entity]) for mention in found.mentions}


def test_kinds_are_told_apart() -> None:
    """Persons, places, bodies and media of a plain report are found, each with its kind."""
    found = {name: mention.kind for name, (mention, _) in names_in(REPORT).items()}
    assert found["سليم الدوراني"] == "person"
    assert found["تركيا"] == found["موسكو"] == found["الرقة"] == "place"
    assert found["داعش"] == "organisation"
    assert found["رويترز"] == "outlet"


def test_particles_stay_outside() -> None:
    """«And Iran» gives «Iran», whatever is written onto the name."""
    assert "إيران" in names_in(REPORT)
    assert "وإيران" not in names_in(REPORT)


def test_a_surname_joins_its_full_name() -> None:
    """A surname means the person named in full, and the full name is the canonical one."""
    found = names_in(REPORT)
    assert found["الدوراني"][0].entity == found["سليم الدوراني"][0].entity
    assert found["الدوراني"][1].names[0] == "سليم الدوراني"


def test_a_role_stands_beside_its_person() -> None:
    """The office before a name is its role, with its own span."""
    mention, entity = names_in(REPORT)["سليم الدوراني"]
    assert mention.role == "وزير الخارجية الروسي"
    assert mention.role_span is not None
    assert mention.role_span.of(REPORT) == "وزير الخارجية الروسي"
    assert entity.roles == ("وزير الخارجية الروسي",)


def test_a_role_may_follow() -> None:
    """The office after a name and a comma is its role too."""
    text = "وشارك في اللقاء سليم الدوراني، رئيس الوزراء العراقي، وعدد من المسؤولين في بغداد.\n"
    assert names_in(text)["سليم الدوراني"][0].role == "رئيس الوزراء العراقي"


def test_masks_stay_in_the_span_and_leave_the_name() -> None:
    """A masked name is found; its span has the mask, its entity's name has not."""
    masked = REPORT.replace("داعش", f"داعـ{TATWEEL}.{TATWEEL}ش")
    mention, entity = names_in(masked)[f"داعـ{TATWEEL}.{TATWEEL}ش"]
    assert mention.kind == "organisation"
    assert entity.names[0] == "داعش"


def test_the_article_that_a_particle_cut_is_whole_in_the_name() -> None:
    """«For the United Nations» has one letter of the article left; the name has both."""
    text = "وقال الأمين العام للأمم المتحدة إن المنظمة ستعمل على ذلك في دمشق.\n"
    assert names_in(text)["لأمم المتحدة"][1].names[0] == "الأمم المتحدة"


def test_an_acronym_means_its_body() -> None:
    """A body and its acronym are one entity."""
    text = "سيطرت قوات سوريا الديمقراطية على مدينة منبج، وقالت قسد إن المدينة آمنة.\n"
    found = names_in(text)
    assert found["قوات سوريا الديمقراطية"][0].entity == found["قسد"][0].entity


def test_two_stories_of_a_page_share_entities() -> None:
    """The same person in two stories of one page is one entity, and each mention knows its story."""
    first, second = REPORT.split("\n")[:2]
    text = f"{first}\n{second}\n"
    stories = (Story("s1", "p1", (Span(0, len(first)),)), Story("s2", "p1", (Span(len(first) + 1, len(text)),)))
    found = read_names(text, stories, layer=restore(text).layer)
    persons = [mention for mention in found.mentions if mention.kind == "person"]
    assert [mention.story for mention in persons] == ["s1", "s2"]
    assert len({mention.entity for mention in persons}) == 1


def test_nothing_gives_nothing() -> None:
    """A text without names, and one without anything, have no mentions."""
    assert read_names("", story_of("")) == ((), ())
    assert read_names("\n\n . ،\n", story_of("\n\n . ،\n")) == ((), ())


@given(st.text(alphabet="ابلموقن د\n«»()،._#ـ١2aZ", max_size=120))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    """Whatever the text: spans are inside it, hold something, never overlap, and every mention has its entity and a reason."""
    found = read_names(text, story_of(text), layer=restore(text).layer)
    ids = {entity.id for entity in found.entities}
    at = 0
    for mention in found.mentions:
        assert at <= mention.span.start < mention.span.end <= len(text)
        assert mention.entity in ids
        assert 0 <= mention.reason.score <= 1
        at = mention.span.end


def test_a_line_of_one_word_ends() -> None:
    """A line of twenty thousand words is read in pieces, in time that grows with its length alone."""
    text = "وقال الوزير في سوريا إن الأمر انتهى " * 3_000
    found = read_names(text, story_of(text))
    assert len(found.mentions) > 2_500
    assert len(found.entities) < 10


def test_a_role_ends_before_a_circumstance() -> None:
    """«The spokeswoman of the firm in a message by mail» holds no message."""
    text = "وقالت سوزي المري المتحدثة باسم شركة نورتك في رسالة بالبريد الإلكتروني لرويترز إن الشركة ملتزمة."
    story = Story(id="s", page="p", spans=(Span(0, len(text)),))
    assert [mention.role for mention in read_names(text, story).mentions if mention.kind == "person"] == ["المتحدثة باسم شركة نورتك"]


def test_a_verb_of_opinion_begins_no_name() -> None:
    """«And Al-Rashed thought that»: the verb is no part of the name."""
    text = "وكتب سعيد الراشد أن الاتفاق بعيد. ورأى الراشد أن الطرفين يشتريان الوقت."
    assert [mention.span.of(text) for mention in read_names(text, story_of(text)).mentions if mention.kind == "person"] == [
        "سعيد الراشد",
        "الراشد",
    ]
