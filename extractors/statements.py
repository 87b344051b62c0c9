"""What the shapes say of a document: fields and raw strings with their places, not yet read as years or figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractors.model import Box, Remark

CellRole = Literal["header", "label", "value", "schedule", "narrative", "blank", "unmapped"]


class Said(NamedTuple):
    """A string as it stands on a page."""

    text: str
    page: int
    box: Box


class CellKey(NamedTuple):
    """A cell of a document: the page and number of its table, its row and column."""

    page: int
    table: int
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class MeasureSaid:
    """A node of the policy tree; `path` runs from the top level to the node itself, codes and level words included."""

    path: tuple[Said, ...]
    source: Literal["tree", "list", "heading"]


@dataclass(frozen=True, slots=True)
class InitiativeSaid:
    """An initiative as one place of the document says it.

    `owner` numbers the statements of one initiative within its place; `fields` maps a role of the vocabulary
    (summary, departments, current_state …) to what stands there; `measures` is the path above it.
    """

    owner: int
    name: Said
    code: Said | None
    source: Literal["form", "heading", "list", "sheet"]
    measures: tuple[Said, ...] = ()
    category: Said | None = None
    fields: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YearHead:
    """The head over a value: its text (all header rows), the word beside the year if any, and its neighbours' texts.

    `grade` stands for grades and rates of attainment (評価, 達成率). `row` holds the heads of the whole axis in order,
    so that an era can be carried; `index` is this one's place there.
    """

    text: str
    row: tuple[str, ...]
    index: int
    word: Literal["target", "actual", "baseline", "middle", "grade", ""] = ""


@dataclass(frozen=True, slots=True)
class ValueSaid:
    """What stands under one or several year heads; in a line of text, outside tables, there is no cell."""

    heads: tuple[YearHead, ...]
    said: Said
    cell: CellKey | None = None


@dataclass(frozen=True, slots=True)
class IndicatorSaid:
    """An indicator: `kind` is the printed label (成果, 活動指標 …), `owner` the initiative's number or None."""

    owner: int | None
    kind: str
    group: str
    name: str
    series: str
    place: Said
    baseline: Said | None = None
    baseline_head: str = ""
    unit: str = ""
    values: tuple[ValueSaid, ...] = ()
    measures: tuple[Said, ...] = ()
    sentence: bool = False
    cells: tuple[CellKey, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneSaid:
    """A bar, arrow or cell of a schedule over year heads."""

    owner: int | None
    label: Said
    heads: tuple[YearHead, ...]
    lane: int
    method: Literal["cell", "bar", "text"]
    open_end: bool = False
    cell: CellKey | None = None


@dataclass(frozen=True, slots=True)
class LineageSaid:
    """A row of a table that sets the earlier plan against this one; keys are roles: old_code, old_name, status …"""

    fields: Mapping[str, Said]
    place: Said


@dataclass(frozen=True, slots=True)
class TotalSaid:
    """A row of totals; `rows` is the number of rows above it in its table, heads included."""

    said: Said
    rows: int


@dataclass(frozen=True, slots=True)
class GlossarySaid:
    """A term and what it means."""

    term: Said
    definition: Said


@dataclass(frozen=True, slots=True)
class NoteSaid:
    """A ※ note; `owner` is the initiative it stands with."""

    owner: int | None
    said: Said


Statement = (
    MeasureSaid | InitiativeSaid | IndicatorSaid | MilestoneSaid | LineageSaid | TotalSaid | GlossarySaid | NoteSaid
)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the shapes say of a document, and what became of each cell."""

    statements: tuple[Statement, ...]
    roles: Mapping[CellKey, CellRole]
    remarks: tuple[Remark, ...] = ()
