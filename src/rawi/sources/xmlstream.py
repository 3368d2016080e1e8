"""XML of feeds and sitemaps, element by element, whatever is wrong with it, and never more of it than a limit.

First strictly, as it comes. Where that fails (a bare ``&``, ``&nbsp;``, a control character, a wrong or missing encoding, an end cut
off: a third of real feeds), once more after a repair of the text, and forgivingly; what was read before is not read twice. No DTD, no
entity but the five of XML, no network.
"""

from __future__ import annotations

import io
import re
from html.entities import html5
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from resiliparse.parse.encoding import detect_encoding

from rawi.errors import SourceError
from rawi.limits import HTML_TAG_LENGTH, XML_TAGS
from rawi.sources.recoding import charset_of_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = etree._Element  # noqa: SLF001 - lxml's public functions return this class and give it no public name

HEAD: Final = 65_536
PRECISION: Final = 1_000
_ENDLESS_TAG: Final = re.compile(rb"<[^!<>][^<>]{%d}" % HTML_TAG_LENGTH)
_SUBSET: Final = re.compile(rb"<!DOCTYPE[^<>\[]{0,2000}\[", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
_UNFIT: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARED: Final = re.compile(r"^\s{0,100}<\?xml[^<>]{0,500}\?>")
_XML_OWN: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_CDATA: Final = ("<![CDATA[", "]]>")


class XmlStream:
    """The elements of a document.

    Args:
        body: its bytes.
        subject: what to call it in an error.

    Attributes:
        repaired: whether its text had to be repaired, or it broke off.
        cut: whether it has more than ``limits.XML_TAGS``, of which only so many are read.

    Raises:
        SourceError: ``feed-refused``: it brings a DTD of its own, which no feed needs and every XML bomb does, or a tag past
            ``limits.HTML_TAG_LENGTH``.
    """

    def __init__(self, body: bytes, subject: str) -> None:
        if _SUBSET.search(body[:HEAD].replace(b"\0", b"")):
            raise SourceError("feed-refused", subject, "it brings definitions of its own (DOCTYPE)")
        if _ENDLESS_TAG.search(body):
            raise SourceError("feed-refused", subject, "it has a tag longer than limits.HTML_TAG_LENGTH")
        self.cut = body.count(b"<") > XML_TAGS
        self._body = body[: _end_of_tags(body)] if self.cut else body
        self._encoding = charset_of_xml(body)  # whatever it declares
        self.repaired = False

    def elements(self, names: frozenset[str]) -> Iterator[Element]:
        """Every element whose local name is in ``names`` and whose parent's is not, as soon as it ends; the next one empties it."""
        given = 0
        try:
            for element in _parsed(self._body, names, self._encoding, recover=False):
                yield element
                given += 1
        except etree.XMLSyntaxError:
            self.repaired = not self.cut  # what we cut ourselves needs no repair
        if not self.repaired:
            return
        try:
            for number, element in enumerate(_parsed(repaired(self._body), names, None, recover=True)):
                if number >= given:
                    yield element
        except etree.XMLSyntaxError:
            return  # deeper or longer than the parser's own limits


def _parsed(body: bytes, names: frozenset[str], encoding: str | None, *, recover: bool) -> Iterator[Element]:
    options: dict[str, Any] = {
        "encoding": encoding,
        "recover": recover,
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
    }
    tags = [f"{{*}}{name}" for name in names]
    for _, element in etree.iterparse(io.BytesIO(body), events=("end",), tag=tags, remove_comments=True, remove_pis=True, **options):
        parent = element.getparent()
        if parent is None or local(parent) not in names:
            yield element
            element.clear(keep_tail=False)
            before = element.getprevious()
            if before is not None and parent is not None and local(before) in names:
                parent.remove(before)


def _end_of_tags(body: bytes) -> int:
    """Where the first ``limits.XML_TAGS`` tags end, found by halving."""
    low, high = 0, len(body)
    while high - low > PRECISION:
        middle = (low + high) // 2
        low, high = (middle, high) if body.count(b"<", 0, middle) <= XML_TAGS else (low, middle)
    return low


def local(element: Element) -> str:
    """An element's name without its namespace, in small letters."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def space(element: Element) -> str:
    """An element's namespace."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def text_of(element: Element) -> str:
    """All text inside an element."""
    return "".join(piece for piece in element.itertext() if isinstance(piece, str))


def inner(element: Element) -> str:
    """What is inside an element, as markup."""
    rest = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "") + rest


def repaired(body: bytes) -> bytes:
    """The document as UTF-8 that a forgiving parser reads without loss."""
    text = _UNFIT.sub("\ufffd", _DECLARED.sub("", decoded(body), count=1))
    pieces: list[str] = []
    at = 0
    while at < len(text):
        start = text.find(_CDATA[0], at)
        start = len(text) if start < 0 else start
        pieces.append(_REFERENCE.sub(_reference, text[at:start]))
        end = text.find(_CDATA[1], start)
        at = len(text) if end < 0 else end + len(_CDATA[1])
        pieces.append(text[start:at])
    return "".join(pieces).encode("utf-8", "replace")


def decoded(body: bytes) -> str:
    """The text: UTF-8 if it is that, whatever it declares; else what its bytes look like."""
    try:
        return body.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        name = detect_encoding(body) or "utf-8"
    try:
        return body.decode(name, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _reference(match: re.Match[str]) -> str:
    """A reference that XML knows stays; one that only HTML knows becomes its character; anything else is an ampersand."""
    name = match[1] or ""
    if name in _XML_OWN:
        return match[0]
    if name.startswith("#"):
        digits = name[1:-1]
        number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        fit = number <= 0x10FFFF and not _UNFIT.match(chr(number))
        return match[0] if fit else "\ufffd"
    return html5.get(name, f"&amp;{name}")
