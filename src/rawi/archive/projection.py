"""A reading as rows: what the tables and the inverted index hold of it, and nothing that a reading does not say.

Pure: the same reading gives the same rows, which is how ``rawi verify`` finds a changed one, and why tables can be drawn anew.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

import msgspec

from rawi.arabic.stems import tokens
from rawi.archive import analysis
from rawi.archive.analysis import mark, name_marks, name_words, number_mark, pair_field
from rawi.archive.columns import OF_STORY
from rawi.archive.names import Name, name_of, names_in, speaker_name
from rawi.archive.port import Indexed
from rawi.model import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rawi.arabic.stems import Token
    from rawi.model import Link, Reading, Reason, Span, Statement, Story

Rows = dict[str, list[tuple[object, ...]]]


def content_of(reading: Reading) -> str:
    """A digest of the words of the page's stories: equal for two captures that differ in furniture alone."""
    text = reading.page.text
    stories = (" ".join(word for span in story.spans for word in span.of(text).split()) for story in reading.stories)
    return digest("\n".join(stories or (text,)).encode("utf-8", "surrogatepass"))


class Projection:
    """The rows and index entries of one reading, whose page and first story are still to be numbered.

    In ``rows`` and ``indexed`` stories are numbered from 0 and the page is 0; ``numbered`` gives them as they are stored.
    """

    def __init__(self, reading: Reading) -> None:
        """Draw ``reading``."""
        self.rows: Rows = defaultdict(list)
        self.indexed: list[Indexed] = []
        self._reading = reading
        self._number = {story.id: number for number, story in enumerate(reading.stories)}
        self._entities = {entity.id: entity for entity in reading.entities}
        self._names: dict[str, Name] = {}
        self._marks: defaultdict[str, set[str]] = defaultdict(set)
        self._subjects: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self._masked = _masked(reading)
        for place, restored in enumerate(reading.restorations):
            why = _why(restored.reason)
            self.rows["restorations"].append((0, place, *_ends(restored.span), restored.found, restored.restored, restored.device, *why))
        self._facts()
        self._statements()
        self._stories()
        self._name_rows()

    def _facts(self) -> None:
        reading, rows = self._reading, self.rows
        for place, mention in enumerate(reading.mentions):
            entity = self._entities.get(mention.entity)
            name = self._named(name_of(entity.kind, entity.names[0]) if entity and entity.names else None)
            if name and mention.role:
                rows["roles"].append((name, mention.role))
            if name:
                self._marks[mention.story].add(mark("about", name))
                self._subjects[mention.story].append((*_ends(mention.span), name))
            self._put(
                "mentions", mention.story, place, mention.id, *_ends(mention.span), mention.kind, name, mention.role, reason=mention.reason
            )
        for place, time in enumerate(reading.times):
            self._put(
                "times",
                time.story,
                place,
                *_ends(time.span),
                time.value,
                time.end,
                time.kind,
                time.grain,
                time.calendar,
                reason=time.reason,
            )
        for place, quantity in enumerate(reading.quantities):
            low, high = (None if side is None else float(side) for side in (quantity.low, quantity.high))
            self._marks[quantity.story] |= {number_mark(side) for side in (low, high) if side is not None}
            unit = (quantity.kind, quantity.unit, quantity.currency, quantity.approximation)
            self._put("quantities", quantity.story, place, *_ends(quantity.span), low, high, *unit, reason=quantity.reason)
        for place, found in enumerate(reading.places):
            spot = found.place
            self._marks[found.story].update(name_marks("place", spot.name), (mark("place", spot.gazetteer_id.casefold()),))
            if spot.country:
                self._marks[found.story].add(mark("place", spot.country.casefold()))
            where = (spot.name, spot.gazetteer_id, spot.latitude, spot.longitude, spot.country)
            self._put("places", found.story, place, *_ends(found.span), *where, reason=found.reason)

    def _statements(self) -> None:
        published = self._reading.page.published.value if self._reading.page.published else None
        for place, said in enumerate(self._reading.statements):
            name = self._named(speaker_name(said.speaker, self._entities))
            if name and said.speaker.role:
                self.rows["roles"].append((name, said.speaker.role))
            number = self._number.get(said.story)
            if number is not None:
                manner = (*_manner(said), published, *_why(said.reason), *_extent(said.content))
                self.rows["statements"].append((number, place, *_said(said), name, *manner))
            for at, link in enumerate(_relays(said)):
                self._marks[said.story].update(name_marks("via", link.name))
                if number is not None:
                    self.rows["links"].append((number, place, at, link.name, link.kind, int(link.from_page), name_words(link.name)))
            self._marks[said.story] |= {mark("stance", said.stance), mark("mode", said.mode)}
            if name:
                self._marks[said.story].add(mark("speaker", name))
            self._marks[said.story].update(self._pairs(said, name))

    def _pairs(self, said: Statement, speaker: str | None) -> Iterator[str]:
        """The tokens by which a statement is found that has a stance or mode and a speaker, a relay or a subject."""
        yield mark(pair_field("stance", said.stance), said.mode)
        start, end = _extent(said.content)
        subjects = self._subjects[said.story] if start is not None and end is not None else []
        about = {name for starts, ends, name in subjects if start is not None and end is not None and start <= starts and ends <= end}
        for manner in (said.stance, said.mode):
            if speaker:
                yield mark(pair_field("speaker", manner), speaker)
            for name in about:
                yield mark(pair_field("about", manner), name)
            for link in (*said.chain, *said.medium):
                yield from name_marks(pair_field("via", manner), link.name)

    def _stories(self) -> None:
        reading = self._reading
        layer = analysis.restored_layer(reading.page.text, analysis.edits_of(reading.restorations))
        outlet = reading.page.outlet.value if reading.page.outlet else None
        published = reading.page.published.value if reading.page.published else None
        for place, story in enumerate(reading.stories):
            number = self._number[story.id]
            head, body = analysis.story_words(layer, story.spans, story.headline)
            shown = (*head, *self._stated_title(story), *body)
            counts = analysis.weights((*head, *self._stated_title(story)), body)
            masked = any(story_span.meets(span) for story_span in story.spans for span in self._masked)
            for at, credit in enumerate(story.credits):
                self.rows["credits"].append((number, at, credit.name, credit.kind))
            head_ends = _ends(story.headline) if story.headline else (None, None)
            state = (None, int(story.cut_off is not None), int(masked), len(shown), analysis.packed(counts))
            self.rows["stories"].append((number, story.id, 0, place, *head_ends, spans_text(story.spans), outlet, published, *state))
            marks = self._marks[story.id] | self._story_marks(story, outlet, masked=masked)
            self.indexed.append(_indexed(number, shown, counts, marks))

    def _stated_title(self, story: Story) -> tuple[Token, ...]:
        """The page's title where it stands outside the text (a table's column, a meta tag) and the page has one story without headline."""
        title = self._reading.page.title
        if story.headline is not None or title is None or title.span is not None or len(self._reading.stories) != 1:
            return ()
        return tuple(tokens(title.value))

    @staticmethod
    def _story_marks(story: Story, outlet: str | None, *, masked: bool) -> set[str]:
        marks = {"any", *name_marks("outlet", outlet or "")}
        for credit in story.credits:
            marks.update(name_marks("credit", credit.name))
        return marks | {"masked"} if masked else marks

    def _put(self, table: str, story: str, place: int, *cells: object, reason: Reason) -> None:
        """A row of one story's mark. Marks of a story that the page does not have stay in the record alone."""
        number = self._number.get(story)
        if number is not None:
            self.rows[table].append((number, place, *cells, *_why(reason)))

    def _named(self, name: Name | None) -> str | None:
        if name is None:
            return None
        self._names[name.id] = name
        return name.id

    def _name_rows(self) -> None:
        for entity in self._reading.entities:
            for name in names_in(entity):
                self._named(name)
        for name in self._names.values():
            self.rows["entities"].append((name.entity, name.kind, None, None))
            self.rows["names"].append((name.id, name.entity, name.kind, name.name, "spelling", 0.9))
            self.rows["name_words"] += [(word, name.id) for word in name.words]
            if name.kind == "person":
                self.rows["unjoined"].append((name.last,))


def numbered(rows: Rows, indexed: Sequence[Indexed], page: int, first: int) -> tuple[Rows, list[Indexed]]:
    """Rows and index entries with the numbers of the page and of its first story put in."""
    shifted: Rows = dict(rows)
    for table in OF_STORY:
        if table in rows:
            shifted[table] = [(first + cast("int", row[0]), *row[1:]) for row in rows[table]]
    if "stories" in rows:
        shifted["stories"] = [(first + cast("int", row[0]), row[1], page, *row[3:]) for row in rows["stories"]]
    if "restorations" in rows:
        shifted["restorations"] = [(page, *row[1:]) for row in rows["restorations"]]
    return shifted, [entry._replace(number=first + entry.number) for entry in indexed]


def _masked(reading: Reading) -> list[Span]:
    return [restored.span for restored in reading.restorations]


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _why(reason: Reason) -> tuple[str, float]:
    return reason.rule, reason.score


def spans_text(spans: Iterable[Span]) -> str:
    """Spans as JSON, ``[[start,end],…]``: both databases can walk it."""
    return msgspec.json.encode(tuple(spans)).decode()


def _said(said: Statement) -> tuple[object, ...]:
    cue = _ends(said.cue) if said.cue else (None, None)
    speaker = said.speaker
    return said.id, spans_text(said.content), *cue, speaker.name, speaker.kind, speaker.form, speaker.role


def _relays(said: Statement) -> tuple[Link, ...]:
    """Through whom, from the page outward, the speaker last: a medium that the chain does not name stands right before the speaker."""
    named = {link.name for link in said.chain}
    return (*said.chain[:-1], *(link for link in said.medium if link.name not in named), *said.chain[-1:])


def _extent(content: Sequence[Span]) -> tuple[int | None, int | None]:
    return min((span.start for span in content), default=None), max((span.end for span in content), default=None)


def _manner(said: Statement) -> tuple[object, ...]:
    return said.mode, said.stance, int(said.denied), int(said.attributed), int(said.heading), said.parent


def _indexed(number: int, shown: Sequence[Token], counts: dict[str, int], marks: Iterable[str]) -> Indexed:
    return Indexed(
        number,
        " ".join(token.forms.form for token in shown),
        " ".join(token.forms.stem for token in shown),
        " ".join(sorted({token.forms.key for token in shown})),
        " ".join(sorted(stem for stem, weight in counts.items() if analysis.saturated(weight, len(shown)) >= analysis.STRONG)),
        " ".join(sorted(marks)),
    )
