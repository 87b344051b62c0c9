"""Which records of two editions are one, and the ids that the new edition's records keep.

In: two editions. Out: pairs of measures, initiatives and indicators, with what came and went. A record that was
renamed keeps its earlier id; a new one keeps its own unless an earlier record has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.compare.edition import Edition
from pipeline.compare.indicators import IndicatorPairs, match_indicators
from pipeline.compare.initiatives import match_initiatives
from pipeline.compare.matching import Pairs
from pipeline.compare.measures import match_measures
from pipeline.schema import Indicator, Initiative, Measure


@dataclass(frozen=True)
class Pairing:
    """Two editions and which of their records are one."""

    old: Edition
    new: Edition
    measures: Pairs[Measure]
    initiatives: Pairs[Initiative]
    indicators: IndicatorPairs

    def both_print(self, table: str, column: str) -> bool:
        """Whether a column is comparable: a layout that leaves it out changes nothing."""
        return self.old.prints(table, column) and self.new.prints(table, column)

    def both_hold(self, table: str) -> bool:
        """Whether a table is comparable: an overview without schedules removes none."""
        return bool(self.old.dataset[table] and self.new.dataset[table])

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Id in the new edition of each measure and initiative of the earlier one."""
        measures = {left.measure_id: right.measure_id for left, right in self.measures.both}
        return measures | {left.initiative_id: right.initiative_id for left, right in self.initiatives.both}

    @cached_property
    def new_owners(self) -> frozenset[str]:
        """Ids in the new edition of measures and initiatives that it shares with the earlier one."""
        return frozenset(self.owners.values())

    @cached_property
    def kept_ids(self) -> Mapping[str, str]:
        """The id that each record of the new edition has from now on, by the id that its own words gave it."""
        found: dict[str, str] = {}
        for pairs, name in ((self.measures, "measure_id"), (self.initiatives, "initiative_id")):
            found |= _kept(pairs.both, pairs.removed, pairs.added, name)
        return found | _kept(self.indicators.both, self.indicators.removed, self.indicators.added, "indicator_id")

    @cached_property
    def taken_over(self) -> Mapping[str, Initiative]:
        """By the id of an initiative that ended: the one that goes on with indicators of it."""
        names = {row.initiative_id: row for row in self.new.initiatives}
        ended = {row.initiative_id for row in self.initiatives.removed}
        return {
            left.initiative_id: names[right.initiative_id]
            for left, right in self.indicators.both
            if left.initiative_id in ended and right.initiative_id in names
        }

    @cached_property
    def split_from(self) -> Mapping[str, Initiative]:
        """By the id (in the new edition) of an initiative that is new: the one whose indicators it took."""
        names = {row.initiative_id: row for row in self.old.initiatives}
        fresh = {row.initiative_id for row in self.initiatives.added}
        return {
            right.initiative_id: names[left.initiative_id]
            for left, right in self.indicators.both
            if right.initiative_id in fresh and left.initiative_id in names
        }


def pair(old: Edition, new: Edition) -> Pairing:
    """Match the records of two editions."""
    measures = match_measures(old, new)
    initiatives = match_initiatives(old, new, measures)
    owners = {left.measure_id: right.measure_id for left, right in measures.both}
    owners |= {left.initiative_id: right.initiative_id for left, right in initiatives.both}
    return Pairing(old, new, measures, initiatives, match_indicators(old, new, owners))


Matched = Measure | Initiative | Indicator


def _kept(
    both: Iterable[tuple[Matched, Matched]], removed: Iterable[Matched], added: Iterable[Matched], name: str
) -> dict[str, str]:
    found: dict[str, str] = {getattr(right, name): getattr(left, name) for left, right in both}
    taken = set(found.values()) | {getattr(row, name) for row in removed}
    for row in added:
        own = unique = getattr(row, name)
        number = 2
        while unique in taken:
            unique = f"{own}.{number}"
            number += 1
        taken.add(unique)
        found[own] = unique
    return found
