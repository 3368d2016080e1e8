from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import rawi
from growth import grows_linearly
from rawi.arabic import Edit, Layer
from rawi.model import Credit, Entity, Mention, Reason, Span, Statement, Story
from rawi.statements import read_statements
from rawi.statements.model import Models

RULES = Models()


def story_of(text: str, **fields: object) -> Story:
    """A text as one story whose paragraphs are its lines."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Story("s1", "p1", (Span(0, len(text)),), paragraphs=tuple(spans), **fields)  # type: ignore[arg-type]


def read(text: str, models: Models | None = None) -> tuple[Statement, ...]:
    """The attributed statements of a text."""
    return tuple(one for one in read_statements(text, story_of(text), models=models) if one.attributed)


PLAIN = "قال وزير الطاقة نبيل الخطيب، الأحد، إن بلاده ستوقف تصدير الغاز."


@pytest.mark.parametrize("models", [None, RULES], ids=["learned", "grammar alone"])
def test_a_plain_report(models: Models | None) -> None:
    """A plain report yields its cue, its content from the complementizer on, its speaker without the title, and the time."""
    (one,) = read(PLAIN, models)
    assert one.cue is not None
    assert one.cue.of(PLAIN) == "قال"
    assert one.content[0].of(PLAIN) == "إن بلاده ستوقف تصدير الغاز"
    assert (one.speaker.name, one.speaker.kind, one.speaker.form) == ("نبيل الخطيب", "person", "named")
    assert (one.mode, one.stance) == ("indirect", "neutral")
    assert one.time is not None
    assert one.time.of(PLAIN) == "الأحد"


@pytest.mark.parametrize("models", [None, RULES], ids=["learned", "grammar alone"])
def test_an_elided_speaker_goes_on_and_says_from_where(models: Models | None) -> None:
    """«He added» and «noting that» go on with the speaker before, and name the statement that the name comes from."""
    text = PLAIN + "\nوأضاف أن القرار نهائي، مشيرا إلى أن المصانع جاهزة."
    first, second, third = read(text, models)
    assert [one.speaker.name for one in (first, second, third)] == ["نبيل الخطيب"] * 3
    assert [one.speaker.form for one in (second, third)] == ["elided", "elided"]
    assert (second.speaker.resolved_from, third.speaker.resolved_from) == (first.id, second.id)
    assert third.stance == "explain"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("زعم الناطق باسم الشركة أن الحريق مفتعل.", "distance"),
        ("نفى الوزير سليم العلي أن تكون الحكومة قد استقالت.", "deny"),
        ("وأكد المدير رامي عوض أن العمل مستمر.", "assert"),
        ("ودعا الرئيس سليم العلي المواطنين إلى التزام منازلهم.", "demand"),
        ("حذر الوزير سليم العلي من انهيار السد.", "warn"),
    ],
)
def test_the_cue_gives_the_stance(text: str, stance: str) -> None:
    """The reporting word, not the content, says how far the writer stands by the words."""
    assert [one.stance for one in read(text)] == [stance]


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("قالت", 1),
        ("يقول", 1),
        ("وأكدا", 1),
        ("صرحوا", 1),
        ("تزعم", 1),
        ("واضاف", 1),
        ("وأضــاف", 1),
        ("سيقول", 0),
    ],
)
def test_forms_of_reporting_verbs(form: str, found: int) -> None:
    """Perfect and imperfect, singular, dual and plural, with and without hamza, stretched or not; what will be said is not said."""
    assert len(read(f"{form} أن المدينة هادئة.", RULES)) == found


def test_direct_words() -> None:
    """Words wholly in marks are direct; marks round a clause that a complementizer opens are so only in appearance."""
    direct = read("وقال الوزير سليم العلي: «سنعود إلى القرية غدا مع أهلها».")[0]
    quasi = read("وقال الوزير سليم العلي «إن القرية ستعود إلى أهلها غدا».")[0]
    assert (direct.mode, direct.quasi_direct) == ("direct", False)
    assert (quasi.mode, quasi.quasi_direct) == ("direct", True)


def test_a_relay_stands_in_the_chain() -> None:
    """«The agency quoted X as saying» gives the agency as a relay before the speaker."""
    text = "ونقلت وكالة أنباء النهر عن الوزير سليم العلي قوله إن السد آمن."
    (one,) = read(text)
    assert [link.name for link in one.chain] == ["وكالة أنباء النهر", "سليم العلي"]
    assert one.chain[0].kind == "agency"


def test_the_story_s_credits_are_the_outermost_links() -> None:
    """What the page says of its own sources comes first in every chain, marked as the page's."""
    credit = Credit("وكالات", "agency", None, Reason("credit.line"))
    (one,) = read_statements(PLAIN, story_of(PLAIN, credits=(credit,)))
    assert [(link.name, link.from_page) for link in one.chain] == [("وكالات", True), ("نبيل الخطيب", False)]


def test_a_frame_without_a_source_is_kept_as_such() -> None:
    """«It is expected that» is kept, labelled as attributed to nobody."""
    text = "ويتوقع أن تصل القافلة مساء."
    found = read_statements(text, story_of(text))
    assert all(not one.attributed and one.speaker.kind == "implicit" for one in found)


@pytest.mark.parametrize("text", ['عاجل | وزير الدفاع: "قواتنا أنهت الانتشار على الحدود"', "وزير الدفاع: قواتنا أنهت الانتشار على الحدود"])
def test_headlines_and_posts(text: str) -> None:
    """«X: …» in a headline or post is a statement of X without a cue."""
    (one,) = read(text, RULES)
    assert one.cue is None
    assert one.speaker.name == "وزير الدفاع"


def test_a_list_under_a_name_goes_on_with_it() -> None:
    """Marked lines under «X:» are statements of X."""
    text = 'القيادي سليم الزاوي:\n- "لن نقبل بأي هدنة جزئية"\n- "نطالب بضمانات مكتوبة"'
    assert [one.speaker.name for one in read(text, RULES)] == ["سليم الزاوي", "سليم الزاوي"]


def test_masked_words_are_read_through() -> None:
    """A masked cue is still a cue, and spans cover the text as found, mask and all."""
    text = "حـ.ـذر الوزير سليم العلي من انهيار السد."
    (one,) = read(text)
    assert one.cue is not None
    assert one.cue.of(text) == "حـ.ـذر"


def test_a_restored_layer_is_read_instead_of_the_page() -> None:
    """Words are read as restored; spans stay those of the page."""
    text = "قxل وزير الطاقة نبيل الخطيب إن الغاز سيعود."
    layer = Layer(text, [Edit(0, 3, "قال")])
    (one,) = read_statements(text, story_of(text), restored=layer)
    assert one.cue == Span(0, 3)


def test_known_names_name_the_speaker() -> None:
    """A surname is given its entity's full name where names were looked for elsewhere."""
    text = "وقال الخطيب إن الغاز سيعود."
    mention = Mention("m1", "s1", Span(5, 11), "person", "e1", Reason("name"))
    entity = Entity("e1", "person", ("نبيل الخطيب", "الخطيب"))
    (one,) = read_statements(text, story_of(text), mentions=(mention,), entities=(entity,))
    assert (one.speaker.name, one.speaker.entity) == ("نبيل الخطيب", "e1")


PIECES = [
    "قال ",
    "الوزير ",
    "سليم ",
    "إن ",
    "أن ",
    "«",
    "»",
    '"',
    "، ",
    ". ",
    "بحسب ",
    "وأضاف ",
    ": ",
    "\n",
    "نقلت ",
    "عن ",
    "قوله ",
    "(",
    "🔹",
    "لم ",
    "دون ",
]


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("قال الوزير نبيل الخطيب في تصريح لـ«الشاطئ» إن بلاده ستوقف تصدير الغاز.", "الشاطئ"),
        ("قال الوزير نبيل الخطيب في مقابلة مع قناة الشاطئ إن بلاده ستوقف تصدير الغاز.", "الشاطئ"),
        ("قال الوزير نبيل الخطيب لصحيفة الشاطئ إن بلاده ستوقف تصدير الغاز.", "الشاطئ"),
        ("الوزير نبيل الخطيب لـ«الشاطئ»: بلادنا ستوقف تصدير الغاز", "الشاطئ"),
        ("وكالة الشاطئ نقلا عن الوزير نبيل الخطيب: بلادنا ستوقف تصدير الغاز", "وكالة الشاطئ"),
    ],
)
def test_the_medium_that_hears_a_speaker_stands_in_the_chain(text: str, relay: str) -> None:
    """Who speaks to a paper, in an interview with a channel, or is quoted by an agency before a colon, comes through it."""
    (one,) = read(text)
    assert [link.name for link in one.chain] == [relay, "نبيل الخطيب"]


def test_an_agency_for_news_is_one_name() -> None:
    """«The agency X for news» is not X speaking to the news."""
    (one,) = read("وقع الانفجار فجر الأحد قرب الميناء القديم، بحسب ما ذكرت وكالة الشاطئ للأنباء.")
    assert one.speaker.name == "وكالة الشاطئ للأنباء"


def test_a_clause_round_its_source_is_one_content_in_two_pieces() -> None:
    """«The second aim, according to the paper, will be …» is one statement whose content has two pieces."""
    text = "أما الهدف الثاني للخطة، بحسب صحيفة الشاطئ، فسيكون بناء ميناء جديد في الجنوب."
    (one,) = read(text)
    assert [span.of(text) for span in one.content] == ["أما الهدف الثاني للخطة", "فسيكون بناء ميناء جديد في الجنوب"]


def test_a_joined_verb_shares_the_subject_of_the_clause_before_it() -> None:
    """«The minister came back to the capital and said» is the minister's statement."""
    one = rawi.read("عاد الوزير نبيل الخطيب إلى العاصمة وقال إن بلاده ستوقف تصدير الغاز.").statements[-1]
    assert one.speaker.name == "نبيل الخطيب"


def test_his_highness_is_the_person_named_before() -> None:
    """«His Highness» names nobody: it means the person who spoke."""
    found = read("أشاد الأمير نبيل الخطيب بعمل الجمعية. وأوضح سموه أن الجمعية تكفل ألف يتيم.")
    assert [one.speaker.name for one in found] == ["نبيل الخطيب"] * 2


def test_these_allegations_are_no_report() -> None:
    """A noun that only points back at a report is no report: «these allegations that …»."""
    text = "وتكررت هذه المزاعم بأن الميناء مغلق."
    assert all(one.cue is None or "المزاعم" not in one.cue.of(text) for one in read(text))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example('قال إن الوزير سليم بحسب «"')
@example('الوزير دون بحسب الوزير دون نقلت بحسب 🔹سليم بحسب «"')
def test_any_text_yields_sound_statements(text: str) -> None:
    """Spans lie inside the text, ids are distinct, parents and sources exist, and reading again gives the same."""
    found = read_statements(text, story_of(text))
    ids = {one.id for one in found}
    assert len(ids) == len(found)
    for one in found:
        for span in (*one.content, *filter(None, (one.cue, one.speaker.mention, one.hedge, one.time, one.place, one.addressee))):
            assert 0 <= span.start < span.end <= len(text)
        assert all(link.name.strip() for link in (*one.chain, *one.medium))
        assert one.speaker.name is None or one.speaker.name.strip()
        assert {one.parent, one.speaker.resolved_from} <= ids | {None}
        assert one.parent != one.id
        assert one.tail is None or (one.tail.end == one.content[0].end and one.tail.start > one.content[0].start)
    assert read_statements(text, story_of(text)) == found


@pytest.mark.parametrize("unit", ["«", '"قال ', "قال إن ", "بحسب الوزير ، ", "نقلت عن ", "(", "أن «", "قال الوزير إن الأمر كبير وان "])
def test_hostile_text_costs_linear_time(unit: str) -> None:
    """Eight times the marks or cues take about eight times as long."""
    assert grows_linearly(lambda times: read_statements(unit * times, story_of(unit * times)), 100, 800)


def test_the_first_page(first_page: str) -> None:
    """The first page yields about as many statements as a person finds in it, and its opening ones are the Russian envoy's."""
    found = read(first_page)
    assert 40 <= len(found) <= 60
    assert [one.speaker.name for one in found[:3]] == ["ألكسندر لافرنتييف"] * 3
