"""Quantities: numbers with what they count, measure, rank or cost, as exact decimals.

The span is the number with its multiplier and its percent sign; the unit beside it has a span of its own. Lengths of time and dates are
times and never quantities; years of age are quantities and never times.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from rawi.arabic.letters import AL, ALEF, HEH, WAW, YEH
from rawi.arabic.numerals import Numeral, numeral_at
from rawi.facts.bounds import bound_after, bound_before
from rawi.facts.lengths import Lengths
from rawi.facts.ordinals import Found, Ordinals, is_possessed
from rawi.facts.passages import Passage, passages
from rawi.facts.ranges import minutes_before, scaled, second_number
from rawi.facts.scores import Scores
from rawi.facts.units import (
    DUAL_ENDS,
    Unit,
    construct_dual_of,
    context,
    dual_of,
    is_counted,
    is_country,
    is_known,
    is_noun,
    is_plural,
    lemma_of,
    on_the_road,
    unit_at,
    without_article,
)
from rawi.model import Approximation, Quantity, Reason, Span, TimeMark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rawi.arabic import Chained, Layer
    from rawi.model import Mention, Story

NUMBER_ROLES: Final = frozenset(
    {"ones", "teen_ones", "ten", "tens", "hundred", "scale", "scales", "dual", "vague", "some", "fraction", "zero", "goals"}
    | {"ordinal", "ordinal_ones"}
)
ITEMS: Final = 10
"""The longest numbered list that is looked for."""
AGE_UNITS: Final = {"Y": "year", "M": "month", "W": "week", "D": "day"}
PHONE: Final = 7
"""A run of so many digits without separators is a number of somebody or something, not of things."""
NO_ROLES: Final[frozenset[str]] = frozenset()


def read_quantities(
    text: str,
    story: Story,
    *,
    layer: Layer | Chained | None = None,
    times: Iterable[TimeMark] = (),
    mentions: Iterable[Mention] = (),
) -> tuple[Quantity, ...]:
    """Every quantity that ``story`` names, in order, none inside another or inside a time.

    Args:
        text: the page's text as found; spans of the marks are in it.
        story: whose spans are read.
        layer: the restored text, made from ``text``, if words were restored.
        times: the story's times, whose numbers are no quantities.
        mentions: the story's names, whose numbers are part of the name («Channel 11»).
    """
    taken = sorted([*(time.span for time in times), *(mention.span for mention in mentions)])
    return tuple(mark for piece in passages(text, story, layer) for mark in _Numbers(piece, story.id, taken).marks())


class _Numbers:
    """The numbers of one passage."""

    def __init__(self, piece: Passage, story: str, taken: list[Span]) -> None:
        self.piece = piece
        self.tokens = piece.tokens
        self.story = story
        self.taken = taken
        self.starts = [span.start for span in taken]
        self.ordinals = Ordinals(self.tokens)
        self.lengths = Lengths(self.tokens)
        self.scores = Scores(self.tokens)

    def marks(self) -> list[Quantity]:
        """Every quantity of the passage."""
        tokens, marks = self.tokens, []
        at, count = 0, len(tokens)
        while at < count:
            found = self._at(at)
            if found is None:
                at += 1
                continue
            if not self._is_taken(found):
                marks.append(self._mark(found))
            at = max(found.end, at + 1)
        return marks

    def _at(self, at: int) -> Found | None:
        """The quantity that begins at token ``at``."""
        tokens = self.tokens
        form, word = tokens.forms[at], tokens.words[at]
        if "0" <= form[:1] <= "9":
            return None if self._is_in_a_time(at) else self.scores.score(at) or self._number(at)
        if word is None:
            return self._dual(at) if form[-2:] in DUAL_ENDS or form[-1:] == YEH else None
        if word.roles.keys().isdisjoint(NUMBER_ROLES) or self._is_in_a_time(at):
            return None
        if "zero" in word.roles:
            return self.scores.score(at)
        if "goals" in word.roles:
            return self.scores.goals(at)
        return self.ordinals.at(at) or self._number(at)

    def _is_in_a_time(self, at: int) -> bool:
        return self._meets_a_time(self.piece.span(self.tokens.start(at), self.tokens.ends[at]))

    def _is_taken(self, found: Found) -> bool:
        return self._meets_a_time(self.piece.span(found.start, self.tokens.ends[found.end - 1]))

    def _meets_a_time(self, span: Span) -> bool:
        place = bisect_right(self.starts, span.start)
        return any(self.taken[near].meets(span) for near in (place - 1, place) if 0 <= near < len(self.taken))

    def _mark(self, found: Found) -> Quantity:
        tokens = self.tokens
        unit = found.unit_tokens
        return Quantity(
            story=self.story,
            span=self.piece.span(found.start, tokens.ends[found.end - 1]),
            low=found.low,
            high=found.high,
            kind=found.kind,
            reason=Reason(f"quantities.{found.rule}"),
            unit=found.unit,
            unit_span=self.piece.span(tokens.starts[unit[0]], tokens.ends[unit[1] - 1]) if unit else None,
            currency=found.currency,
            approximation=found.approximation,
            score=found.score,
        )

    # numbers

    def _number(self, at: int) -> Found | None:
        """A number, or a range of two, with what it counts."""
        tokens = self.tokens
        numeral = numeral_at(tokens, at)
        if numeral is None or self._is_part_of_a_name(at, numeral):
            return None
        low, high, end = numeral.value, numeral.value, numeral.end
        second = second_number(tokens, at, numeral)
        if second is not None:
            low, high, end = scaled(tokens, numeral, second), second.value, second.end
        start = tokens.start(at)
        if (
            at
            and tokens.glued(at)
            and tokens.forms[at - 1] == "-"
            and not tokens.glued(at - 1)
            and not numeral.words
            and low
            and second is None
        ):
            start, low, high = tokens.starts[at - 1], -low, -low
        found = Found(start, at, end, low, high)
        return self._bounded(self._percent(found) or self._measured(found) or self._age(found) or self._counted(found, numeral))

    def _is_part_of_a_name(self, at: int, numeral: Numeral) -> bool:
        """«F-16», «wc2018», «#24», «France 24», «the round of sixteen»: a number that is a piece of something else."""
        tokens = self.tokens
        before = tokens.form(at - 1)
        near = context().get(before if before != AL else tokens.form(at - 2), NO_ROLES)
        if near & {"named", "stage"} or ("club" in near and not tokens.roles(at).keys() & {"scale", "scales"} and tokens.article(at)):
            return True
        if self._is_glued(at, numeral):
            return True
        return self._is_no_count(at, numeral) if numeral.words else _is_latin(before)

    def _is_glued(self, at: int, numeral: Numeral) -> bool:
        """Whether a number is written onto something else."""
        tokens = self.tokens
        before, after = tokens.form(at - 1), tokens.form(numeral.end)
        if tokens.glued(at) and (self._is_word(at - 1) or _is_latin(before) or before in {"_", "#", "@", ":", "+"}):
            return True
        if tokens.glued(at) and before in {"-", "/", "."} and tokens.glued(at - 1):
            return True
        return tokens.glued(numeral.end) and (after in {"_", "@", "+"} or (_is_latin(after) and unit_at(tokens, numeral.end) is None))

    def _is_word(self, at: int) -> bool:
        """Whether a token is a word of its own and no particle or preposition."""
        form = self.tokens.form(at)
        return form.isalpha() and len(form) > 2 and not self.tokens.roles(at) and "not_unit" not in context().get(form, NO_ROLES)

    def _is_no_count(self, at: int, numeral: Numeral) -> bool:
        """Number words which count nothing: «one of», «half of the final»."""
        tokens, roles = self.tokens, self.tokens.roles(at)
        after = context().get(tokens.form(numeral.end), NO_ROLES)
        if "fraction" in roles and tokens.clitic(at) == WAW and not is_counted(tokens, numeral.end):
            return True
        if "fraction" in roles:
            return "stage_after" in after or tokens.article(at) or tokens.role(numeral.end, "unit") is not None
        if numeral.end == at + 1 and roles.get("ones") == "1":
            before = tokens.form(at - 1)
            known = context().get(before, NO_ROLES) & {"not_one", "not_unit", "definite"}
            if tokens.role(numeral.end, "prep") == "from":
                return True
            counted = (
                before.isalpha()
                and not before.isascii()
                and not known
                and tokens.roles(at - 1).keys() <= {"campaign"}
                and not before.startswith(AL)
            )
            return unit_at(tokens, numeral.end) is None and not counted
        return numeral.end == at + 1 and "scale" in roles and tokens.article(at)

    def _percent(self, found: Found) -> Found | None:
        """«90%», «%90», «20 per cent»: the sign belongs to the span."""
        tokens = self.tokens
        unit = unit_at(tokens, found.end)
        if unit is not None and unit.kind == "percent":
            return found._replace(end=unit.end, kind="percent", unit="percent", rule="percent")
        before = unit_at(tokens, found.first - 1)
        if before is not None and before.kind == "percent" and tokens.glued(found.first) and before.end == found.first:
            return found._replace(start=tokens.starts[found.first - 1], kind="percent", unit="percent", rule="percent")
        return None

    def _measured(self, found: Found) -> Found | None:
        """Money and measures, with the sign of a currency on either side."""
        end = found.end + (self.tokens.role(found.end, "prep") == "from" and found.low is None)  # «millions of dollars»
        unit = unit_at(self.tokens, end)
        if unit is not None and unit.kind != "percent":
            unit = on_the_road(self.tokens, found.first, unit)
            return self._with_unit(found, unit, end)
        before = unit_at(self.tokens, found.first - 1) if found.first and self.tokens.form(found.first - 1) in {"$", "€", "£"} else None
        return self._with_unit(found, before, found.first - 1) if before is not None else None

    @staticmethod
    def _with_unit(found: Found, unit: Unit, at: int) -> Found:
        kind: Literal["money", "measure"] = "money" if unit.kind == "money" else "measure"
        return found._replace(kind=kind, unit=unit.name, currency=unit.currency, unit_tokens=(at, unit.end), rule=kind)

    def _age(self, found: Found) -> Found | None:
        """«aged 66», «66 years old», «past thirty»."""
        tokens = self.tokens
        unit = tokens.role(found.end, "unit") or tokens.role(found.end, "units") or ""
        if tokens.role(found.end, "spring") is not None:
            unit = "Y"
        if unit in AGE_UNITS and found.low is not None and self.lengths.is_age(found.first, found.end + 1, found.low, unit):
            return found._replace(kind="age", unit=AGE_UNITS[unit], unit_tokens=(found.end, found.end + 1), rule="age")
        before = found.first - 1 - (tokens.form(found.first - 1) == AL)
        aged = tokens.role(before, "of_age") is not None and (found.low or 0) < 121
        past = tokens.role(found.first, "tens") is not None and tokens.article(found.first)
        of_age = tokens.role(found.end + (tokens.role(found.end, "prep") == "from"), "of_age") is not None
        if aged or (past and ("age_verb" in context().get(tokens.form(before), NO_ROLES) or of_age)):
            return found._replace(kind="age", unit="year", rule="age")
        return None

    def _counted(self, found: Found, numeral: Numeral) -> Found | None:
        """What is counted, ranked or numbered by a plain number."""
        tokens, end = self.tokens, found.end
        if tokens.roles(end).keys() & {"unit", "units"} and not tokens.article(end) and not tokens.clitics(end):
            return None
        if not numeral.words and found.end == found.first + 1 and (named := self._named(found) or self._ranked(found)) is not None:
            return named
        return self._fraction(found) or self._with_noun(found)

    def _fraction(self, found: Found) -> Found | None:
        """«a third of»."""
        parts = self.tokens.role(found.end - 1, "parts") is not None or self.tokens.role(found.first, "fraction") is not None
        if not parts or found.low is None or found.low >= 1:
            return None
        return found._replace(kind="cardinal", rule="fraction")

    def _with_noun(self, found: Found) -> Found:
        """The number with the noun after it, or before it where the number has the article, is «one», or stands in brackets."""
        tokens, end = self.tokens, found.end
        bracketed = tokens.form(found.first - 1) == "("
        before = found.first - 1 - (tokens.form(found.first - 1) in {AL, "("})
        articled = tokens.article(found.first) or tokens.form(found.first - 1) == AL
        one = end == found.first + 1 and tokens.role(found.first, "ones") == "1"
        exact = found.low is not None  # «the dozens» count what follows only
        if ((articled and exact and self._is_definite(before)) or (one and not articled)) and is_noun(tokens, before):
            return found._replace(unit=self._lemma(before), unit_tokens=(before, before + 1), rule="count")
        end += bracketed and tokens.form(end) == ")" and is_counted(tokens, end + 1) and not self._is_item(found, end + 1)
        place = end + (tokens.role(end, "prep") == "from" and not tokens.clitics(end))
        if ((place == end and (exact or not articled)) or tokens.form(place).startswith(AL)) and is_counted(tokens, place):
            return found._replace(unit=self._lemma(place), unit_tokens=(place, place + 1) if place == end else None, rule="count")
        if is_noun(tokens, before) and ((bracketed and is_known(tokens.form(before))) or one):
            return found._replace(unit=self._lemma(before), unit_tokens=(before, before + 1), rule="count")
        return found._replace(rule="count")

    def _is_item(self, found: Found, after: int) -> bool:
        """«(4) Smile»: a small number in brackets which numbers what follows rather than counts it."""
        return not is_known(self.tokens.form(after)) and (found.low or 0) <= ITEMS

    def _is_definite(self, at: int) -> bool:
        """Whether a noun goes with a number that has the article: «the sixty resolutions», not «the death of dozens»."""
        form = self.tokens.form(at)
        return self.tokens.article(at) or without_article(form) is not None or is_possessed(form)

    def _named(self, found: Found) -> Found | None:
        """«resolution 2254», «his title number 20», a telephone number: digits which name what stands before them."""
        tokens = self.tokens
        before = self._before(found)
        roles = context().get(tokens.form(before), NO_ROLES)
        if "number_sign" in roles:
            noun = tokens.form(before - 1)
            place = before - 1 - (not is_known(noun) and is_known(tokens.form(before - 2)) and noun.startswith(AL))
            named = tokens.form(place)
            if (
                is_known(named)
                and (named.endswith((HEH, HEH + ALEF)) or named.startswith(AL))
                and "numbered" not in context().get(named, NO_ROLES)
            ):
                return found._replace(kind="ordinal", unit=self._lemma(place), rule="ordinal")
            return found._replace(kind="id", unit=self._lemma(before - 1) if noun.isalpha() else None, rule="id")
        if len(tokens.forms[found.first]) >= PHONE and tokens.forms[found.first].isdecimal():
            return found._replace(kind="id", rule="id")
        places = range(
            before, max(before - 4, -1) if tokens.form(before).isalpha() and not is_counted(tokens, found.end) else before - 1, -1
        )
        numbered = next((place for place in places if "numbered" in context().get(tokens.form(place), NO_ROLES)), None)
        return found._replace(kind="id", unit=self._lemma(numbered), rule="id") if numbered is not None else None

    def _ranked(self, found: Found) -> Found | None:
        """«minute 35», «the 31st session», «place 15»: digits which rank the noun before them."""
        tokens = self.tokens
        before = self._before(found)
        article = before < found.first - 1
        noun = tokens.form(before)
        if (minutes := minutes_before(tokens, before)) is not None:
            return found._replace(kind="ordinal", unit=self._lemma(minutes), rule="ordinal")
        if (
            is_plural(noun)
            or not noun.isalpha()
            or not (self._is_definite(before) if article else without_article(noun) or tokens.article(before))
        ):
            return None
        if (
            article
            or tokens.role(before, "unit") == "M_"
            or (is_known(noun) and not is_counted(tokens, found.end) and not is_country(tokens.form(found.end)))
        ):
            return found._replace(kind="ordinal", unit=self._lemma(before), unit_tokens=(before, before + 1), rule="ordinal")
        return None

    def _before(self, found: Found) -> int:
        """The token before a number, its article left out."""
        return found.first - 1 - (self.tokens.form(found.first - 1) == AL and self.tokens.glued(found.first))

    def _lemma(self, at: int) -> str:
        tokens = self.tokens
        return lemma_of(tokens.text[tokens.start(at) : tokens.ends[at]])

    def _bounded(self, found: Found | None) -> Found | None:
        """The number with «about», «more than», «at least» beside it."""
        if found is None:
            return None
        if found.low is None:
            return found._replace(approximation="about")
        tokens = self.tokens
        first = found.first - (tokens.form(found.first - 1) == AL and tokens.glued(found.first))
        bound = bound_before(tokens, first) if found.kind != "age" or tokens.form(first - 1) != tokens.form(0) else None
        after = found.unit_tokens[1] if found.unit_tokens and found.unit_tokens[1] > found.end else found.end
        bound = bound or bound_after(tokens, after) or bound_after(tokens, found.end)
        approximation: Approximation = bound.value if bound is not None else "exact"
        return found._replace(approximation=approximation)

    def _dual(self, at: int) -> Found | None:
        """«two members», in one word without the article."""
        tokens = self.tokens
        form = tokens.forms[at]
        if "definite" in context().get(tokens.form(at - 1), NO_ROLES) - {"between"} or (at and dual_of(tokens.forms[at - 1]) is not None):
            return None
        dual = dual_of(form)
        if dual is None and not tokens.form(at + 1).startswith(AL) and is_counted(tokens, at + 1):
            dual = construct_dual_of(form)
        if dual is None:
            return None
        two = Decimal(2)
        return self._bounded(Found(tokens.starts[at] + dual.clitics, at, at + 1, two, two, unit=dual.lemma, rule="dual"))


def _is_latin(form: str) -> bool:
    return form.isascii() and form.isalpha()
