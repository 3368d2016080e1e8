"""Words with something between their letters: what stands there, and what the letters say without it.

A chunk is cut into pieces (letters without a gap) and gaps. A gap which form alone decides joins its pieces into a block; a gap which form
cannot decide is left to the lexicon, which weighs the joined word against its blocks; a gap which belongs where it stands parts the chunk.
A digit or a Latin letter next to Arabic ones is a block of its own, which may read as a letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.letters import LETTERS, MARKS, TATWEEL
from rawi.restoring.sacred import Joint, after_prefix, belongs
from rawi.restoring.signs import EMOJI, NO_BODY, NOT_PLAIN, ODD_MARKS, bare, stand_ins
from rawi.restoring.spelling import Letter, letters_of

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

GAP: Final = 8
"""The longest gap that the lexicon may close; a longer one parts two words."""
PART: Final = re.compile(
    f"(?P<letters>[{LETTERS}][{LETTERS}{MARKS}{ODD_MARKS}]*)|(?P<digit>[0-9\u00b2\u00b3\u00b9\u0660-\u0669\u06f0-\u06f9]+)|(?P<latin>[A-Za-z]+)"
)


class Gap(NamedTuple):
    """What stands between two parts of a chunk.

    ``kind`` is ``sure``, ``open`` (the lexicon decides), ``stretch`` (tatweel alone), ``none`` (it takes no room) or ``parts``.
    """

    start: int
    end: int
    kind: str
    device: str


class Block(NamedTuple):
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
    found: list[list[Block]] = []
    joined: list[Block | Gap] = []  # blocks and the gaps between them which make one block
    last: re.Match[str] | None = None
    for part in PART.finditer(chunk):
        gap = _gap(chunk, last, part, lexicon) if last else None
        if gap is not None and gap.kind not in {"parts", "open"}:
            joined += (gap, _block(chunk, part, gap))
        else:
            if joined:
                found[-1].append(_merged(chunk, joined))
            if gap is None or gap.kind == "parts":
                found.append([])
            joined = [_block(chunk, part, gap)]
        last = part
    if joined:
        found[-1].append(_merged(chunk, joined))
    return found


def _block(chunk: str, part: re.Match[str], before: Gap | None) -> Block:
    start, end = part.span()
    if part.lastgroup != "letters":
        disguise = stand_ins().get(part.group())
        options = disguise.letters if disguise else ()
        return Block(start, end, "", (Letter(start, end, options, part.lastgroup or ""),), (), before)
    text = part.group()
    if not NOT_PLAIN.search(text):
        return Block(start, end, text, (), (), before)
    letters = tuple(letters_of(chunk, start, end))
    return Block(start, end, bare(text), letters if any(letter.kind for letter in letters) else (), (), before)


def _merged(chunk: str, joined: list[Block | Gap]) -> Block:
    """One block of several and of the gaps between them."""
    blocks = [block for block in joined if isinstance(block, Block)]
    if len(blocks) == 1:
        return blocks[0]
    disguised = any(block.letters for block in blocks)
    letters = tuple(letter for block in blocks for letter in spread(chunk, block)) if disguised else ()
    gaps = tuple(gap for gap in joined if isinstance(gap, Gap))
    return Block(blocks[0].start, blocks[-1].end, "".join([block.word for block in blocks]), letters, gaps, blocks[0].before)


def spread(chunk: str, block: Block) -> tuple[Letter, ...]:
    """The letters of a block one by one."""
    return block.letters or tuple(letter for letter in letters_of(chunk, block.start, block.end) if letter.options != (TATWEEL,))


def _gap(chunk: str, left: re.Match[str], right: re.Match[str], lexicon: Lexicon) -> Gap:
    start, end = left.end(), right.start()
    body = chunk[start:end]
    if len(body) > 1 or not body.isascii():
        body = NO_BODY.sub("", body)
    if left.lastgroup != "letters" or right.lastgroup != "letters":
        return Gap(start, end, _kind_beside_sign(left, right, body), "")
    if not body:
        return Gap(start, end, "none", "invisible")
    if not body.strip(TATWEEL):
        return Gap(start, end, "stretch", "")
    return Gap(start, end, *_kind_of(Joint(chunk, start, end, bare(left.group()), bare(right.group())), body, lexicon))


def _kind_of(joint: Joint, body: str, lexicon: Lexicon) -> tuple[str, str]:
    """The kind and the device of a gap with a body between letters."""
    spaced = any(char.isspace() for char in body)
    if belongs(joint, lexicon) or (spaced and not body[0] == body[-1] == TATWEEL) or (len(body) > GAP and TATWEEL not in body):
        return "parts", ""
    if TATWEEL in body:
        return "sure", "tatweel-space" if spaced else "tatweel-mark"
    return "open", "emoji" if EMOJI.search(body) else "mark"


def _kind_beside_sign(left: re.Match[str], right: re.Match[str], body: str) -> str:
    """The kind of a gap beside a digit or a Latin letter.

    It may be part of a word only where nothing but tatweel parts it from the letters, and no prefix ends before it.
    """
    signs = [part.group() for part in (left, right) if part.lastgroup != "letters"]
    if body.strip(TATWEEL) or len(signs) != 1 or (body and after_prefix(bare(left.group()))):
        return "parts"
    return "open" if len(signs[0]) == 1 or signs[0] in stand_ins() else "parts"
