"""`comparison/`: the comparison datasets as CSV, JSON and Parquet, described in the data package like all tables."""

from __future__ import annotations

from pathlib import Path

from pipeline.comparison import Comparison, compare
from pipeline.publish.package import Models
from pipeline.publish.tables import WRITERS
from pipeline.schema import Dataset

FOLDER = "comparison"


def write_comparison(latest: Dataset, history: Dataset, folder: Path) -> Comparison:
    """Write `folder`, which must not exist; gives what was written."""
    folder.mkdir()
    compared = compare(latest, history)
    for table, model in compared.models.items():
        for suffix, writer in WRITERS.items():
            writer(model, compared.rows[table], folder / f"{table}.{suffix}")
    return compared


def models_by_file(compared: Comparison) -> Models:
    """The models by the path of their CSV file."""
    return {f"{FOLDER}/{table}.csv": model for table, model in compared.models.items()}
