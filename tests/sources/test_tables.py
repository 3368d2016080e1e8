"""What a row of a table says of its page."""

from __future__ import annotations

import io
import json

import pytest

from rawi import face
from rawi.sources import Columns, Got
from rawi.sources.tables import pages

TITLE = "افتتاح سوق جديد في مدينة الوادي."
TEXT = "قال المدير أمس إن السوق مفتوح للجميع وإن الدخول مجاني.\n\nوأضاف أن السوق يعمل كل يوم."


def got(**row: str) -> Got:
    """The page of a row whose title stands in «h», its text in «b», HTML in «html»."""
    (page,) = pages(io.BytesIO(json.dumps(row).encode()), "rows.jsonl", "rows.jsonl", Columns.of(["title=h,text=b"]))
    assert isinstance(page, Got)
    return page


@pytest.mark.parametrize("title", [TITLE, TITLE.rstrip("."), TITLE * 6])
def test_title_of_a_row(title: str) -> None:
    """A row's title is its page's, and the headline of its story, whatever it ends with and however long it is."""
    reading = face.read_got(got(h=title, b=TEXT))
    assert reading.page.title is not None
    assert reading.page.title.value == title
    assert [block.kind for block in reading.page.blocks[:2]] == ["title", "paragraph"]
    assert reading.stories[0].headline == reading.page.title.span


def test_title_at_the_head_of_a_paragraph() -> None:
    """A row's title that its text goes on from without a line is the page's title, with its place in the text."""
    page = face.read_got(got(h=TITLE, b=f"{TITLE} {TEXT}")).page
    assert page.title is not None
    assert page.title.span is not None
    assert page.title.span.of(page.text) == page.title.value == TITLE


def test_title_that_the_page_does_not_show() -> None:
    """A row's title is the page's where the row's HTML has none; the page's own outranks it."""
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
    page = face.read_got(got(h=TITLE, html=f"<html><body>{body}</body></html>")).page
    assert page.title is not None
    assert (page.title.value, page.title.where, page.title.span) == (TITLE, "given", None)
    own = face.read_got(got(h=TITLE, html=f"<html><head><title>سوق الوادي</title></head><body>{body}</body></html>")).page
    assert own.title is not None
    assert own.title.value == "سوق الوادي"
