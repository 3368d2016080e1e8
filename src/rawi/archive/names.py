"""Names as the archive knows them: one row for each distinct name, one machine-made entity for all spellings of it.

Ids are made of the name itself, so a decision about a name survives every re-reading: the new marks meet the same row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.stems import tokens
from rawi.archive.analysis import name_forms
from rawi.model import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.model import Entity, Speaker

CLASSES: Final = {"person": "person", "place": "place", "event": "event"}
"""Kinds that are a class of their own; all others are bodies of people, which news names now as outlet, now as organisation."""

NAMELESS: Final = frozenset({"unnamed", "implicit"})


class Name(NamedTuple):
    """One distinct name: its id, the entity which its spelling belongs to, and how it is found."""

    id: str
    entity: str
    kind: str
    name: str
    words: tuple[str, ...]
    """The stems and keys by which it is looked up."""
    last: str
    """The key of its last word: a person's surname."""
    is_bare: bool
    """Whether that is its only word."""


def name_of(kind: str, name: str) -> Name | None:
    """``name`` as a row; None where it holds no word."""
    forms = name_forms(name)
    if not forms:
        return None
    kind = CLASSES.get(kind, "organisation")
    key = " ".join(word.key for word in forms)
    words = tuple(sorted({word for form in forms for word in (form.stem, form.key)}))
    name_id = content_id("name", kind, " ".join(token.forms.form for token in tokens(name)))
    return Name(name_id, content_id("entity", kind, key), kind, " ".join(name.split()), words, forms[-1].key, len(forms) == 1)


def speaker_name(speaker: Speaker, entities: dict[str, Entity]) -> Name | None:
    """The fullest name of who speaks: the document's entity if the statement points to one, else the words at the place."""
    entity = entities.get(speaker.entity or "")
    if entity is not None and entity.names:
        return name_of(entity.kind, entity.names[0])
    if speaker.name and speaker.kind not in NAMELESS:
        return name_of(speaker.kind, speaker.name)
    return None


def names_in(entity: Entity) -> Iterator[Name]:
    """Every name that a document gives an entity, its canonical one first."""
    for name in entity.names:
        row = name_of(entity.kind, name)
        if row is not None:
            yield row
