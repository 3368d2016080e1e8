"""Proposes what a masked word stood for; never overwrites; no reason, no restoration."""

from rawi.restoring.lexicon import Lexicon
from rawi.restoring.restored import Restored, restore

__all__ = ["Lexicon", "Restored", "restore"]
