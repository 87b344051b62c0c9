"""A dataset of one document as the checks look at it: records by what they belong to, figures as series over years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from pipeline.findings import finding
from pipeline.schema import Dataset, Finding, Indicator, Initiative, Lineage, Measure, Milestone, Plan, Target


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one part of an indicator's targets, by fiscal year. `unit` is theirs when all share one."""

    indicator: Indicator
    part: str
    targets: tuple[Target, ...]

    @property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(target.value for target in self.targets if target.value is not None)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(target.fiscal_year for target in self.targets)

    @property
    def unit(self) -> str | None:
        units = {target.unit or "" for target in self.targets}
        return units.pop() if len(units) == 1 else None


@dataclass(frozen=True)
class View:
    """Indexes over a dataset; built once for all checks."""

    dataset: Dataset

    @property
    def plans(self) -> tuple[Plan, ...]:
        return self.dataset["plans"]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.dataset["measures"]

    @property
    def initiatives(self) -> tuple[Initiative, ...]:
        return self.dataset["initiatives"]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.dataset["indicators"]

    @property
    def lineage(self) -> tuple[Lineage, ...]:
        return self.dataset["lineage"]

    @cached_property
    def targets(self) -> Mapping[str, tuple[Target, ...]]:
        """Targets (no actuals) by indicator, by year."""
        rows = sorted(self.dataset["targets"], key=lambda target: target.fiscal_year)
        return _grouped((row.indicator_id, row) for row in rows if row.measure_type == "target")

    @cached_property
    def milestones(self) -> Mapping[str | None, tuple[Milestone, ...]]:
        return _grouped((row.initiative_id, row) for row in self.dataset["milestones"])

    @cached_property
    def indicators_of(self) -> Mapping[str | None, tuple[Indicator, ...]]:
        return _grouped((row.initiative_id, row) for row in self.indicators)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """All series with two figures or more, in the order of the indicators."""
        return tuple(series for indicator in self.indicators for series in self.series_of(indicator))

    def series_of(self, indicator: Indicator) -> Iterator[Series]:
        """One series for each part; where each year has one figure there are no parts, whatever they are called."""
        rows = self.targets.get(indicator.indicator_id, ())
        figures = [row for row in rows if row.status == "set" and row.value is not None]
        single = len({row.fiscal_year for row in figures}) == len(figures)
        parts: dict[str, list[Target]] = defaultdict(list)
        for row in figures:
            parts["" if single else row.part].append(row)
        for part, members in parts.items():
            if len(members) > 1:
                yield Series(indicator, part, tuple(members))

    def texts_of(self, initiative: Initiative) -> Iterator[str]:
        """What an initiative says of the city itself: never the state's policy."""
        yield from (text for text in (initiative.summary,) if text)
        yield from (*initiative.current_state, *initiative.ideal_state, *initiative.actions, *initiative.notes)

    def below(self, measure_id: str) -> frozenset[str]:
        """A measure and all measures under it."""
        found = {measure_id}
        for measure in self.measures:  # parents stand before their children
            if measure.parent_id in found:
                found.add(measure.measure_id)
        return frozenset(found)


def _grouped(pairs: Iterator[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


_ID = {"plans": "plan_id", "measures": "measure_id", "initiatives": "initiative_id", "indicators": "indicator_id"}


def about(record: Any, code: str, **values: object) -> Finding:
    """A finding about a record, at its place. Targets, milestones and lineage rows name what they belong to."""
    table = record.table
    if table in _ID:
        record_id = getattr(record, _ID[table])
    elif table == "targets":
        table, record_id = "indicators", record.indicator_id
    elif table == "milestones":
        table, record_id = "initiatives", record.initiative_id
    elif table == "glossary":
        record_id = record.term
    else:
        record_id = record.old_code or record.new_code or record.old_name or record.new_name
    box = getattr(record, "bbox", None)
    return finding(code, record.document_id, record.page, box, table, record_id, **values)


def label(record: Initiative | Indicator | Measure) -> str:
    """A record by name for a message: its name, else what it is about, else its code."""
    if isinstance(record, Measure):
        return record.title
    if isinstance(record, Indicator):
        return record.name or record.group or record.series or record.indicator_id
    return record.name or record.code
