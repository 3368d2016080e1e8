from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_linearly
from rawi.arabic.quotes import QuotePair, pair_quotes
from rawi.model import Span


def pairs(text: str) -> tuple[QuotePair, ...]:
    """The pairs of a whole text."""
    return pair_quotes(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال «نعم نريد ذلك الآن»", ["نعم نريد ذلك الآن"]),
        ("قال “نعم نريد ذلك الآن”، ثم خرج", ["نعم نريد ذلك الآن"]),
        ('قال "نعم نريد ذلك” ومضى', ["نعم نريد ذلك"]),
        ("قال »نعم نريد« ومضى", ["نعم نريد"]),
        ("كتب لـ»الجريدة» أمس", ["الجريدة"]),
        ('لـ"الجريدة" و"الميدان"', ["الجريدة", "الميدان"]),
        ("قال «إن صحيفة “النهر” كتبت»", ["إن صحيفة “النهر” كتبت", "النهر"]),
        ('وتابع" نحن من عشاق البحر". ثم سكت', [" نحن من عشاق البحر"]),
        ('إلى البيت "الكبير "مضيفًا أن "الناس هنا".', ["الكبير ", "الناس هنا"]),
        ("قال O'Brien إنه", []),
    ],
)
def test_marks_are_paired(text: str, inside: list[str]) -> None:
    """Marks pair by where they stand, whatever shape the writer gave them."""
    found = [pair.inside.of(text) for pair in pairs(text) if pair.closed and pair.opened]
    assert found[: len(inside)] == inside
    assert inside or not found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("أن صحيفة «النهر» كتبت", "name"),
        ("لـ«النهر» أمس", "name"),
        ("وبتنظيم «الراية»", "name"),
        ("قال: «كفى»", "speech"),
        ("وأكد أن «الأمر منته»", "speech"),
        ("قال الرجل «سنعود إلى البيت غدا مساء»", "speech"),
        ("ما يعرف «بالقوس» هنا", "term"),
    ],
)
def test_pairs_have_a_kind(text: str, kind: str) -> None:
    """Each pair says whether it holds speech, a name or a term."""
    assert [pair.kind for pair in pairs(text)] == [kind]


def test_quotes_unbalanced() -> None:
    """A quotation ends at its line at the latest, and a mark without a partner is reported as such."""
    text = "قال «سنمضي في الطريق\nثم عاد”، وقال"
    unclosed, unopened = pairs(text)
    assert (unclosed.closed, unclosed.close) == (False, Span(text.index("\n"), text.index("\n")))
    assert (unopened.opened, unopened.open) == (False, Span(text.index("\n") + 1, text.index("\n") + 1))


@given(st.text(alphabet="«»“”\"'‹› \nابت.،:", max_size=80))
def test_every_mark_is_accounted_for(text: str) -> None:
    """Pairs lie inside the text, never cross a line, and each double mark belongs to exactly one of them."""
    used: list[int] = []
    for pair in pairs(text):
        assert 0 <= pair.open.start <= pair.open.end <= pair.close.end <= len(text)
        assert "\n" not in pair.inside.of(text)
        used += [mark.start for mark in (pair.open, pair.close) if len(mark)]
    assert len(used) == len(set(used))
    assert {i for i, char in enumerate(text) if char in '«»“”"'} <= set(used)


@pytest.mark.parametrize("unit", ["«", "»", '"', "“« ", '"كلمة "', "» «"])
def test_hostile_marks_cost_linear_time(unit: str) -> None:
    """Ten times as many marks take about ten times as long, nested or never closed."""
    assert grows_linearly(lambda times: pairs(unit * times), 4_000, 40_000)
