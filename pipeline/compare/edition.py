"""One edition as it is compared: its records by what they belong to.

Takes the dataset of a document; gives views that the matching asks again and again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from pipeline.compare.likeness import fold_label, fold_text, pairs_of
from pipeline.schema import Dataset, Indicator, Initiative, Measure, Milestone, Target

R = TypeVar("R")

TEXTS = ("summary", "current_state", "ideal_state", "actions", "national_policy", "continuity", "category", "notes")
"""Columns of an initiative whose texts are compared."""

_TELLING = ("summary", "current_state", "ideal_state", "actions")


def as_text(value: Any) -> str:
    """A column's value as one text: lists joined by `|`, unknown empty."""
    return "|".join(value) if isinstance(value, tuple) else str(value or "")


@dataclass(frozen=True)
class Edition:
    """The records of one edition of a plan."""

    dataset: Dataset

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        return self.dataset["initiatives"]

    @cached_property
    def measures(self) -> dict[str, Measure]:
        return {record.measure_id: record for record in self.dataset["measures"]}

    @cached_property
    def indicators(self) -> dict[str | None, tuple[Indicator, ...]]:
        """Indicators by the initiative or measure that they belong to."""
        return _grouped(self.dataset["indicators"], lambda record: record.initiative_id or record.measure_id)

    @cached_property
    def targets(self) -> dict[str, tuple[Target, ...]]:
        """Targets by indicator."""
        return _grouped(self.dataset["targets"], lambda record: record.indicator_id)

    @cached_property
    def milestones(self) -> dict[str | None, tuple[Milestone, ...]]:
        """Milestones by initiative."""
        return _grouped(self.dataset["milestones"], lambda record: record.initiative_id)

    def prints(self, table: str, column: str) -> bool:
        """Whether any record of the table has this column: a layout that leaves it out changes nothing."""
        return any(getattr(record, column) not in (None, "", ()) for record in self.dataset[table])

    def texts(self, record: Initiative) -> frozenset[str]:
        """Pairs of characters of all that the initiative says of itself, its name apart."""
        return frozenset(pair for column in _TELLING for pair in pairs_of(fold_text(as_text(getattr(record, column)))))

    def figures(self, record: Initiative) -> frozenset[Hashable]:
        """Names of its indicators, and each figure with its year."""
        found: set[Hashable] = set()
        for indicator in self.indicators.get(record.initiative_id, ()):
            name = fold_label(indicator.group + indicator.name + indicator.series)
            found.add(name)
            found |= self.cells(indicator)
        return frozenset(found)

    def cells(self, indicator: Indicator) -> frozenset[Hashable]:
        """Each figure of an indicator with its year."""
        return frozenset((*key, raw) for key, raw in self.raws(indicator).items())

    def raws(self, indicator: Indicator) -> dict[tuple[int, str], str]:
        """What an indicator's cells say, folded, by fiscal year and target or actual."""
        rows = self.targets.get(indicator.indicator_id, ())
        return {(row.fiscal_year, row.measure_type): fold_text(row.raw) for row in rows}

    def schedule(self, record: Initiative) -> frozenset[Hashable]:
        """Labels of its schedule with their years."""
        return frozenset(
            (fold_text(row.label), row.start_fy, row.end_fy) for row in self.milestones.get(record.initiative_id, ())
        )


def _grouped(records: Iterable[R], key: Callable[[R], Any]) -> dict[Any, tuple[R, ...]]:
    found: dict[Any, list[R]] = defaultdict(list)
    for record in records:
        found[key(record)].append(record)
    return {owner: tuple(rows) for owner, rows in found.items()}
