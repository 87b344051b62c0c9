"""One progress report, drawn in the layouts in which cities print them: targets beside actuals, rates and grades.

Every layout says the same: `SAID` holds, for each indicator, its initiative and (target, actual, rate) by fiscal year;
`GRADES` the grade of each initiative's or indicator's latest year.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pen import Grid, Pen

PAGE = (842.0, 595.0)
LEFT = 40.0


class Said(NamedTuple):
    """An indicator of the report; `years` maps a western fiscal year to target, actual and rate as printed."""

    initiative: str
    code: str
    name: str
    baseline: str
    years: dict[int, tuple[str, str, str]]
    grade: str


APPLY, COPIES = ("電子申請の拡充", "1-1"), ("証明書のコンビニ交付", "1-2")
SAID = (
    Said(*APPLY, "電子申請の利用率", "12.5%", {2026: ("20%", "18.4%", "92%"), 2027: ("25%", "26.1%", "104%")}, "A"),
    Said(
        *APPLY,
        "対応した手続数（累計）",
        "10手続",
        {2026: ("30手続", "22手続", "73%"), 2027: ("45手続", "45手続", "100%")},
        "B",
    ),
    Said(
        *COPIES,
        "コンビニでの交付件数",
        "3,100件",
        {2026: ("4,000件", "4,212件", "105%"), 2027: ("4,600件", "4,020件", "87%")},
        "C",
    ),
)
DEPARTMENTS = {"1-1": "情報政策課", "1-2": "市民課"}
LATEST = 2027


def _pen(path: Path) -> Pen:
    pen = Pen(path, PAGE)
    pen.centred((0, 180, PAGE[0], 220), "湊川市DX推進計画 進捗状況報告書", 26)
    pen.centred((0, 250, PAGE[0], 280), "計画期間　令和8年度から令和12年度まで", 14)
    pen.centred((0, 400, PAGE[0], 420), "令和10年8月", 14)
    pen.centred((0, 430, PAGE[0], 460), "湊川市", 18)
    pen.next_page()
    return pen


def _era(year: int) -> str:
    return f"令和{year - 2018}年度"


def _merged(column: int, key: Callable[[Said], str], first: int) -> dict[tuple[int, int, int, int], str]:
    """Cells of a column in which equal neighbours are one."""
    cells = {}
    row = 0
    while row < len(SAID):
        end = row
        while end + 1 < len(SAID) and key(SAID[end + 1]) == key(SAID[row]):
            end += 1
        cells[first + row, column, end - row + 1, 1] = key(SAID[row])
        row = end + 1
    return cells


def years_with_sub_columns(path: Path) -> None:
    """A list: 目標 and 実績 under each year, the grade in the last column."""
    pen = _pen(path)
    pen.text(LEFT, 50, "指標の達成状況一覧", 14)
    heads = ("番号", "取組名", "担当課", "指標", "基準値\n（令和6年度）")
    cells = {(0, c, 2, 1): text for c, text in enumerate(heads)}
    for step, year in enumerate((2026, 2027)):
        cells[0, 5 + 2 * step, 1, 2] = _era(year)
        cells[1, 5 + 2 * step, 1, 1], cells[1, 6 + 2 * step, 1, 1] = "目標", "実績"
    cells[0, 9, 2, 1] = "評価"
    cells |= _merged(0, lambda said: said.code, 2) | _merged(1, lambda said: said.initiative, 2)
    cells |= _merged(2, lambda said: DEPARTMENTS[said.code], 2)
    for row, said in enumerate(SAID, 2):
        values = [text for pair in said.years.values() for text in pair[:2]]
        for col, text in enumerate((said.name, said.baseline, *values, said.grade), 3):
            cells[row, col, 1, 1] = text
    pen.grid(Grid((40, 120, 80, 140, 70, 60, 60, 60, 60, 50), (22, 22, 34, 34, 34), cells), LEFT, 70)
    pen.save()


def rows_of_target_actual_rate(path: Path) -> None:
    """A page for each initiative: rows 目標値, 実績値, 達成率 under every indicator."""
    pen = _pen(path)
    for code, department in DEPARTMENTS.items():
        mine = [said for said in SAID if said.code == code]
        pen.fill((LEFT, 40, LEFT + 760, 66), "#d9e2f3")
        pen.text(LEFT + 8, 58, f"{code}　{mine[0].initiative}", 15)
        pen.text(LEFT + 600, 58, f"担当課：{department}", 10)
        cells = {(0, 0, 1, 1): "指標", (0, 1, 1, 1): "区分", (0, 2, 1, 1): _era(2026), (0, 3, 1, 1): _era(2027)}
        for number, said in enumerate(mine):
            cells[1 + 3 * number, 0, 3, 1] = said.name
            for line, word in enumerate(("目標値", "実績値", "達成率")):
                cells[1 + 3 * number + line, 1, 1, 1] = word
                for step, texts in enumerate(said.years.values()):
                    cells[1 + 3 * number + line, 2 + step, 1, 1] = texts[line]
        pen.grid(Grid((220, 80, 120, 120), (24,) * (1 + 3 * len(mine)), cells), LEFT, 90)
        pen.next_page()
    pen.save()


def one_year_goal_and_result(path: Path) -> None:
    """A list of the latest year alone: 目標値（令和9年度）, 実績値（令和9年度）, 達成率, 評価."""
    pen = _pen(path)
    heads = ("番号", "取組名", "指標", "目標値\n（令和9年度）", "実績値\n（令和9年度）", "達成率", "評価")
    cells = {(0, c, 1, 1): text for c, text in enumerate(heads)}
    for row, said in enumerate(SAID, 1):
        target, actual, rate = said.years[LATEST]
        for col, text in enumerate((said.code, said.initiative, said.name, target, actual, rate, said.grade)):
            cells[row, col, 1, 1] = text
    pen.grid(Grid((40, 140, 170, 90, 90, 70, 60), (36, 30, 30, 30), cells), LEFT, 70)
    pen.save()


def forms(path: Path) -> None:
    """A form for each initiative with its indicators under years, and one grade for the initiative."""
    pen = _pen(path)
    for code, department in DEPARTMENTS.items():
        mine = [said for said in SAID if said.code == code]
        cells: dict[tuple[int, int, int, int], str] = {
            (0, 0, 1, 1): "取組名", (0, 1, 1, 2): f"{code} {mine[0].initiative}",
            (0, 3, 1, 1): "担当課", (0, 4, 1, 2): department,
            (1, 0, 2, 2): "指標",
        }  # fmt: skip
        for step, year in enumerate((2026, 2027)):
            cells[1, 2 + 2 * step, 1, 2] = _era(year)
            cells[2, 2 + 2 * step, 1, 1], cells[2, 3 + 2 * step, 1, 1] = "目標", "実績"
        for row, said in enumerate(mine, 3):
            cells[row, 0, 1, 2] = said.name
            for col, text in enumerate([text for pair in said.years.values() for text in pair[:2]], 2):
                cells[row, col, 1, 1] = text
        last = 3 + len(mine)
        cells[last, 0, 1, 1], cells[last, 1, 1, 5] = "評価", mine[0].grade
        cells[last + 1, 0, 1, 1], cells[last + 1, 1, 1, 5] = "課題", "利用の少ない手続がある。"
        pen.grid(Grid((90, 150, 90, 90, 90, 90), (26,) * (last + 2), cells), LEFT, 60)
        pen.next_page()
    pen.save()


def result_without_a_year(path: Path) -> None:
    """目標値, 実績値 and a mark ○△×, the year on the cover alone."""
    pen = Pen(path, PAGE)
    pen.centred((0, 180, PAGE[0], 220), "湊川市DX推進計画 進捗状況報告書", 26)
    pen.centred((0, 225, PAGE[0], 245), "【令和9年度実績】", 16)
    pen.centred((0, 250, PAGE[0], 280), "計画期間　令和8年度から令和12年度まで", 14)
    pen.centred((0, 430, PAGE[0], 460), "湊川市", 18)
    pen.next_page()
    cells = {(0, c, 1, 1): text for c, text in enumerate(("番号", "取組名", "指標", "目標値", "実績値", "達成度"))}
    for row, said in enumerate(SAID, 1):
        target, actual, _ = said.years[LATEST]
        mark = "○△×"["ABC".index(said.grade)]
        for col, text in enumerate((said.code, said.initiative, said.name, target, actual, mark)):
            cells[row, col, 1, 1] = text
    pen.grid(Grid((40, 140, 170, 90, 90, 70), (36, 30, 30, 30), cells), LEFT, 70)
    pen.save()


def goal_of_the_plan_and_result_so_far(path: Path) -> None:
    """The plan's last goal beside what it began from and the latest result."""
    pen = _pen(path)
    heads = (
        "番号",
        "取組名",
        "指標",
        "基準値\n（令和6年度）",
        "実績値\n（令和9年度）",
        "目標値\n（令和12年度）",
        "進捗率",
    )
    cells = {(0, c, 1, 1): text for c, text in enumerate(heads)}
    for row, said in enumerate(SAID, 1):
        goal, actual, rate = said.years[LATEST]
        for col, text in enumerate((said.code, said.initiative, said.name, said.baseline, actual, goal, rate)):
            cells[row, col, 1, 1] = text
    pen.grid(Grid((40, 140, 170, 80, 90, 90, 70), (36, 30, 30, 30), cells), LEFT, 70)
    pen.save()


LAYOUTS = {
    layout.__name__: layout
    for layout in (
        years_with_sub_columns,
        rows_of_target_actual_rate,
        one_year_goal_and_result,
        forms,
        result_without_a_year,
        goal_of_the_plan_and_result_so_far,
    )
}
