"""``rawi add``: pages into an archive."""

from __future__ import annotations

import json as json_module
import sys
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from rawi import face
from rawi.archive.ingest import Report, ingest
from rawi.cli import opening
from rawi.cli.complaint import skipped
from rawi.cli.read import way_out
from rawi.cli.screen import plain
from rawi.errors import UsageError
from rawi.search import Filter
from rawi.search.values import filter_of
from rawi.sources import Columns, Got, captures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rawi.model import Problem

SOME_REFUSED = 1
NOTHING_KEPT = 3
NAMED = 10


def add(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, patterns, addresses; web archives and tables too.", show_default=False),
    ],
    *,
    archive: opening.Where = opening.DEFAULT,
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="Columns of a table: text=…,title=…,url=…,published=…,outlet=…,fetched=….")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published the pages, where they do not say.")] = None,
    since: Annotated[str | None, typer.Option(help="Leave out rows published before this day (2021, 2021-02 or 2021-02-18).")] = None,
    limit: Annotated[int | None, typer.Option(help="Stop after so many inputs.", min=1)] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection; a feed's items are read from the feed.")] = False,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes that read, each page inside limits; one for each processor unless given. 0: without limits.", min=0),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Read pages and keep them with all their marks. What is here already is not added again; a run that was stopped can be run again.

    Of a folder, files that are no pages (read-me, robots.txt, scripts, pictures, other JSON) are skipped, and counted in the summary.
    Exit codes: 0 all kept (links that a feed names may have been refused), 1 some refused (the summary says why), 2 the call is wrong,
    3 nothing could be had, or the archive cannot be written.
    """
    found = captures(sources, fetcher=way_out(offline=offline), columns=Columns.of(columns or []))
    pages = _of_outlet(_since(found, _day(since)), outlet)
    with opening.writing(archive, new=True) as opened, _bar(limit) as bar:
        task = bar.add_task("reading", total=limit)
        report = ingest(opened, islice(pages, limit), face.read_got, workers=workers, done=lambda count: bar.advance(task, count))
    _tell(report, json=json)
    if report.failed:
        raise typer.Exit(SOME_REFUSED if set(report.outcomes) - {"skipped", "refused"} else NOTHING_KEPT)


def _of_outlet(pages: Iterable[Got | Problem], outlet: str | None) -> Iterator[Got | Problem]:
    """The pages, those whose source names no outlet with ``outlet``."""
    for page in pages:
        if outlet and isinstance(page, Got) and not page.given.outlet:
            yield page._replace(given=msgspec.structs.replace(page.given, outlet=outlet))
        else:
            yield page


def _day(since: str | None) -> str:
    """The first day that counts, as ISO 8601."""
    if since is None:
        return ""
    made = filter_of("since", since, negated=False)
    if not isinstance(made, Filter) or made.day is None:
        raise UsageError("bad-option", f"--since {since}", "it takes a date such as 2021-02-18, 2021-02 or 2021")
    return date.fromordinal(made.day).isoformat()


def _since(pages: Iterable[Got | Problem], first: str) -> Iterator[Got | Problem]:
    """The pages without those whose source says that they were published before ``first``."""
    for page in pages:
        if not (first and isinstance(page, Got) and page.given.published and page.given.published[:10] < first):
            yield page


def _bar(limit: int | None) -> Progress:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, *((TimeRemainingColumn(),) if limit else ()), console=console, disable=not console.is_terminal)


class _Speed(ProgressColumn):
    """How many inputs a second are dealt with."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f} a second" if task.speed else "")


def _tell(report: Report, *, json: bool) -> None:
    if json:
        refused = [refused._asdict() for refused in report.refused]
        sys.stdout.write(json_module.dumps({**report.outcomes, "why": refused, "skipped_for": report.skipped}, ensure_ascii=False) + "\n")
        return
    counts = [
        f"{report.outcomes[kind]:,} {kind}" for kind in ("new", "version", "excerpt", "renewed", "seen", "refused") if report.outcomes[kind]
    ]
    sys.stdout.write((" · ".join(counts) or "nothing to add") + "\n")
    if report.skipped:
        sys.stdout.write(f"{skipped(report.skipped)}\n")
    for each in report.refused[:NAMED]:
        named = f" (named by {plain(each.named_by)})" if each.named_by else ""
        sys.stdout.write(f"refused: {plain(each.subject)}: {plain(each.why)}{named}\n")
    if len(report.refused) > NAMED:
        sys.stdout.write(f"refused: and {report.outcomes['refused'] - NAMED} more\n")
