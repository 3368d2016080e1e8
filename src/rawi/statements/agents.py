"""Who speaks by the order of words: the tagger's subject or the grammar's, made whole, or one that a report shares with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, ALEF, BEH, FEH, LAM, SEEN, TEH, WAW, YEH
from rawi.statements.clusters import is_verb
from rawi.statements.dependents import PERSON, acts, clause_subject, matrix_subject
from rawi.statements.script import COMMAS, classes_of
from rawi.statements.slots import slots
from rawi.statements.verbs import agrees

if TYPE_CHECKING:
    from rawi.statements.candidates import Candidate
    from rawi.statements.clauses import Range
    from rawi.statements.drafts import Draft
    from rawi.statements.script import Script, Word

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
        subject = None if before else matrix_subject(script, first, at) or clause_subject(script, first, at)
    glued = subject is not None and words[subject[0]].text[0] == LAM and words[subject[0]].text != words[subject[0]].bare
    if subject is not None and not glued and may_speak(script, subject):
        draft.subject, draft.before = subject, True


def chosen_subject(script: Script, one: Candidate, found: dict[str, list[Range]], rule: Draft | None) -> Range | None:
    """The tagger's subject; the grammar's where the tagger has none although words stand in the gap, and where X is passed on."""
    subject = _subject(script, [run for run in found.get("S", []) if may_speak(script, tight(script, run))])
    if rule is None or rule.subject is None or not may_speak(script, rule.subject):
        return subject
    runs = found.get("S", [])
    told = one.kind == "noun" and rule.relay is not None and rule.subject in runs
    person = one.word is not None and one.word.verb.object == "a" and rule.before and subject is not None and subject[0] > one.cue[0]
    if told or person:
        return rule.subject
    if subject is not None and one.kind == "accord" and subject[0] == rule.subject[0]:
        return rule.subject if rule.subject[1] < subject[1] else subject
    if subject is None and (not rule.before or one.kind != "participle"):
        return rule.subject
    if subject is not None and rule.subject[0] == subject[0] and PERSON & set(script.names[subject[1] : rule.subject[1]]):
        return rule.subject
    return rule.subject if rule.relay is not None and one.word is not None and one.word.verb.object == "r" else subject


def in_the_gap(script: Script, one: Candidate, content: Range) -> Range | None:
    """Who acts between a verb and its content, where nothing else said who speaks: «accused | Damascus and Moscow, | Israel of …»."""
    if one.kind != "verb" or one.word is None or one.word.verb.object == "a" or not one.cue[1] < content[0]:
        return None
    subject = slots(script, one.cue[1] - 1, content[0]).subject
    return subject if subject is not None and acts(script, subject[0]) and may_speak(script, subject) else None


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


def antecedent(script: Script, one: Candidate, subject: Range) -> Range:
    """A subject before its verb without the definite words in front of an indefinite noun («the local sites | news which says»)."""
    words = script.words
    k = subject[1] - 1
    word, before = words[k], words[k - 1]
    if k == subject[0] or k + 1 != one.cue[0] or word.mark or not before.text.startswith(AL):
        return subject
    if word.text.startswith(AL) or word.text != word.bare:  # definite, or behind a preposition
        return subject
    described = one.word is not None and one.word.form.kind == "imperfect" and script.names[k] == "-" and not word.classes
    return (k, k + 1) if described or word.classes & {"document", "unnamed"} else subject


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


def with_owner(script: Script, subject: Range, content: Range) -> tuple[Range, Range]:
    """Subject and content where the subject stops at an honorific in construct, which without what follows means nobody."""
    words = script.words
    _, stop = script.sentence(subject[0])
    end = subject[1]
    last = words[end - 1]
    if "honorific" not in last.classes or last.text.startswith(AL) or end != content[0]:
        return subject, content
    while end < stop and not words[end].mark and not words[end].classes & {"that", "prep"}:
        end += 1
        if words[end - 1].text.startswith(AL) or script.names[end - 1] != "-" or "state" in words[end - 1].classes:
            break
    return ((subject[0], end), (end, content[1])) if subject[1] < end < content[1] else (subject, content)


def without_object(script: Script, one: Candidate, subject: Range, content: Range) -> tuple[Range | None, Range]:
    """Subject and content of «accuse X of» and «describe X as», whose object X belongs to the content and is never missing.

    Where the content begins at «of» at once after the subject, that subject holds X: behind its name, or as the whole of it.
    """
    words = script.words
    start = content[0]
    needs = one.word is not None and one.word.verb.object == "c" and not one.word.form.clitic and one.kind == "verb"
    opening = words[start]
    glued = opening.text[0] == BEH and script.names[start] == "-"
    if not needs or subject[1] != start or not glued or subject[0] < one.cue[0]:
        return subject, content
    k = _second_phrase(script, subject)
    return ((subject[0], k) if k > subject[0] else None), (k, content[1])


def _second_phrase(script: Script, at: Range) -> int:
    """Where another noun phrase begins in a run of words: behind a person's name, or at a name without a title; else its start."""
    names, words = script.names, script.words
    for k in range(at[0] + 1, at[1]):
        if names[k - 1] in PERSON and names[k] not in PERSON and words[k].text.startswith(AL):
            return k
        titled = (words[k - 1].classes | classes_of(words[k - 1].bare)) & {"person", "honorific", "prep", "org", "state"}
        parted = words[k - 1].text.startswith(AL) or names[k - 1] != "-"
        if names[k].isupper() and not titled and parted and not words[at[0]].classes & {"person", "honorific"}:
            return k
    return at[0]


def without_addressee(script: Script, one: Candidate, subject: Range) -> tuple[Range, Range | None]:
    """Subject and addressee of «warn X» and «call on X», where one run of words holds both: «the ministry | the people of the quarter».

    The addressee begins behind a person's name with its article, or as a construct behind a definite noun, which no such can describe.
    """
    words, names = script.words, script.names
    if one.word is None or one.word.verb.object != "a" or subject[0] < one.cue[0]:
        return subject, None
    for k in range(subject[0] + 1, subject[1]):
        if words[k].mark or words[k].classes & {"prep", "relative"}:
            break
        behind_name = names[k - 1] in PERSON and names[k] == "-" and words[k].text.startswith(AL)
        construct = (
            words[k - 1].text.startswith(AL)
            and k + 1 < subject[1]
            and words[k + 1].text.startswith(AL)
            and bool(words[k].classes & {"unnamed", "org"})
            and names[k - 1] == names[k] == "-"
        )
        if behind_name or construct:
            return (subject[0], k), (k, subject[1])
    return subject, None


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


def may_speak(script: Script, subject: Range) -> bool:
    """Whether a phrase may name a speaker: none that begins with a particle, a lone letter, a verb or a word of time, nor «that» alone."""
    a, b = subject
    head = script.words[a]
    if script.names[a] != "-" or head.mark:
        return True
    before = script.words[a - 1].classes if a else frozenset()
    if len(head.text) == 1 or head.classes & NO_SPEAKER or (b - a == 1 and "demonstrative" in head.classes):
        return False
    if "timehead" in head.classes or "concerning" in before or (before & {"while"} and before & {"timenoun"}):
        return False
    glued = head.text != head.bare and head.text[0] == BEH
    return not (glued or ("prep" in head.classes and head.text == head.bare) or finite(head))


NO_SPEAKER: Final = frozenset(("in", "because", "that", "negation", "while"))
"""Classes of particles that begin no noun phrase."""


def finite(word: Word) -> bool:
    """Whether a word is a finite verb by its company and its shape: an imperfect in the third person, or a feminine or plural perfect."""
    if word.mark or word.classes or not is_verb(word.text):
        return False
    stem = word.text[1:] if word.text[0] in {WAW, FEH} else word.text
    imperfect = len(stem) > 3 and (stem[0] == YEH or (stem[0] == SEEN and stem[1] in {YEH, TEH}))
    perfect = len(stem) > 3 and (stem.endswith(WAW + ALEF) or (stem[-1] == TEH and stem[-2] != ALEF))
    return imperfect or perfect


def without_clause(script: Script, subject: Range) -> Range:
    """A subject without the finite verb that it runs into, and what follows: «X will head the team» is X."""
    words = script.words
    for k in range(subject[0] + 1, subject[1]):
        if words[k].mark or words[k].classes & {"relative", "whois", "prep", "aux"}:
            return subject
        if script.names[k] == "-" and finite(words[k]):
            return subject[0], k
    return subject


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
