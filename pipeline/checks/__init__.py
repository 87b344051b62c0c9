"""Checks over the finished records of one document: what a plan gets wrong about itself.

`check` takes the records (and what the plan claims about itself beside them) and returns findings; it changes nothing.
Each family is a module: what it finds is described in `docs/findings.md`. A check that cannot be sure finds nothing.
"""

from __future__ import annotations

from itertools import chain

from pipeline.checks import (
    absent,
    baselines,
    characters,
    columns,
    counts,
    duplicates,
    labels,
    meanings,
    names,
    national,
    periods,
    schedules,
    sums,
    texts,
    trends,
    units,
)
from pipeline.checks.claims import Claims
from pipeline.checks.view import View
from pipeline.schema import Dataset, Finding

__all__ = ["Claims", "check"]

_WITH_CLAIMS = (counts, names, columns, labels, schedules, texts, absent)
_OF_RECORDS = (units, baselines, trends, meanings, periods, duplicates, characters, national, sums)


def check(dataset: Dataset, claims: Claims | None = None) -> tuple[Finding, ...]:
    """All findings about one document's records, in the order of the families, each once."""
    view, said = View(dataset), claims or Claims()
    found = chain(
        chain.from_iterable(family.check(view, said) for family in _WITH_CLAIMS),
        chain.from_iterable(family.check(view) for family in _OF_RECORDS),
    )
    return tuple(dict.fromkeys(found))
