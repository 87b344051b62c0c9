"""What belongs to an initiative besides its figures, wherever a plan prints it: text, notes, policy, terms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pen import Grid, Pen, rows

from pipeline.document import read_document
from pipeline.schema import Dataset

PAGE = (595.0, 842.0)
YEARS = ("令和8年度", "令和9年度", "令和10年度")


def drawn(path: Path, pages: Callable[[Pen], None]) -> Dataset:
    """A plan of 湊川市 with a cover and what `pages` draws."""
    pen = Pen(path, PAGE)
    pen.centred((0, 200, 595, 240), "湊川市DX推進計画", 26)
    pen.centred((0, 260, 595, 280), "計画期間　令和8年度から令和10年度まで", 13)
    pen.centred((0, 500, 595, 520), "湊川市", 16)
    pen.next_page()
    pages(pen)
    pen.save()
    return read_document(path)


def running_text(pen: Pen) -> None:
    pen.text(50, 60, "基本目標1　便利な窓口", 16)
    for top, code, name, department in (
        (100, "(1)", "電子申請の拡充", "情報政策課"),
        (230, "(2)", "窓口の予約", "市民課"),
    ):
        pen.text(50, top, f"{code} {name}", 13)
        pen.text(50, top + 22, f"担当課：{department}", 10)
        pen.text(50, top + 40, f"{name}を進め、来庁しなくてもよい手続を増やします。", 10)
        pen.text(50, top + 58, "【現状】来庁する人が多く、待ち時間が長い。", 10)
    pen.next_page()


def test_initiatives_in_running_text(tmp_path: Path) -> None:
    data = drawn(tmp_path / "text.pdf", running_text)
    found = [(i.code, i.name, i.departments, i.current_state) for i in data["initiatives"]]
    said = ("来庁する人が多く、待ち時間が長い。",)
    assert found == [("(1)", "電子申請の拡充", ("情報政策課",), said), ("(2)", "窓口の予約", ("市民課",), said)]
    assert [i.summary for i in data["initiatives"]] == [
        f"{name}を進め、来庁しなくてもよい手続を増やします。" for name in ("電子申請の拡充", "窓口の予約")
    ]
    (measure,) = data["measures"]
    assert {i.measure_id for i in data["initiatives"]} == {measure.measure_id} and measure.title == "便利な窓口"


FORM = {
    (0, 0, 1, 1): "事業名", (0, 1, 1, 3): "電子申請の拡充",
    (1, 0, 1, 1): "担当課", (1, 1, 1, 3): "情報政策課、市民課・福祉課",
    (2, 0, 1, 1): "新規・継続", (2, 1, 1, 3): "継続",
    (3, 0, 1, 1): "国の取組方針", (3, 1, 1, 3): "国は令和9年度までに31手続のオンライン化を目指す。",
    (4, 0, 1, 1): "年度", (4, 1, 1, 1): YEARS[0], (4, 2, 1, 1): YEARS[1], (4, 3, 1, 1): YEARS[2],
    (5, 0, 1, 1): "スケジュール", (5, 1, 1, 1): "設計", (5, 2, 1, 2): "運用",
    (6, 0, 1, 1): "利用率", (6, 1, 1, 1): "20%", (6, 2, 1, 1): "25%", (6, 3, 1, 1): "30%",
    (7, 0, 1, 1): "満足度", (7, 1, 1, 3): "令和7年度の調査の後に決定",
}  # fmt: skip


def form(pen: Pen) -> None:
    pen.grid(Grid((90, 120, 120, 120), (24.0,) * 8, FORM), 50, 60)
    pen.text(50, 275, "※オンライン申請＝市役所に行かずに、家の機器から手続を申し込むことができる仕組み", 9)
    pen.next_page()


def test_policy_departments_continuity_and_notes_of_a_form(tmp_path: Path) -> None:
    data = drawn(tmp_path / "form.pdf", form)
    (item,) = data["initiatives"]
    assert item.departments == ("情報政策課", "市民課", "福祉課")
    assert item.continuity == "継続"
    assert item.national_policy == "国は令和9年度までに31手続のオンライン化を目指す。"
    assert item.notes == ("※オンライン申請＝市役所に行かずに、家の機器から手続を申し込むことができる仕組み",)
    assert [(g.term, g.definition) for g in data["glossary"]] == [
        ("オンライン申請", "市役所に行かずに、家の機器から手続を申し込むことができる仕組み")
    ]
    assert "31" not in {str(t.value) for t in data["targets"]}
    assert "national-figure" in {f.code for f in data["findings"]}


def test_a_deferred_row_holds_for_each_year_that_its_words_cover(tmp_path: Path) -> None:
    data = drawn(tmp_path / "form.pdf", form)
    (deferred,) = [k for k in data["indicators"] if k.name == "満足度"]
    found = [(t.fiscal_year, t.status, t.raw) for t in data["targets"] if t.indicator_id == deferred.indicator_id]
    assert found == [(year, "tbd", "令和7年度の調査の後に決定") for year in (2026, 2027, 2028)]


def measures(pen: Pen) -> None:
    pen.text(50, 60, "基本目標と数値目標", 14)
    heads = ("基本目標", "指標", "現状値（令和6年度）", "目標値（令和10年度）")
    pen.grid(
        rows(
            heads,
            ("1 便利な窓口", "電子申請の利用率", "12.5%", "40%"),
            ("2 効率のよい市役所", "削減した時間", "300時間", "1,200時間"),
            widths=(130, 150, 105, 105),
            height=26,
        ),
        50,
        80,
    )
    pen.next_page()


def test_indicators_of_measures_where_a_plan_has_no_initiatives(tmp_path: Path) -> None:
    data = drawn(tmp_path / "measures.pdf", measures)
    titles = {m.measure_id: (m.code, m.title) for m in data["measures"]}
    found = [(titles[k.measure_id], k.initiative_id, k.name, k.baseline_raw) for k in data["indicators"]]
    assert found == [
        (("1", "便利な窓口"), None, "電子申請の利用率", "12.5%"),
        (("2", "効率のよい市役所"), None, "削減した時間", "300時間"),
    ]
    assert [(t.fiscal_year, t.raw) for t in data["targets"]] == [(2028, "40%"), (2028, "1,200時間")]
    assert not data["initiatives"]


def glossary(pen: Pen) -> None:
    pen.text(50, 60, "用語集", 14)
    terms = (
        ("用語", "説明"),
        ("BPR", "業務の進め方を初めから見直すこと。"),
        ("RPA", "決まった手順の作業を自動で行う仕組み。"),
    )
    pen.grid(rows(*terms, widths=(90, 360)), 50, 80)
    pen.next_page()


def test_a_glossary(tmp_path: Path) -> None:
    data = drawn(tmp_path / "terms.pdf", glossary)
    assert [(g.term, g.definition) for g in data["glossary"]] == [
        ("BPR", "業務の進め方を初めから見直すこと。"),
        ("RPA", "決まった手順の作業を自動で行う仕組み。"),
    ]


@pytest.mark.parametrize("pages", [running_text, form, measures, glossary])
def test_nothing_is_alarming(tmp_path: Path, pages: Callable[[Pen], None]) -> None:
    data = drawn(tmp_path / "plan.pdf", pages)
    assert [f.code for f in data["findings"] if f.severity != "info" and f.code != "no-tables"] == []
    assert [c.text for c in data["cells"] if c.role == "unmapped"] == []
