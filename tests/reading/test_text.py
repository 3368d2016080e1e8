"""Flattened text is read into typed blocks by its own form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rawi.reading.text import blocks_of

LONG = "قالت مصادر في بلدية المرج الأخضر إن أعمال ترميم الجسر القديم ستبدأ مطلع الشهر المقبل بعد اكتمال الدراسات الفنية."
PAGE = f"""close
الأخبار

بلدية المرج الأخضر ترمم جسرها القديم

{LONG}

كلفة المشروع

{LONG}

المصدر: وكالة الوادي للأنباء
مقالات ذات صلة
افتتاح مكتبة في المرج الأخضر
اترك تعليقاً
كل التوفيق لأهل البلدة إن شاء الله
"""


def kinds(text: str) -> list[tuple[str, str]]:
    """The kinds and texts of the blocks of ``text``."""
    return [(block.kind, block.span.of(text)) for block in blocks_of(text)]


def test_title_heading_paragraph_credit_and_furniture_are_told_apart() -> None:
    """Each line gets the kind that a reader gives it; lines after «related stories» and «leave a comment» belong to those."""
    assert kinds(PAGE) == [
        ("furniture", "close"),
        ("furniture", "الأخبار"),
        ("title", "بلدية المرج الأخضر ترمم جسرها القديم"),
        ("paragraph", LONG),
        ("heading", "كلفة المشروع"),
        ("paragraph", LONG),
        ("credit", "المصدر: وكالة الوادي للأنباء"),
        ("teaser", "مقالات ذات صلة"),
        ("teaser", "افتتاح مكتبة في المرج الأخضر"),
        ("comment", "اترك تعليقاً"),
        ("comment", "كل التوفيق لأهل البلدة إن شاء الله"),
    ]


def test_the_story_goes_on_after_an_inserted_list_of_other_stories() -> None:
    """A full paragraph after a list of related stories belongs to the running story again."""
    text = f"{LONG}\n\nمقالات ذات صلة\nافتتاح مكتبة في المرج الأخضر\n\nوأضافت المصادر أن {LONG}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "teaser", "teaser", "paragraph"]


def test_bullets_stand_outside() -> None:
    """A bullet and outer white space are not part of a block."""
    assert kinds("* افتتاح مكتبة في البلدة  \n* " + LONG)[0] == ("title", "افتتاح مكتبة في البلدة")


def test_a_post_has_no_headings() -> None:
    """A text without any long line is a post: its short lines are sentences."""
    assert [kind for kind, _ in kinds("عاجل | العمدة: الجسر مغلق\nوالعبور من الجهة الأخرى")] == ["paragraph", "paragraph"]


def test_a_line_that_goes_on_is_no_heading() -> None:
    """A short line that opens with a conjunction, or ends a quotation, belongs to the text even without a full stop."""
    text = f"{LONG}\n\nوتساءل: “متى يفتح الجسر؟”\n\nوأشارت إلى أن اللجنة فتحت تحقيقا في\n\n{LONG}"
    assert {kind for kind, _ in kinds(text)} == {"paragraph"}


def test_a_page_of_one_labelled_line_is_that_line() -> None:
    """A post that begins like a teaser is a post, since there is nothing else."""
    assert kinds("شاهد: عمدة البلدة يفتتح الجسر الجديد") == [("paragraph", "شاهد: عمدة البلدة يفتتح الجسر الجديد")]


@given(st.text(max_size=300))
def test_blocks_are_in_order_and_lose_nothing(text: str) -> None:
    """Blocks of any text stand in order without overlap, and what is between them is white space, bullets and line ends."""
    at = 0
    between = []
    for block in blocks_of(text):
        assert block.span.start >= at
        assert len(block.span) > 0
        between.append(text[at : block.span.start])
        at = block.span.end
    between.append(text[at:])
    assert not any(char.isalnum() for char in "".join(between))
