"""Places: each name of a place with the entry of the gazetteer that it most likely means, and the others that it may mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, LAM
from rawi.facts.gazetteer import Surroundings, Words, demonyms, entries, place_words, words_of
from rawi.facts.passages import passages
from rawi.model import Mention, PlaceMark, Reason, Story

if TYPE_CHECKING:
    from rawi.arabic import Chained, Layer

CHOSEN: Final = "places.only"
RANKED: Final = "places.ranked"


def read_places(
    text: str, stories: Story | Sequence[Story], mentions: Sequence[Mention], *, layer: Layer | Chained | None = None
) -> tuple[PlaceMark, ...]:
    """Where the places among ``mentions`` are, in order; a name that the gazetteer does not know gives no mark.

    Words which are also names of places («spring», «the horror») are left alone unless ``read_names`` took them for names.

    Args:
        text: the page's text as found.
        stories: the stories that the mentions were found in.
        mentions: what ``read_names`` found in them.
        layer: the restored text, made from ``text``, if words were restored.
    """
    stories = stories if isinstance(stories, Sequence) else (stories,)
    marks = []
    for story in stories:
        named = [
            (mention, _words_of(text, layer, mention)) for mention in mentions if mention.kind == "place" and mention.story == story.id
        ]
        around = Surroundings({words for _, words in named}, _nationalities(text, story, layer))
        for mention, words in named:
            ranked = around.ranked(words)
            if ranked:
                reason = Reason(RANKED if len(ranked) > 1 else CHOSEN, (mention.span,), ranked[0].score)
                marks.append(PlaceMark(story.id, mention.span, ranked[0], reason, ranked[1:]))
    return tuple(marks)


def _words_of(text: str, layer: Layer | Chained | None, mention: Mention) -> Words:
    """The words of a mention, the article that a particle has cut restored, a descriptor before a known name («province of …») left out."""
    whole = layer.text if layer is not None else text
    span = layer.forward(mention.span) if layer is not None else mention.span
    words = words_of(span.of(whole))
    if words not in entries() and span.start and whole[span.start - 1] == LAM and whole.startswith(LAM, span.start):
        words = words_of(AL + whole[span.start + 1 : span.end])
    return words[1:] if words not in entries() and words[1:] in entries() else words


def _nationalities(text: str, story: Story, layer: Layer | Chained | None) -> list[str]:
    """The words of a story that name a nationality."""
    return [word for passage in passages(text, story, layer) for word in place_words(passage.tokens.forms) if word in demonyms()]
