"""The change feed."""

from __future__ import annotations

import json

from pipeline.publish.feed import change_feed
from pipeline.schema import Change, Dataset, Document, Plan


def edition(name: str, day: str | None, **about: str) -> dict[str, tuple[Document | Plan | Change, ...]]:
    key = name * 64
    document = Document(
        document_id=key, file_name=f"{name}.pdf", bytes=1, pages=1, text_layer="native", plan_id="p", role="plan",
        retrieved_at=day, source_url=f"https://www.example.jp/{name}.pdf" if day else None,
    )  # fmt: skip
    plan = Plan(plan_id="p", title="晴原市計画", status="final", document_id=key, **about)  # type: ignore[arg-type]
    return {"documents": (document,), "plans": (plan,)}


def change(old: str, new: str, kind: str) -> Change:
    return Change(
        plan_id="p", from_document_id=old * 64, to_document_id=new * 64, record_table="initiatives", record_id="i",
        change=kind,  # type: ignore[arg-type]
    )  # fmt: skip


def test_an_entry_for_each_edition_that_took_another_s_place() -> None:
    history = Dataset(
        {
            "documents": (*edition("a", None)["documents"], *edition("b", "2026-04-06T06:00:00+09:00")["documents"]),
            "plans": (*edition("a", None)["plans"], *edition("b", None)["plans"]),
            "changes": (change("a", "b", "added"),),
        }
    )
    latest = Dataset(
        {
            **edition("c", "2027-04-05T06:00:00+09:00", edition="改訂版"),
            "changes": (change("b", "c", "removed"), change("b", "c", "removed")),
        }
    )
    feed = json.loads(change_feed(latest, history))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [(item["title"], item["content_text"]) for item in feed["items"]] == [
        ("晴原市計画（改訂版）", "事業の終了2件。"),
        ("晴原市計画", "事業の追加1件。"),
    ]
    assert feed["items"][0]["url"] == "https://www.example.jp/c.pdf"
    assert len({item["id"] for item in feed["items"]}) == 2


def test_a_dataset_without_changes_has_an_empty_feed() -> None:
    assert json.loads(change_feed(Dataset(edition("a", None)), Dataset()))["items"] == []
