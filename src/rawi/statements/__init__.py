"""Who said what, through whom, inside one story."""

from rawi.statements.read import Said, read_said, read_statements

__all__ = ["Said", "read_said", "read_statements"]
