"""Every drawn bar comes back with its text and its columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bar_forms
import bar_traps
import pytest
from bar_traps import Seen
from pen import Pen
from seen import close

from extractors.pages import open_document
from extractors.tables import sheet


@pytest.mark.parametrize("trap", (*bar_traps.TRAPS, *bar_forms.TRAPS), ids=lambda trap: trap.__name__)
def test_drawn_bar_comes_back(trap: Callable[[Pen], list[Seen]], tmp_path: Path) -> None:
    pen = Pen(tmp_path / "trap.pdf")
    expected = trap(pen)
    pen.save()
    with open_document(pen.path) as document:
        [table] = sheet(document.page(1)).tables
    found = [Seen(close(b.text), round(b.start * 4) / 4, round(b.end * 4) / 4, b.lane, b.open_end) for b in table.bars]
    assert sorted(found) == sorted(seen._replace(text=close(seen.text)) for seen in expected)
