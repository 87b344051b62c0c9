"""Every character of a page stands in a cell, on a bar or in a line; in a table's box but in no cell it is remarked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import bar_forms
import bar_traps
import continued_traps
import pytest
import table_forms
import table_traps
from pen import Pen
from produced import PDFS

from extractors.continuation import joined
from extractors.model import Page, Remark, Sheet, Table
from extractors.pages import open_document
from extractors.tables import sheet

SAMPLES = Path(__file__).parents[2] / "raw" / "samples"
FILES = (*sorted(SAMPLES.glob("*.pdf")), *sorted(PDFS.glob("*.pdf")))
TRAPS = (
    *table_traps.TRAPS,
    *table_forms.TRAPS,
    *bar_traps.TRAPS,
    *bar_forms.TRAPS,
    *continued_traps.TRAPS,
)


def ink(texts: Iterable[str]) -> Counter[str]:
    """Characters without white space, with how often each occurs."""
    return Counter(char for text in texts for char in text if not char.isspace())


def in_tables(tables: Iterable[Table]) -> Counter[str]:
    return ink(part.text for table in tables for part in (*table.cells, *table.bars))


def printed_in(page: Page, tables: Iterable[Table]) -> Counter[str]:
    """What is printed inside the box of any table."""
    boxes = [table.box for table in tables]
    return ink(c.text for c in page.chars if any(b.contains((c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) for b in boxes))


def remarked(remarks: Iterable[Remark], code: str) -> Counter[str]:
    return ink(remark.values["text"] for remark in remarks if remark.code == code)


def check(pages: Iterable[tuple[Page, Sheet]]) -> None:
    for page, read in pages:
        cells, lines = in_tables(read.tables), ink(line.text for line in read.lines)
        heads = remarked(read.remarks, "diagonal-head")
        told = heads + remarked(read.remarks, "text-outside-cells")
        assert cells + lines + heads == ink(c.text for c in page.chars), f"page {page.number}"
        assert not printed_in(page, read.tables) - cells - told, f"page {page.number}"


def pages_of(path: Path) -> Iterator[tuple[Page, Sheet]]:
    with open_document(path) as document:
        for page in document.pages():
            yield page, sheet(page)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_character_of_a_plan_is_accounted_for(path: Path) -> None:
    check(pages_of(path))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.__name__)
def test_every_character_of_a_trap_is_accounted_for(trap: Callable[[Pen], object], tmp_path: Path) -> None:
    pen = Pen(tmp_path / "trap.pdf")
    trap(pen)
    pen.save()
    check(pages_of(pen.path))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_joining_pages_loses_and_invents_nothing(path: Path) -> None:
    """A repeated head may go: its text still stands in the table. Halves of a cut cell stand in one text."""
    apart = [read for _, read in pages_of(path)]
    whole = list(joined(apart))
    left = {_close(text) for text in _texts(whole)}
    for text in _texts(apart):
        assert any(_close(text) in other for other in left), text
    assert not ink(_texts(whole)) - ink(_texts(apart))


def _texts(sheets: Iterable[Sheet]) -> list[str]:
    """Every text of the sheets: cells, bars, lines."""
    parts = [part for read in sheets for table in read.tables for part in (*table.cells, *table.bars)]
    return [part.text for part in parts] + [line.text for read in sheets for line in read.lines]


def _close(text: str) -> str:
    return "".join(text.split())


def test_there_are_plans_to_look_at() -> None:
    assert len(FILES) > 30
