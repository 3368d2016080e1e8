from __future__ import annotations

import io
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import HARBOUR, many, reading

from rawi.archive import Archive, open_archive
from rawi.archive.tables import TABLES
from rawi.errors import UsageError
from rawi.exports import tables
from rawi.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAINFUL = ["=1+1", "'", "+x", "-x", "@x", "\tx", "\rx", "", "\r\n", '"', "\0"]
CELLS = {
    "text": st.none()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(["=1+1", "'", "+x", "-x", "@x", "\tx", "\rx", "", "\r\n", '"', "\0"]),
    "integer": st.none() | st.integers(-(2**53), 2**53),
    "number": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "truth": st.none() | st.booleans(),
}


def rows_of(name: str) -> st.SearchStrategy[list[tuple[object, ...]]]:
    """Rows that a table could hold, with everything that hurts."""
    return st.lists(st.tuples(*(CELLS[kind] for kind in TABLES[name].values())), max_size=6)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(TABLES)))
def test_csv_and_jsonl_are_read_back_equal(data: st.DataObject, name: str) -> None:
    """Whatever a table holds, its CSV and its JSON Lines are read back equal, and no CSV cell begins as a formula does."""
    rows = data.draw(rows_of(name))
    for form, reader in (("csv", tables.read_csv), ("jsonl", tables.read_jsonl)):
        file = io.StringIO(newline="")
        assert tables.write_text(rows, name, file, form) == len(rows)  # type: ignore[arg-type]  # one of the two formats
        file.seek(0)
        assert list(reader(file, name)) == rows
    assert all(not tables.safe(cell).startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row if isinstance(cell, str))


@settings(max_examples=25, deadline=None)
@given(data=st.data(), name=st.sampled_from(["stories", "quantities", "captures"]))
def test_parquet_is_read_back_equal(data: st.DataObject, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a table holds, its Parquet file is read back equal, with documented types."""
    rows = data.draw(rows_of(name))
    path = tmp_path_factory.mktemp("parquet") / "x.parquet"
    tables.write(rows, name, path, "parquet")
    assert list(tables.read_parquet(path)) == rows


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive in which no table but stones and decisions is empty."""
    text = f"{HARBOUR[1]} القـ.ـوات"
    said = [("سامر الغيداني", "announce", "المرفأ الجديد سيستقبل 900 سفينة")]
    place = Place("المدينة", "test:2", 1.5, 2.5, "SF", "city")
    masked = [("القـ.ـوات", "القوات")]
    marks = {"numbers": [("900", 900)], "places": [("المدينة", place)], "masked": masked, "credited": ["المدى"]}
    page = reading(text, url="https://example.org/harbour", headline=HARBOUR[0], statements=said, **marks)
    archive.add(page, text)
    for other in many(6):
        archive.add(other, other.page.text)
    return archive


def test_every_view_has_its_columns_and_rows(filled: Archive) -> None:
    """Each named view gives its documented columns; words in it are the page's own."""
    rows = {name: [dict(zip(TABLES[name], row, strict=True)) for row in filled.table(name)] for name in TABLES}
    assert all(rows[name] for name in TABLES if name not in {"stones", "decisions"})
    (statement,) = rows["statements"]
    assert statement["text"] == "المرفأ الجديد سيستقبل 900 سفينة"
    assert (statement["cue"], statement["who"], statement["chain"]) == ("سامر الغيداني", "سامر الغيداني", "وكالة المدى ← سامر الغيداني")
    assert (statement["denied"], statement["newest"]) == (False, True)
    assert [(row["found"], row["low"]) for row in rows["quantities"]] == [("900", 900.0)]
    story = next(row for row in rows["stories"] if row["headline"] == HARBOUR[0])
    assert story["masked"] is True
    assert str(story["text"]).startswith(f"{HARBOUR[0]}\n\n{HARBOUR[1]}")
    with pytest.raises(UsageError):
        filled.table("sqlite_schema")


def test_both_databases_export_alike(tmp_path: Path, another: Callable[[], str]) -> None:
    """The same pages in SQLite and in PostgreSQL give the same rows of every table in the same order."""
    with open_archive(tmp_path / "a.rawi") as first, open_archive(another()) as second:
        for archive in (first, second):
            for page in many(25):
                archive.add(page, page.page.text)
            text = HARBOUR[1]
            archive.add(reading(text, statements=[("سامر الغيداني", "announce", "المرفأ الجديد")], numbers=[("900", 900)]), text)
        for name in TABLES:
            assert list(first.table(name)) == list(second.table(name)), name


def test_other_programs_read_the_views(small: Archive, tmp_path: Path) -> None:
    """A plain SQLite connection, as Datasette or DuckDB opens it, reads every named view."""
    for page in many(3):
        small.add(page, page.page.text)
    connection = sqlite3.connect(tmp_path / "small.rawi")
    for name, columns in TABLES.items():
        cursor = connection.execute(f"SELECT * FROM rawi_{name}")
        assert set(columns) <= {column[0] for column in cursor.description}
    assert connection.execute("SELECT count(*) FROM rawi_stories WHERE text <> ''").fetchone() == (3,)
    connection.close()


def test_exports_appear_whole_or_not_at_all(filled: Archive, tmp_path: Path) -> None:
    """A file that is there is not overwritten, and an export that fails half-way leaves nothing under its name."""
    path = tmp_path / "stories.csv"
    assert tables.write(filled.table("stories"), "stories", path, "csv") == 7
    with path.open(encoding="utf-8", newline="") as file:
        assert list(tables.read_csv(file, "stories")) == list(filled.table("stories"))
    with pytest.raises(UsageError):
        tables.write([], "stories", path, "csv")

    def broken() -> object:
        yield from list(filled.table("stories"))[:2]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        tables.write(broken(), "stories", tmp_path / "half.csv", "csv")  # type: ignore[arg-type]  # a generator that fails
    assert [each.name for each in tmp_path.iterdir() if "half" in each.name] == []
