"""The whole inverted index, made anew from the records of the pages: when another rawi made its tokens, or it is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawi.archive import entities, keeping, migrating

if TYPE_CHECKING:
    from rawi.archive.port import Database


def index_anew(database: Database) -> int:
    """Empty the inverted index and fill it from the records; gives how many stories it holds. Needed when the tokens of words change."""
    count = 0
    with database.writing():
        entities.spell_anew(database)
        database.clear_index()
        for (number,) in database.rows("SELECT number FROM pages ORDER BY number DESC"):
            entries = keeping.stored(database, number)[1]
            database.insert({}, entries)
            count += len(entries)
        migrating.note_index(database)
    return count


def ensure_new(database: Database) -> None:
    """Make the index anew where another rawi made it: only by its own tokens can a story be taken out of it."""
    if not migrating.index_is_new(database):
        index_anew(database)
