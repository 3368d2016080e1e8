"""Markup made to hurt: every input is one line, read in a child with a clock and a memory limit; it ends with a page or a named loss."""

from __future__ import annotations

import multiprocessing
import random
import resource
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from rawi import limits
from rawi.model import Capture, Page
from rawi.reading import gate, read_page
from rawi.reading.html import read_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

SENTENCE = "قالت البلدية إن الجسر سيغلق أمام الشاحنات مدة ثلاثة أسابيع بسبب الصيانة، ولم تعلن كلفة المشروع بعد. "
MEMORY = 1 << 30
SECONDS = 3.0

BOMBS: dict[str, tuple[Callable[[], str], str]] = {
    "100,000 nested elements": (lambda: "<div>" * 100_000 + SENTENCE, "html-too-deep"),
    "elements nested just under the limit": (lambda: "<div>" * (limits.HTML_DEPTH - 10) + SENTENCE, ""),
    "100,000 attributes": (lambda: "<div " + " ".join(f"a{i}=1" for i in range(100_000)) + ">" + SENTENCE, "html-too-many-attributes"),
    "100,000 attributes without values": (
        lambda: "<div " + " ".join(f"a{i}" for i in range(100_000)) + ">" + SENTENCE,
        "html-too-many-attributes",
    ),
    "a tag of 2 MB": (lambda: f"<div title='{'x' * 2_000_000}'>{SENTENCE}", "html-tag-too-long"),
    "5,000 unclosed tables": (lambda: "<table><tr><td>" * 5_000 + SENTENCE, "html-too-deep"),
    "200,000 unclosed links": (lambda: "<a href=x>" * 200_000 + SENTENCE, "html-too-deep"),
    "an endless span of cells": (lambda: f"<table><tr><td colspan=99999999 rowspan=99999999>{SENTENCE}</td></tr></table>" * 50, ""),
    "300,000 entities": (lambda: "<p>" + "&amp;&#1575;" * 150_000 + SENTENCE, ""),
    "a comment without an end": (lambda: f"<p>{SENTENCE}</p><!-- " + "x" * 3_000_000, ""),
    "plaintext": (lambda: f"<p>{SENTENCE}</p><plaintext>" + SENTENCE * 1_000, ""),
    "nested forms": (lambda: "<form>" * 1_500 + SENTENCE, ""),
    "styles in pictures": (lambda: f"<p>{SENTENCE}</p>" + "<svg><style><p>" * 10_000, ""),
    "CDATA in HTML": (lambda: f"<p>{SENTENCE}</p>" + "<p><![CDATA[x]]></p>" * 1_000, ""),
    "misnested bold": (lambda: "<b><p>" * 900 + SENTENCE, ""),
    "10,000 related sections": (lambda: f"<p>{SENTENCE}</p>" + f"<h3>مقالات ذات صلة</h3><p>{SENTENCE}</p>" * 10_000, ""),
    "JSON-LD nested 100,000 deep": (lambda: f"<script type=application/ld+json>{'[' * 100_000}</script><p>{SENTENCE}", "json-ld-refused"),
    "20,000 dates in the head": (lambda: "<meta property='article:published_time' content='2020-01-05'>" * 20_000 + f"<p>{SENTENCE}", ""),
    "500,000 bidi overrides": (lambda: "<p>" + "\u202e" * 500_000 + SENTENCE, ""),
    "600,000 vowel marks on a letter": (lambda: "<p>" + "\u0651\u064e" * 300_000 + SENTENCE, ""),
    "a title of separators": (lambda: f"<title>{' - ' * 100_000}</title><p>{SENTENCE}", ""),
    "less-than signs in a script": (lambda: f"<script>{'if(a<b){x=1}' * 100_000}</script><p>{SENTENCE}", ""),
}


class Outcome(NamedTuple):
    """How a reading in the child went."""

    seconds: float
    kilobytes: int
    codes: frozenset[str]
    length: int
    holds_sentence: bool


def _child(markup: str, pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 3, MEMORY * 3))
    start = time.process_time()
    page = read(markup)
    seconds = time.process_time() - start
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pipe.send(Outcome(seconds, kilobytes, codes(page), len(page.text), SENTENCE.strip() in page.text))


def in_child(markup: str) -> Outcome:
    """Read ``markup`` in a child of its own; once more if it took too long, since the machine may have been busy."""
    outcome = _once(markup)
    return outcome if outcome.seconds < SECONDS else _once(markup)


def _once(markup: str) -> Outcome:
    context = multiprocessing.get_context("fork")
    mine, its = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(markup, its))
    process.start()
    its.close()
    try:
        assert mine.poll(30), "the reader did not end"
        outcome: Outcome = mine.recv()
    finally:
        process.kill()
        process.join()
    return outcome


def read(markup: str | bytes) -> Page:
    """A page without any knowledge about where it is from."""
    return read_html(Capture("capture", ""), markup)


def codes(page: Page) -> frozenset[str]:
    """What is wrong with it."""
    return frozenset(problem.code for problem in page.problems)


@pytest.mark.parametrize("name", BOMBS)
def test_html_bombs(name: str) -> None:
    """Every bomb ends within 3 s and 1 GB, its sentence is read, and what was refused is named."""
    make, code = BOMBS[name]
    outcome = in_child(make())
    assert outcome.seconds < SECONDS
    assert outcome.kilobytes < MEMORY // 1024
    assert outcome.holds_sentence
    assert (code in outcome.codes) if code else not any(found.startswith("html-") for found in outcome.codes)


@pytest.mark.slow
def test_a_million_siblings() -> None:
    """A million paragraphs are read line by line, whole, within 3 s."""
    outcome = in_child("<p>نص</p>" * 1_000_000)
    assert outcome.seconds < SECONDS
    assert outcome.codes == {"html-too-many-tags"}
    assert outcome.length >= 2_000_000


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{SENTENCE * 110_000}</p>",
        "<div>" * 300 + SENTENCE * 10 + "</div>" * 300,
        f"<b>{SENTENCE}" * 300,
    ],
    ids=["a text of 11 million letters", "300 elements deep", "300 open at once"],
)
def test_no_silent_loss(markup: str) -> None:
    """Long texts and deep elements, at which the parser alone would stop without a word, are read whole."""
    page = read(markup)
    assert page.text.count("الجسر") == markup.count("الجسر")
    assert codes(page) == frozenset()


@pytest.mark.parametrize(
    "markup", ["", "<", "<html><script>x()</script></html>", "<html><body><img src=a><img src=b></body></html>", "<p>\u200f\ufeff</p>"]
)
def test_pages_without_text(markup: str) -> None:
    """A page without visible text says so, or is read as the character that it is."""
    page = read(markup)
    assert codes(page) == {"no-text"} if not page.text else page.text == markup


@pytest.mark.slow
def test_twenty_megabytes_of_news() -> None:
    """20 MB of paragraphs are read whole within 20 s, in less than twelve times their size."""
    markup = f"<html><body><article>{f'<p>{SENTENCE * 4}</p>' * 26_000}</article></body></html>"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome = in_child(markup)
    assert outcome.seconds < 20
    assert outcome.length >= 26_000 * len(SENTENCE.strip() * 4)
    assert (outcome.kilobytes - before) * 1024 < 12 * len(markup.encode())


@pytest.mark.parametrize(("count", "refused"), [(limits.HTML_DEPTH - 1, False), (limits.HTML_DEPTH, False), (limits.HTML_DEPTH + 1, True)])
def test_the_depth_limit_is_exact(count: int, refused: bool) -> None:
    """Depth is refused from the first element over the limit on."""
    assert (gate.refusal("<div>" * count + "</div>" * count) is not None) == refused


@pytest.mark.parametrize(
    ("count", "refused"), [(limits.HTML_ATTRIBUTES - 1, False), (limits.HTML_ATTRIBUTES, False), (limits.HTML_ATTRIBUTES + 1, True)]
)
def test_the_attribute_limit_is_exact(count: int, refused: bool) -> None:
    """So are attributes."""
    assert (gate.refusal("<div " + " ".join(f"a{i}=1" for i in range(count)) + ">x</div>") is not None) == refused


def test_scripts_hold_no_markup() -> None:
    """What looks like tags inside a script is not counted, so that a page with much script is parsed."""
    script = "<script>" + "var a='<div><div>';" * 3_000 + "</script>"
    assert gate.refusal(script + f"<p>{SENTENCE}</p>") is None


def test_same_everywhere() -> None:
    """The same bytes give the same page, whatever was read before."""
    makes = [make() for make, _ in list(BOMBS.values())[7:12]]
    first = [read(markup) for markup in makes]
    order = list(range(len(makes)))
    random.Random(7).shuffle(order)
    again = {i: read(makes[i]) for i in order}
    assert [again[i] for i in range(len(makes))] == first


def test_flattened_text_is_not_taken_for_markup() -> None:
    """A text that speaks of tags, or has a lone sign in it, stays text."""
    for text in ("السعر < 5 دنانير اليوم\n\nوقال التاجر إن السعر سيرتفع غداً.", "كتب المبرمج <b> في مقاله ونسي إغلاقها."):
        assert read_page(Capture("capture", ""), text).text == text
