"""Words as search sees them: each with its folded form, its light stem and its consonant key.

The three are nested: words of one form have one stem, words of one stem have one key. So a search can look for the form, then for the
stem, then for the key, and each step only adds. Text and query go through the same functions, which is all that makes them meet.

    form   the word folded (``Fold.SEARCH``), lower case: what «as written» means when nobody minds hamza seats and vowels;
           two spellings of a hamza that a fold letter by letter would keep apart (on waw or on ya before a waw) are one
    stem   without article, and without endings of number, gender and possession; of a broken plural the stem of its singular
           (``data/broken_plurals.tsv``)
    key    the stem's consonants, with the letters held equal that writers of foreign names interchange
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.folding import Fold, folded
from rawi.arabic.letters import ALEF, GHAIN, HEH, JEEM, LAM, TEH, WAW, YEH
from rawi.arabic.words import has_arabic, words
from rawi.data import table
from rawi.limits import LETTERS_IN_A_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.model import Span

SHORTEST: Final = 3
"""Letters that stay at least when something is taken off."""

_SURE: Final = 4
"""Consonants from which a key holds interchanged letters equal; in a shorter one they would make «heart» and «dog» one word."""

_WORDS_KEPT: Final = 1 << 17
"""Distinct words whose forms are remembered: those of some ten thousand articles, about 40 MB."""


class Forms(NamedTuple):
    """One word in three degrees of likeness."""

    form: str
    stem: str
    key: str


class Token(NamedTuple):
    """A word of a text: where it stands, and its forms."""

    span: Span
    forms: Forms


def tokens(text: str, within: Span | None = None) -> Iterator[Token]:
    """The words of ``text`` (of ``within``, if given) in order; what folds to nothing (a lone hamza) is no word."""
    for span in words(text, within):
        forms = forms_of(span.of(text))
        if forms.form:
            yield Token(span, forms)


def name_forms(name: str) -> Iterator[Forms]:
    """The forms of a name's words.

    Their stems are never put in the singular: «Nations» is no name of a nation. «Servant of» and «father of» are one word with the next,
    since every outlet writes such names as it likes, together or apart.
    """
    apart = _pairs("first")[1]
    first = ""
    for span in words(name):
        form = _form_of(span.of(name))
        if form in apart:
            first += apart[form]
        elif form:
            yield _forms(first + form, light_stem(first + form))
            first = ""
    if first:
        yield _forms(first, light_stem(first))


@lru_cache(maxsize=_WORDS_KEPT)
def forms_of(word: str) -> Forms:
    """The forms of one word as found; of an overlong one only its first letters count."""
    form = _form_of(word)
    return _forms(form, stem_of(form))


def _form_of(word: str) -> str:
    return folded(_one_seat(folded(word[: 4 * LETTERS_IN_A_WORD], Fold.PLAIN))).casefold()[:LETTERS_IN_A_WORD]


def _forms(form: str, stem: str) -> Forms:
    return Forms(form, stem, key_of(stem)) if has_arabic(form) else Forms(form, form, form)


def _one_seat(word: str) -> str:
    """A plainly folded word with one seat for each hamza that is written on several."""
    pattern, seats = _pairs("seat")
    return pattern.sub(lambda match: seats[match.group()], word)


def stem_of(form: str) -> str:
    """The stem of a folded word: its noun's, where the table of broken plurals knows it, else the light stem.

    The whole word is looked up before anything is taken off its front, so that «thousands» is not «the …»; a particle is taken off only
    where a noun of the table is left, and stays before its stem.
    """
    if (stem := _noun(form)) is not None:
        return stem
    if (prefix := next((each for each in _rows("prefix") if form.startswith(each)), None)) is not None:
        rest = form[len(prefix) :]
        if prefix.endswith(LAM + LAM) and f"{LAM}{rest}".startswith(_rows("lam")):
            rest = LAM + rest
        stem = _noun(rest)
        return stem or _without_endings(rest if len(rest) >= SHORTEST else form)
    guesses = ((particle, _noun(form[len(particle) :])) for particle in _rows("particle") if form.startswith(particle))
    return next((particle + stem for particle, stem in guesses if stem is not None), _without_endings(form))


def light_stem(form: str) -> str:
    """The light stem of a folded word: article off, then endings for as long as three letters stay."""
    starts = (prefix for prefix in _rows("prefix") if form.startswith(prefix) and len(form) - len(prefix) >= SHORTEST)
    return _without_endings(form[len(next(starts, "")) :])


def _without_endings(word: str) -> str:
    *_, shortest = _shortened(word)
    return shortest


def _shortened(word: str) -> Iterator[str]:
    """A word, and what is left of it with one ending off, with two, and so on."""
    rest: str | None = word
    while rest is not None:
        yield rest
        rest = _without_ending(rest)


def _noun(word: str) -> str | None:
    """The stem of a noun that the tables know, perhaps with a pronoun, or of a singular in any inflection; None for any other word."""
    known, before_pronoun, singulars = _nouns()
    bare = (word[: -len(ending)] for ending in _rows("pronoun") if word.endswith(ending))
    stem = known.get(word) or next((before_pronoun[each] for each in bare if each in before_pronoun), None)
    return stem or next((singulars[each] for each in _shortened(word) if each in singulars), None)


class _Nouns(NamedTuple):
    """The stems of nouns that the light stemmer would misread.

    Of words as they stand, of what stands before a pronoun, and of singulars in whatever inflection.
    """

    words: dict[str, str]
    before_pronoun: dict[str, str]
    singulars: dict[str, str]


@cache
def _nouns() -> _Nouns:
    """Broken plurals, their singulars where these are very short or end like a plural, and words that begin like an article."""
    nouns = _Nouns({}, {}, {})
    for row in table("broken_plurals"):
        singular = _form_of(row["singular"])
        stem = light_stem(singular)
        if len(singular) < SHORTEST or (len(singular) > SHORTEST + 1 and singular.endswith(_rows("number"))):
            stem = nouns.singulars[singular] = singular
        _add_noun(nouns, _form_of(row["plural"]), stem)
    for word in _rows("whole"):
        _add_noun(nouns, word, _without_endings(word))
    return nouns


def _add_noun(nouns: _Nouns, word: str, stem: str) -> None:
    """Before a pronoun the last letter may change: a ta marbuta becomes ta, and a hamza, which folds to nothing, sits on waw or ya."""
    nouns.words[word] = stem
    if word.endswith(HEH):
        nouns.before_pronoun[word[:-1] + TEH] = stem
    elif word.endswith(ALEF):
        nouns.before_pronoun.update({word: stem, word + WAW: stem, word + YEH: stem})
    else:
        nouns.before_pronoun[word] = nouns.words[word + ALEF] = stem


def _without_ending(word: str) -> str | None:
    endings = _pairs("suffix")[1]
    cut = (word[: -len(suffix)] + endings[suffix] for suffix in _rows("suffix") if word.endswith(suffix))
    return next((rest for rest in cut if len(rest) >= SHORTEST), None)


def key_of(stem: str) -> str:
    """The consonant key of a stem; a stem with fewer than three consonants is its own key, or half the lexicon would fall together."""
    if len(stem) > SHORTEST and (stem.startswith(_rows("opening")) or stem.endswith(_rows("ending"))):
        stem = stem.replace(JEEM, GHAIN)
    bare = stem[:1] + stem[1:].translate(_WEAK)
    bare = "".join(letter for at, letter in enumerate(bare) if at == 0 or letter != bare[at - 1])
    if len(bare) < SHORTEST:
        return stem
    if len(bare) < _SURE:
        return bare
    pattern, equal = _pairs("key")
    return pattern.sub(lambda match: equal[match.group()], bare)


_WEAK: Final = dict.fromkeys(map(ord, (ALEF, WAW, YEH)))


def with_particles(stem: str) -> tuple[str, ...]:
    """``stem`` and what it looks like behind a particle that is written as one with it («and», «in», «for» …).

    The particles are not taken off in the text, where a first letter may as well be the word's own; so who searches asks for both.
    """
    return (stem, *(particle + stem for particle in _rows("particle")))


@cache
def particles() -> frozenset[str]:
    """The particles that are written as one with the word after them."""
    return frozenset(_rows("particle"))


def without_particle(form: str) -> tuple[str, ...]:
    """The stems that ``form`` would have if its first letters are particles: a guess, for the lowest rank."""
    rests = (form[len(particle) :] for particle in _rows("particle") if form.startswith(particle))
    return tuple(dict.fromkeys(stem_of(rest) for rest in rests if len(rest) >= SHORTEST))


@cache
def _rows(kind: str) -> tuple[str, ...]:
    forms = [row["form"] for row in table("light_stem") if row["kind"] == kind]
    return tuple(sorted(forms, key=len, reverse=True))


@cache
def _pairs(kind: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What is read as what, and a pattern that finds it."""
    pairs = {row["form"]: row["to"] for row in table("light_stem") if row["kind"] == kind}
    return re.compile("|".join(sorted(pairs, key=len, reverse=True))), pairs
