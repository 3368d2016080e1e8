"""Set rawi up and run it: ``python3 dev.py demo`` reads sample pages, ``python3 dev.py test`` passes tests.

Either command makes ``.venv`` beside this file, installs the pinned and hashed requirements and rawi itself into it, and goes on.
Nothing is resolved on the way (``--no-deps``), so that any pip from Python 3.11 on will do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")


def run(*command: str | Path) -> None:
    """Run a command in the project's folder; stop with its exit code if it fails."""
    done = subprocess.run([str(part) for part in command], cwd=HERE, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def set_up(requirements: str) -> None:
    """Make the virtual environment and install ``requirements/<requirements>.txt`` and rawi into it."""
    if not (BIN / "python").exists() and not (BIN / "python.exe").exists():
        print(f"making {VENV.name} …", flush=True)
        venv.create(VENV, with_pip=True)
    pip = (BIN / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps")
    print("installing the pinned requirements …", flush=True)
    run(*pip, "--require-hashes", "-r", f"requirements/{requirements}.txt")
    run(*pip, "--no-build-isolation", "--editable", ".")


def demo() -> None:
    """Install what rawi needs and read the sample pages that it ships."""
    set_up("run")
    run(BIN / "rawi", "read", *sorted((HERE / "samples").glob("*/*/page.*")))


def test() -> None:
    """Install what the tests need and run lint, types, tests and the accuracy floors."""
    set_up("dev")
    run(BIN / "ruff", "check", ".")
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "mypy")
    run(BIN / "python", "-m", "pytest")


if __name__ == "__main__":
    jobs = {"demo": demo, "test": test}
    if len(sys.argv) != 2 or sys.argv[1] not in jobs:
        sys.exit("usage: python3 dev.py demo|test")
    jobs[sys.argv[1]]()
