"""How well masked words are restored, and how fast, next to what else there is.

    python benchmarks/restoring.py --corpus PATH --words PATH --negatives PATH [--seed N] [--docs N] [--no-peers] [--json]

``--corpus`` is a corpus that ``mask_bench.py`` takes; that script lies beside the words (or ``--bench FILE``) and masks the corpus's
words in the profiles ``wild``, ``clean``, ``sample`` and ``hard``. ``--words`` are real masked words in their context, ``--negatives``
strings that must not be touched. Peers are used where they are installed: PyArabic, CAMeL Tools' normalisers; and always the usual regular
expression.

Speed is CPU time on one core, text by text, the best of some rounds, after the word list was loaded. rawi remembers what it found in a
chunk, and forgets it before each round: ``wild_first_mb_s`` is its speed over the first texts ever, ``wild_mb_s`` that inside an archive
(after 1,000 texts masked with another seed). The figures ``…_of_pyarabic`` are parts of PyArabic's speed over the clean texts. MB are bytes
of UTF-8.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import rawi
from rawi.model import Span
from rawi.restoring.lexicon import shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

PROFILES: Final = ("wild", "clean", "sample", "hard")
TATWEEL_AND_DOTS: Final = re.compile("\u0640+[.]+\u0640+")
ROUNDS: Final = 5
PYARABIC: Final = "PyArabic strip_tatweel, strip_tashkeel"


class Case(NamedTuple):
    """One real masked word, or one string that must stay, in its context."""

    text: str
    restored: str
    context: str


def bench_module(path: Path) -> ModuleType:
    """``mask_bench.py`` as a module."""
    spec = importlib.util.spec_from_file_location("mask_bench", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no benchmark at {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["mask_bench"] = module
    spec.loader.exec_module(module)
    return module


def cases(path: Path) -> list[Case]:
    """The lines of a file of words or of negatives."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Case(row.get("masked", row.get("text", "")), row.get("restored", ""), row.get("context") or "") for row in rows]


def with_offsets(text: str) -> tuple[str, list[int]]:
    """Rawi's answer in the form that the scorer takes."""
    restored = rawi.restore(text)
    return restored.text, restored.layer.offsets()


def peers() -> dict[str, Callable[[str], str]]:
    """What else claims to clean Arabic text, as far as it is installed."""
    found: dict[str, Callable[[str], str]] = {"one regular expression": lambda text: TATWEEL_AND_DOTS.sub("", text)}
    if importlib.util.find_spec("pyarabic"):
        araby = importlib.import_module("pyarabic.araby")
        found[PYARABIC] = lambda text: str(araby.strip_tashkeel(araby.strip_tatweel(text)))
    if importlib.util.find_spec("camel_tools"):
        normalize, dediac = (importlib.import_module(f"camel_tools.utils.{name}") for name in ("normalize", "dediac"))
        found["CAMeL Tools normalize_unicode, dediac_ar"] = lambda text: str(dediac.dediac_ar(normalize.normalize_unicode(text)))
    return found


def in_context(case: Case) -> str:
    """What rawi makes of a word where it stands; of the word alone where its context does not hold it."""
    start = case.context.find(case.text)
    if start < 0:
        return rawi.restore(case.text).text
    restored = rawi.restore(case.context)
    return restored.layer.forward(Span(start, start + len(case.text))).of(restored.text)


def words_recall(bench: ModuleType, words: list[Case], restored: Callable[[Case], str]) -> float:
    """The share of real masked words that come out as they should, as ``mask_bench`` compares."""
    right = [bool(bench.fold(restored(word)) == bench.fold(word.restored)) for word in words]
    return sum(right) / len(right)


def first_page(bench: ModuleType, page: Path) -> int | None:
    """How many of the first page's masked words come out as they should."""
    if not page.exists():
        return None
    found = {(mark.found, mark.restored) for mark in rawi.restore(page.read_text(encoding="utf-8")).restorations}
    return sum((masked, word) in found for masked, word, _ in bench.sample_words(str(page)))


def speed(run: Callable[[str], object], texts: list[str]) -> float:
    """Megabytes a second over ``texts``, once."""
    start = time.process_time()
    for text in texts:
        run(text)
    return sum(len(text.encode()) for text in texts) / 1e6 / (time.process_time() - start)


def speeds(clean: list[str], wild: list[str], others: list[str]) -> dict[str, float]:
    """Rawi's speeds, and its parts of PyArabic's speed over clean text where that is installed: best of some rounds, by turns."""
    memory = shipped().memory
    pyarabic = peers().get(PYARABIC)
    rounds: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        memory.clear()
        figures = {"clean_mb_s": speed(rawi.restore, clean)}
        memory.clear()
        figures["wild_first_mb_s"] = speed(rawi.restore, wild)
        memory.clear()
        for text in others:
            rawi.restore(text)
        figures["wild_mb_s"] = speed(rawi.restore, wild)
        if pyarabic:
            figures["pyarabic"] = speed(pyarabic, clean)
        rounds.append(figures)
    best = {key: max(figures[key] for figures in rounds) for key in rounds[0]}
    if base := best.pop("pyarabic", None):
        best |= {f"{kind}_of_pyarabic": best[f"{kind}_mb_s"] / base for kind in ("clean", "wild", "wild_first")}
    return best


def figures_of_rawi(bench: ModuleType, options: argparse.Namespace) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Every figure of rawi's, and the documents that they were measured on."""
    docs = {profile: list(bench.make(str(options.corpus), profile, options.seed, options.docs)) for profile in PROFILES}
    rawi.restore(
        "\u062d\u0640.\u0640\u0645\u0627\u0633 \u06a1\u0644\u0633\u0637\u0649\u06ba \u0627\u0644\u0641\u0644\u0633\u0637\u06cc\u0646\u06cc"
    )
    clean = [re.sub(r"[ \t]+", " ", text) for _, text in bench.clean_articles(str(options.corpus))][: options.docs]
    wild, others = (
        [doc["masked"] for doc in some] for some in (docs["wild"], bench.make(str(options.corpus), "wild", options.seed + 1, 1000))
    )
    figures: dict[str, Any] = speeds(clean, wild, others)
    for profile in PROFILES:
        result = bench.score(docs[profile], with_offsets).result()
        keys = ("false_per_1000",) if profile == "clean" else ("precision", "recall", "f1", "false_per_1000")
        figures |= {f"{profile}_{key}": result[key] for key in keys}
        if profile == "wild":
            figures["offsets"] = result["offsets"]
    words, negatives = cases(options.words), cases(options.negatives)
    figures["words_recall"] = words_recall(bench, words, in_context)
    figures["negatives_touched"] = sum(any(rawi.restore(text).restorations for text in (case.text, case.context)) for case in negatives)
    figures["first_page"] = first_page(bench, options.words.parent.parent / "seed" / "page.txt")
    texts = [doc["masked"] for doc in docs["wild"]]
    figures["idempotent"] = all(rawi.restore(once).text == once for once in (rawi.restore(text).text for text in texts))
    docs["raw"] = [{"masked": text} for text in clean]
    return figures, docs


def figures_of_peer(
    bench: ModuleType, run: Callable[[str], str], docs: dict[str, list[dict[str, Any]]], words: list[Case]
) -> dict[str, Any]:
    """The same figures of a peer, as far as it has them."""
    wild, clean = (bench.score(docs[profile], run).result() for profile in ("wild", "clean"))
    raw = [doc["masked"] for doc in docs["raw"]]
    return {
        "wild_precision": wild["precision"],
        "wild_recall": wild["recall"],
        "wild_f1": wild["f1"] if wild["recall"] else 0.0,
        "wild_false_per_1000": wild["false_per_1000"],
        "clean_false_per_1000": clean["false_per_1000"],
        "words_recall": words_recall(bench, words, lambda word: run(word.text)),
        "clean_mb_s": max(speed(run, raw) for _ in range(ROUNDS)),
        "wild_mb_s": max(speed(run, [doc["masked"] for doc in docs["wild"]]) for _ in range(ROUNDS)),
    }


COLUMNS: Final = (
    "wild_precision",
    "wild_recall",
    "wild_f1",
    "wild_false_per_1000",
    "clean_false_per_1000",
    "offsets",
    "words_recall",
    "clean_mb_s",
    "wild_mb_s",
)


def table(rows: dict[str, dict[str, Any]]) -> str:
    """The figures as a Markdown table."""
    lines = ["| | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, row in rows.items():
        cells = (f"{row[column]:.3f}" if row.get(column) is not None else "–" for column in COLUMNS)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--negatives", type=Path, required=True)
    parser.add_argument("--bench", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--docs", type=int, default=300)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    bench = bench_module(options.bench or options.words.parent / "mask_bench.py")
    figures, docs = figures_of_rawi(bench, options)
    rows = {"rawi": figures}
    if not options.no_peers:
        words = cases(options.words)
        rows |= {name: figures_of_peer(bench, run, docs, words) for name, run in peers().items()}
    if options.json:
        print(json.dumps(figures | ({} if options.no_peers else {"peers": {name: row for name, row in rows.items() if name != "rawi"}})))
        return
    print(table(rows))
    rest = {key: value for key, value in figures.items() if key not in COLUMNS}
    print(
        "\n"
        + "\n".join(
            f"{key:24} {value if isinstance(value, (bool, int)) or value is None else f'{value:.4f}'}" for key, value in rest.items()
        )
    )


if __name__ == "__main__":
    main()
