"""How a page calls its outlet, and which of its large lines is the headline."""

from __future__ import annotations

import pytest
from school import TEXT, TITLE

from rawi.model import Capture, Page
from rawi.reading.html import read_html


def read(body: str, title: str) -> Page:
    """A page with a given title."""
    return read_html(Capture("capture", ""), f"<html><head><title>{title}</title></head><body>{body}</body></html>")


def outlet(page: Page) -> str | None:
    """What the outlet is called."""
    return page.outlet.value if page.outlet else None


@pytest.mark.parametrize(
    ("title", "above", "name"),
    [
        (f"{TITLE} - Portail WADI-J- Arabe", "<h1 class=site-title><span>بوابة الوادي</span></h1>", "بوابة الوادي"),
        (f"{TITLE} - Portail Wadi", "<div class=site-title><a href=#>الرئيسية</a></div>", "Portail Wadi"),
        (f"{TITLE} - صدى الجبل", "<h1 class=site-title><span>بوابة الوادي</span></h1>", "صدى الجبل"),
        (TITLE, "<div class=navbar-brand>بوابة الوادي</div>", "بوابة الوادي"),
        (TITLE, "<div id=logo><a href=/ar>أخبار الوادي</a></div>", "أخبار الوادي"),
        (f"{TITLE} | Wadi", "<div class=brand><a href=/ar>شعار الموقع</a></div>", "Wadi"),
    ],
)
def test_the_banner_names_the_outlet(title: str, above: str, name: str) -> None:
    """What is called the site's title names the outlet where the page's title does so in Latin letters only, or not at all."""
    assert outlet(read(f"{above}<article><h2>{TITLE}</h2>{TEXT}</article>", title)) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("منبر الوادي-العدد: 5230 - 2016 / 7 / 21 - 20:14", "منبر الوادي"),
        ("الخميس - العدد 5230 - 2016 / 7 / 21", None),
        ("2016 / 7 / 21 - 20:14", None),
    ],
)
def test_the_writer_in_a_title_is_no_outlet(line: str, name: str | None) -> None:
    """A person before the headline, who stands alone below it too, wrote the page; the outlet is named before the issue's number."""
    rows = f"<tr><td><h2>{TITLE}</h2></td></tr><tr><td><a href=s.asp?aid=8><b>سامر الكنعان</b></a></td></tr><tr><td>{line}</td></tr>"
    page = read(f"<table>{rows}</table><div>{TEXT}</div>", f"سامر الكنعان - {TITLE}")
    assert [said.value for said in page.byline] == ["سامر الكنعان"]
    assert outlet(page) == name


@pytest.mark.parametrize("clock", ["", "<td><font color=white size=1>السبت 11/02/2006 10:15 صباحا بتوقيت القدس</font></td>"])
def test_the_headline_below_a_banner(clock: str) -> None:
    """A large line above the menu is the site's though the title has it; the bold one below is the headline, no clock dates the page."""
    banner = f"<tr><td bgcolor=#336699><font color=white size=5>ديوان الوادي</font></td>{clock}</tr>"
    menu = "<tr><td><a href=1.htm>الرئيسية</a>&nbsp;|&nbsp;<a href=2.htm>كتابات</a>&nbsp;|&nbsp;<a href=3.htm>شعر</a></td></tr>"
    head = "<b><font size=5 color=maroon>الخباز الذي غاب</font></b><br><font size=3>بقلم: سامر الكنعان</font><br><br>"
    text = TEXT.replace("<p>", "").replace("</p>", "<br><br>")
    page = read(f"<table>{banner}{menu}<tr><td><br>{head}<font size=4>{text}</font></td></tr></table>", "ديوان الوادي - كتابات")
    assert page.title is not None
    assert page.title.value == "الخباز الذي غاب"
    assert page.published is None
    assert outlet(page) == "ديوان الوادي"


@pytest.mark.parametrize(
    ("title", "headline"),
    [("ديوان الوادي - كتابات", "الخباز الذي غاب"), ("الخباز الذي غاب - ديوان الوادي", "الخباز الذي غاب")],
)
def test_the_headline_below_a_heading(title: str, headline: str) -> None:
    """The first heading is the site's banner if the page's title has a section beside it, and the headline if that has the site."""
    banner = title.partition(" - ")[0]
    menu = "<ul><li><a href=1>الرئيسية</a><li><a href=2>كتابات</a><li><a href=3>شعر</a></ul>"
    page = read(f"<h1>{banner}</h1>{menu}<h3>كتابات</h3><h2>الخباز الذي غاب</h2><p>حكاية من الوادي</p>{TEXT}", title)
    assert page.title is not None
    assert page.title.value == headline


def test_a_byline_below_the_headline_names_no_outlet() -> None:
    """Who is labelled as the writer is not the outlet though the page's title ends in the name; a person's given name may begin one's."""
    page = read(f"<h2>{TITLE}</h2><p>بقلم: <a href=x>سامر الكنعان</a></p>{TEXT}<div>صدى الوادي © 2020</div>", f"{TITLE} - سامر الكنعان")
    assert outlet(page) == "صدى الوادي"
    assert outlet(read(f"<h2>{TITLE}</h2><p>دنيا الوادي - خاص</p>{TEXT}", f"{TITLE} - دنيا الوادي")) == "دنيا الوادي"


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ("<div>مرصد الوادي</div>", "<div>تابعوا جديد مرصد الوادي في تطبيقنا</div>", "مرصد الوادي"),
        ("<div>جريدة الوادي</div>", "", "جريدة الوادي"),
        ("<div>مرصد الوادي</div>", "", None),
        ("<div>تقارير</div>", "<div>كل التقارير</div>", None),
        ("<div>الأحد 4 مايو</div>", "", None),
    ],
)
def test_the_words_a_page_begins_with(above: str, below: str, name: str | None) -> None:
    """Where nothing else names the outlet, the first words of the page do, if they name a medium or the page repeats them."""
    assert outlet(read(f"{above}<article><h1>{TITLE}</h1>{TEXT}</article>{below}", TITLE)) == name
