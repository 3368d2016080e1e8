"""Stories: borders, credits, datelines, repeats, and where a page breaks off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rawi
from rawi.model import Span
from rawi.stories.credits import agencies_in_brackets
from rawi.stories.datelines import dateline_of

BRIDGE = "أعلنت بلدية المرج الأخضر اليوم إغلاق الجسر القديم أمام الشاحنات بعد ظهور تشققات في دعاماته الحجرية."
SCHOOL = "افتتح وزير التعليم في جزيرة السمرة مدرسة ثانوية تتسع لأربعمئة طالب وطالبة بعد عامين من العمل."
HARVEST = "توقعت غرفة الزراعة في سهل النواعير موسما وفيرا من الزيتون هذا العام بفضل أمطار الربيع الغزيرة."


def headlines(text: str) -> list[str]:
    """The headlines of the stories of a page."""
    reading = rawi.read(text)
    return [story.headline.of(text) if story.headline else "" for story in reading.stories]


def test_bulleted_briefs_are_split() -> None:
    """A page of briefs with datelines gives one story a brief."""
    text = (
        f"* إغلاق جسر المرج الأخضر أمام الشاحنات\n* المرج الأخضر - «رويترز»: {BRIDGE}\n\n"
        f"* مدرسة جديدة في جزيرة السمرة\n* السمرة - د.ب.أ: {SCHOOL}\n"
        f"* أسبوع الزيتون\n* النواعير (الوادي) - «الشرق الأوسط»: {HARVEST}"
    )
    assert headlines(text) == ["إغلاق جسر المرج الأخضر أمام الشاحنات", "مدرسة جديدة في جزيرة السمرة", "أسبوع الزيتون"]
    last = rawi.read(text).stories[2]
    assert last.dateline is not None
    assert last.dateline.country == "الوادي"
    assert [credit.name for credit in last.credits] == ["الشرق الأوسط"]


def test_an_in_text_heading_opens_no_story() -> None:
    """A heading whose paragraph goes on with the same matter stays inside its story."""
    rest = "وأضافت البلدية أن الجسر سيخضع لفحص شامل قبل إعادة فتحه أمام الشاحنات."
    text = f"إغلاق جسر المرج الأخضر أمام الشاحنات\n\n{BRIDGE}\n\nتحذيرات سابقة من تشققات الجسر\n\n{rest}"
    reading = rawi.read(text)
    assert len(reading.stories) == 1
    assert [heading.of(text) for heading in reading.stories[0].headings] == ["تحذيرات سابقة من تشققات الجسر"]


def test_a_markup_heading_below_the_title_opens_no_story() -> None:
    """Headings of a lower rank than a title with its own lead are parts of the story, whoever speaks under them."""
    parts = [
        ("اعتراض على الإشراف", "من جهته، اعترض عضو المجلس رائد الخطيب على آلية الإشراف وطالب بلجنة مستقلة تراجع العقود."),
        (
            "ملعب ومكتبة للبلدة القديمة",
            "أعلنت مديرية الثقافة بناء ملعب ومكتبة في البلدة القديمة بتمويل من متبرعين، وتفتتح المكتبة في الربيع.",
        ),
    ]
    body = "".join(f"<h3>{head}</h3><p>{text}</p>" for head, text in parts)
    lead = "<p>أقر مجلس مدينة الواحة مشروع محطة المياه الجديدة بأغلبية واسعة بعد عامين من الخلاف على موقعها وكلفتها.</p>"
    reading = rawi.read(f"<html><body><div><h1>مجلس الواحة يقر مشروع محطة المياه الجديدة</h1>{lead}{body}</div></body></html>".encode())
    assert len(reading.stories) == 1


def test_a_headline_printed_twice_is_no_heading() -> None:
    """Pages print their headline for print or sharing a second time; it is not a heading of the story."""
    text = f"<h1>مدرسة جديدة في جزيرة السمرة</h1><h1>مدرسة جديدة في جزيرة السمرة</h1><p>{SCHOOL}</p><p>{HARVEST}</p>"
    (story,) = rawi.read(text).stories
    assert story.headline is not None
    assert story.headings == ()


def test_a_generic_title_heads_the_page_and_no_story() -> None:
    """«Briefs» above the first headline is the page's title, not a story's."""
    text = f"موجز أخبار الأربعاء\n\n* إغلاق جسر المرج الأخضر أمام الشاحنات\n* المرج الأخضر - رويترز: {BRIDGE}\n"
    assert headlines(text) == ["إغلاق جسر المرج الأخضر أمام الشاحنات"]


def test_a_closing_source_line_reaches_back_only_perhaps() -> None:
    """A source line under the last story is its own; earlier stories without one may share it, and it is said that this is not sure."""
    text = (
        f"إغلاق جسر المرج الأخضر أمام الشاحنات\n\n{BRIDGE}\n\nمدرسة ثانوية جديدة في جزيرة السمرة\n\n{SCHOOL}\n\nالمصدر: رويترز + وكالات\n"
    )
    first, second = rawi.read(text).stories
    assert [(credit.name, credit.kind, credit.reason.rule) for credit in second.credits] == [
        ("رويترز", "agency", "credit.own-line"),
        ("وكالات", "unnamed", "credit.own-line"),
    ]
    assert [(credit.name, credit.reason.rule) for credit in first.credits] == [
        ("رويترز", "credit.closing-line"),
        ("وكالات", "credit.closing-line"),
    ]
    assert all(credit.reason.score < 1 for credit in first.credits)


def test_a_masked_copy_is_a_repeat() -> None:
    """A paragraph printed again with a masked word in it is the same passage."""
    text = f"{BRIDGE}\n\n{HARVEST}\n\n{BRIDGE.replace('إغلاق', 'إغـ.ـلاق')}"
    (story,) = rawi.read(text).stories
    (repeat,) = story.repeats
    assert repeat.first.of(text) == BRIDGE
    assert repeat.second.end == len(text)


def test_a_page_that_breaks_off_says_where() -> None:
    """A last paragraph without a stop, on a page that uses them, is cut off."""
    (story,) = rawi.read(f"{BRIDGE}\n\n{SCHOOL}\n\nوقالت الوزيرة في ختام حديثها: “إن المدرسة ستفتح أبوابها").stories
    assert story.cut_off is not None


def test_an_unclosed_quotation_is_a_named_problem() -> None:
    """A quotation mark without its partner is named on the page."""
    text = f"{BRIDGE}\n\nوقال العمدة: “لن نفتح الجسر قبل الفحص."
    assert [problem.code for problem in rawi.read(text).problems] == ["unbalanced-quotes"]


@pytest.mark.parametrize(
    ("opening", "city", "name"),
    [
        ("أثينا - «الشرق الأوسط»: قالت", "أثينا", "الشرق الأوسط"),
        ("ميونيخ (ألمانيا) - «د.ب.أ»: قالت", "ميونيخ", "د.ب.أ"),
        ("بكين - (د.ب.أ): تباطأ", "بكين", "د.ب.أ"),
        ("الجزائر: «الشرق الأوسط» أفادت", "الجزائر", "الشرق الأوسط"),
        ("الخرطوم: سالم منصور. أبدى", "الخرطوم", "سالم منصور"),
        ("غواتيمالا سيتي – أ ف ب: قالت", "غواتيمالا سيتي", "أ ف ب"),
        ("بيروت (رويترز) - قال شهود", "بيروت", "رويترز"),
        ("دبي، الإمارات العربية المتحدة (CNN)-- قال شهود", "دبي", "CNN"),
        ("دار السهل 14 مايو (وكالة الوادي للأنباء) - قال", "دار السهل", "وكالة الوادي للأنباء"),
    ],
)
def test_datelines(opening: str, city: str, name: str) -> None:
    """The forms of a wire story's opening give city and sender."""
    dateline = dateline_of(opening, Span(0, len(opening)))
    assert dateline is not None
    assert dateline.city is not None
    assert dateline.city.of(opening) == city
    assert dateline.agency is not None
    assert dateline.agency.name == name


@pytest.mark.parametrize(
    "opening", ["العمدة: «الجسر مغلق» حتى إشعار آخر", "وقال سالم - وهو يبتسم - إن الأمر انتهى", "الوزير: لن نتراجع عن القرار"]
)
def test_a_speaker_before_a_colon_is_no_dateline(opening: str) -> None:
    """«Mayor: “…”» is a statement, not a place and its agency."""
    dateline = dateline_of(opening, Span(0, len(opening)))
    assert dateline is None or dateline.agency is None or dateline.agency.kind == "outlet"
    if not opening.startswith("العمدة"):
        assert dateline is None


@given(st.text(alphabet=st.sampled_from("ابتقال و.:\n*«»“”-"), max_size=400))
def test_stories_share_no_paragraph(text: str) -> None:
    """Whatever the page, every paragraph belongs to one story at most and spans stay inside the page."""
    seen: set[Span] = set()
    for story in rawi.read(text or "x").stories:
        for span in story.spans:
            assert span not in seen
            assert 0 <= span.start < span.end <= len(text)
            seen.add(span)


def test_the_first_page(first_page: str, page_gold: dict[str, dict[str, object]]) -> None:
    """The first page gives its four stories, headings, credits, repeats, cut-off end and furniture exactly."""
    gold = page_gold["seed"]
    reading = rawi.read(first_page)
    assert len(reading.stories) == 4
    for story, truth in zip(reading.stories, gold["stories"], strict=True):  # type: ignore[call-overload] # the gold is plain JSON
        assert story.headline == Span(*truth["headline"])
        assert [[span.start, span.end] for span in story.headings] == truth["headings"]
        assert [[span.start, span.end] for span in story.paragraphs] == truth["paragraphs"]
    repeats = {repeat for story in reading.stories for repeat in story.repeats}
    assert sorted([[r.first.start, r.first.end], [r.second.start, r.second.end]] for r in repeats) == gold["repeated"]
    assert reading.stories[3].cut_off == Span(*gold["truncated"]["span"])  # type: ignore[index] # the gold is plain JSON
    aside = [[b.span.start, b.span.end] for b in reading.page.blocks if b.kind in {"furniture", "teaser", "comment"}]
    assert aside == [piece["span"] for piece in gold["furniture"]]  # type: ignore[attr-defined] # the gold is plain JSON
    assert [credit.name for credit in reading.stories[0].credits] == ["سوشال"]
    assert [credit.name for credit in reading.stories[3].credits] == ["الدرر الشامية", "وكالات"]
    assert "unbalanced-quotes" in {problem.code for problem in reading.problems}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("ع.ح/أ.ح (أ ف ب، رويترز)", ["أ ف ب", "رويترز"]),
        ("م.ل (رويترز، وزير النقل)", []),
        ("(رويترز، أ ف ب) قالتا ذلك أمس", []),
    ],
)
def test_agencies_listed_in_brackets_sign(line: str, names: list[str]) -> None:
    """A last line that lists agencies in brackets credits every one of them; anything else among them and it credits none."""
    assert [credit.name for credit in agencies_in_brackets(line, Span(0, len(line)))] == names
