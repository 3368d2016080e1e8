"""Title, people, dates, outlet, section, language and address of a page, each with where it was found.

Order of trust: JSON-LD, then OpenGraph and ``meta``, then ``time[datetime]``, then what is printed near the title. A headline is the other
way round: the printed one wins, since the machine's copy carries the site's name or other words for search engines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from rawi.arabic import folded, has_arabic
from rawi.data import words
from rawi.limits import TITLE_LENGTH
from rawi.model import Stated
from rawi.reading.decode import clean
from rawi.reading.jsonld import Linked, Node, text_of, types_of
from rawi.reading.tree import ENDS_SENTENCE, HEADINGS, collapse, is_running, name_words
from rawi.reading.when import is_nothing_but_date
from rawi.reading.zones import OUTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from rawi.reading.tree import Box, Layout, Piece
    from rawi.reading.zones import Zone

SEPARATOR: Final = re.compile(
    "\\s*[|\u00bb\u2022\u00b7\u2503\uff5c]\\s*|\\s+(?:-|\u2013|\u2014|::|:|<|>|~)+\\s+|\\s+[-\u2013\u2014]+|[-\u2013\u2014]+\\s+"
)
"""What stands between the headline and the site's name in a page's title."""
ADDRESS: Final = re.compile(r"^(?:https?:)?//|^www\.|^[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}/?$")
"""What is an address and no name."""
HOST_IP: Final = re.compile(r"^[\d.:\[\]]+$")
_TITLE_NAMES: Final = words("element_names", "word", kind="title")
_TITLE_CLAIMS: Final = ("og:title", "twitter:title", "headline", "dc.title", "title", "name")
_SITE_CLAIMS: Final = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "apple-mobile-web-app-title",
    "article:publisher",
    "copyright",
)
_HIGHEST: Final = frozenset({"h1", "h2"})
_EXACT_LENGTH: Final = 20
_HEADLINE_WORDS: Final = 5
"""A claimed title of fewer words may be the site's name or that of a section."""
_MEDIA: Final = frozenset(folded(word) for word in words("media_heads"))
_HEAD_REACH: Final = 6
_FOOT: Final = 12
_OUTLET_METAS: Final = ("publisher", "dc.publisher", "application-name", "apple-mobile-web-app-title")
_DATE_PROPERTIES: Final = frozenset({"datepublished", "datemodified", "dateposted", "dc:date", "dc:created", "pubdate"})
_PROPERTIES: Final = frozenset(
    {"datepublished", "datemodified", "dc:date", "dc:created", "dateposted", "pubdate", "author", "name", "headline"}
)


class Claims(NamedTuple):
    """What the head of a page and its JSON-LD claim."""

    metas: dict[str, list[str]]
    """Values by lower-case name, property or itemprop, in page order."""
    linked: Linked
    article: Node
    """The JSON-LD node that describes this page's article; empty if there is none."""
    title_tag: str
    links: dict[str, str]
    """Addresses of ``link`` elements by relation."""
    base: str

    def first(self, *names: str) -> str:
        """The first value of the first of ``names`` that has one."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")

    def titles(self) -> list[str]:
        """Everything that is claimed to be the title, best first."""
        claimed = (text_of(self.article.get("headline")), *map(self.first, _TITLE_CLAIMS), self.title_tag)
        return [text for text in claimed if text]

    def says_article(self) -> bool:
        """Whether the page declares itself to be one article."""
        return bool(self.article) or self.first("og:type").lower() == "article" or bool(self.first("article:published_time"))

    def is_dated(self) -> bool:
        """Whether the head dates the page as one article."""
        return bool(self.first("article:published_time") or text_of(self.article.get("datePublished")))


def claims_of(root: HtmlElement, linked: Linked, url: str | None) -> Claims:
    """Read the head."""
    metas: dict[str, list[str]] = {}
    for element in root.iterfind(".//*[@content]"):
        is_meta, content = element.tag == "meta", element.get("content")
        if content and (is_meta or element.get("property") or element.get("itemprop")):
            for name in _names_of(element):
                if is_meta or name in _PROPERTIES:
                    metas.setdefault(name, []).append(tidy(content))
    for element in root.iter("abbr"):  # the microformat of blogs: <abbr class="published" title="2014-09-06T13:05:00+03:00">
        if "published" in (element.get("class") or "").split() and (title := element.get("title")):
            metas.setdefault("datepublished", []).append(tidy(title))
    links = {rel.lower(): href for element in root.iter("link") if (rel := element.get("rel")) and (href := element.get("href"))}
    title_tag = tidy(root.findtext(".//head/title") or root.findtext(".//title") or "")
    claims = Claims(metas, linked, {}, title_tag, links, url or "")
    return claims._replace(article=_own_article(linked, claims), metas=_unambiguous(metas))


def _unambiguous(metas: dict[str, list[str]]) -> dict[str, list[str]]:
    """``metas`` without item properties of dates that name several days: they are those of entries, not of the page."""
    return {name: values for name, values in metas.items() if name not in _DATE_PROPERTIES or len({value[:10] for value in values}) == 1}


def tidy(text: str) -> str:
    """An attribute's or title's text: clean, white space collapsed."""
    return " ".join(clean(text[: TITLE_LENGTH * 20])[0].split())


def key_of(text: str) -> str:
    """A text as it is compared: folded, letters and digits only."""
    return " ".join(re.findall(r"\w+", folded(text))).casefold()


def _names_of(element: HtmlElement) -> Iterator[str]:
    for attribute in ("property", "name", "itemprop"):
        yield from (element.get(attribute) or "").lower().split()


def _own_article(linked: Linked, claims: Claims) -> Node:
    """Of several article nodes the one whose headline the page's other claims repeat; else the first, if it stands alone."""
    nodes = linked.articles() or [node for node in linked.named("WebPage", "ItemPage") if "datePublished" in node]
    if len(nodes) <= 1:
        return nodes[0] if nodes else {}
    titles = [key for title in (claims.first("og:title"), claims.first("twitter:title"), claims.title_tag) if (key := key_of(title))]
    for node in nodes:
        headline = key_of(text_of(node.get("headline") or node.get("name")))
        if headline and any(headline in title or title in headline for title in titles):
            return node
    return {} if titles else nodes[0]


class Title(NamedTuple):
    """The headline, and the piece that prints it."""

    stated: Stated | None
    piece: int | None


def title_of(layout: Layout, zones: Sequence[Zone | None], claims: Claims, first_main: int | None) -> Title:
    """The headline as printed, or as claimed where nothing printed answers to a claim."""
    claimed = claims.titles()
    site, short = _site_as_title(claims, layout), _short_headline(layout, claims)
    keys = [key for text in claimed if (key := key_of(text)) != site]
    sites = {key_of(name) for name in site_names(claims)} | ({site} if site else set())
    exact = {key_of(without_site(text, sites)) for text in claimed if text} | set(keys)
    best: tuple[float, int] | None = None
    for i in _candidates(layout, zones, exact):
        score = _title_score(i, layout, keys, sites, first_main) + 2 * (i == short)
        if score > 0 and (best is None or score > best[0]):
            best = (score, i)
    if best is not None:
        at = _below_banner(layout, zones, claims, best[1])
        at = _last_printed(layout, zones, best[1], first_main) if at is None else at
        return Title(Stated(whole_heading(layout, at), where="visible", raw=layout.pieces[at].text), at)
    said = _claimed_title(claims, sites)
    longest = max((len(part.split()) for part in SEPARATOR.split(said.value)), default=0) if said else 0
    if longest < _HEADLINE_WORDS:  # the site and a section; «details of the news»
        alone = next((i for i in _candidates(layout, zones, set()) if _heads_text(i, layout)), None)
        if alone is None and first_main is not None:
            alone = _line_above(layout, zones, first_main)
        if alone is not None:
            return Title(Stated(layout.pieces[alone].text, where="visible", raw=layout.pieces[alone].text), alone)
    return Title(said, None)


def _site_as_title(claims: Claims, layout: Layout) -> str:
    """The key of an OpenGraph title that is the site's name: the short part of the title element, beside a headline that is printed."""
    key = key_of(claims.title_tag)
    if not claims.first("og:title") and 1 < len(key.split()) < _HEADLINE_WORDS and key.split()[0] in _MEDIA:
        return key  # «the newspaper of …» heads every page of it
    key = key_of(claims.first("og:title"))
    parts = [key_of(part) for part in SEPARATOR.split(claims.title_tag)]
    if not 0 < len(key.split()) < _HEADLINE_WORDS or key not in parts:
        return ""
    headlines = {part for part in parts if len(part.split()) >= _HEADLINE_WORDS}
    return key if any(key_of(piece.text) in headlines for piece in layout.pieces if len(piece.text) <= TITLE_LENGTH) else ""


def _short_headline(layout: Layout, claims: Claims) -> int | None:
    """The last heading above the text that prints a part of the page's title, where no part is long enough to be told as the headline."""
    parts = SEPARATOR.split(claims.title_tag)
    if len(parts) < 2 or any(len(part.split()) >= _HEADLINE_WORDS for part in parts):
        return None
    keys = {key_of(part) for part in parts} - {key_of(name) for name in site_names(claims)}
    text_at = next((i for i, piece in enumerate(layout.pieces) if is_running(piece)), 0)
    above = (i for i in range(text_at - 1, -1, -1) if layout.pieces[i].box.tag in _HIGHEST and not layout.pieces[i].links)
    return next((i for i in above if key_of(layout.pieces[i].text) in keys), None)


def _below_banner(layout: Layout, zones: Sequence[Zone | None], claims: Claims, i: int) -> int | None:
    """The headline below the site's menu, where what prints the page's title or a part of it is the site's banner above all links.

    No part of the title has many words there, and the banner is known by the page's foot, which repeats it, or by the menu, which has the
    other part, a section. The headline is a heading if the banner is one, else a line that is bold and large.
    """
    parts, banner = [key_of(part) for part in SEPARATOR.split(claims.title_tag)], layout.pieces[i]
    key = key_of(banner.text)
    if key not in parts or max(len(part.split()) for part in parts) >= _HEADLINE_WORDS or any(piece.links for piece in layout.pieces[:i]):
        return None
    text_at = next((j for j in range(i + 1, len(layout.pieces)) if is_running(layout.pieces[j])), i)
    menu = [j for j in range(i + 1, text_at) if layout.pieces[j].links]
    said = " ".join(key_of(layout.pieces[j].text) for j in menu)
    foot = layout.pieces[max(text_at, len(layout.pieces) - _FOOT) :]
    is_site = any(f" {part} " in f" {said} " for part in parts if part not in {"", key}) or any(key in key_of(piece.text) for piece in foot)
    if not menu or not is_site:
        return None
    below = (j for j in range(menu[0] + 1, text_at) if zones[j] is None and _is_set_as_headline(layout.pieces[j], banner))
    return next((j for j in below if key_of(layout.pieces[j].text) not in parts), None)


def _is_set_as_headline(piece: Piece, banner: Piece) -> bool:
    """Whether a line could be a headline below a banner: it leads nowhere, and is a heading as that is, or else bold and large."""
    if piece.links or len(piece.text) > TITLE_LENGTH or (piece.box.tag in HEADINGS) != (banner.box.tag in HEADINGS):
        return False
    return piece.box.tag in HEADINGS or (not _TITLE_NAMES.isdisjoint(name_words(piece.field)) and piece.bold >= len(piece.text))


def _last_printed(layout: Layout, zones: Sequence[Zone | None], i: int, first_main: int | None) -> int:
    """The last of several places above the text that print the headline, none of them a heading: the others are paths of the site."""
    if layout.pieces[i].box.tag in HEADINGS:
        return i
    key = key_of(layout.pieces[i].text)
    start = first_main if first_main is not None else i
    end = next((j for j in range(start, len(layout.pieces)) if is_running(layout.pieces[j]) and j > i), i)
    same = (j for j in range(i + 1, end) if not ((zone := zones[j]) and zone.kind in OUTER) and key_of(layout.pieces[j].text) == key)
    return max(same, default=i)


def _heads_text(i: int, layout: Layout) -> bool:
    """Whether a heading that no claim speaks of, since the head names the site alone, stands over running text."""
    piece = layout.pieces[i]
    if piece.links or len(piece.text.split()) < _HEADLINE_WORDS:
        return False
    return any(is_running(below) for below in layout.pieces[i + 1 : i + 1 + _HEAD_REACH])


def _line_above(layout: Layout, zones: Sequence[Zone | None], first_main: int) -> int | None:
    """The lowest line above the text that could be a headline, on a page of which neither its head nor a heading says the title."""
    text_at = next((i for i in range(first_main, len(layout.pieces)) if is_running(layout.pieces[i])), first_main)
    for i in range(text_at - 1, max(0, text_at - _HEAD_REACH) - 1, -1):
        text = layout.pieces[i].text
        is_plain = zones[i] is None and not layout.pieces[i].links and not ENDS_SENTENCE.search(text) and len(text) <= TITLE_LENGTH
        if is_plain and len(text.split()) >= _HEADLINE_WORDS and not is_nothing_but_date(text, None):
            return i
    return None


def whole_heading(layout: Layout, i: int) -> str:
    """The text of the box that piece ``i`` begins, if its box holds nothing else but a few pieces more."""
    box = layout.pieces[i].box
    if box.tag in HEADINGS and box.first == i and 1 < box.last - i <= 3:
        return " ".join(layout.pieces[j].text for j in range(i, box.last))
    return layout.pieces[i].text


def _candidates(layout: Layout, zones: Sequence[Zone | None], exact: set[str]) -> Iterator[int]:
    """Pieces that may be the headline: headings, what is named a title, and what prints a claimed title word for word."""
    for i, piece in enumerate(layout.pieces):
        zone = zones[i]
        if (zone and zone.kind in OUTER) or not 3 <= len(piece.text) <= TITLE_LENGTH:
            continue
        box = piece.box
        named = _is_named_title(box, i) or not _TITLE_NAMES.isdisjoint(name_words(piece.field))
        if (box.first == i and (box.tag in HEADINGS or named)) or _prints(piece.text, exact):
            yield i


def _is_named_title(box: Box, i: int) -> bool:
    """Whether a box that piece ``i`` begins, or the one around it, is called a title."""
    return not box.words.isdisjoint(_TITLE_NAMES) or bool(
        box.parent and box.parent.first == i and not box.parent.words.isdisjoint(_TITLE_NAMES)
    )


def _prints(text: str, claims: set[str]) -> bool:
    """Whether a piece is a claimed title, or one with the site's name before or after it."""
    if not _EXACT_LENGTH <= len(text) <= _EXACT_LENGTH * 20:
        return False
    key = key_of(text)
    return any(key == claim or (len(key) * 2 > len(claim) and (claim.startswith(key) or claim.endswith(key))) for claim in claims)


def _title_score(i: int, layout: Layout, keys: Sequence[str], sites: set[str], first_main: int | None) -> float:
    """How well a printed heading answers to what the page claims; 0 where it does not."""
    piece = layout.pieces[i]
    key = key_of(whole_heading(layout, i))
    if not key or (key in sites and key not in keys):
        return 0.0
    score = max((_likeness(key, claim) for claim in keys), default=0.0)
    if piece.box.tag == "h1":
        score += 0.5
    if first_main is not None and i > first_main:
        score -= 0.6
    if piece.link_share > 0.9 and piece.box.tag != "h1":
        score -= 0.4
    return score - (0.0 if piece.box.tag in {"h1", "h2"} else 0.1) - i / (100 * len(layout.pieces))


def _likeness(key: str, claim: str) -> float:
    if key == claim:
        return 2.0
    if key in claim and (len(key) >= len(claim) * 0.4 or key.count(" ") >= 4):
        return 1.5
    own, others = set(key.split()), set(claim.split())
    return 1.0 if len(own & others) >= max(3, 0.6 * max(len(own), len(others))) else 0.0


def _claimed_title(claims: Claims, sites: set[str]) -> Stated | None:
    if headline := text_of(claims.article.get("headline")):
        return Stated(without_site(headline, sites), where="json-ld", raw=headline)
    for name in _TITLE_CLAIMS[:3]:
        if text := claims.first(name):
            return Stated(without_site(text, sites), where="og" if name.startswith("og") else "meta", raw=text)
    return Stated(without_site(claims.title_tag, sites), where="title", raw=claims.title_tag) if claims.title_tag else None


def without_site(title: str, sites: set[str]) -> str:
    """``title`` without the site's name before or after it; a short last part counts as one where much stands before it."""
    cuts = list(SEPARATOR.finditer(title))
    for cut in reversed(cuts):
        tail = title[cut.end() :]
        if key_of(tail) in sites or (len(tail.split()) <= 4 and len(title[: cut.start()].split()) >= 4 and cut is cuts[-1]):
            title = title[: cut.start()]
        else:
            break
    first = SEPARATOR.search(title)
    if first and key_of(title[: first.start()]) in sites:
        title = title[first.end() :]
    return collapse(title)


def site_names(claims: Claims) -> list[str]:
    """Every name by which the page may call its outlet, best first, addresses left out."""
    found = [value for name in _SITE_CLAIMS for value in claims.metas.get(name, ())]
    found += [text_of(node.get("publisher")) for node in (claims.article,) if node.get("publisher")]
    found += [text_of(node.get("name")) for node in claims.linked.named("NewsMediaOrganization", "WebSite", "Organization")]
    author = claims.article.get("author")
    found += [text_of(node) for node in (author if isinstance(author, list) else [author]) if isinstance(node, dict) and _is_house(node)]
    return [name for name in dict.fromkeys(found) if name and len(name) <= 60 and not ADDRESS.match(name)]


def _is_house(node: Node) -> bool:
    return not types_of(node).isdisjoint({"Organization", "NewsMediaOrganization"})


def canonical_of(claims: Claims) -> str | None:
    """The page's own address: ``link[rel=canonical]``, ``og:url``; a relative one is completed, an IP refused."""
    for raw in (claims.links.get("canonical", ""), claims.first("og:url"), text_of(claims.article.get("url"))):
        if not raw:
            continue
        try:
            address = urljoin(claims.base, raw) if claims.base else raw
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and not HOST_IP.match(parts.hostname) and "." in parts.hostname:
            return address
    return claims.base or None


def section_of(claims: Claims) -> Stated | None:
    """The section that the page puts itself in."""
    if section := text_of(claims.article.get("articleSection")):
        return Stated(section, where="json-ld", raw=section)
    section = claims.first("article:section", "articlesection", "section")
    return Stated(section, where="meta", raw=section) if section else None


def language_of(root: HtmlElement, claims: Claims, text: str) -> str:
    """The language that the page declares, as a primary subtag; Arabic where it declares another but its letters are Arabic."""
    declared = (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or claims.first("og:locale", "inlanguage", "content-language")
    )
    primary = re.split(r"[-_]", declared.lower())[0].strip()
    if has_arabic(text[:2000]) and primary not in {"ar", "fa", "ur", "ps", "ckb", "ku", "sd", "ug"}:
        return "ar"
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else ""
