"""Web addresses: taken apart once, so that no later step reads one differently."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

import msgspec

from rawi.errors import FetchError
from rawi.limits import ADDRESS_CHARACTERS

PORTS: Final = {"http": 80, "https": 443}

SAFE: Final = "/%:=&?~+!$,;'@()*#[]"
"""What stays as it is in a path or query; ``%`` because most addresses come with their escapes already made."""

TRACKING: Final = frozenset({"fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "igshid"})
"""Query keys that say who clicked, never what is shown."""


class Address(msgspec.Struct, frozen=True):
    """An http or https address, normalised: ASCII host in small letters, escaped path, no fragment, no credentials."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as the request line has them."""
    had_credentials: bool = False

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The address as one string."""
        return self.origin + self.target

    @property
    def key(self) -> str:
        """The address under which visits are remembered: scheme-less, without the query keys that only track readers."""
        path, _, query = self.target.partition("?")
        kept = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _tracks(key)]
        return f"{self.authority}{path}" + (f"?{urlencode(kept)}" if kept else "")


def parse(url: str, base: Address | None = None) -> Address:
    """The address that ``url`` names, relative to ``base`` if there is one.

    Raises:
        FetchError: ``not-http`` for any other scheme, ``bad-address`` for what is no address.
    """
    if len(url) > ADDRESS_CHARACTERS:
        raise FetchError("bad-address", url[:80], "it is too long")
    try:
        parts = urlsplit(urljoin(base.url, url.strip()) if base else url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchError("bad-address", _shown(url), error) from None
    if parts.scheme not in PORTS:
        raise FetchError("not-http", _shown(url))
    return Address(
        scheme=parts.scheme,
        host=_ascii(host, url),
        port=PORTS[parts.scheme] if port is None else port,
        target=quote(parts.path or "/", safe=SAFE, errors="replace")
        + (f"?{quote(parts.query, safe=SAFE, errors='replace')}" if parts.query else ""),
        had_credentials="@" in parts.netloc,
    )


def is_web(text: str) -> bool:
    """Whether a string claims to be a web address (it may still be a bad one)."""
    return text[:8].lower().startswith(("http://", "https://"))


def _ascii(host: str, url: str) -> str:
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise FetchError("bad-address", _shown(url), "its host is no host name") from None
    if not name or "%" in name or any(char <= " " or char in "/\\<>^|\x7f" for char in name):
        raise FetchError("bad-address", _shown(url), "its host is no host name")
    return name


def _shown(url: str) -> str:
    """An address for messages: credentials and endless tails are left out."""
    head, at, tail = url[:200].rpartition("@")
    return f"{head.partition('://')[0]}://{tail}" if at and "://" in head and "/" not in head.partition("://")[2] else url[:200]


def _tracks(key: str) -> bool:
    return key.startswith("utm_") or key in TRACKING
