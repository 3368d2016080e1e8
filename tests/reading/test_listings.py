"""Stories among cards, and listings made of them."""

from __future__ import annotations

from itertools import product

import pytest

from rawi.model import STORY_KINDS, Capture, Page
from rawi.reading.html import read_html

TITLE = "بلدية الصفصاف تفتتح مدرستها الثالثة"
FIRST = "أعلنت بلدية الصفصاف افتتاح مدرستها الثالثة اليوم."
SECOND = "وتتسع المدرسة لأربعمئة تلميذ من القرى المجاورة وفيها مكتبة وقاعة للرسم وملعب صغير، بحسب البلدية."
EXCERPT = "كشفت مصادر مطلعة أن الاجتماع المقبل سيناقش خطة النقل العام في الوادي وتمويل المرحلة الأولى منها"
TEXTS = ("<div>{}</div>", "<p>{}</p>")
CARDS = (
    "<div class=x1><h4><a href=/{n}>{t}</a></h4>{d}<p>{e}</p></div>",
    "<div class=x1><a href=/{n}><img src=a.jpg></a><a href=/{n}><h3>{t}</h3></a><p>{e}</p>{d}</div>",
    "<article><a href=/{n}><h2>{t}</h2>{d}<p>{e}</p></a></article>",
    "<div><h2><a href=/{n}>{t}</a></h2>{d}</div>",
)


def read(head: str, body: str) -> Page:
    """A page of these two parts."""
    return read_html(Capture("capture", ""), f"<html><head>{head}</head><body>{body}</body></html>")


def running(page: Page) -> list[str]:
    """The texts of its story."""
    return [block.span.of(page.text) for block in page.blocks if block.kind in STORY_KINDS]


def cards(count: int, form: str, date: str = "<span>السبت، 13 أبريل 2024</span>") -> str:
    """So many cards of other stories in one box."""
    made = (form.format(n=n, t=f"حكاية أخرى من حكايات الوادي {n}", d=date, e=EXCERPT) for n in range(count))
    return f"<div>{''.join(made)}</div>"


@pytest.mark.parametrize("form", CARDS)
@pytest.mark.parametrize("headline", ["<h1>{}</h1>", "<h2>{}</h2>", "<div class=x9>{}</div>", "<h2><a href=/self>{}</a></h2>"])
def test_no_story_is_lost_among_cards(form: str, headline: str) -> None:
    """Text under the page's own headline is the story, and the cards above, beside and below it are not, many or few as they are."""
    for count, wrap, texts, place in product((1, 3, 7, 12), TEXTS, ([FIRST], [FIRST, SECOND]), range(3)):
        around = cards(count, form)
        story = f"<div>{headline.format(TITLE)}{''.join(map(wrap.format, texts))}{around if place == 1 else ''}</div>"
        page = read(f"<title>{TITLE} - نهار الوادي</title>", (around if place == 0 else "") + story + (around if place == 2 else ""))
        assert running(page) == texts
        assert page.items == ()


@pytest.mark.parametrize("sign", ["<span class=x2>14 أبريل 2024</span>", "<span class=writer>كتب نبيل صباغ</span>", f"<p>{SECOND}</p>"])
def test_a_short_headline_above_cards(sign: str) -> None:
    """A headline as short as a section's name heads a story where a date, a byline or more than one paragraph stands below it."""
    page = read("<title>ضريبة الضجيج</title>", f"<div><h1>ضريبة الضجيج</h1>{sign}<p>{FIRST}</p></div>{cards(8, CARDS[0])}")
    assert running(page)[-1] == FIRST
    assert page.items == ()


@pytest.mark.parametrize("form", CARDS[:3])
@pytest.mark.parametrize(
    "headline", ["<h1>أخبار محلية</h1>", "<h1><a href=/>نهار الوادي</a></h1>", "<h1>نهار الوادي - أخبار الوادي والعالم لحظة بلحظة</h1>", ""]
)
def test_a_section_with_a_few_words_on_it_is_a_listing(form: str, headline: str) -> None:
    """A sentence on what a section or site is about, under its name, makes no story of its entries."""
    for title in ("أخبار محلية - نهار الوادي", "نهار الوادي - أخبار الوادي والعالم لحظة بلحظة"):
        page = read(f"<title>{title}</title><meta property='og:type' content='article'>", f"{headline}<p>{FIRST}</p>{cards(9, form)}")
        assert len(page.items) == 9


def test_the_writer_in_a_box_of_a_card_s_shape() -> None:
    """A linked name in a heading above the text, alone of its kind, is the writer's and leads to no other story."""
    writer = "<div class=writer><h4><a href=/w/3>نبيل صباغ</a></h4></div>"
    page = read(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>{writer}<p>{FIRST}</p><p>{SECOND}</p>")
    assert [person.value for person in page.byline] == ["نبيل صباغ"]
