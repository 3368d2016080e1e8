"""Labels: the words by which a site says that a line is not the story's own text, or what kind of line it is.

The words are in ``data/furniture.tsv``. HTML and plain text are read with the same table, so that a flattened page loses the same lines.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple, cast
from unicodedata import category

from rawi.arabic import folded
from rawi.arabic.letters import AL
from rawi.data import table, words
from rawi.limits import LABELS_KEPT

LabelKind = Literal["furniture", "teaser", "comment", "credit", "share", "caption", "byline", "date"]
Scope = Literal[
    "line",
    "prefix",
    "heading_until_end",
    "linked",
    "dated",
    "number",
    "call",
    "place",
    "channel",
    "within",
    "event",
    "publishing",
    "offer",
    "readers",
    "counted",
    "begins",
    "names",
    "holds",
]

PREFIX_LENGTH: Final[dict[LabelKind, int]] = {
    "furniture": 400,
    "teaser": 220,
    "comment": 700,
    "credit": 160,
    "share": 80,
    "caption": 300,
    "byline": 80,
    "date": 120,
}
"""The longest line, in code points, that a label at its beginning can claim; a paragraph that merely opens with such words stays text."""

LINE_LENGTH: Final = 60
"""No whole-line label is longer."""

_CALL_LENGTH: Final = 250
_LONGEST: Final = 700

_EDGES: Final = " \t\n:.…\u2026،,؛;!؟?-–—_|/\\«»\"'()[]{}<>*•·»›‹«▼▲►◄↓↑+#&=~\u200e\u200f"
_PICTURES_FROM: Final = 0x2190
"""Arrows, signs and emoji begin here."""
_AS_PICTURE: Final = "\ufe0f"
_ADORNED: Final = 12
_CONTACT: Final = re.compile(r"([^:@/]{2,30}):?\s{0,3}(?:@[\w.]{2,40}|(?:https?://)?[\w-]{1,40}(?:\.[\w-]{1,40}){1,3}/\S{0,80})$")
"""The name of a network and an address in it."""
_CHANNEL: Final = re.compile(r"([^/:@]{5,80}):?\s(?:https?://)?(?:www\.)?[\w-]{1,40}\.[a-z]{2,6}/\S{1,80}$")
"""A few words and an address at the line's end."""
_ACTIONS: Final = re.compile(r"(?:\[[^\[\]]{2,24}\]\W{0,4}){2,8}$")
"""Links of an old template, each in brackets."""
_PARTS: Final = re.compile("[\\[\\]|\u2022\u00b7:/\u00ab\u00bb]")
_BARS: Final = re.compile("[|\u2022\u00b7]")
_WORD: Final = re.compile(r"\w+")
_DATE: Final = re.compile(r"\d[-/.]\d{1,2}[-/.]\d")
"""What is more than the count that a label may carry («share 12»)."""
_LABEL_OF_DATE: Final = re.compile(
    r"([^\d:|/\u2013\u2014-]{3,60}):\s{0,3}(?:[^\W\d_]{3,12}\W{1,3}){0,2}"
    r"(?:\d{1,4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d|\d{1,2}\s{0,2}[/.-]?\s{0,2}[^\W\d_]{3}|\d{1,2}[,\u060c]?\s{1,2}\d{4})"
)
_BOTH_ENDINGS: Final = re.compile(r"(?<!\w)([^\W\d_]{3,12})/\s?(?:\1[^\W\d_]{0,3}|[^\W\d_]{1,2})(?!\w)")
"""A word with its ending for a woman behind a stroke: all of the word again, or the ending alone."""
_QUOTES: Final = '"\u201c\u201d\u00ab\u2018\u2019'
_COUNTED: Final = re.compile(f"[\\s\u200e\u200f]{{0,3}}(\\d{{1,4}}\\s{{1,3}})?([^\\d{_QUOTES}]{{3,30}}?)\\s{{0,3}}[{_QUOTES}]")
"""What stands before the title in «3 comments on “title”»."""
_COUNT: Final = re.compile(r" \d{1,5} ")
"""How many there are, between the words of a label: «there are 3 comments»."""
_COUNTED_LENGTH: Final = 250
_PARTICLE: Final = 2
"""Words of so few letters do not say what a date is of."""
"""Words and a colon right before a date or its weekday; a row of several fields is no label."""
_SPACE_BEFORE_COLON: Final = re.compile(r" (?=:)")


class Label(NamedTuple):
    """A label found in a line."""

    kind: LabelKind
    scope: Scope
    form: str
    """The form as the table has it: the reason to show."""
    note: str = ""


def label_of(line: str) -> Label | None:
    """The label that ``line`` is or begins with, if any; a whole-line label wins over a prefix, the longest prefix over a shorter one.

    Args:
        line: the text of one block or one line of flattened text.
    """
    return _label_of(line) if len(line) <= _LONGEST else None


@lru_cache(maxsize=LABELS_KEPT)
def _label_of(line: str) -> Label | None:
    key = _key(line) if len(line) <= _CALL_LENGTH else ""
    if key and len(line) <= LINE_LENGTH * 2 and (label := _lines().get(key)) and not _DATE.search(line):
        return label
    return _prefix_of(line) or (_call_of(key) if key else None) or _row_of(line)


def without_labels(line: str) -> str:
    """A short line without the labels of whole lines at its end («… leave a comment»)."""
    words = line.split()[: LINE_LENGTH * 2]
    while words and (count := next((n for n in (3, 2, 1) if n < len(words) and _ends_in_label(words[-n:])), 0)):
        del words[-count:]
    return " ".join(words)


def _ends_in_label(words: list[str]) -> bool:
    """Whether words without a figure are the label of a whole line."""
    line = " ".join(words)
    return bool(key := _key(line)) and key in _lines() and not any(map(str.isdigit, line))


def _row_of(line: str) -> Label | None:
    """A short line that is nothing but labels side by side, links in brackets, or where an outlet is found in a network."""
    if len(line) > LINE_LENGTH * 2:
        return None
    if contact := _CONTACT.match(_unadorned(line)):
        return found if (found := _lines().get(_key(contact[1]))) and found.kind == "share" else None
    if (channel := _CHANNEL.match(line.strip())) and (invites := _invited(_key(channel[1]))):
        return invites
    if _ACTIONS.match(line.strip()):
        return Label("furniture", "line", "[ ]")
    parts = [_lines().get(_key(part)) for part in _PARTS.split(line) if part.strip()]
    return parts[0] if len(parts) > 1 and all(parts) else None


def _invited(key: str) -> Label | None:
    """Words that name a network behind an invitation, which only an address after them makes one."""
    if not any(f" {form}" in key for form, _ in _scoped("place")):
        return None
    return next((label for form, label in _scoped("channel") if key.startswith(f"{form} ")), None)


def _call_of(key: str) -> Label | None:
    """A short line that asks to follow the outlet elsewhere, or that says whose opinion a text is, wherever in it the words stand."""
    if disclaimer := next((label for form, label in _scoped("within") if form in key), None):
        return disclaimer
    call = next((label for form, label in _scoped("call") if key.startswith(form)), None)
    if call and any(f" {form}" in key for form, _ in _scoped("place")):
        return call
    offer = next((label for form, label in _scoped("offer") if key.startswith(f"{form} ")), None)
    return offer if offer and any(f" {form}" in key for form, _ in _scoped("readers")) else _pair_of(f" {key} ")


def _pair_of(key: str) -> Label | None:
    """What two forms of one note together say of a line: how it begins or what it names, and what else it holds."""
    found = _WORD.search(key)
    for form, label in _openings().get(found.group() if found else "", ()):
        if key.startswith(f" {form}") and any(other in key for other in _held(label.note)):
            return label
    return next(
        (label for form, label in _scoped("names") if f" {form} " in key and any(other in key for other in _held(label.note))), None
    )


def calls_reader(line: str) -> bool:
    """Whether ``line`` is or begins with a call to follow, subscribe or install, or asks for money."""
    label = label_of(line)
    return label is not None and (label.scope == "call" or label.note.startswith(("call", "asks")))


def skips_insert(line: str) -> bool:
    """Whether ``line`` offers to skip what stands below it and to go on reading."""
    label = label_of(line)
    return label is not None and label.note.startswith("skips")


def labels_of(line: str) -> frozenset[tuple[LabelKind, Scope]]:
    """Every kind and scope that the table gives to ``line`` as a whole."""
    return _scopes().get(_key(line), frozenset()) if len(line) <= LINE_LENGTH * 2 else frozenset()


def opens_section(line: str) -> Label | None:
    """The label of a heading that opens a section of another kind («related stories», «3 comments on “…”»), if ``line`` is one."""
    if len(line) <= LINE_LENGTH * 2 and (label := _sections().get(key := _key(line)) or _sections().get(_COUNT.sub(" ", key))):
        return label
    counted = _COUNTED.match(line) if len(line) <= _COUNTED_LENGTH else None
    words = "0 " * bool(counted[1]) + " ".join(folded(counted[2]).split()).casefold() if counted else ""
    return _counted().get(words)


def linked_label(text: str) -> Label | None:
    """The label of the site's rules («terms of use») to which ``text`` leads, to be asked of a piece that holds links."""
    key = _key(text)
    return next((label for form, label in _scoped("linked") if form in key), None)


def dates_issue(line: str) -> bool:
    """Whether a dated ``line`` is that of a paper's issue («Monday 18 April 2005 - issue 13447»), no count of visitors."""
    said = _WORD.findall(folded(line))
    return any(word in _issue_words() and (word.startswith(AL) or _is_numbered(said[i + 1 : i + 2])) for i, word in enumerate(said))


def _is_numbered(after: list[str]) -> bool:
    """Whether a number, a day or nothing follows."""
    return not after or any(map(str.isdigit, after[0])) or after[0].removeprefix(AL) in _number_words()


def dates_event(line: str) -> bool:
    """Whether a ``line`` says that its date is that of something else than the page.

    It begins with words of the table («member since 2019»), or with a label («end of the tender: 30 November») in which no word speaks of
    publishing.
    """
    plain = " ".join(folded(line[: LINE_LENGTH * 2]).split()).casefold()
    if any(plain.startswith((f"{form} ", f"{form}:")) or plain == form for form, _ in _scoped("event")):
        return True
    if publication_label(line) is not None:
        return False
    label = next((found for part in _BARS.split(plain) if (found := _LABEL_OF_DATE.match(part.strip()))), None)
    if label is None:
        return False
    said = [word for word in _WORD.findall(label.group(1)) if len(word) > _PARTICLE]
    is_day = all(word.removeprefix(AL) in _number_words() for word in said)
    return not is_day and not speaks_of_publishing(" ".join(said))


def speaks_of_publishing(words: str) -> bool:
    """Whether one of ``words`` is about publishing or writing."""
    return any(form in word for word in _WORD.findall(folded(words).casefold()) for form, _ in _scoped("publishing"))


def publication_label(line: str) -> Label | None:
    """The label by which a line, or one of its fields between bars, says that it gives the date of publication or of a change."""
    parts = (line, *_BARS.split(line)) if len(line) <= PREFIX_LENGTH["date"] + LINE_LENGTH else (line,)
    return next((label for part in parts if (label := label_of(part.strip())) and label.kind == "date" and label.scope == "prefix"), None)


def _prefix_of(line: str) -> Label | None:
    head = _SPACE_BEFORE_COLON.sub("", _unadorned(" ".join(folded(line[:80]).split()))).casefold()
    first = _WORD.match(head)
    for form, label in _prefixes().get(first.group() if first else "", ()):
        if len(line) <= PREFIX_LENGTH[label.kind] and head.startswith(form):
            after = head[len(form) : len(form) + 1]
            if not form[-1].isalnum() or not after.isalnum():
                return label
    return None


def _key(line: str) -> str:
    """A line as it is looked up: folded, white space collapsed, without punctuation, pictures and counts («(3)») at its ends.

    Of two endings for a man and a woman («join/join (f.)») the first is looked up.
    """
    plain = " ".join(folded(line).split())
    return _unadorned(_BOTH_ENDINGS.sub(r"\1", plain) if "/" in plain else plain).strip(_EDGES + "0123456789").casefold()


def _unadorned(line: str) -> str:
    """A line without the marks and pictures («\U0001f534», «\u2b07») that it begins with."""
    at = next((i for i, sign in enumerate(line[:_ADORNED]) if not (sign in _EDGES or _is_picture(sign))), min(len(line), _ADORNED))
    return line[at:]


def _is_picture(sign: str) -> bool:
    return sign == _AS_PICTURE or (ord(sign) >= _PICTURES_FROM and category(sign) in {"So", "Sk"})


def _rows() -> list[Label]:
    return [Label(cast("LabelKind", row["kind"]), cast("Scope", row["scope"]), row["form"], row["note"]) for row in table("furniture")]


@cache
def _lines() -> dict[str, Label]:
    found: dict[str, Label] = {}
    for label in _rows():
        if label.scope in {"line", "heading_until_end"}:
            found.setdefault(_key(label.form), label)
    return found


@cache
def _scoped(scope: Scope) -> tuple[tuple[str, Label], ...]:
    return tuple((_key(label.form), label) for label in _rows() if label.scope == scope)


@cache
def _openings() -> dict[str, tuple[tuple[str, Label], ...]]:
    """The forms with which a line begins that holds another one too, by their first word."""
    found: dict[str, list[tuple[str, Label]]] = {}
    for form, label in _scoped("begins"):
        found.setdefault(form.split()[0], []).append((form, label))
    return {word: tuple(forms) for word, forms in found.items()}


@cache
def _held(note: str) -> tuple[str, ...]:
    """The forms that say something of a line together with others of this note, each as a word begins with it."""
    return tuple(f" {form}" for form, label in _scoped("holds") if label.note == note)


@cache
def _counted() -> dict[str, Label]:
    return {" ".join(folded(label.form).split()).casefold(): label for label in _rows() if label.scope == "counted"}


@cache
def _issue_words() -> frozenset[str]:
    return frozenset(_key(label.form) for label in _rows() if label.scope == "dated")


@cache
def _number_words() -> frozenset[str]:
    """Words that lead to a number, and those that dates are made of."""
    return frozenset(map(folded, words("time_words"))) | frozenset(_key(label.form) for label in _rows() if label.scope == "number")


@cache
def _sections() -> dict[str, Label]:
    return {_key(label.form): label for label in _rows() if label.scope == "heading_until_end"}


@cache
def _scopes() -> dict[str, frozenset[tuple[LabelKind, Scope]]]:
    found: dict[str, set[tuple[LabelKind, Scope]]] = {}
    for label in _rows():
        if label.scope in {"line", "heading_until_end"}:
            found.setdefault(_key(label.form), set()).add((label.kind, label.scope))
    return {key: frozenset(kinds) for key, kinds in found.items()}


@cache
def _prefixes() -> dict[str, tuple[tuple[str, Label], ...]]:
    """Prefix labels by their first word, longest form first."""
    found: dict[str, list[tuple[str, Label]]] = {}
    for label in _rows():
        if label.scope == "prefix":
            form = _SPACE_BEFORE_COLON.sub("", " ".join(folded(label.form).split())).lstrip(_EDGES).casefold()
            first = _WORD.match(form)
            found.setdefault(first.group() if first else "", []).append((form, label))
    return {word: tuple(sorted(forms, key=lambda pair: -len(pair[0]))) for word, forms in found.items()}
