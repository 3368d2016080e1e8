"""Train the name tagger: ``python -m rawi.training.names --shared FOLDER [--labels FILE]``.

1. A general tagger learns from WikiFANE and NewsFANE (CC BY-SA 3.0), in their convention.
2. It reads some 38,000 articles; what it made of each word, over all its uses, becomes a hint (``name_hints.xz``).
3. The news tagger learns from texts annotated by rawi's own guidelines, with the hints among its features.
4. The news tagger reads the articles once more, its hints are added to the first ones, and it is trained again.
5. The general tagger is trained again with its own hints.

``--folds N`` measures instead: each part of the annotated texts is read by a tagger that has not learnt from it (with the hints of the
general tagger alone, so that no annotation leaks). ``--keep-hints`` repeats the third step with the hints that are shipped: a minute when
more texts have been annotated.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import sys
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from pycrfsuite import Trainer

from rawi.facts.lexemes import Lexemes, features, name_hints
from rawi.facts.tagging import GENERAL_MARK, KINDS, NEWS_MARK, OUTSIDE, CrfTagger, lines, runs
from rawi.training.corpora import Sentence, annotated, open_text, raw_articles, rejoined, token_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATA: Final = Path(__file__).resolve().parent.parent / "data"
GENERAL: Final = {"c1": 0.3, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 2}
NEWS: Final = {"c1": 0.1, "c2": 0.05, "max_iterations": 80, "feature.minfreq": 1}
"""Weights of the two regularisers and rounds of L-BFGS (c1 0.03-0.5 and c2 0.01-0.2 were tried on four folds: ±0.005)."""

Hints = dict[str, tuple[str, ...]]


def train(sentences: Iterable[Sentence], lexemes: Lexemes, parameters: Mapping[str, float]) -> bytes:
    """A model of ``sentences``."""
    trainer = Trainer(verbose=False)
    for forms, labels in sentences:
        trainer.append(features([*map(lexemes.of, forms)]), labels)
    trainer.select("lbfgs")
    trainer.set_params(parameters)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.crf"
        trainer.train(str(path))
        return path.read_bytes()


def hints(tagger: CrfTagger, articles: Iterable[list[str]], mark: str) -> Hints:
    """For every word that the tagger took for part of a name: the two likeliest kinds, how often, and whether it begins names.

    A word counts from three uses on, a kind from a twentieth of them.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for forms in articles:
        for start, end in lines(forms):
            for form, label in zip(forms[start:end], tagger.labels(forms[start:end]), strict=True):
                seen[tagger.lexemes.of(form).stem][label] += 1
    found = {}
    for stem, labels in seen.items():
        uses, outside = labels.total(), labels[OUTSIDE]
        if uses >= 3 and (uses - outside) / uses >= 0.05 and stem[0].isalpha():
            found[stem] = tuple(_told(labels, uses, mark))
    return {stem: told for stem, told in found.items() if told}


def _told(labels: Counter[str], uses: int, mark: str) -> Iterable[str]:
    kinds: Counter[str] = Counter()
    for label, count in labels.items():
        if label != OUTSIDE:
            kinds[label[2:]] += count
    for kind, count in kinds.most_common(2):
        share = count / uses
        if share >= 0.05:
            yield f"{mark}{kind}{0 if share < 0.15 else 1 if share < 0.4 else 2 if share < 0.75 else 3}"
    if kinds.total() / uses >= 0.15:
        first = sum(count for label, count in labels.items() if label[0] == "B") / kinds.total()
        yield f"{mark}b{0 if first < 0.2 else 1 if first < 0.8 else 2}"


def packed(found: Hints) -> bytes:
    """Hints as they are shipped: words that have the same ones in one line."""
    members: dict[str, list[str]] = defaultdict(list)
    for stem, told in found.items():
        members[" ".join(told)].append(stem)
    return lzma.compress("\n".join(f"{told}\t{' '.join(sorted(stems))}" for told, stems in sorted(members.items())).encode(), preset=9)


def fane(shared: Path) -> list[Sentence]:
    """The sentences of both parts of FANE."""
    return [
        rejoined(tokens).sentence
        for name in ("newsfane", "wikifane")
        for tokens in token_list(open_text(shared / "data" / "ner" / f"{name}.conll.gz"))
        if len(tokens) > 1
    ]


def span_f1(gold: Iterable[list[str]], found: Iterable[list[str]]) -> dict[str, float]:
    """F1 of exact spans with their kinds: of each kind, and of all."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for wanted, had in zip(gold, found, strict=True):
        one, two = set(runs(wanted)), set(runs(had))
        for part, counter in ((one, asked), (two, given), (one & two, right)):
            counter.update(KINDS[kind] for _, _, kind in part if kind in KINDS)
            counter["all"] += sum(kind in KINDS for _, _, kind in part)
    return {kind: round(2 * right[kind] / max(1, asked[kind] + given[kind]), 4) for kind in ("all", *KINDS.values())}


def measure(documents: list[list[Sentence]], lexemes: Lexemes, folds: int) -> dict[str, float]:
    """The figures of taggers that read what they have not learnt from."""
    documents = sorted(documents, key=lambda document: hashlib.sha256(" ".join(document[0].forms).encode()).digest())
    gold: list[list[str]] = []
    found: list[list[str]] = []
    for fold in range(folds):
        model = train((sentence for at, document in enumerate(documents) if at % folds != fold for sentence in document), lexemes, NEWS)
        tagger = CrfTagger(model, lexemes)
        for document in documents[fold::folds]:
            gold += (sentence.labels for sentence in document)
            found += (tagger.labels(sentence.forms) for sentence in document)
    return span_f1(gold, found)


def main(arguments: list[str] | None = None) -> None:
    """Train and write the shipped files, or measure."""
    parser = argparse.ArgumentParser(description="Train the name tagger.")
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/ and data/")
    parser.add_argument("--labels", type=Path, action="append", default=[], help="more annotated documents in the format of the facts gold")
    parser.add_argument("--folds", type=int, default=0, help="measure on this many folds instead of writing")
    parser.add_argument("--out", type=Path, default=DATA, help="where the files go")
    parser.add_argument("--keep-hints", action="store_true", help="train the news tagger alone, with the hints that are there")
    options = parser.parse_args(arguments)
    documents = [document for path in (options.shared / "gold" / "facts_dev.jsonl", *options.labels) for document in annotated(path)]
    say(f"{len(documents)} documents of rawi's own convention")
    news = [sentence for document in documents for sentence in document]
    if options.keep_hints:
        write(options.out / "names.crf", train(news, Lexemes(name_hints()), NEWS))
        return
    general = CrfTagger(train(fane(options.shared), bare := Lexemes(), GENERAL), bare)
    first = hints(general, raw_articles(options.shared / "data"), GENERAL_MARK)
    say(f"{len(first)} words with hints")
    if options.folds:
        say(f"{options.folds} folds: {measure(documents, Lexemes(first), options.folds)}")
        return
    lexemes = Lexemes(first)
    second = hints(CrfTagger(train(news, lexemes, NEWS), lexemes), raw_articles(options.shared / "data"), NEWS_MARK)
    both = {stem: (*first.get(stem, ()), *second.get(stem, ())) for stem in {**first, **second}}
    lexemes = Lexemes(both)
    write(options.out / "name_hints.xz", packed(both))
    write(options.out / "names.crf", train(news, lexemes, NEWS))
    write(options.out / "names_general.crf", train(fane(options.shared), Lexemes(first), GENERAL))


def write(path: Path, data: bytes) -> None:
    """Write a file and say its size and digest, for the model card."""
    path.write_bytes(data)
    say(f"{path.name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def say(line: str) -> None:
    """A line of progress."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main()
