"""JSON-LD as pages really carry it: wrapped in CDATA or comments, escaped twice, with raw line breaks, trailing commas and semicolons.

What still cannot be parsed is searched for the few fields that matter. Depth and size are bounded before the parser runs.
"""

from __future__ import annotations

import json
import re
from collections import deque
from html import unescape
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from rawi.limits import JSON_LD_DEPTH, JSON_LD_LENGTH, JSON_LD_NODES
from rawi.model import Problem
from rawi.reading.decode import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Node = dict[str, Json]

_WRAPPING: Final = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)\s*|\s*(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING_COMMA: Final = re.compile(r",(\s*[}\]])")
_ARTICLE: Final = re.compile(r"(?:Article|BlogPosting|Reportage|Report|Review)$")
_FIELD: Final = {
    name: re.compile(rf'"{name}"\s*:\s*"((?:[^"\\\n]|\\.){{1,600}})"')
    for name in ("headline", "datePublished", "dateModified", "articleSection", "inLanguage")
}
_PERSON_FIELD: Final = re.compile(r'"author"\s*:\s*[\[{\s]*(?:"@type"\s*:\s*"([A-Za-z]{1,40})"\s*,\s*)?(?:"name"\s*:\s*)?"([^"\n]{1,200})"')


class Linked:
    """What the JSON-LD of a page says."""

    def __init__(self, nodes: list[Node], problems: list[Problem]) -> None:
        self.nodes = nodes
        self.problems = problems

    def articles(self) -> list[Node]:
        """The nodes that describe an article, in page order."""
        return [node for node in self.nodes if any(_ARTICLE.search(name) for name in types_of(node))]

    def resolved(self, node: Node) -> Node:
        """A node that only refers to another one by its id, as that other node."""
        if "name" in node or "@id" not in node:
            return node
        return next((other for other in self.nodes if other.get("@id") == node["@id"] and "name" in other), node)

    def named(self, *names: str) -> list[Node]:
        """The nodes of a type."""
        return [node for node in self.nodes if not types_of(node).isdisjoint(names)]


def linked_data(root: HtmlElement) -> Linked:
    """Every JSON-LD node of a page, outermost first; nodes nested in a graph or list stand on their own."""
    nodes: list[Node] = []
    problems: list[Problem] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or not script.text:
            continue
        if len(script.text) > JSON_LD_LENGTH or _depth(script.text) > JSON_LD_DEPTH:
            problems.append(
                Problem("json-ld-refused", subject=str(len(script.text)), hint="It is too long or nested too deep; it was not read.")
            )
            continue
        values = list(_values(script.text))
        if not values:
            values = [_fields(script.text)]
            problems.append(Problem("json-ld-broken", hint="It is no JSON; single fields were searched for."))
        for value in values:
            nodes.extend(islice(_nodes(value), JSON_LD_NODES + 1 - len(nodes)))
    if len(nodes) > JSON_LD_NODES:
        problems.append(Problem("json-ld-too-many-nodes", subject=str(JSON_LD_NODES), hint="The nodes after so many were not read."))
    return Linked(nodes[:JSON_LD_NODES], problems)


def types_of(node: Mapping[str, Json]) -> frozenset[str]:
    """The types of a node, without their vocabulary's address."""
    kind = node.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return frozenset(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def text_of(value: Json) -> str:
    """The text of a field: a string, the first string of a list, or the name of a node."""
    if isinstance(value, str):
        return " ".join(clean(unescape(value))[0].split())
    if isinstance(value, list):
        return next((text for item in value if (text := text_of(item))), "")
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@id") or value.get("url"))
    return ""


def _depth(text: str) -> int:
    steps = (1 if char in "[{" else -1 for char in text if char in "[]{}")
    return max(accumulate(steps, initial=0))


def _values(text: str) -> Iterator[Json]:
    """The JSON values in a script, each repaired as far as needed."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), _TRAILING_COMMA.sub(r"\1", unescape(text))):
        found = list(_decoded(attempt))
        if found:
            yield from found
            return


def _decoded(text: str) -> Iterator[Json]:
    """One value after another; nothing if the text is no JSON to its end."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Json] = []
    at = 0
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            found.append(value)
            while at < len(text) and (text[at].isspace() or text[at] in ",;"):
                at += 1
    except (ValueError, RecursionError):
        return
    yield from found


def _fields(text: str) -> Node:
    """The fields that matter, out of what is no JSON."""
    text = text if '"datePublished"' in text else unescape(text)
    node: Node = {"@type": "NewsArticle"}
    for name, pattern in _FIELD.items():
        if match := pattern.search(text):
            node[name] = match.group(1)
    if match := _PERSON_FIELD.search(text):
        node["author"] = {"@type": match.group(1) or "", "name": match.group(2)}
    return node


def _nodes(value: Json) -> Iterator[Node]:
    """A value's nodes: itself, and those in its lists, ``@graph`` and ``mainEntity``."""
    waiting: deque[Json] = deque([value])
    while waiting:
        item = waiting.popleft()
        if isinstance(item, list):
            waiting.extendleft(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(item.get(key), (dict, list)))
