"""Numbers as Arabic news writes them: digits of three sets, words, duals and mixtures of them, as exact decimals.

Digits follow the habits of the press: a comma is a decimal point unless it groups three digits; of two different separators the last one is
the decimal point. A run of more digits than ``limits.DIGITS_IN_A_NUMBER`` is no number.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.arabic.folding import Fold, fold
from rawi.arabic.letters import DECIMAL_SEPARATOR, THOUSANDS_SEPARATOR, WAW
from rawi.arabic.tokens import Tokens
from rawi.arabic.words import with_marks
from rawi.limits import DIGITS_IN_A_NUMBER
from rawi.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

TEN: Final = 10
HUNDRED: Final = 100
THOUSAND: Final = 1_000


class Numeral(NamedTuple):
    """A number in tokens: ``end`` is the token after it. ``value`` is None for a vague one («hundreds of thousands»)."""

    value: Decimal | None
    end: int
    words: bool
    """Whether it is written in words alone."""
    dual: bool = False
    """Whether the scale itself is a dual («two thousand» in one word)."""


class Number(NamedTuple):
    """A number with its place in the text that it was read from."""

    value: Decimal | None
    span: Span


def read_number(text: str) -> Number | None:
    """The first number of ``text``, in digits, words or both; its span in ``text`` leaves attached particles out."""
    layer = fold(text, Fold.PLAIN)
    tokens = Tokens(layer.text)
    for at in range(len(tokens)):
        found = numeral_at(tokens, at)
        if found is not None:
            span = layer.back(Span(tokens.start(at), tokens.ends[found.end - 1]))
            return Number(found.value, with_marks(text, span))
    return None


def read_digits(form: str, *, scaled: bool = False) -> Decimal | None:
    """The value of a run of European digits with its separators; None where the separators make no number (an address, a list).

    ``scaled`` says that a word like «million» or «per cent» follows, so that a single point is a decimal one.
    """
    if form.isdecimal():
        return Decimal(form) if len(form) <= DIGITS_IN_A_NUMBER else None
    if len(form) > 2 * DIGITS_IN_A_NUMBER or not form[:1].isdecimal():
        return None
    signs = [char for char in form if not char.isdecimal()]
    groups = _split(form)
    if (
        signs[-1] == DECIMAL_SEPARATOR
        or (len(set(signs)) > 1 and signs.count(signs[-1]) == 1)
        or (len(signs) == 1 and not _thousands(form, groups, scaled))
    ):
        whole, part = groups[:-1], groups[-1]
    else:
        whole, part = groups, ""
    if len(set(signs[: len(whole) - 1])) > 1 or not _grouped(whole) or len(form) > DIGITS_IN_A_NUMBER:
        return None
    return Decimal("".join(whole) + ("." + part if part else ""))


def _split(form: str) -> list[str]:
    for sign in (",", DECIMAL_SEPARATOR, THOUSANDS_SEPARATOR):
        form = form.replace(sign, ".")
    return form.split(".")


def _thousands(form: str, groups: list[str], scaled: bool) -> bool:
    """Whether the only separator of ``form`` groups thousands."""
    if THOUSANDS_SEPARATOR in form:
        return True
    return len(groups[1]) == 3 and not scaled and groups[0][0] != "0" and len(groups[0]) <= 3


def _grouped(groups: list[str]) -> bool:
    return len(groups) == 1 or (0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))


def numeral_at(tokens: Tokens, at: int) -> Numeral | None:
    """The longest number that begins at token ``at``, or None."""
    if not ("0" <= tokens.forms[at][:1] <= "9") and tokens.words[at] is None:
        return None
    return _vague_at(tokens, at) or _parts_at(tokens, at) or _exact_at(tokens, at)


def _vague_at(tokens: Tokens, at: int) -> Numeral | None:
    """«tens of thousands», «a few hundred», «thousands»: an order of size, no value."""
    end, some = at, tokens.role(at, "some") is not None
    end += some
    while (tokens.role(end, "vague") or tokens.role(end, "scales")) and (end == at or not tokens.clitic(end)):
        end += 1
    if end - at - some == 1 and tokens.role(end, "scale") and tokens.role(end - 1, "vague"):
        end += 1
    return Numeral(None, end, words=True) if end > at else None


def _parts_at(tokens: Tokens, at: int) -> Numeral | None:
    """«three quarters»."""
    above, below = tokens.role(at, "ones"), tokens.role(at + 1, "parts")
    if above is None or below is None or tokens.clitics(at + 1):
        return None
    return Numeral(fraction(f"{above}/{below}"), at + 2, words=True)


def _exact_at(tokens: Tokens, at: int) -> Numeral | None:
    total, end = Decimal(0), at
    limit: int | None = None
    words, dual = True, False
    while True:
        start = _continued(tokens, end) if end > at else end
        piece = _piece(tokens, start, limit) if start >= 0 else None
        if piece is None:
            break
        total += piece.value
        words = words and not piece.digits
        dual = limit is None and piece.dual
        limit = piece.scale
        end, part = _fraction(tokens, piece.end, limit)
        total += part
        if part or limit == 1:
            break
    if limit is None:
        return _lone(tokens, at)
    return Numeral(plain(total), end, words, dual=dual)


def _continued(tokens: Tokens, end: int) -> int:
    """The token where a number goes on after a scale («seven thousand **and 367**»), -1 if it does not."""
    form = tokens.forms[end]
    if form == WAW:
        return end + 1 if "0" <= tokens.form(end + 1)[:1] <= "9" else -1
    return end if tokens.clitic(end) == WAW else -1


class _Piece(NamedTuple):
    """A number below a thousand with its scale."""

    value: Decimal
    scale: int
    end: int
    digits: bool = False
    dual: bool = False


def _piece(tokens: Tokens, at: int, limit: int | None) -> _Piece | None:
    """The piece of a number at token ``at``, of a lower scale than ``limit``, the scale of the piece before."""
    roles = tokens.roles(at)
    if "dual" in roles:
        value = int(roles["dual"])
        return _Piece(Decimal(value), value // 2, at + 1, dual=True) if limit is None or value // 2 < limit else None
    digits = "0" <= tokens.forms[at][:1] <= "9"
    small: Decimal | int | None
    if digits:
        small, end = read_digits(tokens.forms[at], scaled=_scale(tokens, at + 1) > 1), at + 1
    elif "scale" in roles:
        small, end = 1, at
    else:
        small, end = _small(tokens, at) if roles else (None, at)
    if small is None:
        return None
    scale = _scale(tokens, end, own=end == at)
    if scale > 1 and (twice := _scale(tokens, end + 1)) > scale:
        scale, end = scale * twice, end + 1
    end += scale > 1
    too_great = limit is not None and (scale >= limit or small * scale >= limit)
    return None if too_great else _Piece(Decimal(small) * scale, scale, end, digits=digits)


def _scale(tokens: Tokens, at: int, *, own: bool = False) -> int:
    """The scale that token ``at`` multiplies by; ``own`` allows particles before it, as at the start of a number."""
    roles = tokens.roles(at)
    found = roles.get("scale") or roles.get("scales")
    return int(found) if found and (own or not tokens.clitics(at)) else 1


def _small(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """A number in words from 1 to 999."""
    value, room, end = 0, THOUSAND, at
    while room > 1:
        if end > at and tokens.clitic(end) != WAW:
            break
        found = _atom(tokens, end, room)
        if found is None:
            break
        more, room, end = found
        value += more
    return (value or None), end


def _atom(tokens: Tokens, at: int, room: int) -> tuple[int, int, int] | None:
    """One step of a number below a thousand: what it adds, how much room is left for the next, and the end."""
    roles = tokens.roles(at)
    if "hundred" in roles and room > HUNDRED:
        return int(roles["hundred"]), HUNDRED, at + 1
    if room <= TEN:
        return None
    if found := roles.get("tens") or roles.get("ten"):
        return int(found), 1, at + 1
    ones = roles.get("ones") or roles.get("teen_ones")
    return _ones(tokens, at, int(ones), room) if ones else None


def _ones(tokens: Tokens, at: int, ones: int, room: int) -> tuple[int, int, int] | None:
    """A number from one to nine with what it makes of the word after it: a teen, tens, hundreds."""
    after, clitic = tokens.roles(at + 1), tokens.clitic(at + 1)
    if "ten" in after and not clitic and not tokens.article(at + 1):
        return ones + TEN, 1, at + 2
    if "tens" in after and clitic == WAW:
        return ones + int(after["tens"]), 1, at + 2
    if after.get("hundred") == "100" and not clitic and room > HUNDRED and ones > 2:
        return ones * HUNDRED, HUNDRED, at + 2
    return (ones, 1, at + 1) if tokens.role(at, "ones") else None


def _fraction(tokens: Tokens, at: int, scale: int) -> tuple[int, Decimal]:
    """«and a half» after a number, with the scale named again («and a half million»)."""
    part = tokens.role(at, "fraction")
    if part is None or tokens.clitic(at) != WAW or tokens.article(at):
        return at, Decimal(0)
    again = tokens.role(at + 1, "scale")
    if scale == 1 and again:
        return at, Decimal(0)
    return at + 1 + bool(again and int(again) == scale), fraction(part) * scale


def _lone(tokens: Tokens, at: int) -> Numeral | None:
    """«half a million», «a third», «three quarters», «zero»."""
    roles: Mapping[str, str] = tokens.roles(at)
    if "fraction" in roles:
        scale = _scale(tokens, at + 1)
        return Numeral(plain(fraction(roles["fraction"]) * scale), at + 1 + (scale > 1), words=True)
    if "zero" in roles:
        return Numeral(Decimal(0), at + 1, words=True)
    return None


def plain(value: Decimal) -> Decimal:
    """``value`` without the zeros that multiplying leaves behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < DIGITS_IN_A_NUMBER // 3 else value


def fraction(part: str) -> Decimal:
    """The value of a fraction of the table, to six places where it has no end («a third»)."""
    above, below = part.split("/")
    return (Decimal(above) / Decimal(below)).quantize(Decimal("0.000001")).normalize()


def ordinal_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The ordinal that begins at token ``at`` («the second», «the twenty-first») and the token after it, or None."""
    roles = tokens.roles(at)
    value = roles.get("ordinal") or roles.get("ordinal_ones")
    if value is None:
        return None
    after, clitic = tokens.roles(at + 1), tokens.clitic(at + 1)
    if "ten" in after and not clitic:
        return int(value) + 10, at + 2
    if "tens" in after and clitic == WAW:
        return int(value) + int(after["tens"]), at + 2
    return (int(value), at + 1) if "ordinal" in roles else None
