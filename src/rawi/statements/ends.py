"""Where a content ends: at the closing mark, at the next report, at a source that follows, or where the writer's own voice resumes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import WAW
from rawi.limits import CONTENT_WORDS
from rawi.statements.clauses import complement
from rawi.statements.script import COMMAS, classes_of, words_of

if TYPE_CHECKING:
    from rawi.statements.script import Script

STOPS: Final = frozenset(".!\u061f?\u2026\u06d4")


def content_end(script: Script, start: int, stop: int) -> tuple[int, int | None]:
    """The word after the last of a content that begins at word ``start``, in a sentence that ends before ``stop``; where doubt begins."""
    words = script.words
    pair = script.opens(start)
    if pair is not None:
        after = script.after_pair(start)
        if pair.kind == "speech" or after >= stop or not pair.closed or (words[after].mark and words[after].text in COMMAS | STOPS):
            return _over_lines(script, start, after), None
    k = start + 1
    stop = min(stop, start + CONTENT_WORDS)
    doubt: int | None = None
    while k < stop:
        word = words[k]
        if word.mark:
            if script.opens(k) is not None:
                k = script.after_pair(k)
                continue
            if word.text in COMMAS and k + 1 < stop and _resumes(script, k + 1, stop, after_comma=True):
                break
            if word.text in COMMAS and k + 1 < stop and doubt is None and words[k + 1].classes & {"relative", "while"}:
                doubt = k
        elif _resumes(script, k, stop, after_comma=False):
            break
        k += 1
    return trimmed(script, start, k), doubt


def trimmed(script: Script, start: int, end: int) -> int:
    """``end`` without the commas and stops before it; a closing quotation mark stays."""
    words = script.words
    while end > start + 1 and words[end - 1].mark and words[end - 1].pair < 0 and words[end - 1].text not in {")", "]", "%", "}"}:
        end -= 1
    return end


def _over_lines(script: Script, start: int, after: int) -> int:
    """A quotation that is not closed in its line goes on in the next one, if that one begins with a mark again."""
    words = script.words
    pair = script.pairs[words[start].pair]
    while not pair.closed and after < len(words) and script.opens(after) is not None:
        pair = script.pairs[words[after].pair]
        after = script.after_pair(after)
    return trimmed(script, start, after)


def _resumes(script: Script, k: int, stop: int, *, after_comma: bool) -> bool:
    """Whether at word ``k`` the content is over: another report, a source that follows, or a known turn back to the writer."""
    words = script.words
    word = words[k]
    if word.mark:
        return False
    following = words[k + 1] if k + 1 < stop else None
    turned = after_comma and ("tail" in word.classes or (following is not None and f"{word.text}_{following.text}" in words_of("turn")))
    return turned or _accord(script, k) or _reports(script, k, stop, after_comma=after_comma)


def _reports(script: Script, k: int, stop: int, *, after_comma: bool) -> bool:
    """Whether another report begins at word ``k``, perhaps behind a conjunction."""
    words = script.words
    at = k
    if "negation" in words[k].classes and k + 1 < stop and words[k].text[0] == WAW and (denied := words[k + 1].cue) is not None:
        return denied.form.kind == "imperfect" and not denied.verb.weak
    if words[k].classes & {"while", "but"}:
        at = next((j for j in range(k + 1, min(k + 3, stop)) if words[j].cue), k)
        if at == k + 2 and "that" not in words[k + 1].classes:
            at = k
    cue = words[at].cue
    if cue is None or cue.future or cue.form.person == 1 or cue.form.kind == "noun":
        return False
    loose = after_comma or at > k or cue.joined
    if cue.form.kind == "participle":
        found = complement(script, cue, at, stop) if loose or not cue.verb.weak else None
        return found is not None and found.start - at <= 12
    if not loose or (cue.form.kind == "imperfect" and at == k):
        return False
    found = complement(script, cue, at, stop)
    return found is not None and (found.sign in {"A", "Q"} or (found.start - at <= 3 and not cue.verb.weak))


def _accord(script: Script, k: int) -> bool:
    words = script.words
    if "accord" in words[k].classes:
        return is_source(script, k)
    return "on" in words[k].classes and k + 1 < len(words) and "limit" in words[k + 1].classes


SOURCES: Final = frozenset(("outletnoun", "outlet", "document", "owntext", "org", "state", "unnamed", "person", "honorific", "hedgenoun"))


def is_source(script: Script, k: int) -> bool:
    """Whether «according to» at word ``k`` names a source, not a norm, a plan or a measure."""
    words = script.words
    if k + 1 >= len(words):
        return False
    word, following = words[k], words[k + 1]
    if following.mark:
        return script.opens(k + 1) is not None
    if "sofar" in word.classes or "what" in following.classes:
        said = k + 1 if "sofar" in word.classes else k + 2
        return said < len(words) and words[said].cue is not None
    if "quoting" in word.classes:
        return "about" in following.classes
    classes = following.classes | classes_of(following.bare)
    if "norm" in classes:
        return False
    return bool(classes & SOURCES) or ("bysource" in word.classes and not following.classes)
