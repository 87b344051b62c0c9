"""Indicators that measure the same thing: which family an indicator belongs to, and why a look-alike does not.

    of_indicator(row, themes) → families it is named like, in the vocabulary's order
    place(family, unit, basis) → the exact factor to the family's unit, or the reason that keeps the figure apart

The vocabulary is `vocabulary/families.toml`. Units convert only where the result is exact: 90分 is 1.5時間, 20分 is
no finite decimal of an hour and stays apart with the reason `unit`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from pipeline.schema import Indicator

Nature = Literal["rate", "number", "stock", "time", "money"]
Course = Literal["rate", "level", "stock", "flow", "unstated"]
"""How the figures of a series follow each other: all but flows may be subtracted, and flows be added."""
_CHANGE = re.compile(r"(増|減)(加|少)?$")
_RATES = ("%", "割", "‰")
_CLOSED = ConfigDict(frozen=True, extra="forbid")


class Family(BaseModel):
    """What is measured, in which unit it compares, and by which names plans print it."""

    model_config = _CLOSED
    ja: str
    en: str
    theme: str
    nature: Nature
    unit: str
    basis: tuple[str, ...] = ()
    names: tuple[str, ...]
    generic: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Conversion(BaseModel):
    """A unit as an exact multiple of another."""

    model_config = _CLOSED
    unit: str
    factor: Fraction


class Reason(BaseModel):
    """Why a figure is kept apart."""

    model_config = _CLOSED
    ja: str
    en: str


class Vocabulary(BaseModel):
    """The whole data file."""

    model_config = _CLOSED
    families: Mapping[str, Family]
    units: Mapping[str, Conversion]
    counters: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, Reason]
    natures: Mapping[Literal["level", "stock"], tuple[str, ...]]


class Placed(NamedTuple):
    """How a figure compares: the factor to the family's unit, or the `reason` (of the vocabulary) why it does not."""

    factor: Fraction | None
    reason: str = ""


@cache
def vocabulary() -> Vocabulary:
    """The reviewed families, units and reasons."""
    raw = tomllib.loads((files("pipeline") / "vocabulary" / "families.toml").read_text(encoding="utf-8"))
    return Vocabulary.model_validate(raw)


def of_indicator(item: Indicator, themes: Collection[str] = ()) -> tuple[str, ...]:
    """Families that the indicator is named like, its themes being known (`themes.of_indicator`).

    More than one where one row holds two figures (拠点及び利用率).
    """
    name = _fold(f"{item.group}{item.name}" if item.group and not item.name else item.name)
    families = vocabulary().families
    return tuple(k for k, general in _named(name) if not general or families[k].theme in themes) if name else ()


@lru_cache(maxsize=1 << 16)
def _named(name: str) -> tuple[tuple[str, bool], ...]:
    """Families that a folded name is one of, and whether it says so only under the family's theme."""
    found = []
    for key, patterns in _patterns().items():
        said = patterns.names.search(name)
        if (said or patterns.generic.search(name)) and not patterns.without.search(name):
            found.append((key, not said))
    return tuple(found)


class Patterns(NamedTuple):
    """The expressions of a family, each kind as one."""

    names: re.Pattern[str]
    generic: re.Pattern[str]
    without: re.Pattern[str]


@cache
def _patterns() -> Mapping[str, Patterns]:
    families = vocabulary().families.items()
    return {key: Patterns(_any(f.names), _any(f.generic), _any(f.without)) for key, f in families}


@cache
def _any(expressions: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all; none matches nothing."""
    return re.compile("|".join(f"(?:{one})" for one in expressions) or r"(?!)")


@cache
def place(key: str, unit: str, basis: str | None) -> Placed:
    """Whether a figure with this unit and basis compares inside the family, and by which factor."""
    family = vocabulary().families[key]
    reason = _kind_reason(family, unit) or _basis_reason(family, basis)
    if reason:
        return Placed(None, reason)
    factor = _factor(key, family.unit, unit)
    return Placed(factor, "" if factor is not None else "unit")


def course(key: str | None, name: str, unit: str, basis: str | None) -> Course:
    """What a series with this family, name, unit and basis is."""
    if unit in (*_RATES, "ポイント"):
        return "rate"
    stated: Mapping[str | None, Course] = {"cumulative": "stock", "annual": "flow", "monthly": "flow"}
    if basis in stated:
        return stated[basis]
    if key and (family := vocabulary().families[key]).nature != "rate":
        return "stock" if family.nature == "stock" else "flow" if family.basis else "level"
    return _by_name(_fold(name))


@lru_cache(maxsize=1 << 16)
def _by_name(name: str) -> Course:
    found = (kind for kind, words in vocabulary().natures.items() if _any(words).search(name))
    return next(found, "unstated")


def convert(value: Decimal, factor: Fraction) -> Decimal | None:
    """The value times the factor where that is a finite decimal, else nothing."""
    if factor == 1:
        return value
    product = Fraction(value) * factor
    rest = product.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(product.numerator) / Decimal(product.denominator) if rest == 1 else None


def _kind_reason(family: Family, unit: str) -> str:
    if _CHANGE.search(unit):
        return "change"
    rate = unit in _RATES
    if family.nature == "rate":
        return "" if rate else "number-for-rate"
    return "rate-for-number" if rate else ""


def _basis_reason(family: Family, basis: str | None) -> str:
    stated = basis or "unstated"
    if not family.basis or stated in family.basis:
        return ""
    by_basis = {"monthly": "monthly", "cumulative": "stock-for-flow", "annual": "flow-for-stock"}
    return by_basis.get(stated, "unstated")


def _factor(key: str, wanted: str, unit: str) -> Fraction | None:
    plain = re.sub(r"[/／]年$|^年", "", unit)
    if plain == wanted or plain in vocabulary().counters.get(key, ()):
        return Fraction(1)
    known = vocabulary().units.get(plain)
    return known.factor if known and known.unit == wanted else None


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
