"""One look over a text: the few chunks worth a thought, what was found in them, what of it is believed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic import Edit
from rawi.arabic.letters import ALPHABET, INVISIBLE, LETTERS, MARKS, TATWEEL
from rawi.restoring import spaces
from rawi.restoring.findings import SURE, Finding, Masking, margin
from rawi.restoring.marks import Mark
from rawi.restoring.phrases import is_arabic
from rawi.restoring.signs import ODD_MARKS, USUAL_VOWELS
from rawi.restoring.weighing import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.restoring.lexicon import Lexicon

EDGES: Final = ".,:;!?()[]{}<>\"'/\\|*-\u2013\u2014\u2026\u060c\u061b\u061f\u00ab\u00bb\u201c\u201d\u2018\u2019\u2039\u203a\u200f\u200e"
"""Signs that stand around words and say nothing of them."""
SHORT: Final = 40
"""Below so many words a text is too short to say how usual masking is in it."""
_CHUNK: Final = re.compile(r"\S+")
_ARABIC: Final = re.compile(f"[{LETTERS}]")
_PLAIN: Final = re.compile(f"[^\\w{TATWEEL}]*[{ALPHABET}][{ALPHABET}{USUAL_VOWELS}]*[^\\w{TATWEEL}{ODD_MARKS}{INVISIBLE}]*")
_STOPS: Final = "[.\u060c,\u061b\u2026\u2022\u00b7*:\\-_/|]"
_GOES_ON: Final = re.compile(f"[{LETTERS}{MARKS}]{TATWEEL}(?:{TATWEEL}|{_STOPS})*$")
_CARRIES_ON: Final = re.compile(f"{_STOPS}*{TATWEEL}+[{LETTERS}]")
_ONLY_STOPS: Final = re.compile(f"{_STOPS}{{1,6}}$")
_TELLING: Final = ("tatweel", "invisible", "combining")


def scan(text: str, lexicon: Lexicon, masking: Masking | None = None) -> tuple[list[Mark], Masking]:
    """The marks that one look over ``text`` yields, and how much masking it shows (or was known to show)."""
    chunks = text.split()
    clean = lexicon.clean
    odd = {chunk for chunk in set(chunks) - clean if chunk.strip(EDGES) not in clean}
    plain = {chunk for chunk in odd if _PLAIN.fullmatch(chunk)}
    strange = {chunk for chunk in odd - plain if _ARABIC.search(chunk)}
    if masking is None:
        masking = Masking.SHORT if len(chunks) < SHORT else Masking.UNSEEN
    if not strange and not plain:
        return [], masking
    places = _Places(text, chunks)
    found = list(_found(places, strange, lexicon))
    if any(finding.gain == SURE and any(sign in finding.device for sign in _TELLING) for _, finding in found):
        masking = Masking.SEEN
    marks: list[Mark] = []
    for start, finding in found:
        least = margin(finding.device, masking)
        if finding.gain >= least:
            edits = tuple(Edit(edit.start + start, edit.end + start, edit.text) for edit in finding.edits)
            marks.append(
                Mark(
                    finding.start + start,
                    finding.end + start,
                    edits,
                    finding.device,
                    _score(finding.gain, least),
                    finding.rule,
                    finding.others,
                )
            )
    marks += _spaced(places, odd, plain, lexicon, masking)
    return _apart(marks), masking


def _score(gain: float, least: float) -> float:
    """A number between 0.5 (just believed) and 1 (form alone decides)."""
    return 1.0 if gain == SURE else round(1 - 0.5 / (1 + max(0.0, gain - least)), 3)


class _Places:
    """The chunks of a text, and where they stand, reckoned only once somebody asks."""

    def __init__(self, text: str, chunks: list[str]) -> None:
        self.text = text
        self.chunks = chunks
        self._spans: list[tuple[int, int]] | None = None

    def span(self, i: int) -> tuple[int, int]:
        """Where chunk ``i`` stands."""
        if self._spans is None:
            self._spans = [match.span() for match in _CHUNK.finditer(self.text)]
        return self._spans[i]

    def same_line(self, i: int, j: int) -> bool:
        """Whether chunk ``j`` follows chunk ``i`` on its line, one or two spaces on."""
        between = self.text[self.span(i)[1] : self.span(j)[0]]
        return len(between) <= 2 and "\n" not in between


def _found(places: _Places, strange: set[str], lexicon: Lexicon) -> Iterator[tuple[int, Finding]]:
    chunks = places.chunks
    done = -1
    for i, chunk in enumerate(chunks):
        if chunk not in strange or i <= done:
            continue
        last = _unit(places, i)
        unit = chunk if last == i else places.text[places.span(i)[0] : places.span(last)[1]]
        done = last
        for finding in look(unit, lexicon):
            if not finding.arabic_only or is_arabic(chunks, i, lexicon, finding.share):
                yield places.span(i)[0], finding


def _unit(places: _Places, i: int) -> int:
    """The last chunk of the word that begins in chunk ``i``: a tatweel before a space and one after it hold them together."""
    chunks = places.chunks
    while _GOES_ON.search(chunks[i]):
        j = i + 1
        if j + 1 < len(chunks) and _ONLY_STOPS.match(chunks[j]):
            j += 1
        if j >= len(chunks) or not _CARRIES_ON.match(chunks[j]) or not all(places.same_line(k, k + 1) for k in range(i, j)):
            break
        i = j
    return i


def _spaced(places: _Places, odd: set[str], plain: set[str], lexicon: Lexicon, masking: Masking) -> Iterator[Mark]:
    """Words with spaces inside."""
    chunks = places.chunks
    singles = [i for i, chunk in enumerate(chunks) if chunk in odd and len(chunk.strip(EDGES)) == 1 and _ARABIC.search(chunk)]
    joined = list(spaces.apart(chunks, singles, lexicon))
    if masking is not Masking.UNSEEN:
        spelled = {i for word in joined for i in range(word.first, word.last + 1)}
        rows = set(singles) & ({i + 1 for i in singles} | {i - 1 for i in singles})
        joined += spaces.halves(
            chunks, [i for i, chunk in enumerate(chunks) if chunk in odd and i not in spelled and i not in rows], lexicon
        )
    for word in joined:
        least = margin(word.device, masking)
        if word.gain < least or not all(places.same_line(i, i + 1) for i in range(word.first, word.last)):
            continue
        start, end = _letters(places, word.first)[0], _letters(places, word.last)[1]
        edits = []
        for i in range(word.first, word.last):
            gap = (_letters(places, i)[1], _letters(places, i + 1)[0])
            edits.append(Edit(*gap, ""))
        yield Mark(start, end, tuple(edits), word.device, _score(word.gain, least), "lexicon")


def _letters(places: _Places, i: int) -> tuple[int, int]:
    """Where the letters of chunk ``i`` begin and end, without the signs around them."""
    start, end = places.span(i)
    chunk = places.chunks[i]
    edges = EDGES + TATWEEL + "_"
    return start + len(chunk) - len(chunk.lstrip(edges)), end - (len(chunk) - len(chunk.rstrip(edges)))


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """The marks in order; of two which share a place only the first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.start):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
