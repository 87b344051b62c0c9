"""Glossaries of running text: a term and its explanation on one line, or a term line over its text."""

from __future__ import annotations

import pytest

from extractors.model import Box
from extractors.shapes.headings import Block
from extractors.shapes.terms import read_terms

Line = tuple[str, float, float, bool]
"""Text, left edge, right edge, bold."""


def read(*lines: Line) -> list[tuple[str, str]]:
    blocks = [
        Block(1, Box(left, 20.0 * n, right, 20.0 * n + 12), text, 10.0, strong, False)
        for n, (text, left, right, strong) in enumerate(lines)
    ]
    return [(entry.term.text, entry.definition.text) for entry in read_terms(blocks)]


@pytest.mark.parametrize(
    ("lines", "terms"),
    [
        (
            [
                ("・RPA：定型の作業を自動で行う仕組み。", 50, 400, False),
                ("クラウド： 網の向こうの計算機を使うこと。", 50, 420, False),
            ],
            [("RPA", "定型の作業を自動で行う仕組み。"), ("クラウド", "網の向こうの計算機を使うこと。")],
        ),
        (
            [("【RPA】", 50, 90, False), ("定型の作業を", 70, 400, False), ("自動で行う仕組み。", 70, 300, False)],
            [("RPA", "定型の作業を\n自動で行う仕組み。")],
        ),
        (
            [("AI", 50, 60, True), ("人の知能に似た働きをする仕組み。", 50, 400, False), ("GIS", 50, 70, True)],
            [("AI", "人の知能に似た働きをする仕組み。")],
        ),
        (
            [
                ("テレワーク", 50, 110, False),
                ("勤め先から離れた所で働くこと。", 50, 400, False),
                ("ノーコード", 50, 110, False),
                ("書かずに組み立てること。", 50, 380, False),
            ],
            [("テレワーク", "勤め先から離れた所で働くこと。"), ("ノーコード", "書かずに組み立てること。")],
        ),
        (
            [
                ("AI", 50, 60, True),
                ("GIS：地図の上で情報を扱う仕組み。", 50, 400, True),
                ("文だけの行。", 50, 400, False),
            ],
            [("GIS", "地図の上で情報を扱う仕組み。")],
        ),
        ([], []),
        ([("だれのものでもない文。", 70, 400, False), ("RPA", 70, 90, False)], []),
    ],
    ids=["one line", "indented", "bold", "short", "inline after a term", "nothing", "a term without text"],
)
def test_terms_and_their_texts(lines: list[Line], terms: list[tuple[str, str]]) -> None:
    assert read(*lines) == terms
