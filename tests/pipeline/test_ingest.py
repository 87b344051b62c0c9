"""A run: files in, a published folder out; what fails costs nothing else, what is unchanged is not read again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.ingest import Settings, run
from pipeline.inputs import Missing, Nothing
from pipeline.publish.errors import Unwritable
from pipeline.publish.read import load
from pipeline.workers import Outcome, Read

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "raw" / "samples"
CARDS, KPIS = SAMPLES / "sagamihara_cards.pdf", SAMPLES / "hayamano_kpis.pdf"


class Watched:
    """Keeps what a run tells."""

    def __init__(self) -> None:
        self.events: list[Read | Outcome] = []

    @contextmanager
    def of(self, documents: int) -> Iterator[None]:
        self.documents = documents
        yield

    def show(self, event: Read | Outcome) -> None:
        self.events.append(event)

    @property
    def read(self) -> list[str]:
        return [event.incoming.path.name for event in self.events if isinstance(event, Outcome)]


def files_of(output: Path) -> dict[str, bytes]:
    """What is published. DuckDB puts a random number into every file, and the data package holds that file's hash."""
    varies = {"keikaku.duckdb", "datapackage.json"}
    paths = [path for path in output.rglob("*") if path.is_file() and ".keikaku" not in path.parts]
    return {str(path.relative_to(output)): path.read_bytes() for path in paths if path.name not in varies}


def times_of(output: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file() and path.name != "lock"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("published")
    assert run([CARDS], output).exit_code == 0
    return output


@pytest.fixture
def output(published: Path, tmp_path: Path) -> Path:
    """A copy of an output into which one sample was ingested."""
    return Path(shutil.copytree(published, tmp_path / "output", symlinks=True))


def test_a_folder_of_plans_becomes_a_dataset(tmp_path: Path) -> None:
    shutil.copy(CARDS, tmp_path / "a.pdf")
    (tmp_path / "below").mkdir()
    shutil.copy(KPIS, tmp_path / "below" / "B.PDF")
    (tmp_path / "notes.txt").write_text("no plan")
    watched = Watched()
    report = run([tmp_path], tmp_path / "out", watched, Settings(jobs=2))
    assert (report.exit_code, report.read, report.unchanged) == (0, 2, 0)
    assert sorted(watched.read) == ["B.PDF", "a.pdf"]
    latest, history = load(tmp_path / "out")
    assert {row.file_name for row in latest["documents"]} == {"a.pdf", "B.PDF"}
    assert report.records["targets"] == len(latest["targets"]) > 0
    assert not history.rows
    assert all(row.extractor_version.startswith("0.") for row in latest["documents"])


def test_every_record_says_document_page_and_box(output: Path) -> None:
    latest, _ = load(output)
    pages = {row.document_id: row.pages for row in latest["documents"]}
    for table in ("initiatives", "indicators", "targets", "milestones", "cells"):
        assert latest[table], table
        for row in latest[table]:
            assert 1 <= row.page <= pages[row.document_id]
            assert row.bbox is not None
            assert row.bbox[0] < row.bbox[2] and row.bbox[1] < row.bbox[3]


def test_unchanged_documents_are_neither_read_nor_rewritten(output: Path) -> None:
    before = times_of(output)
    watched = Watched()
    report = run([CARDS], output, watched)
    assert (report.exit_code, report.unchanged, watched.events) == (0, 1, [])
    assert times_of(output) == before


def test_only_the_new_document_is_read(output: Path, tmp_path: Path) -> None:
    watched = Watched()
    run([CARDS, KPIS], output, watched)
    assert watched.read == [KPIS.name]
    run([KPIS, CARDS], tmp_path / "at-once")
    assert files_of(output) == files_of(tmp_path / "at-once")


def test_the_same_bytes_under_two_names_are_one_document(tmp_path: Path) -> None:
    shutil.copy(KPIS, tmp_path / "a.pdf")
    shutil.copy(KPIS, tmp_path / "b.pdf")
    assert run([tmp_path], tmp_path / "out").read == 1


def test_another_version_of_the_extractor_reads_again(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.extractor_version", lambda: "0.0.1+other")
    watched = Watched()
    run([CARDS], output, watched)
    assert watched.read == [CARDS.name]
    assert [row.extractor_version for row in load(output)[0]["documents"]] == ["0.0.1+other"]


def test_a_killed_run_leaves_its_finished_documents_to_the_next(tmp_path: Path) -> None:
    class Killed(Watched):
        def show(self, event: Read | Outcome) -> None:
            super().show(event)
            if isinstance(event, Outcome):
                raise KeyboardInterrupt

    interrupted, second = Killed(), Watched()
    with pytest.raises(KeyboardInterrupt):
        run([CARDS, KPIS], tmp_path / "out", interrupted)
    assert not (tmp_path / "out" / "targets.csv").exists()
    report = run([CARDS, KPIS], tmp_path / "out", second)
    assert interrupted.read == [CARDS.name] and second.read == [KPIS.name] and report.read == 2
    run([CARDS, KPIS], tmp_path / "undisturbed")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "undisturbed")


def broken(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.pdf"
    whole = KPIS.read_bytes()
    path.write_bytes({"empty": b"", "text": "計画".encode(), "cut": whole[: len(whole) // 3]}[kind])
    return path


@pytest.mark.parametrize(("kind", "code"), [("empty", "not-a-pdf"), ("text", "not-a-pdf"), ("cut", "pdf-damaged")])
def test_what_is_broken_is_a_finding_and_costs_nothing_else(output: Path, tmp_path: Path, kind: str, code: str) -> None:
    earlier = load(output)[0]
    report = run([broken(kind, tmp_path), KPIS], output)
    assert report.exit_code == 1
    assert [found.code for found in report.failures] == [code]
    assert f"{kind}.pdf" in report.failures[0].message_ja and f"{kind}.pdf" in report.failures[0].message_en
    latest, _ = load(output)
    assert {row.file_name for row in latest["documents"]} == {CARDS.name, KPIS.name}
    assert set(earlier["targets"]) <= set(latest["targets"])
    assert code in {row.code for row in latest["findings"] if row.severity == "error"}


def test_a_document_that_fails_when_read_again_keeps_its_records(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_path: Path, _seen: object) -> None:
        os._exit(3)

    earlier = load(output)[0]
    monkeypatch.setattr("pipeline.ingest.extractor_version", lambda: "0.0.1+other")
    report = run([CARDS], output, settings=Settings(read=fails))  # type: ignore[arg-type]
    assert [found.code for found in report.failures] == ["document-crash"]
    latest = load(output)[0]
    assert latest["targets"] == earlier["targets"] and latest["documents"] == earlier["documents"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def identify(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pipeline.ingest.identify", identify)
    report = run([CARDS], tmp_path / "out")
    assert [found.code for found in report.failures] == ["file-unreadable"]


def test_nothing_to_ingest(tmp_path: Path) -> None:
    with pytest.raises(Nothing, match=tmp_path.name):
        run([tmp_path], tmp_path / "out")
    with pytest.raises(Missing, match=r"gone\.pdf"):
        run([CARDS, tmp_path / "gone.pdf"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    watched = Watched()
    with pytest.raises(Unwritable):
        run([CARDS], tmp_path / "file", watched)
    assert not watched.events
    assert (tmp_path / "file").read_text() == "in the way"
