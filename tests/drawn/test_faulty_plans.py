"""What a plan gets wrong is said, and a faultless plan is left in peace."""

from __future__ import annotations

from pathlib import Path

import faulty
import pytest
from fault_plan import FAULTLESS, Plan, draw

from pipeline.checks import check
from pipeline.document import read_document


def codes(plan: Plan, path: Path, *, info: bool = False) -> set[str]:
    """Codes of the findings on a drawn plan, those for information only when asked for."""
    draw(plan, path)
    dataset = read_document(path)
    return {f.code for f in (*dataset["findings"], *check(dataset)) if info or f.severity != "info"}


def test_a_faultless_plan_has_no_finding_above_info(tmp_path: Path) -> None:
    assert codes(FAULTLESS, tmp_path / "plan.pdf") == set()


@pytest.mark.parametrize("name", sorted(faulty.FAULTS))
def test_the_fault_is_found_and_no_other(name: str, tmp_path: Path) -> None:
    fault = faulty.FAULTS[name]
    assert fault.code in codes(fault.put(FAULTLESS), tmp_path / "plan.pdf", info=True), fault.words
    assert codes(fault.put(FAULTLESS), tmp_path / "plan.pdf") <= {fault.code, *fault.also}, fault.words
