"""Which pages are read from their picture, and what is said where nothing can."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_drawing import drawn_pdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors import ocr, routes
from extractors.model import Char, Page, Remark
from extractors.ocr import Letter
from extractors.ocr.cached import Cached
from extractors.pages import open_document


def _page(layer: str, *codes: str) -> Page:
    return Page(1, 100, 100, (), (), (), (), text_layer=layer, remarks=tuple(Remark(code, 1) for code in codes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (_page("none", "page-is-an-image"), True),
        (_page("none", "text-layer-unreadable"), True),
        (_page("ocr", "text-by-ocr"), True),
        (_page("none"), False),
        (_page("native"), False),
        (_page("mixed", "text-by-ocr"), False),
    ],
)
def test_the_route_of_a_page(page: Page, expected: bool) -> None:
    assert routes.needs_picture(page) is expected


def test_a_text_page_asks_for_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("no picture here")

    monkeypatch.setattr(ocr, "installed", never)
    path = drawn_pdf(tmp_path / "text.pdf", lambda canvas: canvas.drawString(50, 200, "計画の期間"))
    with open_document(path) as document:
        (page,) = routes.pages(document)
    assert "".join(char.text for char in page.chars) == "計画の期間"


def test_without_an_engine_the_first_picture_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: None)
    monkeypatch.setattr(ocr, "missing", lambda: ("rapidocr",))
    picture = Image.new("L", (400, 300), 200)
    picture.save(tmp_path / "two.pdf", save_all=True, append_images=[picture])
    with open_document(tmp_path / "two.pdf") as document:
        codes = [[remark.code for remark in page.remarks] for page in routes.pages(document)]
    assert codes == [["page-is-an-image", "ocr-missing"], ["page-is-an-image"]]


@pytest.mark.parametrize("text", ["", "計画の期間"])
def test_a_page_larger_than_any_page_is_not_drawn(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("too large to be drawn")

    monkeypatch.setattr(routes, "render", never)

    def drawing(canvas: Canvas) -> None:
        canvas.setPageSize((480, 2_147_483_328))
        canvas.drawInlineImage(Image.new("L", (40, 30), 200), 0, 0, 480, 2_147_483_328)
        canvas.drawString(50, 200, text)

    with open_document(drawn_pdf(tmp_path / "tall.pdf", drawing)) as document:
        (page,) = routes.pages(document)
    assert page.height > routes.LARGEST_SIDE


def test_agreement_of_two_readings() -> None:
    def chars(text: str) -> list[Char]:
        return [Char(c, 0, 0, 1, 1, 10) for c in text]

    assert routes.agreement(chars("令和８年度"), chars("令和8 年度")) == 1.0
    assert routes.agreement(chars("今利8年度"), chars("令和8年度")) == pytest.approx(0.6)
    assert routes.agreement([], []) == 0.0


class _Engine:
    version = "1"
    calls = 0

    def read(self, lines: list[_Line]) -> list[tuple[Letter, ...]]:
        self.calls += 1
        return [(Letter("計", 3.5, 0.9),) for _ in lines]


class _Line:
    shape = (2, 3)

    def __init__(self, pixels: bytes) -> None:
        self.pixels = pixels

    def tobytes(self) -> bytes:
        return self.pixels


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    engine = _Engine()
    lines = [_Line(b"abcdef")]
    first = Cached(engine, tmp_path).read(lines)
    again = Cached(engine, tmp_path).read(lines)
    assert first == again == [(Letter("計", 3.5, 0.9),)]
    assert engine.calls == 1
    Cached(engine, tmp_path).read([_Line(b"abcdeg")])
    engine.version = "2"
    Cached(engine, tmp_path).read(lines)
    assert engine.calls == 3


def test_a_broken_cache_costs_only_time(tmp_path: Path) -> None:
    engine = _Engine()
    Cached(engine, tmp_path).read([_Line(b"abcdef")])
    (kept,) = tmp_path.iterdir()
    kept.write_text("[[")
    assert Cached(engine, tmp_path).read([_Line(b"abcdef")]) == [(Letter("計", 3.5, 0.9),)]
    (tmp_path / "file").write_text("")
    assert Cached(engine, tmp_path / "file" / "under").read([_Line(b"x")]) == [(Letter("計", 3.5, 0.9),)]
