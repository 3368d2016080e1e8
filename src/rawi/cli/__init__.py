"""The command line. Each command is a module here; this one gathers them and speaks when something is wrong."""

from __future__ import annotations

import sys

import typer

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
app.command("search")(search.search)
app.command("said")(said.said)
app.command("sql")(sql.sql)
app.command("export")(export.export)
app.command("backup")(keeping.backup)
app.command("restore-backup")(keeping.restore_backup)
app.command("takedown")(keeping.takedown)
app.command("reread")(keeping.reread)
app.add_typer(entity.app, name="entity")


@app.callback()
def root() -> None:
    """Keep ``rawi read`` a command of its own even where it is the only one."""


def main() -> None:
    """Run the command line; turn each error of ours into one line with a hint.

    Exit codes: 0 all read, 1 some inputs could not be read, 2 the call is wrong, 3 nothing could be read, 130 interrupted.
    """
    try:
        app()
    except RawiError as error:
        complain(error)
        sys.exit(2 if isinstance(error, UsageError) else 3)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
    except KeyboardInterrupt:
        sys.exit(130)
