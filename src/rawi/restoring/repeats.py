"""Letters drawn out: the same letter three times or more, which no word has by itself.

A doubled letter is spelling and stays. Three at a word's start stay too: prefixes meet there with the same letter.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import ALPHABET
from rawi.restoring.findings import Finding, edited, scored
from rawi.restoring.lexicon import unlisted
from rawi.restoring.signs import bare

if TYPE_CHECKING:
    from rawi.restoring.lexicon import Lexicon

_RUN: Final = re.compile(f"([{ALPHABET}])\\1\\1+")
SHORTEST: Final = 3
"""The fewest letters of a word that is believed to be drawn out: interjections and laughter are shorter."""
RUNS: Final = 3
"""The most drawn-out letters of one word."""


def drawn_out(chunk: str, start: int, end: int, lexicon: Lexicon) -> Finding | None:
    """The word in ``chunk[start:end]`` with each drawn-out letter set once or twice, whichever makes the commonest word."""
    runs = [run.span() for run in _RUN.finditer(chunk, start, end)]
    if not runs or len(runs) > RUNS or runs[0] == (start, start + 3):
        return None
    readings = []
    for kept in product((1, 2), repeat=len(runs)):
        edits = tuple([(first + keep, last, "") for (first, last), keep in zip(runs, kept, strict=True)])
        text = edited(chunk, start, end, edits)
        word = bare(text)
        if len(word) >= SHORTEST and (share := lexicon.known(word)) is not None:
            readings.append((share, text, edits, word))
    if not readings:
        return None
    readings.sort(reverse=True)
    share, text, edits, word = readings[0]
    found = lexicon.known(bare(chunk[start:end]))
    stand = unlisted(len(word)) if found is None else found  # to draw a letter out further is no further evidence
    others = scored(share, [(other, weight) for weight, other, _, _ in readings[1:4]])
    return Finding(start, end, edits, text, "repeated", share - stand, "lexicon", others)
