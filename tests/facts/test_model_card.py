from __future__ import annotations

import re
from pathlib import Path

from rawi.data import binary
from rawi.model import digest

CARD = Path(__file__).resolve().parents[2] / "docs" / "models" / "names.md"


def test_the_card_names_the_files_that_are_shipped() -> None:
    """The model card states the digest of each shipped file."""
    stated = dict(re.findall(r"^\| `([a-z_.]+)` \| `([0-9a-f]{64})` \|$", CARD.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(stated) == 4
    assert {name: digest(binary(name)) for name in stated} == stated


def test_the_files_are_small() -> None:
    """What the tagger needs stays under fifteen megabytes."""
    assert sum(len(binary(name)) for name in ("names.crf", "names_general.crf", "name_hints.xz", "word_classes.xz")) < 15_000_000
