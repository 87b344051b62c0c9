"""Which documents stand in the main tables and which in the history."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.editions import Editions, settle
from pipeline.printed_editions import is_later
from pipeline.publish.integrity import dataset_problems
from pipeline.schema import Dataset, Document, Finding, GlossaryEntry, Indicator, Initiative, Lineage, Plan, Target

EMPTY = Editions(Dataset(), Dataset())


def document(name: str, plan: str, term: str = "RPA", **about: Any) -> tuple[str, Dataset]:
    """A document of a plan; `about` sets columns of its plan row, `role`, `version` and `names` of initiatives."""
    key = name.ljust(64, "0")
    role, version = about.pop("role", "plan"), about.pop("version", "1")
    items = about.pop("names", ())
    figure = about.pop("figure", "10件")
    common: dict[str, Any] = {"document_id": key, "plan_id": plan}
    row = Document(
        **common, file_name=f"{name}.pdf", bytes=1, pages=1, text_layer="native", role=role, extractor_version=version
    )
    about = {"title": f"{plan}計画", "status": "final", "municipality": "晴原市", "start_fy": 2026} | about
    initiatives = [Initiative(**common, initiative_id=f"{plan}-i-{item}", name=item, page=2) for item in items]
    indicators = [
        Indicator(
            **common, indicator_id=f"k-{row.initiative_id}", initiative_id=row.initiative_id, kind="kpi", name="件数"
        )
        for row in initiatives
    ]
    targets = [
        Target(**common, indicator_id=row.indicator_id, fiscal_year=2026 + n, raw=raw, status="text")
        for row, name in zip(indicators, items, strict=True)
        for n, raw in enumerate((figure, f"{name}の件数"))
    ]
    return key, Dataset(
        {
            "documents": (row,),
            "plans": (Plan(**common, **about),),
            "glossary": (GlossaryEntry(**common, term=term, definition="説明", page=1),),
            "initiatives": tuple(initiatives),
            "indicators": tuple(indicators),
            "targets": tuple(targets),
        }
    )


def names(editions: Editions) -> tuple[list[str], list[str]]:
    latest, history = ([row.file_name.removesuffix(".pdf") for row in part["documents"]] for part in editions)
    return latest, history


def ingested(*runs: list[tuple[str, str]]) -> Editions:
    editions = EMPTY
    for run in runs:
        editions = settle(editions, dict(document(name, plan) for name, plan in run))
    return editions


@pytest.mark.parametrize(
    ("runs", "latest", "history"),
    [
        ([[("a", "p")]], ["a"], []),
        ([[("a", "p"), ("b", "q")]], ["a", "b"], []),
        ([[("a", "p"), ("b", "p")]], ["a", "b"], []),  # volumes of one plan, ingested together
        ([[("a", "p")], [("b", "p")]], ["b"], ["a"]),  # a later run brings another edition
        ([[("a", "p"), ("b", "p")], [("c", "p")]], ["c"], ["a", "b"]),
        ([[("a", "p"), ("x", "q")], [("b", "p")]], ["b", "x"], ["a"]),  # another plan is not touched
        ([[("a", "p")], [("b", "p")], [("a", "p")]], ["b"], ["a"]),  # the earlier edition, read again, stays history
        ([[("a", "p")], [("b", "p")], [("c", "p")]], ["c"], ["a", "b"]),
    ],
)
def test_places(runs: list[list[tuple[str, str]]], latest: list[str], history: list[str]) -> None:
    assert names(ingested(*runs)) == (latest, history)


def test_order_of_arrival_does_not_matter() -> None:
    both = [("a", "q"), ("b", "p")]
    assert ingested(both) == ingested(both[::-1]) == ingested(both[:1], both[1:])


def test_a_document_read_again_brings_its_new_records() -> None:
    before = settle(EMPTY, dict([document("a", "p")]))
    after = settle(before, dict([document("a", "p", term="AI")]))
    assert [row.term for row in after.latest["glossary"]] == ["AI"]


def test_nothing_arrives_nothing_changes() -> None:
    before = ingested([("a", "p"), ("c", "r")], [("b", "p")])
    assert settle(before, {}) == before


def test_findings_of_files_that_never_became_documents_are_left_behind() -> None:
    lost = Finding(document_id="f" * 64, severity="error", code="not-a-pdf", message_ja="ja", message_en="en")
    key, data = document("a", "p")
    before = Editions(
        Dataset({**data.rows, "findings": (lost, lost.model_copy(update={"document_id": key}))}), Dataset()
    )
    assert [row.document_id for row in settle(before, {}).latest["findings"]] == [key]


SIX = ("電子申請", "施設予約", "窓口改革", "会議録", "入所選考", "公用車")


def settled(*runs: list[tuple[str, Dataset]]) -> Editions:
    editions = EMPTY
    for run in runs:
        editions = settle(editions, dict(run))
        assert [*dataset_problems(editions.latest), *dataset_problems(editions.history)] == []
    return editions


def codes(editions: Editions) -> list[str]:
    return [row.code for part in editions for row in part["findings"]]


@pytest.mark.parametrize(
    ("first", "second", "latest"),
    [
        ({}, {"edition": "令和8年度改訂版"}, "b"),
        ({"edition": "令和8年度改訂版"}, {}, "a"),  # the first edition, ingested later
        ({"edition": "令和7年10月"}, {"edition": "令和8年3月"}, "b"),
        ({"edition": "令和8年3月"}, {"edition": "令和7年10月"}, "a"),
        ({"edition": "案", "status": "draft"}, {}, "b"),  # a final supersedes its draft
        ({}, {"edition": "案", "status": "draft"}, "a"),  # a draft never supersedes its final
        ({}, {"edition": "改訂版（案）", "status": "draft"}, "b"),  # unless it is the draft of a revision
        ({"edition": "第2版"}, {"edition": "第3版"}, "b"),
        ({"edition": "令和8年3月"}, {"edition": "令和8年3月"}, "b"),  # nothing printed tells: the later run
    ],
)
def test_the_latest_edition_by_print_then_by_run(first: dict[str, Any], second: dict[str, Any], latest: str) -> None:
    editions = settled([document("a", "p", **first)], [document("b", "p", **second)])
    assert names(editions) == ([latest], ["b" if latest == "a" else "a"])


def test_editions_of_one_run_are_told_by_print() -> None:
    old = document("z", "p", names=SIX)
    new = document("a", "p", names=SIX, figure="20件", edition="改訂版")
    editions = settled([new, old])
    assert names(editions) == (["a"], ["z"])
    assert {(row.before, row.after) for row in editions.latest["changes"]} == {("10件", "20件")}
    assert editions == settled([old, new]) == settled([old], [new])


def test_a_later_run_fills_changes_and_the_chain_stays_in_history() -> None:
    one = document("a", "p", names=SIX)
    two = document("b", "p", names=SIX[:5], edition="令和9年度改訂版")
    three = document("c", "p", names=(*SIX[:4], "新しい取組"), edition="令和10年度改訂版")
    editions = settled([one], [two], [three])
    assert names(editions) == (["c"], ["a", "b"])
    rows = [[(row.change, row.before, row.after) for row in part["changes"]] for part in editions]
    assert rows == [
        [("added", None, "新しい取組"), ("removed", "入所選考", None)],
        [("removed", "公用車", None)],
    ]


def test_a_draft_that_comes_after_its_final_changes_no_id_of_the_final() -> None:
    final = document("a", "p", names=SIX)
    before = settled([final])
    after = settled([final], [document("b", "q", names=SIX, title="p計画", status="draft", edition="案")])
    assert after.latest["initiatives"] == before.latest["initiatives"]
    assert {row.plan_id for row in after.history["documents"]} == {"p"}
    assert codes(after) == ["edition-printed-earlier"]


@pytest.mark.parametrize(
    ("about", "same"),
    [
        ({}, True),
        ({"end_fy": 2031}, True),  # the revision extends the plan
        ({"start_fy": None, "end_fy": None}, True),
        ({"municipality": None}, True),
        ({"municipality": "雨原市"}, False),
        ({"start_fy": 2031, "end_fy": 2035}, False),
        ({"title": "別の計画"}, False),
        ({"title": "別の計画", "names": SIX}, True),  # told by its initiatives
    ],
)
def test_editions_of_one_plan_are_told_from_what_is_printed(about: dict[str, Any], same: bool) -> None:
    first = document("a", "p", names=SIX, end_fy=2030)
    second = document("b", "q", edition="改訂版", **({"title": "p計画", "end_fy": 2030} | about))
    editions = settled([first], [second])
    assert names(editions) == ((["b"], ["a"]) if same else (["a", "b"], []))
    assert len({row.plan_id for part in editions for row in part["plans"]}) == (1 if same else 2)


def test_a_summary_or_a_progress_report_takes_no_plan_s_place() -> None:
    editions = settled(
        [document("a", "p", names=SIX)],
        [document("b", "p", role="summary", edition="令和9年3月")],
        [document("c", "p", role="progress_report", edition="令和9年9月")],
    )
    assert names(editions) == (["a", "b", "c"], [])


@pytest.mark.parametrize("edition", [None, "令和9年3月"])
def test_a_volume_with_other_content_stays_beside(edition: str | None) -> None:
    editions = settled(
        [document("a", "p", title="p計画", edition=edition and "令和8年3月")],
        [document("b", "p", title="p計画 実施事業集", role="action_list", names=SIX, edition=edition)],
    )
    assert names(editions) == (["a", "b"], [])


def test_a_volume_with_the_same_content_under_another_title_is_an_edition() -> None:
    first = document("a", "p", title="p計画 実施事業集", role="action_list", names=SIX)
    second = document("b", "p", title="p計画", names=(*SIX[:5], "新しい取組"))
    assert names(settled([first], [second])) == (["b"], ["a"])


def test_a_known_document_read_by_another_version_keeps_ids_and_changes() -> None:
    one = document("a", "p", names=SIX)
    two = document("b", "p", names=SIX, figure="20件", edition="改訂版")
    before = settled([one], [two])
    again = document("b", "q", names=SIX, figure="20件", edition="改訂版", version="2", title="p計画")
    after = settle(before, dict([again]))
    assert after.latest["initiatives"] == before.latest["initiatives"]
    assert after.latest["changes"] == before.latest["changes"]
    assert codes(before) == [] and codes(after) == ["editions-read-apart"]
    healed = settle(after, dict([document("a", "p", names=SIX, version="2")]))
    assert codes(healed) == []
    assert healed.latest["changes"] == before.latest["changes"]


def test_a_difference_of_reading_in_one_document_is_no_change_of_the_plan() -> None:
    before = settled([document("a", "p", names=SIX)])
    after = settle(before, dict([document("a", "p", names=SIX, figure="11件", version="2")]))
    assert after.latest["changes"] == after.history["changes"] == ()
    assert names(after) == (["a"], [])


def test_a_plan_follows_the_earlier_plan_of_its_series() -> None:
    old = document("a", "p", title="第1次DX推進計画", start_fy=2022, end_fy=2025)
    new = document("b", "q", title="第2次DX推進計画", start_fy=2026, end_fy=2030)
    other = document("c", "r", title="第1次環境基本計画", start_fy=2022, end_fy=2025)
    editions = settled([old, other], [new])
    follows = {row.plan_id: row.supersedes_plan_id for row in editions.latest["plans"]}
    assert follows == {"p": None, "q": "p", "r": None}


def test_a_plan_follows_the_plan_whose_initiatives_its_lineage_names() -> None:
    old = document("a", "p", title="情報化計画", start_fy=2022, end_fy=2025, names=SIX)
    key, data = document("b", "q", title="DX推進計画", start_fy=2026)
    lineage = tuple(Lineage(document_id=key, plan_id="q", old_name=name, relation="ended", page=9) for name in SIX[:4])
    editions = settled([old, (key, Dataset({**data.rows, "lineage": lineage}))])
    assert {row.plan_id: row.supersedes_plan_id for row in editions.latest["plans"]} == {"p": None, "q": "p"}


def test_what_is_not_printed_is_not_known() -> None:
    (_, one), (_, two) = document("a", "p", edition="令和8年3月"), document("b", "p")
    assert is_later(one["plans"][0], two["plans"][0]) is None
