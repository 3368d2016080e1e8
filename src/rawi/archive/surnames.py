"""A bare surname belongs to the only person who bears it, as long as there is only one.

Looked at anew are the surnames of those names that came or went since the last look (the table ``unjoined``), so that a page costs as much
in a large archive as in a small one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.archive.names import Name, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.archive.port import Database

_ASKED: Final = 200
"""Words in one query."""


class _Bearer(NamedTuple):
    """A person's name as it is kept, and as it is spelled."""

    name: Name
    entity: str
    ground: str


def unjoin(database: Database, name: str) -> None:
    """Let the surname of a name (its id) be looked at again."""
    database.rows("INSERT INTO unjoined SELECT word FROM name_words WHERE name = ? ON CONFLICT DO NOTHING", (name,))


def unjoin_all(database: Database) -> None:
    """Let every surname be looked at again."""
    database.rows("INSERT INTO unjoined SELECT DISTINCT word FROM name_words WHERE 1 = 1 ON CONFLICT DO NOTHING")


def join(database: Database) -> int:
    """Join each bare surname to the only person who bears it, and take back joins that are no longer the only one.

    Gives how many of those looked at are joined.
    """
    joined = 0
    with database.writing():
        words = [str(row[0]) for row in database.rows("SELECT word FROM unjoined ORDER BY word")]
        if not words:
            return 0
        for at in range(0, len(words), _ASKED):
            joined += sum(_join(database, bearers) for bearers in _bearers(database, words[at : at + _ASKED]))
        database.rows("DELETE FROM unjoined")
    return joined


def _bearers(database: Database, words: list[str]) -> Iterable[list[_Bearer]]:
    """The people whose names end with one of the words, those with the same last word together; who was decided about is left out."""
    asked = [*words, *([words[-1]] * (_ASKED - len(words)))]  # a server prepares one statement for all
    rows = database.rows(
        "SELECT DISTINCT n.id, n.entity, n.name, n.ground FROM name_words AS w JOIN names AS n ON n.id = w.name "
        f"WHERE w.word IN ({', '.join('?' * len(asked))}) AND n.kind = 'person' AND n.ground <> 'decision' ORDER BY n.id",
        asked,
    )
    found: defaultdict[str, list[_Bearer]] = defaultdict(list)
    wanted = set(words)
    for name_id, entity, text, ground in rows:
        name = name_of("person", text)
        if name is not None and name.id == name_id and name.last in wanted:
            found[name.last].append(_Bearer(name, entity, ground))
    return found.values()


def _join(database: Database, bearers: list[_Bearer]) -> int:
    """Join the bare ones among people with one surname; gives how many are joined."""
    full = {bearer.entity for bearer in bearers if not bearer.name.is_bare}
    joined = 0
    for name, entity, ground in bearers:
        if not name.is_bare:
            continue
        target, why, score = (next(iter(full)), "surname", 0.6) if len(full) == 1 else (name.entity, "spelling", 0.9)
        joined += len(full) == 1
        if (target, why) != (entity, ground):
            database.rows("UPDATE names SET entity = ?, ground = ?, score = ? WHERE id = ?", (target, why, score, name.id))
    return joined
