"""How well pages are read: main text, metadata, stories, restored words and speed, on any gold file of the form of ``pages_dev.jsonl``.

    python benchmarks/pages.py --gold ../shared/gold/pages_dev.jsonl --root .. [--json] [--peers] [--cases] [--scorer FILE]

Scores with the ``score_pages.py`` that lies beside the gold (or ``--scorer``). ``title`` counts the cases whose title is in their input.
Speed is CPU time on one core over the HTML pages of the gold, the median of interleaved rounds; ratios to trafilatura are of the same run.
``--peers`` also scores trafilatura, resiliparse and, where it is installed, newspaper4k on the main text of the same pages.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.util
import json
import statistics
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

import rawi
from rawi.model import STORY_KINDS, Capture, Reading
from rawi.reading import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

Case = dict[str, Any]
Prediction = dict[str, Any]

ROUNDS = 3


def body_of(case: Case, root: Path) -> bytes | str:
    """The input of a case: the bytes of a page, or a text."""
    given = case["input"]
    path = root / str(given["path"])
    if given["type"] == "html":
        return path.read_bytes()
    if given.get("row_id") is None:
        return path.read_bytes().decode("utf-8")
    return _rows(path)[str(given["row_id"])]


@cache
def _rows(path: Path) -> dict[str, str]:
    """The texts of a corpus by their id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def prediction(case: Case, reading: Reading) -> Prediction:
    """A reading in the form that the scorer takes."""
    page = reading.page
    names = [credit.name for story in reading.stories for credit in story.credits]
    return {
        "case_id": case["case_id"],
        "blocks": [{"text": text} for text in texts_of(case, reading)],
        "title": page.title.value if page.title else None,
        "byline": [name.value for name in page.byline],
        "published": page.published.value if page.published else None,
        "outlet": page.outlet.value if page.outlet else None,
        "sources": list(dict.fromkeys(names)),
        "stories": [story_of(story) for story in reading.stories],
        "items": [{"title": item.title, "href": item.href, "time": item.time, "excerpt": item.excerpt} for item in page.items],
        "repeated": [[list(pair(r.first)), list(pair(r.second))] for story in reading.stories for r in story.repeats],
        "masked": [{"span": pair(r.span), "restored": r.restored} for r in reading.restorations],
        "truncated": any(story.cut_off for story in reading.stories),
    }


def texts_of(case: Case, reading: Reading) -> list[str]:
    """The running text, block by block; in bundles a dateline is a block of its own, as in the gold."""
    page = reading.page
    cuts = {s.dateline.span.start: s.dateline.span.end for s in reading.stories if s.dateline} if case["kind"] == "bundle" else {}
    texts = []
    for block in page.blocks:
        if block.kind in STORY_KINDS or (block.kind == "title" and case["input"]["type"] == "text"):
            start = cuts.get(block.span.start, block.span.start)
            texts += [page.text[block.span.start : start], page.text[start : block.span.end]]
    return [text for text in texts if text.strip()]


def pair(span: rawi.Span) -> tuple[int, int]:
    """A span as the scorer writes it."""
    return span.start, span.end


def story_of(story: rawi.Story) -> Prediction:
    """A story in the form that the scorer takes."""
    dateline = story.dateline
    return {
        "headline": list(pair(story.headline)) if story.headline else None,
        "body": list(pair(story.body)) if story.body else None,
        "agency": dateline.agency.name if dateline and dateline.agency else None,
        "sources": [credit.name for credit in story.credits],
        "city_span": pair(dateline.city) if dateline and dateline.city else None,
    }


def load(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_pages", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_printed(case: Case) -> bool:
    """Whether the title of a flattened page is in its text; a generic one («briefs») often was in the address alone."""
    return any(case["title"] == block["text"] for block in case["blocks"])


class Scores:
    """Means and counts over cases."""

    def __init__(self) -> None:
        self.shares: dict[str, list[float]] = defaultdict(list)
        self.counts: dict[str, list[int]] = {}
        self.leaks = 0

    def add(self, case: Case, means: dict[str, float], counts: dict[str, list[int]]) -> None:
        """Take in what the scorer says of one case."""
        for key, value in means.items():
            if not (key.startswith("title") and case["kind"] == "bundle" and not is_printed(case)):
                self.shares[key].append(value)
        for key, values in counts.items():
            self.counts[key] = [a + b for a, b in zip(self.counts.get(key, [0] * len(values)), values, strict=True)]
        if "must_not_absent" in means:
            self.leaks += round((1 - means["must_not_absent"]) * len(case["must_not"]))

    def mean(self, key: str) -> float:
        """The mean of a share over the cases that have it."""
        values = self.shares.get(key)
        return round(sum(values) / len(values), 4) if values else 1.0

    def ratio(self, key: str) -> float:
        """The first count over the second."""
        good, whole, *_ = self.counts.get(key, [1, 1])
        return round(good / whole, 4) if whole else 1.0

    def f1(self, key: str) -> float:
        """F1 out of counts of hits, false hits and misses."""
        hits, false, missed = self.counts.get(key, [1, 0, 0])
        return round(2 * hits / (2 * hits + false + missed), 4) if hits or false or missed else 1.0

    def figures(self) -> dict[str, float]:
        """The figures by the names that the floors use."""
        return {
            "text_f1": self.mean("text_f1"),
            "token_f1": self.mean("token_f1"),
            "blocks_precision": self.mean("blocks_precision"),
            "blocks_recall": self.mean("blocks_recall"),
            "title": self.mean("title_exact"),
            "byline": self.mean("byline_exact"),
            "outlet": self.mean("outlet_exact"),
            "sources": self.mean("sources_exact"),
            "date_day": self.mean("date_day"),
            "date_minute": self.mean("date_minute"),
            "date_null_kept": self.mean("date_null_kept"),
            "zone_not_invented": self.mean("date_zone_not_invented"),
            "leaks": self.leaks,
            "must_present": self.mean("must_present"),
            "story_exact": self.ratio("story_exact"),
            "boundary_f1": self.f1("boundary"),
            "items_f1": self.f1("items"),
            "item_titles": self.ratio("item_title"),
            "item_times": self.ratio("item_time"),
            "item_excerpts": self.ratio("item_excerpt"),
            "masked_recall": self.ratio("masked_recall"),
            "clean_touched": self.counts.get("masked_clean_words_touched", [0])[0],
            "repeated_f1": self.f1("repeated"),
        }


def scored(scorer: ModuleType, cases: Iterable[Case], predictions: dict[str, Prediction], root: Path, *, show: bool = False) -> Scores:
    """Every case scored."""
    scores = Scores()
    for case in cases:
        means, counts = scorer.score_case(case, predictions.get(case["case_id"], {}), str(root))
        scores.add(case, means, counts)
        if show:
            print(case["case_id"], {key: round(value, 3) for key, value in means.items() if value < 1}, dict(counts))
    return scores


def by_trafilatura(body: bytes) -> str:
    """Main text by trafilatura alone, in the mode that we use it in."""
    document = trafilatura.bare_extraction(body, include_comments=False)
    return str(getattr(document, "text", "") or "")


def by_trafilatura_with_metadata(body: bytes) -> str:
    """The same with its metadata, as its command line gives it."""
    document = trafilatura.bare_extraction(body, include_comments=False, with_metadata=True)
    return str(getattr(document, "text", "") or "")


def by_resiliparse(body: bytes) -> str:
    """Main text by resiliparse."""
    return str(extract_plain_text(bytes_to_str(body, detect_encoding(body) or "utf-8"), main_content=True))


def by_newspaper(body: bytes) -> str:
    """Main text by newspaper4k."""
    article_of = importlib.import_module("newspaper").Article  # a peer that need not be installed

    article = article_of("https://example.org/", language="ar")
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    return str(article.text)


def by_rawi(body: bytes) -> Any:
    """Decoding, blocks, main body, metadata: the part of rawi which does what the peers do, and more."""
    return read_page(Capture("capture", ""), body)


def seconds(readers: dict[str, Callable[[bytes], Any]], bodies: list[bytes]) -> dict[str, float]:
    """CPU seconds for all ``bodies`` by each reader: the median of interleaved rounds, after one to warm up."""
    taken: dict[str, list[float]] = defaultdict(list)
    for reader in readers.values():
        reader(bodies[0])
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            start = time.process_time()
            for body in bodies:
                reader(body)
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(values) for name, values in taken.items()}


def speeds(bodies: list[bytes]) -> dict[str, float]:
    """Pages a second, and the ratio to trafilatura on the same pages in the same run."""
    if not bodies:
        return {"pages_per_second": 0.0, "speed_of_trafilatura": 0.0, "speed_of_trafilatura_with_metadata": 0.0}
    taken = seconds(
        {"whole": rawi.read, "rawi": by_rawi, "trafilatura": by_trafilatura, "with_metadata": by_trafilatura_with_metadata},
        bodies,
    )
    return {
        "pages_per_second": round(len(bodies) / taken["rawi"], 1),
        "readings_per_second": round(len(bodies) / taken["whole"], 1),
        "speed_of_trafilatura": round(taken["trafilatura"] / taken["rawi"], 3),
        "speed_of_trafilatura_with_metadata": round(taken["with_metadata"] / taken["rawi"], 3),
    }


def peers(scorer: ModuleType, cases: list[Case], root: Path) -> dict[str, dict[str, float]]:
    """Main text of the article pages by each peer."""
    pages = [case for case in cases if case["input"]["type"] == "html" and case["kind"] == "article"]
    found: dict[str, dict[str, float]] = {}
    readers = {"trafilatura": by_trafilatura, "resiliparse": by_resiliparse}
    if importlib.util.find_spec("newspaper"):
        readers["newspaper4k"] = by_newspaper
    for name, reader in readers.items():
        texts = {case["case_id"]: {"text": reader(bytes(body_of(case, root)))} for case in pages}  # type: ignore[arg-type]  # HTML is bytes
        figures = scored(scorer, pages, texts, root).figures()
        found[name] = {key: figures[key] for key in ("text_f1", "token_f1", "leaks")}
    return found


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--root", type=Path, default=Path(".."))
    parser.add_argument("--scorer", type=Path, help="score_pages.py; default: beside the gold")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--cases", action="store_true", help="also what is not perfect, case by case")
    options = parser.parse_args()
    scorer = load(options.scorer or options.gold.parent / "score_pages.py")
    cases: list[Case] = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    bodies = {case["case_id"]: body_of(case, options.root) for case in cases}
    predictions: dict[str, Prediction] = {}
    for case in cases:
        reading = rawi.read(bodies[case["case_id"]])
        predictions[case["case_id"]] = prediction(case, reading)
        for story in predictions[case["case_id"]]["stories"]:
            span = story.pop("city_span")
            story["city"] = reading.page.text[slice(*span)] if span else None
    figures: dict[str, Any] = scored(scorer, cases, predictions, options.root, show=options.cases).figures()
    figures |= speeds([body for body in bodies.values() if isinstance(body, bytes)])
    if options.peers:
        figures["peers"] = peers(scorer, cases, options.root)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for key, value in figures.items():
        print(f"{key:36} {value}")


if __name__ == "__main__":
    main()
