"""``rawi entity``: who is who across documents, decided by hand, with history and undo."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from rawi.cli import opening
from rawi.cli.screen import Screen, counted, plain
from rawi.errors import UsageError
from rawi.sources.local import shown

if TYPE_CHECKING:
    from rawi.archive import Archive, Decision, Known

app = typer.Typer(help="Who is who across documents: find, merge, split, rename, alias, and take a decision back.", no_args_is_help=True)

By = Annotated[str, typer.Option("--by", help="Who decides; your user name unless given.")]
Why = Annotated[str, typer.Option("--why", help="Why, for those who come after.")]
Who = Annotated[str, typer.Argument(help="An entity's id, or a name that only one entity has.")]


def user() -> str:
    """The name under which decisions are kept where none is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may run under a number without a name
        return "unknown"


@app.command()
def find(
    name: Annotated[list[str], typer.Argument(help="A name, or a part of one, in any spelling.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Print the entities that a name may mean, those who say most first, with the ids of their names."""
    wanted = shown(" ".join(name))
    with opening.reading(archive) as opened:
        known = opened.who(wanted)
        if not known:
            raise UsageError("no-such-name", wanted)
        screen = Screen()
        for each in known:
            names = opened.names(each.id)
            if json:
                sys.stdout.write(msgspec.json.encode({**each._asdict(), "names": names}).decode() + "\n")
            else:
                _show(each, names, screen)


@app.command()
def merge(
    into: Who,
    others: Annotated[list[str], typer.Argument(help="The entities that are the same as it.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    by: By = "",
    why: Why = "",
) -> None:
    """Say that entities are the same."""
    with opening.writing(archive) as opened:
        _tell(opened.merge(_one(opened, into), *(_one(opened, other) for other in others), by=by or user(), why=why))


@app.command()
def split(
    name: Annotated[str, typer.Argument(help="The id of a name, as rawi entity find prints it.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    by: By = "",
    why: Why = "",
) -> None:
    """Take a name out of its entity: it becomes an entity of its own."""
    with opening.writing(archive) as opened:
        _tell([opened.split(name, by=by or user(), why=why)])


@app.command()
def rename(
    entity: Who,
    name: Annotated[str, typer.Argument(help="The name that it is shown by.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    by: By = "",
    why: Why = "",
) -> None:
    """Give an entity the name that it is shown by."""
    with opening.writing(archive) as opened:
        _tell([opened.rename(_one(opened, entity), name, by=by or user(), why=why)])


@app.command()
def alias(
    entity: Who,
    name: Annotated[str, typer.Argument(help="Another name of it, read already or not.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    by: By = "",
    why: Why = "",
) -> None:
    """Say that a name is one of an entity's."""
    with opening.writing(archive) as opened:
        _tell([opened.alias(_one(opened, entity), name, by=by or user(), why=why)])


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(help="The decision's id, as rawi entity history prints it.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    by: By = "",
    why: Why = "",
) -> None:
    """Take a decision back."""
    with opening.writing(archive) as opened:
        _tell([opened.undo(decision, by=by or user(), why=why)])


@app.command()
def history(
    *,
    archive: opening.Where = opening.DEFAULT,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Print every decision, the latest first."""
    with opening.reading(archive) as opened:
        for each in opened.history():
            if json:
                sys.stdout.write(msgspec.json.encode(each._asdict()).decode() + "\n")
            else:
                _tell([each])


def _one(archive: Archive, named: str) -> str:
    """The id of the only entity that ``named`` can mean."""
    known = archive.who(named)
    if not known:
        raise UsageError("no-such-entity", named)
    if len(known) > 1:
        raise UsageError("several-entities", named, ", ".join(f"{each.name} ({each.id})" for each in known[:5]))
    return known[0].id


def _show(known: Known, names: list[tuple[str, str]], screen: Screen) -> None:
    counts = f"{counted(known.statements, 'statement')}, {counted(known.mentions, 'mention')}"
    screen.label(f"{known.id} · {known.kind} · {screen.quoted(known.name)} · {counts}", "strong")
    if known.roles:
        screen.label("  roles: " + " · ".join(screen.quoted(role) for role in known.roles[:8]))
    for name_id, name in names:
        screen.label(f"  {name_id} {screen.quoted(name)}")


def _tell(decisions: list[Decision]) -> None:
    for each in decisions:
        undone = f" (undone by {each.undone_by})" if each.undone_by else ""
        why = f" · {each.why}" if each.why else ""
        said = f"{each.id} · {each.at} · {each.by} · {each.about} {each.field}: {each.before} → {each.after}{why}{undone}"
        sys.stdout.write(f"{plain(said)}\n")
