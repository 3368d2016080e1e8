"""Runs a function in child processes with limits on time and memory. Knows no page.

A child that is killed, runs out of memory or does not come to an end costs the item it had; the parent lives and fills the gap.
"""

from rawi.workers.pool import USUAL, Bounds, Done, Failed, Pool

__all__ = ["USUAL", "Bounds", "Done", "Failed", "Pool"]
