"""The whole of rawi on one screen: bytes in, a reading out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rawi import data
from rawi.arabic.quotes import pair_quotes
from rawi.edition import EDITION
from rawi.facts import read_names, read_places, read_quantities, read_times
from rawi.limits import PROBLEMS_OF_ONE_CODE
from rawi.model import STORY_KINDS, Capture, Mention, Page, Problem, Reading, Story, TimeMark
from rawi.reading import read_page
from rawi.restoring import restore
from rawi.statements import read_said
from rawi.stories import draw_stories

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark = TypeVar("Mark", Mention, TimeMark)


def read(
    capture: Capture,
    body: bytes | str,
    *,
    url: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
) -> Reading:
    """Everything that one captured page yields.

    Args:
        capture: where the body came from.
        body: the page's bytes, or its text if somebody decoded it already.
        url: the page's address, if the caller knows it better than the page.
        published: its time of publication, likewise (ISO 8601).
        outlet: its outlet, likewise.
        title: its title as its source says it, which counts where the page shows none.
    """
    page = read_page(capture, body, url=url, published=published, outlet=outlet, title=title)
    text = page.text
    restored = restore(text)
    layer = restored.layer
    drawn = draw_stories(page, layer, edition=EDITION)
    stories = drawn.stories
    names = read_names(text, stories, layer=layer)
    reference = page.published.value if page.published else None  # «yesterday» is counted from the page's own day, and no other
    times = tuple(mark for story in stories for mark in read_times(text, story, reference=reference, layer=layer))
    said = tuple(
        read_said(
            text, story, restored=layer, mentions=_within(names.mentions, story), entities=names.entities, times=_within(times, story)
        )
        for story in stories
    )
    return Reading(
        page=page,
        edition=EDITION,
        restorations=restored.restorations,
        stories=stories,
        statements=tuple(statement for one in said for statement in one.statements),
        mentions=names.mentions,
        entities=names.entities,
        times=times,
        quantities=tuple(
            mark
            for story in stories
            for mark in read_quantities(text, story, layer=layer, times=_within(times, story), mentions=_within(names.mentions, story))
        ),
        places=read_places(text, stories, names.mentions, layer=layer),
        problems=(*page.problems, *drawn.problems, *(problem for one in said for problem in one.problems), *_unbalanced(page)),
    )


def load() -> None:
    """Read an invented page, so that words and models are loaded and the next page takes no longer than any other."""
    read(Capture("", ""), data.binary("first_page.html"))


def _within(marks: Iterable[Mark], story: Story) -> tuple[Mark, ...]:
    """The marks of one story."""
    return tuple(mark for mark in marks if mark.story == story.id)


def _unbalanced(page: Page) -> tuple[Problem, ...]:
    """A problem for each quotation mark without its partner in the page's running text; past the limit they are only counted."""
    alone = [
        pair.whole
        for block in page.blocks
        if block.kind in STORY_KINDS or block.kind == "title"
        for pair in pair_quotes(page.text, block.span)
        if not (pair.closed and pair.opened)
    ]
    hint = "the quotation is taken to end with its paragraph"
    named = tuple(Problem("unbalanced-quotes", span, span.of(page.text)[:40], hint) for span in alone[:PROBLEMS_OF_ONE_CODE])
    more = len(alone) - len(named)
    return (*named, Problem("unbalanced-quotes", None, f"{more} more", hint)) if more else named
