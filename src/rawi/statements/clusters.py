"""Words by the company they keep: clusters learned from running text, which tell verbs, verbal nouns, surnames and adjectives apart."""

from __future__ import annotations

from functools import cache
from typing import Final

from rawi.arabic import Fold, folded
from rawi.arabic.letters import AL, BEH, FEH, KAF, LAM, WAW
from rawi.data import text as data_text


@cache
def _clusters() -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = {}
    for line in data_text("word_clusters.txt").split("\n"):
        if line and not line.startswith("#"):
            coarse, fine, *members = line.split(" ")
            for word in members:
                out[word] = coarse, fine
    return out


@cache
def cluster(word: str) -> tuple[str, str]:
    """The coarse and the fine cluster of a word; unknown words share one by their ending."""
    known = _clusters().get(folded(word, Fold.SEARCH))
    if known is not None:
        return known
    ending = "al" if word.startswith(AL) else word[-1]
    return f"?{ending}", f"?{ending}"


def is_verb(word: str) -> bool:
    """Whether a word stands where finite verbs stand."""
    return cluster(word)[0].startswith("v") and not word.startswith(DEFINITE)


DEFINITE: Final = (AL, *(particle + AL for particle in (WAW, FEH, BEH, KAF)), LAM + LAM)
"""How words with the article begin, behind a particle or none."""
