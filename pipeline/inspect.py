"""`keikaku inspect`: what was read, drawn over the picture of its page, and printed.

Takes a PDF; writes `NAME.pN.png` and gives lines of text. Cells are tinted by role, tables and frames outlined, bars
and milestones marked; the legend at the foot is plain ASCII, so that no Japanese font is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from extractors.model import Box, Sheet
from extractors.pages import open_document, render
from extractors.routes import pages
from extractors.tables import sheet
from pipeline.document import read_document
from pipeline.schema import BBox, Dataset, Record

SCALE = 2.0
"""Pixels per point."""

_TINTS: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {
        "header": (31, 119, 180),
        "label": (148, 103, 189),
        "value": (44, 160, 44),
        "schedule": (255, 127, 14),
        "narrative": (23, 190, 207),
        "blank": (160, 160, 160),
        "unmapped": (214, 39, 40),
    }
)
_OUTLINES: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {"table": (0, 0, 0), "bar": (200, 60, 0), "frame": (0, 120, 120)}
)
_LEGEND_HEIGHT = 28
_SHOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "measures": ("code", "title"),
        "initiatives": ("code", "name", "departments"),
        "indicators": ("kind", "group", "name", "series", "baseline_raw"),
        "targets": ("fiscal_year", "raw", "status", "comparator", "value", "unit", "part"),
        "milestones": ("start_fy", "end_fy", "label"),
        "lineage": ("old_name", "relation", "new_name"),
        "glossary": ("term",),
        "findings": ("severity", "code", "message_ja", "message_en"),
    }
)


def inspect_file(path: Path, page: int | None = None, folder: Path | None = None) -> Iterator[str]:
    """Draw one page, or all, and say what was read there.

    Raises `PdfError` for a file that cannot be opened, `IndexError` for a page that does not exist, `OSError` where
    the picture cannot be written.
    """
    with open_document(path) as document:
        count = document.info.pages
    if page is not None and not 1 <= page <= count:
        raise IndexError(f"1–{count}")
    dataset = read_document(path)
    for number in range(1, count + 1) if page is None else (page,):
        target = (folder or path.parent) / f"{path.stem}.p{number}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        with open_document(path) as document:
            (read,) = pages(document, numbers=(number,))
        picture = render(path, number, SCALE, read.rotation)
        draw_page(picture, sheet(read), dataset).save(target)
        yield f"{target}"
        yield from describe(dataset, number)


def draw_page(picture: Image.Image, page: Sheet, dataset: Dataset) -> Image.Image:
    """The picture with cells tinted by role, tables, frames and bars outlined, and a legend below."""
    tints = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(tints)
    for cell in _on_page(dataset["cells"], page.number):
        tint = _TINTS[cell.role]
        pen.rectangle(_pixels(cell.bbox), fill=(*tint, 56), outline=(*tint, 255), width=1)
    for table in page.tables:
        pen.rectangle(_pixels(table.box), outline=(*_OUTLINES["table"], 255), width=3)
        for bar in table.bars:
            pen.rectangle(_pixels(bar.box), outline=(*_OUTLINES["bar"], 255), width=3)
    for frame in page.frames:
        pen.rectangle(_pixels(frame), outline=(*_OUTLINES["frame"], 255), width=2)
    drawn = Image.alpha_composite(picture.convert("RGBA"), tints).convert("RGB")
    return _with_legend(drawn)


def _with_legend(picture: Image.Image) -> Image.Image:
    whole = Image.new("RGB", (picture.width, picture.height + _LEGEND_HEIGHT), "white")
    whole.paste(picture)
    pen = ImageDraw.Draw(whole)
    font = ImageFont.load_default(size=16)
    left, top = 8.0, picture.height + 6
    for name, colour in (*_TINTS.items(), *_OUTLINES.items()):
        filled = name in _TINTS
        pen.rectangle((left, top, left + 16, top + 16), fill=colour if filled else None, outline=colour, width=3)
        pen.text((left + 22, top - 2), name, fill="black", font=font)
        left += 34 + pen.textlength(name, font=font)
    return whole


def describe(dataset: Dataset, number: int) -> Iterator[str]:
    """What was read on a page: its tables with the roles of their cells, then its records and findings."""
    cells = _on_page(dataset["cells"], number)
    for table in sorted({cell.table_no for cell in cells}):
        roles = Counter(cell.role for cell in cells if cell.table_no == table)
        yield f"  table {table}: {roles.total()} cells ({', '.join(f'{role} {n}' for role, n in roles.items())})"
    for name, columns in _SHOWN.items():
        for row in _on_page(dataset[name], number):
            values = (getattr(row, column) for column in columns)
            yield f"  {name}: {' | '.join(_text(value) for value in values if value not in (None, '', ()))}"


def _on_page(rows: Iterable[Record], number: int) -> list[Any]:
    return [row for row in rows if getattr(row, "page", None) == number]


def _text(value: object) -> str:
    text = "・".join(value) if isinstance(value, tuple) else str(value)
    return text.replace("\n", " ")


def _pixels(box: Box | BBox) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (value * SCALE for value in box)
    return x0, top, x1, bottom
