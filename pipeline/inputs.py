"""Which files a run is asked to read.

Takes what a person named, files and folders; gives files that exist, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, NamedTuple

from pipeline.digest import sha256_of
from pipeline.findings import finding

SUFFIXES = frozenset({".pdf"})
"""What is taken from a folder. A file that is named itself is taken whatever it is called."""


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
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if not found:
        raise Nothing(path)
    return found


def identify(path: Path) -> Incoming:
    """The file with its id. Raises `OSError` where its bytes cannot be had."""
    return Incoming(path, sha256_of(path))
