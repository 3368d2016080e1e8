"""Bytes → text. What a page declares about its charset is evidence, not an order.

Arabic sites send windows-1256 as UTF-8, UTF-8 as windows-1256, and either of them without a word about it. The bytes decide first; a
declaration breaks ties. What was chosen is the page's ``encoding``; what was declared and refused is a ``Problem``. The text handed on is
clean: no NUL, no lone surrogate, no non-character, and every later room may rely on it.
"""

from __future__ import annotations

import codecs
import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from resiliparse.parse.encoding import detect_encoding

from rawi.arabic.letters import AL, WAW, YEH
from rawi.limits import META_CHARSET_BYTES
from rawi.model import Capture, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLACEMENT: Final = "\ufffd"

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET: Final = re.compile(rb"(?i)(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-z0-9][a-z0-9._:-]{1,40})")
_HEADER_CHARSET: Final = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)
_UNCLEAN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_BREAKS: Final = str.maketrans("\x0b\x0c", "  ")
_NAMES: Final = {
    "cp1256": "windows-1256",
    "cp1252": "windows-1252",
    "iso8859-6": "iso-8859-6",
    "ascii": "windows-1252",
    "iso8859-1": "windows-1252",
}
_OTHER_LABELS: Final = {
    "x-cp1256": "windows-1256",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "windows-28596": "iso-8859-6",
    "x-mac-arabic": "mac-arabic",
    "macarabic": "mac-arabic",
    "dos-720": "cp720",
    "unicode": "utf-16-le",
    "ucs-2": "utf-16-le",
    "iso-10646-ucs-2": "utf-16-le",
    "unicodefffe": "utf-16-be",
}
"""Names that pages use and Python does not know."""
_ARABIC_CODECS: Final = frozenset({"windows-1256", "iso-8859-6", "mac-arabic", "cp720", "cp864"})
_CONTROLS: Final = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
_NONCHARACTER_BYTES: Final = (b"\xef\xb7", b"\xbf\xbe", b"\xbf\xbf")
"""What the UTF-8 of every non-character holds (and that of a few presentation forms)."""
_HIGH_BYTES: Final = (0x00, 0x06)
"""The high bytes of nearly all of an Arabic text in UTF-16; no other text holds the second at all."""
_UTF_8_RUN: Final = re.compile(rb"(?:[\xd8\xd9][\x80-\xbf]){2,}")
"""Arabic letters in UTF-8; in a charset of one byte a letter such runs are no word of any language."""
_WORD: Final = re.compile("[\u0621-\u063a\u0641-\u064a]{3}")
WORDS: Final = 2
"""Arabic words, or pieces of them, below which a text is not taken for Arabic."""
_OUT_OF_PLACE: Final = "\u064c\u064d\xd7\xe0\xe2\xe7\xe8\xe9\xea\xeb\xee\xef\xf4\xf9\xfb\xfc"
"""Marks, and signs and Latin letters of windows-1256, which stand for common letters where two Arabic charsets are taken for each other."""
FRAGMENTS: Final = 3
"""Articles from which on a text is taken to hold something in another charset, rather than to show how that would look."""


class _Misreading(NamedTuple):
    """Text in one charset that somebody had read as another and saved again."""

    was: str
    read_as: str

    @property
    def article(self) -> str:
        """How the article looks in it."""
        return AL.encode(self.was).decode(self.read_as)


_MISREADINGS: Final = (_Misreading("utf-8", "cp1252"), _Misreading("utf-8", "cp1256"), _Misreading("cp1256", "cp1252"))


class Decoded(msgspec.Struct, frozen=True):
    """The text of a page, the charset that it was read in (by its WHATWG name), and what was wrong with it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(body: bytes, *, declared: str | None = None) -> Decoded:
    """The text of ``body``.

    Args:
        body: the bytes as received, after any content encoding.
        declared: the charset that the transport named (the ``charset`` of Content-Type), if it named one. What the bytes themselves name in
            a ``meta`` element or an XML declaration is read here.

    Returns:
        The text with its charset. Problems: ``charset-refused`` (subject: what was declared), ``bytes-replaced``, ``characters-replaced``
        (subject: how many), ``mojibake-repaired`` (subject: as what the text had been misread before it was saved), ``charsets-mixed``
        (subject: the charset of the fragments).
    """
    claims = [name for name in dict.fromkeys((codec_name(declared), *_claims(body))) if name]
    encoding, text = _read(body, claims)
    problems = [
        Problem("charset-refused", subject=name, hint=f"The bytes are {encoding}.") for name in claims if not _agrees(name, encoding, text)
    ]
    if lost := text.count(REPLACEMENT) - _own_replacements(body, encoding):
        problems.append(
            Problem("bytes-replaced", subject=str(lost), hint=f"{lost} places are not valid {encoding}; each stands as U+FFFD.")
        )
    if encoding in _ARABIC_CODECS and (mixed := _unmixed(body, encoding)) is not None:
        text = mixed
        problems.append(Problem("charsets-mixed", subject="utf-8", hint=f"Fragments of UTF-8 stand in a text that is {encoding}."))
    text, misread = _unmangled(text)
    if misread:
        was, read_as = codec_name(misread.was), codec_name(misread.read_as)
        problems.append(Problem("mojibake-repaired", subject=read_as or "", hint=f"{was} had been read as {read_as} before it was saved."))
    text, count = clean(text)
    if count:
        problems.append(_replaced(count))
    return Decoded(text, encoding, tuple(problems))


def decode_capture(capture: Capture, body: bytes | str) -> Decoded:
    """The text of a capture's body, with the charset that its headers declare as evidence; text already decoded is only cleaned."""
    if isinstance(body, bytes):
        types = (value for name, value in capture.headers if name.lower() == "content-type")
        declared = next((match.group(1) for value in types if (match := _HEADER_CHARSET.search(value))), None)
        return decode(body, declared=declared)
    text, count = clean(body)
    problems = (_replaced(count),) if count else ()
    return Decoded(text, "utf-8", problems)


def _replaced(count: int) -> Problem:
    return Problem("characters-replaced", subject=str(count), hint="Control and non-characters stand as U+FFFD.")


def clean(text: str) -> tuple[str, int]:
    """``text`` with every control, surrogate and non-character as U+FFFD, and how many those were. Nothing moves."""
    text = text.translate(_BREAKS) if "\x0b" in text or "\x0c" in text else text
    return (text, 0) if _looks_clean(text) else _UNCLEAN.subn(REPLACEMENT, text)


def _looks_clean(text: str) -> bool:
    """Whether nothing in ``text`` can be unclean: a look at its bytes, thirty times as fast as the search."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return False
    return len(raw.translate(None, _CONTROLS)) == len(raw) and not any(needle in raw for needle in _NONCHARACTER_BYTES)


def codec_name(label: str | None) -> str | None:
    """The name under which the web knows the charset that ``label`` means, or None if nobody knows it."""
    if not label:
        return None
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_OTHER_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return None
    return _NAMES.get(name, name)


def _claims(body: bytes) -> Iterator[str | None]:
    head = _COMMENT.sub(b"", body[:META_CHARSET_BYTES])
    for match in _META_CHARSET.finditer(head):
        yield codec_name(match.group(1).decode("ascii"))


def _read(body: bytes, claims: list[str]) -> tuple[str, str]:
    """The charset that the bytes are in, and the text."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            body = body[len(bom) :]
            if name != "utf-8":
                return name, body.decode(name, "replace")
            break  # an editor or a server's include may have put it before anything
    if wide := _wide(body):
        return wide, body.decode(wide, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _read_single_byte(body, claims)
    if "utf-7" in claims and text.isascii() and AL in (shifted := body.decode("utf-7", "replace")):
        return "utf-7", shifted
    return "utf-8", text


def _read_single_byte(body: bytes, claims: list[str]) -> tuple[str, str]:
    """Bytes that are not valid UTF-8: damaged UTF-8, or a charset of one byte a letter."""
    text = body.decode("utf-8", "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if text.count(REPLACEMENT) * 10 <= foreign:
        return "utf-8", text
    detected = codec_name(detect_encoding(body)) or "windows-1252"
    candidates = [detected, *(name for name in claims if name in _ARABIC_CODECS), "windows-1256"]
    if detected in _ARABIC_CODECS:
        candidates.append("iso-8859-6")
    readings = [(name, body.decode(name, "replace")) for name in dict.fromkeys(candidates)]
    return max(readings, key=lambda pair: (_weight(pair[1]), -readings.index(pair)))


def _weight(text: str) -> int:
    """How much a text looks like Arabic read in its own charset.

    For it speak the article at the head of words and two of the commonest letters, against it what another charset has in their place.
    """
    if sum(1 for _ in islice(_WORD.finditer(text), WORDS)) < WORDS:
        return 0
    articles = text.count(" " + AL) + text.count(">" + AL)
    return 3 * articles + text.count(YEH) + text.count(WAW) - 3 * text.count(REPLACEMENT) - 2 * sum(map(text.count, _OUT_OF_PLACE))


def _wide(body: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark: every second byte is the high byte of a basic or an Arabic letter, and few others are."""
    head = body[:4096]
    if len(head) >= 8 and not any(head[2::4]) and not any(head[3::4]):
        return "utf-32-le"
    even, odd = (sum(map(half.count, _HIGH_BYTES)) / max(1, len(half)) for half in (head[::2], head[1::2]))
    return "utf-16-le" if odd > 0.8 > 4 * even else "utf-16-be" if even > 0.8 > 4 * odd else None


def _unmixed(body: bytes, encoding: str) -> str | None:
    """A text in a charset of one byte a letter with its fragments of UTF-8 read as such; None if it has none."""
    if body.count(AL.encode()) < FRAGMENTS:
        return None
    body = body.removeprefix(codecs.BOM_UTF8)
    pieces, end = [], 0
    for run in _UTF_8_RUN.finditer(body):
        pieces += [body[end : run.start()].decode(encoding, "replace"), run.group().decode("utf-8", "replace")]
        end = run.end()
    return "".join((*pieces, body[end:].decode(encoding, "replace")))


def _agrees(claim: str, encoding: str, text: str) -> bool:
    """Whether what was declared reads the same; pure ASCII reads the same in every charset but the wide ones."""
    same = claim == encoding or (claim.startswith("utf-16") and encoding.startswith("utf-16"))
    return same or (text.isascii() and not claim.startswith("utf-16") and encoding != "utf-7")


def _own_replacements(body: bytes, encoding: str) -> int:
    """U+FFFD that the page itself holds."""
    return body.count(REPLACEMENT.encode()) if encoding == "utf-8" else 0


def _unmangled(text: str) -> tuple[str, _Misreading | None]:
    """``text`` with Arabic that had been misread and saved again put right, and how it had been misread."""
    for misread in _MISREADINGS:
        if text.count(misread.article) >= FRAGMENTS and text.count(misread.article) > text.count(AL):
            return _foreign_run(misread).sub(partial(_again, misread), text), misread
    return text, None


def _foreign_run(misread: _Misreading) -> re.Pattern[str]:
    high = "".join(dict.fromkeys(bytes([byte]).decode(misread.read_as, "ignore") or chr(byte) for byte in range(0x80, 0x100)))
    least = 2 if misread.was == "utf-8" else 1
    return re.compile(f"[{re.escape(high)}\x80-\x9f]{{{least},}}")


def _again(misread: _Misreading, match: re.Match[str]) -> str:
    """The text that a run of misread bytes was meant to be, or the run itself."""
    run, raw = match.group(), bytearray()
    for char in run:
        raw += char.encode(misread.read_as, "ignore") or char.encode("latin-1", "ignore")
    try:
        return raw.decode(misread.was)
    except UnicodeDecodeError:
        return run
