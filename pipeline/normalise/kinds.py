"""Whether a plan sets results against activity: what the labels of its indicators mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from extractors.statements import IndicatorSaid
from extractors.vocabulary import roles

Kind = Literal["outcome", "output", "kpi"]


def kinds_of(said: Iterable[IndicatorSaid]) -> dict[tuple[str, int | None], Kind]:
    """The kind that each label means, by label and owner.

    A label sets results against activity where, in some initiative, it stands beside a label of the other side; a
    label that names the side outright (アウトカム, アウトプット) always does. Otherwise it is a plain kpi.
    """
    by_owner: dict[int | None, set[str]] = {}
    for statement in said:
        by_owner.setdefault(statement.owner, set()).add(statement.kind)
    beside = {
        label for labels in by_owner.values() if {"outcome", "output"} <= {_side(x) for x in labels} for label in labels
    }
    return {
        (label, owner): _side(label) if label in beside or _outright(label) else "kpi"
        for owner, labels in by_owner.items()
        for label in labels
    }


def _side(label: str) -> Kind:
    found = roles(label)
    if "output" in found:
        return "output"
    return "outcome" if "outcome" in found else "kpi"


def _outright(label: str) -> bool:
    return bool(re.search(r"アウト(カム|プット)|ｱｳﾄ(ｶﾑ|ﾌﾟｯﾄ)", label))
