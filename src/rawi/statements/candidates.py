"""From words to candidates: every reporting word is tried with the frame that its kind needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rawi.statements.accords import accord, accord_words, says
from rawi.statements.clauses import complement
from rawi.statements.dependents import participle, verbal_noun
from rawi.statements.headlines import headlines
from rawi.statements.verbs import finite

if TYPE_CHECKING:
    from rawi.statements.clauses import Range
    from rawi.statements.drafts import Draft, DraftKind
    from rawi.statements.lexicon import Cue
    from rawi.statements.script import Script


class Candidate(NamedTuple):
    """A place where somebody may be reported: the words of the cue (the colon, for headlines), and what the rules make of it."""

    kind: DraftKind
    cue: Range
    word: Cue | None
    draft: Draft | None


def candidates(script: Script) -> list[Candidate]:
    """Every reporting word, «according to» and headline colon of a story, in order."""
    found: list[Candidate] = []
    known: list[Draft] = []
    i = 0
    while i < len(script.words):
        one = _candidate(script, i, known)
        if one is None:
            i += 1
            continue
        found.append(one)
        if one.draft is not None:
            known.append(one.draft)
        i = max(i + 1, one.cue[1])
    found += [Candidate(*line) for line in headlines(script)]
    return sorted(found, key=lambda candidate: candidate.cue)


def _candidate(script: Script, i: int, known: list[Draft]) -> Candidate | None:
    word = script.words[i]
    if "accord" in word.classes or ("on" in word.classes and (_limit(script, i) or _on_what(script, i))):
        return Candidate("accord", accord_words(script, i), None, accord(script, i, known))
    if "likewise" in word.classes and _as_said(script, i):
        return Candidate("accord", (i, i + 2), None, accord(script, i, known))
    cue = word.cue
    if cue is None or word.classes & {"venue", "never"} or cue.form.person == 1:
        return None
    at = cue_words(script, cue, i)
    if cue.form.kind in {"participle", "noun"}:
        draft = participle(script, cue, i, known) if cue.form.kind == "participle" else verbal_noun(script, cue, i)
        return Candidate("participle" if cue.form.kind == "participle" else "noun", at, cue, draft)
    shortened = cue.form.jussive and cue.form.number == "s" and at[0] == i and not (i and "that" in script.words[i - 1].classes)
    return None if shortened else Candidate("verb", at, cue, None if cue.future else finite(script, cue, i, at))


def _as_said(script: Script, i: int) -> bool:
    """Whether «as» at word ``i`` gives a source («as X said») instead of adding a report («X also said that»)."""
    first, stop = script.sentence(i)
    if i == first or i + 2 >= stop or not says(script, i + 1):
        return False
    cue = script.words[i + 1].cue
    tells = cue is not None and "A" in cue.verb.frames and not cue.verb.weak and not cue.future  # who only praises tells nothing
    return tells and cue is not None and complement(script, cue, i + 1, stop) is None


def cue_words(script: Script, cue: Cue, i: int) -> Range:
    """The words of the cue round its verb at ``i``: a negation before it, «saying» after it."""
    words = script.words
    first, stop = script.sentence(i)
    start, last = i, i + 1
    if cue.form.kind in {"perfect", "imperfect"}:
        if last < stop and "saying" in words[last].classes and cue.form.kind == "perfect":
            last += 1
        if i > first and "negation" in words[i - 1].classes and "ma" not in words[i - 1].classes and cue.form.kind == "imperfect":
            start = i - 1
        elif i - 2 >= first and "an" in words[i - 1].classes and "without" in words[i - 2].classes:
            start = i - 3 if i - 3 >= first and "from" in words[i - 3].classes else i - 2
    return start, last


def _on_what(script: Script, i: int) -> bool:
    """«On what X said» at word ``i``: a source, where nothing follows as content of its own."""
    _, stop = script.sentence(i)
    if i + 3 >= stop or "what" not in script.words[i + 1].classes or not says(script, i + 2):
        return False
    cue = script.words[i + 2].cue
    return cue is not None and not cue.form.clitic and complement(script, cue, i + 2, stop) is None


def _limit(script: Script, i: int) -> bool:
    return i + 2 < len(script.words) and "limit" in script.words[i + 1].classes and "hedgenoun" in script.words[i + 2].classes
