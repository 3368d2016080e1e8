"""What the archive asks of a database. SQLite and PostgreSQL each answer it in one module; nothing else knows which one it is.

SQL is written once, in the words that both speak, with ``?`` for parameters. A value never becomes part of a statement's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from rawi.archive.expressions import Expression

Row = tuple[Any, ...]


class Indexed(NamedTuple):
    """What the inverted index holds of one story: five columns of tokens, separated by spaces."""

    number: int
    words: str
    stems: str
    keys: str
    strong: str
    marks: str


class Where(NamedTuple):
    """A further condition on the stories found, as SQL with its parameters; ``{story}`` in it stands for a story's number."""

    sql: str = ""
    parameters: tuple[object, ...] = ()


NOWHERE_ELSE = Where()


class Database(Protocol):
    """One open archive's database."""

    kind: str
    """``sqlite`` or ``postgres``."""

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement and give its rows, if it has any."""
        ...

    def walk(self, sql: str) -> Iterator[Row]:
        """The rows of a query one by one, however many there are, as they were when it began."""
        ...

    def insert(self, rows: Mapping[str, Sequence[Row]], stories: Iterable[Indexed] = ()) -> None:
        """Put rows into tables of ``columns.COLUMNS``, which says what becomes of rows that are there, and stories into the inverted index.

        Much at once is cheaper than in pieces.
        """
        ...

    def script(self, sql: str) -> None:
        """Run several statements, as migrations have them, inside the open transaction."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """A transaction that holds the only pen: all of it is kept, on disk, or none. Inside another it is part of that one."""
        ...

    def streaming(self) -> AbstractContextManager[Callable[[], None]]:
        """Inside, a commit is atomic but reaches the disk for certain only with a call of what this gives, or at the end."""
        ...

    def unindex(self, stories: Iterable[Indexed]) -> None:
        """Take stories out again; the tokens must be those that went in."""
        ...

    def clear_index(self) -> None:
        """Empty the inverted index."""
        ...

    def indexed(self) -> set[int]:
        """The numbers of the stories in the inverted index."""
        ...

    def match(
        self, expression: Expression, *, above: int = -1, below: int | None = None, where: Where = NOWHERE_ELSE, limit: int
    ) -> list[int]:
        """Numbers of current stories that the expression holds for, in order (the newest first), between the bounds, at most ``limit``."""
        ...

    def count(self, expression: Expression, *, below: int | None = None, above: int = -1, where: Where = NOWHERE_ELSE, limit: int) -> int:
        """How many there are, counted as far as ``limit``."""
        ...

    def frequency(self, expression: Expression, *, limit: int) -> int:
        """How many stories the expression holds for, older versions included, counted as far as ``limit``: cheaper than ``count``."""
        ...

    def index_faults(self, stories: Iterable[Indexed]) -> list[str]:
        """How the inverted index differs from one that holds exactly ``stories``."""
        ...

    def forget(self) -> None:
        """Leave nothing on disk of what was deleted, as far as the database can."""
        ...

    def faults(self) -> list[str]:
        """What the database itself finds wrong with its files and indexes."""
        ...

    def close(self) -> None:
        """Close it; twice is once."""
        ...
