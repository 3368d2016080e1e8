"""What each character is to a masked word: a letter, a letter in disguise, a filler, a gap."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from rawi.arabic.letters import ALPHABET, INVISIBLE, LETTERS, MARKS, TATWEEL
from rawi.data import table

ODD_MARKS: Final = "\u0300-\u036f\u0483-\u0489\u08d3-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0e\ufe20-\ufe2f"
"""Combining signs which no Arabic newspaper sets on a letter."""

PIECE: Final = re.compile(f"[{LETTERS}][{LETTERS}{MARKS}{ODD_MARKS}]*")
"""Letters without a gap, with what sits on them."""

LETTER: Final = re.compile(f"[{LETTERS}]")
NOT_PLAIN: Final = re.compile(f"[^{ALPHABET}]")
REPEATED: Final = re.compile(f"([{ALPHABET}])\\1\\1")
"""The same letter three times."""
PLAIN: Final = frozenset(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B))))
"""The 36 letters of Arabic."""
VOWELS: Final = re.compile(f"[{MARKS}{ODD_MARKS}]+")
USUAL_VOWELS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
"""Vowel marks and Quranic signs which printed Arabic uses, as the inside of a character class."""
QURANIC: Final = re.compile("[\u0610-\u061a\u0656-\u065f\u06d6-\u06ed\u0670\u0671\ufd3e\ufd3f]")
NO_BODY: Final = re.compile(f"[{INVISIBLE}{MARKS}{ODD_MARKS}\ufe0f]+")
"""What takes no room between two letters."""

HIDDEN: Final = re.compile(f"[{INVISIBLE}](?<![\u200c\u200d])")
"""What nobody sees and no orthography sets beside tatweel; the two joiners shape a letter that stands alone."""

SIGN: Final = re.compile("[0-9A-Za-z\u00b2\u00b3\u00b9\u0660-\u0669\u06f0-\u06f9]")
EMOJI: Final = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


ZERO_WIDTH_NON_JOINER: Final = "\u200c"
"""A mask inside an Arabic word, but Persian orthography inside a Persian one."""


class Disguise(NamedTuple):
    """What a letter in disguise may stand for, likeliest first, and the kind of its disguise."""

    letters: tuple[str, ...]
    kind: str


@cache
def disguises() -> dict[str, Disguise]:
    """Every character of the Arabic script which is not one of the 36 letters, with what it may stand for."""
    found = {
        row["sign"]: Disguise(tuple(row["letters"]), row["kind"]) for row in table("look_alikes") if row["kind"] not in {"latin", "digit"}
    }
    for code in (*range(0xFB50, 0xFDF0), *range(0xFE70, 0xFEFD)):
        form = unicodedata.normalize("NFKC", chr(code)).replace(TATWEEL, "")
        letters = "".join(found[char].letters[0] if char in found and found[char].kind != "loan" else char for char in form)
        if re.fullmatch(f"[{LETTERS}{MARKS}]+", letters) and LETTER.match(letters):
            found[chr(code)] = Disguise((letters,), "presentation")
    return found


@cache
def stand_ins() -> dict[str, Disguise]:
    """What each Latin letter (or pair of letters) and each digit may stand for in the chat alphabet."""
    found = {row["sign"]: Disguise(tuple(row["letters"]), row["kind"]) for row in table("look_alikes") if row["kind"] in {"latin", "digit"}}
    for digit in range(10):
        plain = found.get(str(digit))
        for shape in ("\u0660", "\u06f0"):
            found[chr(ord(shape) + digit)] = plain or Disguise((), "digit")
    return found


def bare(text: str) -> str:
    """The letters of ``text`` without vowel marks, tatweel and what takes no room."""
    return NO_BODY.sub("", text).replace(TATWEEL, "") if NOT_PLAIN.search(text) else text


def letters_only(text: str) -> str:
    """The letters of ``text`` without anything that stands between or on them."""
    return "".join(LETTER.findall(text))
