"""The lines of docs/dataset.md that load a dataset do load it."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pandas
import pytest

LINES = re.findall(
    r"```python\n(.*?)\n```", (Path(__file__).parents[3] / "docs" / "dataset.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize(("line", "rows"), list(zip(LINES, (5, 5, 1), strict=True)))
def test_documented_lines_load(line: str, rows: int, published: Path) -> None:
    name, code = line.replace("output/", f"{published}/").split(" = ", 1)
    found = eval(code, {"pandas": pandas, "duckdb": duckdb})
    assert len(found) == rows
    if name == "plans":
        assert found["lg_code"].tolist() == ["011002"]
