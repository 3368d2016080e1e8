"""Finite verbs that report: their frame, their subject, whom they pass on or call on, what they deny."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL, ALEF, ALEF_MADDA, FEH, TEH, TEH_MARBUTA, WAW
from rawi.statements.clauses import Complement, complement
from rawi.statements.drafts import Draft
from rawi.statements.ends import content_end
from rawi.statements.script import COMMAS, classes_of
from rawi.statements.slots import slots
from rawi.statements.subjects import subject_before

if TYPE_CHECKING:
    from rawi.model import Stance
    from rawi.statements.clauses import Range
    from rawi.statements.lexicon import Cue
    from rawi.statements.script import Script
    from rawi.statements.slots import Slots

IMPERSONAL_WINDOW: Final = 2
"""Words between an impersonal verb and its clause."""


def finite(script: Script, cue: Cue, i: int, at: Range) -> Draft | None:
    """The report of the verb at word ``i``, whose cue is ``at``; None where its complement or its mood makes it none."""
    first, stop = script.sentence(i)
    before = script.words[i - 1].classes if i > first else frozenset()
    if at[0] < i:
        return _denied(script, cue, at, stop)
    if cue.form.kind == "imperfect" and before & {"unreal", "that"}:
        return None
    if (quotation := _quoted_before(script, cue, i, first, stop)) is not None:
        draft = Draft("verb", at, cue.verb.stance, quotation, "N", cue.verb)
        draft.number, draft.gender = cue.form.number, cue.form.gender
        fill(draft, slots(script, at[1] - 1, stop))
        return draft if draft.subject is not None else None
    comp = complement(script, cue, at[1] - 1, stop)
    if comp is None or (cue.verb.weak and comp.sign not in {"A", "Q"} and not _plain(cue, comp, at[1])):
        return None
    if cue.verb.object == "r" and any(word.cue and word.cue.form.kind == "noun" for word in script.words[at[1] : comp.start]):
        return None  # «quoted X as saying»: the verbal noun is the cue
    stance: Stance = "distance" if "ma" in before else cue.verb.stance
    draft = Draft("verb", at, stance, content_of(script, comp, stop), comp.sign, cue.verb)
    draft.number, draft.gender = cue.form.number, cue.form.gender
    fill(draft, slots(script, at[1] - 1, comp.gap_end))
    _front(script, draft, cue, i)
    draft.attributed = draft.subject is not None or not _impersonal(cue, i, comp)
    if cue.verb.object == "r":
        _passed_on(script, draft, at[1], comp.gap_end)
    elif cue.verb.object == "a":
        _called_on(script, draft, cue)
    elif cue.verb.object == "c" and not cue.form.clitic and comp.sign == "B" and draft.subject is not None:
        _object_inside(script, draft)
    return draft


def _quoted_before(script: Script, cue: Cue, i: int, first: int, stop: int) -> Range | None:
    """The quotation that a verb right behind it reports, where nothing behind the verb can be its content: «“…”, says X»."""
    words = script.words
    k = i - 1
    while k > first and (words[k].text in COMMAS or "likewise" in words[k].classes):
        k -= 1
    if "Q" not in cue.verb.frames or cue.joined or k <= first or words[k].pair < 0:
        return None
    start = next((j for j in range(k - 1, first - 1, -1) if words[j].pair == words[k].pair), None)
    speech = start is not None and (start == first or script.pairs[words[k].pair].kind == "speech") and k - start > SHORTEST_QUOTED
    taken = start is None or not speech or (start > first and (words[start - 1].text == ":" or words[start - 1].cue is not None))
    following = words[i + 1 : stop]
    if taken or any(word.classes & {"that"} or word.text == ":" or script.opens(i + 1 + n) is not None for n, word in enumerate(following)):
        return None
    return (start, k + 1) if start is not None else None


SHORTEST_QUOTED: Final = 3
"""Words that somebody says at least: fewer in quotation marks before a verb may be the name of who says it."""


def _front(script: Script, draft: Draft, cue: Cue, i: int) -> None:
    """A subject before the verb, where none follows it, or where the verb's plural says that what follows is none."""
    if draft.subject is not None and not (cue.verb.object == "a" and cue.form.number != "s"):
        return
    front = subject_before(script, cue, i)
    if front is not None:
        draft.addressee = draft.addressee or draft.subject
        draft.subject, draft.before = front, True


def _passed_on(script: Script, draft: Draft, first: int, end: int) -> None:
    """«The agency quoted X that …»: X speaks, the agency is the relay."""
    words = script.words
    at = next((k for k in range(first, end) if "anhu" in words[k].classes), None)
    if at is None:
        return
    speaker, relay = slots(script, at, end).subject, slots(script, first - 1, at).subject
    if speaker is not None:
        draft.relay, draft.relay_cue = relay or draft.subject, draft.cue
        draft.passed_on = draft.cue if draft.relay is None else None
        draft.subject, draft.before = speaker, False


def feminine(verb: str) -> bool:
    """Whether a finite verb in the singular has a feminine subject: a perfect that ends in teh, an imperfect that begins with it."""
    stem = verb[1:] if verb[0] in {WAW, FEH} and len(verb) > 1 else verb
    return stem[0] == TEH or stem[-1] == TEH


def agrees(script: Script, cue: Cue, subject: Range) -> bool:
    """Whether a noun phrase may be the subject of a verb before it: a feminine noun takes no masculine verb, unless words stand between."""
    if cue.form.kind not in {"perfect", "imperfect"} or cue.form.gender != "m" or cue.form.number != "s":
        return True
    head = script.words[subject[0]]
    text = head.bare
    if head.mark or "masculine" in head.classes:
        return True
    feminine = text.endswith((TEH_MARBUTA, ALEF + TEH, ALEF_MADDA + TEH)) and not head.classes & {"unnamed", "person"}
    return not feminine


def _plain(cue: Cue, comp: Complement, last: int) -> bool:
    """Whether a verb with another everyday meaning stands in its plainest reporting frame."""
    return comp.sign in {"P", "B"} and cue.verb.object != "c" and comp.start - last <= 6


def content_of(script: Script, comp: Complement, stop: int) -> Range:
    """The content that begins with a complement."""
    end, _ = content_end(script, comp.start, stop)
    return comp.start, max(end, comp.start + 1)


def fill(draft: Draft, gap: Slots) -> None:
    """Give a draft what stands between its cue and its complement."""
    draft.subject, draft.addressee, draft.media = gap.subject, gap.addressee, list(gap.medium)
    draft.time, draft.place = gap.time, gap.place


def _called_on(script: Script, draft: Draft, cue: Cue) -> None:
    """«The presidency called on the council to act»: the second noun phrase is called on, or the only one where it can't be the subject."""
    if draft.subject is None or draft.addressee is not None or draft.before:
        return
    if not agrees(script, cue, draft.subject):
        draft.subject, draft.addressee = None, draft.subject
        return
    if draft.sign not in {"P", "B"}:
        return
    a, b = draft.subject
    words = script.words
    commas = [k for k in range(a, b) if words[k].mark and words[k].text in COMMAS]
    if commas:
        draft.subject, draft.addressee = (a, commas[0]), (commas[-1] + 1, b)
        return
    for k in range(a + 1, b):
        classes = words[k].classes
        if classes & {"org", "state"} and words[k - 1].text.startswith(AL) and not classes_of(words[k - 1].text) & {"person", "honorific"}:
            draft.subject, draft.addressee = (a, k), (k, b)
            return


def _object_inside(script: Script, draft: Draft) -> None:
    """«Washington accused the firm of …»: whom one accuses or describes belongs to the content."""
    assert draft.subject is not None
    a, b = draft.subject
    if draft.before:
        return
    words = script.words
    for k in range(a + 1, b):
        classes = words[k].classes
        if words[k].mark and words[k].text in COMMAS:
            draft.subject, draft.content = (a, k), (k + 1, draft.content[1])
            return
        if classes & {"org", "state", "person", "unnamed"} and not classes_of(words[k - 1].text) & {"person", "honorific", "org"}:
            draft.subject, draft.content = (a, k), (k, draft.content[1])
            return
    if b - a == 2:
        draft.subject, draft.content = (a, a + 1), (a + 1, draft.content[1])


def _impersonal(cue: Cue, i: int, comp: Complement) -> bool:
    """«It is expected that», «it is said that»: third person masculine imperfect, at once followed by the clause, with nobody before it.

    Who «adds» or «claims» is somebody.
    """
    if cue.form.kind != "imperfect" or cue.form.gender != "m" or cue.form.number != "s" or comp.start > i + IMPERSONAL_WINDOW:
        return False
    return not cue.verb.object and not cue.verb.continues and cue.verb.stance in {"opine", "predict", "neutral", "explain", "find"}


def _denied(script: Script, cue: Cue, at: Range, stop: int) -> Draft | None:
    """A report that was not made: «did not say whether …»."""
    words = script.words
    comp = complement(script, cue, at[1] - 1, stop) or _withheld(script, at[1], stop)
    if comp is None:
        return None
    gap = slots(script, at[1] - 1, comp.gap_end)
    stance: Stance = "deny" if "A" in cue.verb.frames and cue.verb.object == "a" else "withhold"
    draft = Draft("verb", at, stance, content_of(script, comp, stop), comp.sign, cue.verb, denied=True)
    draft.number, draft.gender = cue.form.number, cue.form.gender
    fill(draft, gap)
    if draft.subject is None and not words[at[0]].text.startswith(WAW):
        front = subject_before(script, cue._replace(joined=False), at[0])
        if front is not None:
            draft.subject, draft.before = front, True
    return draft


def _withheld(script: Script, first: int, stop: int) -> Complement | None:
    """What was not said, without a complementizer: from «whether», «when» or a verbal noun on, or at once."""
    words = script.words
    if first >= stop or words[first].mark:
        return None
    k = next((k for k in range(first, stop) if words[k].mark or words[k].classes & {"whether", "masdar"}), first)
    return None if words[k].mark else Complement("D", k, k)
