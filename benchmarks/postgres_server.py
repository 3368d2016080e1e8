"""A PostgreSQL server of one's own: in a folder that goes away, for tests and benchmarks, where Debian's packages are installed."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
PORT = 54329
_numbers = count(1)


def why_not() -> str | None:
    """Why there can be no server here, if so."""
    if not BINARIES:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if os.getuid() == 0 and not any(user.pw_name == "postgres" for user in pwd.getpwall()):
        return "PostgreSQL cannot run as root, and there is no user postgres"
    return None


def as_its_user(command: list[str]) -> None:
    """Run a command as the user that the server belongs to; PostgreSQL refuses to run as root."""
    settings = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    user = "postgres" if os.getuid() == 0 else None
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env=settings,
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )
    if done.returncode:
        raise RuntimeError(done.stderr + done.stdout)


@contextmanager
def running_server(*, optional: bool = False) -> Iterator[str | None]:
    """The folder of a running server's socket; None, if ``optional``, where there can be none."""
    reason = why_not()
    if reason:
        if not optional:
            raise RuntimeError(reason)
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="rawi-pg-"))
    shutil.chown(folder, "postgres" if os.getuid() == 0 else getpass.getuser())
    binaries, data = BINARIES[-1], folder / "data"
    with _going_with_us(folder):
        initdb = [
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
        as_its_user(initdb)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -p {PORT} -c fsync=off -c max_connections=40"
        as_its_user([str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"])
        yield str(folder)


WATCH = """
read -r _
if server=$(head -n 1 "$1/data/postmaster.pid"); then
  kill -QUIT "$server"
  for _ in $(seq 200); do kill -0 "$server" || break; sleep 0.05; done
fi 2>/dev/null
rm -rf "$1"
"""


@contextmanager
def _going_with_us(folder: Path) -> Iterator[None]:
    """Stop the server in ``folder`` and remove both, at the end and also where this process is killed.

    A watcher waits for a line that never comes; when our end of its pipe closes, whatever closed it, it does its work.
    """
    watcher = subprocess.Popen(["sh", "-c", WATCH, "sh", str(folder)], stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield
    finally:
        watcher.communicate()


def fresh_database(server: str) -> str:
    """The address of a new, empty database."""
    name = f"rawi{next(_numbers)}"
    as_its_user([str(BINARIES[-1] / "createdb"), "-h", server, "-p", str(PORT), "-U", "postgres", name])
    return f"postgresql://postgres@/{name}?host={server}&port={PORT}"
