"""How well names, times, quantities and places are found, and how fast.

    python benchmarks/facts.py --gold ../shared/gold/facts_dev.jsonl [--ner PATH] [--errors N] [--json]

The texts are read as stories published at their reference time. Spans count at the level «core» of the gold's own scorer, which lies
beside it (``entity_f1`` exactly, with its type); values are right or wrong among the spans found. ``--ner`` takes a list of tokens and
labels, as ANERcorp and FANE are, packed or not; ``ner_f1`` is the F1 of exact names over persons, places and organisations.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rawi.facts import read_names, read_places, read_quantities, read_times
from rawi.facts.tagging import general, runs
from rawi.model import Entity, Mention, Quantity, Span, Story, TimeMark
from rawi.restoring import restore
from rawi.training.corpora import kind_of, open_text, rejoined, spread, token_list

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType


def scorer_beside(gold: Path) -> ModuleType:
    """The gold's own scorer."""
    spec = importlib.util.spec_from_file_location("score_facts", gold.parent / "score_facts.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no score_facts.py beside {gold}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def marks(record: dict[str, Any]) -> dict[str, Any]:
    """What rawi finds in one text, in the gold's format."""
    text = record["text"]
    layer = restore(text).layer
    story = Story(id=record["doc_id"], page="", spans=(Span(0, len(text)),))
    times = read_times(text, story, reference=record["reference_time"], layer=layer)
    names = read_names(text, story, layer=layer)
    quantities = read_quantities(text, story, layer=layer, times=times, mentions=names.mentions)
    entities = {entity.id: entity for entity in names.entities}
    countries = {place.span: place.place.country for place in read_places(text, story, names.mentions, layer=layer)}
    return {
        "doc_id": record["doc_id"],
        "entities": [entity_of(mention, entities[mention.entity], countries.get(mention.span)) for mention in names.mentions],
        "times": [time_of(mark, text) for mark in times],
        "quantities": [quantity_of(mark, text) for mark in quantities],
    }


def entity_of(mention: Mention, entity: Entity, country: str | None) -> dict[str, Any]:
    """A mention of a name in the gold's format."""
    return {
        "span": [mention.span.start, mention.span.end],
        "type": mention.kind,
        "entity": entity.id,
        "name": entity.names[0],
        "role": mention.role,
        "country_or_place": country,
    }


def time_of(mark: TimeMark, text: str) -> dict[str, Any]:
    """A time in the gold's format."""
    return {
        "span": [mark.span.start, mark.span.end],
        "value": mark.value,
        "end": mark.end,
        "kind": mark.kind,
        "anchor": mark.anchor,
        "text": mark.span.of(text),
    }


def quantity_of(mark: Quantity, text: str) -> dict[str, Any]:
    """A quantity in the gold's format."""
    value: object = None
    if mark.score is not None:
        value = list(mark.score)
    elif mark.low is not None and mark.high is not None:
        value = float(mark.low) if mark.low == mark.high else [float(mark.low), float(mark.high)]
    return {
        "span": [mark.span.start, mark.span.end],
        "value": value,
        "unit": mark.unit,
        "kind": mark.kind,
        "currency": mark.currency,
        "approx": mark.approximation,
        "text": mark.span.of(text),
    }


def speed(records: list[dict[str, Any]]) -> float:
    """Stories per second of one core, the second time round (words are loaded by then)."""
    start = time.process_time()
    for record in records:
        marks(record)
    return len(records) / (time.process_time() - start)


def figures(records: list[dict[str, Any]], scorer: ModuleType, errors: int) -> dict[str, float | None]:
    """Every figure of the table; prints the first ``errors`` mistakes."""
    found: list[Any] = []
    counts = type(scorer.score_doc(records[0], marks(records[0]), []))()
    for record in records:
        counts.update(scorer.score_doc(record, marks(record), found))
    for line in described({record["doc_id"]: record["text"] for record in records}, found[:errors]):
        print(line)
    report = scorer.report(counts)
    entities, times, quantities = report["entities"], report["times"], report["quantities"]
    return {
        "entity_f1": entities["span_type_exact"]["F1"],
        "person_f1": entities["by_type_core"]["person"]["F1"],
        "organisation_f1": entities["by_type_core"]["organisation"]["F1"],
        "place_f1": entities["by_type_core"]["place"]["F1"],
        "joining_b3": entities["coref_b3"]["F1"],
        "time_span": times["span_core"]["F1"],
        "time_value": times["value_on_matched"]["all"]["strict"],
        "quantity_span": quantities["span_core"]["F1"],
        "quantity_value": quantities["on_matched"]["all"]["value"],
        "quantity_unit": quantities["on_matched"]["all"]["unit"],
        "ner_f1": None,
        "stories_per_second": speed(records),
    }


def token_f1(path: Path) -> float | None:
    """F1 of exact names over persons, places and bodies of a token list (token, tab or blank, label), read in its own convention."""
    right = given = asked = 0
    for tokens in token_list(open_text(path)):
        sentence, origins = rejoined(tokens)
        found = spread(general().labels(sentence.forms), tokens, origins)
        wanted, had = (coarse(labels) for labels in ([kind_of(label) for _, label in tokens], found))
        right, given, asked = right + len(wanted & had), given + len(had), asked + len(wanted)
    return 2 * right / (given + asked) if given + asked else None


def coarse(labels: list[str]) -> set[tuple[int, int, str]]:
    """The persons, places and bodies (media among them) of a sentence's labels."""
    return {
        (start, end, kind) for start, end, kind in runs([label.replace("out", "org") for label in labels]) if kind in {"per", "pla", "org"}
    }


def described(texts: dict[str, str], mistakes: list[Any]) -> Iterable[str]:
    """Each mistake with the text around it."""
    for doc_id, layer, kind, mark, *other in mistakes:
        text, (start, end) = texts[doc_id], mark["span"]
        around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " ")
        shown = [{key: one.get(key) for key in ("value", "end", "unit", "kind", "approx", "text")} for one in (mark, *other)]
        yield f"{layer} {kind} | {around} | {json.dumps(shown, ensure_ascii=False)}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--ner", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    measured = figures(records, scorer_beside(options.gold), options.errors)
    if options.ner:
        measured["ner_f1"] = token_f1(options.ner)
    if options.json:
        print(json.dumps(measured))
        return
    for name, value in measured.items():
        print(f"{name:20} {'-' if value is None else f'{value:.3f}'}")


if __name__ == "__main__":
    main()
