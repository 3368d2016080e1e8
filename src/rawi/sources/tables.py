"""Tables of pages: JSON Lines and CSV, packed with gzip or not, whose columns a person names.

A bad line costs one line: it comes out as an error with its number, and the next line is read. Lines are read with a bound.
"""

from __future__ import annotations

import csv
import gzip
import io
from typing import TYPE_CHECKING, Final

import msgspec

from rawi.errors import SourceError, UsageError
from rawi.limits import PAGE_BYTES
from rawi.sources.got import Given, Got, Lost, captured, lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

FIELDS: Final = ("text", "title", "url", "published", "outlet", "fetched")
"""What a table can say of a page; ``text`` may be HTML or flattened text."""

ENDINGS: Final = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".csv", ".csv.gz")


def is_table(path: Path) -> bool:
    """Whether a file's name says that it is a table."""
    return path.name.lower().endswith(ENDINGS)


def column_map(pairs: Iterable[str]) -> dict[str, str]:
    """The columns that ``field=column`` pairs (also several in one, with commas) name; a field that none names has its own name.

    Raises:
        UsageError: a pair is none, or names no field.
    """
    columns = {field: field for field in FIELDS}
    for pair in (part for parts in pairs for part in parts.split(",")):
        field, _, column = (side.strip() for side in pair.partition("="))
        if field not in columns or not column:
            raise UsageError("bad-option", f"--map {pair}", f"it takes field=column with a field of {', '.join(FIELDS)}")
        columns[field] = column
    return columns


def rows(path: Path, columns: Mapping[str, str]) -> Iterator[Got | Lost]:
    """The pages of a table, in order; a line that holds none comes out as an error.

    Raises:
        SourceError: the file cannot be had.
    """
    try:
        with path.open("rb") as file:
            packed = path.name.lower().endswith(".gz")
            stream = gzip.GzipFile(fileobj=file) if packed else file
            reader = _csv if path.name.lower().removesuffix(".gz").endswith(".csv") else _json_lines
            for number, line in reader(stream):
                subject = f"{path.name}:{number}"
                yield _lost(line, path.name) if isinstance(line, SourceError) else _row(line, columns, subject)
    except FileNotFoundError:
        raise SourceError("no-such-file", path) from None
    except (OSError, EOFError) as error:
        raise SourceError("unreadable-file", path, error) from None


def _json_lines(stream: BinaryIO | gzip.GzipFile) -> Iterator[tuple[int, dict[str, object] | SourceError]]:
    decoder = msgspec.json.Decoder(dict[str, object])
    number = 0
    while line := stream.readline(PAGE_BYTES + 1):
        number += 1
        if len(line) > PAGE_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(PAGE_BYTES)
            yield number, SourceError("too-large", f"line {number}", PAGE_BYTES)
        elif line.strip():
            try:
                yield number, decoder.decode(line.lstrip(b"\xef\xbb\xbf"))
            except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
                yield number, SourceError("bad-line", f"line {number}", error)


def _csv(stream: BinaryIO | gzip.GzipFile) -> Iterator[tuple[int, dict[str, object] | SourceError]]:
    csv.field_size_limit(PAGE_BYTES)
    text = io.TextIOWrapper(stream, "utf-8-sig", "replace", newline="")
    reader = csv.DictReader(line.replace("\0", "\ufffd") for line in text)
    number = 1
    while True:
        number += 1
        try:
            yield number, dict(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            yield number, SourceError("bad-line", f"line {number}", error)


def _row(cells: Mapping[str, object], columns: Mapping[str, str], subject: str) -> Got | Lost:
    text, title, url, published, outlet, fetched = (_cell(cells, columns[field]).strip() for field in FIELDS)
    if not text:
        return lost(SourceError("empty-input", subject))
    # a headline in a column of its own goes where a page has it, unless the text brings it or is markup
    body = text if not title or text.startswith((title, "<")) else f"{title}\n\n{text}"
    capture = captured(body, "table", url=url or None, fetched_at=fetched or None)
    given = Given(url or None, title, outlet, published=published or None, fetched=fetched or None, by=subject)
    return Got(msgspec.structs.replace(capture, name=subject), body, given, subject)


def _lost(error: SourceError, table: str) -> Lost:
    return lost(SourceError(error.code, f"{table} {error.subject}", error.detail))


def _cell(cells: Mapping[str, object], column: str) -> str:
    value = cells.get(column)
    return value if isinstance(value, str) else "" if value is None else str(value)
