"""Which plan has anything under which theme and under which item of an outside checklist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.comparison.models import Coverage
from pipeline.comparison.view import Key, View, grouped
from pipeline.schema import Indicator, Plan
from pipeline.themes import Found, themes
from pipeline.topics import Link, links


def coverage(seen: View) -> Iterator[Coverage]:
    """A row per plan and theme, zero where there is nothing, and per plan and item that an initiative speaks to."""
    linked = _linked(seen)
    initiatives, indicators = _by_document(seen.initiative_themes), _by_document(seen.indicator_themes)
    rows = grouped(seen.latest["indicators"], "document_id", "plan_id")
    items = grouped(seen.latest["initiatives"], "document_id", "plan_id")
    for plan in seen.latest["plans"]:
        document, key = plan.document_id, (plan.document_id, plan.plan_id)
        mine = {row.initiative_id for row in items.get(key, ())}
        own = {row.indicator_id for row in rows.get(key, ())}
        themes_of = {k: found for k, found in initiatives.get(document, {}).items() if k[1] in mine}
        measured = {k: found for k, found in indicators.get(document, {}).items() if k[1] in own}
        yield from _by_theme(seen, plan, themes_of, measured)
        said = {item: [x for x in found if x.initiative_id in mine] for item, found in linked[document].items()}
        yield from _by_item(seen, plan, said, rows.get(key, ()))


def _by_document(found: Mapping[Key, Found]) -> Mapping[str, Mapping[Key, Found]]:
    of: dict[str, dict[Key, Found]] = {}
    for key, themes_found in found.items():
        of.setdefault(key[0], {})[key] = themes_found
    return of


def _by_theme(seen: View, plan: Plan, ids: Mapping[Key, Found], own: Mapping[Key, Found]) -> Iterator[Coverage]:
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


def _by_item(
    seen: View, plan: Plan, linked: Mapping[str, list[Link]], indicators: Sequence[Indicator]
) -> Iterator[Coverage]:
    for item, found in linked.items():
        ids = tuple(dict.fromkeys(link.initiative_id for link in found))
        yield Coverage(
            **seen.owner(plan),
            kind="item",
            topic=item,
            topic_ja=item,
            initiatives=len(ids),
            indicators=sum(row.initiative_id in ids for row in indicators),
            words=tuple(dict.fromkeys(word for link in found for word in link.words)),
            initiative_ids=ids,
        )
