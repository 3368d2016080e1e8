from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import postgres_server

STARTER = """
import sys, time
sys.path.insert(0, {benchmarks!r})
from postgres_server import running_server
with running_server() as folder:
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(postgres_server.why_not() is not None, reason=postgres_server.why_not() or "")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_run_leaves_no_server(how: signal.Signals) -> None:
    """A server of the tests goes with the process that started it, however that one ends, and its folder with it."""
    code = STARTER.format(benchmarks=str(Path(postgres_server.__file__).parent))
    starter = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert starter.stdout is not None
    with starter.stdout:
        folder = Path(starter.stdout.readline().strip())
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        assert Path(f"/proc/{server}").exists()
        starter.send_signal(how)
        starter.wait()
    until = time.monotonic() + 20
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()
    assert not Path(f"/proc/{server}").exists()
