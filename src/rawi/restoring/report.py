"""Which words an outlet masks, how often, by which device, since when: the masking report over any set of texts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from rawi.arabic import Fold, folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.model import Reading, Restoration


class MaskedWord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One word that one outlet masks."""

    word: str
    """The word without vowel marks and tatweel."""
    outlet: str
    """Empty where the outlet is not known."""
    times: int
    devices: tuple[tuple[str, int], ...]
    """Each way of masking it and how often, commonest first."""
    forms: tuple[str, ...]
    """How it was found, commonest first, at most ``FORMS``."""
    since: str | None = None
    """The earliest time of publication among the texts that give one (as they give it)."""
    until: str | None = None
    texts: int = 0
    """In how many texts it was masked."""


UNMASKED: Final = frozenset({"presentation", "keyboard"})
"""Devices of machines, not of writers: letters stored in the shapes that they are printed in, and a Persian keyboard's letters."""

FORMS = 5
"""How many masked forms a row shows."""


class MaskingReport:
    """Counts masked words text by text; it holds one entry for each word of each outlet, never a text."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, str], Counter[str]] = {}
        self._devices: dict[tuple[str, str], Counter[str]] = {}
        self._times: dict[tuple[str, str], tuple[str | None, str | None]] = {}
        self._texts: Counter[tuple[str, str]] = Counter()

    def add(self, restorations: Iterable[Restoration], *, outlet: str = "", published: str | None = None) -> None:
        """Count the restorations of one text; ``published`` is ISO 8601, or None.

        A word that only its writer's machine spelled otherwise (``UNMASKED``) hides from nobody and is not counted.
        """
        seen = set()
        for restoration in restorations:
            if UNMASKED.issuperset(restoration.device.split("+")):
                continue
            key = (folded(restoration.restored, Fold.PLAIN), outlet)
            seen.add(key)
            self._forms.setdefault(key, Counter())[restoration.found] += 1
            self._devices.setdefault(key, Counter())[restoration.device] += 1
        for key in seen:
            self._texts[key] += 1
            since, until = self._times.get(key, (None, None))
            if published:
                since, until = min(since or published, published), max(until or published, published)
            self._times[key] = since, until

    def add_reading(self, reading: Reading) -> None:
        """Count the restorations of one reading under its page's outlet and time of publication."""
        page = reading.page
        outlet = page.outlet.value if page.outlet else ""
        self.add(reading.restorations, outlet=outlet, published=page.published.value if page.published else None)

    def rows(self) -> list[MaskedWord]:
        """A row for each word of each outlet: most masked first, then by outlet and word."""
        rows = [
            MaskedWord(
                word=word,
                outlet=outlet,
                times=forms.total(),
                devices=tuple(_ranked(self._devices[word, outlet])),
                forms=tuple(form for form, _ in _ranked(forms)[:FORMS]),
                since=self._times[word, outlet][0],
                until=self._times[word, outlet][1],
                texts=self._texts[word, outlet],
            )
            for (word, outlet), forms in self._forms.items()
        ]
        return sorted(rows, key=lambda row: (-row.times, row.outlet, row.word))


def masking_report(readings: Iterable[Reading]) -> list[MaskedWord]:
    """The masking report of ``readings``."""
    report = MaskingReport()
    for reading in readings:
        report.add_reading(reading)
    return report.rows()


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
