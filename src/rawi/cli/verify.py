"""``rawi verify``: is what was kept what was got?"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from rawi.archive.copying import check_backup
from rawi.cli import opening
from rawi.cli.complaint import complain_of
from rawi.cli.fetch import VISITS
from rawi.cli.screen import counted, plain
from rawi.errors import UsageError
from rawi.sources.evidence import LOCK
from rawi.sources.verify import verify as look_through

NOT_WHOLE = 1
HEAD: Final = re.compile(r"[0-9a-f]{64}")
EVIDENCE = "evidence"


def verify(
    what: Annotated[
        str | None,
        typer.Argument(
            help="The evidence folder that «rawi fetch» wrote, an archive, or a backup; unless given, evidence or else the archive.",
            show_default=False,
        ),
    ] = None,
    *,
    archive: opening.Where = opening.DEFAULT,
    head: Annotated[str, typer.Option(help="A head's digest that you wrote down earlier: the chain must pass through it.")] = "",
) -> None:
    """Look at every bit of an evidence folder or an archive: changed, cut, missing, exchanged or unlisted records are named.

    Exit codes: 0 everything kept is there and unchanged, 1 it is not, 2 the call is wrong, 3 there is no evidence.
    """
    if head and not HEAD.fullmatch(head):
        raise UsageError("bad-option", f"--head {head}", "it takes the 64 digits and letters that «rawi verify» printed after «head»")
    if what is None:
        what = EVIDENCE if _holds_evidence(Path(EVIDENCE)) or not _is_archive(archive) else archive
    if _is_archive(what):
        _archive(what, head)
    else:
        _evidence(Path(what), head)


def _holds_evidence(folder: Path) -> bool:
    """Whether anything is in an evidence folder but what a run that got nothing leaves there."""
    return any(path.is_file() and path.name not in {LOCK, VISITS} for path in folder.rglob("*"))


def _is_archive(what: str) -> bool:
    return what.startswith(("postgresql://", "postgres://")) or Path(what).is_file()


def _evidence(folder: Path, head: str) -> None:
    found = look_through(folder, known_head=head)
    for problem in found.problems:
        complain_of(problem)
    state = "whole" if found.whole else f"NOT whole: {counted(len(found.problems), 'problem')}"
    sys.stdout.write(f"{counted(found.records, 'record')}, {counted(found.bytes, 'byte')}: {state}\nhead {found.head.digest}\n")
    if not found.whole:
        raise typer.Exit(NOT_WHOLE)


def _archive(where: str, head: str) -> None:
    """An archive by everything that it holds; one with a digest beside it, a backup, by that as well."""
    if Path(f"{where}.sha256").exists():
        check_backup(Path(where))
    with opening.reading(where) as archive:
        faults = list(archive.faults())
        if head and not archive.passes_through(head):
            faults.append(f"ledger: it does not pass through {head}")
        for fault in faults:
            sys.stdout.write(f"{plain(fault)}\n")
        state = f"NOT whole: {counted(len(faults), 'problem')}" if faults else "whole"
        sys.stdout.write(f"{counted(archive.counts()['pages'], 'page')}: {state}\nhead {archive.head()}\n")
    if faults:
        raise typer.Exit(NOT_WHOLE)
