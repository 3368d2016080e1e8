"""The whole of rawi on one screen: bytes in, a reading out."""

from __future__ import annotations

from rawi.arabic.quotes import pair_quotes
from rawi.edition import EDITION
from rawi.facts import read_names, read_places, read_quantities, read_times
from rawi.limits import PROBLEMS_OF_ONE_CODE
from rawi.model import STORY_KINDS, Capture, Page, Problem, Reading
from rawi.reading import read_page
from rawi.restoring import restore
from rawi.stories import draw_stories


def read(
    capture: Capture, body: bytes | str, *, url: str | None = None, published: str | None = None, outlet: str | None = None
) -> Reading:
    """Everything that one captured page yields.

    Args:
        capture: where the body came from.
        body: the page's bytes, or its text if somebody decoded it already.
        url: the page's address, if the caller knows it better than the page.
        published: its time of publication, likewise (ISO 8601).
        outlet: its outlet, likewise.
    """
    page = read_page(capture, body, url=url, published=published, outlet=outlet)
    restored = restore(page.text)
    drawn = draw_stories(page, restored.layer, edition=EDITION)
    names = read_names(page.text, drawn.stories, layer=restored.layer)
    times = tuple(
        mark for story in drawn.stories for mark in read_times(page.text, story, reference=_reference(page), layer=restored.layer)
    )
    return Reading(
        page=page,
        edition=EDITION,
        restorations=restored.restorations,
        stories=drawn.stories,
        mentions=names.mentions,
        entities=names.entities,
        times=times,
        quantities=tuple(
            mark
            for story in drawn.stories
            for mark in read_quantities(page.text, story, layer=restored.layer, times=times, mentions=names.mentions)
        ),
        places=read_places(page.text, drawn.stories, names.mentions, layer=restored.layer),
        problems=(*page.problems, *drawn.problems, *_unbalanced(page)),
    )


def _reference(page: Page) -> str | None:
    """The time from which «yesterday» is counted: the page's own time of publication, and no other."""
    return page.published.value if page.published else None


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
