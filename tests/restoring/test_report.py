from __future__ import annotations

import rawi
from rawi.restoring import MaskingReport, masking_report, restore


def test_a_report_over_readings() -> None:
    """Over any set of readings the report says which words which outlet masks, how often, how and since when."""
    first = rawi.read("خبر عاجل\n\nقالت البلدية إن الحـ.ـريق امتد أمس.\n", outlet="المرج", published="2022-05-01")
    second = rawi.read("خبر آخر\n\nقالت البلدية إن الحـ،ـريق والحـ.ـريق انتهى.\n", outlet="المرج", published="2021-04-01")
    third = rawi.read("خبر ثالث\n\nقالت البلدية إن الحـ.ـريق انتهى.\n", outlet="الجسر")
    rows = masking_report([first, second, third])
    assert [(row.word, row.outlet, row.times, row.texts) for row in rows] == [
        ("الحريق", "المرج", 2, 2),
        ("الحريق", "الجسر", 1, 1),
        ("والحريق", "المرج", 1, 1),
    ]
    assert (rows[0].since, rows[0].until) == ("2021-04-01", "2022-05-01")
    assert rows[1].since is None
    assert rows[0].devices == (("tatweel-mark", 2),)
    assert set(rows[0].forms) == {"الحـ.ـريق", "الحـ،ـريق"}


def test_vowel_marks_make_no_other_word() -> None:
    """A word with and without vowel marks is one row."""
    report = MaskingReport()
    report.add(restore("سـ.ـرَّب سـ.ـرب").restorations)
    (row,) = report.rows()
    assert (row.word, row.times, row.texts) == ("سرب", 2, 1)


def test_spelling_of_machines_is_no_mask() -> None:
    """Presentation forms and a Persian keyboard's letters are undone and not counted; with another device in the word they are."""
    report = MaskingReport()
    for text in ("\ufe8d\ufedf\ufea4\ufeae\ufe8f", "الفلسطینیون قالوا", "الفلسـ.ـطینیون قالوا"):
        restored = restore(text)
        assert restored.restorations
        report.add(restored.restorations)
    assert [(row.word, row.times) for row in report.rows()] == [("الفلسطينيون", 1)]
