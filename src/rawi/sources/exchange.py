"""One request and its answer, byte for byte as it came, under a clock that no server can hold still."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rawi import limits
from rawi.errors import FetchError
from rawi.sources.decoding import decode
from rawi.sources.message import BadHeadError, Dechunker, Head, dechunked, head_of

if TYPE_CHECKING:
    import socket

    from rawi.sources.address import Address
    from rawi.sources.guard import Guard

PIECE = 65_536


@dataclass(frozen=True)
class Patience:
    """How long and how much one exchange may be; the defaults stand in ``limits``."""

    total: float = limits.FETCH_SECONDS
    connect: float = limits.CONNECT_SECONDS
    idle: float = limits.IDLE_SECONDS
    size: int = limits.FETCHED_BYTES


class Exchange(NamedTuple):
    """What went out and what came back."""

    address: Address
    peer: str
    """The IP address that was connected to."""
    request: bytes
    raw: bytes
    """The answer as received, head and body, in whatever transfer and content coding it came."""
    head: Head
    body: bytes
    """The body, decoded from both."""
    problems: tuple[str, ...]
    """Codes: ``incomplete``, ``body-too-large``, and those of ``decoding.decode``."""


def exchange(address: Address, headers: tuple[tuple[str, str], ...], guard: Guard, patience: Patience = Patience()) -> Exchange:
    """Ask for ``address`` once.

    Raises:
        FetchError: nothing usable came: the address is refused or cannot be reached, the answer is no HTTP or has no whole head.
    """
    end = time.monotonic() + patience.total
    request = written(address, headers)
    sock, peer = guard.connect(address, min(patience.connect, patience.total))
    try:
        with secured(sock, address) as line:
            line.sendall(request)
            raw, cut = received(line, address, end, patience)
    except ssl.SSLError as error:
        raise FetchError("tls-failed", address.url, error.reason or error) from None
    except TimeoutError:
        raise FetchError("took-too-long", address.url, "no answer") from None
    except OSError as error:
        raise FetchError("unreachable", address.url, error.strerror or error) from None
    finally:
        sock.close()
    head, body, problems = opened(raw, patience.size)
    return Exchange(address, peer, request, raw, head, body, tuple(dict.fromkeys((cut, *problems))) if cut else problems)


def written(address: Address, headers: tuple[tuple[str, str], ...]) -> bytes:
    """The request as it goes out. Never a cookie, never credentials: there is no way to give any."""
    lines = [
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.authority}",
        *(f"{name}: {value}" for name, value in headers),
        "Connection: close",
    ]
    if any("\r" in line or "\n" in line for line in lines):
        raise FetchError("bad-address", address.url, "a header would break the request in two")
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("utf-8")


def secured(sock: socket.socket, address: Address) -> socket.socket:
    """The socket, inside TLS for https: certificate and host name checked against the name asked for, not the address connected to."""
    return tls().wrap_socket(sock, server_hostname=address.host) if address.scheme == "https" else sock


@cache
def tls() -> ssl.SSLContext:
    """The system's trust, as Python sets it up."""
    return ssl.create_default_context()


def received(sock: socket.socket, address: Address, end: float, patience: Patience) -> tuple[bytes, str]:
    """Everything that comes until the answer is whole, the server hangs up, or a limit is met; and the limit's code, if one was."""
    arriving = Arriving()
    while not arriving.whole:
        left = end - time.monotonic()
        sock.settimeout(max(0.001, min(left, patience.idle)))
        try:
            data = sock.recv(PIECE) if left > 0 else None
        except (TimeoutError, ConnectionError, ssl.SSLError):
            data = None  # silence or a broken line: what came before it is kept
        if not data:
            return _given_up(arriving, address, hung_up=data == b"")
        try:
            arriving.feed(data)
        except BadHeadError as error:
            raise FetchError("bad-answer", address.url, error) from None
        if len(arriving.raw) - arriving.body_at > patience.size:
            return bytes(arriving.raw), "body-too-large"
    return bytes(arriving.raw), ""


def _given_up(arriving: Arriving, address: Address, *, hung_up: bool) -> tuple[bytes, str]:
    """The end of an answer that did not say itself that it was over."""
    if arriving.head is None:
        raise FetchError("bad-answer" if hung_up else "took-too-long", address.url, "no whole answer")
    says_its_end = arriving.head.chunked or arriving.head.length is not None
    return bytes(arriving.raw), "incomplete" if says_its_end or not hung_up else ""


class Arriving:
    """An answer while it comes: knows when it is whole."""

    def __init__(self) -> None:
        self.raw = bytearray()
        self.head: Head | None = None
        self.body_at = 0
        self._chunks = Dechunker()

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        self.raw += data
        if self.head is not None:
            self._body(data)
            return
        while self.head is None and (head := head_of(self.raw[self.body_at :])) is not None:
            self.body_at += head.size
            if head.status >= 200:  # else an interim answer; the real one follows
                self.head = head
                self._body(bytes(self.raw[self.body_at :]))
        if self.head is None and len(self.raw) >= limits.HEADER_BYTES:
            raise BadHeadError("its headers are too long")

    def _body(self, data: bytes) -> None:
        if self.head is not None and self.head.chunked:
            self._chunks.feed(data)
            self._chunks.body.clear()  # only its end is of interest here

    @property
    def whole(self) -> bool:
        """Whether the answer has said that it is over."""
        if self.head is None:
            return False
        if self.head.chunked:
            return self._chunks.done or self._chunks.broken
        return self.head.length is not None and len(self.raw) - self.body_at >= self.head.length


def opened(raw: bytes, size: int = limits.FETCHED_BYTES) -> tuple[Head, bytes, tuple[str, ...]]:
    """The final head of an answer as received, its body out of transfer and content coding, and what was wrong with the codings.

    Raises:
        BadHeadError: it is no HTTP answer.
    """
    head = head_of(raw)
    while head is not None and head.status < 200:
        raw = raw[head.size :]
        head = head_of(raw)
    if head is None:
        raise BadHeadError("its head breaks off")
    body, problems = raw[head.size :], []
    if head.chunked:
        body, problem = dechunked(body)
        problems.append(problem)
    elif head.length is not None:
        body = body[: head.length]
    decoded = decode(body, head.all("content-encoding"), size)
    return head, decoded.body, tuple(problem for problem in (*problems, decoded.problem) if problem)
