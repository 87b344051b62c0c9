"""Tables without vertical rules: ragged columns, bands across them, and several tables in a stack."""

from __future__ import annotations

from extractors.tables import sheet
from tests.extractors.table_drawing import Drawing

HEADS = ((44, "番号"), (80, "取組項目"), (200, "担当"), (300, "R7"), (350, "R8"), (400, "R9"))
ROWS = (
    ("1-1", "観光案内所", "観光課", "10", "20", "30"),
    ("1-2", "文書管理の更新", "総務課", "1", "2", "3"),
    ("1-3", "橋りょうの公開", "道路課、文化課", "4", "5", "6"),
    ("1-4", "窓口", "税務課", "40", "50", "60"),
)


def drawn_list(page: Drawing, top: float, code: str = "1") -> float:
    """A list with horizontal rules alone; gives the height of its last rule."""
    rows = [tuple(text for _, text in HEADS), *(tuple(t.replace("1-", f"{code}-") for t in row) for row in ROWS)]
    for k, row in enumerate(rows):
        page.across(top + 18 * k, 40, 440)
        for (x, _), text in zip(HEADS, row, strict=True):
            page.text(x, top + 18 * k + 4, text)
    page.across(top + 18 * len(rows), 40, 440)
    return top + 18 * len(rows)


def test_ragged_text_in_long_lists_makes_no_columns_of_its_own() -> None:
    page = Drawing(width=480)
    for k in range(9):
        for n, (x, head) in enumerate(HEADS):
            text = head if k == 0 else ROWS[k % 4][n]
            page.text(x, 104 + 18 * k, text)
        page.across(100 + 18 * k, 40, 440)
    page.across(100 + 18 * 9, 40, 440)
    (table,) = sheet(page.page()).tables
    assert table.n_cols == len(HEADS)
    assert [cell.text for cell in table.cells if cell.row == 0] == [head for _, head in HEADS]


def test_two_lists_with_a_heading_between_are_two_tables() -> None:
    page = Drawing(width=480)
    end = drawn_list(page, 100)
    page.text(44, end + 8, "基本目標２　学びの場", size=14)
    drawn_list(page, end + 30, code="2")
    found = sheet(page.page())
    assert [(table.n_rows, table.n_cols) for table in found.tables] == [(5, 6), (5, 6)]
    assert [line.text for line in found.lines] == ["基本目標２　学びの場"]


def test_a_list_whose_head_is_repeated_after_a_caption_is_another_table() -> None:
    page = Drawing(width=480)
    end = drawn_list(page, 100)
    page.text(44, end + 6, "イ　新しい取組")
    drawn_list(page, end + 20, code="2")
    assert [table.n_rows for table in sheet(page.page()).tables] == [5, 5]


def test_a_heading_with_lines_under_it_parts_lists_whose_first_row_is_no_head() -> None:
    page = Drawing(width=480)
    for k, row in enumerate(ROWS):
        page.across(60 + 18 * k, 40, 440)
        for (x, _), text in zip(HEADS, row, strict=True):
            page.text(x, 64 + 18 * k, text)
    page.across(60 + 18 * len(ROWS), 40, 440)
    page.text(44, 142, "(6) 情報の点検", size=15)
    page.text(44, 162, "担当部署：総務課")
    drawn_list(page, 180, code="2")
    found = sheet(page.page())
    assert [table.n_rows for table in found.tables] == [4, 5]
    assert [line.text for line in found.lines] == ["(6) 情報の点検", "担当部署：総務課"]
    assert not any(table.walled for table in found.tables)


def test_a_painted_band_is_one_cell_even_where_its_text_is_wider_than_the_first_column() -> None:
    page = Drawing(width=480)
    end = drawn_list(page, 100)
    page.fill((40, end, 440, end + 18))
    page.text(44, end + 4, "次の年度に始まる事業")
    page.across(end + 18, 40, 440)
    for (x, _), text in zip(HEADS, ("1-5", "講座", "人事課", "7", "8", "9"), strict=True):
        page.text(x, end + 22, text)
    page.across(end + 36, 40, 440)
    (table,) = sheet(page.page()).tables
    assert [(c.col_span, c.text) for c in table.cells if c.row == 5] == [(6, "次の年度に始まる事業")]


def test_a_frame_with_horizontal_rules_alone_is_divided_by_what_its_rows_hold() -> None:
    page = Drawing(width=480)
    page.rectangle((40, 100, 320, 190))
    rows: tuple[tuple[tuple[int, str], ...], ...] = (
        ((44, "1-1　窓口の予約"),),
        ((44, "担当"), (110, "市民課、情報政策課、各出張所")),
        ((44, "指標"), (110, "R8"), (180, "R9"), (250, "R10")),
        ((44, "利用率"), (110, "10%"), (180, "20%"), (250, "30%")),
        ((44, "件数"), (110, "100"), (180, "200"), (250, "300")),
    )
    for k, row in enumerate(rows):
        page.across(100 + 18 * k, 40, 320)
        for x, text in row:
            page.text(x, 104 + 18 * k, text)
    page.fill((40, 100, 320, 118))
    (table,) = sheet(page.page()).tables
    texts = [[cell.text for cell in table.cells if cell.row == row and cell.text] for row in range(table.n_rows)]
    assert texts[0] == ["1-1 窓口の予約"]
    assert texts[-3:] == [["指標", "R8", "R9", "R10"], ["利用率", "10%", "20%", "30%"], ["件数", "100", "200", "300"]]


def test_paragraphs_in_a_frame_with_rules_make_no_columns() -> None:
    page = Drawing(width=480)
    page.rectangle((40, 100, 440, 190))
    for k in range(5):
        page.across(100 + 18 * k, 40, 440)
        page.text(44, 104 + 18 * k, "文" * (18 + 4 * k))
    (table,) = sheet(page.page()).tables
    assert table.n_cols == 1


def test_rows_under_a_merged_cell_that_the_foot_of_the_page_cuts_are_kept() -> None:
    """The rules under the last rows are not full: the cell at their left ends on the next page."""
    page = Drawing(width=480)
    for y in (100, 118, 154, 190):
        page.across(y, 40, 440)
    for y in (136, 172, 208, 226, 244):
        page.across(y, 71, 440)
    codes = ("", "甲1", "甲2", "乙1", "乙2", "丙1", "丙2", "丙3")
    for k, code in enumerate(codes):
        for (x, head), text in zip(HEADS, ("", f"講座{code}", "人事課", "7", "8", "9"), strict=True):
            page.text(x, 104 + 18 * k, text if k else head)
    for k, group in enumerate("甲乙丙"):
        page.text(44, 130 + 36 * k, group)
    (table,) = sheet(page.page()).tables
    assert [c.text for c in table.cells if c.col == 1][1:] == [f"講座{code}" for code in codes[1:]]
