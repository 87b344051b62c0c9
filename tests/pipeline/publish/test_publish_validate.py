"""Validation: a whole folder has no problem, every kind of damage has its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.publish import package
from pipeline.publish.folder import write
from pipeline.publish.integrity import dataset_problems, sound
from pipeline.publish.places import page_sizes, place_problems, shows, sizes_of
from pipeline.publish.validate import validate
from pipeline.schema import Dataset, Document
from tests.pipeline.publish.sample import ROWS, dataset_of, target


@pytest.fixture
def files(tmp_path: Path, published: Path) -> Path:
    """The files of the published folder, to be damaged."""
    return Path(shutil.copytree(published / ".keikaku" / "current", tmp_path / "files"))


def codes(folder: Path) -> set[str]:
    return {f"{problem.where}: {problem.code}" for problem in validate(folder)}


def relist(folder: Path, latest: Dataset, past: Dataset) -> None:
    """Make the hashes right again, so that what was damaged has to be found by what it says."""
    package.write_package(folder, latest, past)


def test_a_published_folder_is_whole(published: Path) -> None:
    assert validate(published) == []


def edit_json(table: str, change: Callable[[list[dict[str, Any]]], object]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / f"{table}.json"
        rows = json.loads(path.read_bytes())
        change(rows)
        path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    return edit


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def in_database(sql: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        with duckdb.connect(str(folder / "keikaku.duckdb")) as connection:
            connection.execute(sql)

    return edit


def overwrite(name: str, data: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(data) and None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda folder: (folder / "datapackage.json").unlink(), "datapackage.json: package-missing"),
        (overwrite("datapackage.json", b"{"), "datapackage.json: package-broken"),
        (overwrite("datapackage.json", b"[]"), "datapackage.json: package-broken"),
        (lambda folder: (folder / "keikaku.xlsx").unlink(), "keikaku.xlsx: file-missing"),
        (lambda folder: (folder / "history" / "plans.csv").unlink(), "history/plans.csv: file-missing"),
        (replace("targets.csv", "円", "元"), "targets.csv: hash-differs"),
        (replace("targets.csv", "円", "円円"), "targets.csv: size-differs"),
    ],
)
def test_damaged_files(files: Path, damage: Callable[[Path], None], problem: str) -> None:
    damage(files)
    assert problem in codes(files)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (replace("targets.csv", "円", "元"), "targets.csv: formats-differ"),
        (replace("targets.csv", "value,value_upper", "value_upper,value"), "targets.csv: formats-differ"),
        (overwrite("targets.parquet", b"PAR1"), "targets.parquet: formats-differ"),
        (in_database("DELETE FROM targets WHERE fiscal_year = 2026"), "keikaku.duckdb/main.targets: formats-differ"),
        (in_database("UPDATE history.plans SET title = ''"), "keikaku.duckdb/history.plans: formats-differ"),
        (in_database("DROP TABLE cells"), "keikaku.duckdb/main: database-broken"),
        (overwrite("keikaku.duckdb", b"no database"), "keikaku.duckdb/main: database-broken"),
        (overwrite("plans.json", b"[{"), "plans.json: json-broken"),
        (edit_json("plans", lambda rows: rows[0].update(start_fy="R8")), "plans.json: type-wrong"),
        (edit_json("plans", lambda rows: rows[0].update(lg_code="11002")), "plans.json: type-wrong"),
        (edit_json("plans", lambda rows: rows[0].update(more=1)), "plans.json: type-wrong"),
        (edit_json("targets", lambda rows: rows.pop()), "targets.parquet: formats-differ"),
        (edit_json("targets", lambda rows: rows.append(rows[0])), "targets: key-not-unique"),
        (edit_json("indicators", lambda rows: rows.pop(0)), "targets: reference-broken"),
    ],
)
def test_files_that_say_something_else(
    files: Path, latest: Dataset, past: Dataset, damage: Callable[[Path], None], problem: str
) -> None:
    damage(files)
    if (files / "datapackage.json").exists():
        relist(files, latest, past)
    assert problem in codes(files)


def with_row(**given: object) -> Dataset:
    return dataset_of(*(row for row in ROWS if row.table != "targets"), target(2026, **given))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"page": 3}, None),
        ({"page": 4}, "page-outside"),
        ({"page": 2, "bbox": (0, 0, 595.28, 841.89)}, None),
        ({"page": 3, "bbox": (0, 0, 841.89, 595.28)}, None),
        ({"page": 2, "bbox": (0, 0, 841.89, 595.28)}, "box-outside"),
        ({"page": 2, "bbox": (-3, 0, 10, 10)}, "box-outside"),
        ({"page": 2, "bbox": (10, 0, 5, 10)}, "box-outside"),
        ({"raw": "1,500件", "value": Decimal(1500)}, None),
        ({"raw": "1,500件", "value": Decimal(1501)}, "figure-not-in-raw"),
    ],
)
def test_places_and_figures(given: dict[str, object], code: str | None) -> None:
    found = [problem.code for problem in place_problems(with_row(**given))]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("raw", "value", "seen"),
    [
        ("20億4千万円", "2040000000", True),
        ("１２億３４万円", "1200340000", True),
        ("90,000千円", "90000000", True),
        ("3.5万人", "35000", True),
        ("約3割", "30", True),
        ("一人", "1", True),
        ("千件", "1000", True),
        ("20分34秒", "1234", True),
        ("▲5%", "-5", True),
        ("〃", "15", True),
        ("0件", "0", True),
        ("25 拠点・14%", "14", True),
        ("15件", "51", False),
        ("15件", "155", False),
        ("検討", "3", False),
    ],
)
def test_digits_of_a_figure_stand_in_its_raw(raw: str, value: str, seen: bool) -> None:
    assert shows(raw, Decimal(value)) is seen


def test_page_sizes_are_runs_of_equal_pages() -> None:
    sizes = [(595.276, 841.89)] * 3 + [(841.89, 595.276), (1190.55, 841.89)]
    runs = page_sizes(sizes)
    assert runs == ("1-3:595.28x841.89", "4-4:841.89x595.28", "5-5:1190.55x841.89")
    document = ROWS[0].model_copy(update={"page_sizes": runs})
    assert isinstance(document, Document)
    assert {page: tuple(size) for page, size in sizes_of(document).items()} == {
        page: (round(width, 2), round(height, 2)) for page, (width, height) in enumerate(sizes, 1)
    }
    with pytest.raises(ValueError, match="page_sizes"):
        sizes_of(document.model_copy(update={"page_sizes": ("A4",)}))


def test_a_sound_dataset_comes_back_as_it_is(latest: Dataset) -> None:
    assert sound(latest) is latest
    assert list(dataset_problems(latest)) == []


def test_rows_that_do_not_hold_together_go_with_what_hangs_on_them(latest: Dataset) -> None:
    again = target(2026, raw="9", value=Decimal(9))
    rows = {**latest.rows, "initiatives": latest["initiatives"][1:], "targets": (*latest["targets"], again)}
    kept = sound(Dataset(rows))
    assert list(dataset_problems(kept)) == []
    assert [row.indicator_id for row in kept["indicators"]] == ["k2"]
    assert kept["targets"] == kept["milestones"] == ()
    lost = [finding.record_table for finding in kept["findings"] if finding.code == "record-inconsistent"]
    assert sorted(lost) == ["indicators", "milestones", *["targets"] * 6]


def test_of_two_rows_with_one_key_the_first_stays(latest: Dataset) -> None:
    kept = sound(Dataset({**latest.rows, "targets": (*latest["targets"], target(2026, raw="9"))}))
    assert kept["targets"] == latest["targets"]
    assert len(kept["findings"]) == 1


def test_a_build_validates_before_it_is_shown(tmp_path: Path, latest: Dataset) -> None:
    write(tmp_path, latest, Dataset())
    assert validate(tmp_path) == []
