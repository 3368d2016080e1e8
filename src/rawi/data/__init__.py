"""The words that the rules use: tables of Arabic (and other) words with their source and licence, read once.

A table is a ``.tsv`` file beside this module. Lines which begin with ``#`` are its header of source, licence and notes; the first other
line names the columns. A linguist can edit a table without touching a line of logic. Models and packed lists lie here too.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

_HERE = files(__name__)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name.tsv``, each a mapping from column to cell; missing cells are empty."""
    lines = [line for line in text(f"{name}.tsv").split("\n") if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    return tuple(dict(zip(columns, (*line.split("\t"), *("" for _ in columns)), strict=False)) for line in lines[1:])


@cache
def words(name: str, column: str = "form", **where: str) -> frozenset[str]:
    """The distinct cells of one column of a table, of the rows in which every column named in ``where`` has that value."""
    return frozenset(row[column] for row in table(name) if all(row[key] == value for key, value in where.items()))


def text(file_name: str) -> str:
    """The text of a shipped file."""
    return (_HERE / file_name).read_text(encoding="utf-8")


def binary(file_name: str) -> bytes:
    """The bytes of a shipped file (a model, a packed list)."""
    return (_HERE / file_name).read_bytes()


@cache
def edition() -> str:
    """A digest of every shipped table and model: a mark made with other words has another edition."""
    whole = sha256()
    for entry in sorted(_HERE.iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and not entry.name.endswith((".py", ".pyc")):
            whole.update(entry.name.encode())
            whole.update(sha256(entry.read_bytes()).digest())
    return whole.hexdigest()[:12]
