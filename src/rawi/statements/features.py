"""What the learned parts look at: around a candidate cue, and at every word of its sentence.

Nothing here is a word list: words come in through their classes, their cue reading and their own text, so that the models learn
weights for what the grammar has already named. Features are strings of the form ``name=value``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rawi.arabic.letters import AL
from rawi.statements.clusters import cluster
from rawi.statements.script import COMMAS

if TYPE_CHECKING:
    from rawi.statements.candidates import Candidate
    from rawi.statements.script import Script, Word

LEFT: Final = 70
RIGHT: Final = 120
"""Words of the sentence looked at before and after a cue."""
LABELS: Final = {"C": "content", "S": "subject", "A": "addressee", "M": "medium", "T": "time", "P": "place"}


def cue_features(script: Script, one: Candidate) -> list[str]:
    """Is this a report? The cue's form, its neighbours, and what the grammar found around it."""
    words = script.words
    a, b = one.cue
    first, stop = script.sentence(a)
    out = [f"kind={one.kind}", "bias"]
    if one.word is not None:
        verb, form = one.word.verb, one.word.form
        lemma = verb.lemma
        out += [
            f"lemma={lemma}",
            f"form={lemma}/{form.kind}/{form.gender}{form.number}",
            f"fk={form.kind}/{form.gender}{form.number}",
            f"clitic={bool(form.clitic)}/{verb.object}",
            f"weak={verb.weak}/{form.kind}",
            f"stance={verb.stance}",
            f"joined={one.word.joined}",
            f"lemmaclitic={lemma}/{form.kind}/{form.clitic}",
            f"jussive={form.jussive}",
            f"exact={words[b - 1].text == form.text}/{words[b - 1].text[0]}",
        ]
    else:
        lemma = words[a].text
        out.append(f"lemma={lemma}")
    out.append(f"text={words[a].text}")
    out.append(f"negated={one.word is not None and b - a > 1}")
    after = next((name for name in script.names[b : min(b + 8, stop)] if name != "-"), "-")
    before = next((name for name in reversed(script.names[max(first, a - 8) : a]) if name != "-"), "-")
    out += [f"n+={after.lower()}", f"n-={before.lower()}", f"n+1={script.names[b] if b < stop else '-'}/{one.kind}"]
    for offset in (-3, -2, -1):
        k = a + offset
        out += _near(words[k], offset) if k >= first else [f"w{offset}=BOS"]
    for offset in (0, 1, 2):
        k = b + offset
        out += _near(words[k], offset + 1) if k < stop else [f"w{offset + 1}=EOS"]
    if b < stop:
        out.append(f"l+1={lemma}/{_shape(words[b])}")
        out.append(f"lw+1={lemma}/{words[b].text}")
    if b < stop and not words[b].mark:
        out.append(f"lk+1={lemma}/{cluster(words[b].text)[0]}")
    if a > first and not words[a - 1].mark:
        out.append(f"lk-1={lemma}/{cluster(words[a - 1].text)[0]}")
    if a > first:
        out.append(f"l-1={lemma}/{_shape(words[a - 1])}")
        out.append(f"lw-1={lemma}/{words[a - 1].text}")
    out += _context(script, one, first, stop)
    out += _grammar(script, one, lemma)
    return out


def _context(script: Script, one: Candidate, first: int, stop: int) -> list[str]:
    words = script.words
    a = one.cue[0]
    quoted = words[a].quoted
    line = words[a].line
    out = [
        f"quoted={script.pairs[quoted].kind if quoted >= 0 else '-'}",
        f"head={min(a - first, 4)}",
        f"line={min(line, 2)}/{len(script.lines) > 3}",
        f"length={min((stop - first) // 6, 6)}",
        f"post={len(script.words) < 40}",
    ]
    earlier = [w.cue for w in words[max(first, a - 40) : a] if w.cue is not None and not w.cue.verb.weak]
    out.append(f"earlier={min(len(earlier), 2)}")
    that = next((k for k in range(a - 1, max(first, a - 20) - 1, -1) if "that" in words[k].classes), None)
    out.append(f"that={min(a - that, 8) if that is not None else '-'}")
    return out


def _grammar(script: Script, one: Candidate, lemma: str) -> list[str]:
    draft = one.draft
    if draft is None:
        return ["rule=none", f"rule={lemma}/none"]
    kind = one.word.form.kind if one.word else one.kind
    b = one.cue[1]
    gap = draft.content[0] - b
    out = [
        f"sign={draft.sign}/{kind}",
        f"lsign={lemma}/{kind}/{draft.sign}",
        f"gap={'neg' if gap < 0 else min(gap, 9)}/{draft.sign}",
        f"size={min((draft.content[1] - draft.content[0]) // 3, 5)}",
        f"attributed={draft.attributed}",
        f"start={script.words[draft.content[0]].text}",
        f"subject={draft.subject is not None}/{draft.before}/{kind}",
        f"slots={draft.addressee is not None}{bool(draft.media)}{draft.time is not None}{draft.place is not None}",
    ]
    if draft.subject is not None:
        head = script.words[draft.subject[0]]
        out += [f"sc={c}" for c in head.classes or script.words[draft.subject[0]].bare[:2]]
        out.append(f"shead={head.bare}")
        out.append(f"sname={''.join(dict.fromkeys(script.names[draft.subject[0] : draft.subject[1]])).lower()[:3]}")
        if not head.mark:
            out.append(f"scluster={cluster(head.text)[0]}")
        out.append(f"ssize={min(draft.subject[1] - draft.subject[0], 6)}")
        out.append(f"sal={head.text.startswith(AL)}/{kind}")
    for offset in (0, 1):
        k = draft.content[0] + offset
        if k < len(script.words):
            out.append(f"c{offset}={_shape(script.words[k])}")
    return out


def _near(word: Word, offset: int) -> list[str]:
    coarse, fine = (word.text, word.text) if word.mark else cluster(word.text)
    return [f"w{offset}={word.text}", f"s{offset}={_shape(word)}", f"k{offset}={coarse}", f"f{offset}={fine}"]


def _shape(word: Word) -> str:
    """A word reduced to what the grammar knows of it."""
    if word.mark:
        return "QUOTE" if word.pair >= 0 else word.text
    for name in ORDER:
        if name in word.classes:
            return name
    if word.cue is not None and "never" not in word.classes:
        return f"cue-{word.cue.form.kind}{'+' if word.cue.joined else ''}"
    if word.text[0].isdecimal():
        return "digit"
    if word.bare.startswith(AL):
        return "al"
    return "word"


ORDER: Final = (
    "that",
    "negation",
    "relative",
    "was",
    "aux",
    "unreal",
    "but",
    "while",
    "topic",
    "to",
    "on",
    "anhu",
    "from",
    "in",
    "prep",
    "time",
    "timenoun",
    "accord",
    "press",
    "honorific",
    "person",
    "org",
    "state",
    "outletnoun",
    "outlet",
    "unnamed",
    "document",
    "venue",
    "masdar",
    "switch",
    "saying",
    "adverb",
    "tail",
    "hedgenoun",
    "norm",
)
"""The classes by which a word is known where it has several, the most telling first."""


def static_features(script: Script) -> list[list[str]]:
    """For every word of a story, what holds of it whatever the cue: its shape, its text, its neighbours, its place in quotations."""
    words = script.words
    shapes = [_shape(word) for word in words]
    out: list[list[str]] = []
    last = len(words) - 1
    kinds = [(word.text, word.text) if word.mark else cluster(word.text) for word in words]
    for k, word in enumerate(words):
        before = shapes[k - 1] if k else "BOS"
        after = shapes[k + 1] if k < last else "EOS"
        after2 = shapes[k + 2] if k + 1 < last else "EOS"
        before2 = shapes[k - 2] if k > 1 else "BOS"
        mine = shapes[k]
        quote = "-"
        if word.pair >= 0:
            quote = ("O" if script.opens(k) is not None else "X") + script.pairs[word.pair].kind
        elif word.quoted >= 0:
            quote = "in" + script.pairs[word.quoted].kind
        features = [
            "0" + mine,
            "-1" + before,
            "+1" + after,
            f"<{before}/{mine}",
            f">{mine}/{after}",
            f">>{mine}/{after}/{after2}",
            f"<<{before2}/{before}/{mine}",
            "q" + quote,
            "w" + word.text,
        ]
        coarse, fine = kinds[k]
        left = kinds[k - 1][0] if k else "BOS"
        right = kinds[k + 1][0] if k < last else "EOS"
        features += ["k" + coarse, "f" + fine, f"k<{left}/{coarse}", f"k>{coarse}/{right}", f"ks{mine}/{coarse}", f"kn{right}"]
        name = script.names[k]
        if name != "-" or (k < last and script.names[k + 1] != "-") or (k and script.names[k - 1] != "-"):
            features += [
                "n" + name,
                f"n{script.names[k - 1] if k else '-'}{name}{script.names[k + 1] if k < last else '-'}",
                f"n{name}{mine}",
            ]
        if k < last:
            features.append("w+" + words[k + 1].text)
            if mine in COMMAS and k + 1 < last:
                features.append(f"w++{words[k + 1].text}/{words[k + 2].text}")
        if k:
            features.append("w-" + words[k - 1].text)
        if not word.mark:
            features.append("s" + word.text[-2:])
            features.append("p" + word.text[:2])
        out.append(features)
    return out


def window(script: Script, one: Candidate) -> tuple[int, int]:
    """The words that the tagger reads for a candidate: its sentence, bounded."""
    a, b = one.cue
    first, stop = script.sentence(a)
    return max(first, a - LEFT), min(stop, b + RIGHT)


def word_features(script: Script, one: Candidate, static: list[list[str]]) -> list[list[str]]:
    """For every word of the window: its own features, and where it stands from this cue's point of view."""
    words = script.words
    low, high = window(script, one)
    a, b = one.cue
    kind = one.word.form.kind if one.word else one.kind
    frames = "".join(sorted(one.word.verb.frames)) if one.word else one.kind
    stance = one.word.verb.stance if one.word else one.kind
    rules = _rule_labels(one, low, high)
    inside = words[a].quoted
    that = colon = commas = cues = quotes = stops = 0
    out: list[list[str]] = []
    lemma = one.word.verb.lemma if one.word else words[a].text
    for k in range(low, high):
        word = words[k]
        rule = rules[k - low]
        if k < a:
            side = "L"
            distance = a - k
        elif k < b:
            side, distance = "K", 0
        else:
            side = "R"
            distance = k - b + 1
        bucket = distance if distance < 6 else 6 + min(distance // 8, 5)
        state = f"{side}{min(that, 2)}{min(colon, 1)}{min(cues, 2)}{min(quotes, 1)}"
        shape = static[k][0]
        after = rules[k - low + 1] if k + 1 < high else "."
        before = rules[k - low - 1] if k > low else "."
        features = [
            *static[k],
            side + str(bucket),
            "S" + state,
            f"S{state}{shape}",
            f"K{side}{kind}{shape}",
            f"r{rule}",
            f"r{before}{rule}{after}",
            f"r{rule}{shape}",
            f"r{before}{rule}{static[k][0]}",
            f"r{rule}{after}{static[k][2]}",
            f"F{side}{frames}{shape}",
            f"c{side}{min(commas, 3)}{shape}",
            f"I{side}{(word.quoted == inside)}",
            f"d{side}{min(distance, 3)}{stance}",
            f"d{side}{min(distance, 3)}{kind}{shape}",
        ]
        if side == "R" and distance < 4:
            features.append(f"L{lemma}{distance}{shape}")
        if side == "R" and rule == "C" and before != "C":
            features.append(f"start{lemma}{kind}")
        out.append(features)
        if k == a:
            that = colon = commas = cues = quotes = 0
        if word.mark:
            commas += word.text in COMMAS
            colon += word.text == ":"
            quotes += word.pair >= 0
            stops += word.text == "."
        else:
            that += "that" in word.classes
            cues += k >= b and word.cue is not None and not word.cue.verb.weak and word.cue.form.kind in {"perfect", "participle"}
    return out


def _rule_labels(one: Candidate, low: int, high: int) -> list[str]:
    labels = ["O"] * (high - low)
    a, b = one.cue
    draft = one.draft
    if draft is not None:
        for label, ranges in (
            ("M", draft.media),
            ("T", [draft.time]),
            ("P", [draft.place]),
            ("A", [draft.addressee]),
            ("M", [draft.relay]),
            ("S", [draft.subject]),
            ("C", [draft.content]),
        ):
            for at in ranges:
                if at is not None:
                    for k in range(max(at[0], low), min(at[1], high)):
                        labels[k - low] = label
    for k in range(max(a, low), min(b, high)):
        labels[k - low] = "K"
    return labels
