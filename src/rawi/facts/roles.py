"""The role beside a person's name: «the Russian foreign minister», before the name or after it.

A role is a head word of ``titles.tsv`` with what depends on it: definite words, names, and the noun right after another. Between a role and
its name may stand commas, quotation marks and words of honour, forty characters in all.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, ALEF, ALEF_MAKSURA, COMMA, FEH, LAM, TEH, WAW
from rawi.arabic.tokens import key
from rawi.data import table, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rawi.facts.lexemes import Lexeme

APART: Final = 40
"""Characters between a role and its name."""
LONG: Final = 16
"""Words of the longest role that is looked for."""
COMMAS: Final = frozenset((COMMA, ","))
MARKS: Final = frozenset("\u00ab\u00bb\u201c\u201d\"'#@()") | COMMAS


class RoleFinder:
    """Finds the roles beside the names of one passage."""

    def __init__(self, lexemes: Sequence[Lexeme], starts: Sequence[int], ends: Sequence[int], names: Mapping[int, int]) -> None:
        """Read the tokens of a passage, whose names begin and end at ``names``."""
        self._words = lexemes
        self._starts, self._ends = starts, ends
        self._in_name = {at for start, end in names.items() for at in range(start, end)}

    def before(self, name: int, persons: frozenset[int]) -> tuple[int, int] | None:
        """The tokens of the role before the name that begins at token ``name``. ``persons`` are the tokens of other persons' names."""
        at = self._skip_back(name)
        last = at
        head: int | None = None
        while at >= 0 and last - at < LONG and at not in persons:
            form = self._words[at].form
            if form in COMMAS and not (head is None and last - at < 3):
                break
            if form == "\n" or (not form[0].isalnum() and form not in MARKS) or _is(self._words[at], "stop"):
                break
            if at not in self._in_name and _is(self._words[at], "head") and self._goes_on(at, last):
                head = at
            at -= 1
        return None if head is None else (head, last + 1)

    def after(self, name_end: int, persons: frozenset[int]) -> tuple[int, int] | None:
        """The tokens of the role after the name that ends before token ``name_end``."""
        at = name_end
        while at < len(self._words) and self._words[at].form in MARKS and at - name_end < 3:
            at += 1
        if at >= len(self._words) or at in self._in_name or self._words[at].clitics or not _is(self._words[at], "head"):
            return None
        if at == name_end and self._acts_on_another(name_end):
            return None
        end = at + 1
        while end < len(self._words) and end - at < LONG and end not in persons and self._depends(end, after=end - 1):
            if self._is_circumstance(end):
                break
            end += 1
        while end > at + 1 and _is(self._words[end - 1], "link"):
            end -= 1
        return at, end

    def _acts_on_another(self, name_end: int) -> bool:
        """Whether the name that ends there follows a verb that needs somebody else: «X accused | the minister of»."""
        at = name_end - 1
        while at >= 0 and at in self._in_name:
            at -= 1
        while at >= 0 and name_end - at < LONG and (self._words[at].form in MARKS - COMMAS or self._depends(at, after=max(at - 1, 0))):
            if _needs_another(self._words[at]):
                return True
            at -= 1
        return at >= 0 and _needs_another(self._words[at])

    def _is_circumstance(self, at: int) -> bool:
        """«(the spokeswoman of the firm in) **a message** by mail»: a bare noun behind «in» which no other noun makes definite."""
        word, following = self._words[at], self._words[at + 1] if at + 1 < len(self._words) else None
        bare = at not in self._in_name and not _definite(word) and word.form not in MARKS and not _is(word, "head")
        if not bare or not _is(self._words[at - 1], "link") or _is(word, "link"):
            return False
        return following is None or bool(following.clitics) or not (_definite(following) or at + 1 in self._in_name)

    def _skip_back(self, name: int) -> int:
        at = name - 1
        while at >= 0 and self._starts[name] - self._ends[at] < APART and at not in self._in_name:
            word = self._words[at]
            if word.form not in MARKS and not _is(word, "honorific"):
                break
            at -= 1
        return at

    def _goes_on(self, head: int, last: int) -> bool:
        """Whether everything from ``head`` to ``last`` can be one role."""
        return all(self._depends(at, after=at - 1) for at in range(head + 1, last + 1))

    def _depends(self, at: int, *, after: int) -> bool:
        word = self._words[at]
        if at in self._in_name or _definite(word) or _is(word, "link") or _is(word, "head"):
            return True
        if word.form in MARKS:
            return word.form not in COMMAS
        if not word.form[0].isalpha() or _is(word, "stop"):
            return False
        before = self._words[after]
        return after not in self._in_name and not _definite(before) and not word.clitics


def _definite(word: Lexeme) -> bool:
    return word.stem.startswith(AL) or word.form.startswith(LAM + LAM)


def _is(word: Lexeme, kind: str) -> bool:
    forms = _titles(kind)
    return (
        word.stem in forms
        or (word.stem.startswith(AL) and word.stem[2:] in forms)
        or (word.form[:2] == LAM + LAM and word.form[2:] in forms)
    )


def _needs_another(word: Lexeme) -> bool:
    bare = word.form[1:] if word.form[0] in {WAW, FEH} else word.form
    return bool({word.form, bare} & _verbs_with_an_object())


@cache
def _verbs_with_an_object() -> frozenset[str]:
    """Verbs that somebody does to another, in the singular: whom he accuses, urges, criticises."""
    found: set[str] = set()
    for row in table("cues"):
        frames = row["frames"]
        if row["object"] == "c" or (frames[:1] in {"D", "O"} and (row["object"] == "a" or "A" not in frames)):
            past, now = row["perfect"], row["imperfect"]
            feminine = (past[:-1] if past.endswith((ALEF, ALEF_MAKSURA)) else past) + TEH
            found.update(map(key, (past, feminine, now, TEH + now[1:])))
    return frozenset(found)


@cache
def _titles(kind: str) -> frozenset[str]:
    return frozenset(key(form) for form in words("titles", kind=kind))
