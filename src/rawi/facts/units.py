"""What numbers count and measure: units of measure and money, and the singular of a counted noun."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rawi.arabic.letters import AL, ALEF, BEH, FEH, HEH, KAF, LAM, MEEM, NOON, TEH, TEH_MARBUTA, WAW, YEH
from rawi.arabic.tokens import TOKEN, key
from rawi.data import table
from rawi.facts.edges import is_finite
from rawi.facts.gazetteer import demonyms, entries, place_words
from rawi.facts.lexemes import word_classes

if TYPE_CHECKING:
    from rawi.arabic.tokens import Tokens

UnitKind = Literal["money", "measure", "percent"]
_DEFINITE: Final = re.compile(f"[{WAW}{FEH}]?(?:[{BEH}{KAF}]?{AL}|{LAM}{LAM})")
DUAL_ENDS: Final = frozenset({YEH + NOON, ALEF + NOON})
DUAL_CONSTRUCT: Final = TEH + YEH
PARTICLES: Final = (WAW, FEH, BEH, LAM, KAF)
DUAL_PARTICLES: Final = (WAW, FEH, BEH, LAM)
"""Without «like», which begins too many adjectives."""
POSSESSIVES: Final = (HEH + ALEF, HEH + MEEM, HEH)

NEAR: Final = 6
"""Tokens before a number in which words of distance are looked for."""
LONG: Final = 5
"""Letters from which an unknown word after a number may be taken apart."""
NO_NOUN: Final = frozenset({"part", "prep", "that", "this", "on", "shift", "ref", "day", "weekday"})
"""Roles of words that nobody counts."""


class Unit(NamedTuple):
    """A unit beside a number; ``end`` is the token after it."""

    kind: UnitKind
    name: str
    currency: str | None
    end: int


class Dual(NamedTuple):
    """A noun in the dual: its singular, and the letters of particles before it."""

    lemma: str
    clitics: int


def unit_at(tokens: Tokens, at: int) -> Unit | None:
    """The longest unit of measure, money or percentage that begins at token ``at``; a currency may have the article."""
    form = tokens.form(at)
    known = _units().get(form, ())
    if not known and form.startswith(AL):
        known = [unit for unit in _units().get(form[2:], ()) if unit[1] == "money"]
    for phrase, kind, name, currency in known:
        if all(tokens.form(at + step) == word for step, word in enumerate(phrase) if step):
            return Unit(kind, name, currency, at + len(phrase))
    return None


def on_the_road(tokens: Tokens, at: int, unit: Unit) -> Unit:
    """The unit of the number at token ``at``; «kilo», cut short, is a kilometre in words of distance."""
    short = "kilo" in context().get(tokens.form(unit.end - 1), ())
    if short and any("distance" in context().get(tokens.form(place), ()) for place in range(max(at - NEAR, 0), at)):
        return unit._replace(name="kilometre")
    return unit


@cache
def _units() -> dict[str, list[tuple[tuple[str, ...], UnitKind, str, str | None]]]:
    found: dict[str, list[tuple[tuple[str, ...], UnitKind, str, str | None]]] = {}
    kinds: dict[str, UnitKind] = {"money": "money", "measure": "measure", "percent": "percent"}
    for row in table("units"):
        phrase = tuple(TOKEN.findall(key(row["form"])))
        found.setdefault(phrase[0], []).append((phrase, kinds[row["kind"]], row["unit"], row["currency"] or None))
    for phrases in found.values():
        phrases.sort(key=lambda one: -len(one[0]))
    return found


@cache
def context() -> dict[str, frozenset[str]]:
    """The roles of the words beside numbers."""
    found: dict[str, set[str]] = {}
    for row in table("number_context"):
        found.setdefault(key(row["form"]), set()).add(row["role"])
    return {form: frozenset(roles) for form, roles in found.items()}


def is_said_as(form: str, role: str) -> bool:
    """Whether a folded word, the particle and the article before it left out, has a role beside numbers."""
    known, bare = context(), without_article(form) or form
    cuts = [cut for cut in range(3) if all(letter in PARTICLES for letter in bare[:cut])]
    return role in known.get(form, ()) or any(role in known.get(bare[cut:], ()) for cut in cuts)


@cache
def _plurals() -> dict[str, str]:
    """Folded singulars and broken plurals to the singular as written."""
    found = {key(row["lemma"]): row["lemma"] for row in table("nouns")}
    for row in table("nouns"):
        for plural in row["plurals"].split():
            found.setdefault(key(plural), row["lemma"])
    return found


@cache
def _duals() -> dict[str, str]:
    """Folded stems that a dual ending may follow to the singular as written."""
    found = {}
    for row in table("nouns"):
        if row["dual"]:
            stem = key(row["lemma"])
            found[stem[:-1] + TEH if row["lemma"].endswith(TEH_MARBUTA) else stem] = row["lemma"]
    return found


def without_article(form: str) -> str | None:
    """A noun without its article and the particles before that, None where it has no article."""
    match = _DEFINITE.match(form)
    return form[match.end() :] if match is not None and len(form) > match.end() + 1 else None


def lemma_of(word: str) -> str:
    """The singular of a counted noun without its article, as the table has it or by the rules of sound plurals."""
    bare = without_article(word) or word
    known = _plurals()
    folded = key(bare)
    for cut in range(2):
        for form in _singulars(folded[cut:]):
            if form in known and (not cut or folded[0] in PARTICLES):
                return known[form]
    return _by_rule(bare)


def _singulars(form: str) -> list[str]:
    """Folded forms under which a counted noun may stand in the table, the likeliest first."""
    forms = [form]
    if form.endswith(ALEF):
        forms.append(form[:-1])
    for ending in (ALEF + TEH, YEH + NOON, WAW + NOON, ALEF + NOON):
        if form.endswith(ending) and len(form) > 4:
            forms += [form[:-2] + HEH, form[:-2]] if ending[1] == TEH else [form[:-2]]
            if ending[1] == NOON and form[-3] == TEH:
                forms.append(form[:-3] + HEH)
    for ending in (*POSSESSIVES, YEH):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            forms += [stem, stem[:-1] + HEH] if stem.endswith(TEH) else [stem]
    return forms


def _by_rule(word: str) -> str:
    if word.endswith(ALEF + TEH) and len(word) > 4:
        return word[:-2] + TEH_MARBUTA
    if word.endswith(TEH + YEH + NOON) and len(word) > 5:
        return word[:-3] + TEH_MARBUTA
    if word.endswith((YEH + NOON, WAW + NOON)) and len(word) > 5:
        return word[:-2]
    return word[:-1] if word.endswith(ALEF) and len(word) > 3 else word


def is_known(form: str) -> bool:
    """Whether a folded form is a noun of the table, in any of its forms."""
    known = _plurals()
    return any(one in known for one in _singulars(without_article(form) or form))


def is_plural(form: str) -> bool:
    """Whether a folded form is a plural: of the table, or by its ending."""
    bare = without_article(form) or form
    lemma = _plurals().get(bare)
    return bare.endswith((ALEF + TEH, WAW + NOON, YEH + NOON)) or (lemma is not None and key(lemma) != bare)


def is_counted(tokens: Tokens, at: int) -> bool:
    """Whether a token may be what the number before it counts: a noun without «and», «with» or «for»."""
    return is_noun(tokens, at) and not _is_prepositional(tokens.form(at))


def is_country(form: str) -> bool:
    """Whether a folded word is the name of a country, which nobody counts."""
    words = place_words((form,))
    same = entries().get(words) if words[0] not in demonyms() else None
    return same is not None and same[0].kind == "country" and not is_known(form)


def _is_prepositional(form: str) -> bool:
    """Whether a word that is not in the table is a particle and a noun: «with dimensions», «and encouragement», «for lack»."""
    if form[0] in PARTICLES and not is_known(form) and is_known(form[1:]):
        return True
    return form[0] in {BEH, LAM, WAW} and len(form) >= LONG - (form[0] == LAM) and form[1:] in word_classes() and not is_known(form)


def dual_of(form: str) -> Dual | None:
    """What a folded form is the dual of: a noun of the table, or any feminine one by its ending."""
    if form[-2:] not in DUAL_ENDS or form.startswith(AL) or "not_dual" in context().get(form, ()):
        return None
    if form in _plurals():
        return None
    stem, known = form[:-2], _duals()
    for clitics in range(3):
        if clitics and form[clitics - 1] not in DUAL_PARTICLES:
            break
        if stem[clitics:] in known and "not_dual" not in context().get(form[clitics:], ()):
            return Dual(known[stem[clitics:]], clitics)
    if stem.endswith(TEH) and len(stem) > 4 and not any("not_dual" in context().get(form[cut:], ()) for cut in (1, 2)):
        return Dual(stem[:-1] + TEH_MARBUTA, 0)
    return None


def construct_dual_of(form: str) -> Dual | None:
    """What a folded feminine form is the dual of before another noun («two sessions of»)."""
    if not form.endswith(DUAL_CONSTRUCT):
        return None
    known, stem = _duals(), form[:-1]
    found = next((Dual(known[stem[cut:]], cut) for cut in range(2) if stem[cut:] in known and (not cut or form[0] in PARTICLES)), None)
    return found if found is not None and "named_pair" not in context().get(key(found.lemma), ()) else None


def is_noun(tokens: Tokens, at: int) -> bool:
    """Whether a token may be the thing counted: an Arabic word which is no particle, sign or verb in the plural."""
    form = tokens.form(at)
    if len(form) < 2 or form == AL or not form.isalpha() or form.isascii() or (form.endswith(WAW + ALEF) and not is_known(form)):
        return False
    if is_country(form) or (is_finite(form) and not is_known(form) and form not in demonyms()):
        return False
    if form[0] in PARTICLES and not is_known(form) and "not_unit" in context().get(form[1:], ()):
        return False
    return "not_unit" not in context().get(form, ()) and tokens.roles(at).keys().isdisjoint(NO_NOUN)
