"""``rawi fetch``: pages from the web into an evidence folder, as often as you like."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from rawi import settings
from rawi.cli.complaint import complain, complain_of
from rawi.cli.screen import plain
from rawi.errors import FetchError, SourceError
from rawi.limits import HOST_PACE_SECONDS
from rawi.sources import Fetcher, Got, Skipped, captures, wacz
from rawi.sources.evidence import Keeper
from rawi.sources.fetcher import FRESH
from rawi.sources.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.model import Problem

VISITS = "visits.jsonl"
LOCAL = frozenset({"file", "stream", "table", "warc"})
"""Doors through which a page comes without a request."""
SOME_NOT_GOT = 1
NOTHING_GOT = 3


def fetch(
    sources: Annotated[list[str], typer.Argument(help="Addresses of pages, feeds or sitemaps, and files with such.", show_default=False)],
    *,
    evidence: Annotated[Path, typer.Option(help="The folder in which everything fetched is kept as it was received.")] = Path("evidence"),
    discover: Annotated[bool, typer.Option("--discover", help="Read the feeds and sitemaps that a page names, not the page.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many pages.")] = None,
    pace: Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host.")] = HOST_PACE_SECONDS,
    again: Annotated[bool, typer.Option("--again", help="Ask again for pages that were got within the last day.")] = False,
    pack: Annotated[Path | None, typer.Option("--wacz", help="Afterwards, pack all of the evidence as this WACZ file.")] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print each page got as a line of JSON: its capture, and what its source says.")
    ] = False,
) -> None:
    """Fetch pages, and keep each as evidence: the answer as it was received, with its digest, in WARC.

    Run it again with the same sources: it goes on where it was, and gets only what is new or changed.
    Exit codes: 0 all got or unchanged, 1 some could not be had, 2 the call is wrong, 3 nothing could be had.
    """
    if settings.get("offline") == "yes":
        raise FetchError("offline", sources[0])
    with Keeper(evidence) as keeper:
        visits = Visits(evidence / VISITS)
        fetcher = Fetcher(pace=pace, visits=visits, keeper=keeper, fresh=timedelta(0) if again else FRESH)
        counts = listed(up_to(captures(sources, fetcher=fetcher, discover=discover), limit), json=json)
        visits.close()
        said = ", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing"
        sys.stderr.write(f"rawi: {said}; {keeper.head.count} records in {evidence}, head {keeper.head.digest}\n")
    if pack is not None:
        packed = f"{wacz.write(evidence, pack)} pages in {pack}" if keeper.head.count else f"{pack} is not written: there is no evidence"
        sys.stderr.write(f"rawi: {packed}\n")
    if counts["not had"]:
        raise typer.Exit(SOME_NOT_GOT if counts["got"] + counts["unchanged"] else NOTHING_GOT)


def up_to(pages: Iterable[Got | Problem], limit: int | None) -> Iterable[Got | Problem]:
    """The pages, and after ``limit`` of them nothing more."""
    got = 0
    for page in pages:
        yield page
        got += isinstance(page, Got) and page.capture.came_by not in LOCAL
        if got == limit:
            return


def listed(pages: Iterable[Got | Problem], *, json: bool) -> Counter[str]:
    """Go through the pages, saying each; how many were got, unchanged, not had."""
    counts: Counter[str] = Counter()
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("fetching")
        for page in pages:
            if isinstance(page, Got) and page.capture.came_by in LOCAL:
                counts["not had"] += 1
                complain(SourceError("not-fetched", page.name or page.capture.name or page.capture.url))
            elif isinstance(page, Got):
                counts["got"] += 1
                sys.stdout.write(line(page) if json else f"{plain(page.capture.url or page.capture.name)}\n")
            elif isinstance(page, Skipped):
                counts["skipped"] += 1
            elif page.code == "unchanged":
                counts["unchanged"] += 1
            else:
                counts["not had"] += 1
                complain_of(page)
            bar.update(task, description=", ".join(f"{count} {name}" for name, count in counts.items()))
    return counts


def line(page: Got) -> str:
    """A page's capture and what its source says of it, as a line of JSON."""
    return msgspec.json.encode({"capture": page.capture, "given": page.given}).decode() + "\n"
