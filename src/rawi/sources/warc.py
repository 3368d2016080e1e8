"""Web archives: the pages of a WARC, read on past whatever is damaged, each loss named with its offset.

The readers there are stop at a damaged member, or give a cut record as if it were whole, without a word. So the walk from member to member
is ours: bounded, and always knowing where in the file it is.
"""

from __future__ import annotations

import hashlib
import io
import re
from base64 import b32encode
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from rawi.limits import HEADER_BYTES, WARC_FALSE_STARTS, WARC_RECORD_BYTES
from rawi.model import Problem, WarcPlace
from rawi.sources.exchange import opened
from rawi.sources.got import Got, captured, noted
from rawi.sources.members import GZIP, PIECE, DamagedError, Source, packing_of
from rawi.sources.message import BadHeadError, Head, fields
from rawi.sources.sniff import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from rawi.sources.members import Packing
    from rawi.sources.message import Headers

VERSION: Final = re.compile(rb"WARC/[0-9]\.[0-9]{1,2}\r?\n")
HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
AFTER: Final = b"\r\n\r\n"
OF_THE_ARCHIVE: Final = frozenset({"warcinfo", "request", "metadata", "conversion"})
"""Types of records that tell of the archive or repeat a page in another form."""

ORIGINALS: Final = 100_000
"""Payload digests remembered, to find what a ``revisit`` record repeats."""


class Record(NamedTuple):
    """A record as it lies in its file."""

    headers: Headers
    block: bytes
    offset: int
    length: int

    def get(self, name: str) -> str:
        """The value of a header (small letters), or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def kind(self) -> str:
        """The WARC type."""
        return self.get("warc-type").lower()

    @property
    def url(self) -> str:
        """What it is a record of."""
        return self.get("warc-target-uri").strip("<>")

    @property
    def digest(self) -> str:
        """The payload's digest as the record states it."""
        return self.get("warc-payload-digest")


def records(file: BinaryIO, subject: str) -> Iterator[Record | Problem]:
    """Every record of a WARC file, packed or not, and a problem with its offset for each stretch that is none.

    Raises:
        SourceError: it is packed in a way that cannot be read here.
    """
    yield from _records(file, subject, packing_of(file, subject))


def _records(file: BinaryIO, subject: str, packing: Packing | None) -> Iterator[Record | Problem]:
    start = packing.start if packing else 0
    tries = iter(range(WARC_FALSE_STARTS))
    while True:
        source = Source(file, start, packing)
        here = start
        try:
            while (record := _record(source)) is not None:
                here = source.at
                yield record
        except DamagedError as error:
            here = max(here, start)
            found = _resync(file, here + 1, packing, tries)
            until = "to its end" if found is None else f"to {found}"
            yield Problem("warc-damaged", subject=f"{subject} at {here}", hint=f"{error}; nothing was read from there {until}")
            if found is None:
                return
            start = found
        else:
            return


def _record(source: Source) -> Record | None:
    """The next record; None at the end of the file."""
    while (blank := source.peek(1)) in {b"\r", b"\n"}:
        source.take(len(blank))
    start = source.at
    head = source.peek(HEADER_BYTES)
    if not head:
        return None
    line = VERSION.match(head)
    end = HEAD_END.search(head)
    if line is None or end is None:
        raise DamagedError("there is no record here")
    headers = fields(head[line.end() : end.start()])
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    if not (length.isascii() and length.isdecimal() and len(length) < 16):
        raise DamagedError("the record does not say how long it is")
    if int(length) > WARC_RECORD_BYTES:
        raise DamagedError(f"the record says that it is {length} bytes long, more than limits.WARC_RECORD_BYTES")
    source.take(end.end())
    block = source.take(int(length))
    if len(block) < int(length):
        raise DamagedError("the record breaks off")
    after = source.take(len(AFTER))
    if after.strip(b"\r\n") or (len(after) < len(AFTER) and source.packing):
        raise DamagedError("the record is longer or shorter than it says")
    if len(after) < len(AFTER):
        raise DamagedError("the record breaks off")
    return Record(headers, block, start, source.at - start)


def _resync(file: BinaryIO, start: int, packing: Packing | None, tries: Iterator[int]) -> int | None:
    """Where the next record begins, at ``start`` or later, as far as there are tries."""
    needle = packing.magic if packing else b"WARC/"
    file.seek(start)
    kept, base = b"", start
    while data := file.read(PIECE):
        window = kept + data
        at = window.find(needle)
        while at >= 0:
            if next(tries, None) is None:
                return None
            if _begins(file, base + at, packing):
                return base + at
            at = window.find(needle, at + 1)
        base += len(window)
        kept = window[-len(needle) + 1 :]
        base -= len(kept)
        file.seek(base + len(kept))
    return None


def _begins(file: BinaryIO, at: int, packing: Packing | None) -> bool:
    """Whether a record begins here."""
    file.seek(at)
    head = file.read(PIECE if packing and packing.magic != GZIP.magic else 1_024)  # a block of zstd or lz4 comes whole or not at all
    if packing:
        try:
            head = packing.begin().feed(head, 64)
        except DamagedError:
            return False
    return VERSION.match(head) is not None


class _Original(NamedTuple):
    """A response that a later record may say was got again unchanged."""

    url: str
    record: Record


class _Archive:
    """One WARC file being read."""

    def __init__(self, file: BinaryIO, name: str, subject: str) -> None:
        self.file = file
        self.name = name
        self.subject = subject
        self.packing = packing_of(file, subject)
        self.originals: dict[str, tuple[int, int]] = {}
        self.others: Counter[str] = Counter()

    def pages(self) -> Iterator[Got | Problem]:
        for each in _records(self.file, self.subject, self.packing):
            if isinstance(each, Problem):
                yield each
                continue
            resume = self.file.tell()
            got = self._page(each)
            self.file.seek(resume)
            if got is not None:
                yield got
        if self.others:
            shown = ", ".join(f"{count} {kind}" for kind, count in self.others.most_common(8))
            yield Problem("not-pages", subject=self.subject, hint=f"records that are no pages were left out: {shown}")

    def _page(self, record: Record) -> Got | Problem | None:
        if record.kind == "revisit":
            return self._revisit(record)
        if record.kind == "resource":
            return self._resource(record)
        if record.kind != "response":
            if record.kind not in OF_THE_ARCHIVE:
                self.others[f"type «{record.kind[:20]}»"] += 1
            return None
        if record.digest and len(self.originals) < ORIGINALS:
            self.originals.setdefault(record.digest, (record.offset, record.length))
        return self._response(record, record)

    def _response(self, record: Record, original: Record) -> Got | Problem | None:
        try:
            head, body, problems = opened(original.block)
        except BadHeadError as error:
            return Problem("warc-damaged", subject=f"{self.subject} at {original.offset}", hint=f"the record holds no answer: {error}")
        if record is not original:
            head = _head_of_revisit(record) or head
        if head.status != 200:
            self.others[f"status {head.status}"] += 1
            return None
        if kind_of(body) not in {"page", "feed", "json-feed", "sitemap", "list"} or not _readable(head.media_type):
            self.others[head.media_type or "unknown"] += 1
            return None
        return self._got(record, body, head, problems)

    def _got(self, record: Record, body: bytes, head: Head | None, problems: tuple[str, ...]) -> Got:
        place = WarcPlace(file=self.name, offset=record.offset, length=record.length, record_id=record.get("warc-record-id"))
        if record.get("warc-truncated"):
            problems = (*problems, "incomplete")
        if _differs(record.get("warc-block-digest"), record.block):
            problems = (*problems, "digest-differs")
        capture = captured(
            body,
            "warc",
            url=record.url or None,
            final_url=record.url or None,
            fetched_at=_date(record.get("warc-date")),
            status=head.status if head else None,
            headers=head.headers if head else (),
            media_type=head.media_type if head else record.get("content-type").partition(";")[0].strip().lower(),
            warc=place,
            problems=noted(dict.fromkeys(problems), record.url),
        )
        return Got(capture, body)

    def _resource(self, record: Record) -> Got | None:
        media_type = record.get("content-type").partition(";")[0].strip().lower()
        if not _readable(media_type) or kind_of(record.block) == "binary" or not record.url:
            self.others[media_type or "unknown"] += 1
            return None
        return self._got(record, record.block, None, ())

    def _revisit(self, record: Record) -> Got | Problem | None:
        """The page of an earlier record, got again at another time or address."""
        place = self.originals.get(record.digest)
        if place is None:
            hint = f"the record repeats one that is not in this file: {record.get('warc-refers-to-target-uri') or record.url}"
            return Problem("revisit-without-original", subject=f"{self.subject} at {record.offset}", hint=hint)
        self.file.seek(place[0])
        data = io.BytesIO(self.file.read(place[1]))
        original = next(_records(data, self.subject, self.packing and self.packing._replace(start=0)), None)
        if not isinstance(original, Record):
            return None
        return self._response(record, original)


def pages(file: BinaryIO, name: str, subject: str) -> Iterator[Got | Problem]:
    """The pages of a WARC file: answers with status 200 that can hold news, each with its place in the file; losses are named.

    Raises:
        SourceError: the file is packed in a way that cannot be read here.
    """
    for each in _Archive(file, name, subject).pages():
        yield each._replace(capture=msgspec.structs.replace(each.capture, name=name)) if isinstance(each, Got) else each


def _differs(stated: str, block: bytes) -> bool:
    """Whether a block is certainly not the one that a digest was made of; an unknown kind of digest says nothing."""
    name, _, value = stated.partition(":")
    if name not in {"sha1", "sha256"} or not value:
        return False
    made = hashlib.new(name, block, usedforsecurity=False)
    return value.lower() != made.hexdigest() and value.rstrip("=").upper() != b32encode(made.digest()).decode().rstrip("=")


def _head_of_revisit(record: Record) -> Head | None:
    """The head that a revisit record keeps of its own answer, if it does."""
    try:
        return opened(record.block)[0] if record.block.startswith(b"HTTP/") else None
    except BadHeadError:
        return None


def _readable(media_type: str) -> bool:
    """Whether a type can hold news; many servers give none, or a wrong one."""
    if media_type.startswith("text/"):
        return media_type not in {"text/css", "text/javascript"}
    return media_type in {"", "application/xml", "application/octet-stream"} or media_type.endswith(("+xml", "+json"))


def _date(said: str) -> str | None:
    """A WARC date as ours are written: to the second, in UTC."""
    return f"{said[:19]}Z" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", said) else None
