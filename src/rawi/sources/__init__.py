"""Brings bytes and says where from. The only room that opens a connection."""

from rawi.sources.captures import captures
from rawi.sources.fetcher import Fetcher
from rawi.sources.got import Given, Got, Lost, Skipped
from rawi.sources.tables import Columns

__all__ = ["Columns", "Fetcher", "Given", "Got", "Lost", "Skipped", "captures"]
