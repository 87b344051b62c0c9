"""Small pages by other programs: HTML for Chromium and WeasyPrint, flat ODF for LibreOffice, Typst.

Each has its source and the grids (and bars) that a person sees. The PDFs in `pdfs/` are committed; draw them again by

    python tests/drawn/produced.py [NAME ...]

This needs `chromium`, `soffice`, the packages `typst` and `weasyprint`, the fonts IPAexGothic and Noto Sans CJK.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bar_traps import Seen
from pen import Grid, rows

OFFICE = {"calc": "fods", "writer": "fodt", "impress": "fodp"}
PDFS = Path(__file__).resolve().parent / "pdfs"

PLAIN = rows(("指標名", "R8", "R9", "R10"), ("電子申請率", "20%", "25%", "30%"), ("研修の回数", "3回", "—", "5回"))
LABELLED = Grid(
    (30, 110, 70, 70),
    (24, 24, 24),
    {
        (0, 0, 1, 2): "指標",
        (0, 2, 1, 1): "令和8年度",
        (0, 3, 1, 1): "令和9年度",
        (1, 0, 2, 1): "成果指標",
        (1, 1, 1, 1): "利用率",
        (1, 2, 1, 1): "5%",
        (1, 3, 1, 1): "6%",
        (2, 1, 1, 1): "件数",
        (2, 2, 1, 2): "検証後に設定",
    },
)
YEARS = Grid(
    (80, 75, 75, 75, 75),
    (22, 40),
    {
        (0, 0, 1, 1): "年度",
        **{(0, 1 + k, 1, 1): f"R{8 + k}" for k in range(4)},
        (1, 0, 1, 1): "工程",
        **{(1, 1 + k, 1, 1): "" for k in range(4)},
    },
)


class Produced(NamedTuple):
    """A page: who draws it, from what, and what must be read."""

    producer: str
    source: str
    grids: tuple[Grid, ...]
    bars: tuple[Seen, ...] = ()


def web_page(style: str, body: str, font: str = "IPAexGothic") -> str:
    return (
        "<!doctype html><html lang='ja'><meta charset='utf-8'><style>@page{size:480pt 320pt;margin:0}"
        f"body{{margin:0;padding:40pt;font:9pt '{font}'}}table{{border-collapse:collapse;table-layout:fixed}}"
        f"td{{padding:4pt;text-align:center}}{style}</style><body>{body}</body></html>"
    )


def web_table(grid: Grid, inner: dict[tuple[int, int], str] | None = None) -> str:
    columns = "".join(f"<col style='width:{width}pt'>" for width in grid.widths)
    body = ""
    for row, height in enumerate(grid.heights):
        body += f"<tr style='height:{height}pt'>"
        for (r, c, rs, cs), text in sorted(grid.cells.items()):
            if r == row:
                body += f"<td rowspan={rs} colspan={cs} class='c{c}'>{(inner or {}).get((r, c), text)}</td>"
        body += "</tr>"
    return f"<table style='width:{grid.width}pt'><colgroup>{columns}</colgroup>{body}</table>"


def div_table(grid: Grid) -> str:
    """A grid of flex boxes: no table in the source at all."""
    lines = ""
    for row in range(len(grid.heights)):
        cells = [text for (r, *_), text in sorted(grid.cells.items()) if r == row]
        boxes = "".join(f"<div style='width:{w}pt'>{text}</div>" for w, text in zip(grid.widths, cells, strict=True))
        lines += f"<div class='r'>{boxes}</div>"
    return lines


_ARROW = (
    "<div style='position:relative;height:40pt;margin:-4pt'><div style='position:absolute;z-index:2;top:9pt;"
    "left:{left}pt;width:{width}pt;height:20pt;line-height:20pt;background:#9cc3e6;clip-path:polygon({points})'>{text}</div></div>"
)
_POINTS = "0 0,calc(100% - 8pt) 0,100% 50%,calc(100% - 8pt) 100%,0 100%"


def office(kind: str, body: str, styles: str, drawing: str = "") -> str:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("style", "style"),
            ("table", "table"),
            ("text", "text"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    font = " ".join(f'{key}-family{end}="IPAexGothic"' for key, end in (("fo:font", ""), ("style:font", "-asian")))
    font += ' fo:font-size="9pt" style:font-size-asian="9pt"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:styles>{drawing}</office:styles>'
        "<office:automatic-styles>"
        '<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="480pt" fo:page-height="320pt" '
        f'fo:margin="40pt"/></style:page-layout>{styles.format(font=font)}</office:automatic-styles><office:master-styles>'
        f'<style:master-page style:name="{"Standard" if kind == "text" else "Default"}" style:page-layout-name="p"/>'
        f"</office:master-styles><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def office_table(grid: Grid, paragraph: str = "") -> str:
    style = f' text:style-name="{paragraph}"' if paragraph else ""
    columns = "".join(f'<table:table-column table:style-name="w{int(width)}"/>' for width in grid.widths)
    covered = {(r + i, c + k) for r, c, rs, cs in grid.cells for i in range(rs) for k in range(cs) if (i, k) != (0, 0)}
    body = ""
    for row in range(len(grid.heights)):
        body += "<table:table-row>"
        for column in range(len(grid.widths)):
            found = next(((rs, cs, t) for (r, c, rs, cs), t in grid.cells.items() if (r, c) == (row, column)), None)
            if found is None:
                body += "<table:covered-table-cell/>" if (row, column) in covered else "<table:table-cell/>"
                continue
            rs, cs, text = found
            body += (
                f'<table:table-cell table:style-name="c" office:value-type="string" table:number-rows-spanned="{rs}" '
                f'table:number-columns-spanned="{cs}"><text:p{style}>{text}</text:p></table:table-cell>'
            )
        body += "</table:table-row>"
    return f'<table:table table:name="T" table:style-name="t">{columns}{body}</table:table>'


def office_styles(grid: Grid, border: str, extra: str = "") -> str:
    widths = "".join(
        f'<style:style style:name="w{int(width)}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width}pt"/></style:style>'
        for width in sorted(set(grid.widths))
    )
    return (
        f'{widths}<style:style style:name="t" style:family="table" style:master-page-name="Default">'
        f'<style:table-properties style:width="{grid.width}pt" table:align="left"/></style:style>'
        f'<style:style style:name="c" style:family="table-cell">'
        f'<style:table-cell-properties {border} fo:padding="3pt" fo:wrap-option="wrap"/>'
        f"<style:text-properties {{font}}/></style:style>{extra}"
    )


_WRITER_PARAGRAPH = (
    '<style:style style:name="para" style:family="paragraph"><style:paragraph-properties '
    'fo:background-color="#fff2cc" fo:margin-left="6pt"/><style:text-properties {font}/></style:style>'
)
TYPST = '#set page(width: 480pt, height: 320pt, margin: 40pt)\n#set text(font: "IPAexGothic", size: 9pt, lang: "ja")\n'


def typst_cells(grid: Grid) -> str:
    return ",".join(
        f"table.cell(x: {c}, y: {r}, rowspan: {rs}, colspan: {cs})[{text}]"
        for (r, c, rs, cs), text in sorted(grid.cells.items())
    )


def typst_page(grid: Grid, stroke: str) -> str:
    columns = ", ".join(f"{width}pt" for width in grid.widths)
    heights = ", ".join(f"{height}pt" for height in grid.heights)
    shape = f"columns: ({columns}), rows: ({heights}), stroke: {stroke}, align: center + horizon"
    return f"{TYPST}#table({shape}, {typst_cells(grid)})"


_BARS = (Seen("準備", 1, 2), Seen("試行", 2, 3), Seen("本格運用", 3, 5))
_CLIPPED = {
    (1, int(bar.start)): _ARROW.format(left=2, width=75 * (bar.end - bar.start) - 4, points=_POINTS, text=bar.text)
    for bar in _BARS
}

PRODUCED = {
    "chromium_dashed": Produced("chromium", web_page("td{border:1.2pt dashed #444}", web_table(PLAIN)), (PLAIN,)),
    "chromium_double": Produced("chromium", web_page("td{border:3pt double #000}", web_table(LABELLED)), (LABELLED,)),
    "chromium_vertical_label": Produced(
        "chromium",
        web_page(
            "td{border:.7pt solid #000}span{writing-mode:vertical-rl;letter-spacing:2pt}",
            web_table(LABELLED, {(1, 0): "<span>成果指標</span>"}),
            "Noto Sans CJK JP",
        ),
        (LABELLED,),
    ),
    "chromium_flex_boxes": Produced(
        "chromium",
        web_page(
            ".r{display:flex}.r>div{box-sizing:border-box;border:.5pt solid #777;margin:0 -.5pt -.5pt 0;padding:5pt}"
            ".r>div{text-align:center}",
            div_table(PLAIN),
        ),
        (PLAIN,),
    ),
    "chromium_clipped_arrows": Produced(
        "chromium",
        web_page("td{border:.7pt solid #000}", web_table(YEARS, _CLIPPED)),
        (YEARS,),
        _BARS,
    ),
    "chromium_bold_by_stroke": Produced(
        "chromium",
        web_page("td{border:.7pt solid #000;-webkit-text-stroke:.3pt #000;letter-spacing:3pt}", web_table(PLAIN)),
        (PLAIN,),
    ),
    "weasyprint_separate_borders": Produced(
        "weasyprint",
        web_page(
            "table{border-collapse:separate!important;border-spacing:2pt}td{border:.6pt solid #000}", web_table(PLAIN)
        ),
        (PLAIN,),
    ),
    "weasyprint_shaded": Produced(
        "weasyprint",
        web_page("tr:nth-child(odd) td{background:#dce6f1}tr:nth-child(even) td{background:#f5f5f5}", web_table(PLAIN)),
        (PLAIN,),
    ),
    "calc_hair_lines": Produced(
        "calc",
        office("spreadsheet", office_table(LABELLED), office_styles(LABELLED, 'fo:border="0.05pt solid #808080"')),
        (LABELLED,),
    ),
    "calc_dotted": Produced(
        "calc",
        office("spreadsheet", office_table(PLAIN), office_styles(PLAIN, 'fo:border="0.75pt dotted #000000"')),
        (PLAIN,),
    ),
    "writer_double_and_shaded_paragraphs": Produced(
        "writer",
        office(
            "text",
            office_table(LABELLED, "para"),
            office_styles(
                LABELLED,
                'fo:border="2.5pt double #000000" style:border-line-width="0.5pt 1pt 0.5pt"',
                _WRITER_PARAGRAPH,
            ),
        ),
        (LABELLED,),
    ),
    "typst_horizontal_rules": Produced("typst", typst_page(PLAIN, "(x, y) => (top: 0.6pt, bottom: 0.6pt)"), (PLAIN,)),
    "typst_dashed": Produced("typst", typst_page(LABELLED, '(thickness: 0.7pt, dash: "dashed")'), (LABELLED,)),
}


def draw(name: str, page: Produced) -> None:
    """Draw one page into `pdfs/`."""
    target = PDFS / f"{name}.pdf"
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        if page.producer == "chromium":
            (here / "page.html").write_text(page.source, encoding="utf-8")
            command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={here}/profile"]
            command += ["--no-pdf-header-footer", f"--print-to-pdf={target}", (here / "page.html").as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        elif page.producer == "weasyprint":
            from weasyprint import HTML  # noqa: PLC0415 - only who draws needs it

            HTML(string=page.source).write_pdf(target)
        elif page.producer == "typst":
            import typst  # noqa: PLC0415 - only who draws needs it

            target.write_bytes(typst.compile(page.source.encode(), font_paths=["/usr/share/fonts"]))
        else:
            source = here / f"page.{OFFICE[page.producer]}"
            source.write_text(page.source, encoding="utf-8")
            command = ["soffice", f"-env:UserInstallation=file://{here}/profile", "--headless", "--convert-to", "pdf"]
            command += ["--outdir", folder, str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=180)
            target.write_bytes((here / "page.pdf").read_bytes())


if __name__ == "__main__":
    PDFS.mkdir(exist_ok=True)
    for wanted in sys.argv[1:] or PRODUCED:
        draw(wanted, PRODUCED[wanted])
