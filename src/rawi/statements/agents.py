"""Who speaks by the order of words: the tagger's subject or the grammar's, made whole, or one that a report shares with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, FEH, WAW
from rawi.statements.clusters import is_verb
from rawi.statements.dependents import PERSON, clause_subject, matrix_subject
from rawi.statements.script import COMMAS
from rawi.statements.verbs import agrees

if TYPE_CHECKING:
    from rawi.statements.candidates import Candidate
    from rawi.statements.clauses import Range
    from rawi.statements.drafts import Draft
    from rawi.statements.script import Script

JOINED: Final = 4
"""Words in marks that may part a title from its name."""


def main_subject(script: Script, draft: Draft, earlier: list[Draft]) -> None:
    """A report without a subject, first in its sentence, takes that of the main verb («wrote a post in which he said»)."""
    if draft.subject is not None or draft.cue is None or draft.kind not in {"verb", "participle"} or not draft.attributed:
        return
    words = script.words
    at = draft.cue[0]
    first, _ = script.sentence(at)
    before = [other for other in earlier if words[other.at].sentence == words[at].sentence]
    if draft.kind == "verb" and (before or words[at].text[0] in {WAW, FEH}):
        low = max((other.content[1] for other in before), default=first)
        subject = clause_subject(script, low, at) if low < at else None
    else:
        subject = None if before else matrix_subject(script, first, at)
    if subject is not None:
        draft.subject, draft.before = subject, True


def chosen_subject(script: Script, one: Candidate, found: dict[str, list[Range]], rule: Draft | None) -> Range | None:
    """The tagger's subject; the grammar's where the tagger has none although words stand in the gap, and where X is passed on."""
    subject = _subject(script, found)
    if subject is not None and not _may_speak(script, subject):
        subject = None
    if rule is None or rule.subject is None:
        return subject
    if subject is not None and rule.before and one.word is not None and one.word.verb.object == "a" and subject[0] > one.cue[0]:
        return rule.subject
    if subject is not None and one.kind == "accord" and subject[0] == rule.subject[0]:
        return rule.subject if rule.subject[1] < subject[1] else subject
    if subject is None and (not rule.before or one.kind != "participle"):
        return rule.subject
    if subject is not None and rule.subject[0] == subject[0] and PERSON & set(script.names[subject[1] : rule.subject[1]]):
        return rule.subject
    return rule.subject if rule.relay is not None and one.word is not None and one.word.verb.object == "r" else subject


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


def with_name(script: Script, subject: Range, content: Range) -> Range:
    """A subject with the personal name that follows its title at once, perhaps after an honorific."""
    start, end = subject
    limit = content[0] if content[0] > start else len(script.words)
    last = end
    while last < min(limit, end + JOINED + 2) and (script.names[last] in PERSON or "honorific" in script.words[last].classes):
        last += 1
    return (start, last) if last > end and script.names[last - 1] in PERSON else subject


def to_name_end(script: Script, subject: Range) -> Range:
    """A subject without what follows a person's name in it and is another name or a verb: its verb's object («X the newspaper Y»).

    The name is the first one that names the whole, not one that a title in construct belongs to («a lawyer of X»).
    """
    words, names = script.words, script.names
    a, b = subject
    k = a
    while k < b:
        if names[k] == "-" or not names[k].isupper():
            k += 1
            continue
        end = k + 1
        while end < b and names[end] == names[k].lower():
            end += 1
        before = words[k - 1] if k > a else None
        owner = before is not None and (before.mark or not before.text.startswith(AL)) and "honorific" not in before.classes
        if names[k] not in PERSON or (owner and k - a == 1):
            k = end
            continue
        another = end < b and names[end].isupper() and names[end] not in PERSON and words[end].text[0] != WAW
        return (a, end) if another or (end < b and not words[end].mark and is_verb(words[end].text)) else subject
    return subject


def runs_into(subject: Range, other: Draft) -> bool:
    """Whether a subject takes in another report's subject and content: it is no phrase, and the second report has none of its own."""
    return all(at is not None and subject[0] < at[1] and at[0] < subject[1] for at in (other.subject, other.content))


def is_impersonal(script: Script, subject: Range) -> bool:
    """Whether a subject is nothing but the verb of a passive («was carried out»), which names nobody."""
    return subject[1] - subject[0] == 1 and "impersonal" in script.words[subject[0]].classes


def _may_speak(script: Script, subject: Range) -> bool:
    """Whether a phrase may name a speaker: none that begins with a preposition, a particle, a lone letter or a verb."""
    head = script.words[subject[0]]
    if script.names[subject[0]] != "-" or head.mark:
        return True
    if len(head.text) == 1 or head.classes & {"in", "because", "that", "negation"}:
        return False
    return not ("prep" in head.classes and head.text == head.bare)


def _subject(script: Script, found: dict[str, list[Range]]) -> Range | None:
    """The longest run of subject words, with what a comma, a quotation or a bracket parts from it."""
    runs = found.get("S")
    if not runs:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    for other in sorted(runs):
        if 0 <= other[0] - end <= 1 + JOINED and _mere_marks(script, end, other[0]):
            end = other[1]
        elif 0 <= start - other[1] <= 1 + JOINED and _mere_marks(script, other[1], start):
            start = other[0]
    return _without_aside(script, tight(script, (start, end)))


def _without_aside(script: Script, at: Range) -> Range:
    """A noun phrase without the clause that a comma parts from it: «X, who is an adviser of Y»."""
    words = script.words
    for k in range(at[0] + 1, at[1] - 1):
        if words[k].mark and words[k].text in COMMAS and words[k + 1].classes & {"whois", "relative"}:
            return at[0], k
    return at


def _mere_marks(script: Script, first: int, last: int) -> bool:
    """Whether only marks, or words in quotation marks, stand between two pieces of a name."""
    return all(word.mark or (word.quoted >= 0 and script.pairs[word.quoted].kind != "speech") for word in script.words[first:last])


def tight(script: Script, at: Range) -> Range:
    """A phrase without the commas and stops at its ends."""
    start, end = at
    words = script.words
    while start < end - 1 and words[start].mark and words[start].text in COMMAS:
        start += 1
    while end > start + 1 and words[end - 1].mark and words[end - 1].text in COMMAS | {".", ":"}:
        end -= 1
    return start, end
