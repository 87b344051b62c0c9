"""Tables that run over pages of a drawn document."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.continuation import joined
from extractors.model import Page, Sheet, Table
from extractors.tables import sheet
from tests.extractors.table_drawing import Drawing, every_square, ruled

XS = (50.0, 150.0, 300.0, 450.0)
HEIGHT = 600.0


def tables_of(*pages: Page) -> list[list[Table]]:
    return [list(found.tables) for found in joined(sheet(page) for page in pages)]


def texts(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells]


def row(drawing: Drawing, y: float, words: Sequence[str], height: float = 30.0) -> None:
    """One ruled row with a word per column."""
    ruled(drawing, XS, (y, y + height), every_square(1, 3))
    for k, word in enumerate(words):
        drawing.text(XS[k] + 4, y + 8, word)


def drawn_page(rows: Sequence[Sequence[str]], top: float, head: str = "") -> Drawing:
    drawing = Drawing(500, HEIGHT)
    drawing.text(380, 15, "計画の柱書", 8)
    drawing.text(240, 580, "１", 8)
    if head:
        drawing.text(50, top - 30, head, 14)
    for k, words in enumerate(rows):
        row(drawing, top + 30 * k, words)
    return drawing


LONG = [["区分", "指標", "目標"], *([f"項{k}", f"名{k}", f"値{k}"] for k in range(14))]
REST = [["区分", "指標", "目標"], ["項目甲", "名甲", "値甲"], ["項目乙", "名乙", "値乙"]]


def test_a_repeated_header_is_left_out() -> None:
    ((table,), rest) = tables_of(drawn_page(LONG, 60).page(1), drawn_page(REST, 60).page(2))
    assert not rest
    assert table.pages == (1, 2)
    assert table.n_rows == 17
    assert [c.text for c in table.cells if c.row == 15] == ["項目甲", "名甲", "値甲"]
    assert {c.page for c in table.cells if c.row >= 15} == {2}


def test_a_heading_between_keeps_tables_apart() -> None:
    found = tables_of(drawn_page(LONG, 60).page(1), drawn_page(REST, 100, "次の事業").page(2))
    assert [len(tables) for tables in found] == [1, 1]


def test_no_two_cells_of_a_page_have_the_same_table_row_and_column() -> None:
    first = drawn_page(LONG[:2], 60)
    for k, words in enumerate(LONG[:3]):
        row(first, 480 + 30 * k, words)
    second = drawn_page(REST, 60)
    for k, words in enumerate(LONG[:6]):
        row(second, 300 + 30 * k, words)
    tables = [table for page in tables_of(first.page(1), second.page(2)) for table in page]
    assert [table.pages for table in tables] == [(1,), (1, 2), (2,)]
    places = [(cell.page, table.number, cell.row, cell.col) for table in tables for cell in table.cells]
    assert len(places) == len(set(places))


def test_a_word_for_continuation_is_no_heading() -> None:
    found = tables_of(drawn_page(LONG, 60).page(1), drawn_page(REST, 100, "一覧（つづき）").page(2))
    assert [len(tables) for tables in found] == [1, 0]


def test_other_columns_keep_tables_apart() -> None:
    other = Drawing(500, HEIGHT)
    ruled(other, (50, 200, 350, 420), (60, 90, 120), every_square(2, 3))
    other.text(55, 65, "項目")
    found = tables_of(drawn_page(LONG, 60).page(1), other.page(2))
    assert [len(tables) for tables in found] == [1, 1]


def test_a_form_that_begins_anew_is_another_form() -> None:
    one = [["事業名", "甲", "課"], *([f"項{k}", "文", "文"] for k in range(14))]
    two = [["事業名", "乙", "課"], ["項0", "文", "文"]]
    found = tables_of(drawn_page(one, 60).page(1), drawn_page(two, 60).page(2))
    assert [len(tables) for tables in found] == [1, 1]


def test_a_table_high_on_its_page_is_not_continued() -> None:
    found = tables_of(drawn_page(REST, 60).page(1), drawn_page([["丙", "名丙", "値丙"]] * 2, 60).page(2))
    assert [len(tables) for tables in found] == [1, 1]


def test_a_cell_without_a_line_at_the_break_is_one_cell() -> None:
    first, second = Drawing(500, HEIGHT), Drawing(500, HEIGHT)
    for drawing, top in ((first, 400.0), (second, 40.0)):
        for x in XS:
            drawing.down(x, top, top + 120)
        for k in range(5):
            closed = 0 < k < 4 or (drawing is first and k == 0) or (drawing is second and k == 4)
            if closed:
                drawing.across(top + 30 * k, XS[0] if k in {0, 4} else XS[1], XS[-1])
        if drawing is first:
            drawing.across(top + 120, XS[1], XS[-1])
        else:
            drawing.across(top, XS[1], XS[-1])
        for k in range(4):
            drawing.text(XS[1] + 4, top + 30 * k + 5, "指標" + "甲乙丙丁"[k] + ("上" if drawing is first else "下"))
    first.text(55, 410, "施策の名")
    ((table,), _) = tables_of(first.page(1), second.page(2))
    assert (0, 0, 8, 1, "施策の名") in texts(table)
    assert table.n_rows == 8


def test_a_row_cut_in_two_is_one_row() -> None:
    first = drawn_page([["項", "名", "値"]] * 14, 60)
    row(first, 480, ["事業内容", "市民が窓口へ出向くことな\nく、手続きができるように", "課"], 40)
    second = Drawing(500, HEIGHT)
    row(second, 40, ["", "するため、仕組みを整えます", ""])
    row(second, 70, ["成果", "件数", "百"])
    ((table,), _) = tables_of(first.page(1), second.page(2))
    assert table.n_rows == 16
    assert [c.text for c in table.cells if c.row == 14] == [
        "事業内容",
        "市民が窓口へ出向くことな\nく、手続きができるように\nするため、仕組みを整えます",
        "課",
    ]


def test_sheets_come_out_in_order_and_each_once() -> None:
    pages = [drawn_page(LONG, 60).page(1), drawn_page(LONG, 60).page(2), drawn_page(REST, 60).page(3)]
    pages.append(drawn_page(REST, 100, "別の章").page(4))
    found: list[Sheet] = list(joined(sheet(page) for page in pages))
    assert [each.number for each in found] == [1, 2, 3, 4]
    assert [len(each.tables) for each in found] == [1, 0, 0, 1]
    assert found[0].tables[0].pages == (1, 2, 3)


@settings(max_examples=40, deadline=None)
@given(st.integers(14, 40), st.booleans())
def test_splitting_a_table_over_pages_changes_nothing(n_rows: int, repeated: bool) -> None:
    head = ["区分", "指標", "目標"]
    body = [[f"項{k}", f"名{k}", f"値{k}"] for k in range(n_rows)]
    pages: list[Page] = []
    left = [head, *body]
    while left:
        page, left = left[:16], left[16:]
        pages.append(drawn_page(page, 60).page(len(pages) + 1))
        if left and repeated:
            left = [head, *left]
    found = [table for tables in tables_of(*pages) for table in tables]
    expected = [(r, c, 1, 1, text) for r, words in enumerate([head, *body]) for c, text in enumerate(words)]
    assert [texts(table) for table in found] == [expected]


def test_a_wide_list_goes_on_though_a_group_of_rows_left_room_at_the_foot() -> None:
    """With six columns at the same places no repeated header and no full page is needed; with three it is."""

    def pages(n_cols: int) -> list[list[Table]]:
        drawn: list[Page] = []
        for number, top, first, n_rows in ((1, 60, 0, 12), (2, 50, 12, 3)):
            drawing = Drawing(500, HEIGHT)
            xs = [50 + 400 / n_cols * k for k in range(n_cols + 1)]
            ruled(drawing, xs, [top + 30 * k for k in range(n_rows + 1)], every_square(n_rows, n_cols))
            for r in range(n_rows):
                for c in range(n_cols):
                    drawing.text(xs[c] + 4, top + 30 * r + 8, f"{'ABCDEFG'[c]}{first + r}")
            drawn.append(drawing.page(number))
        return tables_of(*drawn)

    assert [[t.n_rows for t in tables] for tables in pages(6)] == [[15], []]
    assert [[t.n_rows for t in tables] for tables in pages(3)] == [[12], [3]]
