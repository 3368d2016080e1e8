"""What the words of a mention say by themselves: a name, a title, and what kind of speaker they make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from rawi.arabic import Fold, folded
from rawi.arabic.inflection import CLITICS
from rawi.arabic.letters import AL, LAM, TEH_MARBUTA, WAW, YEH
from rawi.statements.clusters import is_verb
from rawi.statements.script import COMMAS, PERSON, classes_of, host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.model import MentionForm, SpeakerKind
    from rawi.statements.clauses import Range
    from rawi.statements.script import Script, Word

NOT_A_NAME: Final = frozenset(
    (
        "person",
        "honorific",
        "org",
        "state",
        "prep",
        "unnamed",
        "outletnoun",
        "document",
        "relative",
        "aux",
        "that",
        "time",
        "timenoun",
        "venue",
        "while",
        "negation",
        "aside",
        "adverb",
        "what",
        "quantity",
        "self",
    )
)
"""Classes whose words belong to no personal name."""
AFTER_NAME: Final = frozenset(("person", "prep", "relative", "unnamed"))
LONGEST_NAME: Final = 6
"""Words that a personal name may have."""
_MARKS: Final = str.maketrans(dict.fromkeys("\"\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019'#@()[]{}_", " "))


@dataclass(slots=True)
class Named:
    """A mention read on its own."""

    name: str
    title: str | None
    kind: SpeakerKind
    form: MentionForm
    words: frozenset[str]
    """Its name's words, search-folded and without the article; those of the whole phrase where it has no personal name."""
    titles: frozenset[str]
    """The words of the title, without those of an office that its bearer only serves."""
    definite: bool
    document: bool = False
    served: frozenset[str] = frozenset()
    """The words of the office that the bearer of the title serves: «the deputy of | the head of the government» is no head."""


@cache
def key(word: str) -> str:
    """A word as names are compared: search fold, no article."""
    bare = folded(word, Fold.SEARCH)
    return bare[2:] if bare.startswith(AL) and len(bare) > 4 else bare


def keys(text: str) -> frozenset[str]:
    """The keys of the words of a text."""
    return frozenset(key(word) for word in clean(text).split())


def served_office(title: Iterable[str]) -> frozenset[str]:
    """The words of a title, in order, that name whom its bearer serves: from an aide's word on, up to a second office or a mark.

    «The deputy of | the prime minister |, the minister of X».
    """
    found: set[str] = set()
    offices: int | None = None
    for word in title:
        classes = classes_of(word) | classes_of(host(word))
        if "aide" in classes:
            offices = 0
        elif offices is None:
            continue
        elif not word[0].isalpha() or classes & {"honorific"} or (offices and "person" in classes):
            offices = None
        else:
            offices += "person" in classes
            found.add(key(host(word)))
    return frozenset(found)


def clean(text: str) -> str:
    """A name without quotation marks, brackets, hashes and underscores, and without commas at its ends."""
    return " ".join(text.translate(_MARKS).split()).strip(" ,\u060c-\u2013:.")


def read_mention(script: Script, at: Range) -> Named:
    """What the words of a mention say by themselves."""
    a, b = _without_particle(script, at)
    first = script.words[a]
    head = first.bare if first.bare != first.text else first.text
    classes = classes_of(head) | first.classes
    if _is_team(script, a, b):
        classes -= {"person", "honorific"}
    whole = _text(script, a, b)
    all_words = keys(whole)
    kind, form = _kind_of(classes)
    definite = head.startswith(AL)
    if kind == "document":
        author = _author(script, a, b) or _author_after(script, b)
        return Named(author or whole, None, "document", "document", all_words, frozenset(), definite and not author, document=True)
    if kind == "outlet":
        # «The channel» means one told of before; «Al-Wadi» with the same article is a name.
        return Named(outlet_name(script, a, b), None, kind, form, all_words, frozenset(), definite and "outletnoun" in classes)
    if kind == "organisation" and not classes & {"person"}:
        return Named(whole, None, kind, form, all_words, frozenset(), definite)
    name, title = split_name(script, a, b)
    text = _text(script, *name) if name is not None else ""
    served = served_office(word.text for word in script.words[a:b])
    if text:
        named = keys(text)
        return Named(
            text,
            _text(script, *title) if title else None,
            "person",
            "named" if len(named) > 1 else "partial",
            named,
            all_words - named - served,
            True,
            served=served - named,
        )
    if kind != "person":
        return Named(whole, None, kind, form, all_words, frozenset(), definite)
    return Named(whole, None, kind, form, all_words, all_words - served, definite or b - a > 2, served=served)


def _is_team(script: Script, k: int, b: int) -> bool:
    """Whether what may be a rank is a body here, since an adjective and no name follows it («the medical team», not «General X»)."""
    described = k + 1 < b and script.words[k + 1].text.startswith(AL) and script.names[k + 1] not in PERSON
    return described and {"org", "honorific"} <= script.words[k].classes


def _without_particle(script: Script, at: Range) -> Range:
    """Without quotation marks round the whole, and without «himself» behind it."""
    a, b = at
    words = script.words
    while b > a + 1 and "self" in words[b - 1].classes:
        b -= 1
    while a < b - 1 and words[a].mark and script.opens(a) is None and words[a].text not in {"#", "("}:
        a += 1
    if script.opens(a) is not None and a + 1 < b:
        a += 1
    return a, b


def _text(script: Script, a: int, b: int) -> str:
    words = script.words
    first = words[a]
    particle = (
        first.bare != first.text and not first.mark and (first.text[0] == LAM or (first.text[0] == WAW and first.bare.startswith(AL)))
    )
    head = first.bare if particle else first.text
    return clean(" ".join([head, *(word.text for word in words[a + 1 : b])]))


def _kind_of(classes: frozenset[str]) -> tuple[SpeakerKind, MentionForm]:
    if classes & {"outletnoun", "outlet"}:
        return "outlet", "outlet"
    if classes & {"document", "owntext"}:
        return "document", "document"
    if classes & {"person", "honorific"}:
        return "person", "role"
    if classes & {"org", "state"}:
        return "organisation", "org"
    return "unnamed", "unnamed"


def _author(script: Script, a: int, b: int) -> str | None:
    """Who is behind a document: «a study that researchers prepared», «a statement of the ministry»."""
    words = script.words
    for k in range(a + 1, b - 1):
        word = words[k]
        if (
            not word.mark
            and not word.text.startswith(AL)
            and word.text.endswith(CLITICS[:2])
            and not word.classes
            and len(word.text) > 3
            and words[k + 1].text[0] != LAM
        ):
            return clean(script.folded(k + 1, b))
        if k > a and (word.classes | classes_of(word.bare)) & {"org", "state", "outletnoun", "outlet"} and "prep" not in word.classes:
            return _text(script, k, b)
    return None


def _author_after(script: Script, b: int) -> str | None:
    """«The study | that researchers of … prepared»: who stands after the verb of a relative clause that follows."""
    words = script.words
    if b >= len(words):
        return None
    _, stop = script.sentence(b)
    k = b + 1 if "relative" in words[b].classes else b
    if (
        k + 1 >= stop
        or words[k].mark
        or not words[k].text.endswith(CLITICS[:2])
        or (not is_verb(words[k].text) and "relative" not in words[b].classes)
    ):
        return None
    end = next((j for j in range(k + 1, min(stop, k + 12)) if words[j].mark or "that" in words[j].classes), min(stop, k + 12))
    return clean(script.folded(k + 1, end)) if end > k + 1 and "prep" not in words[k + 1].classes else None


def split_name(script: Script, a: int, b: int) -> tuple[Range | None, Range | None]:
    """Where the personal name stands in a noun phrase, and where the title."""
    words = script.words
    if (quoted := _quoted_name(script, a, b)) is not None:
        return quoted, (a, quoted[0] - 1) if quoted[0] - 1 > a else None
    found = _apposed_name(script, a, b) or _after_honorific(script, a, b)
    if found is not None:
        return found
    first = next((k for k in range(a, b) if not nameish(words[k])), b)
    if first == b:
        described = words[a].text.startswith(AL) and b - a > 1 and "_" not in words[a].text
        return (None, None) if described or b - a > LONGEST_NAME else ((a, b), None)
    if first > a and (words[first].classes | classes_of(words[first].bare)) & {"person", "unnamed"} and not words[a].text.startswith(AL):
        return (a, first), (first, b)
    return _name_at_end(script, a, b)


def _after_honorific(script: Script, a: int, b: int) -> tuple[Range, Range | None] | None:
    """«Director of … Dr X»: the name begins after the last honorific."""
    words = script.words
    honorific = [k for k in range(a, b) if "honorific" in words[k].classes]
    if not honorific or honorific[-1] + 1 >= b or not nameish(words[honorific[-1] + 1]):
        return None
    k = honorific[-1] + 1
    while k + 1 < b and words[k].text.startswith(AL) and nameish(words[k + 1]) and not words[k + 1].text.startswith(AL):
        k += 1  # «the ambassador | the former | X»
    end = k
    while end < b and not words[end].classes & AFTER_NAME and words[end].text not in COMMAS:
        end += 1
    if honorific[0] > a:
        return (k, end), (a, honorific[0])
    return (k, end), ((end, b) if end < b else None)


def _quoted_name(script: Script, a: int, b: int) -> Range | None:
    """«Member of parliament “X Y”»: a short quotation that ends the phrase, after a person's title."""
    words = script.words
    if not (words[a].classes | classes_of(words[a].bare)) & {"person", "honorific"}:
        return None
    for k in range(a + 1, b - 1):
        if script.opens(k) is not None and script.after_pair(k) >= b and 2 <= b - k <= 6:
            if _is_body(words[k - 1]):  # «the director of the company “X”»
                return None
            last = b - 1 if words[b - 1].mark else b
            return (k + 1, last) if last > k + 1 and all(nameish(word) for word in words[k + 1 : last]) else None
    return None


def _apposed_name(script: Script, a: int, b: int) -> tuple[Range, Range | None] | None:
    """A name between or after commas, beside its title."""
    words = script.words
    commas = [k for k in range(a, b) if words[k].mark and words[k].text in COMMAS]
    if not commas:
        return None
    pieces = [(start, end) for start, end in zip([a, *(k + 1 for k in commas)], [*commas, b], strict=True) if start < end]
    for n, piece in enumerate(pieces):
        if all(nameish(word) for word in words[piece[0] : piece[1]]) and piece[1] - piece[0] <= 6:
            others = [other for m, other in enumerate(pieces) if m != n]
            return piece, others[0] if others else None
    for piece in pieces:
        name, title = split_name(script, *piece)
        if name is not None:
            return name, title
    return None


def _name_at_end(script: Script, a: int, b: int) -> tuple[Range | None, Range | None]:
    words = script.words
    if not (words[a].classes | classes_of(words[a].bare)) & {"person", "honorific"}:
        return None, None
    last = b
    while last > a + 1 and nameish(words[last - 1]) and not (words[last - 1].bare.startswith(AL) and _attribute(script, a, last - 1)):
        last -= 1
    if last >= b:
        return None, None
    before = words[last - 1]
    if _is_body(before) and not before.bare.startswith(AL):  # «the director of | the company X»: the name is the company's
        return None, None
    sure = (
        before.mark
        or before.text.startswith((AL, LAM + LAM))
        or bool(before.classes & {"state", "honorific", "person"})
        or before.bare.startswith(AL)
    )
    return ((last, b), (a, last)) if sure or b - last > 1 else (None, None)


def _is_body(word: Word) -> bool:
    """Whether a word is a noun of a body or a medium, whose name follows it."""
    return bool((word.classes | classes_of(word.bare)) & {"org", "outletnoun"})


def _attribute(script: Script, a: int, k: int) -> bool:
    """Whether a word with the article at ``k`` still belongs to the title: an adjective or the second part of a construct before it."""
    before = script.words[k - 1]
    return k - 1 >= a and (before.text.startswith(AL) or before.bare.startswith(AL) or not nameish(before) or k - 1 == a)


def nameish(word: Word) -> bool:
    """Whether a word may belong to a personal name: no title, body, preposition or other known word."""
    if word.mark:
        return word.pair >= 0 or word.text in {"#", "-", "'"}
    if word.text[0].isdecimal():
        return False
    return not (word.classes | classes_of(word.bare)) & NOT_A_NAME


def outlet_name(script: Script, a: int, b: int) -> str:
    """A medium's own name: what stands in marks, else what follows its kind; agencies, and «local papers» of no name, keep the word."""
    words = script.words
    for k in range(a + 1, b):  # «the programme X on channel Y» is channel Y
        if "outletnoun" in words[k].classes and words[k - 1].classes & {"prep"}:
            return outlet_name(script, k, b)
    for k in range(a, b):
        inside = clean(script.folded(k, min(script.after_pair(k), b))) if script.opens(k) is not None else ""
        if inside and script.after_pair(k) <= b + 1:
            return inside
    for k in range(a, b - 2):
        if words[k].text == "(" and k == a + 1:
            close = next((j for j in range(k + 1, b) if words[j].text == ")"), None)
            if close is not None:
                return clean(script.folded(k + 1, close))
    head = words[a].bare
    own = clean(script.folded(a + 1, b)) if b - a > 1 else ""
    described = (
        b - a > 1 and script.names[a + 1] == "-" and words[a + 1].text.endswith((TEH_MARBUTA, YEH)) and not words[a + 1].text.startswith(AL)
    )
    if own and not described and "outletnoun" in classes_of(head) and "agencynoun" not in classes_of(head) and not head.startswith(AL):
        return own
    return clean(" ".join([host(words[a].text), *(word.text for word in words[a + 1 : b])]))
