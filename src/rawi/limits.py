"""Every number that bounds hostile input, named once. Anchors and measurements: ``docs/limits.md``."""

from __future__ import annotations

from typing import Final

# Arabic text
MARKS_ON_ONE_LETTER: Final = 20
"""Combining marks kept on one letter; CPython's normaliser turns quadratic above it (7.4 s for 128 kB of ordinary vowels)."""
DIGITS_IN_A_NUMBER: Final = 60
QUOTES_NESTED: Final = 5

# A page
STORIES_PER_PAGE: Final = 200
STATEMENTS_PER_STORY: Final = 2_000
PROBLEMS_OF_ONE_CODE: Final = 100
"""Problems of one code listed one by one; the rest are counted in one more."""
PAGE_BYTES: Final = 20_000_000
"""Decoded bytes of one page (trafilatura 20 MB, Miniflux 15 MB)."""
