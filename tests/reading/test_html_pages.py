"""Pages of a dozen makes, all invented, each read whole: what is kept, what is set aside, and what the page says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from rawi.model import STORY_KINDS, Capture, Page
from rawi.reading.html import read_html

PAGES = Path(__file__).parent / "pages"
FETCHED = "2025-05-13T12:00:00+00:00"

LEAD = "قالت بلدية مرسى ريحان اليوم الثلاثاء إن الجسر القديم سيغلق أمام الشاحنات مدة ثلاثة أسابيع بسبب أعمال الصيانة."
SECOND = "وأضاف المهندس سالم الهاجري أن حركة السيارات الصغيرة لن تتأثر، وأن العمال سيعملون في الليل ما أمكن ذلك."
THIRD = "ويعبر الجسر نحو أربعين ألف مركبة كل يوم، وفق أرقام دائرة المرور، ومعظمها يقصد سوق السمك والميناء الشرقي."
SHORT = "ولم تعلن البلدية كلفة المشروع."
TITLE = "إغلاق جسر مرسى ريحان القديم أمام الشاحنات ثلاثة أسابيع"
EXCERPT = "أعلنت بلدية دار السهل افتتاح حديقة جديدة للأطفال في الحي الشرقي بعد أشهر من العمل، ودعت الأهالي إلى زيارتها."


class Make(NamedTuple):
    """A page in ``pages/`` and what must come of it."""

    name: str
    kept: tuple[str, ...] = (LEAD, SECOND, THIRD, SHORT)
    title: str = TITLE
    published: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    aside: dict[str, str] | None = None
    """Other texts of the page by the kind that they must have."""

    @property
    def markup(self) -> str:
        """The page."""
        return (PAGES / f"{self.name}.html").read_text(encoding="utf-8")


MAKES = (
    Make(
        "issue",
        published="2025-05-13",
        byline=("صالح الدهمان",),
        outlet="جريدة الضفة",
        aside={"صالح الدهمان": "byline", "العدد 9447": "date", "ترقية عدد": "teaser", "أعداد سابقة": "furniture"},
    ),
    Make(
        "spans",
        published="2025-05-13T15:21:44",
        byline=("محمد القديسي",),
        outlet="وكالة أنباء الضفة",
        aside={"الأربعاء 14 أيار": "furniture", "محمد القديسي": "byline", "افتتاح النفق": "teaser"},
    ),
    Make(
        "subscribers",
        published="2025-05-13T06:35",
        byline=("ريتا الشماع",),
        outlet="الضفة",
        aside={"للمزيد-": "teaser", "مخصص للمشتركين": "furniture", "لقراءة المقال": "furniture", "ــــ": "furniture"},
    ),
    Make(
        "wordpress",
        published="2025-05-13T08:40:00+00:00",
        byline=("ليلى الصايغ",),
        outlet="صحيفة الضفة",
        aside={
            "افتتاح النفق الشرقي": "teaser",
            "شكراً على الخبر": "comment",
            "أسعار الخضار ترتفع": "teaser",
            "الجسر القديم كما بدا": "caption",
            "المصدر: وكالات": "credit",
            "صحفية تكتب": "furniture",
            "جسور": "furniture",
        },
    ),
    Make(
        "drupal",
        published="2025-05-13T09:15",
        byline=("نوال بركات",),
        outlet="أخبار الشاطئ",
        aside={"المصدر:": "credit", "الأكثر قراءة": "teaser"},
    ),
    Make("tables", published="2025-05-13", outlet="وكالة الساحل"),
    Make("aspnet", published="2025-05-13T08:05", aside={"أسعار الخضار": "teaser"}),
    Make("amp", published="2025-05-13", byline=("هيثم وهبة",), outlet="النهر"),
    Make(
        "unnamed",
        published="2025-05-13T10:30",
        byline=("فادي نصر الله",),
        outlet="موقع الريف",
        aside={"المصدر:": "credit", "تابعونا": "furniture", "نادي الميناء": "teaser", "يا ليتهم": "comment"},
    ),
    Make("hashed", published="2025-05-13T06:20:00Z", byline=("بشار العلي",), outlet="Masar", aside={"بلدية دار السهل": "teaser"}),
    Make("blog", outlet="مدونة الجسر"),
    Make(
        "relative",
        kept=(
            LEAD,
            SECOND,
            "أعمال في الليل",
            THIRD,
            "الجسر القديم",
            "الطريق البديل",
            SHORT,
        ),
        published="2025-05-13T09:00+00:00",
    ),
    Make(
        "articles",
        kept=(
            TITLE,
            LEAD,
            SECOND,
            "سوق السمك يفتح أبوابه مبكراً",
            THIRD,
            SHORT,
            "الأمطار تعود نهاية الأسبوع",
            "توقعت الأرصاد أن تعود الأمطار إلى السواحل يوم الجمعة، وأن تكون غزيرة على المرتفعات الشمالية حتى مساء السبت.",
        ),
        title="موجز الصباح",
    ),
    Make(
        "brief",
        kept=(
            LEAD,
            SHORT,
        ),
        published="2025-05-13T07:10",
        outlet="الرصيف",
    ),
    Make(
        "blocks",
        kept=(EXCERPT, LEAD, SECOND, THIRD, "لا جديد.", SHORT),
        published="2025-05-13T10:14+03:00",
        outlet="وكالة الريح",
    ),
    Make("tdnews", published="2025-05-13T11:00:00+03:00", byline=("أحمد البري",), outlet="قناة البر", aside={"صحفي من البر": "furniture"}),
    Make(
        "k2",
        kept=(LEAD, SECOND, "ثلاثة أسابيع", THIRD, SHORT),
        published="2025-05-13T12:40",
        aside={"مواد ذات صلة": "teaser", '"الجبل"': "credit"},
    ),
    Make("cards", published="2025-05-13T09:30", outlet="اليوم الثامن", aside={EXCERPT: "teaser"}),
    Make(
        "yoast",
        kept=(LEAD, SECOND, "الطريق البديل", THIRD, SHORT),
        published="2025-05-13T09:11:12+00:00",
        byline=("رامي حداد",),
        outlet="عين البحر",
        aside={"الجسر من الجنوب": "caption"},
    ),
    Make("opinion", byline=("ندى الخوري",), aside={"كاتبة من مرسى ريحان": "byline", "الآراء الواردة": "furniture"}),
)
every_make = pytest.mark.parametrize("make", MAKES, ids=lambda make: make.name)


def read(markup: str | bytes) -> Page:
    """A page of the test's moment."""
    return read_html(Capture("capture", "", fetched_at=FETCHED), markup)


def running(page: Page) -> list[str]:
    """The texts of its story."""
    return [block.span.of(page.text) for block in page.blocks if block.kind in STORY_KINDS]


@every_make
def test_the_body_is_the_story_and_nothing_else(make: Make) -> None:
    """The running text is the story's own paragraphs, headings and list items, each exact, in order; nothing of the site is among them."""
    assert running(read(make.markup)) == list(make.kept)


@every_make
def test_the_title_is_the_printed_one(make: Make) -> None:
    """The title is the headline as printed, without the site's name, with the span of the block that prints it."""
    page = read(make.markup)
    assert page.title is not None
    assert page.title.value == make.title
    assert page.title.span is not None
    assert page.title.span.of(page.text) == make.title


@every_make
def test_the_time_is_what_the_page_gives(make: Make) -> None:
    """The time of publication is read to the precision and with the zone that the page gives, or not at all."""
    published = read(make.markup).published
    assert (published and published.value) == make.published


@every_make
def test_the_byline_names_people_only(make: Make) -> None:
    """People are named; outlets, agencies and accounts are not."""
    assert tuple(name.value for name in read(make.markup).byline) == make.byline


@every_make
def test_the_outlet_has_its_own_name(make: Make) -> None:
    """The outlet is called as it calls itself, never by an address."""
    outlet = read(make.markup).outlet
    assert (outlet and outlet.value) == make.outlet


@every_make
def test_what_is_set_aside_is_named(make: Make) -> None:
    """What is not the story is kept with its kind: teasers, comments, captions, credits, furniture."""
    page = read(make.markup)
    for words, kind in (make.aside or {}).items():
        kinds = {block.kind for block in page.blocks if words in block.span.of(page.text)}
        assert kinds == {kind}, words


@every_make
def test_windows_1256_reads_the_same(make: Make) -> None:
    """A page in windows-1256 reads the same whether it declares its charset, keeps silent, or lies."""
    clean = read(make.markup)
    for declaration in ("<meta charset='windows-1256'>", "", "<meta charset='utf-8'>"):
        markup = make.markup.replace("<head>", f"<head>{declaration}", 1)
        page = read(markup.encode("cp1256", "xmlcharrefreplace"))
        assert (page.encoding, page.text, page.title, page.published) == ("windows-1256", clean.text, clean.title, clean.published)
