"""More tables drawn in hard ways, each with the grids that a person sees, in the manner of `table_traps.py`."""

from __future__ import annotations

from pen import GREY, PALE, Grid, Pen, Segment, horizontal_only, nothing, plain, rows

TERMS = rows(
    ("用語", "説明"),
    ("RPA", "作業を自動で行うソフトウェア"),
    ("LGWAN", "自治体を結ぶ閉じたネットワーク"),
    ("オープンデータ", "誰でも使える形で公開されたデータ"),
    widths=(110, 220),
)
GOALS = rows(
    ("指標名", "目標値"),
    ("電子申請の割合", "60%"),
    ("研修の回数", "12回"),
    ("公開したデータ", "150件"),
    ("相談の件数", "900件"),
    widths=(180, 80),
)
GROUPED = Grid(
    (150, 70, 70, 70),
    (20,) * 7,
    {
        **{(0, c, 1, 1): t for c, t in enumerate(("指標名", "R8", "R9", "R10"))},
        (1, 0, 1, 4): "【手続のオンライン化】",
        **{(2, c, 1, 1): t for c, t in enumerate(("電子申請率", "20%", "25%", "30%"))},
        **{(3, c, 1, 1): t for c, t in enumerate(("対応手続数", "80件", "95件", "110件"))},
        (4, 0, 1, 4): "【職員の育成】",
        **{(5, c, 1, 1): t for c, t in enumerate(("研修の回数", "3回", "4回", "5回"))},
        **{(6, c, 1, 1): t for c, t in enumerate(("受講者数", "60人", "70人", "80人"))},
    },
)


def left(pen: Pen, grid: Grid, x: float, y: float, indent: float = 4) -> None:
    """Texts at the left of their cells, as most producers set labels."""
    for cell, text in grid.cells.items():
        x0, y0, _, y1 = grid.cell_box(cell)
        pen.text(x + x0 + indent, y + (y0 + y1) / 2 + 3, text)


def two_columns_by_alignment(pen: Pen) -> list[Grid]:
    left(pen, GOALS, 40, 40)
    return [GOALS]


def glossary_by_alignment(pen: Pen) -> list[Grid]:
    left(pen, TERMS, 40, 40)
    return [TERMS]


def group_rows_by_alignment(pen: Pen) -> list[Grid]:
    left(pen, GROUPED, 40, 40)
    return [GROUPED]


def group_rows_between_horizontal_rules(pen: Pen) -> list[Grid]:
    pen.grid(Grid(GROUPED.widths, GROUPED.heights, dict.fromkeys(GROUPED.cells, "")), 40, 40, horizontal_only)
    left(pen, GROUPED, 40, 40)
    return [GROUPED]


def lists_are_no_table(pen: Pen) -> list[Grid]:
    """A list of contents and an address list: lines with a wide gap, and no heads."""
    for k, (name, page) in enumerate((("第1章　策定の趣旨", "1"), ("第2章　現状", "4"), ("第3章　取組", "9"))):
        pen.text(40, 50 + 16 * k, name)
        pen.text(380, 50 + 16 * k, page)
    for k, (name, number) in enumerate(
        (("情報政策課", "内線 2210"), ("市民課", "内線 1140"), ("資産税課", "内線 1310"))
    ):
        pen.text(40, 140 + 16 * k, name)
        pen.text(200, 140 + 16 * k, number)
    return []


def three_rules(pen: Pen) -> list[Grid]:
    """Rules above the heads, below them and at the end; the kind is printed once for its rows."""
    texts = (
        ("区分", "指標", "R8", "R9"),
        ("成果", "利用率", "20%", "25%"),
        ("", "満足度", "50%", "55%"),
        ("実績", "研修", "3回", "4回"),
        ("", "相談", "80件", "90件"),
    )
    grid = rows(*texts, widths=(60, 140, 80, 80), height=18)
    for y in (40, 58, 130):
        pen.line(40, y, 400, y)
    left(pen, grid, 40, 40)
    return [grid]


def three_rules_with_wrapped_rows(pen: Pen) -> list[Grid]:
    texts = (
        ("取組", "内容", "担当課"),
        ("窓口の改善", "予約の受付を\n電子化する", "市民課"),
        ("職員の研修", "全職員を対象に\n毎年度行う", "人事課"),
        ("文書の電子化", "決裁を\n電子で行う", "総務課"),
    )
    grid = Grid(
        (110, 170, 80), (18, 34, 34, 34), {(r, c, 1, 1): t for r, row in enumerate(texts) for c, t in enumerate(row)}
    )
    for y in (40, 58, 160):
        pen.line(40, y, 400, y)
    for (r, c, _, _), text in grid.cells.items():
        pen.text(44 + sum(grid.widths[:c]), 52 if r == 0 else 72 + 34 * (r - 1), text)
    return [grid]


def rules_between_columns_alone(pen: Pen) -> list[Grid]:
    """A frame, a rule below the heads and rules between the columns; rows of figures have none."""
    texts = (
        ("指標名", "R8", "R9", "R10"),
        ("電子申請率", "20%", "25%", "30%"),
        ("研修の回数", "3回", "4回", "5回"),
        ("相談の件数", "80件", "90件", "95件"),
        ("受講者の数", "60人", "70人", "80人"),
    )
    grid = rows(*texts, widths=(140, 70, 70, 70), height=18)
    for x in (40, 180, 250, 320, 390):
        pen.line(x, 40, x, 130)
    for y in (40, 58, 130):
        pen.line(40, y, 390, y)
    left(pen, grid, 40, 40)
    pen.text(410, 88, "見直し中")
    return [grid]


def lists_in_cells_stay_whole(pen: Pen) -> list[Grid]:
    """Cells with several lines at the same heights are no rows: they hold words."""
    grid = Grid(
        (80, 110, 110),
        (20, 60),
        {
            (0, 0, 1, 1): "年度",
            (0, 1, 1, 1): "令和8年度",
            (0, 2, 1, 1): "令和9年度",
            (1, 0, 1, 1): "取組",
            (1, 1, 1, 1): "・現状の調査\n・要件の整理\n・機器の選定",
            (1, 2, 1, 1): "・設計\n・構築\n・試行",
        },
    )
    pen.grid(grid, 40, 40)
    return [grid]


def centred_text_wider_than_its_cell(pen: Pen) -> list[Grid]:
    """It runs over both borders into blank neighbours."""
    texts = (("区分", "R8", "R9", "R10"), ("人数", "", "令和9年度中に決める", ""), ("件数", "3件", "4件", "5件"))
    grid = rows(*texts, widths=(100, 60, 60, 60))
    pen.grid(grid, 40, 40)
    return [grid]


def figure_that_touches_its_neighbour(pen: Pen) -> list[Grid]:
    """Wide figures at the right of their cells, a point from the next one's."""
    texts = (
        ("区分", "R8", "R9", "R10"),
        ("歳入", "1,234,567", "2,345,678", "3,456,789"),
        ("歳出", "987,654", "876,543", "765,432"),
    )
    grid = rows(*texts, widths=(100, 46, 46, 46))
    pen.grid(
        Grid(grid.widths, grid.heights, {p: t if p[0] == 0 or p[1] == 0 else "" for p, t in grid.cells.items()}), 40, 40
    )
    for (r, c, _, _), text in grid.cells.items():
        if r and c:
            pen.canvas.setFont("Helvetica", 9)
            pen.canvas.drawRightString(40 + sum(grid.widths[: c + 1]) - 1, pen.height - (40 + 22 * r + 14), text)
    return [grid]


def text_taller_than_its_row(pen: Pen) -> list[Grid]:
    """Three lines centred in a low row: the first and the last run over its borders into blank cells."""
    texts = (("取組", "R8", "R9"), ("予約", "", "実施"), ("研修", "準備\n試行\n評価", "実施"), ("広報", "", "実施"))
    grid = rows(*texts, widths=(100, 80, 80), height=24)
    pen.grid(grid, 40, 40)
    return [grid]


def nested_with_shaded_heads(pen: Pen) -> list[Grid]:
    """A small table with painted heads inside a cell of a form."""
    inner = rows(("年度", "R8", "R9"), ("目標", "10件", "20件"), widths=(70, 60, 60), height=20)
    cells = {(0, 0, 1, 1): "取組名", (0, 1, 1, 1): "窓口の改善", (1, 0, 1, 1): "成果指標", (1, 1, 1, 1): "予約の件数"}
    outer = Grid((80, 320), (24, 90), cells)
    pen.fill((160, 92, 350, 112), GREY)
    pen.grid(Grid(outer.widths, outer.heights, {**cells, (1, 1, 1, 1): ""}), 30, 40)
    pen.text(116, 80, "予約の件数")
    pen.grid(inner, 160, 92)
    return [outer, inner]


def two_nested_side_by_side(pen: Pen) -> list[Grid]:
    one = rows(("R8", "R9"), ("1件", "2件"), widths=(50, 50), height=18)
    two = rows(("R8", "R9"), ("3人", "4人"), widths=(50, 50), height=18)
    outer = Grid((80, 160, 160), (70,), {(0, 0, 1, 1): "成果", (0, 1, 1, 1): "", (0, 2, 1, 1): ""})
    pen.grid(outer, 30, 40)
    pen.grid(one, 140, 56)
    pen.grid(two, 300, 56)
    return [outer, one, two]


def l_shaped_at_the_foot(pen: Pen) -> list[Grid]:
    """A cell that goes on to the right under its neighbour: the part with the text is the cell."""
    cells = {
        (0, 0, 1, 1): "区分", (0, 1, 1, 1): "R8", (0, 2, 1, 1): "R9",
        (1, 0, 1, 1): "申請", (1, 1, 1, 1): "20件", (1, 2, 1, 1): "30件",
        (2, 0, 1, 1): "備考", (2, 1, 1, 2): "試行を除く",
        (3, 0, 1, 3): "",
    }  # fmt: skip
    grid = Grid((100, 80, 80), (22, 22, 22, 22), cells)

    def border(pen: Pen, stroke: Segment) -> None:
        if stroke[1] == stroke[3] == 106:
            pen.line(140, 106, 300, 106)
        else:
            pen.line(*stroke)

    pen.grid(grid, 40, 40, border)
    return [grid]


def stepped_heads(pen: Pen) -> list[Grid]:
    """Parts of a total set in under it, one step to the right for each level (うち)."""
    cells = {
        (0, 0, 1, 1): "区分", (0, 1, 1, 1): "R8",
        (1, 0, 1, 1): "費用", (1, 1, 1, 1): "90千円",
        (2, 0, 1, 1): "うち人件費", (2, 1, 1, 1): "60千円",
        (3, 0, 1, 1): "うち手当", (3, 1, 1, 1): "10千円",
    }  # fmt: skip
    for y, x in ((40, 40), (62, 40), (84, 60), (106, 80), (128, 40)):
        pen.line(x, y, 260, y)
    for x, top in ((40, 40), (60, 84), (80, 106), (180, 40), (260, 40)):
        pen.line(x, top, x, 128)
    for (r, c, _, _), text in cells.items():
        pen.text((84 if r else 44) if c == 0 else 190, 55 + 22 * r, text, 8)
    return [Grid((140, 80), (22,) * 4, cells)]


def zebra_with_a_merged_cell(pen: Pen) -> list[Grid]:
    """Every other row painted, no rules; one text over two columns."""
    texts = {
        **{(0, c, 1, 1): t for c, t in enumerate(("指標名", "R8", "R9", "R10"))},
        **{(1, c, 1, 1): t for c, t in enumerate(("電子申請率", "20%", "25%", "30%"))},
        (2, 0, 1, 1): "研修の回数", (2, 1, 1, 1): "3回", (2, 2, 1, 2): "前年度の結果を見て決める",
        **{(3, c, 1, 1): t for c, t in enumerate(("相談の件数", "80件", "90件", "95件"))},
        **{(4, c, 1, 1): t for c, t in enumerate(("受講者の数", "60人", "70人", "80人"))},
    }  # fmt: skip
    grid = Grid((140, 70, 70, 70), (22,) * 5, texts)
    for row in (0, 2, 4):
        pen.fill((40, 40 + 22 * row, 390, 62 + 22 * row), GREY if row == 0 else PALE)
    pen.texts(grid, 40, 40)
    return [grid]


def rounded_frame(pen: Pen) -> list[Grid]:
    """The outer border has round corners, the inner rules run up to it."""
    grid = rows(("指標名", "R8", "R9"), ("利用率", "20%", "25%"), ("件数", "3件", "4件"), widths=(140, 70, 70))
    pen.canvas.roundRect(40, pen.height - 106, 280, 66, 6)

    def border(pen: Pen, stroke: Segment) -> None:
        x0, y0, x1, y1 = stroke
        if not (x0 == x1 and x0 in (40, 320)) and not (y0 == y1 and y0 in (40, 106)):
            plain(pen, stroke)

    pen.grid(grid, 40, 40, border)
    return [grid]


def painted_label_column(pen: Pen) -> list[Grid]:
    """Labels on paint, figures beside them between horizontal rules only at the top and the end."""
    grid = rows(
        ("指標名", "R8", "R9"),
        ("利用率", "20%", "25%"),
        ("件数", "3件", "4件"),
        ("人数", "8人", "9人"),
        widths=(120, 80, 80),
    )
    pen.fill((40, 40, 160, 128), "#dce6f1")
    pen.line(40, 40, 320, 40)
    pen.line(40, 62, 320, 62)
    pen.line(40, 128, 320, 128)
    pen.grid(grid, 40, 40, nothing)
    return [grid]


TRAPS = (
    two_columns_by_alignment,
    glossary_by_alignment,
    group_rows_by_alignment,
    group_rows_between_horizontal_rules,
    lists_are_no_table,
    three_rules,
    three_rules_with_wrapped_rows,
    rules_between_columns_alone,
    lists_in_cells_stay_whole,
    centred_text_wider_than_its_cell,
    figure_that_touches_its_neighbour,
    text_taller_than_its_row,
    nested_with_shaded_heads,
    two_nested_side_by_side,
    l_shaped_at_the_foot,
    stepped_heads,
    zebra_with_a_merged_cell,
    rounded_frame,
    painted_label_column,
)
