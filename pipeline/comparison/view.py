"""What every comparison looks at: the published rows by what they belong to, and their themes, found once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from pipeline.schema import Dataset, Indicator, Initiative, Plan
from pipeline.themes import NONE, Found, of_indicator, of_initiative

Key = tuple[str, str]
"""Document id and the record's own id."""


@dataclass(frozen=True, slots=True)
class View:
    """Both datasets, rows by key, and themes of initiatives and indicators by key."""

    latest: Dataset
    history: Dataset
    plans: Mapping[Key, Plan]
    initiatives: Mapping[Key, Initiative]
    indicators: Mapping[Key, Indicator]
    initiative_themes: Mapping[Key, Found]
    indicator_themes: Mapping[Key, Found]

    def owner(self, row: Any) -> dict[str, Any]:
        """The columns that say whose plan a row belongs to."""
        plan = self.plans.get((row.document_id, row.plan_id))
        return {
            "lg_code": plan.lg_code if plan else None,
            "city": city(plan) if plan else row.plan_id,
            "plan_id": row.plan_id,
            "document_id": row.document_id,
        }


def view(latest: Dataset, history: Dataset) -> View:
    """The view of both datasets."""
    both = latest.joined(history)
    initiatives = {(row.document_id, row.initiative_id): row for row in both["initiatives"]}
    indicators = {(row.document_id, row.indicator_id): row for row in both["indicators"]}
    of = {key: of_initiative(row) for key, row in initiatives.items()}
    return View(
        latest,
        history,
        {(row.document_id, row.plan_id): row for row in both["plans"]},
        initiatives,
        indicators,
        of,
        {k: of_indicator(row, of.get((k[0], row.initiative_id or ""), NONE)) for k, row in indicators.items()},
    )


def city(plan: Plan) -> str:
    """The name a plan is shown under."""
    return plan.municipality or plan.title


def label(row: Indicator) -> str:
    """Group, name and breakdown of an indicator in one line."""
    return " ".join(part for part in (row.group, row.name, row.series) if part)


def grouped(rows: Iterable[Any], *names: str) -> dict[tuple[Any, ...], list[Any]]:
    """Rows by the values of some columns, in order."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    key = attrgetter(*names)
    for row in rows:
        groups[key(row) if len(names) > 1 else (key(row),)].append(row)
    return groups
