"""Numerals with their units in a folded text: what is a figure and what is not.

`hits(text, name_unit)` walks over the text once. Years and fixed phrases are to be blanked beforehand (`BLANK`
characters, so that offsets stay). Words that forbid or modify a figure are data (`data/words.toml`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.values.numerals import DIGITS, KANJI, LONGEST, added, last_scale, scaled, value
from pipeline.values.surroundings import (
    BLANK,
    REACH,
    Lead,
    bare_tail,
    basis_of_next,
    blocked,
    counts_in_kanji,
    forbidden,
    lead_of,
)
from pipeline.values.units import NO_UNIT, Comparator, Tail, Unit, tail

_NUMERAL = re.compile(rf"(?P<sign>[▲△⊿Δ+±-])?(?P<num>{DIGITS}|{KANJI})")
_RANGE = re.compile(rf"(?P<mark>~|-|→|から)(?P<num>{DIGITS})")
_MONTH_DAY = re.compile(r"0?(?:[1-9]|1[0-2])/(?:0?[1-9]|[12][0-9]|3[01])")
_PLAIN_NUMBER = re.compile(r"[0-9,]+(?:\.[0-9]+)?")
_OF = re.compile(r"分の(?P<num>[0-9]{1,4})(?![0-9,.])")
_REST = re.compile(r"[0-9,.:/-]*")
_SKIPPED = frozenset(("range-or-code", "ratio", "fraction-or-date", "malformed-number"))
_OVER = re.compile(r"/(?P<num>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?![0-9]*/)")
_HALF = re.compile("半(?![期年])")


class Hit(NamedTuple):
    """A figure in the folded text: numeral from `number`, with what precedes from `start`, up to `end`."""

    start: int
    number: int
    end: int
    value: Decimal
    upper: Decimal | None
    comparator: Comparator
    unit: Unit
    change: str
    per: str
    lead: str
    issues: tuple[str, ...] = ()


class Scan(NamedTuple):
    """All figures of a text and what was seen that is none (`number-without-unit`, `ratio` …)."""

    hits: tuple[Hit, ...]
    issues: tuple[str, ...]


class _Around(NamedTuple):
    """What the text does not show: the name's unit, and the offsets before which the raw text has white space."""

    name_unit: Unit
    borders: frozenset[int]


def hits(text: str, name_unit: Unit | None = None, borders: frozenset[int] = frozenset()) -> Scan:
    """Every figure of a folded and blanked text, left to right. `borders`: offsets where white space was taken out."""
    around = _Around(name_unit or NO_UNIT, borders)
    found: list[Hit] = []
    issues: list[str] = []
    at = 0
    while match := _NUMERAL.search(text, at):
        read = _hit(text, match, around)
        if isinstance(read, Hit):
            found.append(read)
            at = read.end
        else:
            issues += [read] if read and read not in issues else []
            at = _REST.match(text, match.end()).end() if read in _SKIPPED else match.end()  # type: ignore[union-attr]
    return Scan(tuple(found), tuple(issues))


def _hit(text: str, match: re.Match[str], around: _Around) -> Hit | str:
    """The figure that a numeral is, or the issue code (may be empty) for why it is none."""
    start, end = match.start("num"), match.end("num")
    sign = _sign(text, match)
    if len(match["num"]) > LONGEST:
        return "numeral-too-long"
    if not sign and forbidden(text, start):
        return ""
    if text[end : end + 1] in (":", ",", ".", "'") and text[end + 1 : end + 2].isdigit():
        return "ratio" if text[end] == ":" else "malformed-number"
    if not match["num"].isascii() and not match["num"][0].isascii():
        return _figure(text, match, sign, around) if counts_in_kanji(text, start, end) else ""
    over = _over(text, start, end)
    if isinstance(over, tuple):
        return _fraction(text, match, *over)
    return over if over is not None else _figure(text, match, sign, around)


def _sign(text: str, match: re.Match[str]) -> str:
    """▲5, △5, and -5 where the dash cannot join it to what stands before."""
    sign = match["sign"] or ""
    if sign == "-" and match.start() and text[match.start() - 1] not in " (、,:・" + BLANK:
        return ""
    return sign


def _figure(text: str, match: re.Match[str], sign: str, around: _Around) -> Hit | str:
    start, end = match.start("num"), match.end("num")
    lead = lead_of(text, start - 1 if sign else start)
    ranged = _range(text, end)
    after = ranged.end("num") if ranged else end
    read: Tail | str = tail(text[after : after + REACH])
    if isinstance(read, Tail) and not read.unit.name:
        read = bare_tail(text, lead, after, read, around.borders)
    if isinstance(read, str):
        return read
    if ranged is None:
        far = _far_range(text, end, read)
        ranged, read = far or (None, read)
    elif ranged["mark"] == "-" and _is_code(match, ranged, read, around):
        return "range-or-code"
    if ranged:
        return _ranged(text, lead, match, (ranged, read), around)
    if blocked(text, end + read.length, read, around.borders) or basis_of_next(text, match["num"], end, read):
        return ""
    number = value(match["num"])
    number = number.copy_negate() if sign in ("▲", "△", "⊿", "Δ", "-") else number
    hit = _built(lead, _Amount(start, end + read.length, number), read, around.name_unit)
    return _half(text, _open_ended(text, hit))


def _is_code(left: re.Match[str], right: re.Match[str], read: Tail, around: _Around) -> bool:
    """Whether 1-2 numbers a chapter or initiative: it falls, or no unit stands right after it."""
    ends = read.unit.kind != "unknown" and right.end() + read.length == len(right.string)
    attached = bool(read.unit.name) and (ends or right.end() not in around.borders)
    return not (attached or around.name_unit.name) or value(left["num"]) >= value(right["num"])


def _range(text: str, end: int) -> re.Match[str] | None:
    """The right side of 5~10件, 5-10件."""
    match = _RANGE.match(text, end)
    return match if match and match["mark"] in ("~", "-") and len(match["num"]) <= LONGEST else None


def _far_range(text: str, end: int, read: Tail) -> tuple[re.Match[str], Tail] | None:
    """The right side of 5件~10件, 5件から10件; both sides have the same unit. 5件から10件へ is no range."""
    if read.comparator or read.change:
        return None
    match = _RANGE.match(text, end + read.length)
    if match is None or match["mark"] == "→" or len(match["num"]) > LONGEST:
        return None
    other = tail(text[match.end() : match.end() + REACH])
    going = match["mark"] == "から" and text[match.end() + other.length :][:1] in ("へ", "に")
    return (match, other) if other.unit == read.unit and not going else None


def _ranged(
    text: str, lead: Lead, left: re.Match[str], other: tuple[re.Match[str], Tail], around: _Around
) -> Hit | str:
    right, read = other
    lower, upper = value(left["num"]), value(right["num"])
    if blocked(text, right.end() + read.length, read, around.borders):
        return ""
    lent = scaled(lower, last_scale(right["num"]))
    if last_scale(left["num"]) == 1 and lower < upper and lent <= upper and read.unit.kind != "time":
        lower = lent
    hit = _built(lead, _Amount(left.start("num"), right.end("num") + read.length, lower, upper), read, around.name_unit)
    return hit._replace(comparator="=", issues=(*hit.issues, "range-backwards") if upper < lower else hit.issues)


class _Amount(NamedTuple):
    number: int
    end: int
    value: Decimal
    upper: Decimal | None = None


def _built(lead: Lead, amount: _Amount, read: Tail, name_unit: Unit) -> Hit:
    unit, number, upper = read.unit, amount.value, amount.upper
    if not unit.name and name_unit.name:
        unit = name_unit
        number, upper = scaled(number, unit.scale), scaled(upper, unit.scale) if upper is not None else None
    comparator = read.comparator or lead.comparator or "="
    if comparator == "~" and lead.comparator not in (None, "~"):
        comparator = lead.comparator or comparator
    issues = ("unit-unknown",) if unit.kind == "unknown" else ()
    end, change = amount.end, read.change
    return Hit(lead.start, amount.number, end, number, upper, comparator, unit, change, lead.per, lead.word, issues)


def _open_ended(text: str, hit: Hit) -> Hit:
    """5件~ is at least 5, where nothing follows that it could run to."""
    if text[hit.end : hit.end + 1] != "~" or hit.comparator != "=":
        return hit
    return hit if text[hit.end + 1 : hit.end + 2].isdigit() else hit._replace(comparator=">=", end=hit.end + 1)


def _half(text: str, hit: Hit) -> Hit:
    """2時間半 is 2.5 hours."""
    if (
        hit.unit.kind != "time"
        or text[hit.end : hit.end + 1] != "半"
        or text[hit.end + 1 : hit.end + 2] in ("期", "年")
    ):
        return hit
    after = tail(text[hit.end + 1 : hit.end + 1 + REACH])
    comparator = after.comparator if after.comparator and not after.unit.name else hit.comparator
    length = after.length if not after.unit.name else 0
    return hit._replace(value=added(hit.value, Decimal("0.5")), end=hit.end + 1 + length, comparator=comparator)


def _over(text: str, start: int, end: int) -> tuple[re.Match[str], bool] | str | None:
    """A fraction 3/5 or 3分の2, an issue where it may as well be a date, None where it is neither."""
    match = _OF.match(text, end)
    if match:
        return match, True
    match = _OVER.match(text, end)
    if match is None or not _PLAIN_NUMBER.fullmatch(text, start, end):
        return None
    left, right = text[start:end].replace(",", ""), match["num"].replace(",", "")
    read = tail(text[match.end() : match.end() + REACH])
    dated = not read.length and bool(_MONTH_DAY.fullmatch(f"{left}/{right}"))
    return "fraction-or-date" if dated else (match, False)


def _fraction(text: str, left: re.Match[str], right: re.Match[str], of: bool) -> Hit:
    """3/5校 is 3 with unit /5校: no decimal says a third exactly. 3分の2 is 2 with unit /3."""
    lead = lead_of(text, left.start("num"))
    read = tail(text[right.end() : right.end() + REACH])
    above, below = (right["num"], left["num"]) if of else (left["num"], right["num"])
    unit = Unit(f"/{below}{read.unit.name}", base=read.unit.base, kind="rate")
    amount = _Amount(left.start("num"), right.end() + read.length, value(above))
    return _built(lead, amount, read._replace(unit=unit), unit)
