"""Archives on both databases: tests run on SQLite, and on a PostgreSQL server of their own where Debian's packages are installed."""

from __future__ import annotations

import contextlib
import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from rawi.archive import Archive, open_archive

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
PORT = 54329
_numbers = count(1)

Opener = Callable[..., Archive]


def as_nobody(command: list[str]) -> None:
    """Run a command as the user that the server belongs to; PostgreSQL refuses to run as root."""
    kwargs = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd="/", env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **kwargs
    )
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The folder of a running server's socket."""
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    pytest.importorskip("pg8000", reason="pg8000 is not installed (pip install 'rawi[postgres]')")
    if os.getuid() == 0:
        with contextlib.suppress(KeyError):
            pwd.getpwnam("postgres")
            yield from _running("postgres")
            return
        pytest.skip("PostgreSQL cannot run as root, and there is no user postgres")
    yield from _running(getpass.getuser())


def _running(user: str) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="rawi-pg-"))
    shutil.chown(folder, user)
    binaries, data = BINARIES[-1], folder / "data"
    try:
        as_nobody(
            [
                str(binaries / "initdb"),
                "-D",
                str(data),
                "-U",
                "postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ]
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -p {PORT} -c fsync=off -c max_connections=40"
        as_nobody([str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield str(folder)
        finally:
            as_nobody([str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an archive that does not exist yet, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "archive.rawi")
    return fresh_database(request.getfixturevalue("server"))


def fresh_database(server: str) -> str:
    """The address of a new, empty database."""
    name = f"rawi{next(_numbers)}"
    as_nobody([str(BINARIES[-1] / "createdb"), "-h", server, "-p", str(PORT), "-U", "postgres", name])
    return f"postgresql://postgres@/{name}?host={server}&port={PORT}"


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
