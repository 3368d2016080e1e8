"""Draws the borders, credits and repeats of a page's stories; changes no letter."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import Layer
from rawi.limits import STORIES_PER_PAGE
from rawi.model import STORY_KINDS, Block, Credit, Dateline, Problem, Repeat, Span, Story, content_id
from rawi.stories.borders import Copies, Section, opens_story
from rawi.stories.credits import line_credits, reaching_back, signature
from rawi.stories.cut import cut_off
from rawi.stories.datelines import dateline_of
from rawi.stories.repeats import repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.model import Page

__all__ = ["Stories", "draw_stories"]

_HEADINGS: Final = frozenset({"title", "heading"})


class Stories(NamedTuple):
    """The stories of a page, and what is wrong with their borders."""

    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]


def draw_stories(page: Page, restored: Layer | None = None, *, edition: str = "") -> Stories:
    """The stories of ``page``, in order.

    Args:
        page: with its blocks; furniture, teasers and comments belong to no story.
        restored: the page's text with its masked words restored, so that a masked copy of a passage is known as a copy.
        edition: the edition of the marks, part of each story's id.
    """
    layer = restored or Layer(page.text)
    sections = _sections(page.blocks)
    pairs = repeats((span for section in sections for span in section.paragraphs), layer)
    groups = _grouped(page, layer, sections, pairs)
    problems: tuple[Problem, ...] = ()
    if len(groups) > STORIES_PER_PAGE:
        problems = (Problem("too-many-stories", None, str(len(groups)), "the stories after the limit are left in the last one"),)
        kept = groups[: STORIES_PER_PAGE - 1]
        groups = [*kept, [section for group in groups[STORIES_PER_PAGE - 1 :] for section in group]]
    own = [_credits_of(page, group, following) for group, following in pairwise([*groups, []])]
    stories = tuple(
        _story(page, group, _shared_credits(own, i), pairs, last=i == len(groups) - 1, edition=edition) for i, group in enumerate(groups)
    )
    return Stories(stories, problems)


def _sections(blocks: Sequence[Block]) -> list[Section]:
    """The page cut at each heading."""
    cuts: list[Section] = []
    heading: Block | None = None
    first = 0
    paragraphs: list[Span] = []
    after_credit = credit_seen = False

    def close() -> None:
        if heading is not None or paragraphs:
            cuts.append(Section(heading, first, tuple(paragraphs), after_credit))

    for i, block in enumerate(blocks):
        if block.kind in _HEADINGS:
            close()
            heading, first, paragraphs = block, i, []
            after_credit, credit_seen = credit_seen, False
        elif block.kind in STORY_KINDS:
            if heading is None and not paragraphs:
                first = i
            paragraphs.append(block.span)
            credit_seen = False
        elif block.kind == "credit":
            credit_seen = True
    close()
    return cuts


def _grouped(page: Page, layer: Layer, sections: list[Section], pairs: Sequence[Repeat]) -> list[list[Section]]:
    """The sections of each story."""
    copies = Copies(frozenset(pair.first for pair in pairs), frozenset(pair.second for pair in pairs))
    groups: list[list[Section]] = []
    for section in sections:
        running = groups[-1] if groups else []
        starts = not groups or (section.heading is not None and section.heading.kind == "title")
        if not starts and section.heading is not None and section.paragraphs:
            starts = opens_story(page.text, layer, running, section, copies) is not None
        if starts and any(past.paragraphs for past in running or [section]):
            groups.append([section])
        elif groups:
            running.append(section)
        else:
            groups.append([section])
    return groups


def _credits_of(page: Page, group: list[Section], following: list[Section]) -> tuple[Credit, ...]:
    """The credits that stand in a story itself: its source lines, its dateline, the signature at its end."""
    end = following[0].first if following else len(page.blocks)
    found: list[Credit] = []
    for block in page.blocks[group[0].first : end]:
        if block.kind == "credit":
            found += line_credits(page.text, block.span, block.reason.note if block.reason else "")
    paragraphs = [span for section in group for span in section.paragraphs]
    if paragraphs and not found:
        signed = signature(page.text, paragraphs[-1])
        found += [signed] if signed else []
    dateline = dateline_of(page.text, paragraphs[0]) if paragraphs else None
    if dateline and dateline.agency:
        found.append(dateline.agency)
    return tuple(found)


def _shared_credits(own: list[tuple[Credit, ...]], i: int) -> tuple[Credit, ...]:
    """A story's own credits; without any, those of the next source line of the page, as a possibility."""
    if own[i]:
        return own[i]
    later = next((credits_ for credits_ in own[i + 1 :] if credits_), ())
    return reaching_back(tuple(credit for credit in later if credit.reason.rule == "credit.own-line"))


def _story(page: Page, group: list[Section], credits_: tuple[Credit, ...], pairs: Sequence[Repeat], *, last: bool, edition: str) -> Story:
    headings = [section.heading.span for section in group if section.heading is not None]
    headline = headings.pop(0) if group[0].heading is not None else None
    paragraphs = [span for section in group for span in section.paragraphs]
    dateline = dateline_of(page.text, paragraphs[0]) if paragraphs else None
    if dateline:
        paragraphs[0] = _after(page.text, dateline, paragraphs[0])
    every = sorted([span for section in group for span in section.paragraphs] + headings + ([headline] if headline else []))
    within = Span(every[0].start, every[-1].end)
    return Story(
        id=content_id("story", page.id, within.start, within.end, edition),
        page=page.id,
        spans=tuple(every),
        headline=headline,
        headings=tuple(headings),
        paragraphs=tuple(paragraphs),
        credits=credits_,
        dateline=dateline,
        repeats=tuple(pair for pair in pairs if within.holds(pair.first) or within.holds(pair.second)),
        cut_off=cut_off(page.text, paragraphs) if last else None,
    )


def _after(text: str, dateline: Dateline, paragraph: Span) -> Span:
    """What is left of a paragraph after its dateline."""
    start = dateline.span.end
    while start < paragraph.end and text[start].isspace():
        start += 1
    return Span(start, paragraph.end)
