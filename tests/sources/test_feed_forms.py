"""Feeds in every form in which they are found, whole and broken, held to an independent reader."""

from __future__ import annotations

import gzip
import html
from contextlib import suppress

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.errors import SourceError
from rawi.sources.discovery import feeds_of
from rawi.sources.feeds import Feed, FeedItem, flat
from rawi.sources.sitemaps import Sitemap

HERE = "http://outlet.example/feed"

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>صحيفة الديوان</title><link>http://outlet.example/</link>
<language>ar</language>
<image><title>شعار</title></image><item><media:title>صورة</media:title><title>افتتاح سوق المدينة</title>
<link>/news/1?a=1&amp;b=2</link><guid isPermaLink="false">x-1</guid>
<dc:creator>سلمى الناصر</dc:creator><pubDate>Wed, 14 May 2025 16:45:00 +0300</pubDate><category>محليات</category>
<description>ملخص</description>
<content:encoded><![CDATA[<p>نص الخبر & ما بعده.</p>]]></content:encoded></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>صحيفة الديوان</title><entry>
<title type="html">افتتاح سوق &lt;b&gt;المدينة&lt;/b&gt;</title>
<link rel="self" href="/api/1"/><link rel="alternate" href="/news/1?a=1&amp;b=2"/><id>x-1</id><author><name>سلمى الناصر</name></author>
<published>2025-05-14T16:45:00+03:00</published><updated>2025-05-15T00:00:00Z</updated><category term="محليات">محليات</category>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>نص الخبر &amp; ما بعده.</p></div></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>صحيفة الديوان</title></channel><item rdf:about="x-1"><title>افتتاح سوق المدينة</title><link>/news/1?a=1&amp;b=2</link>
<dc:creator>سلمى الناصر</dc:creator><dc:date>2025-05-14T16:45:00+03:00</dc:date><dc:subject>محليات</dc:subject>
<description>&lt;p&gt;نص الخبر &amp;amp; ما بعده.&lt;/p&gt;</description>
</item></rdf:RDF>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "صحيفة الديوان", "language": "ar", "items": [
{"id": "x-1", "url": "/news/1?a=1&b=2",
"title": "افتتاح سوق المدينة", "authors": [{"name": "سلمى الناصر"}], "date_published": "2025-05-14T16:45:00+03:00", "tags": ["محليات"],
"content_html": "<p>نص الخبر &amp; ما بعده.</p>"}]}"""


def one(body: bytes) -> FeedItem:
    """The only item of a feed."""
    (item,) = Feed(body, HERE).items()
    return item


@pytest.mark.parametrize("feed", [RSS, ATOM, RDF, JSON], ids=["rss", "atom", "rdf", "json"])
def test_every_kind_says_the_same(feed: str) -> None:
    """RSS, Atom, RDF and JSON Feed give the same item, its page's address whole."""
    item = one(feed.encode())
    assert item.given.title == "افتتاح سوق المدينة"
    assert item.given.url == "http://outlet.example/news/1?a=1&b=2"
    assert item.given.byline == "سلمى الناصر"
    assert item.given.published == "2025-05-14T16:45:00+03:00"
    assert item.given.section == "محليات"
    assert item.given.outlet == "صحيفة الديوان"
    assert "نص الخبر" in item.content
    assert "ما بعده" in item.content


def broken(feed: str, how: str) -> bytes:
    """The feed in a form in which feeds are found."""
    declared = '<?xml version="1.0" encoding="{}"?>\n'
    return {
        "utf-8 declared": (declared.format("utf-8") + feed).encode(),
        "utf-8 with a mark": b"\xef\xbb\xbf" + feed.encode(),
        "utf-16": feed.encode("utf-16"),
        "windows-1256 declared": (declared.format("windows-1256") + feed).encode("cp1256"),
        "windows-1256 undeclared": feed.encode("cp1256"),
        "windows-1256 declared as utf-8": (declared.format("utf-8") + feed).encode("cp1256"),
        "utf-8 declared as windows-1256, marked": b"\xef\xbb\xbf" + (declared.format("utf-8") + feed).encode(),
        "bare ampersand": feed.replace("افتتاح سوق المدينة", "افتتاح سوق المدينة & ميناؤها").encode(),
        "nbsp": feed.replace("افتتاح سوق المدينة", "افتتاح&nbsp;سوق المدينة").encode(),
        "control character": feed.replace("ملخص", "مل\x0bخص").encode(),
        "white space before": ("\n\n " + declared.format("utf-8") + feed).encode(),
        "cut": feed.encode()[: feed.encode().index(b"</channel>")],
        "junk after": (feed + "\n<script>x</script>").encode(),
    }[how]


FORMS = [
    "utf-8 declared", "utf-8 with a mark", "utf-16", "windows-1256 declared", "windows-1256 undeclared", "windows-1256 declared as utf-8",
    "utf-8 declared as windows-1256, marked", "bare ampersand", "nbsp", "control character", "white space before", "cut", "junk after",
]  # fmt: skip


@pytest.mark.parametrize("how", FORMS)
def test_broken_feeds_lose_nothing(how: str) -> None:
    """In every broken form the item is read whole; the independent reader says the same, or of three encodings nothing legible."""
    body = broken(RSS, how)
    item = one(body)
    theirs = feedparser.parse(body).entries
    assert item.given.title.startswith("افتتاح")
    if how not in {"windows-1256 undeclared", "windows-1256 declared as utf-8", "utf-16"}:
        assert item.given.title == theirs[0].title.replace("\xa0", " ")
    assert "نص الخبر" in item.content
    assert item.given.byline == "سلمى الناصر"
    if how == "bare ampersand":
        assert item.given.title == "افتتاح سوق المدينة & ميناؤها"


def test_links_of_the_independent_reader_are_ours() -> None:
    """Ids that are addresses, links in attributes and Atom's relations lead to the same page as for the independent reader."""
    items = [
        "<link>http://a.example/1</link>",
        "<guid>http://a.example/2</guid>",
        "<guid isPermaLink='false'>http://a.example/3</guid>",
        "<link href='http://a.example/4'/>",
        "<link>\n http://a.example/5 \n</link>",
    ]
    body = f"<rss version='2.0'><channel>{''.join(f'<item><title>t</title>{item}</item>' for item in items)}</channel></rss>".encode()
    assert [item.given.url for item in Feed(body, HERE).items()] == [entry.get("link") for entry in feedparser.parse(body).entries]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&\ufffe\uffff"), min_size=1))
def test_any_title_comes_through(title: str) -> None:
    """Whatever a title holds comes through escaped once, its white space made even."""
    body = f"<rss version='2.0'><channel><item><title>{html.escape(title)}</title></item></channel></rss>".encode()
    assert one(body).given.title == flat(title)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    """Any bytes are a feed with some items, or none, or are refused by an error of ours."""
    for start in (b"", b"<rss><channel><item>", b"<feed><entry><title>", b"{"):
        with suppress(SourceError):
            list(Feed(start + body, HERE).items())


SITEMAP = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> http://a.example/1?a=1&amp;b=2 </loc><lastmod>2025-05-14</lastmod><news:news><news:publication>
<news:name>الديوان</news:name><news:language>ar</news:language>
</news:publication><news:publication_date>2025-05-13T10:00:00+03:00</news:publication_date><news:title>افتتاح سوق</news:title>
</news:news></url>
<url><loc>http://a.example/2</loc></url><url></url></urlset>"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_sitemaps(pack: object) -> None:
    """A sitemap gives its addresses with what it says of each, packed or not; an index gives sitemaps."""
    first, second = Sitemap(pack(SITEMAP.encode()), "http://a.example/sitemap.xml").entries()
    assert first.given.url == "http://a.example/1?a=1&b=2"
    assert (first.given.title, first.given.outlet, first.given.published) == ("افتتاح سوق", "الديوان", "2025-05-13T10:00:00+03:00")
    assert (second.given.url, second.given.published, second.is_index) == ("http://a.example/2", None, False)
    index = b"<sitemapindex><sitemap><loc>http://a.example/s1.xml.gz</loc></sitemap></sitemapindex>"
    assert [entry.is_index for entry in Sitemap(index, "x").entries()] == [True]


def test_feeds_are_found_in_a_pages_head() -> None:
    """Links to feeds, in any order of attributes and quoting, each once, those of comments last; other alternates are none."""
    page = b"""<link rel="alternate" type="application/rss+xml" href="/comments/feed">
<link href=/feed type='application/atom+xml' rel='alternate home'>
    <link rel="alternate" hreflang="en" href="/en"><LINK REL=ALTERNATE TYPE="application/rss+xml" HREF="/feed">
<link rel="stylesheet" href="/a.css">"""
    assert feeds_of(page, "http://a.example/x/") == ("http://a.example/feed", "http://a.example/comments/feed")
    assert feeds_of(b"<link " * 100_000, "http://a.example/") == ()
