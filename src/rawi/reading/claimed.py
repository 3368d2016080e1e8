"""When the head of a page, its JSON-LD and its address say that it was published and changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rawi.limits import ADDRESS_CHARACTERS
from rawi.model import Stated
from rawi.reading.jsonld import text_of
from rawi.reading.when import moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rawi.reading.metadata import Claims
    from rawi.reading.when import Moment

_PUBLISHED: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dateposted",
    "dc:date",
    "dc.date",
    "dc.date.issued",
    "dc:created",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "dc.issued",
    "dc.date.created",
    "dc.date.published",
    "datecreated",
    "publication_date",
    "publicationdate",
    "article_published_time",
    "article.published",
    "og:article:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published",
    "parsely-pub-date",
    "sailthru.date",
    "article_date_original",
    "cxenseparse:recs:publishtime",
)
_UPDATED: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
    "article.updated",
    "last-modified",
)
_DATED_PATH: Final = re.compile(r"/((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?=[/-]|$)")


def publications(claims: Claims, reference: datetime | None) -> list[Moment]:
    """The moments of publication that JSON-LD and the head state, best first."""
    return _stated(claims, "datePublished", _PUBLISHED, reference)


def changes(claims: Claims, reference: datetime | None) -> list[Moment]:
    """The moments of the last change, likewise."""
    return _stated(claims, "dateModified", _UPDATED, reference)


def last_resorts(claims: Claims, reference: datetime | None) -> list[Moment]:
    """What dates a page that says nothing better: a ``date`` that does not say of what, then the day in the address."""
    return _stated(claims, "", ("date",), reference) or _in_address(claims, reference)


def _stated(claims: Claims, field: str, metas: Sequence[str], reference: datetime | None) -> list[Moment]:
    """What a field of the JSON-LD and some names of ``meta`` state."""
    raws = [(text_of(claims.article.get(field)), "json-ld")]
    raws += [(raw, "og" if ":" in name else "meta") for name in metas for raw in claims.metas.get(name, ())]
    return [found for raw, where in raws if raw and (found := moment(raw, where, reference=reference))]


def _in_address(claims: Claims, reference: datetime | None) -> list[Moment]:
    """The day in the path of the page's address, as publishing systems put it there: year, month and day between strokes."""
    for address in (claims.base, claims.links.get("canonical", ""), claims.first("og:url")):
        if match := _DATED_PATH.search(urlsplit(address).path if len(address) <= ADDRESS_CHARACTERS else ""):
            year, _, month, day = match.groups()
            if said := moment(f"{year}-{month}-{day}", "url", reference=reference):
                return [said._replace(stated=Stated(said.value, where="url", raw=match.group().strip("/-")))]
    return []
