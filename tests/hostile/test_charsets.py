"""HOSTILE charsets: pages whose bytes, headers and declarations disagree, each from one line; and real articles in windows-1256."""

from __future__ import annotations

import codecs
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import pytest

from rawi.model import Capture
from rawi.reading import read_page
from rawi.reading.decode import REPLACEMENT, decode_capture
from rawi.sources import Got, captures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINE = "قال مسؤول في وزارة الصحة إن الحالة مستقرة وأضاف أن المرضى غادروا المستشفى إلى بيوتهم في القرى البعيدة."
SHORT = "<p>عاد الوفد من القمة إلى العاصمة مساء"


def page(meta: str = "", text: str = LINE) -> str:
    """A page that declares what a test wants."""
    return f"<html><head>{meta}<title>الصحة الحالة مستقرة</title></head><body><p>{text}</p></body></html>"


def xml(encoding: str) -> str:
    """A page with an XML declaration."""
    return f"<?xml version='1.0' encoding='{encoding}'?>\n{page()}"


def mac(text: str) -> bytes:
    """Text as a Macintosh saved it: its markup in ASCII, which Python's own codec would turn into right-to-left doubles."""
    return b"".join(char.encode("ascii" if char.isascii() else "mac-arabic") for char in text)


def misread(text: str, was: str, read_as: str) -> bytes:
    """Text that was read in the wrong charset and saved again."""
    return "".join(bytes([byte]).decode(read_as, "ignore") or chr(byte) for byte in text.encode(was)).encode()


CP1256, UTF8 = "windows-1256", "utf-8"
META_UTF8, META_LATIN, META_1256 = (
    "<meta charset=utf-8>",
    "<meta charset='iso-8859-1'>",
    '<meta http-equiv=Content-Type content="text/html; charset=windows-1256">',
)


class Case(NamedTuple):
    """A page as its bytes and its header come in, and how it is to be read."""

    text: str
    bytes_of: Callable[[str], bytes]
    header: str
    encoding: str
    problems: str = ""


def in_(charset: str, *, bom: bytes = b"") -> Callable[[str], bytes]:
    """How a text is written in a charset."""
    return lambda text: bom + text.encode(charset)


CASES = {
    # windows-1256
    "1256 that nobody declares": Case(page(), in_("cp1256"), "", CP1256),
    "1256 declared by the header": Case(page(), in_("cp1256"), "windows-1256", CP1256),
    "1256 declared by its alias": Case(page(), in_("cp1256"), "x-cp1256", CP1256),
    "1256 declared by the page": Case(page(META_1256), in_("cp1256"), "", CP1256),
    "1256 declared by XML": Case(xml("windows-1256"), in_("cp1256"), "", CP1256),
    "1256 under a UTF-8 header": Case(page(), in_("cp1256"), "utf-8", CP1256, "charset-refused"),
    "1256 that says it is UTF-8": Case(page(META_UTF8), in_("cp1256"), "", CP1256, "charset-refused"),
    "1256 that says it is Latin": Case(page(META_LATIN), in_("cp1256"), "", CP1256, "charset-refused"),
    "1256, the page right, the header wrong": Case(page(META_1256), in_("cp1256"), "utf-8", CP1256, "charset-refused"),
    "1256, the header right, the page wrong": Case(page(META_UTF8), in_("cp1256"), "windows-1256", CP1256, "charset-refused"),
    "1256, two wrong declarations": Case(page(META_UTF8 + META_LATIN), in_("cp1256"), "utf-16", CP1256, "charset-refused " * 3),
    "1256 that says it is ISO": Case(page("<meta charset=iso-8859-6>"), in_("cp1256"), "", CP1256, "charset-refused"),
    "1256 in one short line": Case(SHORT, in_("cp1256"), "utf-8", CP1256, "charset-refused"),
    "1256 after a byte order mark of UTF-8": Case(page(META_1256), in_("cp1256", bom=codecs.BOM_UTF8), "utf-8", CP1256, "charset-refused"),
    "1256 with a NUL": Case(page(text=LINE + "\0"), in_("cp1256"), "", CP1256, "characters-replaced"),
    # UTF-8
    "UTF-8 that nobody declares": Case(page(), in_("utf-8"), "", UTF8),
    "UTF-8 under a 1256 header": Case(page(), in_("utf-8"), "windows-1256", UTF8, "charset-refused"),
    "UTF-8 that says it is 1256": Case(page(META_1256), in_("utf-8"), "", UTF8, "charset-refused"),
    "UTF-8 that says it is UTF-16": Case(xml("utf-16"), in_("utf-8"), "", UTF8, "charset-refused"),
    "UTF-8 with its mark, against the header": Case(page(), in_("utf-8-sig"), "windows-1256", UTF8, "charset-refused"),
    "UTF-8 with an unknown declaration": Case(page("<meta charset=x-none>"), in_("utf-8"), "klingon", UTF8),
    "UTF-8 with a declaration in a comment": Case(page("<!-- <meta charset=windows-1256> -->"), in_("utf-8"), "", UTF8),
    "UTF-8 in one short line": Case(SHORT, in_("utf-8"), "", UTF8),
    "UTF-8 with lone surrogates": Case(
        page(text=LINE + "\ud83d"), lambda text: text.encode("utf-8", "surrogatepass"), "", UTF8, "bytes-replaced"
    ),
    "UTF-8 with a NUL": Case(page(text=LINE + "\0"), in_("utf-8"), "", UTF8, "characters-replaced"),
    # UTF-16 and 32
    "UTF-16 with its mark": Case(page(), in_("utf-16"), "", "utf-16-le"),
    "UTF-16 BE with its mark, against the header": Case(
        page(), in_("utf-16-be", bom=codecs.BOM_UTF16_BE), "utf-8", "utf-16-be", "charset-refused"
    ),
    "UTF-16 LE without a mark": Case(page(META_UTF8), in_("utf-16-le"), "", "utf-16-le"),
    "UTF-16 BE without a mark": Case(page(), in_("utf-16-be"), "utf-16", "utf-16-be"),
    "UTF-16 LE, text alone": Case(LINE, in_("utf-16-le"), "", "utf-16-le"),
    "UTF-16 BE, text alone": Case(LINE, in_("utf-16-be"), "utf-8", "utf-16-be", "charset-refused"),
    "UTF-16 called Unicode": Case(page(), in_("utf-16-le"), "unicode", "utf-16-le"),
    "UTF-32 with its mark": Case(page(), in_("utf-32"), "", "utf-32-le"),
    "UTF-32 without a mark": Case(page(), in_("utf-32-le"), "", "utf-32-le"),
    # other Arabic charsets
    "ISO that nobody declares": Case(page(), in_("iso-8859-6"), "", "iso-8859-6"),
    "ISO under a UTF-8 header": Case(page(), in_("iso-8859-6"), "utf-8", "iso-8859-6", "charset-refused"),
    "ISO that says it is 1256": Case(page(META_1256), in_("iso-8859-6"), "", "iso-8859-6", "charset-refused"),
    "ASMO by its name": Case(page(), in_("iso-8859-6"), "asmo-708", "iso-8859-6"),
    "DOS 720, declared": Case(page(), in_("cp720"), "dos-720", "cp720"),
    "Macintosh, declared": Case(page(text=LINE + " ١٤٤٦"), mac, "x-mac-arabic", "mac-arabic"),
    "UTF-7, declared": Case(page(), in_("utf-7"), "utf-7", "utf-7"),
    # several at once
    "UTF-8 saved as Latin": Case(page(text=LINE * 3), lambda text: misread(text, "utf-8", "cp1252"), "", UTF8, "mojibake-repaired"),
    "UTF-8 saved as 1256": Case(page(text=LINE * 3), lambda text: misread(text, "utf-8", "cp1256"), "utf-8", UTF8, "mojibake-repaired"),
    "1256 saved as Latin": Case(page(text=LINE * 3), lambda text: misread(text, "cp1256", "cp1252"), "utf-8", UTF8, "mojibake-repaired"),
    "1256 with a box in UTF-8": Case(
        page(text=LINE * 3),
        lambda text: text.encode("cp1256").replace(LINE.encode("cp1256"), LINE.encode(), 1),
        "",
        CP1256,
        "charsets-mixed",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_charsets(name: str) -> None:
    """Every page is read to the letter in the charset that it is in, and what else was declared is named."""
    case = CASES[name]
    headers = (("Content-Type", f"text/html; charset={case.header}"),) if case.header else (("Content-Type", "text/html"),)
    decoded = decode_capture(Capture("capture", "", headers=headers), case.bytes_of(case.text))
    expected = case.text.replace("\0", REPLACEMENT).replace("\ud83d", REPLACEMENT * 3)
    assert decoded.encoding == case.encoding
    assert decoded.text == expected
    named = [problem.code for problem in decoded.problems]
    assert [code for code in named if code != "charset-refused" or case.problems] == case.problems.split()


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (page(text=LINE * 4).encode()[:-16] + "ق".encode()[:1], 1),
        (page(text=LINE * 4).encode().replace("الصحة".encode(), b"\xc7\xe1\xd5\xcd\xc9", 1), 5),
        (page(text=LINE * 4).encode().replace(b" ", b"\xff ", 3), 3),
    ],
    ids=["cut inside a letter", "a word in 1256", "stray bytes"],
)
def test_damaged_utf_8(body: bytes, lost: int) -> None:
    """UTF-8 with bytes that are none keeps at least 99.9 % of the other letters; the places are counted."""
    decoded = decode_capture(Capture("capture", ""), body)
    assert decoded.encoding == "utf-8"
    (problem,) = decoded.problems
    assert problem.code == "bytes-replaced"
    assert 1 <= int(problem.subject) <= lost
    assert decoded.text.count(LINE) >= 2


def test_a_declaration_never_makes_a_page_worse() -> None:
    """Whatever a header declares, be it no charset at all, a page reads as it does without."""
    for charset in ("cp1256", "utf-8", "iso-8859-6"):
        body = page().encode(charset)
        for declared in (
            "utf-16",
            "utf-7",
            "cp720",
            "x-mac-arabic",
            "gb18030",
            "shift_jis",
            "koi8-r",
            "rot13",
            "hex",
            "undefined",
            "\0",
            "é" * 50,
        ):
            capture = Capture("capture", "", headers=(("content-type", f"text/html; charset={declared}"),))
            assert decode_capture(capture, body).text == page(), (charset, declared)


OTHERS = {
    "cp1252": "El presidente dijo aquí está la decisión: año tras año, según él, más allá del país, así será. Él volvió ayer.",
    "cp1250": "Předseda vlády dnes řekl, že jednání bylo užitečné a že příště bude pokračovat v Praze.",
    "cp1251": "Президент заявил сегодня, что встреча прошла успешно и стороны договорились о прекращении огня.",
    "iso8859-7": "Ο πρόεδρος δήλωσε σήμερα ότι η συνάντηση ήταν πολύ χρήσιμη για όλους και ότι θα συνεχιστεί αύριο.",
    "cp1254": "Cumhurbaşkanı bugün yaptığı açıklamada görüşmenin çok yararlı olduğunu söyledi.",
    "cp1255": "הנשיא אמר היום כי הפגישה הייתה מועילה מאוד וכי היא תימשך מחר בבוקר בירושלים.",
}


@pytest.mark.parametrize("charset", OTHERS)
def test_other_languages_stay_theirs(charset: str) -> None:
    """What is not Arabic is not read as if it were."""
    assert decode_capture(Capture("capture", ""), OTHERS[charset].encode(charset)).text == OTHERS[charset]


WRAPPERS = (
    "{}",
    "<p>{}</p>",
    "<!DOCTYPE html><html><head><title>{}</title><script>var a = 'b';</script></head><body><a href='/'>Home</a><p>{}</p></body></html>",
)


@pytest.mark.parametrize("name", ["saudinewsnet", "ant2018"])
def test_real_articles_in_windows_1256(name: str, shared: Path) -> None:
    """Real articles, their titles, and their first forty letters read right in windows-1256, whatever is declared or not."""
    read = 0
    for number, got in enumerate(islice(captures([str(shared / "data" / f"{name}.jsonl.gz")]), 0, 1_500, 10)):
        if not isinstance(got, Got):  # a row without text
            continue
        text = str(got.body).encode("cp1256", "ignore").decode("cp1256")
        for piece in (text, got.given.title.encode("cp1256", "ignore").decode("cp1256"), text[:40]):
            if sum("\u0621" <= char <= "\u064a" for char in piece) < 15:
                continue
            for wrapper in WRAPPERS:
                whole = wrapper.format(piece, piece)
                declared = ("", "utf-8", "windows-1256", "iso-8859-1")[number % 4]
                capture = Capture("capture", "", headers=(("Content-Type", f"text/html; charset={declared}"),))
                decoded = decode_capture(capture, whole.encode("cp1256"))
                assert decoded.text == whole, (number, declared, decoded.encoding)
                read += 1
    assert read > 1_000


def test_the_page_is_read_in_the_charset_that_was_chosen() -> None:
    """What the bytes say reaches the blocks: a title and a paragraph of a mislabelled page are Arabic."""
    read = read_page(Capture("capture", ""), page(META_UTF8, LINE * 3).encode("cp1256"))
    assert (read.encoding, LINE in read.text) == ("windows-1256", True)
