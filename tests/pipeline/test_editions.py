"""Which documents stand in the main tables and which in the history."""

from __future__ import annotations

import pytest

from pipeline.editions import Editions, settle
from pipeline.schema import Dataset, Document, Finding, GlossaryEntry

EMPTY = Editions(Dataset(), Dataset())


def document(name: str, plan: str, term: str = "RPA") -> tuple[str, Dataset]:
    key = name.ljust(64, "0")
    row = Document(
        document_id=key, file_name=f"{name}.pdf", bytes=1, pages=1, text_layer="native", plan_id=plan, role="plan"
    )
    entry = GlossaryEntry(document_id=key, plan_id=plan, term=term, definition="説明", page=1)
    return key, Dataset({"documents": (row,), "glossary": (entry,)})


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
