"""Tables: JSON lines, CSV, TSV and Parquet, a page a row. One bad row costs one row."""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zlib
from typing import TYPE_CHECKING, Any, Final

import msgspec

from rawi.errors import SourceError, UsageError
from rawi.limits import CSV_LINES_PER_ROW, TABLE_LINE_BYTES
from rawi.model import Problem
from rawi.sources.feeds import when
from rawi.sources.got import Given, Got, Lost, captured, lost
from rawi.sources.members import WINDOW
from rawi.sources.recoding import in_utf_8

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

SUFFIXES: Final = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")

KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "html": ("html", "raw_html", "page_html"),
    "text": ("text", "body", "content", "article", "maintext", "content_text"),
    "url": ("url", "link", "address", "uri", "source_url"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source", "site", "domain"),
    "byline": ("byline", "author", "authors"),
    "published": ("published", "published_at", "date_published", "pubdate", "date_publish", "publish_date", "date", "time"),
    "fetched": ("fetched", "fetched_at", "date_download", "crawled_at", "crawl_date"),
    "language": ("language", "lang"),
    "section": ("section", "category"),
    "item": ("id", "item", "key", "guid"),
}
"""What a row can say of a page, and the names under which tables usually say it (in small letters; the first that is there counts)."""

_DECODER: Final = msgspec.json.Decoder(dict[str, Any])
_BOM: Final = b"\xef\xbb\xbf"


class Columns(msgspec.Struct, frozen=True):
    """Which column of a table says what; those left out are found by their usual names."""

    names: dict[str, str] = {}

    @classmethod
    def of(cls, said: Iterable[str]) -> Columns:
        """The map that a person writes: ``text=body``, also several in one with commas.

        Raises:
            UsageError: it is no such map, or names what no row can say.
        """
        pairs = [part.partition("=") for parts in said for part in parts.split(",") if part.strip()]
        names = {key.strip(): column.strip() for key, _, column in pairs}
        if wrong := [key for key in names if key not in KNOWN or not names[key]]:
            raise UsageError("bad-option", f"--map {wrong[0]}", f"it takes field=column with a field of {', '.join(KNOWN)}")
        return cls(names)

    def row(self, said: Mapping[str, Any]) -> dict[str, str]:
        """What a row says, by our names, as text."""
        small = {str(key).strip().lower(): value for key, value in said.items()}
        found: dict[str, str] = {}
        for name, usual in KNOWN.items():
            keys = (self.names[name].lower(),) if name in self.names else usual
            value = next((small[key] for key in keys if small.get(key) not in (None, "", [])), None)
            if value is not None:
                found[name] = _said(value)
        return found

    def missing(self, said: Mapping[str, Any]) -> str:
        """The columns that the map names and a row lacks, or the one with the text, and those that it has, for a person; empty if none."""
        small = {str(key).strip().lower() for key in said}
        lacking = [column for column in self.names.values() if column.lower() not in small]
        if not {"html", "text"} & self.names.keys() and small.isdisjoint(KNOWN["html"] + KNOWN["text"]):
            lacking.append("text")
        return f"{', '.join(lacking)}; it has {', '.join(map(str, said))}"[:300] if lacking else ""


def is_table(name: str) -> bool:
    """Whether a file's name says that it is a table, packed by gzip or zstd or not."""
    return name.lower().removesuffix(".gz").removesuffix(".zst").endswith(SUFFIXES)


def pages(file: BinaryIO, name: str, subject: str, columns: Columns) -> Iterator[Got | Problem]:
    """The pages of a table.

    Raises:
        SourceError: ``table-unreadable``: it is no table of its kind, or no column of it holds pages.
    """
    small = name.lower()
    if small.endswith(".gz"):
        file, small = io.BufferedReader(gzip.GzipFile(fileobj=file)), small.removesuffix(".gz")
    elif small.endswith(".zst"):
        file, small = io.BufferedReader(zstd.ZstdFile(file, options=WINDOW)), small.removesuffix(".zst")
    if small.endswith(".parquet"):
        rows: Iterable[Mapping[str, Any] | Problem] = _parquet(file, subject)
    elif small.endswith((".csv", ".tsv")):
        rows = _csv(in_utf_8(file), subject, "\t" if small.endswith(".tsv") else None)
    else:
        rows = _json_lines(in_utf_8(file), subject)
    try:
        for number, row in enumerate(rows, 1):
            if not isinstance(row, Problem) and (missing := columns.missing(row)):
                if not small.endswith((".jsonl", ".ndjson")):  # what the head of a table lacks, every row lacks
                    raise SourceError("column-missing", subject, missing)
                if not _body(columns.row(row)).strip():
                    yield lost(SourceError("column-missing", f"{subject}:{number}", missing))
                    continue
            yield row if isinstance(row, Problem) else _page(row, number, subject, columns)
    except (OSError, EOFError, zlib.error, zstd.ZstdError) as error:  # a damaged gzip raises any of the first three
        raise SourceError("table-unreadable", subject, error) from None


def in_json(body: bytes, subject: str, columns: Columns) -> Iterator[Got | Problem]:
    """The pages of a JSON document: of an object that holds a page, or of an array of such.

    Raises:
        SourceError: ``not-a-page``: nothing in it has a text or HTML.
    """
    held = msgspec.json.decode(body.removeprefix(_BOM))
    rows = [row for row in (held if isinstance(held, list) else [held]) if isinstance(row, dict)]
    if not any(said.get("html") or said.get("text") for said in map(columns.row, rows)):
        raise SourceError("not-a-page", subject, "JSON that is neither a feed nor a table")
    for number, row in enumerate(rows, 1):
        yield _page(row, number, subject, columns)


def _page(row: Mapping[str, Any], number: int, subject: str, columns: Columns) -> Got | Problem:
    said = columns.row(row)
    body = _body(said)
    if not body.strip():
        return lost(SourceError("empty-input", f"{subject}:{number}"))
    title = said.get("title", "")
    if title and "html" not in said and not body.lstrip().startswith(title):
        body = f"{title}\n\n{body}"
    given = Given(
        url=said.get("url"),
        title=title,
        outlet=said.get("outlet", ""),
        byline=said.get("byline", ""),
        published=when(said.get("published", "")),
        published_raw=said.get("published", ""),
        fetched=when(said.get("fetched", "")),
        language=said.get("language", ""),
        section=said.get("section", ""),
        item=said.get("item", ""),
        by=subject,
    )
    capture = captured(body, "table", url=given.url, fetched_at=given.fetched)
    return Got(msgspec.structs.replace(capture, name=given.item or f"{subject}:{number}"), body, given)


def _body(said: Mapping[str, str]) -> str:
    return said.get("html") or said.get("text", "")


def _json_lines(file: BinaryIO, subject: str) -> Iterator[Mapping[str, Any] | Problem]:
    for number, line in _lines(file):
        text = line.removeprefix(_BOM).strip()
        if not text:
            continue
        if len(line) > TABLE_LINE_BYTES:
            yield _bad(subject, number, "it is longer than limits.TABLE_LINE_BYTES")
            continue
        try:
            yield _DECODER.decode(text)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
            yield _bad(subject, number, f"it is no JSON object ({str(error)[:80]})")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers; of one past the limit only its beginning, one byte longer than the limit."""
    number = 0
    while line := file.readline(TABLE_LINE_BYTES + 1):
        number += 1
        yield number, line
        while len(line) > TABLE_LINE_BYTES and not line.endswith(b"\n"):
            line = file.readline(TABLE_LINE_BYTES + 1)


def _csv(file: BinaryIO, subject: str, delimiter: str | None) -> Iterator[Mapping[str, Any] | Problem]:
    header: list[str] = []
    csv.field_size_limit(TABLE_LINE_BYTES)
    for number, row in _csv_rows(file):
        if row is None:
            yield _bad(subject, number, "its quotation mark is never closed, or it is too long")
            continue
        if delimiter is None:
            delimiter = max((",", ";", "\t"), key=row.count)
        try:
            cells = next(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter), [])
        except csv.Error as error:
            yield _bad(subject, number, str(error))
            continue
        if not header:
            header = cells
        elif len(cells) != len(header):
            yield _bad(subject, number, f"it has {len(cells)} cells, the header has {len(header)}")
        else:
            yield dict(zip(header, cells, strict=True))


def _csv_rows(file: BinaryIO) -> Iterator[tuple[int, str | None]]:
    """Rows, each of as many lines as its quotation marks span; one that is never closed is given up, and its other lines are read again."""
    waiting: list[tuple[int, bytes]] = []
    lines = _lines(file)
    while True:
        row: list[tuple[int, bytes]] = []
        marks = size = 0
        while not row or (marks % 2 and len(row) < CSV_LINES_PER_ROW and size <= TABLE_LINE_BYTES):
            line = waiting.pop() if waiting else next(lines, None)
            if line is None:
                break
            row.append(line)
            marks += line[1].count(b'"')
            size += len(line[1])
        if not row:
            return
        if marks % 2 or size > TABLE_LINE_BYTES:
            waiting.extend(reversed(row[1:]))
            yield row[0][0], None
        elif b"".join(line for _, line in row).strip():
            yield row[0][0], b"".join(line for _, line in row).removeprefix(_BOM).decode("utf-8", "replace")


def _parquet(file: BinaryIO, subject: str) -> Iterator[Mapping[str, Any] | Problem]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional extra
        import pyarrow.parquet as pq  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise UsageError("missing-extra", subject, "arrow") from None
    try:
        table = pq.ParquetFile(file)
        wanted = {name for usual in KNOWN.values() for name in usual}
        flat = [field.name for field in table.schema_arrow if field.name.lower() in wanted or not pa.types.is_nested(field.type)]
        for batch in table.iter_batches(batch_size=256, columns=flat):
            yield from batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceError("table-unreadable", subject, str(error)[:200]) from None


def _said(value: object) -> str:
    """A cell as text: lists joined, numbers written out, anything deeper left out."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "، ".join(each for each in value if isinstance(each, str))
    return "" if isinstance(value, dict) else str(value)


def _bad(subject: str, number: int, why: str) -> Lost:
    return lost(SourceError("bad-line", f"{subject}:{number}", why))
