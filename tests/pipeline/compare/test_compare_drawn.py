"""Editions drawn and read again: the changes are those of the plan, whatever became of its layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from drawn_editions import FURTHER, ITEMS, LAYOUTS, Item, Plan

from pipeline.compare import Comparison, compare
from pipeline.document import read_document
from pipeline.schema import Dataset

Drawn = Callable[[str, tuple[Item, ...], str], Dataset]
Row = tuple[str, str, str | None, str | None, str | None]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    folder = tmp_path_factory.mktemp("editions")
    known: dict[tuple[str, tuple[Item, ...], str], Dataset] = {}

    def draw(layout: str, items: tuple[Item, ...], edition: str) -> Dataset:
        key = layout, items, edition
        if key not in known:
            path: Path = folder / f"{len(known)}.pdf"
            {**LAYOUTS, **FURTHER}[layout](Plan(items, edition), path)
            known[key] = read_document(path)
        return known[key]

    return draw


def table(found: Comparison) -> set[Row]:
    return {(row.record_table, row.change, row.field, row.before, row.after) for row in found.changes}


PAIRS = sorted(product(LAYOUTS, repeat=2))


@pytest.mark.parametrize(("first", "second"), [*PAIRS, *product(["slides"], FURTHER), *product(FURTHER, ["slides"])])
def test_another_layout_of_the_same_plan_changes_nothing(drawn: Drawn, first: str, second: str) -> None:
    old, new = drawn(first, ITEMS, "令和8年3月"), drawn(second, ITEMS, "令和9年3月改訂版")
    assert len(old["initiatives"]) == len(new["initiatives"]) == len(ITEMS)
    found = compare(old, new)
    assert found.changes == ()
    assert [row.initiative_id for row in found.dataset["initiatives"]] == [
        row.initiative_id for row in old["initiatives"]
    ]


ONE, TWO, THREE, FOUR, FIVE, SIX = ITEMS
NEW = Item(
    "1-2-4",
    "電子契約の導入",
    ("契約課",),
    "契約書の取り交わしを電子化し、印紙と郵送を省きます。",
    "電子契約の割合",
    ("10%", "30%", "50%"),
    (("試行", 2026, 2027), ("本格導入", 2028, 2028)),
)

REVISED = (
    replace(ONE, figures=("1,200件", "1,600件", "1,800件")),
    replace(TWO, name="公共施設の空き情報の公開と予約", bars=(("要件の整理", 2026, 2026), ("公開", 2027, 2028))),
    replace(FOUR, departments=("総務課", "議事課"), bars=(("導入", 2026, 2026), ("全庁展開", 2028, 2028))),
    FIVE,
    replace(SIX, summary="各課の車をまとめて管理し、使った距離を見て台数を決めます。"),
    NEW,
)
CHANGES = {
    ("initiatives", "renamed", "name", "施設予約のオンライン化", "公共施設の空き情報の公開と予約"),
    ("initiatives", "changed", "departments", "総務課", "総務課|議事課"),
    ("initiatives", "changed", "summary", SIX.summary, REVISED[4].summary),
    ("initiatives", "added", None, None, "電子契約の導入"),
    ("initiatives", "removed", None, "窓口の混雑状況の配信", None),
    ("targets", "changed", "raw", "1,500件", "1,600件"),
    ("milestones", "moved", "span", "2026-2027", "2026-2026"),
    ("milestones", "moved", "span", "2028-2028", "2027-2028"),
    ("milestones", "moved", "span", "2027-2028", "2028-2028"),
}


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_revision_in_any_layout_gives_its_changes_and_no_other(drawn: Drawn, first: str, second: str) -> None:
    old, new = drawn(first, ITEMS, "令和8年3月"), drawn(second, REVISED, "令和9年3月改訂版")
    found = compare(old, new)
    assert table(found) == CHANGES
    assert len(found.changes) == len(CHANGES)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_codes_numbered_anew_and_swapped_are_told_by_name(drawn: Drawn, first: str, second: str) -> None:
    codes = ("1-1-3", "1-1-1", "1-1-2", "1-2-5", "1-2-1", "1-2-2")
    numbered = tuple(sorted((replace(i, code=c) for i, c in zip(ITEMS, codes, strict=True)), key=lambda i: i.code))
    numbered = tuple(replace(i, name="車の共同利用と削減") if i.code == "1-2-2" else i for i in numbered)
    found = compare(drawn(first, ITEMS, "令和8年3月"), drawn(second, numbered, "令和9年3月改訂版"))
    wanted: set[Row] = {
        ("initiatives", "changed", "code", item.code, code) for item, code in zip(ITEMS, codes, strict=True)
    }
    assert table(found) == wanted | {("initiatives", "renamed", "name", "公用車の共同利用", "車の共同利用と削減")}


def test_records_keep_the_ids_of_the_earlier_edition_in_every_table(drawn: Drawn) -> None:
    old, new = drawn("cards", ITEMS, "令和8年3月"), drawn("sheet", REVISED, "令和9年3月改訂版")
    found = compare(old, new).dataset
    by_code = {row.code: row.initiative_id for row in old["initiatives"]}
    kept = {row.code: row.initiative_id for row in found["initiatives"] if row.code in by_code}
    assert kept == {code: by_code[code] for code in ("1-1-1", "1-1-2", "1-2-1", "1-2-2", "1-2-3")}
    renamed = by_code["1-1-2"]
    assert [row.name for row in found["indicators"] if row.initiative_id == renamed] == ["予約できる施設の数"]
    assert {row.label for row in found["milestones"] if row.initiative_id == renamed} == {"要件の整理", "公開"}
    indicators = {row.indicator_id for row in found["indicators"]}
    assert {row.indicator_id for row in found["targets"]} == indicators
    assert {row.record_id for row in found["cells"] if row.record_table == "indicators"} <= indicators
    added = [row.initiative_id for row in found["initiatives"] if row.code == "1-2-4"]
    assert not set(added) & set(by_code.values())


def test_a_row_says_where_both_editions_print_it(drawn: Drawn) -> None:
    found = compare(drawn("cards", ITEMS, "令和8年3月"), drawn("slides", REVISED, "令和9年3月改訂版"))
    row = next(row for row in found.changes if row.record_table == "targets")
    assert (row.from_page, row.to_page, row.fiscal_year, row.label) == (2, 3, 2027, "電子申請の件数")
    assert row.from_bbox and row.to_bbox
    assert row.initiative_id == next(i.initiative_id for i in found.dataset["initiatives"] if i.code == "1-1-1")


def test_backwards_what_came_goes(drawn: Drawn) -> None:
    old, new = drawn("sheet", ITEMS, "令和8年3月"), drawn("cards", REVISED, "令和9年3月改訂版")
    turned = {"added": "removed", "removed": "added"}
    back = {(t, turned.get(c, c), f, b, a) for t, c, f, a, b in table(compare(new, old))}
    assert back == table(compare(old, new))


@pytest.mark.parametrize(
    "figures",
    [
        ("１，２００件", "１，５００件", "１，８００件"),
        ("1200件", "1500件", "1800件"),
        ("1,200 件", "1,500 件", "1,800 件"),
    ],
)
def test_another_way_to_write_the_same_figure_is_no_change(drawn: Drawn, figures: tuple[str, str, str]) -> None:
    new = (replace(ONE, figures=figures), *ITEMS[1:])
    assert compare(drawn("sheet", ITEMS, "令和8年3月"), drawn("cards", new, "改訂版")).changes == ()


def _renamed_department(items: tuple[Item, ...]) -> tuple[Item, ...]:
    new = {"市民課": "市民生活課"}
    return tuple(replace(item, departments=tuple(new.get(each, each) for each in item.departments)) for item in items)


def _a_year_later(item: Item) -> Item:
    bars = tuple((label, min(start + 1, 2028), min(end + 1, 2028)) for label, start, end in item.bars)
    return replace(item, figures=("—", *item.figures[:2]), bars=bars[:1])


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize(
    ("revised", "changes"),
    [
        (
            (ONE, TWO, FOUR, FIVE, SIX, replace(THREE, code="1-2-4")),
            {
                ("initiatives", "moved", "measure_id", "窓口サービスの改革", "内部事務の改革"),
                ("initiatives", "changed", "code", "1-1-3", "1-2-4"),
            },
        ),
        (
            _renamed_department(ITEMS),
            {
                ("initiatives", "changed", "departments", "市民課|情報課", "市民生活課|情報課"),
                ("initiatives", "changed", "departments", "市民課", "市民生活課"),
            },
        ),
        (
            (_a_year_later(ONE), *ITEMS[1:]),
            {
                ("targets", "changed", "raw", "1,200件", "—"),
                ("targets", "changed", "raw", "1,500件", "1,200件"),
                ("targets", "changed", "raw", "1,800件", "1,500件"),
                ("milestones", "moved", "span", "2026-2026", "2027-2027"),
                ("milestones", "removed", None, "順次拡大", None),
            },
        ),
        (
            # ended, and its indicator with all figures goes on under another
            (ONE, TWO, THREE, FOUR, replace(SIX, indicator=FIVE.indicator, figures=FIVE.figures)),
            {
                ("initiatives", "removed", "merged", "保育所入所選考の効率化", "公用車の共同利用"),
                ("indicators", "moved", "initiative_id", "保育所入所選考の効率化", "公用車の共同利用"),
                ("indicators", "removed", None, "車両の台数", None),
            },
        ),
    ],
    ids=["moved", "department renamed", "a year later", "merged"],
)
def test_what_cities_do(drawn: Drawn, first: str, second: str, revised: tuple[Item, ...], changes: set[Row]) -> None:
    found = compare(drawn(first, ITEMS, "令和8年3月"), drawn(second, revised, "令和9年3月改訂版"))
    assert table(found) == changes
