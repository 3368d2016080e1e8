"""A slow and obvious restorer, to hold the fast one to.

One chunk a line, letters with tatweel and commas between them, some drawn out; every way of closing the gaps is written out and weighed.
No memory, no shortcuts, no dynamic programming, no edits.
"""

from __future__ import annotations

from itertools import groupby, product
from typing import TYPE_CHECKING

from rawi.restoring.findings import LONE_LETTER, TIE, Masking, margin
from rawi.restoring.sacred import Joint, are_initials, belongs

if TYPE_CHECKING:
    from rawi.restoring import Lexicon

TATWEEL = "\u0640"


def slowly(text: str, lexicon: Lexicon) -> str:
    """``text`` with its masked words restored, looked at again until nothing changes."""
    masking = Masking.SHORT if len(text.split()) < 40 else Masking.UNSEEN
    while True:
        lines = [parts(line, lexicon) for line in text.split("\n")]
        if any(sure(gap) for line in lines for part in line for gap in part[1::2]):
            masking = Masking.SEEN
        after = "\n".join("".join(closed(part, lexicon, masking) for part in line) for line in lines)
        if after == text:
            return text
        text = after


def sure(gap: str) -> bool:
    """Whether a gap is a mask by its form: a sign and a tatweel."""
    return TATWEEL in gap and gap.strip(TATWEEL) != ""


def parts(line: str, lexicon: Lexicon) -> list[list[str]]:
    """The line as lists of letters, gap, letters …; a gap which belongs where it stands is a list of its own, as are signs at the ends."""
    runs = ["".join(run) for _, run in groupby(line, key=lambda char: char.isalpha() and char != TATWEEL)]
    found: list[list[str]] = [[]]
    for i, run in enumerate(runs):
        letters = run[0].isalpha() and run[0] != TATWEEL
        start = sum(map(len, runs[:i]))
        inner = 0 < i < len(runs) - 1
        stays = not letters and (
            not inner
            or (run.strip(TATWEEL) != "" and belongs(Joint(line, start, start + len(run), runs[i - 1], runs[i + 1]), lexicon))
            or (TATWEEL not in run and len(run) > 8)
        )
        if stays:
            found += [[run], []]
        else:
            found[-1].append(run)
    return [part for part in found if part]


def closed(part: list[str], lexicon: Lexicon, masking: Masking) -> str:
    """The likeliest reading of letters and gaps: each open gap closed or not."""
    gaps = part[1::2]
    infected = any(map(sure, gaps))
    best, most = None, None
    for backwards in product((False, True), repeat=sum(TATWEEL not in gap for gap in gaps)):
        closes = iter(backwards[::-1])  # of equal readings the one with the shorter last word comes first
        words = [[part[0]]]
        for gap, letters in zip(gaps, part[2::2], strict=True):
            if TATWEEL in gap or next(closes):
                words[-1] += [gap, letters]
            else:
                words += [[gap], [letters]]
        values = [value(word, lexicon, infected=infected) for word in words[::2]]
        if None not in values and (most is None or sum(values) > most + TIE):
            best, most = words, sum(values)
    assert best is not None
    return "".join(word[0] if i % 2 else believed(word, lexicon, masking, infected=infected) for i, word in enumerate(best))


def value(word: list[str], lexicon: Lexicon, *, infected: bool) -> float | None:
    """How common a word is whose gaps are closed; None if it is none."""
    letters = "".join(word[::2])
    blocks = split(word)
    if len(blocks) == 1:
        return LONE_LETTER if len(letters) == 1 else lexicon.share(letters)
    if (
        len(letters) < 3
        or len(letters) > 24
        or (not infected and all(len(block) == 1 for block in blocks) and are_initials(letters, lexicon))
    ):
        return None
    known = lexicon.known(letters)
    return lexicon.share(letters) - 1 if known is None and infected else known


def split(word: list[str]) -> list[str]:
    """The blocks of a word: what only open gaps part."""
    blocks = [word[0]]
    for gap, letters in zip(word[1::2], word[2::2], strict=True):
        if TATWEEL in gap:
            blocks[-1] += letters
        else:
            blocks.append(letters)
    return blocks


def believed(word: list[str], lexicon: Lexicon, masking: Masking, *, infected: bool) -> str:
    """The word, its gaps closed if there is evidence enough."""
    letters, blocks = "".join(word[::2]), split(word)
    if any(map(sure, word[1::2])):
        return letters
    if len(blocks) == 1:
        return undrawn("".join(word), lexicon, masking)
    stand = sum(LONE_LETTER if len(block) == 1 else lexicon.share(block) for block in blocks)
    share = lexicon.share(letters)
    del infected
    return letters if share - stand >= margin("mark", masking) else "".join(word)


def undrawn(word: str, lexicon: Lexicon, masking: Masking) -> str:
    """The word with each letter that stands three times or more set once or twice, if that makes a much commoner word."""
    runs = ["".join(run) for _, run in groupby(word)]
    drawn = [i for i, run in enumerate(runs) if len(run) > 2 and run[0] != TATWEEL]
    if not drawn or len(drawn) > 3 or (drawn[0] == 0 and len(runs[0]) == 3):
        return word
    best = None
    for kept in product((1, 2), repeat=len(drawn)):
        text = "".join(run[: kept[drawn.index(i)]] if i in drawn else run for i, run in enumerate(runs))
        share = lexicon.known(text.replace(TATWEEL, ""))
        if share is not None and len(text.replace(TATWEEL, "")) > 2:
            best = max(best or (share, text), (share, text))
    if best is None:
        return word
    found = lexicon.known(word.replace(TATWEEL, ""))
    stand = -7.6 - 0.45 * max(0, len(best[1].replace(TATWEEL, "")) - 3) if found is None else found
    return best[1] if best[0] - stand >= margin("repeated", masking) else word
