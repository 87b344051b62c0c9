"""Draw a document with LibreOffice Calc: each page a sheet of its own, long lists broken by Calc itself."""

from __future__ import annotations

from pathlib import Path

from recipe import odf
from recipe.paper import Block, Document, Grid, Text

_SHEET = '<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>'
_HIGH = '<style:table-row-properties style:use-optimal-row-height="true"/>'


def draw(document: Document, path: Path) -> None:
    """Write the document to `path`."""
    styles, sheets = _SHEET + odf.style("high", "table-row", _HIGH), ""
    for number, blocks in enumerate(document.pages, 1):
        more, markup = _sheet(document, number, blocks)
        styles += more
        sheets += markup
    odf.convert("spreadsheet", "fods", odf.styles_of(document, "Default", styles), sheets, path)


def _sheet(document: Document, number: int, blocks: list[Block]) -> tuple[str, str]:
    grids = [block for block in blocks if isinstance(block, Grid)]
    carrier = grids[0] if grids else Grid("", [document.inner])
    name = f"s{number}"
    styles = odf.column_styles(carrier, name) + odf.cell_styles(document, carrier.size, name, "top")
    rows = ""
    for index, block in enumerate(blocks):
        if isinstance(block, Text):
            more, row = _text_row(document, block, f"t{number}.{index}")
            styles += more
            rows += row
        elif isinstance(block, Grid):
            rows += odf.rows(block, lambda cell: odf.cell_markup(cell, name), ' table:style-name="high"')
    columns = odf.columns(carrier, name)
    return styles, f'<table:table table:name="P{number}" table:style-name="sheet">{columns}{rows}</table:table>'


def _text_row(document: Document, block: Text, name: str) -> tuple[str, str]:
    height = block.above + block.size * 0.6
    properties = f'<style:table-row-properties style:row-height="{height}mm" style:use-optimal-row-height="false"/>'
    text = odf.characters(document, block.size, block.align, bold=block.bold)
    styles = odf.style(f"{name}r", "table-row", properties) + odf.style(name, "table-cell", text)
    cell = f'<table:table-cell table:style-name="{name}" office:value-type="string">{odf.paragraphs(block.text)}'
    return styles, f'<table:table-row table:style-name="{name}r">{cell}</table:table-cell></table:table-row>'
