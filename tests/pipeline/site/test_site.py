"""What `keikaku report` writes, read as text."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.publish.folder import publish
from pipeline.schema import Dataset
from pipeline.site import write_site
from pipeline.site.data import script
from tests.pipeline.comparison.cities import EVIL, dataset
from tests.pipeline.site.conftest import PAGES


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
