"""Subjects that stand before their verb: «X had said», «as for X, he said», «X warns» in a headline, the head of a relative clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import TEH
from rawi.statements.script import COMMAS
from rawi.statements.slots import slots

if TYPE_CHECKING:
    from rawi.statements.clauses import Range
    from rawi.statements.lexicon import Cue
    from rawi.statements.script import Script

BORDERS: Final = frozenset(("that", "was", "topic", "but", "while"))
"""Classes of words that stand before a subject in front of its verb."""

LONGEST_QUOTED_NAME: Final = 6
REACH: Final = 30
"""Words before a cue within which its subject may begin."""


def subject_before(script: Script, cue: Cue, i: int) -> Range | None:
    """The noun phrase before the cue at word ``i`` that is its subject, if the order of words shows one."""
    words = script.words
    first, _ = script.sentence(i)
    if cue.joined and not _topic_before(script, first, i):
        return None
    low = max(first, i - REACH)
    k = i - 1
    if k >= low and words[k].classes & {"relative"}:
        return _head_of_relative(script, low, k)
    while k >= low:
        word = words[k]
        if word.mark:
            if word.pair >= 0 and script.opens(k) is None:
                k = _before_quotation(script, k, low)
                continue
            if word.pair >= 0 or word.text in {":", "|"}:
                break
        elif word.classes & BORDERS:
            break
        elif word.cue and word.cue.form.kind in {"perfect", "imperfect"} and not word.cue.verb.weak:
            return None
        k -= 1
    if k < low and low > first:
        return None
    return _nominal(script, k + 1, i)


def _before_quotation(script: Script, k: int, low: int) -> int:
    """The word before the quotation that is closed at word ``k``."""
    opening = script.pairs[script.words[k].pair].open.start
    while k > low and script.words[k].start > opening:
        k -= 1
    return k - 1


def _topic_before(script: Script, first: int, i: int) -> bool:
    return any(word.classes & {"topic"} for word in script.words[first : first + 2]) and script.words[i].text[0] != TEH


def _nominal(script: Script, first: int, i: int) -> Range | None:
    """The words from ``first`` to the cue as a noun phrase, if they are one."""
    words = script.words
    while first < i and (words[first].mark and script.opens(first) is None):
        first += 1
    last = i
    while last > first and (
        words[last - 1].classes & {"aux", "time", "timenoun", "adverb"} or (words[last - 1].mark and words[last - 1].pair < 0)
    ):
        last -= 1
    if first >= last or last - first > REACH:
        return None
    head = words[first]
    pair = script.opens(first)
    if pair is not None and (pair.kind == "speech" or script.after_pair(first) - first > LONGEST_QUOTED_NAME):
        return None
    if head.classes & {"prep", "that", "negation", "relative", "adverb", "accord", "time", "while"}:
        return None
    if (
        head.cue
        and head.cue.form.kind in {"perfect", "imperfect", "participle"}
        and len(head.text) > 3
        and head.cue.form.text != head.cue.verb.lemma
    ):
        return None
    found = slots(script, first - 1, last).subject
    if found is None or found[0] != first:
        return None
    return found


def _head_of_relative(script: Script, low: int, k: int) -> Range | None:
    """The noun phrase that the relative pronoun at word ``k`` refers to: back to the mark, preposition or verb before it."""
    words = script.words
    last = k
    while last > low and words[last - 1].mark and words[last - 1].text in COMMAS:
        last -= 1
    first = last
    while first > low:
        word = words[first - 1]
        if word.mark and word.pair < 0 and word.text not in COMMAS:
            break
        if word.mark and word.text in COMMAS and first - 1 < last - 3:
            break
        if word.classes & {"that", "relative", "aux"} or (word.classes & {"prep"} and last - first >= 1):
            break
        if word.cue and word.cue.form.kind in {"perfect", "imperfect"} and word.cue.form.person == 3 and len(word.text) > 3:
            break
        first -= 1
        if last - first > 12:
            break
    return (first, last) if first < last else None
