"""Cells of a schedule that are painted over the years in which something runs, and so act as a bar.

Two kinds: painted cells in a row of which one holds the text and the others are blank, and rows of blank cells that
are painted over different years. Shade that only bands rows or marks a column tells nothing and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from extractors.grid import Grid
from extractors.model import Bar
from extractors.vocabulary import roles, year_like

FEWEST_YEARS = 2
MOST_HEADS = 3
"""Rows of heads from the years down."""
_PLAIN = re.compile(r"[-―—－–ー〃〇○◯●◎△▲×→⇒・\s]*|.*[0-9０-９].*|同上|同左", re.DOTALL)


class Tint(NamedTuple):
    """Neighbouring cells of one colour in a row: columns `first` to `last - 1`, and those of them with text."""

    row: int
    first: int
    last: int
    colour: str
    cells: tuple[int, ...]
    worded: tuple[int, ...]


class Tinted(NamedTuple):
    """The bars, and the cells whose text they carry."""

    bars: tuple[Bar, ...]
    emptied: frozenset[int]


def tinted(page: int, table: Grid, shades: Mapping[int, str], texts: Sequence[str], barred: frozenset[int]) -> Tinted:
    """The bars that painted cells make; `texts` are those of the cells, `barred` the rows with drawn bars."""
    years = years_of(table, texts) if shades else None
    if years is None:
        return Tinted((), frozenset())
    body, columns = years
    rows = [_runs(table, row, columns, shades, texts) for row in range(body, len(table.ys) - 1)]
    runs = [run for row in rows for run in row if _differs_from_label(table, run, shades)]
    said = [run for run in runs if len(run.worded) == 1 and len(run.cells) > 1 and _is_wording(texts[run.worded[0]])]
    said = [run for run in said if _varies(run, runs, columns, len(rows))]
    blank = {row for row in range(body, len(table.ys) - 1) if not any(texts[k] for k in _cells(table, row, columns))}
    silent = [run for run in runs if run.row in blank - barred]
    if len({(run.first, run.last) for run in silent}) > 1 and len({run.row for run in silent}) > 1:
        said += [run for run in silent if _varies(run, silent, columns, len(rows))]
    bars = tuple(_bar(page, table, run, texts) for run in said)
    return Tinted(bars, frozenset(k for run in said for k in run.worded))


def years_of(table: Grid, texts: Sequence[str]) -> tuple[int, range] | None:
    """The first row below the heads and the columns of the years; None where no row of years stands at the top."""
    for row in range(min(MOST_HEADS, len(table.ys) - 2)):
        own = sorted({k for k in table.owner[row] if k >= 0 and table.spans[k].row == row})
        full = [k for k in own if year_like(texts[k]) == "full"]
        found = [k for k in own if year_like(texts[k])] if full else []
        if len(found) < FEWEST_YEARS:
            continue
        spans = [table.spans[k] for k in found]
        columns = range(min(s.col for s in spans), max(s.col + s.cols for s in spans))
        body = max(s.row + s.rows for s in spans)
        while body < len(table.ys) - 2 and _are_parts(table, body, columns, texts):
            body += 1
        below = {role for k in _cells(table, body - 1, columns) for role in roles(texts[k])}
        return None if below & {"target", "actual"} else (body, columns)
    return None


def _are_parts(table: Grid, row: int, columns: range, texts: Sequence[str]) -> bool:
    """Heads of quarters or months below those of the years."""
    return all("part_of_year" in roles(texts[k]) or _MONTH.fullmatch(texts[k]) for k in _cells(table, row, columns))


_MONTH = re.compile(r"[0-9０-９]{1,2}月?")


def _cells(table: Grid, row: int, columns: range) -> list[int]:
    return sorted({k for k in table.owner[row][columns.start : columns.stop] if k >= 0})


def _runs(table: Grid, row: int, columns: range, shades: Mapping[int, str], texts: Sequence[str]) -> Iterator[Tint]:
    """The painted stretches of a row, cells of other rows left out."""
    cells = [k for k in _cells(table, row, columns) if table.spans[k].row == row]
    for colour, group in groupby(cells, key=shades.get):
        same = tuple(group)
        if colour is not None:
            first, last = table.spans[same[0]], table.spans[same[-1]]
            yield Tint(row, first.col, last.col + last.cols, colour, same, tuple(k for k in same if texts[k]))


def _differs_from_label(table: Grid, run: Tint, shades: Mapping[int, str]) -> bool:
    """The row is not painted as a whole, its label with it."""
    labels = {k for k in table.owner[run.row][: run.first] if k >= 0 and table.spans[k].col == 0}
    return all(shades.get(k) != run.colour for k in labels)


def _is_wording(text: str) -> bool:
    """No figure, dash or mark: those stand in painted cells of any table."""
    return not _PLAIN.fullmatch(text)


def _varies(run: Tint, runs: Sequence[Tint], columns: range, n_rows: int) -> bool:
    """The colour does not mark the same columns in all rows, nor all years wherever it stands."""
    same = [other for other in runs if other.colour == run.colour]
    spans = {(other.first, other.last) for other in same}
    whole = (columns.start, columns.stop)
    if len(spans) == 1 and len(same) == n_rows > 1:
        return False
    return spans != {whole}


def _bar(page: int, table: Grid, run: Tint, texts: Sequence[str]) -> Bar:
    box = table.box_of(table.spans[run.cells[0]]).union(table.box_of(table.spans[run.cells[-1]]))
    text = texts[run.worded[0]] if run.worded else ""
    return Bar(page, box, text, "box", run.row, 0, float(run.first), float(run.last))
