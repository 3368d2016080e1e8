from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic.sentences import sentences
from rawi.model import Span


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ذهب الرجل. عاد الرجل.", ["ذهب الرجل.", "عاد الرجل."]),
        ("عاد إلى سوريا.وقال كلمته.", ["عاد إلى سوريا.", "وقال كلمته."]),
        ("على قناة إن.بي.سي أمس.", ["على قناة إن.بي.سي أمس."]),
        ("كلمة مـ.ـقنعة هنا.", ["كلمة مـ.ـقنعة هنا."]),
        ("بلغ 16.7 في المئة.", ["بلغ 16.7 في المئة."]),
        ("حضر د. سليم العلي.", ["حضر د. سليم العلي."]),
        ("قال «كفى.» ومضى", ["قال «كفى.»", "ومضى"]),
        ("سطر أول\nسطر ثان", ["سطر أول", "سطر ثان"]),
        ("أحقا؟نعم", ["أحقا؟", "نعم"]),
        ("نعم\u00a0عاد. ثم\u00a0ذهب.", ["نعم\u00a0عاد.", "ثم\u00a0ذهب."]),
    ],
)
def test_sentences(text: str, pieces: list[str]) -> None:
    """Stops end sentences, glued ones too; dots inside numbers, masks and abbreviations end none."""
    assert [span.of(text) for span in sentences(text, Span(0, len(text)))] == pieces


@given(st.text(alphabet='ابـ.،!؟…\n »"1', max_size=60))
def test_sentences_cover_the_text(text: str) -> None:
    """Sentences are in order, do not overlap, and leave out nothing but white space."""
    found = sentences(text, Span(0, len(text)))
    ends = [0, *(span.end for span in found)]
    for before, span in zip(ends, found, strict=False):
        assert before <= span.start < span.end
    covered = {i for span in found for i in range(span.start, span.end)}
    assert all(char.isspace() for i, char in enumerate(text) if i not in covered)
