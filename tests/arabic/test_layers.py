"""Every layer maps every span to the text that it was made from, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import Chained, Edit, Fold, Layer, fold, folded
from rawi.model import Span

TEXT = st.text(alphabet=st.sampled_from("ابتثجحضدـ.،ًَّٰﷺﷲﻻیک٣۴5 \u200f\u200c\u202e\nx«»"), max_size=60)


@st.composite
def layers(draw: st.DrawFn) -> tuple[str, Layer]:
    """A text and a layer of it with arbitrary edits (an insertion has no source, so none is drawn here)."""
    source = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    pairs = [(start, end) for start, end in pairs if start < end]
    return source, Layer(source, [Edit(start, end, draw(st.text("xyz", max_size=4))) for start, end in pairs])


@given(layers())
def test_offsets_never_fall_and_stay_inside(made: tuple[str, Layer]) -> None:
    """The offsets of a layer never fall, and the last one is the end of the source."""
    source, layer = made
    offsets = layer.offsets()
    assert len(offsets) == len(layer.text) + 1
    assert offsets == sorted(offsets)
    assert offsets[0] >= 0
    assert offsets[-1] == len(source)


@given(layers(), st.data())
def test_back_covers_what_the_span_was_made_from(made: tuple[str, Layer], data: st.DataObject) -> None:
    """Going back and forward again gives a span which holds the one that it began with."""
    source, layer = made
    start = data.draw(st.integers(0, len(layer.text)))
    end = data.draw(st.integers(start, len(layer.text)))
    back = layer.back(Span(start, end))
    assert 0 <= back.start <= back.end <= len(source)
    if start < end and back.start < back.end:
        assert layer.forward(back).holds(Span(start, end))


@given(TEXT)
def test_a_layer_without_edits_is_the_identity(source: str) -> None:
    """Without edits every span maps to itself."""
    layer = Layer(source)
    assert layer.is_identity
    assert layer.offsets() == list(range(len(source) + 1))


@given(TEXT, st.sampled_from(Fold))
def test_fold_maps_each_character_to_its_own(source: str, how: Fold) -> None:
    """Each character of a folded text goes back to the one that folds to it; the text is the same with and without offsets."""
    layer = fold(source, how)
    assert layer.text == folded(source, how)
    for i, char in enumerate(layer.text):
        assert char in folded(layer.back(Span(i, i + 1)).of(source), how)


@given(TEXT, st.sampled_from(Fold))
def test_fold_is_idempotent(source: str, how: Fold) -> None:
    """Folding a folded text changes nothing."""
    assert folded(folded(source, how), how) == folded(source, how)


@given(layers(), st.data())
def test_a_chain_of_layers_reaches_the_source(made: tuple[str, Layer], data: st.DataObject) -> None:
    """A fold on top of another layer maps every one of its spans into the source."""
    source, lower = made
    chained = Chained(lower, fold(lower.text))
    start = data.draw(st.integers(0, len(chained.text)))
    end = data.draw(st.integers(start, len(chained.text)))
    back = chained.back(Span(start, end))
    assert 0 <= back.start <= back.end <= len(source)


def test_a_deletion_at_the_edge_stays_outside() -> None:
    """A word's span does not take in the mask that was deleted beside it, but does take in one that was deleted inside it."""
    layer = Layer("abXXcd", [Edit(2, 4, "")])
    assert layer.back(Span(0, 2)) == Span(0, 2)
    assert layer.back(Span(2, 4)) == Span(4, 6)
    assert layer.back(Span(1, 3)) == Span(1, 5)
    assert layer.forward(Span(2, 4)) == Span(2, 2)
