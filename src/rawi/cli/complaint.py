"""Errors as a person sees them: one line on standard error, in the language that the settings ask for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rawi import settings
from rawi.sources import Lost

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rawi.errors import RawiError
    from rawi.model import Problem


def complain_of(problem: Problem) -> None:
    """Say what could not be had, or was not had whole."""
    if isinstance(problem, Lost):
        complain(problem.error)
    else:
        sys.stderr.write(f"rawi: {problem.code}: {problem.subject} ({problem.hint})\n")


def complain(error: RawiError) -> None:
    """Say what is wrong and what to do."""
    line = f"{error.message_ar} {error.hint_ar}" if settings.get("language") == "ar" else str(error)
    sys.stderr.write(f"rawi: {line}\n")


def skipped(counts: Mapping[str, int]) -> str:
    """One line on what was passed over on purpose: how many, and why."""
    whys = "; ".join(f"{count:,} × {why}" for why, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return f"skipped {sum(counts.values()):,}: {whys}"
