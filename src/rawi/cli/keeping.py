"""``rawi backup``, ``rawi restore-backup``, ``rawi takedown``, ``rawi reread``: an archive looked after."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from rawi.archive import copying, rereading
from rawi.cli import opening
from rawi.cli.complaint import complain_of
from rawi.cli.entity import By, user
from rawi.cli.screen import counted


def backup(
    to: Annotated[str, typer.Argument(help="The new file; its digest is written beside it.")],
    *,
    archive: opening.Where = opening.DEFAULT,
) -> None:
    """Copy the archive to a SQLite file while others write. Going back to it: rawi restore-backup."""
    with opening.reading(archive) as opened:
        digest = opened.back_up(Path(to))
    sys.stdout.write(f"{to}\nexport digest {digest}\n")


def restore_backup(
    backup_file: Annotated[str, typer.Argument(metavar="BACKUP", help="A file that rawi backup wrote, its .sha256 beside it.")],
    to: Annotated[str, typer.Argument(help="The archive to make of it: a file.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of an archive, which is kept as NAME.replaced; its stones hold on.")
    ] = False,
) -> None:
    """Make an archive from a backup, after holding every bit of the backup to its digest."""
    again = copying.restore(Path(backup_file), Path(to), replace=replace)
    with opening.reading(to) as opened:
        digest = opened.digest()
    taken = f"{counted(again, 'page')} taken down again\n" if again else ""
    sys.stdout.write(f"{to}\n{taken}export digest {digest}\n")


def takedown(
    page: Annotated[str, typer.Argument(help="A page's id or address, or a story's id.")],
    *,
    archive: opening.Where = opening.DEFAULT,
    why: Annotated[str, typer.Option(help="The reason, which stays on the stone.")],
    by: By = "",
) -> None:
    """Take a page down: bytes, text and marks go, a stone stays, and the same bytes are refused from now on."""
    with opening.writing(archive) as opened:
        count = opened.take_down(page, by=by or user(), why=why)
    sys.stdout.write(f"{count} taken down\n")


def reread(
    *,
    archive: opening.Where = opening.DEFAULT,
    limit: Annotated[int | None, typer.Option(help="Stop after so many pages.", min=1)] = None,
) -> None:
    """Read again, from the bytes kept, what an older edition of rawi read. Decisions of people hold."""
    console = Console(stderr=True)
    with opening.writing(archive) as opened, Progress(console=console, disable=not console.is_terminal) as bar:
        older = rereading.older(opened.database)
        task = bar.add_task("reading again", total=min(older, limit or older))
        count = opened.reread(limit=limit, done=lambda read: bar.advance(task, read), lost=complain_of)
        left = rereading.older(opened.database)
    sys.stdout.write(f"{count:,} read again{f' · {left:,} left' if left else ''}\n")
