"""Believed findings at their places, and edits upon edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from rawi.arabic import Edit
from rawi.model import Span
from rawi.restoring.findings import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.arabic import Layer


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A finding that was believed, at its place in a text."""

    start: int
    end: int
    edits: tuple[Change, ...]
    word: str | None
    """What the edits make of it, if that is known already."""
    device: str
    score: float
    rule: str
    others: tuple[tuple[str, float], ...] = ()

    def moved(self, layer: Layer) -> Mark:
        """The same mark at its place in the text which ``layer`` was made from."""
        span = layer.back(Span(self.start, self.end))
        edits = []
        for start, end, new in self.edits:
            place = layer.back(Span(start, end))
            edits.append((place.start, place.end, new))
        return replace(self, start=span.start, end=span.end, edits=tuple(edits), word=None)


def merged(marks: Iterable[Mark], more: Iterable[Mark]) -> list[Mark]:
    """Both, in order; marks which share a place become one that carries the devices and the evidence of all and the lowest score."""
    found: list[Mark] = []
    for mark in sorted((*marks, *more), key=lambda mark: (mark.start, -mark.end)):
        last = found[-1] if found else None
        if last is None or mark.start >= last.end:
            found.append(mark)
            continue
        surer, weaker = (last, mark) if last.score >= mark.score else (mark, last)
        found[-1] = Mark(
            last.start,
            max(last.end, mark.end),
            tuple(sorted({*last.edits, *mark.edits})),
            None,
            "+".join(sorted({*last.device.split("+"), *mark.device.split("+")})),
            weaker.score,
            weaker.rule,
            weaker.others or surer.others,
        )
    return found


def composed(one: Iterable[Change], other: Iterable[Change]) -> list[Change]:
    """The edits of the source which do at once what ``one``, and then ``other`` on its outcome, do."""
    first, second = ([Edit(*change) for change in changes] for changes in (one, other))
    out: list[Change] = []
    i = shift = 0  # shift: how far the outcome of ``first`` lies behind the source before first[i]
    for edit in second:
        while i < len(first) and first[i].start + shift + len(first[i].text) <= edit.start:
            out.append(first[i])
            shift += len(first[i].text) - (first[i].end - first[i].start)
            i += 1
        start, head, tail = edit.start - shift, "", ""
        if i < len(first) and first[i].start + shift < edit.start:
            head = first[i].text[: edit.start - first[i].start - shift]
            start = first[i].start
        end = max(start, edit.end - shift)
        while i < len(first) and first[i].start + shift < edit.end:
            inside = first[i]
            tail = inside.text[max(0, edit.end - inside.start - shift) :]
            shift += len(inside.text) - (inside.end - inside.start)
            end = inside.end if tail else max(inside.end, edit.end - shift)
            i += 1
        out.append(Edit(start, end, head + edit.text + tail))
    return [*out, *first[i:]]
