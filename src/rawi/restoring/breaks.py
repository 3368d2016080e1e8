"""Words with something between their letters: what stands there, and what the letters say without it.

A chunk is cut into pieces (letters without a gap) and gaps. A gap which form alone decides joins its pieces into a block; a gap which form
cannot decide is left to the lexicon, which weighs the joined word against its blocks; a gap which belongs where it stands parts the chunk.
A digit or a Latin letter next to Arabic ones is a block of its own, which may read as a letter.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from rawi.arabic.letters import LETTERS, MARKS, TATWEEL
from rawi.restoring.sacred import Joint, after_prefix, belongs
from rawi.restoring.signs import EMOJI, HIDDEN, NO_BODY, NOT_PLAIN, ODD_MARKS, bare, stand_ins
from rawi.restoring.spelling import Letter, letters_of

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

GAP: Final = 8
"""The longest gap that the lexicon may close; a longer one parts two words."""
PART: Final = re.compile(
    f"(?P<letters>[{LETTERS}][{LETTERS}{MARKS}{ODD_MARKS}]*)|(?P<digit>[0-9\u00b2\u00b3\u00b9\u0660-\u0669\u06f0-\u06f9]+)|(?P<latin>[A-Za-z]+)"
)
_SPACE: Final = re.compile(r"\s")


class Gap(msgspec.Struct, frozen=True, gc=False):
    """What stands between two parts of a chunk.

    ``kind`` is ``sure``, ``open`` (the lexicon decides), ``stretch`` (tatweel alone), ``none`` (it takes no room) or ``parts``.
    """

    start: int
    end: int
    kind: str
    device: str


class Block(msgspec.Struct, frozen=True, gc=False):
    """Parts which belong together whatever the lexicon says, the gaps inside, and the gap before."""

    start: int
    end: int
    word: str
    """The letters as they stand, without vowel marks; the empty word for a digit or Latin letter."""
    letters: tuple[Letter, ...]
    """The letters one by one where some is in disguise, else nothing."""
    gaps: tuple[Gap, ...]
    before: Gap | None

    @property
    def touched(self) -> bool:
        """Whether form alone found a mask inside."""
        return any(gap.kind == "sure" for gap in self.gaps)

    @property
    def disguised(self) -> bool:
        """Whether some letter is in disguise."""
        return bool(self.letters)


def runs(chunk: str, lexicon: Lexicon) -> list[list[Block]]:
    """The blocks of ``chunk``, parted where a sign belongs."""
    blocks = [_block(chunk, part) for part in PART.finditer(chunk)]
    if not blocks:
        return []
    found: list[list[Block]] = [[]]
    joined: list[Block | Gap] = [blocks[0]]  # blocks and the gaps between them which make one block
    for left, right in pairwise(blocks):
        gap = _gap(chunk, left, right, lexicon)
        if gap.kind in {"parts", "open"}:
            found[-1].append(_merged(chunk, joined))
            if gap.kind == "parts":
                found.append([])
            joined = [replace(right, before=gap)]
        else:
            joined += (gap, right)
    found[-1].append(_merged(chunk, joined))
    return found


def _block(chunk: str, part: re.Match[str]) -> Block:
    start, end = part.span()
    text, kind = part.group(), part.lastgroup
    if kind is not None and kind != "letters":
        disguise = stand_ins().get(text)
        return Block(start, end, "", (Letter(start, end, disguise.letters if disguise else (), kind),), (), None)
    if not NOT_PLAIN.search(text):
        return Block(start, end, text, (), (), None)
    letters = tuple(letters_of(chunk, start, end))
    return Block(start, end, bare(text), letters if any(letter.kind for letter in letters) else (), (), None)


def _merged(chunk: str, joined: list[Block | Gap]) -> Block:
    """One block of several and of the gaps between them."""
    blocks = [block for block in joined if isinstance(block, Block)]
    if len(blocks) == 1:
        return blocks[0]
    disguised = any(block.letters for block in blocks)
    letters = tuple(letter for block in blocks for letter in spread(chunk, block)) if disguised else ()
    gaps = tuple([gap for gap in joined if isinstance(gap, Gap)])
    return Block(blocks[0].start, blocks[-1].end, "".join([block.word for block in blocks]), letters, gaps, blocks[0].before)


def spread(chunk: str, block: Block) -> tuple[Letter, ...]:
    """The letters of a block one by one."""
    return block.letters or tuple(letter for letter in letters_of(chunk, block.start, block.end) if letter.options != (TATWEEL,))


def _gap(chunk: str, left: Block, right: Block, lexicon: Lexicon) -> Gap:
    start, end = left.end, right.start
    body = chunk[start:end]
    if not body.isascii():
        body = NO_BODY.sub("", body)
    if not left.word or not right.word:
        return Gap(start, end, _kind_beside_sign(chunk, left, right, body), "")
    if not body:
        return Gap(start, end, "none", "invisible")
    if not body.strip(TATWEEL):
        hidden = HIDDEN.search(chunk, start, end) and not belongs(Joint(chunk, start, end, left.word, right.word), lexicon)
        return Gap(start, end, "sure", "invisible") if hidden else Gap(start, end, "stretch", "")
    return Gap(start, end, *_kind_of(Joint(chunk, start, end, left.word, right.word), body, lexicon))


def _kind_of(joint: Joint, body: str, lexicon: Lexicon) -> tuple[str, str]:
    """The kind and the device of a gap with a body between letters."""
    spaced = _SPACE.search(body) is not None
    if belongs(joint, lexicon) or (spaced and not body[0] == body[-1] == TATWEEL) or (len(body) > GAP and TATWEEL not in body):
        return "parts", ""
    if TATWEEL in body:
        return "sure", "tatweel-space" if spaced else "tatweel-mark"
    return "open", "emoji" if EMOJI.search(body) else "mark"


def _kind_beside_sign(chunk: str, left: Block, right: Block, body: str) -> str:
    """The kind of a gap beside a digit or a Latin letter.

    It may be part of a word only where nothing but tatweel parts it from the letters, and no prefix ends before it.
    """
    signs = [chunk[part.start : part.end] for part in (left, right) if not part.word]
    if body.strip(TATWEEL) or len(signs) != 1 or (body and after_prefix(left.word)):
        return "parts"
    return "open" if len(signs[0]) == 1 or signs[0] in stand_ins() else "parts"
