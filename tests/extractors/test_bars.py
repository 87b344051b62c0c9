"""Bars over the columns of a drawn schedule."""

from __future__ import annotations

from extractors.marks import Mark, hollow, order
from extractors.model import Bar, Box, Fill, Outline, Table
from extractors.tables import sheet
from tests.extractors.table_drawing import Drawing, every_square, ruled

XS = (50.0, 150.0, 250.0, 350.0, 450.0)
YS = (100.0, 130.0, 220.0)


def drawn() -> Drawing:
    """A label column, three years, and a tall row for the schedule."""
    drawing = Drawing()
    ruled(drawing, XS, YS, every_square(2, 4))
    for k, head in enumerate(("区分", "令和八", "令和九", "令和十")):
        drawing.text(XS[k] + 5, 105, head)
    drawing.text(55, 150, "工程表")
    return drawing


def table_of(drawing: Drawing) -> Table:
    (table,) = sheet(drawing.page()).tables
    return table


def brief(bars: tuple[Bar, ...]) -> list[tuple[str, int, int, float, float]]:
    return [(bar.text, bar.row, bar.lane, bar.start, bar.end) for bar in bars]


def test_shapes_carry_the_text_inside_them() -> None:
    drawing = drawn()
    drawing.pentagon((153, 140, 248, 165))
    drawing.text(160, 148, "準備")
    drawing.pentagon((253, 140, 447, 165))
    drawing.text(300, 148, "運用")
    drawing.pentagon((200, 180, 447, 205))
    drawing.text(230, 188, "広報")
    table = table_of(drawing)
    assert brief(table.bars) == [("準備", 1, 0, 1.0, 2.0), ("運用", 1, 0, 2.0, 4.0), ("広報", 1, 1, 1.5, 4.0)]
    assert [cell.text for cell in table.cells if cell.row == 1] == ["工程表", "", "", ""]
    assert {bar.form for bar in table.bars} == {"arrow"}


def test_thin_arrows_carry_the_text_above_them() -> None:
    drawing = drawn()
    drawing.text(160, 135, "準備")
    drawing.arrow(160, 153, 246)
    drawing.text(290, 135, "試行と\n評価")
    drawing.arrow(160, 254, 446)
    drawing.text(230, 180, "広報")
    drawing.arrow(210, 153, 446)
    assert brief(table_of(drawing).bars) == [
        ("準備", 1, 0, 1.0, 2.0),
        ("試行と\n評価", 1, 0, 2.0, 4.0),
        ("広報", 1, 1, 1.0, 4.0),
    ]


def test_thin_arrows_carry_the_text_below_them() -> None:
    drawing = drawn()
    drawing.arrow(140, 153, 346)
    drawing.text(200, 145, "準備")
    drawing.arrow(180, 254, 446)
    drawing.text(300, 185, "運用")
    assert brief(table_of(drawing).bars) == [("準備", 1, 0, 1.0, 3.0), ("運用", 1, 1, 2.0, 4.0)]


def test_boxes_of_rules_and_fills_over_the_columns_are_bars() -> None:
    drawing = drawn()
    drawing.rectangle((165, 140, 325, 160))
    drawing.text(170, 145, "準備")
    drawing.fill((255, 180, 445, 200))
    drawing.text(260, 185, "運用")
    table = table_of(drawing)
    assert brief(table.bars) == [("準備", 1, 0, 1.15, 2.75), ("運用", 1, 1, 2.0, 4.0)]
    assert (table.n_rows, table.n_cols) == (2, 4)


def test_an_arrow_past_the_right_edge_has_an_open_end() -> None:
    drawing = drawn()
    drawing.pentagon((153, 140, 470, 165))
    drawing.text(160, 148, "継続")
    (bar,) = table_of(drawing).bars
    assert (bar.start, bar.end, bar.open_end) == (1.0, 4.0, True)


def test_shapes_that_fill_merged_cells_leave_the_text_to_the_cells() -> None:
    drawing = Drawing()
    ruled(drawing, XS, YS, [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (0, 3, 1, 1)])
    ruled(drawing, XS, YS, [(1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 2)])
    drawing.pentagon((153, 140, 247, 205))
    drawing.text(160, 148, "準備")
    drawing.pentagon((253, 140, 447, 205))
    drawing.text(300, 148, "運用")
    table = table_of(drawing)
    assert not table.bars
    assert [cell.text for cell in table.cells if cell.row == 1] == ["", "準備", "運用"]


def test_an_underline_is_no_bar() -> None:
    drawing = drawn()
    drawing.text(160, 148, "下線の語")
    drawing.across(158, 160, 196)
    table = table_of(drawing)
    assert not table.bars
    assert "下線の語" in [cell.text for cell in table.cells]


def test_shapes_in_one_column_are_a_drawing_and_their_text_stays_in_the_cells() -> None:
    drawing = Drawing()
    ruled(drawing, XS, (100, 140, 180), every_square(2, 4))
    for y in (100, 140):
        drawing.pentagon((160, y + 5, 240, y + 30))
        drawing.text(170, y + 12, "手順")
    table = table_of(drawing)
    assert not table.bars
    assert [cell.text for cell in table.cells if cell.text] == ["手順", "手順"]


def test_the_grid_lines_of_a_chart_are_no_table() -> None:
    drawing = Drawing()
    ruled(drawing, XS, (100, 140, 180), every_square(2, 4))
    drawing.pentagon((60, 150, 300, 170))
    drawing.text(20, 100, "百")
    found = sheet(drawing.page())
    assert not found.tables
    assert [line.text for line in found.lines] == ["百"]


def test_marks_of_one_place_are_sorted_whether_they_have_a_colour_or_not() -> None:
    marks = [Mark(Box(0, 0, 50, 10), "box", colour) for colour in ("#fff000", None)]
    assert sorted(marks, key=order) == marks[::-1]


def test_a_border_painted_as_a_ring_is_a_frame_and_a_painted_shape_with_a_border_is_none() -> None:
    def shape(inset: float, colour: str) -> Outline:
        x0, top, x1, bottom = box = Box(50 + inset, 90 + inset, 210 - inset, 140 - inset)
        return Outline(box, ((x0 + 3, top), (x1, top + 3), (x1, bottom), (x0, bottom)), colour, None, True, True)

    ring = [shape(0, "#333333"), shape(1, "#333333")]
    assert hollow(ring, []) == [Box(50, 90, 210, 140)]
    assert hollow(ring, [Fill(Box(50, 90, 210, 140)._replace(x0=51), "#88ccaa")]) == []
    assert hollow(ring[:1], []) == []


def test_works_over_lines_at_the_top_of_a_page_are_no_heads() -> None:
    drawing = Drawing()
    ruled(drawing, XS, (100.0, 160.0, 180.0), every_square(2, 4))
    for k, text in enumerate(("準備", "試行", "運用"), 1):
        drawing.text(XS[k] + 10, 104, text)
        drawing.arrow(126, XS[k] + 3, XS[k + 1] - 3)
    drawing.text(XS[1] + 10, 132, "広報")
    drawing.arrow(154, XS[1] + 3, XS[2] - 3)
    table = table_of(drawing)
    assert table.n_rows == 2
    assert [bar.text for bar in table.bars] == ["準備", "試行", "運用", "広報"]
