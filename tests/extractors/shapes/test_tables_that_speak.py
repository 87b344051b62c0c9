"""What tables in many layouts say: owners, indicators under their years, schedules, measures."""

from __future__ import annotations

from extractors.model import Box, Line, Sheet
from extractors.shapes.headings import mark_running
from extractors.statements import IndicatorSaid, InitiativeSaid, LineageSaid, MeasureSaid, MilestoneSaid, Reading
from tests.extractors.shapes.drawing import bar, line, read, table


def indicators(reading: Reading) -> list[tuple[str, str, str, dict[str, str]]]:
    """Group, name, series and value by year head of each indicator."""
    return [
        (s.group, s.name, s.series, {head.text: v.said.text for v in s.values for head in v.heads})
        for s in reading.statements
        if isinstance(s, IndicatorSaid)
    ]


def initiatives(reading: Reading) -> list[InitiativeSaid]:
    return [s for s in reading.statements if isinstance(s, InitiativeSaid)]


def milestones(reading: Reading) -> list[tuple[str, list[str]]]:
    return [(s.label.text, [h.text for h in s.heads]) for s in reading.statements if isinstance(s, MilestoneSaid)]


def test_a_card_names_its_initiative_and_its_indicator_over_the_values() -> None:
    reading = read(
        table(
            [
                ["事業名", "電子申請", "<", "担当課", "市民課"],
                ["年度別計画", "令和6年度", "令和7年度", "令和8年度", "令和9年度"],
                ["行動目標", "準備", "運用", "<", "<"],
                ["成果指標", "申請の件数", "<", "<", "<"],
                ["^", "10件", "20件", "30件", "40件"],
            ]
        )
    )
    (initiative,) = initiatives(reading)
    assert initiative.name.text == "電子申請"
    assert initiative.fields["departments"][0].text == "市民課"
    assert milestones(reading) == [("準備", ["令和6年度"]), ("運用", ["令和7年度", "令和8年度", "令和9年度"])]
    years = {"令和6年度": "10件", "令和7年度": "20件", "令和8年度": "30件", "令和9年度": "40件"}
    assert indicators(reading) == [("", "申請の件数", "", years)]


def test_a_form_may_begin_with_its_code() -> None:
    reading = read(
        table(
            [
                ["取組番号", "111", "取組名", "バスの実験"],
                ["主管課", "交通課", "区分", "一般事業"],
                ["KPI", "R8", "R9", "R10"],
                ["利用者数", "1人", "2人", "3人"],
            ]
        )
    )
    (initiative,) = initiatives(reading)
    assert (initiative.name.text, initiative.code and initiative.code.text) == ("バスの実験", "111")
    assert indicators(reading) == [("", "利用者数", "", {"R8": "1人", "R9": "2人", "R10": "3人"})]


def test_bars_over_years_are_milestones_of_the_heading_above() -> None:
    reading = read(
        line("①-1 行かない窓口", 60, 18),
        line("現状", 90),
        table(
            [["スケジュール", "R8", "R9", "R10"], ["^", "", "", ""], ["成果指標", "20%", "30%", "40%"]],
            bars=[bar("試行", 1, 1, 2), bar("本格実施", 1, 2, 4), bar("周知", 1, 1.5, 3.0, lane=1)],
        ),
    )
    (initiative,) = initiatives(reading)
    assert initiative.name.text == "行かない窓口"
    assert milestones(reading) == [("試行", ["R8"]), ("本格実施", ["R9", "R10"]), ("周知", ["R8", "R9"])]


def test_rows_of_group_and_of_series_are_told_apart() -> None:
    reading = read(
        line("2-7 登記の連携", 60, 18),
        line("現状", 90),
        table(
            [
                ["区分", "指標名", "<", "R8", "R9"],
                ["成果", "施設予約", "登録人数", "1人", "2人"],
                ["^", "PMH", "準備の後に決定", "<", "<"],
                ["実績", "自動連携率", "土地", "40%", "50%"],
                ["^", "^", "家屋", "20%", "30%"],
            ]
        ),
    )
    assert [(g, n, s) for g, n, s, _ in indicators(reading)] == [
        ("施設予約", "登録人数", ""),
        ("PMH", "", ""),
        ("", "自動連携率", "土地"),
        ("", "自動連携率", "家屋"),
    ]


def test_words_over_years_say_what_stands_below() -> None:
    reading = read(
        table(
            [
                ["指標名", "単位", "基準値", "中間値", "目標値"],
                ["^", "^", "令和5年度", "令和8年度", "令和11年度"],
                ["登録者数", "人", "10", "20", "30"],
            ]
        )
    )
    (said,) = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert [(v.heads[0].word, v.said.text) for v in said.values] == [
        ("baseline", "10"),
        ("middle", "20"),
        ("target", "30"),
    ]
    assert said.unit == "人"


def test_a_value_that_names_a_year_is_no_head() -> None:
    reading = read(
        table(
            [
                ["事業名", "広報", "<", "<"],
                ["年度別計画", "R6", "R7", "R8"],
                ["成果指標", "閲覧数\n（現状値：100件（R5年度））", "<", "<"],
                ["^", "R5年度実績から約3%増", "R5年度実績から約5%増", "R5年度実績から約7%増"],
            ]
        )
    )
    (found,) = indicators(reading)
    assert found[3]["R8"] == "R5年度実績から約7%増"


def test_years_may_run_down_the_first_column() -> None:
    reading = read(
        line("1-1 講座", 60, 18),
        line("担当課：市民課", 90),
        table([["年度", "参加者数", "満足度"], ["令和6年度", "10人", "50%"], ["令和7年度", "20人", "60%"]]),
    )
    assert indicators(reading) == [
        ("", "参加者数", "", {"令和6年度": "10人", "令和7年度": "20人"}),
        ("", "満足度", "", {"令和6年度": "50%", "令和7年度": "60%"}),
    ]


def test_target_and_actual_may_be_rows_of_one_indicator() -> None:
    reading = read(
        table(
            [
                ["番号", "取組名", "KPI", "", "R6", "R7"],
                ["101", "地図", "件数", "目標", "1件", "2件"],
                ["^", "^", "^", "実績", "3件", ""],
            ]
        )
    )
    (said,) = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert [(v.heads[0].word, v.said.text) for v in said.values] == [
        ("target", "1件"),
        ("target", "2件"),
        ("actual", "3件"),
        ("actual", ""),
    ]


def test_a_list_gives_measures_by_merged_cells_and_by_bands() -> None:
    merged = read(
        table([["基本目標", "事業名", "担当課"], ["1 安心", "防災", "危機管理課"], ["^", "見守り", "福祉課"]])
    )
    assert [[m.text for m in i.measures] for i in initiatives(merged)] == [["1 安心"], ["1 安心"]]
    banded = read(
        table(
            [
                ["No.", "事業名", "担当課"],
                ["基本目標1 安心", "<", "<"],
                ["1", "防災", "危機管理課"],
                ["新規事業", "<", "<"],
                ["2", "見守り", "福祉課"],
            ]
        )
    )
    assert [i.name.text for i in initiatives(banded)] == ["防災", "見守り"]
    assert [i.category and i.category.text for i in initiatives(banded)] == [None, "新規事業"]
    assert next(m.path[-1].text for m in banded.statements if isinstance(m, MeasureSaid)) == "基本目標1 安心"


def test_a_list_is_known_by_its_heads_though_most_of_them_are_strange() -> None:
    """A budget's list of projects: what follows 事業名 is a column of figures, not a name."""
    reading = read(
        table(
            [
                ["番号", "主管課", "款項目", "事業名", "Ｒ４年度当初予算額", "財源内訳", "<", "主な事業内容"],
                ["^", "^", "^", "^", "^", "国", "県", "^"],
                ["1", "情報政策課", "2.1.1", "電子申請の拡充", "188,089", "21,756", "", "委託料など"],
                ["2", "総務課", "2.1.2", "人事給与の更新", "77,032", "", "9,725", "賃借料など"],
            ]
        )
    )
    assert [(s.code.text, s.name.text) for s in reading.statements if isinstance(s, InitiativeSaid) and s.code] == [
        ("1", "電子申請の拡充"),
        ("2", "人事給与の更新"),
    ]
    [remark] = [r for r in reading.remarks if r.code == "cells-not-understood"]
    assert remark.values["count"] == "6"


def test_rows_with_bars_of_their_own_are_initiatives_though_they_are_called_measures() -> None:
    """The head of the labels shares its cell with that of the years: 施策 ＼ 年度."""
    bars = [bar("準備", 1, 1, 2), bar("実施", 1, 2, 4), bar("研修", 2, 1.5, 4)]
    rows = [["施策 年度", "令和3年度", "令和4年度", "令和5年度"], ["計画の推進", "", "", ""], ["人材育成", "", "", ""]]
    reading = read(table(rows, bars=bars))
    names = {s.owner: s.name.text for s in reading.statements if isinstance(s, InitiativeSaid)}
    said = [(names[s.owner], s.label.text) for s in reading.statements if isinstance(s, MilestoneSaid)]
    assert said == [("計画の推進", "準備"), ("計画の推進", "実施"), ("人材育成", "研修")]


def test_a_list_of_one_is_a_list_by_its_heads() -> None:
    reading = read(
        table(
            [["番号", "主管課", "事業名", "事業費", "内容"], ["1", "福祉事務所", "給付金の支給", "920,420", "年度内"]]
        )
    )
    [said] = [s for s in reading.statements if isinstance(s, InitiativeSaid)]
    assert said.name.text == "給付金の支給"


def test_a_total_is_no_initiative() -> None:
    reading = read(
        table([["番号", "個別事業", "主管課"], ["1-1", "窓口", "市民課"], ["合計 1事業", "<", "<"]]),
    )
    assert [i.name.text for i in initiatives(reading)] == ["窓口"]


def test_a_list_with_ended_items_is_the_former_plans() -> None:
    reading = read(
        table(
            [
                ["番号", "個別事業", "主管課", "状況"],
                ["1-1", "窓口", "市民課", "継続"],
                ["1-2", "無線", "総務課", "終了"],
            ]
        )
    )
    lineage = [s for s in reading.statements if isinstance(s, LineageSaid)]
    assert [(s.fields["old_name"].text, s.fields["status"].text) for s in lineage] == [
        ("窓口", "継続"),
        ("無線", "終了"),
    ]
    assert not initiatives(reading)


def test_statistics_are_not_understood_and_say_so() -> None:
    reading = read(
        line("人口の推移", 60, 18),
        table([["区分", "平成30年度", "令和元年度"], ["総人口", "100", "99"], ["世帯数", "50", "49"]]),
    )
    assert not indicators(reading)
    assert [remark.code for remark in reading.remarks] == ["table-not-understood"]


def test_every_cell_has_a_role() -> None:
    rows = [["指標", "現状値", "R8"], ["件数", "1件", "2件"], ["", "", ""]]
    reading = read(line("基本目標1 安心", 60, 18), table(rows))
    assert sorted(reading.roles.values()) == sorted(["header"] * 3 + ["label", "value", "value"] + ["blank"] * 3)


def test_a_kind_may_stand_on_the_first_line_of_a_name() -> None:
    reading = read(
        table([["事業名", "受付の見直し", "<"], ["年度別計画", "R8", "R9"], ["成果指標\n削減時間", "10時間", "20時間"]])
    )
    (said,) = [s for s in reading.statements if isinstance(s, IndicatorSaid)]
    assert (said.kind, said.name) == ("成果指標", "削減時間")


def test_initiatives_side_by_side_keep_their_tables() -> None:
    cards = [["担当", "市民課"], ["指標", "R8"], ["受講者数", "5人"]]
    other = [["担当", "税務課"], ["指標", "R8"], ["納付率", "9%"]]
    reading = read(
        line("1-1 講座の開催", 60, 13), line("1-2 納付の拡充", 60, 13, left=320), table(cards), table(other, left=320)
    )
    owners = {s.owner: s.name.text for s in initiatives(reading)}
    found = {s.name: owners[s.owner] for s in reading.statements if isinstance(s, IndicatorSaid) and s.owner}
    assert found == {"受講者数": "講座の開催", "納付率": "納付の拡充"}


def test_a_list_under_a_heading_goes_on_from_its_level() -> None:
    reading = read(
        line("基本目標1 安心なまち", 60, 16),
        table([["施策", "事業名", "担当課"], ["1-1 防災", "訓練", "危機管理課"], ["1-2 見守り", "訪問", "福祉課"]]),
    )
    assert [[m.text for m in i.measures] for i in initiatives(reading)] == [
        ["基本目標1 安心なまち", "1-1 防災"],
        ["基本目標1 安心なまち", "1-2 見守り"],
    ]


def test_a_heading_with_the_code_of_a_measure_is_the_measure_though_an_initiative_has_its_name() -> None:
    reading = read(
        table(
            [
                ["施策", "番号", "事業名", "担当課"],
                ["1 窓口の改革", "1-1", "人材の育成", "人事課"],
                ["2 人材の育成", "2-1", "研修の実施", "総務課"],
            ]
        ),
        line("2 人材の育成", 300, 14),
        line("2-1 研修の実施", 330, 14),
        table([["指標", "R8", "R9"], ["回数", "1回", "2回"]], top=360),
    )
    assert [i.name.text for i in initiatives(reading)] == ["人材の育成", "研修の実施", "研修の実施"]


def test_who_is_in_charge_is_no_running_head_though_many_pages_say_it() -> None:
    pages = [Sheet(n, 595, 842, (), (Line(n, Box(400, 40, 560, 50), "担当：情報課", 8.0),)) for n in range(1, 6)]
    assert not any(said.running for page in mark_running(pages) for said in page.lines)


def test_a_card_may_label_its_indicators_with_the_word_for_their_names() -> None:
    reading = read(
        table(
            [
                ["事業名", "電子申請", "担当課", "市民課"],
                ["年度", "R8", "R9", "R10"],
                ["指標名", "申請の件数", "<", "<"],
                ["^", "10件", "20件", "30件"],
            ]
        )
    )
    assert indicators(reading) == [("", "申請の件数", "", {"R8": "10件", "R9": "20件", "R10": "30件"})]


def test_a_name_over_the_values_of_a_card_may_end_with_its_series() -> None:
    reading = read(
        table(
            [
                ["事業名", "電子申請", "担当課", "市民課"],
                ["年度", "R8", "R9", "R10"],
                ["成果指標", "自動連携率　土地", "<", "<"],
                ["^", "10%", "20%", "30%"],
            ]
        )
    )
    assert indicators(reading) == [("", "自動連携率", "土地", {"R8": "10%", "R9": "20%", "R10": "30%"})]


def test_cards_without_any_label_are_name_and_department_over_one_text() -> None:
    reading = read(
        table(
            [
                ["1-1 電子申請の拡大", "<", "情報政策課"],
                ["年間の件数が多い手続から順に受け付けられるようにする。", "<", "<"],
                ["1-2 窓口の見直し", "<", "市民課ほか"],
                ["聞き取りながら職員が申請書をつくる。", "<", "<"],
                ["市民は確かめるだけにする。", "<", "<"],
            ]
        )
    )
    found = [
        (s.code and s.code.text, s.name.text, [d.text for d in s.fields["departments"]], len(s.fields["summary"]))
        for s in initiatives(reading)
    ]
    assert found == [("1-1", "電子申請の拡大", ["情報政策課"], 1), ("1-2", "窓口の見直し", ["市民課ほか"], 2)]


def test_two_words_over_a_text_are_no_card_without_a_department() -> None:
    reading = read(table([["電子申請の拡大", "<", "順に受け付ける"], ["件数が多い手続から始める。", "<", "<"]]))
    assert initiatives(reading) == []


def test_words_over_all_years_under_a_name_are_its_value_and_no_name_of_the_row_below() -> None:
    reading = read(
        table(
            [
                ["事業名", "電子申請", "担当課", "市民課"],
                ["年度", "R8", "R9", "R10"],
                ["成果指標", "申請の件数", "<", "<"],
                ["^", "試行の後に決定", "<", "<"],
                ["^", "利用者の数", "<", "<"],
                ["^", "10人", "20人", "30人"],
            ]
        )
    )
    assert indicators(reading) == [
        ("", "申請の件数", "", dict.fromkeys(("R8", "R9", "R10"), "試行の後に決定")),
        ("", "利用者の数", "", {"R8": "10人", "R9": "20人", "R10": "30人"}),
    ]
