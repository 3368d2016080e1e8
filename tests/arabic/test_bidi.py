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
