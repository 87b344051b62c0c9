"""Themes against the hand-labelled initiatives of three cities (labels.csv; `about` retells what the plan adds)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.schema import Indicator
from pipeline.themes import of_indicator, themes, themes_of

LABELS = Path(__file__).parent / "labels.csv"


def _rows() -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def _agreement(with_about: bool) -> tuple[float, float]:
    """Precision and recall over all pairs of initiative and theme."""
    pairs = [(set(row["themes"].split("|")), row["name"], row["about"] if with_about else "") for row in _rows()]
    found = [(wanted, set(themes_of(name, about))) for wanted, name, about in pairs]
    right = sum(len(wanted & got) for wanted, got in found)
    return right / sum(len(got) for _, got in found), right / sum(len(wanted) for wanted, _ in found)


def test_every_initiative_of_the_three_cities_is_labelled_with_known_themes() -> None:
    rows = _rows()
    assert len(rows) == 73
    assert {theme for row in rows for theme in row["themes"].split("|")} <= set(themes())


def test_agreement_with_the_labels() -> None:
    precision, recall = _agreement(with_about=True)
    assert 2 * precision * recall / (precision + recall) >= 0.95


def test_names_alone_place_nothing_wrongly() -> None:
    precision, recall = _agreement(with_about=False)
    assert precision >= 0.99
    assert recall >= 0.78


@pytest.mark.parametrize(
    ("name", "theme", "words"),
    [
        ("ＡＩチャット ボットの導入", "frontyard", ("チャットボット",)),
        ("ＲＰＡの活用", "ai-rpa", ("RPA",)),
        ("電子メール（E-MAIL）の運用", "ai-rpa", None),
        ("施設予約システムの更新", "frontyard", None),
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
