"""Which plan has anything under which theme and under which item of an outside checklist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.comparison.models import Coverage
from pipeline.comparison.view import View
from pipeline.schema import Plan
from pipeline.themes import themes
from pipeline.topics import Link, links


def coverage(seen: View) -> Iterator[Coverage]:
    """A row per plan and theme, zero where there is nothing, and per plan and item that an initiative speaks to."""
    linked = _linked(seen)
    for plan in seen.latest["plans"]:
        yield from _by_theme(seen, plan)
        yield from _by_item(seen, plan, linked.get(plan.document_id, {}))


def _by_theme(seen: View, plan: Plan) -> Iterator[Coverage]:
    document = plan.document_id
    ids = {k: f for k, f in seen.initiative_themes.items() if k[0] == document}
    own = {k: f for k, f in seen.indicator_themes.items() if k[0] == document}
    for key, theme in themes().items():
        under = [k[1] for k, found in ids.items() if key in found]
        words = dict.fromkeys(word for found in ids.values() for word in found.get(key, ()))
        yield Coverage(
            **seen.owner(plan),
            kind="theme",
            topic=key,
            topic_ja=theme.ja,
            topic_en=theme.en,
            initiatives=len(under),
            indicators=sum(key in found for found in own.values()),
            words=tuple(words),
            initiative_ids=tuple(under),
        )


def _linked(seen: View) -> Mapping[str, Mapping[str, list[Link]]]:
    """Links by document and item; the items of all checklists count for all plans."""
    asked = {row.item: row for row in seen.latest["assessments"]}
    found: dict[str, dict[str, list[Link]]] = {}
    for link in links(seen.latest["initiatives"], asked.values()):
        found.setdefault(link.document_id, {}).setdefault(link.item, []).append(link)
    for document in seen.latest["documents"]:
        of_document = found.setdefault(document.document_id, {})
        for item in asked:
            of_document.setdefault(item, [])
    return found


def _by_item(seen: View, plan: Plan, linked: Mapping[str, list[Link]]) -> Iterator[Coverage]:
    for item, found in linked.items():
        ids = tuple(dict.fromkeys(link.initiative_id for link in found))
        belonging = (k for k, row in seen.indicators.items() if k[0] == plan.document_id and row.initiative_id in ids)
        yield Coverage(
            **seen.owner(plan),
            kind="item",
            topic=item,
            topic_ja=item,
            initiatives=len(ids),
            indicators=sum(1 for _ in belonging),
            words=tuple(dict.fromkeys(word for link in found for word in link.words)),
            initiative_ids=ids,
        )
