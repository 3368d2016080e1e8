"""Who said what, through whom."""

from __future__ import annotations

from typing import Literal

import msgspec

from rawi.model.spans import Reason, Span

SpeakerKind = Literal["person", "organisation", "outlet", "document", "unnamed", "implicit"]
MentionForm = Literal["named", "partial", "role", "org", "outlet", "document", "unnamed", "elided"]
Mode = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "neutral",
    "announce",
    "disclose",
    "explain",
    "assert",
    "find",
    "opine",
    "predict",
    "distance",
    "deny",
    "refuse",
    "withhold",
    "admit",
    "demand",
    "warn",
    "commit",
    "accuse",
    "criticise",
    "praise",
    "express",
    "ask",
]
LinkKind = Literal["outlet", "agency", "journal", "person", "organisation", "document", "broadcast", "unnamed"]


class Speaker(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who is made to speak. ``mention`` is None where the sentence names nobody; then ``resolved_from`` says where the name comes from."""

    name: str | None
    kind: SpeakerKind
    form: MentionForm
    mention: Span | None = None
    role: str | None = None
    entity: str | None = None
    """Id of the document's entity."""
    resolved_from: str | None = None
    """Id of the earlier statement whose speaker goes on."""
    reason: Reason | None = None


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """One relay of a chain, from the page outward to the first voice."""

    name: str
    kind: LinkKind
    span: Span | None = None
    cue: Span | None = None
    from_page: bool = False
    """A credit of the page or story, outside the sentences."""


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A content span that the story attributes to somebody. It says who says so, never whether it is true."""

    id: str
    story: str
    content: tuple[Span, ...]
    cue: Span | None
    speaker: Speaker
    mode: Mode
    stance: Stance
    reason: Reason
    denied: bool = False
    quasi_direct: bool = False
    unbalanced_quotes: bool = False
    attributed: bool = True
    """False for a narrator's frame without any source («it is expected that»)."""
    hedge: Span | None = None
    tail: Span | None = None
    """The end of the content in which the writer's own voice may have resumed."""
    chain: tuple[Link, ...] = ()
    """Outermost relay first, the speaker last; the page's own credits stand before them with ``from_page``."""
    medium: tuple[Link, ...] = ()
    addressee: Span | None = None
    time: Span | None = None
    place: Span | None = None
    parent: str | None = None
    """Id of the statement inside whose content this one is reported."""
    heading: bool = False
    """Whether it stands in a headline or heading."""
