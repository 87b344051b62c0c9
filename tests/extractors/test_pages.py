"""Pages of drawn PDFs come back as they look."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors import pages
from extractors.pages import NotAPdf, open_document

JAPANESE = "HeiseiKakuGo-W5"


def canvas(path: Path, size: tuple[float, float] = (400, 300)) -> Canvas:
    pdfmetrics.registerFont(UnicodeCIDFont(JAPANESE))
    drawn = Canvas(str(path), pagesize=size)
    drawn.setFont(JAPANESE, 10)
    return drawn


def test_text_and_rules_on_the_upright_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    drawn = canvas(path)
    drawn.drawString(50, 200, "令和8年度")
    drawn.rect(40, 190, 100, 30)
    drawn.rect(200, 100, 60, 40, stroke=0, fill=1)
    drawn.save()
    with open_document(path) as document:
        page = document.page(1)
    assert "".join(c.text for c in page.chars) == "令和8年度"
    assert all(50 <= c.x0 < c.x1 <= 110 and 85 < c.top < 100 < c.bottom < 105 for c in page.chars)
    assert sorted((r.x0, r.top, r.x1, r.bottom) for r in page.rules) == [
        (40, 80, 40, 110),
        (40, 80, 140, 80),
        (40, 110, 140, 110),
        (140, 80, 140, 110),
    ]
    assert [(f.box, f.colour) for f in page.fills] == [((200, 160, 260, 200), "#000000")]


def test_what_is_no_pdf_is_said_in_two_languages(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_text("<html>not found</html>")
    with pytest.raises(NotAPdf) as caught, open_document(path):
        pass
    assert "plan.pdf はPDFではありません" in caught.value.text_ja
    assert "is not a PDF" in caught.value.text_en


def test_a_long_file_is_opened_anew_and_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.pdf"
    drawn = canvas(path)
    for number in range(7):
        drawn.setFont(JAPANESE, 10)
        drawn.drawString(50, 200, f"第{number}章")
        drawn.rect(40, 190, 100, 30 + number)
        drawn.showPage()
    drawn.save()
    with open_document(path) as document:
        whole = list(document.pages())
    opened: list[object] = []
    kept = pages._opened
    monkeypatch.setattr(pages, "FRESH", 3)
    monkeypatch.setattr(pages, "_opened", lambda where: opened.append(where) or kept(where))
    with open_document(path) as document:
        assert list(document.pages()) == whole
    assert len(opened) == 3
    assert ["".join(char.text for char in page.chars) for page in whole][-1] == "第6章"
