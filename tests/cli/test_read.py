"""``rawi read`` as its users call it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import jsonschema
import pytest

from rawi import face
from rawi.errors import SourceError, UsageError
from rawi.exports import record

if TYPE_CHECKING:
    from pathlib import Path

HEADLINE = "إغلاق جسر المرج الأخضر أمام الشاحنات"
PAGE = f"{HEADLINE}\n\nأعلنت بلدية المرج الأخضر اليوم إغـ.ـلاق الجسر القديم أمام الشاحنات بعد ظهور تشققات في دعاماته.\n"


def rawi(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-c", "from rawi.cli import main; main()", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, env={"PYTHONUTF8": "1", **environment})


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page in a file."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_is_shown_with_restored_words_marked(page: Path) -> None:
    """The record shows the page's counts and its text with each restored word between marks; the original is one flag away."""
    shown = rawi("read", str(page)).stdout.decode()
    assert "1 story · 1 restored word" in shown
    assert "⟦إغلاق⟧" in shown
    assert "إغـ.ـلاق" in rawi("read", "--found", str(page)).stdout.decode()


def test_json_is_one_valid_record_a_line(page: Path) -> None:
    """``--json`` prints a record that its JSON Schema accepts and that reads back as the same reading."""
    done = rawi("read", "--json", str(page), "-", given=PAGE.encode())
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    for line in lines:
        jsonschema.validate(json.loads(line), record.schema())
        assert record.encode(record.decode(line)) == line


def test_exit_codes_mean_something(page: Path, tmp_path: Path) -> None:
    """0 all read, 1 some not, 2 a wrong call, 3 nothing read; each failure is one line with a hint."""
    missing = str(tmp_path / "none.txt")
    assert rawi("read", str(page)).returncode == 0
    some = rawi("read", str(page), missing)
    assert some.returncode == 1
    assert some.stderr.decode() == f"rawi: There is no file {missing}. Check the path; «-» reads standard input.\n"
    assert rawi("read", "--published", "yesterday", str(page)).returncode == 2
    assert rawi("read", missing).returncode == 3
    assert rawi("read", "-").returncode == 3


def test_errors_speak_arabic_too(tmp_path: Path) -> None:
    """With the language set to Arabic, the same error is said in Arabic."""
    assert "لا يوجد ملف" in rawi("read", str(tmp_path / "none.txt"), RAWI_LANGUAGE="ar").stderr.decode()


def test_a_screen_without_right_to_left_support_gets_visual_order(page: Path) -> None:
    """With ``RAWI_BIDI=visual`` the letters come joined and in the order in which such a screen shows them right."""
    shown = rawi("read", str(page), RAWI_BIDI="visual").stdout.decode()
    assert "إغلاق" not in shown
    assert "\ufeef\ufedf\ufe87"[:1] not in shown
    assert any("\ufe70" <= char <= "\ufefc" for char in shown)


def test_a_setting_with_a_wrong_value_is_refused(page: Path) -> None:
    """An environment variable with a value that the setting does not take is a wrong call."""
    done = rawi("read", str(page), RAWI_BIDI="sideways")
    assert done.returncode == 2
    assert b"RAWI_BIDI=sideways" in done.stderr


def test_an_open_stream_is_a_source() -> None:
    """``rawi.read`` takes an open binary stream."""
    assert face.read(io.BytesIO(PAGE.encode())).stories[0].headline is not None


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_file_opened_as_text_is_a_source(tmp_path: Path, charset: str) -> None:
    """``rawi.read(open(path))`` reads the file's bytes, whatever charset Python took it to be in, from where the file stands."""
    path = tmp_path / "page.txt"
    path.write_bytes(f"first line\n{PAGE}".encode(charset))
    with path.open(encoding="latin-1") as file:
        assert file.readline() == "first line\n"
        assert face.read(file).page.text == face.read(PAGE).page.text
    assert face.read(io.StringIO(PAGE)).page.text == face.read(PAGE).page.text
    with pytest.raises(SourceError):
        face.read(io.StringIO(" "))


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_whatever_holds_bytes_is_a_source(kind: type) -> None:
    """A ``bytearray`` or ``memoryview`` is read as its bytes."""
    assert face.read(kind(PAGE.encode())) == face.read(PAGE.encode())


@pytest.mark.parametrize("wrong", [None, 3, ["a.html"]])
def test_what_is_no_source_is_a_type_error(wrong: object) -> None:
    """Anything else is a ``TypeError`` that says what is taken."""
    with pytest.raises(TypeError, match="a path, bytes, a text or an open file, not from"):
        face.read(wrong)  # type: ignore[arg-type]  # that is the point


def test_a_time_of_publication_is_one() -> None:
    """``published`` takes ISO 8601 and Python's own dates and times, and nothing else."""
    for given in (date(2021, 2, 17), datetime(2021, 2, 17, 9, 30, tzinfo=UTC), "2021-02-17", "2021-02-17T09:30+00:00"):
        stated = face.read(PAGE, published=given).page.published
        assert stated is not None
        assert stated.value.startswith("2021-02-17")
    for wrong in ("foo", "2021-02-31"):
        with pytest.raises(UsageError, match="it takes an ISO 8601 time"):
            face.read(PAGE, published=wrong)


def test_facts_are_listed_when_asked_for(tmp_path: Path) -> None:
    """``--facts`` lists times with their values, quantities and places under the story, relative times told from the given publication."""
    page = tmp_path / "facts.txt"
    page.write_text("قال وزير الصحة سالم منصور أمس الثلاثاء في القاهرة إن ثلاثة آلاف شخص تلقوا اللقاح خلال أسبوع واحد.", encoding="utf-8")
    shown = rawi("read", "--facts", "--published", "2021-02-17", str(page)).stdout.decode()
    assert "= 2021-02-16" in shown
    assert "= 3000" in shown
    assert "EG 30.0,31.2" in shown


@pytest.mark.parametrize(("form", "key"), [("annotations", "first"), ("prov", "@graph")])
def test_statements_come_as_json_ld(tmp_path: Path, form: str, key: str) -> None:
    """``--format annotations`` and ``--format prov`` print the page's statements as one JSON-LD document a line."""
    page = tmp_path / "page.txt"
    page.write_text("قال وزير الصحة سالم منصور أمس إن ثلاثة آلاف شخص تلقوا اللقاح خلال أسبوع واحد.", encoding="utf-8")
    (line,) = rawi("read", "--format", form, str(page)).stdout.splitlines()
    document = json.loads(line)
    assert "@context" in document
    assert len(document[key]) >= 1
