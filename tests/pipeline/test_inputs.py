"""What a run takes from a folder: plans and assessments, not what speaks of the folder or was published there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.inputs import Missing, Nothing, find_files


def laid_out(folder: Path, *names: str, text: str = "3の評価項目") -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_plans_and_assessments_of_a_folder_and_those_below_it(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, "b.PDF", "a.pdf", "c.html", "d/e.txt", "d/f.htm", "table.csv", "plan.zip")
    assert [str(path.relative_to(folder)) for path in find_files([folder])] == [
        "a.pdf",
        "b.PDF",
        "c.html",
        "d/e.txt",
        "d/f.htm",
    ]


def test_texts_that_speak_of_no_checklist_are_passed_over(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, "plan.pdf", "README.md", "LICENSE.txt", "notes.html", text="計画を並べた。")
    (folder / "old.htm").write_bytes("<p>評価項目</p>".encode("shift_jis"))
    assert [path.name for path in find_files([folder])] == ["old.htm", "plan.pdf"]


def test_what_was_published_is_not_read_again(tmp_path: Path) -> None:
    laid_out(tmp_path, "plan.pdf", "output/datapackage.json", "output/site/index.html", "output/site/plan.html")
    assert [path.name for path in find_files([tmp_path])] == ["plan.pdf"]


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, "README.md", "plan.bin")
    assert [path.name for path in find_files([folder / "README.md", folder / "plan.bin"])] == ["README.md", "plan.bin"]


def test_nothing_to_read(tmp_path: Path) -> None:
    laid_out(tmp_path, "README.md", text="")
    with pytest.raises(Nothing):
        find_files([tmp_path])
    with pytest.raises(Missing):
        find_files([tmp_path / "no.pdf"])
