"""Duplicates: initiatives printed twice, rows marked 【再掲】, one old initiative that goes on as several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.checks.text import same
from pipeline.checks.view import View, about
from pipeline.schema import Finding, Lineage


def check(view: View) -> Iterator[Finding]:
    """Names that stand for two things, and things that stand twice."""
    named: dict[str, list[Any]] = defaultdict(list)
    for item in view.initiatives:
        named[same(item.name)].append(item)
        if "再掲" in item.name:
            yield about(item, "listed-again", name=item.name)
    for items in named.values():
        for item in items[1:]:
            if item.name:
                yield about(item, "initiative-twice", name=item.name, codes="・".join(i.code for i in items))
    for measure in view.measures:
        for item in named.get(same(measure.title), ()):
            yield about(item, "name-shared-with-measure", name=item.name, measure=measure.code)
    yield from _lineage(view)


def _lineage(view: View) -> Iterator[Finding]:
    by_old: dict[tuple[str, str], list[Lineage]] = defaultdict(list)
    for row in view.lineage:
        if row.old_name:
            by_old[same(row.old_code), same(row.old_name)].append(row)
        if "再掲" in (row.old_name or "") + (row.new_name or ""):
            yield about(row, "listed-again", name=row.old_name or row.new_name)
        if row.relation == "continued" and row.new_name and same(row.old_name) != same(row.new_name):
            yield about(row, "renamed-in-silence", name=row.old_name, new_name=row.new_name)
    for rows in by_old.values():
        successors = list(dict.fromkeys(row.new_name for row in rows if row.new_name))
        if len(successors) > 1:
            yield about(rows[0], "one-becomes-several", name=rows[0].old_name, successors="・".join(successors))
