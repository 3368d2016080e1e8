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
    """Each row of a JSONL file comes out in order with its text, the restored text and the restorations; a broken line passes through."""
    out = tmp_path / "out.jsonl"
    done = rawi(str(rows), "--jobs", jobs, "--out", str(out))
    assert done.returncode == 0, done.stderr
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
