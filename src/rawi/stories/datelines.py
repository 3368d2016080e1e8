"""The opening of a wire story: «Athens - Agency: …», «Beirut (Agency) - …», «Khartoum: Correspondent. …».

A dateline is told by its form: a short place, a dash or colon, a name in marks or of a known agency, and a stop. A short name without marks
counts only between a dash and a colon, so that «Minister: …» stays a statement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import COMMA, LETTERS, MARKS, TATWEEL
from rawi.model import Credit, Dateline, Reason, Span
from rawi.stories.names import credit_kind

if TYPE_CHECKING:
    from rawi.model import CreditKind

_WORD: Final = f"[{LETTERS}{MARKS}]{{1,20}}"
_PLACE: Final = f"(?P<city>{_WORD}(?:[ \u00a0]{_WORD}){{0,2}})"
_COUNTRY: Final = rf"(?:[ \u00a0]?\((?P<country>{_WORD}(?:[ \u00a0]{_WORD}){{0,2}})\))?"
_DASH: Final = rf"[ \u00a0]?(?:[-\u2013\u2014{TATWEEL}/]|:[ \u00a0]?-?)[ \u00a0]?"
_OPEN: Final = '[\u00ab\u201c"\u2018(]'
_SHUT: Final = '[\u00bb\u201d"\u2019)]'
_MARKED: Final = f'(?:{_OPEN}(?P<marked>[^\u00ab\u00bb\u201c\u201d"()\n]{{2,30}}?){_SHUT}{{1,2}})'
_BARE: Final = rf"(?P<bare>{_WORD}(?:[ .\u00a0]{_WORD}){{0,3}})"
_END: Final = rf"[ \u00a0]?(?:[:.,{COMMA}](?:[ \u00a0]?-)?|(?=[ \u00a0]))"

DATELINE: Final = re.compile(f"{_PLACE}{_COUNTRY}(?P<dash>{_DASH})(?:{_MARKED}|{_BARE})(?P<end>{_END})")
OUTLET_FIRST: Final = re.compile(rf"(?P<outlet>{_WORD}(?:[ \u00a0]{_WORD}){{0,2}})[ \u00a0]?:[ \u00a0]?-+(?=[ \u00a0])")
"""«Outlet :- text», the outlet's own name before its lead."""
SENDER_IN_BRACKETS: Final = re.compile(
    rf"{_PLACE}(?:[,{COMMA}] ?(?P<country>{_WORD}(?: {_WORD}){{0,2}}))?[^()\n]{{0,30}}"
    rf"\((?P<sender>[^()\n]{{2,30}})\) ?(?:[-\u2013\u2014]{{1,3}}|:)"
)
"""«Beirut (Agency) - text», «Dubai, country (CNN)-- text», with or without a day between."""
_LATIN_INITIALS: Final = re.compile("[A-Z]{2,5}")


def dateline_of(text: str, paragraph: Span) -> Dateline | None:
    """The dateline that ``paragraph`` opens with, if its form is one."""
    return _sender_in_brackets(text, paragraph) or _sender_after_dash(text, paragraph) or _outlet_first(text, paragraph)


def _sender_after_dash(text: str, paragraph: Span) -> Dateline | None:
    match = DATELINE.match(text, paragraph.start, paragraph.end)
    if match is None:
        return None
    name = match["marked"] or match["bare"]
    kind: CreditKind | None = credit_kind(name)
    if kind is None and match["marked"]:
        kind = "outlet"
    if kind is None:
        if not _names_a_correspondent(match):
            return None
        kind = "author"
    if match["end"].strip() == "" and not match["marked"]:
        return None
    group = "marked" if match["marked"] else "bare"
    reason = Reason("credit.dateline", (Span(*match.span()),), 0.9)
    return Dateline(
        span=Span(match.start(), match.start() + len(match.group().rstrip())),
        city=Span(*match.span("city")),
        country=match["country"],
        agency=Credit(name.strip(), kind, Span(*match.span(group)), reason),
    )


def _names_a_correspondent(match: re.Match[str]) -> bool:
    """Two to four words without marks, closed by a colon after a dash or by a full stop after a colon, are a reporter's name."""
    words = match["bare"].split()
    dash, end = match["dash"].strip(), match["end"].strip()
    return 2 <= len(words) <= 4 and ((dash[:1] != ":" and end[:1] == ":") or (dash[:1] == ":" and end[:1] == "."))


def _sender_in_brackets(text: str, paragraph: Span) -> Dateline | None:
    match = SENDER_IN_BRACKETS.match(text, paragraph.start, paragraph.end)
    if match is None:
        return None
    kind = credit_kind(match["sender"]) or ("outlet" if _LATIN_INITIALS.fullmatch(match["sender"]) else None)
    if kind is None:
        return None
    reason = Reason("credit.dateline", (Span(*match.span()),), 0.9)
    sender = Credit(match["sender"], kind, Span(*match.span("sender")), reason)
    return Dateline(Span(*match.span()), Span(*match.span("city")), match["country"], sender)


def _outlet_first(text: str, paragraph: Span) -> Dateline | None:
    match = OUTLET_FIRST.match(text, paragraph.start, paragraph.end)
    if match is None:
        return None
    reason = Reason("credit.dateline", (Span(*match.span()),), 0.8)
    return Dateline(
        span=Span(*match.span()),
        agency=Credit(match["outlet"], credit_kind(match["outlet"]) or "outlet", Span(*match.span("outlet")), reason),
    )
