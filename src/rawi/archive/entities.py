"""Who is who across documents: entities joined by the spelling of their names, and what people decided about them.

The machine joins names of one kind whose words have the same consonant keys, and a bare surname to the only person who bears it. A person
may merge two entities, split names off, rename, or add an alias. Each such decision is a row with what was before, what is after, by whom,
when and why; undoing one is a decision too. Names have content ids, so decisions hold through every re-reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from rawi.arabic.stems import tokens
from rawi.archive import ledger, surnames
from rawi.archive.names import name_of
from rawi.errors import UsageError
from rawi.model import content_id, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rawi.arabic.stems import Forms
    from rawi.archive.port import Database

NAMES_LOOKED_AT: Final = 200
"""Names that one filter or lookup may mean; the ones with the most statements first."""

_ROOT: Final = "coalesce(e.merged_into, e.id)"
_NEWEST: Final = "JOIN stories AS s ON s.number = t.story WHERE t.name = n.id AND s.newer IS NULL"
"""Marks that have a name, in the newest versions of pages: what an older version said too is not counted twice."""


class Known(NamedTuple):
    """An entity with what is known of it."""

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    statements: int
    mentions: int


class Decision(NamedTuple):
    """What a person decided about a name or an entity."""

    id: str
    at: str
    by: str
    about: str
    field: str
    before: str
    after: str
    why: str
    undone_by: str | None


def names_like(database: Database, words: Sequence[Forms]) -> list[str]:
    """The ids of every name of every entity that has a name with all of ``words`` in it, by stem or else by consonants."""
    roots = _roots_like(database, words)
    if not roots:
        return []
    rows = database.rows(f"SELECT n.id FROM names AS n WHERE {_borne(len(roots))} ORDER BY n.id LIMIT ?", (*roots, *roots, NAMES_LOOKED_AT))
    return [row[0] for row in rows]


def _borne(roots: int) -> str:
    """A condition on names: one of so many entities bears them, itself or through what was merged into it. It takes the entities twice.

    Both parts are looked up in an index; the same said with ``_ROOT`` looks at every name that there is.
    """
    marks = ", ".join("?" * roots)
    return (
        f"n.entity IN (SELECT id FROM entities WHERE id IN ({marks}) AND merged_into IS NULL "
        f"UNION ALL SELECT id FROM entities WHERE merged_into IN ({marks}))"
    )


def _roots_like(database: Database, words: Sequence[Forms]) -> list[str]:
    for degree in ("stem", "key"):
        wanted = list(dict.fromkeys(getattr(word, degree) for word in words))
        sql = (
            f"SELECT DISTINCT {_ROOT} AS root FROM names AS n JOIN entities AS e ON e.id = n.entity WHERE n.id IN ("
            f"SELECT name FROM name_words WHERE word IN ({', '.join('?' * len(wanted))}) GROUP BY name HAVING count(*) = ?) "
            "ORDER BY root LIMIT ?"
        )
        rows = database.rows(sql, (*wanted, len(wanted), NAMES_LOOKED_AT))
        if rows:
            return [row[0] for row in rows]
    return _roots_titled(database, words)


def _roots_titled(database: Database, words: Sequence[Forms]) -> list[str]:
    """The entities that have a name with some of ``words`` in it, the others standing in a role that a text gives that name.

    So a person is found as texts write them, role and name together, and by a first name that was read as the end of a role.
    """
    wanted = list(dict.fromkeys(word.stem for word in words))
    sql = (
        f"SELECT name FROM name_words WHERE word IN ({', '.join('?' * len(wanted))}) GROUP BY name HAVING count(*) < ? "
        "ORDER BY count(*) DESC, name LIMIT ?"
    )
    found = []
    for (name,) in database.rows(sql, (*wanted, len(wanted), NAMES_LOOKED_AT)):
        borne = {row[0] for row in database.rows("SELECT word FROM name_words WHERE name = ?", (name,))}
        for (role,) in database.rows("SELECT role FROM roles WHERE name = ?", (name,)):
            if borne.union(token.forms.stem for token in tokens(role)).issuperset(wanted):
                found.append(name)
                break
    if not found:
        return []
    sql = (
        f"SELECT DISTINCT {_ROOT} AS root FROM names AS n JOIN entities AS e ON e.id = n.entity "
        f"WHERE n.id IN ({', '.join('?' * len(found))}) ORDER BY root"
    )
    return [row[0] for row in database.rows(sql, found)]


def lookup(database: Database, words: Sequence[Forms], *, limit: int = 20) -> list[Known]:
    """The entities that a name may mean, those with the most statements first."""
    known = [describe(database, root) for root in _roots_like(database, words)]
    return sorted(known, key=lambda each: (-each.statements, -each.mentions, each.id))[:limit]


def describe(database: Database, entity: str) -> Known:
    """An entity with its names (the commonest first), roles and counts.

    Raises:
        UsageError: there is no such entity.
    """
    root = root_of(database, entity)
    kind, given = database.rows("SELECT kind, name FROM entities WHERE id = ?", (root,))[0]
    rows = database.rows(
        f"SELECT n.name, (SELECT count(*) FROM statements AS t {_NEWEST}), (SELECT count(*) FROM mentions AS t {_NEWEST}) "
        f"FROM names AS n WHERE {_borne(1)}",
        (root, root),
    )
    rows.sort(key=lambda row: (-row[1] - row[2], -len(row[0]), row[0]))
    roles = database.rows(
        f"SELECT DISTINCT r.role FROM roles AS r JOIN names AS n ON n.id = r.name WHERE {_borne(1)} ORDER BY r.role LIMIT 50",
        (root, root),
    )
    names = tuple(dict.fromkeys(row[0] for row in rows))
    shown = given or (names[0] if names else root)
    return Known(root, kind, shown, names, tuple(row[0] for row in roles), sum(row[1] for row in rows), sum(row[2] for row in rows))


def names_of(database: Database, entity: str) -> list[tuple[str, str]]:
    """The ids and texts of an entity's names."""
    rows = database.rows(f"SELECT n.id, n.name FROM names AS n WHERE {_borne(1)} ORDER BY n.id", (entity, entity))
    return [(row[0], row[1]) for row in rows]


def root_of(database: Database, entity: str) -> str:
    """The entity that ``entity`` was merged into, or itself.

    Raises:
        UsageError: there is no such entity.
    """
    rows = database.rows(f"SELECT {_ROOT} FROM entities AS e WHERE e.id = ?", (entity,))
    if not rows:
        raise UsageError("no-such-entity", entity)
    return str(rows[0][0])


def spell_anew(database: Database) -> None:
    """Give every name the words and the entity that this rawi makes of its spelling; what a person decided stays as it is."""
    with database.writing():
        decided = _decided(database)
        for name_id, entity, kind, text, ground in database.rows("SELECT id, entity, kind, name, ground FROM names ORDER BY id"):
            name = name_of(kind, text)
            if name is None or name.id != name_id:
                continue
            database.rows("DELETE FROM name_words WHERE name = ?", (name_id,))
            database.insert({"name_words": [(word, name_id) for word in name.words]})
            if ground == "spelling" and entity != name.entity and entity not in decided:
                database.insert({"entities": [(name.entity, name.kind, None, None)]})
                database.rows("UPDATE names SET entity = ? WHERE id = ?", (name.entity, name_id))
        surnames.unjoin_all(database)


def _decided(database: Database) -> set[str]:
    """The names and entities that decisions speak of."""
    found: set[str] = set()
    for about, before, after in database.rows("SELECT about, before, after FROM decisions"):
        found.add(about)
        for value in (msgspec.json.decode(before), msgspec.json.decode(after)):
            found.update(value if isinstance(value, list) else [value] if isinstance(value, str) else [])
    return found


def merge(database: Database, into: str, others: Iterable[str], *, by: str, at: str, why: str = "") -> list[Decision]:
    """Say that ``others`` are the same as ``into``.

    Raises:
        UsageError: one of them does not exist, or is ``into`` itself.
    """
    made = []
    with database.writing():
        root = root_of(database, into)
        for other in others:
            was = root_of(database, other)
            if was == root:
                raise UsageError("bad-option", other, f"it is {root} already")
            children = [row[0] for row in database.rows("SELECT id FROM entities WHERE merged_into = ? ORDER BY id", (was,))]
            made.append(_decide(database, was, "merged_into", children, root, by=by, at=at, why=why))
    return made


def split(database: Database, name: str, *, by: str, at: str, why: str = "") -> Decision:
    """Take a name (its id) out of the entity that it was joined to; it becomes an entity of its own.

    Raises:
        UsageError: there is no such name.
    """
    with database.writing():
        rows = database.rows("SELECT entity, kind FROM names WHERE id = ?", (name,))
        if not rows:
            raise UsageError("no-such-entity", name)
        own = content_id("entity", "split", name)
        database.rows(
            "INSERT INTO entities (id, kind, name, merged_into) VALUES (?, ?, NULL, NULL) ON CONFLICT DO NOTHING", (own, rows[0][1])
        )
        return _decide(database, name, "entity", rows[0][0], own, by=by, at=at, why=why)


def rename(database: Database, entity: str, name: str, *, by: str, at: str, why: str = "") -> Decision:
    """Give an entity the name that it is shown by.

    Raises:
        UsageError: there is no such entity.
    """
    with database.writing():
        root = root_of(database, entity)
        before = database.rows("SELECT name FROM entities WHERE id = ?", (root,))[0][0]
        return _decide(database, root, "name", before, " ".join(name.split()), by=by, at=at, why=why)


def alias(database: Database, entity: str, name: str, *, by: str, at: str, why: str = "") -> Decision:
    """Say that ``name`` is a name of ``entity``, wherever it has been or will be read.

    Raises:
        UsageError: there is no such entity, or the name holds no word.
    """
    with database.writing():
        root = root_of(database, entity)
        kind = database.rows("SELECT kind FROM entities WHERE id = ?", (root,))[0][0]
        row = name_of(kind, name)
        if row is None:
            raise UsageError("bad-option", name, "a name needs a word")
        database.rows(
            "INSERT INTO entities (id, kind, name, merged_into) VALUES (?, ?, NULL, NULL) ON CONFLICT DO NOTHING", (row.entity, row.kind)
        )
        database.rows(
            "INSERT INTO names (id, entity, kind, name, ground, score) VALUES (?, ?, ?, ?, 'spelling', 0.9) ON CONFLICT DO NOTHING",
            (row.id, row.entity, row.kind, row.name),
        )
        database.insert({"name_words": [(word, row.id) for word in row.words]})
        before = database.rows("SELECT entity FROM names WHERE id = ?", (row.id,))[0][0]
        return _decide(database, row.id, "entity", before, root, by=by, at=at, why=why)


def undo(database: Database, decision: str, *, by: str, at: str, why: str = "") -> Decision:
    """Take a decision back: what was before holds again.

    Raises:
        UsageError: there is no such decision, it was undone before, or a later one about the same thing stands in the way.
    """
    with database.writing():
        rows = database.rows("SELECT number, about, field, before, after, undone_by FROM decisions WHERE id = ?", (decision,))
        if not rows:
            raise UsageError("no-such-decision", decision)
        number, about, field, before, after, undone = rows[0]
        later = database.rows(
            "SELECT id FROM decisions WHERE about = ? AND field = ? AND number > ? AND undone_by IS NULL AND why <> ?",
            (about, field, number, f"undo {decision}"),
        )
        if undone or later:
            raise UsageError(
                "bad-option", decision, f"{undone} took it back" if undone else f"{later[0][0]} came after it; take that back first"
            )
        made = _decide(database, about, field, msgspec.json.decode(after), msgspec.json.decode(before), by=by, at=at, why=why, undoes=True)
        database.rows("UPDATE decisions SET undone_by = ? WHERE id IN (?, ?)", (made.id, decision, made.id))
        return made


def history(database: Database, about: Iterable[str] | None = None) -> list[Decision]:
    """Decisions, the latest first; of the given names and entities, or all."""
    columns = "id, at, by, about, field, before, after, why, undone_by"
    rows = database.rows(f"SELECT {columns} FROM decisions ORDER BY number DESC")
    wanted = None if about is None else set(about)
    return [Decision(*row) for row in rows if wanted is None or row[3] in wanted]


def _decide(
    database: Database, about: str, field: str, before: object, after: object, *, by: str, at: str, why: str, undoes: bool = False
) -> Decision:
    """Write a decision down and make it hold."""
    number = int(database.rows("SELECT coalesce(max(number), 0) + 1 FROM decisions")[0][0])
    made = Decision(content_id("decision", number, about, field, at, by), at, by, about, field, _text(before), _text(after), why, None)
    database.rows(
        "INSERT INTO decisions (number, id, at, by, about, field, before, after, why, undone_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, *made),
    )
    _apply(database, about, field, after, undoes=undoes)
    ledger.write(database, at[:10], [ledger.Line("decision", made.id, seal_of(made))])
    return made


def seal_of(decision: Decision) -> str:
    """The digest of all that a decision says; whether it was undone later is another decision's matter."""
    return digest("\0".join(map(str, decision[:-1])).encode("utf-8", "surrogatepass"))


def _apply(database: Database, about: str, field: str, after: object, *, undoes: bool) -> None:
    if field == "name":
        database.rows("UPDATE entities SET name = ? WHERE id = ?", (after, about))
    elif field == "entity":
        ground, score = ("spelling", 0.9) if undoes else ("decision", 1.0)
        database.rows("UPDATE names SET entity = ?, ground = ?, score = ? WHERE id = ?", (after, ground, score, about))
        surnames.unjoin(database, about)
    elif undoes:  # what is after are the entities that had been merged into this one before it was merged itself
        database.rows("UPDATE entities SET merged_into = NULL WHERE id = ?", (about,))
        for child in after if isinstance(after, list) else ():
            database.rows("UPDATE entities SET merged_into = ? WHERE id = ?", (about, child))
    else:
        database.rows("UPDATE entities SET merged_into = ? WHERE id = ? OR merged_into = ?", (after, about, about))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
