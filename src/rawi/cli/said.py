"""``rawi said``: everything that somebody said, in time."""

from __future__ import annotations

import sys
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer

from rawi.cli import opening
from rawi.cli.complaint import complain
from rawi.cli.screen import Screen
from rawi.errors import UsageError
from rawi.exports import tables
from rawi.sources.local import shown

if TYPE_CHECKING:
    from rawi.archive import Said


NOTHING_FOUND: Final = 1


def said(
    name: Annotated[list[str], typer.Argument(help="A person or organisation, in any spelling, or an entity's id.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    about: Annotated[str | None, typer.Option(help="Only statements whose words hold this.")] = None,
    stance: Annotated[str | None, typer.Option(help="Only statements of this stance, such as deny.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print a CSV table.")] = False,
) -> None:
    """Print everything that somebody said, oldest first: when, where, how, through whom, and the words as found.

    Exit codes: 0 found, 1 nothing found, 2 the call is wrong, 3 there is no archive.
    """
    wanted = shown(" ".join(name))
    with opening.reading(archive) as opened:
        try:
            statements = opened.said(wanted, about=about and shown(about), stance=stance)
        except UsageError as error:
            if error.code != "no-such-name":
                raise
            complain(error)
            raise typer.Exit(NOTHING_FOUND) from None
        first = next(statements, None)
        if first is None:
            complain(UsageError("nothing-said", wanted))
            raise typer.Exit(NOTHING_FOUND)
        statements = chain((first,), statements)
        if csv:
            tables.write_csv(statements, sys.stdout)
            return
        screen = Screen()
        for each in statements:
            if json:
                sys.stdout.write(msgspec.json.encode(each).decode() + "\n")
            else:
                _show(each, screen)


def _show(each: Said, screen: Screen) -> None:
    how = f"{each.stance}{', denied' if each.denied else ''}, {each.mode}"
    who = f"{each.who} ({each.role})" if each.role else each.who
    parts = ((each.published or "")[:10], screen.quoted(each.outlet or each.url or each.page), screen.quoted(who), how)
    screen.label(" · ".join(part for part in parts if part))
    screen.arabic(f"{each.cue}: {each.text}" if each.cue else each.text, indent=2)
    if len(each.chain) > 1:
        screen.label("  through: " + " ← ".join(screen.quoted(link) for link in each.chain))
    screen.blank()
