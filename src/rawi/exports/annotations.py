"""Statements as W3C Web Annotations: each content, cue and speaker as a span of the page that any annotation tool can find again.

Positions are code points of ``Page.text`` (the unit of the Recommendation); each position selector is doubled by a quote selector with its
surroundings, so that the place is found again when the text has moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rawi.model import Reading, Span, Statement

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
SURROUNDINGS: Final = 32
"""Characters before and after a quotation that help to find it again."""


def web_annotations(reading: Reading) -> dict[str, Any]:
    """The statements of a reading as an annotation collection (JSON-LD)."""
    return {
        "@context": [CONTEXT, {"rawi": "https://w3id.org/rawi/ns#"}],
        "id": f"urn:rawi:{reading.page.id}:statements",
        "type": "AnnotationCollection",
        "total": len(reading.statements),
        "first": {"type": "AnnotationPage", "items": [_annotation(reading, statement) for statement in reading.statements]},
    }


def _annotation(reading: Reading, statement: Statement) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "SpecificResource",
        "purpose": "describing",
        "rawi:speaker": statement.speaker.name,
        "rawi:mode": statement.mode,
        "rawi:stance": statement.stance,
        "rawi:chain": [link.name for link in statement.chain],
    }
    for name, span in (("rawi:cue", statement.cue), ("rawi:mention", statement.speaker.mention), ("rawi:hedge", statement.hedge)):
        if span is not None:
            body[name] = target(reading, span)
    contents = [target(reading, span) for span in statement.content]
    return {
        "id": f"urn:rawi:{statement.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {"id": "urn:rawi", "type": "Software", "rawi:edition": reading.edition},
        "body": body,
        "target": contents[0] if len(contents) == 1 else contents,
    }


def target(reading: Reading, span: Span) -> dict[str, Any]:
    """A place in the page: the page's address, its state by digest, and the span in two selectors."""
    text = reading.page.text
    return {
        "source": reading.page.url or f"urn:rawi:{reading.page.id}",
        "state": {"type": "State", "rawi:sha256": reading.page.capture.digest},
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - SURROUNDINGS) : span.start],
                "suffix": text[span.end : span.end + SURROUNDINGS],
            },
        ],
    }
