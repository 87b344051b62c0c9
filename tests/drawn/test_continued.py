"""A table over pages comes back as one; two tables stay two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import continued_traps
import pytest
from pen import Grid, Pen
from seen import drawn, read

from extractors.continuation import joined
from extractors.pages import open_document
from extractors.tables import sheet


@pytest.mark.parametrize("trap", continued_traps.TRAPS, ids=lambda trap: trap.__name__)
def test_tables_over_pages(trap: Callable[[Pen], list[Grid]], tmp_path: Path) -> None:
    pen = Pen(tmp_path / "trap.pdf")
    expected = trap(pen)
    pen.save()
    with open_document(pen.path) as document:
        tables = [table for page in joined(map(sheet, document.pages())) for table in page.tables]
    assert [read(table) for table in tables] == [drawn(grid) for grid in expected]
