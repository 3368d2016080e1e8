"""``rawi export``: an archive's tables for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.archive.tables import TABLES
from rawi.cli import opening
from rawi.cli.screen import counted
from rawi.errors import UsageError
from rawi.exports import record, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

ENDINGS: dict[str, tables.Format] = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}


def export(
    table: Annotated[str, typer.Argument(help=f"readings (whole, as JSON Lines), or a table: {', '.join(TABLES)}.")],
    to: Annotated[str, typer.Argument(help="A new file ending in .csv, .jsonl or .parquet, or «-» for CSV on standard output.")],
    *,
    archive: opening.Where = opening.DEFAULT,
) -> None:
    """Write a table, whole and without any cap. A CSV cell that a spreadsheet would run as a formula is made harmless."""
    if table != "readings" and table not in TABLES:
        raise UsageError("bad-option", table, f"it takes readings, {', '.join(TABLES)}")
    path = Path(to)
    endings = [".jsonl"] if table == "readings" else list(ENDINGS)
    if to != "-" and path.suffix not in endings:
        raise UsageError("bad-option", to, f"{table} go to «-» or to a name that ends in {', '.join(endings)}")
    with opening.reading(archive) as opened:
        if table == "readings":
            _readings(to, (record.encode(reading) for reading in opened.readings()))
            return
        rows = opened.table(table)
        if to == "-":
            tables.write_text(rows, table, sys.stdout, "csv")
            return
        count = tables.write(rows, table, path, ENDINGS[path.suffix])
    sys.stderr.write(f"{counted(count, 'row')}\n")


def _readings(to: str, lines: Iterable[bytes]) -> None:
    if to == "-":
        for line in lines:
            sys.stdout.write(line.decode() + "\n")
    else:
        sys.stderr.write(f"{counted(tables.write_lines(lines, Path(to)), 'reading')}\n")
