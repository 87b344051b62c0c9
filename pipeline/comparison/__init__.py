"""Published tables → comparison datasets. `compare` is the whole way; every part takes a `View`."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple, cast

from pipeline.comparison.changes import revisions
from pipeline.comparison.coverage import coverage
from pipeline.comparison.deltas import deltas
from pipeline.comparison.figures import figures, matrix
from pipeline.comparison.models import Coverage, Delta, Figure, Revision, Timeline
from pipeline.comparison.timelines import timelines
from pipeline.comparison.view import View, view
from pipeline.schema import Dataset, Record

__all__ = ["Comparison", "View", "compare", "view"]


class Comparison(NamedTuple):
    """The rows of every comparison table, by its name, and the models that describe them."""

    models: Mapping[str, type[Record]]
    rows: Mapping[str, tuple[Record, ...]]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The long table."""
        return cast(tuple[Figure, ...], self.rows[Figure.table])

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """The changes between editions."""
        return cast(tuple[Revision, ...], self.rows[Revision.table])


def compare(latest: Dataset, history: Dataset) -> Comparison:
    """All comparison datasets of what is published; `history` names the records that an edition no longer has."""
    with _uncollected():
        return _compare(view(latest, history))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without passes of the garbage collector: the rows hold no circles, and each pass would walk through them all."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _compare(seen: View) -> Comparison:
    long = tuple(figures(seen))
    wide_model, wide = matrix(long)
    rows: dict[str, tuple[Record, ...]] = {
        Figure.table: long,
        wide_model.table: wide,
        Coverage.table: tuple(coverage(seen)),
        Timeline.table: tuple(timelines(seen)),
        Delta.table: tuple(deltas(long, seen)),
        Revision.table: tuple(revisions(seen)),
    }
    models = {m.table: m for m in (Figure, wide_model, Coverage, Timeline, Delta, Revision)}
    return Comparison(models, rows)
