"""Tables, frames and lines of a drawn page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model import Table
from extractors.tables import sheet
from tests.extractors.table_drawing import Drawing, Span, every_square, labelled, ruled, shaded

XS = (50.0, 110.0, 210.0, 310.0, 410.0)
YS = (100.0, 130.0, 170.0, 210.0)


def spans_of(table: Table) -> dict[Span, str]:
    return {(c.row, c.col, c.row_span, c.col_span): c.text for c in table.cells}


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[float], list[float], list[Span]]:
    """A grid of 2 to 6 rows and columns with random merged cells that leave every edge in use."""
    n_rows, n_cols = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    widths = draw(st.lists(st.floats(24, 80), min_size=n_cols, max_size=n_cols))
    heights = draw(st.lists(st.floats(14, 60), min_size=n_rows, max_size=n_rows))
    xs = [50 + sum(widths[:k]) for k in range(n_cols + 1)]
    ys = [60 + sum(heights[:k]) for k in range(n_rows + 1)]
    free = {(row, col) for row in range(n_rows) for col in range(n_cols)}
    spans: list[Span] = []
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) not in free:
                continue
            rows, cols = draw(st.integers(1, 2)), draw(st.integers(1, 3))
            squares = {(row + a, col + b) for a in range(rows) for b in range(cols)}
            if not squares <= free:
                rows, cols, squares = 1, 1, {(row, col)}
            free -= squares
            spans.append((row, col, rows, cols))
    return xs, ys, spans


def in_use(spans: list[Span]) -> list[Span]:
    """The spans after edges that no cell ends on are taken out."""
    rows = sorted({s[0] for s in spans} | {s[0] + s[2] for s in spans})
    cols = sorted({s[1] for s in spans} | {s[1] + s[3] for s in spans})
    return [
        (
            rows.index(r),
            cols.index(c),
            rows.index(r + h) - rows.index(r),
            cols.index(c + w) - cols.index(c),
        )
        for r, c, h, w in spans
    ]


@settings(max_examples=120, deadline=None)
@given(grids())
def test_a_ruled_grid_comes_back(drawn: tuple[list[float], list[float], list[Span]]) -> None:
    xs, ys, spans = drawn
    drawing = Drawing()
    ruled(drawing, xs, ys, spans)
    written = labelled(drawing, xs, ys, spans)
    expected = dict(zip(in_use(spans), written.values(), strict=True))
    found = sheet(drawing.page())
    if len(spans) == 1:
        assert not found.tables
        return
    assert [spans_of(table) for table in found.tables] == [expected]
    assert not found.lines


def test_a_table_without_outer_border_is_closed_where_its_lines_end() -> None:
    drawing = Drawing()
    for y in YS:
        drawing.across(y, XS[0], XS[-1])
    for x in XS[1:-1]:
        drawing.down(x, YS[0], YS[-1])
    written = labelled(drawing, XS, YS, every_square(3, 4))
    (table,) = sheet(drawing.page()).tables
    assert spans_of(table) == written


def test_a_missing_top_rule_loses_no_row() -> None:
    drawing = Drawing()
    for y in YS[1:]:
        drawing.across(y, XS[0], XS[-1])
    for x in XS:
        drawing.down(x, YS[0], YS[-1])
    written = labelled(drawing, XS, YS, every_square(3, 4))
    (table,) = sheet(drawing.page()).tables
    assert spans_of(table) == written


def test_double_lines_and_dashes_make_no_slivers() -> None:
    drawing = Drawing()
    ruled(drawing, XS, YS, every_square(3, 4))
    for y in YS:
        drawing.across(y + 1.8, XS[0], XS[-1])
    for start in range(50, 410, 4):
        drawing.across(150, start, start + 2.2)
    (table,) = sheet(drawing.page()).tables
    assert (table.n_rows, table.n_cols) == (4, 4)


def test_two_tables_with_a_gap_are_two() -> None:
    drawing = Drawing()
    ruled(drawing, XS, YS, every_square(3, 4))
    ruled(drawing, XS, [y + 120 for y in YS], every_square(3, 4))
    assert [table.number for table in sheet(drawing.page()).tables] == [1, 2]


def test_a_single_box_is_a_frame_and_its_text_stands_in_lines() -> None:
    drawing = Drawing()
    drawing.rectangle((50, 60, 280, 120))
    drawing.rectangle((300, 60, 540, 120))
    drawing.text(60, 70, "現状の一行目\n現状の二行目")
    drawing.text(310, 70, "理想の一行目\n理想の二行目")
    found = sheet(drawing.page())
    assert not found.tables
    assert [tuple(frame) for frame in found.frames] == [(50, 60, 280, 120), (300, 60, 540, 120)]
    assert [line.text for line in found.lines] == ["現状の一行目", "現状の二行目", "理想の一行目", "理想の二行目"]


def test_a_frame_around_the_page_leaves_the_table_inside_alone() -> None:
    drawing = Drawing()
    drawing.rectangle((20, 20, 575, 820))
    ruled(drawing, XS, YS, every_square(3, 4))
    (table,) = sheet(drawing.page()).tables
    assert (table.n_rows, table.n_cols) == (3, 4)


def test_rows_by_horizontal_rules_and_columns_by_painted_heads() -> None:
    drawing = Drawing()
    for y in (100, 130, 160, 220):
        drawing.across(y, 50, 410)
    drawing.across(190, 110, 410)
    shaded(drawing, XS, (100.0, 130.0), every_square(1, 4), 0)
    spans = [*every_square(2, 4), (2, 0, 2, 1), *((r, c, 1, 1) for r in (2, 3) for c in (1, 2, 3))]
    written = labelled(drawing, XS, (100, 130, 160, 190, 220), spans)
    (table,) = sheet(drawing.page()).tables
    assert spans_of(table) == written


def test_rows_by_horizontal_rules_and_columns_by_gaps_in_the_text() -> None:
    drawing = Drawing()
    ys = (100.0, 125.0, 150.0, 175.0, 200.0)
    for y in ys:
        drawing.across(y, XS[0], XS[-1])
    written = labelled(drawing, XS, ys, every_square(4, 4))
    found = sheet(drawing.page())
    assert [spans_of(table) for table in found.tables] == [written]


def test_underlined_headings_over_paragraphs_are_no_table() -> None:
    drawing = Drawing()
    for k in range(4):
        drawing.text(50, 100 + 80 * k, "計画の位置付け", 14)
        drawing.across(118 + 80 * k, 50, 545)
        drawing.text(50, 128 + 80 * k, "本計画は、市の目的を実現するため、部門別の計画として定めるものです。" * 2, 8)
    assert not sheet(drawing.page()).tables


def test_rows_of_boxes_set_in_from_the_left_make_no_columns() -> None:
    drawing = Drawing()
    ys = [100.0, 120.0, 140.0, 160.0]
    drawing.rectangle((50, 100, 300, 160))
    drawing.down(200, 100, 160)
    drawing.across(120, 50, 300)
    drawing.across(140, 90, 300)
    drawing.down(90, 140, 160)
    for k, word in enumerate(("費用", "職員給与費", "うち退職手当")):
        drawing.text(95, ys[k] + 4, word)
        drawing.text(205, ys[k] + 4, str(k))
    (table,) = sheet(drawing.page()).tables
    assert (table.n_rows, table.n_cols) == (3, 2)
    assert [cell.text for cell in table.cells if cell.col == 0] == ["費用", "職員給与費", "うち退職手当"]


def test_punctuation_that_hangs_over_the_border_stays_with_its_line() -> None:
    drawing = Drawing()
    ruled(drawing, XS, YS, every_square(3, 4))
    drawing.text(312, 135, "十文字の長さの欄にも、", 9.2)
    (table,) = sheet(drawing.page()).tables
    assert [cell.text for cell in table.cells if cell.text] == ["十文字の長さの欄にも、"]


def test_text_that_runs_over_empty_cells_belongs_where_it_begins() -> None:
    drawing = Drawing()
    ruled(drawing, XS, YS, every_square(3, 4))
    drawing.text(52, 135, "隣の空いた欄まではみ出した長い文字列")
    (table,) = sheet(drawing.page()).tables
    assert [(cell.col, cell.text) for cell in table.cells if cell.text] == [(0, "隣の空いた欄まではみ出した長い文字列")]


def test_figures_close_to_a_border_stay_in_their_own_cells() -> None:
    drawing = Drawing()
    ruled(drawing, XS, YS, every_square(3, 4))
    drawing.text(74, 135, "１２３４", 9)
    drawing.text(111, 135, "５６７８", 9)
    (table,) = sheet(drawing.page()).tables
    assert [cell.text for cell in table.cells if cell.text] == ["１２３４", "５６７８"]


def test_shade_of_paragraphs_and_highlights_makes_neither_columns_nor_bars() -> None:
    drawing = Drawing()
    ruled(drawing, XS, YS, every_square(3, 4))
    drawing.fill((115, 134, 205, 145))
    drawing.text(115, 135, "見出しの段落")
    drawing.fill((214, 134, 232, 145), "#ffff00")
    drawing.text(214, 135, "強調した語の文")
    (table,) = sheet(drawing.page()).tables
    assert (table.n_rows, table.n_cols) == (3, 4)
    assert not table.bars
    assert [cell.text for cell in table.cells if cell.text] == ["見出しの段落", "強調した語の文"]


@settings(max_examples=80, deadline=None)
@given(grids(), st.sampled_from([0.0, 1.5, 4.0]))
def test_a_shaded_grid_comes_back(drawn: tuple[list[float], list[float], list[Span]], gap: float) -> None:
    xs, ys, spans = drawn
    spans = in_use(spans)
    if len(spans) < 4 or sum(1 for s in spans if s[0] == 0) < 2 or max(s[0] + s[2] for s in spans) < 2:
        return
    drawing = Drawing()
    shaded(drawing, xs, ys, spans, gap)
    written = labelled(drawing, xs, ys, spans)
    found = sheet(drawing.page())
    assert [spans_of(table) for table in found.tables] == [written]


def test_a_shaded_title_over_all_columns_belongs_to_its_grid() -> None:
    page = Drawing()
    page.fill((50, 100, 350, 120), "#226644")
    page.text(54, 104, "1-1　窓口の予約")
    for row, texts in enumerate((("担当", "市民課"), ("内容", "予約を受ける"), ("時期", "通年"))):
        for col, text in enumerate(texts):
            page.fill((50 + 100 * col, 123 + 23 * row, 147 + 203 * col, 143 + 23 * row))
            page.text(54 + 100 * col, 127 + 23 * row, text)
    (table,) = sheet(page.page()).tables
    assert [(c.row, c.col_span) for c in table.cells if c.row == 0] == [(0, 2)]
    assert [c.text for c in table.cells if c.col == 0] == ["1-1 窓口の予約", "担当", "内容", "時期"]


def test_shaded_heads_alone_give_the_grid() -> None:
    drawing = Drawing()
    shaded(drawing, XS, YS, [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (0, 3, 1, 1), (1, 0, 1, 1), (2, 0, 1, 1)], 0)
    written = labelled(drawing, XS, YS, every_square(3, 4))
    (table,) = sheet(drawing.page()).tables
    assert spans_of(table) == written


def test_bands_of_shade_on_every_other_row_give_the_rows() -> None:
    drawing = Drawing()
    ys = (100.0, 125.0, 150.0, 175.0, 200.0, 225.0)
    for k in (0, 2, 4):
        drawing.fill((XS[0], ys[k], XS[-1], ys[k + 1]))
    written = labelled(drawing, XS, ys, every_square(5, 4))
    (table,) = sheet(drawing.page()).tables
    assert spans_of(table) == written


def test_a_table_without_a_frame_keeps_the_cells_in_its_corners() -> None:
    drawing = Drawing()
    for y in YS[1:-1]:
        drawing.across(y, XS[0], XS[-1])
    for x in XS[1:-1]:
        drawing.down(x, YS[0], YS[-1])
    written = labelled(drawing, XS, YS, every_square(3, 4))
    [table] = sheet(drawing.page()).tables
    assert spans_of(table) == written


def test_text_in_the_open_corner_of_a_stepped_table_is_remarked() -> None:
    drawing = Drawing()
    ruled(drawing, XS, YS, [span for span in every_square(3, 4) if span[:2] != (2, 3)])
    drawing.text(315, 185, "注記")
    drawing.text(55, 105, "項目")
    found = sheet(drawing.page())
    assert [(remark.code, remark.values["text"]) for remark in found.remarks] == [("text-outside-cells", "注記")]
    assert [line.text for line in found.lines] == ["注記"]


def test_a_table_inside_a_cell_keeps_its_own_text() -> None:
    drawing = Drawing()
    ruled(drawing, (50.0, 150.0, 500.0), (100.0, 140.0, 300.0), every_square(2, 2))
    inner_xs, inner_ys = (170.0, 250.0, 330.0), (180.0, 210.0, 240.0)
    ruled(drawing, inner_xs, inner_ys, every_square(2, 2))
    drawing.text(160, 150, "外側の文")
    written = labelled(drawing, inner_xs, inner_ys, every_square(2, 2))
    outer, inner = sheet(drawing.page()).tables
    assert [cell.text for cell in outer.cells if cell.text] == ["外側の文"]
    assert spans_of(inner) == written


def test_thousands_of_strokes_end_in_time_and_are_remarked() -> None:
    drawing = Drawing()
    for k in range(5000):
        x, y = (k * 37) % 560, (k * 53) % 800 + (k % 97) / 10
        drawing.rectangle((x, y, x + 5 + k % 29, y + 5 + k % 31))
    found = sheet(drawing.page())
    assert [remark.code for remark in found.remarks] == ["too-many-strokes"]


def test_shade_from_side_to_side_divides_a_ruled_cell_between_its_texts() -> None:
    drawing = Drawing()
    for x in XS:
        drawing.down(x, 100, 210)
    for y in (100, 210):
        drawing.across(y, XS[0], XS[-1])
    for k in range(4):
        drawing.fill((XS[k], 100, XS[k + 1], 130))
    written = labelled(drawing, XS, (100, 130, 210), every_square(2, 4))
    (table,) = sheet(drawing.page()).tables
    assert spans_of(table) == written


def test_an_edge_that_divides_two_cells_of_a_row_divides_the_row() -> None:
    drawing = Drawing()
    for x in XS:
        drawing.down(x, 100, 210)
    for y in (100, 210):
        drawing.across(y, XS[0], XS[-1])
    for k in (1, 2):
        drawing.fill((XS[k], 130, XS[k + 1], 210))
    written = labelled(drawing, XS, (100, 130, 210), every_square(2, 4))
    (table,) = sheet(drawing.page()).tables
    assert spans_of(table) == written


def test_rows_without_an_outer_border_are_one_table_where_a_column_runs_through_them() -> None:
    page = Drawing()
    rows = [(120, 300, 360), (120,), (120, 190, 260, 330), (120,)]
    texts = ["名甲課乙", "類丙", "年1234", "率丁"]
    for k, (posts, row) in enumerate(zip(rows, texts, strict=True)):
        top = 100 + 20 * k
        page.across(top, 50, 400)
        for x in posts[1:]:
            page.down(x, top, top + 20)
        for x, text in zip((50, *posts), row, strict=True):
            page.text(x + 5, top + 4, text)
    page.across(180, 50, 400)
    page.down(120, 100, 180)
    (table,) = sheet(page.page()).tables
    found = ["".join(c.text for c in table.cells if c.row == row) for row in range(table.n_rows)]
    assert found == texts


def test_texts_that_overlap_stay_in_their_own_cells() -> None:
    page = Drawing()
    xs, ys = (50.0, 90.0, 200.0), (100.0, 120.0, 140.0)
    ruled(page, xs, ys, [(row, col, 1, 1) for row in range(2) for col in range(2)])
    page.text(51, 104, "1-1-1")
    page.text(92, 104, "事業の名前")
    (table,) = sheet(page.page()).tables
    assert [c.text for c in table.cells if c.row == 0] == ["1-1-1", "事業の名前"]


def test_sides_of_low_rows_with_merged_rows_between_them_are_no_dashes() -> None:
    page = Drawing()
    ys = [100.0 + 9 * k for k in range(9)]
    for y in ys:
        page.across(y, 50, 410)
    page.down(50, 100, 172)
    page.down(410, 100, 172)
    for row in range(1, 8, 2):
        for x in (170, 290):
            page.down(x, ys[row], ys[row + 1])
    for row in range(8):
        if row % 2:
            for x, text in zip((60, 180, 300), ("1件", "2件", "3件"), strict=True):
                page.text(x, ys[row] + 1, text, 7)
        else:
            page.text(200, ys[row] + 1, "受付の件数", 7)
    (table,) = sheet(page.page()).tables
    widths = [[c.col_span for c in table.cells if c.row == row] for row in range(table.n_rows)]
    assert widths == [[3], [1, 1, 1]] * 4
