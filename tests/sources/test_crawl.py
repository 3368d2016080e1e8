"""A crawl of the sample outlets from a real server, and the commands that do it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from rawi import face
from rawi.errors import UsageError
from rawi.sources import Fetcher, Got, Lost, Skipped, captures, wacz
from rawi.sources.evidence import Keeper
from rawi.sources.verify import verify
from rawi.sources.visits import Visits
from serving import Server, answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.model import Problem

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
FEED = (SAMPLES / "feed.xml").read_text(encoding="utf-8")
LINKS = re.findall(r"<link>(https://[^<]+)</link>\s*<guid", FEED)


def sample_of(link: str) -> bytes:
    """The sample page which a link of the sample feed leads to."""
    host, _, path = link.removeprefix("https://").partition("/")
    folders = [folder for folder in (SAMPLES / host.removesuffix(".example")).iterdir() if path.endswith(folder.name)]
    return next(path for path in folders[0].iterdir() if path.stem == "page").read_bytes()


@pytest.fixture
def outlets() -> Iterator[Server]:
    """The sample outlets and their aggregator, served from this machine under their own names."""
    with Server() as server:
        here = f".example:{server.port}"
        for link in LINKS:
            body = sample_of(link)
            server.routes[link.removeprefix("https:")] = answer(
                body, Content_Type="text/html" if body.lstrip()[:1] == b"<" else "text/plain"
            )
        for name in ("feed.xml", "news-sitemap.xml", "robots.txt"):
            text = (SAMPLES / name).read_text(encoding="utf-8")
            served = text.replace("https://", "http://").replace(".example/", f"{here}/").replace("Crawl-delay: 5\n", "")
            server.routes[f"//rasd-sahlan.example/{name}"] = answer(served.encode(), Content_Type="text/xml", ETag='"1"')
        front = f'<html><head><link rel="alternate" type="application/rss+xml" href="http://rasd-sahlan{here}/feed.xml"></head></html>'
        server.routes["//rasd-sahlan.example/"] = answer(front.encode())
        yield server


def crawl(server: Server, folder: Path, *specs: str, discover: bool = False) -> list[Got | Problem]:
    """One run of a crawl that keeps evidence."""
    with Keeper(folder) as keeper:
        fetcher = Fetcher(guard=server.guard(), pace=0.0, keeper=keeper, visits=Visits(folder / "visits.jsonl"))
        return list(captures(specs, fetcher=fetcher, discover=discover))


def test_a_crawl_of_the_sample_outlets_twice(outlets: Server, tmp_path: Path) -> None:
    """Feed to pages to readings: each page once, as served, with what the feed says of it; a second run adds nothing, asks for no page."""
    feed = f"http://rasd-sahlan.example:{outlets.port}/feed.xml"
    first = crawl(outlets, tmp_path, feed)
    pages = [each for each in first if isinstance(each, Got)]
    assert len(pages) == len(first) == len(LINKS) > 10
    served = {sample_of(link) for link in LINKS}
    assert {page.body for page in pages} == served
    for page in pages:
        assert page.given.title
        assert page.given.published is not None
        assert page.capture.warc is not None
        assert face.read_got(page).stories
    kept = verify(tmp_path)
    assert kept.whole
    before = len(outlets.requests)
    second = crawl(outlets, tmp_path, feed)
    assert {each.code for each in second if not isinstance(each, Got)} == {"unchanged"}
    assert not any(isinstance(each, Got) for each in second)
    assert verify(tmp_path).head == kept.head
    again = outlets.paths[before:]
    assert set(again) <= {"/feed.xml", "/robots.txt"}


def test_a_changed_page_is_got_again_and_only_it(outlets: Server, tmp_path: Path) -> None:
    """A page whose bytes changed is a new capture; the others stay as they are."""
    urls = [link.replace("https://", "http://").replace(".example/", f".example:{outlets.port}/") for link in LINKS]
    assert all(isinstance(each, Got) for each in crawl(outlets, tmp_path, *urls))
    changed = LINKS[0].removeprefix("https:")
    outlets.routes[changed] = answer(sample_of(LINKS[0]) + "\n\nتصويب: الرقم سبعة.\n".encode())
    second = crawl(outlets, tmp_path, *urls)
    assert [each.capture.url for each in second if isinstance(each, Got)] == [urls[0]]
    assert verify(tmp_path).whole


def test_a_crawl_cut_off_goes_on(outlets: Server, tmp_path: Path) -> None:
    """A run that ends after five pages is taken up by the next: together they get each page once, though the feed itself did not change."""
    feed = f"http://rasd-sahlan.example:{outlets.port}/feed.xml"
    got: list[Got] = []
    with Keeper(tmp_path) as keeper:
        fetcher = Fetcher(guard=outlets.guard(), pace=0.0, keeper=keeper, visits=Visits(tmp_path / "visits.jsonl"))
        run = captures([feed], fetcher=fetcher)
        for each in run:
            if len(got) == 5:
                break  # the page at hand is lost with the process that held it
            assert isinstance(each, Got)
            got.append(each)
        run.close()
    later = [each for each in crawl(outlets, tmp_path, feed) if isinstance(each, Got)]
    urls = [each.capture.url for each in [*got, *later]]
    assert len(urls) == len(set(urls)) == len(LINKS)


def test_discovery_reads_what_an_outlet_names(outlets: Server, tmp_path: Path) -> None:
    """From a front door, by its head and its robots.txt, to every page, each once."""
    got = crawl(outlets, tmp_path, f"http://rasd-sahlan.example:{outlets.port}/", discover=True)
    urls = [each.capture.url for each in got if isinstance(each, Got)]
    assert len(urls) == len(set(urls)) == len(LINKS)
    assert {each.capture.came_by for each in got if isinstance(each, Got)} <= {"feed", "sitemap"}


def test_evidence_is_what_was_received(outlets: Server, tmp_path: Path) -> None:
    """An independent reader of WARC finds each answer, byte for byte as served, with good digests, beside its request."""
    crawl(outlets, tmp_path, f"http://rasd-sahlan.example:{outlets.port}/feed.xml")
    bodies: dict[str, bytes] = {}
    kinds: list[str] = []
    for path in sorted((tmp_path / "captures").iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                kinds.append(record.rec_type)
                if record.rec_type == "response":
                    bodies[record.rec_headers["WARC-Target-URI"]] = record.raw_stream.read()
    assert kinds.count("response") == kinds.count("request") == len(LINKS) + 1
    assert kinds[0] == "warcinfo"
    assert {sample_of(link) for link in LINKS} <= set(bodies.values())


def test_evidence_as_one_file(outlets: Server, tmp_path: Path) -> None:
    """A WACZ holds every page, is made the same each time, names the digest of each part, and is a source like any other."""
    feed = f"http://rasd-sahlan.example:{outlets.port}/feed.xml"
    got = [each for each in crawl(outlets, tmp_path / "e", feed) if isinstance(each, Got)]
    assert wacz.write(tmp_path / "e", tmp_path / "a.wacz") == len(got) + 1  # and the feed
    wacz.write(tmp_path / "e", tmp_path / "b.wacz")
    assert (tmp_path / "a.wacz").read_bytes() == (tmp_path / "b.wacz").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.wacz") as whole:
        for part in json.loads(whole.read("datapackage.json"))["resources"]:
            assert part["hash"] == f"sha256:{hashlib.sha256(whole.read(part['path'])).hexdigest()}"
        index = whole.read("indexes/index.cdxj").decode().splitlines()
        assert index == sorted(index)
        assert f"example,darb:{outlets.port})/glued 20" in "\n".join(index)
    again = {each.body for each in captures([str(tmp_path / "a.wacz")]) if isinstance(each, Got) and isinstance(each.body, bytes)}
    assert {each.body for each in got} <= again


def test_offline_reads_a_feed_from_the_feed() -> None:
    """Without a fetcher nothing is fetched: an address is a named loss, a feed's items are its own words."""
    got = list(captures([str(SAMPLES / "feed.xml"), "https://darb.example/glued"]))
    items = [each for each in got if isinstance(each, Got)]
    assert len(items) == len(LINKS)
    assert {each.capture.came_by for each in items} == {"feed"}
    assert [each.code for each in got if not isinstance(each, Got)] == ["offline"]


def rawi(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-c", "from rawi.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, check=False, text=True, env={"PYTHONUTF8": "1", **environment})


def test_the_command_line_has_no_way_inside(outlets: Server, tmp_path: Path) -> None:
    """``rawi read`` and ``rawi fetch`` refuse this machine's own network; no setting lets them in."""
    for command in (["read"], ["fetch", "--evidence", str(tmp_path / "e")]):
        done = rawi(*command, f"http://127.0.0.1:{outlets.port}/feed.xml")
        assert done.returncode == 3
        assert "private network" in done.stderr
    assert outlets.requests == []


def test_the_command_line_offline() -> None:
    """``--offline`` and the setting open no connection; feeds and folders are read all the same."""
    for more, environment in (["--offline"], {}), ([], {"RAWI_OFFLINE": "yes"}):
        done = rawi("read", "--json", *more, str(SAMPLES / "riwaq"), str(SAMPLES / "feed.xml"), "http://a.example/", **environment)
        assert done.returncode == 1
        assert "offline" in done.stderr
        assert len(done.stdout.splitlines()) > len(LINKS)
        assert all(json.loads(line)["page"] for line in done.stdout.splitlines())


def test_verify_says_whole_and_head(outlets: Server, tmp_path: Path) -> None:
    """``rawi verify`` ends with 0 and the head for a whole folder, 1 for another, 3 where there is none."""
    crawl(outlets, tmp_path / "e", f"http://rasd-sahlan.example:{outlets.port}/feed.xml")
    done = rawi("verify", str(tmp_path / "e"))
    assert done.returncode == 0
    head = done.stdout.split()[-1]
    assert rawi("verify", str(tmp_path / "e"), "--head", head).returncode == 0
    assert rawi("verify", str(tmp_path / "e"), "--head", "0" * 63 + "1").returncode == 1
    assert rawi("verify", str(tmp_path / "none")).returncode == 3


def test_a_folder_is_read_by_what_its_files_are(tmp_path: Path) -> None:
    """Of a folder, or a zip of one, the documents are read; what is none is passed over by name, and JSON that holds a text is a table."""
    files = {
        "README.md": "# صفحات",
        "robots.txt": "User-agent: *",
        "style.css": "p { color: red }",
        "note.json": '{"speaker": "سامر الغيداني", "paragraphs": ["قال الوزير"]}',
        "article.json": '{"url": "https://a.example/1", "title": "عنوان", "text": "قال الوزير إن المرفأ سيفتح أبوابه."}',
        "many.json": '[{"text": "قال الوزير إن السوق سيفتح أبوابه."}, {"text": "قال الوزير إن الجسر سيفتح أبوابه."}]',
        "page.txt": "قال الوزير إن المطار سيفتح أبوابه.",
        "notice.html": "<p>قال الوزير إن المتحف سيفتح أبوابه.</p>",
    }
    folder = tmp_path / "folder"
    folder.mkdir()
    with zipfile.ZipFile(tmp_path / "folder.zip", "w") as packed:
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
            packed.writestr(name, text)
    (folder / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    for source, passed in ((folder, 5), (tmp_path / "folder.zip", 4)):
        found = list(captures([str(source)]))
        assert len([each for each in found if isinstance(each, Got)]) == 5
        assert len([each for each in found if isinstance(each, Skipped)]) == passed == len(found) - 5
    assert [each.code for each in captures([str(folder / "note.json")]) if isinstance(each, Lost)] == ["not-a-page"]
    assert isinstance(next(iter(captures([str(folder / "README.md")]))), Got)


def test_a_folder_that_cannot_be_looked_into_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be opened is a named loss, an empty one as well, and what stands beside it is read."""
    (tmp_path / "locked").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "page.html").write_text("<p>نص الصفحة</p>", encoding="utf-8")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    refused, page = captures([str(tmp_path)])
    assert isinstance(refused, Lost)
    assert (refused.code, refused.subject, refused.detail) == ("unreadable-file", str(tmp_path / "locked"), "Permission denied")
    assert isinstance(page, Got)
    (nothing,) = captures([str(tmp_path / "empty")])
    assert isinstance(nothing, Lost)
    assert (nothing.code, nothing.subject) == ("empty-input", str(tmp_path / "empty"))
    with pytest.raises(UsageError):
        captures([str(tmp_path), ""])


def test_evidence_in_a_folder_is_its_pages(outlets: Server, tmp_path: Path) -> None:
    """An evidence folder is a source of the pages in it; its manifest and its notes are none."""
    got = [each for each in crawl(outlets, tmp_path, f"http://rasd-sahlan.example:{outlets.port}/feed.xml") if isinstance(each, Got)]
    found = [each for each in captures([str(tmp_path)]) if not isinstance(each, Skipped)]
    bodies = {each.body for each in found if isinstance(each, Got)}
    assert {each.body for each in got} <= bodies


def test_links_of_a_feed_do_not_fail_the_run(tmp_path: Path) -> None:
    """Of the sample folder, everything is read and kept offline with exit code 0; a link that cannot be had fails only who asked for it."""
    archive = str(tmp_path / "a.rawi")
    done = rawi("add", "--offline", "--archive", archive, str(SAMPLES))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].split(" ")[1] == "new"
    assert "15 × JSON that is neither a feed nor a table" in done.stdout
    assert rawi("add", "--offline", "--archive", archive, str(SAMPLES), "https://darb.example/glued").returncode == 1
    said = rawi("export", "statements", "-", "--archive", archive).stdout
    assert "Disallow" not in said
    assert "paragraphs" not in said
    shown = rawi("read", "--json", "--offline", str(SAMPLES))
    assert (shown.returncode, shown.stderr.count("\n")) == (0, 1)
    assert rawi("read", "--offline", str(SAMPLES / "news-sitemap.xml")).returncode == 3


def test_a_run_that_got_nothing_leaves_nothing(tmp_path: Path) -> None:
    """A fetch that fails leaves no evidence folder, and an empty one does not hide the archive from ``rawi verify``."""
    evidence = tmp_path / "evidence"
    assert rawi("fetch", "--evidence", str(evidence), "http://127.0.0.1/feed.xml").returncode == 3
    assert not evidence.exists()
    (evidence / "captures").mkdir(parents=True)
    archive = str(tmp_path / "a.rawi")
    rawi("add", "--offline", "--archive", archive, str(SAMPLES / "riwaq"))
    command = [sys.executable, "-c", "from rawi.cli import main; main()", "verify", "--archive", archive]
    done = subprocess.run(command, capture_output=True, check=False, text=True, cwd=tmp_path)
    assert (done.returncode, "1 page: whole" in done.stdout) == (0, True)
