"""Folders published apart, joined: the rows of a folder into which everything was published at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.ingest import run
from pipeline.publish.errors import Inconsistent
from pipeline.publish.join import join
from pipeline.publish.read import load
from pipeline.publish.validate import validate

SAMPLES = Path(__file__).parents[3] / "raw" / "samples"
FILES = [SAMPLES / f"{name}.pdf" for name in ("fujisawa_forms", "hayamano_kpis", "sagamihara_cards")]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("parts")
    run(FILES[:1], folder / "one")
    run(FILES[1:], folder / "two")
    run(FILES, folder / "all")
    return [folder / "one", folder / "two", folder / "all"]


def test_the_joined_folder_is_whole_and_holds_the_same_rows(parts: list[Path], tmp_path: Path) -> None:
    join(parts[:2], tmp_path / "out")
    assert validate(tmp_path / "out") == []
    for found, wanted in zip(load(tmp_path / "out"), load(parts[2]), strict=True):
        for table, rows in wanted:
            assert sorted(map(repr, found[table])) == sorted(map(repr, rows)), table
    plans = [sorted(path.name for path in (folder / "plans").iterdir()) for folder in (tmp_path / "out", parts[2])]
    assert plans[0] == plans[1]
    before = (tmp_path / "out" / "targets.csv").resolve()
    join(parts[:2], tmp_path / "out")
    assert (tmp_path / "out" / "targets.csv").resolve() == before


def test_a_plan_in_two_folders_is_refused_and_what_was_published_stays(parts: list[Path], tmp_path: Path) -> None:
    join(parts[:1], tmp_path / "out")
    before = (tmp_path / "out" / "documents.json").read_bytes()
    with pytest.raises(Inconsistent, match="stands in two"):
        join([parts[0], parts[2]], tmp_path / "out")
    assert (tmp_path / "out" / "documents.json").read_bytes() == before


def test_a_folder_that_is_not_whole_is_refused(
    parts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Path(shutil.copytree(parts[0], tmp_path / "broken"))
    (broken / "targets.csv").write_text("document_id\n")
    with pytest.raises(SystemExit) as left:
        main(["join", str(parts[1]), str(broken), "--output", str(tmp_path / "out")])
    assert left.value.code == 2
    assert "targets.csv" in capsys.readouterr().err
    assert not (tmp_path / "out" / "targets.csv").exists()
