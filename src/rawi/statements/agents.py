"""Who speaks by the order of words: the tagger's subject or the grammar's, made whole, or one that a report shares with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, FEH, LAM, WAW
from rawi.statements.dependents import acts, clause_subject, matrix_subject
from rawi.statements.media import told_to
from rawi.statements.phrases import (
    JOINED,
    antecedent,
    described,
    is_accusative,
    is_dative,
    is_issued,
    may_speak,
    tight,
    to_name_end,
    with_joined_names,
    with_name,
    with_owner,
    without_addressee,
    without_aside,
    without_clause,
    without_object,
)
from rawi.statements.script import PERSON
from rawi.statements.slots import slots
from rawi.statements.verbs import agrees

if TYPE_CHECKING:
    from rawi.statements.candidates import Candidate
    from rawi.statements.clauses import Range
    from rawi.statements.drafts import Draft
    from rawi.statements.script import Script


def speaking(
    script: Script, one: Candidate, found: dict[str, list[Range]], rule: Draft | None, content: Range
) -> tuple[Range | None, Range]:
    """Who speaks, and the content: the chosen phrase parted from the addressee, the object and the medium, which go where they belong."""
    subject = chosen_subject(script, one, found, rule)
    if subject is not None and subject[0] > one.cue[0] and is_object(script, one, subject):
        if one.word is not None and one.word.verb.object == "a":
            found.setdefault("A", [subject])
        subject = None
    subject = subject or whom_it_befell(script, one) or in_the_gap(script, one, content)
    if subject is None:
        return None, content
    subject = _with_construct(script, without_aside(script, subject), found)
    subject = without_clause(script, to_name_end(script, with_name(script, antecedent(script, one, subject), content)))
    subject = with_joined_names(script, subject, content)
    subject, addressee = without_addressee(script, one, subject)
    if addressee is not None:
        found.setdefault("A", [addressee])
    spoken, content = without_object(script, one, *with_owner(script, subject, content))
    if spoken is not None and (medium := told_to(script, spoken)) is not None:
        spoken = spoken[0], medium[0]
        found.setdefault("M", []).append(medium)
    return spoken, content


def _with_construct(script: Script, subject: Range, found: dict[str, list[Range]]) -> Range:
    """A subject that stops at a title without its article, with the definite noun of its construct: «the head | of the government»."""
    last = script.words[subject[1] - 1]
    title = "person" in last.classes and not last.bare.startswith(AL) and script.names[subject[1] - 1] == "-"
    addressee = next((run for run in found.get("A", []) if run[0] == subject[1]), None)
    if not title or addressee is None or not script.words[addressee[0]].text.startswith(AL):
        return subject
    found["A"] = [run for run in found["A"] if run != addressee]
    return subject[0], addressee[1]


def main_subject(script: Script, draft: Draft, earlier: list[Draft]) -> None:
    """A report without a subject, first in its sentence, takes that of the main verb («wrote a post in which he said»)."""
    if draft.subject is not None or draft.cue is None or draft.kind not in {"verb", "participle"}:
        return
    if not draft.attributed or draft.names_nobody:
        return
    words = script.words
    at = draft.cue[0]
    first, _ = script.sentence(at)
    before = [other for other in earlier if words[other.at].sentence == words[at].sentence]
    if draft.kind == "verb" and at > first and "relative" in words[at - 1].classes:
        subject = described(script, first, at - 1)
    elif draft.kind == "verb" and (before or words[at].text[0] in {WAW, FEH}):
        low = max((other.content[1] for other in before), default=first)
        subject = clause_subject(script, low, at) if low < at else None
    else:
        subject = None if before else matrix_subject(script, first, at) or clause_subject(script, first, at)
    if subject is not None and not is_dative(script, subject) and may_speak(script, subject):
        draft.subject, draft.before = subject, True


def chosen_subject(script: Script, one: Candidate, found: dict[str, list[Range]], rule: Draft | None) -> Range | None:
    """The tagger's subject; the grammar's where the tagger has none although words stand in the gap, and where X is passed on."""
    runs = found.get("S", [])
    subject = _subject(script, [run for run in runs if _may_be_subject(script, one, tight(script, run))])
    if rule is None or rule.subject is None or not _may_be_subject(script, one, antecedent(script, one, rule.subject)):
        return subject
    told = one.kind == "noun" and rule.relay is not None and rule.subject in runs
    person = one.word is not None and one.word.verb.object == "a" and rule.before and subject is not None and subject[0] > one.cue[0]
    if told or person:
        return rule.subject
    if subject is not None and one.kind == "accord" and subject[0] == rule.subject[0]:
        return rule.subject if rule.subject[1] < subject[1] else subject
    if subject is None and (not rule.before or one.kind != "participle"):
        called_on = rule.subject in found.get("A", []) and is_accusative(script, rule.subject)
        return rule.subject if not called_on else None  # «and calls on | the citizens»
    if subject is not None and rule.subject[0] == subject[0] and PERSON & set(script.names[subject[1] : rule.subject[1]]):
        return rule.subject
    return rule.subject if rule.relay is not None and one.word is not None and one.word.verb.object == "r" else subject


def _may_be_subject(script: Script, one: Candidate, phrase: Range) -> bool:
    """Whether a phrase may name who speaks: no dative behind a verb does; before it («words of X») one may."""
    behind = one.kind in {"verb", "participle"} and phrase[0] > one.cue[0]
    issued = not behind and phrase[1] - phrase[0] == 1 and is_issued(script.words[phrase[0]])
    return may_speak(script, phrase) and not issued and not (behind and is_dative(script, phrase))


def in_the_gap(script: Script, one: Candidate, content: Range) -> Range | None:
    """Who acts between a verb and its content, where nothing else said who speaks: «accused | Damascus and Moscow, | Israel of …»."""
    if one.kind != "verb" or one.word is None or one.word.verb.object == "a" or not one.cue[1] < content[0]:
        return None
    subject = slots(script, one.cue[1] - 1, content[0]).subject
    called = one.word.verb.object == "c" and bool(one.word.form.clitic)  # «called it | X | …»: the object is said already
    return subject if subject is not None and (called or acts(script, subject[0])) and may_speak(script, subject) else None


def whom_it_befell(script: Script, one: Candidate) -> Range | None:
    """X of «it befell X that he said» (it happened before that he did), in front of the verb."""
    words = script.words
    first, _ = script.sentence(one.cue[0])
    last = one.cue[0] - 1
    if one.kind != "verb" or last <= first or "that" not in words[last].classes:
        return None
    start = next((k + 1 for k in range(last - 2, max(first, last - LONGEST_BEFALLEN) - 1, -1) if "befell" in words[k].classes), None)
    return (start, last) if start is not None and words[start].text[0] == LAM else None


LONGEST_BEFALLEN: Final = 8
"""Words that may name whom it befell."""


def is_object(script: Script, one: Candidate, subject: Range) -> bool:
    """Whether a noun phrase after a cue is no subject: participles have none there, masculine verbs no feminine one, pronouns never are."""
    if one.word is None:
        return False
    head = script.words[subject[0]]
    if subject[1] - subject[0] == 1 and script.names[subject[0]] == "-":
        negated = one.cue[1] - one.cue[0] > 1 and one.word.form.kind == "imperfect"
        if "nobody" in head.classes or (negated and not head.classes and not head.bare.startswith(AL)):
            return True
    return one.kind == "participle" or (one.word.verb.object == "a" and not agrees(script, one.word, subject))


def runs_into(subject: Range, other: Draft) -> bool:
    """Whether a subject takes in another report's subject and content: it is no phrase, and the second report has none of its own."""
    return all(at is not None and subject[0] < at[1] and at[0] < subject[1] for at in (other.subject, other.content))


def is_impersonal(script: Script, subject: Range) -> bool:
    """Whether a subject is nothing but the verb of a passive («was carried out»), which names nobody."""
    return subject[1] - subject[0] == 1 and "impersonal" in script.words[subject[0]].classes


def _subject(script: Script, runs: list[Range]) -> Range | None:
    """The longest run of subject words, with what a comma, a quotation or a bracket parts from it."""
    if not runs:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    for other in sorted(runs):
        if 0 <= other[0] - end <= 1 + JOINED and _mere_marks(script, end, other[0]):
            end = other[1]
        elif 0 <= start - other[1] <= 1 + JOINED and _mere_marks(script, other[1], start):
            start = other[0]
    return without_aside(script, tight(script, (start, end)))


def _mere_marks(script: Script, first: int, last: int) -> bool:
    """Whether only marks, or words in quotation marks, stand between two pieces of a name."""
    return all(word.mark or (word.quoted >= 0 and script.pairs[word.quoted].kind != "speech") for word in script.words[first:last])
