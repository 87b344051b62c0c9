"""Files made to keep a machine busy or to fill its memory, each in any size and small on disk for what it asks."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

BOX = b"/MediaBox [0 0 595 842]"


class Hostile(NamedTuple):
    """A maker of one kind of file, the size for a quick test and the size for an attack."""

    make: Callable[[int], bytes]
    small: int
    large: int


def file_of(objects: list[bytes]) -> bytes:
    """A PDF with a table of its objects, which are numbered from 1; the first is the catalogue."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, content in enumerate(objects, 1):
        part = b"%d 0 obj\n%b\nendobj\n" % (number, content)
        places.append(at)
        parts.append(part)
        at += len(part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table))
    parts.append(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, at))
    return b"".join(parts)


def packed(data: bytes, more: bytes = b"") -> bytes:
    """A stream, deflated."""
    small = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (len(small), more, small)


def repeated(unit: bytes, times: int, more: bytes = b"") -> bytes:
    """A stream of one unit many times, deflated without holding it."""
    engine = zlib.compressobj(9)
    block, count = unit * 4096, times // 4096
    parts = [engine.compress(block) for _ in range(count)]
    small = b"".join((*parts, engine.compress(unit * (times % 4096)), engine.flush()))
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (len(small), more, small)


def one_page(contents: bytes, resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A page with these contents (object 4) and further objects from 5 on."""
    page = b"<< /Type /Page /Parent 2 0 R %b /Contents 4 0 R /Resources << %b >> >>" % (BOX, resources)
    root = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, contents]
    return file_of([*root, *more])


def bomb(megabytes: int) -> bytes:
    """A content stream that unpacks to so many megabytes of blanks."""
    return one_page(repeated(b" " * 1024, megabytes * 1024))


def nested_bomb(megabytes: int) -> bytes:
    """A stream deflated twice: a thousandth of a thousandth of its size."""
    inner = repeated(b" " * 1024, megabytes * 1024)
    body = inner[inner.index(b"stream\n") + 7 : -len(b"\nendstream")]
    outer = zlib.compress(body, 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(outer)
    return one_page(head + b"\nstream\n" + outer + b"\nendstream")


def many_objects(count: int) -> bytes:
    """A page of so many painted rectangles."""
    return one_page(repeated(b"9 9 9 9 re f\n", count))


def many_characters(count: int) -> bytes:
    """A page of so many characters."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    unit = b"BT /F1 5 Tf 9 99 Td (keikakukei) Tj ET\n"
    return one_page(repeated(unit, count // 10), b"/Font << /F1 5 0 R >>", (font,))


def many_rules(count: int) -> bytes:
    """A page ruled into so many rows and columns: a table with the square of cells."""
    lines = [
        b"20 %d m 575 %d l S %d 20 m %d 822 l S" % ((20 + k % 800,) * 2 + (20 + k % 555,) * 2) for k in range(count)
    ]
    return one_page(packed(b"0.1 w " + b"\n".join(lines)))


def looping_tree(depth: int) -> bytes:
    """A page tree whose last branch is its first."""
    nodes = [
        b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1000000 >>"
        % (number - 1, number + 1 if k < depth else 2)
        for k, number in enumerate(range(2, depth + 3))
    ]
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes])


def looping_form(depth: int) -> bytes:
    """Forms that draw one another twice, the last one the first: two to the power of depth drawings, without end."""
    forms = [
        packed(
            b"/X Do /X Do 9 9 9 9 re f",
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
            % (5 + (k + 1) % depth),
        )
        for k in range(depth)
    ]
    return one_page(packed(b"/X Do"), b"/XObject << /X 5 0 R >>", tuple(forms))


def giant_font(megabytes: int) -> bytes:
    """An embedded font that unpacks to so many megabytes and says that it is four gigabytes long."""
    program = repeated(b"\0\1\0\0" * 256, megabytes * 1024, b"/Length1 4294967295")
    described = b"<< /Type /FontDescriptor /FontName /Big /Flags 4 /FontBBox [0 0 1000 1000] /FontFile2 7 0 R >>"
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Big /FirstChar 65 /LastChar 65 /Widths [500] %b >>"
    font %= b"/FontDescriptor 6 0 R"
    return one_page(packed(b"BT /F1 9 Tf 9 9 Td (A) Tj ET"), b"/Font << /F1 5 0 R >>", (font, described, program))


def giant_map(count: int) -> bytes:
    """A font whose map to characters has so many ranges of all codes."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    ranges = repeated(b"1 beginbfrange <0000> <ffff> <0041> endbfrange\n", count)
    return one_page(packed(b"BT /F1 9 Tf 9 9 Td (A) Tj ET"), b"/Font << /F1 5 0 R >>", (font, ranges))


def giant_image(side: int) -> bytes:
    """An image of so many pixels squared over the whole page."""
    more = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (
        side,
        side,
    )
    image = repeated(b"\0" * 1024, side * side // 1024, more)
    return one_page(packed(b"q 595 0 0 842 0 0 cm /X Do Q"), b"/XObject << /X 5 0 R >>", (image,))


def many_pages(count: int) -> bytes:
    """So many pages, each with a line of text."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> %b >>" % BOX
    return file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            packed(b"BT /F1 9 Tf 9 99 Td (one of many) Tj ET"),
            *[page] * count,
        ]
    )


def deep_arrays(depth: int) -> bytes:
    """A page whose box is an array in an array in an array."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox " + b"[" * depth + b"]" * depth + b" >>"
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page])


def deep_marks(depth: int) -> bytes:
    """A page whose contents save the state so many times and never give it back."""
    return one_page(repeated(b"q 1 0 0 1 0 0 cm\n", depth))


def far_boxes(count: int) -> bytes:
    """Rectangles of negative, huge and no size, far beyond a page of no size."""
    shapes = [
        b"%d %d %d %d re f" % ((-1) ** k * 10 ** (k % 38), 10 ** (k % 30), -(10 ** (k % 20)), k % 3)
        for k in range(count)
    ]
    return one_page(packed(b"\n".join(shapes))).replace(BOX, b"/MediaBox [9 9 9 9]")


HEADS = ("番号", "事業名", "担当課", "令和7年度", "令和8年度")
EDGES = (40, 80, 260, 360, 440, 520)


def long_table(rows: int) -> bytes:
    """One table of so many rows and its heads on one page as high as it needs."""
    high = 12 * rows + 100
    lines = [b"40 %d m 520 %d l S" % (y, y) for y in range(50, high - 38, 12)]
    lines += [b"%d 50 m %d %d l S" % (x, x, 50 + 12 * (rows + 1)) for x in EDGES]
    texts = [(HEADS[k], EDGES[k] + 4, 53 + 12 * rows) for k in range(len(HEADS))]
    for row in range(rows):
        cells = (str(row + 1), f"支援{row + 1}", "情報課", f"{row % 90}件", f"{row % 95}件")
        texts += [(text, EDGES[k] + 4, 53 + 12 * (rows - 1 - row)) for k, text in enumerate(cells)]
    shown = [b"1 0 0 1 %d %d Tm <%b> Tj" % (x, y, text.encode("utf-16-be").hex().encode()) for text, x, y in texts]
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UCS2-H"
    font += b" /DescendantFonts [6 0 R] >>"
    cid = b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /DW 1000 /FontDescriptor 7 0 R"
    cid += b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>"
    described = b"<< /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880"
    described += b" /Descent -120 /CapHeight 700 /ItalicAngle 0 /StemV 80 >>"
    contents = packed(b"0.5 w\n%b\nBT /F1 8 Tf\n%b\nET" % (b"\n".join(lines), b"\n".join(shown)))
    page = one_page(contents, b"/Font << /F1 5 0 R >>", (font, cid, described))
    return page.replace(BOX, b"/MediaBox [0 0 595 %d]" % high)


KINDS: Mapping[str, Hostile] = {
    "stream that unpacks to gigabytes": Hostile(bomb, 8, 4096),
    "stream packed twice": Hostile(nested_bomb, 8, 4096),
    "page of a million objects": Hostile(many_objects, 40_000, 1_000_000),
    "page of a million characters": Hostile(many_characters, 70_000, 1_000_000),
    "page of ten thousand rules": Hostile(many_rules, 300, 10_000),
    "page tree that loops": Hostile(looping_tree, 3, 1000),
    "forms that draw each other": Hostile(looping_form, 3, 40),
    "font of gigabytes": Hostile(giant_font, 4, 4096),
    "character map of a million ranges": Hostile(giant_map, 10, 1_000_000),
    "image of two gigabytes": Hostile(giant_image, 1024, 46_080),
    "20,000 pages": Hostile(many_pages, 60, 20_000),
    "arrays in arrays": Hostile(deep_arrays, 500, 1_000_000),
    "states never given back": Hostile(deep_marks, 5000, 5_000_000),
    "table of five thousand rows": Hostile(long_table, 300, 5000),
    "boxes beyond all bounds": Hostile(far_boxes, 200, 100_000),
}


def write(kind: str, size: int, folder: Path) -> Path:
    """The file of a kind in a folder."""
    path = folder / f"{kind.replace(' ', '_')}.pdf"
    path.write_bytes(KINDS[kind].make(size))
    return path
