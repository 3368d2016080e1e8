"""What the lexicon says of blocks: which of them are one word, whether a letter is missing, how much likelier that makes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from rawi.arabic.letters import MARKS, TATWEEL
from rawi.limits import LETTERS_WITHOUT_SPACE
from rawi.restoring.breaks import Block, Gap, runs, spread
from rawi.restoring.findings import FULL_STOP, LONE_LETTER, LONGEST, REPLACING, SURE, TIE, Finding, edited, scored
from rawi.restoring.lexicon import MEMORY, UNKNOWN
from rawi.restoring.repeats import drawn_out
from rawi.restoring.sacred import are_initials, is_address
from rawi.restoring.shortcuts import shortcut
from rawi.restoring.signs import ZERO_WIDTH_NON_JOINER, letters_only
from rawi.restoring.spelling import Letter, Spelling, spell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.restoring.findings import Change
    from rawi.restoring.lexicon import Lexicon

RUN: Final = 48
"""A longer run of blocks is no masked word, nor a few of them: each block is looked at alone."""
SIGNS: Final = 2
"""The most digits and Latin letters that are read as letters of one word."""
BLOCKS: Final = 14
"""The most blocks that are weighed as one word."""
SIGN_STANDS: Final = {"digit": -1.0, "latin": -3.0}
"""What a digit or a Latin letter beside Arabic letters costs if it is left there."""
REMEMBERED: Final = 60
"""The finding in a longer chunk is not remembered: it seldom comes again."""
CERTAIN: Final = 0.5
"""The part of all fillings which the likeliest must have."""
_NOT_VOWELS: Final = re.compile(f"[^{MARKS}]+")
_BY_LIST: Final = frozenset({"dots", "dotless", "shape", "digit", "latin"})
_ARABIC_ONLY: Final = frozenset({"keyboard", "dots", "dotless", "shape"})


def look(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...]:
    """What may be restored in ``chunk``, in order, without overlap."""
    known = lexicon.memory.get(chunk)
    if known is None:
        known = shortcut(chunk, lexicon)
        if known is None:
            known = look_long(chunk, lexicon)
        if len(lexicon.memory) < MEMORY and len(chunk) < REMEMBERED:
            lexicon.memory[chunk] = known
    return known


def look_long(chunk: str, lexicon: Lexicon) -> tuple[Finding, ...]:
    """The same without memory and shortcuts."""
    if is_address(chunk) or (len(chunk) > LETTERS_WITHOUT_SPACE and TATWEEL not in chunk):
        return ()
    return tuple(finding for run in runs(chunk, lexicon) for finding in _weigh(chunk, run, lexicon))


def _weigh(chunk: str, run: list[Block], lexicon: Lexicon) -> Iterator[Finding]:
    """The findings in blocks between which only the lexicon can decide."""
    if len(run) == 1 or len(run) > RUN:
        words, stand = [(i, i + 1) for i in range(len(run))], []
    else:
        stand = [_stand(chunk, block, lexicon) for block in run]
        if len(run) == 2 and (lost := _filled(chunk, run, sum(stand), lexicon)):
            yield lost
            return
        words = _words(chunk, run, stand, lexicon)
    for first, last in words:
        if last - first > 1:
            finding = _joined(chunk, run[first:last], sum(stand[first:last]), lexicon)
        else:
            finding = _alone(chunk, run[first], lexicon)
        if finding:
            yield finding


def _alone(chunk: str, block: Block, lexicon: Lexicon) -> Finding | None:
    if not block.word:
        return None
    if block.gaps or block.letters:
        finding = _filled(chunk, [block], 0.0, lexicon) or _joined(chunk, [block], 0.0, lexicon)
        if finding or block.letters:
            return finding
    return drawn_out(chunk, block.start, block.end, lexicon)


def _stand(chunk: str, block: Block, lexicon: Lexicon) -> float:
    if not block.word:
        return SIGN_STANDS[block.letters[0].kind]
    if len(block.word) == 1:
        return LONE_LETTER
    if not block.letters:
        return lexicon.share(block.word)
    spelling = _spelling(chunk, [block], lexicon)
    return spelling.share if spelling.share is not None else lexicon.share(spelling.word)


def _spelling(chunk: str, blocks: list[Block], lexicon: Lexicon) -> Spelling:
    if not any(block.letters for block in blocks):
        word = "".join([block.word for block in blocks])
        return Spelling(word, (), lexicon.known(word), frozenset())
    letters: list[Letter] = []
    for i, block in enumerate(blocks):
        if block.word:
            letters += spread(chunk, block)
        else:
            (sign,) = block.letters
            inside = 0 < i < len(blocks) - 1
            letters.append(replace(sign, options=(*sign.options, "") if inside else sign.options))
    return spell(letters, lexicon)


def _words(chunk: str, run: list[Block], stand: list[float], lexicon: Lexicon) -> list[tuple[int, int]]:
    """The likeliest division of blocks into words, of equal ones the one with the shorter last word; linear, as a word has few blocks."""
    infected = any(block.touched for block in run)
    plain = not any(block.letters for block in run)
    best = [0.0]
    back = [0]
    for end in range(1, len(run) + 1):
        value, start = best[end - 1] + stand[end - 1], end - 1
        word = run[end - 1].word
        for first in range(end - 2, max(-1, end - BLOCKS - 1), -1):
            word = run[first].word + word
            if len(word) > LONGEST:
                break
            if plain:
                share = _known(word, end - first, lexicon, infected=infected)
            else:
                share = _share(chunk, run[first:end], word, lexicon, infected=infected)
            if share is not None and best[first] + share > value + TIE:
                value, start = best[first] + share, first
        best.append(value)
        back.append(start)
    words = []
    end = len(run)
    while end:
        words.append((back[end], end))
        end = back[end]
    return words[::-1]


def _known(word: str, blocks: int, lexicon: Lexicon, *, infected: bool) -> float | None:
    """How common the word is that so many blocks of plain letters make together; None if they can make none."""
    if len(word) < 3 or (not infected and len(word) == blocks and are_initials(word, lexicon)):
        return None
    return lexicon.share(word) - (lexicon.known(word) is None) if infected else lexicon.known(word)


def _share(chunk: str, blocks: list[Block], word: str, lexicon: Lexicon, *, infected: bool) -> float | None:
    """The same of blocks which hold the letters ``word``, some of them in disguise, or digits and Latin letters."""
    signs = sum([not block.word for block in blocks])
    if not any(block.letters for block in blocks):
        return _known(word, len(blocks), lexicon, infected=infected)
    if signs > SIGNS or len(word) + signs < 3:
        return None
    if not infected and not signs and len(word) == len(blocks) and are_initials(word, lexicon):
        return None
    spelling = _spelling(chunk, blocks, lexicon)
    return lexicon.share(spelling.word) - 1 if spelling.share is None and infected and not signs else spelling.share


def _joined(chunk: str, blocks: list[Block], stand: float, lexicon: Lexicon) -> Finding | None:
    spelling = _spelling(chunk, blocks, lexicon)
    joints = [block.before for block in blocks[1:] if block.before]
    gaps = [gap for block in blocks for gap in block.gaps] + joints
    kinds = spelling.kinds | {gap.device for gap in gaps if gap.device}
    kinds -= {"unknown", "loan"}
    if not kinds or (spelling.share is None and kinds & _BY_LIST):
        return None
    edits = _edits(chunk, gaps, spelling, whole=bool(kinds - spelling.kinds))
    if not edits:
        return None
    touched = any(block.touched for block in blocks)
    if touched or not (joints or kinds & {"dots", "dotless"}):
        gain = SURE
    elif joints:
        gain = (spelling.share or lexicon.share(spelling.word)) - stand
    else:
        gain = (spelling.share or lexicon.share(spelling.word)) + 7
    arabic_only = bool(kinds & _ARABIC_ONLY) or ZERO_WIDTH_NON_JOINER in chunk
    return Finding(
        start=blocks[0].start,
        end=blocks[-1].end,
        edits=edits,
        word=edited(chunk, blocks[0].start, blocks[-1].end, edits),
        device="+".join(sorted(kinds)),
        gain=gain,
        rule="form" if gain == SURE else "lexicon",
        others=scored(spelling.share or UNKNOWN, spelling.others),
        share=spelling.share if arabic_only else None,
        arabic_only=arabic_only,
    )


def _edits(chunk: str, gaps: list[Gap], spelling: Spelling, *, whole: bool) -> tuple[Change, ...]:
    edits = list(spelling.edits)
    for gap in gaps:
        if gap.kind == "stretch" and not whole:
            continue
        edits += [(*match.span(), "") for match in _NOT_VOWELS.finditer(chunk, gap.start, gap.end)]
    return tuple(sorted(edits))


def _place(chunk: str, blocks: list[Block]) -> Gap | None:
    """The one gap of ``blocks`` in which a sign may have taken the place of a letter."""
    gaps = (
        [gap for gap in blocks[0].gaps if gap.kind == "sure"]
        if len(blocks) == 1
        else [block.before for block in blocks[1:] if block.before]
    )
    if len(gaps) != 1 or any(block.letters or not block.word for block in blocks):
        return None
    signs = chunk[gaps[0].start : gaps[0].end].strip(TATWEEL)
    return gaps[0] if signs == "." or REPLACING.issuperset(signs) else None


def _filled(chunk: str, blocks: list[Block], stand: float, lexicon: Lexicon) -> Finding | None:
    """The finding that a sign took the place of a letter: one letter more makes a likelier word than what remains without the sign.

    The place is the gap between two blocks, or the one sure gap of a single block.
    """
    gap = _place(chunk, blocks)
    if gap is None:
        return None
    word = "".join([block.word for block in blocks])
    joined = lexicon.share(word)
    price = FULL_STOP if chunk[gap.start : gap.end].strip(TATWEEL) == "." else 0.0
    least = joined if len(blocks) == 1 else max(joined, stand)
    if not 3 <= len(word) <= LONGEST or lexicon.likeliest(word[0], word[-1], len(word) + 1) - price <= least:
        return None
    before, after = letters_only(chunk[blocks[0].start : gap.start]), letters_only(chunk[gap.end : blocks[-1].end])
    found = lexicon.filling(before, after)
    if not found:
        return None
    share, filled = found[0]
    weight = share - price
    if 10**share / sum(10**other for other, _ in found) < CERTAIN or weight <= least:
        return None
    others = scored(share, [(word, joined), *((other, share) for share, other in found[1:3])])
    rest = [joint for block in blocks for joint in block.gaps if joint is not gap]
    edits = sorted((*_edits(chunk, rest, Spelling(filled, (), share, frozenset()), whole=True), (gap.start, gap.end, filled[len(before)])))
    gain = weight - (joined if len(blocks) == 1 else stand)
    start, end = blocks[0].start, blocks[-1].end
    return Finding(start, end, tuple(edits), edited(chunk, start, end, edits), "letter-lost", gain, "lexicon", others)
