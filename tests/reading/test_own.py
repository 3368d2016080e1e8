"""What stands above the page's own headline."""

from __future__ import annotations

import pytest

from rawi.model import STORY_KINDS, Capture
from rawi.reading.html import read_html

TITLE = "بلدية الصفصاف تفتتح مدرستها الثالثة"
TEXT = ["أعلنت بلدية الصفصاف افتتاح مدرستها الثالثة اليوم.", "وتتسع المدرسة لأربعمئة تلميذ من القرى المجاورة، بحسب البلدية."]
NEWS = "كشفت مصادر مطلعة أن الاجتماع المقبل سيناقش خطة النقل العام في الوادي وتمويل المرحلة الأولى منها"
STRIPS = (
    "<div><h4>لحظة بلحظة</h4>" + f"<div class=x1><time>07:31</time><p>{NEWS}</p></div>" * 6 + "</div>",
    f"<div class=x2><h2>خصوصيتك تهمنا</h2><p>{NEWS}.</p><button>موافق</button></div>",
    f"<p>{NEWS}.</p>" * 3,
)


def running(body: str) -> list[str]:
    """The texts of the story of a page with this body."""
    page = read_html(Capture("capture", ""), f"<html><head><title>{TITLE} - نهار الوادي</title></head><body>{body}</body></html>")
    return [block.span.of(page.text) for block in page.blocks if block.kind in STORY_KINDS]


@pytest.mark.parametrize("headline", ["<h1>{}</h1>", "<h2><a href=/self>{}</a></h2>", "<div class=x7>{}</div>"])
@pytest.mark.parametrize("strip", STRIPS)
def test_what_stands_above_the_story(strip: str, headline: str) -> None:
    """Text above the box of the page's headline and its text is the site's, though there be more of it."""
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    assert running(f"{strip}<div>{headline.format(TITLE)}<div>{text}</div></div>") == TEXT


def test_a_text_above_a_repeated_title() -> None:
    """Text under a headline of its own stays, where the page's title is printed again below it with words of the site's."""
    story = [f"{NEWS}.", *TEXT]
    text = "".join(f"<p>{line}</p>" for line in story)
    again = f"<section><h2>{TITLE}</h2><p>شاركنا رأيك في هذه المادة عبر البريد أو الهاتف.</p></section>"
    assert running(f"<div><h2>مدرسة ثالثة لأبناء الصفصاف والقرى</h2>{text}</div>{again}")[-3:] == story


def test_dated_cards_below_the_story() -> None:
    """Boxes of a headline, a sentence and a day each, outside the story's box, are no text though none of them is a link."""
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    cards = "".join(f"<div><span>حكاية من الوادي {n}</span><p>{NEWS}</p><i>٢٦ يناير ٢٠٢٤</i></div>" for n in range(4))
    assert running(f"<p>{NEWS}.</p><div><h1>{TITLE}</h1>{text}</div><div><h3>مقالات</h3>{cards}</div>")[:2] == TEXT


def test_dated_events_in_the_story_stay() -> None:
    """A chronicle inside the story's box is the story's."""
    events = "".join(f"<div><b>مرحلة البناء {n}</b><p>{NEWS}.</p><i>{n + 3} يناير ٢٠٢٤</i></div>" for n in range(4))
    body = f"<p>نهار الوادي</p><div><h1>{TITLE}</h1><p>{TEXT[0]}</p><div>{events}</div><p>{TEXT[1]}</p></div>"
    assert running(body).count(f"{NEWS}.") == 4
