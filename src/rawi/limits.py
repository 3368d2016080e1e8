"""Every number that bounds hostile input, named once. Anchors and measurements: ``docs/limits.md``."""

from __future__ import annotations

from typing import Final

# Arabic text
DIGITS_IN_A_NUMBER: Final = 60
QUOTES_NESTED: Final = 5
LETTERS_IN_A_WORD: Final = 60
"""Folded letters of a word that search looks at; a longer run is no word of any language."""

# A page
STORIES_PER_PAGE: Final = 200
STATEMENTS_PER_STORY: Final = 2_000
CONTENT_WORDS: Final = 400
"""Words after which a content without quotation marks ends, if nothing ended it before: what it may cost to look for its end."""
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
LABELS_KEPT: Final = 4_096
"""Lines of at most 700 code points whose label is kept in memory, since every step of reading a page asks for it (some 3 MB)."""
NAMES_COMPARED: Final = 300
"""Entities of a page, and mentions of each, that a name is compared with for a shorter form or another spelling; the latest come first."""
PLACES_OF_ONE_NAME: Final = 12
"""Places of one name that are ranked; the gazetteer's largest come first."""

# Masked words
LETTERS_WITHOUT_SPACE: Final = 4_096
"""Code points without white space from which on only a tatweel is taken for a mask: no word, list or sentence is so long."""

# Fetching
FETCHED_BYTES: Final = 20_000_000
"""Bytes of one answer, counted before and after every decompression (trafilatura 20 MB, Miniflux 15 MB)."""
FETCH_SECONDS: Final = 30.0
"""The whole exchange, redirects counted apart (Miniflux 20 s)."""
CONNECT_SECONDS: Final = 10.0
IDLE_SECONDS: Final = 10.0
"""The longest silence of a server inside an exchange."""
HEADER_BYTES: Final = 64_000
REDIRECTS: Final = 10
CODINGS_CHAINED: Final = 2
"""Content codings laid over each other; urllib3 was a bomb without a bound (CVE-2025-66418)."""
ZSTD_WINDOW_LOG: Final = 23
"""8 MB, what RFC 9659 lets a server ask of a client."""
ADDRESS_CHARACTERS: Final = 8_000
ROBOTS_BYTES: Final = 512_000
"""RFC 9309 asks for at least 500 kB."""
HOST_PACE_SECONDS: Final = 2.0
"""Between the end of one request to a host and the start of the next."""
CRAWL_DELAY_SECONDS: Final = 60.0
"""The longest pause that a robots.txt can ask of us."""
RETRIES: Final = 3
RETRY_AFTER_SECONDS: Final = 300.0
"""The longest wait inside one run; a host that asks for more is put off to a later run."""

# Feeds and containers
FEED_ITEMS: Final = 10_000
XML_TAGS: Final = 700_000
"""Of one feed or sitemap; a million elements cost 122 MB."""
SITEMAP_ADDRESSES: Final = 50_000
"""Of one sitemap, as sitemaps.org limits it."""
SITEMAPS_FOLLOWED: Final = 200
"""Sitemaps that one index leads to."""
ZIP_ENTRIES: Final = 10_000
ZIP_RATIO: Final = 200
"""Times that an entry may grow; deflate's own ceiling is 1,032."""
ZIP_BYTES: Final = 2_000_000_000
"""All entries of a zip together, unpacked."""
WARC_RECORD_BYTES: Final = 40_000_000
"""A record's block as kept: a capture at the fetching limit, chunked, with its headers, has room."""
WARC_FALSE_STARTS: Final = 20_000
"""Places in one damaged WARC that are looked at because a record may begin there; each look costs up to 64 kB."""
WARC_WINDOW_LOG: Final = 26
"""64 MB, so that a record at the limit above can be a zstd frame of its own."""
WARC_DICTIONARY_BYTES: Final = 10_000_000
"""The dictionary at the head of a zstd archive; the usual ones have 100 kB to 1 MB."""
TABLE_LINE_BYTES: Final = 20_000_000
CSV_LINES_PER_ROW: Final = 20_000
"""Lines that a quoted cell may span before its quotation mark counts as never closed."""
LIST_ADDRESSES: Final = 1_000_000

# Parsing in a child process
CHILD_CPU_SECONDS: Final = 10
CHILD_CLOCK_SECONDS: Final = 15.0
CHILD_MEMORY_BYTES: Final = 1_000_000_000
# Search
QUERY_CHARACTERS: Final = 1_000
"""Of a longer query the rest is ignored, and the answer says so."""
QUERY_TERMS: Final = 64
QUERY_SECONDS: Final = 1.0
"""A search that takes longer is ended (Datasette: 1 s)."""
QUERY_RANKED: Final = 1_000
"""Results that are ranked by weight; past them only the order of time goes on (Datasette shows 1,000 rows)."""
QUERY_COUNTED: Final = 10_000
"""How far results are counted: «10,000 or more»; where several filters hold for one statement, each is looked at, up to QUERY_RANKED."""
WORDS_INDEXED: Final = 16_000
"""Words of one story that search sees; PostgreSQL counts positions up to 16,383."""

# SQL of a person's own
SQL_SECONDS: Final = 5.0
"""A query of an expert may count a whole archive, which a search never does."""
SQL_ROWS: Final = 1_000
"""As Datasette has it; whole tables are exported."""
SQL_CHARACTERS: Final = 10_000
SQL_VALUE_BYTES: Final = 50_000_000
"""One value while a query runs: the text of the longest page, should all of it take two bytes a letter, fits."""
SQL_ANSWER_BYTES: Final = 50_000_000
