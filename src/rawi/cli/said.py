"""``rawi said``: everything that somebody said, in time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from rawi.cli import opening
from rawi.cli.screen import Screen
from rawi.exports import tables

if TYPE_CHECKING:
    from rawi.archive import Said


def said(
    name: Annotated[list[str], typer.Argument(help="A person or organisation, in any spelling, or an entity's id.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    about: Annotated[str | None, typer.Option(help="Only statements whose words hold this.")] = None,
    stance: Annotated[str | None, typer.Option(help="Only statements of this stance, such as deny.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print a CSV table.")] = False,
) -> None:
    """Print everything that somebody said, oldest first: when, where, how, through whom, and the words as found."""
    with opening.reading(archive) as opened:
        statements = opened.said(" ".join(name), about=about, stance=stance)
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
