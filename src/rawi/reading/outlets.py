"""The outlet as people call it, out of all that a page says: its own names, what its title adds to the headline, the line of rights."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rawi.arabic import has_arabic
from rawi.arabic.letters import AL
from rawi.data import words
from rawi.model import Stated
from rawi.reading.jsonld import text_of
from rawi.reading.labels import dates_issue, label_of
from rawi.reading.metadata import ADDRESS, HOST_IP, SEPARATOR, key_of
from rawi.reading.naming import begins_as_name
from rawi.reading.owner import owner_of
from rawi.reading.people import people, person_alone, without_role
from rawi.reading.tree import name_words
from rawi.reading.when import time_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from rawi.reading.metadata import Claims
    from rawi.reading.tree import Layout

_CAPITALISED_ADDRESS: Final = re.compile(r"^([A-Z][\w-]{1,40})\.[a-z]{2,6}$")
"""A name that looks like an address but is written as a name: «News24.com»."""
_FRONT_PAGES: Final = frozenset({"/", "./", "index.html", "index.htm", "index.php", "index.asp", "default.aspx"})
_TEXTS: Final = 20
_FEWEST: Final = 2
_SHORTENED: Final = 3
"""A part of a title of so many words may be the headline cut off."""
_SAME_WORDS: Final = 0.7
_NAME_WORDS: Final = 4
_SITE_NAMES: Final = words("element_names", "word", kind="site")
_MEDIA: Final = frozenset(key_of(word) for word in words("media_heads"))
_HEAD: Final = 12
"""So many of a page's first pieces may hold its banner."""
_BELOW: Final = 5
_ISSUE_LENGTH: Final = 120


def home_of(root: HtmlElement) -> Stated | None:
    """The name in Arabic on the first link to the site's front page, where that is no label («home»)."""
    for link in root.iter("a"):
        if (link.get("href") or "").strip() in _FRONT_PAGES:
            name = " ".join("".join(islice(link.itertext(), _TEXTS)).split())
            if _can_be_outlet(name):
                return Stated(name, where="visible", raw=name)
    return None


def outlet_of(claims: Claims, title: str, layout: Layout, home: Stated | None = None) -> Stated | None:
    """The outlet as people call it: Arabic before Latin, the page's own names before what only its title adds, the line of rights last.

    ``home`` is what the link to the front page says, for a page that names its outlet nowhere else.
    """
    ranked: list[tuple[str, str]] = [("og", value) for value in claims.metas.get("og:site_name", ())]
    owner = owner_of(layout)
    added = [part for part in _added_to_title(claims, title) if not _is_writer(part, title, layout)]
    ranked += [("title", part) for part in _site_parts(added, owner.value if owner else "")]
    if publisher := text_of(claims.article.get("publisher")):
        ranked.append(("json-ld", publisher))
    ranked += [("json-ld", text_of(node.get("name"))) for node in claims.linked.named("NewsMediaOrganization", "WebSite")]
    ranked += [
        ("meta", value)
        for name in ("publisher", "dc.publisher", "application-name", "apple-mobile-web-app-title")
        for value in claims.metas.get(name, ())
    ]
    usable = [(where, name) for where, name in ranked if name and len(name) <= 60 and not ADDRESS.match(name)]
    best = next((pair for pair in usable if has_arabic(pair[1])), None) or next(iter(usable), None)
    banner = banner_of(layout)
    if best is not None and banner is not None and best[0] == "title" and not has_arabic(best[1]):
        return banner
    if best is not None:
        return Stated(best[1].strip(), where=best[0], raw=best[1])
    if said := _site_above(claims, title, layout) or owner or home or banner or _by_issue(layout):
        return said
    if name := _site_alone(claims, title):
        return Stated(name, where="title", raw=claims.title_tag)
    return _at_head(layout, title) or _by_account(claims)


def _at_head(layout: Layout, title: str) -> Stated | None:
    """The few words that a page begins with, where they name a medium or the page repeats them."""
    name = layout.pieces[0].text if layout.pieces else ""
    key = key_of(name)
    if len(key.split()) < _FEWEST or any(map(str.isdigit, name)) or key == key_of(title) or not _can_be_outlet(name):
        return None
    is_known = key.split()[0] in _MEDIA or any(key in key_of(piece.text) and key != key_of(piece.text) for piece in layout.pieces)
    return Stated(name, where="visible", raw=name) if is_known else None


def banner_of(layout: Layout) -> Stated | None:
    """The name in Arabic in what the page calls its site's title or logo."""
    for piece in layout.pieces[:_HEAD]:
        row = piece.box.parent
        names = piece.box.words | name_words(piece.field) | (row.words if row is not None and row.last - row.first == 1 else frozenset())
        is_name = has_arabic(piece.text) and len(piece.text.split()) <= _NAME_WORDS and not label_of(piece.text)
        if is_name and not names.isdisjoint(_SITE_NAMES):
            return Stated(piece.text, where="visible", raw=piece.text)
    return None


def _can_be_outlet(name: str) -> bool:
    """Whether a line is a few words in Arabic and no label."""
    return has_arabic(name) and len(name.split()) <= _NAME_WORDS and not any(map(label_of, (name, *name.split())))


def _site_above(claims: Claims, title: str, layout: Layout) -> Stated | None:
    """The part of a page's title that stands at its very head, above every link, where none of its parts is the headline."""
    parts = {key_of(part) for part in SEPARATOR.split(claims.title_tag) if len(part.split()) <= _NAME_WORDS}
    for piece in layout.pieces[:_HEAD]:
        if piece.links or key_of(piece.text) == key_of(title):
            return None
        if len(parts) > 1 and key_of(piece.text) in parts and _can_be_outlet(piece.text):
            return Stated(piece.text, where="visible", raw=piece.text)
    return None


def _by_issue(layout: Layout) -> Stated | None:
    """The name before the number of the paper's issue: «The Tribune - issue 5230 - 21 July 2016»."""
    for piece in layout.pieces:
        name, _, issue = piece.text.partition("-") if len(piece.text) <= _ISSUE_LENGTH else ("", "", "")
        first, *_ = issue.split(maxsplit=1) or [""]
        is_dated = any(map(str.isdigit, name)) or all(word.removeprefix(AL) in time_words() for word in key_of(name).split())
        if first and dates_issue(first) and dates_issue(issue) and not is_dated and _can_be_outlet(name):
            return Stated(name.strip(), where="visible", raw=piece.text)
    return None


def _is_writer(part: str, title: str, layout: Layout) -> bool:
    """Whether a part of a page's title is a person's name that also stands right below the headline, alone or as a byline."""
    if not (begins_as_name(part) and person_alone(part)):
        return False
    key = key_of(title)
    at = next((i for i, piece in enumerate(layout.pieces) if key_of(piece.text) == key), len(layout.pieces))
    below = [piece.text for piece in layout.pieces[at + 1 : at + _BELOW]]
    return any(key_of(text) == key_of(part) or (without_role(text)[1] and part in people(text)) for text in below)


def _by_account(claims: Claims) -> Stated | None:
    """The outlet as its account or its address calls it, where the page does not name it."""
    if handle := claims.first("twitter:site").lstrip("@"):
        return Stated(handle, where="meta", raw=claims.first("twitter:site"))
    if name := next((match.group(1) for value in claims.metas.get("og:site_name", ()) if (match := _CAPITALISED_ADDRESS.match(value))), ""):
        return Stated(name, where="og", raw=claims.first("og:site_name"))
    host = (urlsplit(claims.base).hostname or "") if claims.base else ""
    if not host or HOST_IP.match(host):
        return None
    labels = [label for label in host.split(".") if label not in {"www", "m", "amp", "ar", "arabic", "mobile"}]
    return Stated(labels[0], where="address", raw=host) if labels else None


def _site_parts(parts: list[str], owner: str) -> list[str]:
    """Of several parts that a title has beside the headline (site, section, date) those that the line of rights knows, if any."""
    parts = [part for part in parts if re.search(r"[^\W\d_]", part)]
    if len(parts) < 2 or not owner:
        return parts
    known = set(key_of(owner).split())
    return [part for part in parts if not known.isdisjoint(key_of(part).split())] or [owner]


def _added_to_title(claims: Claims, title: str) -> list[str]:
    """What the page's title element and OpenGraph title say beyond the headline."""
    key, parts = key_of(title), []
    for claim in (claims.title_tag, claims.first("og:title")):
        before, found, after = claim.partition(title) if title else (claim, "", "")
        added = [*SEPARATOR.split(after)[::-1], *SEPARATOR.split(before)] if found else SEPARATOR.split(claim)[::-1]
        pieces = [stripped for part in added if (stripped := part.strip(" :|-\u2013\u2014\u00bb\u00ab.,\u060c\u200e\u200f"))]
        if key and (key in key_of(claim) or any(_is_shorter(part, key) for part in pieces)):
            parts += [part for part in pieces if _is_added(part, key)]
    return sorted(dict.fromkeys(parts), key=lambda part: not has_arabic(part))


def _is_added(part: str, headline: str) -> bool:
    """Whether a part of a page's title is neither of the headline nor a label («print»)."""
    key, said = key_of(part), label_of(part)
    return (
        key not in headline
        and headline not in key
        and len(part.split()) <= 6
        and not _is_shorter(part, headline)
        and not (said and said.kind == "share")
    )


def _is_shorter(part: str, headline: str) -> bool:
    """Whether a part of a page's title is the headline in other words or cut off: most of its words are the headline's."""
    words = key_of(part).split()
    return len(words) >= _SHORTENED and sum(word in headline.split() for word in words) >= len(words) * _SAME_WORDS


def _site_alone(claims: Claims, title: str) -> str:
    """The page's title element where it is no headline but few words that are all the site's name."""
    name = claims.title_tag.strip()
    few = 0 < len(name.split()) <= _NAME_WORDS and len(SEPARATOR.split(name)) == 1
    return name if few and has_arabic(name) and title and not _is_shorter(name, key_of(title)) and key_of(name) not in key_of(title) else ""
