"""A progress report gives goals and results in one table, whatever its layout; rates and grades are no figures."""

from __future__ import annotations

from pathlib import Path

import progress_reports as drawn
import pytest
from fault_plan import FAULTLESS, draw

from pipeline.document import read_document
from pipeline.schema import Dataset, Target

RATES = {"rows_of_target_actual_rate", "one_year_goal_and_result"}
GRADES = {"years_with_sub_columns", "one_year_goal_and_result"}
LATEST_ONLY = {"one_year_goal_and_result", "result_without_a_year"}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dataset]:
    folder = tmp_path_factory.mktemp("reports")
    found = {}
    for name, layout in drawn.LAYOUTS.items():
        layout(folder / f"{name}.pdf")
        found[name] = read_document(folder / f"{name}.pdf")
    return found


def targets_of(data: Dataset, said: drawn.Said) -> list[Target]:
    (indicator,) = [row for row in data["indicators"] if row.name == said.name]
    (owner,) = [row for row in data["initiatives"] if row.initiative_id == indicator.initiative_id]
    assert (owner.code, owner.name) == (said.code, said.initiative)
    return [row for row in data["targets"] if row.indicator_id == indicator.indicator_id]


@pytest.mark.parametrize("name", sorted(set(drawn.LAYOUTS) - {"goal_of_the_plan_and_result_so_far"}))
def test_goals_and_results(reports: dict[str, Dataset], name: str) -> None:
    data = reports[name]
    assert data["documents"][0].role == "progress_report"
    assert len(data["indicators"]) == len(drawn.SAID)
    for said in drawn.SAID:
        years = {year: texts for year, texts in said.years.items() if name not in LATEST_ONLY or year == drawn.LATEST}
        wanted = {
            (year, kind, texts[at]) for year, texts in years.items() for at, kind in enumerate(("target", "actual"))
        }
        assert {(row.fiscal_year, row.measure_type, row.raw) for row in targets_of(data, said)} == wanted
        assert all(row.status == "set" and row.value is not None for row in targets_of(data, said))


@pytest.mark.parametrize("name", sorted(RATES))
def test_rates_stand_at_the_results(reports: dict[str, Dataset], name: str) -> None:
    for said in drawn.SAID:
        for row in targets_of(reports[name], said):
            expected = said.years[row.fiscal_year][2] if row.measure_type == "actual" else None
            assert row.attainment == expected


@pytest.mark.parametrize("name", sorted(GRADES))
def test_grades_stand_at_the_latest_result(reports: dict[str, Dataset], name: str) -> None:
    for said in drawn.SAID:
        grades = {
            (row.fiscal_year, row.measure_type): row.grade for row in targets_of(reports[name], said) if row.grade
        }
        assert grades == {(drawn.LATEST, "actual"): said.grade}


def test_marks_are_grades(reports: dict[str, Dataset]) -> None:
    rows = [row for row in reports["result_without_a_year"]["targets"] if row.measure_type == "actual"]
    assert [(row.fiscal_year, row.grade) for row in rows] == [(2027, "○"), (2027, "△"), (2027, "×")]
    said = [f for f in reports["result_without_a_year"]["findings"] if f.code == "report-year-assumed"]
    assert said and all("2027" in f.message_en for f in said)


def test_the_grade_of_an_initiative_stays_with_it(reports: dict[str, Dataset]) -> None:
    assert [row.notes for row in reports["forms"]["initiatives"]] == [("評価：A",), ("評価：C",)]


def test_the_plan_s_goal_its_beginning_and_the_latest_result(reports: dict[str, Dataset]) -> None:
    data = reports["goal_of_the_plan_and_result_so_far"]
    for said in drawn.SAID:
        goal, actual, rate = said.years[drawn.LATEST]
        found = {(row.fiscal_year, row.measure_type, row.raw, row.attainment) for row in targets_of(data, said)}
        assert found == {(2030, "target", goal, None), (2027, "actual", actual, rate)}
        assert said.baseline in {row.baseline_raw for row in data["indicators"]}


@pytest.mark.parametrize("name", sorted(drawn.LAYOUTS))
def test_no_cell_is_lost_and_nothing_is_alarming(reports: dict[str, Dataset], name: str) -> None:
    data = reports[name]
    assert [cell.text for cell in data["cells"] if cell.role == "unmapped"] == []
    assert [f.code for f in data["findings"] if f.severity != "info"] == []


def test_results_belong_to_the_indicators_of_the_plan(reports: dict[str, Dataset], tmp_path: Path) -> None:
    draw(FAULTLESS, tmp_path / "plan.pdf")
    plan = read_document(tmp_path / "plan.pdf")
    ids = {row.name: (row.plan_id, row.indicator_id) for row in plan["indicators"]}
    for data in reports.values():
        assert {row.name: (row.plan_id, row.indicator_id) for row in data["indicators"]}.items() <= ids.items()
