"""Layout: a small strategy with indicators under each goal: year lists, and one baseline-to-goal table."""

from __future__ import annotations

from recipe.eras import reiwa
from recipe.facts import Facts, Indicator
from recipe.paper import A4, Block, Document, Grid, Text


def lay_out(facts: Facts) -> Document:
    """Cover, policy tree, a page per goal, glossary."""
    plan = facts.plan
    cover: list[Block] = [
        Text(plan["title"], 24, bold=True, align="center", above=80),
        Text(plan["edition"], 12, align="center", above=80),
        Text(plan["municipality"], 16, bold=True, align="center", above=5),
    ]
    pages: list[list[Block]] = [cover, [Text("施策の体系", 14, bold=True), _tree(facts)]]
    for number, measure in enumerate((m for m in facts.measures if m["level"] == 1), 1):
        page: list[Block] = [
            Text(f"基本目標{measure['code']}　{measure['title']}", 13, bold=True, fill="#e2f0d9"),
            Text(facts.extra["leads"][measure["code"]], 10, above=2),
        ]
        own = [i for i in facts.indicators if i.measure == measure["code"]]
        page += [_goal_table(own) if number == 1 else _year_table(facts, own)]
        for child in (m for m in facts.measures if m.get("parent") == measure["code"]):
            page.append(Text(f"施策{child['code']}　{child['title']}", 11, bold=True, above=4))
            page.append(_year_table(facts, [i for i in facts.indicators if i.measure == child["code"]]))
        pages.append(page)
    glossary = Grid("glossary", [45, 133], header_rows=1, size=9)
    glossary.head(0, ["用語", "説明"])
    for row, entry in enumerate(facts.glossary, 1):
        glossary.row(row, [entry["term"], entry["definition"]])
    pages.append([Text("用語の説明", 14, bold=True), glossary])
    return Document(A4, pages, plan["title"], running=plan["title"], font="IPAexMincho", head_fill="#e2f0d9")


def _tree(facts: Facts) -> Grid:
    grid = Grid("tree", [70, 108], header_rows=1, size=10)
    grid.head(0, ["基本目標", "施策"])
    row = 1
    for measure in (m for m in facts.measures if m["level"] == 1):
        children = [m for m in facts.measures if m.get("parent") == measure["code"]]
        grid.put(row, 0, f"{measure['code']} {measure['title']}", rs=len(children))
        for child in children:
            grid.put(row, 1, f"{child['code']} {child['title']}")
            row += 1
    return grid


def _goal_table(indicators: list[Indicator]) -> Grid:
    grid = Grid("goal", [88, 45, 45], header_rows=1, size=9.5)
    grid.head(0, ["数値目標", "現状値\n（令和6年度）", f"目標値\n（{reiwa(indicators[0].targets[0].fy)}）"])
    for row, indicator in enumerate(indicators, 1):
        grid.put(row, 0, indicator.name)
        grid.put(row, 1, indicator.baseline["raw"] if indicator.baseline else "－", centre=True)
        grid.put(row, 2, indicator.targets[0].raw, centre=True)
    return grid


def _year_table(facts: Facts, indicators: list[Indicator]) -> Grid:
    years = facts.years
    grid = Grid("kpi", [58, 25, *([95 / len(years)] * len(years))], header_rows=2, size=9)
    grid.put(0, 0, "重要業績評価指標（KPI）", rs=2, head=True)
    grid.put(0, 1, "基準値", rs=2, head=True)
    grid.put(0, 2, "目標値", cs=len(years), head=True)
    grid.head(1, [reiwa(year) for year in years], col=2)
    for row, indicator in enumerate(indicators, 2):
        grid.put(row, 0, indicator.name)
        grid.put(row, 1, indicator.baseline["raw"] if indicator.baseline else "－", centre=True)
        for target in indicator.targets:
            if target.fy == target.first:
                grid.put(row, 2 + target.fy - years[0], target.raw, cs=target.span, centre=True)
    return grid
