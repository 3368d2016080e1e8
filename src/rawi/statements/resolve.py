"""Who speaks, and through whom: drafts in order, a state of who speaks now, and the registry of who is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rawi.arabic.inflection import CLITICS
from rawi.arabic.letters import AL, LAM, WAW
from rawi.statements.dependents import matrix_subject
from rawi.statements.media import told_to
from rawi.statements.mentions import clean, key, outlet_name, read_mention, served_office
from rawi.statements.registry import Figure
from rawi.statements.script import classes_of, host
from rawi.statements.verbs import feminine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rawi.model import LinkKind, MentionForm
    from rawi.statements.cast import Entrance
    from rawi.statements.clauses import Range
    from rawi.statements.drafts import Draft
    from rawi.statements.mentions import Named
    from rawi.statements.registry import Registry
    from rawi.statements.script import Script


@dataclass(slots=True)
class Relay:
    """One link before the speaker."""

    name: str
    kind: LinkKind
    at: Range | None
    cue: Range | None = None


@dataclass(slots=True)
class Voice:
    """A draft with its speaker and its chain."""

    draft: Draft
    figure: Figure | None
    form: MentionForm
    resolved_from: int | None = None
    relays: list[Relay] = field(default_factory=list)
    media: list[Relay] = field(default_factory=list)
    parent: int | None = None


OWN: Final = frozenset(("document", "owntext", "venue"))
OWNERS: Final = CLITICS[:3]
OUTSIDE: Final = frozenset(("document", "broadcast"))


def resolve(script: Script, drafts: list[Draft], registry: Registry, cast: Sequence[Entrance] = ()) -> list[Voice]:
    """Give every draft its speaker, its media and its chain. ``cast`` are the people named in the story, if names were looked for."""
    waiting = list(reversed(cast))
    parents = nesting(drafts)
    voices: list[Voice] = []
    current: int | None = None
    for n, draft in enumerate(drafts):
        voice = Voice(draft, None, "elided", parent=parents[n])
        voices.append(voice)
        now = voices[current].figure if current is not None else None
        here = draft.subject[0] if draft.subject is not None else draft.at
        while waiting and waiting[-1].at[0] < here:
            entrance = waiting.pop()
            registry.enter(entrance.named, entrance.entity, entrance.at[0])
        if draft.subject is not None:
            # Whoever is quoted inside another's words, or by whoever speaks now, is somebody else.
            other = parents[n] is not None or draft.passed_on is not None
            _overt(script, voice, registry, None if other else now, cast)
        elif (actor := _switched_to(script, drafts, n, cast) or _acting_before(script, drafts, n, cast)) is not None:
            voice.figure = registry.enter(actor.named, actor.entity, actor.at[0])
        else:
            _elided(voices, n, current)
        if voice.figure is not None and draft.subject is not None and draft.number == "s":
            voice.figure.gender = draft.gender
        voice.media = media_of(script, draft, registry)
        if draft.passed_on is not None and draft.relay is None and now is not None and now.kind == "outlet" and now is not voice.figure:
            voice.media.insert(0, Relay(now.name, "outlet", None, draft.passed_on))
        if parents[n] is None and _keeps_the_floor(script, draft) and voice.figure is not None:
            current = n
    for n in range(len(voices)):
        _chain(voices, n)
    return voices


def _bearer(script: Script, subject: Range, within: Sequence[Entrance]) -> Entrance | None:
    """Whom of the people in a noun phrase it names: who stands at its head or between commas, else the last to whom nothing belongs."""
    own = [entrance for entrance in within if not _of_another(script, subject, entrance)]
    words = script.words
    heads = [
        entrance
        for entrance in own
        if (entrance.at[0] == subject[0] or words[entrance.at[0] - 1].mark) and (entrance.at[1] >= subject[1] or words[entrance.at[1]].mark)
    ]
    return next(iter([*heads, *reversed(own)]), None)


def _joint(script: Script, subject: Range, within: Sequence[Entrance]) -> str | None:
    """The names of people who speak together, joined: «X and his deputy Y», «X and Y»."""
    words = script.words
    own = [entrance for entrance in within if not _of_another(script, subject, entrance)]
    names = [own[0].named.name] if own else []
    for one, other in pairwise(own):
        between = words[one.at[1]] if one.at[1] < subject[1] else None
        if between is None or between.text[0] != WAW or not (one.at[1] == other.at[0] or "person" in classes_of(host(between.text))):
            return None
        names.append(other.named.name)
    return f" {WAW}".join(names) if len(names) > 1 else None


def _of_another(script: Script, subject: Range, inside: Entrance) -> bool:
    """Whether the name in a noun phrase is not whom the phrase names: «a spokesman of X», «X's lawyer»."""
    a, b = subject
    words = script.words
    if inside.at[1] < b and inside.at[0] > a and not words[inside.at[1]].mark:
        return not (_titles(script, inside.at[0] - 1) and _titles(script, inside.at[1]))
    at = inside.at[0] - 1
    while at > a and words[at].pair >= 0:
        at -= 1
    before = words[at] if inside.at[0] > a else None
    if before is None or before.mark:
        return False
    return bool((before.classes | classes_of(before.bare)) & {"prep", "org", "outletnoun"}) or (
        at == a and not before.text.startswith(AL) and not before.classes & {"honorific"}
    )


def _titles(script: Script, k: int) -> bool:
    """Whether word ``k`` is a title with its article, which stands beside a name («the director X the manager of …»)."""
    word = script.words[k]
    return word.text.startswith(AL) and bool(word.classes & {"person", "honorific"})


def _keeps_the_floor(script: Script, draft: Draft) -> bool:
    """Whether who speaks here goes on speaking: not a source in passing, and not in a relative clause."""
    if draft.kind == "accord" or not draft.attributed or draft.names_nobody:
        return False
    if draft.kind == "noun" and draft.relay is None and draft.subject is None:
        return False
    aside = draft.at > 0 and "relative" in script.words[draft.at - 1].classes
    return not (aside and draft.verb is not None and draft.verb.object == "c")


def _overt(script: Script, voice: Voice, registry: Registry, now: Figure | None, cast: Sequence[Entrance]) -> None:
    draft = voice.draft
    assert draft.subject is not None
    named = read_mention(script, draft.subject)
    a, b = draft.subject
    within = [entrance for entrance in cast if a <= entrance.at[0] and entrance.at[1] <= b]
    if (both := _joint(script, draft.subject, within)) is not None:
        voice.figure, voice.form = Figure(both, "person", last=a, several=True), "named"
        return
    inside = _bearer(script, draft.subject, within)
    if inside is not None and named.kind in {"person", "unnamed"}:
        voice.figure = registry.enter(inside.named, inside.entity, a)
        voice.figure.served |= (served := served_office(word.text for word in script.words[a:b])) - inside.named.words
        voice.figure.titles |= {key(word.bare) for word in script.words[a:b] if not word.mark} - inside.named.words - served
        voice.form = "named" if inside.at[1] - inside.at[0] > 1 else "partial"
        return
    if "style" in script.words[a].classes and b - a == 1 and (person := _styled(registry, now, cast, a)) is not None:
        voice.figure, voice.form = person, "role"
        return
    later = _named_later(named, a, cast) if named.form == "role" and registry.known(named, now) is None else None
    if later is not None:
        voice.figure, voice.form = registry.enter(later.named, later.entity, a), "role"
        return
    voice.figure, voice.form = registry.note(named, a, now), named.form
    if named.form in {"org", "outlet", "unnamed"} and named.definite and len(named.words) == 1 and clean(voice.figure.name) != named.name:
        voice.form = "role"


def _styled(registry: Registry, now: Figure | None, cast: Sequence[Entrance], at: int) -> Figure | None:
    """Whom «His Highness» means: the person who speaks now, or the one named last before."""
    if now is not None and now.kind == "person":
        return now
    before = next((entrance for entrance in reversed(cast) if entrance.at[0] < at), None)
    return registry.enter(before.named, before.entity, at) if before is not None else None


def _named_later(named: Named, at: int, cast: Sequence[Entrance]) -> Entrance | None:
    """The one person named farther on whose title holds every word of a role: «a spokesman of the army … the spokesman of the army X»."""
    fitting = {
        entrance.entity: entrance
        for entrance in reversed(cast)
        if entrance.at[0] > at and named.words <= entrance.named.titles | (entrance.named.served if named.served else frozenset())
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def nesting(drafts: list[Draft]) -> list[int | None]:
    """For each draft the innermost other one whose content holds its cue."""
    out: list[int | None] = []
    for n, draft in enumerate(drafts):
        best: int | None = None
        at = draft.cue or draft.content
        for m, other in enumerate(drafts):
            inside = other.content[0] <= at[0] and at[1] <= other.content[1]
            if m == n or not inside or (draft.content[0] <= other.content[0] and other.content[1] <= draft.content[1] and m > n):
                continue
            if best is None or other.content[1] - other.content[0] < drafts[best].content[1] - drafts[best].content[0]:
                best = m
        out.append(best)
    return out


def _switched_to(script: Script, drafts: list[Draft], n: int, cast: Sequence[Entrance]) -> Entrance | None:
    """Whom a sentence turns to that begins with «for his part» and names somebody before its first report without a subject."""
    draft = drafts[n]
    first, _ = script.sentence(draft.at)
    turns = any("switch" in word.classes for word in script.words[first : first + 2])
    if not turns or draft.kind != "verb" or draft.names_nobody or (n > 0 and drafts[n - 1].at >= first):
        return None
    return next((entrance for entrance in cast if first <= entrance.at[0] < draft.at), None)


def _acting_before(script: Script, drafts: list[Draft], n: int, cast: Sequence[Entrance]) -> Entrance | None:
    """Who acts in the sentence before a report without a subject, where nobody speaks in it: «X found proof. She said …».

    Only a person with a name counts, and a verb of the same gender; «he added» goes on with whoever spoke before.
    """
    draft = drafts[n]
    first, _ = script.sentence(draft.at)
    if draft.kind != "verb" or draft.at != first or first == 0 or not draft.attributed or draft.number != "s" or draft.names_nobody:
        return None
    begin, end = script.sentence(first - 1)
    spoken = n > 0 and (drafts[n - 1].at >= begin or drafts[n - 1].content[1] > begin)
    if spoken or (n > 0 and draft.verb is not None and draft.verb.continues):
        return None
    subject = matrix_subject(script, begin, end)
    if subject is None or feminine(script.words[begin].text) != (draft.gender == "f"):
        return None
    return next((entrance for entrance in cast if subject[0] <= entrance.at[0] and entrance.at[1] <= subject[1]), None)


def _elided(voices: list[Voice], n: int, current: int | None) -> None:
    """An elided speaker goes on from the statement before at the same level: inside a content, or at the top."""
    voice = voices[n]
    draft = voice.draft
    if (
        not draft.attributed
        or draft.names_nobody
        or (draft.kind == "noun" and not draft.possessed and draft.relay is None)
        or draft.kind == "accord"
    ):
        return
    source = _agreeing(voices, draft, current)
    if voice.parent is None and _goes_on_inside(voices, n):
        source = n - 1
    elif voice.parent is not None:
        siblings = [m for m in range(n) if voices[m].parent == voice.parent and voices[m].figure is not None]
        source = siblings[-1] if siblings else voice.parent if voice.parent < n else current
    figure = voices[source].figure if source is not None else None
    alone = figure is not None and figure.kind == "person" and not figure.several
    if figure is not None and not (alone and draft.number == "p"):  # «they said» is not said by one person
        voice.figure, voice.resolved_from = figure, source


def _goes_on_inside(voices: list[Voice], n: int) -> bool:
    """Whether a participle goes on with whom another quoted just before, up to the end of his words: «X said that Y asked …, stressing».

    «Adding» goes on with X.
    """
    draft = voices[n].draft
    before = voices[n - 1] if n else None
    if before is None or before.parent is None or before.figure is None or draft.kind != "participle":
        return False
    outer = voices[before.parent].draft.content[1]
    return before.draft.content[1] >= outer - 1 and not (draft.verb is not None and draft.verb.continues)


def _agreeing(voices: list[Voice], draft: Draft, current: int | None) -> int | None:
    """Who speaks now, unless the verb's gender says that it is somebody else: then the last one whom it fits."""
    now = voices[current].figure if current is not None else None
    if now is None or draft.number != "s" or not draft.gender or now.gender in {"", draft.gender}:
        return current
    for n in range(len(voices) - 1, -1, -1):
        figure = voices[n].figure
        if figure is not None and figure.gender == draft.gender and voices[n].parent is None and voices[n].draft.kind != "accord":
            return n
    return current


def media_of(script: Script, draft: Draft, registry: Registry) -> list[Relay]:
    """The media of a draft as links: relays that pass words on, and the speaker's own texts."""
    out: list[Relay] = []
    if draft.relay is not None:
        named = read_mention(script, draft.relay)
        figure = registry.note(named, draft.relay[0])
        out.append(Relay(figure.name, _link_kind(script, draft.relay, figure.kind), draft.relay, draft.relay_cue))
    occasion = draft.place if draft.place is not None and told_to(script, draft.place, prepositions=True) is not None else None
    for at in [*draft.media, *([occasion] if occasion is not None else [])]:
        if draft.relay is not None and at[0] < draft.relay[1] and draft.relay[0] < at[1]:
            continue
        relay = _medium(script, told_to(script, at, prepositions=True) or at, registry)
        if all(relay.name != other.name for other in out):
            out.append(relay)
    return out


def _medium(script: Script, at: Range, registry: Registry) -> Relay:
    words = script.words
    a, b = at
    inner = next((k for k in range(a, b) if not words[k].mark and "prep" not in words[k].classes and words[k].text != LAM), a)
    classes = classes_of(words[inner].bare) | words[inner].classes
    own = [k for k in range(inner, b) if words[k].classes & {"owntext"}]
    outlet = next((k for k in range(inner, b) if _names_outlet(script, k)), None)
    if words[inner].text.endswith(OWNERS) and classes & {"unnamed", "outletnoun"}:
        return Relay(clean(script.folded(inner, b)), "broadcast", at)
    if outlet is not None and not own:
        return _outlet(script, at, outlet, registry)
    if own or classes & OWN:
        return Relay(clean(words[own[0] if own else inner].bare), "document", at)
    quoted = next((k for k in range(a, b) if script.opens(k) is not None), None)
    unknown = words[a].text[0] == LAM and words[a].text != words[a].bare and not classes
    if quoted is not None or words[a].text == LAM or unknown:
        # A quotation that opens on nothing has no name to give.
        name = outlet_name(script, quoted, b) if quoted is not None else ""
        return Relay(name or outlet_name(script, inner, b), "outlet", at)
    if classes & {"unnamed", "org"}:
        named = read_mention(script, (inner, b))
        return Relay(registry.note(named, a).name, _link_kind(script, (inner, b), named.kind), at)
    return Relay(clean(words[inner].bare), "document", at)


def _outlet(script: Script, at: Range, first: int, registry: Registry) -> Relay:
    """The medium whose name or noun begins at word ``first`` of a phrase, up to the preposition that leads on."""
    a, b = at
    words = script.words
    end = next((k for k in range(first + 1, b) if words[k].classes & {"prep", "anhu", "relative"}), b)
    if script.names[first] == "M" and not words[first].classes:
        name = clean(script.folded(first, end))
        return Relay(name.removeprefix(LAM) if first == a else name, "outlet", at)
    named = read_mention(script, (first, end))
    return Relay(registry.note(named, a).name, _link_kind(script, (first, end), "outlet"), at)


def _names_outlet(script: Script, k: int) -> bool:
    """Whether word ``k`` begins the name of a medium, or is a noun for one."""
    word = script.words[k]
    return bool((classes_of(word.bare) | word.classes) & {"outletnoun", "outlet"}) or script.names[k] == "M"


def _link_kind(script: Script, at: Range, kind: str) -> LinkKind:
    words = script.words[at[0] : at[1]]
    if kind == "unnamed":
        return "unnamed"
    if any(classes_of(word.bare) & {"agencynoun"} for word in words):
        return "agency"
    if kind in {"person", "organisation"}:
        return "person" if kind == "person" else "organisation"
    return "journal" if any(classes_of(word.bare) & {"journalnoun"} for word in words) and words[0].text.startswith(AL) else "outlet"


def _chain(voices: list[Voice], n: int) -> None:
    voice = voices[n]
    relays = [relay for relay in voice.media if relay.kind not in OUTSIDE and (voice.figure is None or relay.name != voice.figure.name)]
    inside = voices[voice.resolved_from] if voice.resolved_from is not None and voice.parent is None else None
    if inside is not None and inside.parent is not None:
        relays = relays or list(inside.relays)
    elif not relays and voice.parent is None and voice.draft.kind != "accord":
        for other in reversed(voices[:n]):
            if other.figure is not None and other.figure is voice.figure and other.parent is None and other.draft.kind != "accord":
                relays = list(other.relays)
                break
    if voice.parent is not None:
        outer = voices[voice.parent]
        if outer.figure is not None and outer.figure is not voice.figure:
            kind: LinkKind = "person" if outer.figure.kind == "person" else "unnamed" if outer.figure.kind == "unnamed" else "organisation"
            relays = [*_outer_relays(voices, voice.parent), Relay(outer.figure.name, kind, None), *relays]
        else:
            relays = [*_outer_relays(voices, voice.parent), *relays]
    voice.relays = relays


def _outer_relays(voices: list[Voice], parent: int) -> list[Relay]:
    outer = voices[parent]
    if not outer.relays and outer.media:
        return [relay for relay in outer.media if relay.kind not in OUTSIDE]
    return outer.relays
