"""HOSTILE feeds: XML bombs, endless items, items whose ids and dates lie."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rawi.errors import SourceError
from rawi.limits import FEED_ITEMS
from rawi.sources.feeds import Feed, when
from rawi.sources.files import spare
from rawi.sources.sitemaps import Sitemap

if TYPE_CHECKING:
    from rawi.sources.feeds import FeedItem

LAUGHS = (
    "'<!DOCTYPE r [<!ENTITY a0 \"ha\">' + ''.join(f'<!ENTITY a{n} \"&a{n - 1};&a{n - 1};\">' for n in range(1, 30)) + ']>'"
    " + '<rss><channel><item><title>&a29;</title></item></channel></rss>'"
)

BOMBS = {
    "billion laughs": LAUGHS,
    "quadratic": "'<!DOCTYPE r [<!ENTITY a \"'"
    " + 'a' * 90_000 + '\">]><rss><channel><item><title>' + '&a;' * 30_000 + '</title></item></channel></rss>'",
    "external entity": '\'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><title>&a;</title></item></channel></rss>'",
    "external DTD": "'<!DOCTYPE rss SYSTEM \"http://127.0.0.1:9/x.dtd\"><rss><channel><item><title>a</title></item></channel></rss>'",
    "token of 20 MB": "'<rss><channel><item ' + 'a' * 19_000_000 + '=\"\"><title>a</title></item></channel></rss>'",
    "text of 20 MB": "'<rss><channel><item><title>' + 'a' * 19_000_000 + '</title></item></channel></rss>'",
    "200,000 nested": "'<rss><channel><item>' + '<a>' * 200_000",
    "100,000 attributes": "'<rss><channel><item '"
    " + ' '.join(f'a{n}=\"\"' for n in range(100_000)) + '><title>a</title></item></channel></rss>'",
    "1,000,000 items": "'<rss><channel>' + '<item></item>' * 1_000_000 + '</channel></rss>'",
    "1,000,000 empty entries": "'<feed>' + '<entry/>' * 1_000_000 + '</feed>'",
    "1,000,000 siblings": "'<rss><channel>' + '<a/>' * 1_000_000 + '</channel></rss>'",
    "3,000,000 siblings": "'<rss><channel>' + '<a/>' * 3_000_000 + '</channel></rss>'",
    "1,000,000 attributes": "'<rss><channel><item ' + ' '.join(f'a{n}=\"\"' for n in range(1_000_000)) + '/></channel></rss>'",
    "300,000 ampersands": "'<rss><channel><item><title>' + '&' * 300_000 + '</title></item></channel></rss>'",
    "200,000 open CDATA": "'<rss><channel><item><title>' + '<![CDATA[' * 200_000",
    "deep JSON": '\'{"version": "https://jsonfeed.org/version/1", "items": \' + \'[\' * 100_000',
    "JSON of nothing": "'{' * 100_000",
}

MEASURE = """
import re, time
from rawi.sources.feeds import Feed
from rawi.errors import SourceError
body = ({make}).encode()
status = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
before = status()
start = time.process_time()
try:
    feed = Feed(body, "x")
    count = sum(1 for _ in feed.items())
    said = ",".join(problem.code for problem in feed.problems)
except SourceError as error:
    count, said = 0, error.code
print(time.process_time() - start, status() - before, count, said)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak of memory from /proc")
@pytest.mark.parametrize("bomb", BOMBS)
def test_feed_bombs(bomb: str) -> None:
    """Each ends in half a second and 100 MB, with items or a named refusal."""
    done = subprocess.run([sys.executable, "-c", MEASURE.format(make=BOMBS[bomb])], capture_output=True, check=True, text=True)
    seconds, memory, count, *said = done.stdout.split()
    assert float(seconds) < 0.5, done.stdout
    assert int(memory) < 100_000, done.stdout
    assert int(count) or said, "neither items nor a name for why not"
    assert int(count) <= FEED_ITEMS


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "b">]>',
        "<!doctype r\n[ ]>",
        '<?xml version="1.0"?>\n<!-- x --><!DOCTYPE r PUBLIC "a" "b" [<!ELEMENT r ANY>]>',
    ],
)
def test_no_document_brings_its_own_definitions(doctype: str) -> None:
    """A DTD inside a feed or a sitemap is refused in any spelling, also in UTF-16."""
    for encoding in ("utf-8", "utf-16"):
        for reader in (Feed, Sitemap):
            with pytest.raises(SourceError) as error:
                reader(f"{doctype}<r/>".encode(encoding), "x")
            assert error.value.code == "feed-refused"


def rss(*items: str) -> bytes:
    """A feed of some items."""
    return f"<rss version='2.0'><channel><title>الديوان</title>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>".encode()


def items_of(body: bytes) -> list[FeedItem]:
    """The items of a feed."""
    return list(Feed(body, "http://outlet.example/feed").items())


def test_feed_identity() -> None:
    """An item is known by its id, else its link, else what it says; what changed under one id is another capture, the same is the same."""
    first, second = items_of(rss("<guid>a</guid><title>خبر</title>", "<guid>a</guid><title>خبر آخر</title>"))
    assert first.given.item == second.given.item == "a"
    assert spare(first).capture.id != spare(second).capture.id
    by_link, by_text, again = items_of(rss("<link>http://a.example/1</link>", "<title>خبر</title>", "<title>خبر</title>"))
    assert by_link.given.item == "http://a.example/1"
    assert by_text.given.item == again.given.item != ""
    moved, polled = items_of(rss("<guid>1</guid><title>خبر</title>", "<guid>2</guid><title>خبر</title>"))
    assert spare(moved).capture.id == spare(polled).capture.id


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Wed, 14 May 2025 16:45:00 +0300", "2025-05-14T16:45:00+03:00"),
        ("2025-05-14T16:45:00Z", "2025-05-14T16:45:00+00:00"),
        ("2025-05-14", "2025-05-14"),
        ("الأربعاء، 14 أيار 2025", "2025-05-14"),
        ("14 ماي 2025", "2025-05-14"),
        ("16 ذو القعدة 1446 هـ", "2025-05-14"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("30 فبراير 2025", None),
        ("Wed, 99 Foo 2025", None),
        ("0", None),
        ("", None),
        ("9" * 10_000, None),
    ],
)
def test_dates_are_kept_as_said_and_as_judged(said: str, read: str | None) -> None:
    """A date that can be told is told; its words are kept in any case."""
    assert when(said) == read
    (item,) = items_of(rss(f"<title>خ</title><pubDate>{said}</pubDate>"))
    assert item.given.published == read
    assert item.given.published_raw == said


def test_too_many_items_are_cut_at_the_limit() -> None:
    """At the limit all items are read; one more, and it is said that not all were."""
    for count, problems in ((FEED_ITEMS, []), (FEED_ITEMS + 1, ["feed-too-long"])):
        feed = Feed(rss(*(f"<guid>{number}</guid>" for number in range(count))), "x")
        assert sum(1 for _ in feed.items()) == FEED_ITEMS
        assert [problem.code for problem in feed.problems] == problems


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1256", "iso-8859-1", "utf-16", "x-none"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1256", "iso-8859-6", "utf-16"])
def test_feeds_in_every_charset(charset: str, declared: str) -> None:
    """A feed is read in the charset that its bytes are in, whatever it declares."""
    title = "قال مسؤول في وزارة الصحة إن الحالة مستقرة وأضاف أن المرضى غادروا"
    text = rss(*[f"<title>{title} {number}</title>" for number in range(5)]).decode()
    whole = (f"<?xml version='1.0' encoding='{declared}'?>{text}" if declared else text).encode(charset)
    assert [item.given.title for item in items_of(whole)] == [f"{title} {number}" for number in range(5)]
