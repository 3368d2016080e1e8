"""The command line. Each command is a module here; this one gathers them and speaks when something is wrong."""

from __future__ import annotations

import sys
from importlib import metadata
from io import TextIOWrapper
from typing import Annotated

import typer

from rawi import settings
from rawi.cli import add, entity, export, fetch, keeping, read, restore, said, search, sql, verify
from rawi.cli.complaint import complain
from rawi.errors import RawiError, UsageError

app = typer.Typer(
    name="rawi",
    help="Read Arabic news as it is found on the web: stories, restored words, and who said what through whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("read")(read.read)
app.command("restore")(restore.restore)
app.command("fetch")(fetch.fetch)
app.command("verify")(verify.verify)
app.command("add")(add.add)
app.command("search", cls=search.Query)(search.search)
app.command("said")(said.said)
app.command("sql")(sql.sql)
app.command("export")(export.export)
app.command("backup")(keeping.backup)
app.command("restore-backup")(keeping.restore_backup)
app.command("takedown")(keeping.takedown)
app.command("reread")(keeping.reread)
app.add_typer(entity.app, name="entity")


READER_GONE = 141
"""What a shell says of a program whose reader went away (128 + SIGPIPE)."""


def _version(wanted: bool) -> None:  # a callback of typer gets the option's value by position
    if wanted:
        sys.stdout.write(f"rawi {metadata.version('rawi')}\n")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """Read Arabic news as it is found on the web: stories, restored words, and who said what through whom."""
    del version  # its callback has done what it asks for
    settings.check()


def speak_utf_8() -> None:
    """Write and read UTF-8 whatever the locale is: no other charset holds what rawi prints. What is no text is written as an escape."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")


def main() -> None:
    """Run the command line; turn each error of ours into one line with a hint. ``docs/errors.md`` lists the exit codes."""
    speak_utf_8()
    try:
        app()
    except RawiError as error:
        complain(error)
        sys.exit(2 if isinstance(error, UsageError) else 3)
    except SystemExit as done:
        if isinstance(done.__context__, BrokenPipeError):  # as after «| head»: whoever reads our output has seen enough
            sys.exit(READER_GONE)
        raise
    except KeyboardInterrupt:
        sys.exit(130)
