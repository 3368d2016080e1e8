"""A person's words → a plan, as data. Any text at all is a legal query; nothing here knows a database."""

from rawi.search.parsing import parse
from rawi.search.plan import Clause, Filter, Plan, Term

__all__ = ["Clause", "Filter", "Plan", "Term", "parse"]
