"""The change feed: one entry for each edition that took another's place, newest first (JSON Feed 1.1).

A reader subscribes to the file; an entry never changes its id. Its words are those of `keikaku diff`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from pipeline.schema import Change, Dataset, Document, Plan

FILE_NAME = "changes.feed.json"


def change_feed(latest: Dataset, history: Dataset) -> str:
    """The feed of a dataset as JSON; the same datasets give the same text."""
    documents = {row.document_id: row for part in (history, latest) for row in part["documents"]}
    plans = {row.document_id: row for part in (history, latest) for row in part["plans"]}
    rows: list[Change] = [*latest["changes"], *history["changes"]]
    grouped = groupby(rows, key=lambda row: (row.from_document_id, row.to_document_id))
    items = [_item(list(changes), documents[new], plans[new]) for (_, new), changes in grouped if new in plans]
    return feed_text(items)


def feed_text(items: Iterable[dict[str, Any]]) -> str:
    """The feed of these entries, newest first."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "自治体計画の変更 / Changes of municipal plans",
        "language": "ja",
        "items": sorted(items, key=lambda item: (item.get("date_published", ""), item["id"]), reverse=True),
    }
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _item(changes: list[Change], document: Document, plan: Plan) -> dict[str, Any]:
    from pipeline.compare.report import counted

    first = changes[0]
    title = f"{plan.title}{f'（{plan.edition}）' if plan.edition else ''}"
    item: dict[str, Any] = {
        "id": f"{first.from_document_id[:16]}-{first.to_document_id[:16]}",
        "title": title,
        "content_text": f"{counted(changes)}。",
        "tags": [first.plan_id],
    }
    if document.source_url:
        item["url"] = document.source_url
    if document.retrieved_at:
        item["date_published"] = document.retrieved_at
    return item
