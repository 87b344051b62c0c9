"""What a document claims about itself is gathered from its statements and pages."""

from __future__ import annotations

import pytest

from extractors.model import Bar, Box, Cell, Line, Sheet, Table
from extractors.statements import InitiativeSaid, LineageSaid, MilestoneSaid, Reading, Said, Statement, YearHead
from pipeline.checks.collect import claims_of


def said(text: str, page: int = 1, top: float = 100) -> Said:
    return Said(text, page, Box(50, top, 300, top + 12))


def sheet(*lines: tuple[str, float], tables: tuple[Table, ...] = (), number: int = 1) -> Sheet:
    drawn = tuple(Line(number, Box(50, top, 300, top + 12), text, 12.0) for text, top in lines)
    return Sheet(number, 842, 595, tables, drawn)


def table(*rows: tuple[str, ...], page: int = 1, bars: tuple[Bar, ...] = (), top: float = 200) -> Table:
    cells = tuple(
        Cell(r, c, 1, 1, page, Box(50 + 90 * c, top + 20 * r, 140 + 90 * c, top + 20 * r + 20), text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table(1, (page,), Box(50, top, 500, top + 20 * len(rows)), len(rows), len(rows[0]), cells, bars)


def reading(*statements: Statement) -> Reading:
    return Reading(statements, {})


def former(name: str, status: str, top: float) -> LineageSaid:
    return LineageSaid({"old_name": said(name, 9, top), "status": said(status, 9, top)}, said(name, 9, top))


def test_rows_of_a_list() -> None:
    fields = {"departments": (said("市民課、人事課"),)}
    listed = InitiativeSaid(1, said("電子申請の\n拡充"), said("①-1"), "list", (said("① 窓口の改革"),), None, fields)
    detail = InitiativeSaid(2, said("電子申請の拡充"), said("①-1"), "heading")
    (row,) = claims_of(reading(listed, detail), ()).rows
    assert (row.code, row.name, row.departments, row.group_code) == ("①-1", "電子申請の拡充", ("市民課", "人事課"), "①")
    assert row.page == 1 and row.bbox is not None


@pytest.mark.parametrize("footer", ["事業数 4", "合計　4事業（継続1事業、終了3事業）", "計　4 事業"])
def test_a_footer_counts_the_rows_above_it(footer: str) -> None:
    rows = [former("a", "継続", 100), former("b", "終了", 120), former("c", "終了", 140)]
    counts = claims_of(reading(*rows), (sheet((footer, 160), number=9),)).counts
    assert (counts[0].value, counts[0].printed, counts[0].table, counts[0].page) == (4, 3, "lineage", 9)
    assert counts[0].bbox == (50, 160, 300, 172)
    parts = {count.scope: (count.value, count.printed) for count in counts[1:]}
    assert parts == ({"継続": (1, 1), "終了": (3, 2)} if "（" in footer else {})


def test_each_list_has_its_own_footer() -> None:
    rows = [former("a", "継続", 100), former("b", "継続", 200), former("c", "新規", 220)]
    counts = claims_of(reading(*rows), (sheet(("事業数 1", 120), ("事業数 2", 240), number=9),)).counts
    assert [(count.value, count.printed) for count in counts] == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("本計画では、26の事業に取り組みます。", 26),
        ("本事業集は、40事業を掲載しています。", 40),
        ("個別事業数も38事業から61事業に拡大しています。", None),
        ("本計画は令和8年度から5年間で3つの事業の方針を定めます。", None),
        ("国は、本計画の策定後に20の事業に取り組みます。", None),
    ],
)
def test_a_sentence_that_counts(text: str, value: int | None) -> None:
    counts = claims_of(reading(), (sheet((text, 100)),)).counts
    assert [count.value for count in counts] == ([value] if value else [])


def test_a_tree_that_counts() -> None:
    tree = table(("基本取組", "主な内容"), ("1 窓口の改革", "4事業"), ("2 人材の育成", "2事業"))
    counts = claims_of(reading(), (sheet(tables=(tree,)),)).counts
    assert [(count.scope, count.value) for count in counts] == [("1 窓口の改革", 4), ("2 人材の育成", 2)]


def test_announced_indicators() -> None:
    page = sheet(
        ("窓口の改革", 40), ("【成果指標】電子申請の利用率、待ち時間の短縮", 100), ("【成果指標】30%を目指す", 120)
    )
    announced = claims_of(reading(), (page,)).announced
    assert [(promise.name, promise.owner) for promise in announced] == [
        ("電子申請の利用率", "窓口の改革"),
        ("待ち時間の短縮", "窓口の改革"),
    ]


def test_an_empty_schedule_row() -> None:
    item = InitiativeSaid(1, said("電子申請", top=50), said("1-1"), "form")
    blank = table(("", "令和8年度"), ("スケジュール", ""))
    (empty,) = claims_of(reading(item), (sheet(tables=(blank,)),)).empty_schedules
    assert (empty.owner, empty.label, empty.page) == ("電子申請", "スケジュール", 1)
    filled = table(("", "令和8年度"), ("スケジュール", "導入"))
    bar = Bar(1, Box(140, 220, 230, 240), "導入", "arrow", 1, 0, 1.0, 2.0)
    barred = table(("", "令和8年度"), ("スケジュール", ""), bars=(bar,))
    head = YearHead("令和8年度", ("令和8年度",), 0)
    milestone = MilestoneSaid(1, said("導入"), (head,), 0, "text")
    assert claims_of(reading(item), (sheet(tables=(filled,)),)).empty_schedules == ()
    assert claims_of(reading(item), (sheet(tables=(barred,)),)).empty_schedules == ()
    assert claims_of(reading(item, milestone), (sheet(tables=(blank,)),)).empty_schedules == ()
