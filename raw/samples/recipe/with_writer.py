"""Draw a document with LibreOffice Writer."""

from __future__ import annotations

from pathlib import Path

from recipe import odf
from recipe.paper import Document, Grid, Text


def draw(document: Document, path: Path) -> None:
    """Write the document to `path`."""
    styles, body = "", ""
    for number, blocks in enumerate(document.pages, 1):
        for index, block in enumerate(blocks):
            name = f"b{number}.{index}"
            if isinstance(block, Text):
                styles += _text_style(document, block, name, new_page=index == 0 and number > 1)
                body += odf.paragraphs(block.text, name)
            elif isinstance(block, Grid):
                styles += odf.cell_styles(document, block.size, name) + _table_styles(block, name)
                body += _table(block, name)
    odf.convert("text", "fodt", odf.styles_of(document, "Standard", styles), body, path)


def _text_style(document: Document, block: Text, name: str, *, new_page: bool) -> str:
    extra = f' fo:margin-top="{block.above}mm"'
    extra += f' fo:background-color="{block.fill}"' if block.fill else ""
    extra += ' fo:break-before="page"' if new_page else ""
    return odf.style(name, "paragraph", odf.characters(document, block.size, block.align, bold=block.bold, extra=extra))


def _table_styles(grid: Grid, name: str) -> str:
    properties = (
        f'<style:table-properties style:width="{sum(grid.widths)}mm" table:align="left" fo:margin-top="1.5mm" '
        'fo:margin-bottom="1.5mm" table:border-model="collapsing"/>'
    )
    return odf.style(name, "table", properties) + odf.column_styles(grid, name)


def _table(grid: Grid, name: str) -> str:
    rows = odf.rows(grid, lambda cell: odf.cell_markup(cell, name, f"{name}p"))
    columns = odf.columns(grid, name)
    return f'<table:table table:name="{name}" table:style-name="{name}">{columns}{rows}</table:table>'
