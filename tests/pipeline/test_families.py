"""Families of indicators: what compares, by which exact factor, and why a look-alike does not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.families import convert, of_indicator, place, vocabulary
from pipeline.schema import Indicator
from pipeline.themes import themes


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
        ("導入拠点及び利用率", ("cashless-rate", "cashless-places")),
        ("所有権移転処理時間の削減", ()),
        ("来館者数", ()),
    ],
)
def test_families_by_name(name: str, families: tuple[str, ...]) -> None:
    row = Indicator(document_id="d", plan_id="p", indicator_id="i", kind="kpi", name=name)
    assert of_indicator(row) == families


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
