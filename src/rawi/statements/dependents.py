"""Participles and verbal nouns that report: «…, noting that», «his saying that», «accusations that»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import WAW
from rawi.statements.clauses import complement
from rawi.statements.clusters import is_verb
from rawi.statements.drafts import Draft
from rawi.statements.phrases import is_issued
from rawi.statements.script import COMMAS, PERSON, classes_of
from rawi.statements.slots import phrase_end, slots
from rawi.statements.subjects import subject_before
from rawi.statements.verbs import content_of

if TYPE_CHECKING:
    from rawi.statements.clauses import Range
    from rawi.statements.lexicon import Cue
    from rawi.statements.script import Script, Word


def participle(script: Script, cue: Cue, i: int, found: list[Draft]) -> Draft | None:
    """The report of the participle at word ``i``; its speaker is that of the statement before, or the sentence's subject."""
    words = script.words
    first, stop = script.sentence(i)
    if i > first and words[i - 1].classes & {"prep"}:
        return None
    comp = complement(script, cue, i, stop)
    if comp is None or (cue.verb.weak and comp.sign not in {"A", "Q"}):
        return None
    draft = Draft("participle", (i, i + 1), cue.verb.stance, content_of(script, comp, stop), comp.sign, cue.verb)
    draft.number, draft.gender = cue.form.number, cue.form.gender
    gap = slots(script, i, comp.gap_end)
    draft.time, draft.place, draft.media = gap.time, gap.place, list(gap.medium)
    if cue.verb.object == "a" and gap.subject is not None:
        draft.addressee = gap.subject
    elif cue.verb.object == "c" and gap.subject is not None:
        draft.content = (gap.subject[0], draft.content[1])
    elif gap.subject is not None and comp.start - i > 6:
        return None
    if not any(script.words[other.at].sentence == words[i].sentence for other in found):
        draft.subject = matrix_subject(script, first, i)
        draft.before = draft.subject is not None
        if draft.subject is not None and "saying" in words[i].classes:
            main = words[first].cue
            if main is not None and main.form.kind == "perfect":
                draft.stance = main.verb.stance
    return draft


def matrix_subject(script: Script, first: int, i: int) -> Range | None:
    """The subject of the sentence's main verb, when that verb reports nothing itself: the first noun phrase after it."""
    words = script.words
    while first < i and words[first].mark and words[first].pair < 0:
        first += 1
    if i - first < 3 or words[first].mark or words[first].classes & {"prep", "accord", "topic", "while"} or not _verbal(words[first]):
        return None
    at = first + 1 if script.words[first + 1].classes & {"aux"} else first
    found = slots(script, at, min(i, at + 16)).subject
    if found is None or found[0] > at + 3:
        return None
    return found[0], next((k for k in range(found[0] + 1, found[1]) if is_issued(words[k])), found[1])


def clause_subject(script: Script, low: int, i: int) -> Range | None:
    """Who acts in the clause right before word ``i``: the noun phrase after the nearest finite verb from word ``low`` on.

    Only what is known for a name, a title or a body counts: after a verb that reports nothing, any other noun may be its object.
    """
    words = script.words
    for k in range(i - 1, max(low, i - REACH) - 1, -1):
        word = words[k]
        if word.mark or word.quoted != words[i].quoted or not _verbal(word) or "aux" in word.classes:
            continue
        if k > low and words[k - 1].classes & {"relative", "that", "what"}:
            continue
        found = slots(script, k, min(i, k + 16)).subject
        if found is None or found[0] > k + 2:
            continue
        if (bearer := _apposed(script, found)) is not None:
            return found[0], bearer
        if not acts(script, found[0]):
            return None
        end = next((j for j in range(found[0] + 1, found[1]) if words[j].classes & {"in", "prep"}), found[1])
        end = phrase_end(script, found[0], end)
        named = [j for j in range(*found) if script.names[j] in PERSON]
        return found[0], min(end, named[-1] + 1) if named else end
    return None


def _apposed(script: Script, role: Range) -> int | None:
    """The end of a person's name that a comma sets beside a role («the keeper of the team, X, …»), in the phrase or right behind it."""
    words, names = script.words, script.names
    commas = (k for k in range(role[0] + 1, min(role[1] + 1, len(words) - 1)) if words[k].text in COMMAS and names[k + 1] == "P")
    comma = next(commas, None)
    return next((k for k in range(comma + 2, len(words)) if names[k] != "p"), len(words)) if comma is not None else None


def acts(script: Script, k: int) -> bool:
    """Whether word ``k`` begins a name, or is a noun of those who act and speak."""
    return script.names[k] != "-" or bool((script.words[k].classes | classes_of(script.words[k].bare)) & ACTORS)


ACTORS: Final = frozenset(("person", "honorific", "org", "state", "unnamed", "outletnoun"))
"""Classes of nouns that act and speak."""

REACH: Final = 30
"""Words before a report within which the clause may begin whose subject it shares."""


def _verbal(word: Word) -> bool:
    """Whether a word at the head of a sentence is a finite verb: read as one, or kept among them by its cluster."""
    if "prep" in word.classes:
        return False
    kept = is_verb(word.text) or (word.text[0] == WAW and len(word.text) > 1 and is_verb(word.text[1:]))
    return bool(word.classes & {"aux"}) or (word.cue is not None and word.cue.form.kind in {"perfect", "imperfect"}) or kept


def verbal_noun(script: Script, cue: Cue, i: int) -> Draft | None:
    """A verbal noun that reports: «his saying that …», «accusations that …»."""
    words = script.words
    first, stop = script.sentence(i)
    comp = complement(script, cue, i, stop)
    if comp is None or comp.sign not in {"A", "Q"}:
        return None
    if not cue.form.clitic and (comp.sign != "A" or comp.start > i + 1):
        return None
    draft = Draft("noun", (i, i + 1), cue.verb.stance, content_of(script, comp, stop), comp.sign, cue.verb)
    gap = slots(script, i, comp.gap_end)
    draft.time, draft.place, draft.media = gap.time, gap.place, list(gap.medium)
    if not cue.form.clitic:
        return draft
    for k in range(i - 1, max(first, i - 30) - 1, -1):
        tongue = "tongue" in words[k].classes and "on" in words[k - 1].classes
        if tongue or "anhu" in words[k].classes:
            subject = slots(script, k, i).subject
            if subject is not None:
                draft.subject, draft.before = subject, True
                _relay_before(script, draft, first, k - 1 if tongue else k)
            return draft
    verb = next((k for k in range(i - 1, max(first, i - 12) - 1, -1) if (other := words[k].cue) and other.form.kind == "perfect"), None)
    if verb is not None:
        draft.subject = slots(script, verb, i).subject
        draft.before = draft.subject is not None
    return draft


def _relay_before(script: Script, draft: Draft, first: int, k: int) -> None:
    """«The agency quoted X as saying»: what stands between the verb of passing on and «from»."""
    words = script.words
    for j in range(k - 1, max(first, k - 20) - 1, -1):
        cue = words[j].cue
        if cue is not None and cue.verb.object == "r":
            subject = slots(script, j, k).subject
            if subject is None:
                subject = subject_before(script, cue, j)
            if subject is not None:
                draft.relay, draft.relay_cue = subject, (j, j + 1)
            else:
                draft.passed_on = (j, j + 1)
            return
