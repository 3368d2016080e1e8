"""The words of a noun phrase that speaks: which phrases may, where one ends, and what in it belongs elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, ALEF, BEH, FEH, LAM, NOON, SEEN, TEH, WAW, YEH
from rawi.statements.clusters import cluster, is_verb
from rawi.statements.script import COMMAS, PERSON, classes_of

if TYPE_CHECKING:
    from rawi.statements.candidates import Candidate
    from rawi.statements.clauses import Range
    from rawi.statements.script import Script, Word


JOINED: Final = 4
"""Words in marks that may part a title from its name."""


def may_speak(script: Script, subject: Range) -> bool:
    """Whether a phrase may name a speaker: none that begins with a particle, a letter, a verb, a deed or a word of time, nor «that»."""
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
    return not (is_deed(head) or glued or ("prep" in head.classes and head.text == head.bare) or finite(head))


def is_deed(head: Word) -> bool:
    """Whether a phrase with this head is something done («the withdrawal of …»), which says nothing."""
    named = head.classes | classes_of(head.bare)
    return "masdar" in named and not named & BODIES


def is_accusative(script: Script, phrase: Range) -> bool:
    """Whether a phrase begins with a plural that shows that it is no subject: «the citizens» with the ending of an object."""
    head = script.words[phrase[0]]
    return script.names[phrase[0]] == "-" and head.text.startswith(AL) and head.text.endswith(YEH + NOON)


def is_issued(word: Word) -> bool:
    """Whether a word is a document in the accusative, which somebody issued: «(the union issued) a statement (in which it called …)»."""
    return bool(word.classes & {"document", "owntext"}) and word.text.endswith(ALEF) and not word.text.startswith(AL)


def is_dative(script: Script, phrase: Range) -> bool:
    """Whether a phrase begins with a glued «to» or «for»: it is spoken to. So is a rare word that begins like it and is no name."""
    head = script.words[phrase[0]]
    rare = not head.classes and script.names[phrase[0]] == "-" and cluster(head.text)[0].startswith("?")
    return head.text[0] == LAM and (head.text != head.bare or rare)


BODIES: Final = frozenset(("org", "person", "document", "honorific", "unnamed", "demonstrative"))
"""Classes of heads that speak for all that they are spelled like a verbal noun («the organisation of …», «an inquiry by …»)."""

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


def described(script: Script, first: int, relative: int) -> Range | None:
    """The noun phrase that a relative word describes, back to a mark, a preposition or a verb: «went to | the hospital | which said»."""
    words = script.words
    k = relative
    while k > first and not (words[k - 1].mark or words[k - 1].classes & {"prep", "in", "from", "to", "on"} or is_verb(words[k - 1].text)):
        k -= 1
    return (k, relative) if k < relative else None


def with_name(script: Script, subject: Range, content: Range) -> Range:
    """A subject with the personal name that follows its title at once, perhaps after an honorific."""
    start, end = subject
    limit = content[0] if content[0] > start else len(script.words)
    last = end
    while last < min(limit, end + JOINED + 2) and (script.names[last] in PERSON or "honorific" in script.words[last].classes):
        last += 1
    return (start, last) if last > end and script.names[last - 1] in PERSON else subject


def with_joined_names(script: Script, subject: Range, content: Range) -> Range:
    """A name with those of its kind that «and» joins to it, up to a mark or the content: «Damascus and Moscow, …»."""
    words, names = script.words, script.names
    start, end = subject
    limit = content[0] if content[0] > start else end
    k = end
    while k < limit and names[k].isupper() and names[k].lower() == names[k - 1].lower() and words[k].text[0] == WAW:
        k += 1
        while k < limit and names[k] == names[k - 1].lower():
            k += 1
    return (start, k) if k > end and (k == limit or words[k].mark) else subject


def to_name_end(script: Script, subject: Range) -> Range:
    """A subject without what follows a person's name in it: another name or a verb, its verb's object («X the newspaper Y»), «X on».

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
        leaves = end < b and not words[end].mark and (is_verb(words[end].text) or bool(words[end].classes & {"in", "from", "to"}))
        return (a, end) if another or leaves else subject
    return subject


def without_clause(script: Script, subject: Range) -> Range:
    """A subject without the finite verb that it runs into, and what follows: «X will head the team» is X."""
    words = script.words
    for k in range(subject[0] + 1, subject[1]):
        if words[k].mark or words[k].classes & {"relative", "whois", "prep", "aux"}:
            return subject
        if script.names[k] == "-" and finite(words[k]):
            return subject[0], k
    return subject


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

    Where the content begins at «of» at once after the subject, that subject holds X: behind its name, or as the whole of it. Where the
    subject stands before the verb, X is what stands behind it.
    """
    words = script.words
    start = content[0]
    needs = one.word is not None and one.word.verb.object == "c" and not one.word.form.clitic and one.kind == "verb"
    opening = words[start]
    glued = opening.text[0] == BEH and script.names[start] == "-"
    if not needs or not glued:
        return subject, content
    if subject[1] <= one.cue[0] and not any(word.mark for word in words[one.cue[1] : start]):
        return subject, (min(start, one.cue[1]), content[1])
    if subject[1] != start or subject[0] < one.cue[0]:
        return subject, content
    k = _second_phrase(script, subject)
    return ((subject[0], k) if k > subject[0] else None), (k, content[1])


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


def without_aside(script: Script, at: Range) -> Range:
    """A noun phrase without the clause that a comma parts from it: «X, who is an adviser of Y», «X, whom it did not name»."""
    words = script.words
    for k in range(at[0] + 1, at[1] - 1):
        if words[k].mark and words[k].text in COMMAS and words[k + 1].classes & {"whois", "relative", "negation"}:
            return at[0], k
    return at


def tight(script: Script, at: Range) -> Range:
    """A phrase without the commas and stops at its ends."""
    start, end = at
    words = script.words
    while start < end - 1 and words[start].mark and words[start].text in COMMAS:
        start += 1
    while end > start + 1 and words[end - 1].mark and words[end - 1].text in COMMAS | {".", ":"}:
        end -= 1
    return start, end
