"""Hard cases of matching, made by hand: what a drawn plan would need many pages for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipeline.compare import compare
from pipeline.compare.likeness import fold_code, fold_label, fold_name
from pipeline.compare.schedule import schedule_changes
from pipeline.schema import Dataset, Document, Indicator, Initiative, Measure, Milestone, Plan, Target

Row = tuple[str, str, str | None, str | None, str | None]


def edition(key: str, *items: dict[str, Any]) -> Dataset:
    """A document of initiatives; `kpi` is name and figures of an indicator, `bars` labels with their years."""
    common: dict[str, Any] = {"document_id": key, "plan_id": "p"}
    rows: dict[str, list[Any]] = {
        "documents": [Document(**common, file_name=key, bytes=1, pages=1, text_layer="native", role="plan")],
        "plans": [Plan(**common, title="計画", status="final")],
    }
    for number, item in enumerate(items):
        fields = {**item}
        kpi, bars = fields.pop("kpi", None), fields.pop("bars", ())
        owner = f"{key}-i{number}"
        rows.setdefault("initiatives", []).append(Initiative(**common, initiative_id=owner, **fields))
        for n, (label, start, end) in enumerate(bars):
            bar = Milestone(
                **common, initiative_id=owner, lane=n, label=label, start_fy=start, end_fy=end, method="bar"
            )
            rows.setdefault("milestones", []).append(bar)
        if kpi:
            name, *figures = kpi
            indicator = f"{key}-k{number}"
            rows.setdefault("indicators", []).append(
                Indicator(**common, indicator_id=indicator, initiative_id=owner, kind="kpi", name=name)
            )
            rows.setdefault("targets", []).extend(
                Target(**common, indicator_id=indicator, fiscal_year=2026 + n, **_figure(raw))
                for n, raw in enumerate(figures)
            )
    return Dataset({table: tuple(found) for table, found in rows.items()})


def _figure(raw: str) -> dict[str, Any]:
    if raw in ("", "—", "－"):
        return {"raw": raw, "status": "none"}
    digits = "".join(char for char in raw if char.isascii() and char.isdigit())
    if not digits or not raw.startswith(digits[0]):
        return {"raw": raw, "status": "text"}
    unit = raw.lstrip("0123456789,") or None
    return {"raw": raw, "status": "set", "comparator": "=", "value": Decimal(digits), "unit": unit}


def rows(old: Dataset, new: Dataset) -> set[Row]:
    found = compare(old, new).changes
    assert len(found) == len({(row.record_id, row.field, row.before, row.after, row.fiscal_year) for row in found})
    return {(row.record_table, row.change, row.field, row.before, row.after) for row in found}


HOUSE = "これまで紙と対面を前提としていた{}について、{}を活用し、いつでもどこからでも利用できる環境を整備します。"


def test_house_style_does_not_make_an_ended_and_a_new_initiative_one() -> None:
    stay = [{"name": f"取組{n}", "summary": HOUSE.format(f"手続{n}番", f"道具{n}番")} for n in range(8)]
    ended = {"name": "電子契約によるケース記録の最適化", "summary": HOUSE.format("生活保護のケース記録", "電子契約")}
    new = {"name": "生成AIによる鳥獣被害の把握", "summary": HOUSE.format("鳥獣被害の把握", "生成AI")}
    assert rows(edition("a", *stay, ended), edition("b", *stay, new)) == {
        ("initiatives", "added", None, None, new["name"]),
        ("initiatives", "removed", None, ended["name"], None),
    }


def test_a_reused_code_is_another_initiative_when_its_content_is() -> None:
    stay = [{"code": f"1-{n}", "name": f"取組{n}", "summary": f"{n}番目の手続を電子化する。"} for n in range(1, 6)]
    ended = {"code": "1-9", "name": "窓口の予約", "summary": "窓口に来る時刻を決めて待たずに済むようにする。"}
    new = {"code": "1-9", "name": "農地の台帳", "summary": "耕作放棄地を衛星写真から見つけて台帳に載せる。"}
    assert rows(edition("a", *stay, ended), edition("b", *stay, new)) == {
        ("initiatives", "added", None, None, "農地の台帳"),
        ("initiatives", "removed", None, "窓口の予約", None),
    }


@pytest.mark.parametrize("code", ["1-9", ""])
def test_another_name_over_the_same_content_is_a_new_name(code: str) -> None:
    stay = [{"code": code and f"1-{n}", "name": f"取組{n}", "summary": f"{n}番目の手続。"} for n in range(1, 6)]
    kept = {"code": code, "summary": "乳幼児健診の予約を受け付ける。", "kpi": ("印刷費の削減額", "80千円", "88千円")}
    found = rows(edition("a", *stay, {"name": "健診予約", **kept}), edition("b", *stay, {"name": "建築確認", **kept}))
    assert found == {("initiatives", "renamed", "name", "健診予約", "建築確認")}


def test_names_that_several_share_are_told_by_code_and_figures() -> None:
    twice = [
        {"code": "1-1", "name": "研修", "kpi": ("受講者数", "10人", "20人")},
        {"code": "2-1", "name": "研修", "kpi": ("受講者数", "300人", "400人")},
    ]
    turned = [twice[1], {**twice[0], "kpi": ("受講者数", "10人", "25人")}]
    assert rows(edition("a", *twice), edition("b", *turned)) == {("targets", "changed", "raw", "20人", "25人")}


def test_an_initiative_whose_indicator_another_takes_over_was_merged() -> None:
    one = {"name": "電子申請", "kpi": ("申請の件数", "10件", "20件")}
    two = {"name": "窓口改革"}
    old = edition("a", one, two, {"name": "公用車"})
    new = edition("b", {**two, "kpi": one["kpi"]}, {"name": "公用車"})
    assert rows(old, new) == {
        ("initiatives", "removed", "merged", "電子申請", "窓口改革"),
        ("indicators", "moved", "initiative_id", "電子申請", "窓口改革"),
    }
    assert ("initiatives", "added", "split", "窓口改革", "電子申請") in rows(new, old)


def test_a_sentence_that_differs_in_its_figures_has_changed_targets_and_no_new_name() -> None:
    def sentence(figure: str) -> dict[str, Any]:
        return {"name": "電子申請", "kpi": (f"令和8年度末までに、電子申請できる手続を{figure}にする。", figure)}

    old, new = edition("a", sentence("401手続"), {"name": "x"}), edition("b", sentence("480手続"), {"name": "x"})
    assert rows(old, new) == {("targets", "changed", "raw", "401手続", "480手続")}


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("10件", "１０件", False),
        ("1,200件", "1200 件", False),
        ("10件", "10", False),  # the unit stands in the name now
        ("－", "—", False),
        ("", "—", False),
        ("10件", "11件", True),
        ("10件", "10回", True),
        ("—", "10件", True),
        ("10件", "—", True),
        ("更新完了", "更新 完了", False),
        ("検討", "実施", True),
        ("3件", "3件（うち1件は試行）", True),
    ],
)
def test_cells(before: str, after: str, changed: bool) -> None:
    def plan(key: str, raw: str) -> Dataset:
        return edition(key, {"name": "電子申請", "kpi": ("件数", "5件", raw)})

    assert bool(rows(plan("a", before), plan("b", after))) is changed


Bars = list[tuple[str, int, int]]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([("検討", 2026, 2026)], [("検討", 2026, 2027)], [("2026-2026", "2026-2027")]),
        ([("運用", 2026, 2028)], [("運用", 2026, 2026), ("運用", 2027, 2027), ("運用", 2028, 2028)], []),
        ([("評価", 2026, 2026), ("評価", 2028, 2028)], [("評価", 2028, 2028), ("評価", 2026, 2026)], []),
        ([("評価", 2026, 2026), ("評価", 2028, 2028)], [("評価", 2026, 2026), ("評価", 2027, 2027)],
         [("2028-2028", "2027-2027")]),
        ([("検討", 2026, 2026)], [], [("2026-2026", None)]),
        ([("要件の検討", 2026, 2026)], [("要件の再検討", 2026, 2026)], [("2026-2026", "2026-2026")]),
        ([("要件・設計", 2026, 2026)], [("要件設計", 2026, 2026)], []),
    ],
)  # fmt: skip
def test_bars(before: Bars, after: Bars, found: list[tuple[str | None, str | None]]) -> None:
    old, new = (edition(key, {"name": "x", "bars": bars}) for key, bars in (("a", before), ("b", after)))
    changes = schedule_changes(old["milestones"], new["milestones"])
    assert [(c.before and c.before.span, c.after and c.after.span) for c in changes] == found


@pytest.mark.parametrize("column", ["departments", "category", "summary"])
def test_a_column_that_a_layout_leaves_out_is_no_change(column: str) -> None:
    values = {"departments": ("総務課",), "category": "重点事業", "summary": "本文。"}
    items = [{"name": f"取組{n}", **values} for n in range(3)]
    without = [{name: value for name, value in item.items() if name != column} for item in items]
    assert rows(edition("a", *items), edition("b", *without)) == set()
    one_less = [without[0], *items[1:]]
    assert len(rows(edition("a", *items), edition("b", *one_less))) == 1


def test_text_that_stands_in_another_column_is_no_change() -> None:
    old = edition("a", {"name": "x", "summary": "申請を電子化する。", "actions": ("件数を増やす。",)})
    new = edition(
        "b", {"name": "x", "actions": ("申請を電子化する。", "件数を増やす。"), "summary": "申請を電子化する。"}
    )
    assert rows(old, new) == set()


@pytest.mark.parametrize(
    ("fold", "one", "other"),
    [
        (fold_name, "電子申請の 拡大", "電子申請の拡大"),
        (fold_name, "ＡＩ－ＯＣＲの活用", "AI-OCRの活用"),
        (fold_name, "相談・予約", "相談予約"),
        (fold_name, "【再掲】電子申請", "電子申請"),
        (fold_name, "電子申請〔新規〕", "電子申請"),
        (fold_label, "利用件数（年）", "利用件数"),
        (fold_label, "利用件数(累計)", "利用件数"),
        (fold_code, "１－１－２", "1.1.2"),
    ],
)
def test_what_a_layout_does_to_words(fold: Any, one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_unlike_documents_are_refused() -> None:
    with pytest.raises(ValueError, match="without a plan"):
        compare(Dataset(), edition("b", {"name": "x"}))


def _of(name: str, **rest: Any) -> dict[str, Any]:
    return {"name": name, "summary": f"{name}を進める。", **rest}


def test_bars_that_come_go_move_and_get_other_words() -> None:
    stay = ("電子申請", "窓口")
    old = edition(
        "a",
        _of(stay[0], bars=[("検討", 2026, 2026), ("システムの導入と運用", 2027, 2028)]),
        _of(stay[1], bars=[("調査", 2026, 2026)]),
    )
    new = edition(
        "b",
        _of(stay[0], bars=[("検討", 2026, 2027), ("システムの導入と運用", 2027, 2028), ("拡大", 2029, 2029)]),
        _of(stay[1]),
    )
    assert rows(old, new) == {
        ("milestones", "moved", "span", "2026-2026", "2026-2027"),
        ("milestones", "added", None, None, "拡大"),
        ("milestones", "removed", None, "調査", None),
    }
    reworded = edition(
        "c",
        _of(stay[0], bars=[("検討", 2026, 2026), ("システムの導入と本格運用", 2027, 2028)]),
        _of(stay[1], bars=[("調査", 2026, 2026)]),
    )
    assert rows(old, reworded) == {
        ("milestones", "changed", "label", "システムの導入と運用", "システムの導入と本格運用")
    }


def test_an_indicator_added_or_dropped_is_one_row_and_a_year_more_is_a_target() -> None:
    with_one = edition("a", _of("電子申請", kpi=("利用率", "10件", "20件")), _of("窓口"))
    with_two = edition(
        "b", _of("電子申請", kpi=("利用率", "10件", "20件", "30件")), _of("窓口", kpi=("待ち時間", "9分"))
    )
    assert rows(with_one, with_two) == {
        ("indicators", "added", None, None, "待ち時間"),
        ("targets", "added", "raw", None, "30件"),
    }
    assert rows(with_two, with_one) == {
        ("indicators", "removed", None, "待ち時間", None),
        ("targets", "removed", "raw", "30件", None),
    }


def test_an_indicator_whose_terms_change_says_which() -> None:
    def counted(basis: str, baseline: str) -> Dataset:
        whole = edition(basis, _of("電子申請", kpi=("利用者数", "10人", "20人")))
        (row,) = whole["indicators"]
        changed = row.model_copy(update={"basis": basis, "baseline_raw": baseline})
        return Dataset({**dict(whole), "indicators": (changed,)})

    assert rows(counted("annual", "5人"), counted("cumulative", "7人")) == {
        ("indicators", "changed", "basis", "annual", "cumulative"),
        ("indicators", "changed", "baseline_raw", "5人", "7人"),
    }


def test_a_file_without_a_plan_has_no_editions() -> None:
    with pytest.raises(ValueError, match="without a plan"):
        compare(Dataset(), edition("a", _of("電子申請")))


def _measures(key: str, *titles: tuple[str, str, int]) -> Dataset:
    """An edition whose measures have these codes, titles and levels."""
    whole = edition(key, _of("電子申請"))
    own = {"document_id": key, "plan_id": "p"}
    made = [
        Measure(**own, measure_id=f"{key}-m{n}", code=code, title=title, level=level)
        for n, (code, title, level) in enumerate(titles)
    ]
    return Dataset({**dict(whole), "measures": tuple(made)})


def test_measures_are_matched_by_title_then_by_code_with_a_like_title() -> None:
    old = _measures("a", ("1", "便利な窓口", 1), ("1-1", "申請のオンライン化", 2), ("2", "働き方の見直し", 1))
    new = _measures("b", ("1", "便利な窓口", 1), ("1-1", "申請と納付のオンライン化", 2), ("3", "防災の強化", 1))
    assert rows(old, new) == {
        ("measures", "renamed", "title", "申請のオンライン化", "申請と納付のオンライン化"),
        ("measures", "removed", None, "働き方の見直し", None),
        ("measures", "added", None, None, "防災の強化"),
    }
