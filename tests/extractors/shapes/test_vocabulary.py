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


SPELLINGS = {
    "departments": "担当課・係 所管課／室 担当部・課 事業担当課 主務課 関連部署 推進責任者 取りまとめ課 部・課 所属名",
    "name": "アクション名 主要事業名 計画事業 個別施策 具体的な施策 取組み名 プラン名 業務名 検討項目",
    "item": "ベンチマーク 成果目標 指標内容 KPI名 目標とする指標",
    "baseline": "現状値 計画開始時 基準時 最新値 前年度実績 直近の値 策定時（令和5年度）",
    "target": "目標水準 計画目標値 ＫＰＩ目標値 最終目標",
    "schedule": "進捗予定 導入計画 年度ごとの取組 年次別計画 取組内容（年度別） 推進スケジュール",
    "summary": "主な事業内容 概要・内容 目的・内容 事業内容等 実施方針 サービス概要",
    "current_state": "現状分析 主な課題 解決すべき課題 これまでの取組と課題",
    "ideal_state": "期待効果 導入効果 将来の姿 5年後の姿 目指す状態 見込まれる効果",
    "note": "算出方法 指標の定義 目標値の考え方 出典 測定方法 設定根拠",
    "category": "新規継続区分 類型 優先度 位置づけ",
}


@pytest.mark.parametrize(("role", "label"), [(role, word) for role in SPELLINGS for word in SPELLINGS[role].split()])
def test_heads_are_known_in_the_words_that_cities_use(role: str, label: str) -> None:
    assert role in roles(label)


@pytest.mark.parametrize(
    "text", ["計画推進課", "情報政策課", "事業推進課", "その他", "オンライン申請率", "利用者数", "庁内"]
)
def test_names_of_departments_and_indicators_are_no_labels(text: str) -> None:
    assert roles(text) == frozenset()


def test_long_texts_are_no_labels() -> None:
    assert roles("市民の利便性の向上を図るため、申請方法や手数料の納付方法を見直す事業の概要") == frozenset()
