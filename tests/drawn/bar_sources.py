"""Bars in the languages of other programs: HTML and SVG, Typst, flat ODF."""

from __future__ import annotations

from bar_traps import Seen
from pen import Grid
from produced import office, office_styles

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
    head = "<marker id='h' viewBox='0 0 10 10' refX='10' refY='5' markerWidth='6' markerHeight='6' "
    head += "orient='auto-start-reverse'><path d='M0 0L10 5L0 10z'/></marker>"
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
        f'svg:height="{bottom - top}pt"><text:p text:style-name="q">{seen.text}</text:p>{_GEOMETRY[kind]}'
        "</draw:custom-shape>"
    )


def office_line(seen: Seen, anchor: str) -> str:
    """A line with an arrow head at both ends; its label is a text box above it."""
    (top, bottom), off = lane(seen.lane), _moved(anchor)
    x0, x1, top, bottom = at(seen.start) + 2 - off, at(seen.end) - 2 - off, top - off, bottom - off
    return (
        f'<draw:line {anchor} draw:style-name="a" svg:x1="{x0}pt" svg:y1="{bottom}pt" svg:x2="{x1}pt" '
        f'svg:y2="{bottom}pt"><text:p/></draw:line>'
        f'<draw:custom-shape {anchor} draw:style-name="n" svg:x="{x0}pt" svg:y="{top - 4}pt" '
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
_MIDDLE = (
    'draw:textarea-vertical-align="middle" draw:auto-grow-width="false" draw:auto-grow-height="false" '
    'fo:wrap-option="wrap" fo:padding="0pt" style:run-through="foreground" style:wrap="run-through"'
)


def _style(name: str, drawn: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="graphic"><style:graphic-properties {drawn} {_MIDDLE}/>'
        "</style:style>"
    )


OFFICE_STYLES = (
    _style(
        "s",
        'draw:fill="solid" draw:fill-color="#9cc3e6" draw:stroke="solid" svg:stroke-width="0.5pt" '
        'svg:stroke-color="#1f4e79"',
    )
    + _style("n", 'draw:fill="none" draw:stroke="none"')
    + _style("g", 'draw:fill="gradient" draw:fill-gradient-name="gr" draw:stroke="none"')
    + _style(
        "a",
        'draw:stroke="solid" svg:stroke-width="0.8pt" svg:stroke-color="#000000" draw:marker-start="m" '
        'draw:marker-end="m" draw:marker-start-width="5pt" draw:marker-end-width="5pt"',
    )
    + '<style:style style:name="q" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
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
            f'svg:width="{grid.width}pt" svg:height="{grid.height}pt">{office_rows(grid)}</draw:frame>'
            f"{shapes}</draw:page>"
        )
    return office(kind, body, styles, OFFICE_MARKER)
