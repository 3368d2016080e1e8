"""The names, times, quantities and places of a story as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.cli.screen import Screen
    from rawi.model import PlaceMark, Quantity, Reading, Story


def fact_lines(reading: Reading, story: Story, screen: Screen) -> Iterator[str]:
    """One line for each kind of fact that the story has, each fact once."""
    text = reading.page.text
    here = {mention.entity: mention for mention in reading.mentions if mention.story == story.id}
    named = [entity for entity in reading.entities if entity.id in here]
    for kind in ("person", "organisation", "outlet", "group", "event"):
        shown = [
            screen.quoted(entity.names[0] + (f" ({role})" if (role := here[entity.id].role) else ""))
            for entity in named
            if entity.kind == kind
        ]
        yield from _line(kind, shown)
    first: dict[str, PlaceMark] = {}
    for mark in reading.places:
        if mark.story == story.id:
            first.setdefault(mark.place.gazetteer_id, mark)
    yield from _line(
        "place",
        [
            f"{screen.quoted(mark.span.of(text))} {mark.place.country or ''} {mark.place.latitude:.1f},{mark.place.longitude:.1f}"
            for mark in first.values()
        ],
    )
    yield from _line(
        "time",
        [
            f"{screen.quoted(mark.span.of(text))} = {mark.value or 'cannot be told'}{f' to {mark.end}' if mark.end else ''}"
            for mark in reading.times
            if mark.story == story.id
        ],
    )
    yield from _line(
        "quantity", [f"{screen.quoted(mark.span.of(text))} = {_value(mark)}" for mark in reading.quantities if mark.story == story.id]
    )


def _line(kind: str, shown: list[str]) -> Iterator[str]:
    if shown:
        yield f"{kind}: {' · '.join(dict.fromkeys(shown))}"


def _value(mark: Quantity) -> str:
    if mark.score is not None:
        return f"{mark.score[0]}–{mark.score[1]}"
    if mark.low is None:
        return "not told"
    number = f"{mark.low}" if mark.low == mark.high else f"{mark.low}–{mark.high}"
    about = {"exact": "", "about": "about ", "atleast": "at least ", "atmost": "at most "}[mark.approximation]
    return f"{about}{number} {mark.currency or mark.unit or ''}".rstrip()
