"""Names mended one by one by the words in them and around them, before the page as a whole is asked.

Quotation marks that open inside a name close in it; persons and places joined by «and» are two; a nationality before a person's name and a
title before a body's are none of it; what a word like «newspaper» or «company» puts in quotation marks is a name.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, ALEF, WAW, YEH
from rawi.data import table, words
from rawi.facts.edges import before_verb, is_given, is_plain, is_verb, opens_with_a_verb, people
from rawi.facts.gazetteer import demonyms, entries, place_words
from rawi.facts.tagging import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.facts.lexemes import Lexeme
    from rawi.model import EntityKind

OPENING: Final = {"\u00ab": "\u00bb", "\u201c": "\u201d", '"': '"', "(": ")"}
CLOSING: Final = {close: opening for opening, close in OPENING.items()}
QUOTED: Final = 4
"""Words of the longest name that a pair of quotation marks is believed to hold."""
SURE_OF_A_WORD: Final = 0.7
"""Probability from which a common word is read as the name that it may be."""
VOWELS: Final = frozenset((ALEF, WAW, YEH))
HOSTED: Final = 0.6
"""The score of a name that the words around it alone show."""


def mended(chunks: Sequence[Chunk], lexemes: Sequence[Lexeme]) -> list[Chunk]:
    """The names of one passage, mended, and those that quotation marks show."""
    found = [
        part
        for chunk in chunks
        for part in _parts(_in_quotes(chunk, lexemes), lexemes)
        if part.start < part.end and not _only_a_word(part, lexemes)
    ]
    taken = {at for chunk in found for at in range(chunk.start, chunk.end)}
    found += (chunk for chunk in _hosted(lexemes) if not any(at in taken for at in range(chunk.start, chunk.end)))
    return _listed(sorted(found), lexemes)


def _listed(chunks: list[Chunk], lexemes: Sequence[Lexeme]) -> list[Chunk]:
    """A town that gives its name to a club is the town where it is listed after a place («from Alexandria and Marseille»)."""
    for at, (before, chunk) in enumerate(pairwise(chunks), 1):
        word = lexemes[chunk.start]
        town = chunk.end - chunk.start == 1 and word.form[0] == WAW and word.clitics and place_words((word.stem,)) in entries()
        if town and chunk.kind == "organisation" and before.kind == "place" and before.end == chunk.start:
            chunks[at] = chunk._replace(kind="place")
    return chunks


def _only_a_word(chunk: Chunk, lexemes: Sequence[Lexeme]) -> bool:
    """Whether a name is more likely the common word that it is spelt like («horror», «spring»), a phrase («good luck») or a verb."""
    stem = lexemes[chunk.start].stem
    bare = stem[2:] if stem.startswith(AL) else stem
    if chunk.end - chunk.start == 2 and chunk.kind == "person":
        return lexemes[chunk.start + 1].form in words("ordinary_names", "next", kind="phrase", form=stem)
    if chunk.end - chunk.start > 1 or chunk.score >= SURE_OF_A_WORD:
        return False
    return bare in words("place_nouns") or (chunk.kind == "person" and is_verb(lexemes[chunk.start].form))


def _in_quotes(chunk: Chunk, lexemes: Sequence[Lexeme]) -> Chunk:
    """Take in the closing mark of a quotation that opened inside the name; leave out marks at its edges and those without partner."""
    start, end = chunk.start, chunk.end
    while start < end and not lexemes[start].form[0].isalnum():
        start += 1
    for at in range(start, end):
        close = OPENING.get(lexemes[at].form)
        if close and all(lexemes[other].form != close for other in range(at + 1, end)):
            if end < len(lexemes) and lexemes[end].form == close and end - at > 1:
                end += 1
            elif lexemes[at].form != close:
                end = at
            break
    while start < end and not lexemes[end - 1].form[0].isalnum():
        opening = CLOSING.get(lexemes[end - 1].form)
        if opening and any(lexemes[at].form == opening for at in range(start, end - 1)):
            break
        end -= 1
    return chunk._replace(start=start, end=end)


def _parts(chunk: Chunk, lexemes: Sequence[Lexeme]) -> Iterator[Chunk]:
    """A name without what is none of it, in two if it is two."""
    start, end = chunk.start, chunk.end
    if start == end:  # nothing but marks
        return
    if end - start > 1:
        first, second = lexemes[start], lexemes[start + 1]
        nationality = chunk.kind == "person" and _nationality(first) and not second.stem.startswith(AL)
        title = chunk.kind == "organisation" and _title(first) and not (end - start == 2 and _nationality(second))
        office = chunk.kind == "person" and first.stem.startswith(AL) and _title(first)
        start += nationality or title or office
        if office and end - start == 1 and (is_plain(second) or _nationality(second)):
            return  # «the Swedish monarch», «the prominent blogger»
        start += chunk.kind == "person" and opens_with_a_verb(first)
        if chunk.kind == "person" and not office and end - start == 2 and _title(first) and not is_given(first.stem) and is_plain(second):
            return  # «a drawer of cartoons»
        start += chunk.kind == "place" and end - start == 2 and _nationality(first) and place_words((second.stem,)) in entries()
        end -= chunk.kind == "place" and end - start == 2 and _nationality(second) and _is_name(first)
    if chunk.kind == "person" and end - start > 1 and all(word.form in demonyms() for word in lexemes[start:end]):
        return  # «a Chinese Korean (meeting)»
    ranges = people(lexemes, start, end) if chunk.kind == "person" else ((start, before_verb(lexemes, start, end)),)
    for part in ranges:
        yield from _apart(chunk._replace(start=part[0], end=part[1]), lexemes)


def _apart(chunk: Chunk, lexemes: Sequence[Lexeme]) -> Iterator[Chunk]:
    """Persons, places, and bodies called by a name and not by what they are, joined by «and»: one by one."""
    start, end = chunk.start, chunk.end
    several = chunk.kind in {"person", "place"} or (chunk.kind == "organisation" and _is_name(lexemes[start]))
    if several and place_words(_stems(lexemes, start, end)) not in entries():
        for at in range(start + 1, end):
            if _is_joined(lexemes[at], chunk.kind):
                yield chunk._replace(start=start, end=at)
                start = at
    yield chunk._replace(start=start, end=end)


def _stems(lexemes: Sequence[Lexeme], start: int, end: int) -> list[str]:
    return [lexemes[start].stem, *(word.form for word in lexemes[start + 1 : end])]


def _is_joined(word: Lexeme, kind: EntityKind) -> bool:
    """Whether a word begins with «and».

    A rare word is known for that by its second letter: foreign names in W go on with a vowel («Wellington», «Watson»).
    """
    if word.form[0] != WAW or word.clitics:
        return word.form[0] == WAW
    given = kind == "person" and is_given(word.form[1:]) and not is_given(word.form)
    rare = len(word.form) > 4 and word.form[1] not in VOWELS and (not word.known or kind == "place")
    return given or rare


def _is_name(word: Lexeme) -> bool:
    """Whether a word without article is a name by itself, and says not what it names («bank», «city of»)."""
    common = word.stem in words("name_heads") or word.stem in words("place_heads") or is_plain(word)
    return not word.stem.startswith(AL) and not common and ((word.stem,) in entries() or not word.known or any(_bodily(word.hints)))


def _bodily(hints: Sequence[str]) -> Iterator[bool]:
    return (hint[1:4] in {"org", "out"} and hint[-1] in "123" for hint in hints)


def _nationality(word: Lexeme) -> bool:
    return word.stem.startswith(AL) and word.stem[2:] in demonyms()


def _title(word: Lexeme) -> bool:
    return (word.stem[2:] if word.stem.startswith(AL) else word.stem) in words("titles", kind="head")


def _hosted(lexemes: Sequence[Lexeme]) -> Iterator[Chunk]:
    """Names in quotation marks right after a word like «newspaper», «company», «group»."""
    known = hosts()
    for at, word in enumerate(lexemes[:-2]):
        close = OPENING.get(lexemes[at + 1].form)
        if close and close != ")" and (kind := known.get(word.stem[2:] if word.stem.startswith(AL) else word.stem)):
            end = next((end for end in range(at + 3, min(at + 3 + QUOTED, len(lexemes))) if lexemes[end].form == close), None)
            if end is not None and all(word.form[0].isalnum() for word in lexemes[at + 2 : end]):
                yield Chunk(at + 2, end, kind, HOSTED)


@cache
def hosts() -> dict[str, EntityKind]:
    """Words that stand before a name in quotation marks, folded, to its kind."""
    return {
        row["form"]: "outlet" if row["kind"] == "outlet" else "place" if row["kind"] == "place" else "organisation"
        for row in table("name_hosts")
    }
