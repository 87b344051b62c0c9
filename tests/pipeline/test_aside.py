"""Tables that hold nothing of the plan are told from those that may."""

from __future__ import annotations

import pytest

from extractors.model import Box, Cell, Remark, Sheet, Table
from pipeline.aside import is_aside, without_alarm

BOX = Box(0.0, 0.0, 1.0, 1.0)
POPULATION = (("区分", "平成27年", "令和2年"), ("総人口", "52,310人", "50,120人"))
BUDGET = (("区分", "令和8年度", "令和9年度"), ("一般会計", "1,200千円", "1,350千円"), ("特別会計", "30千円", "31千円"))
MEETINGS = (("日程", "会議", "内容"), ("令和7年7月4日", "第1回", "骨子について"))
FORMER_YEARS = (("区分", "平成30年度", "令和元年度", "2年度"), ("窓口の混雑", "多い", "多い", "普通"))
UNKNOWN = (("区分", "令和8年度", "令和9年度"), ("窓口の混雑", "多い", "普通"))
INDICATORS = (("指標", "平成30年度", "令和元年度"), ("総人口", "52,310人", "50,120人"))


def table(rows: tuple[tuple[str, ...], ...]) -> Table:
    cells = tuple(Cell(r, c, 1, 1, 2, BOX, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(1, (2,), BOX, len(rows), len(rows[0]), cells)


@pytest.mark.parametrize("rows", [POPULATION, BUDGET, MEETINGS, FORMER_YEARS])
def test_holds_nothing_of_the_plan(rows: tuple[tuple[str, ...], ...]) -> None:
    assert is_aside(table(rows), 2026)


@pytest.mark.parametrize("rows", [UNKNOWN, INDICATORS])
def test_may_hold_something_of_the_plan(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not is_aside(table(rows), 2026)


@pytest.mark.parametrize(
    ("rows", "code"), [(MEETINGS, "table-left-aside"), (UNKNOWN, "table-not-understood")], ids=["aside", "unknown"]
)
def test_only_doubtful_tables_are_a_warning(rows: tuple[tuple[str, ...], ...], code: str) -> None:
    sheet = Sheet(2, 595.0, 842.0, (table(rows),), ())
    (found,) = without_alarm([Remark("table-not-understood", 2, BOX, {"table": "1"})], [sheet], 2026)
    assert (found.code, found.page, found.values) == (code, 2, {"table": "1"})
