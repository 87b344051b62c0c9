"""Schedules drawn by Chromium, WeasyPrint, Typst and LibreOffice, each with its bars. Draw them again by

python tests/drawn/produced_bars.py [NAME ...]
"""

from __future__ import annotations

import sys

from bar_sources import (
    CHEVRON,
    SHEET,
    bar,
    office_line,
    office_page,
    office_shape,
    placed,
    quarters,
    schedule,
    svg,
    svg_line,
    typst_bar,
)
from bar_traps import Seen
from produced import PDFS, Produced, draw, typst_page, web_page, web_table

YEARS = schedule()
TASKS = schedule(rows=("窓口の改修", "職員の研修", "広報"), high=26)
PHASES = (Seen("準備", 1, 2), Seen("試行", 2, 3), Seen("本格運用", 3, 5))
LANES = (Seen("計画の策定", 1, 2.5), Seen("運用", 2.5, 5), Seen("職員への研修", 1, 4, 1))
HALVES = (Seen("前半の整備", 1, 3), Seen("後半の整備", 3, 5))
_LINE = "td{border:.6pt solid #000}"


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
