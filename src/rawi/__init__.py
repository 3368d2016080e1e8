"""rawi reads Arabic news as it is found on the web and keeps a record of who said what, through whom, when and where.

>>> import rawi
>>> reading = rawi.read("page.html")           # a path, bytes, an open file or the text itself
>>> rawi.restore(text).text                    # masked words put back, the original kept
"""

from rawi.archive import Archive
from rawi.edition import EDITION
from rawi.errors import ArchiveError, EvidenceError, FetchError, RawiError, SourceError, UsageError
from rawi.face import open, read  # noqa: A004  # called as rawi.open, like gzip.open
from rawi.model import (
    Block,
    Capture,
    Credit,
    Entity,
    Mention,
    Page,
    PlaceMark,
    Problem,
    Quantity,
    Reading,
    Reason,
    Restoration,
    Span,
    Speaker,
    Statement,
    Story,
    TimeMark,
)
from rawi.restoring import Restored, restore

__all__ = [
    "EDITION",
    "Archive",
    "ArchiveError",
    "Block",
    "Capture",
    "Credit",
    "Entity",
    "EvidenceError",
    "FetchError",
    "Mention",
    "Page",
    "PlaceMark",
    "Problem",
    "Quantity",
    "RawiError",
    "Reading",
    "Reason",
    "Restoration",
    "Restored",
    "SourceError",
    "Span",
    "Speaker",
    "Statement",
    "Story",
    "TimeMark",
    "UsageError",
    "open",
    "read",
    "restore",
]
