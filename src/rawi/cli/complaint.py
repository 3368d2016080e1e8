"""Errors as a person sees them: one line on standard error, in the language that the settings ask for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rawi import settings

if TYPE_CHECKING:
    from rawi.errors import RawiError


def complain(error: RawiError) -> None:
    """Say what is wrong and what to do."""
    line = f"{error.message_ar} {error.hint_ar}" if settings.get("language") == "ar" else str(error)
    sys.stderr.write(f"rawi: {line}\n")
