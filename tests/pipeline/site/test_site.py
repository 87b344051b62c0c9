"""What `keikaku report` writes, read as text."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from pipeline.digest import sha256_of
from pipeline.ingest import run
from pipeline.publish.folder import publish
from pipeline.schema import Dataset
from pipeline.site import write_site
from pipeline.site.data import script
from tests.pipeline.comparison.cities import EVIL, A, dataset
from tests.pipeline.site.conftest import PAGES, SAMPLE
from tests.pipeline.test_assessment import HTML


def test_pages_are_written_and_hostile_text_is_escaped(site: Path) -> None:
    for name in PAGES:
        text = (site / name).read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>")
        assert "<img src=x" not in text and "<script>alert" not in text
    for path in (site / "data").iterdir():
        assert "<" not in path.read_text(encoding="utf-8")


def test_a_data_file_cannot_end_its_script() -> None:
    assert "<" not in script("x", {"text": EVIL})
    assert json.loads(script("x", EVIL).removeprefix('keikaku.give("x",').removesuffix(");\n")) == EVIL


def test_writing_again_gives_the_same_files(tmp_path: Path) -> None:
    publish(dataset(), tmp_path)
    first = {p: p.read_bytes() for p in sorted(write_site(tmp_path).first.parent.rglob("*")) if p.is_file()}
    assert first == {p: p.read_bytes() for p in sorted(write_site(tmp_path).first.parent.rglob("*")) if p.is_file()}
    assert not list(tmp_path.glob(".site-*"))


def test_an_empty_dataset_has_pages_too(tmp_path: Path) -> None:
    publish(Dataset(), tmp_path)
    assert "計画" in write_site(tmp_path).first.read_text(encoding="utf-8")


def test_pictures_stay_when_the_sources_are_gone_and_a_web_page_has_none(tmp_path: Path) -> None:
    survey = tmp_path / "survey.html"
    survey.write_text(HTML, encoding="utf-8")
    run([SAMPLE, survey], tmp_path / "out")
    first = write_site(tmp_path / "out", [SAMPLE.parent, survey])
    assert first.pictures > 0 and first.without_source == ()
    again = write_site(tmp_path / "out")
    assert (again.pictures, again.without_source) == (first.pictures, ())
    shutil.rmtree(tmp_path / "out" / "site" / "pictures")
    assert write_site(tmp_path / "out").without_source == (SAMPLE.name,)


def test_a_source_that_is_no_pdf_has_no_pictures(tmp_path: Path) -> None:
    """The document that a figure points at was read as a PDF; what is handed in as it is damaged now."""
    damaged = tmp_path / "damaged.pdf"
    damaged.write_text("no PDF any more")
    given = dict(dataset())
    digest = sha256_of(damaged)
    moved = {
        table: tuple(row.model_copy(update={"document_id": digest}) for row in rows if row.document_id == A)
        for table, rows in given.items()
        if table != "changes"
    }
    publish(Dataset({**moved, "changes": ()}), tmp_path / "out")
    written = write_site(tmp_path / "out", [damaged])
    assert (written.pictures, written.without_source) == (0, ("甲市.pdf",))


def test_a_failure_leaves_the_old_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(dataset(), tmp_path)
    first = write_site(tmp_path).first
    before = first.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.site.write_pages", full)
    with pytest.raises(OSError, match="No space"):
        write_site(tmp_path)
    assert first.read_bytes() == before
    assert not list(tmp_path.glob(".site-*"))


def test_many_plans_share_files_of_rows_and_are_counted_under_the_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.site.data.CHUNK", 3)
    monkeypatch.setattr("pipeline.site.pages._ITEM_PLANS_MAX", 1)
    publish(dataset(), tmp_path)
    site = write_site(tmp_path).first.parent
    assert sorted(path.name for path in (site / "data").glob("rows-*")) == ["rows-0.js", "rows-1.js"]
    overview = (site / "index.html").read_text(encoding="utf-8")
    assert "comparison/coverage.csv" in overview and re.search("<td>[12] / 2</td>", overview)
