"""Names, times, quantities and places: a span, a value, a score and a reason, or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from rawi.model.spans import Reason, Span

EntityKind = Literal["person", "organisation", "outlet", "place", "group", "event"]
TimeKind = Literal["date", "time", "duration", "set", "range"]
Grain = Literal["century", "decade", "year", "season", "quarter", "month", "week", "day", "part", "hour", "minute", "second", "vague"]
Anchor = Literal["absolute", "weekday", "relative"]
Calendar = Literal["gregorian", "hijri"]
QuantityKind = Literal["count", "ordinal", "percent", "money", "measure", "age", "score", "id", "cardinal"]
Approximation = Literal["exact", "about", "atleast", "atmost"]


class Mention(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name in the text. The span is in the text as found: masks inside it stay, clitics before it do not."""

    id: str
    story: str
    span: Span
    kind: EntityKind
    entity: str
    reason: Reason
    role: str | None = None
    role_span: Span | None = None


class Entity(msgspec.Struct, frozen=True, omit_defaults=True):
    """The person, organisation, outlet, place, group or event that mentions name. ``names[0]`` is the canonical one."""

    id: str
    kind: EntityKind
    names: tuple[str, ...]
    outside_ids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2, for places."""
    merged_into: str | None = None


class TimeMark(msgspec.Struct, frozen=True, omit_defaults=True):
    """A calendar or deictic expression with its TIMEX3 value in ISO 8601 dress; ``value`` None means that it cannot be told."""

    story: str
    span: Span
    value: str | None
    kind: TimeKind
    anchor: Anchor
    reason: Reason
    end: str | None = None
    """End of a range; an open side of a range is None."""
    grain: Grain | None = None
    calendar: Calendar = "gregorian"
    mod: str | None = None
    hijri: str | None = None


class Quantity(msgspec.Struct, frozen=True, omit_defaults=True):
    """A number with what it counts. ``low == high`` for a plain number; both None for a vague one («hundreds»)."""

    story: str
    span: Span
    low: Decimal | None
    high: Decimal | None
    kind: QuantityKind
    reason: Reason
    unit: str | None = None
    unit_span: Span | None = None
    currency: str | None = None
    """ISO 4217."""
    approximation: Approximation = "exact"
    score: tuple[int, int] | None = None
    """The two sides of a match's score."""


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry of the gazetteer."""

    name: str
    gazetteer_id: str
    latitude: float
    longitude: float
    country: str | None
    kind: str
    score: float = 1.0


class PlaceMark(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place name with the gazetteer's entry that it most likely means, and the others it may mean."""

    story: str
    span: Span
    place: Place
    reason: Reason
    others: tuple[Place, ...] = ()
