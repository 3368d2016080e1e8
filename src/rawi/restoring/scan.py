"""One look over a text: the few chunks worth a thought, what was found in them, what of it is believed.

A chunk is what stands between white space. Most chunks of a clean text are words beyond suspicion, which one set operation tells; the
rest is sorted by form, and only the strange ones are taken apart.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic import Edit
from rawi.arabic.letters import ALPHABET, INVISIBLE, LETTERS, TATWEEL
from rawi.restoring import spaces
from rawi.restoring.findings import SURE, Finding, Masking, margin
from rawi.restoring.marks import Mark, merged
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
_AROUND: Final = f"[^\\w{TATWEEL}{ODD_MARKS}{INVISIBLE}]*"
_PLAIN: Final = re.compile(f"[^\\w{TATWEEL}]*[{ALPHABET}][{ALPHABET}{USUAL_VOWELS}]*{_AROUND}")
_STOPS: Final = "[.\u060c,\u061b\u2026\u2022\u00b7*:\\-_/|]"
_GOES_ON: Final = re.compile(f"[{LETTERS}{USUAL_VOWELS}]{TATWEEL}(?:{TATWEEL}|{_STOPS})*$")
_CARRIES_ON: Final = re.compile(f"{_STOPS}*{TATWEEL}+[{LETTERS}]")
_ONLY_STOPS: Final = re.compile(f"{_STOPS}{{1,6}}$")
_TELLING: Final = ("tatweel", "invisible", "combining")
"""Devices which no clean text shows: one of them tells that a text is masked."""


class Scan(NamedTuple):
    """What one look yields."""

    marks: list[Mark]
    masking: Masking
    settled: bool
    """Whether a second look could find nothing more: all that changed is plain now, and no judgement hung on what changed."""


class _Unit(NamedTuple):
    """The chunks ``first`` to ``last`` that hold one word, where they stand, and what was found there."""

    first: int
    last: int
    start: int
    end: int
    findings: tuple[Finding, ...]


def scan(text: str, lexicon: Lexicon, masking: Masking | None = None) -> Scan:
    """Look over ``text`` once; ``masking`` is what is known of it already."""
    chunks = text.split()
    clean = lexicon.clean
    odd = {chunk for chunk in set(chunks).difference(clean) if chunk.strip(EDGES) not in clean}
    strange = {chunk for chunk in odd if not chunk.isascii() and not _PLAIN.fullmatch(chunk) and _ARABIC.search(chunk)}
    if masking is None:
        masking = Masking.SHORT if len(chunks) < SHORT else Masking.UNSEEN
    places = _Places(text, chunks)
    units = list(_units(places, strange, lexicon)) if strange else []
    if any(finding.gain == SURE and any(sign in finding.device for sign in _TELLING) for unit in units for finding in unit.findings):
        masking = Masking.SEEN
    marks: list[Mark] = []
    settled = True
    now: dict[int, str] = {}
    for unit in units:
        believed = [finding for finding in unit.findings if finding.gain >= margin(finding.device, masking)]
        kept = [finding for finding in believed if not finding.arabic_only or is_arabic(chunks, unit.first, lexicon, finding.share)]
        if kept:
            marks += (_mark(finding, unit.start, masking) for finding in kept)
            now[unit.first] = _rewritten(text[unit.start : unit.end], kept)
        settled &= len(kept) == len(believed) and (not kept or _PLAIN.fullmatch(now[unit.first]) is not None)
    spaced = _spaced(places, units, now, odd, lexicon=lexicon, masking=masking)
    return Scan(merged(marks, spaced) if spaced else marks, masking, settled and not spaced)


def _mark(finding: Finding, start: int, masking: Masking) -> Mark:
    edits = tuple(Edit(edit.start + start, edit.end + start, edit.text) for edit in finding.edits) if start else finding.edits
    score = _score(finding.gain, margin(finding.device, masking))
    return Mark(finding.start + start, finding.end + start, edits, finding.device, score, finding.rule, finding.others)


def _score(gain: float, least: float) -> float:
    """A number between 0.5 (just believed) and 1 (form alone decides)."""
    return 1.0 if gain == SURE else round(1 - 0.5 / (1 + max(0.0, gain - least)), 3)


def _rewritten(unit: str, findings: Sequence[Finding]) -> str:
    pieces: list[str] = []
    at = 0
    for finding in findings:
        for edit in finding.edits:
            pieces += (unit[at : edit.start], edit.text)
            at = edit.end
    return "".join((*pieces, unit[at:]))


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

    def inner(self, i: int) -> tuple[int, int]:
        """Where the letters of chunk ``i`` begin and end, without the signs around them."""
        start, end = self.span(i)
        chunk = self.chunks[i]
        edges = EDGES + TATWEEL + "_"
        return start + len(chunk) - len(chunk.lstrip(edges)), end - (len(chunk) - len(chunk.rstrip(edges)))


def _units(places: _Places, strange: set[str], lexicon: Lexicon) -> Iterator[_Unit]:
    """The units in which something was found."""
    done = -1
    for i, chunk in enumerate(places.chunks):
        if chunk not in strange or i <= done:
            continue
        done = _last(places, i) if TATWEEL in chunk else i
        unit = chunk if done == i else places.text[places.span(i)[0] : places.span(done)[1]]
        findings = look(unit, lexicon)
        if findings or done > i:
            yield _Unit(i, done, places.span(i)[0], places.span(done)[1], findings)


def _last(places: _Places, i: int) -> int:
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


def _spaced(
    places: _Places, units: Sequence[_Unit], now: dict[int, str], odd: set[str], *, lexicon: Lexicon, masking: Masking
) -> list[Mark]:
    """Words with spaces inside, among the chunks as they read once their own masks are undone."""
    if not odd:
        return []
    chunks: Sequence[str] = places.chunks
    origin: Sequence[tuple[int, int]] = ()
    if now or any(unit.last > unit.first for unit in units):
        chunks, origin = _read_on(places, units, now)
        odd = odd | {chunk for chunk in now.values() if chunk.strip(EDGES) not in lexicon.clean}
    singles = [i for i, chunk in enumerate(chunks) if chunk in odd and len(chunk.strip(EDGES)) == 1 and _ARABIC.search(chunk)]
    joined = list(spaces.apart(chunks, singles, lexicon)) if len(singles) > 2 else []
    if masking is not Masking.UNSEEN:
        taken = {i for word in joined for i in range(word.first, word.last + 1)}
        taken |= set(singles) & ({i + 1 for i in singles} | {i - 1 for i in singles})
        joined += spaces.halves(chunks, [i for i, chunk in enumerate(chunks) if chunk in odd and i not in taken], lexicon)
    marks = []
    for word in joined:
        least = margin(word.device, masking)
        pieces = [origin[i] if origin else (i, i) for i in range(word.first, word.last + 1)]
        joints = [(left[1], right[0]) for left, right in pairwise(pieces)]
        if word.gain >= least and all(places.same_line(*joint) for joint in joints):
            edits = tuple(Edit(places.inner(left)[1], places.inner(right)[0], "") for left, right in joints)
            start, end = places.inner(pieces[0][0])[0], places.inner(pieces[-1][1])[1]
            marks.append(Mark(start, end, edits, word.device, _score(word.gain, least), "lexicon"))
    return marks


def _read_on(places: _Places, units: Sequence[_Unit], now: dict[int, str]) -> tuple[list[str], list[tuple[int, int]]]:
    """The chunks as they read now, and the chunks of the text that each was made from."""
    chunks: list[str] = []
    origin: list[tuple[int, int]] = []
    at = 0
    for unit in units:
        chunks += places.chunks[at : unit.first]
        origin += ((i, i) for i in range(at, unit.first))
        chunks.append(now.get(unit.first, places.text[unit.start : unit.end]))
        origin.append((unit.first, unit.last))
        at = unit.last + 1
    return chunks + places.chunks[at:], origin + [(i, i) for i in range(at, len(places.chunks))]
