"""Every drawn table comes back cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import table_forms
import table_traps
from pen import Grid, Pen
from seen import drawn, read

from extractors.pages import open_document
from extractors.tables import sheet


@pytest.mark.parametrize("trap", (*table_traps.TRAPS, *table_forms.TRAPS), ids=lambda trap: trap.__name__)
def test_drawn_table_comes_back(trap: Callable[[Pen], list[Grid]], tmp_path: Path) -> None:
    pen = Pen(tmp_path / "trap.pdf")
    expected = trap(pen)
    pen.save()
    with open_document(pen.path) as document:
        tables = sheet(document.page(1)).tables
    assert [read(table) for table in tables] == [drawn(grid) for grid in expected]
