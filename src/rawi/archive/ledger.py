"""The ledger: one line for everything that is kept, each line's digest made from the line before.

Who takes a line out, swaps two, or changes one, breaks the chain from there on; who puts an older file in its place loses lines that a
backup's or a colleague's note of the last link still names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rawi.model import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.archive.port import Database

Kind = Literal["page", "capture", "stone", "decision", "gone"]
"""What a line is about; ``gone`` says that a page or capture was taken down or became another."""


class Line(NamedTuple):
    """What was kept or went, and the digest of all that it says."""

    kind: Kind
    subject: str
    seal: str


START: Final = digest(b"rawi ledger")


def link(chain: str, *line: object) -> str:
    """The digest of ``line`` (number, day, kind, subject, seal) that stands after the line with ``chain``."""
    return digest("\0".join((chain, *map(str, line))).encode("utf-8", "surrogatepass"))


def last(database: Database) -> tuple[int, str, str]:
    """Number, day and chain of the last line."""
    rows = database.rows("SELECT number, day, chain FROM ledger ORDER BY number DESC LIMIT 1")
    return (int(rows[0][0]), str(rows[0][1]), str(rows[0][2])) if rows else (0, "", START)


def write(database: Database, day: str, lines: Sequence[Line]) -> None:
    """Add lines inside the open transaction, and note the last link beside them, so that a line cut off at the end is missed.

    A clock that went back does not take the ledger with it.
    """
    if not lines:
        return
    number, before, chain = last(database)
    day = max(day, before)
    rows = []
    for line in lines:
        number += 1
        chain = link(chain, number, day, *line)
        rows.append((number, day, *line, chain))
    database.insert({"ledger": rows})
    database.rows(
        "INSERT INTO meta (name, value) VALUES ('ledger', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (chain,),
    )


def faults(database: Database) -> Iterator[str]:
    """Where the chain is broken."""
    expected, chain = 1, START
    for number, day, kind, subject, seal, stated in database.rows(
        "SELECT number, day, kind, subject, seal, chain FROM ledger ORDER BY number"
    ):
        if number != expected:
            yield f"ledger: line {expected} is missing"
        if link(chain, number, day, kind, subject, seal) != stated:
            yield f"ledger: line {number} ({kind} {subject}) does not follow from the line before"
        expected, chain = number + 1, stated
    stated_last = database.rows("SELECT value FROM meta WHERE name = 'ledger'")
    if stated_last and stated_last[0][0] != chain:
        yield "ledger: lines are missing at the end"
