"""What belongs to a content: from where to where the tagger's run of words reaches once the grammar has had its say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import FEH, WAW
from rawi.statements.clauses import OPENING, closing
from rawi.statements.ends import content_end, trimmed
from rawi.statements.phrases import tight
from rawi.statements.script import COMMAS, DASHES

if TYPE_CHECKING:
    from rawi.statements.candidates import Candidate
    from rawi.statements.clauses import Range
    from rawi.statements.drafts import Draft
    from rawi.statements.script import Script


def chosen_content(script: Script, one: Candidate, found: dict[str, list[Range]]) -> Range | None:
    """The longest run of content that is not the cue itself, with its quotations whole, inside the quotation that the cue stands in."""
    runs = found.get("C", [])
    if not runs:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    words = script.words
    for other in runs:  # pieces that only a stray word parts are one content
        if other[0] - end in {1, 2} and words[end].mark:
            end = other[1]
        elif start - other[1] in {1, 2} and words[other[1]].mark:
            start = other[0]
    start, end = _past_aside(script, one, start, end)
    rule = one.draft
    if one.kind == "accord" and rule is not None and rule.sign == "N":
        if start >= one.cue[1]:
            return rule.content
        start = _clause_start(script, start, rule.content[0])
    start = _opening(script, one, start, end)
    if end - start == 1 and rule is not None and rule.content[0] == start and end < len(words) and not words[end].mark:
        end = rule.content[1]
    end = whole_quotes(script, start, _behind_preposition(script, end), one.cue)
    held = words[one.cue[0]].quoted
    if held >= 0 and words[start].quoted == held and script.pairs[held].closed:
        end = next((k for k in range(start + 1, end) if words[k].start >= script.pairs[held].close.start), end)
    return start, trimmed(script, start, _whole_number(script, end))


def _whole_number(script: Script, end: int) -> int:
    """``end`` behind all of a number or a clock whose signs stand without a space between them: «at 9:40»."""
    words = script.words
    k = end
    while k < len(words) and words[k - 1].end == words[k].start and (words[k].text == ":" or words[k].text[0].isdecimal()):
        k += 1
    return k if words[k - 1].text[0].isdecimal() else end


def _past_aside(script: Script, one: Candidate, start: int, end: int) -> Range:
    """A content, or where it is nothing but what dashes set apart from «said», the clause with «that» behind them."""
    words = script.words
    _, stop = script.sentence(one.cue[0])
    aside = one.cue[1] < start and words[start - 1].text in DASHES and end < stop and words[end].text in DASHES
    if not aside or one.word is None or "A" not in one.word.verb.frames:
        return start, end
    clause = next((k for k in range(end, stop) if "that" in words[k].classes), None)
    return (clause, content_end(script, clause, stop)[0]) if clause is not None else (start, end)


def _behind_preposition(script: Script, end: int) -> int:
    """``end``, or where nothing but a preposition stands before it, the next mark: no content ends in the middle of a phrase."""
    words = script.words
    _, stop = script.sentence(end - 1)
    if end >= stop or words[end].mark or not words[end - 1].classes & {"prep", "in", "from", "to"}:
        return end
    return next((k for k in range(end, stop) if words[k].mark), stop)


def _opening(script: Script, one: Candidate, start: int, end: int) -> int:
    """Where a content begins in which stands the clause that says all: whoever is named before it is told it, or speaks.

    So of «warned the firms | that …» and «called it | X | that …»; what was opened by a mark or a particle stays.
    """
    rule = one.draft
    opened = script.words[start].mark or bool(script.words[start].classes & {"that", "prep"})
    if opened or one.word is None or rule is None or rule.sign != "A" or not one.cue[1] <= start < rule.content[0] < end:
        return start
    told = one.word.verb.object == "a" or (one.word.verb.object == "c" and bool(one.word.form.clitic))
    return rule.content[0] if told else start


def further(script: Script, one: Candidate, content: Range, runs: list[Range]) -> list[Range]:
    """The pieces of a clause on the other side of the source that stands in its middle («the second goal, according to X, will be …»)."""
    before = content[0] < one.cue[0]
    others = [tight(script, run) for run in runs if (run[0] < one.cue[0]) != before and (run[1] <= content[0] or content[1] <= run[0])]
    pieces = [run for run in others if run[1] - run[0] > 1 and "relative" not in script.words[run[0]].classes]
    return pieces or _comment(script, one, content)


def _comment(script: Script, one: Candidate, content: Range) -> list[Range]:
    """«As for X, according to Y, *it will be …*»: what is said of a topic goes on behind the source."""
    words = script.words
    if not words[content[0]].classes & {"topic"} or content[1] > one.cue[0]:
        return []
    _, stop = script.sentence(one.cue[0])
    k = next((k for k in range(one.cue[1] + 1, stop - 1) if words[k - 1].text in COMMAS and words[k].text[0] == FEH), None)
    return [(k, content_end(script, k, stop)[0])] if k is not None else []


def _clause_start(script: Script, start: int, low: int) -> int:
    """A clause that a source follows begins after a mark, or where it may begin at the earliest."""
    words = script.words
    while start > low and not (words[start - 1].mark and words[start - 1].text in COMMAS):
        start -= 1
    return start


def cut_at_next(script: Script, found: list[Draft]) -> None:
    """A report that goes on with the same speaker ends the content before it: a participle, or a verb behind a conjunction."""
    words = script.words
    for n, later in enumerate(found):
        if later.cue is None or later.kind not in {"verb", "participle"} or (later.subject is not None and later.before):
            continue
        at = later.cue[0]
        holders = [draft for draft in found[:n] if draft.cue is not None and draft.cue[1] <= draft.content[0] < at < draft.content[1]]
        if not holders:
            continue
        holder = max(holders, key=lambda draft: draft.cue or (0, 0))
        if script.opens(holder.content[0]) is not None or words[at].quoted != words[holder.content[0]].quoted:
            continue
        comma = words[at - 1].mark and words[at - 1].text in COMMAS
        joined = words[at].text[0] in {WAW, FEH} and comma
        if later.kind == "participle" or (joined and later.subject is None):
            end = trimmed(script, holder.content[0], at)
            if end > holder.content[0]:
                holder.content, holder.tail = (holder.content[0], end), None


def whole_quotes(script: Script, start: int, end: int, cue: Range) -> int:
    """``end`` moved to where a quotation or bracket of the content is closed; words in marks at once after the cue end with them."""
    words = script.words
    pair = script.opens(start)
    if pair is not None and pair.kind == "speech":
        after = script.after_pair(start)
        if not pair.closed:
            return max(end, content_end(script, start, script.sentence(start)[1])[0])
        if after - start > SHORT_QUOTE:
            return after
    k = start
    while k < end:
        if script.opens(k) is not None:
            after = script.after_pair(k)
            if after > end and script.pairs[words[k].pair].closed and (cue[0] >= after or cue[1] <= start):
                return after
            k = max(after, k + 1)
        elif words[k].text in OPENING:
            k = closing(words, k, script.sentence(start)[1])
            end = max(end, k) if cue[0] >= k or cue[1] <= start else end
        else:
            k += 1
    return end


SHORT_QUOTE: Final = 5
"""Words and marks of a quotation that may go on outside its marks («“do not test” us»)."""
