"""Where a person's name ends: at a verb, at a word with a preposition, at a noun that belongs to somebody («and his deputy»).

The tagger decides word by word and may run past a name into what the person does. A verb is known by its paradigm: the word without the
sign of the future, the word with another person's letter before it, or the same word without the plural's ending is a word too, and
none of these is ever part of a name.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from rawi.arabic import Fold, folded
from rawi.arabic.letters import AL, ALEF, BEH, HEH, LAM, MEEM, NOON, SEEN, TEH, WAW, YEH
from rawi.arabic.tokens import key
from rawi.data import table, words
from rawi.facts.lexemes import CONJUNCTIONS, name_hints, word_classes
from rawi.limits import WORD_FORMS_KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.facts.lexemes import Lexeme

PERSONS: Final = (YEH, TEH, NOON, ALEF)
"""The letters with which the imperfect begins."""
ENDINGS: Final = (HEH + MEEM + ALEF, HEH + ALEF, HEH + MEEM, HEH)
"""Pronouns written onto a noun or verb, the longest first."""
PLURALS: Final = (WAW + NOON, WAW + ALEF)
DUALS: Final = (ALEF + NOON,)
PREPOSITIONS: Final = frozenset((BEH, LAM))
FULL: Final = 2
"""Words of a person's full name."""
SHORT: Final = 3
"""Letters of the shortest word that a form is taken apart into."""
CARRIERS: Final = frozenset(("per", "pla", "org", "out"))


def people(lexemes: Sequence[Lexeme], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in what was taken for one person's name at tokens ``start:end``.

    A verb or a title with a pronoun stands between two names; what follows a preposition, or another noun with a pronoun, is none.
    """
    first = start
    for at in range(start, end):
        form = lexemes[at].form
        title = is_joined_title(form)
        verb = at > start and is_verb(form, behind=at - start)
        if not title and (at == start or _bound(lexemes, at) or not (verb or _is_outside(lexemes[at]))):
            continue
        if first < at and not (at - first == 1 and is_plain(lexemes[first])):
            yield first, at
        first = at + 1
        if not title and not verb:
            return
    if first < end and not (start < first == end - 1 and is_plain(lexemes[first])):
        yield first, end


def is_plain(word: Lexeme) -> bool:
    """Whether a word is a common one which hardly any name is known to hold."""
    return word.stem in word_classes() and all(hint[-1] == "0" for hint in word.hints)


def is_joined_title(form: str) -> bool:
    """«and his deputy», «and her counterpart»: a title of somebody's, joined to the name before it."""
    return form[0] in CONJUNCTIONS and is_owned_title(form[1:])


def is_owned_title(form: str) -> bool:
    """«His deputy», «her counterpart»: a title with a pronoun."""
    return any(form.endswith(ending) and form[: -len(ending)] in _titles() for ending in ENDINGS)


def is_verb(form: str, *, behind: int = FULL) -> bool:
    """Whether a folded word ``behind`` so many words of a name is a verb: future, imperfect, a perfect in the plural, a verb of saying.

    Foreign names may be spelt like the future («Cecil»): one that is known as a name is a verb only behind a full name.
    """
    bare = _bare(form)
    said_so = bare in said() and bare not in _given() and not _may_be_named(bare)
    return said_so or (is_finite(form) and (behind >= FULL or not _may_be_named(bare)))


@lru_cache(maxsize=WORD_FORMS_KEPT)
def is_finite(form: str) -> bool:
    """Whether a folded word is a verb by its form alone: the future, the imperfect, a perfect in the plural."""
    bare = _bare(form)
    if bare in _given() or len(bare) < SHORT:
        return False
    if bare[0] == SEEN and bare[1:2] in PERSONS and _is_imperfect(bare[1:]):
        return True
    return not _may_be_named(bare) and (_is_imperfect(bare) or (bare.endswith(PLURALS[1]) and _known(bare[:-2])))


def _bare(form: str) -> str:
    return form[1:] if form[0] == WAW and form[1:] in word_classes() else form


def _is_imperfect(form: str) -> bool:
    """Whether a form is a verb in two persons, without the pronoun or plural ending that it may have."""
    for ending in ("", *ENDINGS, *PLURALS, *(DUALS if form[0] == YEH else ())):
        stem = form[: len(form) - len(ending)]
        if form.endswith(ending) and len(stem) > SHORT and form[0] in PERSONS[:2]:
            pair = [person + stem[1:] for person in PERSONS[:2]]
            if all(one in word_classes() and not _may_be_named(one) for one in pair):
                return True
    return False


def _is_outside(word: Lexeme) -> bool:
    """«to the station», «in order to tell him», «and his excesses»; «in his …» is spelt like too many surnames."""
    particles = word.form[: word.clitics]
    if particles and particles[-1] in PREPOSITIONS and word.stem.startswith(AL) and _known(word.stem[2:]):
        return True
    for cut in range(1, min(3, len(word.form))):
        if word.form[cut - 1] not in CONJUNCTIONS and word.form[cut - 1] != LAM:
            return False
        rest = word.form[cut:]
        ending = next((one for one in ENDINGS if rest.endswith(one)), "")
        if ending and _known(rest[: -len(ending)]) and not _may_be_named(rest):
            return True
    return False


def _bound(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether a word depends on the one before it within a name: «son of», «father of», «servant of»."""
    return lexemes[at - 1].stem in words("name_links")


def opens_with_a_verb(word: Lexeme) -> bool:
    """Whether the first word of a name is a verb that no name begins with: «(and) Al-Rashed thought»."""
    if word.form in said() and not _may_be_named(_bare(word.form)) and not word.hints:
        return True
    return is_finite(word.form) and (not word.hints or word.form.endswith((*PLURALS, *DUALS)))


def before_verb(lexemes: Sequence[Lexeme], start: int, end: int) -> int:
    """Where a name of another kind ends: at the first verb behind its first word that no name is known to hold."""
    return next((at for at in range(start + 1, end) if not lexemes[at].hints and is_finite(lexemes[at].form)), end)


def is_given(form: str) -> bool:
    """Whether a folded word is a common given name."""
    return form in _given()


def _known(form: str) -> bool:
    return len(form) >= SHORT and form in word_classes() and not _may_be_named(form)


def _may_be_named(form: str) -> bool:
    return any(hint[1:4] in CARRIERS and hint[-1] != "0" for hint in name_hints().get(form, ())) or form in _given()


@cache
def _given() -> frozenset[str]:
    return frozenset(key(folded(form, Fold.PLAIN)) for form in words("given_names"))


@cache
def _titles() -> frozenset[str]:
    """Words of offices and of kin, as a pronoun follows them: the feminine ending is open."""
    heads = {key(form) for form in words("titles", kind="head")}
    return frozenset(heads | {head[:-1] + TEH for head in heads if head.endswith(HEH)})


@cache
def said() -> frozenset[str]:
    """Verbs of saying in the perfect, «he» and «she», with «and» before them or not."""
    bases = {key(folded(row["perfect"], Fold.PLAIN)) for row in table("cues") if row["perfect"]}
    perfect = bases | {base + TEH for base in bases if base[-1] != YEH}
    return frozenset(perfect | {WAW + verb for verb in perfect})
