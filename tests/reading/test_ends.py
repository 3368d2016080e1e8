"""What stands below the story's end, and headings whose box has lost all else."""

from __future__ import annotations

import pytest

from rawi.model import STORY_KINDS, Capture
from rawi.reading.html import read_html

TITLE = "بلدية الصفصاف تفتتح مدرستها الثالثة"
TEXT = ["أعلنت بلدية الصفصاف افتتاح مدرستها الثالثة في حي الينابيع اليوم.", "وتتسع المدرسة لأربعمئة تلميذ من القرى المجاورة، بحسب البلدية."]
WORDS = "كشفت مصادر مطلعة أن الاجتماع المقبل سيناقش خطة النقل العام في الوادي وتمويل المرحلة الأولى منها"
LINKS = "<li><a href=/1>افتتاح سوق الخضار الجديد في الوادي</a><li><a href=/2>تأجيل بطولة الوادي للشطرنج</a>"
OTHERS = f"<div><h4>أخبار ذات صلة</h4><ul>{LINKS}</ul></div>"
SHARE = "<div><span>٧</span> أعجبني</div><div>رابط مختصر: https://example.com/a/1</div>"
COLUMNS = "<div class=y1>{}<div><b>هدى الراعي</b><p>لماذا نترك الحكايات القديمة حتى ينساها رواتها؟</p></div></div>"
TIPS = "<div class=y2>{}<p>الميزان: يوم طيب للقاء الأصدقاء وتأجيل ما لا يستعجل.</p></div>"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)


def running(body: str) -> list[str]:
    """The texts of the story of a page with this body."""
    page = read_html(Capture("capture", ""), f"<html><head><title>{TITLE} - نهار الوادي</title></head><body>{body}</body></html>")
    return [block.span.of(page.text) for block in page.blocks if block.kind in STORY_KINDS]


@pytest.mark.parametrize("head", ["<h3>زاوية الوادي</h3>", "<div>زاوية الوادي</div>"])
@pytest.mark.parametrize("box", [COLUMNS, TIPS])
def test_boxes_below_buttons_and_other_stories(box: str, head: str) -> None:
    """A small box under a heading of its own, below the row of buttons and other stories, is no text though it stands beside the text."""
    assert running(f"<div><h1>{TITLE}</h1>{PARAGRAPHS}{SHARE}{OTHERS}{box.format(head)}</div>") == TEXT


def test_excerpts_outside_the_story() -> None:
    """Below other stories a box outside the story's is no text though it says more than the story does."""
    box = f"<div><h3>من الوادي أيضا</h3><p>سوق الخضار: {WORDS}.</p><p>بطولة الشطرنج: {WORDS}.</p></div>"
    story = f"<div class=t><div>{WORDS}.</div></div><div>المصدر: نهار الوادي</div>"
    assert running(f"<div><h1>{TITLE}</h1>{story}</div>{OTHERS}{box}") == [f"{WORDS}."]


def test_the_last_part_of_a_text_stays() -> None:
    """A part of the text under a heading stays in a box of its own: below other stories, or below the row of buttons, or among its like."""
    part = "<div class=y3><h2>مدرسة رابعة</h2><p>وتخطط البلدية لبناء مدرسة رابعة في حي السواقي.</p></div>"
    parts = ["مدرسة رابعة", "وتخطط البلدية لبناء مدرسة رابعة في حي السواقي."]
    for between in (OTHERS, SHARE):
        assert running(f"<div><h1>{TITLE}</h1>{PARAGRAPHS}{between}{part}</div>") == [*TEXT, *parts]
    text = f"<p>{WORDS}.</p>" * 4
    assert running(f"<div><h1>{TITLE}</h1>{text}{SHARE}{OTHERS}{part}{part}</div>")[4:] == parts * 2


def test_a_text_below_its_lead() -> None:
    """The text stays where a lead, the row of buttons and other stories stand above it, and it begins with a heading."""
    text = "".join(f"<p>{line}</p>" for line in [*TEXT, f"{WORDS}."])
    story = running(f"<div><div><h1>{TITLE}</h1><p>{WORDS}.</p></div>{SHARE}{OTHERS}<div class=t><h2>أربعمئة مقعد</h2>{text}</div></div>")
    assert story[-3:] == [*TEXT, f"{WORDS}."]


@pytest.mark.parametrize("head", ["<span>٨/٣/٢٠٢٢</span><a>{}</a>", "<h4>{}</h4>", "<b><a href=/s>{}</a></b>"])
def test_cards_below_the_label_of_other_stories(head: str) -> None:
    """The cards below a label of other stories are theirs, in no box of their own and more text together than the story."""
    cards = f"<div class=y4>{head.format('سوق جديد للخضار في الوادي')}<p>{WORDS}</p></div>" * 4
    assert running(f"<div><h1>{TITLE}</h1><div>{PARAGRAPHS}</div><h3>مواضيع ذات صلة</h3>{cards}</div>") == TEXT


def test_a_box_that_lost_all_else() -> None:
    """The heading of a box whose other lines are no text goes with them, in the middle of the text and below it."""
    box = "<div class=y5><h4>كونوا من أهل الوادي</h4><p>أنتم شركاؤنا ولولاكم ما روينا شيئا.</p><a>ادعمنا</a></div>"
    assert running(f"<div><h1>{TITLE}</h1><div><p>{WORDS}.</p>{box}{PARAGRAPHS}</div></div>") == [f"{WORDS}.", *TEXT]
    letter = "<div class=y10><h4>رسالة المساء</h4><p>ملخص ما جرى في يومك يصلك في السابعة مساء.</p><button>اشترك</button></div>"
    assert running(f"<div><h1>{TITLE}</h1><div><p>{WORDS}.</p>{letter}{PARAGRAPHS}</div></div>") == [f"{WORDS}.", *TEXT]
    cards = f"<div><h4>حكاية من الوادي</h4><p>{WORDS}</p><i>٢٦ يناير ٢٠٢٤</i></div>" * 3
    assert running(f"<main><div><h1>{TITLE}</h1>{PARAGRAPHS}</div><div><h3>مسموعات</h3>{cards}</div></main>") == TEXT


def test_headings_of_a_text_stay() -> None:
    """A heading above a picture or a single line of the site's, and one above another of lower rank, stay."""
    note = "<figure><img src=a.jpg><figcaption>المدرسة الجديدة في الصفصاف</figcaption></figure>"
    for between in (note, "<div>إعلان</div>", ""):
        story = running(f"<div><h1>{TITLE}</h1><div>{PARAGRAPHS}<h2>أربعمئة مقعد</h2>{between}<h3>في عام واحد</h3>{PARAGRAPHS}</div></div>")
        assert [line for line in story if line in {"أربعمئة مقعد", "في عام واحد"}] == ["أربعمئة مقعد", "في عام واحد"]


def test_a_note_below_a_rule() -> None:
    """The last paragraph below a rule is the site's note where its class is none of the text's; else it stays."""
    note = "نرحب بما لدى أهل الوادي من صور المدرسة القديمة ووثائقها."
    head = f"<div><h1>{TITLE}</h1><div>{PARAGRAPHS}"
    assert running(f"{head}<hr><p class=y6>{note}</p></div></div>") == TEXT
    assert running(f"{head}<hr><p>{note}</p></div></div>") == running(f"{head}<p class=y6>{note}</p></div></div>") == [*TEXT, note]


CARDS = "".join(f"<div>{{}}<p>{WORDS}</p></div>" for _ in range(3))
CARD_LINES = ["<h4>حكاية من الوادي القديم</h4>", "<b>حكاية من الوادي القديم</b>", "<div class=y8>حكاية من الوادي القديم</div>"]


@pytest.mark.parametrize("line", CARD_LINES)
def test_cards_beside_the_box_of_the_text(line: str) -> None:
    """Below the row of buttons or other stories, cards under a heading are no text beside the text's box, though they say more than it."""
    box = f"<div class=y9><h3>ملفات الوادي</h3>{CARDS.format(line, line, line)}</div>"
    for between in (SHARE, OTHERS):
        assert running(f"<article><h1>{TITLE}</h1><div class=t>{PARAGRAPHS}</div>{between}{box}</article>") == TEXT
    assert running(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}{SHARE}{OTHERS}{box}</article>") == TEXT


def test_excerpts_that_begin_with_a_link() -> None:
    """Paragraphs under a heading that each begin with a headline as a link are cards too."""
    lines = f"<p><a href=/1>سوق جديد للخضار</a>: {WORDS}.</p><p><a href=/2>قطار الوادي يعود</a> - {WORDS}.</p>"
    assert (
        running(f"<article><h1>{TITLE}</h1><div class=t>{PARAGRAPHS}</div>{SHARE}<div><h3>أيضا في الوادي</h3>{lines}</div></article>")
        == TEXT
    )


def test_a_second_box_of_the_text_stays() -> None:
    """Questions and answers in a box beside the text's stay, and so does a second box called like it, below the row of buttons too."""
    answers = "<div><h4>كم تتسع؟</h4><p>تتسع لأربعمئة تلميذ من القرى.</p></div>"
    answers += "<div><h4>متى تبدأ؟</h4><p>تبدأ الدراسة فيها في الخريف.</p></div>"
    story = running(f"<article><h1>{TITLE}</h1><div class=t>{PARAGRAPHS}</div><div class=y7><h3>أسئلة وأجوبة</h3>{answers}</div></article>")
    assert story[-2:] == ["متى تبدأ؟", "تبدأ الدراسة فيها في الخريف."]
    part = "<div class='t t-2'><h3>مدرسة رابعة</h3><p>وتخطط البلدية لبناء مدرسة رابعة في حي السواقي.</p></div>"
    story = running(f"<article><h1>{TITLE}</h1><div class='t t-1'>{PARAGRAPHS}</div>{SHARE}{part}</article>")
    assert story[-1:] == ["وتخطط البلدية لبناء مدرسة رابعة في حي السواقي."]


@pytest.mark.parametrize("head", ["كتابات أخرى", "كتابات اخرى للكاتب"])
def test_a_table_of_other_writings(head: str) -> None:
    """A table under the heading of other writings is no text, with its headlines and days."""
    rows = "<tr><td>سوق الخضار يعود إلى الوادي<td>10/03/2009<tr><td>بطولة الشطرنج تبدأ غدا<td>08/03/2009"
    table = f"<tr><td><table><tr><td colspan=2><b>{head}</b>{rows}</table>"
    assert running(f"<table><tr><td><b>{TITLE}</b><tr><td>{PARAGRAPHS}{table}</table>") == TEXT


@pytest.mark.parametrize("head", ["سجل الزوار", "تعليقات الموقع (2)"])
def test_a_guest_book(head: str) -> None:
    """What readers wrote under the heading of their book is no text."""
    notes = "كتب سامر من الوادي بتاريخ 09/02/2006: أحسنتم جميعا<br>كتبت هدى بتاريخ 10/02/2006: نريد المزيد"
    text = [f"{WORDS}.", *TEXT]
    assert running(f"<table><tr><td><b>{TITLE}</b><br>{'<br>'.join(text)}<hr><b>{head}</b><br>{notes}</table>") == text


def test_a_notice_in_a_frame() -> None:
    """A line in a table of one cell right below the text is no text, unless text goes on below it."""
    text, framed = [f"{WORDS}.", *TEXT, f"{WORDS}."], "كيف تشارك في تحرير نهار الوادي؟"
    page = f"<table><tr><td><h1>{TITLE}</h1><div>{'<br>'.join(text)}</div><table><tr><td>{framed}</table>{{}}</table>"
    assert running(page.format(f"<table><tr><td><b>تعليقات الموقع (2)</b><tr><td>1 - شكرا<br>{WORDS}</table>")) == text
    assert framed in running(page.format(f"<div>{WORDS}.<br>{WORDS}.</div>"))


def test_dated_notes_of_readers() -> None:
    """Lines that each begin with who wrote on which day are readers' and date no page; with text below they stay."""
    notes = "كتب سامر من الوادي بتاريخ 09/02/2006: أحسنتم جميعا<br>كتبت هدى بتاريخ 10/02/2006: نريد المزيد من هذه الحكايات"
    body = f"<h1>{TITLE}</h1><div>{WORDS}.<br>{'<br>'.join(TEXT)}<hr><b>صدى الحكاية</b><br>{notes}{{}}</div>"
    assert running(body.format("")) == [f"{WORDS}.", *TEXT]
    assert any("أحسنتم" in line for line in running(body.format(f"<br>{WORDS}.")))
    page = read_html(Capture("capture", ""), f"<title>{TITLE}</title>{body.format('')}")
    assert (page.byline, page.published) == ((), None)
