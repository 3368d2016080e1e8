"""WARC records of an exchange, each as one gzip member: what goes into evidence and into any WARC that rawi writes."""

from __future__ import annotations

import io
import re
from base64 import b32encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from fastwarc import GzipWriter, WarcRecord, WarcRecordType

from rawi.sources.message import dechunked, head_of

if TYPE_CHECKING:
    from datetime import datetime

    from rawi.sources.exchange import Exchange

SECRET: Final = re.compile(rb"^(set-cookie2?|authorization|cookie):[^\r\n]*", re.IGNORECASE | re.MULTILINE)
"""Headers whose values could let somebody else act as us, or say who we are."""

TRUNCATED: Final = {"body-too-large": "length", "incomplete": "disconnect"}

LEVEL: Final = 9


class Member(NamedTuple):
    """A record, packed."""

    data: bytes
    kind: str
    """The WARC type."""
    record_id: str


def of_exchange(done: Exchange, at: datetime) -> tuple[Member, Member]:
    """The response and the request of an exchange, each naming the other; secrets in their headers are blotted out."""
    raw = redacted(done.raw)
    payload = raw[done.head.size :] if (head := head_of(raw)) is None else raw[head.size :]
    if done.head.chunked:
        payload = dechunked(payload)[0]
    more = {"WARC-IP-Address": done.peer, "WARC-Payload-Digest": labelled(payload)}
    if reason := next((TRUNCATED[code] for code in done.problems if code in TRUNCATED), ""):
        more["WARC-Truncated"] = reason
    response = member("response", done.address.url, at, raw, more)
    request = member("request", done.address.url, at, redacted(done.request), {"WARC-Concurrent-To": response.record_id})
    return response, request


def of_info(file: str, at: datetime, software: str) -> Member:
    """The record that a WARC file begins with."""
    about = f"software: {software}\r\nformat: WARC File Format 1.1\r\nisPartOf: {file}\r\n"
    return member("warcinfo", "", at, about.encode(), {"WARC-Filename": file})


def of_resource(url: str, at: datetime, body: bytes, media_type: str) -> Member:
    """A record of bytes that did not come over HTTP: a file, a pasted text."""
    return member(
        "resource", url, at, body, {"WARC-Payload-Digest": labelled(body), "Content-Type": media_type or "application/octet-stream"}
    )


TYPES: Final = {
    "response": "application/http; msgtype=response",
    "request": "application/http; msgtype=request",
    "warcinfo": "application/warc-fields",
}


def member(kind: str, url: str, at: datetime, block: bytes, more: dict[str, str]) -> Member:
    """One record as one gzip member. Its id follows from what it holds: the same record has the same id wherever it is written."""
    date = f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
    digest = sha256(f"{kind}\0{url}\0{date}\0".encode("utf-8", "replace") + block).digest()
    urn = UUID(bytes=digest[:16], version=5).urn
    record = WarcRecord()
    record.init_headers(getattr(WarcRecordType, kind), urn.removeprefix("urn:").encode())
    headers = {"Content-Type": TYPES.get(kind, ""), **more, "WARC-Date": date, "WARC-Block-Digest": labelled(block)}
    if url:
        headers["WARC-Target-URI"] = url
    for name, value in headers.items():
        record.headers[name] = value
    record.set_bytes_content(block)
    packed = io.BytesIO()
    writer = GzipWriter(packed, LEVEL)
    record.write(writer)
    writer.close()
    return Member(packed.getvalue(), kind, record.headers["WARC-Record-ID"])


def labelled(data: bytes) -> str:
    """A digest as WARC headers give it."""
    return f"sha256:{b32encode(sha256(data).digest()).decode()}"


def redacted(message: bytes) -> bytes:
    """An HTTP message without the secrets in its head."""
    end = message.find(b"\r\n\r\n")
    return SECRET.sub(rb"\1: redacted", message[:end]) + message[end:] if end >= 0 else message
