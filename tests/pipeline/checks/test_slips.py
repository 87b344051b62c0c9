"""Rows whose texts stand under another head than their own."""

from __future__ import annotations

import pytest

from extractors.model import Box, Cell, Sheet, Table
from pipeline.checks.slips import gaps, misplaced_of, slips_of

HEAD = ("施策", "事業区分", "事業名", "担当課")
ROWS = tuple(("1 窓口の改革", "(A)" if n % 2 else "(C)", f"窓口の取組その{n}", "市民課") for n in range(6))
YEARS = ("年度別計画", "令和6年度", "令和7年度", "令和8年度", "令和9年度", "")


def sheet(*rows: tuple[str, ...]) -> Sheet:
    cells = tuple(
        Cell(r, c, 1, 1, 1, Box(c * 90.0, r * 20.0, c * 90.0 + 90, r * 20.0 + 20), text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    box = Box(0.0, 0.0, 90.0 * len(rows[0]), 20.0 * len(rows))
    return Sheet(1, 595.0, 842.0, (Table(1, (1,), box, len(rows), len(rows[0]), cells),), ())


def test_more_texts_than_years() -> None:
    (slip,) = slips_of([sheet(YEARS, ("行動目標", "調査", "設計", "導入", "運用", "見直し"))])
    assert (slip.row, slip.texts, slip.columns, slip.page) == ("行動目標", 5, 4, 1)
    assert slip.bbox == (450.0, 20.0, 540.0, 40.0)


@pytest.mark.parametrize("last", ["備考", "目標"])
def test_a_column_with_a_head_is_no_slip(last: str) -> None:
    rows = ((*YEARS[:-1], last), ("行動目標", "調査", "設計", "導入", "運用", "見直し"))
    assert list(slips_of([sheet(*rows)])) == []


def test_fewer_texts_than_years_may_mean_anything() -> None:
    assert list(slips_of([sheet(YEARS, ("行動目標", "", "設計", "導入", "運用", "見直し"))])) == []


def test_a_word_of_another_column() -> None:
    (found,) = misplaced_of([sheet(HEAD, *ROWS, ("(A)", "", "情報共有基盤の更新", "総務課"))])
    assert (found.text, found.head, found.row) == ("(A)", "事業区分", "情報共有基盤の更新")
    assert found.bbox == (0.0, 140.0, 90.0, 160.0)


def test_a_list_in_order_has_none() -> None:
    assert list(misplaced_of([sheet(HEAD, *ROWS, ("2 人材", "(B)", "職員の研修", "人事課"))])) == []


@pytest.mark.parametrize(
    ("codes", "missing"),
    [
        (("2-1-(1)", "2-1-(2)", "2-1-(4)"), ["2-1-(3)"]),
        (("A-1", "A-2", "B-1", "B-2", "B-3"), []),
        (("1-1", "1-2", "1-9"), []),
        (("3", "5", "6"), []),
        (("①-1", "①-2", "①-4"), ["①-3"]),
        (("", "1", "2", "4"), ["3"]),
    ],
)
def test_numbers_left_out(codes: tuple[str, ...], missing: list[str]) -> None:
    assert [number for number, _, _ in gaps(codes)] == missing
