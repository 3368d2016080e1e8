"""Statements as lines for a person: «who — how — what — through whom»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic import collapse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rawi.model import Reading, Span, Statement

WHAT: Final = 90
"""Characters of the content that a line shows, unless all of it is asked for."""


def statement_lines(
    reading: Reading, within: Span, read: Callable[[Span], str], quoted: Callable[[str], str], *, full: bool = False
) -> Iterator[str]:
    """A line for each statement whose reporting word (or, without one, whose content) stands in ``within``, in the order of the page.

    Args:
        reading: the page.
        within: a paragraph, headline or heading.
        read: gives the words of a span, restored or as found.
        quoted: how page text is put into a line of our own words.
        full: give the whole content, however long.
    """
    for statement in reading.statements:
        if within.holds(statement.cue or statement.content[0]):
            yield line(statement, read, quoted, full=full)


def line(statement: Statement, read: Callable[[Span], str], quoted: Callable[[str], str], *, full: bool = False) -> str:
    """One statement as «who — how — what — through whom»; nobody is named where the page names nobody."""
    speaker = statement.speaker
    who = quoted(speaker.name) if speaker.name else "no source" if not statement.attributed else "nobody named"
    if speaker.form == "elided" and speaker.name:
        who += " (goes on)"
    cue = quoted(read(statement.cue)) if statement.cue else ":"
    how = [statement.stance, statement.mode, *(["denied"] if statement.denied else []), *(["hedged"] if statement.hedge else [])]
    what = " … ".join(collapse(read(span)) for span in statement.content)
    what = quoted(what if full or len(what) <= WHAT else what[: WHAT - 1].rstrip() + "…")
    relays = [quoted(link.name) for link in statement.chain if not link.from_page and link.name != speaker.name]
    return " — ".join([who, f"{cue} ({', '.join(how)})", what, *(["via " + " ← ".join(relays)] if relays else [])])
