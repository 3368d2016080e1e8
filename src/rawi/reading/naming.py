"""Whether words are a person's name: by given names, by the form of a name, and by what no person is called."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from rawi.arabic import folded
from rawi.arabic.letters import AL, ALEF_MAKSURA, HEH, LAM, TEH, YEH
from rawi.data import table, words

NAME_WORDS: Final = 6
ALONE_WORDS: Final = 4
"""A line without a label names a person in so few words."""
_SHORTEST_FAMILY: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+")
_NO_NAME: Final = re.compile(r"[@\d/_<>{}]|https?:|www\.|\.(?:com|net|org)\b", re.IGNORECASE)
_ON_THE: Final = re.compile(f"\\w{LAM}{ALEF_MAKSURA}\\s{{1,3}}{AL}")
"""«On the …», which folds to a given name."""
_KEY_EDGES: Final = ' .:\u200b\u200e\u200f\u202a\u202b\u202c-/"\u201c\u201d\u00ab\u00bb'


def begins_as_name(text: str) -> bool:
    """Whether a few words begin with a given name and hold no particle."""
    words = name_key(text).split()
    if _ON_THE.match(text):
        return False
    return (
        len(words) <= ALONE_WORDS
        and (_opens_name(words) or _is_shaped_as_name(words))
        and all(len(word) > 2 or word in _short_parts() for word in words)
    )


def _opens_name(words: list[str]) -> bool:
    """Whether the first word is a given name, or one that stands before it («Umm Kulthum»)."""
    first, *others = words
    if first in byline_words("before_given"):
        return bool(others) and others[0] in given_names()
    return first in given_names() or first.startswith(tuple(byline_words("given_prefix")))


def _is_shaped_as_name(words: list[str]) -> bool:
    """Whether two words are a name by their form: the second is an adjective with the article, which no common noun without one takes."""
    if len(words) != 2:
        return False
    first, family = words
    is_family = len(family) > _SHORTEST_FAMILY and family.startswith(AL) and family.endswith(YEH)
    return (
        is_family
        and first.isalpha()
        and len(first) > 2
        and not first.startswith(AL)
        and not first.endswith((HEH, TEH))
        and first not in _common_nouns()
    )


def is_of_outlet(part: str, own: set[str]) -> bool:
    """Whether a few words are the outlet's name or the part of it by which it is known."""
    return (key := name_key(part)) != "" and any(f" {key} " in f" {outlet} " for outlet in own)


def can_be_name(text: str, own: set[str]) -> bool:
    """Whether words that stand where a name does could be one though its given name is not known: the family's has the article then."""
    words = name_key(text).split()
    if not 1 < len(words) < ALONE_WORDS or not is_name(text, own):
        return False
    first, family = words[0], words[-1]
    can_be_given = not first.startswith(AL) and not first.endswith((HEH, TEH)) and first not in _common_nouns()
    return begins_as_name(text) or (can_be_given and family.startswith(AL) and len(family) > _SHORTEST_FAMILY)


def is_name(text: str, outlets: set[str]) -> bool:
    """Whether nothing speaks against words being a name: no sign, agency, medium, place or office; ``outlets`` are keys of their names."""
    words = text.split()
    key = name_key(text)
    if not 1 <= len(words) <= NAME_WORDS or _NO_NAME.search(text) or key in byline_words("agency") or key in media_names():
        return False
    if any(key == outlet or (len(key) > 2 and f" {key} " in f" {outlet} ") or f" {outlet} " in f" {key} " for outlet in outlets):
        return False
    folds = [match.group() for match in _WORD.finditer(key)]
    if not byline_words("not_person").isdisjoint(folds) or not any(len(word) > 2 for word in folds):
        return False
    if len(folds) > 1 and key in place_names():
        return False
    if folds[0] not in given_names() and not {folds[0], folds[0].removesuffix(HEH)}.isdisjoint(title_words()):
        return False  # what the writer is, not who
    return len(words) > 1 or not (text.isascii() and text == text.lower())


def name_key(text: str) -> str:
    """Words as they are compared: folded, without marks at their ends, without case."""
    return " ".join(folded(text).split()).strip(_KEY_EDGES).casefold()


@cache
def byline_words(kind: str) -> frozenset[str]:
    """The keys of the rows of one kind in the table of words in bylines."""
    return frozenset(name_key(row["form"]) for row in table("byline_words") if row["kind"] == kind)


@cache
def given_names() -> frozenset[str]:
    """Every given name that is known."""
    return byline_words("given") | frozenset(map(name_key, words("given_names")))


@cache
def _short_parts() -> frozenset[str]:
    """The words of two letters that a name may hold; others are particles."""
    return byline_words("name_link") | byline_words("before_given") | frozenset(word for word in given_names() if len(word) <= 2)


@cache
def _common_nouns() -> frozenset[str]:
    """Nouns that may be followed by the name of what they are: «the harbour of al-Jurfi»."""
    columns = (("nouns", ("lemma", "plurals")), ("broken_plurals", ("plural", "singular")), ("media_heads", ("form",)))
    spelled = (word for name, fields in columns for row in table(name) for field in fields for word in row[field].split())
    return frozenset(map(name_key, spelled)) | words("place_heads") | words("name_heads") | words("titles")


@cache
def place_names() -> frozenset[str]:
    """Every name of a place that the gazetteer knows."""
    return frozenset(name_key(name) for row in table("gazetteer") for name in row["names"].split("|"))


@cache
def title_words() -> frozenset[str]:
    """What people are by office or rank."""
    return words("titles", kind="head")


@cache
def media_names() -> frozenset[str]:
    """Every name of a medium that is known."""
    return frozenset(name_key(row["form"]) for row in table("media"))
