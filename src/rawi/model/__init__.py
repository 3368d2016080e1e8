"""The values that rawi's rooms hand to each other: frozen, typed, without work of their own."""

from rawi.model.facts import (
    Anchor,
    Approximation,
    Calendar,
    Entity,
    EntityKind,
    Grain,
    Mention,
    Place,
    PlaceMark,
    Quantity,
    QuantityKind,
    TimeKind,
    TimeMark,
)
from rawi.model.ids import content_id, digest
from rawi.model.pages import STORY_KINDS, Block, BlockKind, Capture, Item, Page, Stated, WarcPlace
from rawi.model.reading import Reading
from rawi.model.spans import Problem, Reason, Span
from rawi.model.statements import Link, LinkKind, MentionForm, Mode, Speaker, SpeakerKind, Stance, Statement
from rawi.model.stories import Alternative, Credit, CreditKind, Dateline, Repeat, Restoration, Story

__all__ = [
    "STORY_KINDS",
    "Alternative",
    "Anchor",
    "Approximation",
    "Block",
    "BlockKind",
    "Calendar",
    "Capture",
    "Credit",
    "CreditKind",
    "Dateline",
    "Entity",
    "EntityKind",
    "Grain",
    "Item",
    "Link",
    "LinkKind",
    "Mention",
    "MentionForm",
    "Mode",
    "Page",
    "Place",
    "PlaceMark",
    "Problem",
    "Quantity",
    "QuantityKind",
    "Reading",
    "Reason",
    "Repeat",
    "Restoration",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "Stated",
    "Statement",
    "Story",
    "TimeKind",
    "TimeMark",
    "WarcPlace",
    "content_id",
    "digest",
]
