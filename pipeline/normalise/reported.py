"""What a progress report adds to figures: which columns hold results, and the grades and rates beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.model import Remark
from extractors.shapes.axis import head_word
from extractors.statements import IndicatorSaid, ValueSaid, YearHead
from extractors.vocabulary import roles, without_year
from pipeline.normalise.heads import HeadReader
from pipeline.schema import Target
from pipeline.values.names import closed_up

_NOTHING = re.compile(r"[\s\-－―—–ー‐/／]*")
_RATE = re.compile(r"[約▲△-]?[0-9０-９.,．，]+\s*(?:[%％]|ポイント)?(?:以上|超|以下|未満|程度)?")


def with_results(said: IndicatorSaid, heads: HeadReader) -> IndicatorSaid:
    """The statement with its 実績値 columns as results where their year, or the year of the report, lies in the plan.

    The word alone may name what a plan starts from (実績値（R6）, the first column) or what came of it: the latter in a
    progress report, and where it stands behind a goal.
    """
    values = tuple(replace(value, heads=tuple(_head(head, heads) for head in value.heads)) for value in said.values)
    if said.baseline is not None and _head(_column(said), heads).word == "actual":
        result = ValueSaid((replace(_column(said), word="actual"),), said.baseline, said.cells[-1])
        return replace(said, baseline=None, baseline_head="", values=(*values, result))
    return replace(said, values=values) if values != said.values else said


def _column(said: IndicatorSaid) -> YearHead:
    """The head of the statement's own column of the present state."""
    return YearHead(said.baseline_head, (said.baseline_head,), 0, "baseline")


def _head(head: YearHead, heads: HeadReader) -> YearHead:
    if head.word != "baseline" or "actual" not in roles(without_year(head.text)):
        return head
    if not heads.reports and not any(head_word(text) == "target" for text in head.row[: head.index]):
        return head
    years = list(heads.years(head)) or [year for year in (heads.report_fy,) if year is not None]
    inside = bool(years) and heads.start_fy is not None and max(years) >= heads.start_fy
    return replace(head, word="actual") if inside else head


def is_grade(value: ValueSaid) -> bool:
    """Whether a value is a grade or rate and no figure of its own."""
    return any(head.word == "grade" for head in value.heads)


def graded(
    targets: Sequence[Target], values: Sequence[ValueSaid], heads: HeadReader
) -> tuple[list[Target], list[Remark]]:
    """An indicator's targets with the grades and rates of attainment at the results that they judge.

    One whose head names no year judges the latest result. What finds no figure becomes a remark.
    """
    rows, remarks = list(targets), []
    for value in values:
        text = closed_up(value.said.text)
        if _NOTHING.fullmatch(text):
            continue
        for head in value.heads:
            found = list(_judged(rows, heads, head))
            field = "attainment" if _RATE.fullmatch(text) else "grade"
            for at in found:
                rows[at] = rows[at].model_copy(update={field: _beside(getattr(rows[at], field), text)})
            if not found:
                values_of = {"head": closed_up(head.text), "text": text}
                remarks.append(Remark("grade-not-placed", value.said.page, value.said.box, values_of))
    return rows, remarks


def _judged(rows: Sequence[Target], heads: HeadReader, head: YearHead) -> Iterator[int]:
    """Places of the rows that a grade speaks of: results of its year, else goals of it."""
    years = set(heads.years(head))
    for kind in ("actual", "target"):
        mine = [at for at, row in enumerate(rows) if row.measure_type == kind]
        if not years and mine and kind == "actual":
            years = {max(rows[at].fiscal_year for at in mine if rows[at].status != "none" or len(mine) == 1)}
        found = [at for at in mine if rows[at].fiscal_year in years]
        if found:
            yield from found
            return


def _beside(before: str | None, text: str) -> str:
    return text if before in (None, text) else f"{before}・{text}"
