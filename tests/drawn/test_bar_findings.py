"""What a reader must know of bars that could not be read, and the names of bars without text."""

from __future__ import annotations

from pathlib import Path

from bar_forms import task_box, task_grid
from bar_traps import HIGH, LABEL, TOP, YEAR, X, Y, at, pentagon, year_grid
from pen import Grid, Pen
from reportlab.lib.utils import ImageReader

from extractors.pages import open_document
from extractors.read import read_sheets
from extractors.statements import MilestoneSaid, Reading
from extractors.tables import sheet


def reading(pen: Pen) -> Reading:
    pen.save()
    with open_document(pen.path) as document:
        return read_sheets([sheet(page) for page in document.pages()])


def milestones(read: Reading) -> list[tuple[str, int]]:
    """Labels, and how many years each covers."""
    return [(s.label.text, len(s.heads)) for s in read.statements if isinstance(s, MilestoneSaid)]


def test_painted_cells_take_the_name_of_their_row(tmp_path: Path) -> None:
    pen = Pen(tmp_path / "plan.pdf")
    pen.text(40, 30, "1-1　窓口の改善", 14)
    for row, (start, end) in enumerate(((1, 3), (2, 3), (3, 5))):
        pen.fill(task_box(row, start, end), "#9cc3e6")
    task_grid(pen, ("調査", "設計", "運用"))
    assert milestones(reading(pen)) == [("調査", 2), ("設計", 1), ("運用", 2)]


def test_a_bar_that_nothing_names_is_told(tmp_path: Path) -> None:
    pen = Pen(tmp_path / "plan.pdf")
    pen.text(40, 30, "1-1　窓口の改善", 14)
    year_grid(pen)
    top = Y + TOP + 20
    pen.shape([(at(1) + 2, top), (at(3) - 8, top), (at(3), top + 8), (at(3) - 8, top + 16), (at(1) + 2, top + 16)])
    read = reading(pen)
    assert [r.code for r in read.remarks] == ["bar-without-text"]
    assert not [label for label, _ in milestones(read) if label]


def test_a_bar_over_columns_that_are_no_years_is_told(tmp_path: Path) -> None:
    pen = Pen(tmp_path / "plan.pdf")
    cells = {(0, 0, 1, 1): "段階", (1, 0, 1, 1): "作業"} | {(0, 1 + k, 1, 1): f"第{k + 1}段階" for k in range(4)}
    cells |= {(1, 1 + k, 1, 1): "" for k in range(4)}
    pen.grid(Grid((LABEL, *([YEAR] * 4)), (TOP, HIGH), cells), X, Y)
    pentagon(pen, "要件の整理", 1, 3)
    told = [(r.code, r.values.get("text")) for r in reading(pen).remarks]
    assert ("bar-not-read", "要件の整理") in told


def test_a_picture_over_the_years_is_told(tmp_path: Path) -> None:
    pen = Pen(tmp_path / "plan.pdf")
    pen.text(40, 30, "1-1　窓口の改善", 14)
    year_grid(pen)
    top = Y + TOP + 20
    pen.canvas.drawImage(_picture(), at(2) + 3, pen.height - top - 16, 2 * YEAR - 6, 16)
    pentagon(pen, "準備", 1, 2)
    read = reading(pen)
    assert [r.code for r in read.remarks] == ["picture-over-years"]
    assert milestones(read) == [("準備", 1)]


def _picture() -> ImageReader:
    from PIL import Image  # noqa: PLC0415 - only this test needs it

    return ImageReader(Image.new("RGB", (40, 8), "#9cc3e6"))
