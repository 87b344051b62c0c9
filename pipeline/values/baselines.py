"""Baselines: the figure a plan starts from, from its own column or from the indicator's label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.values.figures import Figure, read_cell
from pipeline.values.folding import fold
from pipeline.values.spans import Span
from pipeline.values.units import Unit
from pipeline.values.years import find_years, read_year


class Part(NamedTuple):
    """One of several figures of a baseline, with its own date where the note gives one."""

    label: str
    figure: Figure
    as_of: str


class Baseline(NamedTuple):
    """A baseline. `value` and `unit` are of its only figure, empty when it has several, which are in `parts` (a lone
    figure is there too). `as_of`: the date as printed (R5年度 ※令和5年12月末まで); `as_of_span`: the same read, where
    it is one year expression. `note`: what else its brackets say. `issues`: as of `read_cell`."""

    raw: str
    value: Decimal | None = None
    unit: str = ""
    as_of: str = ""
    as_of_span: Span | None = None
    parts: tuple[Part, ...] = ()
    note: str = ""
    issues: tuple[str, ...] = ()


_TRAILING = re.compile(r"[\s　]*[(（〈＜<【\[［〔]([^()（）〈〉＜＞<>【】\[\]［］〔〕]*)[)）〉＞>】\]］〕][\s　]*$")
_OUTER = re.compile(r"^\s*[(（〈＜<【\[［〔]([^()（）〈〉＜＞<>【】\[\]［］〔〕]*)[)）〉＞>】\]］〕]\s*$")
_CLAUSE = re.compile(r"[、,;，；]")


@lru_cache(maxsize=8192)
def read_baseline(raw: str, *, name_unit: Unit | None = None, name: str = "", as_of: str = "") -> Baseline:
    """The baseline that a cell or the text after 現状値: says.

    The date is the bracket at the end (45.3%(R5年度)), or a year before or after the figure (R5: 45.3%); `as_of`
    gives it where the column's or label's head does (現状値(R5)). A dash or blank is a baseline without value.
    """
    outer = _OUTER.match(raw)
    main = outer[1].strip() if outer else raw.strip()
    main, note = _split_note(main, name_unit)
    note_dated = bool(find_years(note))
    dated, main = ("", main) if note_dated else _loose_date(main)
    said = note if note_dated else dated or as_of
    years = find_years(said)
    reading = read_cell(main, name_unit=name_unit, name=name)
    dates = _part_dates(note, reading.figures)
    parts = tuple(
        Part(figure.label, figure, date or said or _dated_label(figure))
        for figure, date in zip(reading.figures, dates, strict=True)
    )
    if not said and len(parts) == 1:
        said = parts[0].as_of
    span = (read_year(said) or years[0].span) if len(years) == 1 else read_year(said)
    lone = parts[0].figure if len(parts) == 1 else None
    whole_date = "" if any(dates) else said
    return Baseline(
        raw=raw,
        value=lone.value if lone else None,
        unit=lone.unit if lone else "",
        as_of=whole_date,
        as_of_span=None if any(dates) else span,
        parts=parts,
        note="" if note_dated else note,
        issues=reading.issues,
    )


def _split_note(main: str, name_unit: Unit | None) -> tuple[str, str]:
    """The figure's text and the bracket at the end, unless that holds a figure of its own (1,250件(累計3,000件))."""
    match = _TRAILING.search(main[-200:])
    if match is None or len(match[0]) >= len(main):
        return main, ""
    inner = match[1].strip()
    if find_years(main[: len(main) - len(match[0])]) and find_years(inner):
        return main, ""
    if not find_years(inner) and read_cell(inner, name_unit=name_unit).figures:
        return main, ""
    return main[: len(main) - len(match[0])].strip(), inner


def _dated_label(figure: Figure) -> str:
    return figure.label if read_year(figure.label) else ""


def _loose_date(main: str) -> tuple[str, str]:
    """A year that stands before or after the figure: R5年度:45.3%, (R5)45.3%, 45.3% R5末."""
    found = find_years(main)
    if len(found) != 1:
        return "", main
    before = main[: found[0].start].strip().rstrip("(（〈＜<【[［〔")
    after = main[found[0].end :].lstrip(")）〉＞>】]］〕").strip(" \n　:：、")
    if before and after:
        return "", main
    if not before and not after:
        return "", main
    return found[0].span.text, before or after


def _part_dates(note: str, figures: Sequence[Figure]) -> tuple[str, ...]:
    """The date of each part where the note gives one to each: 拠点数はR6.1実績、利用率はR4年度実績."""
    clauses = [clause for clause in _CLAUSE.split(note) if clause.strip()]
    if len(figures) < 2 or len(clauses) != len(figures) or not all("は" in clause for clause in clauses):
        return ("",) * len(figures)
    names = [fold(clause.partition("は")[0]) for clause in clauses]
    dates = [clause.partition("は")[2].strip() for clause in clauses]
    order = [_named(figure, names, at) for at, figure in enumerate(figures)]
    return tuple(dates[at] for at in order)


def _named(figure: Figure, names: Sequence[str], default: int) -> int:
    """Which clause speaks of the figure: by its label or unit, else by its place."""
    for word in (fold(figure.label), figure.unit):
        fitting = [at for at, name in enumerate(names) if word and word in name]
        if len(fitting) == 1:
            return fitting[0]
    return default
