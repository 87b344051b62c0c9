"""Table readers under one signature: a PDF in, (number of pages, tables) out.

A table is a page number and a grid of texts, None where a cell of its neighbour goes on. Only what is installed is run;
none of these but pdfplumber is something the project depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple


class Grid(NamedTuple):
    """The cells of one table on one page, row by row; None where nothing of its own stands."""

    page: int
    rows: list[list[str | None]]


Found = tuple[int, list[Grid]]


def keikaku(path: Path) -> Found:
    """The whole extraction, statements included; tables as they stand on each page."""
    from extractors.continuation import joined
    from extractors.pages import open_document
    from extractors.read import read_sheets
    from extractors.tables import sheet

    with open_document(path) as document:
        sheets = [sheet(page) for page in document.pages()]
        pages = document.info.pages
    grids = []
    for one in sheets:
        for table in one.tables:
            rows: list[list[str | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
            for cell in table.cells:
                rows[cell.row][cell.col] = cell.text
            grids.append(Grid(one.number, rows))
    read_sheets(joined(sheets))
    return pages, grids


def pdfplumber(path: Path) -> Found:
    """The bare loop: tables of each page, the page closed after use."""
    import pdfplumber as plumber

    grids = []
    with plumber.open(path) as document:
        for page in document.pages:
            grids.extend(Grid(page.page_number, rows) for rows in page.extract_tables())
            page.close()
        return len(document.pages), grids


def camelot(path: Path) -> Found:
    import camelot as peer

    tables = peer.read_pdf(str(path), pages="all", flavor="lattice")
    return _count(path), [Grid(table.page, table.df.values.tolist()) for table in tables]


def tablers(path: Path) -> Found:
    import tablers as peer

    grids = []
    with peer.Document(path) as document:
        for number, page in enumerate(document.pages(), 1):
            grids.extend(Grid(number, _by_boxes(table.cells)) for table in peer.find_tables(page, extract_text=True))
    return _count(path), grids


def _by_boxes(cells: Sequence[Any]) -> list[list[str | None]]:
    """Cells with boxes as rows and columns by their left and upper edges."""
    lefts = sorted({round(cell.bbox[0]) for cell in cells})
    tops = sorted({round(cell.bbox[1]) for cell in cells})
    rows: list[list[str | None]] = [[None] * len(lefts) for _ in tops]
    for cell in cells:
        rows[tops.index(round(cell.bbox[1]))][lefts.index(round(cell.bbox[0]))] = cell.text
    return rows


def tabula(path: Path) -> Found:
    import tabula as peer

    # Its tables do not say their page.
    grids = []
    for page in range(1, _count(path) + 1):
        for table in peer.read_pdf(str(path), pages=page, lattice=True, output_format="json", silent=True):
            grids.append(Grid(page, [[cell["text"] for cell in row] for row in table["data"]]))
    return _count(path), grids


def pymupdf(path: Path) -> Found:
    import pymupdf as peer

    with peer.open(path) as document:
        grids = [Grid(page.number + 1, table.extract()) for page in document for table in page.find_tables().tables]
        return len(document), grids


def _count(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


READERS: Mapping[str, Callable[[Path], Found]] = {
    reader.__name__: reader for reader in (keikaku, pdfplumber, tablers, pymupdf, camelot, tabula)
}


def installed() -> list[str]:
    """Names of the readers that can run here, ours first."""
    return [name for name in READERS if name == "keikaku" or find_spec(name) is not None]
