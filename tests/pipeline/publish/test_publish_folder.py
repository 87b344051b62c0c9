"""A published folder: what is in it, and that it holds exactly the records."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.errors import Inconsistent
from pipeline.publish.folder import publish
from pipeline.publish.read import load
from pipeline.schema import TABLES, Dataset


def test_holds_every_table_in_every_format_and_in_history(published: Path) -> None:
    for table in TABLES:
        for suffix in ("csv", "json", "parquet"):
            assert (published / f"{table}.{suffix}").is_file()
            assert (published / "history" / f"{table}.{suffix}").is_file()
    assert {path.name for path in (published / "plans").iterdir()} == {"142115-dx-plan.json"}
    for name in ("keikaku.duckdb", "keikaku.xlsx", "datapackage.json"):
        assert (published / name).is_file()


def test_loads_back_as_the_records_given(published: Path, latest: Dataset, past: Dataset) -> None:
    assert load(published) == (latest, past)


def test_nothing_published_loads_as_nothing(tmp_path: Path) -> None:
    assert load(tmp_path) == (Dataset(), Dataset())


def test_a_row_without_its_parent_is_not_published(tmp_path: Path, latest: Dataset) -> None:
    publish(latest, tmp_path)
    orphaned = Dataset({**latest.rows, "indicators": ()})
    with pytest.raises(Inconsistent, match="indicators"):
        publish(orphaned, tmp_path)
    assert load(tmp_path)[0] == latest


def test_tables_may_be_empty_or_missing(tmp_path: Path, latest: Dataset) -> None:
    publish(latest.joined(Dataset()), tmp_path, Dataset().joined())
    assert load(tmp_path) == (latest, Dataset())


def test_a_record_that_the_models_refuse_is_not_published(tmp_path: Path, latest: Dataset) -> None:
    publish(latest, tmp_path)
    wrong = latest["plans"][0].model_copy(update={"status": "maybe"})
    with pytest.raises(Inconsistent, match="status"):
        publish(Dataset({**latest.rows, "plans": (wrong,)}), tmp_path)
    assert load(tmp_path)[0] == latest
