"""Schedules drawn by Chromium, WeasyPrint, Typst and LibreOffice, each with its bars. Draw them again by

python tests/drawn/produced_bars.py [NAME ...]
"""

from __future__ import annotations

import sys

from bar_traps import Seen
from pen import Grid
from produced import (
    PDFS,
    Produced,
    draw,
    office,
    office_styles,
    typst_page,
    web_page,
    web_table,
)

LEFT, TOP, LABEL, YEAR, HEAD, HIGH = 40.0, 40.0, 80.0, 75.0, 22.0, 60.0
CHEVRON = "0 0,calc(100% - 8pt) 0,100% 50%,calc(100% - 8pt) 100%,0 100%,8pt 50%"
PENTAGON = "0 0,calc(100% - 8pt) 0,100% 50%,calc(100% - 8pt) 100%,0 100%"


def schedule(years: int = 4, rows: tuple[str, ...] = ("工程",), high: float = HIGH) -> Grid:
    """Years as columns and rows of empty cells, labelled at the left."""
    cells = {(0, 0, 1, 1): "年度"} | {(0, 1 + k, 1, 1): f"令和{8 + k}年度" for k in range(years)}
    for row, label in enumerate(rows, 1):
        cells |= {(row, 0, 1, 1): label} | {(row, 1 + k, 1, 1): "" for k in range(years)}
    return Grid((LABEL, *([YEAR] * years)), (HEAD, *([high] * len(rows))), cells)


def quarters() -> Grid:
    """Two years of four quarters each over one row of empty cells."""
    cells = {(0, 0, 2, 1): "年度", (2, 0, 1, 1): "工程"} | {(0, 1 + 4 * k, 1, 4): f"令和{8 + k}年度" for k in range(2)}
    cells |= {(1, 1 + k, 1, 1): f"{k % 4 + 1}Q" for k in range(8)} | {(2, 1 + k, 1, 1): "" for k in range(8)}
    return Grid((LABEL, *([37.5] * 8)), (HEAD, HEAD, HIGH), cells)


def at(column: float) -> float:
    """x of a place in year columns, from the left edge of the page."""
    return LEFT + LABEL + (column - 1) * YEAR


def lane(number: int = 0, high: float = 16) -> tuple[float, float]:
    """Upper and lower edge of a lane in the first row."""
    top = TOP + HEAD + 8 + number * (high + 8)
    return top, top + high


def placed(box: tuple[float, float, float, float], style: str, text: str = "") -> str:
    """An element of a web page at this box (left, top, right, bottom)."""
    x0, y0, x1, y1 = box
    place = f"position:absolute;left:{x0}pt;top:{y0}pt;width:{x1 - x0}pt;height:{y1 - y0}pt;line-height:{y1 - y0}pt"
    return f"<div style='{place};font-size:8pt;text-align:center;box-sizing:border-box;{style}'>{text}</div>"


def bar(seen: Seen, style: str, inset: float = 2) -> str:
    """A bar of a web page."""
    top, bottom = lane(seen.lane)
    return placed((at(seen.start) + inset, top, at(seen.end) - inset, bottom), style, seen.text)


def svg(body: str) -> str:
    """A drawing over the whole page, in points."""
    head = "<marker id='h' viewBox='0 0 10 10' refX='10' refY='5' markerWidth='6' markerHeight='6' orient='auto-start-reverse'>"
    head += "<path d='M0 0L10 5L0 10z'/></marker>"
    place = "position:absolute;left:0;top:0;width:480pt;height:320pt"
    return f"<svg style='{place}' viewBox='0 0 480 320'><defs>{head}</defs>{body}</svg>"


def svg_line(seen: Seen, extra: str) -> str:
    """A line with its label above it."""
    top, bottom = lane(seen.lane)
    x0, x1 = at(seen.start) + 2, at(seen.end) - 2
    text = f"<text x='{(x0 + x1) / 2}' y='{top + 10}' font-size='8' text-anchor='middle'>{seen.text}</text>"
    return f"<line x1='{x0}' y1='{bottom}' x2='{x1}' y2='{bottom}' stroke='#000' stroke-width='.8' {extra}/>{text}"


def typst_bar(seen: Seen, shape: str) -> str:
    """A shape (with `w` and `h` for its width and height in points) with the label in its middle."""
    top, bottom = lane(seen.lane)
    x0, x1 = at(seen.start) + 2, at(seen.end) - 2
    w, h = x1 - x0, bottom - top
    drawn = shape.replace("WIDE", f"{w}pt").replace("HIGH", f"{h}pt").replace("NECK", f"{w - 8}pt")
    drawn = drawn.replace("HALF", f"{h / 2}pt")
    return (
        f"#place(top + left, dx: {x0 - LEFT}pt, dy: {top - TOP}pt, {drawn})"
        f"#place(top + left, dx: {x0 - LEFT}pt, dy: {top - TOP}pt, block(width: {w}pt, height: {h}pt, "
        f"align(center + horizon, text(size: 8pt)[{seen.text}])))"
    )


SHEET = 'draw:z-index="0"'


def _moved(anchor: str) -> float:
    """Shapes of a sheet are placed from its first cell, others from the edge of the page."""
    return LEFT if anchor == SHEET else 0.0


def office_shape(seen: Seen, kind: str, anchor: str, style: str = "s") -> str:
    """A custom shape of LibreOffice over the page."""
    (top, bottom), off = lane(seen.lane), _moved(anchor)
    x0, x1, top, bottom = at(seen.start) + 2 - off, at(seen.end) - 2 - off, top - off, bottom - off
    return (
        f'<draw:custom-shape {anchor} draw:style-name="{style}" svg:x="{x0}pt" svg:y="{top}pt" svg:width="{x1 - x0}pt" '
        f'svg:height="{bottom - top}pt"><text:p text:style-name="q">{seen.text}</text:p>{_GEOMETRY[kind]}</draw:custom-shape>'
    )


def office_line(seen: Seen, anchor: str) -> str:
    """A line with an arrow head at both ends; its label is a text box above it."""
    (top, bottom), off = lane(seen.lane), _moved(anchor)
    x0, x1, top, bottom = at(seen.start) + 2 - off, at(seen.end) - 2 - off, top - off, bottom - off
    return (
        f'<draw:line {anchor} draw:style-name="a" svg:x1="{x0}pt" svg:y1="{bottom}pt" svg:x2="{x1}pt" svg:y2="{bottom}pt">'
        f'<text:p/></draw:line><draw:custom-shape {anchor} draw:style-name="n" svg:x="{x0}pt" svg:y="{top - 4}pt" '
        f'svg:width="{x1 - x0}pt" svg:height="{bottom - top}pt"><text:p text:style-name="q">{seen.text}</text:p>'
        f"{_GEOMETRY['box']}</draw:custom-shape>"
    )


def _geometry(kind: str, path: str, extra: str = "") -> str:
    return (
        f'<draw:enhanced-geometry svg:viewBox="0 0 21600 21600" draw:type="{kind}" draw:enhanced-path="{path}" {extra}>'
        "</draw:enhanced-geometry>"
    )


_GEOMETRY = {
    "box": _geometry("rectangle", "M 0 0 L 21600 0 21600 21600 0 21600 0 0 Z N"),
    "pentagon": _geometry("pentagon-right", "M 0 0 L 19500 0 21600 10800 19500 21600 0 21600 Z N"),
    "chevron": _geometry("chevron", "M 0 0 L 19500 0 21600 10800 19500 21600 0 21600 2100 10800 Z N"),
    "both": _geometry(
        "left-right-arrow",
        "M 0 10800 L 2100 0 2100 5400 19500 5400 19500 0 21600 10800 19500 21600 19500 16200 2100 16200 2100 21600 Z N",
    ),
    "bracket": _geometry("mso-spt85", "M 0 0 L 0 21600 21600 21600 21600 0 N"),
}
BORDER = 'fo:border="0.6pt solid #000000"'
SLIDE_CELL = (
    '<style:graphic-properties draw:fill="none" draw:textarea-vertical-align="middle"/>'
    f"<style:paragraph-properties {BORDER}/>"
)
OFFICE_STYLES = (
    '<style:style style:name="s" style:family="graphic"><style:graphic-properties draw:fill="solid" '
    'draw:fill-color="#9cc3e6" draw:stroke="solid" svg:stroke-width="0.5pt" svg:stroke-color="#1f4e79" '
    'draw:textarea-vertical-align="middle" draw:auto-grow-width="false" draw:auto-grow-height="false" fo:wrap-option="wrap" fo:padding="0pt" style:run-through="foreground" style:wrap="run-through"/></style:style>'
    '<style:style style:name="n" style:family="graphic"><style:graphic-properties draw:fill="none" draw:stroke="none" '
    'draw:textarea-vertical-align="middle" draw:auto-grow-width="false" draw:auto-grow-height="false" fo:wrap-option="wrap" fo:padding="0pt" style:run-through="foreground" style:wrap="run-through"/></style:style>'
    '<style:style style:name="g" style:family="graphic"><style:graphic-properties draw:fill="gradient" '
    'draw:fill-gradient-name="gr" draw:stroke="none" draw:textarea-vertical-align="middle" draw:auto-grow-width="false" draw:auto-grow-height="false" fo:wrap-option="wrap" fo:padding="0pt"/></style:style>'
    '<style:style style:name="a" style:family="graphic"><style:graphic-properties draw:stroke="solid" '
    'svg:stroke-width="0.8pt" svg:stroke-color="#000000" draw:marker-start="m" draw:marker-end="m" '
    'draw:marker-start-width="5pt" draw:marker-end-width="5pt"/></style:style>'
    '<style:style style:name="q" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
    "<style:text-properties {font}/></style:style>"
)
OFFICE_MARKER = (
    '<draw:marker draw:name="m" svg:viewBox="0 0 20 30" svg:d="M10 0l-10 30h20z"/>'
    '<draw:gradient draw:name="gr" draw:style="linear" draw:start-color="#bdd7ee" draw:end-color="#2e75b6" '
    'draw:start-intensity="100%" draw:end-intensity="100%" draw:angle="90deg" draw:border="0%"/>'
)


def office_rows(grid: Grid, shapes: str = "") -> str:
    """A table with rows as high as the grid says; `shapes` are those of a sheet."""
    columns = "".join(f'<table:table-column table:style-name="w{int(width)}"/>' for width in grid.widths)
    body = ""
    for row, height in enumerate(grid.heights):
        body += f'<table:table-row table:style-name="h{int(height)}">'
        for column in range(len(grid.widths)):
            body += (
                '<table:table-cell table:style-name="c" office:value-type="string"><text:p text:style-name="q">'
                f"{grid.cells[row, column, 1, 1]}</text:p></table:table-cell>"
            )
        body += "</table:table-row>"
    drawn = f"<table:shapes>{shapes}</table:shapes>" if shapes else ""
    return f'<table:table table:name="T" table:style-name="t">{drawn}{columns}{body}</table:table>'


def office_page(kind: str, grid: Grid, shapes: str) -> str:
    """A page of LibreOffice with the grid and shapes over it."""
    heights = "".join(
        f'<style:style style:name="h{int(height)}" style:family="table-row"><style:table-row-properties '
        f'style:row-height="{height}pt" style:use-optimal-row-height="false"/></style:style>'
        for height in set(grid.heights)
    )
    styles = office_styles(grid, BORDER, heights + OFFICE_STYLES)
    if kind == "text":
        body = shapes + office_rows(grid)
    elif kind == "spreadsheet":
        body = office_rows(grid, shapes)
        styles = styles.replace(
            "<style:table-cell-properties ", '<style:table-cell-properties style:vertical-align="middle" '
        )
    else:
        styles = styles.replace(
            f'<style:table-cell-properties {BORDER} fo:padding="3pt" fo:wrap-option="wrap"/>', SLIDE_CELL
        )
        body = (
            f'<draw:page draw:master-page-name="Default"><draw:frame svg:x="{LEFT}pt" svg:y="{TOP}pt" '
            f'svg:width="{grid.width}pt" svg:height="{grid.height}pt">{office_rows(grid)}</draw:frame>{shapes}</draw:page>'
        )
    return office(kind, body, styles, OFFICE_MARKER)


YEARS = schedule()
TASKS = schedule(rows=("窓口の改修", "職員の研修", "広報"), high=26)
PHASES = (Seen("準備", 1, 2), Seen("試行", 2, 3), Seen("本格運用", 3, 5))
LANES = (Seen("計画の策定", 1, 2.5), Seen("運用", 2.5, 5), Seen("職員への研修", 1, 4, 1))
HALVES = (Seen("前半の整備", 1, 3), Seen("後半の整備", 3, 5))
_LINE = "td{border:.6pt solid #000}"
_PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgaGgAAAEEAIHJ8h3xAAAAAElFTkSuQmCC"
)


def _web(seen: tuple[Seen, ...], style: str, inset: float = 2) -> str:
    return "".join(bar(one, style, inset) for one in seen)


def _painted(row: int, first: int, last: int, text: str = "") -> dict[tuple[int, int], str]:
    """Cells of a web table that are painted from one year to another, the text in the first of them."""
    mark = "<span class='p'></span>"
    return {(row, col): mark + (text if col == first else "") for col in range(first, last)}


BARRED = {
    "bars_chromium_gradient": Produced(
        "chromium",
        web_page(
            _LINE,
            web_table(YEARS) + _web(LANES, "background:linear-gradient(90deg,#bdd7ee,#5b9bd5);border-radius:5pt"),
        ),
        (YEARS,),
        LANES,
    ),
    "bars_chromium_chevrons": Produced(
        "chromium",
        web_page(_LINE, web_table(YEARS) + _web(PHASES, f"background:#9cc3e6;clip-path:polygon({CHEVRON})", 0)),
        (YEARS,),
        PHASES,
    ),
    "bars_chromium_double_headed": Produced(
        "chromium",
        web_page(
            _LINE,
            web_table(YEARS)
            + svg("".join(svg_line(one, "marker-start='url(#h)' marker-end='url(#h)'") for one in HALVES)),
        ),
        (YEARS,),
        HALVES,
    ),
    "bars_chromium_dashed_lines": Produced(
        "chromium",
        web_page(
            _LINE,
            web_table(YEARS)
            + svg(
                svg_line(LANES[0], "")
                + svg_line(LANES[1], "stroke-dasharray='4 2' marker-end='url(#h)'")
                + svg_line(LANES[2], "stroke-dasharray='1 1.5'")
            ),
        ),
        (YEARS,),
        LANES,
    ),
    "bars_chromium_brackets": Produced(
        "chromium",
        web_page(_LINE, web_table(YEARS) + _web(HALVES, "border:.8pt solid #000;border-top:none", 3)),
        (YEARS,),
        HALVES,
    ),
    "bars_chromium_quarters": Produced(
        "chromium",
        web_page(
            _LINE,
            web_table(quarters())
            + placed((121, 100, 231, 116), "background:#ffe699", "設計")
            + placed((234, 100, 418, 116), "background:#c6e0b4", "施工と検査"),
        ),
        (quarters(),),
        (Seen("設計", 1, 4), Seen("施工と検査", 4, 9)),
    ),
    "bars_weasyprint_rounded": Produced(
        "weasyprint",
        web_page(_LINE, web_table(YEARS) + _web(LANES, "border:.7pt solid #1f4e79;border-radius:6pt;line-height:15pt")),
        (YEARS,),
        LANES,
    ),
    "bars_weasyprint_dashed_boxes": Produced(
        "weasyprint",
        web_page(
            _LINE,
            web_table(YEARS)
            + bar(HALVES[0], "background:#c6e0b4;border:.7pt solid #000")
            + bar(HALVES[1], "border:.7pt dashed #000"),
        ),
        (YEARS,),
        HALVES,
    ),
    "bars_weasyprint_text_beside": Produced(
        "weasyprint",
        web_page(
            _LINE,
            web_table(YEARS)
            + placed((122, 72, 230, 80), "background:#2e75b6")
            + placed((236, 70, 300, 82), "text-align:left", "更新工事")
            + placed((272, 96, 418, 104), "background:#2e75b6")
            + placed((180, 94, 268, 106), "text-align:right", "供用の開始"),
        ),
        (YEARS,),
        (Seen("更新工事", 1, 2.5), Seen("供用の開始", 3, 5, 1)),
    ),
    "bars_weasyprint_painted_cells": Produced(
        "weasyprint",
        web_page(
            _LINE + "td:has(.p){background:#f8cbad}",
            web_table(TASKS, {**_painted(1, 1, 3), **_painted(2, 2, 3), **_painted(3, 2, 5)}).replace(
                "<td rowspan=1 colspan=1 class='c", "<td class='c"
            ),
        ),
        (TASKS,),
        (Seen("", 1, 3), Seen("", 2, 3), Seen("", 2, 5)),
    ),
    "bars_typst_pentagons": Produced(
        "typst",
        typst_page(YEARS, "0.6pt")
        + "".join(
            typst_bar(
                one,
                "polygon(fill: rgb(156, 195, 230), stroke: 0.5pt, (0pt, 0pt), (NECK, 0pt), (WIDE, HALF), (NECK, HIGH), "
                "(0pt, HIGH))",
            )
            for one in LANES
        ),
        (YEARS,),
        LANES,
    ),
    "bars_typst_gradient": Produced(
        "typst",
        typst_page(YEARS, "0.6pt")
        + "".join(
            typst_bar(one, "rect(width: WIDE, height: HIGH, fill: gradient.linear(aqua, blue.lighten(60%)))")
            for one in HALVES
        ),
        (YEARS,),
        HALVES,
    ),
    "bars_typst_flat": Produced(
        "typst",
        typst_page(YEARS, "0.6pt")
        + "".join(
            typst_bar(one, "place(dy: 14pt, rect(width: WIDE, height: 4pt, fill: gray))").replace(
                "center + horizon", "center + top"
            )
            for one in LANES
        ),
        (YEARS,),
        LANES,
    ),
    "bars_calc_shapes": Produced(
        "calc",
        office_page(
            "spreadsheet",
            YEARS,
            "".join(office_shape(one, "pentagon", SHEET) for one in LANES),
        ),
        (YEARS,),
        LANES,
    ),
    "bars_calc_lines": Produced(
        "calc", office_page("spreadsheet", YEARS, "".join(office_line(one, SHEET) for one in HALVES)), (YEARS,), HALVES
    ),
    "bars_writer_shapes": Produced(
        "writer",
        office_page(
            "text",
            YEARS,
            "".join(office_shape(one, "both", 'text:anchor-type="page" text:anchor-page-number="1"') for one in LANES),
        ),
        (YEARS,),
        LANES,
    ),
    "bars_impress_chevrons": Produced(
        "impress",
        office_page("presentation", YEARS, "".join(office_shape(o, "chevron", "") for o in LANES)),
        (YEARS,),
        LANES,
    ),
    "bars_impress_gradient": Produced(
        "impress",
        office_page("presentation", YEARS, "".join(office_shape(o, "box", "", "g") for o in LANES)),
        (YEARS,),
        LANES,
    ),
    "bars_impress_lines": Produced(
        "impress", office_page("presentation", YEARS, "".join(office_line(o, "") for o in LANES)), (YEARS,), LANES
    ),
    "bars_impress_brackets": Produced(
        "impress",
        office_page("presentation", YEARS, "".join(office_shape(o, "bracket", "") for o in HALVES)),
        (YEARS,),
        HALVES,
    ),
}


if __name__ == "__main__":
    PDFS.mkdir(exist_ok=True)
    for wanted in sys.argv[1:] or BARRED:
        draw(wanted, BARRED[wanted])
