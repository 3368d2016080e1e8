"""A light reading of an article: one story with headline and text and no further marks.

What search latency depends on, at a hundredth of the full reader's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rawi.archive.keeping import Prepared, prepare
from rawi.model import Block, Page, Reading, Reason, Span, Stated, Story, content_id
from rawi.restoring import restore
from rawi.sources.got import captured

if TYPE_CHECKING:
    from rawi.model import Restoration


class Article(NamedTuple):
    """A headline, a text, and who published it when and where."""

    title: str
    text: str
    url: str
    outlet: str
    published: str


def light(article: Article) -> Prepared:
    """An article read lightly, as it is stored."""
    text = text_of(article)
    return prepare(skeleton(article, restore(text).restorations), text)


def text_of(article: Article) -> str:
    """The text that an article's page has."""
    return f"{article.title.strip()}\n\n{article.text.strip()}"


def skeleton(article: Article, restorations: tuple[Restoration, ...]) -> Reading:
    """The light reading itself."""
    text, title = text_of(article), article.title.strip()
    capture = captured(text, "table", url=article.url)
    page = content_id("page", capture.id, article.url, article.outlet)
    head, whole = Span(0, len(title)), Span(len(title) + 2, len(text))
    story = Story(content_id("story", page), page, (head, whole), headline=head, paragraphs=(whole,), reason=Reason("benchmark"))
    published, outlet = Stated(article.published, "given"), Stated(article.outlet, "given")
    blocks = (Block("title", head), Block("paragraph", whole))
    return Reading(
        Page(page, capture, text, blocks, published=published, outlet=outlet, url=article.url), "benchmark", restorations, (story,)
    )
