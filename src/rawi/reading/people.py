"""Bylines → people: «wrote X», «interview: X», «X - Cairo» name one; an outlet, an agency, a desk, an account and a dateline do not."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from rawi.arabic.dates import read_date
from rawi.arabic.letters import AL, COMMA, DAL, HEH, LAM, MEEM, QUESTION_MARK, TATWEEL, WAW
from rawi.data import words
from rawi.reading.naming import (
    ALONE_WORDS,
    NAME_WORDS,
    begins_as_name,
    byline_words,
    can_be_name,
    given_names,
    is_name,
    is_of_outlet,
    media_names,
    name_key,
    place_names,
    title_words,
)
from rawi.reading.when import day_first

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREAK: Final = re.compile(
    f"\\s+{TATWEEL}+\\s+|"
    "\\s*:\\s+|\\s*[|/\\\\\u2022\u00b7;\u061b\u060c,]\\s*|\\s+[-\u2013\u2014]+\\s*|\\s*[-\u2013\u2014]+\\s+|\\s*[()\\[\\]]\\s*"
)
_DIGIT: Final = re.compile(r"\d")
_NUMBER: Final = re.compile(r"(?<!\w)\d")
"""Where a date may begin: not inside a name such as «channel24»."""
_DATE_MARKS: Final = " -\u2013\u2014|,:(\u060c\u00bb\u203a>"
_AFTER_DATE: Final = re.compile(
    r"(?:[^\W\d_]{3,9}[\s,\u060c]{1,3})?\d[\d/.-]{5,9}\s{0,3}(?:-\s{0,3})?(?:\d{1,2}:\d{2}\s{0,3})?[\u2014\u2013|-]\s{0,3}([^\d|]{4,60})$"
)
"""The name behind a day in figures and its clock: «Tuesday, 03/14/2023 - 14:20 — name»."""
_RUN_IN: Final = re.compile(f"\\s{{0,3}}[-\u2013\u2014/{TATWEEL}]\\s{{1,3}}|\\s{{1,3}}[-\u2013\u2014/{TATWEEL}]\\s{{0,3}}")
_ERA: Final = re.compile(f"^\\s{{0,2}}(?:{HEH}{TATWEEL}?|{MEEM})(?!\\w)")
"""The letter that says of which calendar a year is."""
_AFTER_ROLE: Final = re.compile(r"^[\s:/\\\-\u2013\u2014.]+")
_AND: Final = re.compile(f"\\s+{WAW}(?!{DAL}\\s+{AL})\\s{{0,2}}(?=\\w)")
"""«And» before a name, but for «son of the …» in Sudanese ones."""
_HANDLE: Final = re.compile(r"(?<![A-Za-z0-9._])@\w{1,30}")
_BARS: Final = re.compile("[|\u2022\u00b7]")
_ROLE_MARK: Final = re.compile(r"[:/\-]")
_LONGEST: Final = 160
_DATED_NAME_WORDS: Final = 3
_ALONE_LENGTH: Final = 80
_DATELINE: Final = 3
"""A place, the outlet and a person make a line of so many parts."""
_ENDS: Final = f'.!?{QUESTION_MARK}\u2026"\u00bb\u201d'
_GLUED_TITLE: Final = re.compile(r"(?<![^\W_.])([^\W\d_])\.(?=[^\W\d_]{3})")
"""An abbreviated title and the name: «D.Sami»."""
_GLUED_DAY: Final = re.compile(r"(?<=[^\W\d_])(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{4})")
_GLUED_COLON: Final = re.compile(r"(?<=[^\W\d_])\s?:(?=[^\W\d_])")
_GLUED_HYPHEN: Final = re.compile(r"(?<![\w-])([^\W\d_]{3,12})\s?[-\u2013]\s?([^\W\d_]{3,12})(?![\w-])")
_APART: Final = '.:|-\u2013\u2014\u2026\u060c\u061f?!)]\u00bb"'
"""What parts a headline from who wrote it."""
_COMMAS: Final = f",;{COMMA}\u061b"


def people(raw: str, *, outlets: Iterable[str] = (), labelled: bool = False) -> tuple[str, ...]:
    """The people whom a byline names, in order; empty where it names none.

    Args:
        raw: the byline as found.
        outlets: names of the page's outlet, which are no people.
        labelled: whether the page itself says that this is who wrote it («by: …»); then a name of one word counts.
    """
    text = role_part(" ".join(_unglued(_HANDLE.sub(" ", raw)).split()))
    if not text or len(text) > _LONGEST:
        return ()
    rest, has_role = without_role(without_date(text))
    own = {key for outlet in outlets if (key := name_key(outlet))}
    rest = _without_employer(_without_photographer(rest), own)
    if text.startswith("(") and text.endswith(")"):
        return ()
    fields = [[part for part in _split_and(without_role(whole)[0]) if part] for whole in _BREAK.split(rest)]
    parts = [part for field in fields for part in field]
    named = [[part for part in field if is_name(part, own)] for field in fields]
    if any(begins_as_name(part) for field in named for part in field) and not any(comma in rest for comma in _COMMAS):
        named = [field for field in named if any(map(begins_as_name, field))]  # the others are where, and for whom
    names = [name for field in named for name in field]
    if any(len(name.split()) > 1 for name in names):
        names = [name for name in names if len(name.split()) > 1]
    elif not (labelled or (has_role and _ROLE_MARK.search(text))) or len(parts) > 1 or text.endswith(":"):
        names = []
    return tuple(dict.fromkeys(names))


def _unglued(raw: str) -> str:
    """A byline with a space behind a title and a colon glued to the next word, and around a hyphen beside a place or an agency."""
    text = _GLUED_DAY.sub(" ", raw)
    text = _GLUED_COLON.sub(": ", _GLUED_TITLE.sub(r"\1. ", text))
    return _GLUED_HYPHEN.sub(lambda found: " - ".join(found.groups()) if _is_no_person(found) else found.group(), text)


def _is_no_person(sides: re.Match[str]) -> bool:
    """Whether a word on one of the sides of a hyphen is an agency, a medium or a place."""
    return any((key := name_key(side)) in byline_words("agency") or key in media_names() or key in place_names() for side in sides.groups())


def _without_photographer(text: str) -> str:
    """A byline without who took the pictures or did other work on them, and without the writer's office behind the name."""
    words = text.split()
    keys = list(map(name_key, words))
    offices, others = byline_words("office"), byline_words("other_work")
    end = next((i for i, key in enumerate(keys) if (i and key in others) or (i > 1 and key in offices)), len(words))
    return " ".join(words[:end])


def _without_office(text: str, own: set[str]) -> str:
    """A name without the writer's office at the outlet behind it: «X, correspondent of the outlet»."""
    words = text.split()
    at = next((i for i, word in enumerate(words) if i > 1 and name_key(word) in byline_words("office")), len(words))
    return " ".join(words[:at]) if is_of_outlet(" ".join(words[at + 1 :]), own) else text


def _without_employer(text: str, own: set[str]) -> str:
    """A byline without «for» and the outlet's own name at its end."""
    plain = text.rstrip(" :.")
    for outlet in own:
        for joined in (LAM + outlet, LAM + outlet[1:]) if outlet.startswith(AL) else (LAM + outlet,):
            words = plain.split()
            count = len(joined.split())
            if len(words) > count and name_key(" ".join(words[-count:])) == joined:
                return " ".join(words[:-count])
    return text


def person_alone(line: str, *, outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """Who is named by a line without a label, of a name alone or of one beside a place, an agency, the outlet or a date.

    Stricter than ``people``, since nothing says that the line is a byline: the name begins with a common given name or follows a role.
    """
    text = day_first(" ".join(line.split())).strip(" *:-\u2013\u2014")
    text, longest = _undated(text) if len(text) <= _LONGEST else (text, NAME_WORDS)
    text = text.rstrip(f"{_COMMAS} ")
    if not text or len(text) > _ALONE_LENGTH or text[-1] in _ENDS:
        return ()
    if any(comma in text for comma in _COMMAS):
        return _list_of_people(text)
    own = {key for outlet in outlets if (key := name_key(outlet))}
    names: list[str] = []
    others: list[str] = []
    parts = list(filter(None, _BREAK.split(text)))
    shot = next((i for i, part in enumerate(parts) if i and name_key(part) in byline_words("pictures")), len(parts))
    for part in parts[:shot]:
        bare, has_role = without_role(_without_office(part.strip(" .:"), own))
        first, _, rest = bare.partition(" ")
        bare = rest if others and _is_from(first, rest) else bare  # «place - from X»
        if is_name(bare, own) and 1 < len(bare.split()) <= longest and (has_role or begins_as_name(bare)):
            names.append(bare)
        else:
            others.append(part)
    if any(name_key(part) in byline_words("other_work") for part in others):
        return ()
    if not names and len(others) == _DATELINE and is_of_outlet(others[1], own) and can_be_name(others[2], own):
        return (" ".join(others.pop().split()),) if len(others[0].split()) < ALONE_WORDS else ()
    return tuple(names) if all(len(part.split()) < ALONE_WORDS or _DIGIT.search(part) for part in others) else ()


def _list_of_people(text: str) -> tuple[str, ...]:
    """The people of a line that is nothing but names between commas."""
    names = [" ".join(part.split()) for part in re.split(f"[{_COMMAS}]", text)]
    return tuple(names) if all(len(name.split()) > 1 and is_name(name, set()) and begins_as_name(name) for name in names) else ()


def in_headline(title: str, *, outlets: Iterable[str] = ()) -> tuple[str, str]:
    """Whom a headline names as its writer, and the words that do: «… by: X» at its end, «X writes: …» at its head; empty where nobody."""
    words = title.split()
    for i in range(len(words) - 2, 0, -1):
        role, tail = name_key(words[i].strip("([")), " ".join(words[i:])
        is_apart = words[i][0] in "([" or words[i - 1][-1] in _APART
        if role in byline_words("headline_by") and (is_apart or words[i].endswith(":")):
            names = people(tail.strip("()[]"), outlets=outlets, labelled=True)
            return (names[0], tail) if len(names) == 1 and len(names[0].split()) > 1 else ("", "")
        if role in byline_words("headline_wrote") and is_apart:
            names = person_alone(" ".join(words[i + 1 :]).strip("()[]"), outlets=outlets)
            return (names[0], tail) if len(names) == 1 else ("", "")
    head, colon, _ = title.partition(":")
    *name, verb = head.split() or [""]
    bare = without_role(" ".join(name))[0]
    is_writer = bool(colon) and name_key(verb) in byline_words("headline_writes") and 1 < len(bare.split()) <= ALONE_WORDS
    return (bare, head) if is_writer and person_alone(bare, outlets=outlets) == (bare,) else ("", "")


def run_in(line: str, *, outlets: Iterable[str] = ()) -> tuple[str, str]:
    """Whom the head of a story's first paragraph names as its writer («place - name: …»), and that head; empty where it names nobody.

    The place, or the outlet, stands first and the name last: the other way round it is a person who says something.
    """
    head, colon, _ = line[:_ALONE_LENGTH].partition(":")
    parts = [part.strip(_DATE_MARKS) for part in _RUN_IN.split(" ".join(head.split()).strip()) if part.strip(_DATE_MARKS)]
    own = {key for outlet in outlets if (key := name_key(outlet))}
    if not colon or not 1 < len(parts) < ALONE_WORDS or any(len(part.split()) >= ALONE_WORDS for part in parts[:-1]):
        return "", ""
    name = without_role(parts[-1])[0]
    is_role = any(name_key(word).removeprefix(AL) in title_words() for part in parts[:-1] for word in part.split()[:1])
    if is_role or not is_name(name, own) or len(name.split()) < 2 or not begins_as_name(name) or any(map(begins_as_name, parts[:-1])):
        return "", ""
    return name, head


def _undated(line: str) -> tuple[str, int]:
    """A line without the date that ends it, and how many words a name in it may have: fewer where a date followed."""
    if behind := _AFTER_DATE.match(line):
        return behind.group(1).strip(), _DATED_NAME_WORDS
    found = read_date(line)
    if found is not None and found.grain not in {"year", "month"} and len(line[: found.span.start].split()) <= 1:
        rest = _ERA.sub("", line[found.span.end :]).strip(_DATE_MARKS)
        if len(rest.split()) > 1:
            return rest, _DATED_NAME_WORDS
    if found is None or found.grain in {"year", "month"} or len(re.findall(r"\w+", line[found.span.end :])) > 1:
        return line, NAME_WORDS
    return without_date(line), _DATED_NAME_WORDS


def role_part(text: str) -> str:
    """Of a line whose fields stand between bars («date | by: X |») the one with a role, else what behind its date has one, else all."""
    parts = [part.strip() for part in _BARS.split(text)]
    for part, after in zip_longest(parts, parts[1:]):
        rest, has_role = without_role(part)
        if has_role:
            return part if rest or after is None else f"{part} {after}"
    when = read_date(text)
    behind = text[when.span.end :].strip(_DATE_MARKS) if when is not None else ""
    return behind if without_role(behind)[1] else text


def without_date(text: str) -> str:
    """A byline without the date that follows the name («posted by X on Tuesday 13 May»)."""
    if rest := _AFTER_DATE.match(text):
        return rest.group(1).strip()
    digit = _NUMBER.search(text)
    if digit is None:
        return text
    words = text[: digit.start()].split()
    while words and (count := next((n for n in (2, 1) if _leads_date(" ".join(words[-n:]))), 0)):
        del words[-count:]
    return " ".join(words)


def _leads_date(words: str) -> bool:
    """Whether words may stand between a name and the figures of a date: «on», a weekday, a month, a mark."""
    key = name_key(words.strip(_DATE_MARKS))
    return not key or key in byline_words("date_lead") or key in _months()


def is_agency(raw: str) -> bool:
    """Whether a byline is nothing but the name of a news agency."""
    return name_key(without_role(raw)[0]) in byline_words("agency")


def is_with_agency(raw: str) -> bool:
    """Whether a line is an agency beside few words: who used its report («X with Reuters»), or a place («Beirut - AFP»)."""
    words = raw.split()
    if not 2 <= len(words) <= NAME_WORDS * 2 or len(raw) > _ALONE_LENGTH or raw[-1] in _ENDS:
        return False
    joined = " ".join("|" if name_key(word) in byline_words("joint") else word for word in words)
    parts = [part for part in _BREAK.split(joined) if part]
    return len(parts) == 2 and len(parts[0].split()) < ALONE_WORDS and is_agency(parts[1])


def without_role(text: str) -> tuple[str, bool]:
    """``text`` without the words that open a byline («wrote:», «interview:»), and whether there were any."""
    found = False
    for _ in range(3):
        words = text.split()
        for count in (3, 2, 1):
            opening = " ".join(words[:count])
            if len(words) >= count and name_key(opening) in byline_words("role"):
                text, found = _AFTER_ROLE.sub("", " ".join(words[count:])), True
                break
            bare, colon, after = text.partition(":")
            if count == 1 and colon and (name_key(bare) in byline_words("role") or _is_from(bare, after)):
                text, found = after.strip(), True
                break
        else:
            return text, found
    return text, found


def _is_from(label: str, after: str) -> bool:
    """Whether words before a colon open a byline since a person's name follows them: «from: X»."""
    return name_key(label) in byline_words("role_of_name") and begins_as_name(" ".join(after.split()[:2]))


def _split_and(text: str) -> list[str]:
    """Two names joined by «and»: only where both sides are names of two words or more, since a name may begin with that letter."""
    text = " ".join("|" if name_key(word) in byline_words("joint") else word for word in text.split())
    if "|" in text:
        return [part for side in text.split("|") for part in _split_and(side) if part]
    bare = text.strip(" *.:\u200e\u200f")
    parts = _AND.split(bare)
    return parts if all(len(part.split()) >= 2 for part in parts) else _split_before_names(_AND.sub(f" {WAW}", bare).split())


def _split_before_names(words: list[str]) -> list[str]:
    """The names of a line in one of which «and» is a letter: parted only where two words stand before it and a given name behind it."""
    for i in range(2, len(words) - 1):
        key = name_key(words[i])
        if key.startswith(WAW) and key not in given_names() and key[1:] in given_names():
            return [" ".join(words[:i]), *_split_before_names([words[i][1:], *words[i + 1 :]])]
    return [" ".join(words)]


@cache
def _months() -> frozenset[str]:
    return frozenset(map(name_key, words("month_names", role="month")))
