"""The ledger: one line for everything that is kept, each line's digest made from the line before.

Who takes a line out, swaps two, or changes one, breaks the chain from there on; who puts an older file in its place loses lines that a
backup's or a colleague's note of the last link still names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rawi.model import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.archive.port import Database, Row

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


class Last(NamedTuple):
    """The last line, to which the next is linked."""

    number: int
    day: str
    chain: str


NOTHING: Final = Last(0, "", START)
"""Stands before the first line."""


def last(database: Database) -> Last:
    """The last line."""
    found = database.rows("SELECT number, day, chain FROM ledger ORDER BY number DESC LIMIT 1")
    return Last(*found[0]) if found else NOTHING


def write(database: Database, day: str, lines: Sequence[Line]) -> None:
    """Add lines inside the open transaction, and note the last link beside them, so that a line cut off at the end is missed.

    A clock that went back does not take the ledger with it.
    """
    database.insert(rows(last(database), day, lines))


def rows(after: Last, day: str, lines: Sequence[Line]) -> dict[str, list[Row]]:
    """The same as rows to be put in together with others of the transaction."""
    if not lines:
        return {}
    number, before, chain = after
    day = max(day, before)
    linked: list[Row] = []
    for line in lines:
        number += 1
        chain = link(chain, number, day, *line)
        linked.append((number, day, *line, chain))
    return {"ledger": linked, "meta": [("ledger", chain)]}


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
