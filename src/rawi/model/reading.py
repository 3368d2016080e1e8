"""Everything that one page yields."""

from __future__ import annotations

import msgspec

from rawi.model.facts import Entity, Mention, PlaceMark, Quantity, TimeMark
from rawi.model.pages import Page
from rawi.model.spans import Problem
from rawi.model.statements import Statement
from rawi.model.stories import Restoration, Story


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page with every mark that rawi made on it, and the edition of rawi that made them."""

    page: Page
    edition: str
    restorations: tuple[Restoration, ...] = ()
    stories: tuple[Story, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeMark, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    problems: tuple[Problem, ...] = ()
