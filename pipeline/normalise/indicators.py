"""Indicators and their targets: names read for basis, unit and baseline, cells read for figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.model import Remark
from extractors.shapes.naming import measures_something
from extractors.statements import CellKey, IndicatorSaid, Said, ValueSaid, YearHead
from pipeline.normalise.baselines import Start, part_text
from pipeline.normalise.dated import Dated, dated
from pipeline.normalise.doubts import of_head, of_reading
from pipeline.normalise.heads import HeadReader
from pipeline.normalise.ids import Ids
from pipeline.normalise.kinds import Kind, kinds_of
from pipeline.normalise.measures import Tree
from pipeline.normalise.reported import graded, is_grade, with_results
from pipeline.normalise.wrapping import rejoined, unwrapped
from pipeline.schema import Indicator, Target
from pipeline.values.baselines import read_baseline
from pipeline.values.figures import Reading, read_cell
from pipeline.values.names import NameParts, closed_up, read_name
from pipeline.values.sentences import read_kpi_sentence
from pipeline.values.spans import YearContext
from pipeline.values.units import Unit, read_unit

Basis = Literal["cumulative", "annual", "monthly"]
_PER: Mapping[str, Basis] = {"年": "annual", "月": "monthly"}


@dataclass(slots=True)
class Indicators:
    """What the indicator statements of a document become."""

    records: list[Indicator] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    cells: dict[CellKey, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    heads_seen: set[tuple[int, tuple[str, ...], int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Context:
    """What an indicator needs to know of its document."""

    document_id: str
    plan_id: str
    heads: HeadReader
    owners: Mapping[int, str]
    names: Mapping[str, str]
    notes: Mapping[int, str]
    tree: Tree


def build_indicators(said: Sequence[IndicatorSaid], context: Context) -> Indicators:
    """Records of all indicators that the plan sets; past results of earlier plans are left out with a remark."""
    kinds = kinds_of(said)
    said = [with_results(_with_group(statement, said), context.heads) for statement in said]
    ids = Ids(f"{context.plan_id}-k")
    built = Indicators()
    for statement in said:
        if _past(statement, context):
            place = statement.place
            built.remarks.append(
                Remark("indicator-before-plan", place.page, place.box, {"name": closed_up(statement.name)[:60]})
            )
            continue
        _Builder(statement, kinds[statement.kind, statement.owner], ids, context, built).build()
    return built


def _with_group(statement: IndicatorSaid, said: Sequence[IndicatorSaid]) -> IndicatorSaid:
    """A deferred row with a bare label where its neighbours hold group and name (PMH beside 施設予約　登録人数)."""
    if (
        statement.group
        or statement.series
        or not statement.name
        or statement.sentence
        or measures_something(statement.name)
    ):
        return statement
    grouped = any(other.group for other in said if other.owner == statement.owner)
    if not grouped or any(read_cell(value.said.text).status == "set" for value in statement.values):
        return statement
    return replace(statement, group=statement.name, name="")


def _past(statement: IndicatorSaid, context: Context) -> bool:
    """All heads lie before the plan begins: results of an earlier plan or statistics, not this plan's indicators."""
    start = context.heads.start_fy
    years = [
        year for value in statement.values for head in value.heads if head.word != "baseline"
        for year in context.heads.years(head)
    ]  # fmt: skip
    return start is not None and bool(years) and max(years) < start and not (statement.owner and statement.kind)


class _Builder:
    """Builds one indicator with its targets."""

    def __init__(self, said: IndicatorSaid, kind: Kind, ids: Ids, context: Context, built: Indicators) -> None:
        self.said, self.kind, self.context, self.built = said, kind, context, built
        self.initiative = context.owners.get(said.owner) if said.owner is not None else None
        self.name: NameParts = read_name(said.name)
        self.start = Start(said, self.name, context.heads)
        self.sentence = ""
        self.taken: set[tuple[int, str, str]] = set()
        self.per: set[str] = set()
        owner = context.names.get(self.initiative or "", "") or (said.measures[-1].text if said.measures else "")
        self.id = ids.new(owner + "\x1f" + said.group + closed_up(said.name), said.series, said.kind)

    def build(self) -> None:
        """Add the indicator and its targets to what is built."""
        told = [v for v in self.said.values if not self.start.is_start(v)]
        values = _without_holes([v for v in told if not is_grade(v)])
        before = len(self.built.targets)
        if self.said.sentence and not self.said.values:
            self._add_sentences(self.said.name)
        elif self.said.sentence:
            self._whole_row(values)
        else:
            for value in values:
                self._add_value(value)
        self.built.targets[before:], remarks = graded(
            self.built.targets[before:], [v for v in told if is_grade(v)], self.context.heads
        )
        self.built.remarks += remarks
        units = {target.unit for target in self.built.targets[before:] if target.unit}
        self.built.records.append(self._record(units.pop() if len(units) == 1 else None))
        for key in self.said.cells:
            self.built.cells[key] = self.id

    def _record(self, unit: str | None) -> Indicator:
        baseline_raw = self.start.raw
        baseline = read_baseline(baseline_raw, name_unit=self._unit(), name=self.name.name, as_of=self.start.as_of)
        place = self.said.place
        return Indicator(
            document_id=self.context.document_id,
            plan_id=self.context.plan_id,
            indicator_id=self.id,
            initiative_id=self.initiative,
            measure_id=None if self.initiative else self.context.tree.find(self.said.measures),
            kind=self.kind,
            group=closed_up(self.said.group),
            name=self._printed_name(),
            series=closed_up(self.said.series),
            basis=self.name.basis or self._basis_of_figures(),
            unit=unit or (closed_up(self.said.unit) or None),
            baseline_raw=closed_up(baseline_raw) or None,
            baseline_value=baseline.value,
            baseline_unit=baseline.unit or None if baseline.value is not None else None,
            baseline_as_of=baseline.as_of or None,
            baseline_parts=tuple(map(part_text, baseline.parts)) if len(baseline.parts) > 1 else (),
            page=place.page,
            bbox=place.box,
        )

    def _printed_name(self) -> str:
        if self.said.sentence:
            return self.sentence
        return self.name.name

    def _basis_of_figures(self) -> Basis | None:
        """What all figures say themselves (年1回)."""
        return _PER.get(next(iter(self.per))) if len(self.per) == 1 else None

    # targets

    def _unit(self) -> Unit | None:
        """The unit that the name's brackets or the unit column give to bare numbers."""
        return self.name.unit or (read_unit(closed_up(self.said.unit)) if self.said.unit.strip() else None)

    def _labels(self) -> tuple[str, ...]:
        """Labels of the parts of a compound figure from the notes of the initiative (上段：…、下段：…)."""
        note = self.context.notes.get(self.said.owner or 0, "")
        match = re.search(r"上段\s*[:：]\s*([^、,，\s]+)[、,，\s]+下段\s*[:：]\s*([^、,，\s。）)]+)", note)
        return match.groups() if match else ()

    def _add_value(self, value: ValueSaid) -> None:
        raw = rejoined(value.said.text)
        own = self._own_year(raw, value)
        reading = read_cell(
            own.rest if own else raw, name_unit=self._unit(), labels=self._labels(), name=self.name.name
        )
        self.built.remarks += of_reading(reading, value.said)
        for head in value.heads:
            self._doubt_head(head, value.said)
            kind: Literal["target", "actual"] = "actual" if head.word == "actual" else "target"
            if kind == "actual" and not value.said.text.strip():
                continue  # a column kept free for results to come
            years = range(own.fiscal_year, own.fiscal_year + 1) if own else self.context.heads.years(head)
            years = years or self._year_of_report(head, value.said)
            years = years or self._goal_year(head, value.said)
            if not years:
                self.built.remarks.append(
                    Remark(
                        "year-not-read",
                        value.said.page,
                        value.said.box,
                        {"head": closed_up(head.text), "raw": value.said.text},
                    )
                )
            for year in years[-1:] if len(years) > 1 and reading.status == "set" else years:
                self._add(year, value.said, raw, reading, kind)

    def _add(self, year: int, place: Said, raw: str, reading: Reading, kind: Literal["target", "actual"]) -> None:
        figures = reading.figures if reading.status == "set" else ()
        self.per |= {figure.per for figure in figures}
        for index, figure in enumerate(figures or (None,)):
            part = (figure.label or str(index + 1)) if figure is not None and len(figures) > 1 else ""
            if (year, kind, part) in self.taken:
                if not raw.strip():
                    continue  # a second, blank piece of a year's column
                values = {"year": str(year), "raw": closed_up(raw)}
                self.built.remarks.append(Remark("figure-twice", place.page, place.box, values))
                continue
            self.taken.add((year, kind, part))
            self.built.targets.append(
                Target(
                    document_id=self.context.document_id,
                    plan_id=self.context.plan_id,
                    indicator_id=self.id,
                    fiscal_year=year,
                    raw=closed_up(raw),
                    status=reading.status,
                    part=part,
                    comparator=figure.comparator if figure is not None else None,
                    value=figure.value if figure is not None else None,
                    value_upper=figure.upper if figure is not None else None,
                    unit=(figure.unit or None) if figure is not None else None,
                    measure_type=kind,
                    page=place.page,
                    bbox=place.box,
                )
            )

    def _year_of_report(self, head: YearHead, place: Said) -> range:
        """目標 and 実績 side by side without a year are those of the year that the report is about."""
        year = self.context.heads.report_fy
        results = [h for v in self.said.values for h in v.heads if h.word == "actual"]
        if year is None or head.word not in ("target", "actual") or not results:
            return range(0)
        if any(self.context.heads.years(result) for result in results):
            return range(0)
        values = {"head": closed_up(head.text), "year": str(year)}
        self.built.remarks.append(Remark("report-year-assumed", place.page, place.box, values))
        return range(year, year + 1)

    def _own_year(self, raw: str, value: ValueSaid) -> Dated | None:
        """The year that a goal names itself, where its head names none."""
        if any(self.context.heads.years(head) for head in value.heads):
            return None
        return dated(raw, YearContext(start_fy=self.context.heads.start_fy, end_fy=self.context.heads.end_fy))

    def _goal_year(self, head: YearHead, place: Said) -> range:
        """A goal without a year is the plan's last, and a finding says so."""
        end = self.context.heads.end_fy
        if head.word != "target" or end is None:
            return range(0)
        values = {"head": closed_up(head.text), "year": str(end)}
        self.built.remarks.append(Remark("goal-year-assumed", place.page, place.box, values))
        return range(end, end + 1)

    def _doubt_head(self, head: YearHead, place: Said) -> None:
        """What was assumed of a head is said once for its table's row of heads."""
        seen = (place.page, head.row, head.index)
        if seen not in self.built.heads_seen:
            self.built.heads_seen.add(seen)
            self.built.remarks += of_head(head, self.context.heads.span(head), place)

    # sentences

    def _whole_row(self, values: list[ValueSaid]) -> None:
        """One cell over all years under an indicator label: deferred for all of them, a value, or a sentence."""
        for value in values:
            if _is_sentence(value.said.text):
                self._add_sentences(value.said.text)
            else:
                self._add_value(value)

    def _add_sentences(self, sentence: str) -> None:
        self.sentence = sentence = unwrapped(sentence)
        heads = self.context.heads
        for target in read_kpi_sentence(sentence, context=YearContext(start_fy=heads.start_fy, end_fy=heads.end_fy)):
            for year in target.fiscal_years:
                self._add(year, self.said.place, target.raw, target.reading, "target")


def _without_holes(values: list[ValueSaid]) -> list[ValueSaid]:
    """Values without blanks under heads that hold a figure too: parts of a cell that stray rules cut."""
    filled = {head for value in values if value.said.text.strip() for head in value.heads}
    return [value for value in values if value.said.text.strip() or not filled.issuperset(value.heads)]


def _is_sentence(text: str) -> bool:
    """Words that end like a sentence and are not put off: 令和7年度末までに…を実現する。"""
    return (
        bool(re.search(r"(。|する|図る|組む|行う|める|いく|目指す)$", closed_up(text)))
        and read_cell(text).status != "tbd"
    )
