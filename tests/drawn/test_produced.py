"""Pages by Chromium, WeasyPrint, LibreOffice and Typst come back cell by cell."""

from __future__ import annotations

import produced
import produced_bars
import pytest
from bar_traps import Seen
from seen import close, drawn, read

from extractors.pages import open_document
from extractors.tables import sheet

PAGES = {**produced.PRODUCED, **produced_bars.BARRED}


@pytest.mark.parametrize("name", PAGES)
def test_page_of_another_program_comes_back(name: str) -> None:
    page = PAGES[name]
    with open_document(produced.PDFS / f"{name}.pdf") as document:
        tables = sheet(document.page(1)).tables
    assert [read(table) for table in tables] == [drawn(grid) for grid in page.grids]
    bars = [Seen(close(b.text), round(b.start * 4) / 4, round(b.end * 4) / 4, b.lane) for t in tables for b in t.bars]
    assert sorted(bars) == sorted(page.bars)


def test_every_page_is_committed() -> None:
    assert {path.stem for path in produced.PDFS.glob("*.pdf")} == set(PAGES)
