"""Plans of one city: which follows which, and which hold figures for the same years."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fault_plan import FAULTLESS, Plan, draw

from pipeline.ingest import run
from pipeline.publish.read import load
from pipeline.schema import Dataset

EARLIER = replace(
    FAULTLESS,
    title="湊川市ICT総合戦略",
    period="計画期間　令和6年度から令和9年度まで",
    years=(6, 7, 8, 9),
    groups=(("1 基盤の整備", 1),),
    items=(
        replace(
            FAULTLESS.items[0],
            name="庁内基盤の更新",
            rows=tuple(row._replace(cells=row.cells[:4]) for row in FAULTLESS.items[0].rows),
            bars=(("設計", 6, 6), ("運用", 7, 9)),
        ),
    ),
    former=(),
    stated="",
    footer="",
)
LATER = replace(FAULTLESS, stated="本計画は、「湊川市ICT総合戦略」を発展させたものです。")


def published(tmp_path: Path, *plans: Plan) -> Dataset:
    (tmp_path / "in").mkdir()
    for number, plan in enumerate(plans):
        draw(plan, tmp_path / "in" / f"{number}.pdf")
    assert run([tmp_path / "in"], tmp_path / "out").exit_code == 0
    return load(tmp_path / "out")[0]


def test_a_plan_follows_the_one_that_it_develops_and_the_years_of_both_are_told(tmp_path: Path) -> None:
    data = published(tmp_path, LATER, EARLIER)
    plans = {plan.title: plan for plan in data["plans"]}
    old, new = plans[EARLIER.title], plans[LATER.title]
    assert new.follows_titles == (EARLIER.title,)
    assert (new.supersedes_plan_id, old.supersedes_plan_id) == (old.plan_id, None)
    (found,) = [f for f in data["findings"] if f.code == "plans-overlap"]
    assert (found.document_id, found.record_id) == (new.document_id, new.plan_id)
    assert all(word in found.message_ja for word in (old.title, new.title, "2026", "2027"))


def test_plans_that_have_nothing_to_do_with_each_other_may_share_their_years(tmp_path: Path) -> None:
    data = published(tmp_path, FAULTLESS, EARLIER)
    assert [plan.supersedes_plan_id for plan in data["plans"]] == [None, None]
    assert "plans-overlap" not in {finding.code for finding in data["findings"]}


def test_the_next_plan_of_a_series_begins_when_the_last_one_ends(tmp_path: Path) -> None:
    second = replace(FAULTLESS, title="第2次湊川市ICT総合戦略", period="計画期間　令和10年度から令和14年度まで")
    second = replace(second, years=(10, 11, 12, 13, 14), items=(replace(second.items[0], bars=(("拡大", 10, 14),)),))
    second = replace(second, groups=(("1 窓口の改革", 1),), former=(), footer="", stated="")
    data = published(tmp_path, EARLIER, second)
    plans = {plan.title: plan for plan in data["plans"]}
    assert plans[second.title].supersedes_plan_id == plans[EARLIER.title].plan_id
    assert "plans-overlap" not in {finding.code for finding in data["findings"]}
