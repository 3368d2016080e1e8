"""Cluster words by the words that stand right before and after them, and write ``src/rawi/data/word_clusters.txt``.

    python tools/clusters.py ../shared/data/saudinewsnet.jsonl.gz ../shared/data/ant2018.jsonl.gz

Needs numpy, scipy and scikit-learn, which rawi itself does not. Positive pointwise mutual information of the 60,000 commonest
words with the 3,000 commonest on either side, reduced to 100 dimensions, k-means twice (64 and 256). With the same corpora and
versions the result is the same.
"""

from __future__ import annotations

import array
import collections
import gzip
import json
import re
import sys
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from rawi.arabic import Fold, folded

WORDS, CONTEXTS, KEPT, LEAST = 60_000, 3_000, 40_000, 8
OUT = Path(__file__).resolve().parents[1] / "src/rawi/data/word_clusters.txt"
VERBS = ("قال", "قالت", "كانت", "وقالت", "يكون", "سيكون", "ادي", "كانوا", "تعمل", "وقتل", "قتل")
"""Verbs whose coarse clusters are marked as verbal; checked by reading."""


def main() -> None:
    """Read the corpora, cluster, write."""
    sentences = []
    for path in sys.argv[1:]:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = folded(json.loads(line)["text"], Fold.SEARCH)
                sentences += [piece.split() for piece in re.split(r"\n|(?<=[.!؟]) ", re.sub(r"([^\w\s])", r" \1 ", text)) if piece.strip()]
    sentences = [["<s>", *("0" if word[0].isdigit() else word for word in words), "</s>"] for words in sentences]
    counts = collections.Counter(word for words in sentences for word in words)
    vocabulary = [word for word, count in counts.most_common() if count >= LEAST][:WORDS]
    number = {word: i for i, word in enumerate(vocabulary)}
    rows, columns = array.array("i"), array.array("i")
    for words in sentences:
        ids = [number.get(word, -1) for word in words]
        for i, one in enumerate(ids):
            for side, j in enumerate((i - 1, i + 1)):
                if one >= 0 and 0 <= j < len(ids) and 0 <= ids[j] < CONTEXTS:
                    rows.append(one)
                    columns.append(ids[j] + side * CONTEXTS)
    matrix = sp.coo_matrix((np.ones(len(rows), np.float32), (np.frombuffer(rows, np.int32), np.frombuffer(columns, np.int32)))).tocsr()
    matrix.sum_duplicates()
    total, context = np.asarray(matrix.sum(1)).ravel(), np.asarray(matrix.sum(0)).ravel() ** 0.75
    pairs = matrix.tocoo()
    information = np.maximum(np.log(pairs.data / (total[pairs.row] * (context / context.sum())[pairs.col])), 0)
    left, strength, _ = randomized_svd(sp.csr_matrix((information, (pairs.row, pairs.col)), pairs.shape), 100, n_iter=3, random_state=0)
    points = left * np.sqrt(strength)
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    coarse, fine = (
        MiniBatchKMeans(count, batch_size=4096, n_init=3, max_iter=100, random_state=0).fit(points[:30_000]).predict(points)
        for count in (64, 256)
    )
    verbal = {coarse[number[verb]] for verb in VERBS if verb in number}
    members = collections.defaultdict(list)
    for i in range(min(KEPT, len(vocabulary))):
        if vocabulary[i][0].isalpha():
            members["v" if coarse[i] in verbal else "c", coarse[i], fine[i]].append(vocabulary[i])
    header = "# Words of news text by the company they keep, search fold: coarse and fine cluster, then their words;"
    header += " v marks clusters of verbs. tools/clusters.py"
    body = [f"{kind}{one} {two} {' '.join(words)}" for (kind, one, two), words in sorted(members.items(), key=lambda item: item[0][1:])]
    OUT.write_text("\n".join([header, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
