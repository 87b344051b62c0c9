"""Files that cannot be read say so; pages that are too much are read in part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pdf_drawing import GOTHIC, drawn_page, drawn_pdf, raw_pdf, text_of
from reportlab.lib.pdfencrypt import StandardEncryption

from extractors.pages import Damaged, Encrypted, Limits, NotAPdf, PdfError, open_document, render
from tests import hostile


def opened(path: Path) -> None:
    with open_document(path):
        raise AssertionError("opened")


@pytest.mark.parametrize("content", [b"", b"<!doctype html><p>404</p>", b"\x00" * 5000, "計画".encode()])
def test_not_a_pdf(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    with pytest.raises(NotAPdf, match=r"plan\.pdf"):
        opened(path)


def test_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    with pytest.raises(Damaged) as caught:
        opened(path)
    assert caught.value.path == path
    assert caught.value.code == "pdf-damaged"
    assert "壊れている" in caught.value.text_ja
    assert "damaged" in caught.value.text_en


def test_a_password_to_open_is_an_error_and_one_against_copying_is_not(tmp_path: Path) -> None:
    locked = drawn_pdf(
        tmp_path / "locked.pdf", lambda c: c.drawString(9, 9, "秘"), encrypt=StandardEncryption("user", "owner")
    )
    with pytest.raises(Encrypted):
        opened(locked)
    with pytest.raises(PdfError):
        render(locked, 1)
    guarded = drawn_pdf(
        tmp_path / "guarded.pdf",
        lambda c: c.drawString(50, 50, "公開"),
        encrypt=StandardEncryption("", "owner", canCopy=0),
    )
    with open_document(guarded) as document:
        assert document.info.copy_restricted
        assert text_of(document.page(1)) == "公開"
    plain = drawn_pdf(tmp_path / "plain.pdf", lambda c: c.drawString(50, 50, "公開"))
    with open_document(plain) as document:
        assert not document.info.copy_restricted
        assert document.info.producer.startswith("ReportLab")


def test_too_many_characters_and_objects_are_cut_with_a_remark(tmp_path: Path) -> None:
    def draw(c: Any) -> None:
        for i in range(30):
            c.drawString(10, 5 + i * 9, "令和八年度計画")
            c.line(0, i, 400, i)

    page = drawn_page(tmp_path, draw, Limits(chars=50, objects=20))
    assert 0 < len(page.chars) <= 50
    assert len(page.rules) == 20
    assert [(r.code, r.values["what"], r.values["limit"]) for r in page.remarks] == [
        ("page-too-large", "characters", "50"),
        ("page-too-large", "objects", "20"),
    ]


def test_a_drawing_of_too_many_points_is_cut_and_the_text_read(tmp_path: Path) -> None:
    def draw(c: Any) -> None:
        for k in range(20):
            path = c.beginPath()
            path.moveTo(0, k)
            for i in range(100):
                path.lineTo(i * 4, k + i % 7)
            c.drawPath(path)
        c.drawString(50, 200, "令和8年度")

    page = drawn_page(tmp_path, draw, Limits(points=1000))
    assert 0 < len(page.outlines) < 20
    assert text_of(page) == "令和8年度"
    assert [r.values["what"] for r in page.remarks] == ["points"]


def test_a_page_that_cannot_be_loaded_is_told_and_the_others_read(tmp_path: Path) -> None:
    path = raw_pdf(tmp_path / "lost.pdf", b"10 10 100 50 re f")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 9 0 R] /Count 2"))
    with open_document(path) as document:
        first, second = document.pages()
    assert len(first.fills) == 1
    assert [r.code for r in second.remarks] == ["page-unreadable"]


def test_boxes_with_negative_size_and_beyond_the_page(tmp_path: Path) -> None:
    content = b"200 200 -100 -50 re f -1000 150 m 9000 150 l S 1e9 1e9 5 5 re f 10 10 m 10 10 l S 0 0 0 0 re f"
    with open_document(raw_pdf(tmp_path / "odd.pdf", content)) as document:
        page = document.page(1)
    assert (100, 100, 200, 150) in [f.box for f in page.fills]
    assert all(f.box.x0 <= f.box.x1 and f.box.top <= f.box.bottom for f in page.fills)
    assert any(r.horizontal and r.x0 <= 0 and r.x1 >= 400 for r in page.rules)


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /XObject << /F 5 0 R >> >> /Length 29 >>\n"
    )
    form += b"stream\n10 10 100 50 re f\n/F Do    \nendstream"
    path = raw_pdf(tmp_path / "loop.pdf", b"/F Do", b"/XObject << /F 5 0 R >>", (form,))
    with open_document(path) as document:
        assert 1 <= len(document.page(1).fills) <= 20


def test_an_image_without_text_says_so(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    Image.new("L", (40, 30), 200).save(tmp_path / "scan.png")
    page = drawn_page(tmp_path, lambda c: c.drawImage(str(tmp_path / "scan.png"), 0, 0, 400, 300))
    assert page.text_layer == "none"
    assert [r.code for r in page.remarks] == ["page-is-an-image"]
    assert page.images == ((0, 0, 400, 300),)

    def searchable(c: Any) -> None:
        c.drawImage(str(tmp_path / "scan.png"), 0, 0, 400, 300)
        text = c.beginText(50, 200)
        text.setFont(GOTHIC, 10)
        text.setTextRenderMode(3)
        text.textOut("令和8年度計画")
        c.drawText(text)

    page = drawn_page(tmp_path, searchable)
    assert page.text_layer == "ocr"
    assert text_of(page) == "令和8年度計画"
    assert {c.source for c in page.chars} == {"ocr"}
    assert all(c.confidence < 1 for c in page.chars)
    assert [r.code for r in page.remarks] == ["text-by-ocr"]


def test_render_gives_an_image(tmp_path: Path) -> None:
    path = drawn_pdf(tmp_path / "a.pdf", lambda c: c.rect(0, 0, 400, 300, fill=1))
    image = render(path, 1, 0.5)
    assert image.size == (200, 150)
    assert image.convert("L").getpixel((100, 75)) == 0


def test_a_page_without_area_is_told_and_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "flat.pdf"
    box = hostile.BOX + b" /CropBox [100 900 500 1200]"  # above the sheet
    path.write_bytes(hostile.one_page(hostile.packed(b"9 9 9 9 re f")).replace(hostile.BOX, box))
    with open_document(path) as document:
        page = document.page(1)
    assert (page.chars, [remark.code for remark in page.remarks]) == ((), ["page-unreadable"])
