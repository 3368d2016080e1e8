"""From a story to its statements: one line of steps, each of which can be read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.limits import STATEMENTS_PER_STORY
from rawi.model import Link, LinkKind, Problem, Reason, Span, Speaker, Statement, content_id
from rawi.statements.cast import entrances
from rawi.statements.decide import decide
from rawi.statements.model import Models, shipped
from rawi.statements.modes import mode_of
from rawi.statements.registry import Registry
from rawi.statements.resolve import Relay, Voice, resolve
from rawi.statements.script import Script

CREDITS: Final[dict[str, LinkKind]] = {"outlet": "outlet", "agency": "agency", "author": "person"}
INHERITED: Final = 0.9
"""How sure an inherited speaker is: 91 of 93 elided speakers of a first sample are the last speaker at the top level."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.arabic import Chained, Layer
    from rawi.model import Credit, Entity, Mention, Story, TimeMark
    from rawi.statements.clauses import Range
    from rawi.statements.drafts import Draft


class Place(NamedTuple):
    """What all statements of a story share: the story's id, their own ids, its headings, its credits as outermost links."""

    story: str
    ids: list[str]
    headings: tuple[Span, ...]
    outer: tuple[Link, ...]


class Said(NamedTuple):
    """The statements of a story, and what is to be said of those that were left out."""

    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


def read_said(
    text: str,
    story: Story,
    *,
    restored: Layer | Chained | None = None,
    mentions: Sequence[Mention] = (),
    entities: Sequence[Entity] = (),
    times: Sequence[TimeMark] = (),
    page_credits: Sequence[Credit] = (),
    models: Models | None = None,
) -> Said:
    """Who said what, through whom, in one story of a page.

    Args:
        text: the page as found; every span of the result is in it.
        story: the story, whose headline, headings and paragraphs are read.
        restored: the page with its masked words restored, as a layer over ``text``; without it masks by dots are read through.
        mentions: names found in the story, if they were looked for; without them the grammar finds the speakers' names itself.
        entities: whom the mentions mean.
        times: time expressions, if they were looked for.
        page_credits: the outermost links; the story's own where none are given.
        models: the learned parts; the shipped ones by default, ``Models()`` for the grammar alone.

    Returns:
        The statements in the order of their reporting words, at most ``limits.STATEMENTS_PER_STORY``; more are a problem.
    """
    lines = sorted({*story.paragraphs, *story.headings, *([story.headline] if story.headline else [])})
    script = Script(text, lines, restored)
    script.mark_names(mentions)
    found, cut = decide(script, models or shipped())
    voices = resolve(script, found, Registry(), entrances(script, mentions, entities))
    _time(script, found, times)
    outer = tuple(
        Link(credit.name, CREDITS.get(credit.kind, "unnamed"), credit.span, None, from_page=True)
        for credit in page_credits or story.credits
    )
    headings = tuple(span for span in (story.headline, *story.headings) if span is not None)
    return Said(_statements(script, story.id, voices, headings, outer), _left_out(script, cut))


def read_statements(
    text: str,
    story: Story,
    *,
    restored: Layer | Chained | None = None,
    mentions: Sequence[Mention] = (),
    entities: Sequence[Entity] = (),
    times: Sequence[TimeMark] = (),
    page_credits: Sequence[Credit] = (),
    models: Models | None = None,
) -> tuple[Statement, ...]:
    """The statements of ``read_said``, for whoever has stories of a usual length; the arguments are the same."""
    return read_said(
        text, story, restored=restored, mentions=mentions, entities=entities, times=times, page_credits=page_credits, models=models
    ).statements


def _left_out(script: Script, cut: Draft | None) -> tuple[Problem, ...]:
    """That a story holds more reports than are taken, and where the first of the others begins."""
    if cut is None:
        return ()
    hint = "Reports from here on were not taken as statements."
    return (Problem("too-many-statements", script.span(*cut.content), str(STATEMENTS_PER_STORY), hint),)


def _time(script: Script, found: list[Draft], times: Sequence[TimeMark]) -> None:
    """A time expression between a cue and its content is the time of the utterance, where the grammar saw none."""
    for draft in found:
        if draft.time is None and draft.cue is not None and draft.cue[1] < draft.content[0]:
            gap = script.span(draft.cue[1], draft.content[0])
            mark = next((mark.span for mark in times if gap.holds(mark.span)), None)
            if mark is not None:
                draft.time = script.range(mark)


def _statements(
    script: Script, story: str, voices: list[Voice], headings: tuple[Span, ...], outer: tuple[Link, ...]
) -> tuple[Statement, ...]:
    ids = _ids(story, [_place(script, voice) for voice in voices])
    place = Place(story, ids, headings, outer)
    return tuple(_statement(script, voice, name, place) for voice, name in zip(voices, ids, strict=True))


def _ids(story: str, places: Sequence[tuple[int, ...]]) -> list[str]:
    """A content id for each statement; two that stand in one place are told apart by their number there."""
    seen: dict[tuple[int, ...], int] = {}
    ids: list[str] = []
    for place in places:
        seen[place] = seen.get(place, 0) + 1
        ids.append(content_id("statement", story, *place, *((seen[place],) if seen[place] > 1 else ())))
    return ids


def _statement(script: Script, voice: Voice, name: str, place: Place) -> Statement:
    draft, ids = voice.draft, place.ids
    content = script.span(*draft.content)
    mode, quasi, unbalanced = mode_of(script, draft)
    speaker = _speaker(script, voice, ids)
    links = tuple(_link(script, relay) for relay in voice.relays)
    if voice.figure is not None:
        kind: LinkKind = "unnamed" if voice.figure.kind == "implicit" else voice.figure.kind
        links = (*links, Link(voice.figure.name, kind, speaker.mention))
    return Statement(
        name,
        place.story,
        (content, *(script.span(*more) for more in draft.more)),
        _span(script, draft.cue),
        speaker,
        mode,
        draft.stance,
        Reason(f"{draft.kind}:{draft.sign}", (script.span(*draft.cue),) if draft.cue else (), round(draft.score, 3)),
        denied=draft.denied,
        quasi_direct=quasi,
        unbalanced_quotes=unbalanced,
        attributed=draft.attributed,
        hedge=_span(script, draft.hedge),
        tail=_span(script, draft.tail),
        chain=(*place.outer, *links),
        medium=tuple(_link(script, relay) for relay in voice.media),
        addressee=_span(script, draft.addressee),
        time=_span(script, draft.time),
        place=_span(script, draft.place),
        parent=ids[voice.parent] if voice.parent is not None else None,
        heading=any(heading.meets(content) for heading in place.headings),
    )


def _speaker(script: Script, voice: Voice, ids: list[str]) -> Speaker:
    """The speaker as found; an inherited one says from where, and is the less sure the farther it was handed on."""
    figure, draft = voice.figure, voice.draft
    mention = _span(script, draft.subject)
    if figure is None:
        return Speaker(None, "implicit", "elided", mention)
    resolved = ids[voice.resolved_from] if voice.resolved_from is not None else None
    rule = "inherited" if resolved else f"mention:{voice.form}"
    reason = Reason(rule, (mention,) if mention else (), INHERITED if resolved else 1.0)
    return Speaker(figure.name, figure.kind, voice.form, mention, figure.role, figure.entity, resolved, reason)


def _place(script: Script, voice: Voice) -> tuple[int, int, int]:
    content = script.span(*voice.draft.content)
    return content.start, content.end, script.words[voice.draft.at].start


def _span(script: Script, at: Range | None) -> Span | None:
    return script.span(*at) if at else None


def _link(script: Script, relay: Relay) -> Link:
    return Link(relay.name, relay.kind, _span(script, relay.at), _span(script, relay.cue))
