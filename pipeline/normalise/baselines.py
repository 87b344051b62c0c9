"""Where an indicator starts from: a column of its own, a past 実績, or what its label says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.statements import IndicatorSaid, ValueSaid
from pipeline.normalise.heads import HeadReader
from pipeline.values.baselines import Part
from pipeline.values.names import NameParts
from pipeline.values.years import find_years


@dataclass(frozen=True, slots=True)
class Start:
    """The baseline of one indicator as it is printed."""

    said: IndicatorSaid
    name: NameParts
    heads: HeadReader

    def is_start(self, value: ValueSaid) -> bool:
        """Whether a value is the baseline and no target."""
        words = {head.word for head in value.heads}
        return words == {"baseline"} or (words == {"actual"} and self._only_actual_before_plan())

    def _only_actual_before_plan(self) -> bool:
        """One 実績 column before the plan, or before the first target of its own row, is where the plan starts from."""
        heads = [head for value in self.said.values for head in value.heads]
        actual = {year for head in heads if head.word == "actual" for year in self.heads.years(head)}
        others = [year for head in heads if head.word in ("", "target") for year in self.heads.years(head)]
        first = self.heads.start_fy if self.heads.start_fy is not None else min(others, default=None)
        return len(actual) == 1 and first is not None and max(actual) < first

    def _value(self) -> ValueSaid | None:
        return next((value for value in self.said.values if self.is_start(value)), None)

    @property
    def raw(self) -> str:
        """The baseline's text; empty where there is none or a dash."""
        if self.said.baseline is not None:
            return _no_dash(self.said.baseline.text)
        own = self._value()
        return _no_dash(own.said.text) if own is not None else (self.name.baseline_raw or "")

    @property
    def as_of(self) -> str:
        """When it was measured: in the label, else the year in the head of its column (現状値（R5）)."""
        own = self._value()
        head = own.heads[0].text if own is not None else self.said.baseline_head
        found = find_years(head)
        return self.name.baseline_as_of or (head[found[0].start : found[-1].end] if found else "")


def part_text(part: Part) -> str:
    """One of several baselines as text: label, figure with unit, date."""
    figure = part.figure
    return " ".join(
        filter(None, (part.label, f"{figure.value:f}{figure.unit}", f"({part.as_of})" if part.as_of else ""))
    )


def _no_dash(text: str) -> str:
    return "" if re.fullmatch(r"[\s\-－―—–ー‐]*", text) else text
