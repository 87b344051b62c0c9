"""Initiatives of two editions: which is which, by name, code, texts, figures, schedule and department.

A name that both editions hold once is proof: two initiatives whose codes were swapped are told by it. What is left
was renamed, ended or is new. There the code counts for as much as it held for the initiatives known by name (a plan
that was numbered anew says nothing by its codes), and content counts by how rare it is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.compare.edition import Edition
from pipeline.compare.likeness import Rarity, fold_code, fold_name, fold_text, pairs_of
from pipeline.compare.matching import Pairs, match
from pipeline.schema import Initiative, Measure

_WEIGHTS = {"texts": 3.0, "figures": 3.0, "schedule": 1.5, "departments": 0.5}
# Departments alone prove nothing: one section runs many initiatives.
_ENOUGH_WEIGHT = 1.5


class _Evidence(NamedTuple):
    """What speaks for two records being one, 0 to 1 each; None where nothing is said."""

    name: float
    code: bool | None
    content: float | None
    place: bool


def match_initiatives(old: Edition, new: Edition, measures: Pairs[Measure]) -> Pairs[Initiative]:
    """Pairs of initiatives, those that ended and those that are new."""
    named = match(old.initiatives, new.initiatives, [_name], lambda _left, _right: None)
    scorer = _Scorer(old, new, measures, _codes_hold(named))
    return match(old.initiatives, new.initiatives, [_name, _name_and_code], scorer.score)


def _name(record: Initiative) -> Hashable:
    return fold_name(record.name)


def _name_and_code(record: Initiative) -> Hashable:
    """For a name that several share (【再掲】): with its code, where it has one."""
    return (fold_name(record.name), fold_code(record.code)) if record.code else None


def _codes_hold(named: Pairs[Initiative]) -> bool:
    """Whether initiatives known by name kept their codes, as most do unless the plan was numbered anew."""
    coded = [(left, right) for left, right in named.both if left.code and right.code]
    kept = sum(fold_code(left.code) == fold_code(right.code) for left, right in coded)
    return not coded or kept * 2 >= len(coded)


@dataclass(frozen=True, slots=True)
class _Aspect:
    """One side of the content: its features per record, and their weights."""

    of_old: Mapping[str, frozenset[Any]]
    of_new: Mapping[str, frozenset[Any]]
    rarity: Rarity[Any]

    def alike(self, left: Initiative, right: Initiative) -> float | None:
        return self.rarity.alike(self.of_old[left.initiative_id], self.of_new[right.initiative_id])


def _aspect(old: Edition, new: Edition, features: Callable[[Edition, Initiative], frozenset[Any]]) -> _Aspect:
    of_old = {record.initiative_id: features(old, record) for record in old.initiatives}
    of_new = {record.initiative_id: features(new, record) for record in new.initiatives}
    return _Aspect(of_old, of_new, Rarity(of_old.values(), of_new.values()))


def _departments(_: Edition, record: Initiative) -> frozenset[str]:
    return frozenset(map(fold_text, record.departments))


class _Scorer:
    """Scores of two initiatives whose names differ, or whose name several share."""

    def __init__(self, old: Edition, new: Edition, measures: Pairs[Measure], codes_hold: bool) -> None:
        self.codes_hold = codes_hold
        self.parents = {(left.measure_id, right.measure_id) for left, right in measures.both}
        self.names = _aspect(old, new, lambda _, record: pairs_of(fold_name(record.name)))
        self.aspects = {
            "texts": _aspect(old, new, Edition.texts),
            "figures": _aspect(old, new, Edition.figures),
            "schedule": _aspect(old, new, Edition.schedule),
            "departments": _aspect(old, new, _departments),
        }

    def score(self, left: Initiative, right: Initiative) -> float | None:
        """How sure it is that the two are one; None when they are not."""
        evidence = self._evidence(left, right)
        if not _same(evidence):
            return None
        return 2 * evidence.name + bool(evidence.code) + 0.3 * evidence.place + 2.5 * (evidence.content or 0.0)

    def _evidence(self, left: Initiative, right: Initiative) -> _Evidence:
        code = None
        if left.code and right.code and self.codes_hold:
            code = fold_code(left.code) == fold_code(right.code)
        equal = fold_name(left.name) == fold_name(right.name)
        name = 1.0 if equal else self.names.alike(left, right) or 0.0
        place = (left.measure_id or "", right.measure_id or "") in self.parents
        return _Evidence(name, code, self._content(left, right), place)

    def _content(self, left: Initiative, right: Initiative) -> float | None:
        found = {kind: aspect.alike(left, right) for kind, aspect in self.aspects.items()}
        told = {kind: value for kind, value in found.items() if value is not None}
        weight = sum(_WEIGHTS[kind] for kind in told)
        if weight < _ENOUGH_WEIGHT:
            return None
        return sum(_WEIGHTS[kind] * value for kind, value in told.items()) / weight


def _same(evidence: _Evidence) -> bool:
    """The rule: an equal name is enough; an equal code unless the content speaks against it; else content decides."""
    name, code, content, _ = evidence
    if name == 1.0:
        return True
    if code:
        return content is None or content >= 0.3 or name >= 0.5
    if content is None:
        return name >= (0.75 if code is None else 0.85)
    return content >= (0.5 if code is None else 0.6) or (name >= 0.6 and content >= 0.25)
