"""Year heads as fiscal years."""

import pytest

from extractors.model import Box
from extractors.statements import Said, YearHead
from pipeline.normalise.doubts import of_head
from pipeline.normalise.heads import HeadReader

ROWS = [
    (("令和8年度", "9年度", "10年度"), [2026, 2027, 2028]),
    (("R8", "R9"), [2026, 2027]),
    (("令和8年", "令和9年"), [2026, 2027]),
    (("平成30年度", "平成31年度\n(令和元年度)", "令和2年度"), [2018, 2019, 2020]),
    (("現状値（R5）", "目標値（令和11年度）"), [2023, 2029]),
    (("1年目", "2年目"), [2026, 2027]),
]


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_each_head_is_one_fiscal_year(row: tuple[str, ...], expected: list[int]) -> None:
    heads = HeadReader(2026, 2030)
    assert [list(heads.years(YearHead(text, row, at))) for at, text in enumerate(row)] == [[year] for year in expected]


def test_a_head_without_a_year_gives_none() -> None:
    assert not HeadReader(2026, 2030).years(YearHead("備考", ("備考",), 0))


def test_the_present_state_may_be_later_than_the_first_goal() -> None:
    heads = HeadReader(2022, 2024)
    row = ("実績値(R6)", "2022", "2023")
    first = YearHead(row[1], row, 1, "")
    place = Said("35団体", 2, Box(0.0, 0.0, 1.0, 1.0))
    assert not list(of_head(first, heads.span(first), place))
    backwards = YearHead("2022", ("2023", "2022"), 1, "")
    assert [remark.code for remark in of_head(backwards, heads.span(backwards), place)] == ["years-not-ascending"]
