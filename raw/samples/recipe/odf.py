"""Flat OpenDocument markup shared by the Calc and Writer producers, and its conversion by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from recipe.paper import Cell, Document, Grid

_NAMES = {"office": "office", "style": "style", "table": "table", "text": "text", "fo": "xsl-fo-compatible"}
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _NAMES.items()
)
_BAND = '<style:{0}-style><style:header-footer-properties fo:min-height="8mm" fo:margin-{1}="2mm"/></style:{0}-style>'


def convert(kind: str, suffix: str, styles: str, body: str, path: Path) -> None:
    """Write a flat document (`kind` spreadsheet or text) and let LibreOffice print it to `path`."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.3" '
        f'office:mimetype="{mime}">{styles}<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>'
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.{suffix}"
        source.write_text(xml, encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=180)
        path.write_bytes((Path(folder) / f"{path.stem}.pdf").read_bytes())


def style(name: str, family: str, properties: str) -> str:
    """A named automatic style."""
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


def column_styles(grid: Grid, name: str) -> str:
    """Styles NAME.0, NAME.1 … for the columns of a grid."""
    return "".join(
        style(f"{name}.{k}", "table-column", f'<style:table-column-properties style:column-width="{width}mm"/>')
        for k, width in enumerate(grid.widths)
    )


def columns(grid: Grid, name: str) -> str:
    """The columns themselves."""
    return "".join(f'<table:table-column table:style-name="{name}.{k}"/>' for k in range(len(grid.widths)))


def characters(document: Document, size: float, align: str, *, bold: bool = False, extra: str = "") -> str:
    """Paragraph and text properties of a style; `extra` are further paragraph attributes."""
    font = document.font
    weight = ' fo:font-weight="bold" style:font-weight-asian="bold"' if bold else ""
    return (
        f'<style:paragraph-properties fo:text-align="{align}"{extra}/>'
        f'<style:text-properties fo:font-family="{font}" style:font-family-asian="{font}" fo:font-size="{size}pt" '
        f'style:font-size-asian="{size}pt"{weight}/>'
    )


def styles_of(document: Document, master: str, automatic: str) -> str:
    """Page layout with running head and page number, and the automatic styles."""
    width, height = document.size
    turned = "landscape" if width > height else "portrait"
    head = f'<text:p text:style-name="running">{escape(document.running)}</text:p>'
    foot = '<text:p text:style-name="number"><text:page-number>1</text:page-number></text:p>'
    return (
        '<office:automatic-styles><style:page-layout style:name="paper"><style:page-layout-properties '
        f'fo:page-width="{width}mm" fo:page-height="{height}mm" style:print-orientation="{turned}" '
        f'fo:margin="{document.margin}mm"/>{_BAND.format("header", "bottom")}{_BAND.format("footer", "top")}'
        f"</style:page-layout>{style('running', 'paragraph', characters(document, 7.5, 'end'))}"
        f"{style('number', 'paragraph', characters(document, 8, 'center'))}{automatic}</office:automatic-styles>"
        f'<office:master-styles><style:master-page style:name="{master}" style:page-layout-name="paper">'
        f"<style:header>{head}</style:header><style:footer>{foot}</style:footer></style:master-page>"
        "</office:master-styles>"
    )


def paragraphs(text: str, name: str = "") -> str:
    """A paragraph for each line."""
    attribute = f' text:style-name="{name}"' if name else ""
    return "".join(f"<text:p{attribute}>{escape(line)}</text:p>" for line in text.split("\n"))


def cell_styles(document: Document, size: float, name: str, upright: str = "middle") -> str:
    """Styles of head, left and centred cells (NAMEhead …), set `upright` (top, middle), and of their paragraphs."""
    found = ""
    for kind, align in (("head", "center"), ("left", "start"), ("center", "center")):
        fill = f' fo:background-color="{document.head_fill}"' if kind == "head" else ""
        properties = (
            '<style:table-cell-properties fo:border="0.5pt solid #000000" fo:wrap-option="wrap" '
            f'style:vertical-align="{upright}" fo:padding="0.8mm"{fill}/>'
        )
        text = characters(document, size, align)
        found += style(f"{name}{kind}", "table-cell", properties + text) + style(f"{name}p{kind}", "paragraph", text)
    return found


def cell_markup(cell: Cell, name: str, paragraph: str = "") -> str:
    """A cell with its spans; its paragraphs get the style PARAGRAPHkind where one is named."""
    kind = "head" if cell.head else cell.align
    inside = paragraphs(cell.text, f"{paragraph}{kind}" if paragraph else "") if cell.text else ""
    return (
        f'<table:table-cell table:style-name="{name}{kind}" office:value-type="string" '
        f'table:number-columns-spanned="{cell.col_span}" table:number-rows-spanned="{cell.row_span}">'
        f"{inside}</table:table-cell>"
    )


def rows(grid: Grid, draw: Callable[[Cell], str], row_style: str = "") -> str:
    """The rows of a grid; places under a merged cell are covered cells, header rows repeat on each page."""
    starts = {(c.row, c.col): c for c in grid.cells}
    covered = {
        (r, k) for c in grid.cells for r in range(c.row, c.row + c.row_span) for k in range(c.col, c.col + c.col_span)
    }
    found = []
    for row in range(grid.n_rows):
        cells = ""
        for place in ((row, column) for column in range(len(grid.widths))):
            if place in starts:
                cells += draw(starts[place])
            else:
                cells += "<table:covered-table-cell/>" if place in covered else "<table:table-cell/>"
        found.append(f"<table:table-row{row_style}>{cells}</table:table-row>")
    head = "".join(found[: grid.header_rows])
    repeated = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
    return repeated + "".join(found[grid.header_rows :])
