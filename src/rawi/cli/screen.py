"""A screen that Arabic can be read on, with or without right-to-left support in the terminal, with or without colour."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING, Final

from rawi import settings
from rawi.arabic.bidi import isolated, tamed, visual

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDEST: Final = 110
"""Longer lines are hard to read, however wide the window."""

STYLES: Final = {"strong": "\x1b[1m", "mark": "\x1b[36m", "faint": "\x1b[2m", "warn": "\x1b[33m"}
RESET: Final = "\x1b[0m"

RESTORED: Final = ("\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}")
"""Marks round a restored word: they are seen in colour and without, and no news text holds them."""


_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BYTES: Final = re.compile("[\udc80-\udcff]+")
"""How Python holds the bytes of a name which are no letters in the charset of the system; mostly they are UTF-8 all the same."""
_BREAK: Final = re.compile("[\t-\r\x85\u2028\u2029]")


def cleared(text: str) -> str:
    """``text`` on one line, without anything that a terminal would obey: controls, escapes and halves of characters stand as U+FFFD."""
    return _CONTROL.sub("\ufffd", _BREAK.sub(" ", text))


def plain(text: str) -> str:
    """A name that somebody else gave (a file's, an entry's, an address) for use in a line of our own words: it is all that it can say."""
    return cleared(tamed(_BYTES.sub(lambda run: run.group().encode("utf-8", "surrogateescape").decode("utf-8", "replace"), text)))


def turns_text() -> bool:
    """Whether rawi must put right-to-left text in visual order itself, by the setting ``bidi`` or by what is known of the terminal."""
    choice = settings.get("bidi")
    if choice != "auto":
        return choice == "visual"
    if not sys.stdout.isatty():
        return False
    # Terminals known to print in logical order, left to right: the Linux console, Windows Terminal and conhost, VS Code, tmux inside them.
    return (
        os.environ.get("TERM") == "linux"
        or "WT_SESSION" in os.environ
        or os.environ.get("TERM_PROGRAM") in {"vscode", "Apple_Terminal", "Hyper"}
    )


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: «1 row», «2 rows»."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


class Screen:
    """Prints lines of either direction to standard output, wrapped at the window's width."""

    def __init__(self, *, visual_order: bool | None = None, colour: bool | None = None, width: int | None = None) -> None:
        """Take what is not told from the terminal."""
        self.visual_order = turns_text() if visual_order is None else visual_order
        self.colour = (sys.stdout.isatty() and "NO_COLOR" not in os.environ) if colour is None else colour
        self.width = min(width or shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)

    def blank(self) -> None:
        """Leave a line empty."""
        self._write("")

    def label(self, text: str, style: str = "faint") -> None:
        """Print a left-to-right line of our own words; page text inside it must come through ``quoted``."""
        self._write(self._styled(cleared(text), style))

    def quoted(self, text: str) -> str:
        """Page text for use inside a line of our own words: it cannot move its neighbours."""
        flat = " ".join(tamed(text).split())
        return visual(flat) if self.visual_order else isolated(flat)

    def arabic(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print page text, wrapped, set from the right; hanging in by ``indent`` columns."""
        for line in wrapped(plain(text), self.width - indent):
            shown = visual(line).rjust(self.width - indent) if self.visual_order else line
            lead = "" if self.visual_order else " " * indent
            self._write(lead + self._styled(shown, style))

    def _styled(self, text: str, style: str) -> str:
        return f"{STYLES[style]}{text}{RESET}" if self.colour and style else text

    @staticmethod
    def _write(line: str) -> None:
        sys.stdout.write(line + "\n")


def wrapped(text: str, width: int) -> Iterable[str]:
    """The lines of ``text``, none longer than ``width`` unless a single word is."""
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
