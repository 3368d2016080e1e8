"""Copies: a backup while others write, and going back to one, proven equal by the digest of everything that the archive gives out.

A backup is a SQLite file, whatever the archive is, with its SHA-256 beside it in the form that ``sha256sum -c`` reads.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from rawi.archive import indexing, migrating, tables, taking_down
from rawi.archive.columns import COLUMNS
from rawi.archive.sqlite import SQLite
from rawi.errors import ArchiveError, EvidenceError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from rawi.archive.port import Database

TABLES: Final = (
    *(
        "bodies",
        "captures",
        "pages",
        "stories",
        "credits",
        "statements",
        "links",
        "mentions",
        "times",
        "quantities",
        "places",
        "restorations",
    ),
    *("entities", "names", "name_words", "unjoined", "roles", "decisions", "stones", "ledger"),
)
_ROWS: Final = 500


def export_digest(database: Database) -> str:
    """A digest of every row of every named view, and of the ledger's last link: equal for archives that hold the same."""
    whole = hashlib.sha256()
    for name in tables.TABLES:
        whole.update(name.encode())
        for row in tables.walk(database, name):
            whole.update(
                msgspec.json.encode([cell if not isinstance(cell, str) else cell.encode("utf-8", "replace").decode() for cell in row])
            )
    for row in database.rows("SELECT value FROM meta WHERE name = 'ledger'"):
        whole.update(str(row[0]).encode())
    return whole.hexdigest()


def back_up(database: Database, to: Path) -> str:
    """Copy the archive to the new file ``to`` as it is at this moment, and write its digest beside it. Gives the export digest.

    Raises:
        UsageError: the file is there already.
        ArchiveError: it cannot be written; then there is no file.
    """
    if to.exists():
        raise UsageError("file-exists", to)
    half = to.with_name(f".{to.name}.half")
    try:
        half.touch()
        if isinstance(database, SQLite):
            database.backup(half)
        else:
            copy = SQLite(half)
            try:
                migrating.migrate(copy, str(half))
                copy_rows(database, copy)
            finally:
                copy.rows("PRAGMA journal_mode = DELETE")
                copy.close()
        sha = _file_digest(half)
        _write(_beside(to), f"{sha}  {to.name}\n")
        _into_place(half, to)
    except OSError as error:
        raise ArchiveError("file-unwritable", to, error.strerror) from None
    finally:
        half.unlink(missing_ok=True)
    copied = SQLite(to, read_only=True)
    try:
        return export_digest(copied)
    finally:
        copied.close()


def check_backup(path: Path) -> None:
    """Hold a backup to the digest beside it: any bit that changed is found.

    Raises:
        EvidenceError: it is not the file that was written, or there is no digest.
        ArchiveError: there is no such file.
    """
    if not path.is_file():
        raise ArchiveError("backup-missing", path)
    try:
        stated = _beside(path).read_text(encoding="utf-8").split()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        raise EvidenceError("backup-without-digest", path) from None
    if _file_digest(path) != stated:
        raise EvidenceError("backup-changed", path)


def restore(backup: Path, to: Path, *, replace: bool = False) -> int:
    """Make the file ``to`` from a backup. Gives how many pages were taken down again.

    With ``replace`` an archive that is there gives way (it is kept as ``<name>.replaced``); what was taken down in it since the backup is
    taken down in the restored one too.

    Raises:
        EvidenceError: the backup is not what was written.
        UsageError: the file is there already.
    """
    check_backup(backup)
    if to.exists() and not replace:
        raise UsageError("file-exists", to, "--replace puts the backup in its place and keeps its stones.")
    stones = _stones(to) if to.exists() else []
    half = to.with_name(f".{to.name}.half")
    try:
        shutil.copyfile(backup, half)
        database = SQLite(half)
        try:
            migrating.migrate(database, str(half))
            count = taking_down.reapply(database, stones) if stones else 0
            database.rows("PRAGMA journal_mode = DELETE")
        finally:
            database.close()
        if to.exists():
            _give_way(to)
        _into_place(half, to)
    except OSError as error:
        raise ArchiveError("archive-unwritable", to, error.strerror) from None
    finally:
        half.unlink(missing_ok=True)
    return count


def copy_rows(source: Database, target: Database) -> None:
    """Copy every row of one archive into another, empty one, and make the index anew."""
    with target.writing():
        for table in TABLES:
            rows = source.walk(f"SELECT {COLUMNS[table]} FROM {table}")
            while block := list(islice(rows, _ROWS)):
                target.insert({table: block})
        meta = source.rows("SELECT value FROM meta WHERE name = 'ledger'")
        for row in meta:
            target.insert({"meta": [("ledger", *row)]})
        indexing.index_anew(target)


def _stones(path: Path) -> list[tuple[str, str, str | None, str, str, str]]:
    database = SQLite(path, read_only=True)
    try:
        rows = database.rows("SELECT digest, page, address, at, by, why FROM stones ORDER BY digest")
        return [(sha, page, address, at, by, why) for sha, page, address, at, by, why in rows]
    finally:
        database.close()


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _to_disk(path)


def _give_way(archive: Path) -> None:
    """Rename an archive with its log: a log that is left behind would be taken for the new file's."""
    for suffix in ("-wal", ""):
        part, kept = archive.with_name(f"{archive.name}{suffix}"), archive.with_name(f"{archive.name}.replaced{suffix}")
        kept.unlink(missing_ok=True)
        if part.exists():
            part.replace(kept)
    archive.with_name(f"{archive.name}-shm").unlink(missing_ok=True)


def _into_place(half: Path, to: Path) -> None:
    """Give a finished file its name, so that after a power cut the name stands for all of it or is not there."""
    _to_disk(half)
    half.replace(to)
    folder = os.open(to.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
