"""The people whom a story names, as far as names were looked for: each with its fullest name and the title that stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.statements.mentions import Named, clean, keys, served_office
from rawi.statements.script import classes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.model import Entity, Mention, MentionForm
    from rawi.statements.clauses import Range
    from rawi.statements.script import Script

TITLE: Final = 8
"""Words before a name in which its title is looked for."""


class Entrance(NamedTuple):
    """A person named in the story: where, as whom."""

    at: Range
    entity: str
    named: Named


def entrances(script: Script, mentions: Sequence[Mention], entities: Sequence[Entity]) -> list[Entrance]:
    """Every mention of a person in the story, in order."""
    known = {entity.id: entity for entity in entities}
    out = []
    for mention in mentions:
        at = script.range(mention.span)
        entity = known.get(mention.entity)
        if at is None or entity is None or mention.kind != "person":
            continue
        names = frozenset(word for name in entity.names for word in keys(name))
        stated = [_title(script, at), *(role.split() for role in (mention.role or "", *entity.roles))]
        served = frozenset(word for title in stated for word in served_office(title)) - names
        titles = frozenset(word for title in stated for word in keys(" ".join(title)) - served_office(title)) - names
        form: MentionForm = "named" if len(keys(entity.names[0])) > 1 else "partial"
        out.append(
            Entrance(
                at, entity.id, Named(clean(entity.names[0]), mention.role, "person", form, names, titles, definite=True, served=served)
            )
        )
    return sorted(out, key=lambda entrance: entrance.at)


def _title(script: Script, at: Range) -> list[str]:
    """The words of the title before a name: from the farthest word for an office, back to a mark or a verb."""
    words = script.words
    first, _ = script.sentence(at[0])
    start = None
    for k in range(at[0] - 1, max(first, at[0] - TITLE) - 1, -1):
        word = words[k]
        if (word.mark and word.text not in {"\u060c", ","}) or (word.cue is not None and not word.cue.verb.weak and len(word.text) > 3):
            break
        if (word.classes | classes_of(word.bare)) & {"person", "honorific"}:
            start = k
    return [word.bare for word in words[start : at[0]]] if start is not None else []
