"""Measures of two editions: the same title at the same level, else the same code and place."""

from __future__ import annotations

from collections.abc import Hashable

from pipeline.compare.edition import Edition
from pipeline.compare.likeness import alike, fold_code, fold_name
from pipeline.compare.matching import Pairs, match
from pipeline.schema import Measure

_SAME_NAME = 0.6


def match_measures(old: Edition, new: Edition) -> Pairs[Measure]:
    """Pairs of measures; the path of titles tells equal titles apart."""
    keys = (_Path(old, new), _level_and_title, _title)
    return match(old.dataset["measures"], new.dataset["measures"], keys, _score)


class _Path:
    """The titles from the top of the tree down to a measure."""

    def __init__(self, *editions: Edition) -> None:
        self.paths = {id(record): _path(record, each) for each in editions for record in each.dataset["measures"]}

    def __call__(self, record: Measure) -> Hashable:
        return self.paths[id(record)]


def _path(record: Measure, edition: Edition) -> tuple[str, ...]:
    path = [fold_name(record.title)]
    seen = {record.measure_id}
    while record.parent_id in edition.measures and record.parent_id not in seen:
        record = edition.measures[record.parent_id]
        seen.add(record.measure_id)
        path.append(fold_name(record.title))
    return tuple(path)


def _level_and_title(record: Measure) -> Hashable:
    return record.level, fold_name(record.title)


def _title(record: Measure) -> Hashable:
    return fold_name(record.title)


def _score(old: Measure, new: Measure) -> float | None:
    name = alike(fold_name(old.title), fold_name(new.title))
    same_code = bool(old.code) and fold_code(old.code) == fold_code(new.code)
    if old.level != new.level or not (name >= _SAME_NAME or (same_code and name > 0.25)):
        return None
    return name + same_code
