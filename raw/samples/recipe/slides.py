"""Layout: one landscape page per initiative (current and ideal state, year table with arrows), lineage, glossary."""

from __future__ import annotations

from itertools import groupby

from recipe.eras import both, short
from recipe.facts import Facts, Indicator, Initiative
from recipe.paper import A4_LANDSCAPE, Bar, Block, Document, Grid, Pair, Text

_KINDS = {"outcome": "成果\n(アウトカム)", "output": "実績\n(アウトプット)"}


def lay_out(facts: Facts) -> Document:
    """Cover, list, a page per initiative, the lists of the former plan, glossary."""
    pages: list[list[Block]] = [_cover(facts), _list_page(facts)]
    pages += [_initiative_page(facts, item) for item in facts.initiatives]
    pages += [_former_page(facts), _new_page(facts), _glossary_page(facts)]
    title = facts.plan["title"]
    return Document(
        A4_LANDSCAPE,
        pages,
        title,
        running=f"{title}（案）",
        watermark="案",
        font="Noto Sans CJK JP",
        head_fill="#e3efe3",
        bar_fill="#bfe0c5",
    )


def _cover(facts: Facts) -> list[Block]:
    plan = facts.plan
    return [
        Text(plan["title"], 30, bold=True, align="center", above=45),
        Text("重点事業・個別事業集（案）", 16, align="center", above=4),
        Text("計画期間　令和8年度（2026年度）～令和12年度（2030年度）", 12, align="center", above=20),
        Text("令和7年10月", 12, align="center", above=20),
        Text(plan["municipality"], 16, bold=True, align="center", above=3),
    ]


def _list_page(facts: Facts) -> list[Block]:
    grid = Grid("list", [80, 20, 105, 60], header_rows=1)
    grid.head(0, ["基本取組", "事業\n番号", "個別事業", "主管課"])
    titles = {m["code"]: m["title"] for m in facts.measures}
    row = 1
    for measure, of_measure in groupby(facts.initiatives, key=lambda i: str(i.measure)):
        items = list(of_measure)
        grid.put(row, 0, f"{measure} {titles[measure]}", rs=len(items))
        for item in items:
            grid.put(row, 1, item.code, centre=True)
            grid.put(row, 2, item.name)
            grid.put(row, 3, "、".join(item.departments))
            row += 1
    return [Text("■ 事業一覧", 15, bold=True), grid]


def _initiative_page(facts: Facts, item: Initiative) -> list[Block]:
    titles = {m["code"]: m["title"] for m in facts.measures}
    section = f"【{item.category}】{item.measure} {titles[str(item.measure)]}"
    page: list[Block] = [
        Text(section, 9),
        Text(f"{item.code}　{item.name}", 15, bold=True, fill="#d5e8d8"),
        Text(item.summary, 10),
        Pair(("現状", item.current_state), ("理想的な姿", item.ideal_state)),
        Text("主な取組", 10, bold=True),
        *(Text(f"・{action}", 9) for action in item.actions),
        _year_table(facts, item),
    ]
    return page + [Text(note, 8) for note in item.notes]


def _year_table(facts: Facts, item: Initiative) -> Grid:
    grouped = any(i.group for i in item.indicators)
    split = any(i.series for i in item.indicators)
    names = [18.0, 50.0] if grouped else [50.0, 18.0] if split else [68.0]
    years = len(facts.years)
    grid = Grid("initiative", [24.0, *names, *([(265 - 92) / years] * years)], item.code, header_rows=1)
    first = 1 + len(names)
    lanes = 1 + max(m.lane for m in item.milestones)
    grid.heights[1] = 2 + lanes * grid.lane_height
    grid.put(0, 0, "スケジュール", rs=2, cs=first, head=True)
    for step, year in enumerate(facts.years):
        grid.put(0, first + step, (both if grouped else short)(year), head=True)
        grid.put(1, first + step, "")
    for m in item.milestones:
        start, end = m.start_fy - facts.years[0], m.end_fy - facts.years[0] + 1
        grid.bars.append(Bar(1, m.lane, m.label, first + start, first + end))
    row = 2
    for kind in ("outcome", "output"):
        rows = [i for i in item.indicators if i.kind == kind]
        grid.put(row, 0, _KINDS[kind], rs=len(rows), head=True)
        _indicator_rows(facts, grid, rows, row, first)
        row += len(rows)
    return grid


def _indicator_rows(facts: Facts, grid: Grid, rows: list[Indicator], row: int, first: int) -> None:
    for step, indicator in enumerate(rows):
        _names(grid, rows, step, row, first)
        for target in indicator.targets:
            if target.fy == target.first:
                column = first + target.fy - facts.years[0]
                grid.put(row + step, column, target.raw, cs=target.span, centre=True)


def _names(grid: Grid, rows: list[Indicator], step: int, row: int, first: int) -> None:
    """Group before the name, series after it; a name shared by several series is merged downwards."""
    indicator = rows[step]
    if indicator.group:
        grid.put(row + step, 1, indicator.group)
        grid.put(row + step, 2, indicator.name)
    elif first == 3 and not indicator.series:
        grid.put(row + step, 1, indicator.name, cs=2)
    elif indicator.series:
        same = [i for i in rows if i.name == indicator.name]
        if same[0] is indicator:
            grid.put(row + step, 1, indicator.name, rs=len(same))
        grid.put(row + step, 2, indicator.series)
    else:
        grid.put(row + step, 1, indicator.name)


def _former_page(facts: Facts) -> list[Block]:
    grid = Grid("lineage_old", [24, 90, 45, 24, 82], header_rows=1, size=8)
    grid.head(0, ["番号", "個別事業", "主管課", "状況", "備考（終了理由等）"])
    rows = [r for r in facts.lineage if r.get("old_code") and not r.get("split")]
    for row, entry in enumerate(rows, 1):
        ended = entry["relation"] == "ended"
        texts = [entry["old_code"], entry["old_name"], "、".join(entry["departments"])]
        grid.row(row, [*texts, "終了" if ended else "継続", entry.get("reason", "")])
    counts = [sum(r["relation"] != "ended" for r in rows), sum(r["relation"] == "ended" for r in rows)]
    grid.put(len(rows) + 1, 0, f"合計　{sum(counts)}事業（継続{counts[0]}事業、終了{counts[1]}事業）", cs=5, head=True)
    return [Text("資料１　現行計画の事業の状況", 14, bold=True), grid]


def _new_page(facts: Facts) -> list[Block]:
    grid = Grid("lineage_new", [24, 100, 45, 36, 60], header_rows=1, size=8)
    grid.head(0, ["番号", "個別事業", "主管課", "区分", "旧名称"])
    words = {"continued": "継続", "renamed": "継続(名称変更)", "new": "新規"}
    for row, item in enumerate(facts.initiatives, 1):
        entry = next(r for r in facts.lineage if r.get("new_code") == item.code and r["relation"] in words)
        former = entry.get("old_name", "") if entry["relation"] == "renamed" else ""
        grid.row(row, [item.code, item.name, "、".join(item.departments), words[entry["relation"]], former])
    return [Text("資料２　次期計画の事業", 14, bold=True), grid]


def _glossary_page(facts: Facts) -> list[Block]:
    grid = Grid("glossary", [60, 205], header_rows=1)
    grid.head(0, ["用語", "説明"])
    for row, entry in enumerate(facts.glossary, 1):
        grid.row(row, [entry["term"], entry["definition"]])
    return [Text("用語集", 14, bold=True), grid]
