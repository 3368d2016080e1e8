from __future__ import annotations

from typing import get_args

import pytest

from rawi.data import table
from rawi.reading.labels import PREFIX_LENGTH, Scope, dates_event, dates_issue, label_of, linked_label, opens_section


@pytest.mark.parametrize(
    ("line", "kind", "scope"),
    [
        ("اقرأ أيضاً: الميناء يعود إلى العمل", "teaser", "prefix"),
        ("إقرأ أيضا", "teaser", "heading_until_end"),
        ("المصدر : وكالات", "credit", "prefix"),
        ("شارك هذا الخبر :", "share", "line"),
        ("التعليقات (3)", "comment", "heading_until_end"),
        ("كتب: سامر الهادي", "byline", "prefix"),
        ("© 2020 صحيفة النهر", "furniture", "prefix"),
        ("FACEBOOK", "share", "line"),
    ],
)
def test_labels_are_known_in_every_spelling(line: str, kind: str, scope: str) -> None:
    """A label is known with or without vowel marks, hamza seats, a closing colon, a count in brackets and capital letters."""
    label = label_of(line)
    assert label is not None
    assert (label.kind, label.scope) == (kind, scope)


@pytest.mark.parametrize(
    "line",
    [
        "المصدر الذي تحدث إلى الصحيفة رفض ذكر اسمه.",
        "كتب الوزير على صفحته أن الجسر سيفتح غداً.",
        "مصدر: الجسر سيفتح غداً",
        "شاهدت المدينة أمس أمطاراً غزيرة.",
        "تابعونا " + "كلمة " * 100,
    ],
)
def test_running_text_is_no_label(line: str) -> None:
    """A sentence that opens with a label's letters, or is too long for one, stays text."""
    assert label_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "إن رأيتَ/رأيتِ أن في المادة معلومات غير دقيقة فاكتب/ي لنا",
        "إذا لاحظتم أي خطأ مطبعي فأخبرونا",
        "ساعدنا على تصحيح الأخطاء في هذا المقال",
        "وادي الزيتون منصة مستقلة. المواد المنشورة فيها تمثل وجهات نظر كتابها وكاتباتها",
        "المنصة غير مسؤولة عما يرد في المقالات",
        "هذا المقطع لا يعمل على متصفحك",
        "لتشغيل المقطع يرجى تفعيل خاصية جافا سكريبت",
        "انضم/ي إلى مجتمعنا",
    ],
)
def test_lines_are_known_by_two_parts(line: str) -> None:
    """A line is the site's by how it begins, or what it names, and what else it holds; also with both endings of a verb."""
    label = label_of(line)
    assert label is not None
    assert label.kind == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "إذا لاحظتم فإن الأسعار ارتفعت مرتين هذا العام.",
        "هل تعتقد أن الوزارة أخطأت في هذا القرار؟",
        "المقال الذي نشرته الصحيفة أثار غضب الوزير.",
        "تعذر على فرق الإنقاذ الوصول إلى الوادي بسبب السيول.",
        "هذا الفيديو صوره أحد سكان القرية بهاتفه.",
        "قدم المبرمج شرحا عن لغة جافا سكريبت لطلبة المدرسة.",
    ],
)
def test_one_part_makes_no_label(line: str) -> None:
    """A sentence that begins as such a line does, or holds what it holds, is text."""
    assert label_of(line) is None


def test_section_headings_are_whole_lines() -> None:
    """Only a line which is nothing but the label opens a section."""
    assert opens_section("مقالات ذات صلة") is not None
    assert opens_section("هناك 3 تعليقات:") is not None
    assert opens_section("مقالات ذات صلة بالموضوع نشرت أمس") is None


def test_the_table_is_well_formed() -> None:
    """Every row has a known kind and scope, and its own form is found again."""
    for row in table("furniture"):
        assert row["kind"] in PREFIX_LENGTH, row
        assert row["scope"] in get_args(Scope), row
        if row["scope"] == "counted":
            assert opens_section(f"{row['form']} \u201cعنوان الخبر\u201d"), row
            continue
        if row["scope"] == "dated":
            assert dates_issue(row["form"]), row
            continue
        if row["scope"] == "event":
            assert dates_event(f"{row['form']}: 3 مارس 2019"), row
            continue
        if row["scope"] == "publishing":
            assert not dates_event(f"يوم {row['form']}: 3 مارس 2019"), row
            continue
        if row["scope"] in {
            "call",
            "place",
            "offer",
            "number",
            "readers",
            "begins",
            "names",
            "holds",
            "channel",
        }:  # neither says anything without the other
            continue
        assert (linked_label(row["form"]) if row["scope"] == "linked" else label_of(row["form"])) is not None, row


@pytest.mark.parametrize(
    ("line", "is_said"),
    [
        ("متابعة أخبار صدى الوادي على تلغرام https://t.me/sadawadi", True),
        ("متابعة أخبار الحرب على تلغرام صارت عادة يومية في القرى.", False),
        ("متابعة أخبار البلدية في الوادي https://wadi.example/news", False),
        ("يرجى ذكر صدى الوادي عند إعادة النشر أو الاقتباس", True),
        ("الرجاء الإشارة إلى المصدر في حال النقل", True),
        ("يرجى الإشارة إلى أن المعبر مغلق حتى نهاية الأسبوع.", False),
        ("استعمال المضامين بموجب المادة 9 من قانون حقوق المؤلف", True),
        ("استخدام الصور القديمة في المعرض أثار جدلا بين الزوار.", False),
    ],
)
def test_lines_that_invite_or_say_the_terms(line: str, *, is_said: bool) -> None:
    """An invitation to a channel needs its network and its address, terms of copying both their beginning and what they are about."""
    assert (label_of(line) is not None) is is_said
