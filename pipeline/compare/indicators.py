"""Indicators of two editions: within one initiative or measure by name, then by figures; then across them.

An indicator whose name is a sentence carries its figures in it: the sentence without its figures is its name.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.edition import Edition
from pipeline.compare.likeness import alike, fold_label
from pipeline.compare.matching import Pairs, match
from pipeline.schema import Indicator

_NUMBER = re.compile(r"[0-9][0-9,.]*")
_LIKE_NAME = 0.6
_LIKE_FIGURES = 0.6


@dataclass(frozen=True, slots=True)
class IndicatorPairs:
    """Indicators of both editions; of those that one holds only, which came or went without their owner."""

    both: tuple[tuple[Indicator, Indicator], ...]
    removed: tuple[Indicator, ...]
    added: tuple[Indicator, ...]


def match_indicators(old: Edition, new: Edition, owners: Mapping[str, str]) -> IndicatorPairs:
    """Pairs of indicators. `owners` gives, for an initiative or measure of `old`, its id in `new`."""
    figures = _Figures(old, new)
    within = list(_within(old, new, owners, figures))
    both = [pair for pairs in within for pair in pairs.both]
    known_old = {left.indicator_id for left, _ in both}
    known_new = {right.indicator_id for _, right in both}
    rest_old = [row for row in old.dataset["indicators"] if row.indicator_id not in known_old]
    rest_new = [row for row in new.dataset["indicators"] if row.indicator_id not in known_new]
    moved = match(rest_old, rest_new, [], figures.across)
    return IndicatorPairs((*both, *moved.both), moved.removed, moved.added)


def label(record: Indicator) -> str:
    """An indicator's whole name as it is compared: what it is about, its name, its breakdown."""
    return fold_label(record.group + record.name + record.series)


def without_figures(name: str) -> str:
    """A folded name with its figures blotted out."""
    return _NUMBER.sub("#", name)


def _within(old: Edition, new: Edition, owners: Mapping[str, str], figures: _Figures) -> Iterator[Pairs[Indicator]]:
    for owner, records in old.indicators.items():
        partner = owners.get(owner) if owner else None
        if owner is None or partner is not None:
            yield _match(records, new.indicators.get(partner, ()), figures)


def _match(old: Sequence[Indicator], new: Sequence[Indicator], figures: _Figures) -> Pairs[Indicator]:
    return match(old, new, [_label_and_kind, label, _sentence], figures.inside)


def _label_and_kind(record: Indicator) -> Hashable:
    return (label(record), record.kind) if label(record) else None


def _sentence(record: Indicator) -> Hashable:
    return without_figures(label(record))


class _Figures:
    """Scores of two indicators from their names and figures."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self.old, self.new = old, new

    def inside(self, left: Indicator, right: Indicator) -> float | None:
        """Two indicators of one initiative: a like name, or like figures; equal names are told apart by figures."""
        name = alike(label(left), label(right)) if label(left) and label(right) else float(label(left) == label(right))
        figures = self._alike(left, right)
        if name < _LIKE_NAME and (figures or 0.0) < _LIKE_FIGURES:
            return None
        return 2 * name + (figures or 0.0) + 0.5 * (left.kind == right.kind)

    def across(self, left: Indicator, right: Indicator) -> float | None:
        """Two indicators of different owners: the same name and mostly the same figures."""
        figures = self._alike(left, right)
        if not label(left) or label(left) != label(right) or figures is None or figures < _LIKE_FIGURES:
            return None
        return figures

    def _alike(self, left: Indicator, right: Indicator) -> float | None:
        """Share of years that say the same; None where fewer than two years could tell."""
        old, new = self.old.raws(left), self.new.raws(right)
        shared = [key for key in old.keys() & new.keys() if any(char.isdigit() for char in old[key] + new[key])]
        if len(shared) < 2:
            return None
        return sum(old[key] == new[key] for key in shared) / len(shared)
