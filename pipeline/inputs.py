"""Which files a run is asked to read.

Takes what a person named, files and folders; gives files that exist, in a fixed order.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar, NamedTuple

from pipeline.digest import sha256_of
from pipeline.findings import finding
from pipeline.outside import SUFFIXES as OUTSIDE
from pipeline.outside import speaks_of_checklist

SUFFIXES = frozenset({".pdf"}) | OUTSIDE
"""What is taken from a folder; of texts and web pages those that speak of a checklist.

A file that is named itself is taken whatever it is called."""


class InputError(Exception):
    """There is nothing to ingest. `ja` and `en` say what is missing and what to do."""

    code: ClassVar[str]

    def __init__(self, path: Path) -> None:
        message = finding(self.code, path=str(path))
        self.path, self.ja, self.en = path, message.message_ja, message.message_en
        super().__init__(f"{self.ja}\n{self.en}")


class Missing(InputError):
    """The path does not exist."""

    code = "input-missing"


class Nothing(InputError):
    """The folder holds no plan."""

    code = "input-without-pdf"


class Incoming(NamedTuple):
    """A file to be read and the SHA-256 of its bytes."""

    path: Path
    document_id: str


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The named files and all plans under the named folders. Raises an `InputError` where a path gives none."""
    return list(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise Missing(path)
    found = sorted(_plans_below(path))
    if not found:
        raise Nothing(path)
    return found


def _plans_below(folder: Path) -> Iterator[Path]:
    """Files of a folder and the folders below it; what a run has published is not read again."""
    for place, below, names in os.walk(folder):
        if "datapackage.json" in names:
            below.clear()
            continue
        paths = (Path(place, name) for name in names)
        yield from (path for path in paths if path.suffix.lower() in SUFFIXES and path.is_file() and _is_meant(path))


def _is_meant(path: Path) -> bool:
    """Texts and web pages in a folder are meant where they speak of a checklist; they may be anything."""
    return path.suffix.lower() not in OUTSIDE or speaks_of_checklist(path)


def identify(path: Path) -> Incoming:
    """The file with its id. Raises `OSError` where its bytes cannot be had."""
    return Incoming(path, sha256_of(path))
