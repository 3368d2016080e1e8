"""The learned parts: is this word a report, and which words of its sentence are content, speaker, addressee, medium, time and place.

Two small conditional random fields, trained by ``python -m rawi.training.statements`` and described in ``docs/statements.md``. They
decide among what the grammar proposes and correct its spans; without them the grammar's own proposals stand.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pycrfsuite

from rawi.data import binary
from rawi.statements.features import cue_features, window, word_features

if TYPE_CHECKING:
    from rawi.statements.candidates import Candidate
    from rawi.statements.clauses import Range
    from rawi.statements.script import Script

CUE_MODEL: Final = "statements_cue.crfsuite"
SPAN_MODEL: Final = "statements_span.crfsuite"
YES: Final = "Y"
GOES_ON: Final = 0.3
"""Probability above which a word still belongs to a content that had to be forced."""

DOUBTED: Final = "?"
DOUBT: Final = 0.15
"""Probability of an earlier end from which what follows it is marked as doubtful: by cross-validation every second such tail is indeed
the writer's own voice, and of contents that run too far a third are marked."""


class Models:
    """The two models, each from the bytes of its file; None for none."""

    def __init__(self, cue: bytes | None = None, span: bytes | None = None) -> None:
        self._kept = cue, span  # the taggers read these bytes in place
        self._cue, self._span = _tagger(cue), _tagger(span)

    def probability(self, script: Script, one: Candidate) -> float | None:
        """How likely the candidate reports something; None without a model."""
        if self._cue is None:
            return None
        self._cue.set([cue_features(script, one)])
        return float(self._cue.marginal(YES, 0))

    def spans(self, script: Script, one: Candidate, static: list[list[str]]) -> dict[str, list[Range]] | None:
        """The ranges of words in each role, by the letters of ``features.LABELS``; None without a model.

        Under ``DOUBTED`` stands the end of the content that may not belong to it. A report has a content: where the likeliest labels give
        none, the likeliest beginning of one is taken, as far as it likely goes on.
        """
        if self._span is None:
            return None
        low, high = window(script, one)
        labels = list(self._span.tag(word_features(script, one, static)))
        if not any(label[-1] == "C" for label in labels):
            begins = [self._span.marginal("BC", k) for k in range(high - low)]
            start = max(range(len(begins)), key=begins.__getitem__)
            labels[start] = "BC"
            for k in range(start + 1, high - low):
                if self._span.marginal("IC", k) < GOES_ON * max(begins[start], 0.1):
                    break
                labels[k] = "IC"
        found = ranges(labels, low)
        contents = found.get("C")
        if contents and (tail := self._doubted(*max(contents, key=lambda run: run[1] - run[0]), low)) is not None:
            found[DOUBTED] = [tail]
        return found

    def _doubted(self, start: int, end: int, low: int) -> Range | None:
        """The last words of a content from the first place on where it may have ended already."""
        assert self._span is not None
        for k in range(start + 1, end - 1):
            if self._span.marginal("EC", k - low) >= DOUBT:
                return k + 1, end
        return None


def _tagger(model: bytes | None) -> pycrfsuite.Tagger | None:
    if model is None:
        return None
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    return tagger


@cache
def shipped() -> Models:
    """The models that come with rawi."""
    found: list[bytes | None] = []
    for name in (CUE_MODEL, SPAN_MODEL):
        try:
            found.append(binary(name))
        except FileNotFoundError:
            found.append(None)
    return Models(*found)


def ranges(labels: list[str], low: int) -> dict[str, list[Range]]:
    """Runs of equal labels as ranges of words; «B» labels begin a new run of their letter."""
    out: dict[str, list[Range]] = {}
    start, current = 0, "O"
    for k, label in enumerate([*labels, "O"]):
        letter = label[-1]
        if letter != current or label[0] in {"B", "U"}:
            if current not in {"O", "K", "Z"}:
                out.setdefault(current, []).append((low + start, low + k))
            start, current = k, letter
    return out
