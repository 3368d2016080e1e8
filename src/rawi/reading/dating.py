"""When the story was published and changed.

The machine-readable places are asked first, then what is printed around the title and in the fields of the template. The site's clock, a
date under a picture and one in the story's own sentences are not the page's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.model import STORY_KINDS, Problem, Reason, Span, Stated
from rawi.reading.claimed import changes, last_resorts, publications
from rawi.reading.labels import dates_issue, label_of, publication_label, without_labels
from rawi.reading.others import CARD_LINK, is_above_text, is_beside_picture, is_frame, is_in_bar, is_in_card, is_in_schedule, says_other
from rawi.reading.people import people, without_role
from rawi.reading.signed import datelines
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, is_running, name_words
from rawi.reading.when import Moment, finest, instant, is_date_alone, is_dated_field, is_nothing_but_date, is_plausible, moment, tells_when
from rawi.reading.zones import AUTHOR_BOXES, OUTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rawi.reading.around import Surroundings
    from rawi.reading.metadata import Claims
    from rawi.reading.tree import Box

_UPDATE_NAMES: Final = frozenset({"update", "updated", "updatetime", "modified", "datemodified"})
_PUBLISH_NAMES: Final = frozenset({"published", "datepublished", "pubdate", "publishdate", "created", "entrydate", "postdate"})
_CLOCK: Final = re.compile(r"^\W{0,4}(?:[^\W\d_]{4,8}\W{1,3})?\d{1,2}:\d{2}(?!\d)\W{0,3}(?:[^\W\d_]{1,7}\W{0,2}){0,2}$")
"""A line that holds nothing but a time of day."""
_FIGURES: Final = re.compile(r"\d")
_CLOCK_IN: Final = re.compile(r"\d:\d\d")
_BARS: Final = re.compile("[|\u2022\u00b7]")
_LINE: Final = 160
"""No line that dates a page is longer."""
_PARTS: Final = 3
_PART_LENGTH: Final = 12
"""A day, a month or a year alone is no longer."""
_FOOT: Final = 4
_CLOSING_LENGTH: Final = 40
_BELOW: Final = 8
"""Pieces below the text in which the times of posts are looked for."""


class Dates(NamedTuple):
    """When a page was published and last changed, and what is doubtful about it."""

    published: Stated | None
    updated: Stated | None
    problems: tuple[Problem, ...]


def dates_of(around: Surroundings, claims: Claims, reference: datetime | None, outlets: Sequence[str] = ()) -> Dates:
    """When the page was published and changed, in the order of trust.

    Args:
        around: the places around the title and the body; a piece that turns out to be the date becomes one in its kinds.
        claims: what the head and the JSON-LD claim.
        reference: the time of the capture, from which relative dates are counted and beyond which no date may lie.
        outlets: the names of the outlet, by which lines of the text are known for datelines.
    """
    return _Dating(around, reference).read(claims, outlets)


class _Dating:
    """One page's places with the time from which its dates are counted."""

    def __init__(self, around: Surroundings, reference: datetime | None) -> None:
        self.around = around
        self.layout, self.zones, self.kinds, self.spans = around.layout, around.zones, around.kinds, around.spans
        self.reference = reference

    def read(self, claims: Claims, outlets: Sequence[str]) -> Dates:
        """When the page was published and changed, in the order of trust."""
        seen = list(self._printed_moments())
        times = [
            (found, is_update)
            for i in self.around.near
            if self._may_date(i) and (found := self._timed(i))
            for is_update in (self._is_update(i),)
        ]
        printed = [found for found, is_update in seen if not is_update]
        published = [
            *publications(claims, self.reference),
            *(t for t, update in times if not update),
            *printed,
        ]
        published = (
            published
            or list(self._issue_moments())
            or self._only_day()
            or self._in_parts()
            or self._in_two_lines()
            or self._closing()
            or self._in_text(outlets)
            or self._beside_writer()
            or self._signed_off()
            or last_resorts(claims, self.reference)
        )
        changed = [found for found, is_update in (*times, *seen) if is_update]
        updated = [*changes(claims, self.reference), *changed]
        said = finest(published) or finest(changed)
        last = next((found for found in updated if said is None or _is_later(found, said)), None)
        if last is None and not published:
            last = said
        return Dates(said.stated if said else None, last.stated if last else None, _doubts(said, printed))

    def _issue_moments(self) -> Iterator[Moment]:
        """The date of the paper's issue, wherever it is printed: what a page without any other date is dated by."""
        for i, piece in enumerate(self.layout.pieces):
            before = self.layout.pieces[i - 1] if i else piece
            is_number = before.box.parent is piece.box.parent and len(before.text) <= _PART_LENGTH * 2 and is_date_alone(piece.text)
            says_issue = dates_issue(piece.text) or (is_number and _FIGURES.search(before.text) is not None and dates_issue(before.text))
            if len(piece.text) <= _LINE and self.kinds[i][0] in {"furniture", "date", "table"} and says_issue:
                said = moment(piece.text, "visible", prose=True)  # in full: «issues sold today» is none
                if said is not None and is_plausible(said.day, self.reference) and not says_other(i, self.around):
                    self.kinds[i] = ("date", Reason("issue-date", score=0.8))
                    yield said._replace(stated=_at(said.stated, self.spans[i]))

    def _only_day(self) -> list[Moment]:
        """The moments of ``time`` elements among the text, if they are all of one day: posts of a channel carry their dates below."""
        places = range(self.around.head_end, min(len(self.layout.pieces), self.around.body_end + _BELOW))
        free = (
            i for i in places if not ((zone := self.zones[i]) and zone.kind in OUTER - {"furniture"}) and not is_in_card(i, self.around)
        )
        found = [said for i in free if (said := self._timed(i)) is not None]
        return found if len({said.day for said in found}) == 1 else []

    def _with_clock(self, i: int, said: Moment) -> Moment:
        """The moment with the clock that a field of its own beside the date gives."""
        if said.clock:
            return said
        for j in (i + 1, i - 1):
            if 0 <= j < len(self.layout.pieces) and _CLOCK.match(text := self.layout.pieces[j].text):
                whole = moment(f"{self.layout.pieces[i].text} {text}", "visible", reference=self.reference, prose=True)
                if whole is not None and whole.day == said.day and whole.clock:
                    return whole
        return said

    def _may_date(self, i: int) -> bool:
        """Whether a date may be the page's: after the head only a field in the body, after the body only what is labelled."""
        label = publication_label(self.layout.pieces[i].text)
        zone = self.zones[i]
        is_labelled = label is not None
        is_field = zone is not None and zone.kind == "date"
        is_own = i <= self.around.body_end and not is_in_card(i, self.around)
        return i < self.around.head_end or is_labelled or (is_field and (is_own or self._is_publication(i)))

    def _timed(self, i: int) -> Moment | None:
        """The machine-readable moment of a ``time`` element in a piece."""
        piece = self.layout.pieces[i]
        raw = piece.when
        if self.kinds[i][0] in STORY_KINDS and (is_running(piece) or ENDS_SENTENCE.search(piece.text)):
            return None  # the time of what a sentence tells
        return moment(raw, "time", reference=self.reference) if raw else None

    def _is_publication(self, i: int) -> bool:
        """Whether a machine-readable date is named that of publication."""
        piece = self.layout.pieces[i]
        return bool(piece.when) and not name_words(piece.field).isdisjoint(_PUBLISH_NAMES)

    def _is_update(self, i: int) -> bool:
        """Whether a date is labelled as that of a change."""
        label = publication_label(self.layout.pieces[i].text)
        if label is not None:
            return label.note == "update"
        names = name_words(self.layout.pieces[i].field) | self.layout.pieces[i].box.words
        return not names.isdisjoint(_UPDATE_NAMES) and names.isdisjoint(_PUBLISH_NAMES)

    def _printed_moments(self) -> Iterator[tuple[Moment, bool]]:
        """Dates printed near the title, best first, each with whether it is labelled as that of a change."""
        found: list[tuple[int, Moment, bool]] = []
        for i in self.around.near:
            piece, zone = self.layout.pieces[i], self.zones[i]
            if len(piece.text) > _LINE or (zone and zone.kind in {"caption", "credit"}) or self.kinds[i][0] in {"title", "quote"}:
                continue
            said = self._shown(i)
            if said is None:
                continue
            is_labelled = bool(
                label_of(piece.text) or publication_label(piece.text) or (without_role(piece.text)[1] and people(piece.text))
            )
            is_field = is_labelled or self.kinds[i][0] == "byline" or (zone is not None and zone.kind in {"date", "byline"})
            if not (is_field or self._is_bare_date(i)) or not self._may_date(i):
                continue
            if not is_labelled and is_in_schedule(i, said.day, self.around):
                continue
            after = self.around.title is None or i > self.around.title
            is_update = self._is_update(i)
            if not (after or self._heads_story(i) or (self._is_labelled(i) and not is_update)):
                continue  # what was updated above the story's element is the site
            if is_update and i > self.around.body_end and not self._ends_story(i):
                continue
            if self.kinds[i][0] != "byline":
                self.kinds[i] = ("date", Reason("date-near-title", note=zone.note if zone else ""))
            rank = (not is_field) + 2 * (not after)
            for moment_said, changed in self._labelled_apart(i) or [(self._with_clock(i, said), is_update)]:
                found.append((rank, moment_said._replace(stated=_at(moment_said.stated, self.spans[i])), changed))
        found.sort(key=lambda entry: entry[0])
        yield from ((said, is_update) for _, said, is_update in found)

    def _labelled_apart(self, i: int) -> list[tuple[Moment, bool]]:
        """The moments of a line whose fields between bars each have a label of their own: published then, changed then."""
        fields = [(part.strip(), label) for part in _BARS.split(self.layout.pieces[i].text) if (label := publication_label(part.strip()))]
        found = [
            (said, label.note == "update")
            for part, label in fields
            if (said := moment(part, "visible", reference=self.reference, prose=True)) is not None
        ]
        return found if len(found) > 1 else []

    def _is_labelled(self, i: int) -> bool:
        """Whether a piece, or the one before it, says that it is a date of the story."""
        return any(publication_label(self.layout.pieces[j].text) is not None for j in (i, i - 1) if j >= 0)

    def _is_bare_date(self, i: int) -> bool:
        """Whether a piece is nothing but a date, and not what is written under a picture."""
        piece = self.layout.pieces[i]
        if piece.box.tag == "li" and not (_CLOCK_IN.search(piece.text) or is_date_alone(piece.text)):
            return False  # a list tells of several things and when they happened
        if tells_when(piece.text):
            return False
        text = without_labels(piece.text)
        is_field = is_above_text(i, self.around) and is_dated_field(text)
        return not is_beside_picture(i, self.around) and (is_field or is_nothing_but_date(text, self.reference))

    def _heads_story(self, i: int) -> bool:
        """Whether a date above the title stands in the story's own element, or opens the one around it; the site's clock does not."""
        title, first = self.around.title, self.around.first
        if title is None or first is None:
            return True
        story = _common(self.layout.pieces[title].box, self.layout.pieces[first].box)
        shared = _common(self.layout.pieces[i].box, self.layout.pieces[title].box)
        if is_in_bar(i, shared, self.around):
            return False
        if shared.depth >= story.depth:
            return True
        is_row = shared.tag in {"table", "tbody"} and i == title - 1  # the issue's date in an old layout of tables
        is_frame = i == 0 and shared is not story.parent  # of the whole page
        return is_row or (shared.tag not in {"html", "body"} and shared.first == i and not is_frame)

    def _ends_story(self, i: int) -> bool:
        """Whether a piece below the text stands in the element of the title and the text, or in one around it that is not the page."""
        title, end = self.around.title, self.around.body_end
        if title is None or end >= len(self.layout.pieces):
            return True
        story = _common(self.layout.pieces[title].box, self.layout.pieces[end].box)
        shared = _common(self.layout.pieces[i].box, self.layout.pieces[end].box)
        return shared.depth >= story.depth or not is_frame(shared, title, self.around)

    def _in_parts(self) -> list[Moment]:
        """A date whose day, month and year stand in boxes of their own beside each other."""
        near = [i for i in self.around.near if i < self.around.head_end]
        for i in near:
            parts = [self.layout.pieces[j] for j in range(i, min(i + _PARTS, len(self.layout.pieces)))]
            stands = self.around.title is None or i > self.around.title or self._heads_story(i)
            numbers = sum(part.text.strip().isdecimal() for part in parts)
            if (
                stands
                and numbers >= _PARTS - 1
                and {i + 1, i + 2} <= set(near)
                and all(len(part.text) <= _PART_LENGTH and part.box.parent is parts[0].box.parent for part in parts)
            ):
                said = moment(" ".join(part.text for part in parts), "visible", reference=self.reference, prose=True)
                if said is not None:
                    return [said._replace(stated=_at(said.stated, Span(self.spans[i].start, self.spans[i + _PARTS - 1].end)))]
        return []

    def _in_two_lines(self) -> list[Moment]:
        """A date that a line break parts before the month: «Sunday 12», «March 2023»."""
        pieces = self.layout.pieces
        for i in self.around.near:
            if i + 1 >= self.around.head_end or pieces[i + 1].box is not pieces[i].box:
                continue
            whole = f"{pieces[i].text} {pieces[i + 1].text}"
            if (
                len(whole) <= _CLOSING_LENGTH
                and is_date_alone(whole)
                and not is_date_alone(pieces[i].text)
                and not says_other(i, self.around)
            ):
                said = moment(whole, "visible", prose=True)
                if said is not None and is_plausible(said.day, self.reference) and pieces[i + 1].text[-1:].isdecimal():
                    return [said._replace(stated=_at(said.stated, Span(self.spans[i].start, self.spans[i + 1].end)))]
        return []

    def _closing(self) -> list[Moment]:
        """A line at the very end of the text that is a date and nothing else."""
        pieces, end = self.layout.pieces, self.around.body_end
        for i in range(end, min(len(pieces), end + _FOOT)):
            if (
                i > end and pieces[i].box is not pieces[end].box and not self._is_last_field(i)
            ):  # below a signature in the text's own element
                break
            has_clock = _CLOCK_IN.search(pieces[i].text) is not None
            is_bare = self._is_bare_date(i) and (has_clock or is_date_alone(pieces[i].text))  # not where and when a poem was written
            if len(pieces[i].text) <= _CLOSING_LENGTH and is_bare and not (i == end and is_in_card(i, self.around)):
                said = self._shown(i)
                if said is not None:
                    self.kinds[i] = ("date", Reason("closing-date", score=0.8))
                    return [said._replace(stated=_at(said.stated, self.spans[i]))]
        return []

    def _is_last_field(self, i: int) -> bool:
        """Whether a day stands alone in a box of the story's, no cell of a table, right below the text, and above no headline."""
        box, pieces = self.layout.pieces[i].box, self.layout.pieces
        is_alone = box.tag in {"div", "p"} and box.last - box.first == 1 and self.zones[i] is None
        if i != self.around.body_end + 1 or not is_alone or not is_date_alone(pieces[i].text):
            return False
        leads = any(below.links >= CARD_LINK or below.box.tag in HEADINGS for below in pieces[i + 1 : i + 2])
        said = self._shown(i)
        return not leads and said is not None and self._ends_story(i) and not is_in_schedule(i, said.day, self.around)

    def _in_text(self, outlets: Sequence[str]) -> list[Moment]:
        """The day of a dateline that names the outlet, or of whoever signs the text; the line stays a line of the text."""
        found = ((i, moment(self.layout.pieces[i].text, "visible", prose=True)) for i in datelines(self.around, outlets))
        days = [
            said._replace(stated=_at(said.stated, self.spans[i])) for i, said in found if said and is_plausible(said.day, self.reference)
        ]
        return days[:1]

    def _shown(self, i: int) -> Moment | None:
        """The moment that a piece prints, if it does not say that it is that of something else."""
        said = moment(self.layout.pieces[i].text, "visible", reference=self.reference, prose=True)
        return None if said is None or says_other(i, self.around) else said

    def _beside_writer(self) -> list[Moment]:
        """A date alone in the box that names the writer below the text."""
        for i in range(self.around.body_end, min(len(self.layout.pieces), self.around.body_end + _FOOT)):
            zone = self.zones[i]
            if self.kinds[i][0] != "byline" and not (zone is not None and zone.note in AUTHOR_BOXES):
                continue
            box = self.layout.pieces[i].box
            row = box if box.last - box.first > 1 or box.parent is None else box.parent
            for j in range(i + 1, min(row.last, i + _PARTS)):
                said = self._shown(j)
                if said is not None and is_date_alone(self.layout.pieces[j].text):
                    self.kinds[j] = ("date", Reason("date-beside-writer", score=0.8))
                    return [self._with_clock(j, said)._replace(stated=_at(said.stated, self.spans[j]))]
        return []

    def _signed_off(self) -> list[Moment]:
        """The date of a line right below the text that says who published it or when, though the template calls it a footer."""
        for i in range(self.around.body_end, min(len(self.layout.pieces), self.around.body_end + _FOOT)):
            text, zone = self.layout.pieces[i].text, self.zones[i]
            label = publication_label(text)
            says_when = (label is not None and label.note != "update") or without_role(text)[1]
            is_foot = self.kinds[i][0] == "byline" or (zone is not None and zone.kind == "furniture")
            if is_foot and len(text) <= _LINE and says_when:
                said = self._shown(i)
                if said is not None:
                    return [said._replace(stated=_at(said.stated, self.spans[i]))]
        return []


def _common(one: Box, other: Box) -> Box:
    """The smallest box that holds both."""
    while one is not other:
        if one.depth >= other.depth and one.parent is not None:
            one = one.parent
        elif other.parent is not None:
            other = other.parent
        else:
            return one
    return one


def _at(stated: Stated, span: Span) -> Stated:
    return Stated(stated.value, where=stated.where, raw=stated.raw, span=span)


def _is_later(found: Moment, than: Moment) -> bool:
    late, early = instant(found), instant(than)
    return late is not None and early is not None and late > early and bool(found.clock) == bool(than.clock)


def _doubts(said: Moment | None, printed: Sequence[Moment]) -> tuple[Problem, ...]:
    """What is said in one place and not in another."""
    if said is None or not printed or said.stated.where == "visible":
        return ()
    shown = printed[0]
    if shown.day != said.day and all(other.day != said.day for other in printed):
        return (
            Problem(
                "dates-disagree",
                span=shown.stated.span,
                subject=f"{said.value} {shown.value}",
                hint="The page prints another day than its head states.",
            ),
        )
    if said.zone == "Z" and shown.clock and not shown.zone and said.clock.startswith(shown.clock[:5]):
        return (
            Problem(
                "zone-doubtful", subject=said.value, hint="The clock in UTC equals the one printed for readers: the zone may be wrong."
            ),
        )
    return ()
