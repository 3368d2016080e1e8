"""A real HTTP server on this machine, well-behaved or not, byte by byte as a test wants it."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from ipaddress import ip_network
from typing import TYPE_CHECKING, Self

from rawi.sources.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Handler = Callable[[socket.socket, bytes], None]

LOOPBACK = (ip_network("127.0.0.0/8"),)
"""The explicit allowance that a test's guard gets as a value; nothing outside of a program can give it."""


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer. Header names are written with ``_`` for ``-``."""
    named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def target_of(request: bytes) -> str:
    """What a request asks for."""
    return (*request.split(b" ", 2), b"", b"")[1].decode("latin-1")


def host_of(request: bytes) -> str:
    """Which host a request asks, without the port."""
    line = next((line for line in request.split(b"\r\n") if line.lower().startswith(b"host:")), b"")
    return line[5:].strip().rpartition(b":")[0].decode("latin-1")


class Server:
    """Answers each path, or ``//host/path``, with bytes or with whatever its handler does to the connection."""

    def __init__(self, routes: Mapping[str, bytes | Handler] | None = None) -> None:
        self.routes: dict[str, bytes | Handler] = dict(routes or {})
        self.requests: list[bytes] = []
        self.closing = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [target_of(request) for request in self.requests]

    def guard(self) -> Guard:
        """A guard which lets through to this machine, and resolves every name to it."""
        return Guard(allowed=LOOPBACK, resolver=lambda _host, _port: ["127.0.0.1"])

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request and (data := connection.recv(65_536)):
                request += data
            if not request:
                return
            self.requests.append(request)
            path = target_of(request)
            names = (f"//{host_of(request)}{path}", path)
            route = next((self.routes[name] for name in names if name in self.routes), answer(b"nothing here", "404 Not Found"))
            if isinstance(route, bytes):
                connection.sendall(route)
            else:
                route(connection, request)
