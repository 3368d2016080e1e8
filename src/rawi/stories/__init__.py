"""Draws the borders, credits and repeats of a page's stories; changes no letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rawi.arabic import Layer
from rawi.limits import STORIES_PER_PAGE
from rawi.model import Credit, Dateline, Problem, Reason, Repeat, Span, Story, content_id
from rawi.stories.borders import Copies, Group, grouped
from rawi.stories.credits import agencies_beside, agencies_in_brackets, line_credits, reaching_back, signature
from rawi.stories.cut import cut_off
from rawi.stories.datelines import dateline_of
from rawi.stories.repeats import repeats
from rawi.stories.sections import sections_of

if TYPE_CHECKING:
    from rawi.model import Block, Page

__all__ = ["Stories", "draw_stories"]


class Stories(NamedTuple):
    """The stories of a page, and what is wrong with their borders."""

    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]


class Draft(NamedTuple):
    """What is known of a story before its neighbours are looked at."""

    group: Group
    headline: Span | None
    headings: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    """As the page prints them, a dateline included."""
    dateline: Dateline | None
    credits: tuple[Credit, ...]


def draw_stories(page: Page, restored: Layer | None = None, *, edition: str = "") -> Stories:
    """The stories of ``page``, in order; a listing has items, not stories.

    Args:
        page: with its blocks; furniture, teasers and comments belong to no story.
        restored: the page's text with its masked words restored, so that a masked copy of a passage is known as a copy.
        edition: the edition of the marks, part of each story's id.
    """
    if page.kind == "listing":
        return Stories((), ())
    layer = restored or Layer(page.text)
    sections = sections_of(page, layer)
    pairs = repeats((span for section in sections for span in section.paragraphs), layer)
    copies = Copies(frozenset(pair.first for pair in pairs), frozenset(pair.second for pair in pairs))
    groups, problems = _bounded(grouped(page.text, layer, sections, copies))
    borders = [group.running.sections[0].first for group in groups] + [len(page.blocks)]
    drafts = [_draft(page, group, end) for group, end in zip(groups, borders[1:], strict=True)]
    stories = tuple(
        _story(page, draft, credits_, pairs, last=draft is drafts[-1], edition=edition)
        for draft, credits_ in zip(drafts, _with_shared_credits(drafts), strict=True)
    )
    return Stories(stories, problems)


def _bounded(groups: list[Group]) -> tuple[list[Group], tuple[Problem, ...]]:
    """No more groups than the limit: what comes after stays in the last one, and it is said so."""
    if len(groups) <= STORIES_PER_PAGE:
        return groups, ()
    kept, rest = groups[:STORIES_PER_PAGE], groups[STORIES_PER_PAGE:]
    for group in rest:
        for section in group.running.sections:
            kept[-1].running.goes_on_with(section)
    return kept, (Problem("too-many-stories", None, str(len(groups)), "what comes after the limit is left in the last story"),)


def _draft(page: Page, group: Group, end: int) -> Draft:
    sections = group.running.sections
    headings = [section.heading.span for section in sections if section.heading is not None]
    headline = headings.pop(0) if sections[0].heading is not None else None
    headings = [span for span in headings if headline is None or span.of(page.text) != headline.of(page.text)]
    paragraphs = tuple(group.running.paragraphs)
    dateline = dateline_of(page.text, paragraphs[0]) if paragraphs else None
    found: list[Credit] = []
    for block in page.blocks[sections[0].first : end]:
        named = agencies_beside(page.text, block.span) if block.kind == "byline" or _names_agency(block) else ()
        if named:
            found += named
        elif block.kind == "credit":
            found += line_credits(page.text, block.span, block.reason.note if block.reason else "")
    if paragraphs and not found:
        signed = signature(page.text, paragraphs[-1])
        found += [signed] if signed else agencies_in_brackets(page.text, paragraphs[-1])
    if dateline and dateline.agency:
        found.append(dateline.agency)
    return Draft(group, headline, tuple(headings), paragraphs, dateline, tuple(found))


def _names_agency(block: Block) -> bool:
    """Whether a credit is a line in the byline's place that names an agency beside the outlet or a city."""
    return block.kind == "credit" and block.reason is not None and block.reason.rule == "agency-byline"


def _with_shared_credits(drafts: list[Draft]) -> list[tuple[Credit, ...]]:
    """Each story's own credits; without any, those of the page's next source line, as a possibility."""
    shared: list[tuple[Credit, ...]] = []
    below: tuple[Credit, ...] = ()
    for draft in reversed(drafts):
        shared.append(draft.credits or reaching_back(below))
        if draft.credits:
            below = tuple(credit for credit in draft.credits if credit.reason.rule == "credit.own-line")
    return shared[::-1]


def _story(page: Page, draft: Draft, credits_: tuple[Credit, ...], pairs: tuple[Repeat, ...], *, last: bool, edition: str) -> Story:
    paragraphs = list(draft.paragraphs)
    if draft.dateline:
        paragraphs[0] = _after(page.text, draft.dateline, paragraphs[0])
    every = sorted([*draft.paragraphs, *draft.headings, *([draft.headline] if draft.headline else [])])
    within = Span(every[0].start, every[-1].end)
    return Story(
        id=content_id("story", page.id, within.start, within.end, edition),
        page=page.id,
        spans=tuple(every),
        headline=draft.headline,
        headings=draft.headings,
        paragraphs=tuple(paragraphs),
        credits=credits_,
        dateline=draft.dateline,
        repeats=tuple(pair for pair in pairs if within.holds(pair.first) or within.holds(pair.second)),
        cut_off=cut_off(page.text, paragraphs) if last else None,
        reason=draft.group.why or Reason("first-of-page"),
    )


def _after(text: str, dateline: Dateline, paragraph: Span) -> Span:
    """What is left of a paragraph after its dateline."""
    start = dateline.span.end
    while start < paragraph.end and text[start].isspace():
        start += 1
    return Span(start, paragraph.end)
