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
