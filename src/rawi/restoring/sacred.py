"""What must stay: signs which belong between letters although masks use the same ones."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, HEH, TATWEEL, WAW
from rawi.data import words

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

_ADDRESS: Final = re.compile(r"://|^[^\w\s]{0,8}(?:www\.|@\w)|\w@\w|[a-z0-9]\.[a-z]{2,6}(?:/|$)", re.ASCII)
_OPENING: Final = frozenset("\"'\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb\u2039\u203a([{<:%=\ufd3e")
_QUOTES: Final = frozenset('"\u201c\u201d\u201e\u00ab\u00bb')
_BEFORE_WORDS: Final = _QUOTES | frozenset("'\u2018\u2019\u2039\u203a([{<\ufd3e")
_STOPS: Final = re.compile("[.\u060c,\u061b\u2026\u2022\u00b7*]")
FREQUENT: Final = -6.3
"""From which share on a word counts as a word of its own beside a joint."""


def is_address(chunk: str) -> bool:
    """Whether ``chunk`` is a web address, a mail address or the name of an account."""
    return _ADDRESS.search(chunk) is not None


def belongs(chunk: str, start: int, end: int, before: str, after: str, lexicon: Lexicon) -> bool:
    """Whether the sign ``chunk[start:end]`` belongs between the letters ``before`` and ``after`` it, as the writing of Arabic has it."""
    sign = chunk[start:end]
    body = sign.replace(TATWEEL, "").strip()
    if before == after and len(before) == 1:  # a table of the shapes of one letter
        return True
    if body in {"/", "("} and after in joints("gender") and not any(char.isalpha() for char in chunk[end + len(after) :]):
        return body == "/" or chunk[end + len(after) : end + len(after) + 1] == ")"
    if TATWEEL in sign:
        return _after_tatweel(chunk, start, sign, before, after, lexicon)
    return _bare(chunk, start, body, before, after, lexicon)


def _after_tatweel(chunk: str, start: int, sign: str, before: str, after: str, lexicon: Lexicon) -> bool:
    if before == HEH and start >= 2 and chunk[start - 2].isdigit():  # the mark of a Hijri year
        return True
    first = sign.strip(TATWEEL)[:1]
    if before in joints("prefix") and sign[-1] != TATWEEL and first in _OPENING:
        if first in _QUOTES or lexicon.known(before + after) is None:
            return lexicon.known(after) is not None or len(after) > 3
        return lexicon.share(after) > FREQUENT
    return False


def _bare(chunk: str, start: int, body: str, before: str, after: str, lexicon: Lexicon) -> bool:
    if body == "_" and chunk.lstrip("(\"'\u00ab\u201c")[:1] in {"#", "@"}:
        return True
    if body == "." and after in words("web_names"):
        return True
    if (
        len(before) == 1
        and len(after) > 2
        and body in {".", "/", "-"}
        and before in joints("title")
        and start == len(chunk[:start].strip())
        and _opens(chunk, start)
    ):
        return after in words("given_names") or after.startswith(AL)
    if before == WAW and body == "/":
        return True
    if before in joints("prefix") and body[0] in _BEFORE_WORDS:
        return True
    if before in joints("letter") and after in joints("letter"):
        return True
    return (
        after.startswith(AL) and len(after) > 3 and len(before) > 2 and lexicon.share(before) > FREQUENT and lexicon.share(after) > FREQUENT
    )


def _opens(chunk: str, start: int) -> bool:
    """Whether the one letter before ``start`` is the first of its chunk."""
    return not any(char.isalnum() for char in chunk[: start - 1])


def are_initials(letters: str, lexicon: Lexicon) -> bool:
    """Whether single letters set apart are initials rather than a word spelled out."""
    if len(letters) < 3 or letters in words("initials"):
        return True
    share = lexicon.known(letters)
    return share is None or (len(letters) == 3 and share < -5.2)


@cache
def joints(kind: str) -> frozenset[str]:
    """The forms of one kind of joint."""
    return words("joints", kind=kind)


def after_prefix(before: str) -> bool:
    """Whether ``before`` is what Arabic writes, with a tatweel, before a number or a foreign word."""
    return before in joints("prefix")
