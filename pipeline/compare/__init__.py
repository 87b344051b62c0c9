"""What a city changed between two editions of its plan.

    compare(old, new) → the new edition under its earlier ids, the rows of `changes`

`matching` pairs records one to one, `measures`, `initiatives` and `indicators` say what makes two of them one,
`schedule` and `figures` compare what they hold, `rows` writes it down. Knows nothing of files or runs.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.compare.edition import Edition
from pipeline.compare.ids import with_ids
from pipeline.compare.pairing import pair
from pipeline.compare.rows import rows
from pipeline.schema import Change, Dataset

__all__ = ["Comparison", "compare"]


class Comparison(NamedTuple):
    """The new edition with the ids of the earlier one, and what changed."""

    dataset: Dataset
    changes: tuple[Change, ...]


def compare(old: Dataset, new: Dataset) -> Comparison:
    """Compare two editions of one plan, each the dataset of one document. Raises `ValueError` where one has no plan."""
    for each in (old, new):
        if not each["plans"]:
            raise ValueError("a document without a plan has no editions")
    pairing = pair(Edition(old), Edition(new))
    ids = {**pairing.kept_ids, new["plans"][0].plan_id: old["plans"][0].plan_id}
    return Comparison(with_ids(new, ids), rows(pairing))
