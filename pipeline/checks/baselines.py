"""Baselines that do not compare with their targets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.text import squeezed
from pipeline.checks.view import View, about, label
from pipeline.schema import Finding, Indicator

_PART_YEAR = re.compile(r"(?<!3)月末まで|(?<!3)月まで|[0-9]月末(?:時点)?の?累計|上半期|年度途中|(?:4|10)月から[0-9]+月")
_CHANGE = re.compile(r"[増減]$")
_DATE = re.compile(r"(?:令和|平成|[RH])\s?[0-9元]+(?:[.年][0-9]*月?|年度)?|20[0-9]{2}年度?")


def check(view: View) -> Iterator[Finding]:
    """A baseline for part of a year under targets relative to a year, and one of two quantities with two dates."""
    for indicator in view.indicators:
        if indicator.baseline_raw:
            yield from _part_year(view, indicator)
            yield from _two_dates(indicator)
    yield from _already_there(view)


def _already_there(view: View) -> Iterator[Finding]:
    """First targets that are what there is already, where later ones move on; not where the plan does so by custom."""
    measured = [indicator for indicator in view.indicators if indicator.baseline_value is not None]
    found = [
        series
        for indicator in measured
        for series in view.series_of(indicator)
        if (series.unit or "") == (indicator.baseline_unit or "")
        and series.values[0] == indicator.baseline_value != series.values[-1]
    ]
    for series in found if len(found) * 3 <= len(measured) or len(measured) == 1 else ():
        indicator, first = series.indicator, series.targets[0]
        values = {"name": label(indicator), "baseline": indicator.baseline_raw, "raw": first.raw}
        yield about(first, "target-equals-present", **values)


def _part_year(view: View, indicator: Indicator) -> Iterator[Finding]:
    said = squeezed(f"{indicator.baseline_raw} {indicator.baseline_as_of or ''}")
    relative = [row for row in view.targets.get(indicator.indicator_id, ()) if _CHANGE.search(row.unit or "")]
    if relative and _PART_YEAR.search(said):
        values = {"name": label(indicator), "baseline": indicator.baseline_raw, "target": relative[0].raw}
        yield about(indicator, "baseline-part-year", **values)


def _two_dates(indicator: Indicator) -> Iterator[Finding]:
    """Two quantities, each with a date of its own."""
    dates = [_DATE.search(squeezed(part)) for part in indicator.baseline_parts]
    told = {date[0] for date in dates if date}
    if len(indicator.baseline_parts) > 1 and len(told) > 1:
        yield about(indicator, "baseline-dates-differ", name=label(indicator), baseline=indicator.baseline_raw)
