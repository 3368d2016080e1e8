"""JSONL and Parquet files whose texts are restored: in batches, by several processes, in order, without holding a file in memory."""

from __future__ import annotations

import codecs
import gzip
import importlib
import sys
import zlib
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import msgspec
from rich.console import Console
from rich.progress import Progress

from rawi.errors import SourceError, UsageError
from rawi.restoring import Lexicon, MaskingReport, restore
from rawi.restoring.arrow import restore_batch
from rawi.sources.recoding import PIECE, in_utf_8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from rawi.model import Restoration

BATCH: Final = 256
"""Rows that a process takes at once."""
AHEAD: Final = 3
"""Batches for each process that wait or are done and not yet written: the bound on memory."""


class Task(NamedTuple):
    """What is to be done with each table."""

    column: str
    outlet: str
    published: str
    jobs: int
    lexicon: Lexicon | None


class Row(NamedTuple):
    """One row done: its line, and what the masking report needs of it."""

    line: bytes
    restorations: tuple[Restoration, ...] = ()
    outlet: str = ""
    published: str | None = None
    lacks: str = ""
    """Of a row without the column, or a line that is no row: what it has instead."""


def opened(path: Path) -> BinaryIO:
    """A file, unpacked if its name ends in ``.gz``.

    Raises:
        SourceError: it cannot be opened.
    """
    try:
        # gzip's class is a BinaryIO in all but name
        return cast("BinaryIO", gzip.open(path)) if path.suffix == ".gz" else path.open("rb", PIECE)
    except FileNotFoundError:
        raise SourceError("no-such-file", path) from None
    except OSError as error:
        raise SourceError("unreadable-file", path, error.strerror) from None


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """The file to write to, or standard output; a Parquet file is written elsewhere.

    Raises:
        UsageError: it cannot be written.
    """
    if path is None or path.suffix == ".parquet":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        file = path.open("wb")
    except OSError as error:
        raise UsageError("file-unwritable", path, error.strerror) from None
    with file:
        yield file


def valid(text: str) -> str:
    """``text`` with every byte that was no UTF-8 as U+FFFD, so that JSON can hold it."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def restore_table(path: Path, task: Task, tally: MaskingReport | None, out: BinaryIO, target: Path | None) -> SourceError | None:
    """Restore one table, or count its masked words. Gives what is to be said of rows that have no such column, and pass through.

    Raises:
        SourceError: it cannot be read, or none of its first rows has the column.
    """
    if path.suffix == ".parquet":
        _restore_parquet(path, task, tally, target)
        return None
    lacking = number = 0
    first: tuple[int, str] | None = None
    try:
        with opened(path) as file, _progress(path.name) as advance:
            for rows in in_order(_rows, _batches(in_utf_8(file), BATCH), task):
                lacks = [(number + place, row.lacks) for place, row in enumerate(rows, 1) if row.lacks]
                if rows and not number and len(lacks) == len(rows):
                    raise SourceError("column-missing", path, f"{task.column}; {rows[0].lacks}")
                first = first or (lacks[0] if lacks else None)
                lacking += len(lacks)
                number += len(rows)
                _put(rows, tally, out)
                advance(len(rows))
    except (OSError, EOFError, zlib.error) as error:  # a damaged gzip raises any of the three
        raise SourceError("table-unreadable", path, error) from None
    if first is None:
        return None
    return SourceError("bad-line", f"{path}:{first[0]}", f"no {task.column}, {first[1]}; {lacking:,} of {number:,} rows pass as they are")


def _put(rows: Iterable[Row], tally: MaskingReport | None, out: BinaryIO) -> None:
    for row in rows:
        if tally is None:
            out.write(row.line + b"\n")
        else:
            tally.add(row.restorations, outlet=row.outlet, published=row.published)


def _batches(lines: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    lines = iter(lines)
    while batch := list(islice(lines, size)):
        yield batch


def _rows(lines: list[bytes], task: Task) -> list[Row]:
    return [_row(line.strip(), task) for line in lines if line.strip()]


def _row(line: bytes, task: Task) -> Row:
    """One JSONL row; a line that is no object, or has no such text, passes through as it is."""
    try:
        row = msgspec.json.decode(line.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Row(line, lacks="it is no JSON object")
    if not isinstance(row, dict) or task.column not in row:
        return Row(line, lacks=f"it has {', '.join(row)[:200]}" if isinstance(row, dict) else "it is no JSON object")
    text = row[task.column]
    if not isinstance(text, str):  # a null is a row without a text, and no fault
        return Row(line)
    restored = restore(text, lexicon=task.lexicon)
    row[f"{task.column}_restored"] = restored.text
    row[f"{task.column}_restorations"] = restored.restorations
    published = row.get(task.published)
    return Row(msgspec.json.encode(row), restored.restorations, str(row.get(task.outlet) or ""), str(published) if published else None)


def in_order(work: Callable[[Any, Task], Any], batches: Iterable[Any], task: Task) -> Iterator[Any]:
    """``work`` over ``batches`` by ``task.jobs`` processes, the outcome in order; no more than ``AHEAD`` batches a process are held."""
    if task.jobs == 1:
        for batch in batches:
            yield work(batch, task)
        return
    waiting: deque[Future[Any]] = deque()
    with ProcessPoolExecutor(task.jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(task,)) as pool:
        for batch in batches:
            waiting.append(pool.submit(_worked, work, batch))
            if len(waiting) >= task.jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_begun: list[Task] = []
"""In a process of the pool: the task, sent once and not with each batch, since a lexicon is large."""


def _begin(task: Task) -> None:
    _begun[:] = [task]


def _worked(work: Callable[[Any, Task], Any], batch: Any) -> Any:
    return work(batch, _begun[0])


def _restore_parquet(path: Path, task: Task, tally: MaskingReport | None, target: Path | None) -> None:
    if target is None and tally is None:
        raise UsageError("bad-option", path, "a Parquet file needs --out FILE.parquet")
    if not path.exists():
        raise SourceError("no-such-file", path)
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise UsageError("missing-extra", path, "arrow") from None
    writer = None
    try:
        source = parquet.ParquetFile(path)
    except (OSError, ValueError) as error:  # pyarrow's errors are of these
        raise SourceError("table-unreadable", path, str(error)[:200]) from None
    if task.column not in source.schema_arrow.names:
        raise SourceError("column-missing", path, f"{task.column}; it has {', '.join(source.schema_arrow.names)}"[:300])
    with _progress(path.name, source.metadata.num_rows) as advance:
        for batch in in_order(_restored_batch, source.iter_batches(BATCH), task):
            if tally is not None:
                _count(batch, task, tally)
            else:
                writer = writer or _parquet_writer(parquet, target, batch.schema)
                writer.write_batch(batch)
            advance(batch.num_rows)
    if writer is not None:
        writer.close()


def _parquet_writer(parquet: Any, target: Path | None, schema: Any) -> Any:
    try:
        return parquet.ParquetWriter(target, schema)
    except OSError as error:
        raise UsageError("file-unwritable", target, error.strerror or error) from None


def _restored_batch(batch: Any, task: Task) -> Any:
    return restore_batch(batch, task.column, lexicon=task.lexicon)


def _count(batch: Any, task: Task, tally: MaskingReport) -> None:
    for text, row in zip(batch.column(task.column).to_pylist(), batch.to_pylist(), strict=True):
        if row[f"{task.column}_restorations"]:
            restorations = restore(text, lexicon=task.lexicon).restorations
            published = row.get(task.published)
            tally.add(restorations, outlet=str(row.get(task.outlet) or ""), published=str(published) if published else None)


@contextmanager
def _progress(name: str, rows: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, if somebody watches it and standard output goes elsewhere."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal or sys.stdout.isatty()) as bar:
        task = bar.add_task(name, total=rows)
        yield lambda done: bar.advance(task, done)
