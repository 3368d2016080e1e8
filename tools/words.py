"""Make the shipped word lists from wordfreq: ``python tools/words.py``, with wordfreq installed beside rawi.

Writes ``src/rawi/data/arabic_words.tsv.xz`` (the words that restoring trusts) and ``src/rawi/data/persian_words.tsv.xz`` (Persian and
Urdu, to tell a foreign phrase). wordfreq's data is licensed CC BY-SA 4.0, and so are both files; each says so in its first lines.
"""

from __future__ import annotations

import lzma
import re
import sys
from pathlib import Path

from wordfreq import get_frequency_list

DATA = Path(__file__).resolve().parent.parent / "src" / "rawi" / "data"
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+")
SCRIPT = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u200c]+")

HEADER = """# {what}: words and how rare each is, in centibels below certainty (400 is one in 10,000 words of running text).
# source: wordfreq 3.1.1 by Robyn Speer (https://github.com/rspeer/wordfreq), list «{language}», words no rarer than {rarest} centibels.
# licence: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), as wordfreq's data; this file only, not the program around it.
# changes: words of one script only, rarity rounded to {step} centibels, sorted.
"""


def write(name: str, what: str, *, languages: tuple[str, ...], size: str, keep: re.Pattern[str], rarest: int) -> None:
    """Write one list, sorted, with its licence on top."""
    rarity: dict[str, int] = {}
    for language in languages:
        for centibels, words in enumerate(get_frequency_list(language, wordlist=size)[: rarest + 1]):
            for word in words:
                if keep.fullmatch(word):
                    rarity[word] = min(centibels, rarity.get(word, centibels))
    step = 10
    lines = "".join(f"{word}\t{round(cost / step) * step}\n" for word, cost in sorted(rarity.items()))
    text = HEADER.format(what=what, language=", ".join(languages), rarest=rarest, step=step) + "word\trarity\n" + lines
    path = DATA / f"{name}.tsv.xz"
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    sys.stdout.write(f"{path.name}: {len(rarity)} words, {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    write("arabic_words", "Arabic", languages=("ar",), size="large", keep=ARABIC, rarest=660)
    write("persian_words", "Persian and Urdu", languages=("fa", "ur"), size="small", keep=SCRIPT, rarest=480)
