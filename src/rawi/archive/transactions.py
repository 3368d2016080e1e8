"""Transactions, said once for both databases: what differs is how one begins, and how commits are told to wait for the disk or not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, ClassVar, Final

from rawi.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rawi.archive.port import Row

_SETTLING: Final = (
    "INSERT INTO meta (name, value) VALUES ('settled', '1') "
    "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)"
)
"""A write that changes something: SQLite writes nothing, and waits for nothing, where an update leaves a row as it is."""


class Transactions(ABC):
    """The part of a database that begins and ends transactions."""

    BEGINS: ClassVar[str]
    """Begins a transaction that holds the only pen."""
    WAITS: ClassVar[str]
    """From here on a commit waits for the disk."""
    HURRIES: ClassVar[str]
    """From here on it does not; what it wrote reaches the disk with the next one that does."""

    _depth = 0

    @abstractmethod
    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement and give its rows, if it has any."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction with the archive's one pen in hand; inside another it is part of that one."""
        if self._depth:
            yield
            return
        self._depth = 1
        try:
            self.rows(self.BEGINS)
            yield
            self.rows("COMMIT")
        except BaseException:
            with suppress(ArchiveError):  # where there is nothing to roll back, that is no trouble of its own
                self.rows("ROLLBACK")
            raise
        finally:
            self._depth = 0

    @contextmanager
    def streaming(self) -> Iterator[Callable[[], None]]:
        """Commits that do not wait for the disk one by one; a call of what this gives, and the end, wait for all of them."""

        def settle() -> None:
            self.rows(self.WAITS)
            with self.writing():
                self.rows(_SETTLING)
            self.rows(self.HURRIES)

        self.rows(self.HURRIES)
        try:
            yield settle
            settle()
        except BaseException:
            with suppress(ArchiveError):  # what broke it off is the trouble to tell of
                settle()
            raise
        finally:
            with suppress(ArchiveError):
                self.rows(self.WAITS)
