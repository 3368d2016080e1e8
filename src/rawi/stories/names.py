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
    return {name_key(row["form"]): cast("CreditKind", row["kind"]) for row in table("media")}


def name_key(name: str) -> str:
    """What two spellings of a medium's name have in common: letters only, folded."""
    return "".join(char for char in folded(name, Fold.SEARCH) if char.isalnum())


def credit_kind(name: str) -> CreditKind | None:
    """Whether ``name`` is a known agency or outlet, or words which name nobody («agencies»); None if we do not know it."""
    return _kinds().get(name_key(name))
