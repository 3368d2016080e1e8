"""Tables for other programs: JSON Lines, CSV and Parquet, each with its own reader that gives the same rows back.

A CSV cell that a spreadsheet would take for a formula is written with an apostrophe before it, which the reader takes off again; so is one
that begins with an apostrophe, or the two could not be told apart.
"""

from __future__ import annotations

import csv
import importlib
import os
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, TextIO

import msgspec

from rawi.archive.tables import TABLES, VERSION
from rawi.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rawi.archive.tables import Type

Format = Literal["jsonl", "csv", "parquet"]

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a cell begins that a spreadsheet would run, or that looks as if we had made it safe."""

NOTHING: Final = ""
"""A cell without a value; an empty text is written as a lone apostrophe."""

BATCH: Final = 10_000
"""Rows of one Parquet row group."""

csv.field_size_limit((1 << 31) - 1)


def write(rows: Iterable[Sequence[object]], name: str, path: Path, form: Format) -> int:
    """Write a table's rows to a file that appears under its name only when it is whole; gives how many there were.

    Raises:
        UsageError: the file is there already, or cannot be written.
    """
    with _whole(path) as half:
        if form == "parquet":
            return _write_parquet(rows, name, half)
        with half.open("w", encoding="utf-8", newline="") as file:
            return write_text(rows, name, file, form)


def write_lines(lines: Iterable[bytes], path: Path) -> int:
    """Write lines of bytes in the same way.

    Raises:
        UsageError: the file is there already.
    """
    with _whole(path) as half, half.open("wb") as file:
        return sum(1 for line in lines if file.write(line + b"\n"))


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside ``path`` which takes its place, on disk, if nothing goes wrong."""
    if path.exists():
        raise UsageError("file-exists", path)
    half = path.with_name(f".{path.name}.half")
    try:
        half.touch()
    except OSError as error:
        raise UsageError("file-unwritable", path, error.strerror) from None
    try:
        yield half
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def write_text(rows: Iterable[Sequence[object]], name: str, file: TextIO, form: Format) -> int:
    """Write rows as JSON Lines or CSV to an open text file."""
    columns = tuple(TABLES[name])
    if form == "csv":
        return write_cells(columns, rows, file)
    count = 0
    for row in rows:
        file.write(msgspec.json.encode(dict(zip(columns, row, strict=True))).decode() + "\n")
        count += 1
    return count


def write_csv(values: Iterable[msgspec.Struct], file: TextIO) -> int:
    """Write values of one kind as CSV, their fields as columns; tuples become JSON."""
    count = 0
    columns: tuple[str, ...] = ()
    writer = csv.writer(file)
    for value in values:
        if not columns:
            columns = value.__struct_fields__
            writer.writerow(columns)
        cells = (getattr(value, column) for column in columns)
        writer.writerow([safe(msgspec.json.encode(cell).decode() if isinstance(cell, tuple) else cell) for cell in cells])
        count += 1
    return count


def write_cells(columns: Sequence[str], rows: Iterable[Sequence[object]], file: TextIO) -> int:
    """Write rows of any columns as CSV, each cell made safe; gives how many rows there were."""
    writer = csv.writer(file)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        count += 1
    return count


def safe(cell: object) -> str:
    """A cell that no spreadsheet runs."""
    if cell is None:
        return NOTHING
    if not isinstance(cell, str):
        return str(cell).lower() if isinstance(cell, bool) else repr(cell)
    return f"'{cell}" if not cell or cell.startswith(DANGEROUS) else cell


def read_csv(file: TextIO, name: str) -> Iterator[tuple[object, ...]]:
    """The rows that ``write_text`` wrote as CSV."""
    kinds = TABLES[name]
    reader = csv.reader(file)
    header = next(reader)
    for cells in reader:
        yield tuple(_read_cell(cell, kinds[column]) for column, cell in zip(header, cells, strict=True))


def _read_cell(cell: str, kind: Type) -> object:
    if cell == NOTHING:
        return None
    if kind == "text":
        return cell.removeprefix("'")
    if kind == "truth":
        return cell == "true"
    return int(cell) if kind == "integer" else float(cell)


def read_jsonl(file: TextIO, name: str) -> Iterator[tuple[object, ...]]:
    """The rows that ``write_text`` wrote as JSON Lines."""
    columns = tuple(TABLES[name])
    for line in file:
        row = msgspec.json.decode(line, type=dict[str, object])
        yield tuple(row[column] for column in columns)


def _write_parquet(rows: Iterable[Sequence[object]], name: str, path: Path) -> int:
    arrow, parquet = _arrow()
    schema = _schema(arrow, TABLES[name])
    count = 0
    source = iter(rows)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(source, BATCH)):
            columns = [arrow.array(column, type=field.type) for column, field in zip(zip(*batch, strict=True), schema, strict=True)]
            writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
            count += len(batch)
    return count


def read_parquet(path: Path) -> Iterator[tuple[object, ...]]:
    """The rows of a Parquet file of ours."""
    _, parquet = _arrow()
    for batch in parquet.ParquetFile(path).iter_batches(BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _schema(arrow: Any, columns: Mapping[str, Type]) -> Any:
    types = {"text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(), "truth": arrow.bool_()}
    fields = [arrow.field(column, types[kind]) for column, kind in columns.items()]
    return arrow.schema(fields, metadata={"rawi": str(VERSION)})


def _arrow() -> tuple[Any, Any]:
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise UsageError("missing-extra", "Parquet", "arrow") from None
