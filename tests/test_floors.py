"""Accuracy is held by floors: each benchmark's figures may rise, and fall only on purpose."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS: dict[str, dict[str, Any]] = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_falls_below_its_floor(name: str, shared: Path) -> None:
    """A benchmark on the data that its floors were measured on gives at least those figures (at most, for keys under ``ceilings``)."""
    entry = FLOORS[name]
    for path, digest in entry["data"].items():
        if hashlib.sha256((shared / path).read_bytes()).hexdigest() != digest:
            pytest.skip(f"{path} is not the data that the floors were measured on")
    arguments = [argument.replace("{shared}", str(shared)) for argument in entry["args"]]
    command = [sys.executable, str(ROOT / "benchmarks" / entry["script"]), *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    figures = json.loads(done.stdout)
    low = {key: (figures[key], floor) for key, floor in entry["floors"].items() if figures[key] < floor}
    high = {key: (figures[key], ceiling) for key, ceiling in entry.get("ceilings", {}).items() if figures[key] > ceiling}
    assert not low, f"below the floor: {low}"
    assert not high, f"above the ceiling: {high}"
