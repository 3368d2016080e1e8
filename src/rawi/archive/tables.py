"""The named views as tables: their columns and types, which exports and other programs may rely on.

Columns are only ever added, at the end, and ``VERSION`` counts the times that they were. Spans are code points of the page's text as found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from rawi.archive.migrating import view
from rawi.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.archive.port import Database, Row

VERSION: Final = 1

Type = Literal["text", "integer", "number", "truth"]

_MARK: Final[dict[str, Type]] = {"rule": "text", "score": "number", "edition": "text"}
_PLACE: Final[dict[str, Type]] = {"story": "text", "starts": "integer", "ends": "integer", "found": "text"}

TABLES: Final[dict[str, dict[str, Type]]] = {
    "pages": {
        **dict.fromkeys(("id", "address", "outlet", "title", "published", "language", "kind", "edition"), "text"),
        "version": "integer",
        "newest": "truth",
        "text": "text",
    },
    "captures": {
        **dict.fromkeys(("id", "page", "digest"), "text"),
        "size": "integer",
        **dict.fromkeys(("url", "final_url", "fetched_at"), "text"),
        "status": "integer",
        **dict.fromkeys(("came_by", "name"), "text"),
    },
    "stories": {
        **dict.fromkeys(("id", "page", "address", "outlet", "published", "headline"), "text"),
        "words": "integer",
        "masked": "truth",
        "cut_off": "truth",
        "version": "integer",
        "newest": "truth",
        "edition": "text",
        "text": "text",
    },
    "credits": {"story": "text", "place": "integer", "name": "text", "kind": "text"},
    "statements": {
        **dict.fromkeys(
            ("id", "story", "page", "address", "outlet", "published", "who", "speaker", "speaker_kind", "form", "role"), "text"
        ),
        **dict.fromkeys(("entity", "mode", "stance"), "text"),
        **dict.fromkeys(("denied", "attributed", "heading"), "truth"),
        **dict.fromkeys(("parent", "cue", "spans", "text", "chain"), "text"),
        **_MARK,
        "newest": "truth",
    },
    "links": {"statement": "text", "place": "integer", "name": "text", "kind": "text", "from_page": "truth"},
    "mentions": {"id": "text", **_PLACE, "kind": "text", "name": "text", "entity": "text", "role": "text", **_MARK},
    "times": {**_PLACE, **dict.fromkeys(("value", "until", "kind", "grain", "calendar"), "text"), **_MARK},
    "quantities": {
        **_PLACE,
        "low": "number",
        "high": "number",
        **dict.fromkeys(("kind", "unit", "currency", "approximation"), "text"),
        **_MARK,
    },
    "places": {**_PLACE, "name": "text", "gazetteer_id": "text", "latitude": "number", "longitude": "number", "country": "text", **_MARK},
    "restorations": {
        "page": "text",
        "starts": "integer",
        "ends": "integer",
        **dict.fromkeys(("found", "restored", "device"), "text"),
        **_MARK,
    },
    "names": {**dict.fromkeys(("id", "name", "kind", "entity", "ground"), "text"), "score": "number"},
    "decisions": dict.fromkeys(("id", "at", "by", "about", "field", "before", "after", "why", "undone_by"), "text"),
    "stones": dict.fromkeys(("digest", "page", "address", "at", "by", "why"), "text"),
}

_ORDER: Final = {
    **dict.fromkeys(("times", "quantities", "places"), "story, starts, ends, rule"),
    "credits": "story, place",
    "links": "statement, place",
    "restorations": "page, starts, ends",
    "stones": "digest",
}


def walk(database: Database, name: str) -> Iterator[Row]:
    """The rows of the view ``rawi_<name>``, ordered by content ids, so that two archives with the same content list it alike.

    Raises:
        UsageError: there is no such table.
    """
    if name not in TABLES:
        raise UsageError("bad-option", name, f"it takes {', '.join(TABLES)}")
    truths = {place for place, kind in enumerate(TABLES[name].values()) if kind == "truth"}
    order = _ORDER.get(name, "id")
    if database.kind == "postgres":  # by code point, as SQLite does, and not by the rules of a language
        order = ", ".join(f'{column} COLLATE "C"' if TABLES[name][column] == "text" else column for column in order.split(", "))
    sql = f"SELECT {', '.join(TABLES[name])} FROM ({view(database.kind, name)}) AS view ORDER BY {order}"
    return (tuple(bool(cell) if at in truths else cell for at, cell in enumerate(row)) for row in database.walk(sql))
