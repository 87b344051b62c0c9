"""What forms, headings over tables and blocks inside forms say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.statements import IndicatorSaid, InitiativeSaid, MeasureSaid, MilestoneSaid
from tests.extractors.shapes.drawing import line, read, table


def test_years_may_run_down_a_block_inside_a_form() -> None:
    reading = read(
        table(
            [
                ["事業名称", "窓口の一本化", "<", "<"],
                ["担当課", "市民課", "<", "<"],
                ["成果指標", "導入した施設数", "<", "<"],
                ["年次計画", "年度", "実施内容", "目標値"],
                ["^", "令和6年度", "要件を決める", "—"],
                ["^", "令和7年度", "試す", "21施設"],
                ["^", "令和8年度", "広げる", "26施設"],
            ]
        )
    )
    (indicator,) = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert (indicator.name, indicator.kind, indicator.sentence) == ("導入した施設数", "成果指標", False)
    assert [(v.heads[0].text, v.said.text, v.cell.row, v.cell.col) for v in indicator.values] == [
        ("令和6年度", "—", 4, 3),
        ("令和7年度", "21施設", 5, 3),
        ("令和8年度", "26施設", 6, 3),
    ]
    works = [(s.label.text, s.heads[0].text) for s in reading.statements if isinstance(s, MilestoneSaid)]
    assert works == [("要件を決める", "令和6年度"), ("試す", "令和7年度"), ("広げる", "令和8年度")]
    assert not [r for r in reading.remarks if r.code == "table-not-understood"]


def test_target_and_actual_columns_of_such_a_block_are_one_indicator() -> None:
    reading = read(
        table(
            [
                ["事業名", "窓口の一本化", "<"],
                ["指標", "利用率", "<"],
                ["年度", "目標値", "実績値"],
                ["令和6年度", "10%", "12%"],
                ["令和7年度", "20%", ""],
            ]
        )
    )
    (indicator,) = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    said = [(v.heads[0].text, v.heads[0].word, v.said.text) for v in indicator.values]
    assert said == [
        ("令和6年度", "target", "10%"),
        ("令和7年度", "target", "20%"),
        ("令和6年度", "actual", "12%"),
        ("令和7年度", "actual", ""),
    ]


def test_a_baseline_column_between_names_and_years_of_a_form_is_no_breakdown() -> None:
    reading = read(
        table(
            [
                ["取組項目", "窓口の一本化", "<", "<", "<"],
                ["所管部署", "市民課", "<", "<", "<"],
                ["指標", "<", "当初値", "令和4年度", "令和5年度"],
                ["アウトカム指標", "利用率", "43.5%", "44%", "45%"],
                ["活動指標", "待ち時間", "56分", "50分", "40分"],
                ["実施スケジュール", "<", "<", "試行", "本格運用"],
            ]
        )
    )
    said = [
        (s.kind, s.name, s.series, s.baseline and s.baseline.text, s.baseline_head)
        for s in reading.statements
        if isinstance(s, IndicatorSaid)
    ]
    assert said == [
        ("アウトカム指標", "利用率", "", "43.5%", "当初値"),
        ("活動指標", "待ち時間", "", "56分", "当初値"),
    ]


def test_a_heading_without_code_over_its_department_opens_an_initiative() -> None:
    grid = [["", "R4", "R5", "R6"], ["実施時期", "準備", "試行", "運用"], ["参加団体数", "1団体", "2団体", "3団体"]]
    reading = read(
        line("ビジョン1　便利な暮らし", 40, 16),
        line("文化財の記録", 70, 12),
        line("所管部署：文化財課", 90),
        table(grid, top=110),
        line("農地の情報", 200, 12),
        line("所管部署：農政課", 220),
        table(grid, top=240),
    )
    owners = {s.owner: s.name.text for s in reading.statements if isinstance(s, InitiativeSaid)}
    assert list(owners.values()) == ["文化財の記録", "農地の情報"]
    named = [owners[s.owner or 0] for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert named == ["文化財の記録", "農地の情報"]


@pytest.mark.parametrize("word", ["基本方向", "改革の柱", "推進方針", "重点テーマ", "具体的施策"])
def test_any_short_compound_that_ends_like_a_level_is_one(word: str) -> None:
    reading = read(line(f"{word}1　便利な暮らし", 40, 16))
    assert [s.path[-1].text for s in reading.statements if isinstance(s, MeasureSaid)] == [f"{word}1　便利な暮らし"]


@pytest.mark.parametrize("text", ["数値目標　15件の達成", "関連事業　3件あり", "令和8年度目標 100%以上"])
def test_what_counts_or_measures_is_no_level(text: str) -> None:
    reading = read(line(text, 40, 16))
    assert not [s for s in reading.statements if isinstance(s, MeasureSaid)]


def test_what_looks_blank_behind_a_work_belongs_to_it_where_nothing_parts_the_columns() -> None:
    rows = [
        ["事業名", "窓口の一本化", "<", "<", "<"],
        ["担当課", "市民課", "<", "<", "<"],
        ["年度", "R6", "R7", "R8", "R9"],
        ["スケジュール", "", "試行", "", "運用"],
        ["利用率", "1%", "2%", "", "4%"],
    ]

    def works(walled: bool) -> list[tuple[str, list[str]]]:
        said = read(replace(table(rows), walled=walled)).statements
        return [(s.label.text, [h.text for h in s.heads]) for s in said if isinstance(s, MilestoneSaid)]

    assert works(walled=True) == [("試行", ["R7"]), ("運用", ["R9"])]
    assert works(walled=False) == [("試行", ["R7", "R8"]), ("運用", ["R9"])]
