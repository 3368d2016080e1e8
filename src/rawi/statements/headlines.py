"""Headlines and posts: «X: …», «"…".. X», a name with a colon over a list of its words.

What stands before the colon is a name or a title, as a rule; a place or a subject matter stands there too («Paris: …»), so that these
lines are only candidates. A line that ends in a colon hands its speaker down to the marked lines below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.statements.drafts import Draft
from rawi.statements.ends import trimmed
from rawi.statements.media import passed_on, told_to
from rawi.statements.script import COMMAS, DASHES
from rawi.statements.slots import slots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rawi.statements.clauses import Range
    from rawi.statements.drafts import DraftKind
    from rawi.statements.script import Script, Word

SHORT_LINE: Final = 45
POST_WORDS: Final = 220
BEFORE_COLON: Final = 16
"""Words that may stand before a headline's colon."""
BULLETS: Final = frozenset("-\u2013\u2014\u2022*\u00b7")

Found = tuple["DraftKind", "Range", None, Draft | None]


def headlines(script: Script) -> Iterator[Found]:
    """The colon lines of a story, and the lines under them that go on with the same speaker."""
    post = len(script.words) <= POST_WORDS and all(b - a <= SHORT_LINE for a, b in script.lines)
    header: Range | None = None
    for number, (first, stop) in enumerate(script.lines):
        if stop - first > SHORT_LINE or (number and not post):
            header = None
            continue
        start = _after_symbols(script, first, stop)
        colon = next((k for k in range(start + 1, min(stop, start + BEFORE_COLON)) if _separates(script, k)), None)
        if colon is not None and not _finite_before(script, start, colon):
            named = slots(script, _after_label(script, start, colon) - 1, colon)
            if colon >= stop - 1:
                header = named.subject or header
                continue
            header = None
            draft = Draft("colon", None, "neutral", (colon + 1, trimmed(script, colon + 1, stop)), "Q", None, named.subject)
            draft.media, draft.time, draft.place = list(named.medium), named.time, named.place
            _part(script, draft)
            yield "colon", (colon, colon + 1), None, draft if named.subject else None
        elif header is not None and start < stop and (start > first or script.opens(start) is not None):
            draft = Draft("colon", None, "neutral", (start, trimmed(script, start, stop)), "L", None, header)
            yield "colon", (max(first, start - 1), start + 1), None, draft
        elif quote := _quote_first(script, start, stop):
            yield quote


def _part(script: Script, draft: Draft) -> None:
    """Part the speaker before a colon from the medium that passes the words on, or to which they were said."""
    if draft.subject is None:
        return
    if (parts := passed_on(script, draft.subject)) is not None:
        draft.relay, draft.subject = parts
    elif (medium := told_to(script, draft.subject)) is not None:
        draft.subject = draft.subject[0], medium[0]
        draft.media.append(medium)


def _separates(script: Script, k: int) -> bool:
    word = script.words[k]
    if not word.mark or word.text != ":":
        return False
    before = script.words[k - 1]
    after = script.words[k + 1] if k + 1 < len(script.words) else None
    return not (before.text[-1].isdecimal() and after is not None and after.text[0].isdecimal())


def _after_symbols(script: Script, first: int, stop: int) -> int:
    """The first word of a line after bullets, emoji and numbering."""
    words = script.words
    k = first
    while k < stop and words[k].mark and words[k].pair < 0 and words[k].text not in {"#", "("}:
        k += 1
    return k


def _after_label(script: Script, first: int, colon: int) -> int:
    """After «breaking |», «watch ..»: what a headline puts before the name."""
    words = script.words
    start = first
    for k in range(first, colon):
        if words[k].mark and (words[k].text in DASHES or words[k].text == ".") and words[k].pair < 0:
            start = k + 1
    return start


def _finite_before(script: Script, first: int, colon: int) -> bool:
    return any(_finite(word) for word in script.words[first:colon])


def _finite(word: Word) -> bool:
    cue = word.cue
    return (
        cue is not None
        and cue.form.kind in {"perfect", "imperfect"}
        and not cue.verb.weak
        and "never" not in word.classes
        and len(word.text) > 3
    )


def _quote_first(script: Script, start: int, stop: int) -> Found | None:
    """«"…".. X»: the words first, their speaker after two dots or a dash."""
    pair = script.opens(start) if start < stop else None
    if pair is None or not pair.closed:
        return None
    after = script.after_pair(start)
    if after - start < 5 or after >= stop or not script.words[after].mark or script.words[after].text in COMMAS:
        return None
    k = after
    while k < stop and script.words[k].mark:
        k += 1
    named = slots(script, k - 1, _to_verb(script, k, stop))
    if named.subject is None:
        return None
    return "colon", (after, after + 1), None, Draft("colon", None, "neutral", (start, after), "F", None, named.subject)


def _to_verb(script: Script, k: int, stop: int) -> int:
    while k < stop and not (script.words[k].mark and script.words[k].pair < 0) and not _finite(script.words[k]):
        k += 1
    return k
