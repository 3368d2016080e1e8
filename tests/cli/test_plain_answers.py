"""What the command line says when a call is not possible, and that its output can be cut anywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rawi
from rawi.cli.screen import counted
from rawi.errors import SourceError

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PROGRAM = (sys.executable, "-c", "from rawi.cli import main; main()")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of a few sample pages."""
    made = tmp_path_factory.mktemp("answers")
    for name in ("maraya", "sada-rayhan"):
        shutil.copytree(SAMPLES / name, made / "pages" / name)
    done = run(made, "add", "pages", "--offline")
    assert done.returncode == 0, done.stderr
    return made


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, check=False, text=True, cwd=folder, env={"PYTHONUTF8": "1"})


@pytest.mark.parametrize(
    "command",
    [
        ("export", "places", "-"),
        ("export", "readings", "-"),
        ("said", "الدرعاوي"),
        ("search", "ميناء"),
        ("sql", "archive.rawi"),
        ("read", "pages", "--json"),
    ],
)
def test_output_can_be_cut(folder: Path, command: tuple[str, ...]) -> None:
    """Whoever reads one line of a command's output and goes away sees no traceback."""
    with subprocess.Popen(
        [*PROGRAM, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env={"PYTHONUTF8": "1"}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in {0, 141}


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        (("verify", "nosuch.rawi"), 3, "no evidence, archive or backup at nosuch.rawi. Give the folder"),
        (("verify", "table.csv"), 3, "table.csv is not an archive of rawi"),
        (("sql", "table.csv"), 3, "table.csv is not an archive of rawi"),
        (("sql", "table.csv", "SELECT 1"), 3, "table.csv is not an archive of rawi"),
        (("verify", "--head", "abc"), 2, "64 digits and letters"),
        (("restore-backup", "nofile", "x.rawi"), 3, "no backup at nofile. Give a file that"),
        (("backup", "nofolder/x.rawi"), 3, "nofolder/x.rawi cannot be written: No such file or directory. Check that"),
        (("backup", "archive.rawi"), 2, "archive.rawi already. rawi overwrites nothing: give another name"),
        (("export", "places", "archive.rawi.csv"), 2, "archive.rawi.csv already. rawi overwrites nothing: give another name"),
        (("export", "places", "nofolder/p.csv"), 2, "nofolder/p.csv cannot be written"),
        (("export", "readings", "r.csv"), 2, "a name that ends in .jsonl"),
        (("export", "readings", "r"), 2, "a name that ends in .jsonl"),
        (("add", "nosuch.html"), 3, "refused: nosuch.html: no-such-file: Check the path"),
        (("add", "--map", "text=foo", "table.csv"), 3, "column-missing (foo; it has body, head): Name the columns"),
        (("add", "--map", "text=foo", "table.jsonl"), 3, "column-missing (foo; it has body): Name the columns"),
    ],
)
def test_each_wrong_call_has_one_line_and_a_way_out(folder: Path, command: tuple[str, ...], code: int, says: str) -> None:
    """A call that is not possible ends with its exit code and one line that says what is wrong and what to do."""
    (folder / "archive.rawi.csv").write_text("here\n", encoding="utf-8")
    (folder / "table.csv").write_text("body,head\nقال الوزير,عنوان\n", encoding="utf-8")
    (folder / "table.jsonl").write_text('{"body": "قال الوزير"}\n', encoding="utf-8")
    done = run(folder, *command)
    assert done.returncode == code
    assert says in done.stdout + done.stderr
    assert done.stderr.count("\n") <= 1


def test_not_in_a_query_is_no_option(folder: Path) -> None:
    """A word with «-» before it is one that the stories must not have, without «--» before it; options still are options."""
    everything = run(folder, "search", "ميناء", "--json").stdout
    for word in ("-الصيادين", '-"حي الصيادين"', "-about:فورسبرغ", "-speaker:فورسبرغ", "-قائل:فورسبرغ"):
        done = run(folder, "search", "ميناء", word, "-a", "archive.rawi", "--json")
        assert done.returncode in {0, 1}, done.stderr
        assert done.stdout.count('"story"') < everything.count('"story"')
    assert run(folder, "search", "ميناء", "-market").stdout.splitlines()[0] == run(folder, "search", "ميناء").stdout.splitlines()[0]


def test_a_person_is_found_by_role_and_name(folder: Path) -> None:
    """Whoever types a role before a name, or a first name that the reader took for the end of the role, finds the person."""
    assert "كارثة بيئية" in run(folder, "said", "إلينا فورسبرغ").stdout
    done = run(folder, "said", "وزير الطاقة هيثم الدرعاوي")
    assert done.stdout == run(folder, "said", "هيثم الدرعاوي").stdout != ""
    assert run(folder, "said", "نقيب الصيادين هيثم الدرعاوي").returncode == 2


def test_chains_end_with_who_speaks(folder: Path) -> None:
    """A chain is printed from the page outward, each relay once, the speaker last."""
    chains = [line.split("←") for line in run(folder, "said", "الدرعاوي").stdout.splitlines() if "through" in line]
    assert chains
    for chain in chains:
        assert "الدرعاوي" in chain[-1]
        assert len({link.split("through: ")[-1].strip() for link in chain}) == len(chain)


def test_whole_contents_on_demand(folder: Path) -> None:
    """``rawi read`` shows the beginning of a long content, and all of it with ``--full``."""
    assert "…\n" in run(folder, "read", "pages/maraya").stdout or "…\u2069" in run(folder, "read", "pages/maraya").stdout
    assert "…\u2069" not in run(folder, "read", "--full", "pages/maraya").stdout


def test_version(folder: Path) -> None:
    """``rawi --version`` says which rawi it is."""
    assert run(folder, "--version").stdout.startswith("rawi ")


def test_one_thing_is_not_many() -> None:
    """A number and its noun agree."""
    assert [counted(1, "story", "stories"), counted(2, "row"), counted(1_000, "page")] == ["1 story", "2 rows", "1,000 pages"]


@pytest.mark.parametrize("path", ["no/such/file", "page.html", "https://a.example/1", "C:\\pages\\one", "PAGES.JSONL"])
def test_a_path_that_leads_nowhere_is_no_text(path: str) -> None:
    """A string that can only be a path or an address, and is no file, is an error with a way out, not a page."""
    with pytest.raises(SourceError) as error:
        rawi.read(path)
    assert error.value.code == "no-text"
    assert "as bytes" in str(error.value)


@pytest.mark.parametrize("text", ["نص", "قال الوزير 1/2", "<p>قال</p>", "قال الوزير.html نعم"])
def test_a_text_is_a_text(text: str) -> None:
    """A short text, or one with markup or white space, is read as itself."""
    assert rawi.read(text).page.text
