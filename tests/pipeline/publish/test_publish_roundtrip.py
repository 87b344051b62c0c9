"""Records of any content come back from the files exactly."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.publish.columns import Column, Kind, columns
from pipeline.publish.read import load_table
from pipeline.publish.tables import write_csv, write_json, write_parquet
from pipeline.publish.validate import format_problems
from pipeline.schema import TABLES, Record

_AWKWARD = st.sampled_from(
    [
        "=1+1",
        '"',
        '""',
        ",",
        "\n",
        "a\nb",
        "\t",
        "|",
        " ",
        "NA",
        "null",
        "１",
        "⼀",
        "𠮷",
        "か\u3099",
        "\u2028",
        "'",
        "﻿",
        "\\",
        "-5%",
    ]
)
_TEXT = st.lists(st.one_of(_AWKWARD, st.text(max_size=6)), max_size=3).map("".join)
_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: _TEXT,
    Kind.INTEGER: st.integers(1, 2**53),
    Kind.FIGURE: st.decimals(-(10**12), 10**12, places=6),
    Kind.NUMBER: st.floats(0, 1),
    Kind.FLAG: st.booleans(),
    Kind.TEXTS: st.lists(_TEXT, max_size=3).map(tuple),
    Kind.BOX: st.tuples(*[st.floats(-1000, 2000)] * 4),
}


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """What may stand in a column."""
    if column.choices:
        values: st.SearchStrategy[Any] = st.sampled_from(column.choices)
    elif column.pattern:
        values = st.from_regex(r"[0-9]{6}", fullmatch=True)
    else:
        values = _VALUES[column.kind]
    if column.required and column.kind is Kind.TEXT and not column.choices:
        values = values.map("x".__add__)
    return st.none() | values if column.nullable else values


def records_of(model: type[Record]) -> st.SearchStrategy[list[Record]]:
    """Lists of records of a table with any content."""
    fields = st.fixed_dictionaries({column.name: values_of(column) for column in columns(model)})
    return st.lists(fields.map(model.model_validate), max_size=4)


@pytest.mark.parametrize("model", TABLES.values(), ids=TABLES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_every_format_holds_what_was_given(model: type[Record], data: st.DataObject, tmp_path: Path) -> None:
    rows = tuple(data.draw(records_of(model)))
    for suffix, write in (("json", write_json), ("csv", write_csv), ("parquet", write_parquet)):
        write(model, rows, tmp_path / f"{model.table}.{suffix}")
    assert load_table(model, tmp_path / f"{model.table}.json") == rows
    assert list(format_problems(model, rows, tmp_path, model.table)) == []


@given(digits=st.integers(1, 10**40), places=st.integers(0, 30))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_and_csv_keep_every_digit_of_a_figure(digits: int, places: int, tmp_path: Path) -> None:
    figure = Decimal(digits).scaleb(-places)
    facts = {"indicator_id": "k", "fiscal_year": 2026, "status": "set", "document_id": "d", "plan_id": "p"}
    model = TABLES["targets"]
    rows = (model.model_validate({**facts, "value": figure}),)
    write_json(model, rows, tmp_path / "targets.json")
    write_csv(model, rows, tmp_path / "targets.csv")
    assert load_table(model, tmp_path / "targets.json") == rows
    with (tmp_path / "targets.csv").open(encoding="utf-8", newline="") as handle:
        assert Decimal(next(iter(csv.DictReader(handle)))["value"]) == figure


@given(figure=st.decimals(-(10**9), 10**9, places=5))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parquet_returns_figures_of_fifteen_digits_as_printed(figure: Decimal, tmp_path: Path) -> None:
    facts = {"indicator_id": "k", "fiscal_year": 2026, "status": "set", "document_id": "d", "plan_id": "p"}
    model = TABLES["targets"]
    write_parquet(model, (model.model_validate({**facts, "value": figure}),), tmp_path / "t.parquet")
    (found,) = pq.read_table(tmp_path / "t.parquet")["value"].to_pylist()
    assert Decimal(repr(found)) == figure


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [("a\r\nb\rc", "a\nb\nc"), ("a\x00b\x1b", "ab"), ("\ud800x\uffff", "x"), ("\ta\n　", "\ta\n　")],
)
def test_what_no_format_can_carry_is_dropped(given_text: str, kept: str) -> None:
    entry = TABLES["glossary"].model_validate(
        {"document_id": "d", "plan_id": "p", "term": given_text, "definition": "x"}
    )
    assert entry.term == kept  # type: ignore[attr-defined]


def test_lists_lose_it_too_and_what_is_no_text_is_refused() -> None:
    facts = {"document_id": "d", "plan_id": "p", "initiative_id": "i", "name": "n"}
    model = TABLES["initiatives"]
    assert model.model_validate({**facts, "notes": ["a\x00", "b\r\n"]}).notes == ("a", "b\n")  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match="valid string"):
        model.model_validate({**facts, "notes": ["a", 1]})
