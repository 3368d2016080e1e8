"""Where a page says when it was published, and the many dates on it that say something else."""

from __future__ import annotations

import pytest
from school import TEXT, TITLE

from rawi.model import Capture, Page
from rawi.reading.html import read_html
from rawi.reading.when import is_date_alone

STORY = f"<main><article><h1>{TITLE}</h1>{{}}{TEXT}{{}}</article></main>"


def read(body: str, head: str = "", url: str = "https://a.example/news/48213") -> Page:
    """A page captured on 25 November 2026."""
    capture = Capture("capture", "", url=url, fetched_at="2026-11-25T10:00:00+00:00")
    return read_html(capture, f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>")


def said(page: Page) -> tuple[str | None, str | None]:
    """When it was published and changed."""
    return page.published.value if page.published else None, page.updated.value if page.updated else None


UNDATED = {
    "update of the portal and a number": STORY.format("", "")
    + "<div>آخر تحديث للبوابة: 18/11/2026 - عدد الزوار 4410233 - جميع الحقوق محفوظة</div>",
    "update of the site above": "<div>آخر تحديث للموقع: 25 نوفمبر 2026 الساعة 09:40</div>" + STORY.format("", ""),
    "update above the story": "<div>آخر تحديث: 25 نوفمبر 2026 الساعة 09:40</div>" + STORY.format("", ""),
    "update of the site below": STORY.format("", "") + "<div>آخر تحديث: 25 نوفمبر 2026 الساعة 09:40</div>",
    "card below": STORY.format("", '<div><a href="/p">السابق: افتتاح سوق جديدة في المدينة</a><span>23 نوفمبر 2026</span></div>'),
    "box of an event": STORY.format("<div><span>الموعد</span><span>12/11/2026 - 19:00</span></div>", ""),
    "deadline": STORY.format("<div>آخر موعد للتسجيل: 20 نوفمبر 2026</div>", ""),
    "schedule": STORY.format("<ul><li>24 نوفمبر 2026: النجمة - الهلال</li><li>28 نوفمبر 2026: الوحدة - الشباب</li></ul>", ""),
    "clock of the site in the page's frame": "<div><div><span>25 نوفمبر 2026</span> <span>12:10</span></div><div><div>"
    + STORY.format("", "")
    + "</div></div></div>",
    "count of today": STORY.format("", "") + "<div>عدد الزوار اليوم 1204</div>",
    "a list in the text": STORY.format("<ol><li>قانون السير لسنة 2012</li><li>قرار المجلس بتاريخ 4 أيار 2024</li></ol>", ""),
    "a label of another date": STORY.format("<div>تاريخ الإعلان عن المناقصة: 1/11/2026</div>", ""),
    "a writer's last article": STORY.format("", '<div class="author"><a>ليلى حداد</a><span>آخر مقال: 20 نوفمبر 2026</span></div>'),
    "weather of the day": "<div><i>الوادي</i><span>الطقس اليوم</span><span>25-11-2026</span><span>18°</span></div>" + STORY.format("", ""),
    "a life": STORY.format("<p>1948 - 24 نوفمبر 2020</p>", ""),
    "days of a meeting": STORY.format("<div>12 - 14 مارس 2023</div>", ""),
    "days of a meeting in words": STORY.format("<div>3 مارس إلى 5 أبريل 2023</div>", ""),
    "a birth": STORY.format("<ul><li>الولادة: 5 مايو 1998</li><li>الوفاة: 24 نوفمبر 2020</li></ul>", ""),
    "a definition": STORY.format("<dl><dt>الجلسة</dt><dd>3 مايو 2022</dd></dl>", ""),
    "a chronicle": STORY.format("<h2>12 مارس 1998</h2>", "<h2>3 أكتوبر 2006</h2><p>صادق المجلس على الدراسة بعد اعتراض أصحاب الأرض.</p>"),
    "a card in the text": STORY.format("", "").replace(
        "</p>", '</p><div><a><h4>افتتاح سوق جديدة</h4></a><span class="date">5 مايو 2022</span></div>', 1
    ),
    "the bar of a page without elements": "<table><tr><td>4 كانون الأول 2008</td><td><a>الرئيسية أرشيف الأخبار اتصل بنا</a></td></tr>"
    f"<p><b><font size=5>{TITLE}</font></b></p>{TEXT}",
    "the clock above a menu in one line": "<div>السبت 11/02/2006 10:15 صباحا</div><div><a>أخبار</a> | <a>رياضة</a> | <a>ثقافة وفن</a></div>"
    f"<p><b><font size=5>{TITLE}</font></b></p>{TEXT}",
    "the foot of a frame": "<div>"
    + "<div><a>أخبار</a></div><div><a>رياضة</a></div>" * 3
    + STORY.format("", "")
    + "<div>آخر تحديث: 14 يوليو 2023</div></div>",
    "a match": STORY.format("<div><span>الشباب</span> <span>1 - 1</span> <span>12 أبريل 2023 - 19:00</span></div>", "").replace(
        "</span> <span>", "</span></div><div><span>"
    ),
    "where and when it was written": STORY.format("", "<p>الوادي، 12 مارس 1994</p>"),
    "a deadline in words": STORY.format("<div>التقديم مفتوح حتى 12 مارس 2023</div>", ""),
    "under a picture": STORY.format("<div><img src=a.jpg><div>3 سبتمبر 2019</div></div>", ""),
    "a session": STORY.format("<div>الجلسة رقم 14 - الثلاثاء 3 مايو 2022</div>", ""),
    "what happened on it": STORY.format("<div>ورد في 12 مارس 1999</div>", ""),
    "when a talk was held": STORY.format("<div>حوار أجري في 12 مارس 2018</div>", ""),
    "a link and its date": STORY.format("", '<div><p><a href="/p">افتتاح سوق جديدة في المدينة</a> (12 مارس 2023)</p></div>'),
    "the clock in a framework's header": "<app-root><app-header><nav><a>أخبار</a></nav><div>9 يونيو 2023</div></app-header><app-article>"
    + STORY.format("", "").replace("<main><article>", "<div>").replace("</article></main>", "</div>")
    + "</app-article></app-root>",
    "a quotation": STORY.format("<blockquote>لا يخرج أحد من بيته قسرا<br>— مقررة اللجنة، 3 مايو 2022</blockquote>", ""),
    "a law's gazette": STORY.format("<div>الجريدة الرسمية العدد 12 بتاريخ 3 مايو 1998</div>", ""),
    "a time in a sentence": STORY.format('<p>تأخر الافتتاح إلى <time datetime="2021-10-15">15 أكتوبر</time> في ذلك العام.</p>', ""),
    "a writer's membership": STORY.format("", '<div class="author-box"><span>سامر الكنعان</span><p>عضو منذ 3 مارس 2019</p></div>'),
}


@pytest.mark.parametrize("body", UNDATED.values(), ids=list(UNDATED))
def test_a_date_of_something_else_dates_no_page(body: str) -> None:
    """The site's update, cards, events, deadlines, schedules, counts and memberships are not when the story was published."""
    assert said(read(body)) == (None, None)


DATED = {
    "beside the writer below": (
        STORY.format("", '<div class="author-box"><span>سامر الكنعان</span><span>24 نوفمبر 2026</span></div>'),
        "2026-11-24",
    ),
    "a field among others below": (
        STORY.format("", '<div class="info">القسم: محليات | التاريخ: 24-11-2026 | المشاهدات: 320</div>'),
        "2026-11-24",
    ),
    "who posted it, below": (STORY.format("", "<div>نشر بواسطة: هدى العلي بتاريخ 24 تشرين الثاني 2026</div>"), "2026-11-24"),
    "title of an abbreviation": (STORY.format('<abbr title="2026-11-24 14:05">قبل يوم</abbr>', ""), "2026-11-24T14:05"),
    "title of a time": (STORY.format('<time title="24 نوفمبر 2026 14:05">أمس</time>', ""), "2026-11-24T14:05"),
    "data of a field": (STORY.format('<span class="date" data-time="1795510800">قبل يوم</span>', ""), "2026-11-24T09:00:00Z"),
    "data of a box": (STORY.format('<div data-timestamp="1795510800000">منذ يوم</div>', ""), "2026-11-24T09:00:00Z"),
    "a verb and a date": (STORY.format("<div>نشر 24-11-2026</div>", ""), "2026-11-24"),
    "a month of two words first": (STORY.format("<div>تشرين الثاني 24, 2026</div>", ""), "2026-11-24"),
    "times side by side": (
        STORY.format(
            '<time datetime="2026-11-24T07:30">أمس</time><time itemprop="dateModified" datetime="2026-11-25T08:30">اليوم</time>', ""
        ),
        "2026-11-24T07:30",
    ),
    "a row of outlet, kind and date": (
        STORY.format("<div>الوادي أونلاين - خاص: السبت, 07 ديسمبر, 2019 - 08:41 مساءً</div>", ""),
        "2019-12-07T20:41",
    ),
    "above a post, two boxes around it": (
        f"<div>الرئيسية</div><div><div>03-02-2010, 07:45 PM</div><div><div>{STORY.format('', '')}</div></div></div>",
        "2010-02-03T19:45",
    ),
    "dots round the month": (STORY.format("<div>24.تشرين الثاني.2026</div>", ""), "2026-11-24"),
    "below a signature": (STORY.format("", f"<div>{'نص ' * 40}.<br>--(العمانية) م ع<br>24/11/2026 - 02:20 م</div>"), "2026-11-24T14:20"),
    "a year in two figures": (STORY.format("<div>نُشر: 12/04/23 14:20</div>", ""), "2023-04-12T14:20"),
    "beside an icon": (STORY.format("<div><img src=clock.svg><span>12-03-2023</span></div>", ""), "2023-03-12"),
    "behind a count": (STORY.format("<div>مشاهدة: 1.2 ألف • تم البث في 9 يونيو 2023</div>", ""), "2023-06-09"),
    "in quotation marks": (STORY.format("<div>« في: فبراير 11, 2018, 02:20:11 مساءً »</div>", ""), "2018-02-11T14:20:11"),
    "who wrote it and when": (
        STORY.format("<div>كتبه: وليد المرعي، ونشر يوم الأحد 12 مارس 2023 الساعة 2:20 م، وقرئ 12 مرة</div>", ""),
        "2023-03-12T14:20",
    ),
    "over two lines": (STORY.format("<div>الأحد 12<br>مارس 2023</div>", ""), "2023-03-12"),
    "two calendars without marks": (STORY.format("<div>السبت ، 8 رمضان 1430 الموافق 29 أغسطس 2009</div>", ""), "2009-08-29"),
    "below the issue's number": (
        "<div><div>العدد 3412</div><div>الأحد 12 مارس 2023</div></div>" + STORY.format("", ""),
        "2023-03-12",
    ),
    "behind an issue's number": (STORY.format("<div>العدد 1842 - 12 مارس 2023</div>", ""), "2023-03-12"),
    "behind a count of none": (STORY.format("<div>0 - 12 مارس 2023</div>", ""), "2023-03-12"),
    "when it was written": (STORY.format("<div>كتب في 12 مارس 2023</div>", ""), "2023-03-12"),
    "before a bar and the writer": (STORY.format("<div>الجمعة - 6 ديسمبر 2024 | متابعة: عبد الإله زين العابدين</div>", ""), "2024-12-06"),
    "among linked fields below a lead": (
        STORY.format(
            "<h2>خطوة أولى نحو مدارس أكثر</h2><div><span class=a1>بواسطة <a href=/u>فهد الكنعان</a></span>"
            "<span class=b2>الأحد، 10 أغسطس، 2025 - 03:30</span><span class=c3>في <a href=/c>أخبار</a></span></div>",
            "",
        ),
        "2025-08-10T03:30",
    ),
    "of a programme": (STORY.format("<div><span>تاريخ الحلقة: 2023/9/14</span></div>", ""), "2023-09-14"),
    "behind the outlet, before a count": (STORY.format("<div>دار الخبر ٢٨ أيار ٢٠٢٣ ٤٠٢ مشاهدة</div>", ""), "2023-05-28"),
    **{
        f"as {line}": (STORY.format(f"<div>{line}</div>", ""), "2021-03-16")
        for line in (
            "مارس ١٦ - ٢٠٢١",
            "مارس 16 2021",
            "الثلاثاء آذار/16/2021",
            "March 16 - 2021",
            "2021 - مارس - 16",
            "الثلاثاء: 16-3-2021",
            "الثلاثاء 2 شعبان 1442 - 16 مارس 2021",
        )
    },
    "a month with a misspelt second name": (STORY.format("<div>نشر في: 05 تشرين1/أكتوير 2020 15:48</div>", ""), "2020-10-05T15:48"),
    "two words before a day and a dash": (STORY.format("<div>كانون الثاني 16 - 2021</div>", ""), "2021-01-16"),
    "a bare number of the issue": (STORY.format("<div>عدد رقم 41 - 16 مارس 2021</div>", ""), "2021-03-16"),
    "a line at the end": (STORY.format("", "<p>24 نوفمبر 2026</p>"), "2026-11-24"),
}


@pytest.mark.parametrize(("body", "value"), DATED.values(), ids=list(DATED))
def test_a_date_in_an_unusual_place(body: str, value: str) -> None:
    """Below the text beside the writer or among fields, in a title or in the data for a script: the date is found to its precision."""
    assert said(read(body))[0] == value


@pytest.mark.parametrize("name", ["dcterms.issued", "DC.date.issued", "parsely-pub-date", "sailthru.date", "pubdate", "date"])
def test_a_date_in_the_head(name: str) -> None:
    """Each name that publishing systems give the date of publication is known."""
    assert said(read(STORY.format("", ""), f'<meta name="{name}" content="2026-11-24T05:15+02:00">'))[0] == "2026-11-24T05:15+02:00"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2026/11/24/48213/school", "2026-11-24"),
        ("news/2026-11-24/school.html", "2026-11-24"),
        ("2026/1/2/school", "2026-01-02"),
        ("20261118/", None),
        ("2026/11245/school", None),
        ("2026/1118/school", None),
        ("2026/13/24/school", None),
        ("2026/12/24/school", None),
        ("details.php?id=2026/11/24/", None),
        ("match-of-2026-11-20-preview", None),
    ],
)
def test_the_day_in_the_address(path: str, day: str | None) -> None:
    """Where nothing else dates a page the day in its path does; numbers that only look like one, and days to come, do not."""
    page = read(STORY.format("", ""), url=f"https://a.example/{path}")
    assert said(page)[0] == day
    assert page.published is None or page.published.where == "url"


@pytest.mark.parametrize(
    ("above", "below", "value"),
    [
        ("<p><b>الوادي: ١٦ مارس ٢٠٢١: راديو الوادي</b></p>", "", "2021-03-16"),
        ("<p><b>الوادي: ١٦ مارس ٢٠٢١: مهرجان الزيتون</b></p>", "", None),
        ("", "<p>الوادي في 14 تشرين الثاني 2015<br>المكتب الإعلامي لراديو الوادي</p>", "2015-11-14"),
        ("", "<p>قرية الصفصاف ومجلسها البلدي</p><p>الوادي في 14 تشرين الثاني 2015</p>", "2015-11-14"),
        ("", "<p>الوادي في 14 تشرين الثاني 2015<br>سامر الكنعان</p>", None),
    ],
)
def test_a_date_in_the_text(above: str, below: str, value: str | None) -> None:
    """A dateline that names the outlet dates a page, and so does the line beside whoever issued it; a poem's place and day do not."""
    page = read(STORY.format(above, below), '<meta property="og:site_name" content="راديو الوادي">')
    assert said(page)[0] == value


def test_two_labels_in_one_line() -> None:
    """A line that says when the story was changed and when it was published gives both."""
    line = "<div>آخر تحديث: 24 نوفمبر 2026 17:00 | تاريخ النشر: 23 نوفمبر 2026 12:30</div>"
    assert said(read(STORY.format(line, ""))) == ("2026-11-23T12:30", "2026-11-24T17:00")


def test_what_is_printed_goes_before_the_address() -> None:
    """The day in the path dates no page that says when it was published."""
    assert said(read(STORY.format("<div>نشر في 23 نوفمبر 2026</div>", ""), url="https://a.example/2026/11/24/school"))[0] == "2026-11-23"


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("الثلاثاء 24 نوفمبر 2026", True),
        ("عضو منذ 3 مارس 2019", False),
        ("الوادي، 12 مارس 1994", False),
        ("الوفاة: 24 نوفمبر 2020", False),
        ("لا تاريخ هنا", False),
    ],
)
def test_a_date_alone(line: str, alone: bool) -> None:
    """A line that says what happened on a day is no date alone."""
    assert is_date_alone(line) == alone


@pytest.mark.parametrize(("moon", "value"), [("١٤ رجب ١٤٤٥", "2024-01-27"), ("١٥ رجب ١٤٤٥", "2024-01-27"), ("٢٨ رجب ١٤٤٥", None)])
def test_one_day_by_the_sun_and_by_the_moon(moon: str, value: str | None) -> None:
    """A Hijri date up to a day off, as sightings have it, is the same day as the one beside it; one farther off is another."""
    row = f"<div class=x1><span>المنامة</span><a>جاسم البنعلي</a><span>٢٧ يناير ٢٠٢٤</span><span>{moon}</span></div>"
    assert said(read(STORY.format(row, "")))[0] == value


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ("<div>دائرة الإعلام والعلاقات العامة — الأربعاء، ١١ نوفمبر ٢٠٢٦</div>", "", "2026-11-11"),
        ("<div>تستقبل الساحة زوارها كما في كل عام من الصباح — الأربعاء، ١١ نوفمبر ٢٠٢٦</div>", "", None),
        ("", "<div class=z1>الأربعاء 11 نوفمبر 2026</div><div>قرئ 231 مرة</div>", "2026-11-11"),
        ("", "<table><tr><td>11 نوفمبر 2026<td>النجمة - الهلال</table>", None),
        ("", "<div class=z1>الأربعاء 11 نوفمبر 2026</div><div><a href=/2>افتتاح سوق جديدة في المدينة</a></div>", None),
    ],
)
def test_a_day_between_fields(above: str, below: str, day: str | None) -> None:
    """A day beside a field of a few words dates the page, and one alone right below the text, unless it is that of a headline below it."""
    assert said(read(STORY.format(above, below)))[0] == day
