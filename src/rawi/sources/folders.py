"""A folder, or a zip file of one: which of its files are no documents, told by name where the bytes cannot tell.

Who names a file wants that file read. Who names a folder wants the pages in it: what stands beside them (a read-me, a style sheet, a page's
pictures, rules for robots, another program's notes) is passed over, and named.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LITTER: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that no person put there; they are not even named."""

ABOUT: Final = frozenset({"readme", "license", "licence", "copying", "changelog", "contributing", "makefile"})
PROSE: Final = frozenset({"", ".md", ".rst", ".txt"})
CODE: Final = frozenset(
    {
        ".css",
        ".scss",
        ".js",
        ".mjs",
        ".ts",
        ".map",
        ".py",
        ".pyc",
        ".sh",
        ".ini",
        ".cfg",
        ".toml",
        ".yml",
        ".yaml",
        ".lock",
        ".log",
        ".sha256",
    }
)
LEDGER: Final = frozenset({"manifest.jsonl", "visits.jsonl", "head.json"})
"""What ``rawi fetch`` writes beside the captures of an evidence folder."""


def files_in(folder: Path, refused: Callable[[OSError], None] = lambda _: None) -> Iterator[Path]:
    """The files of a folder and of those inside it, in the order of their names, without hidden ones.

    Args:
        folder: where to look.
        refused: hears of each folder that cannot be looked into.
    """
    found = []
    for inside, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(inside, name) for name in names if name not in LITTER and not name.startswith(".")]
    for path in sorted(found):
        if is_file(path):
            yield path


def is_file(path: Path) -> bool:
    """Whether a path is a file, or may be one: where that cannot be looked up, opening it says why."""
    try:
        return path.is_file()
    except OSError:
        return True


def is_folder(path: Path) -> bool:
    """Whether a path is known to be a folder."""
    try:
        return path.is_dir()
    except OSError:
        return False


def passed_over(name: str, beside: frozenset[str] = frozenset()) -> str:
    """Why a file of that name is no document; empty where its bytes decide.

    Args:
        name: the file's name, without its folder.
        beside: the names of the files in the same folder.
    """
    path = PurePath(name.lower())
    if path.name == "robots.txt":
        return "rules for robots"
    if path.stem in ABOUT and path.suffix in PROSE:
        return "read-me, licence and the like"
    if path.suffix in CODE:
        return "style sheet, script or settings"
    if path.name in LEDGER and beside >= {"manifest.jsonl", "head.json"}:
        return "records about evidence"
    return ""
