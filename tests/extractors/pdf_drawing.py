"""Canvases for the page reader's tests: ReportLab with a Japanese font that is not embedded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Page
from extractors.pages import Limits, open_document

GOTHIC = "HeiseiKakuGo-W5"
WIDTH, HEIGHT = 400, 300


def drawn_pdf(path: Path, draw: Callable[[Any], None], **options: object) -> Path:
    """A one-page PDF of 400 by 300 points; `draw` finds 10 point gothic set."""
    pdfmetrics.registerFont(UnicodeCIDFont(GOTHIC))
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), **options)
    canvas.setFont(GOTHIC, 10)
    draw(canvas)
    canvas.save()
    return path


def drawn_page(folder: Path, draw: Callable[[Any], None], limits: Limits | None = None) -> Page:
    """The page as it is read."""
    with open_document(drawn_pdf(folder / "drawn.pdf", draw), limits) as document:
        return document.page(1)


def text_of(page: Page) -> str:
    """All characters in the PDF's order."""
    return "".join(char.text for char in page.chars)


def raw_pdf(path: Path, content: bytes, resources: bytes = b"", extra: tuple[bytes, ...] = ()) -> Path:
    """A PDF written by hand: one page with this content; `extra` are objects from number 5 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R /Resources << " + resources + b" >> >>",
        b"<< /Length " + str(len(content)).encode() + b" >>\nstream\n" + content + b"\nendstream",
        *extra,
    ]
    body = b"%PDF-1.7\n"
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(body))
        body += str(number).encode() + b" 0 obj\n" + item + b"\nendobj\n"
    table = b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    size = str(len(objects) + 1).encode()
    body += b"xref\n0 " + size + b"\n0000000000 65535 f \n" + table
    body += b"trailer << /Size " + size + b" /Root 1 0 R >>\nstartxref\n" + str(body.index(b"xref\n0")).encode()
    path.write_bytes(body + b"\n%%EOF\n")
    return path
