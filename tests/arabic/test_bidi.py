"""Arabic on screens that cannot turn it, and text that cannot move its neighbours."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic.bidi import isolated, shaped, tamed, visual


def test_words_are_reversed_and_joined() -> None:
    """A line comes out in visual order, its letters in their joined shapes."""
    assert visual("قال") == "\ufe8e\ufed7"[::1].replace("\ufe8e\ufed7", "\ufedd\ufe8e\ufed7")


def test_lam_alef_is_one_sign() -> None:
    """Lam and alef are written as the ligature that readers expect."""
    assert shaped("لا") == "\ufefb"
    assert shaped("سلام") == "\ufeb3\ufefc\ufee1"


@given(st.lists(st.sampled_from(["\u0642\u064e", "\u062a\u0651\u064e", "\u0644\u064f", "\u0627", " ", "7", "a\u0301", "("]), max_size=12))
def test_marks_stay_on_their_letters(parts: list[str]) -> None:
    """Every combining mark comes right behind the letter that it stands on, in the order in which it was written."""
    shown = unicodedata.normalize("NFKC", visual("".join(parts)))
    for part in set(parts):
        if len(part) > 1:
            assert shown.count(unicodedata.normalize("NFKC", part)) >= parts.count(part)


def test_numbers_and_latin_keep_their_order() -> None:
    """Digits and Latin words inside an Arabic line are not reversed; brackets turn."""
    assert visual("(عام 2018 CNN)").startswith("(CNN 2018 ")


@given(st.text(alphabet=st.sampled_from("ابتلام ج123 abc.(«\u202e\u2067\u064b"), max_size=40))
def test_nothing_is_lost_on_the_screen(line: str) -> None:
    """Visual order holds the same letters as the line, direction marks aside."""
    shown = unicodedata.normalize("NFKC", visual(line))
    plain = unicodedata.normalize("NFKC", shaped(tamed(line)))
    brackets = str.maketrans("(«", ")»")
    assert sorted(shown.translate(brackets)) == sorted(plain.translate(brackets))


def test_an_override_cannot_leave_its_box() -> None:
    """Direction overrides are taken out and the text isolated, so that text around it stays where it is."""
    assert isolated("\u202eevil\u202c") == "\u2068evil\u2069"
