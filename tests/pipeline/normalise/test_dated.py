"""Goals that name their own year."""

import pytest

from pipeline.normalise.dated import Dated, dated
from pipeline.values.spans import YearContext

CELLS = [
    ("60%（2030年度）", Dated(2030, "60%")),
    ("2030年度：60%", Dated(2030, "60%")),
    ("15.0万人（令和12年度末）", Dated(2030, "15.0万人")),
    ("60％ (R11)", Dated(2029, "60％")),
    ("令和11年度\n60%", Dated(2029, "60%")),
    ("45.2%\n（令和4年度）", Dated(2022, "45.2%")),
    ("令和11年度に60%", None),
    ("60%（R5年度比）", None),
    ("R5年度比10%減", None),
    ("3件（R5）→4件（R8）", None),
    ("令和11年度", None),
    ("60%", None),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_a_goal_may_name_its_year(cell: str, expected: Dated | None) -> None:
    assert dated(cell, YearContext(start_fy=2026, end_fy=2030)) == expected
