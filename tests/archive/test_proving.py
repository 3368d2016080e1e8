from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from readings import HARBOUR, many, reading

from rawi.archive import Archive, copying, indexing, keeping, open_archive
from rawi.errors import ArchiveError, EvidenceError, RawiError, UsageError
from rawi.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable


def filled(archive: Archive, count: int = 6) -> Archive:
    """An archive with a few pages, a version, a decision, and nothing wrong."""
    said = [("سامر الغيداني", "announce", "المرفأ الجديد سيستقبل 900 سفينة")]
    for text in (HARBOUR[1], HARBOUR[1].replace("عادوا", "رجعوا")):
        archive.add(reading(text, url="https://example.org/h", statements=said, numbers=[("900", 900)], masked=[("900", "900")]), text)
    for page in many(count):
        archive.add(page, page.page.text)
    archive.join()
    archive.rename(archive.who("الغيداني")[0].id, "الوزير", by="tester")
    return archive


def test_a_sound_archive_is_whole(archive: Archive) -> None:
    """Nothing is wrong with an archive that only rawi wrote to; its ledger passes through every head that it ever had."""
    assert list(archive.faults()) == []
    heads = [archive.head()]
    filled(archive)
    heads.append(archive.head())
    assert list(archive.faults()) == []
    archive.add(many(20)[-1], many(20)[-1].page.text)
    assert archive.passes_through(heads[1])
    assert not archive.passes_through("0" * 64)


def test_every_token_is_one(archive: Archive) -> None:
    """Large and broken numbers, names with signs in them: what the index holds of a page is what its record gives."""
    text = "بلغت الكلفة 1500000 والحصة 0.125 قرب بحر الصفا عند محطة رقم_7"
    harbour = Place("St. John's_Bay (north)", "test_x:1", 10.0, 20.0, "S_F", "city")
    page = reading(
        text, numbers=[("1500000", 1_500_000)], places=[("بحر الصفا", harbour)], outlet="a_b / c+d", credited=["وكالة_المدى & Co."]
    )
    archive.add(page, text)
    assert list(archive.faults()) == []
    assert archive.find("number:1500000").total == 1
    assert archive.find("number:1500001").total == 0
    assert archive.find("place:S_F").total == archive.find("place:test_x:1").total == archive.find("outlet:a").total == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pages SET text = replace(text, '900', '901') WHERE number = 1",
        "UPDATE pages SET address = 'https://example.org/other' WHERE number = 2",
        "UPDATE captures SET record = CAST('{}' AS {bytes})",
        "UPDATE bodies SET packed = CAST('x' AS {bytes}) WHERE digest = (SELECT min(digest) FROM bodies)",
        "DELETE FROM bodies WHERE digest = (SELECT min(digest) FROM bodies)",
        "DELETE FROM pages WHERE number = 3",
        "DELETE FROM captures WHERE page = 3",
        "DELETE FROM statements",
        "UPDATE statements SET stance = 'deny'",
        "UPDATE stories SET published = '1990-01-01' WHERE page = 4",
        "UPDATE quantities SET high = 901",
        "DELETE FROM ledger WHERE number = 4",
        "DELETE FROM ledger WHERE number = (SELECT max(number) FROM ledger)",
        "UPDATE ledger SET seal = 'x' WHERE number = 2",
        "UPDATE ledger SET number = -number WHERE number = 3",
        "UPDATE decisions SET why = 'another'",
        "DELETE FROM decisions",
        "DELETE FROM stories WHERE page = 5",
    ],
)
def test_every_change_is_named(archive: Archive, change: str) -> None:
    """Whatever is changed, removed or exchanged behind rawi's back is found."""
    filled(archive)
    kinds = {"sqlite": "BLOB", "postgres": "BYTEA"}
    archive.database.rows(change.replace("{bytes}", kinds[archive.database.kind]))
    assert list(archive.faults())


def test_an_older_index_is_no_forgery(archive: Archive) -> None:
    """Where another version of rawi made the tokens, verifying says so in one line and what to do, and after that nothing is wrong."""
    filled(archive)
    archive.database.rows("UPDATE meta SET value = 'older' WHERE name = 'index'")
    archive.database.clear_index()
    (fault,) = archive.faults()
    assert "rawi reread" in fault
    archive.reread(limit=0)
    assert list(archive.faults()) == []


def test_nothing_leaves_an_older_index_by_other_tokens(archive: Archive) -> None:
    """In an index that another version made, adding renews nothing, and what is taken down is gone from it for all that."""
    text = "قال الوزير سامي الناجي إن المرفأ مغلق"
    archive.add(reading(text, url="https://example.org/old"), text)
    archive.database.clear_index()
    with archive.database.writing():
        (entry,) = keeping.stored(archive.database, 1)[1]
        archive.database.insert({}, [entry._replace(words=f"{entry.words} اخري")])
    archive.database.rows("UPDATE meta SET value = 'older' WHERE name = 'index'")
    archive.database.rows("UPDATE pages SET edition = 'older'")
    assert archive.add(reading(text, url="https://example.org/old"), text).kind == "seen"
    archive.take_down("https://example.org/old", by="tester", why="asked")
    assert archive.find("أخرى").total == archive.find("المرفأ").total == 0
    assert list(archive.faults()) == []


def test_a_changed_index_is_named(archive: Archive) -> None:
    """An index entry that is missing, or holds another word, is found, and making the index anew heals it."""
    filled(archive)
    archive.database.clear_index()
    assert any("inverted index" in fault for fault in archive.faults())
    assert indexing.index_anew(archive.database) == archive.counts()["stories"]
    assert list(archive.faults()) == []
    assert archive.find("المرفأ").total > 0


def test_verify_every_bit(tmp_path: Path) -> None:
    """Any single bit that changes in a backup is found, and so is every cut."""
    with open_archive(tmp_path / "a.rawi") as archive:
        filled(archive, 2)
        archive.back_up(tmp_path / "b.rawi")
    path = tmp_path / "b.rawi"
    data = path.read_bytes()
    copying.check_backup(path)
    chance = random.Random(5)
    for at in (0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(60))):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        with pytest.raises(EvidenceError):
            copying.check_backup(path)
        path.write_bytes(data[:at])
        with pytest.raises(EvidenceError):
            copying.check_backup(path)
    path.write_bytes(data)
    copying.check_backup(path)
    (tmp_path / "b.rawi.sha256").unlink()
    with pytest.raises(EvidenceError):
        copying.check_backup(path)


def test_a_flipped_bit_in_a_live_file(tmp_path: Path) -> None:
    """A bit that flips in an archive's file is named, or changes nothing that the archive gives out; never does it crash."""
    path = tmp_path / "a.rawi"
    with open_archive(path) as archive:
        filled(archive, 3)
        archive.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = archive.digest()
    data = path.read_bytes()
    chance = random.Random(11)
    named = 0
    for _ in range(80):
        at = chance.randrange(len(data))
        broken = tmp_path / "broken.rawi"
        broken.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        try:
            with open_archive(broken, read_only=True) as archive:
                if list(archive.faults()):
                    named += 1
                else:
                    assert archive.digest() == whole
        except RawiError:
            named += 1
    assert named > 5


def test_backup_while_writing(tmp_path: Path) -> None:
    """A backup taken while another connection writes is a whole archive of one moment, and restores to an equal one."""
    with open_archive(tmp_path / "a.rawi") as archive, open_archive(tmp_path / "a.rawi") as other:
        filled(archive)
        digest = archive.digest()
        with other.database.writing():
            late = many(9)[-1]
            other.add(late, late.page.text)
            assert archive.back_up(tmp_path / "b.rawi") == digest
        assert archive.digest() != digest
        with pytest.raises(UsageError):
            archive.back_up(tmp_path / "b.rawi")
    assert copying.restore(tmp_path / "b.rawi", tmp_path / "c.rawi") == 0
    with open_archive(tmp_path / "c.rawi") as restored:
        assert restored.digest() == digest
        assert list(restored.faults()) == []
        assert restored.find("المرفأ").total > 0


def test_backup_of_a_server(tmp_path: Path, another: Callable[[], str]) -> None:
    """A backup of an archive on a server is a SQLite archive that gives out the same, and can be copied back to a server."""
    with open_archive(another()) as archive:
        filled(archive)
        digest = archive.digest()
        assert archive.back_up(tmp_path / "b.rawi") == digest
        before = archive.find("المرفأ | السوق", facets=True)
    with open_archive(tmp_path / "b.rawi", read_only=True) as copy, open_archive(another()) as back:
        assert list(copy.faults()) == []
        assert copy.find("المرفأ | السوق", facets=True) == before
        copying.copy_rows(copy.database, back.database)
        assert back.digest() == digest
        assert list(back.faults()) == []


def test_takedown_leaves_a_stone(archive: Archive) -> None:
    """What is taken down is gone with its bytes, text, marks and names; a stone says who and why; the same bytes are refused."""
    filled(archive)
    page = reading(HARBOUR[1], url="https://example.org/h")
    assert archive.take_down("https://example.org/h", by="editor", why="a court's order") == 2
    assert archive.find("سفينة").total == 0
    assert next(archive.table("stones"))[4:] == ("editor", "a court's order")
    assert archive.add(page, HARBOUR[1]).kind == "refused"
    assert list(archive.faults()) == []
    assert all("سفينة" not in str(row) for name in ("pages", "stories", "statements") for row in archive.table(name))
    with pytest.raises(UsageError):
        archive.take_down("https://example.org/h", by="editor", why="again")


def test_takedown_leaves_no_bytes(tmp_path: Path) -> None:
    """After a takedown no file of the archive holds the page's words, in the text, in the index or in free space."""
    text = "كلمةفريدةجدا في جملة قصيرة عن المرفأ"
    with open_archive(tmp_path / "a.rawi") as archive:
        filled(archive)
        archive.add(reading(text, url="https://example.org/x", statements=[("كلمةفريدةجدا", "neutral", "المرفأ")]), text)
        archive.take_down("https://example.org/x", by="editor", why="private")
    for path in tmp_path.iterdir():
        assert "كلمةفريدةجدا".encode() not in path.read_bytes(), path


def test_an_older_backup_does_not_bring_back_what_was_taken_down(tmp_path: Path) -> None:
    """Going back to a backup made before a takedown takes down again, and keeps the archive that gave way."""
    with open_archive(tmp_path / "a.rawi") as archive:
        filled(archive)
        archive.back_up(tmp_path / "b.rawi")
        archive.take_down("https://example.org/h", by="editor", why="order")
    with pytest.raises(UsageError):
        copying.restore(tmp_path / "b.rawi", tmp_path / "a.rawi")
    assert copying.restore(tmp_path / "b.rawi", tmp_path / "a.rawi", replace=True) == 2
    with open_archive(tmp_path / "a.rawi") as archive:
        assert archive.find("سفينة").total == 0
        assert len(list(archive.table("stones"))) == 2
        assert list(archive.faults()) == []
    assert (tmp_path / "a.rawi.replaced").exists()


def test_a_log_that_was_left_behind_is_not_the_backups(tmp_path: Path) -> None:
    """What a killed writer left in its write-ahead log goes with the archive that gives way, and never into the restored one."""
    path, backup = tmp_path / "a.rawi", tmp_path / "b.rawi"
    with open_archive(path) as archive:
        filled(archive)
        digest = archive.back_up(backup)
        for page in many(12):
            archive.add(page, page.page.text)
        left = {suffix: Path(f"{path}{suffix}").read_bytes() for suffix in ("", "-wal")}
    for suffix, content in left.items():
        Path(f"{path}{suffix}").write_bytes(content)
    copying.restore(backup, path, replace=True)
    with open_archive(path) as archive:
        assert archive.digest() == digest
        assert list(archive.faults()) == []
    with open_archive(tmp_path / "a.rawi.replaced") as replaced:
        assert replaced.counts()["pages"] > 12
        assert list(replaced.faults()) == []


def test_rereading_renews_marks_and_keeps_decisions(archive: Archive) -> None:
    """Pages of another edition are read again from their bytes; decisions hold, and a second run finds nothing to do."""
    filled(archive)
    assert archive.reread(limit=3) == 3
    assert archive.reread() == archive.counts()["pages"] - 3
    assert archive.reread() == 0
    assert list(archive.faults()) == []
    assert archive.find("سفينة").total == 1
    assert [decision.field for decision in archive.history()] == ["name"]
    assert archive.who("الغيداني")[0].name == "الوزير"


def test_a_hostile_database_is_refused(tmp_path: Path) -> None:
    """Files that are no archive, pretend to be one, or hold triggers and views of an enemy are refused or harmless."""
    path = tmp_path / "x.rawi"
    for content in (b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 100_000):
        path.write_bytes(content)
        with pytest.raises(ArchiveError) as error:
            open_archive(path, read_only=True)
        assert error.value.code == ("archive-damaged" if content.startswith(b"SQLite") else "archive-foreign")
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("CREATE TABLE t (x)")
    foreign.commit()
    foreign.close()
    with pytest.raises(ArchiveError) as error:
        open_archive(tmp_path / "foreign.db")
    assert error.value.code == "archive-foreign"
    with open_archive(tmp_path / "a.rawi") as archive:
        filled(archive, 2)
        archive.database.rows("UPDATE meta SET value = '999' WHERE name = 'schema'")
    with pytest.raises(ArchiveError) as error:
        open_archive(tmp_path / "a.rawi")
    assert error.value.code == "archive-newer"


def test_enemy_views_are_not_run(tmp_path: Path) -> None:
    """A named view that an enemy replaced is not what an export reads."""
    path = tmp_path / "a.rawi"
    with open_archive(path) as archive:
        filled(archive, 2)
        expected = list(archive.table("credits"))
        archive.database.script(
            "DROP VIEW rawi_credits;\nCREATE VIEW rawi_credits AS SELECT load_extension('x') AS story, 0 AS place, '' AS name;\n"
        )
    with open_archive(path, read_only=True) as archive:
        assert list(archive.table("credits")) == expected


def test_fuzzed_files_never_crash(tmp_path: Path) -> None:
    """An archive with blocks of rubbish in it answers, or says that it is damaged."""
    path = tmp_path / "a.rawi"
    with open_archive(path) as archive:
        filled(archive, 3)
    data = path.read_bytes()
    chance = random.Random(3)
    for number in range(40):
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 4)):
            at, length = chance.randrange(len(data)), chance.randrange(1, 3000)
            broken[at : at + length] = chance.randbytes(min(length, len(data) - at))
        fuzzed = tmp_path / f"{number}.rawi"
        fuzzed.write_bytes(bytes(broken))
        try:
            with open_archive(fuzzed, read_only=True) as archive:
                list(archive.faults())
                archive.find("المرفأ")
        except RawiError:
            pass
        fuzzed.unlink()


def test_descriptors_stay_flat(tmp_path: Path) -> None:
    """Opening and closing an archive a hundred times leaves no file open."""
    with open_archive(tmp_path / "a.rawi") as archive:
        filled(archive, 1)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(100):
        with open_archive(tmp_path / "a.rawi", read_only=True) as archive:
            archive.find("المرفأ")
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
