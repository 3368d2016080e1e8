"""Keeps and gives back. All SQL and every lasting file is here; it judges nothing."""

from rawi.archive.archive import Archive, open_archive
from rawi.archive.console import Answer, ask, views
from rawi.archive.console_rules import functions
from rawi.archive.entities import Decision, Known
from rawi.archive.keeping import Outcome
from rawi.archive.results import Facet, Found, Hit, Snippet
from rawi.archive.saying import Said

__all__ = [
    "Answer",
    "Archive",
    "Decision",
    "Facet",
    "Found",
    "Hit",
    "Known",
    "Outcome",
    "Said",
    "Snippet",
    "ask",
    "functions",
    "open_archive",
    "views",
]
