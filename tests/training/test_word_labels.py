from __future__ import annotations

from rawi.training.statements import with_ends


def test_the_end_of_a_content_has_a_label_of_its_own() -> None:
    """The last word of a content, a content of one word, and what follows a content are told from the words inside and before."""
    assert with_ends(["O", "IK", "BC", "IC", "IC", "O", "IS"]) == ["O", "IK", "BC", "IC", "EC", "OZ", "IS"]
    assert with_ends(["BC", "O", "BC", "IC"]) == ["UC", "OZ", "BC", "EC"]
