"""A page cut at its headings, and the words that each piece uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import Fold, folded, words
from rawi.arabic.letters import ALEF, FEH, LAM, WAW
from rawi.arabic.openings import opens_with
from rawi.model import STORY_KINDS, Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rawi.arabic import Layer
    from rawi.model import Page

HEADINGS: Final = frozenset({"title", "heading"})
ARTICLES: Final = (ALEF + LAM, LAM + LAM)
SHORTEST_STEM: Final = 4
STEM: Final = 5
"""Letters kept of a word: enough to tell words apart, few enough to let their endings go."""


class Section(NamedTuple):
    """A heading and the running text after it, up to the next heading."""

    heading: Block | None
    first: int
    """Index of its first block in the page: the heading, or a paragraph."""
    paragraphs: tuple[Span, ...]
    after_credit: bool
    """Whether a source line closes what stands before it."""
    stems: frozenset[str]
    """The content words of its paragraphs."""


class Running:
    """The story that goes on until a heading opens the next one: its sections and the words that it has used."""

    __slots__ = ("heard", "sections")

    def __init__(self, first: Section) -> None:
        """Begin with ``first``."""
        self.sections = [first]
        self.heard = set(first.stems)

    def goes_on_with(self, section: Section) -> None:
        """Take ``section`` in."""
        self.sections.append(section)
        self.heard |= section.stems

    @property
    def paragraphs(self) -> list[Span]:
        """Its running text."""
        return [span for section in self.sections for span in section.paragraphs]


def sections_of(page: Page, restored: Layer) -> list[Section]:
    """The sections of ``page``; furniture, teasers and comments are in none."""
    cuts: list[Section] = []
    heading: Block | None = None
    first = 0
    paragraphs: list[Span] = []
    after_credit = credit_seen = False

    def close() -> None:
        if heading is not None or paragraphs:
            used = stems(restored.forward(span).of(restored.text) for span in paragraphs)
            cuts.append(Section(heading, first, tuple(paragraphs), after_credit, used))

    for i, block in enumerate(page.blocks):
        if block.reason is not None and block.reason.rule == "repeats-title":
            continue
        if block.kind in HEADINGS and opens_with("generic", block.span.of(page.text)) and _heads_others(page.blocks, i):
            continue
        if block.kind in HEADINGS:
            close()
            heading, first, paragraphs = block, i, []
            after_credit, credit_seen = credit_seen, False
        elif block.kind in STORY_KINDS:
            first = i if heading is None and not paragraphs else first
            paragraphs.append(block.span)
            credit_seen = False
        elif block.kind == "credit":
            credit_seen = True
    close()
    return cuts


def _heads_others(blocks: Sequence[Block], i: int) -> bool:
    """Whether another heading follows at once: a generic title over it names the page and no story."""
    following = next((block for block in blocks[i + 1 :] if block.kind in HEADINGS | STORY_KINDS), None)
    return following is not None and following.kind in HEADINGS


def stems(passages: Iterable[str]) -> frozenset[str]:
    """The content words of ``passages``: folded, without conjunction and article, four letters at least, cut to five."""
    found: set[str] = set()
    for passage in passages:
        plain = folded(passage, Fold.SEARCH)
        for span in words(plain):
            word = span.of(plain)
            while len(word) > SHORTEST_STEM and word[0] in (WAW, FEH):
                word = word[1:]
            if word.startswith(ARTICLES) and len(word) > STEM:
                word = word[2:]
            if len(word) >= SHORTEST_STEM:
                found.add(word[:STEM])
    return frozenset(found)
