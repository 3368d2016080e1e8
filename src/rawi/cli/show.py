"""A reading as a record that a person reads in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawi.cli.facts import fact_lines
from rawi.cli.screen import RESTORED, plain
from rawi.cli.statements import statement_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.cli.screen import Screen
    from rawi.model import Credit, Page, Problem, Reading, Restoration, Span, Story


def show(reading: Reading, screen: Screen, *, name: str = "", found: bool = False, facts: bool = False, full: bool = False) -> None:
    """Print ``reading``: its page, its stories with restored words marked, what was set aside, and its problems.

    Args:
        reading: what to show.
        screen: where.
        name: what the caller calls the page; by default what the capture does.
        found: show the text as found, masks and all, instead of the restored one.
        facts: list names, places, times and quantities under each story.
        full: show the whole content of each statement.
    """
    _head(reading, screen, name or reading.page.capture.name or reading.page.url or reading.page.capture.came_by)
    for number, story in enumerate(reading.stories, 1):
        _story(reading, story, number, screen, found=found, full=full)
        for line in fact_lines(reading, story, screen) if facts else ():
            screen.label(line)
    _set_aside(reading.page, screen)
    for problem in reading.problems:
        screen.label(f"problem: {said(problem, screen)}", "warn")


def _head(reading: Reading, screen: Screen, name: str) -> None:
    page = reading.page
    screen.label(" · ".join([plain(name), *_counts(reading)]), "strong")
    for label, stated in (("title", page.title), ("outlet", page.outlet), ("published", page.published), ("updated", page.updated)):
        if stated is not None:
            screen.label(f"{label}: {screen.quoted(stated.value)} ({stated.where})")
    if page.byline:
        screen.label(f"byline: {', '.join(screen.quoted(person.value) for person in page.byline)}")
    for item in page.items:
        screen.arabic(item.title)
        screen.label(f"  {screen.quoted(item.href)} {item.time or ''}".rstrip())


def _counts(reading: Reading) -> list[str]:
    counts = (
        (len(reading.stories), "story", "stories"),
        (len(reading.restorations), "restored word", "restored words"),
        (len(reading.statements), "statement", "statements"),
    )
    return [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]


def _story(reading: Reading, story: Story, number: int, screen: Screen, *, found: bool, full: bool) -> None:
    screen.blank()
    screen.label(f"── story {number} " + "─" * 20, "faint")
    headings = {story.headline, *story.headings}

    def words(span: Span) -> str:
        return span.of(reading.page.text) if found else restored_text(reading.page.text, span, reading.restorations)

    for span in story.spans:
        shown = words(span) if found else restored_text(reading.page.text, span, reading.restorations, RESTORED)
        screen.arabic(shown, "strong" if span in headings else "")
        for line in statement_lines(reading, span, words, screen.quoted, full=full):
            screen.label(f"  ↳ {line}", "mark")
    for repeat in story.repeats:
        screen.label(f"repeated: {_place(repeat.first)} again at {_place(repeat.second)}")
    for credit in story.credits:
        screen.label(f"source: {screen.quoted(credit.name)} ({_credit(credit)})")
    if story.cut_off is not None:
        screen.label(f"the page breaks off at {story.cut_off.end}", "warn")


def _credit(credit: Credit) -> str:
    ground = credit.reason.rule.removeprefix("credit.").replace("-", " ")
    sure = "" if credit.reason.score >= 0.8 else ", perhaps"
    return f"{credit.kind}, {ground}{sure}"


def restored_text(text: str, span: Span, restorations: Iterable[Restoration], marks: tuple[str, str] = ("", "")) -> str:
    """The words of ``span`` with its masked words restored, each between ``marks``."""
    pieces: list[str] = []
    at = span.start
    for mark in restorations:
        if span.holds(mark.span) and mark.span.start >= at:
            pieces += [text[at : mark.span.start], marks[0], mark.restored, marks[1]]
            at = mark.span.end
    return "".join([*pieces, text[at : span.end]])


def _set_aside(page: Page, screen: Screen) -> None:
    aside = [block for block in page.blocks if block.kind in {"furniture", "teaser", "comment"}]
    if aside:
        screen.blank()
        shown = " · ".join(screen.quoted(block.span.of(page.text)[:40]) for block in aside[:8])
        more = f" … and {len(aside) - 8} more" if len(aside) > 8 else ""
        screen.label(f"set aside: {shown}{more}")


def said(problem: Problem, screen: Screen) -> str:
    """A problem in one line."""
    where = f" at {_place(problem.span)}" if problem.span else ""
    subject = f": {screen.quoted(problem.subject)}" if problem.subject else ""
    hint = f" ({plain(problem.hint)})" if problem.hint else ""
    return f"{problem.code}{where}{subject}{hint}"


def _place(span: Span) -> str:
    return f"{span.start}–{span.end}"
