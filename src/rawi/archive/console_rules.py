"""What a query of a person's own may use, by name: whatever is not named is refused, so that a function which is new can do no harm."""

from __future__ import annotations

from typing import Final

from rawi.data import table

VIRTUAL: Final = frozenset({"json_each", "json_tree"})
"""Tables that functions of SQLite give."""


def functions(database: str) -> frozenset[str]:
    """The functions that a query may call on ``sqlite`` or ``postgres``."""
    return frozenset(row["name"] for row in table("sql_functions") if row["database"] in {"both", database})
