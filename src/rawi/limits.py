"""Every number that bounds hostile input, named once. Anchors and measurements: ``docs/limits.md``."""

from __future__ import annotations

from typing import Final

# Arabic text
MARKS_ON_ONE_LETTER: Final = 20
"""Combining marks kept on one letter; CPython's normaliser turns quadratic above it (7.4 s for 128 kB of ordinary vowels)."""
DIGITS_IN_A_NUMBER: Final = 60
QUOTES_NESTED: Final = 5

# A page
STORIES_PER_PAGE: Final = 200
STATEMENTS_PER_STORY: Final = 2_000
PROBLEMS_OF_ONE_CODE: Final = 100
"""Problems of one code listed one by one; the rest are counted in one more."""
PAGE_BYTES: Final = 20_000_000
"""Decoded bytes of one page (trafilatura 20 MB, Miniflux 15 MB)."""

# HTML, before any parser sees it
META_CHARSET_BYTES: Final = 4_096
"""How far into a page a ``charset`` is looked for; browsers stop at 1,024, real pages put it later."""
HTML_TAGS: Final = 500_000
HTML_DEPTH: Final = 2_000
"""Elements open at once. The parser itself gives up at 2,048."""
HTML_ATTRIBUTES: Final = 2_000
"""Attributes of one tag; 100,000 of them cost lxml 31 s."""
HTML_TAG_LENGTH: Final = 1_000_000
"""Code points of one tag."""
HTML_ELEMENTS_JUDGED: Final = 20_000
"""Elements up to which the main body is sought with trafilatura, whose cost grows faster than the page; above it our own rule decides."""
HTML_LENGTH_JUDGED: Final = 3_000_000
"""Code points of visible text up to which the same is done."""
FLAT_BLOCKS: Final = 50_000
"""Blocks of a page that is read without its structure; lines past it share the last one."""
JSON_LD_LENGTH: Final = 1_000_000
JSON_LD_DEPTH: Final = 60
JSON_LD_NODES: Final = 5_000
PATH_STEPS: Final = 24
"""Steps of an element path that a block keeps; the outermost go first."""
LISTING_ITEMS: Final = 5_000
TITLE_LENGTH: Final = 600
"""No headline is longer; what claims to be one is not read as one."""
# Names
WORDS_TAGGED_AT_ONCE: Final = 400
"""Words of one line that the name tagger reads in one go; longer lines are read in pieces."""
WORD_FORMS_KEPT: Final = 50_000
"""Analysed word forms kept in memory by a tagger (some 40 MB)."""
NAMES_COMPARED: Final = 300
"""Entities of a page, and mentions of each, that a name is compared with for a shorter form or another spelling; the latest come first."""
PLACES_OF_ONE_NAME: Final = 12
"""Places of one name that are ranked; the gazetteer's largest come first."""

# Masked words
LETTERS_WITHOUT_SPACE: Final = 4_096
"""Code points without white space from which on only a tatweel is taken for a mask: no word, list or sentence is so long."""
