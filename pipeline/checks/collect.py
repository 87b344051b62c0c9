"""What a document claims about itself, gathered from its statements and pages: lists, counts, announcements, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.model import Box, Cell, Line, Sheet, Table
from extractors.statements import InitiativeSaid, LineageSaid, MilestoneSaid, Reading, Said
from pipeline.checks.claims import Announced, Claims, EmptySchedule, ListRow, StatedCount, Statement
from pipeline.checks.slips import misplaced_of, slips_of
from pipeline.checks.text import same, squeezed
from pipeline.normalise.departments import split_departments
from pipeline.schema import BBox
from pipeline.values.names import closed_up

_COUNTER = r"(?:の)?(?:個別)?(?:事業|取組|項目)"
_TOTAL = re.compile(
    rf"^(?:合計|総計|計|全体|総数|総?事業数|事業の?数|全)[:：]?([0-9]{{1,4}})(?:{_COUNTER})?(?=$|[(（、,。])"
)
_PART = re.compile(rf"(継続|終了|新規)[^0-9、,()（）]{{0,4}}?([0-9]{{1,4}})(?:{_COUNTER}|件)")
_SAID = re.compile(
    rf"(?:^|。)(?:なお、)?本(?:計画|戦略|プラン|事業集|実施事業集|編|書)[^。]{{0,20}}?(?<![0-9～~からまで-])([0-9]{{1,4}}){_COUNTER}"
    r"(?:に取り組|を?(?:掲載|掲げ|位置付け|推進し|実施し|定め|計上)|で構成|から(?:なる|構成))"
)
_ROW_COUNT = re.compile(r"^([0-9]{1,3})(?:事業|取組)$")
_ANNOUNCED = re.compile(r"^(?:【(?:成果指標|指標|評価指標|KPI)】|(?:成果指標|評価指標|KPI)[:：])(.+)$")
_GROUP_CODE = re.compile(r"[^0-9０-９Ⅰ-Ⅻ①-⑳]{0,6}?([0-9０-９Ⅰ-Ⅻ①-⑳]+(?:[-.－．][0-9０-９]+)*)")
_SCHEDULE = re.compile(r"^(?:スケジュール|工程表?|行動目標|年度別計画|ロードマップ|実施時期)$")
_HOURS = re.compile(r"[0-9]万?時間")


class _At(NamedTuple):
    """A place in reading order: page, then distance from its top."""

    page: int
    top: float


def claims_of(reading: Reading, sheets: Sequence[Sheet]) -> Claims:
    """Everything that the checks compare with the records; `sheets` are those that the reading was made from."""
    initiatives = [said for said in reading.statements if isinstance(said, InitiativeSaid)]
    return Claims(
        rows=tuple(_row(said) for said in initiatives if said.source == "list"),
        counts=tuple(_counts(reading, sheets)),
        announced=tuple(_announced(sheets)),
        statements=tuple(
            Statement(line.text, "", line.page, _bbox(line.box))
            for sheet in sheets
            for line in sheet.lines
            if _HOURS.search(squeezed(line.text))
        ),
        slips=tuple(slips_of(sheets)),
        misplaced=tuple(misplaced_of(sheets)),
        empty_schedules=tuple(_empty_schedules(reading, sheets, initiatives)),
    )


def _bbox(box: Box) -> BBox:
    return box.x0, box.top, box.x1, box.bottom


def _row(said: InitiativeSaid) -> ListRow:
    departments = tuple(name for field in said.fields.get("departments", ()) for name in split_departments(field.text))
    group = squeezed(said.measures[-1].text) if said.measures else ""
    code = _GROUP_CODE.match(re.sub(r"\s+", "", said.measures[-1].text)) if said.measures else None
    name, number = closed_up(said.name.text), said.code.text.strip() if said.code else ""
    return ListRow(number, name, departments, group, code[1] if code else "", said.name.page, _bbox(said.name.box))


def _at(said: Said) -> _At:
    return _At(said.page, said.box.top)


def _counts(reading: Reading, sheets: Sequence[Sheet]) -> Iterator[StatedCount]:
    rows = [said for said in reading.statements if isinstance(said, LineageSaid)]
    begin = _At(0, 0.0)
    for said in sorted(_texts(sheets), key=_at):
        text = squeezed(said.text)
        if spoken := _SAID.search(text):
            yield _count(int(spoken[1]), "initiatives", "", said)
        if total := _TOTAL.match(text):
            counted = [row for row in rows if begin < _at(row.place) < _at(said)]
            yield from _footer(counted, int(total[1]), text, said)
            begin = _at(said) if counted else begin
    for sheet in sheets:
        for table in sheet.tables:
            yield from _tree(table)


def _count(value: int, table: str, scope: str, said: Said, printed: int | None = None) -> StatedCount:
    text = closed_up(said.text)
    return StatedCount(value, table, scope, text, printed, said.page, _bbox(said.box))  # type: ignore[arg-type]


def _footer(rows: Sequence[LineageSaid], total: int, text: str, said: Said) -> Iterator[StatedCount]:
    """The total of a lineage list and its parts by status, with the number of rows above it."""
    if not rows:
        return
    yield _count(total, "lineage", "", said, len(rows))
    for status, number in _PART.findall(text):
        printed = sum(status in squeezed(row.fields["status"].text) for row in rows if "status" in row.fields)
        yield _count(int(number), "lineage", status, said, printed)


def _tree(table: Table) -> Iterator[StatedCount]:
    """Rows of a tree that say how many initiatives a measure has: its label and 4事業."""
    for cell in table.cells:
        number = _ROW_COUNT.match(squeezed(cell.text))
        if number:
            label = [c for c in table.cells if c.col < cell.col and c.row <= cell.row < c.row + c.row_span and c.text]
            if label:
                scope = closed_up(max(label, key=lambda c: c.col).text)
                yield _count(int(number[1]), "initiatives", scope, Said(cell.text, cell.page, cell.box))


def _texts(sheets: Iterable[Sheet]) -> Iterator[Said]:
    """Lines and cells of all pages."""
    for sheet in sheets:
        yield from (Said(line.text, line.page, line.box) for line in sheet.lines if not line.running)
        yield from (Said(cell.text, cell.page, cell.box) for table in sheet.tables for cell in table.cells)


def _announced(sheets: Iterable[Sheet]) -> Iterator[Announced]:
    """Names behind 【成果指標】 in a line of text, where they are names and no sentence or figure."""
    for line in (line for sheet in sheets for line in sheet.lines):
        found = _ANNOUNCED.match(squeezed(line.text))
        if not found or re.search(r"[0-9。]", found[1]):
            continue
        for name in re.split(r"[、,，]", found[1]):
            if 2 < len(name) <= 25:
                yield Announced(name, _heading_over(line, sheets), line.page, _bbox(line.box))


def _heading_over(line: Line, sheets: Iterable[Sheet]) -> str:
    """The largest line above it on its page."""
    above = [o for sheet in sheets for o in sheet.lines if o.page == line.page and o.box.top < line.box.top]
    return closed_up(max(above, key=lambda other: other.size).text) if above else ""


def _empty_schedules(
    reading: Reading, sheets: Sequence[Sheet], initiatives: Sequence[InitiativeSaid]
) -> Iterator[EmptySchedule]:
    """Rows that a label calls a schedule, without text or bar, of initiatives that have none anywhere."""
    scheduled = {said.owner for said in reading.statements if isinstance(said, MilestoneSaid)}
    detailed = sorted((said for said in initiatives if said.source != "list"), key=lambda said: _at(said.name))
    for table in (table for sheet in sheets for table in sheet.tables):
        for cell in table.cells:
            if not _SCHEDULE.match(squeezed(cell.text)) or not _is_empty(table, cell):
                continue
            before = [said for said in detailed if _at(said.name) <= _At(cell.page, cell.box.bottom)]
            if before and before[-1].owner not in scheduled:
                name = closed_up(before[-1].name.text)
                yield EmptySchedule(name, closed_up(cell.text), cell.page, _bbox(cell.box))


def _is_empty(table: Table, label: Cell) -> bool:
    """Whether nothing stands to the right of a label in its rows, though there are cells."""
    rows = range(label.row, label.row + label.row_span)
    beside = [c for c in table.cells if c.row in rows and c.col >= label.col + label.col_span]
    bars = any(bar.row in rows for bar in table.bars)
    return bool(beside) and not bars and not any(same(cell.text) for cell in beside)
