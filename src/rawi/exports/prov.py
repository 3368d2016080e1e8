"""Statements as provenance in PROV-O (JSON-LD): who a statement is attributed to, and through which links it came.

A direct statement was quoted from the link before it, an indirect one was derived from it; the innermost named document or agent is
its primary source. The record says who said it and who relayed it. It holds no verdict and no review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rawi.exports.annotations import target
from rawi.model import content_id

if TYPE_CHECKING:
    from rawi.model import Link, Reading, Statement

CONTEXT: Final = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "rawi": "https://w3id.org/rawi/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PERSONS: Final = frozenset(("person",))


def provenance(reading: Reading) -> dict[str, Any]:
    """The page, its statements, their speakers and relays as a PROV-O graph."""
    page = reading.page
    article: dict[str, Any] = {"@id": page.url or f"urn:rawi:{page.id}", "@type": ["prov:Entity", "schema:Article"]}
    if page.title is not None:
        article["schema:headline"] = page.title.value
    graph: dict[str, dict[str, Any]] = {article["@id"]: article}
    for statement in reading.statements:
        if statement.attributed:
            _add(graph, reading, statement, article["@id"])
    return {"@context": CONTEXT, "@graph": list(graph.values())}


def _add(graph: dict[str, dict[str, Any]], reading: Reading, statement: Statement, article: str) -> None:
    """One statement with its utterance, its agents, and one relayed entity for each link between the page and the first voice."""
    text = " … ".join(span.of(reading.page.text) for span in statement.content)
    direct = statement.mode == "direct" and not statement.quasi_direct
    entity: dict[str, Any] = {
        "@id": f"urn:rawi:{statement.id}",
        "@type": ["prov:Entity", "schema:Quotation" if direct else "schema:Claim"],
        "schema:text": text,
        "rawi:stance": statement.stance,
        "rawi:denied": statement.denied,
        "rawi:target": [target(reading, span) for span in statement.content],
    }
    graph[entity["@id"]] = entity
    before = article
    for link in statement.chain[:-1] if statement.speaker.name else statement.chain:
        before = _relayed(graph, statement, link, before)
    entity["prov:wasQuotedFrom" if direct else "prov:wasDerivedFrom"] = {"@id": before}
    if statement.cue is not None:
        entity["prov:qualifiedQuotation" if direct else "prov:qualifiedDerivation"] = {
            "@type": "prov:Quotation" if direct else "prov:Derivation",
            "prov:entity": {"@id": before},
            "rawi:cue": target(reading, statement.cue),
            "rawi:stance": statement.stance,
        }
    if statement.speaker.name:
        agent = _agent(graph, statement.speaker.name, statement.speaker.kind)
        entity["prov:wasAttributedTo"] = {"@id": agent}
        entity["prov:wasGeneratedBy"] = {"@id": _utterance(graph, reading, statement, agent)}
        if statement.speaker.kind not in {"unnamed", "implicit"}:
            entity["prov:hadPrimarySource"] = {"@id": agent}


def _relayed(graph: dict[str, dict[str, Any]], statement: Statement, link: Link, before: str) -> str:
    """The report as one link of the chain carried it."""
    name = f"urn:rawi:{content_id('relay', statement.id, link.name, before)}"
    graph[name] = {
        "@id": name,
        "@type": "prov:Entity",
        "rawi:link": link.kind,
        "prov:wasAttributedTo": {"@id": _agent(graph, link.name, link.kind)},
        "prov:wasDerivedFrom": {"@id": before},
    }
    return name


def _utterance(graph: dict[str, dict[str, Any]], reading: Reading, statement: Statement, agent: str) -> str:
    name = f"urn:rawi:{content_id('utterance', statement.id)}"
    activity: dict[str, Any] = {"@id": name, "@type": "prov:Activity", "prov:wasAssociatedWith": {"@id": agent}}
    if statement.place is not None:
        activity["prov:atLocation"] = statement.place.of(reading.page.text)
    mark = next((time for time in reading.times if statement.time is not None and statement.time.meets(time.span) and time.value), None)
    if mark is not None and mark.value is not None and mark.value[:4].isdecimal():
        activity["prov:startedAtTime"] = mark.value
    elif statement.time is not None:
        activity["rawi:time"] = statement.time.of(reading.page.text)
    graph[name] = activity
    return name


def _agent(graph: dict[str, dict[str, Any]], name: str, kind: str) -> str:
    at = f"urn:rawi:{content_id('agent', name)}"
    graph.setdefault(
        at, {"@id": at, "@type": ["prov:Agent", "prov:Person" if kind in PERSONS else "prov:Organization"], "schema:name": name}
    )
    if kind == "unnamed":
        graph[at]["@type"] = ["prov:Agent"]
    return at
