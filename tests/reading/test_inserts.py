"""What an outlet sets into or under a text without a name: boxes with a field, calls to follow, comments above a field."""

from __future__ import annotations

import pytest

from rawi.model import STORY_KINDS, Capture, Page
from rawi.reading.html import read_html
from rawi.reading.labels import label_of, opens_section
from rawi.reading.people import people

TITLE = "قرية الصفصاف تفتتح مدرستها الثالثة بعد عامين من العمل"
LONG = "افتتحت بلدية الصفصاف صباح اليوم مدرستها الثالثة التي تتسع لأربعمئة تلميذ وتضم اثني عشر صفا ومختبرين ومكتبة."
NEXT = "وقال رئيس البلدية منصور الحداد إن كلفة البناء بلغت مليوني دينار جمعت من الأهالي ومن صندوق التنمية."
LAST = "وتعمل البلدية على بناء ملعب بجوار المدرسة وعلى تعبيد الطريق المؤدي إليها قبل حلول فصل الشتاء المقبل."


def read(between: str = "", below: str = "", title: str = "") -> Page:
    """A page with something between the paragraphs of its story, or below them."""
    body = f"<div><p>{LONG}</p>{between}<p>{NEXT}</p><p>{LAST}</p></div>"
    return read_html(Capture("capture", ""), f"<title>{title or TITLE}</title><h1>{TITLE}</h1>{body}{below}")


def running(page: Page) -> list[str]:
    """The running text."""
    return [block.span.of(page.text) for block in page.blocks if block.kind in STORY_KINDS]


@pytest.mark.parametrize(
    "between",
    [
        "<div><b>رسالة الصباح</b><p>أهم ما جرى في الوادي يصل إليك كل صباح قبل القهوة.</p><input type='email'></div>",
        "<div><h3>اشترك في نشرتنا الأسبوعية</h3><p>قصص مختارة من القرى.</p><p>لا نرسل إعلانات أبدا.</p></div>",
        "<p>\U0001f534 للمزيد تابعونا على صفحة الفيسبوك من هنا</p>",
        "<p>وتقدم صحيفة الوادي لقرائها تغطية مستمرة لأخبار المدارس.</p>",
    ],
)
def test_an_insert_is_no_text(between: str) -> None:
    """A box with a field, a heading that calls to subscribe with what it heads, and the outlet's praise of itself are furniture."""
    assert running(read(between)) == [LONG, NEXT, LAST]


def test_a_field_beside_the_text_takes_none_of_it() -> None:
    """A field in the very box that holds the story, or in a form around the page, leaves the story alone."""
    assert running(read("<input type='text'>")) == [LONG, NEXT, LAST]
    page = read_html(Capture("capture", ""), f"<form><h1>{TITLE}</h1><p>{LONG}</p><p>{NEXT}</p><input type='text'></form>")
    assert running(page) == [LONG, NEXT]


def test_readers_above_the_field_for_a_comment() -> None:
    """Names and texts in turn right above a field of several lines are comments; without the field they stay text."""
    said = "".join(f"<div>{n} - قارئ</div><div>بارك الله فيكم على نقل هذا الخبر.</div>" for n in (1, 2))
    field = "<div><label>الاسم</label><input><textarea></textarea></div>"
    page = read(below=f"<div>{said}</div>{field}")
    assert running(page) == [LONG, NEXT, LAST]
    assert sum(block.kind == "comment" for block in page.blocks) == 4


def test_a_count_before_the_title_opens_the_comments() -> None:
    """«3 replies to “…”» heads comments; a heading of a story that speaks of replies does not."""
    assert opens_section(f"3 ردود على “{TITLE}”") is not None
    assert opens_section("ردود على «مبادرة الوادي»") is None


def test_a_sentence_below_a_teaser_is_text_again() -> None:
    """Below «read also» and its links a short sentence that is set like the paragraphs above it is the story's."""
    short = "وتفتح المدرسة أبوابها في سبتمبر."
    page = read(f"<p>اقرأ أيضا:</p><p><a href='/2'>افتتاح مصنع للبطاريات</a></p><p>{short}</p>")
    assert running(page) == [LONG, short, NEXT, LAST]


def test_the_outlet_beside_a_headline_cut_off() -> None:
    """What a page's title adds to the beginning of the headline is the outlet, and so is a title of few words that is no headline."""
    for title in ("بالفيديو.. قرية الصفصاف تفتتح مدرستها الثالثة | صحيفة الوادي", "صحيفة الوادي"):
        page = read(title=title)
        assert page.outlet is not None
        assert page.outlet.value == "صحيفة الوادي"


def test_what_is_offered_to_others_is_text() -> None:
    """A sentence on what somebody offers to anybody but the outlet's readers is no label."""
    assert label_of("تقدم المدينة لسكانها خدمات كثيرة في هذا الفصل.") is None
    assert label_of("اشترك في التحقيق ثلاثة قضاة من محكمة الاستئناف.") is None
    assert label_of("اشترك في نشرتنا الأسبوعية") is not None


@pytest.mark.parametrize(
    "below",
    [
        "<div class='n'><p>هذه المادة تعكس ما يراه صاحبها وحده، ولا شأن للصحيفة بما جاء فيها من الأحكام.</p></div>",
        "<div class='w'><p><strong>منى الأسمر</strong></p><p>كاتبة من الوادي تعمل في التعليم منذ ثلاثين عاما وتقيم في الصفصاف.</p></div>",
        "<div><a href='/2'>افتتاح مصنع للبطاريات في الوادي</a><p>حضر الافتتاح جمع من الأهالي.</p></div>" * 2,
        "<p>المزيد من (محليات)</p>" + "<p><a href='/2'>افتتاح مصنع للبطاريات في الوادي</a></p>" * 2,
        "<p>[ إضافة تعليق ] [ إخبار صديق ] [ عودة للخلف ]</p>",
        "<p>\u2b07\ufe0f تلغرام: t.me/wadi</p>",
    ],
)
def test_what_stands_below_the_text(below: str) -> None:
    """Boxes below that of the text and unlike it, cards, what heads links, and rows of links or contacts are no text."""
    assert running(read(below=below)) == [LONG, NEXT, LAST]


def test_a_text_cut_into_parts() -> None:
    """What stands below an insert in boxes that are called as those above it is the story's."""
    part = "<div class='c'><div class='t'>{}</div></div>"
    body = part.format(f"<p>{LONG}</p><p>{NEXT}</p>") + "<div class='c'><div class='x'>إعلان</div></div>" + part.format(f"<p>{LAST}</p>")
    page = read_html(Capture("capture", ""), f"<title>{TITLE}</title><div><h1>{TITLE}</h1>{body}</div>")
    assert running(page) == [LONG, NEXT, LAST]


def test_a_line_above_a_list() -> None:
    """A bold line that ends with a colon above the points of a list is the story's."""
    page = read("<div><b>ما في المدرسة:</b></div><ul><li>مختبران</li><li>مكتبة</li></ul>")
    assert running(page) == [LONG, "ما في المدرسة:", "مختبران", "مكتبة", NEXT, LAST]


def test_a_labelled_date_without_a_space() -> None:
    """«Date: 20/05/2010» dates the page, whichever word for it the label has."""
    page = read_html(Capture("capture", ""), f"<h1>{TITLE}</h1>بتاريخ: 20/05/2010<br>{LONG}<br>{NEXT}<br>{LAST}")
    assert page.published is not None
    assert page.published.value == "2010-05-20"


def test_a_particle_is_no_name() -> None:
    """What stands behind the word for a report is no name where a particle stands in it."""
    assert people("تقرير مصور: أزمة الخبز في الأحياء") == ()


def test_the_row_of_writer_and_date_below_a_deck() -> None:
    """A linked name and a date between the deck and the text are the story's own."""
    row = "<p>قبل شروق الشمس يكون كل شيء جاهزا</p><div><a href='/9'>نهى السعدي</a><time>02 يناير 2024</time></div>"
    page = read_html(Capture("capture", ""), f"<div><h1>{TITLE}</h1>{row}<div><p>{LONG}</p><p>{NEXT}</p></div></div>")
    assert page.published is not None
    assert (page.published.value, [name.value for name in page.byline]) == ("2024-01-02", ["نهى السعدي"])


def test_a_builders_text_editor_is_no_writer() -> None:
    """The widget in which a page builder keeps a text is called after its editor and holds the story all the same."""
    widget = "<div class='elementor-widget elementor-widget-text-editor'><p>{}</p></div>"
    page = read_html(Capture("capture", ""), f"<h1>{TITLE}</h1><div>{widget.format(LONG)}{widget.format(NEXT)}</div>")
    assert running(page) == [LONG, NEXT]


def test_an_address_alone_is_no_text() -> None:
    """What an embedded post leaves behind, a line of nothing but its address, is furniture."""
    assert running(read("<p>pic.twitter.com/abcd</p><p>https://example.net/status/1</p>")) == [LONG, NEXT, LAST]


def test_cards_of_a_listing_are_its_entries() -> None:
    """A row of linked headlines with excerpts below no text is a listing, not what stands below a story."""
    cards = "".join(f'<div class="c"><h2><a href="/{n}">{TITLE} - الجزء {n}</a></h2><p>{LONG}</p></div>' for n in range(6))
    page = read_html(Capture("capture", ""), f"<title>أخبار</title><h1>أخبار</h1><div>{cards}</div>")
    assert len(page.items) == 6


@pytest.mark.parametrize("lead", ["قد يعجبك", "من مراسلنا", "ذاكرة الوادي"])
def test_a_lead_in_and_a_linked_headline(lead: str) -> None:
    """A word or two with a colon before a linked headline lead to another story; what credits somebody does not."""
    assert running(read(f"<p>{lead}: <a href=/1>{TITLE}</a></p>")) == [LONG, NEXT, LAST]


def test_a_headline_in_the_text_makes_no_listing() -> None:
    """A linked headline among the paragraphs of a story is no entry with the story as its excerpt, many as there are below."""
    cards = "".join(f"<div><h4><a href=/{n}>{TITLE} - الجزء {n}</a></h4><span>18 أغسطس 2025</span></div>" for n in range(8))
    assert running(read(f"<h3><a href=/k>{TITLE} قريبا</a></h3>", f"<div><h3>الأكثر مشاهدة</h3>{cards}</div>")) == [LONG, NEXT, LAST]


def test_bold_lines_among_boxes() -> None:
    """A bold line between the boxes of the text heads what follows, though it is a paragraph and they are not."""
    boxes = f"<div>{LONG}</div><p><strong>موعد الافتتاح</strong></p><div>{NEXT}</div><div>{LAST}</div>"
    page = read_html(Capture("capture", ""), f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1><div>{boxes}</div></body></html>")
    assert running(page) == [LONG, "موعد الافتتاح", NEXT, LAST]


BRIEF = "أعلنت بلدية الصفصاف افتتاح مدرستها الثالثة اليوم."
"""A whole story in one short line."""


@pytest.mark.parametrize(
    "below",
    [
        f"<div class=x1><h4>عن الكاتب</h4><p>{LONG}</p></div>",
        f"<div class=x1><h4>ادعم صحافتنا</h4><p>{LONG}</p><a href=/d>تبرع الآن</a></div>",
        f"<div class=x1><b>رسالة الصباح</b><p>{LONG}</p><input type=email></div>",
        f"<div class=cookie-bar><p>{LONG}</p><button>أوافق</button></div>",
        f"<div><h3>التعليقات</h3><div><b>أبو سالم</b><p>{LONG}</p></div><div><b>مواطن</b><p>{NEXT}</p></div></div>",
        "<div><h3>مقالات مشابهة</h3>" + f"<div><a href=/1>{TITLE} 2</a><p>{LONG}</p></div>" * 2 + "</div>",
        f"<article><h2><a href=/n>افتتاح سوق جديدة في المدينة</a></h2><p>{LONG}</p><p>{NEXT}</p></article>",
        f"<footer><p>{LONG}</p><p>جميع الحقوق محفوظة</p></footer>",
    ],
)
def test_a_brief_story_above_long_notes(below: str) -> None:
    """What a site says below a story is no text, even where it is longer than the story."""
    page = f"<html><title>{TITLE}</title><body><div><h1>{TITLE}</h1><div><p>{BRIEF}</p></div>{below}</div></body></html>"
    assert running(read_html(Capture("capture", ""), page)) == [BRIEF]


def test_the_page_s_own_linked_headline() -> None:
    """A story whose headline is a link to itself, below a line about the site, is the page's story."""
    story = f"<article><h2><a href=/self>{TITLE}</a></h2><p>{NEXT}</p><p>{LAST}</p></article>"
    page = f"<html><title>{TITLE} | مدونة الوادي</title><body><div><p>{LONG}</p></div>{story}</body></html>"
    assert running(read_html(Capture("capture", ""), page))[-2:] == [NEXT, LAST]


@pytest.mark.parametrize(
    "after",
    ["<p><strong>موعد الافتتاح</strong></p>", "<blockquote><p>التمثال هش ونقله جريمة.</p></blockquote>", "<p>من حفل الافتتاح</p>"],
)
def test_the_text_goes_on_below_a_list_of_links(after: str) -> None:
    """Under a label of other stories the list of links ends where a line of the text's own follows."""
    links = f"<h2>اقرأ أيضا</h2><ul><li><a href=/1>{TITLE} 1</a></li><li><a href=/2>{TITLE} 2</a></li></ul>"
    assert len(running(read(links + after))) == 4


@pytest.mark.parametrize("line", ["يمكنكم إعادة نشر هذه المادة مع ذكر المصدر", "تنشر هذه المادة بموجب رخصة المشاع الإبداعي", "الإعلان"])
def test_terms_and_signs_are_furniture(line: str) -> None:
    """Terms of copying and the sign over an advertisement are no text."""
    assert running(read(f"<p>{line}</p>")) == [LONG, NEXT, LAST]


def test_no_text_stands_above_it_but_a_long_headline() -> None:
    """A link to the comments in the row above the text opens no section of them, long as the headline above it is."""
    title = "بلدية الصفصاف تفتتح مدرستها الثالثة بعد عامين من العمل المتواصل بمشاركة الأهالي وصندوق التنمية في الوادي"
    row = "<div><span>الأحد 12 مارس 2023</span><span> في <a href=/c>أخبار</a></span> <span>اترك تعليقا</span></div>"
    page = f"<html><title>{title}</title><body><div><h1>{title}</h1>{row}<div><p>{LONG}</p><p>{NEXT}</p></div></div></body></html>"
    found = read_html(Capture("capture", ""), page)
    assert running(found) == [LONG, NEXT]
    assert found.published is not None


def test_a_brief_above_many_cards_is_no_listing() -> None:
    """A headline and one sentence of a page that says it is an article are a story, however many excerpts of others stand below."""
    cards = "".join(f"<div><a href=/{n}><h3>{TITLE} - الجزء {n}</h3></a><p>{LONG}</p></div>" for n in range(8))
    head = f"<head><title>{TITLE}</title><meta property='og:type' content='article'></head>"
    page = f"<html>{head}<body><h1>{TITLE}</h1><div><p>{BRIEF}</p></div><section><h2>أهم الأخبار</h2>{cards}</section></body></html>"
    assert running(read_html(Capture("capture", ""), page)) == [BRIEF]


def test_a_text_of_short_lines_keeps_its_headings() -> None:
    """Where no line is long enough to be sure of, headings between the lines are kept with them."""
    lines = "".join(f"<h2>برج {sign} اليوم</h2><p>يوم مناسب للمصالحة مع زميل قديم في العمل.</p>" for sign in ("الحمل", "الثور", "الأسد"))
    page = f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1><div><p>توقعات الأبراج على الصعيد المهني.</p>{lines}</div></body></html>"
    assert len(running(read_html(Capture("capture", ""), page))) == 7


def test_a_headed_box_below_a_short_text() -> None:
    """A box of another make below the text is not the text's, though the headline and the lead above weigh much."""
    lead = "<p class=sub>خطوة أولى نحو مدارس أكثر في قرى الوادي كلها بحسب الأهالي</p>"
    note = "<div class=ns-box><h3>أنت تصنع الفرق</h3><p>تعتمد الجمعية على تبرعات الأفراد ولا تقبل غيرها حفاظا على استقلالها.</p></div>"
    story = f"<div class=ns-body><p>{LONG}</p><p>{NEXT}</p></div>"
    page = f"<html><title>{TITLE}</title><body><main><div><h1>{TITLE}</h1>{lead}</div>{story}{note}</main></body></html>"
    assert running(read_html(Capture("capture", ""), page))[-2:] == [LONG, NEXT]


def test_a_card_right_below_the_headline() -> None:
    """A linked headline with its excerpt in one box, above the text but below the page's own headline, leads to another story."""
    card = f"<div class=c><a href=/1><img src=1></a><h4><a href=/1>{TITLE} قريبا</a></h4><p>{LAST}</p></div>"
    page = f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1><div>{card}<p>{LONG}</p><p>{NEXT}</p></div></body></html>"
    assert running(read_html(Capture("capture", ""), page)) == [LONG, NEXT]


def test_a_longer_story_shown_next() -> None:
    """An ``article`` below the story that begins with a linked headline is the site's next story, longer as it may be."""
    inner = f"<div><h2><a href=/n>افتتاح سوق جديدة في المدينة</a></h2><div>{f'<p>{LAST}</p>' * 6}</div></div>"
    page = f"<html><title>{TITLE}</title><body><article><h1>{TITLE}</h1><p>{LONG}</p><p>{NEXT}</p></article><article>{inner}</article>"
    assert running(read_html(Capture("capture", ""), page)) == [LONG, NEXT]


def test_an_insert_to_be_skipped() -> None:
    """A small box that begins with an offer to skip it is no text."""
    lines = "<a>تخطى البودكاست وواصل القراءة</a><strong>بودكاست</strong><p>يتناول البرنامج أبرز قضايا الوادي كل أسبوع.</p><p>الحلقات</p>"
    assert running(read(f"<section>{lines}</section>")) == [LONG, NEXT, LAST]


def test_the_card_of_a_match() -> None:
    """The score between two sides, with where it was played, is a field of the template; a text made of results is a text."""
    card = (
        "<div class=x1><div>نجوم الوادي</div><div>2 (5) - (4) 2</div><div>فهود الجبل</div><div>ملعب الكورنيش | الحكم: ماجد ناصر</div></div>"
    )
    assert running(read(card)) == [LONG, NEXT, LAST]
    results = "".join(f"<div class=x1><div>نجوم الوادي</div><div>{n} - 1</div><div>فهود الجبل</div></div>" for n in range(4))
    assert not any(block.reason and block.reason.note == "match" for block in read(results).blocks)
