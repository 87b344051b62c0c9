"""Which documents are editions or volumes of one plan, and which plan follows which.

Told from what is printed: city, title without edition and volume, period; where a revision extended the period or
gave the plan another title, from its initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from pipeline.compare.likeness import fold_name
from pipeline.identity import PlanIdentity, plan_key
from pipeline.identity.words import NUMBER
from pipeline.schema import Dataset, Initiative, Plan

_SAME_CONTENT = 0.7
_ENOUGH = 4
_YEAR_IN_TITLE = re.compile(r"[0-9]{4}(?:-[0-9]{2,4})?$")


class Cities:
    """Plans by what they print of their city, so that each is compared with those few that can be of the same one."""

    def __init__(self) -> None:
        self._order: dict[str, int] = {}
        self._by: dict[tuple[str, str], list[str]] = {}
        self._unnamed: list[str] = []

    def add(self, key: str, plan: Plan) -> None:
        """Remember a plan under a key."""
        self._order.setdefault(key, len(self._order))
        for mark in _marks(plan):
            self._by.setdefault(mark, []).append(key)
        if not plan.municipality:
            self._unnamed.append(key)

    def near(self, plan: Plan) -> list[str]:
        """Keys of all plans that may be of the same city, in the order in which they were added."""
        if not plan.municipality:
            return list(self._order)
        found = {*self._unnamed, *(key for mark in _marks(plan) for key in self._by.get(mark, ()))}
        return sorted(found, key=self._order.__getitem__)


def _marks(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "plan", plan.plan_id
    if plan.lg_code:
        yield "code", plan.lg_code
    if plan.municipality:
        yield "name", fold_name(plan.municipality)


def same_plan(one: Dataset, other: Dataset) -> bool:
    """Whether two documents belong to one plan. Raises `IndexError` where one has no row in `plans`."""
    left, right = one["plans"][0], other["plans"][0]
    if left.plan_id == right.plan_id:
        return True
    if not _cities_agree(left, right) or not _periods_agree(left, right):
        return False
    if bare_title(left) == bare_title(right):
        return True
    known = bool(left.lg_code or left.municipality) and left.start_fy is not None
    return known and overlap(one, other) >= _SAME_CONTENT


def bare_title(plan: Plan) -> str:
    """A plan's title folded, without city, edition and volume."""
    key = plan_key(PlanIdentity(title=plan.title, municipality=plan.municipality))
    return key.split("/", 1)[1].rpartition("/")[0]


def overlap(one: Dataset, other: Dataset) -> float:
    """Share of the initiatives of the smaller document that the other has by name; 0 where too few could tell."""
    left, right = _names(one["initiatives"]), _names(other["initiatives"])
    fewer = min(len(left), len(right))
    return len(left & right) / fewer if fewer >= _ENOUGH else 0.0


def succession(plans: Sequence[Plan], lineage: Mapping[str, Dataset]) -> dict[str, str]:
    """The earlier plan that each plan follows: of the same city, begun before, of the same series or named by it.

    `lineage` holds a dataset by plan id, whose table `lineage` names initiatives of the earlier plan.
    """
    found: dict[str, str] = {}
    cities = Cities()
    by_id = {plan.plan_id: plan for plan in plans}
    for plan in plans:
        cities.add(plan.plan_id, plan)
    for plan in plans:
        earlier = [
            other
            for other in map(by_id.__getitem__, cities.near(plan))
            if other.plan_id != plan.plan_id and _precedes(other, plan) and _follows(plan, other, lineage)
        ]
        if earlier:
            found[plan.plan_id] = max(earlier, key=lambda row: (row.start_fy or 0, row.plan_id)).plan_id
    return found


def overlaps(plans: Sequence[Plan], data: Mapping[str, Dataset]) -> Iterator[tuple[Plan, Plan]]:
    """Pairs of plans (earlier, later) of one city that hold figures for the same year, though one goes on from the
    other: by its name, by its lineage, or because it has the other's initiatives.
    """
    dated = [plan for plan in plans if plan.start_fy is not None and plan.end_fy is not None]
    for one, other in combinations(sorted(dated, key=lambda plan: (plan.start_fy or 0, plan.plan_id)), 2):
        if not (one.lg_code or one.municipality) or not _cities_agree(one, other) or one.plan_id == other.plan_id:
            continue
        shares_years = max(one.start_fy or 0, other.start_fy or 0) <= min(one.end_fy or 0, other.end_fy or 0)
        related = _follows(other, one, data) or overlap(data[one.plan_id], data[other.plan_id]) >= _SAME_CONTENT
        if shares_years and related:
            yield one, other


def _precedes(old: Plan, new: Plan) -> bool:
    """Begun earlier, and ended when the new one begins, unless the new one names it as what it replaces."""
    if old.start_fy is None or new.start_fy is None or not (old.lg_code or old.municipality):
        return False
    over = (old.end_fy or old.start_fy) <= new.start_fy or _names_it(new, old)
    return _cities_agree(old, new) and old.start_fy < new.start_fy and over


def _names_it(new: Plan, old: Plan) -> bool:
    titles = {bare_title(new.model_copy(update={"title": title})) for title in new.follows_titles}
    return bare_title(old) in titles


def _follows(new: Plan, old: Plan, data: Mapping[str, Dataset]) -> bool:
    if _series(new) == _series(old) or _names_it(new, old):
        return True
    named = {fold_name(row.old_name) for row in data[new.plan_id]["lineage"] if row.old_name}
    held = _names(data[old.plan_id]["initiatives"])
    return len(held) >= _ENOUGH and len(named & held) * 2 >= len(held)


def _series(plan: Plan) -> str:
    return _YEAR_IN_TITLE.sub("", re.sub(NUMBER, "", bare_title(plan)))


def _cities_agree(left: Plan, right: Plan) -> bool:
    if left.lg_code and right.lg_code:
        return left.lg_code == right.lg_code
    names = {fold_name(plan.municipality) for plan in (left, right) if plan.municipality}
    return len(names) < 2


def _periods_agree(left: Plan, right: Plan) -> bool:
    """The same first or last year: a revision may extend a plan. An unprinted period contradicts none."""
    if left.start_fy is None or right.start_fy is None:
        return True
    return left.start_fy == right.start_fy or (left.end_fy is not None and left.end_fy == right.end_fy)


def _names(initiatives: Iterable[Initiative]) -> set[str]:
    return {fold_name(row.name) for row in initiatives}
