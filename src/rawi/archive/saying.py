"""What somebody said, in time: every statement of every name of an entity, with its words, its cue, its stance and its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

import msgspec

from rawi.arabic.stems import name_forms, tokens
from rawi.archive import entities
from rawi.errors import UsageError
from rawi.model import Span, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.archive.port import Database, Row

_AT_ONCE: Final = 200
_SPANS: Final = tuple[Span, ...]

_COLUMNS: Final = (
    "t.published, t.story, t.place, t.id, s.id, p.id, p.address, s.outlet, t.speaker, t.role, t.mode, t.stance, t.denied, t.spans, "
    "t.cue_start, t.cue_end, p.text, n.name"
)


class Said(msgspec.Struct, frozen=True):
    """One statement of somebody, with the page's own words."""

    statement: str
    story: str
    page: str
    url: str | None
    outlet: str | None
    published: str | None
    who: str
    """The name that the page gives in full."""
    speaker: str | None
    """The name at the place, which may be a surname or nothing."""
    role: str | None
    mode: str
    stance: str
    denied: bool
    cue: str
    text: str
    """The content as found; pieces that do not touch are joined by « … »."""
    spans: tuple[Span, ...]
    chain: tuple[str, ...]
    """Through whom, from the page outward."""


def said(database: Database, name: str, *, about: str | None = None, stance: str | None = None) -> Iterator[Said]:
    """The statements of all entities that ``name`` may mean (an entity's id means that one alone), oldest first.

    Args:
        database: where to look.
        name: a name, in any spelling, or an entity's id.
        about: only statements whose words hold this, in any of its shapes.
        stance: only statements of this stance.

    Raises:
        UsageError: nobody of that name is here, or ``stance`` is none.
    """
    if stance is not None and stance not in get_args(Stance):
        raise UsageError("bad-option", f"stance {stance}", f"it takes {', '.join(get_args(Stance))}")
    names = _names(database, name)
    if not names:
        raise UsageError("no-such-name", name)
    wanted = {token.forms.stem for token in tokens(about)} if about else set()
    return (each for each in _walk(database, names, stance) if wanted <= {token.forms.stem for token in tokens(each.text)})


def _names(database: Database, name: str) -> list[str]:
    roots = database.rows("SELECT coalesce(merged_into, id) FROM entities WHERE id = ?", (name,))
    return [each[0] for root in roots for each in entities.names_of(database, root[0])] or entities.names_like(
        database, list(name_forms(name))
    )


def _walk(database: Database, names: Sequence[str], stance: str | None) -> Iterator[Said]:
    """Statements in the order of their stories' days, then stories, then places: a few at a time, however many there are.

    The few are chosen by what stands in the index of names, and only then are their pages looked at.
    """
    condition = " AND c.stance = ?" if stance else ""
    sql = (
        f"SELECT {_COLUMNS} FROM (SELECT c.story, c.place FROM statements AS c WHERE c.name IN ({', '.join('?' * len(names))}){condition} "
        "AND c.story NOT IN (SELECT number FROM stories WHERE newer IS NOT NULL) "
        "AND (c.story < ? OR (c.story = ? AND c.place > ?)) ORDER BY c.story DESC, c.place LIMIT ?) AS f "
        "JOIN statements AS t ON t.story = f.story AND t.place = f.place "
        "JOIN stories AS s ON s.number = t.story JOIN pages AS p ON p.number = s.page JOIN names AS n ON n.id = t.name "
        "ORDER BY t.story DESC, t.place"
    )
    story, place = 1 << 62, -1
    while rows := database.rows(sql, (*names, *((stance,) if stance else ()), story, story, place, _AT_ONCE)):
        for row in rows:
            yield _said(database, row)
        story, place = rows[-1][1], rows[-1][2]


def _said(database: Database, row: Row) -> Said:
    published, story, place, statement, story_id, page, url, outlet, speaker, role, mode, stance, denied, spans, cue, cue_end, text, who = (
        row
    )
    parts: tuple[Span, ...] = msgspec.json.decode(spans, type=_SPANS)
    links = database.rows("SELECT name FROM links WHERE story = ? AND statement = ? ORDER BY place", (story, place))
    return Said(
        statement,
        story_id,
        page,
        url,
        outlet,
        published,
        who,
        speaker,
        role,
        mode,
        stance,
        bool(denied),
        text[cue:cue_end] if cue is not None else "",
        " \u2026 ".join(part.of(text) for part in parts),
        parts,
        tuple(link[0] for link in links),
    )
