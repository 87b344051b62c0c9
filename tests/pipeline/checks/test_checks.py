"""Each fault gives its finding at its record, and a faultless plan gives none above info."""

from __future__ import annotations

import pytest

from pipeline.checks import check
from pipeline.checks.claims import Announced, Claims, EmptySchedule, ListRow, Misplaced, Slip, StatedCount, Statement
from pipeline.checks.periods import overlapping
from pipeline.schema import Dataset, Record
from tests.pipeline.checks.small import (
    DOC,
    bar,
    dataset,
    faultless,
    indicator,
    initiative,
    lineage,
    more,
    series,
    target,
)

LIST = (
    ListRow("1-1", "電子申請の拡充", ("市民課", "情報課"), "1 窓口の改革", "1", 2, (0, 0, 9, 9)),
    ListRow("1-2", "職員の研修", ("人事課",), "1 窓口の改革", "1", 2),
    ListRow("1-3", "施設の予約", (), "1 窓口の改革", "1", 2),
)
TRUE_CLAIMS = Claims(
    rows=LIST,
    counts=(StatedCount(3, "initiatives", text="3事業"), StatedCount(3, "initiatives", "1", "3事業")),
    announced=(Announced("電子申請の件数", "1-1"),),
    statements=(Statement("年間3,900時間（2人分）の削減", "1-1"),),
)


def codes(data: Dataset, claims: Claims | None = None) -> list[tuple[str, str | None]]:
    return [(f.code, f.record_id) for f in check(data, claims) if f.severity != "info"]


def test_a_faultless_plan_has_no_finding() -> None:
    assert check(dataset(), TRUE_CLAIMS) == ()
    assert check(Dataset()) == ()


def with_text(text: str) -> tuple[Record, ...]:
    first, *rest = faultless()["initiatives"]
    return (first.model_copy(update={"current_state": (text,)}), *rest)


def renamed(**changes: object) -> tuple[Record, ...]:
    first, *rest = faultless()["initiatives"]
    return (first.model_copy(update=changes), *rest)


KEYED = faultless()["indicators"]

FAULTS = [
    (
        "schedule-after-targets",
        "k1",
        dataset(milestones=(bar("i1", "準備", 2028, 2028), bar("i1", "運用", 2029, 2029))),
    ),
    (
        "unit-unlikely",
        "k3",
        dataset(
            indicators=more("indicators", indicator("k3", "登録者数")),
            targets=more("targets", *series("k3", ("10", "20"), "%")),
        ),
    ),
    ("more-than-all", "k2", dataset(targets=(target("k2", 2026, "100%以上", "100", "%", comparator=">="),))),
    ("more-than-all", "k2", dataset(targets=(target("k2", 2026, "120%", "120", "%"),))),
    (
        "cumulative-falls",
        "k3",
        dataset(
            indicators=more("indicators", indicator("k3", "公開数（累計）")),
            targets=more("targets", *series("k3", ("10", "30", "25"))),
        ),
    ),
    ("target-outside-period", "k1", dataset(targets=series("k1", ("1", "2", "3", "4", "5")))),
    ("bar-outside-period", "i2", dataset(milestones=more("milestones", bar("i2", "準備", 2024, 2025)))),
    ("initiative-twice", "i4", dataset(initiatives=more("initiatives", initiative("i4", "1-4", "職員の研修")))),
    ("odd-character", "i1", dataset(initiatives=renamed(summary="照会后に処理する。"))),
    ("odd-character", "i1", dataset(initiatives=renamed(summary="デジタルデバйдの解消"))),
    ("odd-character", "i1", dataset(initiatives=renamed(summary="プ口グラムの見直し"))),
    ("odd-character", "i1", dataset(initiatives=renamed(summary="业務の見直し"))),
    ("word-twice", "i1", dataset(initiatives=renamed(summary="申請をを減らす"))),
    ("word-twice", "k1", dataset(targets=(target("k1", 2026, "成果指標、指標は分析ののち決める", status="tbd"),))),
    ("decided-too-late", "k1", dataset(targets=(target("k1", 2027, "令和9年度の試行結果を踏まえ決定", status="tbd"),))),
    ("reason-contradicts-status", "1-1", dataset(lineage=(lineage("広報", "ended", "事業名を変更し継続する。"),))),
    (
        "reason-contradicts-status",
        "1-1",
        dataset(lineage=(lineage("広報", "continued", "目標を達したため計画終了とする。"),)),
    ),
    ("name-differs", "1-1", dataset(lineage=(lineage("紙", "renamed", new_code="1-2", new_name="職員研修"),))),
    ("code-differs", "1-1", dataset(lineage=(lineage("紙", "renamed", new_code="1-3", new_name="職員の研修"),))),
    ("peak-differs", "i1", dataset(initiatives=with_text("令和9年度には、電子申請がピークを迎える。"))),
    ("hours-per-person", "i1", dataset(initiatives=with_text("11,200時間（3.6人分）を減らす。"))),
    (
        "target-below-present",
        "k3",
        dataset(
            initiatives=with_text("現在、33施設で利用している。"),
            indicators=more("indicators", indicator("k3", "利用施設")),
            targets=more("targets", *series("k3", ("29", "30", "31"), "施設")),
        ),
    ),
    (
        "baseline-part-year",
        "k1",
        dataset(
            indicators=(KEYED[0].model_copy(update={"baseline_raw": "900件（R5年度 ※令和5年12月末まで）"}), KEYED[1]),
            targets=series("k1", ("3", "5"), "%増"),
        ),
    ),
    (
        "baseline-dates-differ",
        "k1",
        dataset(
            indicators=(
                KEYED[0].model_copy(
                    update={"baseline_raw": "24拠点・13%", "baseline_parts": ("拠点 24 拠点 R6.1", "率 13 % R4年度")}
                ),
                KEYED[1],
            )
        ),
    ),
    (
        "national-figure-as-target",
        "k3",
        dataset(
            initiatives=renamed(national_policy="令和7年度末までに31手続をオンライン化する。"),
            indicators=more("indicators", indicator("k3", "手続")),
            targets=more("targets", *series("k3", ("20", "31"), "手続")),
        ),
    ),
    (
        "parts-do-not-add-up",
        "i1",
        dataset(
            indicators=tuple(indicator(k, f"{k}の交付") for k in ("a", "b", "c")),
            targets=(
                *series("a", ("10", "20", "30", "40"), "枚"),
                *series("b", ("50", "45", "30", "20"), "枚"),
                *series("c", ("40", "35", "40", "49"), "枚"),
            ),
        ),
    ),
]


@pytest.mark.parametrize(
    ("code", "record", "data"), FAULTS, ids=[f"{code}-{n}" for n, (code, _, _) in enumerate(FAULTS)]
)
def test_a_fault_gives_its_finding_and_no_other(code: str, record: str, data: Dataset) -> None:
    assert codes(data) == [(code, record)]
    (found,) = [f for f in check(data) if f.code == code]
    assert found.page and found.document_id == DOC


CLAIMS = [
    ("count-differs", None, Claims(counts=(StatedCount(59, "lineage", text="合計59事業", printed=61, page=9),))),
    ("count-differs", None, Claims(counts=(StatedCount(4, "initiatives", "窓口の改革", "4事業", page=2),))),
    ("name-differs", "i2", Claims(rows=(LIST[0], LIST[1]._replace(name="職員研修"), LIST[2]))),
    ("departments-differ", "i1", Claims(rows=(LIST[0]._replace(departments=("市民課",)), *LIST[1:]))),
    ("listed-without-detail", None, Claims(rows=(*LIST, ListRow("1-4", "庁舎の整備", page=2)))),
    ("detail-not-listed", "i3", Claims(rows=LIST[:2])),
    ("label-on-wrong-row", None, Claims(rows=(*LIST[:2], LIST[2]._replace(group="2 人材", group_code="2")))),
    ("columns-slipped", None, Claims(slips=(Slip("行動目標", 5, 4, 3),))),
    ("cell-misplaced", None, Claims(misplaced=(Misplaced("(A)", "事業区分", "情報基盤の更新", 3),))),
    ("schedule-empty", None, Claims(empty_schedules=(EmptySchedule("1-3", "スケジュール", 3),))),
    ("announced-absent", None, Claims(announced=(Announced("窓口予約利用率", "1", 2),))),
    ("hours-per-person", None, Claims(statements=(Statement("8,800時間で2.8人分", page=2),))),
]


@pytest.mark.parametrize(
    ("code", "record", "claims"), CLAIMS, ids=[f"{code}-{n}" for n, (code, _, _) in enumerate(CLAIMS)]
)
def test_what_the_plan_claims(code: str, record: str | None, claims: Claims) -> None:
    assert codes(dataset(), claims) == [(code, record)]


def test_both_numbers_of_a_count_and_its_place() -> None:
    claims = Claims(counts=(StatedCount(59, "lineage", text="合計 59事業", printed=61, page=9, bbox=(1, 2, 3, 4)),))
    (found,) = check(dataset(), claims)
    assert "59" in found.message_ja and "61" in found.message_ja
    assert "59" in found.message_en and "61" in found.message_en
    assert (found.page, found.bbox) == (9, (1, 2, 3, 4))


def test_swapped_codes_are_two_findings() -> None:
    rows = (LIST[0]._replace(code="1-2"), LIST[1]._replace(code="1-1"), LIST[2])
    assert codes(dataset(), Claims(rows=rows)) == [("code-differs", "i1"), ("code-differs", "i2")]


@pytest.mark.parametrize(
    ("code", "record", "data"),
    [
        ("targets-constant", "k1", dataset(targets=series("k1", ("15", "15", "15", "15")))),
        ("trend-turns", "k1", dataset(targets=series("k1", ("401", "89", "35", "198")))),
        (
            "steps-add-up",
            "k1",
            dataset(targets=series("k1", ("400", "89", "234")), initiatives=with_text("723件の申請がある。")),
        ),
        (
            "two-directions",
            "k1",
            dataset(
                targets=(*series("k1", ("30", "31"), "校", part="校"), *series("k1", ("150", "140"), "件", part="件"))
            ),
        ),
        ("indicator-without-name", "k1", dataset(indicators=(indicator("k1", "", group="PMH"), KEYED[1]))),
        ("no-schedule", "i1", dataset(milestones=faultless()["milestones"][1:])),
        ("listed-again", "1-1", dataset(lineage=(lineage("広報【再掲】", "ended"),))),
        (
            "one-becomes-several",
            "1-1",
            dataset(lineage=tuple(lineage("防災", "renamed", new_name=n) for n in ("情報", "訓練"))),
        ),
        (
            "name-shared-with-measure",
            "i2",
            dataset(measures=(faultless()["measures"][0].model_copy(update={"title": "職員の研修"}),)),
        ),
        (
            "unit-differs-from-name",
            "k1",
            dataset(
                indicators=(indicator("k1", "到着時間（秒）"), KEYED[1]),
                targets=(target("k1", 2026, "20分34秒", "1234", "秒"),),
            ),
        ),
    ],
)
def test_what_is_only_worth_knowing(code: str, record: str, data: Dataset) -> None:
    assert (code, record) in [(f.code, f.record_id) for f in check(data) if f.severity == "info"]
    assert codes(data) == []


@pytest.mark.parametrize(
    "text",
    [
        "皇后杯の開催",
        "ものの、ことと、までで",
        "四日市市の事例",
        "目の前の課題",
        "一人一人に届ける",
        "名前を前もって",
        "髙﨑さんの声",
        "サービス一覧",
        "効果を検証し、検証の結果",
    ],
)
def test_good_japanese_is_left_alone(text: str) -> None:
    assert codes(dataset(initiatives=renamed(summary=text))) == []


def test_overlapping_plans_of_one_city() -> None:
    (old,) = faultless()["plans"]
    new = old.model_copy(update={"plan_id": "q", "title": "次期計画", "start_fy": 2029, "end_fy": 2032})
    (found,) = overlapping([(old, new)])
    assert (found.code, found.record_id) == ("plans-overlap", "q")
    assert "2029" in found.message_ja and "2029" in found.message_en
    assert list(overlapping([(old, new.model_copy(update={"start_fy": 2030}))])) == []
