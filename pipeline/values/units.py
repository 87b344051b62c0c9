"""Units: what may follow a number, and what it means there.

`tail(text)` reads what stands right after a numeral: unit, per-unit, approximation, comparator and direction, in any
order that plans use (件以上, %以上削減, 時間/年程度). `read_unit` reads a unit from a name's brackets. The vocabulary
is `data/units.toml`; published is always the unit as printed (folded), with scale words multiplied out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from pipeline.values.folding import fold
from pipeline.values.numerals import scale_prefix
from pipeline.values.vocabulary import any_of, table

Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
Kind = Literal["counter", "money", "time", "rate", "measure", "unknown", ""]


class Unit(NamedTuple):
    """A unit as published (`name`), the scale in front of it (千円: name 円, scale 1000), its base and the factor to
    it (時間: 3600 秒), its kind, and whether it carries a direction (減, %増)."""

    name: str
    scale: Decimal = Decimal(1)
    base: str = ""
    factor: Decimal = Decimal(1)
    kind: Kind = ""
    change: bool = False


class Tail(NamedTuple):
    """What follows a numeral: unit, direction, comparator (None: not said), and how many characters they take."""

    unit: Unit
    change: str
    comparator: Comparator | None
    length: int

    @property
    def name(self) -> str:
        """The unit as published, with its direction: %減."""
        return self.unit.name + self.change


NO_UNIT = Unit("")
_KINDS: dict[str, Kind] = {"money": "money", "time": "time", "rates": "rate", "measures": "measure"}


def _units() -> dict[str, Unit]:
    data = table("units")
    one = Decimal(1)
    found = {word: Unit(word, one, word, one, "counter") for words in data["counters"].values() for word in words}
    for section, kind in _KINDS.items():
        base = data[section]["base"]
        for word, entry in data[section].items():
            if word != "base":
                found[word] = _measure(word, entry, base, kind)
    return found


def _measure(word: str, entry: Any, base: str, kind: Kind) -> Unit:
    detail = entry if isinstance(entry, dict) else {"base": base, "factor": entry}
    return Unit(word, Decimal(1), detail["base"], Decimal(detail["factor"]), kind)


UNITS = _units()
_LONGEST_UNIT = max(map(len, UNITS))
_CHANGES = table("units")["changes"]["up"] + table("units")["changes"]["down"]
_CHANGE = re.compile(rf"の?({any_of(_CHANGES)})(?![一-龥ァ-ヺ]|り組)")
_AFTER = {fold(word): sign for sign, words in table("words")["comparator"]["after"].items() for word in words}
_COMPARATOR = re.compile(any_of(_AFTER))
_PER = re.compile(rf"(?:/|毎)(?:{any_of(table('units')['per']['words'])})(?!口)")
_WHO = frozenset(table("units")["not_in_names"]["words"])
_ASCII_WORD = re.compile(r"[A-Za-z]")


def longest_unit(text: str) -> Unit | None:
    """The longest unit of the vocabulary that `text` begins with; Latin units end where their word ends."""
    for length in range(min(len(text), _LONGEST_UNIT), 0, -1):
        unit = UNITS.get(text[:length])
        if unit is not None and not (unit.name[-1].isascii() and _ASCII_WORD.match(text, length)):
            return unit
    return None


@lru_cache(maxsize=8192)
def tail(text: str) -> Tail:
    """Reads the unit and what modifies it at the beginning of `text` (folded, what stands after a numeral)."""
    space = text[:1] == " "  # kept by folding between digits and Latin letters: 10 km
    unit = longest_unit(text[space:]) or NO_UNIT
    return _modified(text, unit, space + len(unit.name)) if unit.name or not space else _modified(text, unit, 0)


def unknown_tail(text: str, length: int) -> Tail:
    """As `tail` for a unit that is not in the vocabulary: the first `length` characters, less what modifies it."""
    for end in range(1, length + 1):
        read = _modified(text, Unit(text[:end], base=text[:end], kind="unknown"), end)
        if read.length > end or end == length:
            return read
    return Tail(NO_UNIT, "", None, 0)


def _modified(text: str, unit: Unit, at: int) -> Tail:
    change = per = ""
    comparator: Comparator | None = None
    for _ in range(4):
        if match := _COMPARATOR.match(text, at):
            comparator = _tighter(comparator, _AFTER[match[0]])
        elif unit.name and not per and (match := _PER.match(text, at)):
            per = match[0].replace("毎", "/")
        elif not change and (match := _CHANGE.match(text, at)):
            change = match[0].removeprefix("の")
        else:
            break
        at = match.end()
    return Tail(unit._replace(name=unit.name + per) if per else unit, change, comparator, at)


def _tighter(before: Comparator | None, now: str) -> Comparator:
    """Of two comparators (10件程度以上) the one that bounds."""
    if before not in (None, "~"):
        return before
    return now  # type: ignore[return-value]


@lru_cache(maxsize=2048)
def read_unit(text: str) -> Unit | None:
    """The unit that a name's bracket states: 千円, 件, %, 単位:百万円, 人/年, %減; None if it states none.

    (小学校) or (職員) says whose figure it is, not its unit.
    """
    folded = fold(text).removeprefix("単位").lstrip(":").strip()
    if not folded or len(folded) > 16:
        return None
    scale, rest = scale_prefix(folded)
    if rest in _WHO:
        return None
    for factor, word in ((scale, rest), (Decimal(1), folded)):
        read = tail(word)
        if read.unit.name and read.length == len(word) and read.comparator is None:
            return read.unit._replace(name=read.name, scale=factor, change=bool(read.change))
    return None
