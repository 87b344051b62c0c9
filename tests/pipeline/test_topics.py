"""Initiatives are linked to the items of a checklist by words, and by nothing else."""

from __future__ import annotations

import pytest

from pipeline.schema import Assessment, Initiative
from pipeline.topics import links, topics_of

DOC = "d" * 64


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("ＲＰＡによる業務効率化", {"rpa"}),
        ("納税をキャッシュレス化している", {"cashless", "tax-payment"}),
        ("L I N E による相談窓口", {"social-media"}),
        ("オンライン化のガイドライン（online guideline）", set()),
        ("デジタル・ディバイド対策事業", {"digital-divide"}),
        ("計画の策定", set()),
    ],
)
def test_topics(text: str, topics: set[str]) -> None:
    assert set(topics_of(text)) == topics


def test_links_name_their_words() -> None:
    items = [
        Assessment(document_id=DOC, viewpoint="v", item_no=1, item="定型業務や単純業務にRPAを利用している"),
        Assessment(document_id=DOC, viewpoint="v", item_no=2, item="多言語に対応している"),
    ]
    item = Initiative(document_id=DOC, plan_id="p", initiative_id="i", name="RPAの活用", summary="手作業を減らす。")
    (link,) = links([item], items)
    assert (link.initiative_id, link.item_no, link.topic) == ("i", 1, "rpa")
    assert (link.words, link.item_words) == (("RPA",), ("RPA", "定型業務"))
