"""The comparison datasets of two cities: figures, matrix, coverage, timelines, deltas, revisions."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest

from pipeline.comparison import compare
from pipeline.publish.columns import columns
from pipeline.publish.folder import publish
from pipeline.publish.validate import validate
from pipeline.schema import Dataset, Indicator, Target
from tests.pipeline.comparison.cities import dataset

COMPARED = compare(dataset(), Dataset())


def _rows(table: str, **wanted: Any) -> list[Any]:
    return [row for row in COMPARED.rows[table] if all(getattr(row, name) == v for name, v in wanted.items())]


def test_figures_hold_baseline_and_targets_with_family_and_place() -> None:
    found = _rows("figures", indicator_id="ka")
    said = [(row.measure_type, row.fiscal_year, row.family, row.family_value) for row in found]
    assert said[0] == ("baseline", 2024, "online-use", Decimal("18.5"))
    assert said[-1] == ("target", 2028, "online-use", Decimal("30.5"))
    assert found[-1].page == 2 and found[-1].bbox == (220, 200, 280, 220)
    assert found[0].themes[0] == "online"


def test_units_are_converted_exactly_or_the_figure_stays_apart() -> None:
    assert [(r.family_value, r.apart) for r in _rows("figures", indicator_id="kb")] == [
        (Decimal(20), None),
        (Decimal(45), None),
    ]
    assert [(r.family_value, r.apart) for r in _rows("figures", indicator_id="kc")] == [
        (Decimal("1.5"), None),
        (None, "unit"),
    ]


@pytest.mark.parametrize("table", COMPARED.models)
def test_every_row_is_what_its_model_says(table: str) -> None:
    """Rows are made without a check, for speed."""
    model = COMPARED.models[table]
    for row in COMPARED.rows[table]:
        assert set(row.__dict__) == set(model.model_fields)
        assert model.model_validate(row.__dict__) == row


def test_matrix_puts_the_years_side_by_side() -> None:
    found = {row.city: row for row in _rows("matrix", family="online-use")}
    assert set(found) == {"甲市", "乙市"}
    years = {city: (row.fy_2026, row.fy_2027, row.fy_2028) for city, row in found.items()}
    assert years == {"甲市": (Decimal(20), Decimal(25), Decimal("30.5")), "乙市": (Decimal(20), None, Decimal(45))}
    assert found["甲市"].baseline == Decimal("18.5")


def test_coverage_says_also_where_there_is_nothing() -> None:
    assert [row.initiatives for row in _rows("coverage", topic="online")] == [1, 1]
    assert [row.initiatives for row in _rows("coverage", topic="telework")] == [0, 0]
    assert [row.initiatives for row in _rows("coverage", kind="item", city="甲市")] == [1]


def test_timeline_tells_study_from_operation() -> None:
    (row,) = _rows("timelines", theme="online")
    assert (row.start_fy, row.operation_fy, row.label) == (2026, 2027, "本格運用")


def test_delta_runs_from_the_baseline_to_the_last_target() -> None:
    (row,) = _rows("deltas", indicator_id="ka")
    assert (row.from_kind, row.change, row.years, row.per_year) == ("baseline", Decimal("12.0"), 4, Decimal(3))
    assert (row.course, row.apart, row.total) == ("rate", None, None)


def _yearly(name: str, basis: str | None, values: dict[int, str], unit: str) -> list[Any]:
    """The deltas of one indicator with a baseline of 10."""
    own = {"document_id": "a" * 64, "plan_id": "pa"}
    facts = {"kind": "kpi", "name": name, "basis": basis, "baseline_raw": "10", "baseline_unit": unit}
    row = Indicator.model_validate({**own, **facts, "indicator_id": "k", "baseline_value": Decimal(10)})
    said = {"indicator_id": "k", "status": "set", "comparator": "=", "unit": unit}
    targets = [
        Target.model_validate({**own, **said, "fiscal_year": year, "raw": value, "value": Decimal(value)})
        for year, value in values.items()
    ]
    tables = {**dict(dataset()), "indicators": (row,), "targets": tuple(targets)}
    return list(compare(Dataset(tables), Dataset()).rows["deltas"])


@pytest.mark.parametrize(
    ("name", "basis", "unit", "expected"),
    [
        ("公開したデータセット数（累計）", "cumulative", "件", ("stock", None, 30, None)),
        ("研修受講者数（年）", "annual", "人", ("flow", "flow", None, 60)),
        ("登録者数（月）", "monthly", "人", ("flow", "flow", None, None)),
        ("来館者数", None, "人", ("unstated", "unstated", None, None)),
        ("1件当たりの処理時間", None, "秒", ("level", None, 30, None)),
        ("導入済み施設数", None, "施設", ("stock", None, 30, None)),
        ("オンライン申請の手続数（累計）", "cumulative", "手続", ("stock", None, 30, None)),
        ("オンライン申請の手続数", None, "手続", ("unstated", "unstated", None, None)),
    ],
)
def test_only_rates_levels_and_stocks_have_a_change(name: str, basis: str | None, unit: str, expected: Any) -> None:
    (row,) = _yearly(name, basis, {2026: "20", 2027: "40"}, unit)
    assert (row.course, row.apart, row.change, row.total) == expected


def test_a_flow_with_a_year_missing_has_no_total() -> None:
    (row,) = _yearly("研修受講者数（年）", "annual", {2026: "20", 2028: "40"}, "人")
    assert (row.to_fy, row.total) == (2028, None)


def test_a_revision_has_the_name_that_readers_know() -> None:
    (row,) = _rows("revisions")
    assert (row.city, row.name, row.before, row.after) == ("甲市", "オンライン申請の利用率", "25%", "30.5%")


@pytest.mark.parametrize("table", COMPARED.models)
def test_every_column_is_described_in_both_languages(table: str) -> None:
    for column in columns(COMPARED.models[table]):
        assert column.description and column.ja, column.name


def test_published_described_and_valid(tmp_path: Path) -> None:
    publish(dataset(), tmp_path)
    assert validate(tmp_path) == []
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    by_path = {item["path"]: item for item in package["resources"]}
    for table in COMPARED.models:
        resource = by_path[f"comparison/{table}.csv"]
        assert resource["schema"]["fields"]
        folder = tmp_path / "comparison"
        assert len(pandas.read_parquet(folder / f"{table}.parquet")) == len(COMPARED.rows[table])
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "note"])


def test_nothing_published_compares_to_nothing(tmp_path: Path) -> None:
    publish(Dataset(), tmp_path)
    assert json.loads((tmp_path / "comparison" / "figures.json").read_bytes()) == []
