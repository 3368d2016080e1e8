"""Articles to fill archives with: real ones from tables, more of their kind made from them, and a light reading of each.

A light reading has one story with headline and text and no further marks: what search latency depends on, at a hundredth of the full
reader's time. Generated articles are sentences of real ones, mixed, with dates spread over ten years.
"""

from __future__ import annotations

import random
import re
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.archive.keeping import Prepared, prepare
from rawi.model import Block, Page, Reading, Reason, Span, Stated, Story, content_id
from rawi.restoring import restore
from rawi.sources import Got, captures
from rawi.sources.got import captured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rawi.archive import Archive

BULK: Final = 2_000
"""Stories of one transaction on the bulk path."""
SENTENCES: Final = re.compile(r"(?<=[.!\u061f])\s+|\n+")
FIRST: Final = datetime(2011, 1, 1, tzinfo=UTC)


class Article(NamedTuple):
    """A headline, a text, and who published it when and where."""

    title: str
    text: str
    url: str
    outlet: str
    published: str


def rows(folder: Path) -> Iterator[Got]:
    """The rows of the corpora as sources give them; where one has no time of publication, that of its fetching."""
    paths = [str(folder / name) for name in ("ant2018.jsonl.gz", "saudinewsnet.jsonl.gz")]
    yield from (row for row in captures(paths) if isinstance(row, Got))


def articles(folder: Path, count: int) -> Iterator[Article]:
    """``count`` articles: the real ones, and past their number mixtures of them, always the same."""
    real = []
    for row in islice(rows(folder), count):
        given = row.given
        text = str(row.body).removeprefix(given.title).strip()
        real.append(Article(given.title, text, given.url or "", given.outlet, given.published or given.fetched or ""))
        yield real[-1]
    if count > len(real):
        yield from islice(_mixed(real), count - len(real))


def _mixed(real: list[Article]) -> Iterator[Article]:
    chance = random.Random(2011)
    sentences = [[part for part in SENTENCES.split(article.text) if part.strip()] or [article.title] for article in real]
    number = 0
    while True:
        number += 1
        home, other = chance.randrange(len(real)), chance.randrange(len(real))
        mine = sentences[home] + sentences[other]
        chosen = chance.sample(mine, max(1, len(mine) // 2))
        day = FIRST + timedelta(days=chance.randrange(3650), minutes=chance.randrange(1440))
        url = f"https://generated.example/{number}"
        yield Article(chance.choice(sentences[home])[:90], "\n".join(chosen), url, real[other].outlet, day.isoformat())


def light(article: Article) -> Prepared:
    """An article read lightly, as it is stored."""
    title, body = article.title.strip(), article.text.strip()
    text = f"{title}\n\n{body}"
    capture = captured(text, "table", url=article.url)
    page = content_id("page", capture.id, article.url, article.outlet)
    head, whole = Span(0, len(title)), Span(len(title) + 2, len(text))
    story = Story(content_id("story", page), page, (head, whole), headline=head, paragraphs=(whole,), reason=Reason("benchmark"))
    published, outlet = Stated(article.published, "given"), Stated(article.outlet, "given")
    blocks = (Block("title", head), Block("paragraph", whole))
    reading = Reading(
        Page(page, capture, text, blocks, published=published, outlet=outlet, url=article.url),
        "benchmark",
        restore(text).restorations,
        (story,),
    )
    return prepare(reading, text)


def fill(archive: Archive, source: Iterable[Article], *, workers: int = 2) -> float:
    """Keep articles on the bulk path: many in one transaction, sorted by the index. Gives the seconds that it took."""
    start = time.perf_counter()
    with get_context("fork").Pool(workers) as pool, archive.streaming():
        made = pool.imap(light, source, chunksize=64)
        while batch := list(islice(made, BULK)):
            batch.sort(key=lambda each: -each.day)
            with archive.together():
                for prepared in batch:
                    archive.keep(prepared)
    return time.perf_counter() - start
