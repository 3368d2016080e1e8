"""Whether a word that is also an ordinary one stands as a name («average» or the Mediterranean, «rare» or a man called so).

The words are listed; what counts for a name is not: a fuller name on the page, a title or a verb of saying before a person, a word of place
before a place, a neighbour of the same kind. A town that lends its name to a club is the town after a word of place, before an adjective in
the feminine, and on a page that has nothing of sport.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic import Fold, folded
from rawi.arabic.letters import AL, ALEF, BEH, COMMA, HEH, LAM, WAW, YEH
from rawi.arabic.tokens import key
from rawi.data import table, words
from rawi.facts.edges import is_owned_title, said
from rawi.facts.gazetteer import demonyms, entries, place_words
from rawi.facts.units import context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.facts.drafts import Draft, Piece
    from rawi.facts.lexemes import Lexeme
    from rawi.model import EntityKind

SURE: Final = 0.6
"""Probability from which a preposition before it is enough for a place of an ordinary name."""
TOWNS: Final = frozenset(("city", "town"))
"""Kinds of the gazetteer's rows that lend their names to clubs."""
TOWN_HINTS: Final = frozenset(("vpla2", "vpla3"))
"""A name which is a place in most of its uses over all sorts of news."""
BETWEEN: Final = frozenset('#"\u00ab\u201c')
COMMAS: Final = frozenset((",", COMMA))


def standing(found: Sequence[Draft], pieces: Sequence[Piece]) -> list[Draft]:
    """The names of a page without the ordinary words that only look like one; ``found`` is in order."""
    longer = {named for draft in found if draft.end - draft.start > 1 for named in _named(draft, pieces)}
    found = [draft for draft in found if not _is_amount(draft, pieces[draft.piece].lexemes)]
    doubted = {
        at for at, draft in enumerate(found) if is_ordinary(draft, pieces[draft.piece].lexemes) and longer.isdisjoint(_named(draft, pieces))
    }
    believed = {at for at in doubted if _has_company(found, at, pieces) or _is_told(found[at], pieces[found[at].piece].lexemes)}
    elsewhere = {named for at in believed for named in _named(found[at], pieces)}
    return [
        draft
        for at, draft in enumerate(found)
        if at not in doubted
        or at in believed
        or (at in doubted and draft.score >= SURE and not elsewhere.isdisjoint(_named(draft, pieces)))
    ]


def _named(draft: Draft, pieces: Sequence[Piece]) -> list[tuple[EntityKind, str]]:
    """The words of a name as its kind has them, articles left where they are."""
    lexemes = pieces[draft.piece].lexemes
    return [(draft.kind, lexemes[at].stem) for at in range(draft.start, draft.end)]


def is_ordinary(draft: Draft, lexemes: Sequence[Lexeme]) -> bool:
    """Whether a name is a single ordinary word: with or without its article, before the word which makes an ordinary one of it, if any."""
    if draft.end - draft.start > 1:
        return False
    known, stem = _ordinary(draft.kind), lexemes[draft.start].stem
    following = known.get(stem, known.get(bare(stem)))
    return following == "" or (following is not None and [word.form for word in lexemes[draft.end : draft.end + 1]] == [following])


def _is_amount(draft: Draft, lexemes: Sequence[Lexeme]) -> bool:
    """«The average (is) 20»: an ordinary word for a place right before a number."""
    after = lexemes[draft.end : draft.end + 1]
    return draft.kind == "place" and bool(after) and after[0].form[0].isdecimal() and is_ordinary(draft, lexemes)


@cache
def _ordinary(kind: EntityKind) -> dict[str, str]:
    return {row["form"]: row["next"] for row in table("ordinary_names") if row["kind"] == kind}


def is_adjective(draft: Draft, lexemes: Sequence[Lexeme]) -> bool:
    """Whether a country of one word that is spelt like its adjective («the Saudi») stands right behind a definite noun."""
    word = lexemes[draft.start]
    if draft.kind != "place" or draft.end - draft.start > 1 or not draft.start or word.clitics or bare(word.stem) not in demonyms():
        return False
    before = lexemes[draft.start - 1]
    return bare(before.stem) != before.stem or is_owned_title(before.stem)


def bare(stem: str) -> str:
    """A folded word without its article."""
    return stem[2:] if stem.startswith(AL) and len(stem) > 4 else stem


def towns(found: Sequence[Draft], pieces: Sequence[Piece]) -> None:
    """Make places of the towns among the bodies of one word."""
    single = [draft for draft in found if draft.kind == "organisation" and draft.end - draft.start == 1]
    named = [draft for draft in single if _is_town(pieces[draft.piece].lexemes[draft.start])]
    sport = bool(named) and _is_of_sport(pieces)
    for draft in named:
        lexemes = pieces[draft.piece].lexemes
        town = not sport and not TOWN_HINTS.isdisjoint(lexemes[draft.start].hints)
        if town or _after(draft.start, lexemes, "town") or _is_feminine(lexemes[draft.end : draft.end + 1]):
            draft.kind = "place"


def surnames(found: Sequence[Draft], pieces: Sequence[Piece]) -> None:
    """Make a person of a place of one word which ends a person's name on the page, where it speaks («Mr X Austin … Austin said»)."""
    known = {pieces[draft.piece].lexemes[draft.end - 1].stem for draft in found if draft.kind == "person" and draft.end - draft.start > 1}
    for draft in found:
        lexemes = pieces[draft.piece].lexemes
        if draft.kind == "place" and draft.end - draft.start == 1 and lexemes[draft.start].stem in known:
            before = _before(draft.start, lexemes)
            draft.kind = "person" if before is not None and before.stem in said() else draft.kind


def _is_of_sport(pieces: Sequence[Piece]) -> bool:
    players = words("place_heads", kind="sport")
    return any("sport" in context().get(word.form, ()) or bare(word.stem) in players for piece in pieces for word in piece.lexemes)


def _has_company(found: Sequence[Draft], at: int, pieces: Sequence[Piece]) -> bool:
    """Whether a name of the same kind stands right beside this one: «and» or a comma between them at most."""
    draft = found[at]
    lexemes = pieces[draft.piece].lexemes
    for first, second in ((found[other], found[other + 1]) for other in (at - 1, at) if 0 <= other < len(found) - 1):
        if first.piece == second.piece and first.kind == second.kind:
            between = second.start - first.end
            joined = lexemes[second.start].form[0] == WAW
            if (between == 0 and joined) or (between == 1 and lexemes[first.end].form in COMMAS):
                return True
    return False


def _is_told(draft: Draft, lexemes: Sequence[Lexeme]) -> bool:
    """Whether the words before an ordinary word make a name of it."""
    word, before = lexemes[draft.start], _before(draft.start, lexemes)
    if draft.kind == "person":
        return before is not None and (_is_titled(before) or before.stem in said())
    if not word.stem.startswith(AL) and (word.stem,) not in entries_as_written() and (AL + word.stem,) in entries_as_written():
        return False  # the gazetteer knows the name with the article alone
    if _after(draft.start, lexemes, "noun", "town"):
        return True
    after = lexemes[draft.end : draft.end + 1]
    way = word.form[: word.clitics].endswith(BEH) or (before is not None and before.stem in words("place_heads", kind="way"))
    return way and draft.score >= SURE and not (after and after[0].form[0].isdecimal())


def _is_titled(word: Lexeme) -> bool:
    known = words("titles", kind="head") | words("titles", kind="honorific")
    return bare(word.stem) in known or word.form.removeprefix(LAM + LAM) in known or word.stem.removesuffix(HEH) in known


def _after(at: int, lexemes: Sequence[Lexeme], *kinds: str) -> bool:
    before = _before(at, lexemes)
    nouns = [words("place_heads", kind=kind) for kind in kinds]
    return before is not None and any(before.stem in known or bare(before.stem) in known for known in nouns)


def _before(at: int, lexemes: Sequence[Lexeme]) -> Lexeme | None:
    """The word before a name, past the sign of a hashtag or a quotation mark."""
    at -= 1 + (at > 0 and lexemes[at - 1].form in BETWEEN)
    return lexemes[at] if at >= 0 else None


def _is_town(word: Lexeme) -> bool:
    return any(entry.kind in TOWNS for entry in entries().get(place_words((word.stem,)), ())[:1])


def _is_feminine(after: Sequence[Lexeme]) -> bool:
    """Whether an adjective of nationality in the feminine follows: a town's, not a club's."""
    return any(word.form.startswith(AL) and word.form.endswith((HEH, YEH + ALEF)) and word.form[2:] in demonyms() for word in after)


@cache
def entries_as_written() -> frozenset[tuple[str, ...]]:
    """The gazetteer's names of one word, folded, with the article where they have it."""
    return frozenset((key(folded(name, Fold.PLAIN)),) for row in table("gazetteer") for name in row["names"].split("|") if " " not in name)
