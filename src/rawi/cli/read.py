"""``rawi read``: pages in, records out."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer
from rich.console import Console
from rich.progress import track

from rawi import bulk, settings
from rawi.cli.complaint import complain_of, skipped
from rawi.cli.screen import Screen
from rawi.cli.show import show
from rawi.errors import UsageError
from rawi.exports import prov, record
from rawi.exports.annotations import web_annotations
from rawi.model import Problem
from rawi.sources import Columns, Fetcher, Lost, Skipped, captures
from rawi.sources.address import is_web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rawi.model import Reading
    from rawi.sources import Got


class Form(StrEnum):
    """What ``rawi read`` can print."""

    screen = "screen"
    json = "json"
    annotations = "annotations"
    prov = "prov"


WRITERS: Final[dict[Form, Callable[[Reading], bytes]]] = {
    Form.json: record.encode,
    Form.annotations: lambda reading: msgspec.json.encode(web_annotations(reading)),
    Form.prov: lambda reading: msgspec.json.encode(prov.provenance(reading)),
}
"""The forms that are one line of JSON a page."""
NOTHING_READ = 3
SOME_NOT_READ = 1


def read(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, patterns, web addresses; «-» is standard input.", show_default=False)
    ],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the JSON record instead, one page a line.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How to print it: for people, as the JSON record, or as JSON-LD.")] = Form.screen,
    found: Annotated[bool, typer.Option("--found", help="Show masked words as found instead of restored.")] = False,
    facts: Annotated[bool, typer.Option("--facts", help="List names, places, times and quantities under each story.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Show the whole content of each statement, not only its beginning.")] = False,
    url: Annotated[str | None, typer.Option(help="The page's address, if you know it.")] = None,
    published: Annotated[str | None, typer.Option(help="When it was published (ISO 8601), if you know it.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it, if you know it.")] = None,
    columns: Annotated[list[str] | None, typer.Option("--map", help="Columns of a table: text=…,title=…,url=….")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection; a feed's items are read from the feed.")] = False,
) -> None:
    """Read pages: their stories without furniture, masked words restored, and who said what through whom.

    Of a folder, files that are no pages (read-me, robots.txt, scripts, pictures, other JSON) are skipped, and counted at the end.
    Exit codes: 0 all read (links that a feed names may have been refused), 1 some could not be read, 2 the call is wrong,
    3 none could be read.
    """
    if published is not None:
        check_time(published)
    if json and form not in {Form.screen, Form.json}:
        raise UsageError("bad-option", f"--json --format {form}", "one of the two")
    screen = Screen()
    form = Form.json if json else form
    done = failed = led = 0
    passed: Counter[str] = Counter()
    pages = progress(captures(sources, fetcher=way_out(offline=offline), columns=Columns.of(columns or [])))
    processes = 1 if any(map(is_web, sources)) else os.cpu_count() or 1  # a page from the network is shown before the next is waited for
    for each in bulk.read_all(pages, url=url, published=published, outlet=outlet, processes=processes):
        if isinstance(each, Skipped):
            passed[each.hint] += 1
            continue
        if isinstance(each, Problem):
            complain_of(each)
            led += isinstance(each, Lost) and bool(each.named_by)
            failed += 1
            continue
        got, reading = each
        if form in WRITERS:
            sys.stdout.buffer.write(WRITERS[form](reading) + b"\n")
        else:
            show(reading, screen, name=got.name, found=found, facts=facts, full=full)
            screen.blank()
        done += 1
    if passed:
        sys.stderr.write(f"rawi: {skipped(passed)}\n")
    if failed > led or (not done and (failed or passed)):
        raise typer.Exit(SOME_NOT_READ if done else NOTHING_READ)


def way_out(*, offline: bool) -> Fetcher | None:
    """The way to the network, unless the call or the settings say that there is none."""
    return None if offline or settings.get("offline") == "yes" else Fetcher()


def progress(pages: Iterable[Got | Problem]) -> Iterable[Got | Problem]:
    """The pages, counted on standard error when somebody watches while the output goes elsewhere."""
    console = Console(stderr=True)
    return track(pages, description="reading", console=console, disable=not console.is_terminal or sys.stdout.isatty())


def check_time(value: str) -> None:
    """Refuse a time that is not ISO 8601.

    Raises:
        UsageError: it is not.
    """
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise UsageError("bad-option", f"--published {value}", "it takes an ISO 8601 time such as 2021-02-18T14:05+03:00") from None
