"""Schedules whose bars are drawn in every hard way, each with the bars that a person sees.

A trap draws over the year grid and returns the expected bars: text, first and last column edge in column units, and
whether the bar leaves the table. Column 0 holds the label; column 1 is the first year (or its first quarter).
"""

from __future__ import annotations

from typing import NamedTuple

from pen import Grid, Pen

X, Y, LABEL, YEAR = 40.0, 40.0, 80.0, 75.0
TOP, HIGH = 22.0, 60.0


class Seen(NamedTuple):
    """A bar as a person sees it."""

    text: str
    start: float
    end: float
    lane: int = 0
    open_end: bool = False


def year_grid(pen: Pen, years: int = 4, quarters: int = 1) -> None:
    """Years 令和8年度 … as columns, one tall schedule row with its cell borders."""
    columns = years * quarters
    heights: tuple[float, ...] = (TOP, HIGH)
    cells = {(0, 0, 1, 1): "年度", (1, 0, 1, 1): "スケジュール"}
    if quarters == 1:
        cells |= {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(years)}
        cells |= {(1, 1 + k, 1, 1): "" for k in range(years)}
    else:
        heights = (TOP / 2, TOP / 2, HIGH)
        cells = {(0, 0, 2, 1): "年度", (2, 0, 1, 1): "スケジュール"}
        cells |= {(0, 1 + k * quarters, 1, quarters): f"令和{8 + k}年度" for k in range(years)}
        cells |= {(1, 1 + k, 1, 1): f"{k % quarters + 1}Q" for k in range(columns)}
        cells |= {(2, 1 + k, 1, 1): "" for k in range(columns)}
    pen.grid(Grid((LABEL, *([YEAR / quarters] * columns)), heights, cells), X, Y)


def at(column: float) -> float:
    """x of a position in year columns (1.0 is the left edge of the first year)."""
    return X + LABEL + (column - 1) * YEAR


def lane(number: int, high: float = 18) -> tuple[float, float]:
    top = Y + TOP + 5 + number * (high + 6)
    return top, top + high


def pentagon(pen: Pen, text: str, start: float, end: float, number: int = 0) -> Seen:
    top, bottom = lane(number)
    x0, x1 = at(start) + 2, at(end) - 2
    pen.shape([(x0, top), (x1 - 8, top), (x1, (top + bottom) / 2), (x1 - 8, bottom), (x0, bottom)])
    pen.centred((x0, top, x1 - 8, bottom), text, 8)
    return Seen(text, start, end, number)


def block_arrow(pen: Pen, text: str, start: float, end: float, number: int = 0) -> Seen:
    top, bottom = lane(number)
    x0, x1, q = at(start) + 2, at(end) - 2, (bottom - top) / 5
    head = [(x1 - 8, top), (x1, (top + bottom) / 2), (x1 - 8, bottom)]
    pen.shape([(x0, top + q), (x1 - 8, top + q), *head, (x1 - 8, bottom - q), (x0, bottom - q)])
    pen.centred((x0, top, x1 - 8, bottom), text, 7.5)
    return Seen(text, start, end, number)


def box(pen: Pen, text: str, start: float, end: float, number: int = 0) -> Seen:
    top, bottom = lane(number)
    x0, x1 = at(start) + 2, at(end) - 2
    pen.fill((x0, top, x1, bottom), "#c6e0b4")
    pen.canvas.rect(x0, pen.height - bottom, x1 - x0, bottom - top)
    pen.centred((x0, top, x1, bottom), text, 8)
    return Seen(text, start, end, number)


def rounded(pen: Pen, text: str, start: float, end: float, number: int = 0) -> Seen:
    top, bottom = lane(number)
    x0, x1 = at(start) + 2, at(end) - 2
    pen.rounded((x0, top, x1, bottom))
    pen.centred((x0, top, x1, bottom), text, 8)
    return Seen(text, start, end, number)


def line_arrow(pen: Pen, text: str, start: float, end: float, number: int = 0) -> Seen:
    top, bottom = lane(number)
    x0, x1 = at(start) + 2, at(end) - 2
    pen.line(x0, bottom, x1, bottom, width=0.8)
    pen.shape([(x1 - 5, bottom - 2.5), (x1, bottom), (x1 - 5, bottom + 2.5)], "#000000")
    pen.centred((x0, top, x1, bottom - 1), text, 8)
    return Seen(text, start, end, number)


def bracket(pen: Pen, text: str, start: float, end: float, number: int = 0) -> Seen:
    top, bottom = lane(number)
    x0, x1 = at(start) + 3, at(end) - 3
    pen.shape([(x0, bottom - 5), (x0, bottom), (x1, bottom), (x1, bottom - 5)], None, closed=False)
    pen.centred((x0, top, x1, bottom - 3), text, 8)
    return Seen(text, start, end, number)


def pentagons(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [pentagon(pen, "準備", 1, 2), pentagon(pen, "試行", 2, 3), pentagon(pen, "本格運用", 3, 5)]


def block_arrows(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [block_arrow(pen, "設計", 1, 2), block_arrow(pen, "構築と移行", 2, 4), block_arrow(pen, "運用", 4, 5)]


def boxes(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [box(pen, "調査", 1, 3), box(pen, "実施", 3, 5)]


def rounded_boxes(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [rounded(pen, "調査", 1, 2), rounded(pen, "実施", 2, 5)]


def line_arrows(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [line_arrow(pen, "検討", 1, 3), line_arrow(pen, "導入", 3, 5)]


def brackets(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [bracket(pen, "前半の取組", 1, 3), bracket(pen, "後半の取組", 3, 5)]


def lanes(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [
        pentagon(pen, "要件の整理", 1, 2),
        pentagon(pen, "運用", 2, 5),
        pentagon(pen, "職員研修", 1, 5, 1),
    ]


def mid_year(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [pentagon(pen, "準備", 1, 2.5), pentagon(pen, "運用", 2.5, 5)]


def on_the_row_border(pen: Pen) -> list[Seen]:
    """A bar drawn over the border between two schedule rows."""
    cells = {(0, 0, 1, 1): "年度", (1, 0, 1, 1): "設備", (2, 0, 1, 1): "体制"}
    cells |= {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(4)}
    cells |= {(row, 1 + k, 1, 1): "" for row in (1, 2) for k in range(4)}
    pen.grid(Grid((LABEL, *([YEAR] * 4)), (TOP, HIGH / 2, HIGH / 2), cells), X, Y)
    y = Y + TOP + HIGH / 2
    x0, x1 = at(2) + 2, at(4) - 2
    pen.shape([(x0, y - 9), (x1 - 8, y - 9), (x1, y), (x1 - 8, y + 9), (x0, y + 9)])
    pen.centred((x0, y - 9, x1 - 8, y + 9), "改修", 8)
    return [Seen("改修", 2, 4)]


def pictures_of_arrows(pen: Pen) -> list[Seen]:
    """Shapes that a printer driver made pictures of, one over two columns and one drawn a little low, over its row."""
    cells = {(0, 0, 1, 1): "年度", (1, 0, 1, 1): "設備", (2, 0, 1, 1): "体制"}
    cells |= {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(4)}
    cells |= {(row, 1 + k, 1, 1): "" for row in (1, 2) for k in range(4)}
    pen.grid(Grid((LABEL, *([YEAR] * 4)), (TOP, HIGH / 2, HIGH / 2), cells), X, Y)
    border = Y + TOP + HIGH / 2
    first, second = (at(1), border - 24, at(3), border - 12), (at(3), border - 13, at(5), border + 7)
    pen.picture(first)
    pen.centred(first, "窓口の改修工事", 8)
    pen.picture(second)
    pen.centred((second[0], border - 12, second[2], border + 6), "研修\n（全職員）", 7)
    return [Seen("窓口の改修工事", 1, 3), Seen("研修（全職員）", 3, 5, 1)]


def ground_painted_twice(pen: Pen) -> list[Seen]:
    """Presentation programs paint the ground of a cell's text once more, in the colour of the cell."""
    top, bottom = Y + TOP, Y + TOP + HIGH
    pen.fill((X, top, at(5), bottom), "#fff2cc")
    for year in range(1, 5):
        pen.fill((at(year) + 5, top + 4, at(year + 1) - 5, top + 14), "#fff2cc")
    year_grid(pen)
    return [pentagon(pen, "構築", 1, 3, 1)._replace(lane=0)]


def text_beside(pen: Pen) -> list[Seen]:
    """A bar without text; its label stands to its right."""
    year_grid(pen)
    top, bottom = lane(0)
    pen.fill((at(1) + 2, top + 4, at(3) - 2, bottom - 4), "#2e75b6")
    pen.text(at(3) + 4, bottom - 6, "システム更新", 8)
    return [Seen("システム更新", 1, 3)]


def dotted_continuation(pen: Pen) -> list[Seen]:
    """Solid to the end of the second year, then dotted to the end of the plan: one bar."""
    year_grid(pen)
    top, bottom = lane(0)
    y = bottom
    pen.line(at(1) + 2, y, at(3), y, width=1)
    pen.line(at(3), y, at(5) - 7, y, width=1, dash=(1, 2))
    pen.shape([(at(5) - 7, y - 2.5), (at(5) - 2, y), (at(5) - 7, y + 2.5)], "#000000")
    pen.centred((at(1), top, at(3), bottom - 1), "周知と啓発", 8)
    return [Seen("周知と啓発", 1, 5)]


def leaves_the_table(pen: Pen) -> list[Seen]:
    year_grid(pen)
    top, bottom = lane(0)
    x0, x1 = at(3) + 2, at(5) + 16
    pen.shape([(x0, top), (x1 - 8, top), (x1, (top + bottom) / 2), (x1 - 8, bottom), (x0, bottom)])
    pen.centred((x0, top, at(5), bottom), "継続運用", 8)
    return [pentagon(pen, "整備", 1, 3), Seen("継続運用", 3, 5, 0, True)]


def quarters(pen: Pen) -> list[Seen]:
    """Years of four columns each; ends in column units of the quarters."""
    year_grid(pen, years=4, quarters=4)
    pentagon(pen, "準備", 1, 1.5)
    pentagon(pen, "構築", 1.5, 2.75)
    pentagon(pen, "運用", 2.75, 5)
    return [Seen("準備", 1, 3), Seen("構築", 3, 8), Seen("運用", 8, 17)]


def two_lines_of_text(pen: Pen) -> list[Seen]:
    year_grid(pen)
    return [pentagon(pen, "調達\n契約", 1, 2), pentagon(pen, "運用", 2, 5)]


def merged_cells_as_bars(pen: Pen) -> list[Seen]:
    """Cells merged over years are no drawn bars: the table's own cells carry them."""
    cells = {(0, 0, 1, 1): "年度", (1, 0, 1, 1): "工程", (1, 1, 1, 1): "調査", (1, 2, 1, 3): "運用"}
    cells |= {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(4)}
    pen.grid(Grid((LABEL, *([YEAR] * 4)), (TOP, HIGH / 2), cells), X, Y)
    return []


TRAPS = (
    pentagons,
    block_arrows,
    boxes,
    rounded_boxes,
    line_arrows,
    brackets,
    lanes,
    mid_year,
    on_the_row_border,
    pictures_of_arrows,
    ground_painted_twice,
    text_beside,
    dotted_continuation,
    leaves_the_table,
    quarters,
    two_lines_of_text,
    merged_cells_as_bars,
)
