"""Text that a spreadsheet might run, and lists that CSV cannot split."""

from __future__ import annotations

import pytest

from pipeline.publish.formulas import formula_findings, formula_like, separator_findings
from pipeline.schema import Dataset
from tests.pipeline.publish.sample import ROWS, dataset_of


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("=1+1", True),
        ("＝1+1", True),
        ("+81", True),
        ("@検討", True),
        ("\t=1", True),
        ("-", False),
        ("-5%", False),
        ("－", False),
        ("1=1", False),
        ("", False),
    ],
)
def test_what_begins_like_a_formula(text: str, like: bool) -> None:
    assert formula_like(text) is like


def test_a_finding_for_each_such_cell(latest: Dataset) -> None:
    (found,) = formula_findings(latest["cells"])
    assert (found.code, found.severity, found.page) == ("formula-like-text", "info", 2)
    assert "⇥=A1 |x|" in found.message_ja


def test_a_finding_for_a_separator_inside_a_list(latest: Dataset) -> None:
    assert list(separator_findings(latest)) == []
    initiative = ROWS[4].model_copy(update={"notes": ("窓口|オンライン",)})
    (found,) = separator_findings(dataset_of(initiative))
    assert (found.code, found.record_table) == ("separator-in-list", "initiatives")
    assert "notes" in found.message_en
