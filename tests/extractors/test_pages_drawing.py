"""What is drawn arrives as rules, fills and outlines, as it looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_drawing import drawn_page, drawn_pdf, raw_pdf
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Page
from extractors.pages import open_document
from extractors.pages_plumber import plumber_page

Lines = list[tuple[float, ...]]


def lines(page: Page) -> Lines:
    return sorted(tuple(round(v, 1) for v in rule[:4]) for rule in page.rules)


def frame(x0: float, top: float, x1: float, bottom: float) -> Lines:
    return sorted([(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)])


def test_thin_fills_are_rules_and_thick_ones_fills(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.setFillColor(HexColor("#d9ead3"))
        c.rect(50, 200, 200, 0.8, stroke=0, fill=1)
        c.rect(50, 100, 2.5, 100, stroke=0, fill=1)
        c.rect(100, 100, 80, 20, stroke=0, fill=1)

    page = drawn_page(tmp_path, draw)
    assert lines(page) == [(50, 99.6, 250, 99.6), (51.2, 100, 51.2, 200)]
    assert sorted(round(r.thickness, 1) for r in page.rules) == [0.8, 2.5]
    assert [(f.box, f.colour) for f in page.fills] == [((100, 180, 180, 200), "#d9ead3")]


@pytest.mark.parametrize("pattern", [(3, 2), (1, 1), (6, 3, 1, 3)])
def test_a_dash_pattern_is_one_rule(tmp_path: Path, pattern: tuple[int, ...]) -> None:
    def draw(c: Canvas) -> None:
        c.setDash(*([list(pattern)]))
        c.line(50, 200, 250, 200)

    assert lines(drawn_page(tmp_path, draw)) == [(50, 100, 250, 100)]


@pytest.mark.parametrize("dash", [1.0, 4.0, 9.0])
@pytest.mark.parametrize("one_path", [True, False])
def test_dashes_drawn_one_by_one_are_one_rule(tmp_path: Path, dash: float, one_path: bool) -> None:
    def draw(c: Canvas) -> None:
        whole = c.beginPath()
        for i in range(20):
            (whole if one_path else c).rect(
                50 + i * dash * 1.8, 200, dash, 1, **({} if one_path else {"stroke": 0, "fill": 1})
            )
            if not one_path:
                c.rect(50, 50 + i * dash * 1.8, 1, dash, stroke=0, fill=1)
        if one_path:
            c.drawPath(whole, stroke=0, fill=1)

    page = drawn_page(tmp_path, draw)
    level = [r for r in page.rules if r.horizontal]
    assert len(level) == 1
    assert level[0].x0 == pytest.approx(50)
    assert level[0].x1 == pytest.approx(50 + 19 * dash * 1.8 + dash)
    assert len(page.rules) == (1 if one_path else 2)


def test_short_strokes_far_apart_stay_apart(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        for i in range(5):
            c.line(50 + i * 60, 200, 58 + i * 60, 200)

    assert len(drawn_page(tmp_path, draw).rules) == 5


def test_sides_of_low_rows_are_no_dashes(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        for k in range(9):
            c.line(50, 250 - 10 * k, 250, 250 - 10 * k)
        for k in range(1, 8, 2):
            c.line(150, 250 - 10 * k, 150, 240 - 10 * k)

    upright = [line for line in lines(drawn_page(tmp_path, draw)) if line[0] == line[2]]
    assert [round(line[3] - line[1]) for line in upright] == [10] * 4


def test_double_lines_are_two_rules(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.setLineWidth(0.5)
        c.line(50, 200, 250, 200)
        c.line(50, 198, 250, 198)

    assert lines(drawn_page(tmp_path, draw)) == [(50, 100, 250, 100), (50, 102, 250, 102)]


def test_a_stroked_rectangle_is_four_rules(tmp_path: Path) -> None:
    page = drawn_page(tmp_path, lambda c: c.rect(50, 100, 200, 100))
    assert lines(page) == frame(50, 100, 250, 200)
    filled = drawn_page(tmp_path, lambda c: c.rect(50, 100, 200, 100, fill=1))
    assert lines(filled) == frame(50, 100, 250, 200)
    assert len(filled.fills) == 1


def test_a_frame_drawn_between_two_rectangles_is_four_rules(tmp_path: Path) -> None:
    path = raw_pdf(tmp_path / "ring.pdf", b"50 100 200 100 re 51 101 198 98 re f*")
    with open_document(path) as document:
        page = document.page(1)
    assert lines(page) == frame(50.5, 100.5, 249.5, 199.5)
    assert page.fills == ()


def test_a_thick_line_is_a_band(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.setLineWidth(12)
        c.line(50, 200, 250, 200)

    page = drawn_page(tmp_path, draw)
    assert [f.box for f in page.fills] == [(50, 94, 250, 106)]


def test_arrows_are_outlines_with_their_points(tmp_path: Path) -> None:
    arrow = b"50 100 m 200 100 l 220 115 l 200 130 l 50 130 l h "
    path = raw_pdf(tmp_path / "arrow.pdf", b"1 0 0 rg " + arrow + b"f 0 0 1 RG " + arrow + b"S")
    with open_document(path) as document:
        filled, stroked = document.page(1).outlines
    assert filled.points == ((50, 200), (200, 200), (220, 185), (200, 170), (50, 170))
    assert (filled.filled, filled.stroked, filled.closed) == ("#ff0000", None, True)
    assert (stroked.filled, stroked.stroked, stroked.closed) == (None, "#0000ff", True)
    assert filled.box == stroked.box == (50, 170, 220, 200)


def test_a_polygon_cut_out_of_a_rectangle_is_the_polygon(tmp_path: Path) -> None:
    cut = b"50 100 m 200 100 l 220 115 l 200 130 l 50 130 l h W n "
    path = raw_pdf(tmp_path / "cut.pdf", b"q " + cut + b"0 0.5 0 rg 40 90 300 60 re f Q")
    with open_document(path) as document:
        page = document.page(1)
    (outline,) = page.outlines
    assert page.fills == ()
    assert outline.points == ((50, 200), (200, 200), (220, 185), (200, 170), (50, 170))
    assert outline.filled == "#008000"


def test_rounded_boxes_are_curved_outlines(tmp_path: Path) -> None:
    page = drawn_page(tmp_path, lambda c: c.roundRect(50, 100, 200, 40, 8))
    (outline,) = page.outlines
    assert outline.curved
    assert outline.box == pytest.approx((50, 160, 250, 200), abs=0.01)


def test_clipped_drawing_is_cut(tmp_path: Path) -> None:
    content = b"q 50 100 100 100 re W n 0 0 400 300 re f 0 150 m 400 150 l S 300 0 m 300 300 l S Q"
    with open_document(raw_pdf(tmp_path / "clip.pdf", content)) as document:
        page = document.page(1)
    assert [f.box for f in page.fills] == [(50, 100, 150, 200)]
    assert lines(page) == [(50, 150, 150, 150)]


def test_crop_box_moves_the_origin(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.setCropBox((100, 50, 300, 250))
        c.line(120, 200, 220, 200)
        c.drawString(120, 210, "内")
        c.drawString(20, 210, "外")

    page = drawn_page(tmp_path, draw)
    assert (page.width, page.height) == (200, 200)
    assert lines(page) == [(20, 50, 120, 50)]
    assert [c.text for c in page.chars] == ["内"]


def test_both_engines_see_the_same_page(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        for row in range(5):
            for col in range(4):
                c.rect(40 + col * 70, 60 + row * 40, 70, 40)
                c.drawString(45 + col * 70, 75 + row * 40, f"{row}行{col}列ｱｲｽﾞ")
        c.rect(40, 270, 280, 20, stroke=0, fill=1)
        c.rect(40, 40, 280, 0.7, stroke=0, fill=1)

    path = drawn_pdf(tmp_path / "both.pdf", draw)
    with open_document(path) as document:
        fast = document.page(1)
    slow = plumber_page(path, 1)
    assert (fast.width, fast.height) == (slow.width, slow.height)
    assert sorted(c.text for c in fast.chars) == sorted(c.text for c in slow.chars)
    assert lines(fast) == lines(slow)
    assert [f.box for f in fast.fills] == [pytest.approx(f.box) for f in slow.fills]
    for one, two in zip(sorted(fast.chars), sorted(slow.chars), strict=True):
        assert one.x0 == pytest.approx(two.x0, abs=0.6)
        assert (one.top + one.bottom) / 2 == pytest.approx((two.top + two.bottom) / 2, abs=1.5)
