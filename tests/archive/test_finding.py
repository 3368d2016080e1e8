from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import many, reading

from rawi.archive import Archive, open_archive
from rawi.archive.days import bounds, day_in, day_of, first_number
from rawi.errors import ArchiveError, UsageError
from rawi.model import Link, Place, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rawi.archive import Found
    from rawi.archive.finding import Order

TEXTS = {
    "masked": "دخلت القـ.ـوات إلى بلدة السنابل فجر الأحد",
    "people": "عاد العمال السوريون إلى المدينة مع والسوريين المقيمين",
    "name": "وصل المبعوث ألكسندر لافرنتييف إلى العاصمة",
    "american": "شركة أمريكية تفتح فرعا جديدا",
    "year": "افتتح المرفأ سنة ٢٠٢١ بعد تأخير",
    "official": "صرّح مسؤولٌ كبير في الوزارة",
    "persian": "تقریر عن سیاسة الحكومة في كابل",
    "rules": "وضعوا قواعد جديدة للسوق",
    "plain": "اجتمع المجلس البلدي في المدرسة القديمة وقال الوزير كلمته",
    "report": "التقرير السنوي للحكومة عن الأسعار",
    "apart": "دشن عبد الله المعروف قناة واتساب في أبو ظبي",
    "foreign": "وصل هونغ أمس",
}


@pytest.fixture
def full(archive: Archive) -> Archive:
    """An archive with one page for each of ``TEXTS``."""
    for name, text in TEXTS.items():
        archive.add(reading(text, url=f"https://example.org/{name}", masked=[("القـ.ـوات", "القوات")] if name == "masked" else ()), text)
    return archive


def names(found: Found) -> set[str]:
    """Which of ``TEXTS`` were found."""
    return {(hit.url or "").rpartition("/")[2] for hit in found.hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("القوات", {"masked"}),
        ("قوات", {"masked"}),
        ("وللقوات", {"masked"}),
        ('"القوات إلى بلدة"', {"masked"}),
        ("القـ.ـوات", {"masked"}),
        ("سوري", {"people"}),
        ("السوريين", {"people"}),
        ("سوريا", {"people"}),
        ("لافرينتيف", {"name"}),
        ("أميركية", {"american"}),
        ("2021", {"year"}),
        ("٢٠٢١", {"year"}),
        ("مسئول", {"official"}),
        ("مسؤُول", {"official"}),
        ("سياسة", {"persian"}),
        ("قاعدة", {"rules"}),
        ("مدرسه", {"plain"}),
        ("قال", {"plain"}),
        ("الاسعار", {"report"}),
        ("تقر*", {"persian"}),
        ("التقر*", {"report"}),
        ("=مدرسة", set()),
        ("=المدرسة", {"plain"}),
        ('="المدرسة القديمة"', {"plain"}),
        ('"القديمة المدرسة"', set()),
        ("المدرسة -المجلس", set()),
        ("المرفأ | المجلس", {"year", "plain"}),
        ("قواعد OR لافرنتييف", {"rules", "name"}),
        ("-في -عن", {"masked", "people", "name", "american", "year", "rules", "foreign"}),
        ("عبدالله", {"apart"}),
        ("عبدالله المعروف", {"apart"}),
        ("ابوظبي", {"apart"}),
        ("واتس اب", {"apart"}),
        ("=عبدالله", set()),
        ("قناة -عبدالله", {"apart"}),
        ("هونج", {"foreign"}),
    ],
)
def test_found_however_it_is_spelled(full: Archive, query: str, expected: set[str]) -> None:
    """A reader finds what the words mean, whatever their spelling, vowel marks, particles, digits or masks."""
    assert names(full.find(query)) == expected


def test_as_written_comes_first(archive: Archive) -> None:
    """Stories with the word as written stand before those with another of its shapes, and those before likenesses of consonants."""
    for name, text in {"stem": "عاد السوريون", "form": "لقاء مع السوريين في المدينة القديمة البعيدة", "key": "سواري المرفأ"}.items():
        archive.add(reading(text, url=f"https://example.org/{name}"), text)
    found = archive.find("السوريين")
    assert [(hit.url or "")[20:] for hit in found.hits][:2] == ["form", "stem"]
    assert [hit.tier for hit in found.hits][:2] == [0, 1]


def test_headline_words_and_new_stories_weigh_more(archive: Archive) -> None:
    """Of two stories with the same word the one that has it in its headline comes first, and of two equal ones the newer."""
    for name, headline, day in (("old", None, "2020-01-01"), ("new", None, "2021-01-01"), ("head", "أخبار المرفأ", "2020-01-01")):
        text = f"كلام عن المرفأ في الصفحة {name}"
        archive.add(reading(text, url=f"https://example.org/{name}", headline=headline, published=day), text)
    assert [(hit.url or "")[20:] for hit in archive.find("المرفأ").hits] == ["head", "new", "old"]


def test_snippets_mark_the_text_as_found(full: Archive) -> None:
    """What is marked in a snippet is the page's own writing, masks and vowel marks and all, and its spans are places in the page's text."""
    for query, marked in (("القوات", "القـ.ـوات"), ("مسؤول", "مسؤولٌ"), ("2021", "٢٠٢١")):
        (hit,) = full.find(query).hits
        assert hit.snippet is not None
        assert [piece for piece, is_marked in hit.snippet.parts() if is_marked] == [marked]
        assert "".join(piece for piece, _ in hit.snippet.parts()) == hit.snippet.text
        text = full.reading(hit.page).page.text
        assert [span.of(text) for span in hit.snippet.marks] == [marked]
        assert hit.snippet.span.of(text) == hit.snippet.text


@pytest.fixture
def marked(archive: Archive) -> Archive:
    """Two pages with people, numbers, places and credits."""
    harbour = Place("بحر الصفا", "test:1", 10.0, 20.0, "SF", "city")
    first = "قال سامر الغيداني إن المرفأ جاهز. ونفت ليلى الحناوي وجود 900 سفينة قرب بحر الصفا"
    second = "قالت ليلى الحناوي إن السوق كبير وفيه 120 دكانا"
    archive.add(
        reading(
            first,
            url="https://example.org/first",
            published="2021-03-04",
            statements=[("سامر الغيداني", "neutral", "المرفأ جاهز"), ("ليلى الحناوي", "deny", "وجود 900 سفينة")],
            numbers=[("900", 900)],
            places=[("بحر الصفا", harbour)],
            credited=["وكالة المدى للأنباء"],
        ),
        first,
    )
    archive.add(
        reading(
            second,
            url="https://example.org/second",
            outlet="إذاعة الأفق",
            published="2022-07-01T23:30:00-05:00",
            statements=[("ليلى الحناوي", "neutral", "السوق كبير")],
            numbers=[("120", 120)],
            masked=[("السوق", "السوق")],
        ),
        second,
    )
    return archive


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:الغيداني", {"first"}),
        ('speaker:"سامر الغيداني"', {"first"}),
        ("speaker:حناوي", {"first", "second"}),
        ("قائل:الحناوي -المرفأ", {"second"}),
        ("-speaker:الغيداني", {"second"}),
        ("speaker:مجهول", set()),
        ("about:الغيداني", {"first"}),
        ("outlet:الأفق", {"second"}),
        ("outlet:إذاعه", {"second"}),
        ("-outlet:الأفق", {"first"}),
        ("credit:المدى", {"first"}),
        ("-credit:المدى", {"second"}),
        ("via:المدى", {"first", "second"}),
        ("stance:deny", {"first"}),
        ("موقف:نفى", {"first"}),
        ("-stance:deny", {"second"}),
        ("speaker:الغيداني stance:deny", set()),
        ("speaker:الحناوي stance:deny", {"first"}),
        ("mode:indirect", {"first", "second"}),
        ("-mode:indirect", set()),
        ('place:"بحر الصفا"', {"first"}),
        ("place:SF", {"first"}),
        ("place:test:1", {"first"}),
        ("-place:SF", {"second"}),
        ("since:2022", {"second"}),
        ("until:2021", {"first"}),
        ("until:2021-03-04", {"first"}),
        ("until:2021-03-03", set()),
        ("since:2022-07-02", {"second"}),
        ("-since:2022", {"first"}),
        ("-until:2021", {"second"}),
        ("منذ:٢٠٢٢", {"second"}),
        ("number:900", {"first"}),
        ("number:٩٠٠", {"first"}),
        ("-number:900", {"second"}),
        ("number:100..500", {"second"}),
        ("number:>=120", {"first", "second"}),
        ("number:>120", {"first"}),
        ("-number:>120", {"second"}),
        ("masked:yes", {"second"}),
        ("masked:لا", {"first"}),
        ("-masked:yes", {"first"}),
        ("المرفأ since:2022", set()),
        ("stance:nonsense المرفأ", {"first"}),
    ],
)
def test_filters_and_their_negations(marked: Archive, query: str, expected: set[str]) -> None:
    """Each filter keeps the stories that it names, its negation the others; filters on one statement hold for the same statement."""
    assert names(marked.find(query)) == expected


@pytest.fixture
def relayed(archive: Archive) -> Archive:
    """One page: Ghaydani through one agency about the market, Hannawi through another one about Ghaydani."""
    text = "قال سامر الغيداني إن السوق كبير. ونفت ليلى الحناوي وصول سامر الغيداني إلى المرفأ"
    page = reading(text, statements=[("سامر الغيداني", "neutral", "السوق كبير"), ("ليلى الحناوي", "deny", "وصول سامر الغيداني إلى المرفأ")])
    one, other = page.statements
    one = msgspec.structs.replace(one, chain=(Link("وكالة الضفاف للأنباء", "agency"),))
    other = msgspec.structs.replace(other, chain=(Link("قناة المنارة", "outlet"), Link("ليلى الحناوي", "person")))
    named = page.mentions[0]
    again = msgspec.structs.replace(named, id="another", span=Span(text.rindex(named.span.of(text)), text.rindex(named.span.of(text)) + 13))
    archive.add(msgspec.structs.replace(page, statements=(one, other), mentions=(*page.mentions, again)), text)
    return archive


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("speaker:الغيداني via:الضفاف", True),
        ('speaker:الغيداني via:"وكالة ضفاف"', True),
        ("speaker:الغيداني via:المنارة", False),
        ('speaker:الحناوي via:"الضفاف المنارة"', False),
        ("speaker:الحناوي via:منارة stance:deny", True),
        ("stance:deny via:الضفاف", False),
        ("mode:indirect via:الضفاف", True),
        ("mode:direct via:الضفاف", False),
        ("via:الضفاف", True),
        ("via:الضفاف via:المنارة", False),
        ("speaker:الحناوي about:الغيداني", True),
        ("speaker:الغيداني about:الحناوي", False),
        ("stance:deny about:الغيداني", True),
        ("stance:neutral about:الغيداني", False),
        ("about:الحناوي", True),
        ("speaker:مجهول via:الضفاف", False),
        ("speaker:الغيداني -via:المنارة", False),
        ("speaker:الغيداني -stance:demand", True),
        ("stance:deny mode:indirect", True),
        ("stance:deny stance:neutral", False),
        ("stance:deny mode:direct", False),
        ("speaker:الغيداني stance:deny", False),
        ("speaker:الحناوي mode:indirect", True),
        ("speaker:الحناوي stance:deny mode:indirect via:منارة", True),
        ('stance:deny via:"الضفاف المنارة"', False),
        ('stance:deny via:"المنارة الحناوي"', False),
        ('stance:deny via:"قناة المنارة"', True),
    ],
)
def test_filters_on_one_statement(relayed: Archive, query: str, *, found: bool) -> None:
    """Speaker, relay, stance, mode and whom it is about hold for the same statement; a negation speaks of the whole story.

    An index of an older rawi, which lacks tokens for pairs of them, answers the same.
    """
    assert bool(relayed.find(query).hits) is found
    relayed.database.rows("UPDATE meta SET value = '3' WHERE name = 'index'")
    assert bool(relayed.find(query).hits) is found


def test_what_was_not_understood_is_said(marked: Archive) -> None:
    """A filter with an impossible value is left out, and the answer says so."""
    assert "stance:nonsense" in marked.find("stance:nonsense المرفأ").notes[0]
    assert marked.find("   ").notes
    assert marked.find("since:2021-13").notes


def test_facets_count_the_stories_found(marked: Archive) -> None:
    """Facets count outlets, speakers, stances, places, months and credits of all stories found."""
    facets = marked.find("speaker:الحناوي", facets=True).facets
    assert {facet.value: facet.count for facet in facets["speaker"]} == {"ليلى الحناوي": 2, "سامر الغيداني": 1}
    assert {facet.value: facet.count for facet in facets["stance"]} == {"neutral": 2, "deny": 1}
    assert {facet.value: facet.count for facet in facets["month"]} == {"2021-03": 1, "2022-07": 1}
    assert [facet.value for facet in facets["place"]] == ["بحر الصفا"]


@pytest.mark.parametrize("order", ["best", "newest"])
def test_cursors_give_every_story_once(archive: Archive, order: Order) -> None:
    """Walking an answer by its cursors gives each story once, in the order of one long answer; what is added meanwhile moves nothing."""
    for page in many(60):
        archive.add(page, page.page.text)
    whole = [hit.story for hit in archive.find("النورس زار | افتتح", limit=100, order=order).hits]
    late = reading("افتتح الوزير النورس", url="https://example.org/late", published="2023-01-01")
    walked: list[str] = []
    found = archive.find("النورس زار | افتتح", limit=7, order=order)
    archive.add(late, late.page.text)
    while True:
        walked += [hit.story for hit in found.hits]
        if found.cursor is None:
            break
        found = archive.find("النورس زار | افتتح", limit=7, cursor=found.cursor, order=order)
    assert [story for story in walked if story != late.stories[0].id] == whole
    assert len(set(walked)) == len(walked) >= len(whole) > 14


def test_foreign_cursors_are_refused(marked: Archive) -> None:
    """A cursor of another query, or none of ours, is a wrong call and not a wrong answer."""
    cursor = marked.find("سامر | ليلى", limit=1).cursor
    assert cursor
    for bad in (cursor, "xyz", "é", ""):
        if bad:
            with pytest.raises(UsageError):
                marked.find("ليلى", cursor=bad)


def test_adding_a_page_changes_no_score(archive: Archive) -> None:
    """A story's score does not depend on the other stories of its day."""
    pages = [page for page in many(60) if page.page.published]
    first = next(page for page in pages if "الوزير" in page.page.text)
    archive.add(first, first.page.text)
    alone = archive.find("الوزير").hits[0]
    for page in pages:
        if (page.page.published.value if page.page.published else "") <= (alone.published or ""):
            archive.add(page, page.page.text)
    assert next(hit.score for hit in archive.find("الوزير", limit=100).hits if hit.story == alone.story) == alone.score


def test_both_databases_answer_alike(tmp_path: Path, another: Callable[[], str]) -> None:
    """The same pages in SQLite and in PostgreSQL give the same hits, scores, counts and snippets in the same order."""
    with open_archive(tmp_path / "a.rawi") as first, open_archive(another()) as second:
        for archive in (first, second):
            for page in many(80):
                archive.add(page, page.page.text)
            for name, text in TEXTS.items():
                archive.add(reading(text, url=f"https://example.org/{name}"), text)
        second.database.rows("ALTER TABLE found SET (autovacuum_enabled = off)")  # docs/archive.md: what a server tidies, it half sees
        words = [
            "الوزير",
            "المرفأ",
            "رقم",
            "زار",
            "النورس",
            "قال",
            "سوريا",
            "مهم",
            "=المحافظ",
            '"في مدينة"',
            "ال*",
            "وس*",
            "-الوفد",
            "outlet:الضفاف",
        ]
        queries = [*words, *(f"{one} {other}" for one in words for other in words), "since:2021-06 until:2021-08 زار | افتتح"]
        for query in queries:
            assert first.find(query, facets=True) == second.find(query, facets=True), query
            assert first.find(query, order="newest") == second.find(query, order="newest"), query


SYNTAX = (
    "السوق",
    "NEAR(",
    "OR",
    "AND",
    "NOT",
    "speaker:",
    "since:",
    "number:",
    "--",
    "..",
    "2021",
    "\u200f",
    "\0",
    "col:x",
    "' OR 1=1",
    "\ud83d",
)
ANY_TEXT = st.text(max_size=60) | st.lists(st.sampled_from([*"\"«-=*()|:%_';\\>٩ـء", *SYNTAX]), max_size=12).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=ANY_TEXT)
def test_query_any_text(marked: Archive, query: str) -> None:
    """Any text at all is a legal query: it gives an answer, never an exception."""
    found = marked.find(query, facets=True)
    assert found.total >= len(found.hits) or found.more


def test_monstrous_queries_are_bounded(marked: Archive) -> None:
    """A megabyte of query, five thousand alternatives or nothing but wildcards are answered at once."""
    for query in ("السوق " * 200_000, " OR ".join(["السوق"] * 5000), "* " * 3000, "(" * 5000, '"' * 5000, "-" * 5000, "a* " * 300):
        assert marked.find(query).total <= 2


def test_query_time_limit(small: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that takes too long is ended with an error that says what to do, and the archive goes on working."""
    for page in many(400):
        small.add(page, page.page.text)
    ticks = iter(range(10_000_000))
    monkeypatch.setattr(small.database, "_clock", lambda: float(next(ticks)))
    monkeypatch.setattr("rawi.archive.sqlite.QUERY_SECONDS", 0.5)
    small.database._connection.set_progress_handler(small.database._late, 1)  # type: ignore[attr-defined]  # every step looks at the clock
    with pytest.raises(ArchiveError) as error:
        small.find("النورس")
    assert error.value.code == "query-too-long"
    monkeypatch.undo()
    assert small.find("النورس").total == 400


def test_days_are_in_order() -> None:
    """A later day has smaller story numbers, so that the index gives the newest first."""
    assert day_of("2021-03-04T23:30:00-05:00") == date(2021, 3, 5).toordinal()
    assert day_of("nonsense") == day_of(None) == 0
    numbers = [first_number(day_of(stated)) for stated in ("2022-01-01", "2021-12-31", "0001-01-02", None)]
    assert numbers == sorted(numbers)
    assert day_in(numbers[0]) == date(2022, 1, 1).toordinal()
    above, below = bounds(day_of("2021-12-31"), None)
    assert above < numbers[1] < (below or 0)
