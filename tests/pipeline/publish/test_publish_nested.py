"""The document of a plan: its order, its nesting, its figures, its name."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish.nested import file_name, plan_documents
from pipeline.schema import Dataset


@pytest.fixture
def plan(published: Path) -> Any:
    """The document of the sample plan."""
    return json.loads((published / "plans" / "142115-dx-plan.json").read_bytes(), parse_float=Decimal)


def test_reads_like_the_plan(plan: Any) -> None:
    (printed,) = plan["documents"]
    assert list(printed) == [
        "document", "plan", "measures", "initiatives", "indicators", "schedule", "lineage", "glossary", "findings",
    ]  # fmt: skip
    assert printed["plan"]["title"] == "第2次DX推進計画"
    (goal,) = printed["measures"]
    (measure,) = goal["measures"]
    (initiative,) = measure["initiatives"]
    (indicator,) = initiative["indicators"]
    assert [goal["title"], measure["title"], indicator["name"]] == ["行政", "窓口", "申請率"]
    assert [row["raw"] for row in indicator["targets"]][:2] == ["20億4千万円", "45.3%以上"]
    assert [row["value"] for row in indicator["targets"]][:2] == [2040000000, Decimal("45.3")]
    assert [row["label"] for row in initiative["schedule"]] == ["+構築"]
    assert [row["name"] for row in goal["indicators"]] == ["満足度"]
    assert [row["name"] for row in printed["initiatives"]] == ["施策に属さない事業"]
    assert [row["term"] for row in printed["glossary"]] == ["API"]
    assert [row["after"] for row in plan["changes"]] == ["2"]


def test_every_record_stands_in_it_once(plan: Any, latest: Dataset) -> None:
    text = json.dumps({key: value for key, value in plan.items() if key != "changes"}, default=str)
    for name, table in (("initiative_id", "initiatives"), ("fiscal_year", "targets"), ("lane", "milestones")):
        assert text.count(f'"{name}":') == len(latest[table])
    assert text.count('"indicator_id":') == len(latest["indicators"])


@pytest.mark.parametrize("plan_id", ["../../etc/passwd", "..", "a/b", "計画", "a b", ".", "x" * 50])
def test_no_id_leads_out_of_the_folder(plan_id: str) -> None:
    name = file_name(plan_id)
    assert "/" not in name
    assert name not in (".", "..")
    assert not name.startswith(".")


def test_a_dataset_without_plans_has_no_documents() -> None:
    assert list(plan_documents(Dataset())) == []
