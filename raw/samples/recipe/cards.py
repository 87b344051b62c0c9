"""Layout: one ruled card per initiative, after a list of all initiatives with merged cells."""

from __future__ import annotations

from itertools import groupby

from recipe.eras import reiwa
from recipe.facts import Facts, Indicator, Initiative
from recipe.paper import A4, Bar, Block, Document, Grid, Text


def lay_out(facts: Facts) -> Document:
    """Cover, introduction, list, then cards under headings of goal, measure and category."""
    pages: list[list[Block]] = [
        _cover(facts),
        _introduction(facts),
        [Text("1　事業一覧", 14, bold=True), _overview(facts)],
    ]
    pages += _card_pages(facts)
    return Document(A4, pages, facts.plan["title"], running=facts.plan["title"], font="IPAexGothic")


def _cover(facts: Facts) -> list[Block]:
    plan = facts.plan
    return [
        Text(plan["title"].replace(" ", "\n"), 26, bold=True, align="center", above=70),
        Text(plan["edition"], 14, align="center", above=90),
        Text(plan["municipality"], 18, bold=True, align="center", above=8),
    ]


def _introduction(facts: Facts) -> list[Block]:
    paragraphs: list[Block] = [Text("はじめに", 14, bold=True)]
    return paragraphs + [Text(text, 10, above=3) for text in facts.extra["introduction"]]


def _overview(facts: Facts) -> Grid:
    grid = Grid("list", [46, 52, 16, 64], header_rows=1, size=8)
    grid.head(0, ["基本目標", "施策", "区分", "事業名"])
    titles = {m["code"]: m["title"] for m in facts.measures}
    row = 1
    for goal, of_goal in groupby(facts.initiatives, key=lambda i: str(i.measure)[0]):
        members = list(of_goal)
        grid.put(row, 0, f"基本目標{goal}　{titles[goal]}", rs=len(members))
        for measure, of_measure in groupby(members, key=lambda i: str(i.measure)):
            items = list(of_measure)
            grid.put(row, 1, f"施策{measure}　{titles[measure]}", rs=len(items))
            for item in items:
                grid.put(row, 2, facts.extra["marks"][item.category], centre=True)
                grid.put(row, 3, item.name)
                row += 1
    return grid


def _card_pages(facts: Facts) -> list[list[Block]]:
    by_code = {item.code: item for item in facts.initiatives}
    pages, shown = [], set[str]()
    titles = {m["code"]: m["title"] for m in facts.measures}
    for codes in facts.extra["pages"]:
        page: list[Block] = []
        for code in codes:
            item = by_code[code]
            goal, measure = str(item.measure)[0], str(item.measure)
            section = f"{measure} {item.category}"
            if goal not in shown:
                page.append(Text(f"基本目標{goal}　{titles[goal]}", 13, bold=True, above=2))
            if measure not in shown:
                page.append(Text(f"《施策{measure}　{titles[measure]}》", 11, bold=True, above=2))
            if section not in shown:
                tail = facts.extra["marks"][item.category].strip("()")
                page.append(Text(f"■ {item.category}（事業区分：{tail}）", 10, bold=True, above=2))
            shown |= {goal, measure, section}
            page.append(_card(facts, item))
        pages.append(page)
    return pages


def _card(facts: Facts, item: Initiative) -> Grid:
    years = len(facts.years)
    grid = Grid("card", [20.0] + [158 / (2 * years)] * (2 * years), item.code)
    grid.put(0, 0, "事業名", head=True)
    grid.put(0, 1, item.name, cs=years)
    grid.put(0, 1 + years, "担当課・\n機関", head=True)
    grid.put(0, 2 + years, "\n".join(item.departments), cs=years - 1)
    grid.put(1, 0, "事業内容", head=True)
    grid.put(1, 1, item.summary, cs=2 * years)
    if item.indicators:
        _plan_rows(facts, item, grid)
    return grid


def _plan_rows(facts: Facts, item: Initiative, grid: Grid) -> None:
    years = facts.years
    grid.put(2, 0, "年度別\n計画", head=True)
    grid.put(3, 0, "行動目標", head=True)
    for step, year in enumerate(years):
        grid.put(2, 1 + 2 * step, reiwa(year), cs=2, head=True)
    grid.put(3, 1, "", cs=2 * len(years))
    lanes = 1 + max((m.lane for m in item.milestones), default=0)
    grid.lane_height = 10.0
    grid.heights[3] = 3 + lanes * grid.lane_height
    for m in item.milestones:
        first, last = m.start_fy - years[0], m.end_fy - years[0]
        grid.bars.append(Bar(3, m.lane, m.label, 1 + 2 * first, 3 + 2 * last))
    row = 4
    grid.put(row, 0, "成果指標", rs=2 * len(item.indicators), head=True)
    for indicator in item.indicators:
        grid.put(row, 1, _label(indicator), cs=2 * len(years), centre=True)
        for target in indicator.targets:
            if target.fy == target.first:
                grid.put(row + 1, 1 + 2 * (target.fy - years[0]), target.raw, cs=2 * target.span, centre=True)
        row += 2


def _label(indicator: Indicator) -> str:
    if indicator.baseline is None:
        return indicator.name
    return f"{indicator.name}（現状値：{indicator.baseline['raw']}）"
