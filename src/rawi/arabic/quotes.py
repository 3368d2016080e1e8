"""Quotation marks in pairs, whatever marks the writer mixed, forgot or turned round.

Arabic news pages open with a closing mark, close with an opening one, pair «“» with «"», and forget one side in 7.5 % of the paragraphs
that have marks. So a mark's own direction is only a hint: what decides is whether white space stands before or after it and what is open.
A quotation ends at its line at the latest. One pass, a stack of bounded depth: linear in the text whatever is heaped up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rawi.arabic.folding import Fold, folded
from rawi.arabic.letters import AL, BEH, FEH, KAF, LAM, LETTERS, TATWEEL, WAW
from rawi.data import words
from rawi.limits import QUOTES_NESTED
from rawi.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

QuoteKind = Literal["speech", "name", "term", "unknown"]

FAMILIES: Final = {
    **dict.fromkeys("\u00ab\u00bb\u226a\u226b\u300a\u300b", "angle"),
    **dict.fromkeys("\u2039\u203a", "single angle"),
    **dict.fromkeys('\u201c\u201d\u201e\u201f"\u2033\uff02', "double"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b'", "single"),
}
"""Marks that writers pair with each other."""

OPENERS: Final = frozenset("\u00ab\u226a\u300a\u2039\u201c\u201e\u2018\u201a")
STOPS: Final = frozenset(".!\u061f\u2026")
STRAIGHT: Final = '"'
CLOSERS: Final = frozenset("\u00bb\u226b\u300b\u203a\u201d\u2019")
MARK: Final = re.compile(f"[{''.join(FAMILIES)}]|\n|\r|\u2028|\u2029")
LINE_ENDS: Final = frozenset("\n\r\u2028\u2029")

_BEFORE_OPENING: Final = frozenset("([{-\u2013\u2014/:\u060c,;\u061b.\u2026") | frozenset(TATWEEL)
_AFTER_CLOSING: Final = frozenset(")]}-\u2013\u2014/:\u060c,;\u061b.\u2026!?\u061f")
_CLITICS: Final = frozenset((WAW, FEH, BEH, LAM, KAF, AL, WAW + BEH, WAW + LAM, BEH + AL, LAM + LAM, WAW + AL))
_PROCLITICS: Final = tuple(
    particle + article
    for particle in ("", WAW, FEH, BEH, LAM, KAF, WAW + BEH, WAW + LAM, WAW + KAF, FEH + BEH, FEH + LAM)
    for article in ("", AL, LAM)
)
_SENTENCE: Final = re.compile("[.\u061f!\u2026\u060c]")
_WORD_BEFORE: Final = re.compile(f"[{LETTERS}{TATWEEL}]{{1,20}}$")
_LONG: Final = 5
"""Words from which a quotation counts as speech. In 67 hand-labelled texts, of the pairs with fewer than five words 7 of 158 are a
statement's whole content, of those with five to seven 5 of 23, of longer ones 76 of 108; most of the rest are quoted parts of one."""


class QuotePair(NamedTuple):
    """Two marks and what stands between them.

    A forgotten mark is an empty span: at the end of the line for a closing one (``closed`` is False), at its beginning for an opening one
    (``opened`` is False).
    """

    open: Span
    close: Span
    kind: QuoteKind
    closed: bool = True
    opened: bool = True

    @property
    def whole(self) -> Span:
        """The quotation with its marks."""
        return Span(self.open.start, self.close.end)

    @property
    def inside(self) -> Span:
        """The quotation without its marks."""
        return Span(self.open.end, self.close.start)


def pair_quotes(text: str, within: Span) -> tuple[QuotePair, ...]:
    """The quotations of ``text[within]`` in order of their beginning, inner ones after the one that holds them."""
    return tuple(sorted(_pairs(text, within), key=lambda pair: (pair.open.start, -pair.close.end)))


def _pairs(text: str, within: Span) -> Iterator[QuotePair]:
    stack: list[tuple[str, Span]] = []
    stray: Span | None = None
    line = within.start
    for match in MARK.finditer(text, within.start, within.end):
        at, mark = Span(match.start(), match.end()), match.group()
        if mark in LINE_ENDS:
            yield from _line_ends(text, stack, stray, line, at.start)
            stack, stray, line = [], None, at.end
            continue
        family = FAMILIES[mark]
        depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == family), None)
        opens, closes = _leans(text, at, within)
        if family == "single" and not (opens or (closes and depth is not None)):
            continue  # an apostrophe
        if depth is not None and (closes or not opens):
            yield from _left_open(text, stack[depth + 1 :], line, at.start)
            yield _pair(text, stack[depth][1], at, line)
            del stack[depth:]
        elif opens or (not closes and mark not in CLOSERS):
            if len(stack) < QUOTES_NESTED:
                stack.append((family, at))
            else:
                yield QuotePair(at, Span(at.end, at.end), "unknown", closed=False)
        elif family == "single":
            continue
        elif stray is not None and _turned(text, stray, at):
            yield _pair(text, stray, at, line)
            stray = None
        else:
            if stray is not None:
                yield QuotePair(Span(line, line), stray, "unknown", opened=False)
            stray = at
    yield from _line_ends(text, stack, stray, line, within.end)


def _line_ends(text: str, stack: list[tuple[str, Span]], stray: Span | None, line: int, end: int) -> Iterator[QuotePair]:
    """What is left when the line ends: marks without a partner.

    Two straight marks that both looked like openings are a pair with a slipped space.
    """
    if stray is not None:
        yield QuotePair(Span(line, line), stray, "unknown", opened=False)
    left = list(stack)
    while left:
        if len(left) > 1 and all(text[mark.start] == STRAIGHT for _, mark in left[:2]):
            yield _pair(text, left[0][1], left[1][1], line)
            del left[:2]
        else:
            yield from _left_open(text, left[:1], line, end)
            del left[:1]


def _turned(text: str, first: Span, second: Span) -> bool:
    """Whether two marks that both looked like closings are a pair.

    The first one may be a straight mark with a slipped space, or a closing mark glued to what it opens.
    """
    if FAMILIES[text[first.start]] != FAMILIES[text[second.start]]:
        return False
    return text[first.start] == STRAIGHT or not text[first.end].isspace()


def _leans(text: str, at: Span, within: Span) -> tuple[bool, bool]:
    """Whether the mark's neighbours make it an opening mark, and whether they make it a closing one.

    With white space on both sides its own direction decides.
    """
    before = text[at.start - 1] if at.start > within.start else " "
    after = text[at.end] if at.end < within.end else " "
    space_before, space_after = before.isspace(), after.isspace()
    mark = text[at.start]
    if space_before and space_after:
        return mark in OPENERS, mark in CLOSERS
    if space_before or space_after:
        return space_before, space_after
    if FAMILIES[mark] == "single":
        return False, after in _AFTER_CLOSING
    if before in STOPS and mark not in OPENERS:
        return mark not in CLOSERS, True
    loose_before = before in _BEFORE_OPENING or before in FAMILIES or _after_clitic(text, at.start, within.start)
    loose_after = after in _AFTER_CLOSING or after in FAMILIES
    if loose_before != loose_after:
        return loose_before, loose_after
    return mark in OPENERS, mark in CLOSERS


def _after_clitic(text: str, at: int, first: int) -> bool:
    """Whether only a particle («and», «for», «the») stands between white space and the mark."""
    word = _WORD_BEFORE.search(text, max(first, at - 6), at)
    if not word or (word.start() > first and word.start() == at - 6):
        return False
    return word.group().rstrip(TATWEEL) in _CLITICS


def _left_open(text: str, stack: list[tuple[str, Span]], line: int, end: int) -> Iterator[QuotePair]:
    for family, opening in stack:
        if family != "single":  # a lone single mark is an apostrophe, a foot or a transliterated letter
            yield QuotePair(opening, Span(end, end), _kind(text, opening, Span(end, end), line), closed=False)


def _pair(text: str, opening: Span, closing: Span, line: int) -> QuotePair:
    return QuotePair(opening, closing, _kind(text, opening, closing, line))


def _kind(text: str, opening: Span, closing: Span, line: int) -> QuoteKind:
    """What the marks hold, told from the word before them and from the length and punctuation of what is inside."""
    lead = text[max(line, opening.start - 40) : opening.start].rstrip()
    if lead.endswith(":"):
        return "speech"
    few = len(text[opening.end : min(closing.start, opening.end + 120)].split(None, _LONG)) < _LONG
    last = _WORD_BEFORE.search(lead)
    word = folded(last.group(), Fold.PLAIN) if last else ""
    if word in words("quote_hosts", "word", kind="that"):
        return "speech"
    if few and (bare(word) in words("quote_hosts", "word", kind="name") or word in _CLITICS):
        return "name"
    if not few:
        return "speech"
    return "unknown" if _SENTENCE.search(text, opening.end, min(closing.start, opening.end + 120)) else "term"


def bare(word: str) -> str:
    """``word`` without a particle and the article before it, as far as that leaves a word that names a kind of thing."""
    hosts = words("quote_hosts", "word", kind="name")
    for start in ("", *_PROCLITICS):
        if word.startswith(start) and word[len(start) :] in hosts:
            return word[len(start) :]
    return word
