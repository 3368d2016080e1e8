"""Generated articles by the hundred thousand: sentences of real ones, each analysed once, put together to what the reader would have made.

A story's tokens are those of its sentences one after the other, so a mixture needs no second look at its words. Sentences with a masked
word are left out, since what is restored may depend on the neighbours. Every thousandth mixture is read again, whole, by the same code as
any article, and the benchmark ends if a single cell of what is stored differs. Then it gets the marks that its sentences have
(``archive_marked.py``), if they are known. From there on ``Archive.keep`` writes it, as it writes all pages.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from archive_marked import NOTHING, Knowledge, Marks
from archive_reading import Article, light, skeleton
from rawi.arabic.stems import tokens
from rawi.archive import analysis
from rawi.archive.analysis import HEADLINE_WEIGHT, name_marks
from rawi.archive.days import day_of
from rawi.archive.keeping import Prepared, address_of, packed, seal_of
from rawi.archive.port import Indexed
from rawi.archive.projection import content_of, spans_text
from rawi.model import Span
from rawi.restoring import restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rawi.archive.projection import Rows
    from rawi.model import Reading

SENTENCES: Final = re.compile(r"(?<=[.!\u061f])\s+|\n+")
FIRST: Final = datetime(2011, 1, 1, tzinfo=UTC)
YEARS: Final = 10
HEADLINE: Final = 90
"""Letters of a sentence that become a headline."""
READ_AGAIN: Final = 1_000


class Piece(NamedTuple):
    """A sentence with its tokens, as the index holds them."""

    text: str
    forms: str
    stems: str
    keys: frozenset[str]
    counts: Counter[str]
    words: int


def piece(text: str) -> Piece | None:
    """A sentence analysed; None where a word in it is masked, or there is none."""
    forms = [token.forms for token in tokens(text)]
    if not forms or restore(text).restorations:
        return None
    stems = [each.stem for each in forms]
    keys = frozenset(each.key for each in forms)
    return Piece(text, " ".join(each.form for each in forms), " ".join(stems), keys, Counter(stems), len(forms))


class Home(NamedTuple):
    """An article taken apart: its outlet, the headlines that its sentences give, its sentences, and what is known of each."""

    outlet: str
    heads: tuple[Piece, ...]
    body: tuple[tuple[Piece, Marks], ...]


def home(article: Article, reading: Reading | None, knowledge: Knowledge) -> Home:
    """An article taken apart, with the marks of its whole reading, if there is one."""
    text, before = article.text.strip(), len(article.title.strip()) + 2
    spans, end = [], 0
    for part in SENTENCES.split(text):
        start = text.index(part.strip(), end)
        end = start + len(part.strip())
        spans.append(Span(before + start, before + end))
    marks = knowledge.of(reading, spans) if reading else [NOTHING] * len(spans)
    pieces = ((piece(text[span.start - before : span.end - before]), known) for span, known in zip(spans, marks, strict=True))
    body = tuple((made, known) for made, known in pieces if made)
    heads = (piece(made.text[:HEADLINE].strip()) for made, _ in body)
    return Home(article.outlet, tuple(made for made in heads if made), body)


def mixtures(real: Iterable[tuple[Article, Reading | None]]) -> Iterator[Prepared]:
    """Mixtures of two real articles each, half of their sentences, on days spread over ten years; always the same, without end."""
    chance = random.Random(2011)
    knowledge = Knowledge()
    homes = [each for article, reading in real if (each := home(article, reading, knowledge)).heads]
    number = 0
    while True:
        number += 1
        mine, others = chance.choice(homes), chance.choice(homes)
        both = mine.body + others.body
        chosen = chance.sample(both, max(1, len(both) // 2))
        day = FIRST + timedelta(days=chance.randrange(365 * YEARS), minutes=chance.randrange(1440))
        head = chance.choice(mine.heads)
        text = "\n".join(each.text for each, _ in chosen)
        article = Article(head.text, text, f"https://generated.example/{number}", others.outlet, day.isoformat())
        mixture = composed(article, head, [each for each, _ in chosen])
        if number % READ_AGAIN == 1 and mixture != light(article):
            raise AssertionError(f"mixture {number} is not what the reader makes of it")
        yield marked(mixture, knowledge.composed(places_of(head, chosen), article.published, chance))


def places_of(head: Piece, chosen: Iterable[tuple[Piece, Marks]]) -> Iterator[tuple[int, Marks]]:
    """Where each sentence begins in the mixture's text, with its marks."""
    at = len(head.text) + 2
    for each, marks in chosen:
        yield at, marks
        at += len(each.text) + 1


def marked(mixture: Prepared, marks: tuple[Rows, set[str]]) -> Prepared:
    """A mixture with the rows of its marks, and the tokens by which they are found."""
    rows, found = marks
    entry = mixture.indexed[0]
    tokens_of_it = " ".join(sorted(found.union(entry.marks.split())))
    return msgspec.structs.replace(mixture, rows=mixture.rows | rows, indexed=[entry._replace(marks=tokens_of_it)])


def composed(article: Article, head: Piece, body: Sequence[Piece]) -> Prepared:
    """What ``keeping.prepare`` makes of an article, put together from its analysed sentences."""
    reading = skeleton(article, ())
    page, story = reading.page, reading.stories[0]
    record, address, data = packed(reading), address_of(page), page.text.encode()
    counts = Counter({stem: HEADLINE_WEIGHT * count for stem, count in head.counts.items()})
    for each in body:
        counts.update(each.counts)
    shown = (head, *body)
    words = sum(each.words for each in shown)
    strong = sorted(stem for stem, weight in counts.items() if analysis.saturated(weight, words) >= analysis.STRONG)
    indexed = Indexed(
        0,
        " ".join(each.forms for each in shown),
        " ".join(each.stems for each in shown),
        " ".join(sorted(frozenset().union(*(each.keys for each in shown)))),
        " ".join(strong),
        " ".join(sorted({"any", *name_marks("outlet", article.outlet)})),
    )
    assert story.headline is not None
    place = (0, story.id, 0, 0, story.headline.start, story.headline.end, spans_text(story.spans), article.outlet, article.published)
    return Prepared(
        page=page.id,
        capture=page.capture,
        address=address,
        outlet=article.outlet,
        title=None,
        published=article.published,
        language=page.language,
        kind=page.kind,
        edition=reading.edition,
        content=content_of(reading),
        seal=seal_of(page.id, address, page.text, record),
        text=page.text,
        record=record,
        day=day_of(article.published),
        stories=1,
        rows={"stories": [(*place, None, 0, 0, words, analysis.packed(counts))]},
        indexed=[indexed],
        size=len(data),
        body=zlib.compress(data),
    )
