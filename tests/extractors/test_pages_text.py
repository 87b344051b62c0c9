"""The characters of a page are those a person sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_drawing import GOTHIC, drawn_page, drawn_pdf, text_of
from reportlab.lib.colors import Color, black, darkblue, lightgrey, white
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Char
from extractors.pages import open_document
from extractors.text import cell_text

PLAN = "令和8年度の目標値は15手続です"


def test_boxes_are_advance_by_ascent_so_that_centres_lie_in_the_cell(tmp_path: Path) -> None:
    page = drawn_page(tmp_path, lambda c: c.drawString(50, 200, PLAN))
    assert text_of(page) == PLAN
    assert [round(c.size) for c in page.chars] == [10] * len(PLAN)
    assert page.chars[0].x0 == pytest.approx(50, abs=0.1)
    for left, right in zip(page.chars, page.chars[1:], strict=False):
        assert right.x0 == pytest.approx(left.x1, abs=0.3)
    assert {c.font for c in page.chars} == {GOTHIC}
    assert all(90 < (c.top + c.bottom) / 2 < 100 for c in page.chars)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rotate_is_undone(tmp_path: Path, turn: int) -> None:
    def draw(c: Canvas) -> None:
        c.setPageRotation(turn)  # ReportLab swaps the sides of the page, so that upright it is 400 by 300 again
        c.translate(*{0: (0, 0), 90: (300, 0), 180: (400, 300), 270: (0, 400)}[turn])
        c.rotate(turn)
        c.drawString(50, 100, PLAN)
        c.line(50, 90, 150, 90)

    page = drawn_page(tmp_path, draw)
    assert page.rotation == turn
    assert (page.width, page.height) == (400, 300)
    assert cell_text(page.chars) == PLAN
    assert page.chars[0].x0 == pytest.approx(50, abs=0.1)
    assert page.chars[0].bottom == pytest.approx(page.height - 100, abs=3)
    (rule,) = page.rules
    assert rule.horizontal
    assert rule[:4] == pytest.approx((50, page.height - 90, 150, page.height - 90), abs=0.01)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_whose_text_is_drawn_turned_is_turned(tmp_path: Path, turn: int) -> None:
    def draw(c: Canvas) -> None:
        c.translate(*{90: (400, 0), 180: (400, 300), 270: (0, 300)}[turn])
        c.rotate(turn)
        c.drawString(50, 100, PLAN)
        c.line(50, 90, 150, 90)

    page = drawn_page(tmp_path, draw)
    assert page.rotation == turn
    assert cell_text(page.chars) == PLAN
    assert {c.turn for c in page.chars} == {0}
    assert page.rules[0].horizontal
    assert page.rules[0].top > page.chars[0].top


def test_mirror_writing_is_read_from_the_other_side(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.translate(400, 0)
        c.scale(-1, 1)
        c.drawString(50, 100, PLAN)
        c.line(50, 90, 150, 90)

    page = drawn_page(tmp_path, draw)
    assert cell_text(page.chars) == PLAN
    assert page.chars[0].x0 == pytest.approx(50, abs=0.5)
    assert page.rules[0].x0 == pytest.approx(50)


def test_a_turned_label_stays_in_its_cell(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.drawString(100, 200, PLAN)
        c.saveState()
        c.translate(30, 100)
        c.rotate(90)
        c.drawString(0, 0, "工程表")
        c.restoreState()

    page = drawn_page(tmp_path, draw)
    label = [c for c in page.chars if c.turn]
    assert page.rotation == 0
    assert [(c.text, c.turn) for c in label] == [("工", 270), ("程", 270), ("表", 270)]
    assert cell_text(label) == "工程表"
    assert label[0].top > label[2].top


@pytest.mark.parametrize("times", [2, 3, 4])
def test_glyphs_printed_again_for_boldness_are_one(tmp_path: Path, times: int) -> None:
    def draw(c: Canvas) -> None:
        for letter, x in zip("実績ーー11", (50, 60, 70, 80, 90, 95), strict=True):
            for again in range(times):
                c.drawString(x + again * 0.3, 200, letter)
        c.drawString(50, 150, "普通ーー11")

    page = drawn_page(tmp_path, draw)
    assert cell_text(page.chars) == "実績ーー11\n普通ーー11"
    assert {c.font.endswith("Bold") for c in page.chars if c.top < 120} == {True}
    assert {c.font.endswith("Bold") for c in page.chars if c.top > 120} == {False}


def test_white_text_is_seen_on_dark_ground_only(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.drawString(50, 250, "見える")
        c.setFillColor(darkblue)
        c.rect(40, 190, 100, 30, stroke=0, fill=1)
        c.setFillColor(white)
        c.drawString(50, 200, "白抜き")
        c.drawString(50, 100, "隠し文字")
        c.setFillColor(Color(0, 0, 0, alpha=0))
        c.drawString(50, 80, "透明")

    assert text_of(drawn_page(tmp_path, draw)) == "見える白抜き"


def test_invisible_off_page_clipped_and_tiny_text_is_left_out(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.drawString(50, 250, "見える")
        c.drawString(50, -20, "下")
        c.drawString(410, 100, "右")
        hidden = c.beginText(50, 200)
        hidden.setTextRenderMode(3)
        hidden.textOut("不可視")
        hidden.setTextRenderMode(0)
        c.drawText(hidden)
        c.setFont(GOTHIC, 0.4)
        c.drawString(50, 150, "極小")
        c.setFont(GOTHIC, 10)
        c.saveState()
        path = c.beginPath()
        path.rect(50, 90, 20, 20)
        c.clipPath(path, stroke=0)
        c.drawString(50, 95, "内側外側")
        c.restoreState()

    assert text_of(drawn_page(tmp_path, draw)) == "見える内側"


def test_a_watermark_is_no_text(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.saveState()
        c.setFillColor(lightgrey)
        c.translate(120, 60)
        c.rotate(35)
        c.setFont(GOTHIC, 120)
        c.drawString(0, 0, "案")
        c.restoreState()
        c.setFillColor(black)
        c.drawString(50, 200, PLAN)

    page = drawn_page(tmp_path, draw)
    assert text_of(page) == PLAN
    assert [(r.code, r.values["text"]) for r in page.remarks] == [("watermark-removed", "案")]


def test_a_large_dark_title_is_text(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.setFont(GOTHIC, 60)
        c.drawString(20, 150, "推進計画")
        c.setFont(GOTHIC, 10)
        c.drawString(50, 100, PLAN)

    page = drawn_page(tmp_path, draw)
    assert text_of(page) == "推進計画" + PLAN
    assert page.remarks == ()


def test_half_width_kana_with_marks_are_single_letters(tmp_path: Path) -> None:
    page = drawn_page(tmp_path, lambda c: c.drawString(50, 200, "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ"))
    assert text_of(page) == "マイナンバーカード"
    assert all(isinstance(c, Char) and c.x1 > c.x0 for c in page.chars)


def test_text_in_form_objects_is_where_it_is_seen(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.beginForm("stamp", 0, 0, 100, 50)
        c.setFont(GOTHIC, 10)
        c.drawString(10, 10, "様式")
        c.line(10, 5, 60, 5)
        c.rect(62, 5, 30, 20, stroke=0, fill=1)
        c.endForm()
        c.translate(100, 50)
        c.scale(2, 2)
        c.doForm("stamp")

    page = drawn_page(tmp_path, draw)
    assert text_of(page) == "様式"
    assert page.chars[0].x0 == pytest.approx(120, abs=0.2)
    assert page.chars[0].size == pytest.approx(20, abs=0.1)
    assert page.rules[0][:4] == pytest.approx((120, 240, 220, 240), abs=0.01)
    assert page.fills[0].box == pytest.approx((224, 200, 284, 240), abs=0.01)


def test_text_that_the_file_replaces_is_where_it_is_seen_in_a_form_object_too(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.beginForm("half", 0, 0, 200, 50)
        c.setFont(GOTHIC, 10)
        c._code.append("/Span <</ActualText <FEFF7528>>> BDC")
        c.drawString(10, 10, "用")
        c._code.append("EMC")
        c.drawString(20, 10, "途")
        c.endForm()
        c.translate(100, 50)
        c.doForm("half")

    chars = sorted(drawn_page(tmp_path, draw).chars, key=lambda c: c.x0)
    assert "".join(c.text for c in chars) == "用途"
    assert chars[0].x0 == pytest.approx(110, abs=1)
    assert (chars[0].top + chars[0].bottom) / 2 == pytest.approx((chars[1].top + chars[1].bottom) / 2, abs=2)


def test_memory_and_pages_one_at_a_time(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        for number in range(1, 6):
            c.setFont(GOTHIC, 10)
            c.drawString(50, 200, f"第{number}頁")
            c.showPage()

    with open_document(drawn_pdf(tmp_path / "five.pdf", draw)) as document:
        assert document.info.pages == 5
        assert [text_of(p) for p in document.pages([2, 4])] == ["第2頁", "第4頁"]
        assert [p.number for p in document.pages()] == [1, 2, 3, 4, 5]
        with pytest.raises(IndexError):
            document.page(6)


def test_gaps_between_letters_are_no_spaces(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        text = c.beginText(50, 200)
        text.setCharSpace(4)
        text.textOut("地域手当を加味した")
        text.setCharSpace(0)
        text.textOut(" 指数 15")
        c.drawText(text)

    page = drawn_page(tmp_path, draw)
    assert text_of(page) == "地域手当を加味した 指数 15"
    assert cell_text(page.chars) == "地域手当を加味した 指数 15"


def test_a_gap_as_wide_as_a_letter_is_a_wide_space(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.drawString(50, 200, "自動連携率")
        c.drawString(50 + c.stringWidth("自動連携率　", GOTHIC, 10), 200, "土地")

    assert cell_text(drawn_page(tmp_path, draw).chars) == "自動連携率　土地"


@pytest.mark.parametrize(("producer", "expected"), [("Skia/PDF m140", "目標1 便利"), ("Microsoft Word", "目標1便利")])
def test_a_producer_that_writes_no_spaces_leaves_gaps_for_them(tmp_path: Path, producer: str, expected: str) -> None:
    def draw(c: Canvas) -> None:
        c.setProducer(producer)
        c.drawString(50, 200, "目標1")
        end = 50 + c.stringWidth("目標1", GOTHIC, 10)
        c.drawString(end + 2.6, 200, "便利")

    assert cell_text(drawn_page(tmp_path, draw).chars) == expected
