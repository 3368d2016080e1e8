"""Candidates become statements: the learned parts decide and correct, the grammar's constraints hold.

Whatever the tagger says, a content is one run of words that never leaves its sentence, a quotation that begins inside it is not cut
off before its closing mark, and a cue is no part of its own content.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.letters import AL
from rawi.limits import STATEMENTS_PER_STORY
from rawi.statements.accords import mark_hedge
from rawi.statements.agents import is_impersonal, main_subject, runs_into, speaking
from rawi.statements.candidates import candidates
from rawi.statements.contents import chosen_content, cut_at_next, further
from rawi.statements.dependents import acts
from rawi.statements.drafts import Draft
from rawi.statements.features import static_features
from rawi.statements.media import ended_by_marks
from rawi.statements.mentions import key
from rawi.statements.model import DOUBTED
from rawi.statements.phrases import is_deed, is_issued, tight
from rawi.statements.script import classes_of

if TYPE_CHECKING:
    from rawi.model import Stance
    from rawi.statements.candidates import Candidate
    from rawi.statements.clauses import Range
    from rawi.statements.model import Models
    from rawi.statements.script import Script

ACCEPT: Final = 0.5
"""Probability from which a candidate is a report: the best F1 in a sweep from .4 to .6 by cross-validation over the training documents."""
SURE: Final = 0.95
"""Probability that the likeliest report of an article must reach for the article to have any: of 112 labelled articles without a report it
lowers false ones from 37 to 26, at no loss in the others."""
A_POST: Final = 70
"""Words and marks up to which a story is a headline or a post, whose single report need not be so sure."""


ECHO: Final = 0.05
"""Probability that a headline's colon needs where the story itself says that the one before it speaks. Where one medium passes on another's
words («agency X from an official: …») it needs none."""


class Decided(NamedTuple):
    """The statements of a story, in the order of their cues, before their speakers are resolved."""

    drafts: list[Draft]
    cut: Draft | None
    """The first report that was left out because the story holds more than ``limits.STATEMENTS_PER_STORY``."""


def decide(script: Script, models: Models) -> Decided:
    """Say which candidates are statements, and what belongs to each."""
    found, sources = _drafts(script, models)
    found = sorted(found, key=lambda draft: draft.at)
    cut = next(iter(found[STATEMENTS_PER_STORY:]), None)
    found = found[:STATEMENTS_PER_STORY]
    relayed = [draft for draft in found if _is_relay(script, draft, found)]
    out = [draft for draft in found if all(draft is not other for other in relayed)]
    for source in [*sources, *relayed]:
        _attach(script, source, out)
    out = [draft for draft in out if not any(_says_the_same(script, draft, other) for other in out)]
    cut_at_next(script, out)
    for draft in out:
        _leave_out_marks(script, draft)
    for n, draft in enumerate(out):
        if draft.subject is not None and draft.before and any(runs_into(draft.subject, other) for other in out[:n]):
            draft.subject, draft.before = None, False
        else:
            main_subject(script, draft, out[:n])
    return Decided(out, cut)


def _says_the_same(script: Script, draft: Draft, other: Draft) -> bool:
    """Whether a draft only repeats another one of its sentence: a colon after its verb, «commented …, saying»."""
    same = draft is not other and draft.content == other.content
    if not same or script.words[draft.at].sentence != script.words[other.at].sentence or draft.cue is None or other.cue is None:
        return same and draft.kind == "colon" and other.kind in {"verb", "noun"}
    if "saying" in script.words[draft.at].classes:
        return other.at < draft.at and _tells(other)
    return "saying" in script.words[other.at].classes and draft.at < other.at and not _tells(draft)


def _tells(draft: Draft) -> bool:
    """Whether a verb by itself says what was said, and needs no «saying»."""
    return draft.verb is not None and "A" in draft.verb.frames


def _leave_out_marks(script: Script, draft: Draft) -> None:
    """Take nothing but marks for nobody: no speaker and no medium without a word."""

    def worded(at: Range | None) -> bool:
        return at is not None and any(not word.mark for word in script.words[slice(*at)])

    draft.subject = draft.subject if worded(draft.subject) else None
    draft.relay = draft.relay if worded(draft.relay) else None
    draft.media = [medium for medium in draft.media if worded(medium)]


def _drafts(script: Script, models: Models) -> tuple[list[Draft], list[Draft]]:
    """The candidates that report, as drafts; and the sources «according to X» that make no report of their own."""
    out: list[Draft] = []
    sources: list[Draft] = []
    judged = [
        (one, models.probability(script, one))
        for one in candidates(script)
        if not any(
            rules_out(script, one)
            for rules_out in (_points_back, _is_preposition, _is_inferred, _keeps_its_name, _attracts, _is_first_person)
        )
    ]
    likeliest = max((score for _, score in judged if score is not None), default=1.0)
    accept = ACCEPT if likeliest >= SURE or len(script.words) <= A_POST else 1.0
    static: list[list[str]] | None = None
    passed_on = {one.draft.relay_cue for one, score in judged if one.kind != "verb" and one.draft is not None and (score or 1.0) >= accept}
    for one, score in judged:
        if one.kind == "verb" and one.cue in passed_on:  # «agency X relayed his saying», «said, quoting Y»: the other word is the cue
            continue
        draft = one.draft
        likely = score is None or score >= accept
        if likely and score is not None and one.kind != "colon":
            static = static if static is not None else static_features(script)
            draft = _tagged(script, one, models.spans(script, one, static))
        if one.kind == "accord" and one.draft is None and (draft is None or draft.subject is None):
            mark_hedge(script, out, _hedge(script, one))
        elif likely:
            if draft is not None:
                out.append(_finished(script, one, draft, score))
        elif one.kind == "accord" and one.draft is not None:
            sources.append(one.draft)
        elif one.draft is not None and not one.draft.attributed:
            out.append(one.draft)
    out += [
        _finished(script, one, one.draft, score)
        for one, score in judged
        if one.kind == "colon"
        and one.draft is not None
        and score is not None
        and score < ACCEPT
        and (_passes_on(one.draft, out) or (score >= ECHO and _echoed(script, one.draft, out)))
    ]
    return out, sources


def _passes_on(headline: Draft, found: list[Draft]) -> bool:
    """Whether one medium passes on somebody's words before a colon, and no verbal noun there («his saying:») has done so already."""
    ends = headline.subject[1] if headline.subject is not None else None
    return headline.relay is not None and all(draft.cue is None or draft.cue[1] != ends for draft in found)


def _echoed(script: Script, headline: Draft, found: list[Draft]) -> bool:
    """Whether whoever stands before a headline's colon is who a report of the story names as its speaker."""

    def named(at: Range | None) -> set[str]:
        return {key(word.text) for word in script.words[slice(*at)] if not word.mark} if at is not None else set()

    mine = named(headline.subject)
    return bool(mine) and any(mine <= named(draft.subject) for draft in found)


def _finished(script: Script, one: Candidate, draft: Draft, score: float | None) -> Draft:
    draft.score = 1.0 if score is None else score
    if draft.subject is not None and (draft.names_nobody or is_impersonal(script, draft.subject)):
        draft.subject = None
    draft.possessed = one.word is not None and one.word.form.kind == "noun" and bool(one.word.form.clitic)
    return draft


def _hedge(script: Script, one: Candidate) -> Range:
    a, b = one.cue
    return a, b + 1 if b < len(script.words) and "hedgenoun" in script.words[b].classes else b


def _is_relay(script: Script, draft: Draft, found: list[Draft]) -> bool:
    """Whether «according to the paper» covers what is somebody's statement already, before it or after it."""
    if draft.kind != "accord" or draft.subject is None or draft.cue is None:
        return False
    if any(other.kind == "colon" and other.relay is not None and other.relay[1] == draft.cue[0] for other in found):
        return True
    words = script.words
    heads = {name for word in words[draft.subject[0] : draft.subject[0] + 2] for name in word.classes | classes_of(word.bare)}
    if not heads & {"outletnoun", "outlet"}:
        return False
    a, b = draft.content
    others = [other for other in found if other.kind != "accord" and words[other.at].sentence == words[draft.at].sentence]
    if draft.sign == "A":
        starts = [other.subject[0] if other.subject is not None and other.before else other.at for other in others]
        return any(0 <= start - draft.subject[1] <= NEAR for start in starts)
    return any(min(b, other.content[1]) - max(a, other.content[0]) > 0.6 * (b - a) for other in others)


def _attach(script: Script, source: Draft, found: list[Draft]) -> None:
    """«According to the agency» is no statement of its own where its clause is somebody's: it is a medium of that statement."""
    assert source.cue is not None
    sentence = script.words[source.cue[0]].sentence
    near = [draft for draft in found if script.words[draft.at].sentence == sentence and draft.attributed]
    if source.content[0] > source.cue[0]:
        targets = [draft for draft in near if draft.at >= source.cue[1]][:1]
    else:
        targets = [draft for draft in near if draft.at < source.cue[0]]
    for draft in targets:
        if draft.relay is None and source.subject is not None and source.subject != draft.subject:
            draft.relay, draft.relay_cue = source.subject, source.cue


def _points_back(script: Script, one: Candidate) -> bool:
    """Whether a noun only names a report told before: «these allegations»."""
    before = script.words[one.cue[0] - 1] if one.cue[0] else None
    return one.kind == "noun" and before is not None and "demonstrative" in before.classes and script.words[one.cue[0]].text.startswith(AL)


def _keeps_its_name(script: Script, one: Candidate) -> bool:
    """Whether a word only says that somebody is not named: «(a source) who asked not to disclose his name», «(without) giving her name»."""
    words = script.words
    _, stop = script.sentence(one.cue[0])
    a = one.cue[1]
    k = next((k for k in range(a, min(a + 4, stop)) if "identity" in words[k].classes), None)
    if k is None or one.cue[1] - one.cue[0] > 1 or any(word.mark or "that" in word.classes for word in words[a:k]):
        return False
    return any(not word.classes & {"prep", "anhu"} for word in words[a:k]) or bool(words[one.cue[0] - 1].classes & {"masdar", "without"})


def _attracts(script: Script, one: Candidate) -> bool:
    """Whether «drew the eyes» is meant, and not «drew attention to»."""
    words = script.words
    _, stop = script.sentence(one.cue[0])
    k = next((k for k in range(one.cue[1], min(one.cue[1] + ATTENTION, stop)) if "eyes" in words[k].classes), None)
    if one.kind != "verb" or k is None or any(word.mark and word.pair < 0 for word in words[one.cue[1] : k]):
        return False
    return k + 1 >= stop or "to" not in words[k + 1].classes


ATTENTION: Final = 6
"""Words after a verb within which stands what was drawn."""


def _is_first_person(script: Script, one: Candidate) -> bool:
    """Whether what is written like a perfect is «(so that) I be (not) accused»: a perfect takes no such negation."""
    before = script.words[one.cue[0] - 1].classes if one.cue[0] else frozenset()
    return one.word is not None and one.word.form.kind == "perfect" and "negation" in before and "ma" not in before


def _is_inferred(script: Script, one: Candidate) -> bool:
    """Whether something done is the subject («the withdrawal of the firms points to …»): the writer infers, nobody reports."""
    draft = one.draft
    if one.kind != "verb" or one.word is None or draft is None or draft.subject is None or draft.sign not in {"A", "P"}:
        return False
    return "D" not in one.word.verb.frames and not one.word.verb.object and is_deed(script.words[draft.subject[0]])


def _is_preposition(script: Script, one: Candidate) -> bool:
    """Whether a word that may be a preposition is one, since the verb that reports stands behind its noun («after the meeting he said»)."""
    if one.draft is None or one.word is None or not one.word.verb.weak or not script.words[one.cue[0]].classes & {"prep", "in"}:
        return False
    between = script.words[one.cue[1] : one.draft.content[0]]
    return any(word.cue is not None and not word.cue.verb.weak and word.cue.form.kind in {"perfect", "imperfect"} for word in between)


def _tagged(script: Script, one: Candidate, found: dict[str, list[Range]] | None) -> Draft | None:
    """The candidate with the tagger's spans, where they make a statement; else as the grammar had it."""
    rule = one.draft
    if found is None or (rule is not None and rule.kind == "verb" and rule.sign == "N"):
        return rule
    found = {letter: [run for run in runs if any(not word.mark for word in script.words[slice(*run)])] for letter, runs in found.items()}
    content = chosen_content(script, one, found)
    if content is None:
        return rule
    found = ended_by_marks(script, found)
    if rule is not None and not found.get("S"):
        content = _without_subject(script, content, rule)
    before = replace(rule) if rule is not None else None
    sign = "T" if one.kind != "accord" else "A" if content[0] >= one.cue[1] else "N"
    draft = rule if rule is not None else Draft(one.kind, one.cue, _stance(one), content, sign, one.word.verb if one.word else None)
    draft.content = content
    if one.kind == "accord":
        draft.more = further(script, one, content, found["C"])
    draft.tail = next((tail for tail in found.get(DOUBTED, []) if content[0] < tail[0] < tail[1] == content[1]), None)
    draft.cue = one.cue if rule is None or rule.cue is None else rule.cue
    if one.word is not None:
        draft.number, draft.gender = one.word.form.number, one.word.form.gender
    draft.attributed = draft.attributed or bool(found.get("S"))
    agreed = before is not None and before.content[0] == content[0]
    subject, draft.content = speaking(script, one, found, before if agreed else None, content)
    if subject is not None:
        subject = subject[0], min((piece[0] - 1 for piece in draft.more if subject[0] < piece[0] < subject[1]), default=subject[1])
    draft.subject, draft.before = subject, subject is not None and subject[0] < one.cue[0]
    draft.addressee = _one(script, found, "A")
    draft.time, draft.place = _one(script, found, "T"), _one(script, found, "P")
    media = [tight(script, _issuer(script, at)) for at in found.get("M", [])]
    missed = [at for at in before.media if all(at[1] <= other[0] or other[1] <= at[0] for other in media)] if before and agreed else []
    draft.media = sorted([*media, *missed])
    if draft.relay is not None and draft.relay == draft.subject:
        draft.relay = None
    return draft


def _issuer(script: Script, medium: Range) -> Range:
    """A medium without the document that it issued: «(published) the paper | a report (in which it said)»."""
    return medium[0], next((k for k in range(medium[0] + 1, medium[1]) if is_issued(script.words[k])), medium[1])


def _without_subject(script: Script, content: Range, rule: Draft) -> Range:
    """A content without the subject that was taken into it («X criticised | the silence»), where the grammar saw both."""
    inside = rule.subject is not None and rule.subject[0] == content[0] < rule.content[0] < content[1]
    return (rule.content[0], content[1]) if inside and acts(script, content[0]) else content


def _stance(one: Candidate) -> Stance:
    if one.word is None:
        return "neutral"
    if one.cue[1] - one.cue[0] > 1 and one.word.form.kind == "imperfect":
        return "withhold"
    return one.word.verb.stance


NEAR: Final = 4
"""Words between a source and the report that it passes on."""


def _one(script: Script, found: dict[str, list[Range]], letter: str) -> Range | None:
    runs = found.get(letter)
    return tight(script, runs[0]) if runs else None
