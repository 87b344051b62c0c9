"""Several plans bound in one file are told apart by what is printed; volumes and chapters of one plan are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fault_plan import FAULTLESS, Plan, draw

from pipeline.document import read_document
from pipeline.ingest import run
from pipeline.publish.read import load
from pipeline.schema import Dataset

OTHER = replace(
    FAULTLESS,
    title="湊川市情報公開推進計画",
    period="計画期間　令和9年度から令和13年度まで",
    years=(9, 10, 11, 12, 13),
    groups=(("1 公開の拡大", 1),),
    items=(replace(FAULTLESS.items[2], code="1-1", name="統計の公開", bars=(("準備", 9, 9), ("公開", 10, 13))),),
    former=(),
    stated="",
    footer="",
)
SAME_YEARS = replace(
    OTHER,
    period=FAULTLESS.period,
    years=FAULTLESS.years,
    items=(replace(OTHER.items[0], bars=(("公開", 8, 12),)),),
)


def bound(path: Path, *plans: Plan) -> Dataset:
    draw(plans[0], path, *plans[1:])
    return read_document(path)


def content(data: Dataset, plan_id: str, table: str) -> list[tuple[object, ...]]:
    """What a plan's rows say, without ids, pages and places."""
    passed_over = ("page", "bbox", "document_id")
    return [
        tuple(v for k, v in row.model_dump().items() if k not in passed_over and not k.endswith("_id"))
        for row in data[table]
        if row.plan_id == plan_id
    ]


@pytest.mark.parametrize("other", [OTHER, SAME_YEARS], ids=["other years", "same years"])
def test_each_plan_has_its_own_records(tmp_path: Path, other: Plan) -> None:
    data = bound(tmp_path / "both.pdf", FAULTLESS, other)
    alone = [bound(tmp_path / f"{n}.pdf", plan) for n, plan in enumerate((FAULTLESS, other))]
    assert [(p.title, p.start_fy, p.end_fy) for p in data["plans"]] == [
        (p["plans"][0].title, p["plans"][0].start_fy, p["plans"][0].end_fy) for p in alone
    ]
    for plan, single in zip(data["plans"], alone, strict=True):
        assert plan.plan_id == single["plans"][0].plan_id
        for table in ("measures", "initiatives", "indicators", "targets", "milestones", "lineage"):
            assert content(data, plan.plan_id, table) == content(single, plan.plan_id, table)


def test_a_finding_says_so_at_the_second_cover(tmp_path: Path) -> None:
    data = bound(tmp_path / "both.pdf", FAULTLESS, OTHER)
    (found,) = [f for f in data["findings"] if f.code == "several-plans"]
    assert found.page == data["plans"][1].page == 7
    assert FAULTLESS.title in found.message_ja and OTHER.title in found.message_ja
    assert [f.code for f in data["findings"] if f.severity != "info"] == []
    assert len({(c.page, c.table_no, c.row, c.col) for c in data["cells"]}) == len(data["cells"])


@pytest.mark.parametrize(
    "further",
    [
        replace(FAULTLESS, title="湊川市DX推進計画 実行編"),
        replace(OTHER, title="資料編"),
        replace(OTHER, title="第3章　情報公開推進計画", period=""),
        replace(OTHER, title="情報公開推進計画", period=""),
    ],
    ids=["volume", "appendix", "chapter", "no period of its own"],
)
def test_volumes_and_chapters_are_one_plan(tmp_path: Path, further: Plan) -> None:
    data = bound(tmp_path / "one.pdf", FAULTLESS, further)
    assert [plan.title for plan in data["plans"]] == [FAULTLESS.title]


def test_a_later_edition_takes_the_place_of_its_own_plan_only(tmp_path: Path) -> None:
    both, later, output = tmp_path / "both.pdf", tmp_path / "later.pdf", tmp_path / "out"
    draw(FAULTLESS, both, OTHER)
    assert run([both], output).exit_code == 0
    first, _ = load(output)
    assert [plan.title for plan in first["plans"]] == [FAULTLESS.title, OTHER.title]
    assert len(first["documents"]) == 1
    draw(replace(FAULTLESS, stated=""), later)
    assert run([later], output).exit_code == 0
    latest, history = load(output)
    assert {(p.title, p.document_id == first["documents"][0].document_id) for p in latest["plans"]} == {
        (OTHER.title, True),
        (FAULTLESS.title, False),
    }
    assert [plan.title for plan in history["plans"]] == [FAULTLESS.title]
    assert {row.name for row in history["initiatives"]} == {item.name for item in FAULTLESS.items}
    assert {row.page for row in history["cells"]}.isdisjoint(
        {row.page for row in latest["cells"] if row.document_id == first["documents"][0].document_id}
    )
    assert run([both, later], output).read == 0


def test_volumes_in_files_of_their_own_are_one_plan(tmp_path: Path) -> None:
    inputs, output = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    main, actions = replace(FAULTLESS, items=FAULTLESS.items[:1]), replace(FAULTLESS, items=FAULTLESS.items[1:])
    draw(replace(main, groups=(("1 窓口の改革", 1),), former=(), footer=""), inputs / "main.pdf")
    draw(
        replace(actions, title="湊川市DX推進計画 実行編", groups=(("1 窓口の改革", 2),), former=(), footer=""),
        inputs / "a.pdf",
    )
    assert run([inputs], output).exit_code == 0
    latest, history = load(output)
    assert len({plan.plan_id for plan in latest["plans"]}) == 1 and len(latest["documents"]) == 2
    assert {row.name for row in latest["initiatives"]} == {item.name for item in FAULTLESS.items}
    assert not history["documents"]
