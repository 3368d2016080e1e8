"""``rawi verify``: is what was kept what was got?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rawi.cli.complaint import complain_of
from rawi.sources.verify import verify as look_through

NOT_WHOLE = 1


def verify(
    evidence: Annotated[Path, typer.Argument(help="The evidence folder that «rawi fetch» wrote.")] = Path("evidence"),
    *,
    head: Annotated[str, typer.Option(help="A head's digest that you wrote down earlier: the chain must pass through it.")] = "",
) -> None:
    """Look at every bit of an evidence folder: changed, cut, missing, exchanged or unlisted records are named.

    Exit codes: 0 everything kept is there and unchanged, 1 it is not, 2 the call is wrong, 3 there is no evidence.
    """
    found = look_through(evidence, known_head=head)
    for problem in found.problems:
        complain_of(problem)
    state = "whole" if found.whole else f"NOT whole: {len(found.problems)} problems"
    sys.stdout.write(f"{found.records} records, {found.bytes:,} bytes: {state}\nhead {found.head.digest}\n")
    if not found.whole:
        raise typer.Exit(NOT_WHOLE)
