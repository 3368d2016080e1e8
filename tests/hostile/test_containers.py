"""HOSTILE containers: zips that explode, web archives cut and damaged anywhere, tables with bad lines."""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import io
import json
import os
import sys
import tempfile
import time
import tracemalloc
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rawi import face
from rawi.errors import SourceError
from rawi.exports import record
from rawi.model import Problem
from rawi.sources import Got, captures, records, warc, zips
from rawi.sources.address import parse
from rawi.sources.decoding import zstd
from rawi.sources.exchange import Exchange, opened
from rawi.sources.tables import Columns
from serving import answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAGE = "<html><body><p>صفحة {}</p></body></html>"


def response(number: int, **headers: str) -> bytes:
    """A packed response record."""
    raw = answer(PAGE.format(number).encode(), **headers)
    done = Exchange(parse(f"http://outlet.example/{number}"), "192.0.2.1", b"GET / HTTP/1.1\r\n\r\n", raw, *opened(raw))
    return records.of_exchange(done, NOON)[0].data


def archive(count: int, *, packed: bool = True) -> tuple[bytes, list[int]]:
    """A WARC of some pages, and where each record ends."""
    members = [response(number) for number in range(count)]
    if not packed:
        members = [gzip.decompress(member) for member in members]
    ends = [sum(map(len, members[: number + 1])) for number in range(count)]
    return b"".join(members), ends


def read(data: bytes) -> tuple[list[str], list[Problem]]:
    """The page texts and the problems of a WARC."""
    found = list(warc.pages(io.BytesIO(data), "a.warc", "a.warc"))
    pages = [each for each in found if isinstance(each, Got)]
    named = [problem for page in pages for problem in page.capture.problems]
    return [page.body.decode("utf-8", "replace") for page in pages], [*named, *(each for each in found if isinstance(each, Problem))]


DICTIONARY = zstd.train_dict([gzip.decompress(response(number)) for number in range(100, 180)], 4_000)
PACKERS = {
    "gzip": lambda data: gzip.compress(data, 1),
    "plain": bytes,
    "zstd": zstd.compress,
    "zstd with a dictionary": lambda data: zstd.compress(data, zstd_dict=DICTIONARY),
    "lz4": lambda data: importlib.import_module("lz4.frame").compress(data),
}
LZ4 = pytest.param("lz4", marks=pytest.mark.skipif(importlib.util.find_spec("lz4") is None, reason="rawi[lz4] is not installed"))
HEADS = {"zstd with a dictionary": b"\x5d\x2a\x4d\x18" + len(DICTIONARY.dict_content).to_bytes(4, "little") + DICTIONARY.dict_content}
"""What stands before the first member."""


def archive_in(packing: str, count: int) -> tuple[bytes, list[int]]:
    """A WARC of some pages in any packing, and where its records begin and end."""
    data = HEADS.get(packing, b"")
    ends = [len(data)]
    for number in range(count):
        data += PACKERS[packing](gzip.decompress(response(number)))
        ends.append(len(data))
    return data, ends


@pytest.mark.parametrize("packing", [*list(PACKERS)[:-1], LZ4])
def test_every_packing_is_read_from_a_file(packing: str, tmp_path: Path) -> None:
    """A WARC gives its pages with their places however it is packed and called, by its bytes."""
    data, ends = archive_in(packing, 5)
    path = tmp_path / "some.file"
    path.write_bytes(data)
    found = list(captures([str(path)]))
    assert [each.body.decode() for each in found] == [PAGE.format(number) for number in range(5)]
    assert [each.capture.warc.offset for each in found] == ends[:-1]
    assert [each.capture.warc.offset + each.capture.warc.length for each in found] == ends[1:]


@pytest.mark.parametrize("packing", ["zstd", "zstd with a dictionary", LZ4])
def test_every_packing_is_read_past_damage(packing: str) -> None:
    """At every cut what is whole is read and the loss named; a byte changed anywhere in a record costs that record only."""
    data, ends = archive_in(packing, 3)
    for cut in range(ends[0] + 1, len(data)):
        bodies, problems = read(data[:cut])
        assert bodies == [PAGE.format(number) for number in range(sum(end <= cut for end in ends[1:]))], cut
        assert len(problems) == (cut not in ends), cut
    for at in range(ends[1], ends[2]):
        bodies, problems = read(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        assert {PAGE.format(0), PAGE.format(2)} <= set(bodies), at
        assert PAGE.format(1) in bodies or problems, at


@pytest.mark.parametrize("packing", ["gzip", "zstd", LZ4])
def test_a_bomb_in_any_packing_is_not_unpacked(packing: str) -> None:
    """128 MB of zeros behind an honest head, or behind one that lies, costs under a second and 60 MB."""
    for length in (1 << 29, 30_000_000, 10):
        head = f"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n".encode()
        with tempfile.TemporaryFile() as file:
            file.write(PACKERS[packing](head + bytes(1 << 27)) + PACKERS[packing](gzip.decompress(response(1))))
            tracemalloc.start()
            start = time.monotonic()
            found = list(warc.pages(file, "a", "a"))
            seconds, peak = time.monotonic() - start, tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert [each.body.decode() for each in found if isinstance(each, Got)] == [PAGE.format(1)]
        assert [each.code for each in found if not isinstance(each, Got)] == ["warc-damaged"]
        assert seconds < 2
        assert peak < 80_000_000


def test_lz4_without_its_extra_is_an_error_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the part that reads lz4 is not installed, the error names it."""
    monkeypatch.setitem(sys.modules, "lz4.frame", None)
    with pytest.raises(SourceError) as error:
        read(b"\x04\x22\x4d\x18" + bytes(100))
    assert (error.value.code, "rawi[lz4]" in error.value.hint) == ("missing-extra", True)


def test_a_damaged_or_huge_dictionary_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dictionary that is none, or over the limit, is named; one at the limit is read."""
    data, _ = archive_in("zstd with a dictionary", 1)
    size = len(DICTIONARY.dict_content)
    for limit in (size + 1, size, size - 1):
        monkeypatch.setattr("rawi.sources.members.WARC_DICTIONARY_BYTES", limit)
        if limit < size:
            with pytest.raises(SourceError):
                read(data)
        else:
            assert read(data)[0] == [PAGE.format(0)]
    monkeypatch.undo()
    with pytest.raises(SourceError):
        read(data[:8] + bytes(size) + data[8 + size :])


BEGINNINGS = {
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\0",
    "zstd": b"\x28\xb5\x2f\xfd\x00\x58\x00\x00\x10",
    "lz4": b"\x04\x22\x4d\x18\x40\x40\xc0",
}


@pytest.mark.parametrize("packing", ["gzip", "zstd", LZ4])
def test_a_file_of_beginnings_ends_in_time(packing: str) -> None:
    """Two megabytes of what looks like the start of a record every few bytes are given up at a limit."""
    pack, magic = PACKERS[packing], BEGINNINGS[packing]
    start = time.process_time()
    bodies, problems = read(pack(gzip.decompress(response(1))) + magic * (2_000_000 // len(magic)))
    assert (bodies, [problem.code for problem in problems]) == ([PAGE.format(1)], ["warc-damaged"])
    assert time.process_time() - start < 5


@pytest.mark.parametrize("suffix", ["zst", "gz"])
def test_a_packed_page_is_read(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page packed by zstd or gzip is read up to the limit of a page; larger, cut or packed twice it is named."""
    pack = {"zst": zstd.compress, "gz": gzip.compress}[suffix]
    body = PAGE.format(1).encode()
    path = tmp_path / f"page.html.{suffix}"
    for limit, size, codes in ((len(body) + 1, 1, []), (len(body), 1, []), (len(body) - 1, 0, ["too-large"])):
        monkeypatch.setattr("rawi.sources.files.PAGE_BYTES", limit)
        path.write_bytes(pack(body))
        if len(path.read_bytes()) > limit:
            continue
        found = list(captures([str(path)]))
        assert [each.body for each in found if isinstance(each, Got)] == [body] * size
        assert [each.code for each in found if not isinstance(each, Got)] == codes
    monkeypatch.undo()
    for data, code in ((pack(body)[:-5], "unreadable-file"), (pack(pack(body)), "not-a-page")):
        path.write_bytes(data)
        assert [each.code for each in captures([str(path)])] == [code]


@pytest.mark.parametrize("packed", [True, False])
def test_a_whole_warc_is_read(packed: bool) -> None:
    """Each page once, with its place, which leads back to its record."""
    data, ends = archive(5, packed=packed)
    found = list(warc.pages(io.BytesIO(data), "a.warc", "a.warc"))
    assert [each.body.decode() for each in found] == [PAGE.format(number) for number in range(5)]
    assert [each.capture.warc.offset for each in found] == [0, *ends[:-1]]
    assert [each.capture.warc.offset + each.capture.warc.length for each in found] == ends
    assert {each.capture.fetched_at for each in found} == {"2026-11-24T12:00:00Z"}


@pytest.mark.parametrize("packed", [True, False])
def test_warc_cut_at_every_byte(packed: bool) -> None:
    """At every cut the records before it are read, no half one is, and the cut is named with its offset unless it is between two."""
    data, ends = archive(3, packed=packed)
    for cut in range(1, len(data)):
        bodies, problems = read(data[:cut])
        whole = sum(end <= cut for end in ends)
        assert bodies == [PAGE.format(number) for number in range(whole)], cut
        assert len(problems) == (cut not in ends), cut
        if problems:
            assert problems[0].code == "warc-damaged"
            assert problems[0].subject == f"a.warc at {[0, *ends][whole]}"


@pytest.mark.parametrize("packed", [True, False])
def test_a_member_damaged_anywhere_costs_itself_only(packed: bool) -> None:
    """Whatever byte of the middle record is changed, its neighbours are read, and no page is other than it was without a word."""
    data, ends = archive(3, packed=packed)
    for at in range(ends[0], ends[1]):
        damaged = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        bodies, problems = read(damaged)
        assert PAGE.format(0) in bodies, at
        assert PAGE.format(2) in bodies, at
        assert PAGE.format(1) in bodies or problems, at


def plain(length: str, block: bytes, more: str = "") -> bytes:
    """A record that says of itself what a test wants."""
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n{more}Content-Length: {length}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize(
    "length", ["4294967296", "999999999999999", "-1", "5x", "", "10", "100000", "٥", "9" * 5_000], ids=lambda length: length[:12]
)
def test_a_wrong_length_costs_its_record(length: str) -> None:
    """A record that lies about its length, or says that it has 4 GB, is named, at once, and the next is read."""
    good = gzip.decompress(response(7))
    for pack in (gzip.compress, bytes):
        start = time.monotonic()
        bodies, problems = read(pack(plain(length, answer(b"<p>x</p>"))) + pack(good))
        assert PAGE.format(7) in bodies
        assert problems
        assert time.monotonic() - start < 1


def test_a_packed_bomb_in_a_warc_is_not_unpacked() -> None:
    """A gigabyte of zeros behind an honest head is passed over in less than a second and 60 MB."""
    packer = __import__("zlib").compressobj(9, wbits=31)
    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 1073741824\r\n\r\n"
    bomb = packer.compress(head) + b"".join(packer.compress(bytes(1 << 24)) for _ in range(16)) + packer.flush()
    tracemalloc.start()
    start = time.monotonic()
    bodies, problems = read(bomb + response(1))
    assert (bodies, len(problems)) == ([PAGE.format(1)], 1)
    assert time.monotonic() - start < 1
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_one_gzip_stream_for_the_whole_file() -> None:
    """A WARC that was packed as a whole is read all the same."""
    data, _ = archive(4, packed=False)
    assert read(gzip.compress(data)) == ([PAGE.format(number) for number in range(4)], [])


def test_revisits() -> None:
    """A revisit gives the page that it repeats, got at its own time; one without its original is named."""
    raw = answer(PAGE.format(1).encode())
    digest = records.labelled(PAGE.format(1).encode())
    more = f"WARC-Payload-Digest: {digest}\r\nWARC-Date: 2026-12-01T00:00:00Z\r\nWARC-Profile: x\r\n"
    again = gzip.compress(plain("0", b"", more).replace(b"response", b"revisit"))
    found = list(warc.pages(io.BytesIO(response(1) + again), "a", "a"))
    assert [each.capture.fetched_at for each in found] == ["2026-11-24T12:00:00Z", "2026-12-01T00:00:00Z"]
    assert found[0].capture.id == found[1].capture.id
    assert [each.code for each in warc.pages(io.BytesIO(again), "a", "a")] == ["revisit-without-original"]
    assert raw


def test_bodies_in_any_coding_are_read() -> None:
    """Chunks and compressions are undone, also where the header announces what somebody undid before."""
    body = PAGE.format(1).encode()
    forms = [
        answer(gzip.compress(body), Content_Encoding="gzip"),
        answer(body, Content_Encoding="gzip"),
        answer(body, Content_Encoding="br", Transfer_Encoding="chunked"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
        + b"".join(f"{len(gzip.compress(body)):x}\r\n".encode() + gzip.compress(body) + b"\r\n" for _ in range(1))
        + b"0\r\n\r\n",
        b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n" + body,
    ]
    for form in forms:
        bodies, _ = read(plain(str(len(form)), form))
        assert bodies == [body.decode()]


def test_what_is_no_page_is_counted() -> None:
    """Pictures and errors are left out in one line that counts them."""
    data = response(1) + response(2, Content_Type="text/css") + gzip.compress(plain("27", b"HTTP/1.1 404 Not Found\r\n\r\nx\n"))
    bodies, problems = read(data)
    assert bodies == [PAGE.format(1)]
    assert [problem.code for problem in problems] == ["not-pages"]


@pytest.mark.slow
def test_many_tiny_records_in_flat_memory() -> None:
    """A hundred thousand records of nothing take steady time and no memory."""
    tiny = plain("0", b"").replace(b"response", b"metadata")
    tracemalloc.start()
    assert read(tiny * 100_000)[0] == []
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def zipped(*names: str, body: bytes = PAGE.format(1).encode(), level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of files with one content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as whole:
        for name in names:
            whole.writestr(name, body)
    return out.getvalue()


def overlapping() -> bytes:
    """A zip whose directory names one entry again and again."""
    data = zipped("a.html", body=bytes(500_000))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    record = bytearray(data[end:])
    record[8:12] = (50).to_bytes(2, "little") * 2
    record[12:16] = (len(entry) * 50).to_bytes(4, "little")
    return data[:start] + entry * 50 + bytes(record)


def all_entries(data: bytes) -> list[str]:
    """The names of a zip's entries, all of them unpacked."""
    return [entry.name for entry in zips.entries(io.BytesIO(data), "a.zip")]


@pytest.mark.parametrize(
    "make",
    [
        lambda: zipped("a.html", body=bytes(50_000_000)),
        overlapping,
        lambda: zipped(*(f"{number}.html" for number in range(10_001)), body=b"x"),
        lambda: zipped("a.html")[:-30],
        lambda: b"PK\x03\x04" + bytes(100),
        lambda: b"PK\x05\x06" + b"\xff" * 18,
    ],
    ids=["ratio", "overlapping", "entries", "cut", "no directory", "directory of 4 GB"],
)
def test_zip_bombs(make: object) -> None:
    """A zip that grows, overlaps or never ends is refused by name, quickly and in little memory."""
    data = make()
    tracemalloc.start()
    start = time.monotonic()
    with pytest.raises(SourceError) as error:
        all_entries(data)
    assert error.value.code == "zip-refused"
    assert time.monotonic() - start < 1.5
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_zip_slip(tmp_path: Path) -> None:
    """Names that lead elsewhere, that deceive or that repeat are shown and nothing more; no file is written anywhere."""
    names = ["../../x.html", "/etc/x.html", "C:\\x.html", "a\u202elmth.exe", "a/../../b.html", "con.html", "n" * 300 + ".html"]
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir()
    path.write_bytes(zipped(*names))
    before = sorted(os.walk(tmp_path))
    found = list(captures([str(path)]))
    assert len([each for each in found if isinstance(each, Got)]) == len(names)
    assert sorted(os.walk(tmp_path)) == before


def test_links_and_zips_inside_a_zip_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link in a zip is no file; a zip in a zip is named and left."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as whole:
        link = zipfile.ZipInfo("link.html")
        link.external_attr = 0o120777 << 16
        whole.writestr(link, "/etc/passwd")
        whole.writestr("inner.zip", zipped("a.html"))
        whole.writestr("page.html", PAGE.format(2))
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())
    found = list(captures([str(path)]))
    assert [each.body.decode() for each in found if isinstance(each, Got)] == [PAGE.format(2)]
    assert [each.code for each in found if not isinstance(each, Got)] == ["zip-refused"]


def test_a_wacz_gives_its_archives_pages(tmp_path: Path) -> None:
    """The web archives in a WACZ are read; its indexes and its description of itself are not pages."""
    data, _ = archive(3)
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as whole:
        whole.writestr("datapackage.json", "{}")
        whole.writestr("pages/pages.jsonl", '{"url": "http://a.example/"}\n')
        whole.writestr("archive/data.warc.gz", data)
    assert [each.body.decode() for each in captures([str(path)])] == [PAGE.format(number) for number in range(3)]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are text there")
def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    """A name in another charset, or with a bidi override or a line end, costs no page, and can be written in every record."""
    names = [b"\xce\xc8\xd1.html", "أ\u202eلم.html".encode(), b"a\nb.html", b"c" * 250 + b".html"]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text(PAGE.format(1), encoding="utf-8")
    (tmp_path / os.fsdecode(b"\xff.html")).write_bytes(b"")
    found = list(captures([str(tmp_path)]))
    assert len([each for each in found if isinstance(each, Got)]) == len(names)
    for each in found:
        name = each.capture.name + each.name if isinstance(each, Got) else each.subject
        assert name.encode("utf-8").decode("utf-8") == name
    assert record.encode(face.read(tmp_path / os.fsdecode(names[0])))


def row(number: int) -> str:
    """A good line of a table."""
    return json.dumps({"id": number, "url": f"http://a.example/{number}", "title": f"عنوان {number}", "text": f"نص الخبر {number}"})


BAD_LINES = {
    "no object": b"[1, 2]",
    "deep": b"[" * 100_000,
    "deep object": b'{"text":' * 100_000,
    "infinite": b'{"text": "x", "n": 1e999}',
    "lone surrogate": b'{"text": "\\ud83d"}',
    "no text": b'{"url": "http://a.example/"}',
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "cut": b'{"text": "x',
    "NUL": b"\0\0\0",
    "wrong types": b'{"text": {"a": 1}, "title": 5}',
}


@pytest.mark.parametrize("bad", BAD_LINES)
def test_tables_bad_lines(bad: str, tmp_path: Path) -> None:
    """One bad line of JSON costs one line, named by its number."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(row(1).encode() + b"\n" + BAD_LINES[bad] + b"\n\xef\xbb\xbf" + row(2).encode() + b"\n\n")
    found = list(captures([str(path)]))
    assert [each.given.item for each in found if isinstance(each, Got)] == ["1", "2"]
    (lost,) = (each for each in found if not isinstance(each, Got))
    assert lost.code in {"bad-line", "column-missing", "empty-input"}
    assert lost.subject == f"{path}:2"


def test_a_line_without_end_costs_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line past the limit is passed over without being held in memory; the limit itself is exact."""
    monkeypatch.setattr("rawi.sources.tables.TABLE_LINE_BYTES", 200)
    path = tmp_path / "a.jsonl"
    fitting = row(1)[:-1] + " " * (199 - len(row(1).encode())) + "}"
    path.write_text("\n".join([fitting, fitting[:-1] + " }", '{"text": "' + "x" * 5_000 + '"}', row(2)]), encoding="utf-8")
    found = list(captures([str(path)]))
    assert [each.given.item for each in found if isinstance(each, Got)] == ["1", "2"]
    assert [each.subject.rpartition(":")[2] for each in found if not isinstance(each, Got)] == ["2", "3"]


def test_csv_rows(tmp_path: Path) -> None:
    """Cells with line ends, quotation marks and 131,073 bytes are read; a mark that is never closed costs its row."""
    long = "نص " * 30_000
    lines = ["url,title,text", 'http://a.example/1,"أ ""ب""","سطر\nوسطر"', f"http://a.example/2,ج,{long}", 'http://a.example/3,"د,لا ينتهي']
    lines += ["http://a.example/4,هـ", "http://a.example/5,و,نص"]
    path = tmp_path / "a.csv"
    path.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    found = list(captures([str(path)]))
    pages = [each for each in found if isinstance(each, Got)]
    assert [each.given.url[-1] for each in pages] == ["1", "2", "5"]
    assert pages[0].body == 'أ "ب"\n\nسطر\nوسطر'
    assert len([each for each in found if not isinstance(each, Got)]) == 2


TABLE = "قال مسؤول في وزارة الصحة إن الحالة مستقرة وأضاف أن المرضى غادروا"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl"])
@pytest.mark.parametrize("packed", [False, True])
def test_tables_in_every_charset(charset: str, kind: str, packed: bool, tmp_path: Path) -> None:
    """A table as a spreadsheet on Arabic Windows saves it is read to the letter, packed or not."""
    texts = [f"{TABLE} {number}" for number in range(3_000)]
    if kind == "jsonl":
        lines = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    else:
        cell = "," if kind == "csv" else "\t"
        lines = [f"url{cell}text", *(f"http://a.example/{cell}{text}" for text in texts)]
    data = "\r\n".join(lines).encode(charset)
    path = tmp_path / (f"a.{kind}.gz" if packed else f"a.{kind}")
    path.write_bytes(gzip.compress(data) if packed else data)
    assert [each.body for each in captures([str(path)])] == texts


def test_other_separators_and_column_names(tmp_path: Path) -> None:
    """Semicolons and tabs are seen; columns with names of their own are mapped."""
    for name, text in (("a.csv", "link;corps\nhttp://a.example/;نص\n"), ("a.tsv", "link\tcorps\nhttp://a.example/\tنص\n")):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (got,) = captures([str(path)], columns=Columns.of(["text=corps, url=link"]))
        assert (got.body, got.capture.url) == ("نص", "http://a.example/")


def test_parquet(tmp_path: Path) -> None:
    """A Parquet table gives a page a row, nulls and other types included; one that is none is an error of ours."""
    path = tmp_path / "a.parquet"
    columns = {
        "id": [1, 2, 3],
        "text": ["نص أول", None, "نص ثالث"],
        "published": ["2026-01-01", None, "1 يناير 2026"],
        "deep": [[{"a": 1}]] * 3,
    }
    pq.write_table(pa.table(columns), path)
    found = list(captures([str(path)]))
    assert [(each.given.item, each.given.published) for each in found if isinstance(each, Got)] == [
        ("1", "2026-01-01"),
        ("3", "2026-01-01"),
    ]
    assert [each.code for each in found if not isinstance(each, Got)] == ["empty-input"]
    path.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    assert [each.code for each in captures([str(path)])] == ["table-unreadable"]


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstd.compress)])
def test_a_damaged_packed_table_keeps_its_rows(suffix: str, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """The rows before the damage come; the damage is named; without damage all come."""
    path = tmp_path / f"a.jsonl.{suffix}"
    data = pack("\n".join(row(number) for number in range(5_000)).encode())
    path.write_bytes(data)
    assert sum(isinstance(each, Got) for each in captures([str(path)])) == 5_000
    path.write_bytes(data[:-2_000])
    found = list(captures([str(path)]))
    assert sum(isinstance(each, Got) for each in found) > 1_000
    assert found[-1].code == "table-unreadable"


def test_the_corpora_are_read_by_their_column_names(shared: Path) -> None:
    """Both collections of real articles are read as they lie, every row of the first five hundred."""
    for name in ("saudinewsnet", "ant2018"):
        for number, each in enumerate(_up_to(captures([str(shared / "data" / f"{name}.jsonl.gz")]), 500)):
            assert isinstance(each, Got), number
            assert each.given.title in each.body
            assert each.given.outlet


def _up_to(found: Iterator[Got | Problem], count: int) -> Iterator[Got | Problem]:
    for _, each in zip(range(count), found, strict=False):
        yield each
