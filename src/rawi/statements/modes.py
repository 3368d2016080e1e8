"""How words are rendered: in the speaker's own words, in the writer's, or in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL
from rawi.statements.clusters import is_verb
from rawi.statements.script import COMMAS

if TYPE_CHECKING:
    from rawi.model import Mode
    from rawi.statements.drafts import Draft
    from rawi.statements.script import Script


LONG_PHRASE: Final = 8
"""Words from which a quotation after a verb's own preposition is taken for a clause."""


def mode_of(script: Script, draft: Draft) -> tuple[Mode, bool, bool]:
    """The mode; whether marks stand round a clause that a complementizer reports; whether a mark is missing."""
    words = script.words
    a, b = draft.content
    outside = quoted = speech = 0
    complementizer = False
    unbalanced = False
    k = a
    while k < b:
        word = words[k]
        if word.mark:
            if word.pair >= 0:
                pair = script.pairs[word.pair]
                unbalanced = unbalanced or not pair.closed or not pair.opened
                if script.opens(k) is not None:
                    after = min(script.after_pair(k), b)
                    inside = sum(not w.mark for w in words[k:after])
                    if pair.kind in {"speech", "unknown"} or inside > 3 or (pair.kind == "term" and _evaluates(script, k)):
                        speech += 1
                        quoted += inside
                        if not outside and k + 1 < b and "that" in words[k + 1].classes:
                            complementizer = True
                    else:
                        outside += inside
                    k = after
                    continue
        elif "that" in word.classes and k == a:
            complementizer = True
        else:
            outside += 1
        k += 1
    if not speech:
        return "indirect", False, unbalanced
    if outside == 0 and quoted > 2 and (draft.sign in {"A", "Q", "L", "F"} or quoted > LONG_PHRASE or _is_clause(script, a, b)):
        return "direct", complementizer, unbalanced
    return "mixed", False, unbalanced


def _is_clause(script: Script, a: int, b: int) -> bool:
    """Whether words hold a finite verb or a complementizer, and are not a mere noun phrase."""
    return any(not word.mark and (word.classes & {"that", "aux", "negation"} or is_verb(word.text)) for word in script.words[a:b])


def _evaluates(script: Script, k: int) -> bool:
    """Whether a short quotation is a judgement rather than a name: it begins without the article and stands behind no noun of a kind."""
    following = script.words[k + 1] if k + 1 < len(script.words) else None
    return following is not None and not following.mark and not following.text.startswith(AL) and script.words[k - 1].text not in COMMAS
