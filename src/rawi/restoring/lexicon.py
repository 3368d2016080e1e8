"""The words which decide where form alone cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Lexicon:
    """Known words and how common each is."""

    def __init__(self, frequencies: Mapping[str, float] | None = None) -> None:
        """Take each word's decimal logarithm of its share of running text."""
        self._frequencies = dict(frequencies or {})

    def __contains__(self, word: str) -> bool:
        return word in self._frequencies
