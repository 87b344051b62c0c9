"""Small plans that carry, one each, the faults that real plans print.

`FAULTS` maps a name to a Fault: how it is put into the faultless plan of `fault_plan`, what a reader should be told in
words, and the code of the finding. `fault_plan.draw(fault.put(FAULTLESS), path)` draws it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from fault_plan import Former, Plan, Row


class Fault(NamedTuple):
    """A fault, what should be said about it, the finding's code, and what else may be said above info."""

    put: Callable[[Plan], Plan]
    words: str
    code: str
    also: frozenset[str] = frozenset()


def _item(plan: Plan, index: int = 0, **changes: object) -> Plan:
    items = list(plan.items)
    items[index] = replace(items[index], **changes)  # type: ignore[arg-type]
    return replace(plan, items=tuple(items))


def _row(index: int, row: int, name: str, *cells: str | None) -> Callable[[Plan], Plan]:
    """Another name and other cells in one indicator row."""

    def put(plan: Plan) -> Plan:
        rows = list(plan.items[index].rows)
        rows[row] = Row(rows[row].kind, name, cells)
        return _item(plan, index, rows=tuple(rows))

    return put


def _with(index: int, **changes: object) -> Callable[[Plan], Plan]:
    return lambda plan: _item(plan, index, **changes)


def _footer_of_59_over_61(plan: Plan) -> Plan:
    kept = [Former(f"1-({n})", f"継続する事業その{n}", "継続") for n in range(1, 30)]
    ended = [Former(f"2-({n})", f"終える事業その{n}", "終了", "目的を達したため。") for n in range(1, 33)]
    return replace(plan, former=(*kept, *ended), footer="合計　59事業（継続29事業、終了30事業）")


def _swapped_codes(plan: Plan) -> Plan:
    return _item(_item(plan, 0, listed_code="1-2"), 1, listed_code="1-1")


def _label_one_row_low(plan: Plan) -> Plan:
    return replace(plan, groups=(("1 窓口の改革", 3), ("2 庁内の効率化", 0)))


def _three_new_from_one(plan: Plan) -> Plan:
    names = [item.name for item in plan.items]
    former = [Former("1-(1)", "窓口のデジタル化", "継続", "", name) for name in names]
    return replace(plan, former=tuple(former), footer="")


def _printed_again(plan: Plan) -> Plan:
    former = (*plan.former, Former("2-(2)", "公衆無線LANの整備【再掲】", "終了", "整備を終えたため、計画終了とする。"))
    return replace(plan, former=former, footer="合計　4事業（継続1事業、終了3事業）")


def _reason_of_the_neighbour(plan: Plan) -> Plan:
    first, second, third = plan.former
    kept = first._replace(reason="整備を終えたため、計画終了とする。")
    return replace(plan, former=(kept, second._replace(reason="名称を変えて継続する。"), third))


def _below_the_present(plan: Plan) -> Plan:
    changed = _row(0, 1, "無線LANを備えた施設数", "29施設", "30施設", "30施設", "31施設", "31施設")(plan)
    return _item(changed, 0, current="無線LANを備えた施設は、現在33施設である。")


def _new_rows(*rows: tuple[int, int, str, tuple[str, ...]]) -> Callable[[Plan], Plan]:
    """Several indicator rows, each as item, row, name and cells."""

    def put(plan: Plan) -> Plan:
        for index, row, name, cells in rows:
            plan = _row(index, row, name, *cells)(plan)
        return plan

    return put


def _former(*rows: Former, footer: str) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, former=rows, footer=footer)


def _yearly_and_there_already(plan: Plan) -> Plan:
    changed = _row(0, 1, "公開した手続の種類数（年）", "17種類", "18種類", "19種類", "20種類", "21種類")(plan)
    return _item(changed, 0, current="現在、16種類の手続を公開している。")


_SCORES = ("3.0", "3.3", "3.5", "3.8", "4.0")
_SENT = ("412件", "530件", "655件", "701件", "888件")

FAULTS = {
    "footer_says_59_over_61_rows": Fault(
        _footer_of_59_over_61,
        "the footer states 59 initiatives (30 ended), 61 rows are printed (32 ended)",
        "count-differs",
    ),
    "stated_number_of_initiatives": Fault(
        lambda plan: replace(plan, stated="本計画では、4の事業に取り組みます。"),
        "the text states 4 initiatives, 3 are printed",
        "count-differs",
    ),
    "codes_swapped": Fault(_swapped_codes, "1-1 and 1-2 are swapped between list and detail pages", "code-differs"),
    "name_differs": Fault(
        _with(0, listed_name="電子申請の拡大"), "list says 電子申請の拡大, page says 電子申請の拡充", "name-differs"
    ),
    "departments_differ": Fault(
        _with(1, listed_departments="生活課"), "list says 生活課, page says 市民課", "departments-differ"
    ),
    "reason_contradicts_status": Fault(
        _reason_of_the_neighbour,
        "a continued row carries a reason for its end, an ended row one for going on",
        "reason-contradicts-status",
    ),
    "label_on_the_wrong_row": Fault(
        _label_one_row_low, "2-1 stands under the label 1 窓口の改革", "label-on-wrong-row"
    ),
    "bars_begin_after_the_targets": Fault(
        _with(2, bars=(("対象の選定", 10, 10), ("導入と検証", 11, 12))),
        "figures are set from 令和8年度, the first bar begins in 令和10年度",
        "schedule-after-targets",
    ),
    "decided_after_a_year_it_covers": Fault(
        _row(0, 0, "電子申請の利用率", "20%", "令和9年度の検証後に決定", None, None, None),
        "to be decided after 令和9年度, yet the cell covers 令和9年度",
        "decided-too-late",
    ),
    "no_bar": Fault(_with(1, bars=()), "a schedule row without a bar", "schedule-empty"),
    "peak_in_another_year": Fault(
        _with(0, current="対応する手続は令和9年度に最も多くなる見込みである。"),
        "text: peak in 令和9年度; figures: highest in 令和12年度",
        "peak-differs",
    ),
    "target_below_the_present": Fault(
        _below_the_present, "the text counts 33施設 today, the targets begin at 29施設", "target-below-present"
    ),
    "people_in_percent": Fault(
        _row(0, 1, "納付書を送付した人数", "5%", "10%", "15%", "20%", "25%"),
        "a number of people has % targets",
        "unit-unlikely",
    ),
    "more_than_all": Fault(
        _row(0, 0, "電子申請の利用率", "90%", "95%", "100%", "110%", "120%"), "a share exceeds 100%", "more-than-all"
    ),
    "part_year_baseline": Fault(
        _row(
            0,
            1,
            "アクセス件数（現状値：19,623件（R5年度 ※令和5年12月末まで））",
            "R5年度実績から約3%増",
            "R5年度実績から約5%増",
            "R5年度実績から約7%増",
            "R5年度実績から約9%増",
            "R5年度実績から約10%増",
        ),
        "targets relative to R5, whose figure covers nine months only",
        "baseline-part-year",
    ),
    "two_dates_in_a_baseline": Fault(
        _row(
            0,
            1,
            "導入拠点及び利用率（現状値：24拠点・13.4%（拠点数はR6.1実績、利用率はR4年度実績））",
            "25拠点・14%",
            "25拠点・15%",
            "26拠点・16%",
            "28拠点・17%",
            "30拠点・18%",
        ),
        "two quantities with two dates in one baseline",
        "baseline-dates-differ",
    ),
    "cumulative_that_falls": Fault(
        _row(0, 1, "対応した手続数（累計）", "30件", "45件", "40件", "80件", "95件"),
        "a cumulative series falls from 45件 to 40件",
        "cumulative-falls",
    ),
    "same_every_year": Fault(
        _row(2, 0, "削減した時間", "600時間", "600時間", "600時間", "600時間", "600時間"),
        "the same target in every year",
        "targets-constant",
    ),
    "trend_that_turns": Fault(
        _row(0, 0, "電子申請の利用率", "20%", "30%", "25%", "35%", "28%"), "the series rises and falls", "trend-turns"
    ),
    "two_directions": Fault(
        _row(
            0,
            1,
            "要望校数並びに件数（現状値：25校、180件）",
            *(["30校以上かつ150件未満"] * 5),
        ),
        "one part is to rise (25校 to 30校以上), the other to fall (180件 to 150件未満)",
        "two-directions",
    ),
    "announced_and_absent": Fault(
        _with(0, announced=("電子申請の利用率", "待ち時間の短縮率")),
        "待ち時間の短縮率 is announced as an indicator and has no row",
        "announced-absent",
    ),
    "row_without_a_name": Fault(
        _row(0, 1, "", "30件", "45件", "60件", "80件", "95件"),
        "an indicator row without a name",
        "indicator-without-name",
    ),
    "target_outside_the_period": Fault(
        lambda plan: replace(plan, period="計画期間　令和8年度から令和11年度まで"),
        "targets and bars for 令和12年度, the plan ends in 令和11年度",
        "target-outside-period",
    ),
    "printed_again": Fault(_printed_again, "a row marked 【再掲】", "listed-again"),
    "one_becomes_three": Fault(
        _three_new_from_one, "one former initiative continues as three new ones", "one-becomes-several"
    ),
    "name_of_measure_and_initiative": Fault(
        lambda plan: replace(plan, groups=(plan.groups[0], ("2 RPAの活用", 1))),
        "the measure and its only initiative have the same name",
        "name-shared-with-measure",
    ),
    "odd_characters": Fault(
        _with(0, lead="デジタルデバйドを減らし、照会后の手間を省きます。"),
        "Cyrillic й and simplified 后 in Japanese words",
        "odd-character",
    ),
    "doubled_word": Fault(_with(0, lead="成果指標は、指標は利用率とします。"), "a word is printed twice", "word-twice"),
    "hours_per_person": Fault(
        _with(2, current="年間11,200時間（3.6人分）の作業がある。"),
        "11,200 hours for 3.6 persons are 3,111 hours each",
        "hours-per-person",
    ),
    "national_figure": Fault(
        _with(0, policy="国は令和10年度までに利用率100%を目指す。"),
        "the state's figure stands in the text and is not the city's target (for information)",
        "national-figure",
    ),
    "six_texts_over_five_years": Fault(
        _with(2, bars=(), stages=("調査", "選定", "設計", "導入", "検証", "拡大")),
        "the schedule's row has six texts, the table five years",
        "columns-slipped",
        frozenset({"cells-not-understood"}),
    ),
    "number_left_out": Fault(
        _former(
            Former("2-(1)", "例規集の電子化", "終了", "目標を達成したため、計画終了とする。"),
            Former("2-(2)", "議事録の公開", "終了", "定着したため、計画終了とする。"),
            Former("2-(4)", "庁内LANの更新", "終了", "更新を終えたため、計画終了とする。"),
            footer="合計　3事業（終了3事業）",
        ),
        "2-(4) follows 2-(2)",
        "code-missing",
    ),
    "ended_and_merged": Fault(
        _former(
            Former("2-(1)", "例規集の電子化", "終了", "ひとつの事業に統合する。"),
            Former("2-(2)", "議事録の公開", "終了", "定着したため、計画終了とする。"),
            footer="合計　2事業（終了2事業）",
        ),
        "a row has ended, its reason tells of a merger",
        "ended-yet-merged",
    ),
    "renamed_without_a_word": Fault(
        _former(
            Former("1-(1)", "電子申請を拡充する", "継続", "", "電子申請の拡充"),
            Former("2-(2)", "議事録の公開", "終了", "定着したため、計画終了とする。"),
            footer="合計　2事業（継続1事業、終了1事業）",
        ),
        "a row continues under another name, its status does not say so",
        "renamed-in-silence",
    ),
    "period_past_its_year": Fault(
        _row(0, 0, "申請データの移行率", "20%", "50%（R8～R9）", "80%", "100%（R10～R12）", "100%"),
        "the figure of 令和11年度 is for a period up to 令和12年度",
        "period-beyond-year",
    ),
    "yearly_but_a_stock": Fault(
        _yearly_and_there_already, "called yearly, but it goes on from today's 16種類", "stock-or-flow"
    ),
    "rate_or_points": Fault(
        _row(0, 0, "電子申請率の向上", "5%", "6%", "7%", "8%", "10%"),
        "a rise of a rate by 5%: of itself or in points",
        "rate-or-points",
    ),
    "hardly_any_change": Fault(
        _row(0, 1, "位置を特定した回数", "20,000回", "20,005回", "20,010回", "20,015回", "20,020回"),
        "20 of 20,000 in five years",
        "scarcely-moves",
    ),
    "yearly_or_cumulative": Fault(
        _row(2, 1, "研修の受講者数", "100人", "200人", "300人", "400人", "500人"),
        "each year adds 100人, neither 年 nor 累計 is said",
        "basis-not-said",
    ),
    "level_and_change": Fault(
        _new_rows((0, 0, "受付にかかる時間", ("15秒",) * 5), (0, 1, "受付にかかる時間の従来比", ("15秒減",) * 5)),
        "15秒 and 15秒減 are one thing",
        "level-or-change",
    ),
    "one_series_in_two_places": Fault(
        _new_rows((0, 1, "通知の送信件数", _SENT), (1, 1, "通知の送信件数", _SENT)),
        "the same indicator under two initiatives",
        "series-twice",
    ),
    "one_series_in_two_units": Fault(
        _new_rows((0, 0, "利用者の満足度", _SCORES), (2, 0, "職員の満足度", tuple(f"{s}ポイント" for s in _SCORES))),
        "the same irregular figures with and without a unit",
        "units-differ",
    ),
    "wrong_quotient": Fault(
        _with(2, current="これまでに18業務で年間3,108時間を削減した（1業務当たり約100時間）。"),
        "3,108時間 in 18業務 are 172.7時間 each, not 100",
        "quotient-differs",
    ),
    "quotient_cut_off": Fault(
        _with(2, current="これまでに18業務で年間3,108時間を削減した（1業務当たり約172時間）。"),
        "172.7 was cut to 172",
        "quotient-rounded",
    ),
    "reached_already": Fault(
        _row(0, 0, "電子申請の利用率（現状値：20%（R6年度））", "20%", "25%", "30%", "36%", "40%"),
        "the first target is the baseline",
        "target-equals-present",
    ),
    "decided_before_the_work_is_done": Fault(
        lambda plan: _item(
            _row(2, 1, "導入した業務数（累計）", "令和9年度の準備完了後に決定", None, None, None, None)(plan),
            2,
            bars=(("導入の準備", 8, 10), ("運用", 11, 12)),
        ),
        "to be decided when the preparation of 令和9年度 is done, which goes on to 令和10年度",
        "decided-before-done",
        frozenset({"decided-too-late", "schedule-after-targets"}),
    ),
}
