"""``rawi restore`` as its users call it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from pathlib import Path

MASKED = "قال إن الإرهـ.ـابية ضـ.ـد الجميع"
CLEAN = "قال إن الإرهابية ضد الجميع"


def rawi(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-c", "from rawi.cli import main; main()", "restore", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, env={"PYTHONUTF8": "1", **environment})


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A JSONL file of three texts by two outlets, one line of which is broken."""
    path = tmp_path / "rows.jsonl.gz"
    lines = [
        json.dumps({"text": MASKED, "outlet": "المرج", "published": "2021-03-02"}),
        "no json",
        json.dumps({"text": "حمـ.ـاس ضـ،ـد", "outlet": "المرج", "published": "2020-01-05"}),
        json.dumps({"text": "سطر نظيف", "outlet": "الجسر"}),
    ]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_a_filter_keeps_everything_else() -> None:
    """Standard input goes to standard output with masked words restored; line ends and bytes that are no UTF-8 pass through unchanged."""
    given = f"{MASKED}\r\n\n".encode() + b"\xff\xfe raw\n" + MASKED.encode()
    assert rawi(given=given).stdout == f"{CLEAN}\r\n\n".encode() + b"\xff\xfe raw\n" + CLEAN.encode()


def test_marks_and_json_show_what_was_restored() -> None:
    """``--mark`` puts brackets round restored words; ``--json`` gives spans in the line as found, devices and scores."""
    assert rawi("--mark", given=MASKED.encode()).stdout.decode() == "قال إن ⟦الإرهابية⟧ ⟦ضد⟧ الجميع"
    line = json.loads(rawi("--json", given=MASKED.encode() + b"\n").stdout)
    assert line["text"] == MASKED
    assert line["restored"] == CLEAN
    first = line["restorations"][0]
    start, end = first["span"]
    assert MASKED[start:end] == first["found"] == "الإرهـ.ـابية"
    assert first["device"] == "tatweel-mark"
    assert first["reason"]["score"] == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rows_keep_their_text_and_get_two_fields(rows: Path, tmp_path: Path, jobs: str) -> None:
    """Each row of a JSONL file comes out in order with its text, the restored text and the restorations; a broken line passes, named."""
    out = tmp_path / "out.jsonl"
    done = rawi(str(rows), "--jobs", jobs, "--out", str(out))
    assert done.returncode == 1, done.stderr
    assert "rows.jsonl.gz:2 of the table cannot be read: no text, it is no JSON object; 1 of 4 rows" in done.stderr.decode()
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[1] == "no json"
    first, last = json.loads(lines[0]), json.loads(lines[3])
    assert (first["text"], first["text_restored"]) == (MASKED, CLEAN)
    assert [mark["restored"] for mark in first["text_restorations"]] == ["الإرهابية", "ضد"]
    assert last["text_restorations"] == []


def test_the_report_names_words_outlets_and_times(rows: Path) -> None:
    """``--report`` counts each masked word by outlet with its devices and the first and last day; ``--json`` gives the same rows."""
    table = rawi(str(rows), "--report").stdout.decode().splitlines()
    assert table[0].split("\t") == ["word", "times", "texts", "outlet", "since", "until", "devices", "forms"]
    assert table[1].split("\t") == ["ضد", "2", "2", "المرج", "2020-01-05", "2021-03-02", "tatweel-mark 2", "ضـ.ـد | ضـ،ـد"]
    first = json.loads(rawi(str(rows), "--report", "--json").stdout.splitlines()[0])
    assert (first["word"], first["times"], first["outlet"]) == ("ضد", 2, "المرج")


def test_parquet_columns_are_restored(tmp_path: Path) -> None:
    """A Parquet file comes out with its columns and two more; without ``--out`` the call is refused."""
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"id": [1, 2], "body": [MASKED, None], "outlet": ["المرج", None]}), path)
    done = rawi(str(path), "--column", "body", "--out", str(out))
    assert done.returncode == 0, done.stderr
    table = pq.read_table(out).to_pylist()
    assert table[0]["body_restored"] == CLEAN
    assert table[0]["body_restorations"][0]["start"] == 7
    assert table[1]["body_restored"] is None
    assert rawi(str(path), "--column", "body").returncode == 2
    assert "ضد" in rawi(str(path), "--column", "body", "--report").stdout.decode()


def test_a_word_list_of_ones_own_decides(tmp_path: Path) -> None:
    """``--lexicon`` puts a word list in place of the shipped one."""
    words = tmp_path / "words.tsv"
    words.write_text("زمبليط\t40\nقال\t60\n", encoding="utf-8")
    given = "قال زمب.ليط".encode()
    assert rawi(given=given).stdout == given
    assert rawi("--lexicon", str(words), given=given).stdout.decode() == "قال زمبليط"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A missing file is one line on standard error and exit code 3, or 1 if others could be read."""
    missing, page = str(tmp_path / "none.txt"), tmp_path / "page.txt"
    page.write_text(MASKED, encoding="utf-8")
    done = rawi(missing)
    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1
    assert rawi(str(page), missing).returncode == 1


@pytest.mark.parametrize("charset", ["windows-1256", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("through", ["file", "input", "packed"])
def test_a_text_in_another_charset_is_restored(tmp_path: Path, charset: str, through: str) -> None:
    """Text in windows-1256 and UTF-16, as old systems save it, is restored like any other, and comes out in UTF-8."""
    text = f"{MASKED} في البلاد منذ اليوم الأول\r\n"
    given = text.encode(charset)
    path = tmp_path / ("page.txt.gz" if through == "packed" else "page.txt")
    path.write_bytes(gzip.compress(given) if through == "packed" else given)
    done = rawi(given=given) if through == "input" else rawi(str(path))
    assert done.stdout.decode() == f"{CLEAN} في البلاد منذ اليوم الأول\r\n", done.stderr


@pytest.mark.parametrize("charset", ["windows-1256", "utf-16"])
def test_rows_in_another_charset_are_restored(tmp_path: Path, charset: str) -> None:
    """A JSONL file in another charset is read as ``rawi read`` reads it."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes((json.dumps({"text": f"{MASKED} في البلاد"}, ensure_ascii=False) + "\n").encode(charset))
    assert json.loads(rawi(str(path)).stdout)["text_restored"] == f"{CLEAN} في البلاد"


@pytest.mark.parametrize("body", [b"%PDF-1.7 x", gzip.compress(b"text"), b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 40])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, body: bytes) -> None:
    """A picture, a program or a packed file is no text: it is refused by name, and nothing of it comes out."""
    path = tmp_path / "page.txt"
    path.write_bytes(body)
    for done in (rawi(str(path)), rawi(given=body)):
        assert (done.returncode, done.stdout) == (3, b"")
        assert b"is no page" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("rows.jsonl", "--column", "foo"), 3, "rows.jsonl has no column foo; it has body, head. Name the columns"),
        (("rows.parquet", "--column", "foo", "--report"), 3, "rows.parquet has no column foo; it has body. Name the columns"),
        (("broken.parquet", "--report"), 3, "broken.parquet cannot be read"),
        (("broken.jsonl.gz",), 3, "broken.jsonl.gz cannot be read"),
        (("broken.txt.gz",), 3, "broken.txt.gz cannot be read"),
        (("rows.csv", "--column", "foo"), 2, "--column foo is not possible here: rows.csv is no JSONL or Parquet file"),
        (("rows.jsonl", "--column", "body", "--out", "nofolder/x.jsonl"), 2, "nofolder/x.jsonl cannot be written"),
        (("rows.parquet", "--column", "body", "--out", "nofolder/x.parquet"), 2, "nofolder/x.parquet cannot be written"),
        (("rows.jsonl", "--column", "body", "--out", "./rows.jsonl"), 2, "--out rows.jsonl is not possible here: it is the source itself"),
        (("https://example.org/",), 2, "https://example.org/ is not possible here: it takes files; rawi read fetches"),
        (("",), 2, "an empty name is not possible here"),
    ],
)
def test_a_call_that_cannot_be_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, says: str
) -> None:
    """A column that is not there, a file that cannot be read or written, an address: one line that says so, and no output."""
    monkeypatch.chdir(tmp_path)
    for name in ("rows.jsonl", "rows.csv"):
        (tmp_path / name).write_text('{"body": "ضـ.ـد", "head": "x"}\n', encoding="utf-8")
    pq.write_table(pa.table({"body": [MASKED]}), tmp_path / "rows.parquet")
    for name in ("broken.parquet", "broken.jsonl.gz", "broken.txt.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b"text " * 9999)[:-30])
    done = rawi(*arguments)
    assert done.returncode == code, done.stderr
    assert says in done.stderr.decode()
    assert (done.stderr.count(b"\n"), done.stdout) == (1, b"")
    assert (tmp_path / "rows.jsonl").stat().st_size
