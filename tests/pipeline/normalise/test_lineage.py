"""How rows of comparison tables say that an initiative goes on."""

from __future__ import annotations

import pytest

from extractors.model import Box
from extractors.statements import LineageSaid, Said
from pipeline.normalise.lineage import build_lineage, relation_of

PLACE = Box(0, 0, 1, 1)


def said(**fields: str) -> LineageSaid:
    texts = {role: Said(text, 1, PLACE) for role, text in fields.items() if text}
    return LineageSaid(texts, next(iter(texts.values())))


def relations(*rows: LineageSaid, names: dict[str, str] | None = None) -> list[tuple[str | None, str | None, str]]:
    return [(r.old_name, r.new_name, r.relation) for r in build_lineage(rows, names or {}, "d", "p")]


def test_statuses_and_names_give_the_relation() -> None:
    assert relations(
        said(old_name="窓口", new_name="窓口", status="継続"),
        said(old_name="地図", new_name="地図の公開", status="継続(名称変更)"),
        said(old_name="無線", status="終了"),
        said(new_name="人材", status="新規"),
        said(old_name="研修", new_name="人材", status="統合"),
    ) == [
        ("窓口", "窓口", "continued"),
        ("地図", "地図の公開", "renamed"),
        ("無線", None, "ended"),
        (None, "人材", "new"),
        ("研修", "人材", "merged"),
    ]


def test_a_reason_may_name_what_takes_over() -> None:
    assert relations(
        said(old_name="配布", status="終了", reason="「ポータルの刷新」に統合"),
        said(old_name="農地", status="継続（名称変更）", reason="新名称：農地情報の管理"),
    ) == [("配布", "ポータルの刷新", "merged"), ("農地", "農地情報の管理", "renamed")]


def test_two_lists_are_joined_by_the_former_name() -> None:
    rows = relations(
        said(old_name="手続", old_code="1-1", status="継続"),
        said(old_name="無線", old_code="1-2", status="終了"),
        said(new_name="行かない窓口", old_name="手続", status="継続(名称変更)"),
        said(new_name="人材", status="新規"),
    )
    assert sorted(rows, key=str) == sorted(
        [("無線", None, "ended"), ("手続", "行かない窓口", "renamed"), (None, "人材", "new")], key=str
    )


def test_what_goes_on_unchanged_keeps_its_name_where_the_plan_has_it() -> None:
    old = said(old_name="予約の共通化", status="継続")
    assert relations(old, names={"予約の共通化": "予約の共通化"}) == [("予約の共通化", "予約の共通化", "continued")]
    assert relations(old) == [("予約の共通化", None, "continued")]


@pytest.mark.parametrize(
    ("status", "reason", "old", "new", "relation"),
    [
        ("継続", "", "窓口", "窓口", "continued"),
        ("", "継続する", "窓口", "窓口の改革", "renamed"),
        ("", "", "窓口", "窓 口", "continued"),
        ("", "", "窓口", "", "ended"),
        ("", "", "", "人材", "new"),
        ("", "目標を達したため終了", "無線", "", "ended"),
        ("終了", "", "無線", "通信", "ended"),
    ],
)
def test_the_status_counts_first_then_the_names_then_the_reason(
    status: str, reason: str, old: str, new: str, relation: str
) -> None:
    assert relation_of(status, reason, old, new) == relation
