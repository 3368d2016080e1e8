"""Whom a page names as its writer, and whom beside the writer or in the writer's place."""

from __future__ import annotations

from itertools import product

import pytest
from school import TEXT, TITLE

from rawi import face
from rawi.reading.people import in_headline, is_with_agency, people, person_alone, run_in


def found(above: str = "", below: str = "") -> tuple[list[str], list[str]]:
    """The writers and the sources of a page with something above or below its text."""
    head = f'<title>{TITLE}</title><meta property="og:site_name" content="صدى الوادي">'
    reading = face.read(f"<html><head>{head}</head><body><article><h1>{TITLE}</h1>{above}{TEXT}{below}</article></body></html>")
    return [name.value for name in reading.page.byline], [credit.name for story in reading.stories for credit in story.credits]


def test_the_writer_above_the_title() -> None:
    """What is named the writer's stands in the title's box above the site's fields in it; a cell alone in its row may hold the name."""
    head = "<div class=writer-name><a href=/w/1>سامر الكنعان</a></div><div class=follow><button>استمع</button><a>تابعنا على</a></div>"
    bodies = (
        f"<article><div class=x1>{head}<h1>{TITLE}</h1></div>{TEXT}</article>",
        f"<table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>بيروت - سامر الكنعان:</td></tr><tr><td>{TEXT}</td></tr></table>",
    )
    for body in bodies:
        page = face.read(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>").page
        assert [name.value for name in page.byline] == ["سامر الكنعان"]


@pytest.mark.parametrize(
    ("above", "below", "writers", "sources"),
    [
        ("<p>صدى الوادي مع AP</p>", "", [], ["AP"]),
        ("<div class='author'>سامر الكنعان مع أ ف ب</div>", "", ["سامر الكنعان"], ["أ ف ب"]),
        ("<p>باسل الخوري - رويترز</p>", "", ["باسل الخوري"], ["رويترز"]),
        ("<p>مسقط - العمانية</p>", "", [], ["العمانية"]),
        ("<div>تم الإرسال بواسطة <span>سامر الكنعان</span> في <span>الأربعاء, 03/11/2021 - 14:50</span></div>", "", ["سامر الكنعان"], []),
        ("", "<p>(العمانية)</p>", [], ["العمانية"]),
        ("", "<p>/العُمانية/</p>", [], ["العُمانية"]),
        ("", "<p>المصدر / وكالة الوادي</p>", [], ["وكالة الوادي"]),
        ("", "<p>المصدر: متابعات</p>", [], []),
        ("", "<p>المصدر: رويترز + متابعات</p>", [], ["رويترز"]),
        ("", "<p>المصدر: وكالات</p>", [], ["وكالات"]),
        ("", "<p><b>سامر الكنعان *</b></p><p>* كاتب وباحث من وادي الزيتون</p>", ["سامر الكنعان"], []),
        ("<p>كتب سامر الكنعان لصدى الوادي:</p>", "", ["سامر الكنعان"], []),
        ("<div class='by'>سامر الكنعان، ليلى الحداد، هدى العلي</div>", "", ["سامر الكنعان", "ليلى الحداد", "هدى العلي"], []),
        ("<p>نبيل الصفدي رئيس البلدية</p>", "", [], []),
        ("<div>وادي الزيتون - صدى الوادي - نسيم العنزور</div>", "", ["نسيم العنزور"], []),
        ("<div>وادي الزيتون - صدى الوادي - وكالات</div>", "", [], []),
        ("<div>وادي الزيتون - صدى الوادي - الخط الساخن</div>", "", [], []),
        ("<div>وادي الزيتون - صدى الوادي - خدمة إخبارية</div>", "", [], []),
        ("<div>وادي الزيتون - صدى الوادي - حصري للموقع</div>", "", [], []),
        ("<div>بقلم: سامر الكنعان ورامي نصر وآخرون</div>", "", ["سامر الكنعان", "رامي نصر"], []),
        (
            "<h6 class=author>وادي الزيتون - صدى الوادي: ليلى الحداد <span>السبت 12 سبتمبر 2020, 10:42 مساء</span></h6>",
            "",
            ["ليلى الحداد"],
            [],
        ),
        ("<div>من: سامر الكنعان مراسل موقع صدى الوادي <br> 2019-03-12 10:20:30</div>", "", ["سامر الكنعان"], []),
        ("<p>سامر الكنعان مراسل صدى الوادي</p>", "", ["سامر الكنعان"], []),
        ("<ul class=authors><li><a>نسيم العنزور</a></li><li><a>ليلى الحداد</a></li></ul>", "", ["نسيم العنزور", "ليلى الحداد"], []),
        ("<div>صدى الوادي - بيروت - من سامر الكنعان</div>", "", ["سامر الكنعان"], []),
        ("<div>كتبت: ليلى زهران22/5/2024 11:02:00 ص</div>", "", ["ليلى زهران"], []),
        ("<div>من: وادي الزيتون إلى الجبل</div>", "", [], []),
        ("<div class=writer><span>كتب الخبر</span> <a>سامر الكنعان</a></div>", "", ["سامر الكنعان"], []),
        ("<div>بقلم <a>ليلى وجدان</a> و<a>خالد الحداد</a></div>", "", ["ليلى وجدان", "خالد الحداد"], []),
        ("<div class=writers><p><a>ليلى الحداد</a></p><p><a>عصام الكنعان</a></p></div>", "", ["ليلى الحداد", "عصام الكنعان"], []),
        ("<div class=writer><p><a>ليلى الحداد</a></p><p>كاتبة من الوادي</p></div>", "", ["ليلى الحداد"], []),
        ("", '<div class="author"><a>ليلى حداد</a><span>آخر مقال: 20 نوفمبر 2026</span></div>', ["ليلى حداد"], []),
    ],
)
def test_writers_and_sources(above: str, below: str, writers: list[str], sources: list[str]) -> None:
    """The writer is a person without employer or office; the agency beside the writer is a source; «follow-up» is neither."""
    assert found(above, below) == (writers, sources)


def test_a_list_of_names_holds_nothing_else() -> None:
    """Names between commas are writers only where every part is one."""
    assert person_alone("سامر الكنعان، ليلى الحداد") == ("سامر الكنعان", "ليلى الحداد")
    assert person_alone("سامر الكنعان، تاجر خضار") == ()


def test_the_employer_is_no_part_of_the_name() -> None:
    """«X for the outlet» names X, whether the outlet has an article or not; another outlet's name stays."""
    assert people("كتب سامر الكنعان للبيان", outlets=["البيان"]) == ("سامر الكنعان",)
    assert people("كتب سامر الكنعان لصدى الوادي", outlets=["صدى الوادي"]) == ("سامر الكنعان",)


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("بيروت - أ ف ب", True),
        ("صدى الوادي مع رويترز", True),
        ("رويترز", False),
        ("مع رويترز", False),
        ("بيروت - سامر الكنعان", False),
        ("", False),
    ],
)
def test_an_agency_beside_a_few_words(line: str, holds: bool) -> None:
    """Such a line credits the agency; an agency alone, or a person, is told otherwise."""
    assert is_with_agency(line) == holds


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("وادي الزيتون – سامر الكنعان: افتتحت البلدية مدرستها الثالثة.", "سامر الكنعان"),
        ("الوادي ـ «صدى الجبل» ـ محمود سعد: قررت اللجنة رفع الوزن.", "محمود سعد"),
        ("محمود سعد - رئيس اللجنة: سنرفع الوزن.", ""),
        ("رئيس اللجنة - محمود سعد: سنرفع الوزن.", ""),
        ("قال محمود سعد: سنرفع الوزن.", ""),
        ("واشنطن - رويترز: قررت اللجنة رفع الوزن.", ""),
    ],
)
def test_a_writer_at_the_head_of_the_text(line: str, name: str) -> None:
    """«Place - name: …» names the writer; an office beside the name, a verb before it and an agency do not."""
    assert run_in(line)[0] == name


def test_a_writer_behind_the_date() -> None:
    """The name behind a day and its clock is read, the weekday before them is none."""
    assert people("ثلاثاء, 03/14/2023 - 14:20 — سامر الكنعان") == ("سامر الكنعان",)
    assert people("اثنين, 03/06/2023 - 09:05", labelled=True) == ()
    assert people("بواسطة نبيل الحاج » السبت أكتوبر 15, 2011 2:20 pm") == ("نبيل الحاج",)


@pytest.mark.parametrize(
    ("row", "writers"),
    [
        ("<div class=source>الوادي - سامر الكنعان</div>", ["سامر الكنعان"]),
        ("<div class=author>هناء الحمادي ـــ الوادي</div>", ["هناء الحمادي"]),
        ("<div class=author>عن طريق | <a>سعيد المرابطي</a></div>", ["سعيد المرابطي"]),
        ("<div class=author><a href='/author/1'>نداء خليل</a><span class=role>كاتبة وصحافية</span></div>", ["نداء خليل"]),
        ("<div>نُشر في الإثنين 13 مارس 2023 عند الساعة 7:45 صباحا من قبل هاجر الفيلالي</div>", ["هاجر الفيلالي"]),
        ("<div><span>الأحد 20 شعبان 1444 هـ</span> <span>سلطان العتيبي ـ الوادي</span></div>", ["سلطان العتيبي"]),
    ],
)
def test_writers_among_fields(row: str, writers: list[str]) -> None:
    """A writer is named in a field called the source, before a city, behind a bar or a date; an occupation is no name."""
    assert found(row)[0] == writers


def test_the_writers_life_is_not_the_text() -> None:
    """Below the text the writer's name heads what the site says of the writer."""
    life = "<div><h4>ليلى الصباغ</h4><p>كاتبة من مواليد الوادي، صدر لها كتابان عن البحر وأهله وعن المرافئ الصغيرة في الشرق.</p></div>"
    page = face.read(f"<article><h1>{TITLE}</h1><div class=author>ليلى الصباغ</div><div>{TEXT}</div>{life}</article>").page
    assert [name.value for name in page.byline] == ["ليلى الصباغ"]
    assert "صدر لها" not in "".join(block.span.of(page.text) for block in page.blocks if block.kind == "paragraph")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("ديمة الزنبقي", ("ديمة الزنبقي",)),
        ("قتام الزنبقي", ("قتام الزنبقي",)),
        ("شارع الزنبقي", ()),
        ("شؤون الخليجي", ()),
        ("وادي الزيتون/ ياسر طه/ صدى الوادي", ("ياسر طه",)),
        ("أم كلثوم الزنبق", ("أم كلثوم الزنبق",)),
        ("سي محمد الزنبق", ("سي محمد الزنبق",)),
        ("أبو ظبي", ()),
        ("على النافذة", ()),
        ("إخراج: فهد الزنبق", ()),
        ("أجرت المقابلة: هنادي الزنبق", ("هنادي الزنبق",)),
        ("سهى الزنبق مايو 10, 2022", ("سهى الزنبق",)),
        ("أم درمان اليوم", ()),
        ("أغسطس 18, 2025 - سهى الزنبق", ("سهى الزنبق",)),
    ],
)
def test_the_form_of_a_name(line: str, names: tuple[str, ...]) -> None:
    """A word no list knows begins a name where an adjective with the article follows it and it is no common noun."""
    assert person_alone(line, outlets=("صدى الوادي",)) == names


@pytest.mark.parametrize(
    "box",
    [
        "<div class=writer-box><b>نقطة ضوء</b><br><a>فهد الكنعان</a></div>",
        "<div class=writer-box><a>فهد الكنعان</a><div>نقطة ضوء</div></div>",
        "<div class=author>حاوره: فهد الكنعان العدد 41 – شتاء 2023</div>",
    ],
)
def test_what_stands_beside_a_writer(box: str) -> None:
    """The name of the writer's column and the number of the issue are no part of the byline."""
    assert found(box) == (["فهد الكنعان"], [])


def test_a_writer_above_the_title_with_links_between() -> None:
    """The writer's links above the title are no menu."""
    box = "<div class=writer-box><a href=/w>فهد الكنعان</a><div>على الطريق</div><a href=mailto:a>a@wadi.example</a></div>"
    page = face.read(
        f"<title>{TITLE}</title><div><div><a href=/>الرئيسية</a> / <a href=/o>آراء</a></div>{box}<h1>{TITLE}</h1>{TEXT}</div>"
    ).page
    assert page.byline[0].value == "فهد الكنعان"


def test_a_row_of_the_writers_picture_name_and_date() -> None:
    """A name beside a small picture and a date is the writer and when it was published, no caption."""
    row = "<div><img src=a><span>ديمة الزنبقي</span><span>•</span><span>11 حزيران 2024</span><span>•</span><span>قراءة 2 د</span></div>"
    page = face.read(f"<html><title>{TITLE}</title><article><h1>{TITLE}</h1>{row}{TEXT}</article></html>").page
    assert [name.value for name in page.byline] == ["ديمة الزنبقي"]
    assert page.published is not None
    assert page.published.value == "2024-06-11"


@pytest.mark.parametrize(
    "line",
    [
        "تاريخ النشر: 2022/02/13 - فهد الكنعان",
        "<span>فهد الكنعان</span> <span>نشر في 10 مارس 2022 الساعة 02:41</span>",
        "فهد الكنعان – مسقط",
    ],
)
def test_a_writer_above_the_title(line: str) -> None:
    """A name in the story's element above its title, in a row with the date, is the writer's; one in the site's bar is nobody's."""
    rows = f"<div>{line}</div><div>الأحد 12 مارس 2023</div>"
    start, end = f"<html><title>{TITLE}</title><body><div>", f"<h1>{TITLE}</h1><div>{TEXT}</div></div></body></html>"
    assert [name.value for name in face.read(start + rows + end).page.byline] == ["فهد الكنعان"]
    bar = "<div>رئيس التحرير<br>فهد الكنعان</div><div>الأحد 12 مارس 2023</div><ul><li><a href=/>الرئيسية</a><li><a href=/a>أخبار</a></ul>"
    assert face.read(start.replace("<body>", f"<body>{bar}") + end).page.byline == ()


def test_a_writer_below_the_lead_and_the_picture() -> None:
    """A line set apart below the title and a caption do not keep the name under them from being the writer's."""
    head = "<h2>خطوة أولى نحو مدارس أكثر</h2><figure><img src=a><figcaption>من الأرشيف</figcaption></figure><div>فهد الكنعان</div>"
    assert found(head + "<div>الجمعة 2 يونيو 2023 - 23:04</div>") == (["فهد الكنعان"], [])


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("برلين - د ب أ", ()),
        ("لندن :رويترز", ()),
        ("أ. ف. ب", ()),
        ("مانيلا - و ا س", ()),
        ("مكة المكرمة - واس:", ()),
        ("سان فرانسيسكو - فرانس برس", ()),
        ("إسلام آباد: فهد الكنعان", ("فهد الكنعان",)),
        ("سيدي بوزيد: «صدى الوادي»", ()),
        ("الطائف - فهد الكنعان / تصوير - سامر الزنبق:", ("فهد الكنعان",)),
        ("فهد الكنعان-مكة", ("فهد الكنعان",)),
        ("د.فهد الكنعان", ("فهد الكنعان",)),
        ("كان (جنوب فرنسا) - فهد الكنعان", ("فهد الكنعان",)),
        ("فهد الكنعان - أكاديمي في الوادي", ("فهد الكنعان",)),
        ("القسم السياسي- مسقط - خاص", ()),
        ("هزبر الكنعان، لقطان الزنبق", ("هزبر الكنعان", "لقطان الزنبق")),
        ("لندن: فهد الكنعان وهزبر الزنبق", ("فهد الكنعان", "هزبر الزنبق")),
    ],
)
def test_who_a_byline_names_among_places_and_agencies(raw: str, names: tuple[str, ...]) -> None:
    """Agencies in single letters, places, desks and photographers are not the writers; a name no list knows still is one."""
    assert people(raw, outlets=("صدى الوادي",), labelled=True) == names


def test_a_list_of_fields_above_a_short_text() -> None:
    """The fields of a list below the title are none of the text, short as all its lines are."""
    row = "<ul><li><i class=user></i> فهد الكنعان</li><li>12 مارس 2023</li><li>1,204</li></ul>"
    lines = "<p>قال رئيس البلدية إن الطريق سيفتح غدا.</p><p>وأضاف أن العمل انتهى قبل موعده.</p>"
    page = face.read(f"<html><title>{TITLE}</title><body><div><h1>{TITLE}</h1>{row}<div>{lines}</div></div></body></html>").page
    assert [name.value for name in page.byline] == ["فهد الكنعان"]
    assert page.published is not None


@pytest.mark.parametrize(
    ("headline", "writer"),
    [
        ("عن الطواحين التي سكتت .. بقلم: سامر الأمين ود الكنعان", "سامر الأمين ود الكنعان"),
        ("عن الطواحين التي سكتت (بقلم سامر الكنعان)", "سامر الكنعان"),
        ("عن الطواحين التي سكتت - كتبت: ليلى الحداد", "ليلى الحداد"),
        ("سامر الكنعان يكتب: عن الطواحين التي سكتت", "سامر الكنعان"),
        ("د. ليلى الحداد تكتب: عن الطواحين التي سكتت", "ليلى الحداد"),
        ("قرية الصفصاف ترسم حكايتها بقلم رصاص قديم", ""),
        ("رسالة إلى صديق كتب عن الوادي الأخضر", ""),
        ("من كتب: حكاية الطواحين القديمة؟", ""),
        ("التاريخ يكتب: الصفصاف بطلة الوادي", ""),
        ("رئيس البلدية يكتب: الصفصاف كما نريدها", ""),
        ("تقرير: سامر الكنعان يفوز بجائزة الوادي", ""),
        ("بقلم: سامر الكنعان", ""),
    ],
)
def test_the_writer_in_the_headline(headline: str, writer: str) -> None:
    """A headline that ends with who wrote it, or begins with who writes, names the writer; no other words of it do."""
    assert in_headline(headline)[0] == writer


def test_a_page_with_its_writer_in_the_headline() -> None:
    """The writer in the headline is the page's where no other line names one, and stands where it says; the headline stays whole."""
    headline = "عن الطواحين التي سكتت في وادينا"
    printed = f"{headline} .. بقلم: سامر الكنعان"
    labels = {"": ["سامر الكنعان"], "<div class=author>ليلى الحداد</div>": ["ليلى الحداد"]}
    for (label, writers), title in product(labels.items(), (headline, printed)):
        page = face.read(f"<html><head><title>{title}</title></head><body><h2>{printed}</h2>{label}{TEXT}</body></html>").page
        assert page.title is not None
        assert page.title.value in {headline, printed}
        assert [name.value for name in page.byline] == writers
        assert all(name.span is not None and name.span.of(page.text) == name.raw for name in page.byline)


def test_who_is_shown_did_not_write() -> None:
    """A name under a picture yields to the writer in the text's first line, and is not that of whom the text tells of."""
    shown = "<div class=z1><img src=a.jpg><div class=z2>منصور الحداد</div></div>"
    assert found(f"{shown}<p><b>وادي الزيتون - سامر الكنعان:</b></p>")[0] == ["سامر الكنعان"]
    assert found(shown)[0] == []
    assert found(shown.replace("منصور الحداد", "سامر الكنعان"))[0] == ["سامر الكنعان"]


def test_fields_called_alike_name_several_writers() -> None:
    """Beside a writer's field another one of the same name holds a writer too, whatever the name."""
    fields = "".join(f"<div class=item-author><a href=/w>{name}</a></div>" for name in ("سامر الكنعان", "بيرتران لوفافر"))
    assert found(f"<div class=byline>{fields}</div>")[0] == ["سامر الكنعان", "بيرتران لوفافر"]


def test_the_writer_before_the_photographer() -> None:
    """A line of the outlet, a person and the photographer names the writer; who made a film is none."""
    assert found("<div><b>صدى الوادي : سامر الكنعان - تصوير: هدى العلي</b></div>")[0] == ["سامر الكنعان"]
    assert found("<div><b>سامر الكنعان - إخراج: هدى العلي</b></div>")[0] == []
