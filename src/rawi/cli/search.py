"""``rawi search``: find stories in an archive, however their words are spelled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, get_args

import msgspec
import typer
from typer.core import TyperCommand

from rawi.cli import opening
from rawi.cli.screen import Screen
from rawi.errors import UsageError
from rawi.search.plan import Field
from rawi.sources.local import shown

if TYPE_CHECKING:
    from rawi.archive import Found, Hit, Snippet
    from rawi.archive.finding import Order

MARKS = ("\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}")
MINUS = "\N{MINUS SIGN}"
LIKE = ("as written", "by stem", "by consonants")


class Query(TyperCommand):
    """A command whose words may begin with «-», as «not» does in a query, and are still no options."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # typer gives its own commands its own context
        """Take each word that no option can begin as (``-سوق``, ``-"…"``, ``-speaker:…``) for a part of the query."""
        taken = [f"{MINUS}{word[1:]}" if _negates(word) else word for word in args]
        left = super().parse_args(ctx, taken)
        ctx.params["query"] = [
            f"-{word[1:]}" if word.startswith(MINUS) and f"-{word[1:]}" in args else word for word in ctx.params["query"]
        ]
        return left


def _negates(word: str) -> bool:
    """Whether a word can only be «not» and what follows. Only what begins like ``-a`` can be the option of that letter with its value."""
    rest = word[1:]
    if not word.startswith("-") or not rest or rest.startswith("-"):
        return False
    return not rest.isascii() or not rest.startswith("a") or rest.partition(":")[0] in get_args(Field)


def search(
    query: Annotated[list[str], typer.Argument(help='Words, "phrases", =exact, begin*, -not, and filters such as speaker: or since:.')],
    *,
    archive: opening.Where = opening.DEFAULT,
    limit: Annotated[int, typer.Option(help="Hits on one screen.", min=1, max=1000)] = 10,
    order: Annotated[str, typer.Option(help="best or newest first.")] = "best",
    after: Annotated[str | None, typer.Option(help="The cursor of the screen before.")] = None,
    facets: Annotated[bool, typer.Option("--facets", help="Count what the stories found have in common.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find stories. Any text is a legal query; docs/search.md describes the language.

    A word with «-» before it is one that the stories must not have. One that begins with a Latin «a» goes after «--»: rawi search -- -apple

    Exit codes: 0 found, 1 nothing found, 2 the call is wrong, 3 there is no archive.
    """
    orders: dict[str, Order] = {"best": "best", "newest": "newest"}
    if order not in orders:
        raise UsageError("bad-option", f"--order {order}", "it takes best or newest")
    with opening.reading(archive) as opened:
        found = opened.find(shown(" ".join(query)), limit=limit, cursor=after, order=orders[order], facets=facets)
    if json:
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
    else:
        _show(found, Screen())
    if not found.hits:
        raise typer.Exit(1)


def _show(found: Found, screen: Screen) -> None:
    more = " or more" if found.more else ""
    screen.label(f"{found.total:,}{more} {'story' if found.total == 1 and not found.more else 'stories'}", "strong")
    for note in found.notes:
        screen.label(f"note: {screen.quoted(note)}", "warn")
    for hit in found.hits:
        _hit(hit, screen)
    for name, values in found.facets.items():
        if values:
            screen.label(f"{name}: {' · '.join(f'{screen.quoted(facet.value)} {facet.count:,}' for facet in values)}")
    if found.cursor:
        screen.blank()
        screen.label(f"more: --after {found.cursor}")


def _hit(hit: Hit, screen: Screen) -> None:
    screen.blank()
    screen.arabic(_marked(hit.headline) if hit.headline else hit.title, "strong")
    if hit.snippet:
        screen.arabic(_marked(hit.snippet), indent=2)
    where = (hit.outlet or hit.url or hit.page, (hit.published or "")[:10], LIKE[hit.tier], hit.story)
    screen.label(" · ".join(screen.quoted(part) for part in where if part))


def _marked(snippet: Snippet) -> str:
    return "".join(f"{MARKS[0]}{piece}{MARKS[1]}" if marked else piece for piece, marked in snippet.parts())
