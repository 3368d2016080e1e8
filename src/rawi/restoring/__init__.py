"""Proposes what a masked word stood for; never overwrites; no reason, no restoration."""

from rawi.restoring.lexicon import Lexicon, shipped
from rawi.restoring.report import MaskedWord, MaskingReport, masking_report
from rawi.restoring.restored import Restored, restore

__all__ = ["Lexicon", "MaskedWord", "MaskingReport", "Restored", "masking_report", "restore", "shipped"]
