"""Build ``src/rawi/data/word_classes.xz``: words that are used alike, and with them where a word's particles end.

    uv run --with gensim --with scikit-learn --with rawi python tools/build_word_classes.py FOLDER

FOLDER holds ``ant2018.jsonl.gz`` and ``saudinewsnet.jsonl.gz`` (title and text of some 38,000 articles) and, in ``ner/``, the sentences of
WikiFANE and NewsFANE. What leaves this script are statistics of words: which form counts as a word with particles before it, and which of
1,200 classes (in 320, in 64 coarser ones) each word with five or more occurrences falls into. Skip-gram vectors (100 dimensions, window 3,
four rounds), k-means; the seeds are fixed, the threads of gensim make the result vary a little all the same.
"""

from __future__ import annotations

import gzip
import json
import lzma
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from gensim.models import Word2Vec
from sklearn.cluster import MiniBatchKMeans

from rawi.arabic import Fold, folded
from rawi.arabic.letters import AL, ALEF, BEH, FEH, KAF, LAM, WAW
from rawi.arabic.tokens import TOKEN, key
from rawi.data import table

if TYPE_CHECKING:
    from collections.abc import Iterator


OUT: Final = Path(__file__).parent.parent / "src" / "rawi" / "data" / "word_classes.xz"
CORPORA: Final = ("ant2018.jsonl.gz", "saudinewsnet.jsonl.gz")
FANE: Final = ("wikifane.conll.gz", "newsfane.conll.gz")
RARELY: Final = {WAW: 0.4, BEH: 0.25, LAM: 0.25, FEH: 0.06, KAF: 0.05}
"""A form is a particle and a word if it is so much rarer than the word alone; a name that begins with the letter is not (found by reading
the 57 names of 156 texts that other thresholds cut wrong; 34 remain, most of them forms seen nowhere else)."""
OFTEN: Final = 5
GRAINS: Final = (1200, 320, 64)


def plain(text: str) -> list[str]:
    """The forms of a text, line ends included."""
    return [form.group() for form in TOKEN.finditer(key(folded(text, Fold.PLAIN))) if form.group() != "_"]


def articles(folder: Path) -> Iterator[str]:
    """Title and text of every article."""
    for name in CORPORA:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield f"{row.get('title') or ''}\n{row['text']}"


def fane_sentences(folder: Path) -> Iterator[list[str]]:
    """The sentences of FANE as lists of forms."""
    for name in FANE:
        sentence: list[str] = []
        with gzip.open(folder / "ner" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                token = line.split("\t")[0].strip()
                if token:
                    sentence += plain(token)
                elif sentence:
                    yield sentence
                    sentence = []


class Splitter:
    """Where the particles of a form end, judged by how often the form and the rest of it are used."""

    def __init__(self, counts: Counter[str]) -> None:
        """Judge by ``counts`` of forms."""
        self._counts = counts
        self._places = {key(folded(name, Fold.PLAIN)) for row in table("gazetteer") for name in row["names"].split("|") if " " not in name}

    def stem(self, form: str) -> str:
        """The form without particles, with its article whole; digits as zeros."""
        if form[0].isdigit():
            return "0" * min(len(form), 5)
        rest = form
        for letters in (WAW + FEH, BEH + LAM + KAF):
            cut = self._cut(rest, letters) if len(rest) > 3 else None
            rest = cut or rest
        return rest

    def is_place_with_particle(self, word: str) -> bool:
        """Whether a word is «and» and a place."""
        return len(word) > 5 and word[0] == WAW and word not in self._places and word[1:] in self._places

    def _cut(self, form: str, letters: str) -> str | None:
        first, rest = form[0], form[1:]
        if first not in letters:
            return None
        counts = self._counts
        if first == LAM and rest[0] == LAM and len(form) > 4 and counts[ALEF + rest] >= 3 and counts[form] < 0.6 * counts[ALEF + rest]:
            return ALEF + rest
        if len(rest) >= 3 and counts[rest] >= 3 and counts[form] < RARELY[first] * counts[rest]:
            return rest
        if rest.startswith(AL) and len(rest) >= 5 and first != LAM and counts[rest] >= 2 and counts[form] < 3 * counts[rest]:
            return rest
        if (
            rest in self._places
            and form not in self._places
            and len(rest) > 3
            and first in WAW + BEH + LAM
            and counts[form] < 2 * counts[rest]
        ):
            return rest
        return None


def classes(sentences: Path) -> dict[str, tuple[int, ...]]:
    """The words with their class of each grain.

    Coarser classes made of the finer ones would cost the general tagger 1.2 points of F1.
    """
    model = Word2Vec(
        corpus_file=str(sentences), vector_size=100, window=3, min_count=OFTEN, sg=1, negative=6, workers=2, epochs=4, sample=1e-4, seed=7
    )
    vectors = model.wv.get_normed_vectors()
    grains = [MiniBatchKMeans(k, random_state=3, batch_size=4096, n_init=2, max_iter=60).fit_predict(vectors) for k in GRAINS]
    return {word: tuple(int(grain[at]) for grain in grains) for at, word in enumerate(model.wv.index_to_key)}


def packed(found: dict[str, tuple[int, ...]]) -> bytes:
    """Words that share all three classes in one line."""
    members: dict[tuple[int, ...], list[str]] = {}
    for word, numbers in found.items():
        members.setdefault(numbers, []).append(word)
    lines = ["\t".join((*map(str, numbers), " ".join(sorted(members[numbers])))) for numbers in sorted(members)]
    return lzma.compress("\n".join(lines).encode(), preset=9)


def main() -> None:
    """Count, split, learn and write."""
    folder = Path(sys.argv[1])
    counts = Counter(form for text in articles(folder) for form in plain(text))
    splitter = Splitter(counts)
    with TemporaryDirectory() as scratch:
        sentences = Path(scratch) / "sentences.txt"
        with sentences.open("w", encoding="utf-8") as out:
            for text in articles(folder):
                for line in text.split("\n"):
                    out.write(" ".join(map(splitter.stem, plain(line))) + "\n")
            for sentence in fane_sentences(folder):
                out.write(" ".join(map(splitter.stem, sentence)) + "\n")
        found = classes(sentences)
    # what is left of a particle written twice is no word
    OUT.write_bytes(packed({word: numbers for word, numbers in found.items() if not splitter.is_place_with_particle(word)}))
    print(f"{len(found)} words, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
