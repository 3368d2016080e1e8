from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.model import Capture
from rawi.reading.decode import clean, decode, decode_capture

TEXT = "قال مسؤول في وزارة الصحة إن الحالة مستقرة، وأضاف أن المرضى غادروا إلى بيوتهم في القرى البعيدة."
PAGE = f"<html><head><title>الصحة: الحالة مستقرة</title></head><body><p>{TEXT}</p></body></html>"
CHARSETS = ("utf-8", "windows-1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig")
DECLARED = (None, "utf-8", "windows-1256", "iso-8859-1", "utf-16", "no-such-charset")


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("charset", CHARSETS)
def test_charsets(charset: str, declared: str | None) -> None:
    """Arabic reads right in every charset, whatever the transport declares, and a declaration that is refused is named."""
    body = PAGE.replace("،", " ").encode(charset) if charset == "iso-8859-6" else PAGE.encode(charset)
    decoded = decode(body, declared=declared)
    assert decoded.text.replace("،", " ") == PAGE.replace("،", " ")
    refused = [problem.subject for problem in decoded.problems if problem.code == "charset-refused"]
    if declared == "utf-8" and charset in {"windows-1256", "iso-8859-6"}:
        assert refused == ["utf-8"]
    if declared == charset or declared in {None, "no-such-charset"}:
        assert refused == []


@pytest.mark.parametrize("meta", ["<meta charset='utf-8'>", "<meta charset='utf-8'><meta charset='iso-8859-1'>", ""])
def test_a_wrong_meta_is_refused(meta: str) -> None:
    """What the page declares about itself is evidence, not an order."""
    decoded = decode(PAGE.replace("<head>", f"<head>{meta}").encode("cp1256"))
    assert (decoded.encoding, TEXT in decoded.text) == ("windows-1256", True)
    assert {problem.code for problem in decoded.problems} == ({"charset-refused"} if meta else set())


def test_utf_7_is_read_only_where_it_is_declared() -> None:
    """Shifted ASCII is Arabic if the page says UTF-7, and ASCII if it does not."""
    body = PAGE.encode("utf-7")
    assert TEXT in decode(body, declared="utf-7").text
    assert decode(body).text == body.decode("ascii")


def test_damaged_utf_8_stays_utf_8() -> None:
    """A few bytes that are not UTF-8 cost as many characters, counted, and do not turn the page into another charset."""
    body = PAGE.encode() * 10
    body = body[:400] + b"\xc7\xe1" + body[400:]
    decoded = decode(body)
    assert decoded.encoding == "utf-8"
    assert decoded.text.count(TEXT) >= 9
    assert [problem.code for problem in decoded.problems] == ["bytes-replaced"]


@pytest.mark.parametrize("charset", ["cp1252", "cp1256"])
def test_mojibake_is_repaired(charset: str) -> None:
    """UTF-8 that somebody had read as another charset and saved again is read back, and the page says so."""
    misread = "".join(bytes([byte]).decode(charset, "ignore") or chr(byte) for byte in (PAGE * 3).encode())
    decoded = decode(misread.encode())
    assert decoded.text == PAGE * 3
    assert [problem.code for problem in decoded.problems] == ["mojibake-repaired"]


def test_a_page_may_show_mojibake() -> None:
    """One garbled word in a sound page is the page's own."""
    text = PAGE + "ط§ظ„"
    assert decode(text.encode()).text == text


def test_headers_are_evidence() -> None:
    """The charset of Content-Type is heard, and named where it is refused."""
    capture = Capture("capture", "", headers=(("Content-Type", 'text/html; charset="utf-8"'),))
    decoded = decode_capture(capture, PAGE.encode("cp1256"))
    assert decoded.encoding == "windows-1256"
    assert [(problem.code, problem.subject) for problem in decoded.problems] == [("charset-refused", "utf-8")]


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_text_is_clean(text: str) -> None:
    """After decoding there is no NUL, no control, no lone surrogate and no non-character, and nothing has moved."""
    cleaned, count = clean(text)
    assert len(cleaned) == len(text)
    assert not any(_is_unclean(char) for char in cleaned)
    assert count == sum(map(_is_unclean, text.replace("\x0b", " ").replace("\x0c", " ")))
    assert clean(cleaned) == (cleaned, 0)


@given(st.binary(max_size=400), st.sampled_from(DECLARED))
def test_any_bytes_give_clean_text(body: bytes, declared: str | None) -> None:
    """Whatever the bytes and the declaration, there is a text, and it is clean."""
    decoded = decode(body, declared=declared)
    assert not any(map(_is_unclean, decoded.text))


def _is_unclean(char: str) -> bool:
    """The definition, written out slowly."""
    code = ord(char)
    control = code < 0x20 and char not in "\t\n\r"
    return control or code == 0x7F or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
