"""Keeps and gives back. All SQL and every lasting file is here; it judges nothing."""

from rawi.archive.archive import Archive, open_archive
from rawi.archive.entities import Decision, Known
from rawi.archive.keeping import Outcome
from rawi.archive.results import Facet, Found, Hit, Snippet
from rawi.archive.saying import Said

__all__ = ["Archive", "Decision", "Facet", "Found", "Hit", "Known", "Outcome", "Said", "Snippet", "open_archive"]
