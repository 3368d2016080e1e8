"""Who said what, through whom, inside one story."""

from rawi.statements.read import read_statements

__all__ = ["read_statements"]
