"""Measure who-said-what: run the reader on labelled texts and score it with the gold's own scorer.

python benchmarks/statements.py --gold ../shared/gold/statements_dev.jsonl [--json] [--errors]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from hashlib import md5
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rawi.facts import read_names
from rawi.model import Span, Story
from rawi.statements import read_statements
from rawi.statements.model import Models
from rawi.training.statements import Example, examples, read_gold, read_labels, train

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from rawi.model import Statement

LABELS = Path(__file__).resolve().parents[1] / "labels" / "statements.jsonl"
SHARED = Path(os.environ.get("RAWI_SHARED") or Path(__file__).resolve().parents[2] / "shared")
SCORER = SHARED / "gold" / "score_attribution.py"


def story_of(text: str) -> Story:
    """A text as one story whose paragraphs are its lines."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Story("s", "p", (Span(0, len(text)),), paragraphs=tuple(spans))


def as_gold(found: tuple[Statement, ...]) -> list[dict[str, Any]]:
    """Statements in the format of the gold; frames without a source and links of the page are no part of it."""
    ids = {statement.id: n for n, statement in enumerate(found)}

    def pair(span: Span | None) -> list[int] | None:
        return [span.start, span.end] if span else None

    return [
        {
            "id": ids[one.id],
            "content": pair(one.content[0]),
            "content_more": [pair(span) for span in one.content[1:]],
            "cue": pair(one.cue),
            "speaker": pair(one.speaker.mention),
            "speaker_name": one.speaker.name,
            "speaker_kind": one.speaker.kind,
            "mention": one.speaker.form,
            "mode": one.mode,
            "stance": one.stance,
            "chain": [link.name for link in one.chain if not link.from_page],
            "medium": [{"name": link.name, "type": link.kind} for link in one.medium],
            "time": pair(one.time),
            "place": pair(one.place),
            "addressee": pair(one.addressee),
            "parent": ids.get(one.parent or ""),
            "hedge": pair(one.hedge),
            "rule": one.reason.rule,
        }
        for one in found
        if one.attributed
    ]


def scorer() -> ModuleType:
    """The scorer that lies beside the gold."""
    spec = importlib.util.spec_from_file_location("score_attribution", SCORER)
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer at {SCORER}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fold_of(record: dict[str, Any], folds: int) -> int:
    """The part of the texts that a text belongs to, by a digest of its id."""
    return int(md5(record["doc_id"].encode(), usedforsecurity=False).hexdigest(), 16) % folds


def trained_without(gold: list[dict[str, Any]], labelled: list[dict[str, Any]], folds: int) -> list[Models]:
    """For each fold, models trained on the texts of all the others, a process for each processor."""
    records = [*gold, *labelled]
    fork = get_context("fork")  # the examples are gigabytes: children see them without a copy
    with ProcessPoolExecutor(mp_context=fork) as pool:
        _examples[:] = zip(records, pool.map(examples, records, chunksize=16), strict=True)
    with ProcessPoolExecutor(mp_context=fork) as pool:
        return [Models(*pair) for pair in pool.map(_without, range(folds), [folds] * folds)]


_examples: list[tuple[dict[str, Any], list[Example]]] = []


def _without(fold: int, folds: int) -> tuple[bytes, bytes]:
    return train(known for record, known in _examples if fold_of(record, folds) != fold)


def measure(
    records: list[dict[str, Any]], fold_models: list[Models] | None = None
) -> tuple[dict[str, float], dict[str, list[dict[str, Any]]], dict[str, Any]]:
    """Figures, predictions and the scorer's full result."""
    stories = [(record["text"], story_of(record["text"])) for record in records]
    names = [read_names(text, story) for text, story in stories]
    read_statements(*stories[0])
    start = time.process_time()
    found = [
        read_statements(
            *story,
            mentions=known.mentions,
            entities=known.entities,
            models=fold_models[fold_of(record, len(fold_models))] if fold_models else None,
        )
        for record, story, known in zip(records, stories, names, strict=True)
    ]
    seconds = time.process_time() - start
    predictions = {record["doc_id"]: as_gold(statements) for record, statements in zip(records, found, strict=True)}
    result = scorer().score(records, predictions)
    on = result["accuracy_on_matched@0.5"]

    def rate(name: str) -> float:
        return float(str(on.get(name, "0 ")).split(" ", 1)[0])

    longer = _fraction(on.get("chain|len>1"))
    every = _fraction(on.get("chain"))
    empty = [record for record in records if not record["statements"]]
    figures = {
        "content_50": result["content@0.5"]["F1"],
        "content_80": result["content@0.8"]["F1"],
        "cue": result["cue"]["F1"],
        "joint": result["joint content@0.5+speaker_head"]["F1"],
        "speaker": rate("speaker_name_head"),
        "speaker_full": rate("speaker_name_head|full"),
        "speaker_partial": rate("speaker_name_head|role,partial"),
        "speaker_elided": rate("speaker_name_head|elided"),
        "mode": rate("mode"),
        "stance": rate("stance"),
        "chain_one": round((every[0] - longer[0]) / max(1, every[1] - longer[1]), 3),
        "chain_longer": round(longer[0] / max(1, longer[1]), 3),
        "false_in_empty": result["false_statements_in_empty_docs"],
        "empty_texts": len(empty),
        "stories_per_second": round(len(stories) / seconds, 1),
    }
    return figures, predictions, result


def _fraction(text: str | None) -> tuple[int, int]:
    if not text:
        return 0, 0
    hits, of = text.split("(")[1].rstrip(")").split("/")
    return int(hits), int(of)


def errors(records: list[dict[str, Any]], predictions: dict[str, list[dict[str, Any]]]) -> None:
    """Print every disagreement, one a line, its class first."""
    score = scorer()
    for record in records:
        gold, found = record["statements"], predictions[record["doc_id"]]
        pairs = {i: (found[j], overlap) for i, j, overlap in score.pair(gold, found) if overlap >= 0.3}
        for i, one in enumerate(gold):
            for line in _differences(record, one, *pairs.get(i, (None, 0.0)), score):
                print(f"{line.split(' ', 1)[0]} {record['doc_id'][-30:]} {line.split(' ', 1)[1]}")
        matched = [id(other) for other, _ in pairs.values()]
        for other in found:
            if id(other) not in matched:
                print(
                    f"FALSE {record['doc_id'][-30:]} {_words(record, other['cue'])} ({other['rule']}) | {_words(record, other['content'])}"
                )


def _words(record: dict[str, Any], span: list[int] | None) -> str:
    return " ".join(record["text"][span[0] : span[1]].split())[:160] if span else "-"


def _differences(
    record: dict[str, Any], one: dict[str, Any], other: dict[str, Any] | None, overlap: float, score: ModuleType
) -> Iterator[str]:
    """What is wrong with a prediction ``other`` for the labelled statement ``one``."""
    cue, content = _words(record, one.get("cue")), _words(record, one["content"])
    if other is None:
        yield f"MISS {cue} | {content}"
        return
    if overlap < 0.8:
        yield f"SPAN{'8' if overlap >= 0.5 else '5'} {cue} | {content} | got {_words(record, other['content'])}"
    names = [one.get("speaker_name"), *(one.get("speaker_aliases") or [])]
    if not any(score.name_head(name, other["speaker_name"]) for name in names):
        yield f"NAME {cue} {one['mention']} | {names[0]} | got {other['speaker_name']}"
    for field in ("mode", "stance"):
        if one[field] != other[field]:
            yield f"{field.upper()} {cue} {one[field]} | got {other[field]} | {content}"
    chain = one.get("chain") or []
    if chain != other["chain"] and len(chain) + len(other["chain"]) > 2:
        yield f"CHAIN {cue} {chain} | got {other['chain']}"


def main() -> None:
    """Parse the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0, help="train anew without each part of the texts before reading it")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    records = read_gold(arguments.gold)
    models = None
    if arguments.folds:
        models = trained_without(records, read_labels(LABELS, arguments.gold.parent.parent / "data")[0], arguments.folds)
    figures, predictions, _ = measure(records, models)
    if arguments.errors:
        errors(records, predictions)
    if arguments.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
