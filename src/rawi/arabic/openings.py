"""How a paragraph opens: with a phrase that goes on with what stands before it, or with a frame that closes a news item."""

from __future__ import annotations

from functools import cache
from typing import Final

from rawi.arabic.folding import Fold, folded
from rawi.arabic.letters import FEH, WAW
from rawi.data import table

LONGEST: Final = 60
"""Code points in which an opening phrase stands."""


def opens_with(kind: str, passage: str) -> bool:
    """Whether ``passage`` opens with a phrase of ``data/openings.tsv`` of that kind (``closing``, ``continuing``, ``generic``)."""
    return (folded(passage[:LONGEST], Fold.SEARCH).strip() + " ").startswith(_phrases(kind))


def joined_on(passage: str) -> bool:
    """Whether ``passage`` begins with a conjunction; words whose waw or feh is their own are in ``data/waw_words.tsv``."""
    first = folded(passage[:24], Fold.SEARCH).split(" ")[0]
    return len(first) > 3 and first[0] in (WAW, FEH) and not first.startswith(_own_waw())


def goes_on(passage: str) -> bool:
    """Whether ``passage`` opens with a conjunction or a phrase that ties it to what goes before."""
    return joined_on(passage) or opens_with("continuing", passage)


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(folded(row["form"], Fold.SEARCH) + " " for row in table("openings") if row["kind"] == kind)


@cache
def _own_waw() -> tuple[str, ...]:
    return tuple(folded(row["form"], Fold.SEARCH) for row in table("waw_words"))
