"""Rows of year headers: the era stands once, or must be deduced."""

from __future__ import annotations

import pytest

from pipeline.values.headers import read_years

Year = tuple[int, tuple[str, ...]] | None


@pytest.mark.parametrize(
    ("cells", "years"),
    [
        (["令和6年度", "7年度"], [(2024, ()), (2025, ("era-carried",))]),
        (["平成30年度", "31年度", "2年度"], [(2018, ()), (2019, ("era-carried",)), (2020, ("era-carried",))]),
        (["8年度", "9年度", "令和10年度"], [(2026, ("era-deduced",)), (2027, ("era-carried",)), (2028, ())]),
        (["12年度", "R13"], [(2030, ("era-deduced",)), (2031, ("fiscal-assumed",))]),
        (["30年度", "31年度"], [(2018, ("era-deduced",)), (2019, ("era-carried",))]),
        (["20年度", "21年度"], [(2008, ("era-deduced",)), (2009, ("era-carried",))]),
        (["19年度", "20年度"], [(2037, ("era-deduced",)), (2038, ("era-carried",))]),
        (["令和8年度", "令和6～8年度"], [(2026, ()), (2026, ("years-not-ascending",))]),
        (["元年度", "2年度"], [(2019, ("era-deduced",)), (2020, ("era-carried",))]),
        (["二年度", "三年度"], [(2020, ("era-deduced",)), (2021, ("era-carried",))]),
        (["指標", "2024", "25"], [None, (2024, ("fiscal-assumed",)), (2025, ("era-carried",))]),
        (["令和8年度", "令和7年度"], [(2026, ()), (2025, ("years-not-ascending",))]),
        (["R6", "8"], [(2024, ("fiscal-assumed",)), (2026, ("era-carried", "years-skip"))]),
        (["令和8年度", "令和8年度"], [(2026, ()), (2026, ())]),
        (["目標", "6", "前年度"], [None, None, None]),
    ],
)
def test_an_era_is_carried_or_deduced_and_doubts_are_said(cells: list[str], years: list[Year]) -> None:
    found = [span and (span.fiscal_year, tuple(span.issues)) for span in read_years(cells)]
    assert found == years


def test_a_year_of_the_calendar_runs_over_two_fiscal_years() -> None:
    (span, _) = read_years(["8年", "9年"])
    assert span is not None
    assert (span.start_fy, span.end_fy, tuple(span.issues)) == (2025, 2026, ("era-deduced",))
