"""What rawi knows of a sentence, to go with it into another story: its statements with their relays, its names and its places.

The whole reader reads a real article once; a mark that lies inside one sentence belongs to it, as the rows that a story's marks are stored
in, counted from the sentence's first letter. Marks across sentences are left out, and so are those in which the sentence is not the story's
only ground (a pronoun, «he added»): a mixture has the statements of its sentences, not those that reading it whole would find.

News names new people for as long as it is written. So in a mixture now and then one person is given another's last name, everywhere in its
rows (not in its text).
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from rawi.archive.analysis import mark, name_marks, pair_field
from rawi.archive.columns import COLUMNS
from rawi.archive.names import name_of
from rawi.archive.projection import Projection, spans_text
from rawi.model import Span

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Sequence

    from rawi.archive.projection import Rows
    from rawi.model import Reading

Row = tuple[object, ...]

OF_SENTENCES: Final = ("mentions", "places", "statements")
NEW_NAME: Final = 0.3
"""The share of mixtures with a person whom no other story names."""

_AT: Final = {table: {column: at for at, column in enumerate(COLUMNS[table].split(", "))} for table in (*OF_SENTENCES, "links")}
_ENDS: Final = ("starts", "ends", "cue_start", "cue_end")
_SPANS: Final = tuple[Span, ...]


class Marks(NamedTuple):
    """The rows of one sentence's marks; those of relays by the place of their statement among the sentence's."""

    rows: dict[str, list[Row]]
    links: dict[int, list[Row]]


class Naming(NamedTuple):
    """The rows of one name."""

    kind: str
    name: str
    names: Row
    words: tuple[Row, ...]
    entity: Row


NOTHING: Final = Marks({}, {})


class Knowledge:
    """What the readings of real articles know of their sentences, and every name in them."""

    def __init__(self) -> None:
        self._names: dict[str, Naming] = {}
        self._people: list[str] = []

    def of(self, reading: Reading, sentences: Sequence[Span]) -> list[Marks]:
        """The marks of each sentence of a reading's text."""
        rows = Projection(reading).rows
        self._learn(rows)
        links: defaultdict[object, list[Row]] = defaultdict(list)
        for link in rows["links"]:
            links[link[1]].append(link)
        found: list[Marks] = [Marks({}, {}) for _ in sentences]
        for table in OF_SENTENCES:
            at = _AT[table]
            for row in rows[table]:
                ends = [end for column in _ENDS if column in at and isinstance(end := row[at[column]], int)]
                home = next((n for n, each in enumerate(sentences) if ends and each.start <= min(ends) and max(ends) <= each.end), None)
                if home is not None and row[0] == 0:
                    kept = found[home].rows.setdefault(table, [])
                    if table == "statements" and (of_it := links.get(row[1])):
                        found[home].links[len(kept)] = of_it
                    kept.append(shifted(table, row, -sentences[home].start))
        return found

    def _learn(self, rows: Rows) -> None:
        words: defaultdict[object, list[Row]] = defaultdict(list)
        for row in rows["name_words"]:
            words[row[1]].append(row)
        for names, entity in zip(rows["names"], rows["entities"], strict=True):
            name_id, kind, name = str(names[0]), str(names[2]), str(names[3])
            if name_id not in self._names:
                self._names[name_id] = Naming(kind, name, names, tuple(words[name_id]), entity)
                if kind == "person" and " " in name:
                    self._people.append(name_id)

    def composed(self, pieces: Iterable[tuple[int, Marks]], published: str, chance: random.Random) -> tuple[Rows, set[str]]:
        """The rows of a story, put together from its sentences' and where they stand, and the tokens by which they are found."""
        rows: Rows = defaultdict(list)
        for start, marks in pieces:
            for table, known in marks.rows.items():
                for at, row in enumerate(known):
                    place = len(rows[table])
                    rows[table].append((0, place, *shifted(table, row, start)[2:]))
                    if table == "statements":
                        rows["links"] += [(0, place, *link[2:]) for link in marks.links.get(at, ())]
        _put(rows, "statements", "published", lambda _: published)
        if chance.random() < NEW_NAME:
            self._rename(rows, chance)
        self._name(rows)
        return rows, tokens_of(rows)

    def _rename(self, rows: Rows, chance: random.Random) -> None:
        """Give one person of the story another's last name."""
        named = [str(row[_AT["mentions"]["name"]]) for row in rows["mentions"]]
        people = [name for name in named if name in self._names and self._names[name].kind == "person"]
        if not people:
            return
        old, other = chance.choice(people), self._names[chance.choice(self._people)]
        new = name_of("person", f"{self._names[old].name.split()[0]} {other.name.split()[-1]}")
        if new is None:
            return
        self._names.setdefault(
            new.id,
            Naming(
                "person",
                new.name,
                (new.id, new.entity, new.kind, new.name, "spelling", 0.9),
                tuple((word, new.id) for word in new.words),
                (new.entity, new.kind, None, None),
            ),
        )
        for table in ("mentions", "statements"):
            _put(rows, table, "name", lambda name: new.id if name == old else name)

    def _name(self, rows: Rows) -> None:
        """Add the rows of every name that the story's rows point to."""
        used = {row[_AT[table]["name"]] for table in ("mentions", "statements") for row in rows[table]}
        for name in sorted(str(each) for each in used if each in self._names):
            known = self._names[name]
            rows["names"].append(known.names)
            rows["entities"].append(known.entity)
            rows["name_words"] += known.words


def _put(rows: Rows, table: str, column: str, change: Callable[[object], object]) -> None:
    at = _AT[table][column]
    rows[table] = [(*row[:at], change(row[at]), *row[at + 1 :]) for row in rows[table]]


def shifted(table: str, row: Row, by: int) -> Row:
    """A row whose places in the text are counted from another letter."""
    cells = list(row)
    for column in _ENDS:
        at = _AT[table].get(column)
        if at is not None and isinstance(end := cells[at], int):
            cells[at] = end + by
    if table == "statements":
        spans = msgspec.json.decode(str(cells[_AT[table]["spans"]]), type=_SPANS)
        cells[_AT[table]["spans"]] = spans_text(Span(each.start + by, each.end + by) for each in spans)
    return tuple(cells)


def tokens_of(rows: Rows) -> set[str]:
    """The tokens of the index that a story's rows give, as ``projection`` makes them of a reading."""
    found = set()
    for row in rows["mentions"]:
        if name := row[_AT["mentions"]["name"]]:
            found.add(mark("about", str(name)))
    for row in rows["statements"]:
        at = _AT["statements"]
        found |= {mark("stance", str(row[at["stance"]])), mark("mode", str(row[at["mode"]]))}
        if name := row[at["name"]]:
            found.add(mark("speaker", str(name)))
        found |= pairs_of(row, rows)
    for row in rows["links"]:
        found.update(named("via", str(row[_AT["links"]["name"]])))
    for row in rows["places"]:
        at = _AT["places"]
        found.update(named("place", str(row[at["name"]])))
        found.add(mark("place", str(row[at["gazetteer_id"]]).casefold()))
        if country := row[at["country"]]:
            found.add(mark("place", str(country).casefold()))
    return found


def pairs_of(said: Row, rows: Rows) -> set[str]:
    """The tokens that say two things of one statement."""
    cell = {column: said[at] for column, at in _AT["statements"].items()}
    found = {mark(pair_field("stance", str(cell["stance"])), str(cell["mode"]))}
    names = _AT["mentions"]
    about = {
        str(row[names["name"]])
        for row in rows["mentions"]
        if row[names["name"]] and _inside((row[names["starts"]], row[names["ends"]]), (cell["starts"], cell["ends"]))
    }
    links = [str(row[_AT["links"]["name"]]) for row in rows["links"] if row[1] == said[1]]
    for manner in (str(cell["stance"]), str(cell["mode"])):
        found.update(mark(pair_field("about", manner), name) for name in about)
        found.update(token for link in links for token in named(pair_field("via", manner), link))
        if cell["name"]:
            found.add(mark(pair_field("speaker", manner), str(cell["name"])))
    return found


def _inside(inner: tuple[object, object], outer: tuple[object, object]) -> bool:
    ends = [end for end in (*outer[:1], *inner, *outer[1:]) if isinstance(end, int)]
    return len(ends) == 4 and ends == sorted(ends)  # two ends each


@lru_cache(maxsize=1 << 17)
def named(field: str, name: str) -> tuple[str, ...]:
    """The tokens of a name, made once."""
    return tuple(name_marks(field, name))
