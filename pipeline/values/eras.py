"""Eras: which years they count, from which day, and how they are written. Data and sources: `data/eras.toml`."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from typing import NamedTuple


class Era(NamedTuple):
    """An era: `base + n` is the western year of its year n. The present era ends with `date.max`."""

    name: str
    kanji: str
    letter: str
    base: int
    first: date
    last: date


def _load() -> tuple[Era, ...]:
    text = (files(__package__) / "data" / "eras.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["era"]
    ends = [date.fromordinal(row["first"].toordinal() - 1) for row in rows[1:]] + [date.max]
    return tuple(Era(**row, last=end) for row, end in zip(rows, ends, strict=True))


ERAS = _load()
BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.kanji, era.letter)}


def era_of(day: date) -> tuple[Era, int] | None:
    """Era and year of a day (2019-05-01 → 令和, 1); None before 明治 (1868-01-25)."""
    for era in reversed(ERAS):
        if day >= era.first:
            return era, day.year - era.base
    return None


def western(sign: str, year: int) -> int:
    """Western year of an era's year; `sign` is its name, first character or letter. Raises `KeyError` for another."""
    return BY_SIGN[sign].base + year


def fiscal_year(day: date) -> int:
    """Fiscal year (April to March) of a day: 2024-01-31 lies in 2023. Source: 地方自治法第208条."""
    return day.year if day.month >= 4 else day.year - 1
