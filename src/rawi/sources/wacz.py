"""WACZ: an evidence folder as one file that replay tools open in a browser (WACZ 1.1.1)."""

from __future__ import annotations

import gzip
import json
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from rawi.errors import EvidenceError
from rawi.sources import manifest
from rawi.sources.address import parse
from rawi.sources.message import BadHeadError, head_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rawi.sources.address import Address
    from rawi.sources.manifest import Row

PAGES_HEADER: Final = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
STILL: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same evidence makes the same file."""


def write(folder: Path, target: Path) -> int:
    """Pack the evidence in ``folder`` as a WACZ file, whole or not at all; the number of its pages.

    Raises:
        EvidenceError: ``no-evidence``; ``evidence-unwritable``.
    """
    rows = [row for line in manifest.lines(folder) if (row := manifest.row_of(line)) is not None]
    if not rows:
        raise EvidenceError("no-evidence", folder)
    fresh = target.with_name(target.name + ".new")
    try:
        count = _packed(folder, rows, fresh)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise EvidenceError("evidence-unwritable", target, error.strerror) from None
    return count


def _packed(folder: Path, rows: list[Row], target: Path) -> int:
    pages = list(_pages(rows))
    index = sorted(_index(folder, rows))
    inside = {
        "pages/pages.jsonl": "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in [PAGES_HEADER, *pages]).encode(),
        "indexes/index.cdxj": "".join(index).encode(),
        "fixity/manifest.jsonl": (folder / manifest.MANIFEST).read_bytes(),
        "fixity/head.json": (folder / manifest.HEAD).read_bytes(),
    }
    resources = [_resource(name, data) for name, data in inside.items()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as whole:
        for name in dict.fromkeys(row.file for row in rows):
            path = f"archive/{name.rpartition('/')[2]}"
            data = (folder / name).read_bytes()
            whole.writestr(zipfile.ZipInfo(path, STILL), data)
            resources.append(_resource(path, data))
        for name, data in inside.items():
            whole.writestr(zipfile.ZipInfo(name, STILL), data)
        about = {"profile": "data-package", "wacz_version": "1.1.1", "software": "rawi", "resources": resources}
        package = json.dumps(about, indent=1).encode()
        whole.writestr(zipfile.ZipInfo("datapackage.json", STILL), package)
        digest = json.dumps({"path": "datapackage.json", "hash": f"sha256:{sha256(package).hexdigest()}"}).encode()
        whole.writestr(zipfile.ZipInfo("datapackage-digest.json", STILL), digest)
    return len(pages)


def _resource(path: str, data: bytes) -> dict[str, object]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{sha256(data).hexdigest()}", "bytes": len(data)}


def _pages(rows: list[Row]) -> Iterator[dict[str, str]]:
    """The addresses that were asked for as pages, not the redirects, robots files and lists on the way."""
    for row in rows:
        if row.kind in {"response", "resource"} and row.status in {0, 200} and row.came_by != "redirect":
            yield {"id": row.record.strip("<>"), "url": row.url, "ts": row.at}


def _index(folder: Path, rows: list[Row]) -> Iterator[str]:
    """A CDXJ line for each answer: by which name a replay tool looks for it, and where it lies."""
    for row in rows:
        if row.kind == "response":
            with (folder / row.file).open("rb") as file:
                file.seek(row.offset)
                block = gzip.decompress(file.read(row.length)).partition(b"\r\n\r\n")[2]
            said = {
                "url": row.url,
                "mime": _media_type(block),
                "status": str(row.status),
                "digest": f"sha256:{row.body}" if row.body else "-",
                "length": str(row.length),
                "offset": str(row.offset),
                "filename": row.file.rpartition("/")[2],
            }
            moment = "".join(char for char in row.at if char.isdecimal())[:14]
            yield f"{surt(parse(row.url))} {moment} {json.dumps(said, ensure_ascii=False)}\n"


def _media_type(block: bytes) -> str:
    try:
        head = head_of(block)
    except BadHeadError:
        head = None
    return (head.media_type if head else "") or "unk"


def surt(address: Address) -> str:
    """An address as web archives sort it: «com,example,news)/path?query», in small letters."""
    host = ",".join(reversed(address.host.removeprefix("www.").split(".")))
    port = "" if address.authority.endswith(address.host) else f":{address.port}"
    return f"{host}{port}){address.target}".lower().replace(" ", "%20")
