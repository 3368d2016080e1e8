"""The clause grammar: where the complement of a reporting word begins.

    [switch marker] [topic] cue {subject | addressee | medium | time | place}* complement

The complement is looked for first, since its signs are the surest (a complementizer, a colon, an opening mark, the verb's own
preposition); what lies between cue and complement is then cut into slots. A cue without a complement that its verb may take is no cue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.inflection import CLITICS
from rawi.arabic.letters import AL, BEH, LAM
from rawi.statements.script import COMMAS, DASHES, classes_of, host, words_of

if TYPE_CHECKING:
    from rawi.statements.lexicon import Cue
    from rawi.statements.script import Script, Word

Range = tuple[int, int]

WINDOW: Final = 60
"""Words after the cue within which its complement must begin: in hand-labelled texts the farthest is 26 words away."""
OPENING: Final = {"(": ")", "[": "]", "{": "}"}
PREPOSITIONS: Final = frozenset(("to", "on", "about", "from"))
FRAMES: Final = (("to", "I"), ("on", "O"), ("about", "N"), ("from", "M"))
SUBJECT_LIKE: Final = frozenset(("person", "org", "honorific", "state", "prep", "time", "timenoun", "outletnoun", "adverb", "unnamed"))


class Complement(NamedTuple):
    """Where the content begins and by what sign: A clause, Q marks or colon, P preposition, B glued preposition, D bare noun."""

    sign: str
    start: int
    gap_end: int
    """The word after the last one that may belong to subject and slots."""


def complement(script: Script, cue: Cue, i: int, stop: int) -> Complement | None:
    """The complement of the cue whose last word is ``i``, in the sentence that ends before word ``stop``."""
    words = script.words
    stop = min(stop, i + WINDOW)
    k = i + 1
    relative = False
    while k < stop:
        word = words[k]
        if word.mark:
            found, k = _at_mark(script, cue, k, stop)
            if found is not None:
                return found
            continue
        if opens_clause(word):
            return None if "but" in words[k - 1].classes else Complement("A", k, _before_preposition(words, k, i))
        if found := _by_preposition(script, cue, i, k, stop):
            return found
        if k > i + 1 and not relative and _another_report(word, cue):
            stop = k
            break
        relative = relative or "relative" in word.classes
        k += 1
    return _bare_object(script, cue, i, stop) if "D" in cue.verb.frames else None


def opens_clause(word: Word) -> bool:
    """Whether the word is a complementizer («that», «that he»)."""
    return "that" in word.classes and "because" not in word.classes


def _at_mark(script: Script, cue: Cue, k: int, stop: int) -> tuple[Complement | None, int]:
    """The complement that a mark at word ``k`` opens, or None and the word to go on at."""
    words = script.words
    word = words[k]
    if word.text in OPENING:
        return None, closing(words, k, stop)
    if script.opens(k) is not None:
        if _is_name(script, cue, k, stop):
            return None, script.after_pair(k)
        return Complement("Q", k, k), k
    if word.text == ":" and k + 1 < stop and not words[k + 1].text[0].isdecimal():
        return Complement("Q", k + 1, k), k
    return None, k + 1


def _another_report(word: Word, cue: Cue) -> bool:
    """Whether a reporting word in the gap begins a report of its own, so that what follows it is not this cue's."""
    other = word.cue
    if other is None or other.verb.weak or "never" in word.classes:
        return False
    if other.form.kind == "participle":
        return cue.form.kind != "noun"
    if other.form.kind == "noun" or other.form.person != 3:
        return False
    # three letters without a vowel are as often a noun
    return other.joined if other.form.text == other.verb.lemma and len(other.form.text) == 3 else True


def closing(words: list[Word], k: int, stop: int) -> int:
    """The word after the bracket that closes the one at ``k``; the next word if none does within reach."""
    close = OPENING[words[k].text]
    return next((j + 1 for j in range(k + 1, min(stop, k + 25)) if words[j].text == close), k + 1)


def _before_preposition(words: list[Word], k: int, i: int) -> int:
    """Where the gap ends: before a preposition that belongs to the complement («to that …»)."""
    return k - 1 if k - 1 > i and words[k - 1].classes & PREPOSITIONS else k


def _is_name(script: Script, cue: Cue, k: int, stop: int) -> bool:
    """Whether the marks that open at ``k`` hold a name inside subject or slot, and the complement comes later."""
    words = script.words
    pair = script.pairs[words[k].pair]
    after = script.after_pair(k)
    long = after - k > 7
    if words[k - 1].text == ":" or (pair.kind == "speech" and (long or words[k - 1].text in COMMAS)):
        return False
    for j in range(after, min(after + 14, stop)):
        word = words[j]
        if word.text == ":" or opens_clause(word) or script.opens(j) is not None or cue.verb.frames & _frame_of(word):
            return True
        if word.cue and word.cue.form.kind in {"perfect", "imperfect"} and not word.cue.verb.weak:
            break
    return pair.kind == "name" or ("D" in cue.verb.frames and not long and after < stop and not words[after].mark)


def _frame_of(word: Word) -> frozenset[str]:
    return frozenset(frame for name, frame in FRAMES if name in word.classes)


def _by_preposition(script: Script, cue: Cue, i: int, k: int, stop: int) -> Complement | None:
    """A complement by the verb's own preposition at word ``k``, separate or glued."""
    words = script.words
    word = words[k]
    frames = cue.verb.frames
    if k + 1 < stop and _frame_of(word) & frames and not any(_governs(words[j], word) for j in range(max(i + 1, k - 3), k)):
        if "about" in word.classes and "anhu" not in word.classes:
            return None
        farther = _farther(script, word, k, stop)
        at = farther if farther is not None else k
        return Complement("P", at + 1, at)
    glued = word.text[0]
    if (
        "B" in frames
        and glued == BEH
        and _glued_object(word)
        and (k == i + 1 or "person" not in words[k - 1].classes | classes_of(words[k - 1].bare))
        and not (k > i + 1 and "A" in frames and _clause_follows(words, k, stop))
    ):
        return Complement("B", k, k)
    if "L" in frames and glued == LAM and _glued_object(word) and not is_medium(script, k):
        bare = host(word.text)
        if "masdar" in classes_of(bare) or not bare.startswith(AL) or k == i + 1:
            return Complement("B", k, k)
    return None


def _clause_follows(words: list[Word], k: int, stop: int) -> bool:
    """Whether a complementizer comes soon after word ``k``, before a comma."""
    for word in words[k + 1 : min(k + 8, stop)]:
        if opens_clause(word):
            return True
        if word.mark:
            return False
    return False


def _farther(script: Script, first: Word, k: int, stop: int) -> int | None:
    """A later place of the same preposition with a complementizer after it: that one is the verb's, the first stands in a noun phrase."""
    words = script.words
    for j in range(k + 2, min(k + 14, stop - 1)):
        word = words[j]
        if word.classes & first.classes & PREPOSITIONS and "that" in words[j + 1].classes:
            return j
        if (
            (word.mark and word.text in COMMAS and j > k + 6)
            or "that" in word.classes
            or (word.cue is not None and _another_report(word, word.cue))
        ):
            return None
    return None


_GOVERNORS: Final = {"about": "govern", "anhu": "govern", "to": "governto", "on": "governon", "from": "governfrom"}


def _governs(before: Word, preposition: Word) -> bool:
    """Whether the noun before a preposition takes it itself («the envoy to», «in charge of»)."""
    classes = before.classes | classes_of(before.bare)
    return any(name in preposition.classes and governor in classes for name, governor in _GOVERNORS.items())


def _glued_object(word: Word) -> bool:
    """Whether a word that begins with a glued preposition is more than a name or particle with that first letter."""
    if word.classes & {"prep", "time", "adverb", "switch", "state", "document", "saying"} or word.text in words_of("nob"):
        return False
    return len(word.text) > 3 and not (word.cue is not None and word.cue.form.text == word.text)


def is_medium(script: Script, k: int) -> bool:
    """Whether word ``k`` names a kind of medium, after a glued preposition."""
    return bool(classes_of(script.words[k].bare) & {"outletnoun", "outlet", "press"})


def _bare_object(script: Script, cue: Cue, i: int, stop: int) -> Complement | None:
    """Where a bare noun phrase begins that is what the verb reports («announced the death of …»)."""
    words = script.words
    if cue.form.clitic and cue.verb.object == "c":
        return None
    k = i + 1
    seen = 0
    while k < stop:
        word = words[k]
        if word.mark:
            if word.text in OPENING:
                k = closing(words, k, stop)
            elif script.opens(k) is not None:
                k = script.after_pair(k)
                seen += 1
            elif word.text in COMMAS or word.text in DASHES:
                k += 1
            else:
                return None
            continue
        if seen and word.classes & {"relative", "while", "aux", "but"}:
            return None
        if _opens_object(words, k, seen):
            return Complement("D", k, k)
        seen += not word.classes & {"time", "adverb"}
        k += 1
    return None


def _opens_object(words: list[Word], k: int, seen: int) -> bool:
    """Whether the object may begin at word ``k``: a verbal noun, or a noun with a pronoun that goes back to the subject."""
    word = words[k]
    if "masdar" in word.classes and not (seen == 0 and "org" in word.classes):
        return True
    if seen == 0 or word.classes & SUBJECT_LIKE:
        return False
    possessed = not word.text.startswith(AL) and len(word.text) > 4 and word.text.endswith(CLITICS[:3])
    return possessed and "prep" not in words[k - 1].classes
