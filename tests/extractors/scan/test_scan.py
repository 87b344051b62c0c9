"""Pictures of pages come out as the tables, bars and lines that were drawn."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extractors.model import Page, Sheet
from extractors.pages import open_document, render
from extractors.routes import pages
from extractors.tables import sheet

pytest.importorskip("numpy")
pytest.importorskip("rapidocr")
from onnxruntime.capi.onnxruntime_pybind11_state import RuntimeException
from PIL import Image
from scanned_drawing import FONT_FILE, drawn, grid, scan

from extractors.ocr.rapid import Rapid

pytestmark = pytest.mark.needs("ocr", FONT_FILE)

XS = (30.0, 160.0, 250.0, 340.0, 430.0)
YS = (260.0, 230.0, 200.0, 170.0)
TEXTS = {
    (0, 0): "指標", (0, 1): "令和8年度", (0, 2): "令和9年度", (0, 3): "令和10年度",
    (1, 0): "オンライン手続の割合", (1, 1): "45.3%", (1, 2): "60%", (1, 3): "80%以上",
    (2, 0): "研修の受講者数", (2, 1): "1,466人", (2, 2): "-", (2, 3): "3,120人",
}  # fmt: skip


def _table(canvas: Any) -> None:
    canvas.setFillGray(0.85)
    canvas.rect(30, 230, 400, 30, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setFont("gothic", 18)
    canvas.drawString(30, 290, "デジタル化推進計画")
    canvas.setFont("gothic", 11)
    grid(canvas, XS, YS, TEXTS)


def _read(path: Path) -> tuple[Page, Sheet]:
    with open_document(path) as document:
        (page,) = pages(document)
    return page, sheet(page)


@pytest.mark.parametrize(("dpi", "skew", "noise"), [(150, 0.0, 4.0), (200, 0.7, 9.0), (300, -1.6, 12.0)])
def test_a_scanned_table_comes_out_cell_by_cell(tmp_path: Path, dpi: int, skew: float, noise: float) -> None:
    page, found = _read(scan(drawn(tmp_path / "table.pdf", _table), dpi=dpi, skew=skew, noise=noise))
    (table,) = found.tables
    assert {(c.row, c.col): c.text.replace(" ", "") for c in table.cells} == TEXTS
    assert all(c.shade is not None for c in table.cells if c.row == 0)
    assert all(c.shade is None for c in table.cells if c.row > 0)
    assert [line.text for line in found.lines] == ["デジタル化推進計画"]
    assert 16 < found.lines[0].size < 20
    assert page.text_layer == "ocr"
    assert [remark.code for remark in page.remarks] == ["page-read-by-ocr"]


def test_each_cell_says_how_sure_it_is(tmp_path: Path) -> None:
    page, found = _read(scan(drawn(tmp_path / "table.pdf", _table)))
    assert {char.source for char in page.chars} == {"ocr"}
    assert all(c.confidence is not None and 0.5 < c.confidence <= 1 for c in found.tables[0].cells)


def test_light_letters_on_a_dark_band(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(0.25)
        canvas.rect(30, 250, 400, 26, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(40, 259, "1-2 窓口の混雑を減らす取組")
        canvas.setFillGray(0)
        canvas.drawString(30, 220, "概要")

    _, found = _read(scan(drawn(tmp_path / "band.pdf", draw), skew=0.5))
    assert [line.text.replace(" ", "") for line in found.lines] == ["1-2窓口の混雑を減らす取組", "概要"]


def test_arrows_of_a_schedule_keep_their_columns(tmp_path: Path) -> None:
    def arrow(canvas: Any, x0: float, x1: float, y: float, text: str) -> None:
        path = canvas.beginPath()
        path.moveTo(x0, y)
        for x, dy in ((x1 - 8, 0), (x1, 9), (x1 - 8, 18), (x0, 18)):
            path.lineTo(x, y + dy)
        path.close()
        canvas.setFillGray(0.7)
        canvas.drawPath(path, stroke=1, fill=1)
        canvas.setFillGray(0)
        canvas.drawCentredString((x0 + x1) / 2, y + 5, text)

    def draw(canvas: Any) -> None:
        heads = {k: v for k, v in TEXTS.items() if k[0] == 0}
        canvas.grid(list(XS), [260, 230])
        canvas.rect(30, 170, 130, 60)
        canvas.rect(160, 170, 270, 60)
        for (_, col), text in heads.items():
            canvas.drawCentredString((XS[col] + XS[col + 1]) / 2, 241, text)
        canvas.drawString(60, 196, "工程表")
        arrow(canvas, 163, 247, 206, "検討")
        arrow(canvas, 253, 427, 178, "試行と導入")

    _, found = _read(scan(drawn(tmp_path / "schedule.pdf", draw), skew=-0.6))
    bars = [(bar.text, round(bar.start), round(bar.end)) for bar in found.tables[0].bars]
    assert bars == [("検討", 1, 2), ("試行と導入", 2, 4)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_is_turned(tmp_path: Path, turn: int) -> None:
    page, found = _read(scan(drawn(tmp_path / "table.pdf", _table), skew=0.4, turn=turn))
    (table,) = found.tables
    assert {(c.row, c.col): c.text.replace(" ", "") for c in table.cells} == TEXTS
    assert (page.width, page.height) == pytest.approx((480, 340), abs=6)
    assert page.rotation == turn  # `scan` turns the other way round


@pytest.mark.parametrize("skew", [-3.0, 3.0])
def test_a_page_three_degrees_askew_lies_level(tmp_path: Path, skew: float) -> None:
    _, found = _read(scan(drawn(tmp_path / "table.pdf", _table), skew=skew))
    (table,) = found.tables
    assert {(c.row, c.col): c.text.replace(" ", "") for c in table.cells} == TEXTS


def test_cells_that_are_only_shaded(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        for row in range(3):
            for col in range(4):
                canvas.setFillGray(0.84 if row == 0 else 0.955)
                x0, x1, top, foot = XS[col], XS[col + 1], YS[row], YS[row + 1]
                canvas.rect(x0 + 1, foot + 1, x1 - x0 - 2, top - foot - 2, stroke=0, fill=1)
                canvas.setFillGray(0)
                canvas.drawCentredString((x0 + x1) / 2, (top + foot) / 2 - 4, TEXTS[row, col])

    _, found = _read(scan(drawn(tmp_path / "shaded.pdf", draw), skew=0.3, noise=5.0))
    (table,) = found.tables
    assert {(c.row, c.col): c.text.replace(" ", "") for c in table.cells} == TEXTS


def test_low_cells_keep_their_letters(tmp_path: Path) -> None:
    """Strokes of letters nearly touch the rules above and below; none of them is a rule."""
    texts = {(0, 0): "取組番号", (0, 1): "主管課", (1, 0): "市民窓口課", (1, 1): "企画政策課"}

    def draw(canvas: Any) -> None:
        canvas.setFont("gothic", 9)
        grid(canvas, (30.0, 160.0, 290.0), (230.0, 218.5, 207.0), texts)

    _, found = _read(scan(drawn(tmp_path / "low.pdf", draw), noise=5.0))
    (table,) = found.tables
    assert {(c.row, c.col): c.text.replace(" ", "") for c in table.cells} == texts


def test_a_table_that_is_a_picture_on_a_page_of_text(tmp_path: Path) -> None:
    picture = scan(drawn(tmp_path / "table.pdf", _table), dpi=200, noise=3.0)
    with open_document(picture) as document:
        assert document.page(1).text_layer == "none"
    image = render(picture, 1, 200 / 72).crop((60, 200, 1240, 500))
    photograph = Image.effect_noise((300, 200), 90)

    def draw(canvas: Any) -> None:
        canvas.drawString(30, 300, "成果指標は次の表のとおりです。")
        canvas.drawInlineImage(image, 30, 150, 424.8, 108)
        canvas.drawInlineImage(photograph, 30, 10, 150, 100)

    page, found = _read(drawn(tmp_path / "mixed.pdf", draw))
    (table,) = found.tables
    assert {(c.row, c.col): c.text.replace(" ", "") for c in table.cells} == TEXTS
    assert all(c.confidence is not None for c in table.cells)
    assert [line.text for line in found.lines] == ["成果指標は次の表のとおりです。"]
    assert page.text_layer == "mixed"
    assert [remark.code for remark in page.remarks] == ["picture-read-by-ocr"]


def test_no_network_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a network was asked for")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    path = scan(drawn(tmp_path / "table.pdf", _table))
    with open_document(path) as document:
        (page,) = pages(document, Rapid())
    assert page.text_layer == "ocr"


def test_what_has_no_memory_left_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeException("[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : std::bad_alloc")

    engine = Rapid()
    monkeypatch.setattr(engine, "_session", SimpleNamespace(run=refuse))
    path = scan(drawn(tmp_path / "table.pdf", _table))
    with open_document(path) as document, pytest.raises(MemoryError):
        list(pages(document, engine))
