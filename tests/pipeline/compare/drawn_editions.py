"""Small plans drawn in three layouts, so that two editions of one plan can look nothing alike.

A plan is a few `Item`s; `cards`, `sheet` and `slides` draw it. No font of the machine is needed: the text is set in
Adobe's CID font by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "HeiseiKakuGo-W5"
YEARS = (2026, 2027, 2028)
PORTRAIT, LANDSCAPE = (595.0, 842.0), (842.0, 595.0)

Cell = tuple[int, int, int, int, str]


@dataclass(frozen=True)
class Item:
    """An initiative: bars as (label, first year, last year), one indicator with a cell for each year."""

    code: str
    name: str
    departments: tuple[str, ...]
    summary: str
    indicator: str
    figures: tuple[str, str, str]
    bars: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Plan:
    """An edition of a plan of a made-up city."""

    items: tuple[Item, ...]
    edition: str
    title: str = "晴原市デジタル推進計画"
    city: str = "晴原市"


MEASURES = {"1-1": "窓口サービスの改革", "1-2": "内部事務の改革"}


class _Paper:
    """Pages of text and ruled grids, origin at the top left."""

    def __init__(self, path: Path, size: tuple[float, float]) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.width, self.height = size
        self.canvas = Canvas(str(path), pagesize=size, invariant=1)

    def text(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - y, text)

    def cover(self, plan: Plan) -> None:
        lines = ((plan.title, 24.0), (plan.edition, 13.0), ("計画期間　令和8年度～令和10年度", 12.0), (plan.city, 16.0))
        for step, (line, size) in enumerate(lines):
            width = pdfmetrics.stringWidth(line, FONT, size)
            self.text((self.width - width) / 2, 180 + 80 * step, line, size)
        self.canvas.showPage()

    def grid(self, top: float, widths: Sequence[float], cells: Sequence[Cell], size: float = 8) -> float:
        """Draw a grid at the left margin; cells are (row, column, rows, columns, text). The bottom of it."""
        xs, heights = [40.0], [16.0] * max(row + rows for row, _, rows, _, _ in cells)
        for width in widths:
            xs.append(xs[-1] + width)
        broken = {cell: self._broken(cell[4], xs[cell[1] + cell[3]] - xs[cell[1]] - 6, size) for cell in cells}
        for cell, lines in broken.items():
            rows = range(cell[0], cell[0] + cell[2])
            lacking = len(lines) * size * 1.3 + 6 - sum(heights[row] for row in rows)
            for row in rows:
                heights[row] += max(0.0, lacking) / len(rows)
        ys = [top]
        for height in heights:
            ys.append(ys[-1] + height)
        for cell, lines in broken.items():
            row, column, rows, columns, _ = cell
            box = xs[column], ys[row], xs[column + columns], ys[row + rows]
            self.canvas.rect(box[0], self.height - box[3], box[2] - box[0], box[3] - box[1])
            first = (box[1] + box[3]) / 2 - len(lines) * size * 1.3 / 2 + size
            for step, line in enumerate(lines):
                self.text(box[0] + 3, first + step * size * 1.3, line, size)
        return ys[-1]

    @staticmethod
    def _broken(text: str, width: float, size: float) -> list[str]:
        lines = [""]
        for char in text:
            if pdfmetrics.stringWidth(lines[-1] + char, FONT, size) > width:
                lines.append("")
            lines[-1] += char
        return lines


def cards(plan: Plan, path: Path) -> None:
    """A ruled card for each initiative, two on a page."""
    paper = _Paper(path, PORTRAIT)
    paper.cover(plan)
    top = 60.0
    shown = ""
    for number, item in enumerate(plan.items):
        if _measure(item) != shown:
            shown = _measure(item)
            paper.text(40, top, f"施策{shown}　{MEASURES[shown]}", 12)
            top += 14
        departments = "、".join(item.departments)
        cells: list[Cell] = [(0, 0, 1, 1, "事業名"), (0, 1, 1, 3, f"{item.code}　{item.name}")]
        cells += [(0, 4, 1, 1, "担当課"), (0, 5, 1, 2, departments)]
        cells += [(1, 0, 1, 1, "事業内容"), (1, 1, 1, 6, item.summary)]
        cells += [
            (2, 0, 1, 1, "年度別計画"),
            *((2, 1 + 2 * n, 1, 2, f"令和{y - 2018}年度") for n, y in enumerate(YEARS)),
        ]
        cells += [(3, 0, 1, 1, "行動目標"), *((3, 1 + 2 * (s - 2026), 1, 2 * (e - s + 1), t) for t, s, e in item.bars)]
        cells += [(4, 0, 2, 1, "成果指標"), (4, 1, 1, 6, item.indicator)]
        cells += [(5, 1 + 2 * n, 1, 2, figure) for n, figure in enumerate(item.figures)]
        top = paper.grid(top, (70, 70, 70, 70, 70, 70, 70), cells) + 30
        if number % 2:
            paper.canvas.showPage()
            top = 60.0
    paper.canvas.save()


def sheet(plan: Plan, path: Path) -> None:
    """One wide list of all initiatives, the measures merged at the left."""
    paper = _Paper(path, LANDSCAPE)
    paper.cover(plan)
    paper.text(40, 40, "取組一覧", 13)
    heads = ("施策", "No.", "取組名", "取組の概要", "所管課", "指標・工程", *(f"R{y - 2018}" for y in YEARS))
    cells: list[Cell] = [(0, column, 1, 1, head) for column, head in enumerate(heads)]
    row = 1
    for measure, members in groupby(plan.items, key=_measure):
        items = list(members)
        cells.append((row, 0, 2 * len(items), 1, f"{measure} {MEASURES[measure]}"))
        for item in items:
            texts = (item.code, item.name, item.summary, "\n".join(item.departments))
            cells += [(row, 1 + n, 2, 1, text) for n, text in enumerate(texts)]
            cells += [(row, 5, 1, 1, "スケジュール"), (row + 1, 5, 1, 1, item.indicator)]
            cells += [(row, 6 + s - 2026, 1, e - s + 1, label) for label, s, e in item.bars]
            cells += [(row + 1, 6 + n, 1, 1, figure) for n, figure in enumerate(item.figures)]
            row += 2
    paper.grid(60, (70, 35, 110, 200, 70, 110, 55, 55, 55), cells, 7)
    paper.canvas.save()


def slides(plan: Plan, path: Path) -> None:
    """A landscape page for each initiative: code and name above, then a table by years."""
    paper = _Paper(path, LANDSCAPE)
    paper.cover(plan)
    paper.text(40, 40, "事業一覧", 13)
    cells: list[Cell] = [(0, n, 1, 1, head) for n, head in enumerate(("基本取組", "事業番号", "個別事業", "主管課"))]
    for row, item in enumerate(plan.items, 1):
        measure = f"{_measure(item)} {MEASURES[_measure(item)]}"
        texts = (measure, item.code, item.name, "、".join(item.departments))
        cells += [(row, n, 1, 1, text) for n, text in enumerate(texts)]
    paper.grid(60, (200, 60, 280, 200), cells, 9)
    paper.canvas.showPage()
    for item in plan.items:
        paper.text(40, 40, f"{_measure(item)} {MEASURES[_measure(item)]}", 9)
        paper.text(40, 70, f"{item.code}　{item.name}", 17)
        paper.text(40, 100, item.summary, 10)
        cells = [(0, 0, 1, 2, "年度"), *((0, 2 + n, 1, 1, f"{y}年度") for n, y in enumerate(YEARS))]
        cells += [(1, 0, 1, 2, "スケジュール"), *((1, 2 + s - 2026, 1, e - s + 1, t) for t, s, e in item.bars)]
        cells += [(2, 0, 1, 1, "成果指標"), (2, 1, 1, 1, item.indicator)]
        cells += [(2, 2 + n, 1, 1, figure) for n, figure in enumerate(item.figures)]
        paper.grid(140, (90, 190, 150, 150, 150), cells, 9)
        paper.canvas.showPage()
    paper.canvas.save()


def numbered_cards(plan: Plan, path: Path) -> None:
    """A card for each initiative that names its number beside its name."""
    paper = _Paper(path, PORTRAIT)
    paper.cover(plan)
    for measure, members in groupby(plan.items, key=_measure):
        paper.text(40, 60, f"施策{measure}　{MEASURES[measure]}", 12)
        top = 74.0
        for item in members:
            heads = ("事業番号", item.code, "事業名", item.name, "担当課", "、".join(item.departments))
            spans = ((0, 1), (1, 1), (2, 1), (3, 2), (5, 1), (6, 1))
            cells: list[Cell] = [(0, at, 1, wide, text) for (at, wide), text in zip(spans, heads, strict=True)]
            cells += [(1, 0, 1, 1, "事業内容"), (1, 1, 1, 6, item.summary), (2, 0, 1, 1, "年度別計画")]
            cells += [(2, 1 + 2 * n, 1, 2, f"令和{y - 2018}年度") for n, y in enumerate(YEARS)]
            cells += [
                (3, 0, 1, 1, "行動目標"),
                *((3, 1 + 2 * (s - 2026), 1, 2 * (e - s + 1), t) for t, s, e in item.bars),
            ]
            cells += [(4, 0, 2, 1, "成果指標"), (4, 1, 1, 6, item.indicator)]
            cells += [(5, 1 + 2 * n, 1, 2, figure) for n, figure in enumerate(item.figures)]
            top = paper.grid(top, (70, 70, 70, 70, 70, 70, 70), cells) + 20
        paper.canvas.showPage()
    paper.canvas.save()


def small_tables(plan: Plan, path: Path) -> None:
    """A landscape page for each initiative: its title, a small table for each field, then a table by years."""
    paper = _Paper(path, LANDSCAPE)
    paper.cover(plan)
    for item in plan.items:
        paper.text(40, 70, f"{item.code}　{item.name}", 17)
        top = paper.grid(85, (90, 300), [(0, 0, 1, 1, "主管課"), (0, 1, 1, 1, "、".join(item.departments))], 9)
        top = paper.grid(top + 8, (90, 600), [(0, 0, 1, 1, "取組概要"), (0, 1, 1, 1, item.summary)], 9)
        cells: list[Cell] = [(0, 0, 1, 2, "年度"), *((0, 2 + n, 1, 1, f"{y}年度") for n, y in enumerate(YEARS))]
        cells += [(1, 0, 1, 2, "スケジュール"), *((1, 2 + s - 2026, 1, e - s + 1, t) for t, s, e in item.bars)]
        cells += [(2, 0, 1, 1, "成果指標"), (2, 1, 1, 1, item.indicator)]
        cells += [(2, 2 + n, 1, 1, figure) for n, figure in enumerate(item.figures)]
        paper.grid(top + 20, (90, 190, 150, 150, 150), cells, 9)
        paper.canvas.showPage()
    paper.canvas.save()


LAYOUTS: dict[str, Callable[[Plan, Path], None]] = {"cards": cards, "sheet": sheet, "slides": slides}
FURTHER: dict[str, Callable[[Plan, Path], None]] = {"numbered cards": numbered_cards, "small tables": small_tables}


def _measure(item: Item) -> str:
    return item.code.rpartition("-")[0]


ITEMS = (
    Item(
        "1-1-1",
        "電子申請の拡大",
        ("市民課", "情報課"),
        "家で済む手続を毎年増やし、来庁の手間を省きます。",
        "電子申請の件数",
        ("1,200件", "1,500件", "1,800件"),
        (("対象手続の選定", 2026, 2026), ("順次拡大", 2027, 2028)),
    ),
    Item(
        "1-1-2",
        "施設予約のオンライン化",
        ("生涯学習課",),
        "体育館と公民館の空きを携帯電話から確かめて予約できます。",
        "予約できる施設の数",
        ("5施設", "8施設", "12施設"),
        (("要件の整理", 2026, 2027), ("公開", 2028, 2028)),
    ),
    Item(
        "1-1-3",
        "窓口の混雑状況の配信",
        ("市民課",),
        "待ち人数を画面とホームページで知らせ、混む時間を避けてもらいます。",
        "平均待ち時間",
        ("15分", "12分", "10分"),
        (("試験配信", 2026, 2026), ("本格配信", 2027, 2028)),
    ),
    Item(
        "1-2-1",
        "会議録作成の自動化",
        ("総務課",),
        "音声認識で会議録の下書きを作り、職員が仕上げます。",
        "削減時間",
        ("100時間", "200時間", "300時間"),
        (("導入", 2026, 2026), ("全庁展開", 2027, 2028)),
    ),
    Item(
        "1-2-2",
        "保育所入所選考の効率化",
        ("保育課",),
        "選考の点数計算を機械に任せ、結果を早く知らせます。",
        "選考にかかる日数",
        ("20日", "14日", "7日"),
        (("検証", 2026, 2027), ("運用", 2028, 2028)),
    ),
    Item(
        "1-2-3",
        "公用車の共同利用",
        ("管財課",),
        "各課の車をまとめて管理し、空いている車を融通します。",
        "車両の台数",
        ("80台", "75台", "70台"),
        (("予約の仕組みの導入", 2026, 2026), ("台数の見直し", 2027, 2028)),
    ),
)
