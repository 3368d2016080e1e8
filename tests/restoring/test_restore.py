from __future__ import annotations

from rawi.restoring import restore


def test_a_break_with_tatweel_is_undone() -> None:
    """A word broken by tatweel and a mark comes back whole, with the span of the word as found."""
    restored = restore("قال إن الإرهـ.ـابية كذا")
    assert restored.text == "قال إن الإرهابية كذا"
    (only,) = restored.restorations
    assert only.span.of("قال إن الإرهـ.ـابية كذا") == only.found == "الإرهـ.ـابية"
