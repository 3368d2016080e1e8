"""The option that every command on an archive has, and opening what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rawi import settings
from rawi.archive import open_archive

if TYPE_CHECKING:
    from rawi.archive import Archive

Where = Annotated[
    str,
    typer.Option("--archive", "-a", help="The archive: a file, or postgresql://… for a server.", envvar="RAWI_ARCHIVE", show_default=True),
]

DEFAULT = next(setting.default for setting in settings.SETTINGS if setting.name == "archive")


def reading(where: str) -> Archive:
    """The archive, to look at; it must be there."""
    return open_archive(where, new=False, read_only=True)


def writing(where: str, *, new: bool = False) -> Archive:
    """The archive, to write to."""
    return open_archive(where, new=new)
