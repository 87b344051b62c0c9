"""PDF files written object by object, for what no drawing library will write: lying ToUnicode maps, old CMaps."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, content: bytes, fonts: list[list[bytes]], page: bytes = b"") -> None:
    """A one-page file, 300 × 200 points. Each font is its objects; fonts are called /F1, /F2 … in the content.

    In a font's objects, @N@ stands for the number of its N-th object. `page` are further entries of the page.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"", stream(content)]
    names = b""
    for index, font in enumerate(fonts, 1):
        first = len(objects) + 1
        names += b"/F%d %d 0 R " % (index, first)
        objects += [_linked(part, first, len(font)) for part in font]
    objects[2] = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << "
        + names
        + b">> >> "
        + page
        + b" >>"
    )
    path.write_bytes(_file(objects))


def _linked(part: bytes, first: int, count: int) -> bytes:
    linked = part
    for step in range(count):
        linked = linked.replace(b"@%d@" % step, b"%d 0 R" % (first + step))
    return linked


def stream(content: bytes) -> bytes:
    """A stream object."""
    return b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"


def japanese(cmap: str, to_unicode: dict[int, str] | None = None) -> list[bytes]:
    """The objects of a composite font that is not embedded; `to_unicode` maps codes of two bytes."""
    base = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Japan1) /Supplement 2 >> /FontDescriptor @2@ /DW 1000 /W [1 632 500] >>"
    )
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 6 /FontBBox [-123 -257 1001 910] /ItalicAngle 0 "
        b"/Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >>"
    )
    named = b"/ToUnicode @3@ " if to_unicode else b""
    top = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /"
        + cmap.encode()
        + b" "
        + named
        + b"/DescendantFonts [@1@] >>"
    )
    return [top, base, descriptor] + ([stream(_cmap(to_unicode))] if to_unicode else [])


def show(codes: bytes, x: float, y: float, size: float = 10) -> bytes:
    """Content that shows codes of the first font at a place."""
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{codes.hex()}> Tj ET\n".encode()


def _cmap(codes: dict[int, str]) -> bytes:
    lines = "\n".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _file(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + table + tail
