"""Tables drawn in every hard way, each with the grids that a person sees in it.

A trap draws on the pen and returns the expected grids, in reading order.
"""

from __future__ import annotations

from pen import (
    DARK,
    GREY,
    PALE,
    Grid,
    Pen,
    Segment,
    dash_by_dash,
    dashed,
    double,
    horizontal_only,
    nothing,
    rows,
    thin_fill,
)

PLAIN = rows(
    ("指標名", "R8", "R9", "R10"),
    ("電子申請率", "20%", "25%", "30%"),
    ("研修の回数", "3回", "4回", "5回"),
    ("対応手続数", "－", "120件", "1,500件"),
)
MERGED = Grid(
    (70, 110, 60, 60, 60),
    (22, 22, 22, 22, 22),
    {
        (0, 0, 1, 2): "指標",
        (0, 2, 1, 1): "令和8年度",
        (0, 3, 1, 1): "令和9年度",
        (0, 4, 1, 1): "令和10年度",
        (1, 0, 2, 1): "成果",
        (1, 1, 1, 1): "利用率",
        (1, 2, 1, 1): "20%",
        (1, 3, 1, 2): "検証後に設定",
        (2, 1, 1, 1): "満足度",
        (2, 2, 1, 1): "50%",
        (2, 3, 1, 1): "55%",
        (2, 4, 1, 1): "60%",
        (3, 0, 2, 1): "実績",
        (3, 1, 1, 1): "件数",
        (3, 2, 2, 3): "全年度とも継続",
        (4, 1, 1, 1): "回数",
    },
)
HEADS = Grid(
    (110, 60, 50, 50, 50, 50),
    (20, 20, 20, 22, 22),
    {
        (0, 0, 3, 1): "指標名",
        (0, 1, 3, 1): "基準値",
        (0, 2, 1, 4): "目標値",
        (1, 2, 1, 2): "前期",
        (1, 4, 1, 2): "後期",
        (2, 2, 1, 1): "R8",
        (2, 3, 1, 1): "R9",
        (2, 4, 1, 1): "R10",
        (2, 5, 1, 1): "R11",
        **{(3, c, 1, 1): t for c, t in enumerate(("相談件数", "80件", "85件", "90件", "95件", "100件"))},
        **{(4, c, 1, 1): t for c, t in enumerate(("来庁者数", "9千人", "8千人", "7千人", "6千人", "5千人"))},
    },
)


def dashed_rules(pen: Pen) -> list[Grid]:
    pen.grid(MERGED, 40, 40, dashed)
    return [MERGED]


def dashes_drawn_one_by_one(pen: Pen) -> list[Grid]:
    pen.grid(PLAIN, 40, 40, dash_by_dash)
    return [PLAIN]


def double_rules(pen: Pen) -> list[Grid]:
    pen.grid(MERGED, 40, 40, double)
    return [MERGED]


def thin_filled_rectangles(pen: Pen) -> list[Grid]:
    pen.grid(MERGED, 40, 40, thin_fill)
    return [MERGED]


def one_rectangle_per_cell(pen: Pen) -> list[Grid]:
    pen.texts(MERGED, 40, 40)
    for cell in MERGED.cells:
        x0, y0, x1, y1 = MERGED.cell_box(cell)
        pen.canvas.rect(40 + x0, pen.height - 40 - y1, x1 - x0, y1 - y0)
    return [MERGED]


def shaded_cells_without_rules(pen: Pen) -> list[Grid]:
    for (row, col, height, width), _ in PLAIN.cells.items():
        x0, y0, x1, y1 = PLAIN.cell_box((row, col, height, width))
        colour = GREY if row == 0 else PALE if row % 2 else "#e6eef7"
        pen.fill((40 + x0 + 0.5, 40 + y0 + 0.5, 40 + x1 - 0.5, 40 + y1 - 0.5), colour)
    pen.texts(PLAIN, 40, 40)
    return [PLAIN]


def shaded_bands_without_rules(pen: Pen) -> list[Grid]:
    for row in range(4):
        top = 40 + 22 * row
        pen.fill((40, top, 390, top + 22), GREY if row == 0 else "#e6eef7" if row % 2 else PALE)
    pen.texts(PLAIN, 40, 40)
    return [PLAIN]


def horizontal_rules_only(pen: Pen) -> list[Grid]:
    pen.grid(PLAIN, 40, 40, horizontal_only)
    return [PLAIN]


def alignment_only(pen: Pen) -> list[Grid]:
    pen.grid(PLAIN, 40, 40, nothing)
    return [PLAIN]


def merged_cells(pen: Pen) -> list[Grid]:
    pen.grid(MERGED, 40, 40)
    return [MERGED]


def headers_over_three_rows(pen: Pen) -> list[Grid]:
    pen.grid(HEADS, 40, 40)
    return [HEADS]


def open_sides(pen: Pen) -> list[Grid]:
    """No rules at the far left and right, as official tables often have."""

    def border(pen: Pen, stroke: Segment) -> None:
        if stroke[0] != stroke[2] or stroke[0] not in (40, 40 + PLAIN.width):
            pen.line(*stroke)

    pen.grid(PLAIN, 40, 40, border)
    return [PLAIN]


def no_rule_at_the_foot_of_the_page(pen: Pen) -> list[Grid]:
    top = pen.height - 30 - PLAIN.height

    def border(pen: Pen, stroke: Segment) -> None:
        if not (stroke[1] == stroke[3] == top + PLAIN.height):
            pen.line(*stroke)

    pen.grid(PLAIN, 40, top, border)
    return [PLAIN]


def no_rule_at_the_head_of_the_page(pen: Pen) -> list[Grid]:
    def border(pen: Pen, stroke: Segment) -> None:
        if not (stroke[1] == stroke[3] == 30):
            pen.line(*stroke)

    pen.grid(PLAIN, 40, 30, border)
    return [PLAIN]


def side_by_side(pen: Pen) -> list[Grid]:
    left = rows(("区分", "件数"), ("窓口", "120件"), ("郵送", "45件"), widths=(90, 70))
    right = rows(("年度", "人数"), ("R6", "30人"), ("R7", "42人"), widths=(90, 70))
    pen.grid(left, 40, 40)
    pen.grid(right, 240, 40)
    return [left, right]


def one_above_the_other(pen: Pen) -> list[Grid]:
    lower = rows(("用語", "説明"), ("RPA", "作業の自動化"), widths=(90, 170))
    pen.grid(PLAIN, 40, 40)
    pen.grid(lower, 40, 40 + PLAIN.height + 14)
    return [PLAIN, lower]


def diagonal_in_the_corner(pen: Pen) -> list[Grid]:
    """What stands below the slanted line heads the labels; what stands above it is remarked."""
    corner = dict(PLAIN.cells)
    corner[0, 0, 1, 1] = ""
    grid = Grid(PLAIN.widths, PLAIN.heights, corner)
    pen.grid(grid, 40, 40)
    pen.line(40, 40, 180, 62)
    pen.text(135, 50, "年度", 8)
    pen.text(48, 59, "指標", 8)
    return [Grid(PLAIN.widths, PLAIN.heights, {**corner, (0, 0, 1, 1): "指標"})]


def text_runs_over_its_cell(pen: Pen) -> list[Grid]:
    """A long name runs over the right border into a blank cell, as spreadsheets print it."""
    cells = dict(PLAIN.cells)
    cells[2, 0, 1, 1] = cells[2, 1, 1, 1] = ""
    pen.grid(Grid(PLAIN.widths, PLAIN.heights, cells), 40, 40)
    name = "地域で行う研修の延べ開催回数の合計"
    pen.text(43, 40 + 2.5 * 22 + 3, name)
    return [Grid(PLAIN.widths, PLAIN.heights, {**cells, (2, 0, 1, 1): name})]


def shaded_paragraph_in_a_cell(pen: Pen) -> list[Grid]:
    """Shading behind a few words makes no column."""
    x0, y0, _, _ = PLAIN.cell_box((1, 0, 1, 1))
    pen.fill((40 + x0 + 44, 40 + y0 + 5, 40 + x0 + 96, 40 + y0 + 17), "#ffff00")
    pen.grid(PLAIN, 40, 40)
    return [PLAIN]


def page_frame_is_no_table(pen: Pen) -> list[Grid]:
    pen.canvas.rect(15, 15, pen.width - 30, pen.height - 30)
    pen.text(40, 36, "成果指標の一覧", 12)
    pen.grid(PLAIN, 40, 60)
    pen.text(40, 200, "この表は毎年度見直します。")
    return [PLAIN]


def text_box_is_no_table(pen: Pen) -> list[Grid]:
    pen.canvas.roundRect(40, pen.height - 90, 350, 50, 6)
    pen.text(50, 60, "目指す姿")
    pen.text(50, 76, "手続のために来なくてよい市役所にする。")
    pen.grid(PLAIN, 40, 110)
    return [PLAIN]


def bar_chart_is_no_table(pen: Pen) -> list[Grid]:
    pen.line(60, 40, 60, 140)
    pen.line(60, 140, 300, 140)
    for step, height in enumerate((30, 45, 62, 80)):
        pen.fill((80 + 55 * step, 140 - height, 105 + 55 * step, 140), DARK)
        pen.text(84 + 55 * step, 152, f"R{6 + step}", 8)
    pen.text(30, 36, "（件）", 8)
    pen.grid(PLAIN, 40, 180)
    return [PLAIN]


def vertical_label(pen: Pen) -> list[Grid]:
    """A narrow label cell with one character per line."""
    texts = (("指標", "R8", "R9"), ("利用率", "5%", "6%"), ("件数", "3件", "4件"))
    cells = {(r, c, 1, 1): text for r, row in enumerate(texts) for c, text in enumerate(row, 1)}
    grid = Grid((24, 120, 70, 70), (24, 24, 24), {(0, 0, 3, 1): "成\n果\n指\n標", **cells})
    pen.grid(grid, 40, 40)
    return [grid]


def watermark_over_the_table(pen: Pen) -> list[Grid]:
    pen.canvas.saveState()
    pen.canvas.translate(150, 120)
    pen.canvas.rotate(30)
    pen.canvas.setFont("HeiseiKakuGo-W5", 150)
    pen.canvas.setFillGray(0.9)
    pen.canvas.drawString(0, 0, "案")
    pen.canvas.restoreState()
    pen.grid(PLAIN, 40, 100)
    return [PLAIN]


def running_head_touches_the_table(pen: Pen) -> list[Grid]:
    pen.text(300, 16, "行政デジタル化計画", 7)
    pen.grid(PLAIN, 40, 20)
    pen.text(230, pen.height - 12, "- 12 -", 8)
    return [PLAIN]


def rules_that_stop_short(pen: Pen) -> list[Grid]:
    """Vertical rules end two points before they meet the horizontal ones."""

    def border(pen: Pen, stroke: Segment) -> None:
        x0, y0, x1, y1 = stroke
        pen.line(*(stroke if x1 > x0 else (x0, y0 + 2, x1, y1 - 2)))

    pen.grid(PLAIN, 40, 40, border)
    return [PLAIN]


def table_in_a_cell(pen: Pen) -> list[Grid]:
    """A table inside a cell of a larger one: both are read, and no character twice."""
    inner = rows(("年度", "R8", "R9"), ("件数", "10件", "20件"), widths=(90, 60, 60))
    outer = Grid((80, 320), (120,), {(0, 0, 1, 1): "成果指標", (0, 1, 1, 1): ""})
    pen.grid(outer, 30, 40)
    pen.grid(inner, 140, 70)
    return [outer, inner]


def corner_cell_of_two_arms(pen: Pen) -> list[Grid]:
    """An L-shaped cell: the label over two columns of the header goes on down the first column without a rule.

    A grid has no such cell: the upper arm carries the text, the lower arm is a blank cell of its own.
    """
    cells = {
        (0, 0, 1, 2): "区分",
        (1, 0, 2, 1): "",
        (0, 2, 1, 1): "R8",
        (0, 3, 1, 1): "R9",
        (1, 1, 1, 1): "申請",
        (1, 2, 1, 1): "20件",
        (1, 3, 1, 1): "30件",
        (2, 1, 1, 1): "相談",
        (2, 2, 1, 1): "5件",
        (2, 3, 1, 1): "6件",
    }
    grid = Grid((40, 100, 70, 70), (22, 22, 22), cells)

    def border(pen: Pen, stroke: Segment) -> None:
        if stroke != (40, 62, 80, 62):
            pen.line(*(stroke if stroke[:2] != (40, 62) or stroke[1] != stroke[3] else (80, *stroke[1:])))

    pen.grid(grid, 40, 40, border)
    return [grid]


def lying_on_an_upright_page(pen: Pen) -> list[Grid]:
    """The page is upright, the whole table is drawn a quarter turn to the left by the matrix."""
    pen.canvas.translate(pen.width, 0)
    pen.canvas.rotate(90)
    pen.height = pen.width
    small = rows(("指標名", "R8", "R9"), ("利用率", "20%", "25%"), ("件数", "3件", "4件"), widths=(100, 70, 70))
    pen.grid(small, 40, 40)
    return [small]


def white_rules_on_shading(pen: Pen) -> list[Grid]:
    """Shaded cells parted by white lines."""
    pen.fill((40, 40, 40 + PLAIN.width, 62), DARK)
    pen.fill((40, 62, 40 + PLAIN.width, 40 + PLAIN.height), "#dce6f1")
    for x0, y0, x1, y1 in PLAIN.strokes():
        pen.canvas.setStrokeColorRGB(1, 1, 1)
        pen.canvas.setLineWidth(1)
        pen.canvas.line(40 + x0, pen.height - 40 - y0, 40 + x1, pen.height - 40 - y1)
    for cell, text in PLAIN.cells.items():
        x0, _, _, y1 = PLAIN.cell_box(cell)
        pen.text(48 + x0, 33 + y1, text, 9, "#ffffff" if cell[0] == 0 else "#000000")
    return [PLAIN]


def wrapped_text(pen: Pen) -> list[Grid]:
    cells = dict(PLAIN.cells)
    cells[1, 0, 1, 1] = "オンラインで受け付けた\n申請の割合"
    cells[1, 3, 1, 1] = "令和9年度の\n1.5倍"
    grid = Grid(PLAIN.widths, (22, 34, 22, 22), cells)
    pen.grid(grid, 40, 40)
    return [grid]


def glyphs_printed_twice(pen: Pen) -> list[Grid]:
    pen.grid(PLAIN, 40, 40)
    pen.texts(PLAIN, 40.3, 40)
    return [PLAIN]


TRAPS = (
    dashed_rules,
    dashes_drawn_one_by_one,
    double_rules,
    thin_filled_rectangles,
    one_rectangle_per_cell,
    shaded_cells_without_rules,
    shaded_bands_without_rules,
    horizontal_rules_only,
    alignment_only,
    merged_cells,
    headers_over_three_rows,
    open_sides,
    no_rule_at_the_foot_of_the_page,
    no_rule_at_the_head_of_the_page,
    side_by_side,
    one_above_the_other,
    diagonal_in_the_corner,
    text_runs_over_its_cell,
    shaded_paragraph_in_a_cell,
    page_frame_is_no_table,
    text_box_is_no_table,
    bar_chart_is_no_table,
    vertical_label,
    watermark_over_the_table,
    running_head_touches_the_table,
    rules_that_stop_short,
    table_in_a_cell,
    corner_cell_of_two_arms,
    lying_on_an_upright_page,
    white_rules_on_shading,
    wrapped_text,
    glyphs_printed_twice,
)
