"""Files, folders and patterns: what each file is, by its bytes, and what is inside it."""

from __future__ import annotations

import io
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import msgspec

from rawi.errors import SourceError
from rawi.limits import LIST_ADDRESSES, PAGE_BYTES
from rawi.model import Problem
from rawi.sources import folders, local, tables, warc, zips
from rawi.sources.address import is_web
from rawi.sources.crowd import Wanted
from rawi.sources.decoding import undo
from rawi.sources.feeds import Feed
from rawi.sources.got import Got, Lost, Skipped, captured, lost
from rawi.sources.members import begins_archive
from rawi.sources.sitemaps import Sitemap
from rawi.sources.sniff import HEAD, kind_of
from rawi.sources.tables import Columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from rawi.sources.feeds import FeedItem
    from rawi.sources.sniff import Kind

Found = Got | Problem | Wanted
"""What a source holds: a page, a named loss, or the address of a page elsewhere."""

USUAL: Final = Columns()
"""A table's columns under their usual names."""

KINDS: Final = {"binary": "picture, film, program or other bytes that are no text"}
"""What a kind of bytes is called where the bytes do not say it themselves."""

PATTERN: Final = frozenset("*?[")


def in_path(spec: str, columns: Columns = USUAL) -> Iterator[Found]:
    """Everything in a file, a folder (files in the order of their names, no hidden ones) or a pattern such as ``pages/*.html``."""
    path = Path(spec)
    if spec == "-":
        yield from in_stream(sys.stdin.buffer)
    elif folders.is_folder(path):
        empty = True
        for each in in_folder(path, columns):
            empty = False
            yield each
        if empty:
            yield lost(SourceError("empty-input", local.shown(spec)))
    elif not PATTERN & set(spec) or path.exists():
        yield from in_file(path, columns)
    else:
        matching = sorted(Path(path.anchor or ".").glob(str(path.relative_to(path.anchor))))
        if not matching:
            yield lost(SourceError("nothing-found", spec))
        for match in matching:
            yield from in_folder(match, columns) if folders.is_folder(match) else in_file(match, columns)


def in_folder(folder: Path, columns: Columns = USUAL) -> Iterator[Found]:
    """Everything in a folder's files; those that are no documents are passed over by name."""
    refused: list[OSError] = []
    files = list(folders.files_in(folder, refused.append))
    yield from (lost(SourceError("unreadable-file", local.shown(str(error.filename)), error.strerror)) for error in refused)
    beside: dict[Path, set[str]] = {}
    for path in files:
        beside.setdefault(path.parent, set()).add(path.name)
    for path in files:
        why = folders.passed_over(path.name, frozenset(beside[path.parent]))
        yield from [_skipped(local.shown(str(path)), why)] if why else documents(in_file(path, columns))


def documents(found: Iterable[Found]) -> Iterator[Found]:
    """What was found in a file that nobody asked for by name: where that is no document, it is no loss."""
    for each in found:
        yield _skipped(each.subject, each.detail) if isinstance(each, Lost) and each.code == "not-a-page" else each


def _skipped(subject: str, why: str) -> Skipped:
    return Skipped("file-skipped", subject=subject, hint=why)


def in_file(path: Path, columns: Columns = USUAL) -> Iterator[Found]:
    """Everything in one file; a loss instead of an exception where it can't be had."""
    subject = local.shown(str(path))
    try:
        with path.open("rb") as file:
            yield from in_open(file, local.shown(path.name), subject, columns)
    except FileNotFoundError:
        yield lost(SourceError("no-such-file", subject))
    except OSError as error:
        yield lost(SourceError("unreadable-file", subject, error.strerror))
    except SourceError as error:
        yield lost(error)


def in_stream(stream: BinaryIO) -> Iterator[Found]:
    """Everything in an open stream that can't be read twice, such as standard input."""
    try:
        capture, body = local.from_stream(stream)
        yield from in_body(Got(capture, body), "-")
    except SourceError as error:
        yield lost(error)


def in_open(file: BinaryIO, name: str, subject: str, columns: Columns = USUAL) -> Iterator[Found]:
    """Everything in an open file that can be read from any place.

    Raises:
        SourceError: what is wrong with the file as a whole.
    """
    head = file.read(16 * HEAD)
    file.seek(0)
    kind = kind_of(head)
    if tables.is_table(name):
        yield from tables.pages(file, name, subject, columns)
    elif kind == "warc" or (kind in {"gzip", "packed"} and begins_archive(head, subject)):
        yield from warc.pages(file, name, subject)
    elif kind == "zip":
        yield from in_zip(file, subject, columns)
    elif kind == "list":
        yield from in_list(file, subject)
    else:
        yield from in_small(file, name, subject, columns)


def in_zip(file: BinaryIO, subject: str, columns: Columns) -> Iterator[Found]:
    """Everything in a zip file, or in the web archives of a WACZ; what is wrong with an entry costs the entry. No zip inside a zip."""
    found = 0
    for entry in zips.entries(file, subject):
        inside = f"{subject}!{entry.name}"
        if subject.lower().endswith(".wacz") and not entry.name.startswith("archive/"):
            continue  # its indexes and its description of itself
        found += 1
        head = entry.file.read(4)
        entry.file.seek(0)
        if kind_of(head) == "zip":
            yield lost(SourceError("zip-refused", inside, "it is a zip inside a zip"))
            continue
        name = PurePosixPath(entry.name).name
        if why := folders.passed_over(name):
            yield _skipped(inside, why)
            continue
        try:
            yield from in_open(entry.file, name, inside, columns)
        except SourceError as error:
            yield from documents([lost(error)])
    if not found:
        yield lost(SourceError("empty-input", subject))


def in_small(file: BinaryIO, name: str, subject: str, columns: Columns = USUAL) -> Iterator[Found]:
    """Everything in a file that is no more than one page, list or JSON document.

    Raises:
        SourceError: what is wrong with the file as a whole.
    """
    body = file.read(PAGE_BYTES + 1)
    if len(body) > PAGE_BYTES:
        raise SourceError("too-large", subject, PAGE_BYTES)
    if not body.strip():
        raise SourceError("empty-input", subject)
    capture = msgspec.structs.replace(captured(body, "file"), name=name)
    yield from in_body(Got(capture, body, name=subject), subject, columns)


def in_body(got: Got, subject: str, columns: Columns = USUAL) -> Iterator[Found]:
    """Everything in a body: itself if it is a page, else what it lists.

    Raises:
        SourceError: it is nothing that holds pages.
    """
    body = got.body if isinstance(got.body, bytes) else got.body.encode("utf-8", "replace")
    kind: Kind = kind_of(body)
    address = got.capture.final_url or got.capture.url or subject
    if kind in {"feed", "json-feed"}:
        yield from in_feed(body, address)
    elif kind == "sitemap":
        yield from in_sitemap(body, address)
    elif kind == "list":
        yield from in_list(io.BytesIO(body), subject)
    elif kind in {"gzip", "packed"}:
        yield from in_packed(got, body, subject)
    elif kind == "json":
        yield from tables.in_json(body, subject, columns)
    elif kind == "page":
        yield got
    else:
        raise SourceError("not-a-page", subject, got.capture.media_type or KINDS.get(kind, kind))


def in_packed(got: Got, body: bytes, subject: str) -> Iterator[Found]:
    """Everything in a body packed by gzip or zstd (``sitemap.xml.gz``, ``page.html.zst``)."""
    inside, problem = undo(body, "", PAGE_BYTES)
    if problem == "body-too-large":
        raise SourceError("too-large", subject, PAGE_BYTES)
    if problem:
        raise SourceError("unreadable-file", subject, problem)
    if kind_of(inside) in {"gzip", "packed"}:
        raise SourceError("not-a-page", subject, "a packed file inside a packed file")
    capture = captured(inside, got.capture.came_by, url=got.capture.url, final_url=got.capture.final_url, fetched_at=got.capture.fetched_at)
    yield from in_body(Got(msgspec.structs.replace(capture, name=got.capture.name), inside, got.given, subject), subject)


def in_feed(body: bytes, address: str) -> Iterator[Found]:
    """The items of a feed, as addresses of pages; an item without an address is a page of its own."""
    feed = Feed(body, address)
    for item in feed.items():
        yield Wanted(item.given.url, item.given, "feed", led_to=True, spare=spare(item)) if item.given.url else spare(item)
    yield from feed.problems


def spare(item: FeedItem) -> Got:
    """A feed's item as a page, for want of the page that it leads to."""
    body = item.page
    capture = captured(body, "feed", url=item.given.url, media_type="text/html")
    return Got(msgspec.structs.replace(capture, name=item.given.title[:80]), body, item.given)


def in_sitemap(body: bytes, address: str) -> Iterator[Found]:
    """The addresses of a sitemap."""
    sitemap = Sitemap(body, address)
    for entry in sitemap.entries():
        yield Wanted(entry.given.url or "", entry.given, "sitemap", led_to=not entry.is_index)
    yield from sitemap.problems


def in_list(file: BinaryIO, subject: str) -> Iterator[Found]:
    """The addresses of a list: one a line, empty lines and ``#`` comments left out."""
    count = 0
    while line := file.readline(PAGE_BYTES):
        text = line.decode("utf-8", "replace").strip().removeprefix("\ufeff")
        if not text or text.startswith("#"):
            continue
        count += 1
        if count > LIST_ADDRESSES:
            yield Problem("list-too-long", subject=subject, hint="addresses past limits.LIST_ADDRESSES were not read")
            return
        yield Wanted(text, came_by="list", led_to=True) if is_web(text) else lost(SourceError("not-http", text[:200]))
