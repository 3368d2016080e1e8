"""How well story borders are drawn: pages glued together from real articles, where the truth is known exactly.

    python benchmarks/borders.py --corpus ../shared/data/ant2018.jsonl.gz [--corpus …] [--pages N] [--seed N] [--json]

Prints the share of single articles that are split by mistake, and precision and recall of the borders of glued pages (two to four articles
with their headlines, joined by one to three line ends, one in five with a source line).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path
from typing import NamedTuple

import rawi


class Article(NamedTuple):
    """A headline and its text."""

    title: str
    text: str


def articles(paths: list[Path]) -> list[Article]:
    """The articles of middle length of the corpora."""
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                title, text = (row.get("title") or "").strip(), (row.get("text") or "").strip()
                if title and "\n" not in title and 400 < len(text) < 5000:
                    found.append(Article(title, text))
    return found


def glued(chosen: list[Article], chance: random.Random) -> tuple[str, set[int]]:
    """One page of several articles, and where the stories after the first begin."""
    page, starts = "", []
    gap = "\n" * chance.randint(1, 3)
    for article in chosen:
        starts.append(len(page))
        page += f"{article.title}{gap}{article.text}{gap}"
        if chance.random() < 0.2:
            page += f"المصدر: وكالات{gap}"
    return page, set(starts[1:])


def borders(page: str) -> set[int]:
    """Where rawi begins the stories after the first."""
    return {story.spans[0].start for story in rawi.read(page).stories[1:]}


def measure(corpus: list[Article], pages: int, seed: int) -> dict[str, float]:
    """The figures over ``pages`` single articles and half as many glued pages."""
    chance = random.Random(seed)
    split = sum(bool(borders(f"{article.title}\n\n{article.text}")) for article in chance.sample(corpus, pages))
    right = wrong = missed = 0
    for _ in range(pages // 2):
        page, truth = glued(chance.sample(corpus, chance.randint(2, 4)), chance)
        drawn = borders(page)
        right += len(drawn & truth)
        wrong += len(drawn - truth)
        missed += len(truth - drawn)
    precision, recall = right / (right + wrong or 1), right / (right + missed or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    return {"split_by_mistake": split / pages, "precision": precision, "recall": recall, "f1": f1}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(articles(options.corpus), options.pages, options.seed)
    print(json.dumps(figures) if options.json else "\n".join(f"{name:18} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
