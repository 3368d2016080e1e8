"""Media inside noun phrases: to whom somebody speaks («the minister to the newspaper X»), and through whom («channel X from a source»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawi.arabic.letters import LAM
from rawi.statements.clauses import is_medium
from rawi.statements.script import COMMAS, classes_of

if TYPE_CHECKING:
    from rawi.statements.clauses import Range
    from rawi.statements.script import Script


def told_to(script: Script, at: Range, *, prepositions: bool = False) -> Range | None:
    """The medium at the end of a phrase to which somebody speaks, with its «to».

    ``prepositions`` lets any preposition lead to it, as in the phrases of an occasion («in an interview with channel X»).
    """
    words = script.words
    a, b = at
    medium = False
    named = commas = False
    for k in range(a + 1, b):
        word = words[k]
        before = words[k - 1]
        named = named or script.names[k - 1] in {"P", "p"}
        commas = commas or (named and word.text in COMMAS)
        if named and commas and not prepositions:  # «X, the director of the programme Y» is all one person
            return None
        medium = medium or bool((classes_of(before.bare) | before.classes) & {"outletnoun", "agencynoun"})
        if word.mark or (medium and word.text[0] == LAM):  # «the agency X for news» is one name
            continue
        if word.text[0] == LAM and word.text != word.bare and (is_medium(script, k) or script.names[k].lower() == "m"):
            return k, b
        if word.text == LAM and k + 1 < b and script.opens(k + 1) is not None:
            return k, b
        if k + 1 < b and (word.text == LAM or (prepositions and "prep" in word.classes)):
            following = words[k + 1]
            if (classes_of(following.bare) | following.classes) & {"outletnoun", "outlet"} or script.names[k + 1].lower() == "m":
                return (k if word.text == LAM else k + 1), b
    return None


def ended_by_marks(script: Script, found: dict[str, list[Range]]) -> dict[str, list[Range]]:
    """Media that stand in quotation marks end with them where a name follows: «to “X” | the director said», which is the subject's."""
    media: list[Range] = []
    subjects = list(found.get("S", []))
    for a, b in found.get("M", []):
        opening = next((k for k in range(a, min(a + 2, b)) if script.opens(k) is not None), None)
        after = script.after_pair(opening) if opening is not None else b
        if after >= b or not script.names[after].isupper():
            media.append((a, b))
        else:
            media.append((a, after))
            follower = next((at for at in subjects if at[0] == b), None)
            if follower is not None:
                subjects[subjects.index(follower)] = after, follower[1]
    return {**found, "M": media, "S": subjects} if media else found


def passed_on(script: Script, at: Range) -> tuple[Range, Range] | None:
    """Who passes on and who speaks, in «agency X, quoting a source» before a colon."""
    words = script.words
    a, b = at
    about = next((k for k in range(a + 1, b - 1) if "anhu" in words[k].classes), None)
    if about is None:
        return None
    head = classes_of(words[a].bare) | words[a].classes
    unnamed = "unnamed" in words[about + 1].classes and not head  # «Al-X, from a source»: a name that nobody knows passes on
    if not (unnamed or head & {"outletnoun", "outlet", "agencynoun"}):
        return None
    last = about - 1 if "quoting" in words[about - 1].classes and about - 1 > a else about
    return (a, last), (about + 1, b)
