from __future__ import annotations

import json
from typing import Any

from rawi.exports.annotations import web_annotations
from rawi.exports.prov import provenance
from rawi.model import Capture, Page, Reading, Span, Story
from rawi.statements import read_statements

TEXT = 'ونقلت وكالة أنباء النهر عن الوزير سليم العلي قوله إن السد آمن. وقال الوزير: "سنعود إلى القرية غدا مع أهلها".'


def reading() -> Reading:
    """A page of one story with its statements."""
    page = Page("p1", Capture("c1", "00", url="https://example.org/1"), TEXT, url="https://example.org/1")
    story = Story("s1", "p1", (Span(0, len(TEXT)),), paragraphs=(Span(0, len(TEXT)),))
    return Reading(page, "test", stories=(story,), statements=read_statements(TEXT, story))


def nodes(kind: str) -> list[dict[str, Any]]:
    """The nodes of the provenance graph that have a type."""
    return [node for node in provenance(reading())["@graph"] if kind in node["@type"]]


def test_positions_find_their_words() -> None:
    """Each annotation's position selector covers exactly the words that its quote selector gives."""
    items = web_annotations(reading())["first"]["items"]
    assert len(items) == 2
    for item in items:
        position, quote = item["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
        assert TEXT[position["start"] - len(quote["prefix"]) : position["start"]] == quote["prefix"]


def test_direct_words_are_quoted_and_reported_ones_derived() -> None:
    """A direct statement was quoted from the link before it; an indirect one was derived from it."""
    assert all("prov:wasQuotedFrom" in node for node in nodes("schema:Quotation"))
    assert all("prov:wasDerivedFrom" in node for node in nodes("schema:Claim"))
    assert len(nodes("schema:Quotation")) == len(nodes("schema:Claim")) == 1


def test_a_relay_is_an_entity_between_page_and_statement() -> None:
    """The agency that passed the words on stands between the page and the statement."""
    graph = {node["@id"]: node for node in provenance(reading())["@graph"]}
    claim = nodes("schema:Claim")[0]
    relay = graph[claim["prov:wasDerivedFrom"]["@id"]]
    assert graph[relay["prov:wasAttributedTo"]["@id"]]["schema:name"] == "وكالة أنباء النهر"
    assert relay["prov:wasDerivedFrom"]["@id"] == "https://example.org/1"


def test_no_verdict() -> None:
    """No export holds a review: rawi says who said it, never whether it is true."""
    assert "Review" not in json.dumps([web_annotations(reading()), provenance(reading())])
