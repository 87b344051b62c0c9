"""Two files, and what changed from one to the other: read both, compare them, nothing is published."""

from __future__ import annotations

from pathlib import Path

from pipeline.compare import compare
from pipeline.compare.report import Difference
from pipeline.document import read_document
from pipeline.same_plan import same_plan
from pipeline.schema import Dataset


class NotAPlan(Exception):
    """A file that was read and is no plan (an outside assessment). `text_ja` and `text_en` say so."""

    def __init__(self, path: Path) -> None:
        self.text_ja = f"{path.name} は計画ではありません。"
        self.text_en = f"{path.name} is not a plan."
        super().__init__(f"{self.text_ja} / {self.text_en}")


def difference(old: Path, new: Path) -> Difference:
    """Read two editions and compare them.

    Raises `extractors.pages.PdfError` or `OSError` for a file that cannot be read, `NotAPlan` for one of another kind.
    """
    before, after = _plan(old), _plan(new)
    found = compare(before, after)
    return Difference(before, found.dataset, found.changes, same_plan(before, after))


def _plan(path: Path) -> Dataset:
    found = read_document(path)
    if not found["plans"]:
        raise NotAPlan(path)
    return found
