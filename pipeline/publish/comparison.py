"""`comparison/`: the comparison datasets as CSV, JSON and Parquet, described in the data package like all tables."""

from __future__ import annotations

from pathlib import Path

from pipeline.comparison import compare
from pipeline.publish.package import Models
from pipeline.publish.tables import WRITERS
from pipeline.schema import Dataset

FOLDER = "comparison"


def write_comparison(latest: Dataset, history: Dataset, folder: Path) -> Models:
    """Write `folder`, which must not exist; gives the models by the path of their CSV file."""
    folder.mkdir()
    models, rows = compare(latest, history)
    for table, model in models.items():
        for suffix, writer in WRITERS.items():
            writer(model, rows[table], folder / f"{table}.{suffix}")
    return {f"{FOLDER}/{table}.csv": model for table, model in models.items()}
