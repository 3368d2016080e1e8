"""Statements as lines for a person: «who — how — what — through whom»."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rawi.model import Reading, Statement, Story

WHAT: int = 90
"""Characters of the content that a line shows."""


def statement_lines(reading: Reading, story: Story) -> tuple[tuple[Statement, str], ...]:
    """The statements of ``story``, each with its line, in the order of the page."""
    return tuple((statement, line(reading, statement)) for statement in reading.statements if statement.story == story.id)


def line(reading: Reading, statement: Statement) -> str:
    """One statement as «who — how — what — through whom»; nobody is named where the page names nobody."""
    text = reading.page.text
    who = statement.speaker.name or ("(no source)" if not statement.attributed else "(nobody named)")
    cue = " ".join(statement.cue.of(text).split()) if statement.cue else ":"
    how = f"{cue} [{statement.stance}{', denied' if statement.denied else ''}{', direct' if statement.mode == 'direct' else ''}]"
    what = " … ".join(" ".join(span.of(text).split()) for span in statement.content)
    if len(what) > WHAT:
        what = what[: WHAT - 1].rstrip() + "…"
    relays = statement.chain[:-1] if statement.speaker.name else statement.chain
    through = " ← ".join(link.name for link in relays)
    return " — ".join([who, how, what, *([through] if through else [])])
