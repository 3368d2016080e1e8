"""Names, times, quantities and places: a span, a value, a score, a reason, or nothing."""

from rawi.facts.names import Names, read_names
from rawi.facts.places import read_places
from rawi.facts.quantities import read_quantities
from rawi.facts.times import read_times

__all__ = ["Names", "read_names", "read_places", "read_quantities", "read_times"]
