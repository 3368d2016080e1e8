"""The architecture as a test: data flows one way, and each room keeps to its one rule."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest

import rawi

SOURCE = Path(rawi.__file__).parent

COMMON = ["model", "data", "limits", "arabic", "errors", "settings", "edition"]
"""What every room may import."""

FLOW = [
    "workers",
    "sources",
    "reading",
    "restoring",
    "stories",
    "facts",
    "statements",
    "pipeline",
    "search",
    "archive",
    "exports",
    "training",
    "face",
    "bulk",
    "cli",
]
"""The rooms in the order in which data flows; a room imports only from rooms to its left."""

PURE = ["model", "arabic", "reading", "restoring", "stories", "facts", "statements", "pipeline", "search"]
"""Rooms without files, sockets, clock, randomness, environment or logging."""

IMPURE_MODULES = {
    "os",
    "io",
    "socket",
    "time",
    "random",
    "logging",
    "pathlib",
    "subprocess",
    "tempfile",
    "urllib",
    "urllib3",
    "sqlite3",
    "shutil",
}


def imports_of(path: Path) -> set[str]:
    """Every absolute module name that a file imports, type-checking imports included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            if node.module == "rawi":
                found |= {f"rawi.{alias.name}" for alias in node.names}
    return found


def room_of(path: Path) -> str:
    """The room that a source file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    """Every source file that belongs to a room."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if room_of(path) not in {"__init__", "__main__"}]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_follow_the_flow(path: Path) -> None:
    """A room imports only from rooms to its left and from the common ones."""
    room = room_of(path)
    assert room in COMMON + FLOW, f"{room} is not a room; name it in ARCHITECTURE.md and here"
    left = set(COMMON[: COMMON.index(room) + 1] if room in COMMON else COMMON + FLOW[: FLOW.index(room) + 1])
    if room in {"data", "errors"}:
        left |= {"data", "errors"}
    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("rawi.")}
    assert used <= left, f"{room} imports {sorted(used - left)}"


@pytest.mark.parametrize("path", [path for path in modules() if room_of(path) in PURE], ids=lambda path: str(path.relative_to(SOURCE)))
def test_pure_rooms_stay_pure(path: Path) -> None:
    """No pure room touches a file, a socket, the clock, chance, the environment or a log."""
    assert not {name.split(".")[0] for name in imports_of(path) - {"urllib.parse"}} & IMPURE_MODULES  # taking an address apart opens none


def test_sql_stays_in_the_archive() -> None:
    """Only the archive speaks to a database."""
    for path in modules():
        if room_of(path) != "archive":
            assert not {name.split(".")[0] for name in imports_of(path)} & {"sqlite3", "psycopg", "pg8000"}, path


def test_source_is_plain() -> None:
    """No source file holds a bidi control, or an Arabic word inside a line of code (words live in data; docstrings may show some)."""
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not any(char in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for char in text), path
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.STRING and not token.string.startswith(('"""', "'''")):
                assert not any("\u0621" <= char <= "\u064a" for char in token.string), f"{path}:{token.start[0]}"
