"""Families of indicators: what compares, by which exact factor, and why a look-alike does not."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.families import convert, of_indicator, place, vocabulary
from pipeline.schema import Indicator
from pipeline.themes import themes, themes_of

LABELS = Path(__file__).parent / "family_labels.csv"


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("オンライン申請利用率", ("online-use",)),
        ("電子申請の利用率", ("online-use",)),
        ("オンライン申請対応率", ("online-coverage",)),
        ("市民満足度（アンケートで「オンライン申請が便利」と回答した割合）", ("satisfaction",)),
        ("業務削減時間（年）", ("hours-saved",)),
        ("簡易作業に係る作業削減時間", ("hours-saved",)),
        ("削減した作業時間", ("hours-saved",)),
        ("職員研修の受講者数", ("trained-staff",)),
        ("職員セキュリティ研修受講率", ("training-rate",)),
        ("カード保有枚数率", ("card-holding",)),
        ("戸籍届出のオンライン利用率", ("online-use",)),
        ("整備済み施設数", ()),
        ("所有権移転処理時間の削減", ()),
        ("来館者数", ()),
    ],
)
def test_families_by_name(name: str, families: tuple[str, ...]) -> None:
    row = Indicator(document_id="d", plan_id="p", indicator_id="i", kind="kpi", name=name)
    assert of_indicator(row) == families


@pytest.mark.parametrize(
    ("name", "initiative", "families"),
    [
        ("導入拠点及び利用率", "キャッシュレス決済の推進", ("cashless-rate", "cashless-places")),
        ("導入箇所数", "キャッシュレス決済の推進", ("cashless-places",)),
        ("導入箇所数", "河川カメラの設置", ()),
        ("整備済み施設数", "公衆無線LANの拡充", ("wifi-sites",)),
    ],
)
def test_a_general_name_counts_only_under_the_theme_of_the_family(
    name: str, initiative: str, families: tuple[str, ...]
) -> None:
    row = Indicator(document_id="d", plan_id="p", indicator_id="i", kind="kpi", name=name)
    assert of_indicator(row, themes_of(initiative)) == families


@pytest.mark.parametrize("kind", ["known", "other"])
def test_agreement_with_the_labels(kind: str) -> None:
    """Pairs of indicator and family; `known` are the three cities, `other` all plans the rules were not made with."""
    with LABELS.open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if row["set"] == kind]
    pairs = [(set(filter(None, row["families"].split("|"))), set(_named(row))) for row in rows]
    right = sum(len(wanted & found) for wanted, found in pairs)
    assert right / sum(len(found) for _, found in pairs) >= 0.97
    assert right / sum(len(wanted) for wanted, _ in pairs) >= 0.97


def test_labelled_look_alikes_are_kept_apart_for_the_labelled_reason() -> None:
    with LABELS.open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if row["unit"] and "|" not in row["families"] and row["families"]]
    found = {row["name"]: place(row["families"], row["unit"], row["basis"] or None).reason for row in rows}
    assert found == {row["name"]: row["apart"] for row in rows}


def _named(row: dict[str, str]) -> tuple[str, ...]:
    item = Indicator(document_id="d", plan_id="p", indicator_id="i", kind="kpi", name=row["name"])
    return of_indicator(item, themes_of(row["initiative"]))


@pytest.mark.parametrize(
    ("family", "unit", "basis", "reason"),
    [
        ("online-use", "%", None, ""),
        ("online-use", "件", None, "number-for-rate"),
        ("trained-staff", "%", None, "rate-for-number"),
        ("trained-staff", "名", "cumulative", "stock-for-flow"),
        ("trained-staff", "人", "monthly", "monthly"),
        ("online-procedures", "手続", None, "unstated"),
        ("online-procedures", "手続", "annual", "flow-for-stock"),
        ("web-visits", "%増", None, "change"),
        ("hours-saved", "台", "annual", "unit"),
    ],
)
def test_look_alikes_are_kept_apart_with_a_reason(family: str, unit: str, basis: str | None, reason: str) -> None:
    placed = place(family, unit, basis)
    assert placed.reason == reason
    assert (placed.factor is None) == bool(reason)


@pytest.mark.parametrize(
    ("value", "factor", "result"),
    [("90", "1/60", "1.5"), ("20", "1/60", None), ("3", "10", "30"), ("45.3", "1", "45.3")],
)
def test_units_convert_only_exactly(value: str, factor: str, result: str | None) -> None:
    assert convert(Decimal(value), Fraction(factor)) == (None if result is None else Decimal(result))


def test_names_people_count_as_persons() -> None:
    assert place("trained-staff", "名", "annual").factor == 1
    assert place("waiting-time", "秒", None).factor == Fraction(1, 60)


def test_every_family_is_under_a_known_theme_and_every_reason_is_said_twice() -> None:
    words = vocabulary()
    assert {family.theme for family in words.families.values()} <= set(themes())
    assert all(reason.ja and reason.en for reason in words.reasons.values())
    assert set(words.counters) <= set(words.families)
