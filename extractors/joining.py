"""One table put under another: common edges, cells and rows that a page break cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.model import Bar, Cell, Line, Table

SAME = 3.0
"""Edges this near (points) are the same."""
SHIFT = 60.0
"""Left and right pages may stand this far (points) apart on the sheet."""
SPLIT = "・、，,（(「『ー-－~～〜をにのはがと"
"""No text ends with these."""
LOWEST_ROW = 13.0
"""A row lower than this (points) has no room for a line of text and its padding."""
SENTENCE_END = "。．.！？!?）)」』】〕:："


class Part(NamedTuple):
    """What continues a table: a table of the next page, or a box there (then `lines` are its text).

    `tail` is true when nothing but the foot of the page follows it.
    """

    table: Table
    lines: tuple[Line, ...]
    tail: bool


class _Seam(NamedTuple):
    """Where two parts meet: rows above, header rows left out below, by how much rows below move, columns that the
    break cuts, and whether it goes through a row."""

    n_rows: int
    header: int
    offset: int
    cut: frozenset[int]
    fused: bool


def append(first: Table, part: Part, header: int, moved: float = 0.0) -> Table | None:
    """The table with the part under it, its first `header` rows left out; None when their edges do not match.

    `moved` is how far the part's page lies to the right of the table's on the sheets of paper (points).
    """
    second = part.table
    xs, shift = _common_edges(first.xs, second.xs, moved)
    if not xs:
        return None
    upper = _recast(first.cells, first.xs, xs, 0.0)
    lower = [c for c in _recast(second.cells, second.xs, xs, shift) if c.row >= header]
    cut = _cut_columns(first, second, xs, shift, header)
    last = {c.col: c for c in upper if c.row + c.row_span == first.n_rows}
    top = {c.col: c for c in lower if c.row == header}
    fused = _is_cut_row(last, top, len(cut) == len(xs) - 1)
    offset = first.n_rows - header - (1 if fused else 0)
    seam = _Seam(first.n_rows, header, offset, cut | _resting(last, top) | _merged_on(last, top), fused)
    cells = _stacked(seam, upper, lower)
    bars = [*_recast_bars(first.bars, first.xs, xs, 0.0, 0), *_recast_bars(second.bars, second.xs, xs, shift, offset)]
    pages = first.pages if second.page in first.pages else (*first.pages, second.page)
    return replace(
        first,
        pages=pages,
        n_rows=offset + second.n_rows,
        n_cols=len(xs) - 1,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        bars=tuple(bars),
        xs=xs,
        remarks=(*first.remarks, *second.remarks),
        open_below=_moved(second.open_below, second.xs, xs, shift),
    )


def beside(first: Table, part: Part) -> Table:
    """The table with the part at its right: one table over two facing pages."""
    second = part.table
    more, shift = first.n_cols, first.xs[-1] - second.xs[0]
    cells = [*first.cells, *(replace(c, col=c.col + more) for c in second.cells)]
    bars = [*first.bars, *(replace(b, start=b.start + more, end=b.end + more) for b in second.bars)]
    return replace(
        first,
        pages=(*first.pages, second.page),
        n_cols=more + second.n_cols,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        bars=tuple(bars),
        xs=(*first.xs, *(x + shift for x in second.xs[1:])),
        remarks=(*first.remarks, *second.remarks),
    )


def _common_edges(one: Sequence[float], two: Sequence[float], apart: float) -> tuple[tuple[float, ...], float]:
    """The edges of both, and how far the second stands to the right; none when they do not belong together.

    Either has all edges of the other, or they share their borders and the column of labels at the left.
    """
    shift = two[0] - one[0]
    if abs(shift - apart) > SHIFT or abs(two[-1] - one[-1] - shift) > SAME:
        return (), 0.0
    shift = 0.0 if abs(shift) <= SAME else shift
    moved = [x - shift for x in two]
    more = [x for x in moved if min(abs(x - y) for y in one) > SAME]
    shared = len(moved) - len(more)
    labelled = len(moved) > 2 and len(one) > 2 and abs(moved[1] - one[1]) <= SAME
    if more and shared < len(one) and not labelled:
        return (), 0.0
    return tuple(sorted([*one, *more])), shift


def _index(x: float, xs: Sequence[float]) -> int:
    return min(range(len(xs)), key=lambda k: abs(xs[k] - x))


def _recast(cells: Sequence[Cell], old: Sequence[float], new: Sequence[float], shift: float) -> list[Cell]:
    """The cells in columns of the new edges."""
    place = [_index(x - shift, new) for x in old]
    if place == list(range(len(old))):
        return list(cells)
    return [replace(c, col=place[c.col], col_span=place[c.col + c.col_span] - place[c.col]) for c in cells]


def _recast_bars(
    bars: Sequence[Bar], old: Sequence[float], new: Sequence[float], shift: float, offset: int
) -> list[Bar]:
    place = [_index(x - shift, new) for x in old]

    def moved(at: float) -> float:
        col = min(int(at), len(old) - 2)
        return round(place[col] + (at - col) * (place[col + 1] - place[col]), 2)

    return [replace(b, row=b.row + offset, start=moved(b.start), end=moved(b.end)) for b in bars]


def _moved(cols: frozenset[int], old: Sequence[float], new: Sequence[float], shift: float) -> frozenset[int]:
    place = [_index(x - shift, new) for x in old]
    return frozenset(k for col in cols for k in range(place[col], place[col + 1]))


def _cut_columns(first: Table, second: Table, xs: Sequence[float], shift: float, header: int) -> frozenset[int]:
    """Columns in which no line was drawn at the page break."""
    below = _moved(first.open_below, first.xs, xs, 0.0)
    above = _moved(second.open_above, second.xs, xs, shift) if not header else frozenset()
    return below | above


def _is_cut_row(last: dict[int, Cell], top: dict[int, Cell], all_open: bool) -> bool:
    """Whether the break goes through a row, judged by the cells above it and below it that are one row high.

    Where no line is drawn at all, most text must be on one side only; else a text must go on in the middle, or one
    side be too low for a row, while the first cell rests. Short texts on both sides are two rows.
    """
    halves = [(last[col], cell) for col, cell in sorted(top.items()) if _are_halves(last.get(col), cell)]
    pairs = [(above.text, below.text) for above, below in halves]
    both = [pair for pair in pairs if pair[0] and pair[1]]
    apart = sum(1 for pair in both if not runs_on(*pair) and pair[0][-1] not in SPLIT)
    if all_open:
        one_sided = sum(1 for above, below in pairs if bool(above) != bool(below))
        return apart < one_sided or (not apart and any(runs_on(above, below) for above, below in pairs))
    if (
        not pairs
        or len(pairs) < len(top)
        or len(last) != len(top)
        or any(below and not above for above, below in pairs)
    ):
        return False
    if len(pairs) == 1:
        return runs_on(*pairs[0])
    if pairs[0][1]:
        return False
    low = min(cell.box.height for cell in halves[0]) < LOWEST_ROW
    return bool(both) and (not apart or (low and len(both) == 1 and len(pairs) > 2))


def _are_halves(above: Cell | None, below: Cell) -> bool:
    return above is not None and above.col_span == below.col_span and above.row_span == 1 == below.row_span


def _resting(last: dict[int, Cell], top: dict[int, Cell]) -> frozenset[int]:
    """Columns of shaded labels at the left that are empty below the break while the row says something: they go on."""
    cols: list[int] = []
    for col, cell in sorted(top.items()):
        above = last.get(col)
        if above is None or cell.text or not above.text or above.col_span != cell.col_span:
            break
        if above.shade is None or above.shade != cell.shade:
            break
        cols.extend(range(col, col + cell.col_span))
    return frozenset(cols) if any(cell.text for cell in top.values()) else frozenset()


def _merged_on(last: dict[int, Cell], top: dict[int, Cell]) -> frozenset[int]:
    """Columns of merged cells that say something above the break and nothing below it, where their row goes on."""
    if not any(cell.text for cell in top.values()):
        return frozenset()
    pairs = [(last[col], cell) for col, cell in top.items() if col in last and last[col].col_span == cell.col_span]
    merged = [
        cell
        for above, cell in pairs
        if above.text and not cell.text and (cell.col_span > 1 or min(cell.row_span, above.row_span) > 1)
    ]
    return frozenset(col for cell in merged for col in range(cell.col, cell.col + cell.col_span))


def runs_on(above: str, below: str) -> bool:
    """A long text without an end, and one that goes on."""
    return len(above) >= 12 and bool(below) and above[-1] not in SENTENCE_END and below[0] not in "・○●■□◆※-－①②③④⑤"


def _stacked(seam: _Seam, upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """All cells of both; those that the break cut in two are one, at the place of their upper half."""
    cells = list(upper)
    last = {(c.col, c.col_span): k for k, c in enumerate(cells) if c.row + c.row_span == seam.n_rows}
    for cell in lower:
        k = last.get((cell.col, cell.col_span)) if cell.row == seam.header else None
        if k is not None and (seam.fused or set(range(cell.col, cell.col + cell.col_span)) <= seam.cut):
            above = cells[k]
            rows = cell.row + cell.row_span + seam.offset - above.row
            cells[k] = replace(above, row_span=rows, text=_text(above.text, cell.text))
        else:
            cells.append(replace(cell, row=cell.row + seam.offset))
    return cells


def _text(above: str, below: str) -> str:
    if not below or above == below:
        return above
    return f"{above}\n{below}" if above else below
