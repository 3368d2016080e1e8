"""Archives on both databases: tests run on SQLite, and on a PostgreSQL server of their own where Debian's packages are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postgres_server import fresh_database, running_server, why_not
from rawi.archive import Archive, open_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The folder of a running server's socket."""
    if reason := why_not():
        pytest.skip(reason)
    pytest.importorskip("pg8000", reason="pg8000 is not installed (pip install 'rawi[postgres]')")
    with running_server() as folder:
        assert folder is not None
        yield folder


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an archive that does not exist yet, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "archive.rawi")
    return fresh_database(request.getfixturevalue("server"))


@pytest.fixture
def archive(where: str) -> Iterator[Archive]:
    """An open, empty archive."""
    with open_archive(where) as opened:
        yield opened


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Archive]:
    """An open, empty archive in a SQLite file, for what is a matter of files."""
    with open_archive(tmp_path / "small.rawi") as opened:
        yield opened


@pytest.fixture
def another(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes the address of one more empty PostgreSQL database."""
    return lambda: fresh_database(request.getfixturevalue("server"))
