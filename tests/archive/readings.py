"""Readings made by hand about an invented harbour, so that these tests fail only when the archive does."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from rawi.model import (
    Block,
    Capture,
    Credit,
    Entity,
    Link,
    Mention,
    Page,
    Place,
    PlaceMark,
    Quantity,
    Reading,
    Reason,
    Restoration,
    Span,
    Speaker,
    Stated,
    Statement,
    Story,
    TimeMark,
    content_id,
    digest,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

BY_HAND = Reason("by-hand")

HARBOUR = (
    "مرفأ النورس يستعد للافتتاح",
    "قال وزير النقل سامر الغيداني إن المرفأ الجديد سيستقبل 900 سفينة. وأضافت وكالة المدى أن العمال السوريين عادوا إلى المدينة.",
)


def reading(
    text: str,
    *,
    url: str | None = "https://example.org/1",
    outlet: str | None = "صحيفة المنارة",
    published: str | None = "2021-03-04T10:00:00+00:00",
    edition: str = "e1",
    headline: str | None = None,
    statements: Sequence[tuple[str, str, str]] = (),
    masked: Sequence[tuple[str, str]] = (),
    numbers: Sequence[tuple[str, int]] = (),
    places: Sequence[tuple[str, Place]] = (),
    credited: Sequence[str] = (),
    fetched: str | None = None,
) -> Reading:
    """A page of one story. ``statements`` are speaker, stance and content; all strings must stand in the text."""
    whole = f"{headline}\n\n{text}" if headline else text
    sha = digest(whole.encode())
    page_id = content_id("page", sha, url, outlet)
    story_id = content_id("story", page_id, edition)
    head = Span(0, len(headline)) if headline else None
    body = Span(len(whole) - len(text), len(whole))
    story = Story(
        story_id,
        page_id,
        (*((head,) if head else ()), body),
        headline=head,
        paragraphs=(body,),
        credits=tuple(Credit(name, "agency", None, BY_HAND) for name in credited),
    )
    entities = {name: Entity(content_id("entity", page_id, name), "person", (name,), roles=("وزير",)) for name, _, _ in statements}
    return Reading(
        Page(
            page_id,
            Capture(content_id("capture", sha), sha, url=url, came_by="text", fetched_at=fetched),
            whole,
            tuple(Block("title" if span == head else "paragraph", span) for span in story.spans),
            published=Stated(published, "given") if published else None,
            outlet=Stated(outlet, "given") if outlet else None,
            url=url,
        ),
        edition,
        restorations=tuple(Restoration(at(whole, found), found, restored, "dots", BY_HAND) for found, restored in masked),
        stories=(story,),
        statements=tuple(
            Statement(
                content_id("statement", story_id, number),
                story_id,
                (at(whole, content),),
                at(whole, name),
                Speaker(name, "person", "named", mention=at(whole, name), entity=entities[name].id, role="وزير"),
                "indirect",
                stance,  # type: ignore[arg-type]  # the tests' tables hold plain strings
                BY_HAND,
                chain=(Link("وكالة المدى", "agency", from_page=True), Link(name, "person")),
            )
            for number, (name, stance, content) in enumerate(statements)
        ),
        mentions=tuple(
            Mention(content_id("mention", story_id, name), story_id, at(whole, name), "person", entity.id, BY_HAND, role="وزير")
            for name, entity in entities.items()
        ),
        entities=tuple(entities.values()),
        times=(TimeMark(story_id, Span(body.start, body.start + 3), "2021-03-04", "date", "absolute", BY_HAND),),
        quantities=tuple(
            Quantity(story_id, at(whole, found), Decimal(value), Decimal(value), "count", BY_HAND) for found, value in numbers
        ),
        places=tuple(PlaceMark(story_id, at(whole, found), place, BY_HAND) for found, place in places),
    )


def at(text: str, piece: str) -> Span:
    """Where ``piece`` first stands."""
    start = text.index(piece)
    return Span(start, start + len(piece))


_SUBJECTS = ("المرفأ", "السوق", "المدرسة", "المستشفى", "الجسر", "المطار", "المتحف", "الملعب")
_VERBS = ("افتتح", "أغلق", "رمم", "وسع", "زار", "تفقد")
_WHO = ("الوزير", "المحافظ", "الوفد", "المهندسون", "السكان")


def many(count: int) -> list[Reading]:
    """Different small pages, on several days, of several outlets."""
    made = []
    for number, (subject, verb, who) in zip(range(count), itertools.cycle(itertools.product(_SUBJECTS, _VERBS, _WHO)), strict=False):
        text = f"{verb} {who} {subject} رقم {number} في مدينة النورس. {'وقال إنه مهم. ' * (number % 7)}"
        made.append(
            reading(
                text,
                url=f"https://example.org/{number}",
                outlet=("المنارة", "الضفاف", "الأفق")[number % 3],
                published=f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00Z" if number % 11 else None,
                headline=f"{subject} {number}" if number % 2 else None,
            )
        )
    return made
