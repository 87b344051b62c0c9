"""Golden files: what is read from each sample plan is exactly what was drawn, kind by kind of record."""

from __future__ import annotations

import importlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import golden
import pytest

from pipeline.document import read_document
from pipeline.schema import Dataset

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "raw" / "samples"
NAMES = sorted(path.name.removesuffix(".truth.json") for path in HERE.glob("*.truth.json"))
# Kinds of record compared in each sample: a kind joins the list once the sample's records of it are exact.
_WITHOUT = {
    "fujisawa_forms": {"texts", "targets"},
    "hadano_slides": {"lineage"},
}
COMPARED = [(name, kind) for name in NAMES for kind in golden.KINDS if kind not in _WITHOUT.get(name, ())]


@cache
def truth(name: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((HERE / f"{name}.truth.json").read_text(encoding="utf-8"))
    return said


@cache
def dataset(name: str) -> Dataset:
    return read_document(SAMPLES / f"{name}.pdf")


@pytest.mark.parametrize("name", NAMES)
def test_truth_is_what_the_facts_say(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SAMPLES))
    said = importlib.import_module("make").laid_out(name)[1]
    assert said == (HERE / f"{name}.truth.json").read_text(encoding="utf-8")


def test_every_sample_has_its_truth() -> None:
    assert sorted(path.stem for path in SAMPLES.glob("*.pdf")) == NAMES


@pytest.mark.parametrize(("name", "kind"), COMPARED)
def test_sample_is_read_as_drawn(name: str, kind: str) -> None:
    want, got = golden.drawn(truth(name), kind), golden.read(dataset(name), kind)
    assert sorted((want - got).elements(), key=str) == [], "missing"
    assert sorted((got - want).elements(), key=str) == [], "invented"
