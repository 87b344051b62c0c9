"""What looks like a year, and what a label may mean."""

import pytest

from extractors.vocabulary import roles, year_like

YEARS = [
    ("令和8年度", "full"), ("R 8", "full"), ("令和8\n年度", "full"), ("平成31年度\n(令和元年度)", "full"),
    ("(2026年度)", "full"), ("2026", "full"), ("R8～R10", "full"), ("令和8年度（2026年度）", "full"),
    ("7年度", "loose"), ("８", "loose"), ("3年目", "loose"),
    ("15 手続", ""), ("R5年度実績から約3%増", ""), ("目標値（令和11年度）", ""), ("100%", ""), ("", ""),
]  # fmt: skip

ROLES = [
    ("担当課・\n機関", "departments"), ("成果\n(アウトカム)", "outcome"), ("実績(アウトプット)", "output"),
    ("ｱｳﾄｶﾑ\n指標", "outcome"), ("K P I", "kpi"),
    ("重要業績評価指標\n（KPI）", "kpi"), ("取組\nスケジュール", "schedule"),
    ("現行計画の事業名", "old_name"), ("次期計画の事業名", "new_name"),
    ("旧番号", "old_code"), ("実績値(H28)", "baseline"),
    ("用語解説", "definition"), ("国・県の方針", "national_policy"), ("所管部署", "departments"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_year_cells_are_recognised(text: str, expected: str) -> None:
    assert year_like(text) == expected


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_labels_are_recognised_however_they_are_set(text: str, role: str) -> None:
    assert role in roles(text)


def test_long_texts_are_no_labels() -> None:
    assert roles("市民の利便性の向上を図るため、申請方法や手数料の納付方法を見直す事業の概要") == frozenset()
