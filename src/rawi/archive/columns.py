"""The columns of every table that rows are put into, in the order in which rows are drawn.

They are named in every insert: a later migration adds columns at the end, and rows drawn today still go where they belong.
"""

from __future__ import annotations

from typing import Final

COLUMNS: Final = {
    "bodies": "digest, size, packed",
    "captures": "id, page, digest, url, final_url, fetched_at, status, came_by, name, record",
    "pages": "number, id, digest, address, outlet, title, published, language, kind, edition, version, newer, content, seal, text, record",
    "stories": "number, id, page, place, head_start, head_end, spans, outlet, published, newer, cut_off, masked, words, terms",
    "credits": "story, place, name, kind",
    "statements": "story, place, id, spans, cue_start, cue_end, speaker, speaker_kind, form, role, name, mode, stance, denied, attributed, "
    "heading, parent, published, rule, score, starts, ends",
    "links": "story, statement, place, name, kind, from_page, words",
    "mentions": "story, place, id, starts, ends, kind, name, role, rule, score",
    "times": "story, place, starts, ends, value, until, kind, grain, calendar, rule, score",
    "quantities": "story, place, starts, ends, low, high, kind, unit, currency, approximation, rule, score",
    "places": "story, place, starts, ends, name, gazetteer_id, latitude, longitude, country, rule, score",
    "restorations": "page, place, starts, ends, found, restored, device, rule, score",
    "entities": "id, kind, name, merged_into",
    "names": "id, entity, kind, name, ground, score",
    "name_words": "word, name",
    "unjoined": "word",
    "roles": "name, role",
    "decisions": "number, id, at, by, about, field, before, after, why, undone_by",
    "stones": "digest, page, address, at, by, why",
    "ledger": "number, day, kind, subject, seal, chain",
    "meta": "name, value",
}

KNOWN_TWICE: Final = frozenset({"bodies", "entities", "names", "name_words", "unjoined", "roles"})
"""Tables whose rows come more than once: a row that is there already stays as it is."""

OF_STORY: Final = ("credits", "statements", "links", "mentions", "times", "quantities", "places")
"""Tables whose rows belong to one story; they go with it."""

DRAWN: Final = ("stories", *OF_STORY, "restorations", "entities", "names", "name_words", "unjoined", "roles")
"""Tables that a reading is drawn into."""

_ON_CONFLICT: Final = {
    **dict.fromkeys(KNOWN_TWICE, " ON CONFLICT DO NOTHING"),
    "meta": " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
}


def on_conflict(table: str) -> str:
    """What an insert says of rows that are there already: those of ``KNOWN_TWICE`` stay, values of ``meta`` are replaced."""
    return _ON_CONFLICT.get(table, "")
