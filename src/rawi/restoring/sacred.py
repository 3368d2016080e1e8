"""What must stay: signs which belong between letters although masks use the same ones."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec

from rawi.arabic.letters import AL, HEH, TATWEEL, WAW
from rawi.data import words

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

FREQUENT: Final = -6.3
"""From which share on a word counts as a word of its own beside a joint."""
RARE_SPELLED: Final = -5.2
"""Below which share three letters set apart are initials rather than a word."""
NEAR: Final = 40
"""How far from a sign its chunk is looked at."""
_ADDRESS: Final = re.compile(r"://|^[^\w\s]{0,8}(?:www\.|@\w)|\w@\w|[a-z0-9]\.[a-z]{2,6}(?:/|$)", re.ASCII)
_QUOTES: Final = frozenset('"\u201c\u201d\u201e\u00ab\u00bb')
_BEFORE_WORDS: Final = _QUOTES | frozenset("'\u2018\u2019\u2039\u203a([{<\ufd3e")
_BEFORE_ALL: Final = _BEFORE_WORDS | frozenset(":%=")
_ENDINGS: Final = {"/": None, "(": ")", "[": "]"}
"""What stands before an ending that is one of two, and what closes it."""


class Joint(msgspec.Struct, frozen=True, gc=False):
    """A sign between letters: where it stands in its chunk, the letters of the pieces before and after it."""

    chunk: str
    start: int
    end: int
    before: str
    after: str

    @property
    def sign(self) -> str:
        """What stands between the letters."""
        return self.chunk[self.start : self.end]

    @property
    def rest(self) -> str:
        """What follows the piece after the sign, as far as anybody looks."""
        start = self.end + len(self.after)
        return self.chunk[start : start + NEAR]

    @property
    def lead(self) -> str:
        """What stands before the last letter before the sign, as far as anybody looks."""
        return self.chunk[max(0, self.start - 1 - NEAR) : self.start - 1]

    def is_among(self, letter: str) -> bool:
        """Whether no other letter stands near."""
        near = set(self.chunk[max(0, self.start - NEAR) : self.end + NEAR]) - {letter, TATWEEL}
        return not any(char.isalpha() for char in near)


def is_address(chunk: str) -> bool:
    """Whether ``chunk`` is a web address, a mail address or the name of an account."""
    return _ADDRESS.search(chunk) is not None


def belongs(joint: Joint, lexicon: Lexicon) -> bool:
    """Whether the sign belongs where it stands, as Arabic is written."""
    sign = joint.sign
    body = sign.replace(TATWEEL, "").strip()
    if len(joint.before) == 1 and joint.before == joint.after and joint.is_among(joint.before):
        return True  # a table of the shapes of one letter
    if body in _ENDINGS and not any(map(str.isalpha, joint.rest)):
        if body == "/" and joint.after in joints("gender"):
            return True
        if joint.rest[:1] == _ENDINGS[body]:
            return True  # an ending in brackets
    if TATWEEL in sign:
        return _after_tatweel(joint, sign, lexicon)
    return _in_a_name(joint, body) or _after_a_letter(joint, body) or _between_words(joint, lexicon)


def _after_tatweel(joint: Joint, sign: str, lexicon: Lexicon) -> bool:
    """The mark of a Hijri year, or a prefix before a quotation mark or bracket."""
    if joint.before == HEH and joint.start >= 2 and joint.chunk[joint.start - 2].isdecimal():
        return True
    if sign[-1] == TATWEEL or joint.before not in joints("prefix"):
        return False
    first = sign.strip(TATWEEL)[:1]
    if first not in _BEFORE_ALL:
        return False
    if first in _QUOTES or lexicon.known(joint.before + joint.after) is None:
        return lexicon.known(joint.after) is not None or len(joint.after) > 3
    return lexicon.share(joint.after) > FREQUENT


def _in_a_name(joint: Joint, body: str) -> bool:
    """A hashtag, the name of an account, a web name, a name spelled by foreign letters."""
    if body == "_" and joint.chunk[:8].lstrip("(\"'\u00ab\u201c")[:1] in {"#", "@"}:
        return True
    if body == "." and joint.after in web_names():
        return True
    return joint.before in joints("letter") and joint.after in joints("letter")


def _after_a_letter(joint: Joint, body: str) -> bool:
    """A title's initial before a name, «and/or», a prefix before a quotation mark or bracket."""
    if joint.before == WAW and body == "/":
        return True
    if joint.before in joints("prefix") and body[0] in _BEFORE_WORDS:
        return True
    if joint.before not in joints("title") or body not in {".", "/", "-"} or len(joint.after) < 3 or any(map(str.isalnum, joint.lead)):
        return False
    return joint.after in words("given_names") or joint.after.startswith(AL)


def _between_words(joint: Joint, lexicon: Lexicon) -> bool:
    """A word before a word with its article: nobody's one word."""
    if not joint.after.startswith(AL) or len(joint.after) < 4 or len(joint.before) < 3:
        return False
    return lexicon.share(joint.before) > FREQUENT and lexicon.share(joint.after) > FREQUENT


def after_prefix(before: str) -> bool:
    """Whether ``before`` is what Arabic writes, with a tatweel, before a number or a foreign word."""
    return before in joints("prefix")


def are_initials(letters: str, lexicon: Lexicon) -> bool:
    """Whether single letters set apart are initials rather than a word spelled out."""
    if len(letters) < 3 or letters in words("initials"):
        return True
    share = lexicon.known(letters)
    return share is None or (len(letters) == 3 and share < RARE_SPELLED)


@cache
def web_names() -> frozenset[str]:
    """The last parts of web names written in Arabic letters."""
    return words("web_names")


@cache
def joints(kind: str) -> frozenset[str]:
    """The forms of one kind of joint."""
    return words("joints", kind=kind)
