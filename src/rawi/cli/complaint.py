"""Errors as a person sees them: one line on standard error, in the language that the settings ask for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rawi import settings
from rawi.cli.screen import plain
from rawi.errors import RawiError, UsageError
from rawi.sources import Lost

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rawi.model import Problem


def complain_of(problem: Problem) -> None:
    """Say what could not be had, or was not had whole."""
    if isinstance(problem, Lost):
        complain(problem.error)
    else:
        sys.stderr.write(f"rawi: {problem.code}: {plain(problem.subject)} ({plain(problem.hint)})\n")


def complain(error: RawiError) -> None:
    """Say what is wrong and what to do."""
    shown = RawiError(error.code, plain(error.subject), plain(error.detail))
    line = f"{shown.message_ar} {shown.hint_ar}" if _language() == "ar" else str(shown)
    sys.stderr.write(f"rawi: {line}\n")


def _language() -> str:
    try:
        return settings.get("language")
    except UsageError:  # the complaint may be about this very setting
        return "en"


def skipped(counts: Mapping[str, int]) -> str:
    """One line on what was passed over on purpose: how many, and why."""
    whys = "; ".join(f"{count:,} × {plain(why)}" for why, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return f"skipped {sum(counts.values()):,}: {whys}"
