"""One look over a text: the few chunks worth a thought, what was found in them, what of it is believed.

A chunk is what stands between white space. Most chunks of a clean text are words beyond suspicion, which one set operation tells; the
rest is sorted by form, and only the strange ones are taken apart.
"""

from __future__ import annotations

import re
from itertools import compress, count, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from rawi.arabic.letters import ALPHABET, INVISIBLE, LETTERS, TATWEEL
from rawi.restoring import spaces
from rawi.restoring.findings import SURE, Finding, Masking, edited, margin, margins_where
from rawi.restoring.marks import Mark, merged
from rawi.restoring.phrases import is_arabic
from rawi.restoring.signs import ODD_MARKS, REPEATED, USUAL_VOWELS
from rawi.restoring.weighing import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rawi.restoring.lexicon import Lexicon

EDGES: Final = ".,:;!?()[]{}<>\"'/\\|*-\u2013\u2014\u2026\u060c\u061b\u061f\u00ab\u00bb\u201c\u201d\u2018\u2019\u2039\u203a\u200f\u200e"
"""Signs that stand around words and say nothing of them."""
SHORT: Final = 40
"""Below so many words a text is too short to say how usual masking is in it."""
_ARABIC: Final = re.compile(f"[{LETTERS}]")
_AROUND: Final = f"[^\\w{TATWEEL}{ODD_MARKS}{INVISIBLE}]*"
_PLAIN: Final = re.compile(f"[^\\w{TATWEEL}]*[{ALPHABET}][{ALPHABET}{USUAL_VOWELS}]*{_AROUND}")
_STRANGE: Final = re.compile(f"^(?!{_PLAIN.pattern}$)[^\n]*?[{LETTERS}].*$", re.MULTILINE)
_STOPS: Final = "[.\u060c,\u061b\u2026\u2022\u00b7*:\\-_/|]"
_HANGING: Final = frozenset(TATWEEL + ".\u060c,\u061b\u2026\u2022\u00b7*:-_/|")
"""Last characters of a chunk whose word may go on in the next one."""
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


class Unit(msgspec.Struct, frozen=True, gc=False):
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
    odd = {chunk: core for chunk in set(chunks).difference(clean) if not chunk.isascii() and (core := chunk.strip(EDGES)) not in clean}
    lines = "\n".join(odd)
    strange = set(_STRANGE.findall(lines))
    if REPEATED.search(lines):
        strange.update(filter(REPEATED.search, odd))
    if masking is None:
        masking = Masking.SHORT if len(chunks) < SHORT else Masking.UNSEEN
    units = list(_units(text, chunks, strange, lexicon)) if strange else []
    if any(finding.gain == SURE and any(sign in finding.device for sign in _TELLING) for unit in units for finding in unit.findings):
        masking = Masking.SEEN
    marks: list[Mark] = []
    settled = True
    now: dict[int, str] = {}
    least = margins_where(masking)
    for unit in units:
        likely = [finding for finding in unit.findings if finding.gain >= least.get(finding.device, 0.0)]
        believed = [finding for finding in likely if not finding.arabic_only or is_arabic(chunks, unit.first, lexicon, finding.share)]
        settled = settled and len(believed) == len(likely)
        if believed:
            marks += [_mark(finding, unit.start, least) for finding in believed]
            now[unit.first] = reads = _reads(text[unit.start : unit.end], believed)
            settled = settled and _PLAIN.fullmatch(reads) is not None and not REPEATED.search(reads)
    if not odd:
        return Scan(marks, masking, settled)
    for chunk in strange:
        if TATWEEL not in {chunk[0], chunk[-1]}:  # no half of a word
            del odd[chunk]
    spaced, quiet = _spaced(Chunks(text, chunks, units, now), odd, lexicon, masking)
    return Scan(merged(marks, spaced) if spaced else marks, masking, settled and quiet)


def _mark(finding: Finding, at: int, least: dict[str, float]) -> Mark:
    edits = tuple([(first + at, last + at, new) for first, last, new in finding.edits])
    score = _score(finding.gain, least.get(finding.device, 0.0))
    return Mark(finding.start + at, finding.end + at, edits, finding.word, finding.device, score, finding.rule, finding.others)


def _score(gain: float, least: float) -> float:
    """A number between 0.5 (just believed) and 1 (form alone decides)."""
    return 1.0 if gain == SURE else round(1 - 0.5 / (1 + max(0.0, gain - least)), 3)


def _reads(unit: str, findings: Sequence[Finding]) -> str:
    """``unit`` with the findings' words in place."""
    if len(findings) == 1:
        (only,) = findings
        return unit[: only.start] + only.word + unit[only.end :]
    return edited(unit, 0, len(unit), ((finding.start, finding.end, finding.word) for finding in findings))


def _units(text: str, chunks: list[str], strange: set[str], lexicon: Lexicon) -> Iterator[Unit]:
    """The units in which something was found, and those of several chunks."""
    end = 0
    done = -1
    for i in compress(count(), map(strange.__contains__, chunks)):
        if i <= done:
            continue
        chunk = chunks[i]
        hangs = chunk[-1] in _HANGING and TATWEEL in chunk
        findings = () if hangs else look(chunk, lexicon)
        if not hangs and not findings:
            continue
        start, end = _found_at(text, chunk, end)
        done = i
        if hangs:
            done, end = _carried_on(text, chunks, i, end)
            findings = look(text[start:end], lexicon)
        if findings or done > i:
            yield Unit(i, done, start, end, findings)


def _found_at(text: str, chunk: str, at: int) -> tuple[int, int]:
    """Where ``chunk`` stands between white space at ``at`` or after."""
    while True:
        start = text.index(chunk, at)
        end = start + len(chunk)
        if (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            return start, end
        at = start + 1


def _carried_on(text: str, chunks: list[str], i: int, end: int) -> tuple[int, int]:
    """The last chunk of the word that begins in chunk ``i``, and its end: a tatweel before a space and one after hold them together."""
    while _GOES_ON.search(chunks[i]):
        j = i + 1
        if j + 1 < len(chunks) and _ONLY_STOPS.match(chunks[j]):
            j += 1
        if j >= len(chunks) or not _CARRIES_ON.match(chunks[j]):
            break
        at = end
        for k in range(i + 1, j + 1):
            start, next_at = _found_at(text, chunks[k], at)
            if start - at > 2 or "\n" in text[at:start]:
                return i, end
            at = next_at
        i, end = j, at
    return i, end


def _spaced(chunks: Chunks, odd: dict[str, str], lexicon: Lexicon, masking: Masking) -> tuple[list[Mark], bool]:
    """Words with spaces inside, among the chunks as they read once their own masks are undone; and whether all is quiet around them."""
    if masking is Masking.UNSEEN and all(len(core) != 1 for core in odd.values()) and not chunks.now:
        return [], True
    cores = odd | {
        chunk: core for chunk in chunks.now.values() if (core := chunk.strip(EDGES)) not in lexicon.clean and _PLAIN.fullmatch(chunk)
    }
    places = list(compress(count(), map(cores.__contains__, chunks.read)))
    singles = [i for i in places if len(cores[chunks.read[i]]) == 1 and _ARABIC.match(cores[chunks.read[i]])]
    joined = list(spaces.apart(chunks.read, singles, lexicon)) if len(singles) > 2 else []
    if masking is not Masking.UNSEEN:
        taken = {i for word in joined for i in range(word.first, word.last + 1)}
        taken |= set(singles) & ({i + 1 for i in singles} | {i - 1 for i in singles})
        joined += spaces.halves(chunks.read, [i for i in places if i not in taken] if taken else places, lexicon)
    marks = []
    quiet = True
    for word in joined:
        least = margin(word.device, masking)
        joints = list(pairwise(range(word.first, word.last + 1)))
        if word.gain >= least and all(chunks.same_line(*joint) for joint in joints):
            edits = tuple((chunks.inner(left)[1], chunks.inner(right)[0], "") for left, right in joints)
            start, end = chunks.inner(word.first)[0], chunks.inner(word.last)[1]
            marks.append(Mark(start, end, edits, None, word.device, _score(word.gain, least), "lexicon"))
            quiet = quiet and not spaces.stirs(chunks.read, word, lexicon)
    return marks, quiet


class Chunks:
    """The chunks of a text as they read once the masks inside them are undone, and where they stand in the text."""

    def __init__(self, text: str, chunks: list[str], units: Sequence[Unit], now: dict[int, str]) -> None:
        """Take what stands between white space, the words that hold together across it, and how some chunks read now."""
        self.text, self.now = text, now
        self.read: list[str] = []
        self._spans = {-1: (0, 0)}
        at = 0
        for unit in units:
            self.read += chunks[at : unit.first]
            self._spans[len(self.read)] = unit.start, unit.end
            self.read.append(now.get(unit.first) or text[unit.start : unit.end])
            at = unit.last + 1
        self.read += chunks[at:]

    def span(self, i: int) -> tuple[int, int]:
        """Where chunk ``i`` stands, reckoned from the nearest one before it whose place is known."""
        spans = self._spans
        known = i
        while known not in spans:
            known -= 1
        end = spans[known][1]
        for at in range(known + 1, i + 1):
            spans[at] = _found_at(self.text, self.read[at], end)
            end = spans[at][1]
        return spans[i]

    def same_line(self, i: int, j: int) -> bool:
        """Whether chunk ``j`` follows chunk ``i`` on its line, one or two spaces on."""
        between = self.text[self.span(i)[1] : self.span(j)[0]]
        return len(between) <= 2 and "\n" not in between

    def inner(self, i: int) -> tuple[int, int]:
        """Where the letters of chunk ``i`` begin and end, without the signs around them."""
        start, end = self.span(i)
        chunk = self.text[start:end]
        edges = EDGES + TATWEEL + "_"
        return start + len(chunk) - len(chunk.lstrip(edges)), end - (len(chunk) - len(chunk.rstrip(edges)))
