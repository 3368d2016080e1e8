"""``rawi restore``: text in, the same text with its masked words restored out."""

from __future__ import annotations

import codecs
import io
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast

import msgspec
import typer

from rawi.cli import tables
from rawi.cli.complaint import complain
from rawi.cli.screen import RESTORED
from rawi.errors import SourceError, UsageError
from rawi.reading.decode import decode
from rawi.restoring import Lexicon, MaskedWord, MaskingReport, Restored
from rawi.restoring import restore as restore_text
from rawi.sources.address import is_web
from rawi.sources.files import KINDS
from rawi.sources.recoding import PIECE, Recoded
from rawi.sources.sniff import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

NOTHING_READ: Final = 3
SOME_NOT_READ: Final = 1
RECODED: Final = frozenset(
    {"windows-1256", "iso-8859-6", "mac-arabic", "cp720", "cp864", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}
)
"""Charsets that Arabic is written in besides UTF-8; of a text in any other the bytes pass through."""
PACKED: Final = frozenset({"binary", "zip", "gzip", "packed", "parquet", "warc"})
MARK: Final = codecs.BOM_UTF8
TABLES: Final = (".jsonl", ".jsonl.gz", ".ndjson", ".parquet")


def restore(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Text, JSONL or Parquet files; else standard input.", show_default=False)
    ] = None,
    *,
    mark: Annotated[bool, typer.Option("--mark", help="Put ⟦ ⟧ round each restored word.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print each line as JSON with its restorations; with --report, its rows.")] = False,
    report: Annotated[bool, typer.Option("--report", help="Print which words are masked, how often, how, where, since when.")] = False,
    lexicon: Annotated[Path | None, typer.Option(help="A word list in place of rawi's: a word a line, after a tab its count.")] = None,
    column: Annotated[
        str | None, typer.Option(help="The column of JSONL and Parquet files that holds the text: text, unless given.", show_default=False)
    ] = None,
    outlet: Annotated[str, typer.Option(help="For --report: the column that names the outlet.")] = "outlet",
    published: Annotated[str, typer.Option(help="For --report: the column with the time of publication.")] = "published",
    out: Annotated[Path | None, typer.Option(help="Write to this file (a Parquet file needs one).")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes work on JSONL and Parquet files.")] = 1,
) -> None:
    """Restore masked words; the text between them stays as it is.

    Text is a filter, line by line, in constant memory; it comes out in UTF-8, whatever charset it was in. Of JSONL and Parquet files each
    row keeps its text and gets two fields more: the text restored, and the restorations.
    Exit codes: 0 all read, 1 some could not be read, 2 the call is wrong, 3 none could be read.
    """
    names = sources or ["-"]
    check(names, column, out)
    words = lexicon_from(lexicon)
    tally = MaskingReport() if report else None
    task = tables.Task(column=column or "text", outlet=outlet, published=published, jobs=jobs, lexicon=words)
    failed = 0
    partly = False
    with tables.output(out) as output:
        for name in names:
            try:
                if name.endswith(TABLES):
                    passed = tables.restore_table(Path(name), task, tally, output, out)
                    if passed is not None:
                        complain(passed)
                        partly = True
                else:
                    filter_lines(name, tally, output, words, mark=mark, json=json)
            except SourceError as error:
                complain(error)
                failed += 1
        if tally is not None and failed < len(names):
            write_report(tally.rows(), output, json=json)
    if failed or partly:
        raise typer.Exit(NOTHING_READ if failed == len(names) else SOME_NOT_READ)


def check(names: list[str], column: str | None, out: Path | None) -> None:
    """Refuse a call that is not possible before anything is read.

    Raises:
        UsageError: it names no file, an address, or a column of what has none.
    """
    if out is not None and len(names) > 1:
        raise UsageError("bad-option", "--out", "it takes one source")
    for name in names:
        if not name.strip():
            raise UsageError("bad-option", "an empty name", "it takes files, or «-» for standard input")
        if is_web(name):
            raise UsageError("bad-option", name, "it takes files; rawi read fetches pages and restores them")
        if out is not None and name != "-" and out.exists() and Path(name).exists() and out.samefile(name):
            raise UsageError("bad-option", f"--out {out}", "it is the source itself, which would be gone before it is read")
        if column is not None and not name.endswith(TABLES):
            raise UsageError("bad-option", f"--column {column}", f"{name} is no JSONL or Parquet file, and is read line by line")


def lexicon_from(path: Path | None) -> Lexicon | None:
    """The lexicon in a file, or None for the shipped one."""
    return None if path is None else Lexicon.parse(tables.opened(path).read().decode("utf-8", "replace"))


def filter_lines(
    name: str, tally: MaskingReport | None, output: BinaryIO, lexicon: Lexicon | None, *, mark: bool = False, json: bool = False
) -> None:
    """Restore a text line by line, as UTF-8 whatever charset it is in; bytes that are no letters of its charset pass through unchanged.

    Raises:
        SourceError: it cannot be read, or is no text.
    """
    for line in text_lines(name):
        text = line.rstrip("\r\n")
        restored = restore_text(text, lexicon=lexicon)
        if tally is not None:
            tally.add(restored.restorations, outlet="" if name == "-" else name)
        elif json:
            output.write(
                msgspec.json.encode(
                    {"text": tables.valid(text), "restored": tables.valid(restored.text), "restorations": restored.restorations}
                )
                + b"\n"
            )
        else:
            shown = marked(text, restored) if mark else restored.text
            output.write((shown + line[len(text) :]).encode("utf-8", "surrogateescape"))


def text_lines(name: str) -> Iterator[str]:
    """The lines of a text with their ends; its charset is told by the bytes that come first, as ``rawi read`` tells it.

    Raises:
        SourceError: it cannot be read, or is no text.
    """
    given = sys.stdin.buffer if name == "-" else tables.opened(Path(name))
    file = cast("io.BufferedReader", given)  # in all that is used here; gzip's file as well
    try:
        head = file.peek(PIECE)[:PIECE]
        kind = kind_of(head)
        charset = decode(head).encoding
        if kind in PACKED or (charset not in RECODED and head.count(0) * 1000 > len(head)):
            raise SourceError("not-a-page", name, KINDS["binary"] if kind not in PACKED else KINDS.get(kind, kind))
        if charset in RECODED:
            file = io.BufferedReader(Recoded(given, charset))
            if file.peek(len(MARK)).startswith(MARK):
                file.read(len(MARK))
        for raw in file:
            yield raw.decode("utf-8", "surrogateescape")
    except (OSError, EOFError, zlib.error) as error:  # a damaged gzip raises any of the three
        raise SourceError("unreadable-file", name, getattr(error, "strerror", None) or error) from None
    finally:
        if name != "-":
            file.close()


def marked(text: str, restored: Restored) -> str:
    """The restored text with a mark round each restored word."""
    left, right = RESTORED
    pieces: list[str] = []
    at = 0
    for restoration in restored.restorations:
        pieces += (text[at : restoration.span.start], left, restoration.restored, right)
        at = restoration.span.end
    return "".join((*pieces, text[at:]))


def write_report(rows: Iterable[MaskedWord], output: BinaryIO, *, json: bool) -> None:
    """Write the rows of a masking report: tab-separated under a heading, or JSON, one a line."""
    output.writelines(line + b"\n" for line in rows_of(rows, json=json))


def rows_of(rows: Iterable[MaskedWord], *, json: bool) -> Iterator[bytes]:
    """The lines of a masking report."""
    if json:
        yield from map(msgspec.json.encode, rows)
        return
    yield b"word\ttimes\ttexts\toutlet\tsince\tuntil\tdevices\tforms"
    for row in rows:
        devices = ", ".join(f"{device} {times}" for device, times in row.devices)
        cells = (row.word, row.times, row.texts, row.outlet, row.since or "", row.until or "", devices, " | ".join(row.forms))
        yield "\t".join(str(cell).replace("\t", " ").replace("\n", " ") for cell in cells).encode("utf-8", "replace")
