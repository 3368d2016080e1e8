"""Habits of news templates, each in a few lines of markup: where a name, a date, an owner or a teaser stands, and what stands beside it."""

from __future__ import annotations

import pytest

from rawi.model import STORY_KINDS, Capture, Page
from rawi.reading.html import read_html
from rawi.reading.people import people, person_alone
from rawi.reading.when import moment

TITLE = "قرية الصفصاف تفتتح مدرستها الثالثة بعد عامين من العمل"
LONG = "افتتحت بلدية الصفصاف صباح اليوم مدرستها الثالثة التي تتسع لأربعمئة تلميذ وتضم اثني عشر صفا ومختبرين ومكتبة."
NEXT = "وقال رئيس البلدية منصور الحداد إن كلفة البناء بلغت مليوني دينار جمعت من الأهالي ومن صندوق التنمية."
SHORT = "وتبدأ الدراسة فيها مطلع الشهر المقبل."


def read(body: str, head: str = "") -> Page:
    """A page with the given body and head around the story."""
    return read_html(Capture("capture", ""), f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>")


def running(page: Page) -> list[str]:
    """The running text."""
    return [block.span.of(page.text) for block in page.blocks if block.kind in STORY_KINDS]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("نواكشوط/ عثمان ولد سيدي/ الأناضول", ("عثمان ولد سيدي",)),
        ("الأحساء - صالح المحيسن:", ("صالح المحيسن",)),
        ("اربد 2 تموز (بترا)- محمد القديسي-", ("محمد القديسي",)),
        ("صدى الجبل - كتب رامي زين الدين", ("رامي زين الدين",)),
        ("عبدالله الربايعة", ("عبدالله الربايعة",)),
        ("محمد في القاهرة", ()),
        ("وعود لم تتحقق", ()),
        ("محمد الحداد، رئيس البلدية", ()),
        ("خالد يعود إلى الملاعب بعد غياب طويل", ()),
        ("سالم الهاجري يفوز.", ()),
    ],
)
def test_a_line_that_only_names_a_person(line: str, names: tuple[str, ...]) -> None:
    """A line of a name alone, or beside a place, an agency or a date, names the writer; a crosshead or sentence does not."""
    assert person_alone(line) == names


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("الثلاثاء 15-01-2019 21:05 | كتب: وليد الهواري, هبة عبدالحميد |", ("وليد الهواري", "هبة عبدالحميد")),
        ("الرياض: عبد الهادي الحبتور", ("عبد الهادي الحبتور",)),
        ("ريتا الشماع@ritash", ("ريتا الشماع",)),
        ("نص:", ()),
        ("حرر من طرف كريمة الوزاني", ("كريمة الوزاني",)),
    ],
)
def test_fields_around_a_name_fall_away(raw: str, names: tuple[str, ...]) -> None:
    """Dates, cities, handles and labels around a byline are no part of the name."""
    assert people(raw, labelled=True) == names


def test_a_role_needs_a_mark_before_a_single_word() -> None:
    """What only looks like a role («past issues», «prepared by») makes no name of the single word after it."""
    assert people("أعداد سابقة") == ()
    assert people("إعداد: سامر") == ("سامر",)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("19 - أكتوبر - 2021", "2021-10-19"),
        ("2013 الإثنين 4 مارس", "2013-03-04"),
        ("تاريخ النشر : 18:22 - 2020/02/19", "2020-02-19T18:22"),
    ],
)
def test_dates_in_the_order_of_their_template(raw: str, value: str) -> None:
    """A date is read in whatever order a template prints its fields."""
    found = moment(raw, "visible", prose=True)
    assert found is not None
    assert found.value == value


def test_a_short_paragraph_after_a_box_of_links_is_the_storys() -> None:
    """A labelled box of links in the text ends where its container ends, however short the next paragraph is."""
    box = "<div class='more'><div>اقرأ أيضا</div><ul><li><a href='/1'>افتتاح النفق الشرقي</a></li></ul></div>"
    page = read(f"<h1>{TITLE}</h1><div class='entry'><p>{LONG}</p>{box}<p>{SHORT}</p><p>{NEXT}</p></div>")
    assert running(page) == [LONG, SHORT, NEXT]


def test_a_heading_alone_with_furniture_heads_it() -> None:
    """The heading of an embedded player is furniture like the player's own line."""
    embed = "<div class='e'><h2>قرى تحت الثلج</h2><p>To view this video please enable JavaScript</p></div>"
    page = read(f"<h1>{TITLE}</h1><div class='entry'><p>{LONG}</p>{embed}<p>{NEXT}</p></div>")
    assert running(page) == [LONG, NEXT]


def test_fields_of_the_template_in_a_list_are_not_the_text() -> None:
    """Short items of a list above the text (author, role, place) are fields; a list within the text stays."""
    fields = "<ul><li>ليلى الحكيم</li><li>مراسلة - الصفصاف</li></ul>"
    page = read(f"<main><h1>{TITLE}</h1>{fields}<p>{LONG}</p><ul><li>مختبران ومكتبة</li></ul><p>{NEXT}</p></main>")
    assert running(page) == [LONG, "مختبران ومكتبة", NEXT]


def test_the_line_under_a_post_is_not_the_text() -> None:
    """Who posted an embedded post is said under it and is no sentence of the story."""
    post = f"<blockquote><p>{SHORT}</p><p>&mdash; بلدية الصفصاف (@safsaf) March 12</p></blockquote>"
    page = read(f"<h1>{TITLE}</h1><div class='entry'><p>{LONG}</p>{post}<p>{NEXT}</p></div>")
    assert running(page) == [LONG, SHORT, NEXT]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("جميع الحقوق محفوظة لوكالة أنباء الصفصاف © 2019 - تصميم وتطوير شركة الأفق", "وكالة أنباء الصفصاف"),
        ("صدى الصفصاف © 2024", "صدى الصفصاف"),
        ("حقوق النشر محفوظة لدى مؤسسة الصفصاف الصحفية", "مؤسسة الصفصاف الصحفية"),
        ("جميع الحقوق محفوظة - وكالة أنباء الصفصاف © 2022 <a>اتصل بنا</a> <a>من نحن</a>", "وكالة أنباء الصفصاف"),
        ("لبنان الأخضر. كل الحقوق محفوظة", "لبنان الأخضر"),
    ],
)
def test_the_line_of_rights_names_the_outlet(line: str, name: str) -> None:
    """Where the head of a page does not name the outlet, the line of rights does, and whoever made the site is not it."""
    page = read(f"<h1>{TITLE}</h1><div><p>{LONG}</p><p>{NEXT}</p></div><div>{line}</div>")
    assert page.outlet is not None
    assert page.outlet.value == name


def test_the_section_in_a_title_is_not_the_outlet() -> None:
    """Of several parts of a title (site, section, date) the outlet is the one that the line of rights knows, else the owner itself."""
    title = f"SAF : {TITLE} - الصحة - 09/02/2016"
    body = f"<h2>{TITLE}</h2><p>{LONG}</p><p>{NEXT}</p><div>© 2016 صحيفة الصفصاف</div>"
    markup = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    page = read_html(Capture("capture", ""), markup)
    assert page.outlet is not None
    assert page.outlet.value == "صحيفة الصفصاف"


def test_a_blogs_microformat_dates_the_post() -> None:
    """The moment in the title of an ``abbr`` named published is the page's, wherever the template prints it."""
    footer = "<div class='post-footer'>في <abbr class='published' title='2014-09-06T13:05:00+03:00'>1:05 م</abbr></div>"
    page = read(f"<h3 class='post-title'>{TITLE}</h3><div class='post-body'>{LONG}<br><br>{NEXT}</div>{footer}")
    assert page.published is not None
    assert page.published.value == "2014-09-06T13:05:00+03:00"


def test_a_box_of_the_author_above_the_text_is_a_byline() -> None:
    """An author's box names the writer and the time where it stands above the text; below it, it tells the writer's life."""
    box = "<div class='author_box'><span>كتب:</span> <a href='/e/1'>منصور فرحات</a><div>02:17 م | الجمعة 05 فبراير 2021</div></div>"
    page = read(f"<h1>{TITLE}</h1>{box}<div class='entry'><p>{LONG}</p><p>{NEXT}</p></div>")
    assert [name.value for name in page.byline] == ["منصور فرحات"]
    assert page.published is not None
    assert page.published.value == "2021-02-05T14:17"
    life = (
        "<div class='author_box'><a>منصور فرحات</a><p>صحفي من الصفصاف يكتب عن القرى منذ عشرين عاما، وله كتابان في تاريخها الطويل.</p></div>"
    )
    page = read(f"<h1>{TITLE}</h1><div class='entry'><p>{LONG}</p><p>{NEXT}</p></div>{life}")
    assert running(page) == [LONG, NEXT]


def test_a_headline_that_only_its_size_sets_apart() -> None:
    """On a page without headings whose head names the site alone, the big line above the text is the title."""
    bar = "<tr><td>السبت 3 ذو الحجة 1428هـ الموافق 12 ديسمبر 2007م</td></tr>"
    story = f"<tr><td><font size=5>{TITLE}</font><br>عدن - خالد الصفدي<p>{LONG}<p>{NEXT}</td></tr>"
    markup = f"<html><head><title>صحيفة الصفصاف - محليات</title></head><body><table>{bar}{story}</table></body></html>"
    page = read_html(Capture("capture", ""), markup)
    assert page.title is not None
    assert page.title.value == TITLE
    assert [name.value for name in page.byline] == ["خالد الصفدي"]
    assert page.published is not None
    assert page.published.value == "2007-12-12"
    assert running(page) == [LONG, NEXT]


POST = "<div class=q><p><b>{}</b> <small>{}</small></p><p>شكرا على هذا الخبر المهم ونتمنى لو ذكرتم الأرقام السابقة.</p></div>"


def test_comments_in_boxes_without_a_name() -> None:
    """Boxes below the text that each give a name, a time counted from now and a few words are readers' comments."""
    story = f"<h1>{TITLE}</h1><div><p>{LONG}</p><p>{NEXT}</p><p>{LONG}</p></div>"
    page = read(f"<div>{story}<div>{POST.format('أبو سالم', 'قبل سنة')}{POST.format('متابعة', 'منذ 3 أيام')}</div></div>")
    assert running(page) == [LONG, NEXT, LONG]


def test_a_chronicle_is_no_comments() -> None:
    """Boxes of a heading that gives a day and the text of what happened then are the story's."""
    days = "".join(f"<div><h3>{day} أكتوبر 2006</h3><p>{NEXT}</p></div>" for day in (3, 5, 9))
    assert running(read(f"<div><h1>{TITLE}</h1><div><p>{LONG}</p></div><div>{days}</div></div>")).count(NEXT) == 3


def test_a_caption_alone_with_its_picture() -> None:
    """A short line that is no sentence, in a box with nothing but a picture, is the picture's caption."""
    page = read(
        f"<article><h1>{TITLE}</h1><div><img src=a><span>المدرسة الجديدة</span> <span>تصوير: سلمى</span></div><p>{LONG}</p><p>{NEXT}</p>"
    )
    assert running(page) == [LONG, NEXT]


def test_a_row_with_a_date_above_the_text_is_not_the_text() -> None:
    """Short lines that share a box with a date and hold no running text are fields of the template."""
    row = "<div><p>النسخة: الورقية - محلي</p><p>الأحد، 12 مارس 2017</p></div>"
    page = read(f"<article><h1>{TITLE}</h1>{row}<div><p>{LONG}</p><p>{NEXT}</p></div></article>")
    assert running(page) == [LONG, NEXT]
    assert page.published is not None
    assert page.published.value == "2017-03-12"


def test_excerpts_in_cards_are_other_stories() -> None:
    """Under a label of other stories, texts below links are excerpts of those, however long they are together."""
    cards = f"<div><a href=/1><h4>افتتاح سوق جديدة في المدينة</h4></a><p>{NEXT}</p></div>" * 3
    page = read(f"<div><h1>{TITLE}</h1><div><p>{LONG}</p><p>{SHORT}</p></div><div><h3>مواضيع ذات صلة</h3>{cards}</div></div>")
    assert running(page) == [LONG, SHORT]


def test_the_foot_of_a_page_without_elements_is_not_the_text() -> None:
    """Short lines below the text that end no sentence and are shaped unlike it are the page's foot."""
    page = read(
        f"<div><h1>{TITLE}</h1><div>{f'<p>{LONG}</p>' * 4}</div></div><div><p>الإصدار 2.1 - 12 مارس 2023</p><p>سياسة الموقع محدثة</p></div>"
    )
    assert running(page) == [LONG] * 4


def test_a_title_above_a_row_of_share_buttons() -> None:
    """A heading with the share row above the text is the title, and the date in that row is the page's."""
    bar = f"<div><h2>{TITLE}</h2><div class=share-article><span>الأحد 12 آذار 2023 02:20</span><span>محليات</span></div></div>"
    page = read(f"{bar}<div><p>{LONG}</p><p>{NEXT}</p></div>")
    assert page.title is not None
    assert page.title.where == "visible"
    assert page.published is not None
    assert page.published.value == "2023-03-12T02:20"


def test_a_masthead_is_not_the_title() -> None:
    """Where the head names the newspaper alone, what is printed over the text is the title, not the paper's name above it."""
    page = "<center><font size=6>جريدة المساء</font><br>الجمعة 9 يونيو 2000 - العدد 1211</center>"
    body = f"<div><font size=5><b>{TITLE}</b></font><br><br>{LONG}<br><br>{NEXT}</div>"
    found = read_html(Capture("capture", ""), f"<html><head><title>جريدة المساء</title></head><body>{page}{body}</body></html>")
    assert found.title is not None
    assert found.title.value == TITLE


def test_a_builders_widget_names_the_writer() -> None:
    """The class names of a page builder say nothing of furniture, but they name fields."""
    row = '<ul><li><span class="elementor-icon-list-text elementor-post-info__item--type-author">لانا حمدان</span></li></ul>'
    page = read(f"<div><h1>{TITLE}</h1>{row}<div class='elementor-widget-theme-post-content'><p>{LONG}</p><p>{NEXT}</p></div></div>")
    assert [name.value for name in page.byline] == ["لانا حمدان"]
    assert running(page) == [LONG, NEXT]


def test_spans_that_are_shown_as_blocks() -> None:
    """Inline elements on lines of their own are paragraphs of their own."""
    spans = "".join(f'<span style="display: block">{text}</span>' for text in (LONG, NEXT))
    assert running(read(f"<div><h1>{TITLE}</h1><div>{spans}</div></div>")) == [LONG, NEXT]


def test_links_with_their_dates_are_other_stories() -> None:
    """A line that is a link and a date leads to another story, label or none."""
    links = '<p><a href="/1">افتتاح سوق جديدة للسمك في المرفأ القديم</a> (12 مارس 2023)</p>' * 3
    assert running(read(f"<div><h1>{TITLE}</h1><div><p>{LONG}</p><p>{NEXT}</p></div><div>{links}</div></div>")) == [LONG, NEXT]


def test_a_head_that_names_site_and_section_gives_no_title() -> None:
    """Where the head says «site - details of the news» the line above the text is the title."""
    head = "<title>صحيفة المنار الجديد - تفاصيل الخبر</title>"
    body = f"<div><b>{TITLE}</b><p>{LONG}</p><p>{NEXT}</p></div>"
    page = read_html(Capture("capture", ""), f"<html><head>{head}</head><body>{body}</body></html>")
    assert page.title is not None
    assert page.title.value == TITLE


def test_comments_that_say_who_wrote() -> None:
    """Boxes below the text of «X wrote on a day» and a quotation are readers' comments."""
    post = "<div class=y><b>{}</b> كتب بتاريخ 12-03-2023<blockquote>شكرا على هذا الخبر المهم.</blockquote></div>"
    posts = post.format("سالم") + post.format("منى")
    assert running(read(f"<div><h1>{TITLE}</h1><div><p>{LONG}</p><p>{NEXT}</p></div><div>{posts}</div></div>")) == [LONG, NEXT]


@pytest.mark.parametrize(
    "head", ["صحيفة المساء - ضريبة الضجيج", "ضريبة الضجيج | وكالة المساء الجديدة", "ضريبة الضجيج - أخبار - بوابة المساء الجديدة"]
)
def test_a_short_headline_in_a_short_title(head: str) -> None:
    """Where every part of the head's title is short, the heading above the text that prints one of them is the title."""
    logo = "<h1><a href=/>المساء</a></h1>"
    page = f"<html><head><title>{head}</title></head><body>{logo}<h2>ضريبة الضجيج</h2><p>{LONG}</p><p>{NEXT}</p></body></html>"
    found = read_html(Capture("capture", ""), page)
    assert found.title is not None
    assert found.title.value == "ضريبة الضجيج"


@pytest.mark.parametrize("start", ["<title>{}</title>", "<html><title>{}</title>", "<html><head><title>{}</title><meta charset=utf-8>"])
@pytest.mark.parametrize("box", ["article", "section", "main"])
def test_tags_that_may_be_left_out(start: str, box: str) -> None:
    """A page without the tags of its head and body reads as one with them."""
    story = f"<{box}><h1>{TITLE}</h1><p>{LONG}</p><p>{NEXT}</p></{box}>"
    found = read_html(Capture("capture", ""), start.format(TITLE) + "<header><nav><a href=/>الرئيسية</a></nav></header>" + story)
    assert running(found) == [LONG, NEXT]
    assert found.title is not None
    assert found.title.value == TITLE


@pytest.mark.parametrize(
    ("link", "outlet"),
    [
        ("<a href='/'>موقع الصفصاف نت</a>", "موقع الصفصاف نت"),
        ("<a href='/'>الرئيسية</a>", None),
        ("<a href='index.html'>العودة إلى الصفحة الرئيسية</a>", None),
        ("<a href='/about'>موقع الصفصاف نت</a>", None),
    ],
)
def test_the_link_to_the_front_page_names_the_outlet(link: str, outlet: str | None) -> None:
    """Where nothing else names the outlet, the link to its front page does, unless it says «home»."""
    found = read(f"<div>{link} <a href=/a>أخبار</a></div><h1>{TITLE}</h1><div><p>{LONG}</p><p>{NEXT}</p></div>").outlet
    assert (found.value if found else None) == outlet
