"""All or nothing: what a folder shows while it is published to, when that is cut short, and what survives."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish import swap
from pipeline.publish.errors import Busy, Full, OutputError, Unwritable, of_os_error
from pipeline.publish.folder import prepare, publish, write
from pipeline.publish.read import load
from pipeline.publish.validate import file_problems
from pipeline.schema import Dataset


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, latest: Dataset, past: Dataset) -> tuple[Path, Path]:
    """The files of two datasets, the second with another plan."""
    old, new = tmp_path_factory.mktemp("old"), tmp_path_factory.mktemp("new")
    write(old, past, Dataset())
    write(new, latest, past)
    return old, new


def shown(folder: Path) -> bytes:
    """What a reader sees, whole: fails the test when the files are not those of one dataset."""
    assert list(file_problems(folder)) == []
    return (folder / "datapackage.json").read_bytes()


def swap_to(folder: Path, files: Path, version: str) -> None:
    with swap.hold(folder) as home, swap.building(home) as build:
        shutil.copytree(files, build, dirs_exist_ok=True)
        kept = home / f"dataset-{version}"
        swap.keep(build, kept)
        swap.swap_in(folder, kept)


def killed_at(step: int, work: Callable[[], None]) -> bool:
    """Run `work` in a child that dies at its n-th change of the file system; whether it died."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, _: object) -> None:
            nonlocal left
            if event in ("os.rename", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "open", "os.link"):
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(count)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def small(folder: Path, word: str) -> Path:
    """Files that all hold one word, in the shape of a dataset: swapping does not look inside."""
    for name in ("targets.csv", "targets.json", "datapackage.json", "plans/one.json", f"plans/{word}.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(word, encoding="utf-8")
    return folder


def words(folder: Path) -> set[str]:
    """Every word that a reader of the folder finds."""
    files = [*folder.glob("*.csv"), *folder.glob("*.json"), *(folder / "plans").glob("*.json")]
    return {path.read_text(encoding="utf-8") for path in files if path.exists()}


def test_a_kill_at_any_step_leaves_one_whole_dataset(tmp_path: Path) -> None:
    old, new = small(tmp_path / "old", "old"), small(tmp_path / "new", "new")
    start, folder = tmp_path / "start", tmp_path / "output"
    swap_to(start, old, "old")
    (start / "site").mkdir()
    seen, step, died = [], 0, True
    while died:
        shutil.copytree(start, folder, symlinks=True)
        died = killed_at(step, lambda: swap_to(folder, new, "new"))
        (word,) = words(folder)
        assert {path.name for path in (folder / "plans").iterdir()} == {"one.json", f"{word}.json"}
        assert (folder / "targets.csv").is_file()
        assert (folder / "site").is_dir()
        seen.append(word)
        swap_to(folder, new, "again")
        assert words(folder) == {"new"}
        assert sorted(path.name for path in (folder / ".keikaku").iterdir()) == ["current", "dataset-again", "lock"]
        shutil.rmtree(folder)
        step += 1
    assert len(seen) > 20
    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {"old", "new"}


def test_a_first_publication_shows_nothing_or_everything(tmp_path: Path) -> None:
    folder, new = tmp_path / "output", small(tmp_path / "new", "new")
    seen, step, died = [], 0, True
    while died:
        died = killed_at(step, lambda: swap_to(folder, new, "first"))
        seen.append((folder / "targets.csv").exists())
        assert (folder / "plans" / "one.json").exists() is seen[-1]
        shutil.rmtree(folder, ignore_errors=True)
        step += 1
    assert seen == sorted(seen)
    assert set(seen) == {False, True}


def test_other_files_in_the_folder_stay(tmp_path: Path, two: tuple[Path, Path]) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("site", encoding="utf-8")
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    for version, files in enumerate(two):
        swap_to(tmp_path, files, str(version))
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "site"
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


def test_names_that_the_dataset_no_longer_has_go(tmp_path: Path, two: tuple[Path, Path]) -> None:
    more = tmp_path / "more"
    shutil.copytree(two[0], more)
    (more / "themes.csv").write_text("theme\n", encoding="utf-8")
    swap_to(tmp_path / "output", more, "1")
    assert (tmp_path / "output" / "themes.csv").is_file()
    swap_to(tmp_path / "output", two[1], "2")
    assert not (tmp_path / "output" / "themes.csv").is_symlink()


@pytest.mark.parametrize("links", [True, False])
def test_a_copy_of_a_published_folder_can_be_published_to(tmp_path: Path, two: tuple[Path, Path], links: bool) -> None:
    first, copy = tmp_path / "first", tmp_path / "copy"
    swap_to(first, two[0], "old")
    shutil.copytree(first, copy, symlinks=links)
    swap_to(copy, two[1], "new")
    assert shown(copy) == (two[1] / "datapackage.json").read_bytes()
    assert shown(first) == (two[0] / "datapackage.json").read_bytes()


def test_the_same_records_change_nothing(published: Path, latest: Dataset, past: Dataset) -> None:
    before = {path: (path.stat().st_ino, path.read_bytes()) for path in published.rglob("*") if path.is_file()}
    publish(latest, published, past)
    assert before == {path: (path.stat().st_ino, path.read_bytes()) for path in published.rglob("*") if path.is_file()}


def test_a_damaged_dataset_is_replaced_by_the_same_records(tmp_path: Path, latest: Dataset) -> None:
    publish(latest, tmp_path)
    with (tmp_path / "targets.csv").open("a", encoding="utf-8") as handle:
        handle.write("edited")
    publish(latest, tmp_path)
    assert list(file_problems(tmp_path)) == []


def test_another_process_waits_for_its_turn(tmp_path: Path) -> None:
    (tmp_path / ".keikaku").mkdir()
    with (tmp_path / ".keikaku" / "lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(Busy) as caught, swap.hold(tmp_path, wait=0.1):
            pass
    assert "別の実行" in caught.value.ja
    with swap.hold(tmp_path, wait=0.1), swap.hold(tmp_path, wait=0.1):
        pass


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/output"])
def test_an_output_that_cannot_be_written_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Unwritable) as caught:
        prepare(tmp_path / place)
    assert place in caught.value.ja
    assert "Cannot write" in caught.value.en


def test_a_full_disk_leaves_the_earlier_dataset(tmp_path: Path, latest: Dataset, past: Dataset) -> None:
    publish(past, tmp_path)
    before = shown(tmp_path)
    child = os.fork()
    if child == 0:
        # Python ignores SIGXFSZ, so a file over the limit is an error of the write, as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
        try:
            publish(latest, tmp_path)
        except Full:
            os._exit(0)
        except OutputError:
            os._exit(2)
        os._exit(3)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert shown(tmp_path) == before
    publish(latest, tmp_path)
    assert load(tmp_path)[0] == latest


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "x"), Full),
        (OSError(errno.EDQUOT, "x"), Full),
        (OSError("IO Error: Could not write file: No space left on device"), Full),
        (OSError(errno.EROFS, "Read-only file system"), Unwritable),
        (OSError("IO Error: cannot open"), Unwritable),
    ],
)
def test_a_lack_of_room_is_told_from_a_lack_of_right(tmp_path: Path, error: OSError, kind: type[OutputError]) -> None:
    assert type(of_os_error(tmp_path, error)) is kind


def test_imports_nothing_heavy_until_it_writes() -> None:
    code = "import sys, pipeline.publish.folder, pipeline.publish.validate; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert not {"pandas", "pyarrow", "duckdb", "xlsxwriter", "prefect"} & set(out.stdout.split())
