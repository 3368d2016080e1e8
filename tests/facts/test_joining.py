from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rawi.facts.joining import Joined, Named, name_words

if TYPE_CHECKING:
    from rawi.model import EntityKind


def joined(*names: tuple[EntityKind, str]) -> list[int]:
    """The cluster of each name."""
    return Joined([Named(kind, name_words(name.split(), kind), name) for kind, name in names]).cluster_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الكسندر لافرنتييف", "لافرينتيف"),
        ("كينيث ماكنزي", "ماكينزي"),
        ("سليم الدوراني", "الدوراني"),
        ("مادهوري ديكسيت", "مادهوري"),
        ("سليم بن ناصر الدوراني", "سليم الدوراني"),
        ("احمد ابو الغيط", "ابو الغيط"),
    ],
)
def test_one_person_under_two_names(one: str, other: str) -> None:
    """Surnames, given names and other spellings of foreign names mean the person named in full, before it or after."""
    assert len(set(joined(("person", one), ("person", other)))) == 1
    assert len(set(joined(("person", other), ("person", one)))) == 1


@pytest.mark.parametrize(("one", "other"), [("محمد", "محمود"), ("سالم", "سليم"), ("حسن", "حسين"), ("سليم الدوراني", "ناصر الدوراني")])
def test_names_alike_are_not_the_same(one: str, other: str) -> None:
    """Arabic names that differ by a vowel, and two of one family, stay two."""
    assert len(set(joined(("person", one), ("person", other)))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قوات سوريا الديمقراطيه", "قسد"),
        ("الحرس الثوري الايراني", "الحرس الثوري"),
        ("وزاره الدفاع الاميركيه", "البنتاغون"),
        ("وزاره الدفاع الامريكيه", "وزاره الدفاع"),
        ("التحالف الدولي", "التحالف"),
    ],
)
def test_one_body_under_two_names(one: str, other: str) -> None:
    """Acronyms, translations and shorter forms mean the body named in full."""
    assert len(set(joined(("organisation", one), ("organisation", other)))) == 1


def test_a_common_noun_joins_nothing() -> None:
    """«The ministry» alone is the name of none."""
    assert len(set(joined(("organisation", "وزاره الصحه"), ("organisation", "الوزاره")))) == 2


def test_places_join_by_the_gazetteer() -> None:
    """America and the United States are one; a capital is not its country."""
    america, states, capital = joined(("place", "امريكا"), ("place", "الولايات المتحده"), ("place", "واشنطن"))
    assert america == states != capital


def test_a_surname_goes_to_the_nearest() -> None:
    """Of two of one family, a surname means the one named last before it."""
    first, second, surname = joined(("person", "سليم الدوراني"), ("person", "ناصر الدوراني"), ("person", "الدوراني"))
    assert surname == second != first


def test_brackets_hold_another_name() -> None:
    """A name in brackets right after a name of the same kind is another name of it."""
    body = Named("organisation", name_words(["هييه", "الرصد"], "organisation"), "هيئة الرصد")
    short = Named("organisation", ("XYZ",), "XYZ", 0)
    assert len(set(Joined([body, short]).cluster_of)) == 1


def test_a_page_of_names_alone_ends() -> None:
    """Five thousand different names are compared with a bounded number of others, and equal ones still join."""
    names = [("person", f"{first}{second}{third} {third}{first}{second}") for first in LETTERS for second in LETTERS for third in LETTERS]
    clusters = Joined([Named("person", name_words(name.split(), "person"), name) for _, name in [*names, names[0]]]).cluster_of
    assert clusters[0] == clusters[-1]


LETTERS = "ابتثجحخدذرزسشصضطظ"
