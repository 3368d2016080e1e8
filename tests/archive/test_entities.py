from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from readings import reading

from rawi.archive import Archive, open_archive
from rawi.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rawi.archive.port import Row

SAYINGS = (
    ("ألكسندر لافرنتييف", "neutral", "الطريق مفتوح", "2021-01-01"),
    ("ألكسندر لافرينتيف", "deny", "السوق مغلق", "2021-02-01"),
    ("لافرنتييف", "assert", "الجسر جاهز", "2021-03-01"),
    ("سامر الغيداني", "neutral", "المدرسة جديدة", "2021-01-15"),
)


@pytest.fixture
def people(archive: Archive) -> Archive:
    """Four statements: three of one man, spelled in three ways."""
    for number, (who, stance, content, day) in enumerate(SAYINGS):
        text = f"قال {who} إن {content} في كل حال"
        archive.add(reading(text, url=f"https://example.org/{number}", published=day, statements=[(who, stance, content)]), text)
    archive.join()
    return archive


def test_spellings_and_surnames_are_one_person(people: Archive) -> None:
    """Spellings of a foreign name are one entity, and so is the bare surname while one person bears it; what he said comes in time."""
    for name in ("لافرنتييف", "لافرينتيف", "ألكسندر لافرنتييف", "الكسندر لافرينتيف"):
        assert [each.text for each in people.said(name)] == ["الطريق مفتوح", "السوق مغلق", "الجسر جاهز"]
    (known,) = people.who("لافرينتيف")
    assert known.statements == 3
    assert known.roles == ("وزير",)
    assert [each.chain for each in people.said("الغيداني")] == [("وكالة المدى", "سامر الغيداني")]


def test_surnames_are_joined_alike_however_often(tmp_path: Path) -> None:
    """Joined after every page, or once at the end, names belong to the same people; a look where nothing came finds nothing to do."""
    speakers = ("الغيداني", "سامر الغيداني", "نادية الحناوي", "الحناوي", "هادي الغيداني", "الغيداني", "منى الراسي", "الراسي")
    pages = [
        reading(f"قال {who} إن النهر هادئ", url=f"https://example.org/{n}", statements=[(who, "neutral", "النهر هادئ")])
        for n, who in enumerate(speakers)
    ]
    states = []
    for name, often in (("a", True), ("b", False)):
        with open_archive(tmp_path / name) as archive:
            for page in pages:
                archive.add(page, page.page.text)
                if often:
                    archive.join()
            archive.join()
            assert archive.join() == 0
            states.append(archive.database.rows("SELECT name, entity, ground FROM names ORDER BY name"))
            assert {name for name, _, ground in states[-1] if ground == "surname"} == {"الحناوي", "الراسي"}
    assert states[0] == states[1]


def test_a_surname_is_looked_at_again_when_a_bearer_goes(archive: Archive) -> None:
    """Where one of two bearers is taken down, or split off by a person, the bare surname belongs to the other."""
    for number, who in enumerate(("سامر الغيداني", "هادي الغيداني", "نادر الغيداني", "الغيداني")):
        text = f"قال {who} إن النهر هادئ"
        archive.add(reading(text, url=f"https://example.org/{number}", statements=[(who, "neutral", "النهر هادئ")]), text)
    assert archive.join() == 0
    archive.take_down("https://example.org/0", by="a", why="asked")
    assert archive.join() == 0
    names = {text: name for who in archive.who("الغيداني") for name, text in archive.names(who.id)}
    archive.alias(archive.who("هادي الغيداني")[0].id, "نادر الغيداني", by="a")
    assert names.keys() == {"هادي الغيداني", "نادر الغيداني", "الغيداني"}
    assert archive.join() == 1
    assert {who.name for who in archive.who("الغيداني")} == {archive.who("هادي الغيداني")[0].name}


def test_names_written_together_or_apart(people: Archive) -> None:
    """«Servant of» and «father of» are written as one with the next word or apart, in any case; it is one person, found either way."""
    for number, who in enumerate(("عبد المعين الناجي", "عبدالمعين الناجي", "أبو العز الفاضل", "أبي العز الفاضل")):
        text = f"قال {who} إن النهر هادئ دائما"
        people.add(reading(text, url=f"https://example.org/names/{number}", statements=[(who, "neutral", "النهر هادئ")]), text)
    people.join()
    for name in ("عبدالمعين الناجي", "عبد المعين الناجي", "ابوالعز الفاضل"):
        assert [known.statements for known in people.who(name)] == [2]
        assert people.find(f'speaker:"{name}"').total == 2


def test_names_of_an_older_index(people: Archive) -> None:
    """Where an older rawi kept two spellings apart, making the index anew joins them, but for what a person decided."""
    for number, who in enumerate(("عبد المعين الناجي", "عبدالمعين الناجي", "عبد السميع الناجي", "عبدالسميع الناجي")):
        text = f"قال {who} إن النهر هادئ دائما"
        people.add(reading(text, url=f"https://example.org/names/{number}", statements=[(who, "neutral", "النهر هادئ")]), text)
    rows = people.database.rows
    for number, name in enumerate(("عبد المعين الناجي", "عبد السميع الناجي")):
        rows("INSERT INTO entities (id, kind, name, merged_into) VALUES (?, 'person', NULL, NULL)", (f"entity:{number}",))
        rows("UPDATE names SET entity = ? WHERE name = ?", (f"entity:{number}", name))
    people.rename("entity:1", "السميع", by="tester")
    rows("DELETE FROM name_words WHERE word LIKE 'عبد%'")
    rows("UPDATE meta SET value = 'older' WHERE name = 'index'")
    assert people.who("عبدالمعين الناجي") == []
    people.reread(limit=0)
    assert [known.statements for known in people.who("عبدالمعين الناجي")] == [2]
    assert sorted(known.name for known in people.who("عبد السميع الناجي")) == ["السميع", "عبدالسميع الناجي"]


def test_a_surname_of_two_is_nobodys(people: Archive) -> None:
    """When a second person of that surname comes, the bare surname stands alone again, whatever the order in which they came."""
    text = "قالت نادية لافرنتييف إن النهر هادئ دائما"
    people.add(reading(text, url="https://example.org/n", statements=[("نادية لافرنتييف", "neutral", "النهر هادئ")]), text)
    people.join()
    assert sorted(known.statements for known in people.who("لافرنتييف")) == [1, 1, 2]


def test_said_by_stance_and_subject(people: Archive) -> None:
    """Statements can be asked for by stance and by what they are about; an impossible stance or an unknown name is said to be one."""
    assert [each.text for each in people.said("لافرنتييف", stance="deny")] == ["السوق مغلق"]
    assert [each.text for each in people.said("لافرنتييف", about="المدرسة")] == []
    assert [each.text for each in people.said("لافرنتييف", about="وللمدارس والسوق")] == []
    assert [each.text for each in people.said("لافرنتييف", about="وللسوق")] == ["السوق مغلق"]
    with pytest.raises(UsageError):
        list(people.said("لافرنتييف", stance="wonders"))
    with pytest.raises(UsageError):
        list(people.said("لا أحد هنا"))


def test_merging_and_undoing(people: Archive) -> None:
    """Two entities that a person merged speak as one, in search too; taken back, they are two again; both decisions are kept."""
    first, second = people.who("الغيداني")[0], people.who("لافرنتييف")[0]
    (decision,) = people.merge(second.id, first.id, by="tester", why="one man")
    assert len(list(people.said("الغيداني"))) == 4
    assert people.find("speaker:الغيداني").total == 4
    assert people.who(first.id)[0].id == second.id
    with pytest.raises(UsageError):
        people.merge(second.id, first.id, by="tester")
    undone = people.undo(decision.id, by="other")
    assert len(list(people.said("الغيداني"))) == 1
    assert people.find("speaker:الغيداني").total == 1
    assert [(each.id, each.by, each.undone_by) for each in people.history()] == [
        (undone.id, "other", undone.id),
        (decision.id, "tester", undone.id),
    ]
    with pytest.raises(UsageError):
        people.undo(decision.id, by="tester")
    with pytest.raises(UsageError):
        people.undo("nothing", by="tester")


def test_merging_the_merged(people: Archive) -> None:
    """Undoing a merge gives back the entities that had been merged into it before."""
    known = [people.who(name)[0].id for name in ("الغيداني", "لافرنتييف")]
    text = "قالت نادية الحناوي إن النهر هادئ"
    people.add(reading(text, url="https://example.org/n", statements=[("نادية الحناوي", "neutral", "النهر هادئ")]), text)
    third = people.who("الحناوي")[0].id
    people.merge(known[0], third, by="a")
    (second,) = people.merge(known[1], known[0], by="a")
    assert len(list(people.said("الحناوي"))) == 5
    people.undo(second.id, by="a")
    assert len(list(people.said("الحناوي"))) == 2


def test_splitting_renaming_and_aliases(people: Archive) -> None:
    """A name split off speaks for itself; a rename shows; an alias is found, and pages read later meet it."""
    known = people.who("لافرنتييف")[0]
    names = {name: name_id for name_id, name in people.names(known.id)}
    split = people.split(names["ألكسندر لافرينتيف"], by="a")
    assert [each.statements for each in people.who("ألكسندر لافرينتيف")] == [1]
    assert [each.statements for each in people.who("ألكسندر لافرنتييف")] == [2]
    people.undo(split.id, by="a")
    assert people.who("لافرنتييف")[0].statements == 3
    people.rename(known.id, "المبعوث", by="a")
    assert people.who("لافرنتييف")[0].name == "المبعوث"
    people.alias(known.id, "مبعوث العاصمة", by="a", why="so he is called")
    assert len(list(people.said("مبعوث العاصمة"))) == 3
    text = "قال مبعوث العاصمة إن الباب مفتوح للجميع"
    people.add(reading(text, url="https://example.org/m", statements=[("مبعوث العاصمة", "neutral", "الباب مفتوح")]), text)
    people.join()
    assert len(list(people.said("لافرينتيف"))) == 4


def test_wrong_ids_are_said(people: Archive) -> None:
    """A decision about what is not there is a wrong call and leaves no trace."""
    for decide in (
        lambda: people.merge("nothing", "none", by="a"),
        lambda: people.split("nothing", by="a"),
        lambda: people.rename("nothing", "x", by="a"),
        lambda: people.alias(people.who("الغيداني")[0].id, "...", by="a"),
    ):
        with pytest.raises(UsageError):
            decide()
    assert people.history() == []


def test_no_question_about_names_looks_at_all_of_them(small: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Searching by speaker, asking what somebody said and describing an entity look names up in an index, however many there are."""
    text = "قال سامر الغيداني إن الجسر جاهز"
    small.add(reading(text, statements=[("سامر الغيداني", "deny", "الجسر جاهز")]), text)
    asked: list[tuple[str, Sequence[object]]] = []
    ask = small.database.rows

    def noted(sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        asked.append((sql, parameters))
        return ask(sql, parameters)

    monkeypatch.setattr(small.database, "rows", noted)
    (known,) = small.who("الغيداني")
    assert small.names(known.id)
    for name in ("الغيداني", known.id):
        assert len(list(small.said(name))) == 1
    assert small.find("speaker:الغيداني stance:deny").total == 1
    plans = [(row[3], sql) for sql, parameters in asked for row in ask(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert len(plans) > 20
    assert [plan for plan in plans if re.match(r"SCAN (names|entities|statements|n|e|t)\b", plan[0])] == []
