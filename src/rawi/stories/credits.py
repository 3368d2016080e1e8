"""Whom a story says it is taken from: source lines, signatures at the end, datelines, and how far a closing source line reaches."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import COMMA, LETTERS
from rawi.data import words
from rawi.model import Credit, Reason, Span
from rawi.stories.names import credit_kind, is_nobody

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME: Final = re.compile(rf"[^+/,{COMMA}|&\u2013\u2014]+")
_PART: Final = re.compile(r"(?:[^()\[\]\s-]|(?<!\s)-|(?<=\s)-(?!\s)|\s(?!-\s))+")
"""What stands between brackets and hyphens with spaces around them."""
_SIGNATURE: Final = re.compile(
    r"(?:[-\u2013\u2014/]{1,3}\s?)?[(\u00ab\"\u201c]?(?P<name>[^()\u00ab\u00bb\"\u201c\u201d./\n]{2,30}|(?:[^\s().]\.){2,4}[^\s().]?)[)\u00bb\"\u201d/]?\s*\.?$"
)
_TAIL: Final = 45
"""A signature stands in the last so many code points of a story."""
_ARABIC: Final = re.compile(f"[{LETTERS}]")
_MARKS: Final = ' \t\u00a0:.()[]\u00ab\u00bb"\u201c\u201d*-'


def line_credits(text: str, line: Span, label: str) -> tuple[Credit, ...]:
    """The credits of a source line: the names after its label, parted by «+», commas, slashes or dashes."""
    start = line.start
    colon = text.find(":", line.start, line.end)
    if colon >= 0:
        start = colon + 1
    elif label:
        start = min(line.end, line.start + len(label))
    reason = Reason("credit.own-line", (line,))
    return tuple(
        Credit(name.of(text), credit_kind(name.of(text)) or "unknown", name, reason)
        for name in _names(text, Span(start, line.end))
        if not is_nobody(name.of(text))
    )


def agencies_beside(text: str, byline: Span) -> tuple[Credit, ...]:
    """The agencies that a byline names beside the writer («X with Reuters», «X - AFP»)."""
    reason = Reason("credit.byline", (byline,), 0.9)
    parts = [Span(*part.span()) for part in _PART.finditer(text, byline.start, byline.end)]
    names = [name for part in parts for name in _names(text, part) if credit_kind(name.of(text)) == "agency"]
    return tuple(Credit(name.of(text), "agency", name, reason) for name in names)


def _names(text: str, within: Span) -> Iterator[Span]:
    for first, last in _between_joints(text, within):
        start, end = first, last
        while start < end and text[start] in _MARKS:
            start += 1
        while end > start and text[end - 1] in _MARKS:
            end -= 1
        if _ARABIC.search(text, start, end) or end - start > 1:
            yield Span(start, end)


def _between_joints(text: str, within: Span) -> Iterator[tuple[int, int]]:
    """The stretches between signs and words which part names («with»)."""
    for match in _NAME.finditer(text, within.start, within.end):
        start = match.start()
        for joint in _joints().finditer(text, match.start(), match.end()):
            yield start, joint.start()
            start = joint.end()
        yield start, match.end()


@cache
def _joints() -> re.Pattern[str]:
    return re.compile("\\s(?:" + "|".join(map(re.escape, sorted(words("byline_words", "form", kind="joint")))) + ")\\s")


def signature(text: str, paragraph: Span) -> Credit | None:
    """The agency that signs at the end of a story's last paragraph: «--(Petra)», «(AFP)», «/ Reuters». Only known agencies count."""
    tail = max(paragraph.start, paragraph.end - _TAIL)
    for start in _signature_starts(text, tail, paragraph):
        match = _SIGNATURE.match(text, start, paragraph.end)
        if match and credit_kind(match["name"].strip()) == "agency":
            return Credit(
                match["name"].strip(), "agency", Span(*match.span("name")), Reason("credit.signature", (Span(*match.span()),), 0.95)
            )
    return None


def agencies_in_brackets(text: str, paragraph: Span) -> tuple[Credit, ...]:
    """The agencies that a last line lists in brackets («s.m. (AFP, Reuters)»); empty if anything else stands among them."""
    opening = text.rfind("(", max(paragraph.start, paragraph.end - _TAIL), paragraph.end)
    if opening < 0 or not text[opening : paragraph.end].rstrip(" .").endswith(")"):
        return ()
    names = tuple(_names(text, Span(opening + 1, paragraph.end)))
    if len(names) < 2 or any(credit_kind(name.of(text)) != "agency" for name in names):
        return ()
    reason = Reason("credit.signature", (Span(opening, paragraph.end),), 0.95)
    return tuple(Credit(name.of(text), "agency", name, reason) for name in names)


def _signature_starts(text: str, tail: int, paragraph: Span) -> Iterator[int]:
    """The places near the end where a signature's mark stands; the whole paragraph, if it is no longer than one."""
    if tail == paragraph.start:
        yield tail
    for at in range(tail, paragraph.end):
        if text[at] in "-\u2013\u2014/(\u00ab":
            yield at


def reaching_back(credits_: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """A closing line's credits as an earlier story without any of its own may share them: it is said so, and not more."""
    return tuple(
        Credit(
            credit.name,
            credit.kind,
            credit.span,
            Reason("credit.closing-line", credit.reason.spans, 0.5, "stands under a later story of the page"),
        )
        for credit in credits_
    )
