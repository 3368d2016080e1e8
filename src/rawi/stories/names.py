"""Names of agencies and media, as credits write them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from rawi.arabic import Fold, folded
from rawi.data import table

if TYPE_CHECKING:
    from rawi.model import CreditKind


@cache
def _kinds() -> dict[str, CreditKind]:
    return {name_key(row["form"]): cast("CreditKind", row["kind"]) for row in table("media") if row["kind"] != "nobody"}


@cache
def _nobodies() -> frozenset[str]:
    return frozenset(name_key(row["form"]) for row in table("media") if row["kind"] == "nobody")


def is_nobody(name: str) -> bool:
    """Whether what stands in a medium's place only says how the story was made («follow-up», «exclusive»)."""
    return name_key(name) in _nobodies()


def name_key(name: str) -> str:
    """What two spellings of a medium's name have in common: letters only, folded."""
    return "".join(char for char in folded(name, Fold.SEARCH) if char.isalnum())


def credit_kind(name: str) -> CreditKind | None:
    """What ``name`` is, by the table or by its first word: agency, outlet, or nobody («agencies»); None if we can't tell."""
    known = _kinds().get(name_key(name))
    return known or next((kind for head, kind in _heads() if f"{folded(name, Fold.SEARCH).strip()} ".startswith(head)), None)


@cache
def _heads() -> tuple[tuple[str, CreditKind], ...]:
    """Nouns which open a medium's name and say what it is: «agency …», «newspaper …»."""
    return tuple((folded(row["form"], Fold.SEARCH) + " ", cast("CreditKind", row["kind"])) for row in table("media_heads"))
