"""The letters by name, and how they join.

Arabic letters stand in code by these names, so that a reviewer never has to read a right-to-left letter inside a left-to-right line.
Joining classes follow the Unicode Character Database (ArabicShaping.txt): a letter that does not join to the next one (alef, dal, thal, ra,
zay, waw and their kin) leaves a gap by itself, which is why a mask after it needs no tatweel.
"""

from __future__ import annotations

from typing import Final

HAMZA: Final = "\u0621"
ALEF_MADDA: Final = "\u0622"
ALEF_HAMZA_ABOVE: Final = "\u0623"
WAW_HAMZA: Final = "\u0624"
ALEF_HAMZA_BELOW: Final = "\u0625"
YEH_HAMZA: Final = "\u0626"
ALEF: Final = "\u0627"
BEH: Final = "\u0628"
TEH_MARBUTA: Final = "\u0629"
TEH: Final = "\u062a"
JEEM: Final = "\u062c"
DAL: Final = "\u062f"
THAL: Final = "\u0630"
REH: Final = "\u0631"
ZAIN: Final = "\u0632"
SEEN: Final = "\u0633"
GHAIN: Final = "\u063a"
FEH: Final = "\u0641"
KAF: Final = "\u0643"
LAM: Final = "\u0644"
MEEM: Final = "\u0645"
NOON: Final = "\u0646"
HEH: Final = "\u0647"
WAW: Final = "\u0648"
ALEF_MAKSURA: Final = "\u0649"
YEH: Final = "\u064a"
TATWEEL: Final = "\u0640"
ALEF_WASLA: Final = "\u0671"

COMMA: Final = "\u060c"
SEMICOLON: Final = "\u061b"
QUESTION_MARK: Final = "\u061f"
FULL_STOP: Final = "\u06d4"
PERCENT: Final = "\u066a"
DECIMAL_SEPARATOR: Final = "\u066b"
THOUSANDS_SEPARATOR: Final = "\u066c"

AL: Final = ALEF + LAM
"""The definite article."""

ALPHABET: Final = "\u0621-\u063a\u0641-\u064a"
"""The letters of Arabic proper, as the inside of a regular expression's character class (no tatweel)."""

LETTERS: Final = (
    ALPHABET + "\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc"
)
"""Every letter of the Arabic script, presentation forms and the letters of other languages included (no tatweel)."""

MARKS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"
"""Vowel marks and Quranic signs: what may sit on a letter."""

INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Zero-width and bidi characters, soft hyphen and byte order mark."""

BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that move other characters on the screen."""

DIGITS: Final = "0-9\u0660-\u0669\u06f0-\u06f9"
"""The three digit sets: European, Arabic-Indic, Persian."""

NON_JOINING: Final = frozenset(
    "\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649\u0671\u0672\u0673\u0675\u0688\u0691\u0698\u06c0\u06c3\u06d5"
)
"""Letters after which the hand lifts: joining types R and U of Unicode, and the two which only stand at a word's end."""


def joins_next(letter: str) -> bool:
    """Whether ``letter`` is written in one stroke with a letter that follows it."""
    return letter not in NON_JOINING
