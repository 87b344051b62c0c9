"""Indicators that measure the same thing: which family an indicator belongs to, and why a look-alike does not.

    of_indicator(row) → Families it is named like, in the vocabulary's order
    place(family, unit, basis) → the exact factor to the family's unit, or the reason that keeps the figure apart

The vocabulary is `vocabulary/families.toml`. Units convert only where the result is exact: 90分 is 1.5時間, 20分 is
no finite decimal of an hour and stays apart with the reason `unit`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from pipeline.schema import Indicator

Nature = Literal["rate", "number", "stock", "time", "money"]
_CHANGE = re.compile(r"(増|減)(加|少)?$")
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
    without: tuple[str, ...] = ()

    def named(self, name: str) -> bool:
        """Whether a folded name is one of this family."""
        return any(re.search(p, name) for p in self.names) and not any(re.search(p, name) for p in self.without)


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


class Placed(NamedTuple):
    """How a figure compares: the factor to the family's unit, or the `reason` (of the vocabulary) why it does not."""

    factor: Fraction | None
    reason: str = ""


@cache
def vocabulary() -> Vocabulary:
    """The reviewed families, units and reasons."""
    raw = tomllib.loads((files("pipeline") / "vocabulary" / "families.toml").read_text(encoding="utf-8"))
    return Vocabulary.model_validate(raw)


def of_indicator(item: Indicator) -> tuple[str, ...]:
    """Families that the indicator is named like. More than one where one row holds two figures (拠点及び利用率)."""
    name = _fold(f"{item.group}{item.name}" if item.group and not item.name else item.name)
    return tuple(key for key, family in vocabulary().families.items() if name and family.named(name))


def place(key: str, unit: str, basis: str | None) -> Placed:
    """Whether a figure with this unit and basis compares inside the family, and by which factor."""
    family = vocabulary().families[key]
    reason = _kind_reason(family, unit) or _basis_reason(family, basis)
    if reason:
        return Placed(None, reason)
    factor = _factor(key, family.unit, unit)
    return Placed(factor, "" if factor is not None else "unit")


def convert(value: Decimal, factor: Fraction) -> Decimal | None:
    """The value times the factor where that is a finite decimal, else nothing."""
    product = Fraction(value) * factor
    rest = product.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(product.numerator) / Decimal(product.denominator) if rest == 1 else None


def _kind_reason(family: Family, unit: str) -> str:
    if _CHANGE.search(unit):
        return "change"
    rate = unit in ("%", "割", "‰")
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
