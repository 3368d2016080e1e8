"""How well masked words are restored: the first page."""

from __future__ import annotations

import sys
from pathlib import Path

from rawi.restoring import restore


def main() -> None:
    """Print how many masked words of the first page (its path is the only argument) were restored."""
    page = Path(sys.argv[1]).read_text(encoding="utf-8")
    print(f"first_page {len(restore(page).restorations)}")


if __name__ == "__main__":
    main()
