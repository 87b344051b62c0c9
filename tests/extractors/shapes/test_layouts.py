"""Layouts of years, names and goals that stand in other places than in most plans."""

from __future__ import annotations

import pytest

from extractors.model import Line, Table
from extractors.shapes.headings import labelled
from extractors.shapes.naming import Step, from_to, kind_before_name
from extractors.statements import CellKey, IndicatorSaid, InitiativeSaid, MeasureSaid, MilestoneSaid, Reading
from tests.extractors.shapes.drawing import line, read, table

Said = dict[str, str]


def indicators(reading: Reading) -> list[tuple[str, str, Said]]:
    """Kind label, name and values by year head."""
    return [
        (s.kind, s.name, {head.text: v.said.text for v in s.values for head in v.heads})
        for s in reading.statements
        if isinstance(s, IndicatorSaid)
    ]


def works(reading: Reading) -> list[tuple[str, list[str]]]:
    return [(s.label.text, [h.text for h in s.heads]) for s in reading.statements if isinstance(s, MilestoneSaid)]


def test_schedule_and_goals_side_by_side_under_the_same_years() -> None:
    reading = read(
        table(
            [
                ["No.", "取組名", "担当課", "年度別計画", "<", "指標", "目標値", "<"],
                ["^", "^", "^", "R8", "R9", "^", "R8", "R9"],
                ["1", "窓口の改革", "市民課", "試行", "3か所で実施", "件数", "1件", "2件"],
                ["2", "手続の改革", "総務課", "検討", "<", "割合", "1%", "2%"],
            ]
        )
    )
    assert works(reading) == [("試行", ["R8"]), ("3か所で実施", ["R9"]), ("検討", ["R8", "R9"])]
    assert indicators(reading) == [
        ("", "件数", {"R8": "1件", "R9": "2件"}),
        ("", "割合", {"R8": "1%", "R9": "2%"}),
    ]


def test_words_and_arrows_under_years_of_a_list_are_works() -> None:
    reading = read(
        table(
            [
                ["No.", "取組項目", "所管課", "実施年度", "<", "<"],
                ["^", "^", "^", "R8", "R9", "R10"],
                ["1", "窓口の改革", "市民課", "検討", "→", "実施"],
                ["2", "手続の改革", "総務課", "実施", "－", "見直し"],
            ]
        )
    )
    assert works(reading) == [("検討", ["R8", "R9"]), ("実施", ["R10"]), ("実施", ["R8"]), ("見直し", ["R10"])]
    assert indicators(reading) == []


def test_parts_of_the_period_with_their_years_are_an_axis() -> None:
    reading = read(
        table(
            [
                ["番号", "事業名", "所管課", "短期\n（R6～R8）", "中期\n（R9～R11）", "長期\n（R12～R15）"],
                ["1", "窓口の改革", "市民課", "試行", "本格運用", "<"],
            ]
        )
    )
    assert works(reading) == [
        ("試行", ["短期\n（R6～R8）"]),
        ("本格運用", ["中期\n（R9～R11）", "長期\n（R12～R15）"]),
    ]


def test_bands_over_rows_of_indicators_name_measures() -> None:
    reading = read(
        table(
            [
                ["指標", "単位", "基準値(R5)", "R6", "R7"],
                ["基本目標1　脱炭素", "<", "<", "<", "<"],
                ["導入件数", "件", "1", "2", "3"],
                ["基本目標2　循環", "<", "<", "<", "<"],
                ["ごみの量", "t", "9", "8", "7"],
            ]
        )
    )
    measures = [s.path[-1].text for s in reading.statements if isinstance(s, MeasureSaid)]
    assert measures == ["基本目標1　脱炭素", "基本目標2　循環"]
    owned = [(s.name, s.measures[-1].text) for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert owned == [("導入件数", "基本目標1　脱炭素"), ("ごみの量", "基本目標2　循環")]


def test_bands_over_rows_of_indicators_name_their_kind() -> None:
    reading = read(
        line("①-1　窓口の改革", 60, 16),
        line("担当課：市民課", 90),
        table(
            [
                ["指標", "R6", "R7"],
                ["アウトカム指標（成果）", "<", "<"],
                ["満足度", "1%", "2%"],
                ["アウトプット指標（活動）", "<", "<"],
                ["説明会", "1回", "2回"],
            ]
        ),
    )
    assert [(kind, name) for kind, name, _ in indicators(reading)] == [
        ("アウトカム指標（成果）", "満足度"),
        ("アウトプット指標（活動）", "説明会"),
    ]


def test_an_indicator_may_stand_in_one_row_of_a_form() -> None:
    form = [
        ["取組名", "窓口の改革", "<", "<", "<", "<"],
        ["担当課", "市民課", "<", "<", "<", "<"],
    ]
    goals = ["現状値\n（R6）", "45%", "目標値\n（R11）", "60%"]
    one_row = read(table([*form, ["指標", "利用率", *goals]]))
    two_rows = read(table([*form, ["指標", "利用率", "<", "<", "<", "<"], [*goals, "単位", "%"]]))
    for reading in (one_row, two_rows):
        (said,) = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
        assert (said.kind, said.name, said.sentence) == ("指標", "利用率", False)
        assert (said.baseline and said.baseline.text, said.baseline_head) == ("45%", "現状値\n（R6）")
        assert [(v.heads[0].text, v.heads[0].word, v.said.text) for v in said.values] == [
            ("目標値\n（R11）", "target", "60%")
        ]


STEPS = [
    ("利用率：45.2%（令和6年度）→60%（令和12年度）", [Step("利用率", "45.2%", "令和6年度", "60%", "令和12年度")]),
    (
        "・利用者数　10人（R6）⇒20人（R9）\n・満足度：5割（R6）→7割（R9）",
        [Step("利用者数", "10人", "R6", "20人", "R9"), Step("満足度", "5割", "R6", "7割", "R9")],
    ),
    ("入学者数40人（2014年度）→年40人（2019年度）", [Step("入学者数", "40人", "2014年度", "年40人", "2019年度")]),
    ("窓口の待ち時間を令和8年度に10分以内にする。", []),
    ("利用率：45%（市民）→60%（市民）", []),
]


@pytest.mark.parametrize(("text", "steps"), STEPS)
def test_an_indicator_may_stand_in_one_line(text: str, steps: list[Step]) -> None:
    assert from_to(text) == steps


KINDS = [
    ("指標：利用率", ("指標", "利用率")),
    ("【成果指標】利用率", ("成果指標", "利用率")),
    ("成果指標\n削減時間", ("成果指標", "削減時間")),
    ("利用率（登録者：延べ）", ("", "利用率（登録者：延べ）")),
    ("成果指標", ("", "成果指標")),
]


@pytest.mark.parametrize(("label", "expected"), KINDS)
def test_a_kind_may_stand_before_the_name(label: str, expected: tuple[str, str]) -> None:
    assert kind_before_name(label) == expected


LINES = [
    ("【担当課：税務課、総務課】", ("departments", "税務課、総務課")),
    ("【担当課】教育委員会（学校教育課）", ("departments", "教育委員会（学校教育課）")),
    ("（担当：教育委員会（学校教育課））", ("departments", "教育委員会（学校教育課）")),
    ("〈所管：税務課〉", ("departments", "税務課")),
    ("【重点】窓口", ("", "")),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_field_may_stand_in_any_brackets(text: str, expected: tuple[str, str]) -> None:
    assert labelled(text) == expected


def test_a_coded_line_over_its_department_opens_an_initiative_in_whatever_size() -> None:
    reading = read(
        line("基本方針1　支え合う地域", 40, 14),
        line("①　活動の支援", 70),
        line("（担当：福祉課）", 85, left=400),
        line("活動の場を増やします。", 100),
        line("②　相談の充実", 120),
        line("（担当：市民課）", 135, left=400),
        line("相談できる日を増やします。", 150),
    )
    said = [
        (s.code and s.code.text, s.name.text, s.fields["departments"][0].text)
        for s in reading.statements
        if isinstance(s, InitiativeSaid)
    ]
    assert said == [("①", "活動の支援", "福祉課"), ("②", "相談の充実", "市民課")]


@pytest.mark.parametrize(("head", "text"), [("前回（H30）", "10％"), ("国の目標", "30.5％"), ("方向", "↑")])
def test_a_figure_under_a_strange_head_is_no_part_of_the_indicator(head: str, text: str) -> None:
    reading = read(
        line("1-1　窓口の改革", 100, 14),
        line("担当課：窓口課", 130),
        table([["指標", head, "現状（R5）", "目標（R11）"], ["申請率", text, "20％", "30％"]]),
    )
    [said] = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert (said.name, said.series) == ("申請率", "")
    assert [r.values["text"] for r in reading.remarks if r.code == "cells-not-understood"] == [text]


def test_how_an_indicator_is_counted_is_a_note() -> None:
    reading = read(
        line("1-1　窓口の改革", 100, 14),
        line("担当課：窓口課", 130),
        table([["指標", "算出方法", "現状（R5）", "目標（R11）"], ["申請率", "申請数を人口で割る", "20％", "30％"]]),
    )
    assert [key for key, role in reading.roles.items() if role == "narrative"] == [CellKey(1, 1, 1, 1)]
    assert not reading.remarks


def test_what_is_to_be_done_beside_who_does_it_names_initiatives() -> None:
    reading = read(
        table(
            [["目標", "推進者"], ["①休暇を取りやすくします。", "総務課長\n所属長"], ["②残業を減らします。", "所属長"]]
        )
    )
    said = [(s.code and s.code.text, s.name.text) for s in reading.statements if isinstance(s, InitiativeSaid)]
    assert said == [("①", "休暇を取りやすくします。"), ("②", "残業を減らします。")]


def test_heads_that_stand_again_under_a_band_are_heads() -> None:
    heads = ["項目", "内容", "担当課"]
    reading = read(
        table(
            [
                ["1　はじめの柱", "<", "<"],
                heads,
                ["窓口の改革", "直す", "市民課"],
                ["2　次の柱", "<", "<"],
                heads,
                ["手続の改革", "減らす", "総務課"],
            ]
        )
    )
    said = [(s.name.text, s.measures[-1].text) for s in reading.statements if isinstance(s, InitiativeSaid)]
    assert said == [("窓口の改革", "1　はじめの柱"), ("手続の改革", "2　次の柱")]
    assert "unmapped" not in reading.roles.values()


def test_the_first_of_the_columns_under_each_year_holds_the_figure() -> None:
    reading = read(
        table(
            [
                ["指標", "R8", "<", "R9", "<"],
                ["^", "件数", "前年比", "件数", "前年比"],
                ["相談の受付", "10", "1.0", "20", "2.0"],
            ]
        )
    )
    assert works(reading) == []
    assert indicators(reading) == [("", "相談の受付", {"R8": "10", "R9": "20"})]


def test_statistics_without_an_owner_are_no_indicators() -> None:
    reading = read(table([["", "R4", "R5", "R6"], ["実績", "10", "20", "30"], ["見込", "11", "21", "31"]]))
    assert indicators(reading) == []


GOAL = [["指標", "現状値（2014年度）", "目標値（2019年度）"], ["訪問校数", "年11校", "年15校"]]


def strategy(*parts: Line | Table) -> Reading:
    """A basic goal with its own goal in a line, over items set like the text."""
    return read(
        line("１．高校の魅力化", 60, 16), line("高校の入学者数40人（2014年度）→年50人（2019年度）", 90, 12), *parts
    )


def test_items_under_a_label_are_initiatives_and_the_heading_over_them_a_measure() -> None:
    reading = strategy(
        line("［具体的な施策］", 120),
        line("① 学びの仕組みの強化", 140),
        line("学区の外からも生徒を迎えられるように、学校を訪ねる。", 160),
        table(GOAL, top=180),
        line("＜主な事業＞", 240),
        line("・学校訪問", 255),
        line("② 部活動の支援", 280),
        line("道具をそろえ、指導者を招く。", 300),
    )
    said = {s.owner: s for s in reading.statements if isinstance(s, InitiativeSaid)}
    assert [(s.code.text, s.name.text, [m.text for m in s.measures]) for s in said.values() if s.code] == [
        ("①", "学びの仕組みの強化", ["１　高校の魅力化"]),
        ("②", "部活動の支援", ["１　高校の魅力化"]),
    ]
    first, _ = said.values()
    assert [text.text for text in first.fields["actions"]] == ["・学校訪問"]
    kpis = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert [(s.name, s.owner, [m.text for m in s.measures]) for s in kpis] == [
        ("高校の入学者数", None, ["１　高校の魅力化"]),
        ("訪問校数", first.owner, ["１　高校の魅力化"]),
    ]
    assert (kpis[0].baseline and kpis[0].baseline.text, kpis[0].values[0].said.text) == ("40人", "年50人")


def test_without_a_label_numbered_sentences_are_no_items() -> None:
    reading = strategy(line("① 学びの仕組みの強化", 140), line("学校を訪ねる。", 160), table(GOAL, top=180))
    [said] = [s for s in reading.statements if isinstance(s, InitiativeSaid)]
    assert said.name.text == "高校の魅力化"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("入学者数40人（2014年度）→年50人（2019年度）", Step("入学者数", "40人", "2014年度", "年50人", "2019年度")),
        ("来場者数 700 人（R5）→ 1,500 人（R9）", Step("来場者数", "700 人", "R5", "1,500 人", "R9")),
        ("令和2年度の件数 5件（R2）→8件（R6）", Step("令和2年度の件数", "5件", "R2", "8件", "R6")),
    ],
)
def test_goals_in_a_line_of_text(text: str, expected: Step) -> None:
    assert from_to(text) == [expected]


def test_numbers_of_one_kind_over_lists_are_measures() -> None:
    grid = [["取組名", "内容", "担当課"], ["{}", "直す", "市民課"]]

    def listed(name: str, top: float) -> Table:
        return table([[text.format(name) for text in row] for row in grid], top=top)

    reading = read(
        line("第3章　具体的な取組", 20, 18),
        line("１　窓口のこと", 50, 15),
        line("（１）受付", 80),
        listed("受付の改革", 100),
        line("（２）案内", 200),
        listed("案内の改革", 220),
        line("２　役場のこと", 320, 15),
        line("（１）働き方", 350),
        listed("働き方の改革", 370),
    )
    said = [
        (s.name.text, [measure.text for measure in s.measures])
        for s in reading.statements
        if isinstance(s, InitiativeSaid)
    ]
    assert said == [
        ("受付の改革", ["１　窓口のこと", "（１）受付"]),
        ("案内の改革", ["１　窓口のこと", "（２）案内"]),
        ("働き方の改革", ["２　役場のこと", "（１）働き方"]),
    ]


def test_one_number_over_a_list_is_no_measure() -> None:
    reading = read(
        line("３　これからの歩み", 50, 15),
        table([["取組名", "内容", "担当課"], ["受付の改革", "直す", "市民課"]], top=80),
    )
    assert not [s for s in reading.statements if isinstance(s, MeasureSaid)]


def test_labelled_lines_may_make_up_an_initiative() -> None:
    grid = [["指標", "R6", "R7"], ["利用率", "1%", "2%"]]
    reading = read(
        line("基本目標1　働く", 20, 15),
        line("【事業名】窓口の改革", 50),
        line("【担当課】市民課", 65),
        line("【内容】窓口を直します。", 80),
        table(grid, top=100),
        line("【事業名】手続の改革", 160),
        line("【担当課】総務課", 175),
        table(grid, top=200),
    )
    owners = {
        s.owner: (s.name.text, s.fields["departments"][0].text, s.measures[0].text)
        for s in reading.statements
        if isinstance(s, InitiativeSaid)
    }
    assert list(owners.values()) == [
        ("窓口の改革", "市民課", "基本目標1　働く"),
        ("手続の改革", "総務課", "基本目標1　働く"),
    ]
    assert [s.owner for s in reading.statements if isinstance(s, IndicatorSaid)] == list(owners)


def test_a_line_under_a_measure_may_be_its_indicator() -> None:
    reading = read(
        line("基本目標1　働く", 20, 15),
        line("新しく働く人：10人（令和6年度）→20人（令和11年度）", 45),
        line("本文です。", 60),
    )
    (said,) = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert (said.owner, said.measures[0].text, said.name) == (None, "基本目標1　働く", "新しく働く人")
    assert (said.baseline and said.baseline.text, said.values[0].said.text) == ("10人", "20人")


def test_a_name_over_its_breakdown_in_one_cell_is_known_by_its_neighbour() -> None:
    reading = read(
        line("1-1　窓口の改革", 100, 14),
        line("担当課：窓口課", 130),
        table([["指標", "R8", "R9"], ["満足した割合\n市民", "20%", "30%"], ["満足した割合\n事業者", "10%", "15%"]]),
    )
    said = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert [(s.name, s.series) for s in said] == [("満足した割合", "市民"), ("満足した割合", "事業者")]


def test_names_that_wrap_alike_stay_names() -> None:
    reading = read(
        line("1-1　窓口の改革", 100, 14),
        line("担当課：窓口課", 130),
        table([["指標", "R8", "R9"], ["電子申請の\n利用件数", "20件", "30件"], ["電子申請の\n利用率", "10%", "15%"]]),
    )
    said = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert [(s.name, s.series) for s in said] == [("電子申請の\n利用件数", ""), ("電子申請の\n利用率", "")]
