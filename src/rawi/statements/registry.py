"""The people, bodies, media and documents of a story, and which of them a mention means.

A full name brings its titles, a surname or role comes back to it, «the ministry» to the last ministry, «the site» to the last medium, «the
statement» to who issued it. A name never comes from outside the story.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, ALEF, HEH, LAM, TEH_MARBUTA, WAW, YEH
from rawi.statements.mentions import Named, keys

if TYPE_CHECKING:
    from rawi.model import SpeakerKind

_VOWELS: Final = str.maketrans("", "", ALEF + WAW + YEH)
NATIONAL: Final = (YEH, YEH + HEH)
"""How adjectives of nation end, search-folded."""


@dataclass(slots=True)
class Figure:
    """Somebody or something in the story that may speak."""

    name: str
    kind: SpeakerKind
    words: set[str] = field(default_factory=set)
    """The words of its names, search-folded, without the article."""
    titles: set[str] = field(default_factory=set)
    """The words of its own titles."""
    served: set[str] = field(default_factory=set)
    """The words of the offices that it only serves."""
    last: int = 0
    """The word at which it was last mentioned."""
    role: str | None = None
    entity: str | None = None
    gender: str = ""
    """As the last verb beside its name had it: m, f, or empty."""
    several: bool = False
    """Whether it is people who speak together, each by name."""


class Registry:
    """The figures of one story."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def note(self, named: Named, at: int, current: Figure | None = None) -> Figure:
        """The figure that a mention means: a known one, brought up to date, or a new one. ``current`` is who speaks now."""
        found = self.known(named, current)
        if found is None or (named.document and found.kind != "document"):
            found = self._new(named, found, at)
        found.last = max(found.last, at)
        found.titles |= named.titles
        found.served |= named.served
        if (
            found.kind == "person"
            and named.form == "named"
            and len(named.words) > len(found.words & named.words)
            and len(named.words) >= len(found.words)
        ):
            found.name, found.words = named.name, set(named.words) | found.words
        elif named.form != "role" and found.kind == named.kind:
            found.words |= named.words if len(found.words) == 1 else set()
        if found.role is None:
            found.role = named.title
        return found

    def enter(self, named: Named, entity: str, at: int) -> Figure:
        """The figure of a person whose name is known from elsewhere, brought up to date."""
        found = next((figure for figure in self.figures if figure.entity == entity), None)
        if found is None:
            found = next(
                (figure for figure in self.figures if figure.kind == "person" and figure.entity is None and named.words & figure.words),
                None,
            )
        if found is None:
            found = Figure(named.name, "person")
            self.figures.append(found)
        if found.entity is None:
            found.entity, found.name = (
                entity,
                named.name if keys(found.name) <= named.words and len(named.name) >= len(found.name) else found.name,
            )
        found.words |= named.words
        found.titles |= named.titles
        found.served |= named.served
        found.last = max(found.last, at)
        found.role = found.role or named.title
        return found

    def _new(self, named: Named, issuer: Figure | None, at: int) -> Figure:
        figure = Figure(
            issuer.name if issuer else named.name, named.kind, set(named.words), set(named.titles), set(named.served), at, named.title
        )
        self.figures.append(figure)
        return figure

    def known(self, named: Named, current: Figure | None) -> Figure | None:
        """The figure that a mention means, if it was met before."""
        latest = sorted(self.figures, key=lambda figure: (figure is current, figure.last), reverse=True)
        if named.document:
            return _document(named, latest, current)
        if named.form in {"named", "partial"}:
            return next(
                (figure for figure in latest if figure.kind in {"person", "organisation"} and _same_name(named.words, figure.words)), None
            )
        if named.form == "role":
            return _by_role(named, latest, current)
        if named.form in {"org", "outlet"}:
            return _by_head(named, latest)
        return _unnamed(named, latest, current)


def _same_name(some: frozenset[str], known: set[str]) -> bool:
    """Whether one name is part of the other, short vowels and their letters aside."""
    if not known:
        return False
    if some <= known or known <= some:
        return True
    if len(some) == 1 and all(word[:1] in {LAM, WAW} and word[1:] in known for word in some):
        return True  # a particle glued to a surname
    a, b = ({skeleton(word) for word in words} for words in (some, known))
    return all(len(word) > 2 for word in (a if len(a) < len(b) else b)) and (a <= b or b <= a)


def skeleton(word: str) -> str:
    """The word without its long vowels: what different transcriptions of a foreign name share."""
    return word[:1] + word[1:].translate(_VOWELS)


def _nations(words: frozenset[str] | set[str]) -> set[str]:
    return {word.rstrip(HEH) for word in words if len(word) > 3 and word.endswith(NATIONAL)}


def _by_role(named: Named, latest: list[Figure], current: Figure | None) -> Figure | None:
    she = named.name.split(" ")[0].endswith(TEH_MARBUTA)
    people = [figure for figure in latest if figure.kind in {"person", "unnamed"} and not (she and figure.gender == "m")]
    current = None if current is not None and she and current.gender == "m" else current
    people = [figure for figure in people if not named.served or named.titles & figure.titles]  # who serves a minister is none
    for figure in people:
        if named.words <= _titles(figure, named) | figure.words:
            return figure
    if not named.definite or len(named.words) > 6:
        return None
    best: tuple[int, Figure] | None = None
    for figure in people:
        nations, theirs = _nations(named.words), _nations(_titles(figure, named))
        if nations and theirs and not nations & theirs:
            continue
        shared = len(named.words & _titles(figure, named))
        if shared and (best is None or shared > best[0]):
            best = shared, figure
    if best is not None and (best[0] * 2 >= len(named.words) or len(named.words) <= 3):
        return best[1]
    if (
        current is not None
        and current.kind == "person"
        and len(named.words) <= 3
        and named.name.startswith(AL)  # «the official» is who speaks; «the minister of X», «the spokesman of X» is somebody in particular
        and not named.served
        and not named.words & current.served
        and not (_nations(named.words) and _nations(current.titles))
    ):
        return current
    return None


def _titles(figure: Figure, named: Named) -> set[str]:
    """The words of a figure's titles that a role may mean it by: those of an office that it serves only where the role serves one too."""
    return figure.titles | figure.served if named.served else figure.titles


def _by_head(named: Named, latest: list[Figure]) -> Figure | None:
    for figure in latest:
        if figure.kind != named.kind:
            continue
        if named.words <= figure.words | figure.titles or (figure.words and figure.words <= named.words and len(figure.words) > 1):
            return figure
    if named.kind == "outlet" and named.definite and len(named.words) == 1:
        return next((figure for figure in latest if figure.kind == "outlet"), None)
    return None


def _document(named: Named, latest: list[Figure], current: Figure | None) -> Figure | None:
    """A definite document is one that was named before, or whatever the one who speaks now has issued."""
    for figure in latest:
        if figure.kind == "document" and named.words <= figure.words:
            return figure
    latest_document = next((figure for figure in latest if figure.kind == "document"), None)
    if (
        latest_document is not None
        and named.definite
        and len(named.words) <= 3
        and (current is None or latest_document.last > current.last)
    ):
        return latest_document
    if named.definite and len(named.words) <= 2 and current is not None and current.kind in {"organisation", "outlet", "document"}:
        return current
    return None


def _unnamed(named: Named, latest: list[Figure], current: Figure | None) -> Figure | None:
    for figure in latest:
        if figure.words == named.words:
            return figure
    if not named.definite:
        return None
    for figure in latest:
        if figure.kind == "unnamed" and named.words <= figure.words:
            return figure
    if len(named.words) == 1 and current is not None and current.kind in {"outlet", "unnamed"}:
        return current
    for figure in latest:
        if figure.kind == "unnamed" and named.words & figure.words:
            return figure
    return None
