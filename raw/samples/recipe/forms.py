"""Layout: one form per initiative with the state's policy, problems, a KPI sentence and a schedule of arrows."""

from __future__ import annotations

from recipe.eras import reiwa
from recipe.facts import Facts, Initiative
from recipe.paper import A4, Bar, Block, Document, Grid, Text


def lay_out(facts: Facts) -> Document:
    """Cover, purpose and period, forms, terms explained one after the other."""
    plan = facts.plan
    cover: list[Block] = [
        Text(plan["title"], 26, bold=True, align="center", above=70),
        Text("（案）", 16, align="center", above=5),
        Text("【実行編】", 14, align="center", above=5),
        Text("令和4年4月", 12, align="center", above=70),
        Text(plan["municipality"], 18, bold=True, align="center", above=5),
    ]
    purpose: list[Block] = [Text("1　この計画について", 14, bold=True)]
    purpose += [Text(text, 10, above=2) for text in facts.extra["introduction"]]
    purpose += [Text("2　重点取組項目", 14, bold=True, above=8)]
    purpose += [Text(f"{item.code} {item.name}", 10, above=1) for item in facts.initiatives]
    forms: list[list[Block]] = [[_form(facts, item)] for item in facts.initiatives]
    terms: list[Block] = [Text("用語集", 14, bold=True)]
    for entry in facts.glossary:
        terms += [Text(entry["term"], 10, bold=True, above=2), Text(f"　{entry['definition']}", 9.5)]
    running = f"{plan['title']}（実行編）"
    return Document(
        A4,
        [cover, purpose, *forms, terms],
        plan["title"],
        running=running,
        font="IPAexMincho",
        head_fill="#e8e8e8",
        bar_fill="#ffffff",
    )


def _form(facts: Facts, item: Initiative) -> Grid:
    years = facts.years
    grid = Grid("kouteihyo", [26.0, *([152 / len(years)] * len(years))], item.code, size=9.5, lane_height=15.0)
    problems = "\n".join(["＜現状と課題＞", *item.current_state, "＜取組＞", *item.actions])
    texts = [
        ("取組項目", f"{item.code} {item.name}"),
        ("概要", item.summary),
        ("国の取組方針", item.national_policy or ""),
        ("現状と課題\n・\n取組", problems),
        ("K P I", item.indicators[0].name),
    ]
    for row, (label, text) in enumerate(texts):
        grid.put(row, 0, label, head=True)
        grid.put(row, 1, text, cs=len(years))
    grid.put(5, 0, "工程表", rs=2, head=True)
    lanes = 1 + max(m.lane for m in item.milestones)
    grid.heights[6] = 2 + lanes * grid.lane_height
    for step, year in enumerate(years):
        grid.put(5, 1 + step, reiwa(year), head=True)
        grid.put(6, 1 + step, "")
    for m in item.milestones:
        grid.bars.append(Bar(6, m.lane, m.label, 1 + m.start_fy - years[0], 2 + m.end_fy - years[0]))
    return grid
