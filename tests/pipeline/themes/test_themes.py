"""Themes against hand-labelled initiatives; `about` retells what the plan adds to a name.

`labels.csv`: the three cities the vocabulary was first written with. `other_plans.csv`: other plans, labelled before
any rule was tried on them. The rules were then mended by looking at its sets `drawn` and `real`; nobody has looked at
what the rules say of single rows of `unseen`, and nobody may, or it no longer shows what an unknown plan gets.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.schema import Indicator
from pipeline.themes import of_indicator, themes, themes_of

HERE = Path(__file__).parent


def _rows(name: str, kind: str = "") -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as handle:
        return [row for row in csv.DictReader(handle) if row.get("set", "") == kind]


def _agreement(rows: list[dict[str, str]], with_about: bool = True) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pairs of initiative and theme."""
    pairs = [(_labels(row), set(themes_of(row["name"], row["about"] if with_about else ""))) for row in rows]
    right, got = sum(len(wanted & found) for wanted, found in pairs), sum(len(found) for _, found in pairs)
    wanted = sum(len(wanted) for wanted, _ in pairs)
    return right / got, right / wanted, 2 * right / (got + wanted)


def _labels(row: dict[str, str]) -> set[str]:
    return set(filter(None, row["themes"].split("|")))


def test_every_initiative_of_the_three_cities_is_labelled_with_known_themes() -> None:
    rows = _rows("labels.csv")
    assert len(rows) == 73
    assert all(_labels(row) and _labels(row) <= set(themes()) for row in rows)


def test_agreement_with_the_labels() -> None:
    assert _agreement(_rows("labels.csv"))[2] >= 0.95


def test_names_alone_place_next_to_nothing_wrongly() -> None:
    precision, recall, _ = _agreement(_rows("labels.csv"), with_about=False)
    assert precision >= 0.98
    assert recall >= 0.80


@pytest.mark.parametrize(("kind", "rows", "least"), [("drawn", 99, 0.98), ("real", 32, 0.95), ("unseen", 46, 0.90)])
def test_agreement_with_other_plans(kind: str, rows: int, least: float) -> None:
    found = _rows("other_plans.csv", kind)
    assert len(found) == rows
    assert {theme for row in found for theme in _labels(row)} <= set(themes())
    assert _agreement(found)[2] >= least


@pytest.mark.parametrize(
    ("name", "theme", "words"),
    [
        ("ＡＩチャット ボットの導入", "frontyard", ("チャットボット",)),
        ("ＲＰＡの活用", "ai-rpa", ("RPA",)),
        ("電子メール（E-MAIL）の運用", "ai-rpa", None),
        ("施設予約システムの更新", "frontyard", None),
        ("行政手続きのデジタル化", "online", ("手続のデジタル化",)),
        ("子供の見守り", "children", ("子ども",)),
        ("オンライン申請と手数料のキャッシュレス化", "cashless", ("キャッシュレス",)),
    ],
)
def test_words_that_matched(name: str, theme: str, words: tuple[str, ...] | None) -> None:
    assert themes_of(name).get(theme) == words


def test_an_indicator_has_its_own_themes_and_those_of_its_initiative() -> None:
    row = Indicator(document_id="d", plan_id="p", indicator_id="i", kind="kpi", name="研修受講者数")
    found = of_indicator(row, themes_of("生成AIの導入"))
    assert found == {"ai-rpa": (), "skills": ("研修受講",)}


def test_nothing_is_put_under_other() -> None:
    assert themes_of("公用車の管理") == {}
