"""«According to X», «as X said», «quoting X»: sources given by a preposition, before or after the clause that they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, LAM
from rawi.statements.clusters import is_verb
from rawi.statements.drafts import Draft
from rawi.statements.ends import content_end, is_source, trimmed
from rawi.statements.script import COMMAS, classes_of
from rawi.statements.slots import slots
from rawi.statements.subjects import subject_before

if TYPE_CHECKING:
    from rawi.model import Stance
    from rawi.statements.clauses import Range
    from rawi.statements.script import Script
    from rawi.statements.slots import Slots

COLONS: Final = COMMAS | {":"}


def accord_words(script: Script, i: int) -> Range:
    """The words of «according to», with «what … said» where that follows."""
    words = script.words
    _, stop = script.sentence(i)
    last = i + 1
    while last < stop and words[last].classes & {"what", "quoting", "anhu", "limit"} and last < i + 3:
        last += 1
    if last < stop and (last > i + 1 or "sofar" in words[i].classes) and says(script, last) and "hedgenoun" not in words[last].classes:
        last += 1
    return i, last


def says(script: Script, k: int) -> bool:
    """Whether a finite reporting verb stands at word ``k``."""
    cue = script.words[k].cue
    return cue is not None and cue.form.kind in {"perfect", "imperfect"} and cue.form.person == 3 and "never" not in script.words[k].classes


def accord(script: Script, i: int, found: list[Draft]) -> Draft | None:
    """«According to X» at word ``i`` as a statement of X: before or after the clause that it covers."""
    words = script.words
    first, stop = script.sentence(i)
    at = (i, i + 2) if "likewise" in words[i].classes else accord_words(script, i)
    if at[1] >= stop or "hedgenoun" in words[at[1]].classes or ("accord" in words[i].classes and not is_source(script, i)):
        return None
    gap = slots(script, at[1] - 1, _source_stop(script, at[1], min(stop, at[1] + LONGEST_SOURCE)))
    source = _document(script, at[1], gap) or gap.subject
    if source is None and words[at[1]].text[0] == LAM:
        source = (at[1], slots_end(script, at[1], stop))
    if source is None:
        return None
    cue = words[at[1] - 1].cue
    stance: Stance = cue.verb.stance if cue is not None else "neutral"
    if i == first or (i <= first + 2 and all(word.mark for word in words[first:i])):
        start = _after_source(script, source[1], stop)
        return None if start is None else Draft("accord", at, stance, (start, content_end(script, start, stop)[0]), "A", None, source)
    if "quoting" in words[i].classes and (draft := _quoting(script, at, source, first, stop)) is not None:
        return draft
    begin, end = _covered(script, found, first, i)
    return Draft("accord", at, stance, (begin, trimmed(script, begin, end)), "N", None, source) if end - begin > 1 else None


def _document(script: Script, k: int, gap: Slots) -> Range | None:
    """The document of «according to what came in | the report», which stands right behind the verb."""
    a, b = next(iter(gap.medium), (k + 1, k))
    words = script.words
    inside = a == k and k + 1 < b and "in" in words[k].classes
    return (a + 1, b) if inside and "document" in words[a + 1].classes | classes_of(words[a + 1].bare) else None


def _source_stop(script: Script, k: int, stop: int) -> int:
    """Where a source must end at the latest: before a complementizer, a reporting verb or the clause that it covers."""
    words = script.words
    ends = (
        j for j in range(k + 1, stop) if "that" in words[j].classes or (says(script, j) and len(words[j].text) > 2) or _opens(script, j)
    )
    return next(ends, stop)


LONGEST_SOURCE: Final = 60
"""Words that a source has at most."""


def _opens(script: Script, k: int) -> bool:
    """Whether a clause begins at word ``k`` without a mark before it: with a verb or «there is» behind a name or a noun with the article.

    Behind an indefinite noun a verb is that noun's relative clause («sources who asked …»).
    """
    word, before = script.words[k], script.words[k - 1]
    verb = is_verb(word.text) and word.cue is None
    if word.mark or script.names[k] != "-" or not (verb or word.classes & {"there", "negation"}):
        return False
    return "relative" not in before.classes and (before.text.startswith(AL) or script.names[k - 1] != "-" or before.pair >= 0)


def _after_source(script: Script, k: int, stop: int) -> int | None:
    """Where the clause begins that follows its source: after a comma or colon, at a complementizer or verb."""
    words = script.words
    first = k
    while k < stop and not (words[k].text in COLONS or "that" in words[k].classes or (words[k].cue and k > first) or _opens(script, k)):
        k += 1
    k += k < stop and words[k].mark
    return k if k < stop else None


def _quoting(script: Script, at: Range, source: Range, first: int, stop: int) -> Draft | None:
    """«The agency said, quoting X, that …»: X speaks, the agency is the relay by its own verb."""
    words = script.words
    verb = next((k for k in range(at[0] - 1, max(first, at[0] - 24) - 1, -1) if says(script, k)), None)
    if verb is None:
        return None
    k = source[1]
    while k < stop and k < source[1] + 12 and not ("that" in words[k].classes or words[k].text == ":" or script.opens(k) is not None):
        k += 1
    if k >= stop or k >= source[1] + 12:
        return None
    start = k + 1 if words[k].text == ":" else k
    cue = words[verb].cue
    assert cue is not None
    draft = Draft("accord", at, "neutral", (start, content_end(script, start, stop)[0]), "A", None, source)
    relay = slots(script, verb, at[0]).subject or subject_before(script, cue, verb)
    draft.relay, draft.relay_cue = relay, (verb, verb + 1)
    return draft


def slots_end(script: Script, k: int, stop: int) -> int:
    """The end of the phrase that begins at ``k``: its comma or the end of the sentence."""
    words = script.words
    while k < stop and not (words[k].mark and words[k].text in COMMAS | {"."}):
        k += 1
    return k


def mark_hedge(script: Script, found: list[Draft], at: Range) -> None:
    """«As he put it» belongs to the last statement of its sentence."""
    for other in reversed(found):
        if script.words[other.at].sentence == script.words[at[0]].sentence:
            other.hedge = at
            return


def _covered(script: Script, found: list[Draft], first: int, i: int) -> Range:
    """What a source that follows covers: the content of the statement that reaches it, or the clause before it."""
    words = script.words
    sentence = words[i].sentence
    last = next((draft for draft in reversed(found) if words[draft.at].sentence == sentence), None)
    if last is not None and last.content[1] >= i - 1 and last.content[0] < i:
        return last.content
    start = max(first, last.content[1]) if last is not None else first
    while start < i and words[start].mark and script.opens(start) is None:
        start += 1
    return start, max(start, i)
