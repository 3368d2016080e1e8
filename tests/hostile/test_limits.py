"""Every number of ``limits.py`` at one below, at, and one above: what is let through, and what is said of the rest."""

from __future__ import annotations

import gzip
import importlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from rawi import face, limits, search
from rawi.arabic.quotes import pair_quotes
from rawi.arabic.stems import forms_of
from rawi.errors import RawiError
from rawi.model import Capture, Problem, Span
from rawi.reading import gate, read_page
from rawi.reading.decode import decode
from rawi.sources import Fetcher, captures, polite, warc, zips
from rawi.sources.address import parse
from rawi.sources.decoding import decode as undo_codings
from rawi.sources.decoding import zstd
from rawi.sources.feeds import Feed
from rawi.sources.files import in_list, in_stream
from rawi.sources.message import BadHeadError, head_of
from rawi.sources.polite import Turns
from rawi.sources.sitemaps import Sitemap
from rawi.sources.tables import Columns
from rawi.sources.tables import pages as table_pages
from rawi.workers import Bounds, Failed, Pool
from serving import Server, answer

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE = "قالت البلدية إن الجسر سيغلق أمام الشاحنات مدة ثلاثة أسابيع بسبب الصيانة، ولم تعلن كلفة المشروع بعد. "


class Probe(NamedTuple):
    """How a limit is tried."""

    said_of: Callable[[int], object]
    """What is said of an input of that size; nothing, if it is let through."""
    said: object
    """What is said of one over the limit."""
    module: str = ""
    """Where the limit is made small for the test; nowhere, if it is tried as it is."""
    small: int = 0


def refused(markup: str) -> str:
    """Why markup is not parsed."""
    problem = gate.refusal(markup)
    return problem.code if problem else ""


def codes(markup: str) -> str:
    """What is wrong with a page of JSON-LD."""
    page = read_page(Capture("capture", ""), f"<html><head>{markup}</head><body><p>{SENTENCE * 3}</p></body></html>")
    return " ".join(problem.code for problem in page.problems)


def linked(text: str) -> str:
    """The same for one script."""
    return codes(f"<script type='application/ld+json'>{text}</script>")


def error_of(call: Callable[[], object]) -> str:
    """The code of the error of a call; of the problem, where it gives problems."""
    try:
        made = call()
    except RawiError as error:
        return error.code
    found = list(made) if hasattr(made, "__iter__") else []
    return " ".join(each.code for each in found if isinstance(each, Problem))


def feed_problems(feed: Feed | Sitemap) -> str:
    """What is wrong with a feed or sitemap once it was read."""
    list(feed.items() if isinstance(feed, Feed) else feed.entries())
    return " ".join(problem.code for problem in feed.problems)


def rss(items: int) -> bytes:
    """A feed with so many tags: four around the items, two an item."""
    return ("<rss><channel>" + "<item/>" * items + "</channel></rss>").encode()


def sitemap(entries: int) -> bytes:
    """A sitemap with so many addresses."""
    return ("<urlset>" + "".join(f"<url><loc>http://a.example/{n}</loc></url>" for n in range(entries)) + "</urlset>").encode()


def too_long_a_head(size: int) -> str:
    """Whether a head of so many bytes is refused."""
    start, end = b"HTTP/1.1 200 OK\r\nX: ", b"\r\n\r\n"
    try:
        return "" if head_of(start + b"a" * (size - len(start) - len(end)) + end + b"body") else "waits"
    except BadHeadError as error:
        return str(error)


def redirected(hops: int) -> str:
    """What comes of a chain of so many redirects."""
    routes = {f"/{n}": answer(b"", "302 Found", Location=f"/{n + 1}") for n in range(hops)}
    with Server({**routes, f"/{hops}": answer(SENTENCE.encode())}) as server:
        return error_of(lambda: Fetcher(guard=server.guard(), pace=0.0).get(server.url + "/0"))


class Still:
    """A clock that passes only by waiting."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """The time."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Pass."""
        self.time += timedelta(seconds=seconds)


def busy(seconds: int) -> str:
    """What comes of a busy server that asks for so long a wait."""
    with Server({"/": answer(b"", "503 Busy", Retry_After=str(seconds))}) as server:
        return error_of(lambda: Fetcher(guard=server.guard(), pace=0.0, clock=Still()).get(server.url + "/")).replace("server-trouble", "")


def asked_pause(seconds: int) -> str:
    """Whether a pause that a robots.txt asks for is cut short."""
    turns = Turns(Still())
    turns.slow_down("a.example", seconds)
    return "" if turns._paces["a.example"] == seconds else "shorter"


def rule_is_read(size: int) -> str:
    """Whether a rule that ends at that byte of a robots.txt is read to its end."""
    rule = b"User-agent: *\nDisallow: /x$"
    rules = polite.rules_of(200, b"#" * (size - len(rule) - 1) + b"\n" + rule)
    assert not rules.allow("http://a.example/x")
    return "" if rules.allow("http://a.example/xy") else "cut"


def meta_is_read(size: int) -> str:
    """Whether a charset whose name ends at that byte is seen."""
    meta = "<meta charset=utf-7"
    body = " " * (size - len(meta)) + meta + ">" + SENTENCE.encode("utf-7").decode()
    return "" if decode(body.encode()).encoding == "utf-7" else "not seen"


def coded(times: int) -> str:
    """What is said of a body packed so many times."""
    body = b"a"
    for _ in range(times):
        body = gzip.compress(body)
    return undo_codings(body, ", ".join(["gzip"] * times)).problem


def window(log: int) -> bytes:
    """Three megabytes in a zstd frame that asks for a window of that size."""
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: log})
    return packer.compress(b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 5\r\n\r\nabcde\r\n\r\n") + packer.flush()


def zipped(entries: int = 1, body: bytes = b"x") -> io.BytesIO:
    """A zip of files with one content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for number in range(entries):
            whole.writestr(f"{number}.html", body)
    return out


def unzipped(file: io.BytesIO) -> str:
    """What comes of reading all of a zip."""
    return error_of(lambda: [entry.name for entry in zips.entries(file, "a.zip")])


def record(length: int, before: bytes = b"") -> io.BytesIO:
    """A record with so many bytes in it."""
    head = f"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: {length}\r\n\r\n".encode()
    return io.BytesIO(before + head + b"x" * length + b"\r\n\r\n")


def after_false_starts(count: int) -> str:
    """Whether a record after damage and so many false starts is found."""
    found = list(warc.records(record(5, b"WARC/1.1\r\nnothing\r\n\r\n" + b"WARC/x " * (count - 1)), "a"))
    return "" if any(isinstance(each, warc.Record) for each in found) else "not found"


def quoted_cell(lines: int) -> str:
    """What is said of a table in which one cell spans so many lines."""
    cell = "\n".join(["سطر"] * lines)
    table = f'url,text\nhttp://a.example/,"{cell}"\n'
    return " ".join(dict.fromkeys(error_of(lambda: table_pages(io.BytesIO(table.encode()), "a.csv", "a.csv", COLUMNS)).split()))


def line_of(size: int) -> str:
    """What is said of a table's line of so many bytes."""
    bare = json.dumps({"text": "", "id": 1})
    line = bare.replace('""', '"' + "x" * (size - len(bare) - 1) + '"') + "\n"
    return error_of(lambda: table_pages(io.BytesIO(line.encode()), "a.jsonl", "a.jsonl", COLUMNS))


def unbalanced(count: int) -> str:
    """How quotation marks without a partner are listed."""
    reading = face.read("\n\n".join(f"قال «المسؤول رقم {n}" for n in range(count)))
    named = [problem for problem in reading.problems if problem.code == "unbalanced-quotes"]
    return named[-1].subject if "more" in named[-1].subject else ""


def problems(text: str) -> str:
    """What is wrong with a page as a whole reading sees it."""
    return " ".join(problem.code for problem in face.read(text).problems)


def listed(entries: int) -> str:
    """What is said of a listing page of so many entries, all of whose text stays on the page."""
    cards = (
        f'<article><h3><a href="/{n}">البلدية تعلن خبرها رقم {n} لهذا اليوم</a></h3><p>{SENTENCE}</p></article>' for n in range(entries)
    )
    page = read_page(Capture("capture", ""), f"<html><body><main>{''.join(cards)}</main></body></html>")
    assert page.kind == "listing"
    assert page.text.count(SENTENCE.strip()) == entries
    assert len(page.items) == entries - sum(problem.code == "listing-too-long" for problem in page.problems)
    return " ".join(problem.code for problem in page.problems)


def nested(depth: int) -> str:
    """Whether quotations so deep in each other all have their partners."""
    marks = ("«»", "“”") * depth
    text = "".join(f" {pair[0]}" for pair in marks[:depth]) + "نص" + "".join(f"{pair[1]} " for pair in reversed(marks[:depth]))
    return "" if all(pair.closed and pair.opened for pair in pair_quotes(text, Span(0, len(text)))) else "left alone"


def flat(lines: int) -> str:
    """Whether each line of a page that must not be parsed is a block of its own; none is lost in any case."""
    page = read_page(Capture("capture", ""), f"<div {'a=1 ' * (limits.HTML_ATTRIBUTES + 1)}>" + "<p>سطر</p>" * lines)
    assert page.text.count("سطر") == lines
    return cut_off(lines, len(page.blocks))


def indexed(sitemaps: int) -> str:
    """What is said of an index of so many sitemaps."""
    index = "<sitemapindex>" + "".join(f"<sitemap><loc>{{}}/{n}.xml</loc></sitemap>" for n in range(sitemaps)) + "</sitemapindex>"
    with Server({f"/{n}.xml": answer(sitemap(0)) for n in range(sitemaps)}) as server:
        server.routes["/"] = answer(index.replace("{}", server.url).encode())
        return error_of(lambda: captures([server.url + "/"], fetcher=Fetcher(guard=server.guard(), pace=0.0)))


def cut_off(count: int, kept: int) -> str:
    """Whether something is not all there."""
    return "" if kept == count else "cut"


COLUMNS = Columns()

PROBES = {
    "HTML_TAGS": Probe(lambda n: refused("<br>" * n), "html-too-many-tags", "rawi.reading.gate", 50),
    "HTML_DEPTH": Probe(lambda n: refused("<div>" * n), "html-too-deep"),
    "HTML_ATTRIBUTES": Probe(lambda n: refused("<div " + "a=1 " * n + ">"), "html-too-many-attributes"),
    "HTML_TAG_LENGTH": Probe(lambda n: refused(f"<p {'x' * (n - 2)}>"), "html-tag-too-long"),
    "META_CHARSET_BYTES": Probe(meta_is_read, "not seen"),
    "JSON_LD_LENGTH": Probe(lambda n: linked('{"a":"' + "x" * (n - 8) + '"}'), "json-ld-refused"),
    "JSON_LD_DEPTH": Probe(lambda n: linked("[" * n + "]" * n), "json-ld-refused"),
    "JSON_LD_NODES": Probe(lambda n: linked("[" + ",".join(["{}"] * n) + "]"), "json-ld-too-many-nodes", "rawi.reading.jsonld", 20),
    "LISTING_ITEMS": Probe(listed, "listing-too-long", "rawi.reading.listings", 20),
    "STATEMENTS_PER_STORY": Probe(
        lambda n: problems("\n\n".join([f"قال الوزير سامر الكنعان إن الجسر رقم {m} سيغلق." for m in range(n)])),
        "too-many-statements",
        "rawi.statements.decide",
        20,
    ),
    "PAGE_BYTES": Probe(lambda n: error_of(lambda: in_stream(io.BytesIO(b"a" * n))), "too-large", "rawi.sources.local", 100),
    "FETCHED_BYTES": Probe(lambda n: undo_codings(zstd.compress(b"a" * n), "zstd").problem, "body-too-large"),
    "CODINGS_CHAINED": Probe(coded, "too-many-codings"),
    "ZSTD_WINDOW_LOG": Probe(lambda n: undo_codings(window(n), "zstd").problem, "coding-damaged"),
    "WARC_WINDOW_LOG": Probe(lambda n: error_of(lambda: warc.records(io.BytesIO(window(n)), "a")), "warc-damaged"),
    "WARC_RECORD_BYTES": Probe(lambda n: error_of(lambda: warc.records(record(n), "a")), "warc-damaged", "rawi.sources.warc", 50),
    "WARC_FALSE_STARTS": Probe(after_false_starts, "not found", "rawi.sources.warc", 5),
    "HEADER_BYTES": Probe(too_long_a_head, "its headers are too long"),
    "REDIRECTS": Probe(redirected, "too-many-redirects"),
    "RETRY_AFTER_SECONDS": Probe(busy, "put-off"),
    "CRAWL_DELAY_SECONDS": Probe(asked_pause, "shorter"),
    "ROBOTS_BYTES": Probe(rule_is_read, "cut"),
    "ADDRESS_CHARACTERS": Probe(lambda n: error_of(lambda: parse("http://a.example/" + "a" * (n - 17)) and ""), "bad-address"),
    "XML_TAGS": Probe(lambda n: feed_problems(Feed(rss(n - 4), "x")), "feed-too-long", "rawi.sources.xmlstream", 20),
    "SITEMAP_ADDRESSES": Probe(lambda n: feed_problems(Sitemap(sitemap(n), "x")), "sitemap-too-long", "rawi.sources.sitemaps", 20),
    "LIST_ADDRESSES": Probe(
        lambda n: error_of(lambda: in_list(io.BytesIO(b"http://a.example/\n" * n), "-")), "list-too-long", "rawi.sources.files", 20
    ),
    "ZIP_ENTRIES": Probe(lambda n: unzipped(zipped(n)), "zip-refused", "rawi.sources.zips", 20),
    "ZIP_BYTES": Probe(lambda n: unzipped(zipped(1, b"x" * n)), "zip-refused", "rawi.sources.zips", 1_000),
    "TABLE_LINE_BYTES": Probe(line_of, "bad-line", "rawi.sources.tables", 200),
    "CSV_LINES_PER_ROW": Probe(quoted_cell, "bad-line", "rawi.sources.tables", 20),
    "SITEMAPS_FOLLOWED": Probe(indexed, "too-many-sitemaps", "rawi.sources.captures", 4),
    "FLAT_BLOCKS": Probe(flat, "cut", "rawi.reading.html", 20),
    "PROBLEMS_OF_ONE_CODE": Probe(unbalanced, "1 more", "rawi.pipeline", 5),
    "QUOTES_NESTED": Probe(nested, "left alone"),
    "QUERY_CHARACTERS": Probe(lambda n: " ".join(search.parse("ب" * n).notes), "only the first 1000 characters were read"),
    "QUERY_TERMS": Probe(lambda n: " ".join(search.parse("باب " * n).notes), "only the first 64 terms were read"),
    "LETTERS_IN_A_WORD": Probe(lambda n: cut_off(n, len(forms_of("ب" * n).form)), "cut"),
}


@pytest.mark.parametrize("name", PROBES)
def test_a_limit_is_exact(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One below the limit and at the limit nothing is said; one above, what is promised is."""
    probe = PROBES[name]
    limit = int(getattr(limits, name))
    if probe.module:
        limit = probe.small
        monkeypatch.setattr(importlib.import_module(probe.module), name, limit)  # a function may have its module's name
    assert [probe.said_of(size) for size in (limit - 1, limit, limit + 1)] == ["", "", probe.said]


def test_the_growth_limit_of_a_zip_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that grows as many times as the limit says is read; once more, and the zip is refused."""
    body = bytes(4_000_000)
    times = len(body) / zipfile.ZipFile(zipped(1, body)).infolist()[0].compress_size
    for limit, code in ((int(times) + 1, ""), (int(times) - 1, "zip-refused")):
        monkeypatch.setattr("rawi.sources.zips.ZIP_RATIO", limit)
        assert unzipped(zipped(1, body)) == code


def _hold(size: str) -> str:
    """Take so many bytes of memory."""
    return str(len(bytearray(int(size))))


def test_the_memory_limit_of_a_child_holds() -> None:
    """A child that wants less than its limit gets it; one that wants the limit, on top of itself, does not."""
    memory = 600_000_000
    with Pool(_hold, str, bounds=Bounds(memory=memory)) as pool:
        found = [result for _, result in pool.map([str(memory // 3), str(memory), "1"])]
    assert [found[0], found[2]] == [str(memory // 3), "1"]
    assert isinstance(found[1], Failed)
    assert found[1].code == "out-of-memory"
