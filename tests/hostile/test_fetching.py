"""HOSTILE fetching: addresses that lead inside, servers that never end, bodies that explode, answers that lie."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
import zlib
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import pairwise
from typing import TYPE_CHECKING

import brotli
import pytest

from rawi.errors import FetchError
from rawi.sources import Fetcher, Got, captures
from rawi.sources.address import parse
from rawi.sources.decoding import decode, zstd
from rawi.sources.evidence import Keeper
from rawi.sources.exchange import Exchange, Patience, exchange, opened
from rawi.sources.guard import Guard, is_public
from rawi.sources.polite import asked_to_wait
from rawi.sources.sniff import is_block_page
from serving import LOOPBACK, Server, answer

if TYPE_CHECKING:
    import socket

PAGE = "<html><body><article><h1>افتتاح مكتبة الحي</h1><p>فتحت مكتبة الحي أبوابها اليوم.</p></article></body></html>".encode()

PRIVATE_HOSTS = [
    "127.0.0.1", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433", "017700000001", "127.0.0.1.",
    "127.255.255.254", "①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1", "0", "0.0.0.0", "localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::]", "[2001:0:a00:1:0:0:f5ff:fffe]", "[fe80::1]", "[fec0::1]", "[fc00::1]",
    "[fd12:3456::1]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[5f00::1]", "10.0.0.1", "10.1", "167772161",
    "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1", "3232235521", "169.254.169.254", "2852039166", "0xa9fea9fe",
    "0251.0376.0251.0376", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1", "[64:ff9b:1::1]", "[::ffff:169.254.169.254]",
    "[::ffff:0:127.0.0.1]",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE_HOSTS)
def test_guard_refuses_every_spelling(host: str) -> None:
    """No spelling of an address outside the public network is let through, whoever reads the spelling."""
    with pytest.raises(FetchError) as refused:
        Guard().addresses(parse(f"http://{host}/"), 5)
    assert refused.value.code in {"address-refused", "no-such-host", "bad-address"}


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"]
)
def test_the_public_network_is_let_through(address: str) -> None:
    """A public address is public in each form that can carry it."""
    assert is_public(ip_address(address))


def test_guard_over_real_sockets() -> None:
    """A server on this machine sees no connection, by whatever spelling or name it is asked for."""
    with Server({"/": answer(PAGE)}) as server:
        for host in ("127.0.0.1", "2130706433", "0x7f000001", "localhost", "[::ffff:127.0.0.1]", "outlet.example"):
            guard = Guard(resolver=lambda *_: ["127.0.0.1"]) if host == "outlet.example" else Guard()
            with pytest.raises(FetchError):
                exchange(parse(f"http://{host}:{server.port}/"), (), guard)
        assert server.requests == []


def test_rebinding_resolver() -> None:
    """A name is resolved once: one that answers public first and private after leads to the public answer, one that mixes is refused."""
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with Server({"/": answer(PAGE)}) as server:
        done = exchange(parse(f"http://outlet.example:{server.port}/"), (), Guard(LOOPBACK, rebinding))
        assert done.body == PAGE
        assert done.peer == "127.0.0.1"
        assert asked == ["outlet.example"]
        assert f"Host: outlet.example:{server.port}".encode() in server.requests[0]
    with pytest.raises(FetchError, match="private network"):
        Guard(resolver=lambda *_: ["93.184.216.34", "10.0.0.1"]).addresses(parse("http://outlet.example/"), 5)


def fetcher_of(server: Server, **more: object) -> Fetcher:
    """A fetcher that reaches the test's server, without pauses."""
    return Fetcher(guard=server.guard(), pace=0.0, patience=Patience(total=3, connect=1, idle=0.4, size=200_000), **more)


def failure(server: Server, path: str = "/", **more: object) -> str:
    """The code of the error that comes of a path."""
    with pytest.raises(FetchError) as error:
        fetcher_of(server, **more).get(server.url + path)
    return error.value.code


def moved(to: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return answer(b"", status, Location=to)


@pytest.mark.parametrize(
    ("routes", "code"),
    [
        ({"/": moved("http://10.0.0.1/")}, "address-refused"),
        ({"/": moved("//169.254.169.254/latest/meta-data/")}, "address-refused"),
        ({"/": moved("http://[::ffff:10.0.0.1]/")}, "address-refused"),
        ({"/": moved("file:///etc/passwd")}, "not-http"),
        ({"/": moved("ftp://outlet.example/")}, "not-http"),
        ({"/": moved("gopher://outlet.example/")}, "not-http"),
        ({"/": moved("javascript:alert(1)")}, "not-http"),
        ({"/": moved("/")}, "redirected-in-a-circle"),
        ({"/": moved("/b", "301 Moved Permanently"), "/b": moved("/")}, "redirected-in-a-circle"),
        ({"/": moved("http://a..b/")}, "bad-address"),
        ({"/": moved("http://a b/")}, "bad-address"),
        ({"/": moved("/1"), **{f"/{n}": moved(f"/{n + 1}") for n in range(1, 21)}}, "too-many-redirects"),
    ],
)
def test_redirects(routes: dict[str, bytes], code: str) -> None:
    """Each hop of a redirect is judged like a first address, and a chain has an end."""
    with Server(routes) as server:
        guard = Guard(LOOPBACK, lambda host, _port: ["127.0.0.1"] if host == "127.0.0.1" else [host.strip("[]")])
        with pytest.raises(FetchError) as error:
            Fetcher(guard=guard, pace=0.0).get(server.url + "/")
        assert error.value.code == code


def test_a_redirect_that_changes_case_and_port_is_followed() -> None:
    """A chain of honest redirects ends at its page, whose capture knows both ends."""
    with Server({"/end": answer(PAGE)}) as second, Server({"/": moved(f"HTTP://LOCALHOST:{second.port}/end")}) as first:
        got = fetcher_of(first).get(first.url + "/").got
        assert got.body == PAGE
        assert got.capture.url == first.url + "/"
        assert got.capture.final_url == f"http://localhost:{second.port}/end"


def drip(connection: socket.socket, _request: bytes) -> None:
    """One byte every tenth of a second, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(600):
        connection.sendall(b"a")
        time.sleep(0.1)


def drip_head(connection: socket.socket, _request: bytes) -> None:
    """A header that grows by a byte every tenth of a second."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(600):
        connection.sendall(b"a")
        time.sleep(0.1)


def flood(connection: socket.socket, _request: bytes) -> None:
    """A body without end, as fast as it goes."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"<p>" + b"a" * 60_000)


def silence(connection: socket.socket, _request: bytes) -> None:
    """Less than the answer announces, then nothing."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + PAGE)
    time.sleep(5)


CHUNK = f"{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n"

ENDINGS = [
    (drip, "incomplete"),
    (flood, "body-too-large"),
    (silence, "incomplete"),
    (answer(PAGE, Content_Length="999999"), "incomplete"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK, "incomplete"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK + b"zz\r\n", "incomplete"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + PAGE, "incomplete coding-not-applied"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK + b"0\r\n\r\n", ""),
    (b"HTTP/1.0 200 OK\r\n\r\n" + PAGE, ""),
    (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + PAGE, ""),
    (answer(PAGE, Content_Length="5, 5"), ""),
]


@pytest.mark.parametrize(("route", "problem"), ENDINGS)
def test_slow_and_endless_server(route: object, problem: str) -> None:
    """An answer that does not end well is kept as far as it came, in time, and says so."""
    with Server({"/": route}) as server:
        start = time.monotonic()
        done = exchange(parse(server.url + "/"), (), server.guard(), Patience(total=1, connect=1, idle=0.4, size=200_000))
        assert time.monotonic() - start < 2
        assert done.problems == tuple(problem.split())
        assert done.body[:5] in {PAGE[:5], b"aaaaa", b"<p>aa"}


@pytest.mark.parametrize(
    ("route", "code"),
    [
        (drip_head, "took-too-long"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n", "bad-answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: aaaa\r\n" * 10_000 + b"\r\n", "bad-answer"),
        (b"HTTP/1.1 200 OK\r\n", "bad-answer"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "bad-answer"),
        (b"HTTP/1.1 OK\r\n\r\n", "bad-answer"),
        (b"", "bad-answer"),
    ],
)
def test_no_usable_answer(route: object, code: str) -> None:
    """What is no HTTP answer, or a head without end, is an error with a name, in time."""
    with Server({"/": route}) as server:
        start = time.monotonic()
        with pytest.raises(FetchError) as error:
            exchange(parse(server.url + "/"), (), server.guard(), Patience(total=1, connect=1, idle=0.6))
        assert error.value.code == code
        assert time.monotonic() - start < 2


BOMBS = {
    "br": "import brotli\nc = brotli.Compressor(quality=5)\nb = b''.join(c.process(bytes(1 << 24)) for _ in range(64)) + c.finish()",
    "gzip": "import zlib\nc = zlib.compressobj(9, wbits=31)\nb = b''.join(c.compress(bytes(1 << 24)) for _ in range(16)) + c.flush()",
    "gzip, gzip": "import zlib, gzip\nc = zlib.compressobj(9, wbits=31)\n"
    "b = gzip.compress(b''.join(c.compress(bytes(1 << 24)) for _ in range(16)) + c.flush())",
    "zstd": "from rawi.sources.decoding import zstd\nc = zstd.ZstdCompressor()\n"
    "b = b''.join(c.compress(bytes(1 << 24)) for _ in range(64)) + c.flush()",
    "deflate": "import zlib\nc = zlib.compressobj(9)\nb = b''.join(c.compress(bytes(1 << 24)) for _ in range(16)) + c.flush()",
}

MEASURE = """
import re, time
from rawi.sources.decoding import decode
{make}
start = time.perf_counter()
done = decode(b, {coding!r})
seconds = time.perf_counter() - start
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]  # getrusage would count the parent's memory too
print(len(done.body), done.problem, seconds, peak)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak of memory from /proc")
@pytest.mark.parametrize("coding", BOMBS)
def test_bombs_memory(coding: str) -> None:
    """A quarter of a gigabyte and more out of a few kilobytes costs 20 MB of output, less than 150 MB of memory and two seconds."""
    script = MEASURE.format(make=BOMBS[coding], coding=coding)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    size, problem, seconds, peak = done.stdout.split()
    assert (size, problem) == ("20000000", "body-too-large")
    assert float(seconds) < 2
    assert int(peak) < 150_000


@pytest.mark.parametrize(
    ("coded", "announced", "body", "problem"),
    [
        (gzip.compress(PAGE), "gzip", PAGE, ""),
        (gzip.compress(PAGE) + b"\0garbage", "gzip", PAGE, ""),
        (gzip.compress(PAGE) * 2, "gzip", PAGE * 2, ""),
        (zlib.compress(PAGE), "deflate", PAGE, ""),
        (zlib.compress(PAGE)[2:-4], "deflate", PAGE, ""),
        (brotli.compress(PAGE), "br", PAGE, ""),
        (zstd.compress(PAGE), "zstd", PAGE, ""),
        (gzip.compress(PAGE), "br", PAGE, ""),
        (zstd.compress(PAGE), "gzip", PAGE, ""),
        (PAGE, "br", PAGE, "coding-not-applied"),
        (PAGE, "gzip", PAGE, "coding-not-applied"),
        (PAGE, "zstd", PAGE, "coding-not-applied"),
        (PAGE, "compress", PAGE, "coding-unknown"),
        (PAGE, "identity", PAGE, ""),
        (gzip.compress(brotli.compress(PAGE)), "br, gzip", PAGE, ""),
        (PAGE, "gzip, gzip, gzip", PAGE, "too-many-codings"),
        (PAGE, ",".join(["gzip"] * 10_000), PAGE, "too-many-codings"),
        (b"", "gzip", b"", ""),
    ],
)
def test_codings_as_they_are_found(coded: bytes, announced: str, body: bytes, problem: str) -> None:
    """Chains, wrong announcements and trailing garbage are undone where they can be, and named where not."""
    done = decode(coded, announced)
    assert done.problem == problem
    assert done.body == body


@pytest.mark.parametrize("pack", [gzip.compress, brotli.compress, zstd.compress, zlib.compress])
def test_a_body_cut_anywhere_gives_what_came(pack: object) -> None:
    """At every cut the decoded body is a beginning of the page, with a problem unless it is all of it."""
    name = {gzip.compress: "gzip", brotli.compress: "br", zstd.compress: "zstd", zlib.compress: "deflate"}[pack]
    coded = pack(PAGE * 3)
    for cut in range(1, len(coded)):
        done = decode(coded[:cut], name)
        assert done.problem == "coding-damaged" or done.body == PAGE * 3
        assert (PAGE * 3).startswith(done.body) or done.body == coded[:cut]


@pytest.mark.parametrize("size", [99, 100, 101])
def test_the_size_limit_is_exact(size: int) -> None:
    """A body at the limit is whole; one byte more is cut there, and said to be."""
    for name, pack in (("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress), ("deflate", zlib.compress)):
        done = decode(pack(b"a" * size), name, 100)
        assert (len(done.body), done.problem) == (min(size, 100), "body-too-large" if size > 100 else "")


def test_block_page_is_not_an_edit() -> None:
    """A check for robots that comes in a page's place, with whatever status, is an error and leaves the page's last visit as it was."""
    check = b"<html><head><title>Just a moment...</title></head><body><script src='/cdn-cgi/challenge-platform/x'></script></body></html>"
    with Server({"/page": answer(PAGE)}) as server:
        fetcher = fetcher_of(server)
        fetched = fetcher.get(server.url + "/page")
        fetcher.remember(fetched.visit)
        for status in ("200 OK", "403 Forbidden", "503 Service Unavailable"):
            server.routes["/page"] = answer(check, status)
            with pytest.raises(FetchError) as error:
                fetcher.get(server.url + "/page")
            assert error.value.code == "block-page"
        assert fetcher.visits.of(fetched.visit.key) == fetched.visit


def test_an_article_under_a_firewalls_script_is_no_block_page() -> None:
    """A page with a firewall's script and a real article is an article."""
    article = (
        b"<p>"
        + "قال رئيس البلدية إن الطريق يفتح غدا. ".encode() * 60
        + b"</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    )
    assert not is_block_page(article, ())


@pytest.mark.parametrize(
    ("status", "code", "asked"),
    [
        ("403 Forbidden", "refused-by-server", 1),
        ("401 Unauthorized", "refused-by-server", 1),
        ("404 Not Found", "not-there", 1),
        ("410 Gone", "not-there", 1),
        ("418 I'm a teapot", "refused-by-server", 1),
        ("503 Service Unavailable", "server-trouble", 3),
        ("429 Too Many Requests", "server-trouble", 3),
    ],
)
def test_errors_are_classed(status: str, code: str, asked: int) -> None:
    """Each refusal has its class; only a busy server is asked again, and not for ever."""
    with Server({"/page": answer(b"no", status)}) as server:
        assert failure(server, "/page", clock=FakeClock()) == code
        assert server.paths.count("/page") == asked


class FakeClock:
    """A clock that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)
        self.slept = 0.0

    def now(self) -> datetime:
        """The time."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.time += timedelta(seconds=seconds)
        self.slept += seconds


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Thu, 99 Jan 99999 00:00:00 GMT", None),
        ("٥", None),
    ],
)
def test_retry_after_is_read(said: str, seconds: float | None) -> None:
    """Seconds or a date, past or far; anything else is no answer."""
    assert asked_to_wait(said, datetime(2026, 1, 1, tzinfo=UTC)) == seconds


def test_a_wait_of_centuries_puts_the_page_off() -> None:
    """A server that wants to be left alone for 300 years is left alone for a day, in this run and the next."""
    with Server({"/page": answer(b"", "503 Busy", Retry_After="9460800000")}) as server:
        clock = FakeClock()
        fetcher = fetcher_of(server, clock=clock)
        for _ in range(2):
            with pytest.raises(FetchError) as error:
                fetcher.get(server.url + "/page")
            assert error.value.code == "put-off"
        assert server.paths.count("/page") == 1
        assert clock.slept == 0
        clock.sleep(25 * 3600)
        server.routes["/page"] = answer(PAGE)
        assert fetcher.get(server.url + "/page").got.body == PAGE


def test_retry_after_is_waited_for() -> None:
    """A short wait is kept to before the next try."""
    with Server({"/page": answer(b"", "503 Busy", Retry_After="40")}) as server:
        clock = FakeClock()
        assert failure(server, "/page", clock=clock) == "server-trouble"
        assert clock.slept >= 80


def test_robots_are_honoured() -> None:
    """What a robots.txt forbids is not asked for; one that can't be had for trouble of the server forbids everything."""
    with Server(
        {"/robots.txt": answer(b"User-agent: rawi\nDisallow: /secret/\n"), "/secret/a": answer(PAGE), "/a": answer(PAGE)}
    ) as server:
        fetcher = fetcher_of(server)
        with pytest.raises(FetchError) as error:
            fetcher.get(server.url + "/secret/a")
        assert error.value.code == "robots-refused"
        assert fetcher.get(server.url + "/a").got.body == PAGE
        assert server.paths == ["/robots.txt", "/a"]
    with Server({"/robots.txt": answer(b"", "500 Oh"), "/a": answer(PAGE)}) as server:
        assert failure(server, "/a") == "robots-refused"


def test_a_redirect_into_what_robots_forbid_is_not_followed() -> None:
    """The robots.txt of each hop's host is asked."""
    with Server(
        {"/robots.txt": answer(b"User-agent: *\nDisallow: /secret/\n"), "/": moved("/secret/a"), "/secret/a": answer(PAGE)}
    ) as server:
        assert failure(server) == "robots-refused"
        assert "/secret/a" not in server.paths


def test_broken_tls_is_an_error() -> None:
    """A server that speaks no TLS, or with a certificate of its own, is not listened to."""
    with Server({"/": answer(PAGE)}) as server, pytest.raises(FetchError) as error:
        exchange(parse(f"https://127.0.0.1:{server.port}/"), (), server.guard(), Patience(total=2, connect=1, idle=1))
    assert error.value.code in {"tls-failed", "unreachable", "took-too-long"}


def test_no_secret_leaves(tmp_path: object) -> None:
    """No cookie, credential or authorisation goes out, not over a redirect either, nor into evidence, captures or messages."""
    secret = "hunter2"
    cookie = answer(PAGE, Set_Cookie=f"session={secret}")
    with Server({"/end": cookie}) as second:
        first = Server(
            {"/": answer(b"", "302 Found", Location=f"http://me:{secret}@127.0.0.1:{second.port}/end", Set_Cookie=f"a={secret}")}
        )
        with first, Keeper(tmp_path / "evidence") as keeper:
            fetcher = fetcher_of(first, keeper=keeper)
            got = fetcher.get(f"http://me:{secret}@127.0.0.1:{first.port}/").got
            sent = b"".join(first.requests + second.requests)
        with pytest.raises(FetchError) as error:
            parse(f"http://me:{secret}@exa mple/")
    kept = b"".join(gzip.decompress(path.read_bytes()) for path in (tmp_path / "evidence" / "captures").iterdir())
    kept += (tmp_path / "evidence" / "manifest.jsonl").read_bytes()
    assert got.body == PAGE
    assert b"set-cookie: redacted" in kept.lower()
    for text in (sent, kept, repr(got).encode(), str(error.value).encode()):
        assert secret.encode() not in text
    assert b"cookie:" not in sent.lower()
    assert b"authorization" not in sent.lower()


def test_per_host_pace() -> None:
    """A thousand addresses of one host: one at a time, two seconds from the end of one to the start of the next."""
    clock = FakeClock()
    times: list[float] = []
    under_way = [0]

    def ask(address: object, *_: object) -> Exchange:
        under_way[0] += 1
        assert under_way[0] == 1
        times.append(clock.time.timestamp())
        clock.sleep(0.5)
        under_way[0] -= 1
        raw = answer(PAGE) if address.target != "/robots.txt" else answer(b"", "404 No")
        return Exchange(address, "192.0.2.1", b"", raw, *opened(raw))

    wanted = [f"http://outlet.example/{n}" for n in range(1000)]
    got = list(captures(wanted, fetcher=Fetcher(clock=clock, ask=ask)))
    assert sum(isinstance(each, Got) for each in got) == 1000
    assert len(times) == 1001
    assert min(later - earlier for earlier, later in pairwise(times)) >= 2.5 - 1e-6


def test_one_slow_host_does_not_hold_up_others() -> None:
    """While one host is waited for, the pages of others come."""
    with Server({"/slow": silence, "/robots.txt": answer(b"", "404 No")}) as slow, Server({"/fast": answer(PAGE)}) as fast:
        guard = Guard(LOOPBACK, lambda *_: ["127.0.0.1"])
        fetcher = Fetcher(guard=guard, pace=0.0, patience=Patience(total=2, connect=1, idle=1.5))
        got = list(captures([f"http://slow.example:{slow.port}/slow", f"http://fast.example:{fast.port}/fast"], fetcher=fetcher))
        assert [each.capture.url.rpartition("/")[2] for each in got if isinstance(each, Got)] == ["fast", "slow"]


@pytest.mark.parametrize(
    "url",
    ["http://", "http://xn--/", "http://" + "a" * 70 + ".example/", "http://a..b/", "http://a:99999/", "http://a:b/", "http://[::1/",
     "http://" + "a" * 9_000, "http:///path", "http://\0/", "http://a\x7fb/", "http://[fe80::1%25eth0]/", "http://a\\@b/", "ftp://a/",
     "file:///etc/passwd", "data:text/html,x", ""],
)  # fmt: skip
def test_bad_addresses_are_errors_of_ours(url: str) -> None:
    """Whatever is no address is refused by an error of our own tree, never another library's."""
    with pytest.raises(FetchError):
        Guard(resolver=lambda *_: []).addresses(parse(url), 1)


def test_headers_cannot_be_smuggled() -> None:
    """No address, however written, adds a line to the request."""
    with Server({"/a%0D%0AX:%20y": answer(PAGE)}) as server:
        assert exchange(parse(server.url + "/a\r\nX: y"), (), server.guard()).head.status in {200, 404}
        assert server.requests[0].count(b"\r\n") == 4


@pytest.mark.parametrize(
    ("body", "announced", "found"),
    [
        (PAGE, "image/jpeg", "page"),
        (PAGE, "application/xml", "page"),
        (PAGE, "application/octet-stream", "page"),
        (PAGE, "text/plain", "page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "text/html", "not-a-page"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "text/html; charset=utf-8", "not-a-page"),
        (b"%PDF-1.7\n" + bytes(50), "text/html", "not-a-page"),
        (b"GIF89a" + bytes(50), "", "not-a-page"),
    ],
)
def test_content_types_lie(body: bytes, announced: str, found: str) -> None:
    """What an answer is shows in its bytes: a page is read whatever it is called, a picture called HTML is named and not read."""
    with Server({"/": answer(body, Content_Type=announced)}) as server:
        (each,) = captures([server.url + "/"], fetcher=fetcher_of(server))
    assert (each.body if found == "page" else each.code) == (body if found == "page" else found)
