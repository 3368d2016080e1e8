"""What stands between a cue and its complement: subject, addressee, medium, time and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.letters import AL, BEH, LAM
from rawi.statements.clauses import OPENING, closing, is_medium
from rawi.statements.script import COMMAS, DASHES, classes_of

if TYPE_CHECKING:
    from rawi.statements.clauses import Range
    from rawi.statements.script import Script, Word

SKIPPED: Final = frozenset(("adverb", "saying", "aux", "but", "aside", "attention", "switch", "while"))
IN_NAMES: Final = frozenset("/#@&'")


class Slots(NamedTuple):
    """What stands between cue and complement."""

    subject: Range | None = None
    addressee: Range | None = None
    medium: tuple[Range, ...] = ()
    time: Range | None = None
    place: Range | None = None


def slots(script: Script, i: int, end: int) -> Slots:
    """Cut the words after the cue's last word ``i`` and before ``end`` into subject and adverbials."""
    words = script.words
    subject: Range | None = None
    others: dict[str, Range] = {}
    medium: list[Range] = []
    k = i + 1
    while k < end:
        word = words[k]
        if word.mark and word.text != "#" and script.opens(k) is None:
            if word.text == "(":
                last = min(closing(words, k, end), end)
                subject = (subject[0], last) if subject is not None and subject[1] == k else subject
                k = last
            else:
                k += 1
            continue
        if word.classes & SKIPPED:
            k += 1
            continue
        kind, last = _slot(script, k, end)
        last = max(last, k + 1)
        if kind == "medium":
            medium.append((k, last))
        elif kind != "subject":
            others.setdefault(kind, (k, last))
        elif subject is None:
            subject = (k, last)
        elif all(between.mark for between in words[subject[1] : k]):
            subject = (subject[0], last)
        k = last
    if subject is not None and all(word.mark for word in words[slice(*subject)]):
        subject = None
    return Slots(subject, others.get("addressee"), tuple(medium), others.get("time"), others.get("place"))


def _slot(script: Script, k: int, end: int) -> tuple[str, int]:
    """The kind of the slot that begins at word ``k`` and the word after its last."""
    words = script.words
    word = words[k]
    bare = classes_of(word.bare) | word.classes
    if word.classes & {"relative", "whois", "reply"} or word.text.startswith(BEH + AL):
        return "aside", _to_comma(script, k, end)
    if "time" in word.classes or ("timenoun" in word.classes and (not word.text.startswith(AL) or _opens_time(words, k, end))):
        return "time", _time_end(script, k, end)
    if "press" in bare:
        return "addressee", phrase_end(script, k, end)
    if word.text[0] == LAM and (len(word.text) == 1 or is_medium(script, k)):
        return "medium", _medium_end(script, k, end)
    if "prep" in word.classes and k + 1 < end:
        return _prepositional(script, k, end)
    return "subject", phrase_end(script, k, end)


def _medium_end(script: Script, k: int, end: int) -> int:
    """The end of «to X» at word ``k``: the closing mark where X stands in marks."""
    if len(script.words[k].text) > 1:
        return phrase_end(script, k, end)
    if k + 1 < end and script.opens(k + 1) is not None:
        return script.after_pair(k + 1)
    return phrase_end(script, k + 1, end)


def _prepositional(script: Script, k: int, end: int) -> tuple[str, int]:
    """The slot that the preposition at word ``k`` opens."""
    words = script.words
    following = words[k + 1]
    inner = following.classes | classes_of(following.bare)
    if inner & {"time", "timenoun", "months"} or following.text[0].isdecimal():
        return "time", _time_end(script, k + 1, end)
    if "venue" in inner:
        return "place", _to_comma(script, k, end)
    if inner & {"document", "owntext", "outletnoun", "outlet", "press"}:
        return "medium", phrase_end(script, k + 1, end)
    return "place" if "in" in words[k].classes else "aside", phrase_end(script, k + 1, end)


def _to_comma(script: Script, k: int, end: int) -> int:
    words = script.words
    while k < end and not (words[k].mark and words[k].text in COMMAS):
        k = script.after_pair(k) if script.opens(k) is not None else k + 1
    return min(k, end)


def _time_end(script: Script, k: int, end: int) -> int:
    words = script.words
    while k < end:
        word = words[k]
        if word.mark:
            dated = word.text in "(/-" and k + 1 < end and words[k + 1].classes & {"time", "timenoun", "months"}
            if not dated and word.text != ")":
                break
        elif not (word.classes & {"time", "timenoun", "months", "timelink"} or word.text[0].isdecimal()):
            break
        k += 1
    return k


def _opens_time(words: list[Word], k: int, end: int) -> bool:
    """Whether a word such as «late» or «the year» begins an expression of time: another such word, a date or the end follows."""
    if k + 1 >= end:
        return True
    following = words[k + 1]
    return bool(following.classes & {"time", "timenoun", "months"}) or following.text[0].isdecimal() or following.mark


def phrase_end(script: Script, k: int, end: int) -> int:
    """The word after a noun phrase that begins at ``k``: at a comma, a relative clause, or the next slot."""
    words = script.words
    first = k
    while k < end:
        word = words[k]
        if word.mark:
            if script.opens(k) is not None:
                k = script.after_pair(k)
                continue
            if word.text in COMMAS or word.text in DASHES or word.text in OPENING or word.text not in IN_NAMES:
                break
        elif k > first and _leaves(script, k, end):
            break
        k += 1
    return min(k, end)


def _leaves(script: Script, k: int, end: int) -> bool:
    """Whether word ``k`` stands outside the noun phrase that goes before it."""
    words = script.words
    word = words[k]
    if word.classes & {"relative", "adverb", "saying", "switch", "aside", "attention", "time", "press", "while"}:
        return True
    informed = "unnamed" in words[k - 1].classes  # «an informed source» is written like «at the outset of»
    if "timehead" in word.classes and not informed and _opens_time(words, k, end):
        return True
    if word.classes & {"in", "from", "to"} and k + 1 < end:
        inner = words[k + 1].classes | classes_of(words[k + 1].bare)
        if inner & {"time", "timenoun", "venue", "document", "owntext"}:
            return True
    return word.text[0] == LAM and (len(word.text) == 1 or is_medium(script, k))
