from __future__ import annotations

import pytest

from rawi.data import table
from rawi.facts import read_names, read_places
from rawi.facts.gazetteer import Surroundings, entries, words_of
from rawi.model import PlaceMark, Span, Story


def places_in(text: str) -> dict[str, PlaceMark]:
    """The places of a text by what they cover."""
    story = Story("s", "p", (Span(0, len(text)),))
    return {mark.span.of(text): mark for mark in read_places(text, story, read_names(text, story).mentions)}


def test_company_decides_between_places_of_one_name() -> None:
    """Tripoli is the one of the country that the page speaks of, and the other one is kept."""
    libya = places_in("وصل الوفد إلى طرابلس، وقال مسؤول إن الحكومة في ليبيا ترحب بالزيارة بعد هدوء في بنغازي.\n")["طرابلس"]
    lebanon = places_in("وصل الوفد إلى طرابلس شمال لبنان، وقال مسؤول في بيروت إن صيدا هادئة.\n")["طرابلس"]
    assert (libya.place.country, lebanon.place.country) == ("LY", "LB")
    assert [other.country for other in libya.others] == ["LB"]
    assert libya.place.score > libya.others[0].score


def test_nationalities_count() -> None:
    """«The Lebanese army» speaks for Lebanon."""
    assert Surroundings([], ["لبناني"]).ranked(words_of("طرابلس"))[0].country == "LB"


def test_words_that_are_names_are_left_alone() -> None:
    """«An eye» and «the horror» are no places."""
    assert not places_in("نظرت الأم إلى عين ابنها بخوف من الهول الذي رآه.\n")


@pytest.mark.parametrize(
    ("name", "country", "latitude"),
    [("سوتشي", "RU", 43.6), ("الخرطوم", "SD", 15.6), ("عين ديوار", "SY", 37.3), ("مخيم الهول", "SY", 36.4), ("الضفة الغربية", "PS", 31.9)],
)
def test_places_of_the_news_are_there(name: str, country: str, latitude: float) -> None:
    """What machine-made gazetteers lack or misspell is in ours."""
    entry = entries()[words_of(name)][0]
    assert entry.country == country
    assert abs(entry.latitude - latitude) < 0.2


def test_the_gazetteer_is_sound() -> None:
    """Every row has its own id, a place on earth, a weight and names in Arabic letters that no machine has stuttered."""
    rows = table("gazetteer")
    assert len({row["id"] for row in rows}) == len(rows) > 5000
    for row in rows:
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
        assert int(row["weight"]) >= 0
        assert len(row["country"]) in {0, 2}
        for name in row["names"].split("|"):
            assert not any(name.count(letter * 3) for letter in name), name
            assert all("\u0621" <= letter <= "\u0652" or letter in " -" for letter in name), name


def test_a_name_without_entry_gives_no_mark() -> None:
    """What the gazetteer does not know is no guess."""
    assert Surroundings([]).ranked(words_of("بلدة الزعفرانة الشمالية الجديدة")) == ()
