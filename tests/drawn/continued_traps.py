"""Tables that run over pages, each with the grids that a person reads in the whole document.

A trap draws pages with the pen and returns the expected grids in reading order.
"""

from __future__ import annotations

from pen import Grid, Pen, Segment, rows

HEAD = ("指標名", "R8", "R9", "R10")
FIRST = (
    ("電子申請率", "20%", "25%", "30%"),
    ("研修の回数", "3回", "4回", "5回"),
    ("対応手続数", "80件", "90件", "99件"),
)
SECOND = (("相談件数", "40件", "42件", "45件"), ("来庁者数", "9千人", "8千人", "7千人"))


def _at_foot(pen: Pen, grid: Grid) -> float:
    """The y at which a grid ends just above the page number."""
    return pen.height - 34 - grid.height


def _number(pen: Pen, number: int) -> None:
    pen.text(pen.width / 2 - 8, pen.height - 14, f"- {number} -", 8)
    pen.text(pen.width - 130, 16, "行政デジタル化計画", 7)


def header_repeated(pen: Pen) -> list[Grid]:
    first, second = rows(HEAD, *FIRST), rows(HEAD, *SECOND)
    pen.grid(first, 40, _at_foot(pen, first))
    _number(pen, 5)
    pen.next_page()
    pen.grid(second, 40, 40)
    _number(pen, 6)
    return [rows(HEAD, *FIRST, *SECOND)]


def header_once(pen: Pen) -> list[Grid]:
    first, second = rows(HEAD, *FIRST), rows(*SECOND)
    pen.grid(first, 40, _at_foot(pen, first))
    _number(pen, 5)
    pen.next_page()
    pen.grid(second, 40, 40)
    _number(pen, 6)
    return [rows(HEAD, *FIRST, *SECOND)]


def over_three_pages(pen: Pen) -> list[Grid]:
    parts = [FIRST, SECOND, (("公開データ数", "10件", "20件", "30件"),)]
    for number, part in enumerate(parts, 5):
        grid = rows(HEAD, *part, height=82 if number == 6 else 22)
        pen.grid(grid, 40, 40 if number > 5 else _at_foot(pen, grid))
        _number(pen, number)
        pen.next_page()
    return [rows(HEAD, *FIRST, *SECOND, *parts[2])]


def row_cut_in_two(pen: Pen) -> list[Grid]:
    """A row goes on at the head of the next page: no rule at the cut, the first cell's text goes on."""
    first = rows(HEAD, FIRST[0], ("オンラインで受け付けた", "3回", "4回", "5回"))
    top = _at_foot(pen, first)

    def open_below(pen: Pen, stroke: Segment) -> None:
        if not stroke[1] == stroke[3] == top + first.height:
            pen.line(*stroke)

    def open_above(pen: Pen, stroke: Segment) -> None:
        if not stroke[1] == stroke[3] == 40:
            pen.line(*stroke)

    pen.grid(first, 40, top, open_below)
    _number(pen, 5)
    pen.next_page()
    pen.grid(rows(("申請の割合", "", "", ""), *SECOND), 40, 40, open_above)
    _number(pen, 6)
    whole = ("オンラインで受け付けた申請の割合", "3回", "4回", "5回")
    return [rows(HEAD, FIRST[0], whole, *SECOND)]


def merged_label_over_the_break(pen: Pen) -> list[Grid]:
    """A label merged over rows on both pages; it is printed again on the second page."""
    widths, height = (60.0, 110.0, 70.0, 70.0), 22.0

    def part(label: str, names: tuple[str, ...], start: int) -> Grid:
        cells = {(0, c, 1, 1): t for c, t in enumerate(("区分", "指標名", "R8", "R9"))}
        cells[1, 0, len(names), 1] = label
        for row, name in enumerate(names, 1):
            cells |= {(row, 1, 1, 1): name, (row, 2, 1, 1): f"{start + row}件", (row, 3, 1, 1): f"{start + row + 5}件"}
        return Grid(widths, (height,) * (1 + len(names)), cells)

    first, second = part("成果", ("申請", "相談"), 0), part("成果", ("来庁", "電話"), 2)
    pen.grid(first, 40, _at_foot(pen, first))
    _number(pen, 5)
    pen.next_page()
    pen.grid(second, 40, 40)
    _number(pen, 6)
    whole = dict(first.cells)
    whole |= {(r + 2, c, rs, cs): t for (r, c, rs, cs), t in second.cells.items() if r > 0}
    return [Grid(widths, (height,) * 5, whole)]


def merged_cell_over_the_break(pen: Pen) -> list[Grid]:
    """A cell merged over years and rows is ruled off at the break; below it the rest of it is blank."""
    widths = (130.0, 60.0, 60.0, 60.0, 60.0)
    head = {(0, c, 1, 1): t for c, t in enumerate(("指標名", "R8", "R9", "R10", "R11"))}

    def part(names: tuple[str, ...], text: str) -> Grid:
        cells = {**head, (1, 3, len(names), 2): text}
        for row, name in enumerate(names, 1):
            cells |= {(row, 0, 1, 1): name, (row, 1, 1, 1): f"{row}件", (row, 2, 1, 1): f"{row + 3}件"}
        return Grid(widths, (22.0,) * (1 + len(names)), cells)

    first, second = part(("申請",), "試行後に設定"), part(("相談", "来庁"), "")
    pen.grid(first, 40, _at_foot(pen, first))
    _number(pen, 5)
    pen.next_page()
    pen.grid(second, 40, 40)
    _number(pen, 6)
    whole = {place: text for place, text in first.cells.items() if place != (1, 3, 1, 2)}
    whole |= {(r + 1, c, rs, cs): t for (r, c, rs, cs), t in second.cells.items() if r > 0 and c < 3}
    return [Grid(widths, (22.0,) * 4, {**whole, (1, 3, 3, 2): "試行後に設定"})]


def facing_pages(pen: Pen) -> list[Grid]:
    """One wide table over two facing pages: names and the first years at the left, the later years at the right."""
    left = rows(HEAD, *FIRST, widths=(170, 90, 90, 90))
    right = rows(("R11", "R12"), ("35%", "40%"), ("6回", "7回"), ("105件", "110件"), widths=(90, 90))
    pen.grid(left, 40, 60)
    _number(pen, 4)
    pen.next_page()
    pen.grid(right, 0, 60)
    _number(pen, 5)
    later = {(r, c + 4, rs, cs): text for (r, c, rs, cs), text in right.cells.items()}
    return [Grid((*left.widths, *right.widths), left.heights, {**left.cells, **later})]


def facing_pages_with_margins(pen: Pen) -> list[Grid]:
    """Both halves end at the margins of their pages; the years go on from the left one to the right one."""
    left = rows(HEAD, *FIRST, widths=(150, 80, 80, 80))
    right = rows(("R11", "R12"), ("35%", "40%"), ("6回", "7回"), ("105件", "110件"), widths=(90, 90))
    pen.grid(left, 40, 60)
    _number(pen, 4)
    pen.next_page()
    pen.grid(right, 40, 60)
    _number(pen, 5)
    later = {(r, c + 4, rs, cs): text for (r, c, rs, cs), text in right.cells.items()}
    return [Grid((*left.widths, *right.widths), left.heights, {**left.cells, **later})]


def facing_pages_of_a_form(pen: Pen) -> list[Grid]:
    """No years at the right, but rows of the same, different heights at the same places, and no names."""
    heights = (20.0, 40.0, 28.0, 34.0)
    names = (("取組名", "内容"), ("予約", "電子化する"), ("研修", "毎年行う"), ("広報", "紙面を見直す"))
    units = (("担当課", "備考"), ("市民課", ""), ("人事課", "別表のとおり"), ("広報課", ""))
    left = Grid((150, 200), heights, {(r, c, 1, 1): t for r, row in enumerate(names) for c, t in enumerate(row)})
    right = Grid((90, 200), heights, {(r, c, 1, 1): t for r, row in enumerate(units) for c, t in enumerate(row)})
    pen.grid(left, 40, 60)
    _number(pen, 4)
    pen.next_page()
    pen.grid(right, 40, 60)
    _number(pen, 5)
    later = {(r, c + 2, rs, cs): text for (r, c, rs, cs), text in right.cells.items()}
    return [Grid((*left.widths, *right.widths), heights, {**left.cells, **later})]


def same_heights_do_not_face(pen: Pen) -> list[Grid]:
    """Two lists of as many rows on pages that follow each other, each with its own names."""
    grids = [
        rows((f"{word}の取組", "担当課"), *((f"{word}{k}", "市民課") for k in range(3)), widths=(180, 100))
        for word in ("予約", "研修")
    ]
    for number, grid in enumerate(grids, 4):
        pen.grid(grid, 40, 60)
        _number(pen, number)
        pen.next_page()
    return grids


def cards_of_one_build_do_not_face(pen: Pen) -> list[Grid]:
    """Cards with rows of different heights at the same places of two pages: the labels are the same."""
    grids = []
    for number, name in enumerate(("予約の電子化", "研修の充実"), 4):
        texts = ((name, "市民課"), ("担当", "市民課"), ("内容", "年度ごとに見直す"), ("時期", "通年"))
        cells = {(r, c, 1, 1): t for r, row in enumerate(texts) for c, t in enumerate(row)}
        grids.append(Grid((110, 200), (20.0, 26.0, 44.0, 32.0), cells))
        pen.grid(grids[-1], 40, 60)
        _number(pen, number)
        pen.next_page()
    return grids


def two_tables_that_do_not_continue(pen: Pen) -> list[Grid]:
    """Another heading and another header: nothing continues."""
    first = rows(HEAD, *FIRST)
    second = rows(("用語", "説明", "頁"), ("RPA", "作業の自動化", "3"), widths=(120, 160, 70))
    pen.grid(first, 40, _at_foot(pen, first))
    _number(pen, 5)
    pen.next_page()
    pen.text(40, 44, "用語集", 14)
    pen.grid(second, 40, 60)
    _number(pen, 6)
    return [first, second]


def same_cards_do_not_continue(pen: Pen) -> list[Grid]:
    """Two forms of the same build on two pages are two tables."""
    grids = [
        rows(("事業名", name, "担当課", unit), ("成果指標", "利用率", "20%", "30%"), widths=(80, 120, 80, 80))
        for name, unit in (("電子申請の拡充", "情報課"), ("窓口の見直し", "市民課"))
    ]
    for number, grid in enumerate(grids, 5):
        pen.grid(grid, 40, 40)
        _number(pen, number)
        pen.next_page()
    return grids


TRAPS = (
    header_repeated,
    header_once,
    over_three_pages,
    row_cut_in_two,
    merged_label_over_the_break,
    merged_cell_over_the_break,
    facing_pages,
    facing_pages_with_margins,
    facing_pages_of_a_form,
    same_heights_do_not_face,
    cards_of_one_build_do_not_face,
    two_tables_that_do_not_continue,
    same_cards_do_not_continue,
)
