"""What the README tells a reader to type works on a published folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.ingest import run

ROOT = Path(__file__).parent.parent
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.S)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    run([ROOT / "raw" / "samples" / "hayamano_kpis.pdf"], folder / "output")
    return folder


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_gives_rows(example: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    *before, last = [line for line in example.splitlines() if line]
    names: dict[str, object] = {}
    exec("\n".join(before), names)
    assert len(eval(last, names)) > 0  # type: ignore[arg-type]
