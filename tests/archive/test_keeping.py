from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import msgspec
import pytest
from readings import HARBOUR, many, reading

from rawi import face
from rawi.archive import Archive, open_archive
from rawi.archive.ingest import LOOKED_UP, ingest
from rawi.errors import ArchiveError, UsageError
from rawi.sources.got import Got, captured

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from rawi.archive.port import Indexed, Row
    from rawi.model import Reading


def test_what_is_kept_comes_back_equal(archive: Archive) -> None:
    """A reading that was kept comes back equal, by its page's id and by its story's."""
    kept = reading(
        HARBOUR[1],
        headline=HARBOUR[0],
        statements=[("سامر الغيداني", "announce", "المرفأ الجديد سيستقبل 900 سفينة")],
        numbers=[("900", 900)],
        credited=["وكالة المدى"],
    )
    assert archive.add(kept, kept.page.text).kind == "new"
    assert archive.reading(kept.page.id) == kept
    assert archive.reading(kept.stories[0].id) == kept
    assert list(archive.readings()) == [kept]
    with pytest.raises(UsageError):
        archive.reading("nothing")


def test_the_same_again_adds_nothing(archive: Archive) -> None:
    """Keeping the same hundred times leaves every table as it was."""
    pages = many(12)
    for page in pages:
        archive.add(page, page.page.text)
    before = archive.counts()
    chain = archive.database.rows("SELECT number, chain FROM ledger ORDER BY number")
    for _ in range(8):
        assert {archive.add(page, page.page.text).kind for page in pages} == {"seen"}
    assert archive.counts() == before
    assert archive.database.rows("SELECT number, chain FROM ledger ORDER BY number") == chain


def test_one_capture_for_the_same_bytes(archive: Archive) -> None:
    """The same bytes pasted, then got from an address, then pasted again are one page, which has the address; each coming is noted."""
    pasted, fetched = reading(HARBOUR[1], url=None), reading(HARBOUR[1], fetched="2021-03-05T00:00:00Z")
    assert archive.add(pasted, HARBOUR[1]).kind == "new"
    assert archive.add(fetched, HARBOUR[1]).kind == "renewed"
    assert archive.add(pasted, HARBOUR[1]).kind == "seen"
    counts = archive.counts()
    assert (counts["bodies"], counts["pages"], counts["stories"], counts["captures"]) == (1, 1, 1, 2)
    assert archive.reading(fetched.page.id).page.url == fetched.page.url


def test_the_same_words_of_two_outlets_are_two_pages(archive: Archive) -> None:
    """A wire story carried word for word by two outlets is two stories of one capture's bytes: who carried it is the point."""
    for outlet, url in (("المنارة", "https://a.example/1"), ("الضفاف", "https://b.example/9")):
        assert archive.add(reading(HARBOUR[1], outlet=outlet, url=url), HARBOUR[1]).kind == "new"
    assert archive.counts()["stories"] == 2
    assert archive.counts()["bodies"] == 1


def test_a_changed_story_is_a_version(archive: Archive) -> None:
    """Other words at a known address are a new version: search shows the newest, both stay readable."""
    older, newer = reading(HARBOUR[1]), reading(HARBOUR[1].replace("900", "90"))
    archive.add(older, older.page.text)
    assert archive.add(newer, newer.page.text).kind == "version"
    assert [hit.page for hit in archive.find("سفينة").hits] == [newer.page.id]
    assert archive.reading(older.page.id) == older
    versions = {row[0]: row[1] for row in archive.database.rows("SELECT id, version FROM pages")}
    assert versions == {older.page.id: 1, newer.page.id: 2}


def test_new_furniture_is_no_version(archive: Archive) -> None:
    """Other bytes with the same stories at the same address are a capture of the page that is there, not an edit."""
    first = reading(HARBOUR[1])
    other = msgspec.structs.replace(
        first,
        page=msgspec.structs.replace(
            first.page,
            id="p-other",
            capture=msgspec.structs.replace(first.page.capture, id="c-other", digest="0" * 64),
            text=first.page.text,
        ),
    )
    archive.add(first, "a")
    assert archive.add(other, "b").kind == "seen"
    counts = archive.counts()
    assert (counts["pages"], counts["captures"], counts["bodies"]) == (1, 2, 2)


def test_a_newer_edition_renews_and_decisions_stay(archive: Archive) -> None:
    """Reading the same capture with a newer edition replaces the marks; names that people joined stay joined."""
    said = [("سامر الغيداني", "announce", "المرفأ الجديد")]
    older = reading(HARBOUR[1], statements=said)
    archive.add(older, HARBOUR[1])
    known = archive.who("سامر الغيداني")[0]
    archive.rename(known.id, "س. الغيداني", by="tester")
    newer = reading(HARBOUR[1], statements=[(said[0][0], "assert", said[0][2])], edition="e2")
    assert archive.add(newer, HARBOUR[1]).kind == "renewed"
    assert archive.counts()["statements"] == 1
    assert [each.stance for each in archive.said("الغيداني")] == ["assert"]
    assert archive.who("الغيداني")[0].name == "س. الغيداني"
    assert archive.find("المرفأ").total == 1


def test_a_failed_write_keeps_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last step of keeping a page fails, no table holds any of it, and the next page is kept as if nothing had been."""
    first, second = many(2)
    before = archive.counts()

    whole = archive.database.insert

    def broken(rows: Mapping[str, Sequence[Row]], stories: Iterable[Indexed] = ()) -> None:
        whole(rows, stories)
        raise ArchiveError("archive-full", "here")

    with monkeypatch.context() as patch:
        patch.setattr(archive.database, "insert", broken)
        with pytest.raises(ArchiveError):
            archive.add(first, first.page.text)
    assert archive.counts() == before
    assert archive.find("رقم").total == 0
    assert archive.add(second, second.page.text).kind == "new"
    assert archive.find("رقم").total == 1


def test_undated_stories_stand_last(archive: Archive) -> None:
    """Newest first means: dated stories from the newest to the oldest, then those without a date."""
    for page in many(40):
        archive.add(page, page.page.text)
    dates = [hit.published for hit in archive.find("رقم", order="newest", limit=100).hits]
    dated = [date[:10] for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates[len(dated) :] == [None] * (len(dates) - len(dated))
    assert len(dates) == 40


def test_reopening_finds_everything(where: str) -> None:
    """What was kept is there after closing and opening, for readers without a pen too."""
    pages = many(5)
    with open_archive(where) as archive:
        for page in pages:
            archive.add(page, page.page.text)
    with open_archive(where, read_only=True) as archive:
        assert archive.find("رقم").total == 5
        with pytest.raises(ArchiveError):
            archive.add(many(6)[5], "x")


def test_no_archive_is_said(where: str) -> None:
    """Looking into an archive that is not there is an error with its name and a hint, and makes no file."""
    with pytest.raises(ArchiveError) as error:
        open_archive(where, read_only=True)
    assert error.value.code == "archive-missing"


STUB = HARBOUR[0]
"""What the feed says of the page about the harbour: its headline."""


def excerpt(text: str) -> Reading:
    """A feed's item of the harbour's page."""
    made = reading(text)
    capture = msgspec.structs.replace(made.page.capture, came_by="feed")
    return msgspec.structs.replace(made, page=msgspec.structs.replace(made.page, capture=capture))


def whole(text: str = HARBOUR[1]) -> Reading:
    """The harbour's page, with what the minister says."""
    return reading(text, statements=[("سامر الغيداني", "announce", "المرفأ الجديد")])


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_an_excerpt_never_stands_in_the_place_of_its_page(archive: Archive, order: tuple[int, ...]) -> None:
    """Feed items of a page and two versions of it, in any order: search, said and who is who give the later version alone."""
    pages = [excerpt(STUB), whole(), excerpt(f"{STUB} اليوم"), whole(HARBOUR[1].replace("900", "90"))]
    came = [pages[number] for number in order]
    kinds = [archive.add(page, page.page.text).kind for page in came]
    last = [page for page in came if not page.page.capture.is_excerpt][-1]
    assert [hit.page for hit in archive.find("المرفأ").hits] == [last.page.id]
    assert archive.find("النورس", facets=True).total == 0
    assert [said.page for said in archive.said("الغيداني")] == [last.page.id]
    assert archive.who("الغيداني")[0].statements == 1
    assert kinds.count("new") == 1
    versions = dict(archive.database.rows("SELECT id, version FROM pages"))
    assert [versions[page.page.id] for page in came if page.page.capture.is_excerpt] == [0, 0]
    assert [versions[page.page.id] for page in came if not page.page.capture.is_excerpt] == [1, 2]
    before = archive.counts()
    assert {archive.add(page, page.page.text).kind for page in came} == {"seen"}
    assert archive.counts() == before
    assert list(archive.faults()) == []


def test_an_excerpt_stands_for_a_page_that_is_not_here(archive: Archive) -> None:
    """Where only the feed's items are known, the last of them is found; where the page is taken down, they are again."""
    first, second, page = excerpt(STUB), excerpt(f"{STUB} اليوم"), whole()
    assert [archive.add(each, each.page.text).kind for each in (first, second)] == ["new", "version"]
    assert [hit.page for hit in archive.find("النورس").hits] == [second.page.id]
    assert archive.add(page, page.page.text).kind == "version"
    late = excerpt(f"عاجل | {STUB}")
    assert archive.add(late, late.page.text).kind == "excerpt"
    archive.take_down(page.page.id, by="editor", why="order")
    assert [hit.page for hit in archive.find("النورس").hits] == [late.page.id]


def test_archives_made_before_are_set_right(where: str) -> None:
    """In an archive in which an excerpt had taken a page's place, opening it for writing puts the page back."""
    pages = [whole(), excerpt(STUB), whole(HARBOUR[1].replace("900", "90")), excerpt(f"{STUB} اليوم")]
    with open_archive(where) as archive:
        for page in pages:
            archive.add(page, page.page.text)
        chain = archive.database.rows("SELECT number FROM pages ORDER BY number")
        with archive.database.writing():
            for version, (number,) in enumerate(chain, 1):
                newer = number + 1 if version < len(chain) else None
                archive.database.rows("UPDATE pages SET version = ?, newer = ? WHERE number = ?", (version, newer, number))
                archive.database.rows("UPDATE stories SET newer = ? WHERE page = ?", (newer, number))
            archive.database.rows("DROP TABLE unjoined")
            archive.database.rows("UPDATE meta SET value = '4' WHERE name = 'schema'")
    with open_archive(where) as archive:
        assert [hit.page for hit in archive.find("المرفأ").hits] == [pages[2].page.id]
        states = archive.database.rows("SELECT id, version, newer FROM pages ORDER BY number")
        assert states == [(pages[0].page.id, 1, 3), (pages[1].page.id, 0, 3), (pages[2].page.id, 3, None), (pages[3].page.id, 0, 3)]
        assert list(archive.faults()) == []


def test_a_page_whose_address_is_learnt_stands_behind_what_is_there(archive: Archive) -> None:
    """A page that was pasted, and whose address turns out to be known, leaves one newest page at that address."""
    pasted, other = reading(HARBOUR[1], url=None), reading(HARBOUR[1].replace("900", "90"))
    for page in (pasted, other, reading(HARBOUR[1])):
        archive.add(page, page.page.text)
    assert archive.find("سفينة").total == 1


def pasted(text: str) -> Got:
    """A text that somebody pasted."""
    return Got(captured(text, "pasted"), text)


def test_known_pages_are_hardly_read_again(tmp_path: Path) -> None:
    """A run whose first pages are new and whose others are here counts each once, adds nothing twice, and reads few of those again."""
    old = [pasted(f"أعلنت بلدية المرج إغلاق الجسر رقم {number} أمام الشاحنات اليوم.") for number in range(40)]
    new = [pasted(f"قالت بلدية النورس إن المرفأ رقم {number} جاهز لاستقبال السفن.") for number in range(90)]
    read: list[str] = []

    def reader(got: Got) -> Reading:
        read.append(got.capture.id)
        return face.read_got(got)

    with open_archive(tmp_path / "a.rawi") as archive:
        assert ingest(archive, old, reader, workers=0).outcomes == {"new": 40}
        assert ingest(archive, [*new, *old], reader, workers=0).outcomes == {"new": 90, "seen": 40}
        assert archive.counts()["pages"] == 130
        assert len(read) < 130 + LOOKED_UP
        assert ingest(archive, [*new, *old], reader, workers=0).outcomes == {"seen": 130}
        assert len(read) < 130 + LOOKED_UP
