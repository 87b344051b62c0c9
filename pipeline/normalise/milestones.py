"""Milestones: bars and cells over year heads become spans of fiscal years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.statements import MilestoneSaid
from pipeline.normalise.heads import HeadReader
from pipeline.normalise.ids import Ids
from pipeline.schema import Milestone


def build_milestones(
    said: Iterable[MilestoneSaid], heads: HeadReader, owners: Mapping[int, str], document_id: str, plan_id: str
) -> list[Milestone]:
    """One record for each bar or cell with a label; one whose years cannot be read keeps them empty."""
    records: list[Milestone] = []
    ids = Ids(f"{plan_id}-s")
    for statement in said:
        label = _without_arrows(statement.label.text.strip())
        if not label:
            continue
        years = [year for head in statement.heads for year in heads.years(head)]
        owner = owners.get(statement.owner, "") if statement.owner is not None else ""
        records.append(
            Milestone(
                milestone_id=ids.new(owner + "\x1f" + label, str(statement.lane)),
                document_id=document_id,
                plan_id=plan_id,
                initiative_id=owner or None,
                lane=statement.lane,
                label=label,
                start_fy=min(years, default=None),
                end_fy=max(years, default=None),
                method=statement.method,
                page=statement.label.page,
                bbox=statement.label.box,
            )
        )
    return records


def _without_arrows(label: str) -> str:
    """実施 → is 実施 and a drawing; a label that is nothing but an arrow stays one."""
    return label.strip("→⇒➡⟶⇨ 　\n") or label
