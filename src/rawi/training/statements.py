"""Train the two models of ``rawi.statements`` from labelled texts, and write them where the package reads them.

    python -m rawi.training.statements --gold ../shared/gold/statements_dev.jsonl --labels labels/statements.jsonl --data ../shared/data

The gold holds its texts. The labels of this repository hold spans, document ids and digests only; their texts are fetched from the
corpora by id, and a text whose digest differs is left out and counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pycrfsuite

import rawi.data
from rawi.facts import read_names
from rawi.model import Span, Story
from rawi.statements.candidates import Candidate, candidates
from rawi.statements.features import cue_features, static_features, window, word_features
from rawi.statements.model import CUE_MODEL, SPAN_MODEL
from rawi.statements.script import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rawi.model import Mention

Record = dict[str, Any]

CUE_SETTINGS: Final = {"c1": 0.3, "c2": 0.5, "max_iterations": 150, "feature.minfreq": 2}
SPAN_SETTINGS: Final = {"c1": 0.25, "c2": 0.5, "max_iterations": 100, "feature.minfreq": 3, "feature.possible_transitions": True}
"""From sweeps by cross-validation. Sparse weights (c1) make the cue model a sixth of its size and a little better, the span model half its
size and no worse; c2 between .05 and 3 moves content at 0.5 by less than .01."""

ROLES: Final = (("time", "T"), ("place", "P"), ("addressee", "A"))


class Example(NamedTuple):
    """One candidate with what the labels say: whether it reports, and the label of each word of its window if it does."""

    features: list[str]
    reports: bool
    words: list[list[str]] | None
    labels: list[str] | None


def lines_of(text: str) -> list[Span]:
    """The lines of a text that hold anything."""
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append(Span(at, at + len(line)))
        at += len(line) + 1
    return out


def examples(record: Record) -> list[Example]:
    """The examples of one labelled text, twice: as it is read with names looked for, and without."""
    lines = lines_of(record["text"])
    story = Story("", "", tuple(lines), paragraphs=tuple(lines))
    named = read_names(record["text"], story).mentions
    return [one for mentions in ((named, ()) if named else ((),)) for one in _examples(record, lines, mentions)]


def _examples(record: Record, lines: list[Span], mentions: tuple[Mention, ...]) -> list[Example]:
    script = Script(record["text"], lines)
    script.mark_names(mentions)
    static = static_features(script)
    used: set[int] = set()
    out = []
    for one in candidates(script):
        label = _label_of(script, one, record["statements"], used)
        features = cue_features(script, one)
        if label is None or one.kind == "colon":
            out.append(Example(features, label is not None, None, None))
        else:
            out.append(Example(features, True, word_features(script, one, static), word_labels(script, one, label)))
    return out


def _label_of(script: Script, one: Candidate, statements: list[Record], used: set[int]) -> Record | None:
    """The labelled statement that a candidate stands for: by its cue, or by its content for headlines, which have none."""
    at = script.span(*one.cue)
    for n, statement in enumerate(statements):
        if n in used:
            continue
        cue = statement.get("cue")
        if one.kind == "colon":
            content = script.span(*one.draft.content) if one.draft else None
            match = (
                content is not None
                and (not cue or cue[1] <= content.start)
                and content.meets(Span(statement["content"][0], statement["content"][1]))
                and _close(statement, content)
            )
        else:
            match = cue is not None and at.meets(Span(cue[0], cue[1]))
        if match:
            used.add(n)
            return statement
    return None


def _close(statement: Record, content: Span) -> bool:
    return bool(abs(statement["content"][0] - content.start) <= 4)


def word_labels(script: Script, one: Candidate, statement: Record) -> list[str]:
    """The label of each word of the candidate's window: a letter of ``features.LABELS`` with B or I before it, or O."""
    low, high = window(script, one)
    labels = ["O"] * (high - low)

    def put(span: list[int], letter: str, *, begins: bool = False) -> None:
        first = begins
        for k in range(low, high):
            word = script.words[k]
            inside = min(word.end, span[1]) - max(word.start, span[0])
            if inside > 0 and inside * 2 >= word.end - word.start:
                labels[k - low] = ("B" if first else "I") + letter
                first = False

    for medium in statement.get("medium") or []:
        if medium.get("span"):
            put(medium["span"], "M")
    for name, letter in ROLES:
        if statement.get(name):
            put(statement[name], letter)
    if statement.get("speaker"):
        put(statement["speaker"], "S", begins=True)
    for content in [statement["content"], *(statement.get("content_more") or [])]:
        put(content, "C", begins=True)
    for k in range(max(one.cue[0], low), min(one.cue[1], high)):
        if labels[k - low] == "O":
            labels[k - low] = "IK"
    return with_ends(labels)


def with_ends(labels: list[str]) -> list[str]:
    """The labels with the last word of a content told from those inside it, and what comes after from what comes before.

    CRFsuite weighs no word features on a change of label, so what speaks for an end can only be learned where the end has a label.
    """
    out = list(labels)
    after = False
    for k, label in enumerate(labels):
        following = labels[k + 1] if k + 1 < len(labels) else "O"
        if label[-1] == "C":
            if following != "IC":
                out[k] = "UC" if label == "BC" else "EC"
                after = True
        elif label == "O" and after:
            out[k] = "OZ"
    return out


def train(texts: Iterable[list[Example]]) -> tuple[bytes, bytes]:
    """The cue model and the span model of these examples, as the bytes of their files."""
    cue = pycrfsuite.Trainer(algorithm="lbfgs", params=CUE_SETTINGS, verbose=False)
    span = pycrfsuite.Trainer(algorithm="lbfgs", params=SPAN_SETTINGS, verbose=False)
    for text in texts:
        for one in text:
            cue.append([one.features], ["Y" if one.reports else "N"])
            if one.words is not None and one.labels is not None:
                span.append(one.words, one.labels)
    return _written(cue), _written(span)


def _written(trainer: pycrfsuite.Trainer) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def read_gold(path: Path) -> list[Record]:
    """Records that hold their own texts, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_labels(path: Path, data: Path) -> tuple[list[Record], int]:
    """Labels with their texts, fetched from the corpora in ``data``; and how many texts are absent or differ from what was labelled."""
    labels = read_gold(path)
    wanted = {(label["source_file"], label["row_id"]) for label in labels if "text" not in label}
    files = sorted({file for file, _ in wanted})
    rows = {key: row for file in files for key, row in _rows(data / f"{file}.jsonl.gz", file, wanted)}
    out, lost = [], 0
    for label in labels:
        text = label.get("text")
        if text is None:
            row = rows.get((label["source_file"], label["row_id"]), {})
            text = row.get(label.get("field", "text"), "")
        if sha256(text.encode("utf-8")).hexdigest() == label["sha256"]:
            out.append({**label, "text": text})
        else:
            lost += 1
    return out, lost


def _rows(path: Path, file: str, wanted: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], Record]]:
    if not path.exists():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if (file, row["id"]) in wanted:
                yield (file, row["id"]), row


def main() -> None:
    """Read the labelled texts, train, write both models into the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(rawi.data.__file__).parent)
    arguments = parser.parse_args()
    labelled, lost = read_labels(arguments.labels, arguments.data)
    records = [*read_gold(arguments.gold), *labelled]
    cue, span = train(examples(record) for record in records)
    (arguments.out / CUE_MODEL).write_bytes(cue)
    (arguments.out / SPAN_MODEL).write_bytes(span)
    print(f"{len(records)} texts, {lost} without their text; {CUE_MODEL} {len(cue):,} bytes, {SPAN_MODEL} {len(span):,} bytes")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
