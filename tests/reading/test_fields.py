"""Fields that templates print without a space or apart from each other, threads of forums, wikis, tables, lines that ask to follow."""

from __future__ import annotations

import pytest

from rawi.model import STORY_KINDS, Capture, Page
from rawi.reading.html import read_html
from rawi.reading.labels import label_of
from rawi.reading.people import people

TITLE = "قرية الصفصاف تفتتح مدرستها الثالثة بعد عامين من العمل"
LONG = "افتتحت بلدية الصفصاف صباح اليوم مدرستها الثالثة التي تتسع لأربعمئة تلميذ وتضم اثني عشر صفا ومختبرين ومكتبة."
NEXT = "وقال رئيس البلدية منصور الحداد إن كلفة البناء بلغت مليوني دينار جمعت من الأهالي ومن صندوق التنمية."
LAST = "وتعمل البلدية على بناء ملعب بجوار المدرسة وعلى تعبيد الطريق المؤدي إليها قبل حلول فصل الشتاء المقبل."
TEXT = f"<p>{LONG}</p><p>{NEXT}</p><p>{LAST}</p>"
REPLY = "بارك الله فيكم على نقل الخبر، ونتمنى أن نرى مدارس مثلها في كل قرية من قرى الوادي الكبير إن شاء الله."


def read(body: str, head: str = "", title: str = TITLE) -> Page:
    """A page with the given body and head around the story."""
    return read_html(Capture("capture", ""), f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>")


def running(page: Page) -> list[str]:
    """The running text."""
    return [block.span.of(page.text) for block in page.blocks if block.kind in STORY_KINDS]


def names(page: Page) -> list[str]:
    """Who is said to have written it."""
    return [name.value for name in page.byline]


def day(page: Page) -> str | None:
    """When it was published."""
    return page.published.value if page.published else None


def test_fields_side_by_side_are_read_apart() -> None:
    """Names, date and clock in neighbouring elements without a space between them are three fields, not one word."""
    page = read(
        f'<h1>{TITLE}</h1><div class="w"><a href="/editor/1">منى الأسمر</a><a href="/editor/2">رامي الحلو</a></div>'
        f"<div><span>3 نوفمبر 2020</span><span>18:05</span></div><div>{TEXT}</div>"
    )
    assert names(page) == ["منى الأسمر", "رامي الحلو"]
    assert day(page) == "2020-11-03T18:05"


def test_a_clock_glued_to_its_date() -> None:
    """A figure that begins in an element of its own right after a figure is another field."""
    assert day(read(f'<h1>{TITLE}</h1><div class="tm">21 فبراير 2022<span class="h">23:10</span></div>{TEXT}')) == "2022-02-21T23:10"


def test_a_row_of_place_outlet_name_and_date() -> None:
    """A line of fields without a label gives both the writer and the date."""
    line = "طرابلس - بوابة الساحل: خليفة الورفلي الجمعة 24 نوفمبر 2017, 03:21 مساء"
    page = read(f"<h1>{TITLE}</h1><div>{line}</div>{TEXT}", '<meta property="og:site_name" content="بوابة الساحل">')
    assert (names(page), day(page)) == (["خليفة الورفلي"], "2017-11-24T15:21")


def test_a_writer_above_goes_before_an_editor_below() -> None:
    """Who is named at the head wrote it, whoever is named at the end as having edited it."""
    head, foot = "<p><b>ريف الوادي – سامر الكنعان</b></p>", "<p>إعداد وتحرير: وليد الحسين</p>"
    assert names(read(f"<h1>{TITLE}</h1><div>{head}{TEXT}{foot}</div>")) == ["سامر الكنعان"]
    assert names(read(f"<h1>{TITLE}</h1><div>{TEXT}{foot}</div>")) == ["وليد الحسين"]


def test_paragraphs_in_heading_elements_are_text() -> None:
    """Text that a page sets in headings for their size is running text, and a line of a name below the title still names the writer."""
    large = "".join(f"<h4>{text}</h4>" for text in (LONG, NEXT, LAST))
    page = read(f"<h1>{TITLE}</h1><h5>شبكة الوادي - ياسمين القاسم - 17 كانون الأول 2018</h5>{large}")
    assert [block.kind for block in page.blocks if block.kind in STORY_KINDS] == ["paragraph"] * 3
    assert names(page) == ["ياسمين القاسم"]
    assert day(page) == "2018-12-17"


def test_the_sites_name_claimed_as_title() -> None:
    """An OpenGraph title that only names the site gives way to the headline, which the title element adds and the page prints."""
    page = read(f"<h3>شبكة الوادي</h3><p>{TITLE}</p>{TEXT}", '<meta property="og:title" content="شبكة الوادي">', f"شبكة الوادي - {TITLE}")
    assert page.title is not None
    assert page.title.value == TITLE


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/r'>اقرأ أيضا: فوائد السباحة للصغار</a>",
        "<strong>اقرأ أيضا: </strong><a href='/r'>فوائد السباحة للصغار</a>",
        "اقرأ أيضا: <a href='/r'>فوائد السباحة للصغار</a>",
    ],
)
def test_a_link_that_ends_a_paragraph_is_no_part_of_it(link: str) -> None:
    """Words that lead to another story are cut off the paragraph that they were written into; a link inside a sentence is not."""
    page = read(f"<h1>{TITLE}</h1><div><p>{LONG} {link}</p><p>{NEXT} <a href='/m'>الملعب</a> قريب.</p><p>{LAST}</p></div>")
    assert running(page) == [LONG, f"{NEXT} الملعب قريب.", LAST]


def test_lists_of_terms_between_paragraphs_are_the_storys() -> None:
    """A list of terms and what they mean, without links, belongs to the text around it."""
    terms = "<dl><dt>المكان</dt><dd>باحة القلعة</dd></dl>"
    page = read(f"<h1>{TITLE}</h1><div><p>{LONG}</p><p>{NEXT}</p>{terms}<p>{LAST}</p></div>")
    assert running(page) == [LONG, NEXT, "المكان", "باحة القلعة", LAST]


def test_a_line_of_hashtags_is_furniture() -> None:
    """A line of nothing but hashtags is set aside by name."""
    page = read(f"<h1>{TITLE}</h1><div>{TEXT}<p>#الصفصاف #مدارس</p><p>{REPLY}</p></div>")
    assert running(page) == [LONG, NEXT, LAST, REPLY]


def test_two_styles_of_one_word_stay_one_word() -> None:
    """Inside running text an element border is no border of a word."""
    page = read(f"<h1>{TITLE}</h1>{TEXT}<p>وقالت ال<span>معلمة</span><span>ن</span> إنهما تنتظران وصول التلاميذ إلى الصفوف الجديدة.</p>")
    assert any("المعلمةن إنهما" in line for line in running(page))


def test_the_sites_clock_is_not_the_storys_date() -> None:
    """A date above a menu is today's, and no page is dated by it."""
    menu = "<ul><li><a href='/1'>محليات</a></li><li><a href='/2'>رياضة</a></li></ul>"
    assert day(read(f"<div>الأحد 22 تشرين الثاني 2026</div>{menu}<h1>{TITLE}</h1>{TEXT}")) is None


@pytest.mark.parametrize(
    "decoy",
    [
        f"<div>الأربعاء 25 نوفمبر 2026</div><div><h1>{TITLE}</h1><div>{TEXT}</div></div>",
        f"<div><h1>{TITLE}</h1><div><img src='1.jpg'><span>المدرسة في 3 نيسان 2019</span></div><div>{TEXT}</div></div>",
        (
            f"<div><h1>{TITLE}</h1><p>{LONG}</p><div><a href='/2'><h4>افتتاح حديقة القرية الجديدة</h4></a>"
            f"<time datetime='2022-06-06'>6 حزيران 2022</time></div><p>{NEXT}</p><p>{LAST}</p></div>"
        ),
    ],
)
def test_a_date_of_something_else_is_not_the_storys(decoy: str) -> None:
    """A bar over the story's element, a picture, and a card that leads to another story date no page."""
    assert day(read(decoy)) is None


@pytest.mark.parametrize(
    "place",
    [
        f'<div><div class="d"><div>24</div><div>نوفمبر</div><div>2018</div></div><h1>{TITLE}</h1>{TEXT}</div>',
        f"<div><h1>{TITLE}</h1>{TEXT}<p>السبت 24 نوفمبر 2018</p></div>",
        f"<div><div>نشر في</div><div>24 تشرين الثاني 2018</div></div><div><h1>{TITLE}</h1>{TEXT}</div>",
        f"<div><h1>{TITLE}</h1>{TEXT}<footer>نشرت بواسطة: <a href='/a'>المحرر</a> في <a href='/b'>نصوص</a> 24 نوفمبر، 2018</footer></div>",
        f"<table><tr><td>السبت 24 نوفمبر 2018</td></tr><tr><td><h3>{TITLE}</h3>{TEXT}</td></tr></table>",
    ],
)
def test_dates_in_places_of_their_own(place: str) -> None:
    """A date in three boxes, in the last line, in one that signs off, under a label, in the row above an old table is the page's."""
    assert day(read(place)) == "2018-11-24"


def test_a_label_in_an_element_of_its_own_names_the_writer() -> None:
    """A name under a box that only says «the writer» is a byline."""
    page = read(f"<div><div>الكاتب</div><div>مها البيطار</div><div>القسم</div><div>محليات</div></div><div><h1>{TITLE}</h1>{TEXT}</div>")
    assert names(page) == ["مها البيطار"]


def test_a_date_below_a_line_set_apart_is_near_the_title() -> None:
    """The fields between a summary and the text date the page as those above it would."""
    page = read(f"<h1>{TITLE}</h1><div>المدرسة تتسع لأربعمئة تلميذ في مرحلتها الأولى</div><p></p><div>17/2/2021</div><div>{TEXT}</div>")
    assert day(page) == "2021-02-17"


def test_posts_of_one_day_date_a_channel() -> None:
    """Where nothing near the title dates the page, the times of its posts do, if they are all of one day."""
    post = '<div class="m"><div>{}</div><div class="f"><time datetime="2021-04-{}T05:32:10+00:00">05:32</time></div></div>'
    one_day = post.format(LONG, 11) + post.format(NEXT, 11) + post.format(LAST, 11)
    assert day(read(f"<div>{TITLE}</div>{one_day}")) == "2021-04-11T05:32:10+00:00"


@pytest.mark.parametrize(
    ("generator", "form"), [("vBulletin 3.8.4", "post{}"), ("phpBB", "p{}"), ("", "post_message_{}"), ("MyBB", "pid_{}")]
)
def test_replies_are_not_the_text(generator: str, form: str) -> None:
    """Of a forum's thread the first post is the text; replies, mottoes and particulars are not; its writer and date are the page's."""
    post = (
        '<div id="{id}"><div>24-11-2011, 03:21 PM</div><dl><dt><a class="username">{who}</a></dt><dd>تاريخ التسجيل: 12 مايو 2009</dd></dl>'
        "<div>{text}<div>__________<br>الصبر مفتاح الفرج دائما وأبدا</div></div></div>"
    )
    first = post.format(id=form.format(7), who="ربيع الصافي", text=TEXT)
    second = post.format(id=form.format(8), who="هالة", text=f"<p>{REPLY}</p>")
    page = read(f"<h2>{TITLE}</h2>{first}{second}", f'<meta name="generator" content="{generator}">')
    assert running(page) == [LONG, NEXT, LAST]
    assert names(page) == ["ربيع الصافي"]
    assert day(page) == "2011-11-24T15:21"


def test_entries_of_a_blog_are_no_thread() -> None:
    """Numbered ids alone, which blogs give to their entries too, make no thread."""
    page = read(f'<h1>{TITLE}</h1><div id="post-7">{TEXT}</div><div id="post-8"><h2>بيان البلدية</h2><p>{REPLY}</p></div>')
    assert REPLY in running(page)


def test_sources_of_a_wiki_are_not_its_text() -> None:
    """References and the links that edit a section are set aside."""
    page = read(
        f"<h1>{TITLE}</h1><div>{TEXT}<h2><span>مصادر</span><span class='mw-editsection'>[<a href='/e'>عدل</a>]</span></h2>"
        "<ul><li><a href='/s'>«مدرسة جديدة في الصفصاف»</a>. وكالة أنباء الوادي، 28 أبريل 2016.</li></ul></div>"
    )
    assert running(page) == [LONG, NEXT, LAST]


def test_a_table_between_two_paragraphs_is_the_storys() -> None:
    """A table of figures inside the text belongs to it; one of links does not."""
    table = "<table><tr><td>الصف</td><td>التلاميذ</td></tr><tr><td>الأول</td><td>{}</td></tr></table>"
    page = read(f"<h1>{TITLE}</h1><div><p>{LONG}</p>{table.format(40)}<p>{NEXT}</p><p>{LAST}</p></div>")
    assert "التلاميذ" in running(page)
    linked = table.format("<a href='/x'>المزيد</a>")
    assert "التلاميذ" not in running(read(f"<h1>{TITLE}</h1><div><p>{LONG}</p>{linked}<p>{NEXT}</p><p>{LAST}</p></div>"))


def test_sentences_in_an_introduction_are_text() -> None:
    """A first paragraph in an element called «intro» is running text; a summary without a full stop is none."""
    page = read(f'<h1>{TITLE}</h1><div class="itemIntroText"><p>{LONG}</p></div><div class="itemFullText"><p>{NEXT}</p><p>{LAST}</p></div>')
    assert running(page) == [LONG, NEXT, LAST]
    slide = "<figure><img><span>1/2</span><figcaption>تلاميذ الصف الأول أمام باب المدرسة</figcaption></figure>"
    album = read(f'<h1>{TITLE}</h1><div class="intro"><p>{LONG}</p><p>{NEXT}</p><p>رافقناهم يوما كاملا.</p></div><div>{slide * 2}</div>')
    assert running(album) == [LONG, NEXT, "رافقناهم يوما كاملا."]
    deck = read(f'<h1>{TITLE}</h1><div class="intro"><p>مدرسة طال انتظارها</p></div>{TEXT}')
    assert running(deck) == [LONG, NEXT, LAST]


def test_a_headline_that_nothing_marks() -> None:
    """Where the head names the site alone and there is no heading, the line above the text is the headline."""
    rows = f"<tr><td>{TITLE}</td></tr><tr><td>بتاريخ : 18-06-2009</td></tr><tr><td>{LONG}<br><br>{NEXT}<br><br>{LAST}</td></tr>"
    page = read(f"<table>{rows}</table>", title=":: أخبار الوادي ::")
    assert page.title is not None
    assert page.title.value == TITLE
    assert running(page) == [LONG, NEXT, LAST]


@pytest.mark.parametrize(
    ("line", "is_aside"),
    [
        ("لمتابعة أخبارنا على التيلجرام @wadi", True),
        ("تابعوا آخر الأخبار عبر تطبيق تلغرام على الرابط", True),
        ("ملاحظة: التعليقات تعبر عن رأي أصحابها ولا تعبر عن رأي الموقع", True),
        ("المقال لا يعبر بالضرورة عن رأي الصحيفة", True),
        ("لمشاهدة أهداف المباراة اضغط هنا", True),
        ("هل لديك معلومات عن هذا الموضوع؟ راسلنا على عنوان التحرير", True),
        ("تابع التلاميذ الحفل عبر شاشة كبيرة في الباحة", False),
        ("وقال إن هذا الكلام لا يعبر عن رأي الحكومة", False),
    ],
)
def test_lines_that_ask_to_follow_or_disclaim(line: str, *, is_aside: bool) -> None:
    """A short line that asks to follow the outlet on a service, or says whose opinion a text is, is known by what it holds."""
    assert (label_of(line) is not None) == is_aside


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("نشر بواسطة رنا الأسعد في سبت, 02/10/2018 - 17:45", ("رنا الأسعد",)),
        ("بقلم: إلياس المنصوري مع AP", ("إلياس المنصوري",)),
        ("بواسطة ربيع الصافي » 24 نوفمبر 2011", ("ربيع الصافي",)),
        ("بقلم علي جمعة", ("علي جمعة",)),
        ("بي بي سي", ()),
        ("غير معرف", ()),
        ("د. وليد الخشاب *", ("وليد الخشاب",)),
        ("جبل24", ()),
    ],
)
def test_what_stands_around_a_writers_name(raw: str, found: tuple[str, ...]) -> None:
    """A weekday without its article, an agency, an outlet and an account of nobody are no part of a byline's names."""
    assert people(raw, labelled=True) == found


def test_comments_in_rows_of_a_table() -> None:
    """Below the text, rows of who and when or of numbers, each above a row of text, are readers' comments though nothing names them so."""
    stamped = "".join(f"<tr><td>قارئ {n}</td><td>2{n}/11/2020 10:1{n}</td></tr><tr><td>{REPLY}</td></tr>" for n in (1, 2))
    numbered = "".join(f"<tr><td>{n} - قارئ</td></tr><tr><td>{REPLY}</td></tr>" for n in (1, 2))
    for rows in (stamped, f"<tr><td>عدد التعليقات: 2</td></tr>{numbered}"):
        page = read(f"<table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>{TEXT}</td></tr></table><table>{rows}</table>")
        assert running(page) == [LONG, NEXT, LAST]
        assert sum(block.kind == "comment" for block in page.blocks) >= 4


def test_a_timeline_in_a_table_is_text() -> None:
    """Rows of a day beside what happened on it, and numbered rows that nothing calls comments, stay text."""
    for rows in (
        "".join(f"<tr><td>2{n}/11/2020 10:1{n}</td><td>{REPLY}</td></tr>" for n in (1, 2)),
        "".join(f"<tr><td>{n} - سبب</td></tr><tr><td>{REPLY}</td></tr>" for n in (1, 2)),
    ):
        page = read(f"<h1>{TITLE}</h1><div>{TEXT}<table>{rows}</table></div>")
        assert not any(block.kind == "comment" for block in page.blocks)
