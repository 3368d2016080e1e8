from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic.stems import forms_of, name_forms, with_particles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شئون", "شؤون"),
        ("مسئولون", "مسؤولون"),
        ("رءوس", "رؤوس"),
        ("شُئُون", "شؤون"),
        ("المائة", "المئة"),
        ("ثلاثمائة", "ثلاثمئة"),
        ("مائتين", "مئتين"),
        ("هيأة", "هيئة"),
        ("مدرسه", "مدرسة"),
        ("۲۰۲۱", "٢٠٢١"),
    ],
)
def test_one_form(one: str, other: str) -> None:
    """Spellings of one word have one form: they are found as written."""
    assert forms_of(one).form == forms_of(other).form


@pytest.mark.parametrize(("one", "other"), [("رءوس", "روس"), ("أوضح", "وضح"), ("وأوضح", "ووضح"), ("ماء", "ما يء"), ("يأتي", "يئتي")])
def test_other_forms(one: str, other: str) -> None:
    """A hamza is moved from seat to seat only where writers do, so that other words stay apart."""
    assert forms_of(one).form != forms_of(other).form


@pytest.mark.parametrize(
    ("one", "other"),
    [("مليونا", "مليوني"), ("مليوناً", "مليون"), ("سكانا", "سكان"), ("السوريين", "سوريون"), ("وللسوريين", "سوري"), ("كتابنا", "كتاب")],
)
def test_one_stem(one: str, other: str) -> None:
    """The shapes of one word have one stem; an accusative after a nun is not taken for «our»."""
    assert forms_of(one).stem == forms_of(other).stem


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("جوجل", "غوغل", True),
        ("هونج", "هونغ", True),
        ("نتانياهو", "نتنياهو", True),
        ("جوتيريش", "غوتيرش", True),
        ("ترامب", "ترمب", True),
        ("جرائم", "غرائم", False),
        ("جوائز", "غوائز", False),
        ("قلب", "كلب", False),
    ],
)
def test_keys(one: str, other: str, same: bool) -> None:
    """Spellings of a foreign name have one consonant key; short words of the language keep their letters."""
    assert (forms_of(one).key == forms_of(other).key) is same


@given(st.text("ابتجحدرسعغفقكلمنهويءأإآؤئةى", min_size=1, max_size=12), st.text("ابتجحدرسعغفقكلمنهويءأإآؤئةى", min_size=1, max_size=12))
def test_the_three_are_nested(one: str, other: str) -> None:
    """Words of one form have one stem, and words of one stem have one key, so each degree of likeness only adds."""
    a, b = forms_of(one), forms_of(other)
    if a.form == b.form:
        assert a.stem == b.stem
    if a.stem == b.stem:
        assert a.key == b.key


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("رؤساء", "رئيس"),
        ("الرؤساء", "الرئيس"),
        ("رؤسائهم", "رئيس"),
        ("رؤساؤها", "رئيس"),
        ("وزراءنا", "وزير"),
        ("شهداء", "شهيد"),
        ("مدن", "مدينة"),
        ("دول", "دولة"),
        ("قضاتهم", "قاض"),
        ("آلاف", "الألف"),
        ("للألوان", "لون"),
        ("ملايين", "مليونين"),
        ("القوانين", "قانونية"),
        ("حقوقها", "الحق"),
        ("طرقا", "طريق"),
        ("النساء", "المرأة"),
        ("جهات", "جهة"),
    ],
)
def test_broken_plurals(plural: str, singular: str) -> None:
    """A broken plural of the table has the stem of its singular, with article, pronoun or case as well."""
    assert forms_of(plural).stem == forms_of(singular).stem
    assert forms_of(plural).form != forms_of(singular).form


@pytest.mark.parametrize("particle", ["و", "ب", "ل", "ف"])
def test_broken_plural_behind_a_particle(particle: str) -> None:
    """A particle stays before the singular's stem, where the query looks for it."""
    assert forms_of(f"{particle}رؤساء").stem in with_particles(forms_of("رئيس").stem)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مدني", "مدينة"),
        ("تجارة", "تاجر"),
        ("كتب", "كتاب"),
        ("شهد", "شهيد"),
        ("إنفاق", "نفق"),
        ("انهار", "نهر"),
        ("حدود", "حد"),
        ("أنصار", "ناصر"),
        ("مواطن", "موطن"),
        ("كميات", "مئة"),
        ("قادها", "قائد"),
        ("سلطان", "سلطة"),
        ("والديون", "والد"),
        ("والدول", "والد"),
    ],
)
def test_no_broken_plural(one: str, other: str) -> None:
    """A word that only looks like another's plural, or mostly means something else, keeps its own stem."""
    assert forms_of(one).stem != forms_of(other).stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كاليفورنيا", "كليفورنيا"),
        ("والدها", "والدة"),
        ("بالغين", "بالغ"),
        ("للجنة", "لجنة"),
        ("للاعبين", "اللاعب"),
        ("للغة", "لغات"),
        ("للدولة", "الدولة"),
        ("بالدولة", "دول"),
    ],
)
def test_articles(one: str, other: str) -> None:
    """What only begins like an article stays; after «for» an article and a first lam share a letter."""
    assert forms_of(one).key == forms_of(other).key


def test_names_keep_their_number() -> None:
    """A word of a name is not put in the singular, so that a name's id does not depend on the table."""
    assert [word.stem for word in name_forms("الأمم المتحدة")] == ["امم", "متحد"]
    assert forms_of("الأمم").stem == forms_of("أمة").stem
