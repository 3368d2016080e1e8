"""Where one story ends and the next begins.

A heading opens a new story, or goes on with the running one. Each piece of evidence has a weight; a heading whose weights add up to
``OPENS`` opens a story. The weights come from a logistic regression over pages glued together from articles of nineteen outlets, where
the truth is known exactly (``benchmarks/borders.py`` measures them). Cohesion follows TextTiling (Hearst 1997): a story goes on with
the words that it has used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.openings import goes_on, opens_with
from rawi.model import Reason, Span
from rawi.stories.datelines import dateline_of
from rawi.stories.sections import Running, Section, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.arabic import Layer
    from rawi.model import Block

_RANK: Final = re.compile(r"(?:^|/)h([1-6])(?:\[\d{1,9}\])?$")

OPENS: Final = 4.7

WEIGHTS: Final = {
    "after-credit": 2.5,
    "dateline": 6.5,
    "pasted-lead": 3.5,
    "lead-without-connective": 1.0,
    "lead-goes-on": -1.5,
    "after-closing-frame": 0.7,
    "after-pasted-end": 0.7,
    "summed-up-by-lead": 2.1,
    "unheard-heading": 1.3,
    "new-words": 3.4,
    "other-words": 2.3,
    "old-words": -1.5,
    "too-short": -1.7,
    "dashed": -1.5,
    "markup-heading": -1.5,
    "below-title": -3.0,
}
BANDS: Final = ((0.08, "new-words"), (0.16, "other-words"), (0.27, ""), (1.01, "old-words"))
"""What the share of words in common with the running story says, by its upper bound."""


AMONG_BRIEFS: Final = 1.5
"""Less is asked of a heading on a page where most of the others have opened stories of their own."""


FEWEST_STEMS: Final = 8
"""Fewer words say nothing about cohesion."""


class Copies(NamedTuple):
    """The passages that a page prints twice: their first and their later copies."""

    first: frozenset[Span]
    later: frozenset[Span]


class Group(NamedTuple):
    """One story's sections, and why it is one of its own (None for the first of a page)."""

    running: Running
    why: Reason | None


def grouped(text: str, restored: Layer, sections: Sequence[Section], copies: Copies) -> list[Group]:
    """The sections of each story; on a page of briefs, less is asked of the headings that were passed over at first."""
    groups = _cut(text, restored, sections, copies, OPENS)
    headed = sum(section.heading is not None and bool(section.paragraphs) for section in sections)
    if len(groups) > 2 and len(groups) >= headed / 2:
        groups = _cut(text, restored, sections, copies, OPENS - AMONG_BRIEFS)
    return groups


def _cut(text: str, restored: Layer, sections: Sequence[Section], copies: Copies, asked: float) -> list[Group]:
    groups: list[Group] = []
    for section in sections:
        if not groups:
            groups.append(Group(Running(section), None))
            continue
        running = groups[-1].running
        why = opens_story(text, restored, running, section, copies, asked=asked) if running.paragraphs else None
        if why is None:
            running.goes_on_with(section)
        else:
            groups.append(Group(Running(section), why))
    return groups


def opens_story(text: str, restored: Layer, running: Running, section: Section, copies: Copies, *, asked: float = OPENS) -> Reason | None:
    """Why ``section`` opens a story; None if it goes on with the running one."""
    if section.heading is None or not section.paragraphs:
        return None
    where = (section.heading.span, section.paragraphs[0])
    if section.heading.kind == "title":
        return Reason("border.title", where)
    names = evidence(text, restored, running, section, copies)
    weight = sum(WEIGHTS[name] for name in names)
    return Reason("border", where, min(1.0, 0.5 + (weight - asked) / 6), ", ".join(names)) if weight >= asked else None


def evidence(text: str, restored: Layer, running: Running, section: Section, copies: Copies) -> list[str]:
    """The names of the weights that speak for or against ``section`` opening a story.

    Args:
        text: the page.
        restored: its restored layer.
        running: the story so far.
        section: the one to judge; it has a heading and at least one paragraph.
        copies: what the page prints twice.
    """
    assert section.heading is not None

    def read(span: Span) -> str:
        return restored.forward(span).of(restored.text)

    heading, lead_at = read(section.heading.span), 0
    found: list[str] = []
    if section.paragraphs[0] in copies.first and len(section.paragraphs) > 1:
        found.append("pasted-lead")
        lead_at = 1
    lead = read(section.paragraphs[lead_at])
    dateline = dateline_of(text, section.paragraphs[lead_at])
    if dateline is not None:
        found.append("dateline")
    if section.after_credit:
        found.append("after-credit")
    last = running.paragraphs[-1] if running.paragraphs else None
    if last is not None and opens_with("closing", read(last)):
        found.append("after-closing-frame")
    if last is not None and last in copies.later:
        found.append("after-pasted-end")
    if dateline is None:
        found.append("lead-goes-on" if goes_on(lead) else "lead-without-connective")
    heading_words = heading.split()
    if len(heading_words) <= 3:
        found.append("too-short")
    if not heading[:1].isalnum() and heading[:1] in "-\u2013\u2014":
        found.append("dashed")
    found += _markup(section.heading, running.sections[0])
    mine = stems([heading])
    if mine and len(mine & stems([lead])) >= max(2, 0.5 * len(mine)):
        found.append("summed-up-by-lead")
    return found + _cohesion(running, section, mine)


def _markup(heading: Block, first: Section) -> list[str]:
    """Whether a heading is one by markup, and of a lower rank than a title that has a lead of its own."""
    if not heading.path:
        return []
    is_below = _level(heading) > _level(first.heading) > 0 and bool(first.paragraphs)
    return ["markup-heading"] + ["below-title"] * is_below


def _level(heading: Block | None) -> int:
    """The rank of a markup heading, 1 the highest; 0 where it is none."""
    match = _RANK.search(heading.path) if heading is not None else None
    return int(match.group(1)) if match else 0


def _cohesion(running: Running, section: Section, heading: frozenset[str]) -> list[str]:
    """Whether the section speaks of the same things as the running story."""
    if len(section.stems) < FEWEST_STEMS or len(running.heard) < FEWEST_STEMS:
        return []
    shared = len(section.stems & running.heard) / min(len(section.stems), len(running.heard))
    name = next(name for bound, name in BANDS if shared < bound)
    return [name] * bool(name) + ["unheard-heading"] * (not heading & running.heard)
