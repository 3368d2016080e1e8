from __future__ import annotations

import msgspec
import pytest
from readings import HARBOUR, many, reading

from rawi.archive import Archive, open_archive
from rawi.errors import ArchiveError, UsageError


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

    def broken(*_: object) -> None:
        raise ArchiveError("archive-full", "here")

    with monkeypatch.context() as patch:
        patch.setattr("rawi.archive.ledger.write", broken)
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
