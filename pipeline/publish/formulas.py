"""Text that a spreadsheet would run, or that CSV cannot split again: what a reader of the CSV files should know.

The CSV files keep every text character by character: rewriting would turn －, "-" and "-5%" into something else.
XLSX holds text as text. So the danger is only in opening a CSV file with a spreadsheet, and it is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.findings import finding
from pipeline.publish.columns import Kind, columns
from pipeline.publish.spelling import SEPARATOR
from pipeline.schema import CellRecord, Dataset, Finding

# A minus and a plus-minus begin too many honest figures; the full-width ＝ is run by no spreadsheet that was tried,
# but becomes = as soon as someone folds widths.
_STARTS = ("=", "＝", "+", "@", "\t")
_SHOWN = 40


def formula_like(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula: it begins with =, ＝, +, @ or a tab."""
    return text.startswith(_STARTS)


def formula_findings(cells: Iterable[CellRecord]) -> Iterator[Finding]:
    """A finding `formula-like-text` for every cell that begins like a formula. Ingest calls this per document."""
    for cell in cells:
        if formula_like(cell.text):
            yield finding(
                "formula-like-text",
                cell.document_id,
                cell.page,
                cell.bbox,
                cell.record_table,
                cell.record_id,
                text=cell.text[:_SHOWN].replace("\t", "⇥").replace("\n", " "),
            )


def separator_findings(dataset: Dataset) -> Iterator[Finding]:
    """A finding `separator-in-list` for every list with a `|` inside a part: CSV cannot tell its parts again."""
    for _, rows in dataset:
        for row in rows:
            for column in columns(type(row)):
                if column.kind is Kind.TEXTS and any(SEPARATOR in part for part in getattr(row, column.name)):
                    document, page = getattr(row, "document_id", None), getattr(row, "page", None)
                    yield finding("separator-in-list", document, page, None, row.table, column=column.name)
