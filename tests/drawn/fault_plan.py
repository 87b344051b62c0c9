"""A small faultless plan as data, and how it is drawn: cover, list, a page per initiative, former initiatives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pen import Grid, Pen

A4_LANDSCAPE = (842.0, 595.0)
LEFT, WIDE = 45.0, 752.0


class Row(NamedTuple):
    """An indicator row: 成果 or 実績, name, one text per year (None: merged with the cell to its left)."""

    kind: str
    name: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True)
class Item:
    """An initiative as its own page and as the list print it."""

    code: str
    name: str
    departments: str
    lead: str
    rows: tuple[Row, ...]
    bars: tuple[tuple[str, int, int], ...]
    current: str = "紙の申請が多く、窓口が混み合っている。"
    listed_code: str = ""
    listed_name: str = ""
    listed_departments: str = ""
    announced: tuple[str, ...] = ()
    policy: str = ""
    stages: tuple[str, ...] = ()
    """Texts of the schedule's row in place of bars; one more than there are years stands in a column without a head."""


class Former(NamedTuple):
    """A row of the list of the former plan's initiatives."""

    code: str
    name: str
    status: str
    reason: str = ""
    new_name: str = ""


@dataclass(frozen=True)
class Plan:
    """What is drawn. `groups` are the measures with the codes under each, as the list's merged label shows them."""

    groups: tuple[tuple[str, int], ...]
    items: tuple[Item, ...]
    former: tuple[Former, ...]
    footer: str
    stated: str = "本計画では、3の事業に取り組みます。"
    title: str = "湊川市DX推進計画"
    years: tuple[int, ...] = (8, 9, 10, 11, 12)
    period: str = "計画期間　令和8年度から令和12年度まで"


FAULTLESS = Plan(
    groups=(("1 窓口の改革", 2), ("2 庁内の効率化", 1)),
    items=(
        Item(
            "1-1",
            "電子申請の拡充",
            "情報政策課",
            "家から申請できる手続を増やします。",
            (
                Row("成果", "電子申請の利用率", ("20%", "25%", "30%", "36%", "40%")),
                Row("実績", "対応した手続数（累計）", ("30件", "45件", "60件", "80件", "95件")),
            ),
            (("様式の見直し", 8, 8), ("拡大", 9, 12)),
        ),
        Item(
            "1-2",
            "証明書のコンビニ交付",
            "市民課",
            "窓口に来なくても証明書を受け取れるようにします。",
            (
                Row("成果", "窓口での交付件数", ("9,000件", "8,500件", "8,000件", "7,400件", "7,000件")),
                Row("実績", "コンビニでの交付件数", ("4,000件", "4,600件", "5,100件", "5,500件", "6,000件")),
            ),
            (("周知", 8, 12),),
            current="証明書の受け取りに来る人が多い。",
        ),
        Item(
            "2-1",
            "RPAの活用",
            "総務課",
            "決まった手順の作業を自動化します。",
            (
                Row("成果", "削減した時間", ("600時間", "900時間", "1,300時間", "1,600時間", "2,000時間")),
                Row("実績", "導入した業務数（累計）", ("4業務", "7業務", "10業務", "12業務", "15業務")),
            ),
            (("対象の選定", 8, 8), ("導入と検証", 9, 12)),
            current="転記の作業に時間がかかる。",
        ),
    ),
    former=(
        Former("1-(1)", "電子申請の拡充", "継続"),
        Former("1-(2)", "公衆無線LANの整備", "終了", "整備を終えたため、計画終了とする。"),
        Former("2-(1)", "例規集の電子化", "終了", "目標を達成したため、計画終了とする。"),
    ),
    footer="合計　3事業（継続1事業、終了2事業）",
)


def draw(plan: Plan, path: Path, *further: Plan) -> None:
    """Draw a plan to `path`, and others bound behind it."""
    pen = Pen(path, A4_LANDSCAPE)
    for each in (plan, *further):
        _pages(pen, each)
    pen.save()


def _pages(pen: Pen, plan: Plan) -> None:
    for text, y, size in ((plan.title, 200, 28), (plan.period, 260, 14), ("令和8年3月", 420, 14), ("湊川市", 450, 18)):
        pen.centred((0, y - 20, A4_LANDSCAPE[0], y + 20), text, size)
    pen.next_page()
    _list_page(pen, plan)
    for item in plan.items:
        _item_page(pen, plan, item)
    _former_pages(pen, plan)


def _list_page(pen: Pen, plan: Plan) -> None:
    pen.text(LEFT, 45, "事業一覧", 14)
    pen.text(LEFT, 72, plan.stated, 10)
    cells = {(0, c, 1, 1): text for c, text in enumerate(("施策", "事業番号", "事業名", "担当課"))}
    row = 1
    for label, count in plan.groups:
        if count:
            cells[row, 0, count, 1] = label
        row += count
    for row, item in enumerate(plan.items, 1):
        texts = (
            item.listed_code or item.code,
            item.listed_name or item.name,
            item.listed_departments or item.departments,
        )
        cells |= {(row, c, 1, 1): text for c, text in enumerate(texts, 1)}
    pen.grid(Grid((210, 80, 300, 162), (24,) * (len(plan.items) + 1), cells), LEFT, 90)
    pen.next_page()


def _item_page(pen: Pen, plan: Plan, item: Item) -> None:
    pen.fill((LEFT, 40, LEFT + WIDE, 66), "#d9e2f3")
    pen.text(LEFT + 8, 58, f"{item.code}　{item.name}", 15)
    pen.text(LEFT + WIDE - 150, 58, f"担当課：{item.departments}", 10)
    y = 88.0
    for label, text in (("概要", item.lead), ("現状", item.current), ("国の取組方針", item.policy)):
        if text:
            pen.text(LEFT, y, f"【{label}】{text}", 10.5)
            y += 22
    if item.announced:
        pen.text(LEFT, y, "【成果指標】" + "、".join(item.announced), 10.5)
        y += 22
    _year_table(pen, plan, item, y)
    pen.next_page()


def _year_table(pen: Pen, plan: Plan, item: Item, y: float) -> None:
    years = plan.years
    count = max(len(years), len(item.stages))
    width = 400 / count
    cells = {(0, 0, 1, 2): "年度", (1, 0, 1, 2): "スケジュール"}
    for step, year in enumerate(years):
        cells[0, 2 + step, 1, 1] = f"令和{year}年度"
        cells[1, 2 + step, 1, 1] = ""
    for step in range(count):
        cells.setdefault((0, 2 + step, 1, 1), "")
        cells[1, 2 + step, 1, 1] = item.stages[step] if step < len(item.stages) else ""
    words = {"成果": "成果\n（アウトカム）", "実績": "実績\n（アウトプット）"}
    for number, row in enumerate(item.rows, 2):
        cells[number, 0, 1, 1] = words[row.kind]
        cells[number, 1, 1, 1] = _broken(row.name, 22)
        for step, text in enumerate(row.cells):
            if text is not None:
                span = next((n for n, later in enumerate(row.cells[step + 1 :]) if later is not None), None)
                covered = 1 + (span if span is not None else len(row.cells) - step - 1)
                cells[number, 2 + step, 1, covered] = _broken(text, 8 * covered)
        for step in range(len(years), count):
            cells[number, 2 + step, 1, 1] = ""
    heights = (24, 34, *([44] * len(item.rows)))
    pen.grid(Grid((100, 252, *([width] * count)), heights, cells), LEFT, y)
    for text, start, end in item.bars:
        x0, x1 = (LEFT + 352 + width * (year - years[0]) for year in (start, end + 1))
        top, bottom = y + 30, y + 52
        pen.shape([(x0 + 2, top), (x1 - 9, top), (x1 - 2, (top + bottom) / 2), (x1 - 9, bottom), (x0 + 2, bottom)])
        pen.centred((x0, top, x1 - 9, bottom), text, 8.5)


def _broken(text: str, length: int) -> str:
    return "\n".join(text[at : at + length] for at in range(0, len(text), length))


def _former_pages(pen: Pen, plan: Plan) -> None:
    for at in range(0, len(plan.former), 30):
        pen.text(LEFT, 40, "資料　これまでの計画の事業", 13)
        part = plan.former[at : at + 30]
        last = at + 30 >= len(plan.former)
        texts = [("番号", "事業名", "状況", "備考（理由等）", "新しい事業名"), *part]
        cells = {(r, c, 1, 1): text for r, row in enumerate(texts) for c, text in enumerate(row)}
        if last and plan.footer:
            cells[len(texts), 0, 1, 5] = plan.footer
        count = len(texts) + int(bool(last and plan.footer))
        pen.grid(Grid((60, 230, 50, 222, 190), (16,) * count, cells), LEFT, 52)
        pen.next_page()
