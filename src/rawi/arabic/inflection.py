"""Verbs in all their forms, from four principal parts.

A table of verbs holds each verb once: perfect, imperfect, participle and verbal noun. The forms that news text uses (third persons of both
genders and all numbers, first persons, jussives, object clitics, participles in the accusative and in the nominative, verbal nouns with a
possessor) follow by rule. Weak roots are told from their principal parts: a middle alef shortens, a final alef or ya falls off before a
vowel. The rules give every spelling that occurs and a few that do not exist; those cost nothing, since nobody writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rawi.arabic.letters import (
    ALEF,
    ALEF_HAMZA_ABOVE,
    ALEF_HAMZA_BELOW,
    ALEF_MADDA,
    ALEF_MAKSURA,
    HEH,
    KAF,
    MEEM,
    NOON,
    TEH,
    TEH_MARBUTA,
    WAW,
    WAW_HAMZA,
    YEH,
    YEH_HAMZA,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FormKind = Literal["perfect", "imperfect", "participle", "noun"]

CLITICS: Final = (HEH, HEH + ALEF, HEH + MEEM, HEH + MEEM + ALEF, HEH + NOON, NOON + YEH, NOON + ALEF, KAF, KAF + MEEM)
"""Pronouns glued to a verb or noun: him, her, them, both, them (f), me, us, you."""

_ALEFS: Final = {ALEF_MADDA: ALEF, ALEF_HAMZA_ABOVE: ALEF, ALEF_HAMZA_BELOW: ALEF, ALEF_MAKSURA: YEH}
BARE: Final = str.maketrans(_ALEFS)
"""Takes hamza off alef and the difference of the two final ya away: the second key, for writers who leave hamza out."""


class Form(NamedTuple):
    """One inflected form: what it is, whose (3 for he, she, they; 1 for I, we), how many, and the pronoun glued to its end."""

    text: str
    kind: FormKind
    person: int = 3
    gender: str = "m"
    number: str = "s"
    clitic: str = ""
    jussive: bool = False


def perfect_forms(base: str, *, clitics: bool = True) -> Iterator[Form]:
    """The perfect of ``base`` (third person masculine singular) in the persons that news text uses."""
    last, stem = base[-1], base[:-1]
    if last in {ALEF_MAKSURA, ALEF} and len(base) > 2:
        long_vowel = YEH if last == ALEF_MAKSURA else WAW
        forms = [(base, 3, "m", "s"), (stem + TEH, 3, "f", "s"), (stem + WAW + ALEF, 3, "m", "p"), (stem + YEH + ALEF, 3, "m", "d")]
        forms += [(stem + TEH + ALEF, 3, "f", "d"), (stem + long_vowel + NOON, 3, "f", "p")]
        forms += [(stem + long_vowel + TEH, 1, "m", "s"), (stem + long_vowel + NOON + ALEF, 1, "m", "p")]
    else:
        short = base[:-2] + last if len(base) > 2 and base[-2] == ALEF else base
        forms = [(base, 3, "m", "s"), (base + TEH, 3, "f", "s"), (base + WAW + ALEF, 3, "m", "p"), (base + ALEF, 3, "m", "d")]
        forms += [
            (base + TEH + ALEF, 3, "f", "d"),
            (short + NOON, 3, "f", "p"),
            (short + TEH, 1, "m", "s"),
            (short + NOON + ALEF, 1, "m", "p"),
        ]
        if last == ALEF_HAMZA_ABOVE:
            forms += [
                (stem + ALEF_MADDA, 3, "m", "d"),
                (stem + WAW_HAMZA + WAW + ALEF, 3, "m", "p"),
                (stem + YEH_HAMZA + WAW + ALEF, 3, "m", "p"),
            ]
    for text, person, gender, number in forms:
        yield Form(text, "perfect", person, gender, number)
        if clitics and person == 3:
            for clitic in CLITICS:
                yield Form(_before_clitic(text) + clitic, "perfect", person, gender, number, clitic)


def imperfect_forms(base: str, *, clitics: bool = True) -> Iterator[Form]:
    """The imperfect of ``base`` (third person masculine singular): indicative, and the shortened forms after a negation."""
    body, last = base[1:], base[-1]
    weak = last in {YEH, WAW, ALEF_MAKSURA}
    plural = body[:-1] if weak else body
    for prefix, person, gender in ((YEH, 3, "m"), (TEH, 3, "f"), (ALEF_HAMZA_ABOVE, 1, "m"), (NOON, 1, "m")):
        number = "p" if prefix == NOON else "s"
        forms = [(prefix + body, number, False)]
        if person == 3:
            forms += [(prefix + plural + WAW + NOON, "p", False), (prefix + plural + WAW + ALEF, "p", True)]
            forms += [(prefix + body + ALEF + NOON, "d", False), (prefix + body + ALEF, "d", True), (prefix + plural + NOON, "p", False)]
        if weak:
            forms.append((prefix + plural, number, True))
        elif len(body) > 2 and body[-2] in {YEH, WAW, ALEF}:
            forms.append((prefix + body[:-2] + last, number, True))
            forms.append((prefix + body[:-2] + last + NOON, "p", False))
        for text, count, jussive in forms:
            yield Form(text, "imperfect", person, gender, count, "", jussive)
            if clitics and person == 3:
                for clitic in CLITICS:
                    yield Form(_before_clitic(text) + clitic, "imperfect", person, gender, count, clitic, jussive)


def participle_forms(base: str) -> Iterator[Form]:
    """The participle as it stands beside a verb (accusative), and in the nominative plural and dual."""
    stem = base[:-1] if base[-1] == YEH else base
    yield Form(base + ALEF, "participle")
    yield Form(base + TEH_MARBUTA, "participle", gender="f")
    for ending, gender, number in (
        (YEH + NOON, "m", "p"),
        (WAW + NOON, "m", "p"),
        (ALEF + NOON, "m", "d"),
        (TEH + YEH + NOON, "f", "d"),
        (ALEF + TEH, "f", "p"),
    ):
        yield Form((base if ending[0] in {ALEF, TEH} else stem) + ending, "participle", gender=gender, number=number)


def noun_forms(base: str) -> Iterator[Form]:
    """A verbal noun, bare, in the accusative and with a possessor."""
    yield Form(base, "noun")
    if base[-1] == TEH_MARBUTA:
        stem = base[:-1] + TEH
    elif base[-1] == ALEF_MAKSURA:
        stem = base[:-1] + ALEF
    else:
        stem = base
        yield Form(base + ALEF, "noun")
    for clitic in CLITICS:
        yield Form(stem + clitic, "noun", clitic=clitic)


def _before_clitic(text: str) -> str:
    """How a verb ends when a pronoun follows: the silent alef of the plural falls, a final ya without dots becomes alef."""
    if text.endswith(WAW + ALEF):
        return text[:-1]
    return text[:-1] + ALEF if text[-1] == ALEF_MAKSURA else text
