"""The second engine: the same pages by pdfplumber, about twenty times slower.

Used for a page where pdfium's text is in doubt, and by the tests as a witness. Repair and folding are the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractors.glyphs import tidy
from extractors.model import Box, Char, Fill, Page, Rule
from extractors.pdfium_scene import THIN
from extractors.text import REPAIRS

_UNCHECKED = (
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""pdfplumber takes boxes, turns and filters of a page as they are written: broken ones end in any of these."""


def plumber_chars(path: Path, number: int) -> list[Char]:
    """The page's characters on the upright page; glyphs without a letter come as `(cid:n)`.

    None where this engine cannot read the file or does not find the page: it is stricter than the first one.
    """
    try:
        with pdfplumber.open(path, pages=[number]) as pdf:
            return [char for page in pdf.pages for char in _chars(page)]
    except _UNCHECKED:
        return []


def plumber_page(path: Path, number: int) -> Page:
    """Characters, rules and fills of the page as pdfplumber sees them. Other paths are left out."""
    with pdfplumber.open(path, pages=[number]) as pdf:
        page = pdf.pages[0]
        rules, fills = _drawn(page)
        found = Page(
            number=number,
            width=float(page.width),
            height=float(page.height),
            chars=tuple(_chars(page)),
            rules=tuple(rules),
            fills=tuple(fills),
            outlines=(),
            images=tuple(_box(image) for image in page.images),
        )
        page.close()
        return found


def _chars(page: Any) -> list[Char]:
    chars = []
    for item in page.chars:
        text = item["text"]
        text = text if text.startswith("(cid:") else text.translate(REPAIRS)
        if text:
            font = item["fontname"]
            name = font[7:] if len(font) > 7 and font[6] == "+" else font
            chars.append(Char(text, *_box(item), float(item["size"]), name))
    return tidy(chars, float(page.width), float(page.height))


def _box(item: Any) -> Box:
    return Box(float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"]))


def _drawn(page: Any) -> tuple[list[Rule], list[Fill]]:
    rules: list[Rule] = []
    fills: list[Fill] = []
    for line in page.lines:
        rules.append(_straight(_box(line), float(line["linewidth"] or 0)))
    for rect in page.rects:
        box = _box(rect)
        if min(box.width, box.height) <= THIN:
            rules.append(_straight(box, min(box.width, box.height)))
            continue
        if rect["fill"]:
            fills.append(Fill(box, _colour(rect["non_stroking_color"])))
        if rect["stroke"]:
            width = float(rect["linewidth"] or 0)
            rules.extend(Rule(box.x0, y, box.x1, y, width) for y in (box.top, box.bottom))
            rules.extend(Rule(x, box.top, x, box.bottom, width) for x in (box.x0, box.x1))
    return rules, fills


def _straight(box: Box, thickness: float) -> Rule:
    x, y = box.centre
    if box.width >= box.height:
        return Rule(box.x0, y, box.x1, y, thickness)
    return Rule(x, box.top, x, box.bottom, thickness)


def _colour(value: Any) -> str:
    """pdfplumber's grey, RGB or CMYK tuple (0 to 1) as #rrggbb; black where it names a pattern."""
    parts = [v for v in value or () if isinstance(v, int | float)]
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - c) * (1 - black) for c in (cyan, magenta, yellow)]
    elif len(parts) == 1:
        parts *= 3
    elif len(parts) != 3:
        parts = [0.0, 0.0, 0.0]
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
