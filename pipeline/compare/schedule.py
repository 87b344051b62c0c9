"""Schedules of two editions: which bar is which, and which moved.

A layout may draw one bar over three years or write its label into three cells: neighbouring years of one label are
one span when the spans would differ otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.compare.likeness import alike, fold_name
from pipeline.schema import Milestone

_LIKE_LABEL = 0.6


class Bar(NamedTuple):
    """A milestone with its first and last year, neighbours of the same label joined where that is needed."""

    record: Milestone
    start: int | None
    end: int | None

    @property
    def span(self) -> str:
        """`2025-2026`, as published; empty where no year was read."""
        return f"{self.start}-{self.end}" if self.start is not None else ""


class ScheduleChange(NamedTuple):
    """A bar that came, went, or is not what it was."""

    before: Bar | None
    after: Bar | None

    @property
    def relabelled(self) -> bool:
        """The same bar under another label."""
        return bool(self.before and self.after and _label(self.before) != _label(self.after))

    @property
    def moved(self) -> bool:
        """The same bar over other years, both of them read."""
        if not self.before or not self.after or not self.before.span or not self.after.span:
            return False
        return self.before.span != self.after.span


def schedule_changes(old: Sequence[Milestone], new: Sequence[Milestone]) -> list[ScheduleChange]:
    """What differs between the schedules of one initiative, in the order of the new one; what went comes last."""
    before, after = _by_label(old), _by_label(new)
    changes: list[ScheduleChange] = []
    gone: list[Bar] = []
    come: list[Bar] = []
    for label in dict.fromkeys((*after, *before)):
        left, right = _differing(before.get(label, []), after.get(label, []))
        together = min(len(left), len(right))
        changes += [ScheduleChange(*pair) for pair in zip(left[:together], right[:together], strict=True)]
        gone += left[together:]
        come += right[together:]
    changes += _relabelled(gone, come)
    changes += [ScheduleChange(None, bar) for bar in come]
    return changes + [ScheduleChange(bar, None) for bar in gone]


def _label(bar: Bar) -> str:
    return fold_name(bar.record.label)


def _by_label(records: Sequence[Milestone]) -> dict[str, list[Bar]]:
    found: dict[str, list[Bar]] = defaultdict(list)
    for record in records:
        found[fold_name(record.label)].append(Bar(record, record.start_fy, record.end_fy))
    return {label: sorted(bars, key=_years) for label, bars in found.items()}


def _years(bar: Bar) -> tuple[int, int]:
    return bar.start or 0, bar.end or 0


def _differing(old: list[Bar], new: list[Bar]) -> tuple[list[Bar], list[Bar]]:
    """The bars of one label that do not stand in both; joined to spans where the editions cut them differently."""
    if len(old) != len(new):
        old, new = _joined(old), _joined(new)
    common = Counter(bar.span for bar in old) & Counter(bar.span for bar in new)
    return _without(old, Counter(common)), _without(new, Counter(common))


def _without(bars: Sequence[Bar], common: Counter[str]) -> list[Bar]:
    left = []
    for bar in bars:
        if common[bar.span]:
            common[bar.span] -= 1
        else:
            left.append(bar)
    return left


def _joined(bars: Sequence[Bar]) -> list[Bar]:
    spans: list[Bar] = []
    for bar in bars:
        last = spans[-1] if spans else bar
        if spans and last.end is not None and bar.start is not None and bar.start <= last.end + 1:
            spans[-1] = last._replace(end=max(last.end, bar.end or bar.start))
        else:
            spans.append(bar)
    return spans


def _relabelled(gone: list[Bar], come: list[Bar]) -> list[ScheduleChange]:
    """Takes from `gone` and `come` the bars that are one with another label."""
    found: list[ScheduleChange] = []
    candidates = sorted(
        (
            (-alike(_label(left), _label(right)) - 0.3 * (left.span == right.span), at, to, left, right)
            for at, left in enumerate(gone)
            for to, right in enumerate(come)
            if alike(_label(left), _label(right)) >= _LIKE_LABEL
        ),
        key=lambda item: item[:3],
    )
    for _, _, _, left, right in candidates:
        if left in gone and right in come:
            gone.remove(left)
            come.remove(right)
            found.append(ScheduleChange(left, right))
    return found
