"""What one document gave, kept in a file until it is published.

A worker writes it, the run reads it. Its name holds the document's id and the extractor's version, so that a run
which was killed leaves its finished documents to the next one. Written beside and renamed: a part is whole or absent.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, create_model

from pipeline.schema import TABLES, Dataset

FOLDER = ".keikaku-parts"


def part_path(output: Path, document_id: str, version: str) -> Path:
    """Where the part of this document, as this extractor reads it, lies beside the published files."""
    return output / FOLDER / f"{document_id}-{version}.json"


def write_part(dataset: Dataset, path: Path) -> None:
    """Keep a dataset. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        beside.write_text(_model().model_construct(None, **dict(dataset)).model_dump_json(), encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_part(path: Path) -> Dataset:
    """The dataset that was kept. Raises `OSError`, and pydantic's `ValidationError` for a file of another shape."""
    part = _model().model_validate_json(path.read_bytes())
    return Dataset({table: rows for table in TABLES if (rows := getattr(part, table))})


def clear_parts(output: Path) -> None:
    """Remove all parts: what they hold is published."""
    folder = output / FOLDER
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink(missing_ok=True)
        folder.rmdir()


@cache
def _model() -> type[BaseModel]:
    fields: dict[str, Any] = {table: (tuple[model, ...], ()) for table, model in TABLES.items()}  # type: ignore[valid-type]
    return create_model("Part", **fields)
