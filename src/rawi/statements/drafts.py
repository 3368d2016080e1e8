"""Statements in the making: what the rules find around each reporting word, still in words, before speakers are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rawi.model import Stance
    from rawi.statements.clauses import Range
    from rawi.statements.lexicon import Verb

DraftKind = Literal["verb", "participle", "noun", "accord", "colon"]


@dataclass(slots=True)
class Draft:
    """One reporting word with its complement and slots; ranges are of words of the script, half-open."""

    kind: DraftKind
    cue: Range | None
    stance: Stance
    content: Range
    sign: str
    verb: Verb | None = None
    subject: Range | None = None
    before: bool = False
    """Whether the subject stands before the cue."""
    addressee: Range | None = None
    media: list[Range] = field(default_factory=list)
    relay: Range | None = None
    """A medium that passes the words on by a reporting verb of its own («the agency quoted X as saying»)."""
    relay_cue: Range | None = None
    passed_on: Range | None = None
    """The verb of passing on without a subject of its own («it quoted X as saying»): whoever speaks now is the relay."""
    time: Range | None = None
    place: Range | None = None
    hedge: Range | None = None
    tail: Range | None = None
    denied: bool = False
    attributed: bool = True
    number: str = ""
    gender: str = ""
    score: float = 1.0
    possessed: bool = False
    """Whether a verbal noun carries its speaker as a pronoun («his saying»)."""
    parent: int | None = None
    more: list[Range] = field(default_factory=list)

    @property
    def at(self) -> int:
        """The word that orders statements: the cue's first, or the content's."""
        return self.cue[0] if self.cue else self.content[0]

    @property
    def names_nobody(self) -> bool:
        """Whether its verb is passive: whoever spoke before does not go on speaking here."""
        return self.verb is not None and self.verb.names_nobody
