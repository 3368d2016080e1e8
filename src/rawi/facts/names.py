"""Names: persons, bodies, media, places, peoples and events, with roles, joined within the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rawi.arabic.letters import AL, LAM
from rawi.facts.drafts import Draft, Piece, drafts, piece_of
from rawi.facts.gazetteer import Surroundings, Words, demonyms, entries, place_words
from rawi.facts.joining import Joined, Named, name_words
from rawi.facts.passages import passages
from rawi.facts.roles import RoleFinder
from rawi.facts.tagging import known_lexemes, shipped
from rawi.model import Entity, Mention, Reason, Span, Story, content_id

if TYPE_CHECKING:
    from rawi.arabic import Chained, Layer
    from rawi.facts.tagging import WordTagger


class Names(NamedTuple):
    """The mentions of a page in order, and whom they mean."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


class Role(NamedTuple):
    """A role's words as they read, and where they stand in the text as found."""

    text: str
    span: Span


class _Known(NamedTuple):
    """What else is known of a page's names: the roles of mentions, and where the page is."""

    roles: dict[int, Role]
    around: Surroundings


def read_names(
    text: str, stories: Story | Sequence[Story], *, layer: Layer | Chained | None = None, tagger: WordTagger | None = None
) -> Names:
    """The names of ``stories`` and the entities that they mean.

    Mentions of one page that name the same are joined, across its stories too. ``names[0]`` of an entity is the fullest form that the page
    has, without masks, particles or marks.

    Args:
        text: the page's text as found; spans of the marks are in it.
        stories: one story of the page or several, in order.
        layer: the restored text, made from ``text``, if words were restored.
        tagger: another tagger than the shipped one (see ``rawi.facts.taggers``).
    """
    stories = stories if isinstance(stories, Sequence) else (stories,)
    lexemes = known_lexemes()
    pieces = [piece_of(story.id, passage, lexemes) for story in stories for passage in passages(text, story, layer)]
    found = drafts(pieces, tagger or shipped())
    if not found:
        return Names((), ())
    joined = Joined(_named(found, pieces))
    roles = _roles(found, pieces)
    page = stories[0].page
    known = _Known(roles, _surroundings(joined, pieces))
    entities = [_entity(page, joined, cluster, found, known) for cluster in range(len(joined.members))]
    mentions = tuple(_mention(draft, pieces, entities[joined.cluster_of[at]].id, roles.get(at)) for at, draft in enumerate(found))
    return Names(mentions, tuple({entity.id: entity for entity in entities}.values()))


def _named(found: Sequence[Draft], pieces: Sequence[Piece]) -> list[Named]:
    named = []
    for at, draft in enumerate(found):
        piece = pieces[draft.piece]
        forms = piece.forms[draft.start : draft.end]
        forms[0] = forms[0][draft.clitics :]
        before = found[at - 1] if at and found[at - 1].piece == draft.piece else None
        opens = before is not None and draft.start - before.end == 1 and piece.forms[before.end] == "("
        named.append(Named(draft.kind, name_words(forms, draft.kind), _written(draft, piece), at - 1 if opens else None))
    return named


def _written(draft: Draft, piece: Piece) -> str:
    """A name as the restored text has it, without the particles before it, its article whole."""
    first = piece.starts[draft.start] + draft.clitics
    name = " ".join(piece.passage.tokens.text[first : piece.ends[draft.end - 1]].replace("_", " ").split())
    particle = piece.forms[draft.start][: draft.clitics]
    return AL + name[1:] if particle.endswith(LAM) and name.startswith(LAM) and len(name) > 3 else name


def _roles(found: Sequence[Draft], pieces: Sequence[Piece]) -> dict[int, Role]:
    """The role of each person's mention that has one beside it."""
    roles: dict[int, Role] = {}
    by_piece: dict[int, list[int]] = {}
    for at, draft in enumerate(found):
        by_piece.setdefault(draft.piece, []).append(at)
    for number, members in by_piece.items():
        piece = pieces[number]
        finder = RoleFinder(piece.lexemes, piece.starts, piece.ends, {found[at].start: found[at].end for at in members})
        persons = frozenset(token for at in members if found[at].kind == "person" for token in range(found[at].start, found[at].end))
        used: set[int] = set()
        for at in members:
            if found[at].kind != "person":
                continue
            span = finder.before(found[at].start, persons) or finder.after(found[at].end, persons)
            if span is not None and span[0] not in used:
                used.add(span[0])
                roles[at] = _role(piece, *span)
    return roles


def _role(piece: Piece, start: int, end: int) -> Role:
    first = piece.starts[start] + piece.lexemes[start].clitics
    last = piece.ends[end - 1]
    text = " ".join(piece.passage.tokens.text[first:last].split())
    particle = piece.forms[start][: piece.lexemes[start].clitics]
    if particle.endswith(LAM) and text.startswith(LAM):
        text = AL + text[1:]
    return Role(text, piece.passage.span(first, last))


def _surroundings(joined: Joined, pieces: Sequence[Piece]) -> Surroundings:
    names = {_place(each.words) for each in joined.mentions if each.kind == "place"}
    return Surroundings(names, [word for piece in pieces for word in place_words(piece.forms) if word in demonyms()])


def _place(words: Words) -> Words:
    """The words of a place, a descriptor before a known name left out."""
    words = place_words(words)
    return words[1:] if words not in entries() and words[1:] in entries() else words


def _entity(page: str, joined: Joined, cluster: int, found: Sequence[Draft], known: _Known) -> Entity:
    members = joined.members[cluster]
    names = tuple(joined.canonical(cluster))
    kind = found[max(members, key=lambda at: (found[at].score, -at))].kind
    said = tuple(dict.fromkeys(known.roles[at].text for at in sorted(members) if at in known.roles))
    places = [known.around.ranked(_place(joined.mentions[at].words)) for at in members] if kind == "place" else []
    place = next((ranked[0] for ranked in places if ranked), None)
    outside = (place.gazetteer_id,) if place else ()
    return Entity(content_id("entity", page, kind, names[0]), kind, names, outside, said, place.country if place else None)


def _mention(draft: Draft, pieces: Sequence[Piece], entity: str, role: Role | None) -> Mention:
    piece = pieces[draft.piece]
    span = piece.passage.span(piece.starts[draft.start] + draft.clitics, piece.ends[draft.end - 1])
    return Mention(
        content_id("mention", piece.story, span.start, span.end, draft.kind),
        piece.story,
        span,
        draft.kind,
        entity,
        Reason(draft.rule, (span,), draft.score),
        role.text if role else None,
        role.span if role else None,
    )
