"""The data package: what it says of every file and column, and that its own tool accepts it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish.columns import Kind, columns
from pipeline.publish.json_schema import json_schema
from pipeline.schema import TABLES, Record

# The columns that contract 1.0 promises, in its order. Further ones may follow; none may go or change places.
PROMISED = {
    "documents": "document_id file_name source_url retrieved_at bytes pages producer text_layer plan_id role edition",
    "plans": "plan_id lg_code prefecture municipality title edition status start_fy end_fy "
    "supersedes_plan_id document_id",
    "measures": "document_id plan_id measure_id code title level parent_id page",
    "initiatives": "document_id plan_id initiative_id code name measure_id category departments summary current_state "
    "ideal_state actions national_policy continuity page bbox",
    "indicators": "document_id plan_id indicator_id initiative_id measure_id kind group name series basis unit "
    "baseline_raw baseline_value baseline_unit baseline_as_of baseline_parts page bbox",
    "targets": "document_id plan_id indicator_id fiscal_year raw status part comparator value value_upper unit "
    "measure_type page bbox",
    "milestones": "document_id plan_id initiative_id lane label start_fy end_fy method page bbox",
    "lineage": "document_id plan_id old_code old_name new_code new_name relation reason departments page",
    "glossary": "document_id plan_id term definition page",
    "assessments": "document_id assessor lg_code viewpoint item_no item met score score_max",
    "cells": "document_id page table_no row col row_span col_span bbox text role record_table record_id",
    "findings": "document_id severity code message_ja message_en page record_table record_id",
    "changes": "plan_id from_document_id to_document_id record_table record_id change field before after",
}


def package_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return found


FOLDERS = ("history", "plans", "open-data", "comparison")


@pytest.mark.parametrize("table", PROMISED)
def test_promised_columns_come_first_in_order(table: str) -> None:
    promised = PROMISED[table].split()
    assert [column.name for column in columns(TABLES[table])][: len(promised)] == promised


def test_no_table_is_missing() -> None:
    assert list(TABLES) == list(PROMISED)


@pytest.mark.parametrize("model", TABLES.values(), ids=TABLES)
def test_every_column_is_described_in_both_languages(model: type[Record]) -> None:
    assert model.title_en and model.title_ja and model.__doc__
    for column in columns(model):
        assert column.description.isascii() or "※" in column.description, column.name
        assert column.ja and not column.ja.isascii(), column.name


def test_every_file_is_listed_with_hash_and_size(published: Path) -> None:
    listed = {item["path"]: item for item in package_of(published)["resources"]}
    files = {p.relative_to(published).as_posix() for p in published.glob("*.*") if p.is_file()}
    files |= {f"{part}/{p.name}" for part in FOLDERS for p in (published / part).iterdir()}
    assert set(listed) == files - {"datapackage.json"}
    assert len({item["name"] for item in listed.values()}) == len(listed)
    for path, item in listed.items():
        assert item["bytes"] == (published / path).stat().st_size
        assert item["hash"].startswith("sha256:")


def test_package_names_licence_and_sources(published: Path) -> None:
    package = package_of(published)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert [source["title"] for source in package["sources"]] == ["計画, 本編.pdf"] * 2


def test_foreign_keys_of_history_stay_in_history(published: Path) -> None:
    for item in package_of(published)["resources"]:
        for key in item.get("schema", {}).get("foreignKeys", ()):
            aim = key["reference"]["resource"]
            assert aim == "" or aim.startswith("history-") is item["name"].startswith("history-")


def test_frictionless_accepts_the_package(published: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(published / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "note"])


def test_frictionless_would_notice(published: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    package = frictionless.Package(str(published / "datapackage.json"))
    package.get_resource("targets").hash = "sha256:" + "0" * 64
    assert not package.validate().valid


def test_json_schema_accepts_what_is_published(published: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema())
    whole = {table: json.loads((published / f"{table}.json").read_bytes()) for table in TABLES}
    assert not list(validator.iter_errors(whole))
    whole["targets"][0]["status"] = "maybe"
    whole["plans"][0]["lg_code"] = 11002
    del whole["cells"][0]["text"]
    assert len(list(validator.iter_errors(whole))) == 3


def test_json_schema_has_every_column() -> None:
    rows = json_schema()["$defs"]
    for table, model in TABLES.items():
        assert list(rows[table]["properties"]) == list(model.model_fields)
    assert rows["targets"]["properties"]["value"]["type"] == ["number", "null"]
    assert rows["initiatives"]["properties"]["departments"]["items"] == {"type": "string"}


def test_kinds_of_columns_follow_the_models() -> None:
    kinds = {column.name: (column.kind, column.nullable, column.required) for column in columns(TABLES["targets"])}
    assert kinds["fiscal_year"] == (Kind.INTEGER, False, True)
    assert kinds["value"] == (Kind.FIGURE, True, False)
    assert kinds["part"] == (Kind.TEXT, False, False)
    assert kinds["status"] == (Kind.TEXT, False, True)
    assert kinds["bbox"] == (Kind.BOX, True, False)
