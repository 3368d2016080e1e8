"""What is found of words in another spelling than the text's: by rawi, by plain FTS5, by PostgreSQL's ``arabic``, by tantivy's."""

from __future__ import annotations

import csv
import importlib
import re
import sqlite3
import statistics
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive_corpus import articles, fill
from archive_reading import Article, light
from postgres_server import fresh_database
from rawi.archive import finding, open_archive
from rawi.search import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

STORIES: Final = 5_000
MASKED_EACH: Final = 20
"""Articles in which each word of kind «mask» is masked."""
ENOUGH: Final = 0.95
"""The recall from which a query counts as found."""
MASK: Final = "\u0640.\u0640"
QUOTES: Final = re.compile("[\"']")


class Variant(NamedTuple):
    """A query, and the words that stand in the texts it should find."""

    kind: str
    query: str
    text: str


def recalls(where: str, data: Path, variants: Sequence[Path], server: str | None, *, peers: bool) -> dict[str, float]:
    """The mean recall of the variant queries of each table, for rawi by kind as well, and for each peer."""
    tables = {path.stem.removeprefix("archive_"): _asked(path) for path in variants}
    asked = [variant for rows in tables.values() for variant in rows]
    stories, expected = _masked(list(articles(data, STORIES)), asked)
    wanted = iter(expected)
    pairs = {table: [(variant, next(wanted)) for variant in rows] for table, rows in tables.items()}
    engines = {"rawi": _rawi(where, stories)}
    if peers:
        engines["fts5_unicode61"] = _fts5(stories)
        if server:
            engines["postgres_arabic"] = _postgres(server, stories)
        if (tantivy := _tantivy(stories)) is not None:
            engines["tantivy_arabic"] = tantivy
    return {
        key: round(value, 4)
        for table, both in pairs.items()
        for name, search in engines.items()
        for key, value in _figures(table, name, both, search).items()
    }


def _figures(table: str, engine: str, pairs: Sequence[tuple[Variant, set[str]]], search: Callable[[str], set[str]]) -> dict[str, float]:
    by_kind: defaultdict[str, list[float]] = defaultdict(list)
    for variant, wanted in pairs:
        by_kind[variant.kind].append(len(search(variant.query) & wanted) / len(wanted) if wanted else 1.0)
    every = [recall for recalls_of in by_kind.values() for recall in recalls_of]
    figures = {f"{table}_{engine}": statistics.mean(every)}
    if engine == "rawi":
        figures[f"{table}_found"] = sum(recall >= ENOUGH for recall in every) / len(every)
        figures |= {f"{table}_rawi_{kind}": statistics.mean(values) for kind, values in by_kind.items()}
    return figures


def _asked(path: Path) -> list[Variant]:
    return [Variant(**row) for row in csv.DictReader(_rows(path), delimiter="\t", quoting=csv.QUOTE_NONE)]


def _rows(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def _masked(stories: list[Article], asked: list[Variant]) -> tuple[list[Article], list[set[str]]]:
    """The articles, some words of them masked, and the addresses of those that each variant should find."""
    expected = []
    for variant in asked:
        word = re.compile(rf"(?<!\w){re.escape(variant.text)}(?!\w)")
        holding = [at for at, story in enumerate(stories) if word.search(f"{story.title}\n{story.text}")]
        if variant.kind == "mask":
            holding = holding[:MASKED_EACH]
            for at in holding:
                stories[at] = stories[at]._replace(
                    title=word.sub(mask(variant.text), stories[at].title), text=word.sub(mask(variant.text), stories[at].text)
                )
        expected.append({stories[at].url for at in holding})
    return stories, expected


def mask(text: str) -> str:
    """Each word of ``text`` broken in the middle, as outlets do it."""
    return " ".join(f"{word[: len(word) // 2 + 1]}{MASK}{word[len(word) // 2 + 1 :]}" for word in text.split())


def _rawi(where: str, stories: list[Article]) -> Callable[[str], set[str]]:
    archive = open_archive(where)
    fill(archive, map(light, stories))

    return lambda query: _addresses(archive.database, finding.matching(archive.database, parse(query), STORIES))


def _addresses(database: Any, numbers: list[int]) -> set[str]:
    sql = "SELECT p.address FROM stories AS s JOIN pages AS p ON p.number = s.page WHERE s.number IN "
    return {
        row[0]
        for start in range(0, len(numbers), 500)
        for row in database.rows(f"{sql}({', '.join('?' * len(numbers[start : start + 500]))})", numbers[start : start + 500])
    }


def _fts5(stories: list[Article]) -> Callable[[str], set[str]]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(url UNINDEXED, title, text, tokenize='unicode61')")
    database.executemany("INSERT INTO t VALUES (?, ?, ?)", [(story.url, story.title, story.text) for story in stories])

    def search(query: str) -> set[str]:
        words = QUOTES.sub("", query)
        quoted = f'"{words}"' if query.startswith('"') else " ".join(f'"{word}"' for word in words.split())
        return {row[0] for row in database.execute("SELECT url FROM t WHERE t MATCH ?", (quoted,))}

    return search


def _postgres(server: str, stories: list[Article]) -> Callable[[str], set[str]]:
    database = open_archive(fresh_database(server)).database
    database.rows("CREATE TABLE peer (url TEXT, tokens TSVECTOR)")
    for story in stories:
        sql = "INSERT INTO peer VALUES (?, to_tsvector('arabic', CAST(? AS TEXT)))"
        database.rows(sql, (story.url, f"{story.title}\n{story.text}"))

    def search(query: str) -> set[str]:
        words = QUOTES.sub("", query)
        sql = "SELECT url FROM peer WHERE tokens @@ plainto_tsquery('arabic', CAST(? AS TEXT))"
        if query.startswith('"'):
            sql = sql.replace("plainto", "phraseto")
        return {row[0] for row in database.rows(sql, (words,))}

    return search


def _tantivy(stories: list[Article]) -> Callable[[str], set[str]] | None:
    try:
        tantivy = importlib.import_module("tantivy")
    except ImportError:
        return None
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("url", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="arabic")
    index = tantivy.Index(builder.build())
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("arabic"))
    )
    index.register_tokenizer("arabic", analyzer.build())
    writer = index.writer()
    for story in stories:
        writer.add_document(tantivy.Document(url=story.url, text=f"{story.title}\n{story.text}"))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> set[str]:
        words = QUOTES.sub("", query)
        parsed = index.parse_query(f'"{words}"' if query.startswith('"') else " AND ".join(f'"{word}"' for word in words.split()), ["text"])
        return {searcher.doc(address)["url"][0] for _, address in searcher.search(parsed, STORIES).hits}

    return search
