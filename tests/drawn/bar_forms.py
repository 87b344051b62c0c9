"""More kinds of bars over year columns, each with the bars that a person sees, in the manner of `bar_traps.py`."""

from __future__ import annotations

from bar_traps import HIGH, LABEL, TOP, YEAR, Seen, X, Y, at, lane, pentagon, year_grid
from pen import Grid, Pen


def task_grid(pen: Pen, tasks: tuple[str, ...], years: int = 4, high: float = 24) -> None:
    """Years as columns, one low row for each task."""
    cells = {(0, 0, 1, 1): "取組"} | {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(years)}
    for row, task in enumerate(tasks, 1):
        cells |= {(row, 0, 1, 1): task} | {(row, 1 + k, 1, 1): "" for k in range(years)}
    grid = Grid((LABEL, *([YEAR] * years)), (TOP, *([high] * len(tasks))), cells)
    pen.grid(grid, X, Y)


def task_box(row: int, start: float, end: float, high: float = 24) -> tuple[float, float, float, float]:
    """The square of a task's row over these year columns."""
    top = Y + TOP + high * row
    return at(start), top, at(end), top + high


def head(pen: Pen, x: float, y: float, way: int, size: float = 5) -> None:
    """A filled arrow head with its tip at x, pointing right (1) or left (-1)."""
    pen.shape([(x - way * size, y - size / 2), (x, y), (x - way * size, y + size / 2)], "#000000")


def chevrons(pen: Pen) -> list[Seen]:
    """A pentagon and chevrons that reach into one another's notch."""
    year_grid(pen)
    top, bottom = lane(0)
    found = []
    for text, start, end in (("調査", 1, 2), ("設計", 2, 3), ("運用", 3, 5)):
        x0, x1, y = at(start) + (0 if start > 1 else 2), at(end) + 6 if end < 5 else at(end) - 2, (top + bottom) / 2
        notch = [(x0 + 8, y)] if start > 1 else []
        pen.shape([(x0, top), (x1 - 8, top), (x1, y), (x1 - 8, bottom), (x0, bottom), *notch])
        pen.centred((x0, top, x1, bottom), text, 8)
        found.append(Seen(text, start, end))
    return found


def double_headed(pen: Pen) -> list[Seen]:
    """Lines with a head at both ends, their labels above."""
    year_grid(pen)
    found = []
    for text, start, end in (("周知", 1, 2), ("窓口の試行", 2, 5)):
        top, bottom = lane(0)
        pen.line(at(start) + 2, bottom, at(end) - 2, bottom, width=0.8)
        head(pen, at(end) - 2, bottom, 1)
        head(pen, at(start) + 2, bottom, -1)
        pen.centred((at(start), top, at(end), bottom - 2), text, 8)
        found.append(Seen(text, start, end))
    return found


def block_double_headed(pen: Pen) -> list[Seen]:
    year_grid(pen)
    top, bottom = lane(0)
    x0, x1, y, q = at(2) + 2, at(4) - 2, (top + bottom) / 2, 4
    left = [(x0 + 9, top), (x0, y), (x0 + 9, bottom), (x0 + 9, bottom - q)]
    right = [(x1 - 9, bottom - q), (x1 - 9, bottom), (x1, y), (x1 - 9, top), (x1 - 9, top + q), (x0 + 9, top + q)]
    pen.shape([*left, *right])
    pen.centred((x0, top, x1, bottom), "試行期間", 8)
    return [Seen("試行期間", 2, 4)]


def plain_lines_above(pen: Pen) -> list[Seen]:
    """Lines without any head; the label stands above each."""
    year_grid(pen)
    found = []
    for number, (text, start, end) in enumerate((("現状の分析", 1, 3), ("計画の見直し", 3, 5))):
        top, bottom = lane(number)
        pen.line(at(start) + 2, bottom, at(end) - 2, bottom, width=1.2)
        pen.centred((at(start), top, at(end), bottom - 2), text, 8)
        found.append(Seen(text, start, end, number))
    return found


def plain_lines_below(pen: Pen) -> list[Seen]:
    """Lines without any head; the label stands below each."""
    year_grid(pen)
    found = []
    for number, (text, start, end) in enumerate((("現状の分析", 1, 3), ("計画の見直し", 2, 5))):
        top, bottom = lane(number)
        pen.line(at(start) + 2, top, at(end) - 2, top, width=1.2)
        pen.centred((at(start), top + 2, at(end), bottom), text, 8)
        found.append(Seen(text, start, end, number))
    return found


def lines_with_stops(pen: Pen) -> list[Seen]:
    """Lines with a short upright stroke at both ends."""
    year_grid(pen)
    found = []
    for text, start, end in (("工事", 1, 3), ("供用", 3, 5)):
        top, bottom = lane(0)
        y = bottom - 2
        pen.line(at(start) + 3, y, at(end) - 3, y, width=0.8)
        for x in (at(start) + 3, at(end) - 3):
            pen.line(x, y - 3, x, y + 3, width=0.8)
        pen.centred((at(start), top, at(end), bottom - 4), text, 8)
        found.append(Seen(text, start, end))
    return found


def brackets_with_labels_below(pen: Pen) -> list[Seen]:
    year_grid(pen)
    found = []
    for text, start, end in (("前期の取組", 1, 3), ("後期の取組", 3, 5)):
        top, bottom = lane(0)
        x0, x1 = at(start) + 3, at(end) - 3
        pen.shape([(x0, top + 5), (x0, top), (x1, top), (x1, top + 5)], None, closed=False)
        pen.centred((x0, top + 4, x1, bottom + 4), text, 8)
        found.append(Seen(text, start, end))
    return found


def dashed_boxes(pen: Pen) -> list[Seen]:
    """A box, then one with a dashed outline and no fill for what is not decided yet."""
    year_grid(pen)
    top, bottom = lane(0)
    pen.fill((at(1) + 2, top, at(3) - 2, bottom), "#c6e0b4")
    pen.centred((at(1), top, at(3), bottom), "第1期工事", 8)
    pen.canvas.setDash(3, 2)
    pen.canvas.rect(at(3) + 2, pen.height - bottom, 2 * YEAR - 4, bottom - top, stroke=1, fill=0)
    pen.canvas.setDash()
    pen.centred((at(3), top, at(5), bottom), "第2期工事（予定）", 8)
    return [Seen("第1期工事", 1, 3), Seen("第2期工事（予定）", 3, 5)]


def arrow_of_two_parts(pen: Pen) -> list[Seen]:
    """A block arrow painted as a rectangle and a triangle."""
    year_grid(pen)
    top, bottom = lane(0)
    found = []
    for text, start, end in (("準備", 1, 2), ("全庁で展開", 2, 5)):
        x0, x1 = at(start) + 2, at(end) - 2
        pen.fill((x0, top + 2, x1 - 9, bottom - 2), "#f4b183")
        pen.canvas.setStrokeColor("#f4b183")
        pen.shape([(x1 - 9, top - 1), (x1, (top + bottom) / 2), (x1 - 9, bottom + 1)], "#f4b183")
        pen.centred((x0, top, x1 - 9, bottom), text, 8)
        found.append(Seen(text, start, end))
    return found


def thick_strokes(pen: Pen) -> list[Seen]:
    """Lines as thick as a bar, the text over them."""
    year_grid(pen)
    found = []
    for text, start, end in (("構想", 1, 2), ("整備", 2, 4), ("開館", 4, 5)):
        top, bottom = lane(0)
        y = (top + bottom) / 2
        pen.canvas.setStrokeColor("#a9d18e")
        pen.canvas.setLineWidth(14)
        pen.canvas.line(at(start) + 2, pen.height - y, at(end) - 2, pen.height - y)
        pen.centred((at(start), top, at(end), bottom), text, 8)
        found.append(Seen(text, start, end))
    return found


def gradients(pen: Pen) -> list[Seen]:
    """Bars painted with a gradient through a clip."""
    year_grid(pen)
    found = []
    for text, start, end in (("制度の設計", 1, 3), ("制度の運用", 3, 5)):
        top, bottom = lane(0)
        x0, x1 = at(start) + 2, at(end) - 2
        pen.canvas.saveState()
        path = pen.canvas.beginPath()
        path.rect(x0, pen.height - bottom, x1 - x0, bottom - top)
        pen.canvas.clipPath(path, stroke=0)
        pen.canvas.linearGradient(x0, pen.height - bottom, x1, pen.height - bottom, ("#bdd7ee", "#2e75b6"))
        pen.canvas.restoreState()
        pen.centred((x0, top, x1, bottom), text, 8)
        found.append(Seen(text, start, end))
    return found


def text_left_of_the_bar(pen: Pen) -> list[Seen]:
    """A short bar at the end of its lane, its label before it."""
    year_grid(pen)
    top, bottom = lane(0)
    pen.fill((at(4) + 2, top + 4, at(5) - 2, bottom - 4), "#2e75b6")
    pen.text(at(4) - 4 - 5 * 8, bottom - 6, "供用の開始", 8)
    return [Seen("供用の開始", 4, 5)]


def text_above_flat_bars(pen: Pen) -> list[Seen]:
    """Flat bars without room for text, the label above each."""
    year_grid(pen)
    found = []
    for number, (text, start, end) in enumerate((("機器の更新", 1, 3), ("運用の見直し", 2.5, 5))):
        top, bottom = lane(number)
        pen.fill((at(start) + (2 if start == 1 else 0), bottom - 5.5, at(end) - 2, bottom), "#7f7f7f")
        pen.centred((at(start), top - 1, at(end), bottom - 6), text, 8)
        found.append(Seen(text, start, end, number))
    return found


def label_longer_than_its_bar(pen: Pen) -> list[Seen]:
    """The text begins in the bar and runs out of it at the right."""
    year_grid(pen)
    top, bottom = lane(0)
    pen.fill((at(1) + 2, top, at(1) + 40, bottom), "#ffe699")
    pen.text(at(1) + 5, bottom - 6, "庁内の検討会の立ち上げ", 8)
    return [Seen("庁内の検討会の立ち上げ", 1, 1.5)]


def one_merged_row(pen: Pen) -> list[Seen]:
    """Years divide the heads alone; the schedule row is one cell over all of them."""
    cells = {(0, 0, 1, 1): "年度", (1, 0, 1, 1): "スケジュール", (1, 1, 1, 4): ""}
    cells |= {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(4)}
    pen.grid(Grid((LABEL, *([YEAR] * 4)), (TOP, HIGH), cells), X, Y)
    return [pentagon(pen, "要件定義", 1, 2), pentagon(pen, "移行", 2, 4), pentagon(pen, "定着支援", 1, 5, 1)]


def months(pen: Pen) -> list[Seen]:
    """Twelve months under one year; a bar of three months and one of five."""
    names = [f"{4 + k if k < 9 else k - 8}月" for k in range(12)]
    cells = {(0, 0, 2, 1): "工程", (0, 1, 1, 12): "令和8年度", (2, 0, 1, 1): "改修"}
    cells |= {(1, 1 + k, 1, 1): name for k, name in enumerate(names)} | {(2, 1 + k, 1, 1): "" for k in range(12)}
    pen.grid(Grid((LABEL, *([25.0] * 12)), (TOP / 2 + 3, TOP / 2 + 3, 40), cells), X, Y)
    found = []
    for text, start, end in (("設計", 1, 4), ("工事", 6, 11)):
        x0, x1, top = X + LABEL + 25 * (start - 1) + 1, X + LABEL + 25 * (end - 1) - 1, Y + TOP + 18
        pen.shape([(x0, top), (x1 - 5, top), (x1, top + 8), (x1 - 5, top + 16), (x0, top + 16)])
        pen.centred((x0, top, x1, top + 16), text, 8)
        found.append(Seen(text, start, end))
    return found


def shaded_cells(pen: Pen) -> list[Seen]:
    """Cells painted over the years in which a task runs: no shape, no text."""
    for row, (start, end) in enumerate(((1, 3), (2, 3), (3, 5))):
        pen.fill(task_box(row, start, end), "#9cc3e6")
    task_grid(pen, ("調査", "設計", "運用"))
    return [Seen("", 1, 3), Seen("", 2, 3), Seen("", 3, 5)]


def shaded_cells_with_text(pen: Pen) -> list[Seen]:
    """Painted cells that run on past the one their text stands in."""
    for row, (start, end, colour) in enumerate(((2, 5, "#c3d69b"), (3, 5, "#c3d69b"))):
        for year in range(start, end):
            pen.fill(task_box(row, year, year + 1), colour)
    task_grid(pen, ("窓口", "施設"))
    for row, start in ((0, 2), (1, 3)):
        pen.centred(task_box(row, start, start + 1), "稼働", 8)
    return [Seen("稼働", 2, 5), Seen("稼働", 3, 5)]


def shaded_rows_are_no_bars(pen: Pen) -> list[Seen]:
    """Every other row painted from side to side, and the last year's column: decoration."""
    for row in (0, 2):
        pen.fill((X, Y + TOP + 24 * row, at(5), Y + TOP + 24 * row + 24), "#eeeeee")
    for row in (1, 3):
        pen.fill(task_box(row, 4, 5), "#fff2cc")
    task_grid(pen, ("件数", "人数", "割合", "時間"))
    for row in range(4):
        pen.centred(task_box(row, 1, 2), "検討", 8)
    return []


def one_tall_bar(pen: Pen) -> list[Seen]:
    """A painted box in one year's column over all rows, its text running down."""
    task_grid(pen, ("窓口", "施設", "職員"), high=30)
    top, bottom = Y + TOP + 3, Y + TOP + 87
    pen.fill((at(1) + 3, top, at(2) - 3, bottom), "#d9d9d9")
    for k, char in enumerate("専門家の会議"):
        pen.text(at(1) + 33, top + 14 + 12 * k, char, 9)
    return [Seen("専門家の会議", 1, 2), pentagon_in(pen, "設計", 1, 2, 3), pentagon_in(pen, "運用", 2, 3, 5)]


def pentagon_in(pen: Pen, text: str, row: int, start: float, end: float) -> Seen:
    """A pentagon in a task's row."""
    x0, top, x1, bottom = task_box(row, start, end, 30)
    x0, top, x1, bottom = x0 + 2, top + 5, x1 - 2, bottom - 5
    pen.shape([(x0, top), (x1 - 8, top), (x1, (top + bottom) / 2), (x1 - 8, bottom), (x0, bottom)])
    pen.centred((x0, top, x1 - 8, bottom), text, 8)
    return Seen(text, start, end)


def three_lanes(pen: Pen) -> list[Seen]:
    """Three narrow lanes: shapes, lines and boxes mixed."""
    cells = {(0, 0, 1, 1): "年度", (1, 0, 1, 1): "スケジュール"} | {(1, 1 + k, 1, 1): "" for k in range(4)}
    cells |= {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(4)}
    pen.grid(Grid((LABEL, *([YEAR] * 4)), (TOP, 76), cells), X, Y)
    first = pentagon(pen, "計画の策定", 1, 2)
    second = pentagon(pen, "計画の推進", 2, 5)
    top, bottom = lane(1)
    pen.line(at(1) + 2, bottom, at(4) - 2, bottom, width=0.8)
    head(pen, at(4) - 2, bottom, 1)
    pen.centred((at(1), top, at(4), bottom - 2), "市民への説明", 8)
    top, bottom = lane(2)
    pen.fill((at(3) + 2, top, at(5) - 2, bottom), "#c6e0b4")
    pen.centred((at(3), top, at(5), bottom), "評価", 8)
    return [first, second, Seen("市民への説明", 1, 4, 1), Seen("評価", 3, 5, 2)]


def circles_in_cells(pen: Pen) -> list[Seen]:
    """Marks printed in the cells of each year are the cells' text and no bars."""
    task_grid(pen, ("調査", "運用"))
    for row, marks in enumerate(("◎○  ", " ●→→")):
        for year, mark in enumerate(marks, 1):
            pen.centred(task_box(row, year, year + 1), mark, 9)
    return []


def diamonds(pen: Pen) -> list[Seen]:
    """A small diamond marks the year, its text beside it."""
    year_grid(pen)
    top, bottom = lane(0)
    x, y = at(2) + 15, (top + bottom) / 2
    pen.shape([(x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5)], "#c00000")
    pen.text(x + 8, y + 3, "条例の改正", 8)
    return [pentagon(pen, "準備", 1, 2), pentagon(pen, "運用", 3, 5), pentagon(pen, "広報", 1, 5, 1)]


def rings_around_words(pen: Pen) -> list[Seen]:
    """Ovals around the words that apply, in cells that list several: no bars."""
    cells = {(0, 0, 1, 1): "区分"} | {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(2)}
    cells |= {(1, 0, 1, 1): "水源", (1, 1, 1, 1): "", (1, 2, 1, 1): ""}
    pen.grid(Grid((LABEL, 160, 160), (TOP, 40), cells), X, Y)
    for column, ringed in ((0, 0), (1, 2)):
        x = X + LABEL + 160 * column + 20
        pen.text(x, Y + TOP + 23, "表流水、井戸、ダム", 9)
        left, length = ((x, 27), (x + 36, 18), (x + 63, 18))[ringed]
        pen.canvas.ellipse(left - 2, pen.height - Y - TOP - 27, left + length + 2, pen.height - Y - TOP - 12)
    return []


TRAPS = (
    chevrons,
    double_headed,
    block_double_headed,
    plain_lines_above,
    plain_lines_below,
    lines_with_stops,
    brackets_with_labels_below,
    dashed_boxes,
    arrow_of_two_parts,
    thick_strokes,
    gradients,
    text_left_of_the_bar,
    text_above_flat_bars,
    label_longer_than_its_bar,
    one_merged_row,
    months,
    shaded_cells,
    shaded_cells_with_text,
    shaded_rows_are_no_bars,
    one_tall_bar,
    three_lanes,
    circles_in_cells,
    diamonds,
    rings_around_words,
)
