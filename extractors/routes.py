"""Each page of a document by the route that can read it: its text layer, or its picture.

A page goes by its picture when it has no text, when its text is not what is printed, and when its text is an OCR layer
over a scan: the rules are only on the picture then, and the layer may be a bad one. A remark says how far the two
readings agree. A table that stands as a picture on a page of text is read from the picture, the rest from the text.
Where nothing is installed to read pictures with, the page stays as it is, and the first such page says what to
install.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING
from unicodedata import normalize

from extractors import ocr
from extractors.model import Box, Char, Page, Remark
from extractors.pages import Document, render

if TYPE_CHECKING:
    from extractors.ocr import Recogniser

LEAST_WIDTH, LEAST_HEIGHT = 120.0, 50.0
"""A picture on a page of text is looked at from this size on (points)."""
FEW = 3
"""More letters of the text layer than this over a picture, and it is a background."""
GLANCE = 1.5
"""Pixels per point at which a picture is looked at for rules."""
LARGEST_SIDE = 14_400.0
"""No page is larger (points): ISO 32000-1, annex C. One that says so is not drawn."""
PICTURE = frozenset({"page-is-an-image", "text-layer-unreadable", "text-by-ocr"})
"""Remarks of pages whose text has to be read from their picture."""


def pages(
    document: Document, recogniser: Recogniser | None = None, numbers: Iterable[int] | None = None
) -> Iterator[Page]:
    """The pages, or those of `numbers`, one at a time. `recogniser` is the one installed unless another is given."""
    engine = recogniser
    said = False
    for page in document.pages(numbers):
        if not needs_picture(page):
            pictures = _pictures(page)
            yield _with_pictured_tables(document, page, pictures, engine) if pictures else page
            continue
        engine = engine or ocr.installed()
        if engine is not None:
            yield _by_picture(document, page, engine)
            continue
        yield page if said else replace(page, remarks=(*page.remarks, _missing(page.number)))
        said = True


def needs_picture(page: Page) -> bool:
    """Whether the page's text has to be read from its picture, and can be."""
    return (
        _is_drawable(page)
        and page.text_layer in {"none", "ocr"}
        and any(remark.code in PICTURE for remark in page.remarks)
    )


def _is_drawable(page: Page) -> bool:
    return max(page.width, page.height) <= LARGEST_SIDE


def _by_picture(document: Document, page: Page, engine: Recogniser) -> Page:
    from extractors.scan.page import read_picture, scale_for  # noqa: PLC0415  (the extra `ocr`)

    scale = scale_for(page.width, page.height)
    image = render(document.path, page.number, scale, page.rotation)
    read = read_picture(image, page, scale, engine)
    remarks = [remark for remark in read.remarks if remark.code not in {"page-is-an-image", "text-by-ocr"}]
    remarks.append(Remark("page-read-by-ocr", page.number, None, {"engine": engine.version}))
    if page.text_layer == "ocr":
        share = f"{100 * agreement(page.chars, read.chars):.0f}"
        remarks.append(Remark("ocr-layer-read-again", page.number, None, {"percent": share}))
    return replace(read, remarks=tuple(remarks))


def _pictures(page: Page) -> list[Box]:
    """Images on a page of text that are large enough for a table and have no text on them."""
    large = [box for box in page.images if box.width >= LEAST_WIDTH and box.height >= LEAST_HEIGHT]
    if not large or not _is_drawable(page):
        return []
    middles = [((char[1] + char[3]) / 2, (char[2] + char[4]) / 2) for char in page.chars]
    return [box for box in large if sum(box.contains(x, y) for x, y in middles) <= FEW]


def _with_pictured_tables(document: Document, page: Page, pictures: Sequence[Box], engine: Recogniser | None) -> Page:
    """The page with those of its pictures read that are tables, told by their rules before anything is recognised."""
    if find_spec("cv2") is None:
        return page
    from extractors.scan.page import read_picture, scale_for  # noqa: PLC0415  (the extra `ocr`)
    from extractors.scan.region import added, cut_out, is_table  # noqa: PLC0415

    coarse = render(document.path, page.number, GLANCE, page.rotation)
    tables = [box for box in pictures if is_table(cut_out(coarse, box, GLANCE), GLANCE)]
    engine = (engine or ocr.installed()) if tables else None
    if engine is None:
        return page
    scale = scale_for(page.width, page.height)
    image = render(document.path, page.number, scale, page.rotation)
    for box in tables:
        blank = replace(page, width=box.width, height=box.height, chars=(), rules=(), fills=(), outlines=(), images=())
        read = read_picture(cut_out(image, box, scale), blank, scale, engine)
        if read.rotation == page.rotation:
            page = added(page, read, box, engine.version)
    return page


def agreement(one: Iterable[Char], two: Iterable[Char]) -> float:
    """The share of characters that two readings of a page have in common, 0 to 1, whatever their order."""
    first, second = (Counter(normalize("NFKC", char.text).strip() for char in chars) for chars in (one, two))
    del first[""], second[""]
    return (first & second).total() / max(1, first.total(), second.total())


def _missing(page: int) -> Remark:
    return Remark("ocr-missing", page, None, {"packages": ", ".join(ocr.missing()), "command": ocr.INSTALL})
