"""What is true of any Arabic text: letters, folding, words, layers. Knows no page."""

from rawi.arabic.folding import Fold, fold, folded
from rawi.arabic.layers import Chained, Edit, Layer
from rawi.arabic.words import collapse, has_arabic, words

__all__ = ["Chained", "Edit", "Fold", "Layer", "collapse", "fold", "folded", "has_arabic", "words"]
