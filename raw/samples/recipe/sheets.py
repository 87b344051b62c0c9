"""Layout: one wide list of all initiatives; the policy tree in merged cells at the left, header on every page."""

from __future__ import annotations

from itertools import groupby

from recipe.eras import short
from recipe.facts import Facts, Initiative, Target
from recipe.paper import A4_LANDSCAPE, Block, Document, Grid, Text

_HEADS = ["目標", "施策の方向", "No.", "取組名", "取組の概要", "所管課", "区分", "指標・工程", "基準値"]
_WIDTHS = [18.0, 22.0, 10.0, 28.0, 46.0, 20.0, 16.0, 37.0, 16.0]


def lay_out(facts: Facts) -> Document:
    """Cover and one list that runs over pages."""
    plan = facts.plan
    cover: list[Block] = [
        Text(plan["title"], 24, bold=True, align="center", above=60),
        Text(plan["edition"], 12, align="center", above=10),
        Text(plan["municipality"], 16, bold=True, align="center", above=5),
    ]
    pages: list[list[Block]] = [cover, [Text("取組一覧", 13, bold=True), _list(facts)]]
    return Document(A4_LANDSCAPE, pages, plan["title"], running=plan["title"], margin=12, head_fill="#fff2cc")


def _list(facts: Facts) -> Grid:
    grid = Grid("sheet", [*_WIDTHS, *([15.0] * len(facts.years))], header_rows=1, size=8.5)
    grid.head(0, [*_HEADS, *(short(year) for year in facts.years)])
    titles = {m["code"]: m["title"] for m in facts.measures}
    row = 1
    for goal, of_goal in groupby(facts.initiatives, key=lambda i: str(i.measure)[0]):
        members = list(of_goal)
        grid.put(row, 0, f"{goal} {titles[goal]}", rs=sum(map(_rows, members)))
        for measure, of_measure in groupby(members, key=lambda i: str(i.measure)):
            items = list(of_measure)
            grid.put(row, 1, f"{measure} {titles[measure]}", rs=sum(map(_rows, items)))
            for item in items:
                _item(facts, grid, item, row)
                row += _rows(item)
    return grid


def _lanes(item: Initiative) -> int:
    return 1 + max((m.lane for m in item.milestones), default=-1)


def _rows(item: Initiative) -> int:
    return _lanes(item) + len(item.indicators)


def _item(facts: Facts, grid: Grid, item: Initiative, row: int) -> None:
    texts = [item.code, item.name, item.summary, "\n".join(item.departments)]
    for column, text in enumerate(texts, 2):
        grid.put(row, column, text, rs=_rows(item))
    first = len(_HEADS)
    if _lanes(item):
        grid.put(row, 6, "スケジュール", rs=_lanes(item), cs=3)
    for m in item.milestones:
        span = m.end_fy - m.start_fy + 1
        grid.put(row + m.lane, first + m.start_fy - facts.years[0], m.label, cs=span, centre=True)
    for lane in range(_lanes(item)):
        covered = {y for m in item.milestones if m.lane == lane for y in range(m.start_fy, m.end_fy + 1)}
        for year in facts.years:
            if year not in covered:
                grid.put(row + lane, first + year - facts.years[0], "")
    for step, indicator in enumerate(item.indicators, row + _lanes(item)):
        baseline = indicator.baseline["raw"] if indicator.baseline else "－"
        kind = {"outcome": "成果指標", "output": "活動指標"}[indicator.kind]
        grid.row(step, [kind, indicator.name, baseline], col=6)
        _targets(grid, step, first - facts.years[0], indicator.targets)


def _targets(grid: Grid, row: int, shift: int, targets: tuple[Target, ...]) -> None:
    for target in targets:
        if target.fy == target.first:
            grid.put(row, target.fy + shift, target.raw, cs=target.span, centre=True)
