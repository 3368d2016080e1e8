"""What the command line says when a call is not possible, and that its output can be cut anywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import rawi
from rawi.arabic.bidi import tamed
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


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=folder,
        env={"PYTHONUTF8": "1", **environment},
    )


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
        (("said", "زمبرك"), 1, "Nobody called زمبرك is here. Try a part"),
        (("said", "الدرعاوي", "--about", "زمبرك"), 1, "Nothing that الدرعاوي said is here, as it was asked for. Leave out"),
        (("read", "--json", "--format", "prov", "pages"), 2, "--json --format prov is not possible here: one of the two"),
        (("read", "nocol.jsonl"), 3, "nocol.jsonl:1 has no column text; it has id, note. Name the columns"),
        (("read", "nocol.csv"), 3, "nocol.csv has no column text; it has id, note. Name the columns"),
        (("read", ""), 2, "an empty name is not possible here: it takes a file, a folder"),
        (("add", ""), 2, "an empty name is not possible here: it takes a file, a folder"),
        (("read", "empty"), 3, "empty is empty. Give a page"),
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
    (folder / "nocol.jsonl").write_text('{"id": 1, "note": "x"}\n', encoding="utf-8")
    (folder / "nocol.csv").write_text("id,note\n1,x\n", encoding="utf-8")
    (folder / "empty").mkdir(exist_ok=True)
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
    assert run(folder, "said", "نقيب الصيادين هيثم الدرعاوي").returncode == 1


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
    """``rawi --version`` says which rawi it is, and ``python -m rawi`` is the same."""
    assert run(folder, "--version").stdout.startswith("rawi ")
    as_module = subprocess.run([sys.executable, "-m", "rawi", "--version"], capture_output=True, text=True, check=True)
    assert as_module.stdout == run(folder, "--version").stdout


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


HOSTILE = "a\x1b]0;owned\x07\u202eb\n.html"
"""A file's name that a terminal would obey: it sets the title, turns the line round and begins another."""


def test_a_name_says_nothing_to_the_terminal(tmp_path: Path) -> None:
    """Names of files and of what is in a zip reach the screen without escapes, controls and marks of direction, each on its one line."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / HOSTILE).write_text("قال الوزير سالم منصور إن المرفأ سيفتح أبوابه يوم الأحد.", encoding="utf-8")
    (tmp_path / "pages" / f"0{HOSTILE}").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "pages" / "z.zip", "w") as packed:
        packed.writestr(HOSTILE, "")
        packed.writestr(f"0{HOSTILE}.zip", b"PK\x03\x04")
    for command in (("read", "pages"), ("add", "pages", "--workers", "0"), ("read", HOSTILE), ("fetch", "--evidence", "kept", "pages")):
        done = run(tmp_path, *command)
        said = done.stdout + done.stderr
        assert "b .html" in said
        assert not set(said) & {"\x1b", "\x07", "\u202e"}, command


@pytest.mark.parametrize("setting", ["RAWI_LANGUAGE", "RAWI_BIDI", "RAWI_OFFLINE"])
def test_a_wrong_setting_is_a_wrong_call(folder: Path, setting: str) -> None:
    """A setting with a value that it does not take is one line and exit code 2, whichever command it is."""
    for command in (("read", "pages"), ("read", "nosuch"), ("search", "ميناء", "--json")):
        done = run(folder, *command, **{setting: "fr"})
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert f"{setting}=fr is not possible here" in done.stderr


@pytest.mark.parametrize("locale", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
@pytest.mark.parametrize(
    "command",
    [
        ("read", "pages"),
        ("said", "الدرعاوي", "--json"),
        ("said", "الدرعاوي", "--about", "زمبرك"),
        ("search", "ميناء", "--json"),
        ("entity", "find", "الدرعاوي"),
        ("sql", "archive.rawi", "SELECT DISTINCT outlet FROM rawi_stories WHERE outlet <> 'المنارة'", "--csv"),
        ("export", "places", "-"),
        ("search", "ميناء", "-a", "أرشيف"),
        ("sql", "أرشيف.rawi", "SELECT 'سوق'"),
    ],
)
def test_any_locale_will_do(folder: Path, command: tuple[str, ...], locale: dict[str, str]) -> None:
    """Where the locale knows no Arabic, commands take and print it in UTF-8 all the same."""
    shutil.copy(folder / "archive.rawi", folder / "أرشيف.rawi")
    done, usual = run(folder, *command, **locale), run(folder, *command)
    assert (done.returncode, done.stdout, done.stderr) == (usual.returncode, usual.stdout, usual.stderr)
    assert not (done.stdout + done.stderr).isascii()


def test_a_page_on_this_machine_is_not_fetched(tmp_path: Path) -> None:
    """``rawi fetch`` of a page in a file says that there is nothing to fetch, counts nothing as got, and says why there is no WACZ."""
    (tmp_path / "page.txt").write_text("قال الوزير سالم منصور إن المرفأ سيفتح أبوابه يوم الأحد.", encoding="utf-8")
    done = run(tmp_path, "fetch", "page.txt", "--wacz", "all.wacz")
    assert (done.returncode, done.stdout) == (3, "")
    first, second, third = done.stderr.splitlines()
    assert first.startswith("rawi: page.txt is a page on this machine and is not fetched. Give addresses")
    assert second.startswith("rawi: 1 not had; 0 records in evidence")
    assert third == "rawi: all.wacz is not written: there is no evidence"


def test_the_readme_shows_what_the_demo_prints() -> None:
    """The example at the head of the README is the beginning of what rawi prints of that sample."""
    readme = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("```text\n")[2].partition("\n…\n```")[0].splitlines()
    printed = run(SAMPLES.parent, "read", shown[0].partition(" · ")[0]).stdout
    assert tamed(printed).splitlines()[: len(shown)] == shown
