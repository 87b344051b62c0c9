"""What a plan says about itself, beside its records: the input of the checks that compare the two.

The stage that turns statements into records fills a `Claims`; every field may stay empty, and a check whose
claims are absent finds nothing. Texts are as printed, with repair and line breaks closed up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.schema import BBox


class ListRow(NamedTuple):
    """A row of an overview list of initiatives (事業一覧). `group` is the label of the measure it stands under.

    `group_code` is the code in that label where it has one (基本取組 <2> → 2); empty otherwise.
    """

    code: str
    name: str
    departments: tuple[str, ...] = ()
    group: str = ""
    group_code: str = ""
    page: int | None = None
    bbox: BBox | None = None


class StatedCount(NamedTuple):
    """A number of records that the plan states: in a footer (合計 59事業), a tree (4事業) or a sentence.

    `table` is the published table counted. `scope` is the code or title of the measure or the status (継続, 終了)
    that is counted, empty for the whole. `text` is the place as printed. `printed` is the number of rows that stand
    in the very table of the statement, where it has rows of its own; without it the records are counted.
    """

    value: int
    table: Literal["initiatives", "indicators", "lineage", "measures", "assessments"]
    scope: str = ""
    text: str = ""
    printed: int | None = None
    page: int | None = None
    bbox: BBox | None = None


class Announced(NamedTuple):
    """An indicator named on an overview page (成果指標：…の件数) that the tables should hold.

    `owner` is the code or title of the measure or initiative whose page announces it.
    """

    name: str
    owner: str = ""
    page: int | None = None
    bbox: BBox | None = None


class Statement(NamedTuple):
    """A sentence or bullet of the plan that belongs to an initiative (code) or measure, as printed."""

    text: str
    owner: str = ""
    page: int | None = None
    bbox: BBox | None = None


class Slip(NamedTuple):
    """A row whose texts don't fit its columns: more filled cells than the header has columns, or moved by one.

    `row` is what names the row (its code, name or first text), `texts` and `columns` how many of each there are.
    """

    row: str
    texts: int
    columns: int
    page: int | None = None
    bbox: BBox | None = None


class Misplaced(NamedTuple):
    """A cell of a list that holds a word of another column (`head`); `row` is the longest other text of its row."""

    text: str
    head: str
    row: str
    page: int | None = None
    bbox: BBox | None = None


class EmptySchedule(NamedTuple):
    """A row or table announced as a schedule (スケジュール, 工程表, 年度別計画) without bar or text."""

    owner: str
    label: str
    page: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one document says about itself."""

    rows: tuple[ListRow, ...] = ()
    counts: tuple[StatedCount, ...] = ()
    announced: tuple[Announced, ...] = ()
    statements: tuple[Statement, ...] = ()
    slips: tuple[Slip, ...] = ()
    misplaced: tuple[Misplaced, ...] = ()
    empty_schedules: tuple[EmptySchedule, ...] = ()
