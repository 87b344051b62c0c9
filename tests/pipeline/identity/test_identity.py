"""Covers in many styles give the same identity; what is only mentioned never wins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.model import Box, Cell, Line, Sheet, Table
from pipeline.identity import PageText, PlanIdentity, follows, identify, page_text, plan_id, plan_key
from pipeline.identity.spans import span_of
from pipeline.identity.titles import parsed

Row = str | tuple[str, float]


def drawn(*rows: Row, number: int = 1, running: str = "", body: int = 0) -> PageText:
    """A page whose rows stand below each other, each in a size; `running` is its foot, `body` lines of text follow."""
    lines: list[Line] = []
    top, last = 60.0, 0.0
    for row in (*rows, *(("本文の文章がここに続き、市民の暮らしを述べる。", 10.0),) * body):
        text, size = row if isinstance(row, tuple) else (row, 12.0)
        top += (0.5 if size == last else 2.0) * size
        lines.append(Line(number, Box(80, top, 80 + size * len(text), top + size), text, size))
        top, last = top + size, size
    if running:
        lines.append(Line(number, Box(80, 800, 300, 810), running, 9.0, running=True))
    return PageText(number, 595, 842, tuple(lines))


BODY = [drawn(number=n, body=20) for n in (2, 3)]


@pytest.mark.parametrize(
    ("rows", "title", "edition", "period", "city"),
    [
        (
            [("藤沢市DX推進計画", 30), "案（令和4年4月）", "令和4年度～令和7年度", "藤沢市"],
            "藤沢市DX推進計画",
            "案（令和4年4月）",
            (2022, 2025),
            "藤沢市",
        ),
        (
            [
                ("藤沢市DX推進計画（案）", 30),
                "（だれもが安全安心で生き生きと暮らせる 新しいまちづくりに向けて）",
                "＜令和4年度～令和7年度＞",
                "2022年（令和4年）4月",
                "藤沢市",
            ],
            "藤沢市DX推進計画",
            "案 2022年（令和4年）4月",
            (2022, 2025),
            "藤沢市",
        ),
        (
            [("藤沢市", 30), ("DX推進計画", 30), "2022年4月から2026年3月まで"],
            "藤沢市DX推進計画",
            None,
            (2022, 2025),
            "藤沢市",
        ),
        (
            [
                ("第２次相模原市ＩＣＴ総合戦略", 28),
                ("実施事業集", 24),
                "令和６年３月",
                "令和６年度-令和９年度",
                "相模原市",
            ],
            "第２次相模原市ＩＣＴ総合戦略 実施事業集",
            "令和６年３月",
            (2024, 2027),
            "相模原市",
        ),
        (
            [("「はだのDX推進計画」", 30), "概要版", "令和8年度（2026年度）～令和12年度（2030年度）", "秦 野 市"],
            "はだのDX推進計画",
            "概要版",
            (2026, 2030),
            "秦野市",
        ),
        (
            [
                ("朝霧野市行政デジタルトランス", 26),
                ("フォーメーション推進計画", 26),
                "令和9年度から令和13年度まで",
                "長野県　朝霧野市",
            ],
            "朝霧野市行政デジタルトランスフォーメーション推進計画",
            None,
            (2027, 2031),
            "朝霧野市",
        ),
        (
            [
                ("だれもがつながるまちへ", 14),
                ("青浜スマートシティ戦略2030", 32),
                ("【改訂版】", 16),
                "平成30年度～令和3年度",
                "静岡県 青浜市",
            ],
            "青浜スマートシティ戦略2030",
            "【改訂版】",
            (2018, 2021),
            "青浜市",
        ),
        (
            [("音威子府村特定事業主行動計画", 24), "平成27年8月", "音威子府村・音威子府村議会"],
            "音威子府村特定事業主行動計画",
            "平成27年8月",
            (None, None),
            "音威子府村",
        ),
        (
            [("晴原市DX推進計画", 30), ("第1編 重点事業集", 20), "令和8年度～令和12年度", "岡山県 晴原市"],
            "晴原市DX推進計画",
            None,
            (2026, 2030),
            "晴原市",
        ),
        (
            [("さがみはら未来アクションプラン（素案）", 30), "R6～R9", "相模原市総務局DX推進課"],
            "さがみはら未来アクションプラン",
            "素案",
            (2024, 2027),
            "相模原市",
        ),
    ],
)
def test_covers(
    rows: list[Row], title: str, edition: str | None, period: tuple[int | None, int | None], city: str
) -> None:
    found = identify([drawn(*rows), *BODY])
    assert (found.title, found.edition) == (title, edition)
    assert (found.start_fy, found.end_fy) == period
    assert found.municipality == city
    assert found.seen["title"].page == 1


def test_vertical_cover() -> None:
    letters = "秦野市デジタル推進計画"
    column = [Line(1, Box(300, 80 + 32 * n, 330, 110 + 32 * n), letter, 30.0) for n, letter in enumerate(letters)]
    place = [Line(1, Box(100, 500, 160, 512), "神奈川県秦野市", 12.0)]
    found = identify([page_text(Sheet(1, 595, 842, (), (*column, *place))), *BODY])
    assert (found.title, found.lg_code, found.prefecture) == (letters, "142115", "神奈川県")


def test_cover_inside_a_frame_that_is_a_table() -> None:
    box = Box(100, 200, 500, 300)
    table = Table(1, (1,), box, 1, 1, (Cell(0, 0, 1, 1, 1, box, "藤沢市DX推進計画\n（令和4年度～令和7年度）"),))
    found = identify([page_text(Sheet(1, 595, 842, (table,), ())), *BODY])
    assert (found.title, found.start_fy, found.end_fy, found.lg_code) == ("藤沢市DX推進計画", 2022, 2025, "142051")


def test_title_only_in_running_heads() -> None:
    pages = [drawn("■ 事業一覧", number=n, running=f"相模原市DX推進計画（案） - {n} -", body=10) for n in (1, 2, 3)]
    found = identify(pages, year_columns=(2028, 2026, 2027))
    assert (found.title, found.status, found.lg_code) == ("相模原市DX推進計画", "draft", "141500")
    assert (found.start_fy, found.end_fy) == (2026, 2028)
    assert "period-from-tables" in {remark.code for remark in found.remarks}


def test_names_in_the_text_do_not_win() -> None:
    text = [
        "総務省の自治体DX推進計画を踏まえ、国が示す",
        "横浜市や川崎市、町田市の事例を参考にする",
        "神奈川県と連携する",
    ] * 6
    found = identify([drawn(("DX推進計画", 30), "相模原市"), drawn(*text, number=2), drawn(*text, number=3)])
    assert found.municipality == "相模原市"


def test_a_plan_of_the_state_has_no_municipality() -> None:
    pages = [
        drawn(("地域脱炭素ロードマップ", 30), "国・地方脱炭素実現会議"),
        drawn(*["横浜市の例がある"] * 9, number=2),
    ]
    found = identify(pages)
    assert found.municipality is None
    assert "municipality-not-found" in {remark.code for remark in found.remarks}


def test_same_name_in_two_prefectures() -> None:
    cover = drawn(("府中市デジタル計画", 30), "令和6年度～令和9年度")
    open_ = identify([cover, *BODY])
    assert (open_.municipality, open_.lg_code) == ("府中市", None)
    assert "municipality-ambiguous" in {remark.code for remark in open_.remarks}
    told = identify([cover, drawn("広島県の東部に位置する", number=2)])
    assert (told.lg_code, told.prefecture) == ("342084", "広島県")


def test_file_name_is_the_last_evidence() -> None:
    cover = drawn(("DX推進計画", 30), "令和6年度～令和9年度")
    assert identify([cover], names=("plan", "藤沢市")).lg_code == "142051"
    assert identify([drawn(("秦野市DX推進計画", 30))], names=("plan", "藤沢市")).lg_code == "142115"


@pytest.mark.parametrize("name", ["fujisawa_dx_plan", "142051_Fujisawa-shi", "FUJISAWA CITY 2022", "hujisawa_dx"])
def test_latin_names_of_files_are_evidence_too(name: str) -> None:
    cover = drawn(("DX推進計画", 30), "令和6年度～令和9年度")
    assert identify([cover], names=(name, "plans")).lg_code == "142051"
    assert identify([drawn(("秦野市DX推進計画", 30))], names=(name, "plans")).lg_code == "142115"


@pytest.mark.parametrize("name", ["date_2026", "mine", "fuchu_dx", "plan_final", "scan 001", "hadano_mura"])
def test_words_and_names_of_several_places_are_none(name: str) -> None:
    cover = drawn(("DX推進計画", 30), "令和6年度～令和9年度")
    assert identify([cover], names=(name, "in")).municipality is None


SERVING = (
    "1.2 本計画の対象期間",
    "本計画は、「藤沢市市政運営の総合指針2024」（計画期間：2021年（令和3年）",
    "4月から2025年（令和7年）3月まで）と整合性をもって進めますが、終了時期を",
    "1年間延長し、2022年（令和4年）4月から2026年（令",
    "和8年）3月までを対象期間とします。",
)


def test_the_period_of_another_plan_is_not_this_one_s() -> None:
    found = identify([drawn(("藤沢市DX推進計画", 30), "藤沢市"), drawn(*SERVING, number=2)])
    assert (found.start_fy, found.end_fy) == (2022, 2025)
    (remark,) = [remark for remark in found.remarks if remark.code == "plan-outlives"]
    assert (remark.page, remark.values["other"]) == (2, "藤沢市市政運営の総合指針2024")
    assert (remark.values["end"], remark.values["other_end"]) == ("2025", "2024")


def test_a_plan_that_ends_with_the_one_it_serves() -> None:
    text = "「藤沢市総合計画」（令和4年度から令和7年度まで）に基づく計画です。"
    found = identify([drawn(("藤沢市DX推進計画", 30), "令和4年度～令和7年度"), drawn(text, number=2)])
    assert "plan-outlives" not in {remark.code for remark in found.remarks}


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("秦野市DX推進計画", "plan"),
        ("秦野市DX推進計画 実施事業集", "action_list"),
        ("秦野市DX推進計画（概要版）", "summary"),
        ("秦野市DX推進計画 進捗状況報告書", "progress_report"),
        ("秦野市DXアクションプラン", "plan"),
    ],
)
def test_roles(title: str, role: str) -> None:
    assert identify([drawn((title, 30), "秦野市"), *BODY]).role == role


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("相模原市DX推進計画（案）【概要版】", ("相模原市DX推進計画", ("案", "概要版"))),
        ("はだのDX推進計画（案）について", ("はだのDX推進計画", ("案",))),
        ("藤沢市 D X 推 進 計 画", ("藤沢市DX推進計画", ())),
        ("藤沢市DX推進計画（実行編）", ("藤沢市DX推進計画（実行編）", ())),
        ("藤沢市DX推進計画 改訂版（令和8年3月）", ("藤沢市DX推進計画", ("改訂版", "令和8年3月"))),
        ("藤沢市DX推進計画（令和8年度～令和12年度）", ("藤沢市DX推進計画", ())),
        ("藤沢市DX推進計画 ～つながるまち～", ("藤沢市DX推進計画", ())),
        ("（仮称）藤沢市DX推進計画素案", ("藤沢市DX推進計画", ("仮称", "素案"))),
        ("はだのDX推進計画 実施事業一覧", ("はだのDX推進計画", ())),
        ("計画期間", None),
        ("本計画", None),
        ("３．経営の基本方針", None),
        ("第2章 推進計画", None),
        ("国は、自治体DX推進計画", None),
        ("推進計画を策定し、取り組みます。", None),
    ],
)
def test_title_lines(line: str, expected: tuple[str, tuple[str, ...]] | None) -> None:
    read = parsed(line)
    assert (read and (read[0], tuple(sorted(read[1])))) == (expected and (expected[0], tuple(sorted(expected[1]))))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("（令和8年度～令和12年度）", (2026, 2030)),
        ("2022年4月から2026年3月まで", (2022, 2025)),
        ("令和8年度-令和11年度", (2026, 2029)),
        ("平成30年度～令和3年度", (2018, 2021)),
        ("平成３０年度 ～ 令和３年度", (2018, 2021)),
        ("令和8年度（2026年度）～令和12年度（2030年度）", (2026, 2030)),
        ("本計画は令和8年度から令和11年度までの4か年計画です。", (2026, 2029)),
        ("R6～R9", (2024, 2027)),
        ("令 和 8 年 度 （ 2 0 2 6 年 度 ） ～ 令 和 1 2 年 度", (2026, 2030)),
        ("令和3～5年度", (2021, 2023)),
        ("令和5（2023）年度 ▶ 令和9（2027）年度", (2023, 2027)),
        ("令和5年度から5年間", (2023, 2027)),
        ("令和5年度から10年間", (2023, 2032)),
        ("計画期間は、令和6年4月から3か年とします。", (2024, 2026)),
        ("令和8年度を初年度とする4年計画", (2026, 2029)),
        ("毎年5月から3年間", None),
        ("令和6年3月", None),
        ("案（令和7年10月）", None),
        ("1～2ページ", None),
    ],
)
def test_spans(text: str, span: tuple[int, int] | None) -> None:
    assert span_of(text) == span


def test_forerunners() -> None:
    text = [
        "現行の「第2次相模原市ICT総合戦略」の内容を発展させ、",
        "「相模原市総合計画」の部門別計画として定めます。",
        "令和3年に策定した「さがみはらICT活用推進計画」を改め、",
    ]
    found = identify([drawn(("相模原市DX推進計画", 30), "令和8年度～令和11年度", "相模原市"), drawn(*text, number=2)])
    assert found.forerunners == ("第2次相模原市ICT総合戦略", "さがみはらICT活用推進計画")
    old = identify([drawn(("第2次相模原市ICT総合戦略", 30), ("実施事業集", 20), "令和6年度～令和9年度", "相模原市")])
    assert follows(found, old)
    assert not follows(old, found)


def test_the_next_number_follows() -> None:
    second = replace(PLAN, title="第2次藤沢市DX推進計画", start_fy=2026, end_fy=2029)
    assert follows(second, PLAN)
    assert not follows(PLAN, second)
    assert not follows(replace(second, lg_code="142115", municipality="秦野市"), PLAN)
    assert not follows(replace(PLAN, edition="改訂版"), PLAN)


def test_a_span_of_so_many_years_is_a_period() -> None:
    pages = [drawn(("南国市総合整備計画", 24)), drawn("令和5年度から令和9年度まで5年間", number=2)]
    assert (identify(pages).start_fy, identify(pages).end_fy) == (2023, 2027)


PLAN = PlanIdentity("藤沢市DX推進計画", "142051", "神奈川県", "藤沢市", "案", "draft", 2022, 2025)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, edition="改訂版", status="final"),
        replace(PLAN, title="DX推進計画"),
        replace(PLAN, title="藤沢市ＤＸ推進計画"),
        replace(PLAN, title="藤沢市DX推進計画（実行編）", role="action_list"),
        replace(PLAN, title="藤沢市DX推進計画 実施事業集"),
    ],
)
def test_editions_and_volumes_are_one_plan(other: PlanIdentity) -> None:
    assert plan_key(other) == plan_key(PLAN)
    assert plan_id(other) == plan_id(PLAN)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, title="第2次藤沢市DX推進計画"),
        replace(PLAN, start_fy=2026, end_fy=2029),
        replace(PLAN, lg_code="142115", municipality="秦野市"),
        replace(PLAN, title="藤沢市ICT推進計画"),
    ],
)
def test_other_plans_are_not(other: PlanIdentity) -> None:
    assert plan_id(other) != plan_id(PLAN)
