"""Generated articles by the hundred thousand: sentences of real ones, each analysed once, put together to what the reader would have made.

A story's tokens are those of its sentences one after the other, so a mixture needs no second look at its words. Sentences with a masked
word are left out, since what is restored may depend on the neighbours. Every thousandth mixture is read again, whole, by the same code as
any article, and the benchmark ends if a single cell of what is stored differs. From there on ``Archive.keep`` writes it, as it writes all
pages.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from archive_reading import Article, light, skeleton
from rawi.arabic.stems import tokens
from rawi.archive import analysis
from rawi.archive.analysis import HEADLINE_WEIGHT, name_marks
from rawi.archive.days import day_of
from rawi.archive.keeping import Prepared, address_of, packed, seal_of
from rawi.archive.port import Indexed
from rawi.archive.projection import content_of, spans_text
from rawi.restoring import restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def mixtures(real: Iterable[Article]) -> Iterator[Prepared]:
    """Mixtures of two real articles each, half of their sentences, on days spread over ten years; always the same, without end."""
    chance = random.Random(2011)
    homes = []
    for article in real:
        pieces = [made for part in SENTENCES.split(article.text) if (made := piece(part.strip()))]
        heads = [made for each in pieces if (made := piece(each.text[:HEADLINE].strip()))]
        if heads:
            homes.append((article.outlet, heads, pieces))
    number = 0
    while True:
        number += 1
        (_, heads, mine), (outlet, _, others) = chance.choice(homes), chance.choice(homes)
        both = mine + others
        chosen = chance.sample(both, max(1, len(both) // 2))
        day = FIRST + timedelta(days=chance.randrange(365 * YEARS), minutes=chance.randrange(1440))
        head = chance.choice(heads)
        article = Article(
            head.text, "\n".join(each.text for each in chosen), f"https://generated.example/{number}", outlet, day.isoformat()
        )
        mixture = composed(article, head, chosen)
        if number % READ_AGAIN == 1 and mixture != light(article):
            raise AssertionError(f"mixture {number} is not what the reader makes of it")
        yield mixture


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
