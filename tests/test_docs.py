"""The documentation names what exists."""

from __future__ import annotations

import re
from pathlib import Path

from rawi import limits, settings
from rawi.data import table

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def headings(name: str) -> set[str]:
    """The second-level headings of a document."""
    return set(re.findall(r"^## (.+)$", (DOCS / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_error_code_has_a_heading() -> None:
    """``docs/errors.md`` has a heading for each code of ``data/errors.tsv``, and no other."""
    assert headings("errors.md") == {row["code"] for row in table("errors")}


def test_every_problem_code_has_a_heading() -> None:
    """Each ``Problem`` code in the source has a heading in ``docs/problems.md``, and no other has."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert set(re.findall(r"(?:Problem|Skipped)\(\s*\"([a-z-]+)\"", source)) == headings("problems.md")


def test_the_map_is_true() -> None:
    """Every room has a row in ``ARCHITECTURE.md``, and every module, data file or path that a row names is there."""
    source = ROOT / "src" / "rawi"
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {room for room, _ in rows} == {path.name for path in source.iterdir() if (path / "__init__.py").exists()} | {
        "pipeline",
        "face",
        "bulk",
    }
    for room, names in rows:
        for name in re.findall(r"`(\w[\w./]*)`", names):
            places = (source / room / f"{name}.py", source / room / name, source / "data" / name, ROOT / name)
            assert any(place.exists() for place in places), f"{room}: {name}"


def test_every_limit_is_in_the_table() -> None:
    """``docs/limits.md`` names each limit."""
    named = set(re.findall(r"^\| `([A-Z_]+)`", (DOCS / "limits.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {name for name in vars(limits) if name.isupper()}


def test_every_setting_is_in_the_table() -> None:
    """``docs/settings.md`` names each setting's variable."""
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(RAWI_[A-Z_]+)`", text, re.MULTILINE)) == {setting.variable for setting in settings.SETTINGS}


def test_every_error_speaks_both_languages() -> None:
    """Each row of the error table has a message and a hint in English and in Arabic."""
    for row in table("errors"):
        assert all(row[column] for column in ("message", "hint", "message_ar", "hint_ar")), row["code"]
