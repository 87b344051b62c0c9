"""What of keikaku works on this machine, and the one command that adds each part that does not."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from extractors import ocr
from pipeline.version import extractor_version


class Part(NamedTuple):
    """Something that may be installed: what it is for, and what is there or what adds it."""

    name: str
    there: bool
    says: str

    @property
    def line(self) -> str:
        return f"{'ok     ' if self.there else 'missing'}  {self.name}: {self.says}"


def examined() -> Iterator[Part]:
    """Every part, those that are always there first."""
    yield Part("keikaku", True, extractor_version())
    yield Part("PDF", True, f"pypdfium2 {version('pypdfium2')}, pdfplumber {version('pdfplumber')}")
    yield _ocr()
    yield _prefect()


def _ocr() -> Part:
    name = "OCR 画像のページ / pages that are pictures"
    lacking = ocr.missing()
    if lacking:
        return Part(name, False, f"{', '.join(lacking)} → {ocr.INSTALL}")
    engine = ocr.installed()
    return Part(name, engine is not None, engine.version if engine else ocr.INSTALL)


def _prefect() -> Part:
    try:
        return Part("Prefect", True, version("prefect"))
    except PackageNotFoundError:
        return Part("Prefect", False, "pip install keikaku")
