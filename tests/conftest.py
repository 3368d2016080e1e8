"""Fixtures for all tests: the shared folder of real texts, and a guard that no test reaches the network by accident."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A continuous run judges a change, not chance; new examples are sought on every other run.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts and gold beside the project, or ``RAWI_SHARED``; tests that need it are skipped without it."""
    path = Path(os.environ.get("RAWI_SHARED") or ROOT.parent / "shared")
    if not (path / "seed" / "page.txt").exists():
        pytest.skip(f"no shared folder of real texts at {path}")
    return path


@pytest.fixture(scope="session")
def first_page(shared: Path) -> str:
    """The text of the first page, exactly as stored."""
    return (shared / "seed" / "page.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def page_gold(shared: Path) -> dict[str, dict[str, Any]]:
    """The annotated pages by case id."""
    lines = (shared / "gold" / "pages_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return {case["case_id"]: case for case in map(json.loads, lines)}
