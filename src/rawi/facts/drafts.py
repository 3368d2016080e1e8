"""Names on the way from the tagger's words to mentions.

Quotation marks are mended, one name gets one kind, names are found again, particles are cut off. The tagger sees one line at a time;
what a page tells as a whole is brought in here. A name that the tagger found in one place is a name in the others; a name that it took
for two kinds is of the kind that it was surer of; a surname that stands whole inside a full name is not cut; where a body is named, its
acronym means it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.letters import AL, BEH, LAM, WAW
from rawi.data import words
from rawi.facts.gazetteer import entries, place_words
from rawi.facts.joining import also_called, name_words
from rawi.facts.mending import mended
from rawi.facts.standing import bare, is_adjective, standing, surnames, towns
from rawi.facts.tagging import Chunk, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.facts.lexemes import Lexeme, Lexemes
    from rawi.facts.passages import Passage
    from rawi.facts.tagging import WordTagger
    from rawi.model import EntityKind

_PARTICLES: Final = frozenset((WAW, BEH, LAM))
NAMES: Final = frozenset(("per", "pla", "org", "out"))
BODIES: Final = frozenset(("organisation", "outlet"))
SURE: Final = 0.4
"""Probability from which a name is looked for again in the rest of the page."""


class Piece(NamedTuple):
    """The words of one passage."""

    story: str
    passage: Passage
    forms: list[str]
    starts: list[int]
    ends: list[int]
    lexemes: list[Lexeme]

    @property
    def line(self) -> Line:
        """The words as taggers take them."""
        return Line(self.forms, self.starts, self.ends, self.passage.tokens.text)


class Draft:
    """A name found, as tokens of a piece."""

    __slots__ = ("clitics", "end", "kind", "piece", "rule", "score", "start")

    def __init__(self, piece: int, chunk: Chunk, rule: str = "names.tagger") -> None:
        self.piece = piece
        self.start, self.end, self.kind, self.score = chunk
        self.rule = rule
        self.clitics = 0


def piece_of(story: str, passage: Passage, lexemes: Lexemes) -> Piece:
    """The words of a passage; the underscores of hashtags part words like blanks."""
    tokens = passage.tokens
    kept = range(len(tokens)) if "_" not in tokens.forms else [at for at in range(len(tokens)) if tokens.forms[at] != "_"]
    forms = [tokens.forms[at] for at in kept]
    return Piece(story, passage, forms, [tokens.starts[at] for at in kept], [tokens.ends[at] for at in kept], [*map(lexemes.of, forms)])


def drafts(pieces: Sequence[Piece], tagger: WordTagger) -> list[Draft]:
    """The names of a page's pieces, in order, none inside another."""
    found = [Draft(number, chunk) for number, piece in enumerate(pieces) for chunk in mended(tagger.tagged(piece.line), piece.lexemes)]
    _settle_kinds(found, pieces)
    towns(found, pieces)
    surnames(found, pieces)
    found = standing(found, pieces)
    found += _found_again(found, pieces)
    found = [draft for draft in found if not is_adjective(draft, pieces[draft.piece].lexemes)]
    found.sort(key=lambda draft: (draft.piece, draft.start))
    _cut_particles(found, pieces)
    return found


def stems(draft: Draft, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The words of a name, particles off the first."""
    lexemes = pieces[draft.piece].lexemes
    return (lexemes[draft.start].stem, *(lexemes[at].form for at in range(draft.start + 1, draft.end)))


def _settle_kinds(found: list[Draft], pieces: Sequence[Piece]) -> None:
    """Names of the same words get the kind which has the greater sum of probabilities."""
    votes: dict[tuple[str, ...], dict[EntityKind, float]] = defaultdict(lambda: defaultdict(float))
    for draft in found:
        votes[stems(draft, pieces)][draft.kind] += draft.score
    for draft in found:
        counted = votes[stems(draft, pieces)]
        if len(counted) > 1:
            draft.kind = max(counted, key=lambda kind: counted[kind])


def _found_again(found: list[Draft], pieces: Sequence[Piece]) -> list[Draft]:
    """Names that the tagger found elsewhere on the page and missed here: whole names, and surnames of persons named in full."""
    known: dict[tuple[str, ...], Draft] = {}
    for draft in found:
        if draft.score < SURE:
            continue
        words = stems(draft, pieces)
        if len(words) > 1 or _telling(pieces[draft.piece].lexemes[draft.start]):
            known.setdefault(words, draft)
        last = pieces[draft.piece].lexemes[draft.end - 1]
        if draft.kind == "person" and len(words) > 1 and _telling(last):
            known.setdefault((last.stem,), draft)
        for other in also_called(name_words(words, draft.kind)) if draft.kind in BODIES else ():
            known.setdefault(other, draft)
    taken = {(draft.piece, at) for draft in found for at in range(draft.start, draft.end)}
    return [again for number, piece in enumerate(pieces) for again in _again(number, piece, known, taken)]


def _telling(word: Lexeme) -> bool:
    """Whether a word alone is enough of a name: long, and never or seldom anything else."""
    return (
        len(word.stem) > 3
        and word.stem[0].isalpha()
        and bare(word.stem) not in words("ordinary_names")
        and (not word.known or any(hint[1:4] in NAMES and hint[-1] in "23" for hint in word.hints))
    )


def _again(number: int, piece: Piece, known: dict[tuple[str, ...], Draft], taken: set[tuple[int, int]]) -> Iterator[Draft]:
    firsts = {words[0] for words in known}
    longest = max(map(len, known), default=0)
    at = 0
    while at < len(piece.forms):
        step = 1
        if piece.lexemes[at].stem in firsts and (number, at) not in taken:
            for length in range(longest, 0, -1):
                words = (piece.lexemes[at].stem, *piece.forms[at + 1 : at + length])
                model = known.get(words)
                if model is not None and len(words) == length and not any((number, at + i) in taken for i in range(length)):
                    yield Draft(number, Chunk(at, at + length, model.kind, model.score / 2), "names.again")
                    step = length
                    break
        at += step


def _cut_particles(found: list[Draft], pieces: Sequence[Piece]) -> None:
    """Decide how many letters before each name are particles."""
    whole = {pieces[draft.piece].forms[at] for draft in found for at in range(draft.start + 1, draft.end)}
    bare = {pieces[draft.piece].lexemes[draft.start].stem for draft in found} | whole
    before = {(draft.piece, draft.end) for draft in found}
    for draft in found:
        word = pieces[draft.piece].lexemes[draft.start]
        draft.clitics = word.clitics
        if word.clitics and word.form in whole and word.stem not in whole:
            draft.clitics = 0
        elif not word.clitics and _has_particle(draft, pieces):
            draft.clitics = 1
        elif not word.clitics and not word.known and len(word.form) > 3 and word.form not in whole:
            seen_bare = word.form[0] in _PARTICLES and word.form[1:] in bare
            listed = word.form[0] == WAW and (draft.piece, draft.start) in before
            draft.clitics = int(seen_bare or listed)


def _has_particle(draft: Draft, pieces: Sequence[Piece]) -> bool:
    """Whether a name begins with a particle that the lexicon takes for a part of the word: «at university» is a common form too.

    Without it the name begins with what bodies are called by, or is a place of the gazetteer that it is not with it.
    """
    forms = pieces[draft.piece].forms[draft.start : draft.end]
    if forms[0][0] not in _PARTICLES or len(forms[0]) < 4:
        return False
    rest = forms[0][1:]
    heads = words("name_heads") | words("place_heads", kind="noun") | words("place_heads", kind="town")
    if rest in heads and forms[0] not in heads:
        return True
    known = entries()
    return draft.kind == "place" and place_words(forms) not in known and place_words((rest, *forms[1:])) in known


def restored_article(written: str, clitics: str) -> str:
    """A name as it would stand without the particle before it: after «for» the article has lost its alef."""
    return AL + written[1:] if clitics.endswith(LAM) and written.startswith(LAM) else written
