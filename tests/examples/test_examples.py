"""The example scripts answer their question from a published folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.publish.folder import publish
from tests.pipeline.comparison.cities import dataset

EXAMPLES = Path(__file__).parents[2] / "examples"
ANSWERS = {
    "online_applications.py": ("甲市: オンライン申請の利用率: 18.5% (2024) → 30.5% (2028), +3 a year",),
    "who_starts_when.py": ("オンライン手続", "甲市", "2027"),
    "changed_minds.py": ("甲市  changed  オンライン申請の利用率 2028: 25% → 30.5%  [甲市.pdf p.2]",),
}


def test_every_example_is_tested() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_example_answers(name: str, tmp_path: Path) -> None:
    publish(dataset(), tmp_path)
    command = [sys.executable, str(EXAMPLES / name), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    for said in ANSWERS[name]:
        assert said in done.stdout
