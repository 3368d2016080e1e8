"""``rawi sql``: a query of one's own on an archive's public views."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer
from rich.cells import cell_len

from rawi.archive import ask, functions, views
from rawi.cli import opening
from rawi.cli.screen import Screen, counted
from rawi.errors import UsageError
from rawi.exports import tables
from rawi.limits import SQL_ROWS
from rawi.sources.local import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.archive import Answer

CELL: Final = 40
"""Columns of the screen that a cell takes at most; of a longer text the beginning is shown."""
GAP: Final = "  "
NUMBERS: Final = (int, float)


def sql(
    archive: Annotated[str, typer.Argument(help="The archive: a file, or postgresql://… for a server.")],
    query: Annotated[str | None, typer.Argument(help="One SELECT; «-» reads it from standard input. None lists the views.")] = None,
    *,
    limit: Annotated[int, typer.Option(help="Rows that are given.", min=1, max=SQL_ROWS)] = SQL_ROWS,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print a CSV table in which no cell runs as a formula.")] = False,
) -> None:
    """Ask an archive in SQL. It can only be looked at: one query, on the public views, with limits on time, memory and rows.

    The SQL is SQLite's or PostgreSQL's, as the archive is. docs/archive.md describes the views.
    """
    if json and csv:
        raise UsageError("bad-option", "--json --csv", "one of the two")
    if query is None:
        _list(archive, json=json, csv=csv)
        return
    answer = ask(archive, sys.stdin.read() if query == "-" else shown(query), limit=limit)
    if csv:
        tables.write_cells(answer.columns, answer.rows, sys.stdout)
    elif json:
        for row in answer.rows:
            sys.stdout.write(msgspec.json.encode(dict(zip(answer.columns, row, strict=True))).decode() + "\n")
    else:
        _show(answer, Screen())
    if answer.more:
        sys.stderr.write(f"rawi: only the first {counted(len(answer.rows), 'row')}; rawi export writes whole tables\n")


def _list(archive: str, *, json: bool, csv: bool) -> None:
    """The views and their columns; the archive must be there."""
    with opening.reading(archive) as opened:
        database = opened.database.kind
    listed = [(view, column, kind) for view, columns in views().items() for column, kind in columns.items()]
    if csv:
        tables.write_cells(("view", "column", "type"), listed, sys.stdout)
        return
    if json:
        for view, columns in views().items():
            sys.stdout.write(msgspec.json.encode({"view": view, "columns": columns}).decode() + "\n")
        return
    screen = Screen()
    for view, columns in views().items():
        screen.label(view, "strong")
        screen.arabic(", ".join(column if kind == "text" else f"{column} ({kind})" for column, kind in columns.items()), indent=2)
    screen.label("functions", "strong")
    screen.arabic(" ".join(sorted(functions(database))), indent=2)
    screen.label("Spans are code points, half-open. A column without a type is text; a truth is 1 or 0.")


def _show(answer: Answer, screen: Screen) -> None:
    """A table where it fits, and where it does not, each row as a list of its cells."""
    texts = [tuple(_text(cell) for cell in row) for row in answer.rows]
    widths = [max(map(cell_len, column)) for column in zip(answer.columns, *texts, strict=True)]
    if sum(widths) + len(GAP) * (len(widths) - 1) <= screen.width:
        screen.label(_line(answer.columns, answer.columns, widths, screen), "strong")
        for cells, row in zip(texts, answer.rows, strict=True):
            screen.label(_line(cells, row, widths, screen), "")
    else:
        for row in answer.rows:
            for column, cell in zip(answer.columns, row, strict=True):
                screen.label(f"{_shown(column, screen)}: {'' if cell is None else _shown(str(cell), screen)}", "")
            screen.blank()
    screen.label(counted(len(answer.rows), "row"))


def _text(cell: object) -> str:
    """A cell on one line, cut where it is long."""
    flat = "" if cell is None else " ".join(str(cell).split())
    return flat if len(flat) <= CELL else f"{flat[: CELL - 1]}…"


def _line(cells: Sequence[str], values: Sequence[object], widths: Sequence[int], screen: Screen) -> str:
    """The cells of a row, each in its own direction, numbers at the right of their column."""
    parts = []
    for cell, value, width in zip(cells, values, widths, strict=True):
        room = " " * (width - cell_len(cell))
        parts.append(f"{room}{cell}" if isinstance(value, NUMBERS) else f"{_shown(cell, screen)}{room}")
    return GAP.join(parts).rstrip()


def _shown(text: str, screen: Screen) -> str:
    """A text beside others; one that is plainly left-to-right needs no marks to stay in its place."""
    return text if text.isascii() and text.isprintable() else screen.quoted(text)
