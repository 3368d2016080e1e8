"""The edition of every mark: which code, which words and which models made it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Final

from rawi import data

EDITION: Final = f"{version('rawi')}+{data.edition()}"
"""The version of the code, and a digest of every shipped table and model."""
